//! What a user at hand tells an editor.

use super::KnownAttribute;
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
    let names: Vec<String> = entra::attributes().iter().map(|attribute| attribute.name.clone()).collect();
    let reader = Reader::new(&names);
    let row = reader.read_object(user);
    let listed = names.into_iter().zip(&row).filter(|(_, value)| !value.is_null());
    let mut known: Vec<KnownAttribute> =
        listed.map(|(name, value)| KnownAttribute { name, value: Some(text(value)) }).collect();
    let of_graph = |member: &str| {
        let roots = entra::attributes().iter().filter_map(|attribute| attribute.graph.as_deref());
        roots.map(|path| path.split(['.', '[']).next().unwrap_or_default()).any(|root| root == member)
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
        other => other.to_json().to_string(),
    }
}
