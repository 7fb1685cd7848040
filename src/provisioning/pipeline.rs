//! Import, scope, match, action: what the service does with one object (provisioning reference,
//! section 6).

use super::import::Standing;
use super::matching::{self, MatchQuery};
use super::model::{
    Action, ModifiedProperty, Preview, Reason, Request, Situation, Step, StepStatus, StepType,
};
use super::results::{self, MappingResult, follows};
use super::{okta, pingone, wire};
use crate::diagnostic::{Code, Diagnostic, Outcome, Severity};
use crate::expression::{Environment, Skip};
use crate::json;
use crate::mapping::{
    Change, ChangeOp, Computed, FilterVerdict, LeftOut, ObjectType, Plan, ScopeMode, Updated, WireDialect,
};
use crate::scim::Method;
use crate::systems::SourceSystem;
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
/// use attrflow::expression::Environment;
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
    match plan.source() {
        SourceSystem::Entra => {}
        SourceSystem::PingOne => return Ok(pingone::preview(plan, &row, situation, environment)),
        SourceSystem::Okta => return Ok(okta::preview(plan, &row, situation, environment)),
    }
    Ok(Pipeline {
        plan,
        situation,
        environment,
        steps: Vec::new(),
        diagnostics: Vec::new(),
        resource: None,
        unique: Vec::new(),
    }
    .run(row))
}

struct Pipeline<'p> {
    plan: &'p Plan,
    situation: &'p Situation<'p>,
    environment: &'p Environment,
    steps: Vec<Step>,
    diagnostics: Vec<Diagnostic>,
    /// What was found in the target.
    resource: Option<Json>,
    /// The values that belong to one object of the target.
    unique: Vec<(usize, Json)>,
}

/// What was decided.
struct Decision {
    action: Action,
    reason: Option<Reason>,
    explanation: String,
    request: Option<Request>,
    following: Vec<Request>,
    modified: Vec<ModifiedProperty>,
    /// What the mappings did, if it is not what a create would send.
    mappings: Option<Vec<MappingResult>>,
}

impl Decision {
    fn leave(action: Action, reason: Reason, explanation: impl Into<String>) -> Self {
        Self {
            action,
            reason: Some(reason),
            explanation: explanation.into(),
            request: None,
            following: Vec::new(),
            modified: Vec::new(),
            mappings: None,
        }
    }

    fn skip(reason: Reason, explanation: impl Into<String>) -> Self {
        Self::leave(Action::Skip, reason, explanation)
    }
}

/// Whether the object is to be in the target, and if not, why.
enum Scope {
    In,
    Out(&'static str),
    /// Not read at all.
    Unread,
}

impl Pipeline<'_> {
    fn run(mut self, mut row: Vec<Value<'_>>) -> Preview {
        let (verdicts, input) = self.plan.judge(&row);
        let scope = self.scope(&verdicts, &input);
        // A create is shown as it would be, even for objects that are skipped.
        let computed = self.plan.values(&row, self.environment);
        let values: Vec<Option<Value<'_>>> = computed.iter().map(Computed::sent).collect();
        let mut body = Vec::new();
        self.plan.write(&values, &mut body);
        let body_text = String::from_utf8_lossy(&body).into_owned();
        let created: Vec<MappingResult> = computed
            .iter()
            .enumerate()
            .map(|(at, computed)| results::of_create(self.plan, at, computed))
            .collect();
        let queries = self.queries(&computed);
        self.unique = matching::unique(self.plan, &computed);
        self.import(&row, &computed, &queries);
        let mut asked = Vec::new();
        let decision = match self.barred(&computed, &queries) {
            Some(decision) => decision,
            None => {
                let standing = self.plan.standing(&row);
                drop(values);
                let missing = self.missing(&computed);
                let follow_ups = self.plan.second_pass(&row, self.situation.resolve);
                drop(computed);
                match scope {
                    Scope::Unread => {
                        Decision::skip(Reason::NotInScope, "the filter for reading leaves this object out")
                    }
                    Scope::Out(why) => {
                        self.plan.gone(&mut row);
                        self.leaving(why, &row, &queries)
                    }
                    Scope::In => match self.find(&queries, &mut asked) {
                        Err(decision) => *decision,
                        Ok(Some(existing)) => {
                            let decision = self.update(&existing, &row, None);
                            self.resource = Some(existing);
                            decision
                        }
                        Ok(None) => self.create(standing, missing, &body_text, follow_ups),
                    },
                }
            }
        };
        self.finish(decision, created, body_text, asked, verdicts, &row)
    }

    fn finish(
        mut self,
        mut decision: Decision,
        created: Vec<MappingResult>,
        body_text: String,
        asked: Vec<String>,
        scope: Vec<FilterVerdict>,
        row: &[Value<'_>],
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
        let mappings = decision.mappings.unwrap_or(created);
        let own = mappings.iter().flat_map(|mapping| mapping.diagnostics.iter().cloned());
        let mut diagnostics: Vec<Diagnostic> = std::mem::take(&mut self.diagnostics);
        diagnostics.extend(own);
        if let Some(request) = decision.request.as_ref().filter(|_| is_create) {
            let computed = self.plan.values(row, self.environment);
            let values: Vec<Option<Value<'_>>> = computed.iter().map(Computed::sent).collect();
            let found = self.plan.validate(&request.body, Method::Post, &values).into_iter();
            diagnostics.extend(found.filter(|found| !follows(found, &mappings)));
        }
        let status = match (decision.action, decision.reason) {
            (_, Some(Reason::MandatoryFieldsMissing | Reason::DuplicateTargetEntries)) => StepStatus::Failure,
            (Action::Skip | Action::None, _) => StepStatus::Skipped,
            _ => StepStatus::Success,
        };
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
            match_queries: asked,
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

    fn import(&mut self, row: &[Value<'_>], computed: &[Computed<'_>], queries: &[MatchQuery]) {
        let matching = self.plan.matching();
        let skipped = !matching.is_empty() && queries.is_empty() && computed.iter().any(|_| true);
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

    /// The questions that can be asked: one for each matching attribute with a value.
    fn queries(&mut self, computed: &[Computed<'_>]) -> Vec<MatchQuery> {
        let mut queries = Vec::new();
        for at in self.plan.matching().iter().copied() {
            let value = computed.get(at).and_then(Computed::sent);
            let Some(value) = value.filter(|value| !value.is_null_or_empty()) else { continue };
            let value = value.to_json();
            if value.as_str().is_some_and(|text| text.contains(['"', '\\'])) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::MatchingCharacters,
                        format!("the matching value {value} holds a quotation mark or a backslash"),
                    )
                    .within(format!("/mappings/{at}/source"))
                    .help("the service does not support special characters in matching values"),
                );
            }
            queries.push(MatchQuery::new(self.plan, at, value));
        }
        queries
    }

    /// Objects that go no further than import.
    fn barred(&mut self, computed: &[Computed<'_>], queries: &[MatchQuery]) -> Option<Decision> {
        let object = computed.iter().position(|c| c.outcome == Err(LeftOut::Skipped(Skip::Object)));
        if let Some(at) = object {
            let why = "an expression leaves this user out of the flow";
            let found = Diagnostic::new(Code::ObjectIgnored, why).within(format!("/mappings/{at}/source"));
            self.diagnostics.insert(0, found);
            return Some(Decision::skip(Reason::IgnoreObjectFlow, why));
        }
        if !self.plan.matching().is_empty() && queries.is_empty() {
            let why = "no matching attribute has a value for this user";
            let help =
                "the service skips such users; give the source attribute a value or match by another one";
            self.diagnostics.insert(0, Diagnostic::new(Code::NoMatchingValue, why).help(help));
            return Some(Decision::skip(Reason::ImportSkipped, why));
        }
        None
    }

    /// The first required mapping without a value.
    fn missing(&self, computed: &[Computed<'_>]) -> Option<usize> {
        let mappings = self.plan.profile().mappings.iter().zip(computed);
        mappings
            .enumerate()
            .find(|(_, (m, computed))| m.required && computed.outcome.is_err())
            .map(|(at, _)| at)
    }

    /// Looks for the object in the target: `Err` where that decides already.
    fn find(
        &mut self,
        queries: &[MatchQuery],
        asked: &mut Vec<String>,
    ) -> Result<Option<Json>, Box<Decision>> {
        let situation = self.situation;
        if situation.state.previously_provisioned
            && let Some(existing) = situation.existing
        {
            let text = "it was linked in an earlier cycle and is read by its identifier";
            self.step("EntryImportTarget", StepType::Matching, StepStatus::Success, text);
            return Ok(Some(existing.clone()));
        }
        for query in queries {
            asked.push(query.filter.clone());
            let mut found = situation.directory.find(self.plan, query);
            let own = situation.existing.filter(|existing| query.fits(self.plan, existing));
            if let Some(existing) = own
                && !found.contains(existing)
            {
                found.push(existing.clone());
            }
            let count = found.len();
            let filter = &query.filter;
            match found.pop() {
                None => {
                    let text = format!("nothing found by {filter}");
                    self.step("EntryMatching", StepType::Matching, StepStatus::Success, &text);
                }
                Some(found) if count == 1 => {
                    let text = format!("found by {filter}");
                    let step = self.step("EntryMatching", StepType::Matching, StepStatus::Success, &text);
                    if let Some(id) = found.get("id") {
                        step.details.insert("id".to_owned(), id.clone());
                    }
                    return Ok(Some(found));
                }
                Some(_) => {
                    let why = format!("several resources of the target match {filter}; nothing is written");
                    self.step("EntryMatching", StepType::Matching, StepStatus::Failure, &why);
                    return Err(Box::new(Decision::skip(Reason::DuplicateTargetEntries, why)));
                }
            }
        }
        Ok(None)
    }

    /// An object that is not, or no longer, to be in the target.
    fn leaving(&mut self, why: &'static str, row: &[Value<'_>], queries: &[MatchQuery]) -> Decision {
        let situation = self.situation;
        let state = situation.state;
        let settings = &self.plan.profile().settings;
        // Without the resource itself, the one that an earlier cycle must have linked is looked for.
        let found = || {
            queries.iter().find_map(|query| {
                let mut found = situation.directory.find(self.plan, query);
                found.pop().filter(|_| found.is_empty())
            })
        };
        let linked = state.previously_provisioned.then(|| situation.existing.cloned().or_else(found));
        let Some(existing) = linked.flatten() else {
            return Decision::skip(Reason::NotInScope, format!("{why}, and the target never had it"));
        };
        self.resource = Some(existing.clone());
        let existing = &existing;
        if state.hard_deleted {
            return self.delete(existing, why);
        }
        if settings.skip_out_of_scope_deletions {
            let text = format!("{why}; the job leaves such users as they are");
            return Decision::skip(Reason::SkipOutOfScopeDeletions, text);
        }
        if !settings.target_supports_soft_delete {
            return self.delete(existing, why);
        }
        if !self.plan.can_disable() {
            let text =
                format!("{why}, but no mapping depends on IsSoftDeleted, so the target keeps it active");
            return Decision::skip(Reason::NoDisableMapping, text);
        }
        if state.soft_deleted {
            self.tombstone();
        }
        self.update(existing, row, Some(why))
    }

    /// The directory renames users that are deleted; the object is taken as it is given, so that may not
    /// have happened yet.
    fn tombstone(&mut self) {
        for at in self.plan.unique_mappings() {
            let Some(mapping) = self.plan.profile().mappings.get(*at) else { continue };
            if mapping.is_create_only() || !mapping.source.to_ascii_lowercase().contains("userprincipalname")
            {
                continue;
            }
            let message = format!(
                "the directory puts the object id before the userPrincipalName of a deleted user, which is \
                 reported to reach `{}`",
                mapping.target.trim()
            );
            let mut note = Diagnostic::new(Code::SourcesDisagree, message)
                .within(format!("/mappings/{at}/source"))
                .help("after a restore the account is no longer found by its name; another source avoids it");
            note.severity = Severity::Note;
            self.diagnostics.push(note);
        }
    }

    fn delete(&self, existing: &Json, why: &str) -> Decision {
        if !self.plan.profile().settings.actions.delete {
            let text = format!("{why}, but deleting is switched off");
            return Decision::skip(Reason::DeleteDisabled, text);
        }
        Decision {
            action: Action::Delete,
            reason: None,
            explanation: why.to_owned(),
            request: Some(Request { method: "DELETE", path: self.address(existing), body: Json::Null }),
            following: Vec::new(),
            modified: Vec::new(),
            mappings: None,
        }
    }

    fn address(&self, existing: &Json) -> String {
        let id = existing.get("id").and_then(Json::as_str).unwrap_or("{id}");
        format!("{}/{id}", self.plan.profile().object.endpoint())
    }

    fn create(
        &mut self,
        standing: Standing,
        missing: Option<usize>,
        body_text: &str,
        follow_ups: Vec<Change>,
    ) -> Decision {
        let profile = self.plan.profile();
        if let Some((why, help)) = disabled(standing).filter(|_| profile.object == ObjectType::User) {
            self.diagnostics.insert(0, Diagnostic::new(Code::DisabledUser, why).help(help));
            return Decision::skip(Reason::DisabledInSource, why);
        }
        if !profile.settings.actions.create {
            let text = "the target has no such user, and creating is switched off";
            return Decision::skip(Reason::CreateDisabled, text);
        }
        if let Some(at) = missing {
            let target = profile.mappings.get(at).map_or("", |mapping| &mapping.target);
            let message = format!("the required attribute `{target}` has no value and no default");
            let found = Diagnostic::new(Code::MissingRequired, &*message).within(format!("/mappings/{at}"));
            self.diagnostics.insert(0, found);
            return Decision::skip(Reason::MandatoryFieldsMissing, message);
        }
        let endpoint = profile.object.endpoint();
        let mut changes = follow_ups;
        if let Some((added, _)) = self.situation.members {
            changes.extend(self.plan.member_changes(added, &[]));
        }
        let following = match changes.is_empty() {
            true => Vec::new(),
            false => {
                let (body, _) = wire::patch(&changes, profile.settings.dialect);
                vec![Request { method: "PATCH", path: format!("{endpoint}/{{id}}"), body }]
            }
        };
        Decision {
            action: Action::Create,
            reason: None,
            explanation: "the target has no such object yet".to_owned(),
            request: Some(Request {
                method: "POST",
                path: endpoint.to_owned(),
                body: json::parse(body_text).unwrap_or_default(),
            }),
            following,
            modified: Vec::new(),
            mappings: None,
        }
    }

    /// Changes what differs; `leaving` says why the object is to be disabled.
    fn update(&mut self, existing: &Json, row: &[Value<'_>], leaving: Option<&str>) -> Decision {
        let situation = self.situation;
        let updates = self.plan.updates(row, existing, situation.resolve, self.environment);
        let mappings: Vec<MappingResult> = updates
            .iter()
            .enumerate()
            .map(|(at, update)| results::of_update(self.plan, at, update))
            .collect();
        let mut changes: Vec<Change> = Vec::new();
        for update in updates {
            if let Updated::Changed(found) = update.updated {
                changes.extend(found);
            }
        }
        if let Some((added, removed)) = situation.members {
            let members = self.plan.member_changes(added, removed);
            let replaced: Vec<usize> = members.iter().map(|change| change.mapping).collect();
            changes.retain(|change| !replaced.contains(&change.mapping));
            changes.extend(members);
        }
        let gone = leaving.is_some() || self.plan.standing(row) != Standing::Enabled;
        let disables = gone && changes.iter().any(|change| change.disables);
        let switches_off = changes.iter().any(|change| {
            change.path.eq_ignore_ascii_case("active")
                && crate::mapping::same(&Json::Bool(false), &change.new, true)
        });
        let leave = |reason, text: String| {
            let action = if reason == Reason::RedundantExport { Action::None } else { Action::Skip };
            Decision { mappings: Some(mappings.clone()), ..Decision::leave(action, reason, text) }
        };
        // Once disabled the object is no longer managed.
        if let (Some(why), false) = (leaving, disables) {
            return leave(Reason::RedundantExport, format!("{why}, and the target has it disabled already"));
        }
        if changes.is_empty() {
            return leave(Reason::RedundantExport, "the target has all values already".to_owned());
        }
        if !self.plan.profile().settings.actions.update {
            let text = "the target differs, but updating is switched off; disabling needs it too".to_owned();
            return leave(Reason::UpdateDisabled, text);
        }
        let (body, origins) = wire::patch(&changes, self.plan.profile().settings.dialect);
        self.doubts(&body, &origins);
        let count = changes.len();
        let plural = if count == 1 { "" } else { "s" };
        let modified = changes.into_iter().map(|change| ModifiedProperty {
            display_name: change.path,
            old_value: change.old.unwrap_or_default(),
            new_value: if change.op == ChangeOp::Remove { Json::Null } else { change.new },
        });
        Decision {
            action: if disables || switches_off { Action::Disable } else { Action::Update },
            reason: None,
            explanation: match leaving {
                Some(why) => why.to_owned(),
                None => format!(
                    "{count} attribute{plural} of the target differ{}",
                    if count == 1 { "s" } else { "" }
                ),
            },
            modified: modified.collect(),
            request: Some(Request { method: "PATCH", path: self.address(existing), body }),
            following: Vec::new(),
            mappings: Some(mappings),
        }
    }

    /// What the target would say to a PATCH; each finding at a mapping of the operation.
    fn doubts(&mut self, body: &Json, origins: &[Vec<usize>]) {
        let legacy = self.plan.profile().settings.dialect == WireDialect::EntraLegacy;
        for mut found in self.plan.target().validate(body, Method::Patch) {
            match found.code {
                // The dialect's own: nothing that a mapping could do.
                Code::BooleanAsString if legacy => continue,
                // Entra's connector for Zoom sends such updates all the same.
                Code::PatchNoActive => found.severity = Severity::Warning,
                _ => {}
            }
            let mut steps = found.pointer.split('/').skip(1);
            let operation = match (steps.next(), steps.next()) {
                (Some("Operations"), Some(at)) => at.parse::<usize>().ok(),
                _ => None,
            };
            let pointer = match operation.and_then(|at| origins.get(at)?.first()) {
                Some(at) => format!("/mappings/{at}/target"),
                None => "/mappings".to_owned(),
            };
            let told =
                self.plan.diagnostics().iter().any(|earlier| {
                    earlier.code == found.code && earlier.pointer.as_deref() == Some(&pointer)
                });
            if !told {
                self.diagnostics.push(found.diagnostic().within(pointer));
            }
        }
    }
}

/// Why the directory keeps a user out of applications, with what can be done.
fn disabled(standing: Standing) -> Option<(&'static str, &'static str)> {
    match standing {
        Standing::Enabled => None,
        Standing::Disabled => Some((
            "the account is disabled, so the user is not created",
            "the service creates users only while accountEnabled is true; the body shows what would be sent",
        )),
        Standing::SoftDeleted => Some((
            "IsSoftDeleted is true, so the user is not created",
            "the service computes it for users who are not assigned, out of scope or deleted; leave it out \
             to preview a create",
        )),
    }
}
