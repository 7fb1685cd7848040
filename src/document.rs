//! Places in JSON documents: from line and column, and from a JSON pointer, to bytes.

use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::json;
use crate::limits::{JSON_DEPTH, SCHEMA_DEPTH};
use crate::place::{Place, Pointer, PointerStep};
use crate::span::Span;
use crate::value::boolean_text;
use serde_json::Value;

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

/// Where the value at a JSON pointer stands in the text of a valid document.
///
/// ```
/// use attrflow::document::locate;
/// use attrflow::place::Pointer;
/// let text = r#"{"a": [1, {"b": "x"}]}"#;
/// let pointer = Pointer::default().member("a").element(1).member("b");
/// assert_eq!(locate(text, &pointer).unwrap().of(text), "\"x\"");
/// ```
pub fn locate(text: &str, pointer: &Pointer) -> Option<Span> {
    locate_both(text, pointer).map(|(_, value)| value)
}

/// Where the value at a JSON pointer stands, and the name before it if it is a member.
fn locate_both(text: &str, pointer: &Pointer) -> Option<(Option<Span>, Span)> {
    let mut scanner = Scanner { bytes: text.as_bytes(), at: 0 };
    let mut name = None;
    scanner.blanks();
    for step in pointer.steps() {
        match (scanner.peek()?, step) {
            (b'{', PointerStep::Member(step)) => name = Some(scanner.member(text, step)?),
            (b'[', PointerStep::Element(at)) => {
                scanner.element(*at)?;
                name = None;
            }
            _ => return None,
        }
    }
    let start = scanner.at;
    scanner.value(0)?;
    Some((name, Span::new(start, scanner.at)))
}

/// Where a finding stands in the text of the document it was found in.
///
/// A finding with a place has its span inside the string that stands there; this gives
/// the place in the document, escapes counted in. A member that has no meaning is shown at its name.
pub fn resolve(text: &str, found: &Diagnostic) -> Option<Span> {
    if !found.place.is_part() {
        return found.span;
    }
    let (name, value) = locate_both(text, &pointer_in(text, &found.place)?)?;
    if found.code == Code::UnknownMember {
        return name.or(Some(value));
    }
    let Some(inner) = found.span else { return Some(value) };
    let raw = value.of(text);
    if !raw.starts_with('"') {
        return Some(value);
    }
    let at = |decoded: usize| value.start + raw_offset(raw, decoded);
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

/// The offset in a JSON string literal of byte `decoded` of the text it spells.
fn raw_offset(literal: &str, decoded: usize) -> usize {
    let mut at = 1;
    let mut length = 0;
    while length < decoded && at + 1 < literal.len() {
        let rest = &literal[at..];
        let raw = match rest.as_bytes() {
            [b'\\', b'u', ..] if rest.get(6..8) == Some("\\u") && surrogate(rest) => 12,
            [b'\\', b'u', ..] => 6,
            [b'\\', ..] => 2,
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
        let piece = rest.get(..raw).unwrap_or(rest);
        let spelled = json::parse(&format!("\"{piece}\"")).ok();
        length += spelled.and_then(|text| text.as_str().map(str::len)).unwrap_or(1);
        at += piece.len();
    }
    at
}

/// Whether `\uXXXX` at the start is the first half of a pair.
fn surrogate(escape: &str) -> bool {
    let unit = escape.get(2..6).and_then(|digits| u16::from_str_radix(digits, 16).ok());
    unit.is_some_and(|unit| (0xD800..0xDC00).contains(&unit))
}

struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n' | 0xEF | 0xBB | 0xBF)) {
            self.at += 1;
        }
    }

    /// Moves to the value of a member of the object that starts here; gives the place of its name.
    fn member(&mut self, text: &str, name: &str) -> Option<Span> {
        self.at += 1;
        loop {
            self.blanks();
            let start = self.at;
            self.string()?;
            let place = Span::new(start, self.at);
            let key = json::parse(text.get(start..self.at)?).ok()?;
            self.blanks();
            self.at += 1;
            self.blanks();
            if key == name {
                return Some(place);
            }
            self.value(0)?;
            self.next()?;
        }
    }

    /// Moves to an element of the array that starts here.
    fn element(&mut self, index: usize) -> Option<()> {
        self.at += 1;
        self.blanks();
        for _ in 0..index {
            self.value(0)?;
            self.next()?;
            self.blanks();
        }
        (self.peek()? != b']').then_some(())
    }

    /// Moves past the comma after a value.
    fn next(&mut self) -> Option<()> {
        self.blanks();
        (self.peek()? == b',').then(|| self.at += 1)
    }

    fn string(&mut self) -> Option<()> {
        (self.peek()? == b'"').then_some(())?;
        self.at += 1;
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(())
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        if depth > SCHEMA_DEPTH {
            return None;
        }
        match self.peek()? {
            b'"' => self.string(),
            open @ (b'{' | b'[') => {
                self.at += 1;
                loop {
                    self.blanks();
                    match self.peek()? {
                        b'}' | b']' => break,
                        b',' => self.at += 1,
                        _ => {
                            if open == b'{' {
                                self.string()?;
                                self.blanks();
                                self.at += 1;
                                self.blanks();
                            }
                            self.value(depth + 1)?;
                        }
                    }
                }
                self.at += 1;
                Some(())
            }
            _ => {
                let start = self.at;
                while !matches!(self.peek(), None | Some(b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n')) {
                    self.at += 1;
                }
                (self.at > start).then_some(())
            }
        }
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
    fn every_place_of_a_document_is_found() {
        let text = "{\n \"a\\\"b\": [true, {\"c\": [], \"d\": -1.5e3}],\n \"e/f\": \"]}\" }";
        for (pointer, part) in [
            ("", text),
            ("/a\"b/0", "true"),
            ("/a\"b/1/c", "[]"),
            ("/a\"b/1/d", "-1.5e3"),
            ("/e~1f", "\"]}\""),
        ] {
            let way = Place::from(pointer).pointer();
            assert_eq!(locate(text, &way).map(|span| span.of(text)), Some(part), "{pointer}");
        }
        for pointer in ["/x", "/a\"b/2", "/a\"b/1/c/0", "/e~1f/x"] {
            let way = Place::from(pointer).pointer();
            assert_eq!(locate(text, &way), None, "{pointer}");
        }
    }

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
