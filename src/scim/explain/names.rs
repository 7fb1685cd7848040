//! What is wrong with an attribute path between blanks and brackets.

use crate::diagnostic::{Diagnostic, Outcome};
use crate::scim::urn::is_schema_urn;
use crate::span::Span;
use std::cell::Cell;

/// Whether a text is one attribute name, `$` aside.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_$".contains(c))
        || text.eq_ignore_ascii_case("$ref")
}

/// Checks an attribute path that starts at byte `start`; says whether it has a sub-attribute.
pub(super) fn check(word: &str, start: usize, error: &dyn Fn(String, Span) -> Diagnostic) -> Outcome<bool> {
    let whole = Span::new(start, start + word.len());
    let at = |from: usize, to: usize| Span::new(start + from, start + to);
    let urn = word.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("urn:"));
    let colon = word.rfind(':');
    if word.starts_with('/') {
        return Err(Box::new(
            error("a JSON pointer is no SCIM path".into(), whole)
                .help("parts are joined by a dot: `name.givenName`"),
        ));
    }
    let tail = match colon {
        Some(colon) if !urn => {
            return Err(Box::new(
                error(
                    format!("`{word}` has a colon, but only a URN in front of a name ends with one"),
                    at(colon, colon + 1),
                )
                .help("a schema URN starts with `urn:`; parts of a complex attribute are joined by a dot"),
            ));
        }
        Some(colon) => {
            urn_parts(word, colon, start, error)?;
            colon + 1
        }
        None => 0,
    };
    let names = word.get(tail..).unwrap_or("");
    let place = Cell::new(tail);
    let parts: Vec<(usize, &str)> =
        names.split('.').map(|part| (place.replace(place.get() + part.len() + 1), part)).collect();
    for (index, (from, part)) in parts.iter().enumerate() {
        let span = at(*from, from + part.len());
        if index > 1 {
            let message = "a sub-attribute has no parts of its own: one dot at most";
            return Err(Box::new(error(message.into(), Span::new(span.start - 1, whole.end))));
        }
        if part.is_empty() {
            return Err(Box::new(error(
                if index > 0 {
                    "expected a sub-attribute after the dot"
                } else {
                    "expected an attribute name"
                }
                .into(),
                span,
            )));
        }
        if !is_name(part) {
            return Err(Box::new(bad_name(part, span, error)));
        }
    }
    Ok(parts.len() > 1)
}

fn urn_parts(
    word: &str,
    colon: usize,
    start: usize,
    error: &dyn Fn(String, Span) -> Diagnostic,
) -> Outcome<()> {
    let (head, tail) = (word.get(..colon).unwrap_or(""), word.get(colon + 1..).unwrap_or(""));
    let here = Span::new(start + colon, start + colon + 1);
    if head.len() <= 3 {
        let span = Span::new(start, start + word.len());
        return Err(Box::new(
            error("a URN needs a part between `urn:` and the name".into(), span)
                .help("for example `urn:contoso:badge`"),
        ));
    }
    if tail.is_empty() {
        let schema = head.rsplit_once(':').is_some_and(|(urn, name)| is_schema_urn(urn, name));
        let problem = error("expected an attribute name after the colon".into(), here);
        return Err(Box::new(if schema {
            problem.help("without the colon the whole extension is meant").fix("Remove the colon", here, "")
        } else {
            problem
        }));
    }
    if let Some(empty) = word.find("::") {
        let span = Span::new(start + empty, start + empty + 2);
        let error = error("a part of the URN is empty".into(), span);
        // without the colon `urn::name` would still have no part
        return Err(Box::new(if empty > 3 { error.fix("Remove a colon", span, ":") } else { error }));
    }
    match head.char_indices().find(|(_, c)| !c.is_ascii_alphanumeric() && !":.-_~%/@+!$&*,;=".contains(*c)) {
        Some((at, c)) => {
            let span = Span::new(start + at, start + at + c.len_utf8());
            Err(Box::new(error(format!("`{c}` cannot stand in a URN"), span)))
        }
        None => Ok(()),
    }
}

fn bad_name(part: &str, span: Span, error: &dyn Fn(String, Span) -> Diagnostic) -> Diagnostic {
    let first = part.chars().next().unwrap_or(' ');
    if first.is_ascii_digit() || first == '-' || first == '_' {
        return error(format!("`{part}` is no name: names start with a letter"), span);
    }
    if first == '$' {
        return error(format!("`{part}` is no name: only `$ref` starts with `$`"), span);
    }
    let strange = part.char_indices().find(|(_, c)| !c.is_ascii_alphanumeric() && !"-_$".contains(*c));
    let (at, c) = strange.unwrap_or((0, first));
    let at = span.start + at;
    let problem = error(format!("`{c}` cannot stand in a name"), Span::new(at, at + c.len_utf8()));
    match c {
        '/' | '\\' => problem.help("parts of a complex attribute are joined by a dot"),
        _ => problem.help("names have letters, digits, `-` and `_`"),
    }
}
