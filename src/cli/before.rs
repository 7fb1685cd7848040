//! Users as they were before a change, found by who they are.

use super::render::Terminal;
use super::{Result, files};
use attrflow::input::{Item, UserReader};
use attrflow::source::Reader;
use attrflow::systems::Source;
use encoding_rs::Encoding;
use std::collections::HashMap;

/// The users of a file by identifier, or by name where they have none.
pub(super) struct Before {
    reader: Reader,
    users: HashMap<String, String>,
}

impl Before {
    fn key(&self, user: &str) -> Option<String> {
        let row = self.reader.read(user).ok()?;
        let texts = row.into_iter().filter_map(|value| value.into_text().ok().flatten());
        texts.map(|text| text.to_lowercase()).find(|text| !text.is_empty())
    }

    /// The user as it was.
    pub(super) fn of(&self, user: &str) -> Option<&str> {
        self.users.get(&self.key(user)?).map(String::as_str)
    }
}

/// Reads the users of a file; what is wrong with it is shown.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn read(
    path: &str,
    encoding: Option<&'static Encoding>,
    system: &'static Source,
    terminal: &Terminal,
) -> Result<Before> {
    let names = ["id", "objectId", "userPrincipalName"].map(str::to_owned);
    let mut before = Before { reader: Reader::new(&names), users: HashMap::new() };
    let mut users = UserReader::new(files::open_in(path, encoding)?).of(system);
    while let Some(item) = users.next_item().map_err(|error| files::unreadable(path, error))? {
        match item {
            Item::Problem(problem) => terminal.input(&problem.diagnostic, files::name(path)),
            Item::User(user) => {
                if let Some(key) = before.key(user.json) {
                    before.users.insert(key, user.json.to_owned());
                }
            }
        }
    }
    Ok(before)
}
