//! Identity systems as data: their schemas, and what is known of each attribute.

pub mod scim;
pub mod zoom;
