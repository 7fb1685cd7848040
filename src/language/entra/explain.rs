//! Why a text is no expression: the sentence, the place and, where certain, the correction.
//!
//! The grammar only says how far it got. A known [mistake](super::mistakes) goes first, then
//! parentheses that do not pair up, then the token where the parser stopped.

use super::mend::Mended;
use super::mistakes::{ends_operand, first_mistake, inside_call, logical, missing_comma, syntax};
use super::parse::{self, Refused};
use super::paste::pasted;
use super::repair::repair;
use super::scan::{Token, TokenKind, tokens};
use crate::diagnostic::{Diagnostic, Outcome};
use crate::language::dialect::Dialect;
use crate::language::tree::Node;
use crate::span::Span;

/// Parses an expression.
///
/// # Errors
/// The first mistake, in words.
pub(super) fn parse(text: &str, dialect: Dialect) -> Outcome<Node> {
    parse::parse(text, dialect).map_err(|refused| match refused {
        Refused::At(stopped) => explain(text, stopped, dialect),
        Refused::Word(span) => match pasted(text, dialect) {
            Some(pasted) => Box::new(pasted.finding),
            None => bare_word(span.of(text), span),
        },
        Refused::Because(reason) => reason,
    })
}

/// Parses one argument of a call by itself. The text keeps the limits already.
///
/// # Errors
/// As [`parse`], in words for an argument.
pub(super) fn parse_part(text: &str, dialect: Dialect) -> Outcome<Node> {
    parse::parse_part(text, dialect).map_err(|refused| match refused {
        Refused::At(stopped) => explain_part(text, stopped, dialect),
        Refused::Word(span) => bare_word(span.of(text), span),
        Refused::Because(reason) => reason,
    })
}

/// The one reason why a text is no expression, if it is one that can be mended: it was changed on its way here,
/// or one sign is missing or too much. What makes an expression of the text goes before what does not.
pub(super) fn mended(text: &str, dialect: Dialect) -> Option<Mended> {
    let pasted = pasted(text, dialect);
    match pasted {
        Some(pasted) if parse::parse(&pasted.mend.apply(text), dialect).is_ok() => Some(pasted),
        pasted => repair(text, dialect).or(pasted),
    }
}

/// Explains why the parser stopped at byte `stopped` of `text`.
fn explain(text: &str, stopped: usize, dialect: Dialect) -> Box<Diagnostic> {
    if let Some(mended) = mended(text, dialect) {
        return Box::new(mended.finding);
    }
    let tokens = tokens(text);
    let found = if tokens.is_empty() {
        syntax("expected an expression, found nothing", Span::new(0, text.len()))
            .help("start with an attribute such as [mail], a text in double quotes, or a function call")
    } else {
        first_mistake(text, &tokens, dialect)
            .or_else(|| unbalanced(text, &tokens))
            .unwrap_or_else(|| unexpected(text, &tokens, stopped, false))
    };
    Box::new(found)
}

/// The same for one argument of a call.
fn explain_part(text: &str, stopped: usize, dialect: Dialect) -> Box<Diagnostic> {
    let tokens = tokens(text);
    let found = first_mistake(text, &tokens, dialect);
    Box::new(found.unwrap_or_else(|| unexpected(text, &tokens, stopped, true)))
}

/// A bare word that is no keyword.
fn bare_word(word: &str, span: Span) -> Box<Diagnostic> {
    let found = match word.to_ascii_lowercase().as_str() {
        "and" | "or" | "not" => logical(word, span),
        _ => syntax(format!("`{word}` stands here without brackets, quotes or parentheses"), span)
            .help(format!(
                "write [{word}] for the attribute, \"{word}\" for the text, or {word}(…) for a call"
            ))
            .fix(format!("Write [{word}]"), span, format!("[{word}]"))
            .fix(format!("Write \"{word}\""), span, format!("\"{word}\"")),
    };
    Box::new(found)
}

fn starts_operand(text: &str, token: &Token) -> bool {
    match token.kind {
        TokenKind::Punctuation => token.span.of(text) == "(",
        TokenKind::Operator => false,
        TokenKind::Invalid => token.span.of(text).starts_with(|c: char| c.is_ascii_alphabetic()),
        _ => true,
    }
}

/// Parentheses that do not pair up.
fn unbalanced(text: &str, tokens: &[Token]) -> Option<Diagnostic> {
    let mut open: Vec<(Option<&Token>, &Token)> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match (token.kind, token.span.of(text)) {
            (TokenKind::Punctuation, "(") => {
                let name = at.checked_sub(1).and_then(|i| tokens.get(i));
                open.push((name.filter(|name| name.kind == TokenKind::Function), token));
            }
            (TokenKind::Punctuation, ")") if open.pop().is_none() => {
                return Some(
                    syntax("this `)` closes nothing", token.span)
                        .help("remove it, or open a call before it")
                        .fix("Remove )", token.span, ""),
                );
            }
            _ => {}
        }
    }
    let (name, parenthesis) = open.pop()?;
    let end = Span::at(text.trim_end().len());
    let what = name.map_or("the parenthesis".to_owned(), |name| format!("{}(", name.span.of(text)));
    let place = crate::span::position(text, parenthesis.span.start);
    Some(
        syntax(format!("expected `)` to close {what} of line {}, column {}", place.line, place.column), end)
            .help("add the closing parenthesis")
            .fix("Insert )", end, ")"),
    )
}

/// The token at which the parser stopped, or the end.
fn unexpected(text: &str, tokens: &[Token], stopped: usize, part: bool) -> Diagnostic {
    let index = tokens.iter().position(|token| token.span.end > stopped);
    let Some(token) = index.and_then(|index| tokens.get(index)) else {
        let end = Span::at(text.trim_end().len());
        return syntax(
            "the expression ends too early: expected an attribute, a text, a number or a call",
            end,
        );
    };
    let before = index.and_then(|index| index.checked_sub(1)).and_then(|index| tokens.get(index));
    let found = token.span.of(text);
    match (token.kind, found) {
        (TokenKind::Punctuation, "(") => syntax("expected the name of a function before `(`", token.span)
            .help("parentheses only follow a function's name"),
        (TokenKind::Punctuation, ",") if !part && !inside_call(text, tokens, token) => syntax(
            "a comma separates the arguments of a function; there is no function around this one",
            token.span,
        )
        .help("join values with Join(\" \", first, second)"),
        _ if before.is_some_and(|b| ends_operand(text, b)) && starts_operand(text, token) => {
            if part || inside_call(text, tokens, token) {
                missing_comma(before, token.span)
            } else {
                syntax(format!("expected the end of the expression, found `{}`", shorten(found)), token.span)
                    .help("an expression is one attribute, one text or one call; combine several with Join or Append")
            }
        }
        (TokenKind::Invalid, word) if word.starts_with(|c: char| c.is_ascii_alphabetic()) => {
            *bare_word(word, token.span)
        }
        (TokenKind::Invalid, sign) => syntax(format!("`{sign}` has no meaning here"), token.span).help(
            "expected an attribute such as [mail], a text in double quotes, a number or a function call",
        ),
        _ => syntax(
            format!("expected an attribute, a text, a number or a call, found `{}`", shorten(found)),
            token.span,
        ),
    }
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= 24 { text.to_owned() } else { text.chars().take(23).chain(['…']).collect() }
}
