//! Values into the text of a payload, without a tree in between.

use super::skeleton::{Element, Member, Node};
use crate::json::{self, Sheet};
use crate::value::{Value, base64_of, text_of};

/// Writes these members, each after a comma but the first if it is the first; returns whether a
/// mapping gave a value.
pub(super) fn members(
    members: &[Member],
    values: &[Option<Value<'_>>],
    mut first: bool,
    out: &mut Sheet,
) -> bool {
    let mut any = false;
    for member in members {
        let before = out.len();
        out.raw(member.label.get(usize::from(first)..).unwrap_or_default());
        if node(&member.node, values, out) {
            any = true;
        } else if let Some(seed) = &member.seed {
            out.raw(seed);
        } else {
            out.truncate(before);
            continue;
        }
        first = false;
    }
    any
}

fn object(list: &[Member], values: &[Option<Value<'_>>], out: &mut Sheet) -> bool {
    out.byte(b'{');
    let any = members(list, values, true, out);
    out.byte(b'}');
    any
}

fn node(node: &Node, values: &[Option<Value<'_>>], out: &mut Sheet) -> bool {
    match node {
        Node::Leaf(mappings) => {
            for at in mappings.iter().rev() {
                if let Some(Some(found)) = values.get(*at) {
                    value(found, out);
                    return true;
                }
            }
            false
        }
        Node::Object(members) => object(members, values, out),
        Node::List(elements) => list(elements, values, out),
    }
}

fn list(elements: &[Element], values: &[Option<Value<'_>>], out: &mut Sheet) -> bool {
    out.byte(b'[');
    let first = out.len();
    for element in elements {
        let before = out.len();
        if before > first {
            out.byte(b',');
        }
        if !object(&element.members, values, out) {
            out.truncate(before);
        }
    }
    let any = out.len() > first;
    out.byte(b']');
    any
}

/// Writes a value as JSON.
#[inline(always)]
fn value(found: &Value<'_>, out: &mut Sheet) {
    match found {
        Value::Text(text) => out.string(text_of(text)),
        other => rare(other, out),
    }
}

/// A date is its text form.
#[inline(never)]
fn rare(found: &Value<'_>, out: &mut Sheet) {
    match found {
        Value::Null => out.raw(b"null"),
        Value::Text(text) => out.string(text),
        Value::Boolean(true) => out.raw(b"true"),
        Value::Boolean(false) => out.raw(b"false"),
        Value::Integer(number) => out.raw(itoa::Buffer::new().format(*number).as_bytes()),
        Value::Decimal(number) => out.raw(json::text(&serde_json::Value::from(*number)).as_bytes()),
        Value::DateTime(date) => out.string(&date.to_string()),
        Value::Bytes(bytes) => out.string(&base64_of(bytes)),
        Value::List(values) => {
            out.byte(b'[');
            for (at, found) in values.iter().enumerate() {
                if at > 0 {
                    out.byte(b',');
                }
                value(found, out);
            }
            out.byte(b']');
        }
        Value::Object(object) => {
            let mut text = Vec::new();
            json::object(object, &mut text);
            out.raw(&text);
        }
    }
}
