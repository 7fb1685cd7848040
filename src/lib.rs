//! attrflow evaluates identity provisioning attribute mappings.
#![forbid(unsafe_code)]

pub mod diagnostic;
pub mod dotnet;
pub mod limits;
pub mod span;
