//! What differs between what the mappings give and what the target holds (provisioning reference, sections 2
//! and 6.5): plain values, references to other objects, app roles.
//!
//! What is absent here on purpose: requests. A [`Change`] says what changes, [`wire`](super::wire) how it is sent.

mod reference;
mod role;
mod value;

pub(super) use reference::{member_changes, second_pass};
pub(super) use value::same;

use super::model::Resolved;
use crate::diagnostic::Diagnostic;
use crate::language::Environment;
use crate::mapping::{CompiledMapping, Given, LeftOut, Plan};
use crate::value::Value;
use serde_json::Value as Json;

/// One change of the target.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::provisioning) struct Change {
    /// The mapping.
    pub(in crate::provisioning) mapping: usize,
    pub(in crate::provisioning) op: ChangeOp,
    /// The path, as the mapping writes it.
    pub(in crate::provisioning) path: String,
    /// What the target holds there.
    pub(in crate::provisioning) old: Option<Json>,
    /// The value, typed.
    pub(in crate::provisioning) new: Json,
    /// The value as the older wire dialect writes it.
    pub(in crate::provisioning) legacy: Json,
    /// Whether the path addresses one value without a filter, so that it can be a key of an object.
    pub(in crate::provisioning) simple: bool,
    /// Whether the value depends on `IsSoftDeleted`.
    pub(in crate::provisioning) disables: bool,
    /// The attribute that the older dialect adds the value to instead.
    pub(in crate::provisioning) legacy_path: Option<String>,
}

/// What a change does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::provisioning) enum ChangeOp {
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
pub(in crate::provisioning) enum Updated {
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

/// One mapping's part of an update, with the warnings of its expression.
pub(in crate::provisioning) struct Update {
    pub(in crate::provisioning) updated: Updated,
    pub(in crate::provisioning) sensitive: bool,
    pub(in crate::provisioning) warnings: Vec<Diagnostic>,
}

/// What every mapping changes in `existing`, a resource of the target.
pub(super) fn updates(
    plan: &Plan,
    user: &[Value<'_>],
    existing: &Json,
    resolve: &dyn Fn(&str, &str) -> Resolved,
    environment: &Environment,
) -> Vec<Update> {
    let update = |compiled: &CompiledMapping| {
        let held = Held { plan, compiled, existing };
        if compiled.reference {
            let updated = held.reference(user, resolve);
            return Update { updated, sensitive: false, warnings: Vec::new() };
        }
        let Given { value, sensitive, warnings } = compiled.given(user, environment);
        let updated = match value {
            Err(why) => Updated::LeftOut(why),
            Ok(_) if compiled.mapping.is_create_only() => Updated::CreateOnly,
            Ok(value) => held.update(value, user),
        };
        Update { updated, sensitive, warnings }
    };
    plan.mappings().iter().map(update).collect()
}

/// A mapping beside what the target holds.
struct Held<'p> {
    plan: &'p Plan,
    compiled: &'p CompiledMapping,
    existing: &'p Json,
}

impl Held<'_> {
    /// What is held at the mapping's own target.
    fn values(&self) -> Vec<Json> {
        self.plan.held(self.compiled.at, self.existing)
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
}
