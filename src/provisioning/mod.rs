//! What a provisioning service does with an object: import, scope, match, action. Each source system has a
//! service of its own, and all of them give one kind of result.

mod course;
mod coverage;
mod cycle;
mod decision;
mod difference;
mod entra;
mod facts;
mod incremental;
mod index;
mod lane;
mod matching;
mod model;
mod okta;
mod pingone;
mod pipeline;
mod report;
mod results;
mod wire;

pub use crate::mapping::Resolved;
pub use coverage::{ClauseCoverage, CoverageReport, KeyCoverage, MappingCoverage};
pub use cycle::{Cycle, CycleOptions, DELETION_THRESHOLD};
pub use difference::{Difference, differences};
pub use facts::{Facts, Reference};
pub use incremental::incremental;
pub use index::{Index, Store};
pub use lane::{LineProblem, payloads};
pub use matching::{Directory, MatchQuery};
pub use model::{
    Action, ModifiedProperty, Preview, Reason, Request, Situation, State, Step, StepStatus, StepType,
};
pub use pipeline::{preview, preview_in};
pub use report::{BlastRadius, Collision, Named, Report, RequestTime, Requests, TargetCount, UserProblem};
pub use results::{MappingResult, MappingStatus};

#[cfg(test)]
mod body_tests;
#[cfg(test)]
mod tests;
