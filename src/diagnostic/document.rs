//! Documents that people write as JSON: reading them, and where in their text a finding stands.

use super::{Code, Diagnostic, Outcome};
use crate::json;
use crate::limits::JSON_DEPTH;
use crate::place::{Place, Pointer};
use crate::span::Span;
use crate::value::boolean_text;
use serde_json::Value;

pub use crate::json::locate;

/// Parses a document.
///
/// # Errors
/// [`Code::InvalidJson`] with the place; `what` says in the message what was expected.
pub fn parse(text: &str, what: &str) -> Outcome<Value> {
    parse_nested(text, what, JSON_DEPTH)
}

/// The same for documents that nest deeper.
pub(crate) fn parse_nested(text: &str, what: &str, deepest: usize) -> Outcome<Value> {
    let text_without_mark = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    json::parse_nested(text_without_mark, deepest).map_err(|fault| {
        let at = fault.at + text.len() - text_without_mark.len();
        let reason = fault.reason.as_str();
        Box::new(
            Diagnostic::new(Code::InvalidJson, format!("expected {what} as JSON: {reason}"))
                .at(Span::new(at, (at + 1).min(text.len()).max(at)))
                .help("check for a missing comma, quote or bracket before this place"),
        )
    })
}

/// Where a finding stands in the text of the document it was found in.
///
/// A finding with a place has its span inside the string that stands there; this gives
/// the place in the document, escapes counted in. A member that has no meaning is shown at its name.
pub fn resolve(text: &str, found: &Diagnostic) -> Option<Span> {
    if !found.place.is_part() {
        return found.span;
    }
    let (name, value) = json::locate_with_name(text, &pointer_in(text, &found.place)?)?;
    if found.code == Code::UnknownMember {
        return name.or(Some(value));
    }
    let Some(inner) = found.span else { return Some(value) };
    let raw = value.of(text);
    if !raw.starts_with('"') {
        return Some(value);
    }
    let at = |decoded: usize| value.start + json::spelled_offset(raw, decoded);
    Some(Span::new(at(inner.start), at(inner.end)))
}

/// The way to a place in the text of a document: a profile may be the bare array of its mappings. `None` for what
/// such a document has not.
pub fn pointer_in(text: &str, place: &Place) -> Option<Pointer> {
    let bare = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).starts_with('[');
    if bare && !matches!(place, Place::Part(_)) {
        place.pointer_in_bare_mappings()
    } else {
        Some(place.pointer())
    }
}

/// A text in a document. Numbers and Booleans are taken as their text, as people write them; nothing
/// else is one.
pub(crate) fn as_text(json: &Value) -> Option<String> {
    match json {
        Value::String(text) => Some(text.clone()),
        Value::Bool(value) => Some(boolean_text(*value).to_owned()),
        Value::Number(number) => Some(json::number_text(number)),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A Boolean in a document, which the service writes as a text too.
pub(crate) fn as_flag(json: &Value) -> Option<bool> {
    match json {
        Value::Bool(value) => Some(*value),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::MappingMember;

    #[test]
    fn places_inside_strings_count_their_escapes() {
        let text = r#"{"source": "Join(\"\ud83d\ude00é\", [a"}"#;
        let found = Diagnostic::new(Code::Syntax, "").within(Place::member("source")).at(Span::new(15, 17));
        assert_eq!(resolve(text, &found).map(|span| span.of(text)), Some("[a"));
        let whole = Diagnostic::new(Code::Syntax, "").within(Place::member("source"));
        assert_eq!(resolve(text, &whole).map(|span| span.start), Some(11));
    }

    #[test]
    fn members_without_meaning_are_shown_at_their_names() {
        let text = r#"{"mappings": [{"defualt": "x"}]}"#;
        let found = Diagnostic::new(Code::UnknownMember, "")
            .within(Place::Mapping(0, MappingMember::Whole).child("defualt"));
        assert_eq!(resolve(text, &found).map(|span| span.of(text)), Some("\"defualt\""));
        let found = Diagnostic::new(Code::InvalidDocument, "")
            .within(Place::Mapping(0, MappingMember::Whole).child("defualt"));
        assert_eq!(resolve(text, &found).map(|span| span.of(text)), Some("\"x\""));
    }

    #[test]
    fn broken_documents_are_located() {
        let found = parse("\u{FEFF}{\"a\": 1,\n oops}", "a profile").expect_err("broken");
        assert_eq!(found.span.map(|span| span.start), Some(13));
    }
}
