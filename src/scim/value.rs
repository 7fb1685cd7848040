//! Looking into resources: members by name, emptiness, elements.

use super::schema::Schemas;
use crate::json;
use crate::limits::JSON_DEPTH;
use serde_json::{Map, Number, Value};

/// The key of an object that equals `name` without letter case, as RFC 7643 section 2.1 compares
/// names; the exact spelling wins.
pub(super) fn key<'m>(object: &'m Map<String, Value>, name: &str) -> Option<&'m str> {
    match object.get_key_value(name) {
        Some((key, _)) => Some(key),
        None => object.keys().find(|key| key.eq_ignore_ascii_case(name)).map(String::as_str),
    }
}

/// The member of an object by name, in any letter case.
pub(super) fn member<'m>(object: &'m Map<String, Value>, name: &str) -> Option<&'m Value> {
    object.get(name).or_else(|| object.get(key(object, name)?))
}

/// Whether a value counts as no value: null, `""`, `[]`, and objects and lists of nothing but such
/// (RFC 7643 section 2.5). `false` and `0` are values.
pub(super) fn is_empty(value: &Value) -> bool {
    empty(value, JSON_DEPTH)
}

fn empty(value: &Value, depth: usize) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
        // deeper than any document that was read; not worth an overflow
        _ if depth == 0 => false,
        Value::Array(list) => list.iter().all(|value| empty(value, depth - 1)),
        Value::Object(object) => object.values().all(|value| empty(value, depth - 1)),
    }
}

/// The object that holds the attributes of a URN: the resource itself, or an extension's object in it.
pub(super) fn container<'r>(
    resource: &'r Map<String, Value>,
    urn: Option<&str>,
    schemas: &Schemas,
) -> Option<&'r Map<String, Value>> {
    match urn {
        Some(urn) if !schemas.is_base_urn(urn) => member(resource, urn)?.as_object(),
        _ => Some(resource),
    }
}

/// The elements of a list; a single value counts as a list of one, null as none.
pub(super) fn elements(value: Option<&Value>) -> &[Value] {
    match value {
        None | Some(Value::Null) => &[],
        Some(Value::Array(list)) => list,
        Some(single) => std::slice::from_ref(single),
    }
}

/// A part of an element. A scalar is its own `value`: simple multi-valued attributes are addressed so
/// (RFC 7644 erratum 7122), and Entra sends `manager` as plain text.
pub(super) fn part<'v>(element: &'v Value, sub: &str) -> Option<&'v Value> {
    match element {
        Value::Object(object) => member(object, sub),
        Value::Array(_) => None,
        scalar => sub.eq_ignore_ascii_case("value").then_some(scalar),
    }
}

/// The number a JSON text stands for, to the nearest floating-point number if it is no 64-bit integer;
/// None if the text is no JSON number or too large.
pub(super) fn number(text: &str) -> Option<Number> {
    let Ok(Value::Number(_)) = json::parse(text) else { return None };
    let integer = text.parse::<i64>().map(Number::from).or_else(|_| text.parse::<u64>().map(Number::from));
    integer.ok().or_else(|| Number::from_f64(json::read_number(text.trim_ascii())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nothing_is_empty_but_nothing() {
        for value in [
            json!(null),
            json!(""),
            json!([]),
            json!({}),
            json!({"a": "", "b": [null]}),
            json!([{"a": null}]),
        ] {
            assert!(is_empty(&value), "{value}");
        }
        for value in [json!(false), json!(0), json!(" "), json!([0]), json!({"a": [{"b": false}]})] {
            assert!(!is_empty(&value), "{value}");
        }
        let deep = (0..JSON_DEPTH + 9).fold(json!([]), |inner, _| json!([inner]));
        assert!(!is_empty(&deep), "given up, not overflown");
    }

    #[test]
    fn numbers_are_the_nearest() {
        for text in ["-3.6860622772345238e+19", "0.1", "2e2", "123456789012345678901234567890"] {
            assert_eq!(number(text).and_then(|n| n.as_f64()), text.parse().ok(), "{text}");
        }
        assert_eq!(number("18446744073709551615").and_then(|n| n.as_u64()), Some(u64::MAX));
        for text in ["", "1e999", "01", "+1", ".5", "1.", "nan", "0x1"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn exact_spelling_wins() {
        let object = json!({"NAME": 1, "name": 2});
        let object = object.as_object().unwrap();
        assert_eq!(member(object, "name"), Some(&json!(2)));
        assert_eq!(member(object, "Name"), Some(&json!(1)));
        assert_eq!(member(object, "other"), None);
    }
}
