//! Whether the text of a user is a JSON object, and where it is not.

use super::scan::Scanner;
use super::{Problem, encoding};
use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::span::{Span, position};
use serde::de::IgnoredAny;

/// `bytes` as the text of one user; they stand at `offset` and begin on `line`. Unless `thorough`,
/// only the encoding and the first byte are looked at.
pub(super) fn user(bytes: &[u8], offset: usize, line: u64, thorough: bool) -> Result<&str, Box<Problem>> {
    let text = encoding::utf8(bytes, offset, line)?;
    if !text.starts_with('{') {
        return Err(Box::new(no_object(text, offset, line)));
    }
    if thorough {
        if let Err(error) = syntax(text) {
            return Err(Box::new(json(&error, text, offset, line)));
        }
        if too_deep(text) {
            return Err(Box::new(nested(offset, line)));
        }
    }
    Ok(text)
}

/// Reads `text` without keeping anything. Escapes may name halves of surrogate pairs, which only
/// shows when strings are built, so texts with escapes are read in full.
fn syntax(text: &str) -> Result<(), serde_json::Error> {
    if memchr::memmem::find(text.as_bytes(), br"\u").is_some() && !too_deep(text) {
        serde_json::from_str::<serde_json::Value>(text).map(drop)
    } else {
        serde_json::from_str::<IgnoredAny>(text).map(drop)
    }
}

/// Whether brackets are nested deeper than the limit. Few texts have that many at all.
fn too_deep(text: &str) -> bool {
    memchr::memchr2_iter(b'{', b'[', text.as_bytes()).nth(limits::JSON_DEPTH).is_some() && {
        let mut scanner = Scanner::default();
        scanner.feed(text.as_bytes());
        scanner.too_deep
    }
}

/// The problem of a user that begins at `offset` and nests too deep.
pub(super) fn nested(offset: usize, line: u64) -> Problem {
    let message = format!("line {line}: brackets nested deeper than {}", limits::JSON_DEPTH);
    Problem { line, diagnostic: Diagnostic::new(Code::TooDeep, message).at(Span::at(offset)) }
}

/// The problem of a user that begins at `offset` and is longer than `limit` bytes.
pub(super) fn too_long(offset: usize, line: u64, limit: usize) -> Problem {
    let message = format!("line {line}: a user longer than {limit} bytes");
    Problem { line, diagnostic: Diagnostic::new(Code::TooLong, message).at(Span::at(offset)) }
}

fn no_object(text: &str, offset: usize, line: u64) -> Problem {
    let (code, found) = match text.as_bytes().first() {
        Some(b'[') => (Code::InvalidDocument, "an array"),
        Some(b'"') => (Code::InvalidDocument, "a text"),
        Some(b'0'..=b'9' | b'-') => (Code::InvalidDocument, "a number"),
        _ if matches!(text, "true" | "false") => (Code::InvalidDocument, "a boolean"),
        _ if text == "null" => (Code::InvalidDocument, "null"),
        _ => (Code::InvalidJson, "something that is not JSON"),
    };
    let diagnostic = Diagnostic::new(code, format!("line {line}: expected a user, `{{…}}`, found {found}"))
        .at(Span::new(offset, offset + text.len()));
    Problem { line, diagnostic }
}

/// The problem that `serde_json` found in `text`.
fn json(error: &serde_json::Error, text: &str, offset: usize, line: u64) -> Problem {
    let said = error.to_string();
    let what = said.split(" at line ").next().unwrap_or(&said);
    if what.starts_with("recursion limit") {
        return nested(offset, line);
    }
    let what = if error.is_eof() { "the object ends too early" } else { what };
    let at = error_offset(error, text);
    let column = position(text, at).column;
    let line = line + (error.line().saturating_sub(1)) as u64;
    let diagnostic = Diagnostic::new(Code::InvalidJson, format!("line {line}, column {column}: {what}"));
    Problem { line, diagnostic: diagnostic.at(Span::at(offset + at)) }
}

/// The byte offset in `text` of an error that has a line and a column, both from 1.
fn error_offset(error: &serde_json::Error, text: &str) -> usize {
    let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let mut at = (before + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
