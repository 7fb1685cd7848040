//! Okta: its import template, its reports, and the answers of its interface.
//!
//! Sources: the template "Import users from CSV" (support.okta.com); reports User Accounts and Current Assignments
//! (help.okta.com names the fields, not the titles: inferred); developer.okta.com, users and application users.

use crate::input::titles::{Cell, Meaning, Titles, named, plain};
use crate::systems::OKTA;
use serde_json::{Map, Value as Json};

/// Titles that are not the names of the profile.
const TITLES: &Titles = &[
    ("oktausername", "login"),
    ("username", "login"),
    ("userlogin", "login"),
    ("primaryemail", "email"),
    ("emailaddress", "email"),
    ("secondaryemail", "secondEmail"),
    ("givenname", "firstName"),
    ("familyname", "lastName"),
    ("surname", "lastName"),
    ("nickname", "nickName"),
    ("primaryphonenumber", "primaryPhone"),
    ("mobile", "mobilePhone"),
    ("street", "streetAddress"),
    ("postalcode", "zipCode"),
    ("country", "countryCode"),
    ("jobtitle", "title"),
    ("employeeid", "employeeNumber"),
    ("userid", "id"),
    ("oktauserid", "id"),
    ("oktauserstatus", "status"),
    ("userstatus", "status"),
    ("oktastatus", "status"),
];

/// What a title in plain form means for a user of Okta.
pub(in crate::input) fn meaning(title: &str) -> Option<Meaning> {
    let find = |name: &str| OKTA.attributes().iter().find(|attribute| plain(&attribute.name) == plain(name));
    let attribute = find(title).or_else(|| find(named(TITLES, title)?.0))?;
    Some(Meaning { name: &attribute.name, cell: Cell::Text })
}

/// Titles that only tables of Okta have.
pub(in crate::input) const OWN: &[&str] =
    &["login", "oktausername", "oktauserstatus", "secondemail", "primaryphone", "profileurl"];

/// Titles of the report of assignments.
pub(in crate::input) const ASSIGNMENTS: &[&str] =
    &["applicationlogin", "applicationinstance", "applicationname", "assignedon", "appusername"];

/// An assignment of an application as a user of Okta: the name there signs in to the application, and the profile is
/// that of the application.
pub(in crate::input) fn of_application_user(mut user: Map<String, Json>) -> Map<String, Json> {
    let login = user.get("credentials").and_then(|credentials| credentials.get("userName")).cloned();
    let mut profile = match user.remove("profile") {
        Some(Json::Object(profile)) => profile,
        _ => Map::new(),
    };
    let mut own = profile.clone();
    if let Some(login) = login {
        profile.entry("login").or_insert_with(|| login.clone());
        own.entry("userName").or_insert(login);
    }
    user.remove("credentials");
    user.insert("profile".to_owned(), Json::Object(profile));
    user.insert("appuser".to_owned(), Json::Object(own));
    user
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_title_names_an_attribute() {
        for (title, name) in TITLES {
            assert_eq!(plain(title), *title);
            assert_eq!(meaning(title).map(|meaning| meaning.name), Some(*name), "{title}");
        }
        assert_eq!(meaning("title").map(|meaning| meaning.name), Some("title"));
    }
}
