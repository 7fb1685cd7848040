//! One linear pass over an expression's text: tokens for highlighting and for explaining errors,
//! and the limits that must hold before the recursive parser runs.
//!
//! The scan never fails; what fits no token is [`TokenKind::Invalid`].

use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::language::tree::Keyword;
use crate::limits::{EXPRESSION_CHARACTERS, EXPRESSION_DEPTH};
use crate::span::Span;
use serde::Serialize;

/// A piece of text between blanks, brackets and quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum TokenKind {
    /// A name followed by `(`.
    Function,
    /// `[mail]`
    Attribute,
    /// `"text"`
    String,
    /// `10`, `&HF`
    Number,
    /// `True`, `IgnoreAttributeFlow`
    Keyword,
    /// `=`, `<>`
    Operator,
    /// `(`, `)`, `,`
    Punctuation,
    /// `%DomainFQDN%`
    Parameter,
    /// `$item`
    Variable,
    /// Anything else: bare words, unclosed strings, stray characters.
    Invalid,
}

/// All tokens of `text` in order. Blanks belong to none.
///
/// ```
/// use attrflow::language::{tokens, TokenKind};
/// let kinds: Vec<_> = tokens("ToLower([mail])").into_iter().map(|token| token.kind).collect();
/// use TokenKind::*;
/// assert_eq!(kinds, [Function, Punctuation, Attribute, Punctuation]);
/// ```
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let start = at;
        let rest = &text[at..];
        let (length, kind) = match first {
            ' ' | '\t' | '\r' | '\n' => {
                at += 1;
                continue;
            }
            '[' => attribute(rest),
            '"' => string(rest),
            '(' | ')' | ',' => (1, TokenKind::Punctuation),
            '%' => delimited(rest, '%').map_or((1, TokenKind::Invalid), |n| (n, TokenKind::Parameter)),
            '$' if word(&rest[1..]) > 0 => (1 + word(&rest[1..]), TokenKind::Variable),
            '&' if rest[1..].starts_with(['h', 'H']) && hex(&rest[2..]) > 0 => {
                (2 + hex(&rest[2..]), TokenKind::Number)
            }
            '0'..='9' => (number(rest), TokenKind::Number),
            '-' if number(&rest[1..]) > 0 => (1 + number(&rest[1..]), TokenKind::Number),
            '=' | '<' | '>' | '&' | '|' | '+' | '-' | '*' | '!' => (operator(rest), TokenKind::Operator),
            c if c.is_ascii_alphabetic() => {
                let length = word(rest);
                let kind = if rest[length..].trim_start_matches(BLANKS).starts_with('(') {
                    TokenKind::Function
                } else if Keyword::from_name(&rest[..length]).is_some() {
                    TokenKind::Keyword
                } else {
                    TokenKind::Invalid
                };
                (length, kind)
            }
            other => (other.len_utf8(), TokenKind::Invalid),
        };
        at += length;
        tokens.push(Token { span: Span::new(start, at), kind });
    }
    tokens
}

/// White space of the language.
pub(crate) const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// An attribute from its `[`; without its `]` it runs to the end and is invalid.
fn attribute(text: &str) -> (usize, TokenKind) {
    let mut depth = 0usize;
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' if depth > 1 => quoted = !quoted,
            _ if quoted => {}
            b'[' => depth += 1,
            b']' => {
                depth -= 1;
                if depth == 0 {
                    return (at + 1, TokenKind::Attribute);
                }
            }
            _ => {}
        }
    }
    (text.len(), TokenKind::Invalid)
}

/// A string from its `"`; without its end it runs to the end and is invalid.
fn string(text: &str) -> (usize, TokenKind) {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return (at + 1, TokenKind::String),
            _ => {}
        }
    }
    (text.len(), TokenKind::Invalid)
}

/// Length up to and with the closing `sign`, if only a dotted name stands between.
fn delimited(text: &str, sign: char) -> Option<usize> {
    let length = text[1..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))?;
    (length > 0 && text[1 + length..].starts_with(sign)).then_some(length + 2)
}

fn word(text: &str) -> usize {
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return 0;
    }
    text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count()
}

fn hex(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_hexdigit).count()
}

fn number(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    match text[whole..].strip_prefix('.').map(digits) {
        Some(decimals) if whole > 0 && decimals > 0 => whole + 1 + decimals,
        _ => whole,
    }
}

fn operator(text: &str) -> usize {
    let two = ["<>", ">=", "<=", "==", "!=", "&&", "||"];
    if two.iter().any(|operator| text.starts_with(operator)) { 2 } else { 1 }
}

/// Refuses text that is too long or too deeply nested, in one pass without recursion.
///
/// # Errors
/// [`Code::TooLong`] and [`Code::TooDeep`], the latter at the bracket that goes too far.
pub(super) fn within_limits(text: &str) -> Outcome<()> {
    // A character has at most four bytes; only long texts need counting.
    if text.len() > EXPRESSION_CHARACTERS {
        let characters = text.chars().count();
        if characters > EXPRESSION_CHARACTERS {
            return Err(Box::new(
                Diagnostic::new(
                    Code::TooLong,
                    format!(
                        "the expression has {characters} characters; the service takes at most \
                         {EXPRESSION_CHARACTERS}"
                    ),
                )
                .help("shorten it, for example by moving a long Switch into a directory extension attribute"),
            ));
        }
    }
    // Quotes are respected so that brackets in a pattern do not count, but an unclosed quote
    // cannot hide anything: the parser stops at it too.
    let mut depth = 0usize;
    let mut at = 0;
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at += string(&text[at..]).0;
                continue;
            }
            b'[' => {
                let (length, _) = attribute(&text[at..]);
                if let Some(inner) = deepest_bracket(&text[at..at + length], EXPRESSION_DEPTH - depth) {
                    return Err(too_deep(Span::new(at + inner, at + inner + 1)));
                }
                at += length;
                continue;
            }
            b'(' => {
                depth += 1;
                if depth >= EXPRESSION_DEPTH {
                    return Err(too_deep(Span::new(at, at + 1)));
                }
            }
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    Ok(())
}

/// The offset where brackets in an attribute name nest `allowed` deep, if they do.
fn deepest_bracket(text: &str, allowed: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => {
                depth += 1;
                if depth >= allowed {
                    return Some(at);
                }
            }
            b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// What nests too deep: a bracket, or an operator with too many after it.
pub(super) fn too_deep(place: Span) -> Box<Diagnostic> {
    let what = format!("brackets and operators nest more than {EXPRESSION_DEPTH} deep here");
    Box::new(
        Diagnostic::new(Code::TooDeep, what)
            .at(place)
            .help("split the expression; published mappings nest less than 30 deep"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Dialect, parse};

    #[test]
    fn deep_and_long_texts_are_refused() {
        for text in ["(".repeat(100_000), "[".repeat(100_000), "f(".repeat(5_000)] {
            let found = within_limits(&text).expect_err("limit");
            assert!(matches!(found.code, Code::TooDeep | Code::TooLong), "{found}");
        }
        let deep = format!("{}[a]{}", "ToLower(".repeat(99), ")".repeat(99));
        assert!(within_limits(&deep).is_err());
        let fine = format!("{}[a]{}", "ToLower(".repeat(98), ")".repeat(98));
        assert!(within_limits(&fine).is_ok());
        assert_eq!(within_limits(&"x".repeat(10_001)).expect_err("limit").code, Code::TooLong);
        assert!(within_limits(&"é".repeat(10_000)).is_ok());
    }

    #[test]
    fn rows_of_operators_count_as_nesting() {
        let row = |operators: usize, sign: &str| format!("1{}", format!("{sign}1").repeat(operators));
        for sign in ["&", "+", "-", " && "] {
            let fine = parse(&row(EXPRESSION_DEPTH, sign), Dialect::Connect);
            assert!(fine.is_ok(), "{sign}");
            let found = parse(&row(EXPRESSION_DEPTH + 1, sign), Dialect::Connect).expect_err("limit");
            assert_eq!(found.code, Code::TooDeep, "{sign}");
        }
        // Rows within brackets within rows add up.
        let nested = |groups: usize| format!("{}1{}", "(1&".repeat(groups), ")".repeat(groups));
        assert!(parse(&nested(60), Dialect::Connect).is_ok());
        let calls = format!("{}1{}", "Len(1&1&".repeat(90), ")".repeat(90));
        assert_eq!(parse(&calls, Dialect::Connect).expect_err("limit").code, Code::TooDeep);
        let found = parse(&format!("Join(\"\", {})", row(4_900, "&")), Dialect::Entra).expect_err("limit");
        assert_eq!(found.code, Code::TooDeep);
    }

    #[test]
    fn brackets_in_strings_do_not_count() {
        assert!(within_limits(&format!("\"{}\"", "(".repeat(5_000))).is_ok());
    }

    #[test]
    fn tokens_cover_everything_but_blanks() {
        let text = "IIF([a[x eq \"]\"].b] <> &HF, %D.F%, ‘x’ & $v) \"open";
        let mut covered = 0;
        for token in tokens(text) {
            assert!(text[covered..token.span.start].chars().all(|c| BLANKS.contains(&c)));
            covered = token.span.end;
        }
        assert_eq!(covered, text.len());
    }
}
