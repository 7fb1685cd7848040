//! The account of one user of whom not everything is told: found in the target, or assumed there.
//!
//! Who looks at one user has often no past of it at hand. What an earlier cycle must have done is worked out here, so
//! that nobody else does.

use super::body::Body;
use super::directory::Directory;
use super::matching;
use super::model::{Account, AccountOrigin, Preview, Reason, Situation, State};
use super::preview::preview_in;
use crate::diagnostic::Outcome;
use crate::language::Environment;
use crate::mapping::{Computed, Plan};
use serde_json::{Map, Value as Json};

/// The identifier of an account that nobody has seen.
const UNKNOWN_ID: &str = "{id}";

/// The account that matching finds for a user, given as the text of a JSON object, whether or not the user is in
/// scope. `None` if there is none, or more than one.
///
/// # Errors
/// [`Code::InvalidJson`](crate::diagnostic::Code::InvalidJson) if the text is not a JSON object.
pub fn find_account(
    plan: &Plan,
    user: &str,
    directory: &dyn Directory,
    environment: &Environment,
) -> Outcome<Option<Account>> {
    let values = plan.read(user)?;
    let queries = matching::queries(plan, &plan.values(&values, environment));
    let situation = Situation { directory, ..Situation::default() };
    Ok(matching::look_up(plan, &situation, &queries, "").found.unwrap_or_default())
}

/// The account that an earlier cycle would have left behind: what a create sends for the user while its account is
/// in use, under an identifier that stands for any.
///
/// # Errors
/// [`Code::InvalidJson`](crate::diagnostic::Code::InvalidJson) if the text is not a JSON object.
pub fn assume_account(plan: &Plan, user: &str, environment: &Environment) -> Outcome<Option<Account>> {
    let mut values = plan.read(user)?;
    plan.in_use(&mut values);
    let computed = plan.values(&values, environment);
    let sent: Vec<_> = computed.iter().map(Computed::sent).collect();
    let Json::Object(body) = Body::of(plan, &sent).value else { return Ok(None) };
    let mut resource = Map::new();
    resource.insert("id".to_owned(), Json::from(UNKNOWN_ID));
    for (name, value) in body {
        resource.insert(name, value);
    }
    Ok(Some(Account::new(Json::Object(resource), AccountOrigin::Assumed)))
}

/// What is known, and what is not, of the past of one user.
#[derive(Clone, Copy)]
pub struct Assumptions<'s> {
    /// The state, the target and references. What it says of an earlier cycle does not count.
    pub situation: Situation<'s>,
    /// Whether an earlier cycle provisioned the user. Left open, one did if the user is on the way out, or is
    /// filtered out although the target has an account of it.
    pub provisioned: Option<bool>,
    /// Whether the situation's directory is all that the target holds; otherwise an account may be assumed there.
    pub target_is_known: bool,
    /// The user as an earlier cycle saw it, as the text of a JSON object; as it is now if not given.
    pub earlier: Option<&'s str>,
}

/// Previews what happens to one user of whom not everything is told. The account says how it is known; it is there
/// also where the service, which knows less, would not look for it.
///
/// ```
/// use attrflow::language::Environment;
/// use attrflow::mapping::{Plan, Profile};
/// use attrflow::provisioning::{AccountOrigin, Action, Assumptions, Situation, State, preview_assuming};
/// let profile = Profile::read(r#"[
///     {"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1},
///     {"type": "expression", "source": "Not([IsSoftDeleted])", "target": "active"}]"#);
/// let plan = Plan::compile(profile).strict().unwrap();
/// let state = State { assigned: false, ..State::default() };
/// let situation = Situation { state, ..Situation::default() };
/// let assumptions = Assumptions { situation, provisioned: None, target_is_known: false, earlier: None };
/// let user = r#"{"userPrincipalName": "ada@contoso.example"}"#;
/// let preview = preview_assuming(&plan, user, &assumptions, &Environment::default())?;
/// assert_eq!(preview.action, Action::Disable);
/// assert_eq!(preview.account.unwrap().how, AccountOrigin::Assumed);
/// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
/// ```
///
/// # Errors
/// [`Code::InvalidJson`](crate::diagnostic::Code::InvalidJson) if a text is not a JSON object.
pub fn preview_assuming(
    plan: &Plan,
    user: &str,
    assumptions: &Assumptions<'_>,
    environment: &Environment,
) -> Outcome<Preview> {
    let Assumptions { situation, provisioned, target_is_known, earlier } = *assumptions;
    let situation =
        Situation { state: State { previously_provisioned: false, ..situation.state }, ..situation };
    let found = find_account(plan, user, situation.directory, environment)?;
    let state = situation.state;
    let leaves = !state.assigned || state.soft_deleted || state.hard_deleted || state.rule_deleted;
    let mut preview = preview_in(plan, user, &situation, environment)?;
    let is_filtered_out = found.is_some() && preview.reason == Some(Reason::NotInScope);
    let mut account = found;
    if provisioned.unwrap_or(leaves || is_filtered_out) {
        if account.is_none() && !target_is_known {
            account = assume_account(plan, earlier.unwrap_or(user), environment)?;
        }
        if let Some(account) = &account {
            let state = State { previously_provisioned: true, ..state };
            let situation = Situation { state, existing: Some(&account.resource), ..situation };
            preview = preview_in(plan, user, &situation, environment)?;
        }
        account = account.map(|account| Account { linked: true, ..account });
    }
    // It is known to be there, whether or not the service looked for it.
    preview.account = account.or(preview.account);
    Ok(preview)
}
