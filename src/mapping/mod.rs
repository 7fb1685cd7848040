//! Attribute mappings: the profile document, and the plan that it compiles to.
//!
//! A [`Profile`] is data, read with located errors. A [`Plan`] is ready to run: attributes are
//! slots, targets are places in a payload skeleton, expressions are code. Running a plan over one
//! user is pure.

mod convert;
mod inspect;
mod plan;
mod profile;
mod skeleton;
mod write;

pub(crate) use plan::shown;
pub use plan::{Computed, LeftOut, Plan};
pub use profile::{Apply, Mapping, MappingType, Profile, read_draft, read_profile};
