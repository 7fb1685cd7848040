//! Why nothing is sent of a mapping, as data and in words.

use super::plan::Plan;
use crate::diagnostic::Diagnostic;
use crate::language::Skip;

/// Why an attribute is not in the payload.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum LeftOut {
    /// The source has no value and there is no default.
    NoValue,
    /// A mapping of type none without a default.
    Nothing,
    /// The expression asked to leave it out.
    Skipped(Skip),
    /// The value cannot be made or cannot be sent.
    Failed(Box<Diagnostic>),
    /// The mapping itself has errors.
    Broken,
    /// The value refers to another object, and flows when both exist.
    Reference,
}

impl LeftOut {
    /// In words, for a table of what all mappings did.
    pub(crate) fn in_short(&self, plan: &Plan, at: usize) -> String {
        match self {
            Self::NoValue => "the source has no value".to_owned(),
            Self::Nothing => "the mapping has no source and no default".to_owned(),
            Self::Skipped(_) => "the expression leaves it out of the flow".to_owned(),
            Self::Failed(found) => found.message.clone(),
            Self::Reference => {
                "it refers to another object and flows when both exist in the target".to_owned()
            }
            Self::Broken => match plan.error_of(at) {
                Some(found) => found.message.clone(),
                None => "the mapping has errors".to_owned(),
            },
        }
    }

    /// In words, for an object that the target has: what is not sent stays there.
    pub(crate) fn in_short_of_update(&self, plan: &Plan, at: usize) -> String {
        match self {
            Self::NoValue => "the source has no value; the target keeps what it has".to_owned(),
            other => other.in_short(plan, at),
        }
    }

    /// In words, with the rule, for somebody who follows one mapping step by step.
    pub(crate) fn in_full(&self, plan: &Plan, at: usize, has_default: bool) -> String {
        match self {
            Self::NoValue if has_default => "no value is left to send".to_owned(),
            Self::NoValue => {
                "there is no value and no default: the service leaves such attributes out".to_owned()
            }
            Self::Skipped(Skip::Attribute) => {
                "the expression leaves the attribute out of the flow; a default does not fill in".to_owned()
            }
            Self::Skipped(Skip::Object) => "the expression leaves the whole user out of the flow".to_owned(),
            Self::Reference => {
                "it refers to another object: such values flow in a second pass, when both exist".to_owned()
            }
            Self::Broken => match plan.error_of(at) {
                Some(found) => format!("the mapping has errors: {}", found.message),
                None => "the mapping has errors".to_owned(),
            },
            Self::Nothing | Self::Failed(_) => self.in_short(plan, at),
        }
    }
}

impl Plan {
    /// The first error of a mapping.
    fn error_of(&self, at: usize) -> Option<&Diagnostic> {
        self.diagnostics().iter().find(|found| found.is_error() && found.place.mapping() == Some(at))
    }
}
