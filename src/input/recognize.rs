//! What kind of file it is, by the members of its first object.

use super::kinds::{self, FileKind};
use serde_json::{Map, Value as Json};

/// The kind of a list of objects like this one; `None` if nothing tells.
pub(super) fn object(object: &Map<String, Json>) -> Option<&'static FileKind> {
    error(object)
        .or_else(|| configuration(object))
        .or_else(|| beside_users(object))
        .or_else(|| other_systems(object))
        .or_else(|| directory(object))
        .or_else(|| account(object))
}

fn any(object: &Map<String, Json>, names: &[&str]) -> bool {
    names.iter().any(|name| object.contains_key(*name))
}

fn all(object: &Map<String, Json>, names: &[&str]) -> bool {
    names.iter().all(|name| object.contains_key(*name))
}

/// Whether one of the object's schemas ends like this.
fn is_of_schema(object: &Map<String, Json>, end: &str) -> bool {
    let schemas = object.get("schemas").and_then(Json::as_array);
    schemas.is_some_and(|all| all.iter().any(|urn| urn.as_str().is_some_and(|urn| urn.ends_with(end))))
}

/// Names that errors do not have.
const NAMING: &[&str] =
    &["userPrincipalName", "UserPrincipalName", "userName", "username", "email", "mail", "profile"];

/// An error in place of what was asked for.
pub(super) fn error(object: &Map<String, Json>) -> Option<&'static FileKind> {
    if any(object, NAMING) {
        return None;
    }
    if is_of_schema(object, ":Error") || is_of_schema(object, ":Errors") {
        return Some(&kinds::SCIM_ERROR);
    }
    if all(object, &["errorCode", "errorSummary"]) {
        return Some(&kinds::OKTA_ERROR);
    }
    let is_error = |error: &Json| error.is_object() || error.is_string();
    if object.get("error").is_some_and(is_error) || object.contains_key("odata.error") {
        return Some(&kinds::GRAPH_ERROR);
    }
    match object.get("code") {
        Some(Json::Number(_)) if object.contains_key("message") => Some(&kinds::ZOOM_ERROR),
        Some(Json::String(_)) if object.contains_key("message") => Some(&kinds::PINGONE_ERROR),
        _ => None,
    }
}

/// So many characters of an error are shown.
const ERROR_CHARACTERS: usize = 200;

/// What an error says: its code and its sentence.
pub(super) fn error_text(object: &Map<String, Json>) -> String {
    let inner = object.get("error").or_else(|| object.get("odata.error")).and_then(Json::as_object);
    let inner = inner.unwrap_or(object);
    let text = |names: &[&str]| {
        names.iter().find_map(|name| match inner.get(*name)? {
            Json::String(text) => Some(text.clone()),
            Json::Number(number) => Some(number.to_string()),
            Json::Object(object) => object.get("value")?.as_str().map(str::to_owned),
            _ => None,
        })
    };
    let code = text(&["errorCode", "code", "status", "error"]);
    let sentence = text(&["errorSummary", "message", "detail", "error_description"]);
    let parts: Vec<String> = [code, sentence].into_iter().flatten().collect();
    let text = parts.join(", ");
    text.chars().take(ERROR_CHARACTERS).collect()
}

/// Documents about provisioning.
fn configuration(object: &Map<String, Json>) -> Option<&'static FileKind> {
    let has_schema = |name: &str| {
        let schema = object.get(name).and_then(Json::as_object);
        schema.is_some_and(|schema| any(schema, &["synchronizationRules", "SynchronizationRules"]))
    };
    let holds = || {
        let resources = object.get("resources").or_else(|| object.get("values"));
        resources.is_some_and(|resources| crate::json::text(resources).contains("ynchronizationRules"))
    };
    if any(object, &["synchronizationRules", "SynchronizationRules"])
        || any(object, &["attributeMappings", "AttributeMappings"])
        || has_schema("schema")
        || has_schema("Schema")
    {
        Some(&kinds::SYNC_SCHEMA)
    } else if any(object, &["terraform_version", "format_version"]) {
        Some(if holds() { &kinds::SYNC_SCHEMA } else { &kinds::TERRAFORM })
    } else if all(object, &["templateId", "schedule"])
        || all(object, &["TemplateId", "Schedule"])
        || any(object, &["factoryTag", "FactoryTag"])
    {
        Some(&kinds::SYNC_JOBS)
    } else if is_of_schema(object, ":BulkRequest") || object.get("Operations").is_some_and(is_bulk) {
        Some(&kinds::INBOUND)
    } else {
        None
    }
}

fn is_bulk(operations: &Json) -> bool {
    operations.get(0).is_some_and(|first| first.get("bulkId").is_some() || first.get("data").is_some())
}

/// Objects of directories that are no users.
pub(super) fn beside_users(object: &Map<String, Json>) -> Option<&'static FileKind> {
    let kind = object.get("@odata.type").or_else(|| object.get("odata.type")).and_then(Json::as_str);
    let kind = kind.and_then(|kind| kind.rsplit('.').next()).unwrap_or_default();
    if matches!(kind, "user" | "User") {
        None
    } else if all(object, &["appRoleId", "principalId"]) || all(object, &["AppRoleId", "PrincipalId"]) {
        Some(&kinds::GRAPH_ASSIGNMENTS)
    } else if any(object, &["appRoles", "AppRoles"]) || all(object, &["allowedMemberTypes", "value"]) {
        Some(&kinds::GRAPH_APP)
    } else if any(object, &["userPrincipalName", "UserPrincipalName"]) {
        None
    } else if kind == "group"
        || any(object, &["groupTypes", "GroupTypes"])
        || all(object, &["securityEnabled", "mailEnabled"])
        || all(object, &["SecurityEnabled", "MailEnabled"])
    {
        Some(&kinds::GRAPH_GROUPS)
    } else if is_of_schema(object, ":Group") {
        Some(&kinds::SCIM_GROUPS)
    } else if any(object, &["provisioningSteps", "activityDateTime", "eventType"]) {
        Some(&kinds::AUDIT)
    } else if !kind.is_empty() && kind != "servicePrincipal" && !object.contains_key("mail")
        || any(object, &["servicePrincipalType", "operatingSystem", "signInAudience", "roleTemplateId"])
    {
        Some(&kinds::GRAPH_OTHER)
    } else {
        None
    }
}

fn other_systems(object: &Map<String, Json>) -> Option<&'static FileKind> {
    if let Some(profile) = object.get("profile").and_then(Json::as_object) {
        let group = object
            .get("type")
            .and_then(Json::as_str)
            .is_some_and(|kind| kind.ends_with("GROUP") || kind == "BUILT_IN");
        let name = object.get("credentials").and_then(|credentials| credentials.get("userName"));
        return if group {
            Some(&kinds::OKTA_GROUPS)
        } else if name.is_some() && !profile.contains_key("login") {
            Some(&kinds::OKTA_APP_USERS)
        } else if any(object, &["status", "credentials"]) || profile.contains_key("login") {
            Some(&kinds::OKTA_USERS_KIND)
        } else {
            None
        };
    }
    let of_pingone = [
        "population",
        "lifecycle",
        "environment",
        "account",
        "identityProvider",
        "mfaEnabled",
        "_links",
        "enabled",
    ];
    let is_pingone = object.contains_key("username")
        && (any(object, &of_pingone) || object.get("name").is_some_and(Json::is_object));
    is_pingone.then_some(&kinds::PINGONE_USERS_KIND)
}

/// Users of Entra and what belongs to it.
fn directory(object: &Map<String, Json>) -> Option<&'static FileKind> {
    if any(object, &["userPrincipalName", "@removed", "businessPhones", "accountEnabled"]) {
        return Some(if kinds::graph::is_deleted(object) && !object.contains_key("@removed") {
            &kinds::GRAPH_DELETED
        } else if object.contains_key("ObjectId") {
            &kinds::ENTRA_POWERSHELL
        } else if any(object, &["sAMAccountName", "userAccountControl", "objectSid"]) {
            &kinds::AD_POWERSHELL
        } else {
            &kinds::GRAPH_USERS_KIND
        });
    }
    if any(
        object,
        &["SamAccountName", "DistinguishedName", "ObjectGUID", "sAMAccountName", "userAccountControl"],
    ) {
        Some(&kinds::AD_POWERSHELL)
    } else if any(
        object,
        &["RecipientTypeDetails", "WindowsEmailAddress", "PrimarySmtpAddress", "ExternalDirectoryObjectId"],
    ) {
        Some(&kinds::EXCHANGE)
    } else if any(object, &["ExtensionProperty", "ImmutableId"])
        || all(object, &["ObjectId", "UserPrincipalName"])
    {
        Some(&kinds::AZUREAD_POWERSHELL)
    } else if any(object, &["UserPrincipalName", "AdditionalProperties", "AccountEnabled"]) {
        Some(&kinds::GRAPH_POWERSHELL)
    } else {
        None
    }
}

fn account(object: &Map<String, Json>) -> Option<&'static FileKind> {
    let of_zoom = [
        "role_id",
        "pmi",
        "dept",
        "first_name",
        "last_client_version",
        "employee_unique_id",
        "user_created_at",
        "last_login_time",
    ];
    if object.contains_key("email") && any(object, &of_zoom) {
        Some(&kinds::ZOOM_REST)
    } else if is_of_schema(object, ":User") || any(object, &["userName"]) {
        Some(&kinds::SCIM_USERS)
    } else {
        None
    }
}
