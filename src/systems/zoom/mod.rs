//! Zoom as a SCIM target.

/// What Zoom reads and writes, as a SCIM list of schemas. Zoom publishes no such document; the
/// member `x-zoom` of each attribute says which requests return it (`read`) and take it (`write`),
/// where that is known from (`source`), and how sure it is.
pub const SCHEMA: &str = include_str!("schema.json");

/// App roles that tenants have for Zoom's application in the Entra gallery: names seen there
/// (devforum.zoom.us 125516); Licensed and On-Premises came for Pro and Corp (change log of
/// Microsoft's Zoom provisioning tutorial, 10/20/2020).
pub const APP_ROLES: [&str; 6] = ["Basic", "Licensed", "On Prem", "On-Premises", "Pro", "Corp"];
