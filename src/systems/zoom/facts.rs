//! What is known of Zoom beyond its schema.

use serde_json::Value;

/// By which attributes Zoom's list of users can be filtered, with whether that is documented.
///
/// `userName eq "…"` is what all connectors send; `externalId` stands in Zoom's Postman collection
/// only, and is compared with Zoom's own user ID there. No other filter is known to work.
pub const FILTERS: [(&str, bool); 2] = [("userName", true), ("externalId", false)];

/// The attribute whose address Zoom takes on create, and the one that it takes on update; each sets
/// both (docs.pingidentity.com, Creating a Zoom connection; devforum.zoom.us thread 6248).
pub const ADDRESSES: (&str, &str) = ("userName", "emails");

/// What the portal lists a user as that is disabled (support.okta.com, Okta User Provisioning and Management
/// with Zoom).
pub const DEACTIVATED: &str = "Basic (Deactivated)";

/// Roles whose users cannot be deactivated by SCIM (support.okta.com, Zoom Deprovisioning). Roles that an
/// account made itself may have rights of an administrator too, which their names do not tell.
const ADMINISTRATORS: [&str; 2] = ["Admin", "Owner"];

/// The role for which Zoom would not deactivate a user.
///
/// ```
/// use attrflow::systems::zoom::keeps_active;
/// let user = serde_json::json!({"roles": [{"value": "admin"}]});
/// assert_eq!(keeps_active(&user), Some("Admin"));
/// assert_eq!(keeps_active(&serde_json::json!({"roles": [{"value": "Member"}]})), None);
/// ```
pub fn keeps_active(user: &Value) -> Option<&'static str> {
    let roles = user.get("roles")?.as_array()?;
    let names = roles.iter().filter_map(|role| role.get("value").unwrap_or(role).as_str());
    names
        .into_iter()
        .find_map(|name| ADMINISTRATORS.into_iter().find(|known| known.eq_ignore_ascii_case(name.trim())))
}
