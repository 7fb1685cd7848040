//! Microsoft Graph: what its answers hold besides users, and users who are gone.
//!
//! Sources: Graph documentation of deletedItems, delta, batch, appRoleAssignments; the name of a deleted user begins
//! with its own identifier (known issue, seen in answers).

use serde_json::{Map, Value as Json};

/// What a user is called that is deleted but can come back: the 32 digits of its identifier go off the front.
pub(in crate::input) fn deleted(user: &mut Map<String, Json>) {
    let digits: String = ["id", "objectId"]
        .into_iter()
        .find_map(|name| user.get(name)?.as_str())
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_hexdigit)
        .collect();
    if let Some(Json::String(name)) = user.get_mut("userPrincipalName")
        && digits.len() == 32
        && name.get(..32).is_some_and(|start| start.eq_ignore_ascii_case(&digits))
    {
        name.drain(..32);
    }
    user.entry("IsSoftDeleted").or_insert(Json::Bool(true));
}

/// Whether a user is deleted: it says when, or is what a delta query says of those that are gone.
pub(in crate::input) fn is_deleted(user: &Map<String, Json>) -> bool {
    let when = user.get("deletedDateTime").and_then(Json::as_str).is_some_and(|text| !text.is_empty());
    when || user.contains_key("@removed")
}

/// Whether a user is gone for good.
pub(in crate::input) fn is_gone(user: &Map<String, Json>) -> bool {
    user.get("@removed").and_then(|removed| removed.get("reason")).and_then(Json::as_str) == Some("deleted")
}

/// The identifiers of an app's roles that stand where names are needed: assignments as Graph gives them.
pub(in crate::input) fn has_nameless_roles(user: &Map<String, Json>) -> bool {
    let assignments = user.get("appRoleAssignments").and_then(Json::as_array);
    let nameless = |assignment: &Json| {
        assignment.get("appRoleId").is_some() && assignment.get("value").is_none_or(Json::is_null)
    };
    assignments.is_some_and(|assignments| assignments.iter().any(nameless))
}
