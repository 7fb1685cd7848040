//! Zoom as a SCIM target.

/// What Zoom reads and writes, as a SCIM list of schemas. Zoom publishes no such document; the
/// member `x-zoom` of each attribute says which requests return it (`read`) and take it (`write`),
/// where that is known from (`source`), and how sure it is.
pub const SCHEMA: &str = include_str!("schema.json");
