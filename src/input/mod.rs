//! Files as admins get them: directories of source users, what a target holds, one object at a time.
//!
//! [`UserReader`] takes whatever an admin has at hand (a Graph answer, a JSON array, NDJSON, the CSV
//! of an admin centre or of a spreadsheet) and yields every user as the text of one JSON object. It holds one
//! user in memory, however long the input is. A user that cannot be read is a
//! [`Problem`](Item::Problem) with its line, and reading goes on. [`read_file`] says besides what the file is and what its columns
//! became.
//!
//! ```
//! use attrflow::input::{Item, UserReader};
//! let csv = "userPrincipalName;displayName;department\nlena@contoso.example;Lena Fox;\n";
//! let mut users = UserReader::new(csv.as_bytes());
//! let Some(Item::User(user)) = users.next_item()? else { panic!() };
//! assert_eq!(user.json, r#"{"userPrincipalName":"lena@contoso.example","displayName":"Lena Fox"}"#);
//! assert_eq!(user.line, 2);
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! How files are written down is told apart by their first bytes ([`InputFormat`]):
//!
//! | format | looks like |
//! | --- | --- |
//! | Graph | `{"value":[…]}`, also several pages one after another; lists of SCIM, `{"Resources":[…]}`, of PingOne, `{"_embedded":{"users":[…]}}`, of Zoom, `{"users":[…]}`, and answers of `$batch` |
//! | array | `[{…},{…}]` |
//! | object | `{…}`, over several lines or alone |
//! | NDJSON | one `{…}` a line |
//! | CSV | a header of attribute names; comma, semicolon or tab; also the bulk template of Entra |
//!
//! All of them in UTF-8, with or without byte order mark, in UTF-16 with one, and tables in Windows-1252 where their language
//! leaves no doubt.
//!
//! What kind of file it is ([`FileKind`]) is told by the members of the first object or the titles of the header. Each family of kinds is a
//! file below `kinds/`, tables of names for the most part. Users of most kinds go by as they stand; those with other names, such as
//! PowerShell's, are written anew on the way (`elements`).

mod attributes;
mod cells;
mod check;
mod columns;
mod dates;
mod detect;
mod directive;
mod document;
mod elements;
mod encoding;
mod entry;
mod kinds;
mod lines;
mod reader;
mod reading;
mod recognize;
mod recognize_table;
mod rows;
mod scan;
mod slice;
mod table;
#[cfg(test)]
mod tests;
mod titles;
mod wanted;
mod window;
mod words;

pub use entry::Entry;
pub use kinds::{FileKind, Holds};
pub use reader::UserReader;
pub use reading::{ColumnReading, Reading, read_file};
pub use slice::{Users, label, read_users, read_users_of};

use crate::diagnostic::Diagnostic;
use serde::Serialize;

/// Where `what`, which is not empty, stands first in `bytes`.
fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    let first = *what.first()?;
    memchr::memchr_iter(first, bytes).find(|at| bytes.get(*at..).is_some_and(|rest| rest.starts_with(what)))
}

/// How users are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum InputFormat {
    /// `{"value":[{…},{…}]}`: answers of Microsoft Graph, one page or several.
    Graph,
    /// `[{…},{…}]`
    Array,
    /// `{…}`: one user, or several one after another that each take more than a line.
    Object,
    /// `{…}` on every line.
    Ndjson,
    /// A header of attribute names, then one user a row.
    Csv,
}

impl InputFormat {
    /// The name for people: `Graph JSON`.
    pub fn name(self) -> &'static str {
        match self {
            InputFormat::Graph => "Graph JSON",
            InputFormat::Array => "a JSON array",
            InputFormat::Object => "a JSON object",
            InputFormat::Ndjson => "NDJSON",
            InputFormat::Csv => "CSV",
        }
    }
}

/// One source user in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct User<'a> {
    /// The text of one JSON object, as it stands in the input; from CSV and from kinds of files with other names written
    /// anew, with the names that mappings read.
    pub json: &'a str,
    /// The line its text begins on, from 1.
    pub line: u64,
    /// Where its text begins in the input's text, in bytes of UTF-8 after a byte order mark; 0 from CSV.
    pub offset: u64,
    /// Whether the text was written anew, so that it stands nowhere in the input: from CSV, and where a kind of file has
    /// other names.
    pub written: bool,
}

/// What [`UserReader::next_item`] comes upon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item<'a> {
    /// A user.
    User(User<'a>),
    /// Something that is wrong; an error stands in place of a user, a warning beside one.
    Problem(Problem),
}

/// What [`UserReader::next_chunk`] comes upon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chunk<'a> {
    /// Users as NDJSON, to be checked by whoever parses them.
    Lines {
        /// Whole lines.
        text: &'a [u8],
        /// The line of the input that the first of them begins on, from 1.
        line: u64,
        /// Bytes of the input's text read so far.
        end: u64,
    },
    /// Something that is wrong.
    Problem(Problem),
}

/// A problem and its place in the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1. The message names it too.
    pub line: u64,
    /// What is wrong. Its span counts bytes of the input as UTF-8 text.
    pub diagnostic: Diagnostic,
}
