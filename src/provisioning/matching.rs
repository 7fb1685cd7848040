//! Finding an object in the target (provisioning reference, section 6.3).

use super::directory::{Directory, MatchQuery};
use super::model::{Account, AccountOrigin, Situation, Step, StepStatus, StepType};
use crate::mapping::{Computed, Plan};
use serde_json::Value as Json;

/// The values that belong to one object of the target, by mapping.
pub(super) fn unique(plan: &Plan, computed: &[Computed<'_>]) -> Vec<(usize, Json)> {
    let value = |at: &usize| computed.get(*at)?.sent().filter(|value| !value.is_null_or_empty());
    plan.unique_mappings().iter().filter_map(|at| Some((*at, value(at)?.to_json()))).collect()
}

/// The questions that can be asked: one for each matching attribute with a value.
pub(super) fn queries(plan: &Plan, computed: &[Computed<'_>]) -> Vec<MatchQuery> {
    let value = |at: usize| computed.get(at)?.sent().filter(|value| !value.is_null_or_empty());
    let asked = plan.matching().iter();
    asked.filter_map(|at| Some(MatchQuery::new(plan, *at, value(*at)?.to_json()))).collect()
}

/// The one resource that a question finds; several are none, and the next question is asked.
pub(super) fn only(plan: &Plan, directory: &dyn Directory, queries: &[MatchQuery]) -> Option<Json> {
    queries.iter().find_map(|query| {
        let mut found = directory.find(plan, query);
        found.pop().filter(|_| found.is_empty())
    })
}

/// What looking for an object in the target came to.
pub(super) struct Search {
    /// The filters that were sent, in order.
    pub(super) asked: Vec<String>,
    /// How it went, a step for each question.
    pub(super) steps: Vec<Step>,
    /// The one account that was found; `Err` says that there are several.
    pub(super) found: Result<Option<Account>, String>,
}

/// Looks for an object: the resource that it is linked to, else the questions one after the other until
/// one finds something. `name` is what the steps are called.
pub(super) fn look_up(
    plan: &Plan,
    situation: &Situation<'_>,
    queries: &[MatchQuery],
    name: &'static str,
) -> Search {
    let mut search = Search { asked: Vec::new(), steps: Vec::new(), found: Ok(None) };
    let step = |status, description, id: Option<&Json>| {
        let details = id.map(|id| ("id".to_owned(), id.clone())).into_iter().collect();
        Step { name, kind: StepType::Matching, status, description, details }
    };
    if situation.state.previously_provisioned
        && let Some(existing) = situation.existing
    {
        let text = "it was linked before and is read by its identifier".to_owned();
        search.steps.push(step(StepStatus::Success, text, existing.get("id")));
        search.found = Ok(Some(Account::new(existing.clone(), AccountOrigin::Linked)));
        return search;
    }
    for query in queries {
        let filter = &query.filter;
        search.asked.push(filter.clone());
        let mut found = situation.directory.find(plan, query);
        let own = situation.existing.filter(|existing| query.fits(plan, existing));
        if let Some(existing) = own
            && !found.contains(existing)
        {
            found.push(existing.clone());
        }
        match found.as_slice() {
            [] => search.steps.push(step(StepStatus::Success, format!("nothing found by {filter}"), None)),
            [only] => {
                search.steps.push(step(StepStatus::Success, format!("found by {filter}"), only.get("id")));
                search.found = Ok(found.pop().map(|found| Account::new(found, AccountOrigin::Matched)));
                return search;
            }
            _ => {
                let why = format!("several resources of the target match {filter}; nothing is written");
                search.steps.push(step(StepStatus::Failure, why.clone(), None));
                search.found = Err(why);
                return search;
            }
        }
    }
    search
}
