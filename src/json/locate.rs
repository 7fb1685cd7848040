//! Where values stand in the text of a document.

use super::Scanner;
use super::scan::Token;
use crate::place::{Pointer, PointerStep};
use crate::span::Span;

/// Where the value at a JSON pointer stands in the text of a valid document.
///
/// ```
/// use attrflow::diagnostic::document::locate;
/// use attrflow::place::Pointer;
/// let text = r#"{"a": [1, {"b": "x"}]}"#;
/// let pointer = Pointer::default().member("a").element(1).member("b");
/// assert_eq!(locate(text, &pointer).unwrap().of(text), "\"x\"");
/// ```
pub fn locate(text: &str, pointer: &Pointer) -> Option<Span> {
    locate_with_name(text, pointer).map(|(_, value)| value)
}

/// Where the value at a JSON pointer stands, and the name before it if it is a member; of several members of one
/// name the first.
pub(crate) fn locate_with_name(text: &str, pointer: &Pointer) -> Option<(Option<Span>, Span)> {
    let mut scanner = Scanner::document(text);
    let mut name = None;
    for step in pointer.steps() {
        match (scanner.token().ok()?, step) {
            (Token::Object, PointerStep::Member(step)) => name = Some(to_member(&mut scanner, step)?),
            (Token::List, PointerStep::Element(at)) => {
                to_element(&mut scanner, *at)?;
                name = None;
            }
            _ => return None,
        }
    }
    let start = scanner.start();
    pass(&mut scanner, 0)?;
    Some((name, Span::new(start, scanner.place())))
}

/// Moves to the value of a member of the object whose brace was passed; gives the place of its name.
fn to_member(scanner: &mut Scanner<'_>, name: &str) -> Option<Span> {
    let mut first = true;
    while let Some((found, place)) = scanner.member_placed(first).ok()? {
        if found == name {
            return Some(place);
        }
        pass(scanner, 0)?;
        first = false;
    }
    None
}

/// Moves to an element of the list whose bracket was passed.
fn to_element(scanner: &mut Scanner<'_>, at: usize) -> Option<()> {
    for before in 0..at {
        scanner.element(before == 0).ok()?.then_some(())?;
        pass(scanner, 0)?;
    }
    scanner.element(at == 0).ok()?.then_some(())
}

/// Passes a value, below `depth` open brackets. [`Scanner::skip`] counts brackets in a word of 128 bits;
/// synchronization schemas nest deeper.
fn pass(scanner: &mut Scanner<'_>, depth: usize) -> Option<()> {
    let mut first = true;
    match scanner.token().ok()? {
        Token::List => {
            scanner.deeper(depth).ok()?;
            while scanner.element(first).ok()? {
                pass(scanner, depth + 1)?;
                first = false;
            }
        }
        Token::Object => {
            scanner.deeper(depth).ok()?;
            while scanner.member(first).ok()?.is_some() {
                pass(scanner, depth + 1)?;
                first = false;
            }
        }
        _ => {}
    }
    Some(())
}

/// The offset in a JSON string literal of byte `spelled` of the text it spells.
pub(crate) fn spelled_offset(literal: &str, spelled: usize) -> usize {
    let mut scanner = Scanner::new(literal);
    scanner.go_to(1);
    let mut length = 0;
    while length < spelled && scanner.place() + 1 < literal.len() {
        let Ok(character) = scanner.character() else { break };
        length += character.len_utf8();
    }
    scanner.place()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::SCHEMA_DEPTH;

    #[test]
    fn every_place_of_a_document_is_found() {
        let text = "{\n \"a\\\"b\": [true, {\"c\": [], \"d\": -1.5e3}],\n \"e/f\": \"]}\" }";
        let root = Pointer::default;
        let within = || root().member("a\"b");
        for (pointer, part) in [
            (root(), Some(text)),
            (within().element(0), Some("true")),
            (within().element(1).member("c"), Some("[]")),
            (within().element(1).member("d"), Some("-1.5e3")),
            (root().member("e/f"), Some("\"]}\"")),
            (root().member("x"), None),
            (within().element(2), None),
            (within().element(1).member("c").element(0), None),
            (root().member("e/f").member("x"), None),
        ] {
            assert_eq!(locate(text, &pointer).map(|span| span.of(text)), part, "{pointer}");
        }
    }

    #[test]
    fn documents_are_as_deep_as_schemas_and_may_begin_with_a_mark() {
        let deep = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        let text = |depth: usize| format!("\u{FEFF} {{\"a\": {}, \"b\": 2}}", deep(depth));
        let pointer = Pointer::default().member("b");
        let found = |text: &str| locate(text, &pointer).map(|span| span.of(text).to_owned());
        assert_eq!(found(&text(SCHEMA_DEPTH - 1)).as_deref(), Some("2"));
        assert_eq!(found(&text(SCHEMA_DEPTH)), None);
    }
}
