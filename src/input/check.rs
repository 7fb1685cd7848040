//! Whether the text of a user is a JSON object, and where it is not.

use super::scan::PieceScanner;
use super::{Problem, encoding};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{self, Fault, Reason};
use crate::limits;
use crate::span::{Span, position};

/// `bytes` as the text of one user; they stand at `offset` and begin on `line`. Unless `thorough`,
/// only the encoding and the first byte are looked at.
pub(super) fn user(bytes: &[u8], offset: usize, line: u64, thorough: bool) -> Result<&str, Box<Problem>> {
    let text = encoding::utf8(bytes, offset, line)?;
    if !text.starts_with('{') {
        return Err(Box::new(no_object(text, offset, line)));
    }
    if thorough {
        if let Err(fault) = json::check(text) {
            return Err(Box::new(broken(fault, text, offset, line)));
        }
        if too_deep(text) {
            return Err(Box::new(nested(offset, line)));
        }
    }
    Ok(text)
}

/// Whether brackets are nested deeper than the limit. Few texts have that many at all.
fn too_deep(text: &str) -> bool {
    memchr::memchr2_iter(b'{', b'[', text.as_bytes()).nth(limits::JSON_DEPTH).is_some() && {
        let mut scanner = PieceScanner::default();
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

/// The problem of a text that is not JSON.
fn broken(fault: Fault, text: &str, offset: usize, line: u64) -> Problem {
    if fault.reason == Reason::Depth {
        return nested(offset, line);
    }
    let what = if fault.reason.is_end() { "the object ends too early" } else { fault.reason.as_str() };
    let place = position(text, fault.at);
    let line = line + place.line.saturating_sub(1) as u64;
    let diagnostic =
        Diagnostic::new(Code::InvalidJson, format!("line {line}, column {}: {what}", place.column));
    Problem { line, diagnostic: diagnostic.at(Span::at(offset + fault.at)) }
}
