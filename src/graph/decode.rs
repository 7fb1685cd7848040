//! Bytes into text.

use crate::diagnostic::{Code, Diagnostic, Outcome};
use std::borrow::Cow;

/// The text of a document: UTF-8 with or without a byte order mark, or UTF-16 with one. The portal
/// saves UTF-8; scripts on Windows save all of these.
///
/// # Errors
/// [`Code::InvalidEncoding`] with the byte that is neither.
///
/// ```
/// let utf16 = [0xFF, 0xFE, b'{', 0, b'}', 0];
/// assert_eq!(attrflow::graph::decode(&utf16)?, "{}");
/// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
/// ```
pub fn decode(bytes: &[u8]) -> Outcome<Cow<'_, str>> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest, 3),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => utf8(bytes, 0),
    }
}

fn utf8(bytes: &[u8], before: usize) -> Outcome<Cow<'_, str>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => Err(invalid(error.valid_up_to() + before, "not UTF-8")),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Outcome<Cow<'_, str>> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut at = 2;
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let Ok(character) = decoded else {
            return Err(invalid(at, "half of a UTF-16 pair without the other half"));
        };
        at += 2 * character.len_utf16();
        text.push(character);
    }
    if !rest.is_empty() {
        return Err(invalid(at, "half of a UTF-16 unit at the very end"));
    }
    Ok(Cow::Owned(text))
}

fn invalid(at: usize, what: &str) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(Code::InvalidEncoding, format!("byte {at} is {what}"))
            .help("download the schema again, or save it as UTF-8"),
    )
}
