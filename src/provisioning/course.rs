//! What PingOne and Okta do alike with a user: read it, look it up by its username, and write it whole.
//!
//! Their logs are not published; the steps have names of their own here.

use super::decision::{self, Decision};
use super::matching;
use super::model::{
    Action, ModifiedProperty, Preview, Reason, Request, Situation, Step, StepStatus, StepType,
};
use super::results::{self, MappingResult, MappingStatus, follows};
use crate::diagnostic::{Code, Diagnostic};
use crate::json;
use crate::language::Environment;
use crate::mapping::{Computed, FilterVerdict, Plan, same};
use crate::place::{MappingMember, Place};
use crate::scim::Method;
use crate::value::Value;
use serde_json::{Map, Value as Json};

/// A user on its way.
pub(super) struct Course<'a> {
    pub(super) plan: &'a Plan,
    pub(super) situation: &'a Situation<'a>,
    pub(super) row: &'a [Value<'a>],
    computed: Vec<Computed<'a>>,
    steps: Vec<Step>,
    diagnostics: Vec<Diagnostic>,
    queries: Vec<String>,
    scope: Vec<FilterVerdict>,
    /// What was found in the target.
    resource: Option<Json>,
}

/// How a user that the target has is to be written.
#[derive(Default)]
pub(super) struct Rewrite {
    /// What `active` becomes, whatever the mappings say.
    pub(super) active: Option<bool>,
    /// Mappings that are not sent, and why.
    pub(super) withheld: Vec<(usize, &'static str)>,
    /// Whether `active` is all that may be sent.
    pub(super) active_only: bool,
}

/// A rewrite that is worked out.
pub(super) struct Rewritten {
    body: Json,
    values: Vec<bool>,
    mappings: Vec<MappingResult>,
    modified: Vec<ModifiedProperty>,
}

impl Rewritten {
    /// Whether something differs.
    pub(super) fn changes(&self) -> bool {
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

const ACTIVE: &str = "active";

impl<'a> Course<'a> {
    /// Reads the values of a user.
    pub(super) fn new(
        plan: &'a Plan,
        row: &'a [Value<'a>],
        situation: &'a Situation<'a>,
        environment: &Environment,
    ) -> Self {
        let computed = plan.values(row, environment);
        let mut course = Self {
            plan,
            situation,
            row,
            computed,
            steps: Vec::new(),
            diagnostics: Vec::new(),
            queries: Vec::new(),
            scope: Vec::new(),
            resource: None,
        };
        let values = plan.attributes().iter().zip(row).filter(|(_, value)| !value.is_null());
        let details = values.map(|(name, value)| (name.clone(), value.to_json())).collect();
        course.step(
            "Read",
            StepType::Import,
            StepStatus::Success,
            "the attributes that mappings read",
            details,
        );
        course
    }

    pub(super) fn step(
        &mut self,
        name: &'static str,
        kind: StepType,
        status: StepStatus,
        description: &str,
        details: Map<String, Json>,
    ) {
        self.steps.push(Step { name, kind, status, description: description.to_owned(), details });
    }

    pub(super) fn tell(&mut self, found: Diagnostic) {
        self.diagnostics.push(found);
    }

    /// How the filter of the rule judges the user; everybody passes where there is none.
    pub(super) fn judge(&mut self) -> bool {
        self.scope = self.plan.judge(self.row).0;
        self.scope.is_empty() || self.scope.iter().any(|verdict| verdict.passes)
    }

    /// Notes whether the user is to be in the target; `why` it is not.
    pub(super) fn scoped(&mut self, why: Option<&str>) {
        let clauses = self.scope.iter().flat_map(|filter| &filter.clauses);
        let details = clauses.map(|clause| (clause.clause.clone(), clause.passes.into())).collect();
        let (status, description) = match why {
            None => (StepStatus::Success, "the user is to be in the target"),
            Some(why) => (StepStatus::Skipped, why),
        };
        self.step("Scope", StepType::Scoping, status, description, details);
    }

    /// Looks for the user in the target. `Err` where that decides already.
    pub(super) fn find(&mut self) -> Result<Option<Json>, Box<Decision>> {
        let queries = matching::queries(self.plan, &self.computed);
        let search = matching::look_up(self.plan, self.situation, &queries, "Match");
        self.queries = search.asked;
        self.steps.extend(search.steps);
        let several = |why| Box::new(Decision::leave(Reason::DuplicateTargetEntries, why));
        self.resource = search.found.map_err(several)?;
        Ok(self.resource.clone())
    }

    /// The value that a mapping gives.
    pub(super) fn sent(&self, at: usize) -> Option<Json> {
        Some(self.computed.get(at)?.sent()?.to_json())
    }

    /// A user that the target does not have.
    pub(super) fn create(&mut self, explanation: &str) -> Decision {
        let profile = self.plan.profile();
        if let Some(at) = decision::missing(self.plan, &self.computed) {
            let target = profile.mappings.get(at).map_or("", |mapping| &mapping.target);
            let message = format!("the required attribute `{target}` has no value");
            self.tell(Diagnostic::new(Code::MissingRequired, &*message).in_mapping(at, MappingMember::Whole));
            return Decision::leave(Reason::MandatoryFieldsMissing, message);
        }
        let values: Vec<Option<Value<'_>>> = self.computed.iter().map(Computed::sent).collect();
        let body = self.body(&values);
        let results = self.created();
        let found = self.plan.validate(&body, Method::Post, &values);
        let path = profile.object.endpoint().to_owned();
        self.diagnostics.extend(found.into_iter().filter(|found| !follows(found, &results)));
        let mut decided = Decision::send(Action::Create, explanation, Request { method: "POST", path, body });
        decided.modified = results
            .iter()
            .filter_map(|mapping| change(&mapping.target, None, mapping.value.clone()?))
            .collect();
        decided
    }

    /// Works out what a PUT of the whole user would send, and what of it the target does not have yet.
    pub(super) fn rewrite(&self, existing: &Json, rewrite: &Rewrite) -> Rewritten {
        let mut values: Vec<Option<Value<'_>>> = Vec::with_capacity(self.computed.len());
        let mut mappings = Vec::with_capacity(self.computed.len());
        let mut modified = Vec::new();
        let mut active = None;
        for (at, (mapping, computed)) in self.plan.profile().mappings.iter().zip(&self.computed).enumerate() {
            let mut result = results::of_create(self.plan, at, computed);
            let mut value = computed.sent();
            let held = one_or_all(self.plan.held(at, existing));
            let withheld = rewrite.withheld.iter().find(|(mapping, _)| *mapping == at).map(|(_, why)| *why);
            let is_active = mapping.target.trim().eq_ignore_ascii_case(ACTIVE);
            let exact = self.plan.is_exact(at);
            let has = |value: &Value<'_>, held: &Json| equal(&value.to_json(), held, exact);
            let why = match () {
                () if withheld.is_some() => withheld,
                () if rewrite.active_only && !is_active => Some("updating is switched off"),
                () if mapping.is_create_only() => Some("the mapping applies only during object creation"),
                () => None,
            };
            if is_active && why.is_none() {
                active = Some(at);
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
                (Some(why), _) if result.status != MappingStatus::Error => {
                    result.status = MappingStatus::LeftOut;
                    result.value = None;
                    result.reason = Some(why.to_owned());
                }
                (Some(_), _) => {}
                (None, Some(value)) => modified.extend(change(&mapping.target, held, value.to_json())),
                (None, None) if result.status == MappingStatus::LeftOut && held.is_some() => {
                    let keeps = self.plan.target().facts.keeps_unsent;
                    let why = match keeps {
                        true => "the source has no value; the target keeps what it has",
                        false => "the source has no value; the target drops what the request does not name",
                    };
                    result.reason = Some(why.to_owned());
                    modified.extend(change(&mapping.target, held.filter(|_| !keeps), Json::Null));
                }
                (None, None) => {}
            }
            values.push(value.filter(|_| why.is_none()));
            mappings.push(result);
        }
        let mut body = self.body(&values);
        if let (Some(forced), None, Json::Object(members)) = (rewrite.active, active, &mut body) {
            members.insert(ACTIVE.to_owned(), forced.into());
            let held = existing.get(ACTIVE).filter(|held| !same(&Json::Bool(forced), held, true));
            modified.extend(
                change(ACTIVE, held.cloned(), forced.into()).filter(|_| is_active(existing) != Some(forced)),
            );
        }
        Rewritten { body, values: values.iter().map(Option::is_some).collect(), mappings, modified }
    }

    /// Sends a rewrite by PUT.
    pub(super) fn put(
        &mut self,
        existing: &Json,
        rewritten: Rewritten,
        explanation: Option<&str>,
    ) -> Decision {
        let off = rewritten.switches_off();
        let action = if off { Action::Disable } else { Action::Update };
        let Rewritten { body, values, mappings, modified } = rewritten;
        let count = modified.len();
        let explanation = match (explanation, count) {
            (Some(why), _) => why.to_owned(),
            (None, 1) => "1 attribute of the target differs; the whole user is written".to_owned(),
            (None, _) => format!("{count} attributes of the target differ; the whole user is written"),
        };
        let sent: Vec<Option<Value<'_>>> = self
            .computed
            .iter()
            .zip(&values)
            .map(|(computed, sent)| computed.sent().filter(|_| *sent))
            .collect();
        let found = self.plan.validate(&body, Method::Put, &sent);
        self.diagnostics.extend(found.into_iter().filter(|found| !follows(found, &mappings)));
        if off {
            self.disabling(existing);
        }
        let request = Request { method: "PUT", path: decision::address(self.plan, existing), body };
        let explanation = if off { self.shown_as_basic(&explanation) } else { explanation };
        let mut decided = Decision::send(action, explanation, request);
        decided.modified = modified;
        decided.mappings = Some(mappings);
        decided
    }

    /// Nothing is sent, although the mappings were held against the target.
    pub(super) fn unchanged(&self, reason: Reason, explanation: &str, rewritten: Rewritten) -> Decision {
        Decision { mappings: Some(rewritten.mappings), ..Decision::leave(reason, explanation) }
    }

    /// Disables by a PATCH of `active` alone.
    pub(super) fn patch_inactive(&mut self, existing: &Json, why: &str) -> Decision {
        let body = serde_json::json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{"op": "replace", "value": {"active": false}}],
        });
        for found in self.plan.target().validate(&body, Method::Patch) {
            self.diagnostics.push(found.diagnostic().within(Place::Mappings));
        }
        self.disabling(existing);
        let request = Request { method: "PATCH", path: decision::address(self.plan, existing), body };
        let mut decided = Decision::send(Action::Disable, self.shown_as_basic(why), request);
        decided.modified.extend(change(ACTIVE, existing.get(ACTIVE).cloned(), false.into()));
        decided.mappings = Some(self.unsent());
        decided
    }

    /// Deletes the user.
    pub(super) fn delete(&mut self, existing: &Json, why: &str) -> Decision {
        let request =
            Request { method: "DELETE", path: decision::address(self.plan, existing), body: Json::Null };
        Decision { mappings: Some(self.unsent()), ..Decision::send(Action::Delete, why, request) }
    }

    /// What mappings did where none is sent.
    fn unsent(&self) -> Vec<MappingResult> {
        let mut results = self.created();
        for result in &mut results {
            if result.status != MappingStatus::Error {
                result.status = MappingStatus::LeftOut;
                result.value = None;
                result.reason = None;
            }
        }
        results
    }

    fn created(&self) -> Vec<MappingResult> {
        let results = self.computed.iter().enumerate();
        results.map(|(at, computed)| results::of_create(self.plan, at, computed)).collect()
    }

    fn body(&self, values: &[Option<Value<'_>>]) -> Json {
        let mut body = Vec::new();
        self.plan.write(values, &mut body);
        json::parse(&String::from_utf8_lossy(&body)).unwrap_or_default()
    }

    /// Zoom's portal lists a user that is disabled as Basic, whatever it was.
    fn shown_as_basic(&self, why: &str) -> String {
        let target = self.plan.target();
        match target.facts.deactivated {
            Some(shown) => format!("{why}; {} lists the user as {shown}", target.title),
            None => why.to_owned(),
        }
    }

    /// What the target would not do although it is asked to.
    fn disabling(&mut self, existing: &Json) {
        let target = self.plan.target();
        if let Some(role) = target.keeps_active(existing) {
            let title = target.title;
            let message = format!("the user has the role {role} in {title}, which deactivates members only");
            let found = Diagnostic::new(Code::AdminStaysActive, message);
            self.tell(
                found.help(format!("take the role away in {title} first, or deactivate the user there")),
            );
        }
    }

    /// The preview of what was decided.
    pub(super) fn finish(mut self, decided: Decision) -> Preview {
        let created = self.created();
        let body_text = match &decided.request {
            Some(request) if request.body.is_null() => String::new(),
            Some(request) => json::text(&request.body),
            None => {
                let values: Vec<Option<Value<'_>>> = self.computed.iter().map(Computed::sent).collect();
                json::text(&self.body(&values))
            }
        };
        let status = decided.status();
        let name = match decided.action {
            Action::Create => "Create",
            Action::Update => "Update",
            Action::Disable => "Disable",
            Action::Delete => "Delete",
            Action::Skip | Action::None => "Skip",
        };
        let kind = if decided.request.is_some() { StepType::Export } else { StepType::Processing };
        let reason = decided.reason.map(|reason| ("SkipReason".to_owned(), serde_json::json!(reason)));
        let explanation = decided.explanation;
        self.step(name, kind, status, &explanation, reason.into_iter().collect());
        let mappings = decided.mappings.unwrap_or(created);
        let mut diagnostics = self.diagnostics;
        diagnostics.extend(mappings.iter().flat_map(|mapping| mapping.diagnostics.iter().cloned()));
        Preview {
            action: decided.action,
            reason: decided.reason,
            explanation,
            request: decided.request,
            following: decided.following,
            body_text,
            match_queries: self.queries,
            scope: self.scope,
            steps: self.steps,
            modified_properties: decided.modified,
            mappings,
            diagnostics,
            unique: matching::unique(self.plan, &self.computed),
            resource: self.resource,
        }
    }
}

/// What a resource says of itself; none is not false.
pub(super) fn is_active(resource: &Json) -> Option<bool> {
    match resource.get(ACTIVE)? {
        Json::Bool(active) => Some(*active),
        Json::String(text) if text.trim().eq_ignore_ascii_case("true") => Some(true),
        Json::String(text) if text.trim().eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// A change, unless there was nothing and is nothing.
fn change(target: &str, old: Option<Json>, new: Json) -> Option<ModifiedProperty> {
    let old_value = old.unwrap_or_default();
    (!old_value.is_null() || !new.is_null()).then(|| ModifiedProperty {
        display_name: target.to_owned(),
        old_value,
        new_value: new,
    })
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
