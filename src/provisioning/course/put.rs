//! Writing a user whole, by PUT, as services do that keep no record of what they sent.

use super::Course;
use crate::provisioning::body::Body;
use crate::provisioning::decision::Decision;
use crate::provisioning::difference::same;
use crate::provisioning::model::{Action, ModifiedProperty, Reason, Request};
use crate::provisioning::results::{self, MappingResult, MappingStatus, follows};
use crate::scim::Method;
use crate::value::Value;
use serde_json::Value as Json;

pub(super) const ACTIVE: &str = "active";

/// How a user that the target has is to be written.
#[derive(Default)]
pub(in crate::provisioning) struct Rewrite {
    /// What `active` becomes, whatever the mappings say.
    pub(in crate::provisioning) active: Option<bool>,
    /// Mappings that are not sent, and why.
    pub(in crate::provisioning) withheld: Vec<(usize, &'static str)>,
    /// Whether `active` is all that may be sent.
    pub(in crate::provisioning) active_only: bool,
}

/// A rewrite that is worked out.
pub(in crate::provisioning) struct Rewritten {
    body: Json,
    /// Which mappings have a value in the body.
    sent: Vec<bool>,
    mappings: Vec<MappingResult>,
    modified: Vec<ModifiedProperty>,
}

impl Rewritten {
    /// Whether something differs.
    pub(in crate::provisioning) fn changes(&self) -> bool {
        !self.modified.is_empty()
    }

    /// Whether it disables the user.
    fn switches_off(&self) -> bool {
        let off = |change: &ModifiedProperty| {
            change.display_name.eq_ignore_ascii_case(ACTIVE)
                && same(&Json::Bool(false), &change.new_value, true)
        };
        self.modified.iter().any(off)
    }
}

impl Course<'_> {
    /// Works out what a PUT of the whole user would send, and what of it the target does not have yet.
    pub(in crate::provisioning) fn rewrite(&self, existing: &Json, rewrite: &Rewrite) -> Rewritten {
        let mut values: Vec<Option<Value<'_>>> = Vec::with_capacity(self.computed.len());
        let mut mappings = Vec::with_capacity(self.computed.len());
        let mut modified = Vec::new();
        let mut active_is_mapped = false;
        for (at, (mapping, computed)) in self.plan.profile().mappings.iter().zip(&self.computed).enumerate() {
            let mut result = results::of_create(self.plan, at, computed);
            let mut value = computed.sent();
            let held = one_or_all(self.plan.held(at, existing));
            let withheld = rewrite.withheld.iter().find(|(mapping, _)| *mapping == at).map(|(_, why)| *why);
            let is_active = mapping.target.trim().eq_ignore_ascii_case(ACTIVE);
            let exact = self.plan.is_exact(at);
            let has = |value: &Value<'_>, held: &Json| equal(&value.to_json(), held, exact);
            let why = if withheld.is_some() {
                withheld
            } else if rewrite.active_only && !is_active {
                Some("updating is switched off")
            } else if mapping.is_create_only() {
                Some("the mapping applies only during object creation")
            } else {
                None
            };
            if is_active && why.is_none() {
                active_is_mapped = true;
                if let Some(forced) = rewrite.active {
                    value = Some(Value::Boolean(forced));
                    result.value = Some(Json::Bool(forced));
                    result.status = MappingStatus::Sent;
                    result.reason = None;
                }
            }
            match (why, &value) {
                (_, Some(value)) if held.as_ref().is_some_and(|held| has(value, held)) => {
                    result.status = MappingStatus::Unchanged;
                    result.reason = Some("the target has this value already".to_owned());
                }
                (Some(why), _) => result.withhold(Some(why)),
                (None, Some(value)) => {
                    modified.extend(ModifiedProperty::new(&mapping.target, held, value.to_json()));
                }
                (None, None) if result.status == MappingStatus::LeftOut && held.is_some() => {
                    // RFC 7644 clears what a PUT does not name; not every target does.
                    let keeps = self.plan.target().facts.keeps_unsent;
                    let why = if keeps {
                        "the source has no value; the target keeps what it has"
                    } else {
                        "the source has no value; the target drops what the request does not name"
                    };
                    result.reason = Some(why.to_owned());
                    let held = held.filter(|_| !keeps);
                    modified.extend(ModifiedProperty::new(&mapping.target, held, Json::Null));
                }
                (None, None) => {}
            }
            values.push(value.filter(|_| why.is_none()));
            mappings.push(result);
        }
        let mut body = Body::of(self.plan, &values).value;
        // The service switches accounts on and off by itself, whether or not a mapping writes `active`.
        if let (Some(forced), false, Json::Object(members)) = (rewrite.active, active_is_mapped, &mut body) {
            members.insert(ACTIVE.to_owned(), forced.into());
            if is_active(existing) != Some(forced) {
                let held = existing.get(ACTIVE).filter(|held| !same(&Json::Bool(forced), held, true));
                modified.extend(ModifiedProperty::new(ACTIVE, held.cloned(), forced.into()));
            }
        }
        Rewritten { body, sent: values.iter().map(Option::is_some).collect(), mappings, modified }
    }

    /// Sends a rewrite by PUT.
    pub(in crate::provisioning) fn put(
        &mut self,
        existing: &Json,
        rewritten: Rewritten,
        explanation: Option<&str>,
    ) -> Decision {
        let off = rewritten.switches_off();
        let action = if off { Action::Disable } else { Action::Update };
        let Rewritten { body, sent, mappings, modified } = rewritten;
        let count = modified.len();
        let explanation = match (explanation, count) {
            (Some(why), _) => why.to_owned(),
            (None, 1) => "1 attribute of the target differs; the whole user is written".to_owned(),
            (None, _) => format!("{count} attributes of the target differ; the whole user is written"),
        };
        // Whether there is a value tells the mapping behind a part of the body; which one does not matter.
        let sent: Vec<Option<Value<'_>>> = sent.iter().map(|sent| sent.then_some(Value::Null)).collect();
        for found in self.plan.validate(&body, Method::Put, &sent) {
            if !follows(&found, &mappings) {
                self.tell(found);
            }
        }
        let explanation = if off { self.disables(existing, &explanation) } else { explanation };
        let request = Request { method: "PUT", path: self.address(existing), body };
        Decision {
            modified,
            mappings: Some(mappings),
            origins: self.origins(&sent),
            ..Decision::send(action, explanation, request)
        }
    }

    /// Nothing is sent, although the mappings were held against the target.
    pub(in crate::provisioning) fn unchanged(
        &self,
        reason: Reason,
        explanation: &str,
        rewritten: Rewritten,
    ) -> Decision {
        Decision { mappings: Some(rewritten.mappings), ..Decision::leave(reason, explanation) }
    }
}

/// What a resource says of itself; none is not false.
pub(in crate::provisioning) fn is_active(resource: &Json) -> Option<bool> {
    match resource.get(ACTIVE)? {
        Json::Bool(active) => Some(*active),
        Json::String(text) if text.trim().eq_ignore_ascii_case("true") => Some(true),
        Json::String(text) if text.trim().eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// The order of a list makes no difference.
fn equal(new: &Json, held: &Json, exact: bool) -> bool {
    match (new, held) {
        (Json::Array(new), Json::Array(held)) => {
            new.len() == held.len() && new.iter().all(|one| held.iter().any(|other| same(one, other, exact)))
        }
        (Json::Array(new), one) => matches!(new.as_slice(), [only] if same(only, one, exact)),
        _ => same(new, held, exact),
    }
}

fn one_or_all(mut values: Vec<Json>) -> Option<Json> {
    match values.len() {
        0 => None,
        1 => values.pop().filter(|value| !value.is_null()),
        _ => Some(Json::Array(values)),
    }
}
