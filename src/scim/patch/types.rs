//! Values in the types of their attributes, and as elements of lists.

use super::{Patcher, refuse};
use crate::diagnostic::{Code, Outcome};
use crate::json;
use crate::scim::coerce;
use crate::scim::schema::{Attribute, AttributeType, sub_name, sub_type};
use crate::scim::value::{elements, is_empty, member};
use crate::scim::{Dialect, Mode};
use serde_json::{Map, Value};

impl Patcher<'_> {
    /// The value in the attribute's type. The lenient mode reads Booleans and numbers from text; both
    /// refuse what cannot be of the type. Attributes without a schema take anything.
    pub(super) fn typed(&self, value: Value, attribute: Option<&Attribute>) -> Outcome<Value> {
        let Some(attribute) = attribute else { return Ok(value) };
        match value {
            Value::Null => Ok(value),
            Value::Array(list) => list.into_iter().map(|value| self.typed(value, Some(attribute))).collect(),
            Value::Object(members) if attribute.kind == AttributeType::Complex => members
                .into_iter()
                .map(|(name, value)| {
                    let value = match attribute.sub(&name) {
                        Some(sub) => self.typed(value, Some(sub))?,
                        None => self.typed_sub(value, attribute, &name)?,
                    };
                    Ok((sub_name(Some(attribute), &name).to_owned(), value))
                })
                .collect::<Outcome<Map<_, _>>>()
                .map(Value::Object),
            Value::Object(_) => refuse(Code::TargetType, format!("`{}` holds no objects", attribute.name)),
            scalar => self.scalar(scalar, attribute),
        }
    }

    /// A part of a complex attribute that its schema does not list; `primary` has a type all the same.
    pub(super) fn typed_sub(&self, value: Value, head: &Attribute, name: &str) -> Outcome<Value> {
        match head.multi_valued.then(|| sub_type(Some(head), name)).flatten() {
            Some(kind) => {
                self.typed(value, Some(&Attribute { name: name.into(), kind, ..Attribute::default() }))
            }
            None => Ok(value),
        }
    }

    fn scalar(&self, value: Value, attribute: &Attribute) -> Outcome<Value> {
        let fits = match attribute.kind {
            AttributeType::Boolean => value.is_boolean(),
            AttributeType::Integer => value.is_i64() || value.is_u64(),
            AttributeType::Decimal => value.is_number(),
            // a scalar for a complex attribute is its `value`, or packed text, see `unpacked`
            AttributeType::Complex => true,
            _ => value.is_string(),
        };
        match (fits, self.mode) {
            (true, _) => Ok(value),
            (false, Mode::Lenient) => coerce(value, attribute),
            (false, Mode::Strict) => refuse(
                Code::TargetType,
                format!("`{}` is of type {}", attribute.name, attribute.kind.as_str()),
            ),
        }
    }

    /// A value as elements of a multi-valued attribute: nulls dropped, scalars of a complex one as its
    /// `value`.
    pub(super) fn elements(&self, value: Value, head: Option<&Attribute>) -> Vec<Value> {
        let shaped = |value: Value| {
            let value = match self.unpacked(value, head) {
                Value::Object(mut parts) => {
                    let packed = member(&parts, "value").filter(|value| value.is_string()).cloned();
                    if let Some(Value::Object(unpacked)) = packed.map(|packed| self.unpacked(packed, head)) {
                        parts.retain(|key, _| !key.eq_ignore_ascii_case("value"));
                        parts.extend(unpacked);
                    }
                    Value::Object(parts)
                }
                value => value,
            };
            match crate::scim::write::shaped(value, head, Dialect::Rfc) {
                Value::Array(mut list) if list.len() == 1 => list.swap_remove(0),
                value => value,
            }
        };
        let list = match value {
            Value::Array(list) => list,
            Value::Null => Vec::new(),
            single => vec![single],
        };
        list.into_iter().map(shaped).map(without_nulls).filter(|value| !is_empty(value)).collect()
    }

    /// An object that comes as JSON text, as Entra sends the `value` of roles; other values as they are.
    pub(super) fn unpacked(&self, value: Value, head: Option<&Attribute>) -> Value {
        let packed = match &value {
            Value::String(text) if self.mode == Mode::Lenient && text.starts_with('{') => text,
            _ => return value,
        };
        if head.is_none_or(|head| head.kind != AttributeType::Complex) {
            return value;
        }
        json::parse(packed).ok().filter(Value::is_object).unwrap_or(value)
    }
}

/// An element without its unassigned members (RFC 7643 section 2.5); Entra sends `"$ref": null`.
pub(super) fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => members.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        value => value,
    }
}

/// Whether an element says nothing that the other does not say too.
pub(super) fn is_part_of(element: &Value, other: &Value) -> bool {
    match (element, other) {
        (Value::Object(element), Value::Object(other)) => {
            element.iter().all(|(name, value)| member(other, name) == Some(value))
        }
        _ => element == other,
    }
}

/// Whether an element is the primary one.
pub(super) fn is_primary(element: &Value) -> bool {
    element.as_object().and_then(|element| member(element, "primary")).is_some_and(|primary| match primary {
        Value::Bool(primary) => *primary,
        Value::String(text) => text.eq_ignore_ascii_case("true"),
        _ => false,
    })
}

/// After some elements were written (`touched`): if one of them is primary, no other is
/// (RFC 7644 section 3.5.2).
pub(super) fn one_primary(list: &mut [Value], touched: &[usize]) {
    if !touched.iter().any(|index| list.get(*index).is_some_and(is_primary)) {
        return;
    }
    let others = list
        .iter_mut()
        .enumerate()
        .filter(|(index, element)| !touched.contains(index) && is_primary(element));
    for (_, element) in others {
        if let Value::Object(element) = element {
            *crate::scim::write::entry(element, "primary", "primary") = false.into();
        }
    }
}

/// The `value`s that a list names, for removal by value.
pub(super) fn named_values(value: &Value) -> Vec<&Value> {
    elements(Some(value)).iter().filter_map(|entry| crate::scim::value::part(entry, "value")).collect()
}
