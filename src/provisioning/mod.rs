//! What a provisioning service does with an object: import, scope, match, action. Each source system has a
//! service of its own, and all of them give one kind of result.

mod account;
mod body;
mod comparison;
mod course;
mod coverage;
mod cycle;
mod decision;
mod difference;
mod directory;
mod facts;
mod incremental;
mod index;
mod lane;
mod matching;
mod model;
mod preview;
mod report;
mod results;
mod services;
mod wire;

pub use account::{Assumptions, assume_account, find_account, preview_assuming};
pub use comparison::{Difference, differences};
pub use coverage::{ClauseCoverage, CoverageReport, KeyCoverage, MappingCoverage};
pub use cycle::{Cycle, CycleOptions, DELETION_THRESHOLD};
pub use directory::{Directory, MatchQuery};
pub use facts::{Facts, Reference};
pub use incremental::incremental;
pub use index::{Index, Store};
pub use lane::{LineProblem, payloads};
pub use model::{
    Account, AccountOrigin, Action, ModifiedProperty, Origin, Preview, Reason, Request, Resolved, Situation,
    State, Step, StepStatus, StepType,
};
pub use preview::{preview, preview_in};
pub use report::{BlastRadius, Collision, Named, Report, RequestTime, Requests, TargetCount, UserProblem};
pub use results::{MappingResult, MappingStatus};

#[cfg(test)]
mod body_tests;
#[cfg(test)]
mod origin_tests;
#[cfg(test)]
mod tests;
