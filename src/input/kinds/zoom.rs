//! Zoom: the lists of its interface and the tables of its web portal, as accounts in the form of SCIM.
//!
//! Sources: developers.zoom.us, GET /users (types, states, pages); the portal's export (titles seen in programs that
//! read it) and import template (documented). Neither knows licences and add-ons as SCIM has them.

use crate::input::titles::{Cell, Meaning, Titles, named};
use crate::input::words;
use serde_json::{Map, Value as Json, json};

/// Titles of the portal's tables, and the members of Zoom's own interface that they hold.
const TITLES: &Titles = &[
    ("email", "email"),
    ("emailaddress", "email"),
    ("userid", "id"),
    ("firstname", "first_name"),
    ("lastname", "last_name"),
    ("displayname", "display_name"),
    ("department", "dept"),
    ("jobtitle", "job_title"),
    ("location", "location"),
    ("manager", "manager"),
    ("company", "company"),
    ("employeeid", "employee_unique_id"),
    ("phonenumber", "phone_number"),
    ("usertype", "type"),
    ("licenses", "licenses"),
    ("userstatus", "status"),
    ("status", "status"),
    ("role", "role"),
    ("pmi", "pmi"),
    ("timezone", "timezone"),
    ("language", "language"),
    ("logintype", "login_type"),
    ("usergroup", "group"),
];

/// What a title in plain form means for an account of Zoom.
pub(in crate::input) fn meaning(title: &str) -> Option<Meaning> {
    let (name, _) = named(TITLES, title)?;
    Some(Meaning { name, cell: Cell::Text })
}

/// What the members of Zoom's own interface become in an account of SCIM.
const BECOMES: &[(&str, &str)] = &[
    ("id", "id"),
    ("email", "userName"),
    ("first_name", "name.givenName"),
    ("last_name", "name.familyName"),
    ("display_name", "displayName"),
    ("status", "active"),
    ("type", "userType"),
    ("job_title", "title"),
    ("timezone", "timezone"),
    ("dept", "department"),
    ("employee_unique_id", "employeeNumber"),
    ("company", "organization"),
];

/// The attribute of SCIM that a member of Zoom's own interface becomes.
pub(in crate::input) fn attribute(member: &str) -> Option<&'static str> {
    BECOMES.iter().find(|(known, _)| *known == member).map(|(_, attribute)| *attribute)
}

/// Titles that the portal's export has and no directory.
pub(in crate::input) const EXPORTED: &[&str] =
    &["imgroup", "lastloginutc", "lastclientversion", "logintype", "userstatus", "pmi", "addon", "licenses"];

/// Titles of the import template that directories do not have together with an address alone.
pub(in crate::input) const TEMPLATE: &[&str] = &["usergroup", "largemeeting", "webinar", "imgroup"];

/// The types of users by their numbers.
const TYPES: [(u64, &str); 5] =
    [(1, "Basic"), (2, "Licensed"), (3, "On-Prem"), (4, "Unassigned without Meetings Basic"), (99, "None")];

/// The schemas of an account.
const SCHEMAS: [&str; 2] = [
    "urn:ietf:params:scim:schemas:core:2.0:User",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
];

/// An account of Zoom's own interface or portal as SCIM would show it.
pub(in crate::input) fn account(user: &Map<String, Json>) -> Map<String, Json> {
    let text =
        |name: &str| user.get(name).and_then(Json::as_str).map(str::trim).filter(|text| !text.is_empty());
    let mut account = Map::new();
    account.insert("schemas".to_owned(), json!(SCHEMAS));
    let mut put = |name: &str, value: Option<Json>| {
        if let Some(value) = value {
            account.insert(name.to_owned(), value);
        }
    };
    put("id", text("id").map(Json::from));
    put("userName", text("email").map(Json::from));
    let mut name = Map::new();
    for (part, from) in [("givenName", "first_name"), ("familyName", "last_name")] {
        name.extend(text(from).map(|text| (part.to_owned(), text.into())));
    }
    put("name", (!name.is_empty()).then_some(Json::Object(name)));
    put("displayName", text("display_name").map(Json::from));
    put("emails", text("email").map(|email| json!([{"type": "work", "value": email, "primary": true}])));
    put("active", text("status").and_then(active).map(Json::from));
    put("userType", kind(user.get("type")));
    put("title", text("job_title").map(Json::from));
    put("timezone", text("timezone").map(Json::from));
    let mut enterprise = Map::new();
    for (attribute, from) in
        [("department", "dept"), ("employeeNumber", "employee_unique_id"), ("organization", "company")]
    {
        enterprise.extend(text(from).map(|text| (attribute.to_owned(), text.into())));
    }
    put(SCHEMAS[1], (!enterprise.is_empty()).then_some(Json::Object(enterprise)));
    account
}

/// Whether an account of this state is active; of one that is pending SCIM says nothing.
fn active(status: &str) -> Option<bool> {
    if status.eq_ignore_ascii_case("pending") { None } else { words::standing(status) }
}

/// Whether the account waits for its owner.
pub(in crate::input) fn is_pending(user: &Map<String, Json>) -> bool {
    user.get("status").and_then(Json::as_str).is_some_and(|status| status.eq_ignore_ascii_case("pending"))
}

/// The name of a type, which is a number or the name itself.
fn kind(value: Option<&Json>) -> Option<Json> {
    let value = value?;
    let number = value.as_u64().or_else(|| value.as_str()?.trim().parse().ok());
    match number {
        Some(number) => TYPES.iter().find(|(known, _)| *known == number).map(|(_, name)| (*name).into()),
        None => value.as_str().filter(|text| !text.trim().is_empty()).map(Json::from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_numbers_or_names() {
        assert_eq!(kind(Some(&json!(2))), Some(json!("Licensed")));
        assert_eq!(kind(Some(&json!("1"))), Some(json!("Basic")));
        assert_eq!(kind(Some(&json!("Licensed"))), Some(json!("Licensed")));
        assert_eq!(kind(Some(&json!(77))), None);
    }
}
