//! What a user at hand tells an editor.

use super::KnownAttribute;
use crate::json;
use crate::source::Reader;
use crate::systems::entra;
use crate::value::Value;
use serde_json::Value as Json;

/// The attributes of a user: those of the directory's schema under the mapping editor's names,
/// wherever the user has them, and those that are the tenant's own.
///
/// ```
/// use attrflow::expression::known_attributes;
/// let user = serde_json::json!({"mobilePhone": "555", "extension_9a_badge": 7});
/// let known = known_attributes(&user);
/// let values: Vec<_> = known.iter().map(|a| (a.name.as_str(), a.value.as_deref())).collect();
/// assert_eq!(values, [("mobile", Some("555")), ("extension_9a_badge", Some("7"))]);
/// ```
pub fn known_attributes(user: &Json) -> Vec<KnownAttribute> {
    let mut names = Vec::new();
    for attribute in entra::attributes() {
        names.push(attribute.name.clone());
    }
    let reader = Reader::new(&names);
    let mut known = Vec::new();
    for (name, value) in names.into_iter().zip(&reader.read_object(user)) {
        if !value.is_null() {
            known.push(KnownAttribute { name, value: Some(text(value)) });
        }
    }
    let of_graph = |member: &str| {
        entra::attributes().iter().any(|attribute| {
            let path = attribute.graph.as_deref().unwrap_or_default();
            path.strip_prefix(member).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
    };
    for (name, value) in user.as_object().into_iter().flatten() {
        if entra::attribute(name).is_none() && !of_graph(name) && !name.starts_with('@') {
            let value = Value::from_json(value);
            let value = (!value.is_null()).then(|| text(&value));
            known.push(KnownAttribute { name: name.clone(), value });
        }
    }
    known
}

fn text(value: &Value<'_>) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Boolean(value) => crate::value::boolean_text(*value).to_owned(),
        other => json::text(&other.to_json()),
    }
}
