//! All users of an input that is in memory already.

use super::{InputFormat, Item, Problem, UserReader};
use crate::json;
use crate::systems::Source;
use std::ops::Range;

/// What [`read_users`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Users {
    /// How the users were written down; `None` if that is not known.
    pub format: Option<InputFormat>,
    /// The users as NDJSON: one compact object a line.
    pub ndjson: String,
    /// Where each user is in `ndjson`.
    pub users: Vec<Range<usize>>,
    /// What is wrong with the input.
    pub problems: Vec<Problem>,
}

impl Users {
    /// The texts of the users.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.users.iter().map(|range| self.ndjson.get(range.clone()).unwrap_or_default())
    }
}

/// Reads all users of `bytes`.
///
/// ```
/// use attrflow::input::{InputFormat, read_users};
/// let page = br#"{"value": [ {"id": "1", "mail": null}, {"id": "2"} ]}"#;
/// let users = read_users(page);
/// assert_eq!(users.format, Some(InputFormat::Graph));
/// assert_eq!(users.ndjson, "{\"id\":\"1\",\"mail\":null}\n{\"id\":\"2\"}\n");
/// assert!(users.problems.is_empty());
/// ```
pub fn read_users(bytes: &[u8]) -> Users {
    all(UserReader::new(bytes))
}

/// Reads all users of `bytes`, which are to be those of a system.
///
/// ```
/// use attrflow::input::read_users_of;
/// use attrflow::systems::{ENTRA, OKTA};
/// let csv = b"login,firstName,email\nada@contoso.example,Ada,ada@contoso.example\n";
/// assert_eq!(read_users_of(&OKTA, csv).users.len(), 1);
/// let found = read_users_of(&ENTRA, csv);
/// assert_eq!((found.users.len(), found.problems.len()), (0, 1));
/// ```
pub fn read_users_of(system: &'static Source, bytes: &[u8]) -> Users {
    all(UserReader::new(bytes).of(system))
}

fn all(mut reader: UserReader<&[u8]>) -> Users {
    let mut users = Users { format: reader.format().unwrap_or_default(), ..Users::default() };
    // Reading from memory does not fail.
    while let Ok(Some(item)) = reader.next_item() {
        match item {
            Item::Problem(problem) => users.problems.push(problem),
            Item::User(user) => {
                let start = users.ndjson.len();
                json::compact(user.json, &mut users.ndjson);
                users.users.push(start..users.ndjson.len());
                users.ndjson.push('\n');
            }
        }
    }
    users
}

/// A short name of a user for lists and headings: the sign-in name, else the address, the display
/// name or the id. `None` for a text that is no object or has none of them.
///
/// ```
/// use attrflow::input::label;
/// assert_eq!(label(r#"{"id":"7","displayName":"Lena Fox"}"#).as_deref(), Some("Lena Fox"));
/// assert_eq!(label("{}"), None);
/// ```
pub fn label(json: &str) -> Option<String> {
    // Anything but text counts as absent.
    let names = ["userPrincipalName", "login", "username", "mail", "email", "displayName", "objectId", "id"];
    let user = json::parse(json).ok()?;
    // Okta keeps attributes one step down.
    let user = user.get("profile").filter(|profile| profile.is_object()).unwrap_or(&user).as_object()?;
    let name = names.iter().find_map(|name| user.get(*name)?.as_str().filter(|text| !text.is_empty()))?;
    Some(name.to_owned())
}
