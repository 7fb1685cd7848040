//! Values that are known for a place: intervals, cultures, formats, the keys of a `Switch` over
//! app roles, what the target of the mapping takes.

use super::Known;
use super::context::{Context, compared};
use crate::dotnet::datetime::{DateTime, Format, Interval};
use crate::expression::functions;
use crate::expression::syntax::Keyword;
use crate::scim::{Attribute, AttributeType, Mode, Schemas, parse_path};
use crate::systems::{entra, zoom};

/// A value that may stand in a place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Suggestion {
    /// The text, without quotes.
    pub(super) text: String,
    /// What it means.
    pub(super) about: String,
    /// Whether it is a text; keywords stand without quotes.
    pub(super) quoted: bool,
}

fn text(text: impl Into<String>, about: impl Into<String>) -> Suggestion {
    Suggestion { text: text.into(), about: about.into(), quoted: true }
}

/// Date formats of published mappings.
const FORMATS: [&str; 8] = [
    "yyyy-MM-dd",
    "yyyy-MM-ddTHH:mm:ssZ",
    "yyyyMMdd",
    "dd.MM.yyyy",
    "MM/dd/yyyy",
    "M/d/yyyy h:mm:ss tt",
    "yyyyMMddHHmmss.fZ",
    "yyyy-MM-ddzzz",
];

const CULTURES: [(&str, &str); 4] = [
    ("en-US", "English; as for most languages, the same as without a culture"),
    ("tr-TR", "Turkish: i and İ, ı and I are pairs"),
    ("az-Latn-AZ", "Azerbaijani: i and İ, ı and I are pairs"),
    ("lt-LT", "Lithuanian"),
];

const STYLES: [(&str, &str); 5] = [
    ("AllowWhiteSpaces", "white space anywhere is ignored"),
    ("AllowLeadingWhite", "white space before the date is ignored"),
    ("AllowTrailingWhite", "white space after the date is ignored"),
    ("AssumeUniversal", "a date without offset is UTC"),
    ("NoCurrentDateDefault", "a time without a date does not belong to the present day"),
];

const SIGNS: [(&str, &str); 5] =
    [(" ", "a space"), (",", "a comma"), (".", "a dot"), ("@", "as in an address"), ("-", "a hyphen")];

fn table(entries: &[(&str, &str)]) -> Vec<Suggestion> {
    entries.iter().map(|(value, about)| text(*value, *about)).collect()
}

fn keywords(entries: &[Keyword]) -> Vec<Suggestion> {
    let suggestion = |keyword: &Keyword| Suggestion {
        text: keyword.as_str().to_owned(),
        about: keyword.about().to_owned(),
        quoted: false,
    };
    entries.iter().map(suggestion).collect()
}

/// Everything known for a place, the most specific first.
pub(super) fn values(full: &str, context: &Context<'_>, known: &Known<'_>) -> Vec<Suggestion> {
    if let Some(left) = compared(full, context) {
        return of_source(left, known);
    }
    let mut found = match context.calls.last() {
        None => Vec::new(),
        Some(call) => {
            let function = functions::find(call.name, known.dialect);
            let parameter = function.and_then(|function| function.parameter(call.argument));
            match (
                function.map_or("", |function| function.name),
                parameter.map_or("", |parameter| parameter.name),
            ) {
                (_, "interval") => Interval::ALL
                    .iter()
                    .map(|interval| text(interval.name(), format!("{}s", interval.unit())))
                    .collect(),
                (_, "culture") => table(&CULTURES),
                (_, "compareType") => keywords(&[Keyword::TextCompare, Keyword::BinaryCompare]),
                (_, "encoding") => keywords(&[Keyword::Unicode, Keyword::Utf8, Keyword::Ascii]),
                (_, "dateTimeStyles") => table(&STYLES),
                (_, "inputFormat" | "outputFormat") => {
                    FORMATS.iter().map(|format| text(*format, shown(format))).collect()
                }
                ("Join", "separator") | ("Split", "delimiter") | ("Word", "Delimiters") => table(&SIGNS),
                ("Switch", "key") => of_source(call.first.unwrap_or_default(), known),
                _ => Vec::new(),
            }
        }
    };
    if let Some(target) = known.target.filter(|_| flows(context, known)) {
        found.extend(of_target(target));
    }
    found
}

/// A date in a format.
fn shown(format: &str) -> String {
    let date = DateTime::from_rfc3339("2026-01-31T08:05:00Z").unwrap_or_default();
    format.parse::<Format>().map(|format| format.write(date)).unwrap_or_default()
}

/// Values that a source may have: what a key is compared with.
fn of_source(source: &str, known: &Known<'_>) -> Vec<Suggestion> {
    let source = source.trim();
    if source.to_ascii_lowercase().contains("approleassignment") {
        return zoom::APP_ROLES
            .iter()
            .map(|role| text(*role, "app role of the gallery application"))
            .collect();
    }
    let name = source.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).map(str::trim);
    let Some(name) = name else { return Vec::new() };
    let attribute = entra::attribute(name);
    let boolean = attribute.is_some_and(|attribute| attribute.kind == entra::AttributeType::Boolean);
    let mut found = match name {
        _ if boolean => vec![text("True", "Boolean"), text("False", "Boolean")],
        "userType" => vec![text("Member", "a user of the tenant"), text("Guest", "a user of another tenant")],
        _ => Vec::new(),
    };
    if let Some(value) = known.attribute(name).and_then(|known| known.value.as_ref())
        && !value.is_empty()
        && !found.iter().any(|other| other.text.eq_ignore_ascii_case(value))
    {
        found.push(text(value.clone(), "this user's value"));
    }
    found
}

/// Whether the value of the place becomes the value of the expression.
fn flows(context: &Context<'_>, known: &Known<'_>) -> bool {
    context.calls.iter().all(|call| {
        let at = call.argument;
        match functions::find(call.name, known.dialect).map_or("", |function| function.name) {
            "IIF" => at == 1 || at == 2,
            "Switch" => at == 1 || (at > 2 && at % 2 == 1),
            "Coalesce" | "IgnoreFlowIfNullOrEmpty" | "Redact" | "SelectUniqueValue" => true,
            _ => false,
        }
    })
}

/// The values that a target takes, as far as its schema lists them.
fn of_target(target: &str) -> Vec<Suggestion> {
    let Ok(path) = parse_path(target.trim(), Mode::Lenient) else { return Vec::new() };
    let zoom = Schemas::zoom();
    let attribute: Option<&Attribute> = zoom.attribute(&path).or_else(|| Schemas::core().attribute(&path));
    match attribute {
        None => Vec::new(),
        Some(attribute) if attribute.kind == AttributeType::Boolean => {
            vec![text("True", format!("true in {target}")), text("False", format!("false in {target}"))]
        }
        Some(attribute) => {
            let about = format!("value of {target}");
            attribute.canonical_values.iter().map(|value| text(value.clone(), about.clone())).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dotnet::casing::Culture;
    use crate::dotnet::datetime::Styles;

    #[test]
    fn suggested_values_are_values() {
        for (culture, _) in CULTURES {
            assert!(Culture::parse(culture).is_ok(), "{culture}");
        }
        for (style, _) in STYLES {
            assert!(style.parse::<Styles>().is_ok(), "{style}");
        }
        for format in FORMATS {
            assert!(!shown(format).is_empty(), "{format}");
        }
    }
}
