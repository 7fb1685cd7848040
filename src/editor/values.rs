//! Values that are known for a place: intervals, cultures, formats, the keys of a `Switch` over
//! app roles, what the target of the mapping takes.

use super::Known;
use super::place::{Place, compared};
use crate::dotnet::datetime::{DateFormat, DateTime, Interval};
use crate::language::{Keyword, Offers, TokenKind, find_function, tokens};
use crate::scim::{AttributeType, Mode, parse_path};
use crate::systems::{AttributeType as SourceType, TARGETS};

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

fn text(text: &str, about: &str) -> Suggestion {
    Suggestion { text: text.to_owned(), about: about.to_owned(), quoted: true }
}

fn keyword_alone(keyword: Keyword) -> Suggestion {
    Suggestion { quoted: false, ..text(keyword.as_str(), keyword.about()) }
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

fn table(entries: &[(&str, &str)], found: &mut Vec<Suggestion>) {
    for (value, about) in entries {
        found.push(text(value, about));
    }
}

/// Everything known for a place, the most specific first.
pub(super) fn values(full: &str, place: &Place<'_>, known: &Known<'_>) -> Vec<Suggestion> {
    let mut found = Vec::new();
    if let Some(left) = compared(full, place) {
        of_source(left, known, &mut found);
        return found;
    }
    if let Some(call) = place.calls.last()
        && let Some(function) = find_function(call.name, known.dialect)
        && let Some(parameter) = function.parameter(call.argument)
    {
        match parameter.offers {
            Offers::Intervals => {
                for interval in Interval::ALL {
                    found.push(text(interval.name(), &format!("{}s", interval.unit())));
                }
            }
            Offers::Cultures => table(&CULTURES, &mut found),
            Offers::DateStyles => table(&STYLES, &mut found),
            Offers::DateFormats => {
                for format in FORMATS {
                    found.push(text(format, &shown(format)));
                }
            }
            Offers::Signs => table(&SIGNS, &mut found),
            Offers::ValuesOfFirst => of_source(call.first.unwrap_or_default(), known, &mut found),
            Offers::Keywords(keywords) => {
                for keyword in keywords {
                    found.push(keyword_alone(*keyword));
                }
            }
            _ => {}
        }
    }
    if let Some(target) = known.target
        && flows(place, known)
    {
        of_target(target, &mut found);
    }
    found
}

/// A date in a format.
fn shown(format: &str) -> String {
    let date = DateTime::from_rfc3339("2026-01-31T08:05:00Z").unwrap_or_default();
    format.parse::<DateFormat>().map(|format| format.write(date)).unwrap_or_default()
}

/// Values that a source may have: what a key is compared with.
fn of_source(source: &str, known: &Known<'_>, found: &mut Vec<Suggestion>) {
    let source = source.trim();
    if gives_roles(source, known) {
        for role in TARGETS.iter().flat_map(|target| target.facts.app_roles) {
            found.push(text(role, "app role of the gallery application"));
        }
        return;
    }
    let Some(name) = source.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else { return };
    let name = name.trim();
    match known.system.attribute(name) {
        Some(attribute) if attribute.kind == SourceType::Boolean => {
            table(&[("True", "Boolean"), ("False", "Boolean")], found);
        }
        Some(attribute) if attribute.name == "userType" => {
            table(&[("Member", "a user of the tenant"), ("Guest", "a user of another tenant")], found);
        }
        _ => {}
    }
    if let Some(value) = known.attribute(name).and_then(|known| known.value.as_ref())
        && !value.is_empty()
        && !found.iter().any(|other| other.text.eq_ignore_ascii_case(value))
    {
        found.push(text(value, "this user's value"));
    }
}

/// Whether the value of the place becomes the value of the expression.
fn flows(place: &Place<'_>, known: &Known<'_>) -> bool {
    place.calls.iter().all(|call| {
        find_function(call.name, known.dialect).is_some_and(|function| function.passes.takes(call.argument))
    })
}

/// Whether a text is about the app roles of a user.
fn gives_roles(text: &str, known: &Known<'_>) -> bool {
    tokens(text).into_iter().any(|token| match token.kind {
        TokenKind::Function => {
            find_function(token.span.of(text), known.dialect).is_some_and(|function| function.role.is_some())
        }
        TokenKind::Attribute => {
            let name = token.span.of(text).trim_matches(['[', ']']).trim();
            name.eq_ignore_ascii_case("appRoleAssignments")
        }
        _ => false,
    })
}

/// The values that a target takes, as far as its schema lists them.
fn of_target(target: &str, found: &mut Vec<Suggestion>) {
    let Ok(path) = parse_path(target.trim(), Mode::Lenient) else { return };
    // Whichever target it is: what one of them has of a name the others have alike, or not at all.
    let listed = TARGETS.iter().find_map(|target| target.schemas().attribute(&path));
    let Some(attribute) = listed else { return };
    if attribute.kind == AttributeType::Boolean {
        found.push(text("True", &format!("true in {target}")));
        found.push(text("False", &format!("false in {target}")));
    }
    for value in &attribute.canonical_values {
        found.push(text(value, &format!("value of {target}")));
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
