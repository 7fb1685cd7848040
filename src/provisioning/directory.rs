//! What the target holds, and the questions that it is asked (provisioning reference, section 6.3).

use super::difference::same;
use crate::mapping::Plan;
use serde_json::Value as Json;

/// One question to the target: which resources have this value at this mapping's target?
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
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
