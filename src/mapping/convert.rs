//! From an expression's value to the type of its target attribute.
//!
//! Expressions yield texts; the target's declared type turns `"True"` into `true` at the end
//! (provisioning reference, section on types).

use crate::diagnostic::{Code, Diagnostic};
use crate::json;
use crate::scim::{Attribute, AttributeType};
use crate::value::{Value, clip};
use serde_json::{Map, Value as Json};
use std::borrow::Cow;

/// What the attribute takes that a mapping writes.
#[derive(Clone, Debug, Default)]
pub(crate) struct ValueType {
    pub(crate) kind: AttributeType,
    /// Whether the place takes a list.
    pub(crate) list: bool,
    /// Whether the values are app roles, which the service turns into objects of its own.
    pub(crate) roles: bool,
    /// Whether it is the type of an app role, where the service writes a word of its own.
    pub(crate) role_type: bool,
}

impl ValueType {
    pub(super) fn new(attribute: Option<&Attribute>, list: bool, roles: bool) -> Self {
        match attribute {
            None => Self { kind: AttributeType::default(), list, roles, role_type: false },
            Some(attribute) => Self { kind: attribute.kind, list, roles, role_type: false },
        }
    }

    /// Whether a text is written as it is.
    #[inline(always)]
    pub(super) fn takes_text(&self) -> bool {
        use AttributeType::{Boolean, Complex, Decimal, Integer};
        !self.list && !self.role_type && !matches!(self.kind, Boolean | Complex | Decimal | Integer)
    }
}

/// The name of the type that the service writes into roles.
pub(super) const ROLE_TYPE: &str = "WindowsAzureActiveDirectoryRole";

/// Converts a value, not null, for its target. `None` if there is nothing to send: an empty list.
pub(super) fn convert<'a>(
    value: Value<'a>,
    target: &ValueType,
) -> Result<Option<Value<'a>>, Box<Diagnostic>> {
    match value {
        Value::Null => Ok(None),
        // The role decides whether there is an element, not what its type is.
        value if target.role_type && !value.is_null_or_empty() => Ok(Some(Value::text(ROLE_TYPE))),
        Value::List(values) if target.list => {
            let converted = values
                .into_iter()
                .filter(|value| !value.is_null())
                .map(|value| element(value, target))
                .collect::<Result<Vec<_>, _>>()?;
            Ok((!converted.is_empty()).then_some(Value::List(converted)))
        }
        Value::List(mut values) => match values.len() {
            0 => Ok(None),
            1 => convert(values.pop().unwrap_or_default(), target),
            count => Err(Box::new(
                Diagnostic::new(
                    Code::ListToSingle,
                    format!("the target holds one value, the source gives {count}"),
                )
                .help("pick one with Item(values, 1) or join them with Join(\",\", values)"),
            )),
        },
        single if target.list => Ok(Some(Value::List(vec![element(single, target)?]))),
        single => scalar(single, target.kind).map(Some),
    }
}

/// One element of a list that is written as a whole.
fn element<'a>(value: Value<'a>, target: &ValueType) -> Result<Value<'a>, Box<Diagnostic>> {
    if target.kind != AttributeType::Complex && !target.roles {
        return scalar(value, target.kind);
    }
    let object = match value {
        Value::Object(object) => *object,
        other => {
            let text = text(other)?;
            match json::parse(&text) {
                Ok(Json::Object(object)) => object,
                _ => Map::from_iter([("value".to_owned(), Json::String(text.into_owned()))]),
            }
        }
    };
    Ok(Value::Object(Box::new(if target.roles { role(&object) } else { object })))
}

/// A role as a create sends it: never primary, of Microsoft's type, with value and display name.
pub(crate) fn role(source: &Map<String, Json>) -> Map<String, Json> {
    let mut role = Map::new();
    role.insert("primary".to_owned(), Json::Bool(false));
    role.insert("type".to_owned(), Json::from(ROLE_TYPE));
    for (to, from) in [("value", ["value", "displayName"]), ("display", ["displayName", "display"])] {
        let found = from.iter().filter_map(|name| source.get(*name)).find(|value| !value.is_null());
        if let Some(value) = found {
            role.insert(to.to_owned(), value.clone());
        }
    }
    role
}

fn text(value: Value<'_>) -> Result<Cow<'_, str>, Box<Diagnostic>> {
    match value.into_text() {
        Ok(text) => Ok(text.unwrap_or_default()),
        Err(found) => Err(wrong("a text", &found.to_string())),
    }
}

fn wrong(expected: &str, found: &str) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(Code::TargetType, format!("the target takes {expected}, the source gives {found}"))
            .help("convert the value in the expression, for example with Switch"),
    )
}

fn scalar(value: Value<'_>, kind: AttributeType) -> Result<Value<'_>, Box<Diagnostic>> {
    match kind {
        AttributeType::Boolean => match value {
            Value::Boolean(_) => Ok(value),
            other => {
                let text = text(other)?;
                // Blanks are rare enough to look for them second.
                let is =
                    |word: &str| text.eq_ignore_ascii_case(word) || text.trim().eq_ignore_ascii_case(word);
                if is("true") {
                    Ok(Value::Boolean(true))
                } else if is("false") {
                    Ok(Value::Boolean(false))
                } else {
                    Err(wrong("True or False", &format!("`{}`", clip(&text))))
                }
            }
        },
        AttributeType::Integer => match value {
            Value::Integer(_) => Ok(value),
            other => other
                .into_integer()
                .map(Value::Integer)
                .map_err(|found| wrong("a whole number", &found.to_string())),
        },
        AttributeType::Decimal => match value {
            Value::Integer(_) | Value::Decimal(_) => Ok(value),
            other => {
                let text = text(other)?;
                crate::value::decimal(&text)
                    .map(Value::Decimal)
                    .ok_or_else(|| wrong("a number", &format!("`{}`", clip(&text))))
            }
        },
        AttributeType::Complex => match value {
            Value::Object(_) => Ok(value),
            other => {
                let text = text(other)?;
                Ok(match json::parse(&text) {
                    Ok(Json::Object(object)) => Value::Object(Box::new(object)),
                    // References such as `manager` travel as plain text.
                    _ => Value::Text(text),
                })
            }
        },
        _ => text(value).map(Value::Text),
    }
}
