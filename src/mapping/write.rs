//! Values into the text of a payload, without a tree in between.

use super::skeleton::{Element, Member, Node};
use crate::value::Value;
use std::borrow::Cow;

/// Writes an object of these members; returns whether a mapping gave a value.
pub(super) fn object(members: &[Member], values: &[Option<Value<'_>>], out: &mut Vec<u8>) -> bool {
    out.push(b'{');
    let first = out.len();
    let mut any = false;
    for member in members {
        let before = out.len();
        if before > first {
            out.push(b',');
        }
        out.extend_from_slice(&member.label);
        if node(&member.node, values, out) {
            any = true;
        } else if let Some(seed) = &member.seed {
            out.extend_from_slice(seed);
        } else {
            out.truncate(before);
        }
    }
    out.push(b'}');
    any
}

fn node(node: &Node, values: &[Option<Value<'_>>], out: &mut Vec<u8>) -> bool {
    match node {
        Node::Leaf(mappings) => {
            let last = mappings.iter().rev().find_map(|at| values.get(*at)?.as_ref());
            last.map(|found| value(found, out)).is_some()
        }
        Node::Object(members) => object(members, values, out),
        Node::List(elements) => list(elements, values, out),
    }
}

fn list(elements: &[Element], values: &[Option<Value<'_>>], out: &mut Vec<u8>) -> bool {
    out.push(b'[');
    let first = out.len();
    for element in elements {
        let before = out.len();
        if before > first {
            out.push(b',');
        }
        if !object(&element.members, values, out) {
            out.truncate(before);
        }
    }
    let any = out.len() > first;
    out.push(b']');
    any
}

/// Writes a value as JSON. A date is its text form.
pub(super) fn value(found: &Value<'_>, out: &mut Vec<u8>) {
    match found {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Text(text) => string(text, out),
        Value::Boolean(true) => out.extend_from_slice(b"true"),
        Value::Boolean(false) => out.extend_from_slice(b"false"),
        Value::Integer(number) => out.extend_from_slice(itoa::Buffer::new().format(*number).as_bytes()),
        Value::Decimal(number) => {
            out.extend_from_slice(serde_json::Value::from(*number).to_string().as_bytes())
        }
        Value::DateTime(date) => string(&date.to_string(), out),
        Value::List(values) => {
            out.push(b'[');
            for (at, found) in values.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                value(found, out);
            }
            out.push(b']');
        }
        Value::Object(object) => match serde_json::to_vec(object) {
            Ok(text) => out.extend_from_slice(&text),
            Err(_) => out.extend_from_slice(b"null"),
        },
    }
}

/// Writes a JSON string, escaping what JSON.stringify escapes.
fn string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut copied = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if *byte >= 0x20 && *byte != b'"' && *byte != b'\\' {
            continue;
        }
        out.extend_from_slice(bytes.get(copied..at).unwrap_or_default());
        copied = at + 1;
        let escape: Cow<'static, [u8]> = match byte {
            b'"' => Cow::Borrowed(b"\\\""),
            b'\\' => Cow::Borrowed(b"\\\\"),
            b'\n' => Cow::Borrowed(b"\\n"),
            b'\r' => Cow::Borrowed(b"\\r"),
            b'\t' => Cow::Borrowed(b"\\t"),
            0x08 => Cow::Borrowed(b"\\b"),
            0x0C => Cow::Borrowed(b"\\f"),
            other => Cow::Owned(format!("\\u{other:04x}").into_bytes()),
        };
        out.extend_from_slice(&escape);
    }
    out.extend_from_slice(bytes.get(copied..).unwrap_or_default());
    out.push(b'"');
}
