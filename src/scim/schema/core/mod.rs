//! The schemas every SCIM service starts from, as JSON. Members at their default (RFC 7643 section
//! 2.2: a string, single-valued, not required, read and write, case-insensitive) are left out.

/// `urn:ietf:params:scim:schemas:core:2.0:User`
pub(super) const USER: &str = include_str!("user.json");

/// `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User`
pub(super) const ENTERPRISE: &str = include_str!("enterprise.json");

/// `urn:ietf:params:scim:schemas:core:2.0:Group`
pub(super) const GROUP: &str = include_str!("group.json");

/// The attributes of every resource (`schemas`, `id`, `externalId`, `meta`), which no schema lists.
pub(super) const COMMON: &str = include_str!("common.json");
