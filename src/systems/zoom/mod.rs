//! Zoom as a SCIM target: its schema, and rules of its own for payloads and profiles.

mod facts;
mod formats;
mod rules;

use super::target::{SchemaSource, Target};
use crate::scim::Schemas;
use std::sync::OnceLock;

/// Zoom, with rules of its own for payloads.
///
/// ```
/// use attrflow::diagnostic::Code;
/// use attrflow::scim::Method;
/// use attrflow::systems::ZOOM;
/// use serde_json::json;
/// let body = json!({
///     "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
///     "userName": "ada@contoso.example",
///     "emails": [{"type": "work", "value": "a.park@contoso.example"}],
/// });
/// let found = ZOOM.validate(&body, Method::Post);
/// assert_eq!(found.len(), 1);
/// assert_eq!(found[0].code, Code::EmailIgnoredOnCreate);
/// assert!(!found[0].is_error());
/// ```
pub static ZOOM: Target = Target {
    id: "zoom",
    title: "Zoom",
    facts: facts::FACTS,
    schemas: SchemaSource::Embedded(schemas),
    rules: &rules::ZOOM,
};

/// What Zoom reads and writes, as a SCIM list of schemas. Zoom publishes no such document; the
/// member `x-zoom` of each attribute says which requests return it (`read`) and take it (`write`),
/// where that is known from (`source`), and how sure it is.
pub const SCHEMA: &str = include_str!("schema.json");

/// What Zoom reads and writes: user, enterprise user, and Zoom's two extensions.
///
/// ```
/// assert_eq!(attrflow::systems::zoom::schemas().iter().count(), 4);
/// ```
pub fn schemas() -> &'static Schemas {
    static PARSED: OnceLock<Schemas> = OnceLock::new();
    PARSED.get_or_init(|| Schemas::embedded(&[SCHEMA]))
}

#[cfg(test)]
mod tests;
