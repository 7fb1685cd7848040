//! How the cases of `tests/cases/` judge a request.
#![allow(dead_code, reason = "each test program uses a part of it")]

use serde_json::Value;

/// Objects may have more members than wanted; lists have as many elements, in order.
pub(crate) fn holds(wanted: &Value, got: &Value) -> bool {
    within(wanted, got, false)
}

/// The same, but for the operations of a PATCH, which may come in any order.
pub(crate) fn holds_in_any_order(wanted: &Value, got: &Value) -> bool {
    within(wanted, got, true)
}

fn within(wanted: &Value, got: &Value, any_order: bool) -> bool {
    match (wanted, got) {
        (Value::Object(wanted), Value::Object(got)) => {
            wanted.iter().all(|(name, wanted)| match (wanted, got.get(name)) {
                (Value::Array(wanted), Some(Value::Array(got))) if any_order && name == "Operations" => {
                    operations(wanted, got)
                }
                (wanted, Some(got)) => within(wanted, got, any_order),
                (_, None) => false,
            })
        }
        (Value::Array(wanted), Value::Array(got)) => {
            let mut pairs = wanted.iter().zip(got);
            wanted.len() == got.len() && pairs.all(|(wanted, got)| within(wanted, got, any_order))
        }
        _ => wanted == got,
    }
}

fn operations(wanted: &[Value], got: &[Value]) -> bool {
    let mut left: Vec<&Value> = got.iter().collect();
    wanted.len() == got.len()
        && wanted.iter().all(|wanted| {
            let at = left.iter().position(|got| within(wanted, got, true));
            at.map(|at| left.remove(at)).is_some()
        })
}

/// Whether `name` is a member of the value or of anything in it.
pub(crate) fn has_member(value: &Value, name: &str) -> bool {
    match value {
        Value::Object(members) => {
            members.contains_key(name) || members.values().any(|value| has_member(value, name))
        }
        Value::Array(values) => values.iter().any(|value| has_member(value, name)),
        _ => false,
    }
}
