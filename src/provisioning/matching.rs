//! Finding an object in the target (provisioning reference, section 6.3).

use super::model::{Situation, Step, StepStatus, StepType};
use crate::mapping::{Computed, Plan, same};
use serde_json::Value as Json;

/// One question to the target: which resources have this value at this mapping's target?
#[derive(Clone, Debug, PartialEq)]
pub struct MatchQuery {
    /// The matching mapping.
    pub mapping: usize,
    /// The value.
    pub value: Json,
    /// The filter on the wire.
    pub filter: String,
}

impl MatchQuery {
    /// The query for a value of a mapping's target. Quotation marks and backslashes are escaped as in
    /// JSON (RFC 7644 section 3.4.2.2).
    pub(crate) fn new(plan: &Plan, mapping: usize, value: Json) -> Self {
        let target = plan.profile().mappings.get(mapping).map_or("", |mapping| mapping.target.trim());
        Self { mapping, filter: format!("{target} eq {value}"), value }
    }

    /// Whether a resource has the value.
    pub(crate) fn fits(&self, plan: &Plan, resource: &Json) -> bool {
        let exact = plan.is_exact(self.mapping);
        plan.held(self.mapping, resource).iter().any(|held| same(&self.value, held, exact))
    }
}

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

/// What looking for an object in the target came to.
pub(super) struct Search {
    /// The filters that were sent, in order.
    pub(super) asked: Vec<String>,
    /// How it went, a step for each question.
    pub(super) steps: Vec<Step>,
    /// The one resource that was found; `Err` says that there are several.
    pub(super) found: Result<Option<Json>, String>,
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
        search.found = Ok(Some(existing.clone()));
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
                search.found = Ok(found.pop());
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

/// What the target holds.
pub trait Directory {
    /// The resources that a query finds; two are enough to know that there are several.
    fn find(&self, plan: &Plan, query: &MatchQuery) -> Vec<Json>;

    /// At most how many resources a query finds, if that is known without looking at them.
    fn at_most(&self, _plan: &Plan, _query: &MatchQuery) -> Option<usize> {
        None
    }
}

/// A target that holds nothing.
impl Directory for () {
    fn find(&self, _: &Plan, _: &MatchQuery) -> Vec<Json> {
        Vec::new()
    }
}

/// A few resources.
impl Directory for Vec<Json> {
    fn find(&self, plan: &Plan, query: &MatchQuery) -> Vec<Json> {
        self.iter().filter(|resource| query.fits(plan, resource)).take(2).cloned().collect()
    }
}
