//! attrflow evaluates identity provisioning attribute mappings.
#![forbid(unsafe_code)]

pub mod diagnostic;
pub mod input;
pub mod limits;
pub mod scim;
pub mod span;
pub mod systems;
