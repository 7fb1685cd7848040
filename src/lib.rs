//! attrflow evaluates identity provisioning attribute mappings.
#![forbid(unsafe_code)]

pub mod diagnostic;
pub mod limits;
pub mod scim;
pub mod span;
pub mod systems;
