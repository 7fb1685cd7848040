//! Attribute mappings: the profile document, and the plan that it compiles to.
//!
//! A [`Profile`] is data, read with located errors. A [`Plan`] is ready to run: attributes are
//! slots, targets are places in a payload skeleton, expressions are code. Running a plan over one
//! user is pure.

mod compile;
mod compiled;
mod compute;
mod convert;
mod findings;
mod left_out;
mod plan;
mod profile;
mod scope;
mod skeleton;
mod trace;
mod write;

pub(crate) use compiled::CompiledMapping;
pub use compute::Computed;
pub(crate) use compute::Given;
pub(crate) use convert::role as role_as_created;
pub use findings::check_source;
pub use left_out::LeftOut;
pub use plan::Plan;
pub use profile::{
    Apply, AttributeLists, FlowBehavior, FlowType, ListedAttribute, ListedMutability, ListedType, Mapping,
    MappingType, ObjectType, Profile, Stated,
};
pub use scope::{Clause, ClauseVerdict, FilterVerdict, ScopeFilter, ScopeOperator};

pub use trace::{MappingTrace, StepKind, TraceStep};
