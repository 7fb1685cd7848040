//! Plain values: what is sent of them, and when the target has them already.

use super::{ChangeOp, Held, Updated};
use crate::dotnet::casing;
use crate::json;
use crate::mapping::{FlowBehavior, FlowType, LeftOut, MappingType};
use crate::value::{Value, boolean_text};
use serde_json::{Map, Value as Json};

impl Held<'_> {
    pub(super) fn update(&self, value: Value<'_>, user: &[Value<'_>]) -> Updated {
        if let Some(form) = self.compiled.role
            && let Some(updated) = self.roles(form, user)
        {
            return updated;
        }
        let old = self.values();
        let (value, fills) = if !self.compiled.is_empty(&value) {
            (value, false)
        } else if self.compiled.mapping.kind != MappingType::None {
            // Defaults are for new objects, except where nothing flows: those fill an empty target.
            return Updated::LeftOut(LeftOut::NoValue);
        } else {
            match &self.compiled.mapping.default {
                Some(default) => (Value::text(default), true),
                None => return Updated::LeftOut(LeftOut::Nothing),
            }
        };
        let keeps = fills || self.compiled.mapping.flow_type == FlowType::AttributeAddOnly;
        if keeps && let Some(old) = one_or_all(&old) {
            return Updated::Kept(old);
        }
        let spelled = value.reborrow().into_text().ok().flatten().map(std::borrow::Cow::into_owned);
        let new = match self.compiled.converted(value) {
            Err(why) => return Updated::LeftOut(why),
            Ok(value) => value.to_json(),
        };
        let always = self.compiled.mapping.flow_behavior == FlowBehavior::FlowAlways;
        let exact = self.compiled.exact;
        if let (Json::Array(wanted), true) = (&new, self.compiled.value_type.list) {
            return self.list(wanted, old, always);
        }
        let same = old.first().is_some_and(|old| same(&new, old, exact));
        if same && !always {
            return Updated::Same(new);
        }
        // The older dialect writes Booleans as texts, spelled as the expression spells them.
        let legacy = match (&new, spelled) {
            (Json::Bool(_), Some(text)) => Json::from(text.trim()),
            (Json::Bool(value), None) => Json::from(boolean_text(*value)),
            (other, _) => other.clone(),
        };
        let op = if old.is_empty() { ChangeOp::Add } else { ChangeOp::Replace };
        Updated::Changed(vec![self.change(op, one_or_all(&old), new, legacy)])
    }

    /// A target that takes a list as a whole.
    pub(super) fn list(&self, wanted: &[Json], old: Vec<Json>, always: bool) -> Updated {
        let exact = self.compiled.exact;
        let has = |all: &[Json], one: &Json| all.iter().any(|other| same(one, other, exact));
        let missing: Vec<Json> = wanted.iter().filter(|one| !has(&old, one)).cloned().collect();
        let only_adds =
            matches!(self.compiled.mapping.flow_type, FlowType::MultiValueAddOnly | FlowType::ValueAddOnly);
        let extra = old.iter().any(|one| !has(wanted, one));
        let all = Json::Array(wanted.to_vec());
        if missing.is_empty() && (only_adds || !extra) && !always {
            return Updated::Same(all);
        }
        let (op, new) = if old.is_empty() {
            (ChangeOp::Add, all)
        } else if only_adds && !missing.is_empty() {
            (ChangeOp::Add, Json::Array(missing))
        } else {
            (ChangeOp::Replace, all)
        };
        Updated::Changed(vec![self.change(op, Some(Json::Array(old)), new.clone(), new)])
    }
}

pub(super) fn one_or_all(values: &[Json]) -> Option<Json> {
    match values {
        [] => None,
        [only] => Some(only.clone()),
        many => Some(Json::Array(many.to_vec())),
    }
}

/// Whether the target has a value already. Texts compare without letter case unless the schema says
/// that it counts; Booleans and their names are the same, for servers that keep texts.
pub(in crate::provisioning) fn same(new: &Json, old: &Json, exact: bool) -> bool {
    match (new, old) {
        (Json::String(a), Json::String(b)) if exact => a == b,
        (Json::String(a), Json::String(b)) => casing::alike(a, b),
        (Json::Bool(flag), Json::String(text)) | (Json::String(text), Json::Bool(flag)) => {
            text.trim().eq_ignore_ascii_case(boolean_text(*flag))
        }
        (Json::Number(number), Json::String(text)) | (Json::String(text), Json::Number(number)) => {
            json::number_text(number) == text.trim()
        }
        // A reference is a text here and an object with its `value` there, or a list of one.
        (Json::String(_), Json::Object(object)) => {
            object.get("value").is_some_and(|value| same(new, value, exact))
        }
        (Json::String(_), Json::Array(list)) => {
            matches!(list.as_slice(), [only] if same(new, only, exact))
        }
        (Json::Object(new), Json::Object(old)) => new
            .iter()
            .all(|(name, value)| scim_member(old, name).is_some_and(|held| same(value, held, exact))),
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b, exact))
        }
        (a, b) => a == b,
    }
}

fn scim_member<'j>(object: &'j Map<String, Json>, name: &str) -> Option<&'j Json> {
    object
        .get(name)
        .or_else(|| object.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}
