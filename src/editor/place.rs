//! Where in an expression a place is: the calls around it, and the word that is being written.

use crate::language::entra::scan::BLANKS;
use crate::language::{Keyword, Token, TokenKind, tokens};
use crate::span::Span;

/// A place in a text.
#[derive(Debug)]
pub(super) struct Place<'t> {
    /// The calls around it, outermost first.
    pub(super) calls: Vec<Open<'t>>,
    /// What is being written.
    pub(super) partial: Partial<'t>,
    /// What a completion replaces.
    pub(super) span: Span,
    /// Where the argument that holds the place begins.
    pub(super) argument_start: usize,
}

/// A call whose bracket is open.
#[derive(Debug)]
pub(super) struct Open<'t> {
    /// The name as written; empty for a bracket without one.
    pub(super) name: &'t str,
    pub(super) name_span: Span,
    /// Which argument the place is in, from 0.
    pub(super) argument: usize,
    /// The text of the first argument, once it is complete.
    pub(super) first: Option<&'t str>,
    /// Where the argument begins that the place is in.
    start: usize,
}

/// What stands directly before a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Partial<'t> {
    /// A word, perhaps empty, where a value may begin.
    Word(&'t str),
    /// `[` and what follows it.
    Attribute(&'t str),
    /// `"` and what follows it.
    Text(&'t str),
    /// Something complete: no value may begin here.
    Nothing,
}

/// The offset, moved to the start of the character that it is in.
pub(super) fn boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl<'t> Place<'t> {
    pub(super) fn new(text: &'t str, offset: usize) -> Self {
        let offset = boundary(text, offset);
        let (before, after) = text.split_at(offset);
        let tokens = tokens(before);
        let mut calls: Vec<Open<'t>> = Vec::new();
        let mut name = Span::default();
        for token in &tokens {
            match (token.kind, token.span.of(before)) {
                (TokenKind::Function, _) => name = token.span,
                (TokenKind::Punctuation, "(") => {
                    let start = token.span.end;
                    calls.push(Open {
                        name: name.of(before),
                        name_span: name,
                        argument: 0,
                        first: None,
                        start,
                    });
                    name = Span::default();
                }
                (TokenKind::Punctuation, ")") => {
                    calls.pop();
                }
                (TokenKind::Punctuation, ",") => {
                    if let Some(call) = calls.last_mut() {
                        if call.argument == 0 {
                            call.first = before.get(call.start..token.span.start);
                        }
                        call.argument += 1;
                        call.start = token.span.end;
                    }
                }
                _ => {}
            }
        }
        let argument_start = calls.last().map_or(0, |call| call.start);
        let (partial, start) = partial(before, tokens.last());
        let end = offset + rest(partial, after);
        Self { calls, partial, span: Span::new(start, end), argument_start }
    }
}

/// What is being written at the end of `text`, and where it begins.
fn partial<'t>(text: &'t str, last: Option<&Token>) -> (Partial<'t>, usize) {
    let here = text.len();
    let Some(last) = last else { return (Partial::Word(""), here) };
    let word = last.span.of(text);
    let start = last.span.start;
    if last.span.end < here {
        return match last.kind {
            TokenKind::Operator => (Partial::Word(""), here),
            TokenKind::Punctuation if word != ")" => (Partial::Word(""), here),
            _ => (Partial::Nothing, here),
        };
    }
    match last.kind {
        TokenKind::Invalid if word.starts_with('[') => {
            (Partial::Attribute(word.get(1..).unwrap_or_default()), start)
        }
        TokenKind::Invalid if word.starts_with('"') => {
            (Partial::Text(word.get(1..).unwrap_or_default()), start)
        }
        TokenKind::Keyword | TokenKind::Function => (Partial::Word(word), start),
        TokenKind::Invalid if word.starts_with(|c: char| c.is_ascii_alphabetic()) => {
            (Partial::Word(word), start)
        }
        TokenKind::Operator | TokenKind::Invalid => (Partial::Word(""), here),
        TokenKind::Punctuation if word != ")" => (Partial::Word(""), here),
        _ => (Partial::Nothing, here),
    }
}

/// How much of what follows belongs to the word being written.
fn rest(partial: Partial<'_>, after: &str) -> usize {
    let closing = match partial {
        Partial::Word(_) => {
            return after.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        }
        Partial::Nothing => return 0,
        Partial::Attribute(_) => ']',
        Partial::Text(_) => '"',
    };
    // What follows up to the closing sign, unless a new argument begins before it.
    let stop = after.find([closing, ',', '(', ')', '[', '"', '\n']).unwrap_or(after.len());
    match after.get(stop..).is_some_and(|rest| rest.starts_with(closing)) {
        true => stop + closing.len_utf8(),
        false => 0,
    }
}

/// What stands left of the operator directly before a place, within the argument that holds it.
pub(super) fn compared<'t>(text: &'t str, place: &Place<'_>) -> Option<&'t str> {
    let before = text.get(place.argument_start..place.span.start)?;
    let operator = tokens(before).pop().filter(|token| token.kind == TokenKind::Operator)?;
    before.get(..operator.span.start).map(|left| left.trim_matches(BLANKS))
}

/// The token that an offset is on, or just behind.
pub(super) fn token_at(text: &str, offset: usize) -> Option<Token> {
    let tokens = tokens(text);
    let on = tokens.iter().find(|token| {
        token.kind != TokenKind::Punctuation && token.span.start <= offset && offset < token.span.end
    });
    on.or_else(|| tokens.iter().find(|token| token.span.end == offset)).copied()
}

/// The keyword that a word is.
pub(super) fn keyword(word: &str) -> Option<Keyword> {
    Keyword::from_name(word)
}
