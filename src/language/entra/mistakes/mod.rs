//! What people are known to write instead of the right thing, from published mappings and support
//! threads: each mistake is one function, with its sentence, its place and, where certain, its
//! correction.

mod conditions;
mod signs;
mod texts;

use super::scan::{Token, TokenKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::dialect::Dialect;
use crate::span::Span;
pub(super) use conditions::logical;

/// Says what is meant by a token if it is a mistake where it stands.
type Mistake = fn(&Suspect<'_>) -> Option<Diagnostic>;

/// All known mistakes, in the order of trial: what a token is by itself goes before what it is
/// beside others.
const MISTAKES: &[Mistake] = &[
    texts::without_closing_quote,
    texts::attribute_without_closing_bracket,
    texts::in_single_quotes,
    texts::in_typographic_quotes,
    signs::semicolon,
    signs::bracket_that_closes_nothing,
    signs::braces,
    signs::double_equal,
    signs::exclamation_equal,
    signs::exclamation,
    conditions::joined_with_signs,
    signs::hexadecimal_without_digits,
    signs::concatenation,
    signs::arithmetic,
    signs::variable,
    signs::percent,
    conditions::joined_with_words,
    conditions::joined_with_functions,
    texts::indexed_value,
    texts::side_by_side,
    conditions::second_comparison,
];

/// A token that may be a mistake, with what stands around it.
pub(super) struct Suspect<'t> {
    text: &'t str,
    tokens: &'t [Token],
    /// Which token it is.
    at: usize,
    dialect: Dialect,
    kind: TokenKind,
    span: Span,
    word: &'t str,
}

impl<'t> Suspect<'t> {
    fn before(&self) -> Option<&'t Token> {
        self.tokens.get(self.at.checked_sub(1)?)
    }

    fn next(&self) -> Option<&'t Token> {
        self.tokens.get(self.at + 1)
    }

    /// Whether it is one of these words, and a token of this kind.
    fn is(&self, kind: TokenKind, words: &[&str]) -> bool {
        self.kind == kind && words.contains(&self.word)
    }

    /// Whether an operand ends directly before it.
    fn follows_operand(&self) -> bool {
        self.before().is_some_and(|before| ends_operand(self.text, before))
    }
}

/// What people are known to mean by the token at `at`, if it is a mistake where it stands.
pub(super) fn mistake(text: &str, tokens: &[Token], at: usize, dialect: Dialect) -> Option<Diagnostic> {
    let Token { kind, span } = *tokens.get(at)?;
    let suspect = Suspect { text, tokens, at, dialect, kind, span, word: span.of(text) };
    MISTAKES.iter().find_map(|mistake| mistake(&suspect))
}

/// The first mistake of a kind that people are known to make.
pub(super) fn first_mistake(text: &str, tokens: &[Token], dialect: Dialect) -> Option<Diagnostic> {
    (0..tokens.len()).find_map(|at| mistake(text, tokens, at, dialect))
}

pub(super) fn syntax(message: impl Into<String>, span: Span) -> Diagnostic {
    Diagnostic::new(Code::Syntax, message).at(span)
}

pub(super) fn missing_comma(before: Option<&Token>, span: Span) -> Diagnostic {
    let gap = before.map_or(Span::at(span.start), |before| Span::at(before.span.end));
    syntax("expected `,` or `)` before this", span).help("separate arguments with commas").fix(
        "Insert a comma",
        gap,
        ",",
    )
}

pub(super) fn ends_operand(text: &str, token: &Token) -> bool {
    match token.kind {
        TokenKind::Punctuation => token.span.of(text) == ")",
        TokenKind::Operator | TokenKind::Function => false,
        TokenKind::Invalid => {
            token.span.of(text).starts_with(|c: char| c.is_ascii_alphabetic()) && !joins(text, token)
        }
        _ => true,
    }
}

/// Whether a token is what other languages join conditions with.
fn joins(text: &str, token: &Token) -> bool {
    let word = token.span.of(text);
    matches!(word, "&&" | "||") || word.eq_ignore_ascii_case("and") || word.eq_ignore_ascii_case("or")
}

/// Whether a token stands between the parentheses of a call.
pub(super) fn inside_call(text: &str, tokens: &[Token], token: &Token) -> bool {
    let mut depth = 0i64;
    for before in tokens.iter().take_while(|t| t.span.start < token.span.start) {
        match (before.kind, before.span.of(text)) {
            (TokenKind::Punctuation, "(") => depth += 1,
            (TokenKind::Punctuation, ")") => depth -= 1,
            _ => {}
        }
    }
    depth > 0
}
