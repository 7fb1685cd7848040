//! JSON texts: a strict reader, a writer, and decimal numbers.
//!
//! Trees are those of `serde_json`; reading and writing them is done here, because the engine for
//! the web has to be small and the way from text to text quick, and because faults need places.
//! Tests compare every verdict and value with `serde_json`'s own.

mod compact;
mod locate;
mod number;
mod scan;
mod sheet;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use compact::compact;
pub use locate::locate;
pub(crate) use locate::{locate_with_name, spelled_offset};
pub(crate) use number::{plain, read as read_number};
pub(crate) use scan::{Scanner, Token, is, plain_string};
pub(crate) use sheet::Sheet;
pub(crate) use write::{append, number_text, object, string, text};

use serde_json::Value as Json;

/// Where and why a text is no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The byte that cannot stand there, or the end of the text.
    pub(crate) at: usize,
    pub(crate) reason: Reason,
}

/// Why a text is no JSON, or not the JSON that is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    Value,
    Word,
    Number,
    TooLarge,
    Colon,
    CommaOrBracket,
    CommaOrBrace,
    TrailingComma,
    Key,
    Escape,
    HalfPair,
    LonePair,
    Control,
    Trailing,
    Depth,
    NoObject,
    EndInValue,
    EndInString,
    EndInList,
    EndInObject,
}

impl Reason {
    /// The words for it: what is wrong, or what was expected.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Reason::Value => "expected a value; texts stand in double quotes",
            Reason::Word => "expected true, false or null; texts stand in double quotes",
            Reason::Number => "this is no number",
            Reason::TooLarge => "the number is too large",
            Reason::Colon => "expected `:`",
            Reason::CommaOrBracket => "expected `,` or `]`",
            Reason::CommaOrBrace => "expected `,` or `}`",
            Reason::TrailingComma => "a comma with nothing after it",
            Reason::Key => "expected a name in double quotes",
            Reason::Escape => "this is no escape sequence",
            Reason::HalfPair | Reason::LonePair => "half of a surrogate pair without the other half",
            Reason::Control => "a control character in a text; write it as an escape sequence such as \\n",
            Reason::Trailing => "expected nothing more after the end",
            Reason::Depth => "brackets are nested too deep",
            Reason::NoObject => "this is JSON, but no object",
            Reason::EndInValue => "the text ends where a value is expected",
            Reason::EndInString => "the text ends inside a quoted text",
            Reason::EndInList => "the text ends inside an array",
            Reason::EndInObject => "the text ends inside an object",
        }
    }

    /// What `serde_json` says to it.
    #[cfg(test)]
    const fn serde_says(self) -> &'static str {
        match self {
            Reason::Value => "expected value",
            Reason::Word => "expected ident",
            Reason::Number => "invalid number",
            Reason::TooLarge => "number out of range",
            Reason::Colon => "expected `:`",
            Reason::CommaOrBracket => "expected `,` or `]`",
            Reason::CommaOrBrace => "expected `,` or `}`",
            Reason::TrailingComma => "trailing comma",
            Reason::Key => "key must be a string",
            Reason::Escape => "invalid escape",
            Reason::HalfPair => "unexpected end of hex escape",
            Reason::LonePair => "lone leading surrogate in hex escape",
            Reason::Control => "control character (\\u0000-\\u001F) found while parsing a string",
            Reason::Trailing => "trailing characters",
            Reason::Depth => "recursion limit exceeded",
            Reason::NoObject => "this is JSON, but no object",
            Reason::EndInValue => "EOF while parsing a value",
            Reason::EndInString => "EOF while parsing a string",
            Reason::EndInList => "EOF while parsing a list",
            Reason::EndInObject => "EOF while parsing an object",
        }
    }

    /// Whether the text goes wrong by ending.
    pub(crate) const fn is_end(self) -> bool {
        matches!(self, Reason::EndInValue | Reason::EndInString | Reason::EndInList | Reason::EndInObject)
    }
}

/// Reads a text as a tree.
pub(crate) fn parse(text: &str) -> Result<Json, Fault> {
    parse_nested(text, crate::limits::JSON_DEPTH)
}

/// Reads a text as a tree that may nest so deep.
pub(crate) fn parse_nested(text: &str, deepest: usize) -> Result<Json, Fault> {
    let mut scanner = Scanner::deep(text, deepest);
    let tree = scanner.tree(0)?;
    scanner.end()?;
    Ok(tree)
}

/// Checks that a text is JSON, keeping nothing of it.
pub(crate) fn check(text: &str) -> Result<(), Fault> {
    let mut scanner = Scanner::strict(text);
    scanner.skip()?;
    scanner.end()
}
