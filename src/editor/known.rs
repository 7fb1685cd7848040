//! What a user at hand tells an editor.

use super::KnownAttribute;
use crate::json;
use crate::language::Slots;
use crate::source::{Import, Reader};
use crate::systems::{ENTRA, Source};
use crate::value::Value;
use serde_json::Value as Json;

/// The attributes of a user: those of the directory's schema under the mapping editor's names,
/// wherever the user has them, and those that are the tenant's own. Values are those that a mapping sees,
/// with what the service adds on import.
///
/// ```
/// use attrflow::editor::known_attributes;
/// let user = serde_json::json!({"mobilePhone": "555", "extension_9a_badge": 7});
/// let known = known_attributes(&user);
/// let values: Vec<_> = known.iter().map(|a| (a.name.as_str(), a.value.as_deref())).collect();
/// assert_eq!(values, [("mobile", Some("555")), ("IsSoftDeleted", Some("False")), ("extension_9a_badge", Some("7"))]);
/// ```
pub fn known_attributes(user: &Json) -> Vec<KnownAttribute> {
    known_attributes_of(&ENTRA, user)
}

/// The same for a user of any system.
///
/// ```
/// use attrflow::editor::known_attributes_of;
/// use attrflow::systems::OKTA;
/// let user = serde_json::json!({"status": "ACTIVE", "profile": {"firstName": "Ada", "badge": 7}});
/// let known = known_attributes_of(&OKTA, &user);
/// let values: Vec<_> = known.iter().map(|a| (a.name.as_str(), a.value.as_deref())).collect();
/// assert_eq!(values, [("firstName", Some("Ada")), ("status", Some("ACTIVE")), ("badge", Some("7"))]);
/// ```
pub fn known_attributes_of(system: &'static Source, user: &Json) -> Vec<KnownAttribute> {
    let mut slots = Slots::default();
    for attribute in system.attributes() {
        slots.bind(&attribute.name);
    }
    let import = Import::of(system, &mut slots);
    let mut row = Reader::of(system, slots.names()).read_object(user);
    if user.as_object().is_some_and(|user| !user.is_empty()) {
        import.apply(&mut row);
    }
    let mut known = Vec::new();
    for (name, value) in slots.names().iter().zip(&row) {
        if !value.is_null() {
            known.push(KnownAttribute { name: name.clone(), value: Some(text(value)) });
        }
    }
    let mut add = |name: String, value: &Json| {
        let value = Value::from_json(value);
        let value = (!value.is_null()).then(|| text(&value));
        known.push(KnownAttribute { name, value });
    };
    for (name, value) in user.as_object().into_iter().flatten() {
        if let Some((_, before)) = system.holders.iter().find(|(holder, _)| holder == name) {
            for (name, value) in value.as_object().into_iter().flatten() {
                if !before.is_empty() || system.attribute(name).is_none() {
                    add(format!("{before}{name}"), value);
                }
            }
        } else if !system.holders.is_empty() {
            // What else an answer of the interface holds is no attribute.
        } else if system.attribute(name).is_none()
            && !is_known_by_path(system, name)
            && !name.starts_with(['@', '_'])
        {
            add(name.clone(), value);
        }
    }
    known
}

/// Whether a member holds listed attributes.
fn is_known_by_path(system: &'static Source, member: &str) -> bool {
    system.attributes().iter().any(|attribute| {
        let path = system.path(&attribute.name).unwrap_or_default();
        path.strip_prefix(member).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    })
}

fn text(value: &Value<'_>) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Boolean(value) => crate::value::boolean_text(*value).to_owned(),
        other => json::text(&other.to_json()),
    }
}
