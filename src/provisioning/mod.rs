//! What the provisioning service does with an object: import, scope, match, action.

mod facts;
pub(crate) mod import;
mod lane;
mod matching;
mod model;
mod pipeline;
mod results;
mod wire;

pub use crate::mapping::Resolved;
pub use facts::{Facts, Reference};
pub use lane::{LineProblem, payloads};
pub use matching::{Directory, MatchQuery};
pub use model::{
    Action, ModifiedProperty, Preview, Reason, Request, Situation, State, Step, StepStatus, StepType,
};
pub use pipeline::{preview, preview_in};
pub use results::{MappingResult, MappingStatus};

#[cfg(test)]
mod body_tests;
#[cfg(test)]
mod tests;
