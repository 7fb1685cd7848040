//! App roles, which updates write in forms of their own.

use super::value::{one_or_all, same};
use super::{Change, ChangeOp, Held, Updated};
use crate::json;
use crate::language::RoleForm;
use crate::mapping::{LeftOut, role_as_created};
use crate::scim;
use crate::value::Value;
use serde_json::{Map, Value as Json};

impl Held<'_> {
    /// App roles, in the forms of the service (customize-application-attributes). None where the target
    /// is a part of a role that is written like any value.
    pub(super) fn roles(&self, form: RoleForm, user: &[Value<'_>]) -> Option<Updated> {
        let place = self.compiled.path.as_ref()?;
        let slot = self.compiled.reads.first()?.slot;
        let source = slot.and_then(|slot| user.get(slot)).map_or(Value::Null, Value::reborrow);
        let given: Vec<Map<String, Json>> = match source {
            Value::List(values) => values.iter().filter_map(role).collect(),
            single => role(&single).into_iter().collect(),
        };
        let whole = scim::Path { filter: None, sub: None, ..place.clone() };
        let held = scim::select(self.existing, &whole, self.plan.target().schemas());
        let held_names: Vec<String> = held.iter().filter_map(|role| role_name(role)).collect();
        if given.is_empty() {
            return Some(Updated::LeftOut(LeftOut::NoValue));
        }
        let old = || Some(Json::Array(held.iter().map(|role| (*role).clone()).collect()));
        let typed = |roles: &[Map<String, Json>]| {
            Json::Array(roles.iter().map(|role| Json::Object(role_as_created(role))).collect())
        };
        let packed = |roles: &[Map<String, Json>]| {
            let one = |role: &Map<String, Json>| {
                let text = json::text(&Json::Object(role.clone()));
                Json::Object(Map::from_iter([("value".to_owned(), Json::from(text))]))
            };
            Json::Array(roles.iter().map(one).collect())
        };
        let name = |role: &Map<String, Json>| role_name(&Json::Object(role.clone()));
        let missing: Vec<Map<String, Json>> = given
            .iter()
            .filter(|role| name(role).is_none_or(|name| !held_names.contains(&name)))
            .cloned()
            .collect();
        match form {
            RoleForm::Additive if missing.is_empty() => Some(Updated::Same(typed(&given))),
            RoleForm::Additive => {
                let change = self.change(ChangeOp::Add, old(), typed(&missing), packed(&missing));
                Some(Updated::Changed(vec![Change { simple: false, ..change }]))
            }
            RoleForm::Assertive => {
                let names: Vec<String> = given.iter().filter_map(name).collect();
                if missing.is_empty() && held_names.iter().all(|held| names.contains(held)) {
                    return Some(Updated::Same(typed(&given)));
                }
                let change = self.change(ChangeOp::Assert, old(), typed(&given), typed(&given));
                Some(Updated::Changed(vec![Change { simple: false, ..change }]))
            }
            // The one role goes into the list as a whole; the compliant dialect writes the path.
            RoleForm::Single if place.sub.as_deref() == Some("value") && place.filter.is_some() => {
                let own = self.values();
                let first = given.first()?;
                let value = Json::from(name(first)?);
                if own.first().is_some_and(|own| same(&value, own, self.compiled.exact)) {
                    return Some(Updated::Same(value));
                }
                let op = if own.is_empty() { ChangeOp::Add } else { ChangeOp::Replace };
                let legacy = packed(std::slice::from_ref(first));
                let change = self.change(op, one_or_all(&own), value, legacy);
                let legacy_path = Some(place.name.clone());
                Some(Updated::Changed(vec![Change { legacy_path, ..change }]))
            }
            RoleForm::Single => None,
        }
    }
}

/// A role as the directory gives it: identifier, value and display name, in this order.
fn role(value: &Value<'_>) -> Option<Map<String, Json>> {
    let source = match value {
        Value::Object(object) => (**object).clone(),
        other => {
            let text = other.reborrow().into_text().ok().flatten()?;
            match json::parse(&text) {
                Ok(Json::Object(object)) => object,
                _ => Map::from_iter([("value".to_owned(), Json::from(&*text))]),
            }
        }
    };
    let members = ["id", "value", "displayName"];
    let found = members.iter().filter_map(|name| Some(((*name).to_owned(), source.get(*name)?.clone())));
    Some(found.collect())
}

/// What a role is called, in the directory or in the target, packed into a text or not.
fn role_name(role: &Json) -> Option<String> {
    let text = |role: &Json| {
        let found = ["value", "displayName", "display"].into_iter().find_map(|name| role.get(name));
        found.and_then(Json::as_str).map(str::to_owned)
    };
    let own = match role {
        Json::String(text) => Some(text.clone()),
        other => text(other),
    }?;
    match json::parse(&own) {
        Ok(packed @ Json::Object(_)) => text(&packed),
        _ => Some(own),
    }
}
