//! What the lenient dialect accepts beyond the published grammar, found after parsing.

use super::explain::TextKind;
use super::scan::{Piece, tokens};
use crate::diagnostic::{Diagnostic, Outcome};
use crate::span::Span;

/// Refuses a text that only the lenient dialect accepts. `beyond` is what the tree builder saw.
///
/// # Errors
/// The code of `kind`, at the first place where the published grammar differs.
pub(super) fn allow(text: &str, kind: TextKind, beyond: Option<(Span, &'static str)>) -> Outcome<()> {
    let blank = blank(text);
    let first = match (blank, beyond) {
        (Some(blank), Some((span, _))) if span.start < blank.start => beyond,
        (Some(blank), _) => {
            let wanted = if needed(text, blank) { " " } else { "" };
            let message = if wanted.is_empty() {
                "the published grammar has no blank here"
            } else {
                "the published grammar has exactly one blank here"
            };
            return Err(Box::new(Diagnostic::new(kind.code(), message).at(blank).fix(
                "Put the blanks right",
                blank,
                wanted,
            )));
        }
        (None, beyond) => beyond,
    };
    match first {
        Some((span, what)) => {
            let message = format!("the published grammar does not have {what}");
            Err(Box::new(
                Diagnostic::new(kind.code(), message).at(span).help("the lenient dialect accepts it"),
            ))
        }
        None => Ok(()),
    }
}

/// The first run of blanks that is not exactly one blank between words.
fn blank(text: &str) -> Option<Span> {
    tokens(text)
        .iter()
        .filter(|token| token.piece == Piece::Blank)
        .map(|token| token.span)
        .find(|span| span.of(text) != " " || !needed(text, *span))
}

/// Whether one blank belongs at this place. Blanks stand between words, and after `not`
/// (erratum 7319); none at the ends, none inside brackets and parentheses.
fn needed(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).and_then(|text| text.chars().next_back());
    let after = text.get(span.end..).and_then(|text| text.chars().next());
    !matches!(before, None | Some('(' | '[')) && !matches!(after, None | Some(')' | ']'))
}
