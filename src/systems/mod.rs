//! Identity systems as data: their attributes, their schemas, and what is known of each.

mod embedded;
pub mod entra;
pub mod okta;
pub mod pingone;
pub mod presets;
mod source;
mod target;
pub mod zoom;

pub use source::{Attribute, AttributeType, Doubt, Reference, Sample, SourceSystem};
pub use target::Target;
