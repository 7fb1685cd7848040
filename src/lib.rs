//! attrflow evaluates identity provisioning attribute mappings.
#![forbid(unsafe_code)]

pub mod diagnostic;
pub mod document;
pub mod dotnet;
pub mod expression;
pub mod input;
mod json;
pub mod limits;
pub mod mapping;
pub mod provisioning;
pub mod scim;
pub mod source;
pub mod span;
pub mod systems;
pub mod value;

#[cfg(target_family = "wasm")]
pub mod wasm;
