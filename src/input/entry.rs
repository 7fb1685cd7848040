//! One thing that a file holds, under the names that are read.

use super::kinds::graph;
use crate::json;
use serde_json::{Map, Value as Json, json as object};

/// A user, an account, a role or an assignment of a file.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Entry {
    /// The line that it begins on, from 1.
    pub line: u64,
    /// What it says: of users and accounts `attributes`, and `deleted` if they are gone for good; who is `assigned`, which
    /// `group`; the `appRoleId` of a role and its `value`.
    pub value: Json,
}

/// A user with these attributes.
pub(super) fn user(text: &str, attributes: Map<String, Json>, line: u64) -> Entry {
    let mut value = object!({ "attributes": attributes });
    let gone = super::find(text.as_bytes(), b"@removed").is_some()
        && json::parse(text).is_ok_and(|user| user.as_object().is_some_and(graph::is_gone));
    if let Some(value) = value.as_object_mut().filter(|_| gone) {
        value.insert("deleted".to_owned(), Json::Bool(true));
    }
    Entry { line, value }
}

/// An account.
pub(super) fn account(text: &str, line: u64) -> Option<Entry> {
    let account = json::parse(text).ok()?;
    Some(Entry { line, value: object!({ "attributes": account }) })
}

/// What an object of a list of assignments or roles says.
pub(super) fn others(text: &str, line: u64) -> Vec<Entry> {
    let Ok(Json::Object(object)) = json::parse(text) else { return Vec::new() };
    let mut values = Vec::new();
    if let Some(roles) = member(&object, &["appRoles", "AppRoles"]).and_then(Json::as_array) {
        values.extend(roles.iter().filter_map(|role| role_of(role.as_object()?)));
    } else if member(&object, &["allowedMemberTypes", "AllowedMemberTypes"]).is_some() {
        values.extend(role_of(&object));
    } else {
        values.extend(assigned(&object));
    }
    values.into_iter().map(|value| Entry { line, value }).collect()
}

fn member<'o>(object: &'o Map<String, Json>, names: &[&str]) -> Option<&'o Json> {
    names.iter().find_map(|name| object.get(*name)).filter(|value| !value.is_null())
}

fn text<'o>(object: &'o Map<String, Json>, names: &[&str]) -> Option<&'o str> {
    names.iter().find_map(|name| object.get(*name)?.as_str().map(str::trim).filter(|text| !text.is_empty()))
}

/// A role of an app; one without a value is called by its name.
fn role_of(role: &Map<String, Json>) -> Option<Json> {
    let id = text(role, &["id", "Id"])?;
    let name = text(role, &["displayName", "DisplayName"]);
    let value = text(role, &["value", "Value"]).or(name);
    Some(object!({ "appRoleId": id, "value": value, "displayName": name }))
}

/// Names of people, best first: those of Graph and PowerShell, of Entra's tables, and of Okta's report.
const PEOPLE: &[&str] = &[
    "userPrincipalName",
    "UserPrincipalName",
    "Member object ID or user principal name [memberObjectIdOrUpn] Required",
    "memberObjectIdOrUpn",
    "Login",
    "User login",
    "Okta username",
    "Application login",
    "App username",
    "login",
    "userName",
    "mail",
    "id",
    "Id",
    "objectId",
];

/// Who or which group is assigned.
fn assigned(object: &Map<String, Json>) -> Option<Json> {
    let role = text(object, &["appRoleId", "AppRoleId"]);
    let kind = text(object, &["principalType", "PrincipalType", "objectType", "@odata.type", "ObjectType"])
        .unwrap_or_default();
    let is_group = kind.rsplit('.').next().is_some_and(|kind| kind.eq_ignore_ascii_case("group"))
        || text(object, &["isGroup"]).is_some_and(|text| text.eq_ignore_ascii_case("true"))
        || object.contains_key("groupTypes");
    let name = match text(object, &["principalId", "PrincipalId"]) {
        Some(principal) => Some(principal),
        None if is_group => text(object, &["displayName", "DisplayName", "id", "Id"]),
        None => text(object, PEOPLE),
    };
    let mut value = Map::new();
    value.insert(if is_group { "group" } else { "assigned" }.to_owned(), name?.into());
    if let Some(role) = role {
        value.insert("appRoleId".to_owned(), role.into());
    }
    if let Some(name) = text(object, &["principalDisplayName", "PrincipalDisplayName"]) {
        value.insert("displayName".to_owned(), name.into());
    }
    Some(Json::Object(value))
}
