//! What Okta does with a user: assignments say who is to be in the target, and three options say what may be
//! done there.
//!
//! Sources: support.okta.com, Okta User Provisioning and Management with Zoom (SCIM), Zoom Deprovisioning;
//! developer.okta.com, Okta and SCIM version 2.0 (users are looked up by `userName` before they are created;
//! apps of the catalogue are deactivated by a PATCH of `active`, and nobody is ever deleted). Inferred: that
//! an assignment that comes back writes `active` as true by PUT.

use crate::diagnostic::{Code, Diagnostic};
use crate::mapping::Plan;
use crate::place::MappingMember;
use crate::provisioning::course::{Course, Rewrite, is_active};
use crate::provisioning::decision::Decision;
use crate::provisioning::difference::same;
use crate::provisioning::model::Reason;
use crate::scim::Path;
use crate::source::Standing;
use crate::systems::OktaSettings;
use serde_json::{Map, Value as Json};

/// Decides about one user.
pub(super) fn decide(course: &mut Course<'_>) -> Decision {
    let settings = &course.plan.profile().settings.of::<OktaSettings>();
    let state = course.situation.state;
    let out = if state.hard_deleted {
        Some("the user is deleted in Okta")
    } else if state.soft_deleted || course.plan.standing(course.values) == Standing::Disabled {
        Some("the user is deactivated in Okta")
    } else if !state.assigned {
        Some("the app is not assigned to the user")
    } else {
        None
    };
    // Assignment alone decides; there are no filters.
    course.scoped(out, "the user is to be in the target", Map::new());
    if let Some(why) = out {
        return leaving(course, settings, why);
    }
    let found = match course.find() {
        Ok(found) => found,
        Err(decision) => return *decision,
    };
    let Some(existing) = found else {
        if !settings.create {
            let text = "the target has no such user, and Create Users is off";
            return Decision::leave(Reason::CreateDisabled, text);
        }
        return course.create("the app is assigned, and the target has no such user yet");
    };
    let returns = is_active(&existing) == Some(false);
    let withheld = addresses(course.plan);
    let unsent = differing(course, &existing, &withheld);
    let rewrite = Rewrite {
        active: returns.then_some(true),
        active_only: !settings.update,
        withheld: withheld.into_iter().map(|at| (at, NOT_SENT)).collect(),
    };
    let rewritten = course.rewrite(&existing, &rewrite);
    if returns && (settings.create || settings.update) {
        return course.put(&existing, rewritten, Some("the app is assigned again: the user becomes active"));
    }
    if !settings.update {
        let whole = course.rewrite(&existing, &Rewrite { active_only: false, ..rewrite });
        let text = "the target differs, but Update User Attributes is off";
        return if whole.changes() {
            course.unchanged(Reason::UpdateDisabled, text, whole)
        } else {
            course.unchanged(Reason::RedundantExport, ALL_THERE, whole)
        };
    }
    if rewritten.changes() {
        return course.put(&existing, rewritten, None);
    }
    if unsent {
        let text = "only the address differs, and Okta never sends a change of it";
        course.unchanged(Reason::AddressNotSent, text, rewritten)
    } else {
        course.unchanged(Reason::RedundantExport, ALL_THERE, rewritten)
    }
}

/// A user that is not, or no longer, to be in the target.
fn leaving(course: &mut Course<'_>, settings: &OktaSettings, why: &str) -> Decision {
    let found = match course.find_provisioned() {
        Ok(found) => found,
        Err(decision) => return *decision,
    };
    let Some(existing) = found else {
        let text = format!("{why}, and the target never had the user");
        return Decision::leave(Reason::NotInScope, text);
    };
    if is_active(&existing) == Some(false) {
        let text = format!("{why}, and the target has the user disabled already");
        return Decision::leave(Reason::RedundantExport, text);
    }
    if !settings.deactivate {
        let text = format!("{why}, but Deactivate Users is off: the target keeps the user active");
        return Decision::leave(Reason::DeprovisionDisabled, text);
    }
    course.patch_inactive(&existing, why)
}

const ALL_THERE: &str = "the target has all values already";
const NOT_SENT: &str = "Okta never sends a change of the address; change it in Zoom";

/// The mappings of addresses, which are sent to Zoom when a user is created and never after.
fn addresses(plan: &Plan) -> Vec<usize> {
    let Some((name, emails)) = plan.target().facts.addresses else { return Vec::new() };
    let is_address = |path: &Path| {
        path.extension_urn().is_none()
            && [name, emails].iter().any(|known| known.eq_ignore_ascii_case(&path.name))
    };
    let mappings = plan.mappings().iter();
    let addresses = mappings.filter(|compiled| compiled.written.as_ref().is_some_and(is_address));
    addresses.map(|compiled| compiled.at).collect()
}

/// Warns of addresses that the target has otherwise; says whether there are any.
fn differing(course: &mut Course<'_>, existing: &Json, withheld: &[usize]) -> bool {
    let mut any = false;
    for at in withheld {
        let held = course.plan.held(*at, existing);
        let Some(new) = course.sent(*at) else { continue };
        let Some(old) = held.first().filter(|old| !same(&new, old, false)) else { continue };
        let message = format!("the address in Zoom is {old} and stays so: Okta does not send {new}");
        let found = Diagnostic::new(Code::AddressNotSent, message).in_mapping(*at, MappingMember::Source);
        course.tell(found.help("change the address in Zoom"));
        any = true;
    }
    any
}
