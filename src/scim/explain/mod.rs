//! Why a text is no path or filter, where, and what was probably meant.
//!
//! The generated parser says how far it came, not what people got wrong. This walk reads the refused
//! text once more in coarse pieces and names the first mistake. It decides nothing: texts that parse
//! never come here.

mod condition;
mod kind;
mod names;
mod path;
mod walk;

pub(super) use kind::TextKind;

use super::scan::{CURLY, Piece, ScimToken, tokens};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use walk::Walk;

/// The first mistake of a text that the parser refused at byte `at`.
pub(super) fn explain(text: &str, kind: TextKind, at: usize) -> Box<Diagnostic> {
    let tokens = tokens(text);
    let found = whole(text, kind, &tokens).or_else(|| match kind {
        TextKind::Path => Walk::new(text, kind, &tokens).path().err(),
        TextKind::Filter => Walk::new(text, kind, &tokens).filter().err(),
    });
    found.unwrap_or_else(|| {
        let end = text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8());
        Box::new(Diagnostic::new(kind.code(), "unexpected text").at(Span::new(at, end)))
    })
}

/// Mistakes that show without reading from the left.
fn whole(text: &str, kind: TextKind, tokens: &[ScimToken]) -> Option<Box<Diagnostic>> {
    let error = |message: &str, span| Some(Diagnostic::new(kind.code(), message).at(span));
    let all = Span::new(0, text.len());
    let trimmed = text.trim();
    let problem = if trimmed.is_empty() {
        match kind {
            TextKind::Path => error("expected an attribute path", all)?.help("for example `userName`"),
            TextKind::Filter => error("expected a filter", all)?.help("for example `userName eq \"dana\"`"),
        }
    } else if let Some(token) = tokens.iter().find(|token| token.piece == Piece::Curly) {
        error("typographic quotation marks are no quotes", token.span)?.fix(
            "Write straight quotes",
            all,
            straight(text, tokens),
        )
    } else if let Some(token) = tokens.iter().find(|token| token.piece == Piece::OpenText) {
        let quote = Span::new(token.span.start, token.span.start + 1);
        let error = error("this quote is not closed", quote)?
            .help("a text ends with `\"`; a quote inside it is written `\\\"`");
        let (at, text) = closing(kind, text, tokens);
        error.fix(format!("Insert `{text}`"), Span::at(at), text)
    } else if kind == TextKind::Path && trimmed.len() < text.len() {
        let start = text.len() - text.trim_start().len();
        let outer = if start > 0 { Span::new(0, start) } else { Span::new(trimmed.len(), text.len()) };
        error("a path has no blanks around it", outer)?.fix("Remove the blanks", all, trimmed)
    } else if let Some(token) = tokens.iter().find(|token| token.piece == Piece::Space) {
        error("this white space is no blank", token.span)?.fix("Write a blank", token.span, " ")
    } else if let Some(pointer) = text.strip_prefix('/') {
        let error =
            error("a JSON pointer is no SCIM path", all)?.help("parts are joined by a dot: `name.givenName`");
        let parts: Vec<&str> = pointer.split('/').collect();
        if parts.len() <= 2 && parts.iter().all(|part| names::is_name(part)) {
            error.fix("Write it as a path", all, parts.join("."))
        } else {
            error
        }
    } else {
        return None;
    };
    Some(Box::new(problem))
}

/// The text with straight double quotes in place of every typographic pair; quotes of other shapes
/// within such a pair stay what they are.
fn straight(text: &str, tokens: &[ScimToken]) -> String {
    let mut fixed = String::with_capacity(text.len());
    for token in tokens {
        let piece = token.span.of(text);
        if token.piece == Piece::Curly {
            fixed.push('"');
            let inner = piece.trim_start_matches(CURLY).trim_end_matches(|c| CURLY.contains(&c) || c == '"');
            fixed.push_str(inner);
            if piece.chars().count() > 1 {
                fixed.push('"');
            }
        } else {
            fixed.push_str(piece);
        }
    }
    fixed
}

/// Where a quote that is not closed was probably meant to end, and what is missing there: before the
/// first bracket in it, which then closes something; else at the end, where the brackets before it
/// are closed too, in a path before the sub-attribute.
fn closing(kind: TextKind, text: &str, tokens: &[ScimToken]) -> (usize, String) {
    let mut missing = Vec::new();
    let mut open = Span::at(text.len());
    for token in tokens {
        match token.piece {
            Piece::Open => missing.push(')'),
            Piece::Left => missing.push(']'),
            Piece::Close | Piece::Right => drop(missing.pop()),
            Piece::OpenText => open = token.span,
            _ => {}
        }
    }
    let quoted = open.of(text);
    if let Some(end) = quoted.find([']', ')']).filter(|_| !missing.is_empty()) {
        return (open.start + end, "\"".into());
    }
    let part = quoted.rsplit_once('.').filter(|(_, name)| kind == TextKind::Path && names::is_name(name));
    let at = part.filter(|_| !missing.is_empty()).map_or(text.len(), |(before, _)| open.start + before.len());
    (at, std::iter::once('"').chain(missing.into_iter().rev()).collect())
}

#[cfg(test)]
mod tests;
