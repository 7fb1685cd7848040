//! What the provisioning service does with a user: import, then create.
//!
//! Scoping, matching and updates build on this.

mod create;
pub(crate) mod import;
mod lane;

pub use create::{Action, MappingResult, MappingStatus, Preview, Reason, Request, preview};
pub use lane::{LineProblem, payloads};

#[cfg(test)]
mod body_tests;
#[cfg(test)]
mod tests;
