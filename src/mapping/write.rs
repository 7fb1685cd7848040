//! Values into the text of a payload, without a tree in between.

use super::skeleton::{Element, Member, Node};
use crate::json::{self, string};
use crate::value::Value;

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
            json::append(&serde_json::Value::from(*number), out);
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
        Value::Object(object) => json::object(object, out),
    }
}
