//! Conditions that are joined as in other languages.

use super::{Suspect, joins, syntax};
use crate::diagnostic::Diagnostic;
use crate::language::dialect::Dialect;
use crate::language::entra::scan::{Token, TokenKind};
use crate::language::tree::Operator;
use crate::span::Span;

/// That the language has no such word.
pub(in super::super) fn logical(word: &str, span: Span) -> Diagnostic {
    syntax(format!("the language has no `{word}`"), span)
        .help("a condition holds one comparison; nest one IIF in another to combine conditions")
}

/// `IIF([a] = "x" && [b] = "y", …)`
pub(super) fn joined_with_signs(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    let is_it = suspect.is(TokenKind::Operator, &["&&", "||"]) && suspect.dialect == Dialect::Entra;
    is_it.then(|| nested_conditions(suspect))
}

/// `IIF([a] = "x" and [b] = "y", …)`
pub(super) fn joined_with_words(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    let is_word = ["and", "or"].iter().any(|word| word.eq_ignore_ascii_case(suspect.word));
    (suspect.kind == TokenKind::Invalid && is_word).then(|| nested_conditions(suspect))
}

/// `IIF([a] = "x" AND ([b] = "y"), …)`: before a parenthesis the word looks like a function.
pub(super) fn joined_with_functions(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    let is_word = suspect.is(TokenKind::Function, &["AND", "OR", "And", "Or", "and", "or"]);
    (is_word && suspect.follows_operand()).then(|| nested_conditions(suspect))
}

/// `IIF([a] < [b] < [c], …)`
pub(super) fn second_comparison(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    let sign = suspect.word;
    is_second_comparison(suspect).then(|| {
        syntax(format!("a condition holds one comparison; `{sign}` is a second one"), suspect.span)
            .help("nest one IIF in another to combine conditions")
    })
}

/// Whether another comparison precedes this one within the same argument.
fn is_second_comparison(suspect: &Suspect<'_>) -> bool {
    let Suspect { text, tokens, at, .. } = *suspect;
    let comparison = |token: &Token| {
        token.kind == TokenKind::Operator
            && Operator::from_name(token.span.of(text)).is_some_and(Operator::is_comparison)
    };
    if !tokens.get(at).is_some_and(comparison) {
        return false;
    }
    let mut depth = 0;
    for token in tokens.iter().take(at).rev() {
        match token.span.of(text) {
            ")" if token.kind == TokenKind::Punctuation => depth += 1,
            "(" if token.kind == TokenKind::Punctuation && depth == 0 => return false,
            "(" if token.kind == TokenKind::Punctuation => depth -= 1,
            "," if token.kind == TokenKind::Punctuation && depth == 0 => return false,
            // What joins two conditions is a mistake of its own.
            _ if depth == 0 && joins(text, token) => return false,
            _ if depth == 0 && comparison(token) => return true,
            _ => {}
        }
    }
    false
}

/// AND and OR between two conditions, as one IIF in another where that can be read off.
fn nested_conditions(suspect: &Suspect<'_>) -> Diagnostic {
    let Suspect { text, span, word, .. } = *suspect;
    let found = logical(word, span);
    let Some((call, [condition, yes, no])) = conditional_around(suspect) else { return found };
    let (first, second) = (
        Span::new(condition.start, span.start).of(text).trim(),
        Span::new(span.end, condition.end).of(text).trim(),
    );
    let (yes, no) = (yes.of(text).trim(), no.of(text).trim());
    let fixed = if word.starts_with(['a', 'A', '&']) {
        format!("IIF({first}, IIF({second}, {yes}, {no}), {no})")
    } else {
        format!("IIF({first}, {yes}, IIF({second}, {yes}, {no}))")
    };
    found.fix("Nest the conditions", call, fixed)
}

/// The IIF whose condition holds the token, if nothing else in it joins conditions: the whole call
/// and its three places.
fn conditional_around(suspect: &Suspect<'_>) -> Option<(Span, [Span; 3])> {
    let Suspect { text, tokens, at, .. } = *suspect;
    let mut depth = 0;
    let mut open = None;
    for (before, token) in tokens.iter().enumerate().take(at).rev() {
        match token.span.of(text) {
            ")" => depth += 1,
            "(" if depth > 0 => depth -= 1,
            "(" => {
                open = Some(before);
                break;
            }
            "," if depth == 0 => return None,
            _ if depth == 0 && joins(text, token) => return None,
            _ => {}
        }
    }
    let open = open?;
    let name = tokens.get(open.checked_sub(1)?)?.span;
    if !name.of(text).eq_ignore_ascii_case("iif") {
        return None;
    }
    let mut bounds = vec![tokens.get(open)?.span.end];
    for token in tokens.get(at + 1..)? {
        match token.span.of(text) {
            "(" => depth += 1,
            ")" if depth > 0 => depth -= 1,
            ")" => {
                bounds.push(token.span.start);
                break;
            }
            "," if depth == 0 => bounds.push(token.span.start),
            _ if depth == 0 && bounds.len() == 1 && joins(text, token) => return None,
            _ => {}
        }
    }
    let [start, first, second, end] = bounds.as_slice() else { return None };
    let whole = Span::new(name.start, end + 1);
    Some((whole, [Span::new(*start, *first), Span::new(first + 1, *second), Span::new(second + 1, *end)]))
}
