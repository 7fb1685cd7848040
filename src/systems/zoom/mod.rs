//! Zoom as a SCIM target: its schema, and rules of its own for payloads and profiles.

mod facts;
mod formats;
mod rules;

pub use facts::{ADDRESSES, DEACTIVATED, FILTERS, keeps_active};

use crate::scim::validate::{Finding, Method, check};
use crate::scim::{Attribute, Schemas};
use serde_json::Value;
use std::sync::OnceLock;

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

/// App roles that tenants have for Zoom's application in the Entra gallery: names seen there
/// (devforum.zoom.us 125516); Licensed and On-Premises came for Pro and Corp (change log of
/// Microsoft's Zoom provisioning tutorial, 10/20/2020).
pub const APP_ROLES: [&str; 6] = ["Basic", "Licensed", "On Prem", "On-Premises", "Pro", "Corp"];

/// Everything found in the body of a request to Zoom's `/Users`; what concerns several members comes last.
///
/// ```
/// use attrflow::diagnostic::Code;
/// use attrflow::scim::Method;
/// use attrflow::systems::zoom;
/// use serde_json::json;
/// let body = json!({
///     "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
///     "userName": "ada@contoso.example",
///     "emails": [{"type": "work", "value": "a.park@contoso.example"}],
/// });
/// let found = zoom::validate(&body, Method::Post);
/// assert_eq!(found.len(), 1);
/// assert_eq!(found[0].code, Code::EmailIgnoredOnCreate);
/// assert!(!found[0].is_error());
/// ```
pub fn validate(body: &Value, method: Method) -> Vec<Finding> {
    check(body, method, schemas(), &rules::ZOOM)
}

/// A member of what the schema notes on an attribute.
fn note<'a>(attribute: &'a Attribute, name: &str) -> Option<&'a Value> {
    attribute.notes.get("x-zoom")?.get(name)
}

/// How sure it is that Zoom has the attribute, in the schema's words.
pub(crate) fn certainty(attribute: &Attribute) -> &str {
    note(attribute, "certainty").and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests;
