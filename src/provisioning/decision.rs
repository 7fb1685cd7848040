//! What was decided about an object, whatever system it comes from.

use super::model::{Action, ModifiedProperty, Reason, Request, StepStatus};
use super::results::MappingResult;
use crate::mapping::{Computed, Plan};
use serde_json::Value as Json;

/// What is done to an object, and why.
pub(super) struct Decision {
    pub(super) action: Action,
    pub(super) reason: Option<Reason>,
    pub(super) explanation: String,
    pub(super) request: Option<Request>,
    /// Requests of the second pass.
    pub(super) following: Vec<Request>,
    pub(super) modified: Vec<ModifiedProperty>,
    /// What the mappings did, if it is not what a create would send.
    pub(super) mappings: Option<Vec<MappingResult>>,
}

impl Decision {
    /// Nothing is sent.
    pub(super) fn leave(reason: Reason, explanation: impl Into<String>) -> Self {
        let nothing = matches!(reason, Reason::RedundantExport | Reason::AddressNotSent);
        Self {
            action: if nothing { Action::None } else { Action::Skip },
            reason: Some(reason),
            explanation: explanation.into(),
            request: None,
            following: Vec::new(),
            modified: Vec::new(),
            mappings: None,
        }
    }

    /// A request is sent.
    pub(super) fn send(action: Action, explanation: impl Into<String>, request: Request) -> Self {
        Self {
            action,
            reason: None,
            explanation: explanation.into(),
            request: Some(request),
            following: Vec::new(),
            modified: Vec::new(),
            mappings: None,
        }
    }

    /// How the last step went.
    pub(super) fn status(&self) -> StepStatus {
        match (self.action, self.reason) {
            (_, Some(Reason::MandatoryFieldsMissing | Reason::DuplicateTargetEntries)) => StepStatus::Failure,
            (Action::Skip | Action::None, _) => StepStatus::Skipped,
            _ => StepStatus::Success,
        }
    }
}

/// Where a resource of the target is addressed.
pub(super) fn address(plan: &Plan, existing: &Json) -> String {
    let id = existing.get("id").and_then(Json::as_str).unwrap_or("{id}");
    format!("{}/{id}", plan.profile().object.endpoint())
}

/// The first required mapping without a value.
pub(super) fn missing(plan: &Plan, computed: &[Computed<'_>]) -> Option<usize> {
    let mut mappings = plan.profile().mappings.iter().zip(computed);
    mappings.position(|(mapping, computed)| mapping.required && computed.outcome.is_err())
}
