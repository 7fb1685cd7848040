//! What a file is, and what was read from it.

use super::attributes::Attributes;
use super::entry::{self, Entry};
use super::kinds::{self, FileKind, Holds, entra, powershell};
use super::titles::plain;
use super::wanted::{self, Wanted};
use super::{InputFormat, Item, Problem, UserReader};
use crate::diagnostic::{Code, Diagnostic};
use crate::systems::{ENTRA, Source};
use serde::Serialize;
use std::io::{Read, Result};

/// What [`read_file`] found out about a file.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Reading {
    /// What kind of file it is, if that shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static FileKind>,
    /// What it holds.
    pub holds: Option<Holds>,
    /// How it is written down; absent if it is no file that people or accounts come in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<InputFormat>,
    /// Its encoding.
    pub encoding: &'static str,
    /// What parts the cells of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<char>,
    /// The language of a table's titles, if it is not English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<&'static str>,
    /// The system whose names the attributes of users have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<&'static Source>,
    /// How many users, accounts, roles or assignments were read.
    pub count: u64,
    /// What became of the columns of a table, or of the members of objects.
    pub columns: Vec<ColumnReading>,
    /// What is wrong with the file, and what to beware of.
    #[serde(skip)]
    pub problems: Vec<Problem>,
}

/// What became of a column of a table, or of a member of objects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct ColumnReading {
    /// What the file calls it.
    pub title: String,
    /// The attribute that it was read as.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub attribute: Option<String>,
    /// Why it was not read, or how.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string"))]
    pub note: Option<&'static str>,
}

impl Reading {
    /// Whether something in the file could not be read.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.diagnostic.is_error())
    }
}

/// Says what a file is, and hands every user, account, role or assignment in it to `each`, under the names that mappings
/// read. Memory stays that of one of them. With `holds` the file must hold that; without it goes by what it is.
///
/// ```
/// use attrflow::input::{Holds, read_file};
/// let csv = "Benutzerprinzipalname;Vorname;Anmeldung blockiert\nada@contoso.example;Ada;WAHR\n";
/// let mut users = Vec::new();
/// let reading = read_file(csv.as_bytes(), None, &mut |entry| users.push(entry.value))?;
/// assert_eq!((reading.count, reading.holds), (1, Some(Holds::Users)));
/// assert_eq!((reading.separator, reading.language), (Some(';'), Some("German")));
/// assert_eq!(reading.columns[2].attribute.as_deref(), Some("accountEnabled"));
/// assert_eq!(users[0]["attributes"]["accountEnabled"], false);
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// When the input cannot be read. What is wrong with its content is among the [problems](Reading::problems).
pub fn read_file(input: impl Read, holds: Option<Holds>, each: &mut dyn FnMut(Entry)) -> Result<Reading> {
    let wanted = match holds {
        Some(Holds::Users) => Wanted::People,
        Some(Holds::Accounts) => Wanted::Accounts,
        Some(Holds::Assigned | Holds::Groups | Holds::Roles) => Wanted::Members,
        _ => Wanted::Anything,
    };
    let mut reader = UserReader::noting(input, wanted);
    let mut reading = Reading { format: reader.format()?, ..Reading::default() };
    let mut attributes = None;
    let (mut enabled, mut refused, mut people) = (false, false, false);
    while let Some(item) = reader.next_item()? {
        let user = match item {
            Item::Problem(problem) => {
                reading.problems.push(problem);
                continue;
            }
            Item::User(user) => (user.json.to_owned(), user.line),
        };
        let (json, line) = user;
        if refused {
            continue;
        }
        let kind = reader.kind();
        let own = kind.map_or(Holds::Users, |kind| kind.holds);
        if let Some(problem) = kind.and_then(|kind| unfit(kind, holds, line)) {
            reading.problems.push(problem);
            refused = true;
            continue;
        }
        let as_what = holds.unwrap_or(own);
        let entries = match as_what {
            // Whoever reads schemas reads it: here it is said what it is.
            Holds::Schema | Holds::Nothing => Vec::new(),
            Holds::Users => {
                let system = kind.and_then(|kind| kind.system).unwrap_or(&ENTRA);
                reading.system = Some(system);
                let attributes = attributes.get_or_insert_with(|| Attributes::of(system));
                let entry = entry::user(&json, attributes.values(&json), line);
                enabled |= entry.value["attributes"].get(system.account).is_some();
                vec![entry]
            }
            Holds::Accounts => entry::account(&json, line).into_iter().collect(),
            _ => entry::others(&json, line),
        };
        for entry in entries {
            people |= entry.value.get("group").is_none();
            reading.count += 1;
            each(entry);
        }
    }
    reading.kind = reader.kind();
    if let Some(kind) =
        reading.kind.filter(|kind| **kind == kinds::GRAPH_GROUPS && !people && reading.count > 0)
    {
        reading.problems.push(wanted::wrong(kind, "", "", 1));
    }
    reading.holds =
        holds.or(reading.kind.map(|kind| kind.holds)).or((reading.count > 0).then_some(Holds::Users));
    reading.encoding = reader.encoding();
    if let Some(table) = reader.table() {
        (reading.separator, reading.language) = (Some(table.delimiter()), table.language());
    }
    reading.columns = columns(&reader, attributes.as_ref());
    if let (Some(system), false, true) = (reading.system, enabled, reading.count > 0) {
        let message = format!("nobody has {}: all users count as enabled", system.account);
        let mut diagnostic = Diagnostic::new(Code::ReadWithCare, message);
        diagnostic =
            diagnostic.help(format!("export {} too, if some of them may be disabled", system.account));
        reading.problems.push(Problem { line: 1, diagnostic });
    }
    Ok(reading)
}

/// Why a kind of file does not hold what it is to be read as.
fn unfit(kind: &FileKind, holds: Option<Holds>, line: u64) -> Option<Problem> {
    let fits = match holds {
        None => !matches!(kind.holds, Holds::Groups | Holds::Nothing),
        // Among groups there may be people: that shows at the end.
        Some(Holds::Assigned | Holds::Groups | Holds::Roles) => {
            matches!(kind.holds, Holds::Assigned | Holds::Roles | Holds::Users)
                || *kind == kinds::GRAPH_GROUPS
        }
        Some(holds) => kind.holds == holds,
    };
    if fits {
        return None;
    }
    Some(wanted::wrong(kind, "", "", line))
}

const OWN_NAME: &str = "no attribute that is known: kept under its own name";
const NOT_READ: &str = "nothing that mappings read";

/// What became of the columns, or of the members of objects.
fn columns<R: Read>(reader: &UserReader<R>, attributes: Option<&Attributes>) -> Vec<ColumnReading> {
    if let Some(table) = reader.table() {
        let column = |column: &super::columns::Column| {
            let named = !column.name.is_empty();
            let note = match column.same_as {
                Some(_) => Some("an earlier column holds the same attribute"),
                None => (!column.known).then_some(if named { OWN_NAME } else { "a column without a title" }),
            };
            let known = (named && column.known).then_some(&*column.name);
            let account = reader.kind().is_some_and(|kind| kind.holds == Holds::Accounts);
            let attribute = if account { known.and_then(kinds::zoom::attribute) } else { known };
            let attribute = attribute.map(str::to_owned);
            let note = note.or((attribute.is_none() && account).then_some(NOT_READ));
            ColumnReading { title: column.title.clone(), attribute, note }
        };
        return table.columns().iter().filter(|column| !column.title.is_empty()).map(column).collect();
    }
    let kind = reader.kind();
    let of_powershell = kind.is_some_and(|kind| powershell::KINDS.contains(&kind.id));
    let of_zoom = kind.is_some_and(|kind| *kind == kinds::ZOOM_REST);
    let member = |name: &str| {
        let inner = name.rsplit('.').next().unwrap_or(name);
        let known = |name: &str| attributes.and_then(|attributes| attributes.attribute(name));
        let attribute = if matches!(name, "deletedDateTime" | "@removed" | "DeletionTimestamp") {
            Some("IsSoftDeleted")
        } else if of_powershell {
            let meaning = entra::meaning(&plain(inner), &[]).and_then(|meaning| known(meaning.name));
            meaning.or_else(|| known(&powershell::lowered(inner)))
        } else if of_zoom {
            kinds::zoom::attribute(name)
        } else {
            known(name)
        };
        let own = ENTRA.is_own(inner) && reader.kind().is_some_and(|kind| kind.system == Some(&ENTRA));
        let note = match attribute {
            Some(_) => None,
            None if own => Some(OWN_NAME),
            None => Some(NOT_READ),
        };
        ColumnReading { title: name.to_owned(), attribute: attribute.map(str::to_owned), note }
    };
    reader.members().map(member).collect()
}
