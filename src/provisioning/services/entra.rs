//! What Entra does with an object: skip what it cannot match, create, change, disable, delete, or leave it
//! (provisioning reference, sections 5 and 6).

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::language::Skip;
use crate::mapping::{LeftOut, ObjectType};
use crate::place::MappingMember;
use crate::provisioning::course::Course;
use crate::provisioning::decision::Decision;
use crate::provisioning::difference::{self, Change, Updated, same};
use crate::provisioning::directory::MatchQuery;
use crate::provisioning::model::{Action, Reason};
use crate::provisioning::results::{self, MappingResult};
use crate::source::Standing;
use crate::systems::{EntraSettings, ScopeMode};
use crate::value::Value;
use serde_json::{Map, Value as Json};

/// Decides about one object.
pub(super) fn decide(course: &mut Course<'_>) -> Decision {
    let scope = scope(course);
    doubt_matching_values(course);
    if let Some(decision) = barred(course) {
        return decision;
    }
    match scope {
        Scope::Unread => Decision::leave(Reason::NotInScope, "the filter for reading leaves this object out"),
        Scope::Out(why) => leaving(course, why),
        Scope::In => match course.find() {
            Err(several) => *several,
            Ok(Some(existing)) => {
                let values = course.values;
                update(course, &existing, values, None)
            }
            Ok(None) => create(course),
        },
    }
}

/// Whether the object is to be in the target, and if not, why.
enum Scope {
    In,
    Out(&'static str),
    /// Not read at all.
    Unread,
}

/// Filters judge only what is assigned and there.
fn scope(course: &mut Course<'_>) -> Scope {
    let judgement = course.judge();
    let state = course.situation.state;
    let all = course.plan.profile().settings.of::<EntraSettings>().scope_mode == ScopeMode::All;
    let scope = if state.hard_deleted {
        Scope::Out("it is gone from the directory")
    } else if state.soft_deleted {
        Scope::Out("it is deleted in the directory")
    } else if !state.assigned && !all {
        Scope::Out("it is not assigned to the application")
    } else if !judgement.is_read {
        // An object that stops passing the filter for reading is not deprovisioned: the service does not see it.
        Scope::Unread
    } else if !judgement.passes {
        Scope::Out("it passes none of the scoping filters")
    } else {
        Scope::In
    };
    let mut results = Map::new();
    for verdict in judgement.input.iter().chain(course.verdicts()) {
        for clause in &verdict.clauses {
            let title = verdict.name.as_deref().unwrap_or_default();
            results.insert(format!("{title} {}", clause.clause).trim().to_owned(), clause.passes.into());
        }
    }
    let active = !state.soft_deleted && !state.hard_deleted;
    let details = Map::from_iter([
        ("IsActive".to_owned(), active.into()),
        ("Assigned".to_owned(), state.assigned.into()),
        ("ScopeSyncAll".to_owned(), all.into()),
        ("ScopeEvaluationResult".to_owned(), Json::Object(results)),
    ]);
    let out = match scope {
        Scope::In => None,
        Scope::Out(why) => Some(why),
        Scope::Unread => Some("the filter for reading leaves it out"),
    };
    course.scoped(out, "it is in scope", details);
    scope
}

/// Warns of matching values that the service calls unsupported.
fn doubt_matching_values(course: &mut Course<'_>) {
    let mut found = Vec::new();
    for MatchQuery { mapping, value, .. } in &course.queries {
        if value.as_str().is_some_and(|text| text.contains(['"', '\\'])) {
            let message = format!("the matching value {value} holds a quotation mark or a backslash");
            found.push(
                Diagnostic::new(Code::MatchingCharacters, message)
                    .in_mapping(*mapping, MappingMember::Source)
                    .help("the service does not support special characters in matching values"),
            );
        }
    }
    found.into_iter().for_each(|found| course.tell(found));
}

/// Objects that go no further than import.
fn barred(course: &mut Course<'_>) -> Option<Decision> {
    let ignored = |outcome: &Result<Value<'_>, LeftOut>| *outcome == Err(LeftOut::Skipped(Skip::Object));
    if let Some(at) = course.computed.iter().position(|computed| ignored(&computed.outcome)) {
        let why = "an expression leaves this user out of the flow";
        let found = Diagnostic::new(Code::ObjectIgnored, why).in_mapping(at, MappingMember::Source);
        course.tell_first(found);
        return Some(Decision::leave(Reason::IgnoreObjectFlow, why));
    }
    if !course.plan.matching().is_empty() && course.queries.is_empty() {
        let why = "no matching attribute has a value for this user";
        let help = "the service skips such users; give the source attribute a value or match by another one";
        course.tell_first(Diagnostic::new(Code::NoMatchingValue, why).help(help));
        course.goes_no_further();
        return Some(Decision::leave(Reason::ImportSkipped, why));
    }
    None
}

/// An object that is not, or no longer, to be in the target.
fn leaving(course: &mut Course<'_>, why: &'static str) -> Decision {
    let state = course.situation.state;
    let settings: EntraSettings = course.plan.profile().settings.of();
    let Some(existing) = course.linked() else {
        return Decision::leave(Reason::NotInScope, format!("{why}, and the target never had it"));
    };
    if state.hard_deleted {
        return delete(course, &existing, why);
    }
    if settings.skip_out_of_scope_deletions {
        let text = format!("{why}; the job leaves such users as they are");
        return Decision::leave(Reason::SkipOutOfScopeDeletions, text);
    }
    // Some gallery apps cannot disable, so that the service deletes instead; admins cannot choose it.
    if !settings.target_supports_soft_delete {
        return delete(course, &existing, why);
    }
    if !course.plan.can_disable() {
        let text = format!("{why}, but no mapping depends on IsSoftDeleted, so the target keeps it active");
        return Decision::leave(Reason::NoDisableMapping, text);
    }
    if state.soft_deleted {
        tombstone(course);
    }
    let mut values = course.values.to_vec();
    course.plan.gone(&mut values);
    update(course, &existing, &values, Some(why))
}

/// The directory renames users that are deleted; the object is taken as it is given, so that may not
/// have happened yet.
fn tombstone(course: &mut Course<'_>) {
    let Some(computed) = course.plan.source().computed else { return };
    for at in course.plan.unique_mappings() {
        let Some(compiled) = course.plan.mappings().get(*at) else { continue };
        let mapping = &compiled.mapping;
        let names = [computed.name, computed.original_name];
        if mapping.is_create_only() || !names.iter().any(|name| compiled.reads(name)) {
            continue;
        }
        let message = format!(
            "the directory puts the object id before the userPrincipalName of a deleted user, which is \
             reported to reach `{}`",
            mapping.target.trim()
        );
        let mut note = Diagnostic::new(Code::SourcesDisagree, message)
            .in_mapping(*at, MappingMember::Source)
            .help("after a restore the account is no longer found by its name; another source avoids it");
        note.severity = Severity::Note;
        course.tell(note);
    }
}

fn delete(course: &Course<'_>, existing: &Json, why: &str) -> Decision {
    if !course.plan.profile().settings.of::<EntraSettings>().actions.delete {
        let text = format!("{why}, but deleting is switched off");
        return Decision::leave(Reason::DeleteDisabled, text);
    }
    course.delete(existing, why)
}

/// An object that the target does not have.
fn create(course: &mut Course<'_>) -> Decision {
    let profile = course.plan.profile();
    if profile.object == ObjectType::User
        && let Some((why, help)) = disabled(course.plan.standing(course.values))
    {
        course.tell_first(Diagnostic::new(Code::DisabledUser, why).help(help));
        return Decision::leave(Reason::DisabledInSource, why);
    }
    if !profile.settings.of::<EntraSettings>().actions.create {
        let text = "the target has no such user, and creating is switched off";
        return Decision::leave(Reason::CreateDisabled, text);
    }
    let mut changes = difference::second_pass(course.plan, course.values, course.situation.resolve);
    if let Some((added, _)) = course.situation.members {
        changes.extend(difference::member_changes(course.plan, added, &[]));
    }
    let decision = course.create("the target has no such object yet");
    let is_sent = decision.request.is_some();
    let following = if is_sent { course.second_pass(&changes) } else { Vec::new() };
    Decision { following, ..decision }
}

/// Changes what differs; `leaving` says why the object is to be disabled.
fn update(course: &mut Course<'_>, existing: &Json, values: &[Value<'_>], leaving: Option<&str>) -> Decision {
    let (plan, situation) = (course.plan, course.situation);
    let updates = difference::updates(plan, values, existing, situation.resolve, course.environment);
    let all = updates.iter().enumerate();
    let mappings: Vec<MappingResult> = all.map(|(at, update)| results::of_update(plan, at, update)).collect();
    let mut changes: Vec<Change> = Vec::new();
    for update in updates {
        if let Updated::Changed(found) = update.updated {
            changes.extend(found);
        }
    }
    if let Some((added, removed)) = situation.members {
        let members = difference::member_changes(plan, added, removed);
        let replaced: Vec<usize> = members.iter().map(|change| change.mapping).collect();
        changes.retain(|change| !replaced.contains(&change.mapping));
        changes.extend(members);
    }
    let gone = leaving.is_some() || plan.standing(values) != Standing::Enabled;
    let disables = gone && changes.iter().any(|change| change.disables);
    let switches_off = changes.iter().any(|change| {
        change.path.eq_ignore_ascii_case("active") && same(&Json::Bool(false), &change.new, true)
    });
    let decision = if let Some(why) = leaving.filter(|_| !disables) {
        // Once disabled the object is no longer managed.
        let text = format!("{why}, and the target has it disabled already");
        Decision::leave(Reason::RedundantExport, text)
    } else if changes.is_empty() {
        Decision::leave(Reason::RedundantExport, "the target has all values already")
    } else if !plan.profile().settings.of::<EntraSettings>().actions.update {
        // To the service a disable is an update.
        let text = "the target differs, but updating is switched off; disabling needs it too";
        Decision::leave(Reason::UpdateDisabled, text)
    } else {
        let explanation = match (leaving, changes.len()) {
            (Some(why), _) => why.to_owned(),
            (None, 1) => "1 attribute of the target differs".to_owned(),
            (None, count) => format!("{count} attributes of the target differ"),
        };
        let action = if disables || switches_off { Action::Disable } else { Action::Update };
        course.patch(action, explanation, existing, changes)
    };
    Decision { mappings: Some(mappings), ..decision }
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
