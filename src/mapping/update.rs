//! What a mapping changes in an object that the target has (provisioning reference, sections 2 and 6.5).

use super::compiled::CompiledMapping;
use super::compute::{Given, LeftOut};
use super::plan::Plan;
use super::profile::{FlowBehavior, FlowType, MappingType};
use crate::diagnostic::Diagnostic;
use crate::dotnet::casing;
use crate::json;
use crate::language::{Environment, RoleForm};
use crate::scim;
use crate::value::{Value, boolean_text};
use serde_json::{Map, Value as Json};

/// One change of the target.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Change {
    /// The mapping.
    pub(crate) mapping: usize,
    pub(crate) op: ChangeOp,
    /// The path, as the mapping writes it.
    pub(crate) path: String,
    /// What the target holds there.
    pub(crate) old: Option<Json>,
    /// The value, typed.
    pub(crate) new: Json,
    /// The value as the older wire dialect writes it.
    pub(crate) legacy: Json,
    /// Whether the path addresses one value without a filter, so that it can be a key of an object.
    pub(crate) simple: bool,
    /// Whether the value depends on `IsSoftDeleted`.
    pub(crate) disables: bool,
    /// The attribute that the older dialect adds the value to instead.
    pub(crate) legacy_path: Option<String>,
}

/// What a change does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChangeOp {
    /// The target has no value there.
    Add,
    /// It has another.
    Replace,
    /// It has one that goes.
    Remove,
    /// The whole list is replaced; printed in lower case in either dialect.
    Assert,
}

/// What became of a mapping in an update.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Updated {
    /// It changes the target.
    Changed(Vec<Change>),
    /// The target has the value.
    Same(Json),
    /// Nothing flows, and why.
    LeftOut(LeftOut),
    /// It applies to new objects only.
    CreateOnly,
    /// The target has a value, which this mapping leaves alone.
    Kept(Json),
}

/// What the engine knows of an object that another refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// Its identifier in the target.
    Id(String),
    /// It is not provisioned.
    OutOfScope,
    /// Nothing is known of it.
    Unknown,
}

/// One mapping's part of an update, with the warnings of its expression.
pub(crate) struct Update {
    pub(crate) updated: Updated,
    pub(crate) sensitive: bool,
    pub(crate) warnings: Vec<Diagnostic>,
}

impl Plan {
    /// What every mapping changes in `existing`, a resource of the target.
    pub(crate) fn updates(
        &self,
        user: &[Value<'_>],
        existing: &Json,
        resolve: &dyn Fn(&str, &str) -> Resolved,
        environment: &Environment,
    ) -> Vec<Update> {
        let update = |compiled| {
            let target = Target { plan: self, compiled, existing };
            if compiled.reference {
                let updated = target.reference(user, resolve);
                return Update { updated, sensitive: false, warnings: Vec::new() };
            }
            let Given { value, sensitive, warnings } = compiled.given(user, environment);
            let updated = match value {
                Err(why) => Updated::LeftOut(why),
                Ok(_) if compiled.mapping.is_create_only() => Updated::CreateOnly,
                Ok(value) => target.update(value, user),
            };
            Update { updated, sensitive, warnings }
        };
        self.mappings().iter().map(update).collect()
    }

    /// What references add to a new object in the second pass.
    pub(crate) fn second_pass(
        &self,
        user: &[Value<'_>],
        resolve: &dyn Fn(&str, &str) -> Resolved,
    ) -> Vec<Change> {
        let nothing = Json::Object(Map::new());
        let mut changes = Vec::new();
        for compiled in self.mappings().iter().filter(|compiled| compiled.reference) {
            let target = Target { plan: self, compiled, existing: &nothing };
            if let Updated::Changed(found) = target.reference(user, resolve) {
                changes.extend(found);
            }
        }
        changes
    }
}

/// A mapping's target in a resource.
struct Target<'p> {
    plan: &'p Plan,
    compiled: &'p CompiledMapping,
    existing: &'p Json,
}

impl Target<'_> {
    fn update(&self, value: Value<'_>, user: &[Value<'_>]) -> Updated {
        if let Some(form) = self.compiled.role
            && let Some(updated) = self.roles(form, user)
        {
            return updated;
        }
        let old = self.plan.held(self.compiled.at, self.existing);
        let (value, fills) = match self.compiled.is_empty(&value) {
            false => (value, false),
            // Defaults are for new objects, except where nothing flows: those fill an empty target.
            true if self.compiled.mapping.kind != MappingType::None => {
                return Updated::LeftOut(LeftOut::NoValue);
            }
            true => match &self.compiled.mapping.default {
                Some(default) => (Value::text(default), true),
                None => return Updated::LeftOut(LeftOut::Nothing),
            },
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
        let legacy = match (&new, spelled) {
            (Json::Bool(_), Some(text)) => Json::from(text.trim()),
            (Json::Bool(value), None) => Json::from(boolean_text(*value)),
            (other, _) => other.clone(),
        };
        let op = if old.is_empty() { ChangeOp::Add } else { ChangeOp::Replace };
        Updated::Changed(vec![self.change(op, one_or_all(&old), new, legacy)])
    }

    /// A target that takes a list as a whole.
    fn list(&self, wanted: &[Json], old: Vec<Json>, always: bool) -> Updated {
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
        let (op, new) = match () {
            () if old.is_empty() => (ChangeOp::Add, all),
            () if only_adds && !missing.is_empty() => (ChangeOp::Add, Json::Array(missing)),
            () => (ChangeOp::Replace, all),
        };
        Updated::Changed(vec![self.change(op, Some(Json::Array(old)), new.clone(), new)])
    }

    fn change(&self, op: ChangeOp, old: Option<Json>, new: Json, legacy: Json) -> Change {
        let written = self.compiled.mapping.target.trim();
        let place = self.compiled.path.as_ref();
        // `emails[type eq "work"]` as the target of a text means the element's value.
        let path = match place.and_then(|place| place.sub.as_deref()) {
            Some(sub) if written.ends_with(']') => format!("{written}.{sub}"),
            _ => written.to_owned(),
        };
        Change {
            mapping: self.compiled.at,
            op,
            path,
            old: old.filter(|old| old.as_array().is_none_or(|old| !old.is_empty())),
            new,
            legacy,
            simple: place.is_some_and(|place| place.filter.is_none()) && !self.compiled.value_type.list,
            disables: self.compiled.disables,
            legacy_path: None,
        }
    }

    /// References: the target's identifier as a plain text, members of groups one by one.
    fn reference(&self, user: &[Value<'_>], resolve: &dyn Fn(&str, &str) -> Resolved) -> Updated {
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
        let old = self.plan.held(self.compiled.at, self.existing);
        if self.compiled.value_type.list {
            let held: Vec<String> = old.iter().filter_map(member_id).collect();
            let added: Vec<String> = ids.into_iter().filter(|id| !held.contains(id)).collect();
            return match added.is_empty() {
                true => Updated::Same(Json::Array(old)),
                false => Updated::Changed(vec![self.members(ChangeOp::Add, &added)]),
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

    /// App roles, in the forms of the service (customize-application-attributes). None where the target
    /// is a part of a role that is written like any value.
    fn roles(&self, form: RoleForm, user: &[Value<'_>]) -> Option<Updated> {
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
            Json::Array(roles.iter().map(|role| Json::Object(super::convert::role(role))).collect())
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
                let own = self.plan.held(self.compiled.at, self.existing);
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

impl Plan {
    /// The change of a group's members that came and went.
    pub(crate) fn member_changes(&self, added: &[String], removed: &[String]) -> Vec<Change> {
        let mut changes = Vec::new();
        let nothing = Json::Null;
        for compiled in self.mappings() {
            if !compiled.reference || !compiled.reads("members") {
                continue;
            }
            let target = Target { plan: self, compiled, existing: &nothing };
            for (op, ids) in [(ChangeOp::Add, added), (ChangeOp::Remove, removed)] {
                if !ids.is_empty() {
                    changes.push(target.members(op, ids));
                }
            }
        }
        changes
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

fn one_or_all(values: &[Json]) -> Option<Json> {
    match values {
        [] => None,
        [only] => Some(only.clone()),
        many => Some(Json::Array(many.to_vec())),
    }
}

/// Whether the target has a value already. Texts compare without letter case unless the schema says
/// that it counts; Booleans and their names are the same, for servers that keep texts.
pub(crate) fn same(new: &Json, old: &Json, exact: bool) -> bool {
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
