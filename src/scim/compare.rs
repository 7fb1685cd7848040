//! Comparing one value of a resource with the literal of a filter (RFC 7644 section 3.4.2.2).

use super::path::CompareOp;
use super::schema::{Attribute, AttributeType};
use super::time::instant;
use crate::dotnet::casing::{caseless, folded};
use serde_json::{Number, Value};
use std::cmp::Ordering;

/// What the schema says about the compared attribute. Without a schema: any type, letter case
/// does not count.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Typing {
    kind: Option<AttributeType>,
    exact: bool,
}

impl Typing {
    /// The typing of an attribute; a complex one is compared by its `value`.
    pub(super) fn of(attribute: Option<&Attribute>) -> Typing {
        let Some(attribute) = attribute else { return Typing::default() };
        match attribute.kind {
            AttributeType::Complex => attribute.sub("value").map_or_else(Typing::default, Typing::leaf),
            _ => Typing::leaf(attribute),
        }
    }

    fn leaf(attribute: &Attribute) -> Typing {
        Typing { kind: Some(attribute.kind), exact: attribute.case_exact }
    }

    /// A typing known from the name alone.
    pub(super) fn kind(kind: AttributeType) -> Typing {
        Typing { kind: Some(kind), exact: matches!(kind, AttributeType::Reference | AttributeType::Binary) }
    }

    /// Whether `gt ge lt le` are refused (RFC 7644 section 3.4.2.2).
    pub(super) fn is_unordered(self) -> bool {
        matches!(self.kind, Some(AttributeType::Boolean | AttributeType::Binary))
    }
}

/// Whether a value passes. No value is different from every literal, and nothing else.
pub(super) fn passes(op: CompareOp, actual: Option<&Value>, wanted: &Value, typing: Typing) -> bool {
    let Some(actual) = actual else { return op == CompareOp::Ne };
    let ordered = |test: fn(Ordering) -> bool| order(actual, wanted, typing).is_some_and(test);
    match op {
        CompareOp::Eq => equal(actual, wanted, typing),
        CompareOp::Ne => !equal(actual, wanted, typing),
        CompareOp::Gt => ordered(Ordering::is_gt),
        CompareOp::Ge => ordered(Ordering::is_ge),
        CompareOp::Lt => ordered(Ordering::is_lt),
        CompareOp::Le => ordered(Ordering::is_le),
        CompareOp::Co | CompareOp::Sw | CompareOp::Ew => match (actual, wanted) {
            (Value::String(actual), Value::String(wanted)) if typing.exact => contains(op, actual, wanted),
            (Value::String(actual), Value::String(wanted)) => contains(op, &folded(actual), &folded(wanted)),
            _ => false,
        },
    }
}

fn contains(op: CompareOp, actual: &str, wanted: &str) -> bool {
    match op {
        CompareOp::Co => actual.contains(wanted),
        CompareOp::Sw => actual.starts_with(wanted),
        _ => actual.ends_with(wanted),
    }
}

/// Different JSON types are not equal, except Booleans and their names: Entra quotes them.
fn equal(actual: &Value, wanted: &Value, typing: Typing) -> bool {
    match (actual, wanted) {
        (Value::String(a), Value::String(b)) => texts(a, b, typing).is_eq(),
        (Value::Number(a), Value::Number(b)) => numbers(a, b).is_some_and(Ordering::is_eq),
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Bool(flag), Value::String(text)) | (Value::String(text), Value::Bool(flag)) => {
            text.eq_ignore_ascii_case(if *flag { "true" } else { "false" })
        }
        _ => false,
    }
}

fn order(actual: &Value, wanted: &Value, typing: Typing) -> Option<Ordering> {
    match (actual, wanted) {
        (Value::String(a), Value::String(b)) => Some(texts(a, b, typing)),
        (Value::Number(a), Value::Number(b)) => numbers(a, b),
        _ => None,
    }
}

/// Times by their instant, other texts by code point, folded unless letter case counts. An attribute
/// without a schema is taken for a time if both texts are one.
fn texts(a: &str, b: &str, typing: Typing) -> Ordering {
    if matches!(typing.kind, None | Some(AttributeType::DateTime))
        && let (Some(a), Some(b)) = (instant(a), instant(b))
    {
        return a.cmp(&b);
    }
    if typing.exact { a.cmp(b) } else { caseless(a).cmp(caseless(b)) }
}

/// Integers exactly, as far as both are integers; else as floating point.
fn numbers(a: &Number, b: &Number) -> Option<Ordering> {
    match (integer(a), integer(b)) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        _ => a.as_f64()?.partial_cmp(&b.as_f64()?),
    }
}

fn integer(number: &Number) -> Option<i128> {
    number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(op: CompareOp, actual: Value, wanted: Value) -> bool {
        passes(op, Some(&actual), &wanted, Typing::default())
    }

    #[test]
    fn types_do_not_mix() {
        use CompareOp::*;
        assert!(!check(Eq, json!(6), json!("6")) && check(Ne, json!(6), json!("6")));
        assert!(check(Eq, json!(200), json!(2e2)) && check(Gt, json!(u64::MAX), json!(i64::MAX)));
        assert!(!check(Gt, json!("9"), json!(5)) && !check(Le, json!(true), json!(1)));
        assert!(check(Eq, json!("tRUE"), json!(true)) && check(Eq, json!(false), json!("False")));
        assert!(!check(Co, json!(123), json!("2")) && !check(Sw, json!("1"), json!(1)));
        assert!(check(Co, json!("x"), json!("")) && !passes(Co, None, &json!(""), Typing::default()));
    }

    #[test]
    fn letter_case() {
        use CompareOp::*;
        let exact = Typing { kind: Some(AttributeType::String), exact: true };
        assert!(check(Eq, json!("ÄRGER ΟΔΟΣ"), json!("ärger οδος")));
        assert!(!passes(Eq, Some(&json!("a")), &json!("A"), exact));
        // capitals come before small letters by code point only
        assert!(check(Lt, json!("a"), json!("B")) && !passes(Lt, Some(&json!("a")), &json!("B"), exact));
        assert!(check(Ew, json!("a@EXAMPLE.org"), json!("Example.ORG")));
    }

    #[test]
    fn times() {
        use CompareOp::*;
        let time = Typing::kind(AttributeType::DateTime);
        let early = json!("2024-03-10T09:00:00+02:00");
        assert!(passes(Lt, Some(&early), &json!("2024-03-10T08:00:00Z"), time));
        assert!(passes(Eq, Some(&early), &json!("2024-03-10T07:00:00.000Z"), time));
        let text = Typing::kind(AttributeType::String);
        assert!(passes(Gt, Some(&early), &json!("2024-03-10T08:00:00Z"), text));
    }
}
