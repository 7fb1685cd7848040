//! One object through the service of its system: the one way in, whatever asks.

use super::course::Course;
use super::model::{Preview, Situation};
use super::services;
use crate::diagnostic::Outcome;
use crate::language::Environment;
use crate::mapping::Plan;

/// Previews the creation of one object, given as the text of a JSON object: it is assigned, and the
/// target holds nothing.
///
/// # Errors
/// [`Code::InvalidJson`](crate::diagnostic::Code::InvalidJson) if the text is not a JSON object.
pub fn preview(plan: &Plan, object: &str, environment: &Environment) -> Outcome<Preview> {
    preview_in(plan, object, &Situation::default(), environment)
}

/// Previews what happens to one object, given as the text of a JSON object.
///
/// ```
/// use attrflow::language::Environment;
/// use attrflow::mapping::{Plan, Profile};
/// use attrflow::provisioning::{Action, Situation, State, preview_in};
/// let profile = Profile::read(r#"[
///     {"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1},
///     {"type": "expression", "source": "Not([IsSoftDeleted])", "target": "active"}]"#);
/// let plan = Plan::compile(profile).strict().unwrap();
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
/// [`Code::InvalidJson`](crate::diagnostic::Code::InvalidJson) if the text is not a JSON object.
pub fn preview_in(
    plan: &Plan,
    object: &str,
    situation: &Situation<'_>,
    environment: &Environment,
) -> Outcome<Preview> {
    let values = plan.read(object)?;
    let service = services::of_source(plan.source().id);
    let mut course = Course::new(plan, service, &values, situation, environment);
    let decision = (service.decide)(&mut course);
    Ok(course.finish(decision))
}
