//! What PingOne does with a user: a rule with a filter says who is to be in the target, the actions of the
//! connection say what may be done there.
//!
//! Source: docs.pingidentity.com, Creating a Zoom connection (users actions; POST reads the username, PUT the
//! e-mail address) and the pages on provisioning rules. Inferred: that a user who leaves the rule's filter is
//! treated like one who is deleted; that a user whom the target has already is written instead of created;
//! that disabling is an update of `active` by PUT, as it depends on updates;
//! that a user who is enabled again becomes active again.

use crate::provisioning::course::{Course, Rewrite, is_active};
use crate::provisioning::decision::Decision;
use crate::provisioning::model::Reason;
use crate::source::Standing;
use crate::systems::{PingOneSettings, RemoveAction};

/// Decides about one user.
pub(super) fn decide(course: &mut Course<'_>) -> Decision {
    let settings = &course.plan.profile().settings.of::<PingOneSettings>();
    let state = course.situation.state;
    let passes = course.judge().passes;
    let out = if state.rule_deleted {
        Some("its rule is deleted")
    } else if state.hard_deleted || state.soft_deleted {
        Some("the user is deleted in PingOne")
    } else if !state.assigned || !passes {
        Some("the filter of the rule does not take the user")
    } else {
        None
    };
    let clauses = course.verdicts().iter().flat_map(|filter| &filter.clauses);
    let details = clauses.map(|clause| (clause.clause.clone(), clause.passes.into())).collect();
    course.scoped(out, "the user is to be in the target", details);
    if let Some(why) = out {
        return removed(course, settings, why);
    }
    let disabled = course.plan.standing(course.values) == Standing::Disabled;
    let found = match course.find() {
        Ok(found) => found,
        Err(decision) => return *decision,
    };
    let Some(existing) = found else {
        if !settings.create {
            let text = "the target has no such user, and creating is switched off";
            return Decision::leave(Reason::CreateDisabled, text);
        }
        return course.create(if disabled {
            "the target has no such user yet; no page says that PingOne leaves disabled users out"
        } else {
            "the target has no such user yet"
        });
    };
    // Without the action it is left to the mapping of `active`, if there is one.
    let active = match (disabled, is_active(&existing)) {
        (true, _) => Some(false),
        (false, Some(false)) => Some(true),
        (false, _) => None,
    };
    let rewrite = Rewrite { active: active.filter(|_| settings.disable), ..Rewrite::default() };
    let rewritten = course.rewrite(&existing, &rewrite);
    if !rewritten.changes() {
        let text = "the target has all values already";
        return course.unchanged(Reason::RedundantExport, text, rewritten);
    }
    if !settings.update {
        let text = "the target differs, but updating is switched off; disabling needs it too";
        return course.unchanged(Reason::UpdateDisabled, text, rewritten);
    }
    let why = "the user is disabled in PingOne";
    let was_active = is_active(&existing) != Some(false);
    course.put(&existing, rewritten, (disabled && settings.disable && was_active).then_some(why))
}

/// A user that is not, or no longer, to be in the target.
fn removed(course: &mut Course<'_>, settings: &PingOneSettings, why: &str) -> Decision {
    let state = course.situation.state;
    let found = match course.find_provisioned() {
        Ok(found) => found,
        Err(decision) => return *decision,
    };
    let Some(existing) = found else {
        let text = format!("{why}, and the target never had the user");
        return Decision::leave(Reason::NotInScope, text);
    };
    if !settings.deprovision {
        let reason = if state.rule_deleted { Reason::RuleDeleted } else { Reason::DeprovisionDisabled };
        let text = format!("{why}, but deprovisioning is switched off: the target keeps the user as it is");
        return Decision::leave(reason, text);
    }
    if state.rule_deleted && !settings.deprovision_on_rule_deletion {
        let text = format!(
            "{why}, and the connection does not deprovision then: the target keeps the user as it is"
        );
        return Decision::leave(Reason::RuleDeleted, text);
    }
    match settings.removal() {
        None => {
            let text = format!(
                "{why}; the Remove Action can be chosen only while disabling is on, and no page says which applies"
            );
            Decision::leave(Reason::RemoveActionUndetermined, text)
        }
        Some(RemoveAction::Delete) => {
            let mappings = Some(course.unsent());
            Decision { mappings, ..course.delete(&existing, why) }
        }
        Some(RemoveAction::Disable) if is_active(&existing) == Some(false) => {
            let text = format!("{why}, and the target has the user disabled already");
            Decision::leave(Reason::RedundantExport, text)
        }
        Some(RemoveAction::Disable) => {
            let rewrite = Rewrite { active: Some(false), ..Rewrite::default() };
            let rewritten = course.rewrite(&existing, &rewrite);
            course.put(&existing, rewritten, Some(why))
        }
    }
}
