//! The linear look at a text before and after the parser: limits, and the coarse tokens from which
//! errors are explained.

use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::limits::{SCIM_CHARACTERS, SCIM_DEPTH};
use crate::span::Span;

/// Refuses texts that are too long, or nested so deep that a recursive parser could overflow.
///
/// # Errors
/// [`Code::TooLong`], [`Code::TooDeep`].
pub(super) fn limits(text: &str) -> Outcome<()> {
    if text.len() > SCIM_CHARACTERS
        && let Some((at, _)) = text.char_indices().nth(SCIM_CHARACTERS)
    {
        let message = format!("longer than {SCIM_CHARACTERS} characters");
        return Err(Box::new(Diagnostic::new(Code::TooLong, message).at(Span::new(at, text.len()))));
    }
    let mut depth = 0usize;
    let mut quoted = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'(' | b'[' if !quoted => {
                depth += 1;
                if depth > SCIM_DEPTH {
                    let message = format!("nested deeper than {SCIM_DEPTH} levels");
                    return Err(Box::new(Diagnostic::new(Code::TooDeep, message).at(Span::new(at, at + 1))));
                }
            }
            b')' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

/// A coarse piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Blanks and tabs.
    Blank,
    /// Other white space, such as a line break or a no-break space.
    Space,
    /// Letters, digits and everything else that has no meaning of its own: `emails`, `.value`, `eq`
    Word,
    /// `"work"`
    Text,
    /// `"work` without its end
    OpenText,
    /// `'work'`
    Single,
    /// `“work”`, up to the closing quotation mark of any shape
    Curly,
    /// `=`, `==`, `&&`
    Symbol,
    /// `(`
    Open,
    /// `)`
    Close,
    /// `[`
    Left,
    /// `]`
    Right,
}

/// A piece with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct ScimToken {
    pub(super) piece: Piece,
    pub(super) span: Span,
}

/// Typographic quotation marks, as documents and chat programs put them.
pub(super) const CURLY: &[char] = &['“', '”', '„', '‟', '″', '‘', '’', '‚', '‛', '«', '»', '＂'];
const SYMBOLS: &[char] = &['=', '!', '<', '>', '&', '|'];

/// Cuts a text into pieces; they cover it without gaps.
pub(super) fn tokens(text: &str) -> Vec<ScimToken> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (piece, length) = piece(rest, first);
        let start = text.len() - rest.len();
        found.push(ScimToken { piece, span: Span::new(start, start + length) });
        rest = rest.get(length..).unwrap_or("");
    }
    found
}

/// The piece at the front of `rest`, and its length in bytes.
fn piece(rest: &str, first: char) -> (Piece, usize) {
    let run = |inside: &dyn Fn(char) -> bool| rest.find(|c| !inside(c)).unwrap_or(rest.len());
    match first {
        ' ' | '\t' => (Piece::Blank, run(&|c| c == ' ' || c == '\t')),
        '(' => (Piece::Open, 1),
        ')' => (Piece::Close, 1),
        '[' => (Piece::Left, 1),
        ']' => (Piece::Right, 1),
        '"' => match string_end(rest) {
            Some(end) => (Piece::Text, end),
            None => (Piece::OpenText, rest.len()),
        },
        '\'' => (Piece::Single, closed(rest, first, &['\''])),
        c if CURLY.contains(&c) => {
            let ends: Vec<char> = CURLY.iter().copied().chain(['"']).collect();
            (Piece::Curly, closed(rest, first, &ends))
        }
        c if SYMBOLS.contains(&c) => (Piece::Symbol, run(&|c| SYMBOLS.contains(&c))),
        c if is_space(c) => (Piece::Space, run(&is_space)),
        _ => (
            Piece::Word,
            run(&|c| {
                !matches!(c, ' ' | '\t' | '(' | ')' | '[' | ']' | '"' | '\'')
                    && !CURLY.contains(&c)
                    && !SYMBOLS.contains(&c)
                    && !is_space(c)
            }),
        ),
    }
}

/// White space that people do not see and the grammar does not have; a zero-width space counts.
fn is_space(c: char) -> bool {
    (c.is_whitespace() && c != ' ' && c != '\t') || matches!(c, '\u{200b}' | '\u{feff}')
}

/// Length of a quotation from its first mark to the next of `ends`; the mark alone if there is none.
fn closed(rest: &str, first: char, ends: &[char]) -> usize {
    let start = first.len_utf8();
    let inner = rest.get(start..).unwrap_or("");
    inner.char_indices().find(|(_, c)| ends.contains(c)).map_or(start, |(at, c)| start + at + c.len_utf8())
}

/// The offset after the closing quote of the JSON string that starts `rest`.
fn string_end(rest: &str) -> Option<usize> {
    let mut escaped = false;
    rest.bytes().enumerate().skip(1).find_map(|(at, byte)| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends.then_some(at + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_hit_exactly() {
        let name = "a".repeat(SCIM_CHARACTERS);
        assert!(limits(&name).is_ok());
        assert_eq!(limits(&(name + "é")).unwrap_err().code, Code::TooLong);
        // characters count, not bytes
        assert!(limits(&"é".repeat(SCIM_CHARACTERS)).is_ok());
        let nested = "(".repeat(SCIM_DEPTH) + "a pr" + &")".repeat(SCIM_DEPTH);
        assert!(limits(&nested).is_ok());
        let error = limits(&format!("({nested})")).unwrap_err();
        assert_eq!((error.code, error.span), (Code::TooDeep, Some(Span::new(SCIM_DEPTH, SCIM_DEPTH + 1))));
        // brackets within quotes do not nest, also after an escaped quote
        assert!(limits(&format!(r#"a eq "\"{}""#, "(".repeat(99))).is_ok());
    }

    #[test]
    fn tokens_cover_the_text() {
        let text = "Emails[type eq “work”]. 'x' \"a\\\"b\" && \"open";
        let tokens = tokens(text);
        let pieces: Vec<&str> = tokens.iter().map(|token| token.span.of(text)).collect();
        assert_eq!(pieces.concat(), text);
        assert!(pieces.contains(&"“work”") && pieces.contains(&"'x'") && pieces.contains(&"\"a\\\"b\""));
        assert_eq!(tokens.last().map(|token| token.piece), Some(Piece::OpenText));
    }
}
