//! Identity systems as data: their attributes, their schemas, and what is known of each.

mod embedded;
pub mod entra;
pub mod presets;
pub mod scim;
mod target;
pub mod zoom;

pub use target::Target;
