//! References to other objects: a manager, the members of a group. They flow when both objects exist.

use super::value::{one_or_all, same};
use super::{Change, ChangeOp, Held, Updated};
use crate::mapping::{LeftOut, Plan};
use crate::provisioning::model::Resolved;
use crate::value::Value;
use serde_json::{Map, Value as Json};

/// What references add to a new object in the second pass.
pub(in crate::provisioning) fn second_pass(
    plan: &Plan,
    user: &[Value<'_>],
    resolve: &dyn Fn(&str, &str) -> Resolved,
) -> Vec<Change> {
    let existing = &Json::Object(Map::new());
    let mut changes = Vec::new();
    for compiled in plan.mappings().iter().filter(|compiled| compiled.reference) {
        let held = Held { plan, compiled, existing };
        if let Updated::Changed(found) = held.reference(user, resolve) {
            changes.extend(found);
        }
    }
    changes
}

/// The change of a group's members that came and went.
pub(in crate::provisioning) fn member_changes(
    plan: &Plan,
    added: &[String],
    removed: &[String],
) -> Vec<Change> {
    let mut changes = Vec::new();
    for compiled in plan.mappings() {
        if !compiled.reference || !compiled.reads("members") {
            continue;
        }
        let held = Held { plan, compiled, existing: &Json::Null };
        for (op, ids) in [(ChangeOp::Add, added), (ChangeOp::Remove, removed)] {
            if !ids.is_empty() {
                changes.push(held.members(op, ids));
            }
        }
    }
    changes
}

impl Held<'_> {
    /// References: the target's identifier as a plain text, members of groups one by one.
    pub(super) fn reference(&self, user: &[Value<'_>], resolve: &dyn Fn(&str, &str) -> Resolved) -> Updated {
        let Some(attribute) = self.compiled.reads.first() else { return Updated::LeftOut(LeftOut::NoValue) };
        let value = attribute.slot.and_then(|slot| user.get(slot)).map_or(Value::Null, Value::reborrow);
        if value.is_null_or_empty() {
            return Updated::LeftOut(LeftOut::NoValue);
        }
        let values = match value {
            Value::List(values) => values,
            single => vec![single],
        };
        let resolved = values.iter().map(|value| match identifier(value) {
            Some(id) => resolve(&attribute.name, &id),
            None => Resolved::Unknown,
        });
        let ids: Vec<String> = resolved
            .filter_map(|resolved| match resolved {
                Resolved::Id(id) => Some(id),
                Resolved::OutOfScope | Resolved::Unknown => None,
            })
            .collect();
        let Some(first) = ids.first() else { return Updated::LeftOut(LeftOut::Reference) };
        let old = self.values();
        if self.compiled.value_type.list {
            let held: Vec<String> = old.iter().filter_map(member_id).collect();
            let added: Vec<String> = ids.into_iter().filter(|id| !held.contains(id)).collect();
            return if added.is_empty() {
                Updated::Same(Json::Array(old))
            } else {
                Updated::Changed(vec![self.members(ChangeOp::Add, &added)])
            };
        }
        let new = Json::from(first.as_str());
        if old.first().is_some_and(|old| same(&new, old, true)) {
            return Updated::Same(new);
        }
        let op = if old.is_empty() { ChangeOp::Add } else { ChangeOp::Replace };
        Updated::Changed(vec![self.change(op, one_or_all(&old), new.clone(), new)])
    }

    /// Members of a group that come or go.
    fn members(&self, op: ChangeOp, ids: &[String]) -> Change {
        let ids = ids.iter().map(|id| {
            Json::Object(Map::from_iter([
                ("$ref".to_owned(), Json::Null),
                ("value".to_owned(), Json::from(id.as_str())),
            ]))
        });
        let value = Json::Array(ids.collect());
        Change { simple: false, ..self.change(op, None, value.clone(), value) }
    }
}

/// The identifier of an object that another refers to: a text, or an object with an `id`.
fn identifier(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Object(object) => {
            let id = ["id", "objectId", "value"].into_iter().find_map(|name| object.get(name));
            id.and_then(Json::as_str).map(str::to_owned)
        }
        other => other.reborrow().into_text().ok().flatten().map(std::borrow::Cow::into_owned),
    }
}

fn member_id(member: &Json) -> Option<String> {
    member.get("value").unwrap_or(member).as_str().map(str::to_owned)
}
