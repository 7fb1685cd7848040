//! One object on its way through a service, the same for all of them: it is read, judged, looked for in the
//! target, and what the service decides is told.

mod patch;
mod put;

pub(super) use put::{Rewrite, is_active};

use super::body::Body;
use super::decision::Decision;
use super::directory::MatchQuery;
use super::matching;
use super::model::{
    Account, AccountOrigin, Action, ModifiedProperty, Origin, Preview, Reason, Request, Situation, Step,
    StepStatus, StepType,
};
use super::results::{self, MappingResult, follows};
use super::services::Service;
use crate::diagnostic::{Code, Diagnostic};
use crate::json;
use crate::language::Environment;
use crate::mapping::{Computed, FilterVerdict, Plan};
use crate::place::MappingMember;
use crate::scim::Method;
use crate::value::Value;
use serde_json::{Map, Value as Json};

/// An object on its way.
pub(super) struct Course<'a> {
    pub(super) plan: &'a Plan,
    pub(super) situation: &'a Situation<'a>,
    pub(super) environment: &'a Environment,
    /// The values of its attributes.
    pub(super) values: &'a [Value<'a>],
    /// What the mappings give for a new object.
    pub(super) computed: Vec<Computed<'a>>,
    /// The questions by which it can be found.
    pub(super) queries: Vec<MatchQuery>,
    service: &'static Service,
    steps: Vec<Step>,
    diagnostics: Vec<Diagnostic>,
    /// The filters that the target was asked with.
    asked: Vec<String>,
    scope: Vec<FilterVerdict>,
    account: Option<Account>,
}

/// How the scoping filters judge an object.
pub(super) struct Judgement {
    /// Whether it passes; everything does where there are no filters.
    pub(super) passes: bool,
    /// The same of the filters that are applied on reading.
    pub(super) is_read: bool,
    /// The filters that are applied on reading.
    pub(super) input: Vec<FilterVerdict>,
}

impl<'a> Course<'a> {
    /// Begins with an object whose values were read.
    pub(super) fn new(
        plan: &'a Plan,
        service: &'static Service,
        values: &'a [Value<'a>],
        situation: &'a Situation<'a>,
        environment: &'a Environment,
    ) -> Self {
        let computed = plan.values(values, environment);
        let queries = matching::queries(plan, &computed);
        let mut course = Self {
            plan,
            situation,
            environment,
            values,
            computed,
            queries,
            service,
            steps: Vec::new(),
            diagnostics: Vec::new(),
            asked: Vec::new(),
            scope: Vec::new(),
            account: None,
        };
        let given = plan.attributes().iter().zip(values).filter(|(_, value)| !value.is_null());
        let details = given.map(|(name, value)| (name.clone(), value.to_json())).collect();
        let text = "the attributes that mappings read";
        course.step(service.steps.read, StepType::Import, StepStatus::Success, text, details);
        course
    }

    fn step(
        &mut self,
        name: &'static str,
        kind: StepType,
        status: StepStatus,
        description: &str,
        details: Map<String, Json>,
    ) {
        self.steps.push(Step { name, kind, status, description: description.to_owned(), details });
    }

    /// Adds a finding.
    pub(super) fn tell(&mut self, found: Diagnostic) {
        self.diagnostics.push(found);
    }

    /// Adds the finding that decides, before all others.
    pub(super) fn tell_first(&mut self, found: Diagnostic) {
        self.diagnostics.insert(0, found);
    }

    /// Notes that reading is all that happens.
    pub(super) fn goes_no_further(&mut self) {
        if let Some(step) = self.steps.first_mut() {
            step.status = StepStatus::Skipped;
        }
    }

    /// Asks the scoping filters.
    pub(super) fn judge(&mut self) -> Judgement {
        let (scope, input) = self.plan.judge(self.values);
        let passes =
            |verdicts: &[FilterVerdict]| verdicts.is_empty() || verdicts.iter().any(|verdict| verdict.passes);
        let judgement = Judgement { passes: passes(&scope), is_read: passes(&input), input };
        self.scope = scope;
        judgement
    }

    /// How the filters judged, after [`judge`](Self::judge).
    pub(super) fn verdicts(&self) -> &[FilterVerdict] {
        &self.scope
    }

    /// Notes that the object is to be in the target, or `out`: why not.
    pub(super) fn scoped(&mut self, out: Option<&str>, inside: &str, details: Map<String, Json>) {
        let status = if out.is_some() { StepStatus::Skipped } else { StepStatus::Success };
        let description = out.unwrap_or(inside);
        self.step(self.service.steps.scope, StepType::Scoping, status, description, details);
    }

    /// Looks for the object in the target. `Err` where that decides already.
    pub(super) fn find(&mut self) -> Result<Option<Json>, Box<Decision>> {
        let search = matching::look_up(self.plan, self.situation, &self.queries, self.service.steps.search);
        self.asked = search.asked;
        self.steps.extend(search.steps);
        let several = |why| Box::new(Decision::leave(Reason::DuplicateTargetEntries, why));
        self.account = search.found.map_err(several)?;
        Ok(self.account.as_ref().map(|account| account.resource.clone()))
    }

    /// The same for an object that leaves: only one that an earlier cycle provisioned has an account to lose.
    pub(super) fn find_provisioned(&mut self) -> Result<Option<Json>, Box<Decision>> {
        if self.situation.state.previously_provisioned { self.find() } else { Ok(None) }
    }

    /// The account that an earlier cycle linked, without asking the target: a service that keeps links reads it by
    /// its identifier. Where the caller does not know it, it is the one that matching finds.
    pub(super) fn linked(&mut self) -> Option<Json> {
        let situation = self.situation;
        if !situation.state.previously_provisioned {
            return None;
        }
        self.account = match situation.existing {
            Some(existing) => Some(Account::new(existing.clone(), AccountOrigin::Linked)),
            None => matching::only(self.plan, situation.directory, &self.queries)
                .map(|found| Account { linked: true, ..Account::new(found, AccountOrigin::Matched) }),
        };
        self.account.as_ref().map(|account| account.resource.clone())
    }

    /// The value that a mapping gives.
    pub(super) fn sent(&self, at: usize) -> Option<Json> {
        Some(self.computed.get(at)?.sent()?.to_json())
    }

    /// The values that a create sends.
    fn created_values(&self) -> Vec<Option<Value<'_>>> {
        self.computed.iter().map(Computed::sent).collect()
    }

    /// What the mappings do in a create.
    fn created(&self) -> Vec<MappingResult> {
        let results = self.computed.iter().enumerate();
        results.map(|(at, computed)| results::of_create(self.plan, at, computed)).collect()
    }

    /// The mapping behind every part of the body that these values make.
    fn origins(&self, values: &[Option<Value<'_>>]) -> Vec<Origin> {
        if !self.situation.wants_origins {
            return Vec::new();
        }
        let found = self.plan.origins(values).into_iter();
        found.map(|(pointer, mapping)| Origin { pointer, mapping }).collect()
    }

    /// An object that the target does not have.
    pub(super) fn create(&mut self, explanation: &str) -> Decision {
        let profile = self.plan.profile();
        let mut mappings = profile.mappings.iter().zip(&self.computed);
        let missing = mappings.position(|(mapping, computed)| mapping.required && computed.outcome.is_err());
        if let Some(at) = missing {
            let target = profile.mappings.get(at).map_or("", |mapping| &mapping.target);
            let message = format!("the required attribute `{target}` has {}", self.service.lacks);
            let found =
                Diagnostic::new(Code::MissingRequired, &*message).in_mapping(at, MappingMember::Whole);
            self.tell_first(found);
            return Decision::leave(Reason::MandatoryFieldsMissing, message);
        }
        let values = self.created_values();
        let body = Body::of(self.plan, &values).value;
        let results = self.created();
        let found = self.plan.validate(&body, Method::Post, &values).into_iter();
        let findings = found.filter(|found| !follows(found, &results)).collect();
        let changes = results
            .iter()
            .filter_map(|mapping| ModifiedProperty::new(&mapping.target, None, mapping.value.clone()?));
        let modified = changes.collect();
        let request = Request { method: "POST", path: profile.object.endpoint().to_owned(), body };
        Decision {
            modified,
            findings,
            mappings: Some(results),
            ..Decision::send(Action::Create, explanation, request)
        }
    }

    /// Deletes the object.
    pub(super) fn delete(&self, existing: &Json, why: &str) -> Decision {
        let request = Request { method: "DELETE", path: self.address(existing), body: Json::Null };
        Decision::send(Action::Delete, why, request)
    }

    /// Where a resource of the target is addressed.
    fn address(&self, existing: &Json) -> String {
        let id = existing.get("id").and_then(Json::as_str).unwrap_or("{id}");
        format!("{}/{id}", self.plan.profile().object.endpoint())
    }

    /// What mappings did where none is sent.
    pub(super) fn unsent(&self) -> Vec<MappingResult> {
        let mut results = self.created();
        for result in &mut results {
            result.withhold(None);
        }
        results
    }

    /// Says what disabling comes to in the target: what it would not do although it is asked to, and what it
    /// shows afterwards.
    fn disables(&mut self, existing: &Json, why: &str) -> String {
        let target = self.plan.target();
        let title = target.title;
        if let Some(role) = target.keeps_active(existing) {
            let message = format!("the user has the role {role} in {title}, which deactivates members only");
            let help = format!("take the role away in {title} first, or deactivate the user there");
            self.tell(Diagnostic::new(Code::AdminStaysActive, message).help(help));
        }
        match target.facts.deactivated {
            Some(shown) => format!("{why}; {title} lists the user as {shown}"),
            None => why.to_owned(),
        }
    }

    /// The preview of what was decided.
    pub(super) fn finish(mut self, decision: Decision) -> Preview {
        let status = decision.status();
        let kind = if decision.request.is_some() { StepType::Export } else { StepType::Processing };
        let reason = decision.reason.map(|reason| ("SkipReason".to_owned(), serde_json::json!(reason)));
        let name = self.service.steps.last(decision.action);
        self.step(name, kind, status, &decision.explanation, reason.into_iter().collect());
        let (body_text, origins) = match &decision.request {
            Some(request) if request.body.is_null() => (String::new(), Vec::new()),
            Some(request) if decision.action != Action::Create => {
                (json::text(&request.body), decision.origins)
            }
            // What a create would send is shown also of objects that are left alone.
            _ => {
                let values = self.created_values();
                (Body::of(self.plan, &values).text, self.origins(&values))
            }
        };
        let mappings = decision.mappings.unwrap_or_else(|| self.created());
        let mut diagnostics = self.diagnostics;
        let last = decision.action == Action::Create && self.service.create_findings_last;
        let (before, after) =
            if last { (None, Some(decision.findings)) } else { (Some(decision.findings), None) };
        diagnostics.extend(before.into_iter().flatten());
        diagnostics.extend(mappings.iter().flat_map(|mapping| mapping.diagnostics.iter().cloned()));
        diagnostics.extend(after.into_iter().flatten());
        Preview {
            action: decision.action,
            reason: decision.reason,
            explanation: decision.explanation,
            request: decision.request,
            following: decision.following,
            body_text,
            match_queries: self.asked,
            scope: self.scope,
            steps: self.steps,
            modified_properties: decision.modified,
            mappings,
            diagnostics,
            unique: matching::unique(self.plan, &self.computed),
            account: self.account,
            origins,
        }
    }
}
