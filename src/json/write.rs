//! JSON into text, as JavaScript's `JSON.stringify` escapes it.

use super::number;
use super::scan::plain_end;
use serde_json::Value as Json;

/// The compact text of a tree.
pub(crate) fn text(json: &Json) -> String {
    let mut out = Vec::new();
    append(json, &mut out);
    // Texts go in as UTF-8, and so does all between them.
    String::from_utf8(out).unwrap_or_default()
}

/// Writes the compact text of a tree.
pub(crate) fn append(json: &Json, out: &mut Vec<u8>) {
    match json {
        Json::Null => out.extend_from_slice(b"null"),
        Json::Bool(true) => out.extend_from_slice(b"true"),
        Json::Bool(false) => out.extend_from_slice(b"false"),
        Json::Number(value) => out.extend_from_slice(number_text(value).as_bytes()),
        Json::String(text) => string(text, out),
        Json::Array(values) => {
            out.push(b'[');
            for (at, value) in values.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                append(value, out);
            }
            out.push(b']');
        }
        Json::Object(members) => object(members, out),
    }
}

/// Writes the compact text of an object.
pub(crate) fn object(members: &serde_json::Map<String, Json>, out: &mut Vec<u8>) {
    out.push(b'{');
    for (at, (name, value)) in members.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        string(name, out);
        out.push(b':');
        append(value, out);
    }
    out.push(b'}');
}

/// The text of a number.
pub(crate) fn number_text(value: &serde_json::Number) -> String {
    match (value.as_i64(), value.as_u64(), value.as_f64()) {
        (Some(whole), ..) => whole.to_string(),
        (None, Some(whole), _) => whole.to_string(),
        (None, None, decimal) => number::json(decimal.unwrap_or_default()),
    }
}

/// Writes a string with its quotation marks.
pub(crate) fn string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    loop {
        let plain = plain_end(rest, 0);
        let (before, after) = rest.split_at(plain);
        out.extend_from_slice(before);
        let Some((byte, after)) = after.split_first() else { break };
        escape(*byte, out);
        rest = after;
    }
    out.push(b'"');
}

#[cold]
#[inline(never)]
fn escape(byte: u8, out: &mut Vec<u8>) {
    let letter = match byte {
        0x08 => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        0x0C => b'f',
        b'\r' => b'r',
        b'"' | b'\\' => byte,
        _ => {
            const DIGITS: &[u8; 16] = b"0123456789abcdef";
            out.extend_from_slice(b"\\u00");
            for digit in [byte >> 4, byte & 15] {
                out.push(DIGITS[usize::from(digit & 15)]);
            }
            return;
        }
    };
    out.extend_from_slice(&[b'\\', letter]);
}
