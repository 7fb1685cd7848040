//! JSON on one line.

/// Appends JSON without the white space between its parts, so that it takes one line.
pub(crate) fn compact(json: &str, to: &mut String) {
    let mut rest = json;
    // Outside strings white space goes; from quotation mark to quotation mark all stays.
    while let Some(at) = rest.find(['"', ' ', '\t', '\r', '\n']) {
        let (before, after) = rest.split_at(at);
        to.push_str(before);
        let length = if after.starts_with('"') { string_length(after) } else { 1 };
        let (part, after) = after.split_at(length);
        if length > 1 {
            to.push_str(part);
        }
        rest = after;
    }
    to.push_str(rest);
}

/// Length of the string `text` begins with, quotation marks included.
fn string_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        at += found;
        if bytes.get(at) == Some(&b'"') {
            return at + 1;
        }
        at += 2;
    }
    text.len()
}
