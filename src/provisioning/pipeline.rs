//! Import, scope, match, action: what the service does with one object (provisioning reference,
//! section 6).

use super::decision::Decision;
use super::matching::{self, MatchQuery};
use super::model::{Action, ModifiedProperty, Preview, Reason, Situation, Step, StepStatus, StepType};
use super::results::{self, MappingResult, follows};
use super::{okta, pingone};
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::json;
use crate::language::{Environment, Skip};
use crate::mapping::{Computed, FilterVerdict, LeftOut, Plan, ScopeMode};
use crate::place::MappingMember;
use crate::scim::Method;
use crate::value::Value;
use serde_json::{Map, Value as Json};

/// Previews the creation of one object, given as the text of a JSON object: it is assigned, and the
/// target holds nothing.
///
/// # Errors
/// [`Code::InvalidJson`] if the text is not a JSON object.
pub fn preview(plan: &Plan, object: &str, environment: &Environment) -> Outcome<Preview> {
    preview_in(plan, object, &Situation::default(), environment)
}

/// Previews what happens to one object, given as the text of a JSON object.
///
/// ```
/// use attrflow::language::Environment;
/// use attrflow::mapping::{Plan, read_profile};
/// use attrflow::provisioning::{Action, Situation, State, preview_in};
/// let (profile, _) = read_profile(r#"[
///     {"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1},
///     {"type": "expression", "source": "Not([IsSoftDeleted])", "target": "active"}]"#).unwrap();
/// let plan = Plan::new(profile).unwrap();
/// let existing = serde_json::json!({"id": "7", "userName": "ada@contoso.example", "active": true});
/// let state = State { assigned: false, previously_provisioned: true, ..State::default() };
/// let situation = Situation { state, existing: Some(&existing), ..Situation::default() };
/// let user = r#"{"userPrincipalName": "ada@contoso.example"}"#;
/// let preview = preview_in(&plan, user, &situation, &Environment::default())?;
/// assert_eq!(preview.action, Action::Disable);
/// assert_eq!(preview.request.unwrap().path, "/Users/7");
/// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
/// ```
///
/// # Errors
/// [`Code::InvalidJson`] if the text is not a JSON object.
pub fn preview_in(
    plan: &Plan,
    object: &str,
    situation: &Situation<'_>,
    environment: &Environment,
) -> Outcome<Preview> {
    let row = plan.read(object)?;
    match plan.source().id {
        "pingone" => return Ok(pingone::preview(plan, &row, situation, environment)),
        "okta" => return Ok(okta::preview(plan, &row, situation, environment)),
        _ => {}
    }
    Ok(Pipeline {
        plan,
        situation,
        environment,
        steps: Vec::new(),
        diagnostics: Vec::new(),
        resource: None,
        unique: Vec::new(),
        asked: Vec::new(),
    }
    .run(&row))
}

pub(super) struct Pipeline<'p> {
    pub(super) plan: &'p Plan,
    pub(super) situation: &'p Situation<'p>,
    pub(super) environment: &'p Environment,
    steps: Vec<Step>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What was found in the target.
    pub(super) resource: Option<Json>,
    /// The values that belong to one object of the target.
    unique: Vec<(usize, Json)>,
    /// The filters that the target was asked with.
    asked: Vec<String>,
}

/// Whether the object is to be in the target, and if not, why.
enum Scope {
    In,
    Out(&'static str),
    /// Not read at all.
    Unread,
}

impl Pipeline<'_> {
    fn run(mut self, row: &[Value<'_>]) -> Preview {
        let (verdicts, input) = self.plan.judge(row);
        let scope = self.scope(&verdicts, &input);
        // A create is shown as it would be, even for objects that are skipped.
        let computed = self.plan.values(row, self.environment);
        let values: Vec<Option<Value<'_>>> = computed.iter().map(Computed::sent).collect();
        let mut body = Vec::new();
        self.plan.write(&values, &mut body);
        let body_text = String::from_utf8_lossy(&body).into_owned();
        let created: Vec<MappingResult> = computed
            .iter()
            .enumerate()
            .map(|(at, computed)| results::of_create(self.plan, at, computed))
            .collect();
        let queries = matching::queries(self.plan, &computed);
        self.doubt(&queries);
        self.unique = matching::unique(self.plan, &computed);
        let barred = self.barred(&computed, &queries);
        let unmatched =
            barred.as_ref().is_some_and(|decision| decision.reason == Some(Reason::ImportSkipped));
        self.import(row, unmatched);
        let decision = match (barred, scope) {
            (Some(decision), _) => decision,
            (None, Scope::Unread) => {
                Decision::leave(Reason::NotInScope, "the filter for reading leaves this object out")
            }
            (None, Scope::Out(why)) => {
                let mut row = row.to_vec();
                self.plan.gone(&mut row);
                self.leaving(why, &row, &queries)
            }
            (None, Scope::In) => match self.find(&queries) {
                Err(several) => Decision::leave(Reason::DuplicateTargetEntries, several),
                Ok(Some(existing)) => {
                    let decision = self.update(&existing, row, None);
                    self.resource = Some(existing);
                    decision
                }
                Ok(None) => self.create(row, &computed, &body_text),
            },
        };
        self.finish(decision, created, body_text, verdicts, &values)
    }

    /// Looks for the object in the target: `Err` says that several match.
    fn find(&mut self, queries: &[MatchQuery]) -> Result<Option<Json>, String> {
        let search = matching::look_up(self.plan, self.situation, queries, "EntryMatching");
        self.asked = search.asked;
        self.steps.extend(search.steps);
        search.found
    }

    fn finish(
        mut self,
        mut decision: Decision,
        created: Vec<MappingResult>,
        body_text: String,
        scope: Vec<FilterVerdict>,
        values: &[Option<Value<'_>>],
    ) -> Preview {
        let is_create = decision.action == Action::Create;
        let body_text = match &decision.request {
            Some(request) if !is_create && request.body.is_null() => String::new(),
            Some(request) if !is_create => json::text(&request.body),
            _ => body_text,
        };
        if is_create {
            decision.modified = created
                .iter()
                .filter_map(|mapping| {
                    Some(ModifiedProperty {
                        display_name: mapping.target.clone(),
                        old_value: Json::Null,
                        new_value: mapping.value.clone()?,
                    })
                })
                .collect();
        }
        let status = decision.status();
        let mappings = decision.mappings.unwrap_or(created);
        let own = mappings.iter().flat_map(|mapping| mapping.diagnostics.iter().cloned());
        let mut diagnostics: Vec<Diagnostic> = std::mem::take(&mut self.diagnostics);
        diagnostics.extend(own);
        if let Some(request) = decision.request.as_ref().filter(|_| is_create) {
            let found = self.plan.validate(&request.body, Method::Post, values).into_iter();
            diagnostics.extend(found.filter(|found| !follows(found, &mappings)));
        }
        let name = match decision.action {
            Action::Create => "EntryExportAdd",
            Action::Update | Action::Disable => "EntryExportUpdate",
            Action::Delete => "EntryExportDelete",
            Action::Skip | Action::None => "EntrySynchronizationSkip",
        };
        let mut details = Map::new();
        if let Some(reason) = decision.reason {
            details.insert("SkipReason".to_owned(), serde_json::json!(reason));
        }
        let kind = if decision.request.is_some() { StepType::Export } else { StepType::Processing };
        self.steps.push(Step { name, kind, status, description: decision.explanation.clone(), details });
        Preview {
            action: decision.action,
            reason: decision.reason,
            explanation: decision.explanation,
            request: decision.request,
            following: decision.following,
            body_text,
            match_queries: self.asked,
            scope,
            steps: self.steps,
            modified_properties: decision.modified,
            mappings,
            diagnostics,
            unique: self.unique,
            resource: self.resource,
        }
    }

    fn step(
        &mut self,
        name: &'static str,
        kind: StepType,
        status: StepStatus,
        description: &str,
    ) -> &mut Step {
        let description = description.to_owned();
        let at = self.steps.len();
        self.steps.push(Step { name, kind, status, description, details: Map::new() });
        &mut self.steps[at]
    }

    fn import(&mut self, row: &[Value<'_>], skipped: bool) {
        let status = if skipped { StepStatus::Skipped } else { StepStatus::Success };
        let properties: Map<String, Json> = self
            .plan
            .attributes()
            .iter()
            .zip(row)
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.clone(), value.to_json()))
            .collect();
        let description = "the attributes that mappings read".to_owned();
        // The filters are asked first, but the object is read before.
        let step =
            Step { name: "EntryImport", kind: StepType::Import, status, description, details: properties };
        self.steps.insert(0, step);
    }

    /// Whether the object is to be in the target. Filters judge only what is assigned and there.
    fn scope(&mut self, verdicts: &[FilterVerdict], input: &[FilterVerdict]) -> Scope {
        let state = self.situation.state;
        let all = self.plan.profile().settings.scope_mode == ScopeMode::All;
        let passes =
            |verdicts: &[FilterVerdict]| verdicts.is_empty() || verdicts.iter().any(|verdict| verdict.passes);
        let (read, filtered) = (passes(input), passes(verdicts));
        let scope = match () {
            () if state.hard_deleted => Scope::Out("it is gone from the directory"),
            () if state.soft_deleted => Scope::Out("it is deleted in the directory"),
            () if !state.assigned && !all => Scope::Out("it is not assigned to the application"),
            () if !read => Scope::Unread,
            () if !filtered => Scope::Out("it passes none of the scoping filters"),
            () => Scope::In,
        };
        let (status, description) = match scope {
            Scope::In => (StepStatus::Success, "it is in scope"),
            Scope::Out(why) => (StepStatus::Skipped, why),
            Scope::Unread => (StepStatus::Skipped, "the filter for reading leaves it out"),
        };
        let step = self.step("EntrySynchronizationScoping", StepType::Scoping, status, description);
        let mut results = Map::new();
        for verdict in input.iter().chain(verdicts) {
            for clause in &verdict.clauses {
                let title = verdict.name.as_deref().unwrap_or_default();
                results.insert(format!("{title} {}", clause.clause).trim().to_owned(), clause.passes.into());
            }
        }
        let active = !state.soft_deleted && !state.hard_deleted;
        step.details = Map::from_iter([
            ("IsActive".to_owned(), active.into()),
            ("Assigned".to_owned(), state.assigned.into()),
            ("ScopeSyncAll".to_owned(), all.into()),
            ("ScopeEvaluationResult".to_owned(), Json::Object(results)),
        ]);
        scope
    }

    /// Warns of matching values that the service calls unsupported.
    fn doubt(&mut self, queries: &[MatchQuery]) {
        for MatchQuery { mapping, value, .. } in queries {
            if value.as_str().is_some_and(|text| text.contains(['"', '\\'])) {
                let message = format!("the matching value {value} holds a quotation mark or a backslash");
                self.diagnostics.push(
                    Diagnostic::new(Code::MatchingCharacters, message)
                        .in_mapping(*mapping, MappingMember::Source)
                        .help("the service does not support special characters in matching values"),
                );
            }
        }
    }

    /// Objects that go no further than import.
    fn barred(&mut self, computed: &[Computed<'_>], queries: &[MatchQuery]) -> Option<Decision> {
        let object = computed.iter().position(|c| c.outcome == Err(LeftOut::Skipped(Skip::Object)));
        if let Some(at) = object {
            let why = "an expression leaves this user out of the flow";
            let found = Diagnostic::new(Code::ObjectIgnored, why).in_mapping(at, MappingMember::Source);
            self.diagnostics.insert(0, found);
            return Some(Decision::leave(Reason::IgnoreObjectFlow, why));
        }
        if !self.plan.matching().is_empty() && queries.is_empty() {
            let why = "no matching attribute has a value for this user";
            let help =
                "the service skips such users; give the source attribute a value or match by another one";
            self.diagnostics.insert(0, Diagnostic::new(Code::NoMatchingValue, why).help(help));
            return Some(Decision::leave(Reason::ImportSkipped, why));
        }
        None
    }
}
