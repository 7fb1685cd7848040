//! What was decided about an object, whatever service decides.

use super::model::{Action, ModifiedProperty, Origin, Reason, Request, StepStatus};
use super::results::MappingResult;
use crate::diagnostic::Diagnostic;

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
    /// The mapping behind every part of the body, if it is not that of a create.
    pub(super) origins: Vec<Origin>,
    /// What the target would say to the body of a create.
    pub(super) findings: Vec<Diagnostic>,
}

impl Decision {
    /// Nothing is sent.
    pub(super) fn leave(reason: Reason, explanation: impl Into<String>) -> Self {
        let nothing = matches!(reason, Reason::RedundantExport | Reason::AddressNotSent);
        let action = if nothing { Action::None } else { Action::Skip };
        Self { reason: Some(reason), ..Self::of(action, explanation.into(), None) }
    }

    /// A request is sent.
    pub(super) fn send(action: Action, explanation: impl Into<String>, request: Request) -> Self {
        Self::of(action, explanation.into(), Some(request))
    }

    fn of(action: Action, explanation: String, request: Option<Request>) -> Self {
        Self {
            action,
            reason: None,
            explanation,
            request,
            following: Vec::new(),
            modified: Vec::new(),
            mappings: None,
            origins: Vec::new(),
            findings: Vec::new(),
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
