//! Which attribute a column of a CSV file holds.

use super::kinds::microsoft_365::{self, Language, OFFICE_AND_TELEPHONE};
use super::kinds::{self, FileKind, Holds, entra, hr, okta, pingone, zoom};
use super::titles::{Cell, Meaning, plain};
use crate::json;
use crate::systems::Source;

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// What the header says.
    pub(super) title: String,
    /// The attribute: in the system's spelling if it is known, else as the title says.
    /// Empty for a column without a title.
    pub(super) name: String,
    /// The name as a member of an object: `"name":`.
    pub(super) label: Vec<u8>,
    pub(super) cell: Cell,
    /// Whether the attribute is one that the system has.
    pub(super) known: bool,
    /// Whether people's names stand in it.
    pub(super) is_name: bool,
    /// An earlier column that holds the same attribute.
    pub(super) same_as: Option<usize>,
}

/// Attributes that people's names stand in.
const NAMES: &[&str] = &["displayName", "givenName", "surname", "firstName", "lastName"];

/// Whose names the titles of a table are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Vocabulary {
    /// Entra's, and those of what belongs to it, perhaps in another language than English.
    Entra(Option<&'static Language>),
    /// Those of a list of staff.
    Staff,
    Okta,
    PingOne,
    Zoom,
    /// The file's own, untouched.
    Own,
}

impl Vocabulary {
    /// That of a kind of table.
    pub(super) fn of(kind: &FileKind, wanted: Option<&Source>, language: Option<&'static Language>) -> Self {
        let system = kind.system.or(wanted).map(|system| system.id);
        match (kind.holds, system) {
            (Holds::Users, Some("okta")) => Vocabulary::Okta,
            (Holds::Users, Some("pingone")) => Vocabulary::PingOne,
            (Holds::Users, _) if *kind == kinds::HR => Vocabulary::Staff,
            (Holds::Users, _) => Vocabulary::Entra(language),
            (Holds::Accounts, _) => Vocabulary::Zoom,
            _ => Vocabulary::Own,
        }
    }

    fn meaning(self, title: &str) -> Option<Meaning> {
        match self {
            // One title in another language than the rest must not go by unread if it says who is blocked.
            Vocabulary::Entra(None) => entra::meaning(title, &[]).or_else(|| microsoft_365::blocked(title)),
            Vocabulary::Entra(Some(language)) => {
                language.meaning(title).or_else(|| microsoft_365::blocked(title))
            }
            Vocabulary::Staff => entra::meaning(title, hr::TITLES),
            Vocabulary::Okta => okta::meaning(title),
            Vocabulary::PingOne => pingone::meaning(title),
            Vocabulary::Zoom => zoom::meaning(title),
            Vocabulary::Own => None,
        }
    }
}

impl Column {
    fn new(title: &str, name: &str, cell: Cell, known: bool) -> Self {
        let mut label = Vec::new();
        json::string(name, &mut label);
        label.push(b':');
        let is_name = NAMES.contains(&name);
        Self { title: title.to_owned(), name: name.to_owned(), label, cell, known, is_name, same_as: None }
    }
}

/// What the columns of this header hold.
pub(super) fn columns(titles: &[String], vocabulary: Vocabulary) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    // Where each name stands first, in the one kind of map that the engine has anyway.
    let mut first = serde_json::Map::new();
    let rooms = titles.iter().filter(|title| plain(title) == OFFICE_AND_TELEPHONE.0).count();
    for (at, title) in titles.iter().enumerate() {
        let mut column = column(title.trim(), vocabulary);
        if rooms == 2 && plain(title) == OFFICE_AND_TELEPHONE.0 && !first.contains_key(&*column.name) {
            column = self::column(OFFICE_AND_TELEPHONE.1, vocabulary);
            column.title.clone_from(title);
            if first.contains_key(&*column.name) {
                column = self::column(title.trim(), vocabulary);
            }
        }
        if !column.name.is_empty() {
            let before = first.entry(column.name.as_str()).or_insert(at.into()).as_u64();
            column.same_as = before.map(|before| before as usize).filter(|before| *before != at);
        }
        columns.push(column);
    }
    columns
}

/// The name that a title stands for: the bulk templates of Entra write `Last name [surname]`, `Name [displayName]
/// Required`, and other downloads of it `[displayName] name`.
pub(super) fn name_in(title: &str) -> &str {
    let inner = title.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
    inner.map_or(title, |(name, _)| name).trim()
}

fn column(title: &str, vocabulary: Vocabulary) -> Column {
    let name = name_in(title);
    let plain_name = plain(name);
    let Some(meaning) = vocabulary.meaning(&plain_name) else {
        let known = plain_name.starts_with("extension") && name.contains('_');
        return Column::new(title, name, Cell::Text, known);
    };
    // "Block sign in (Yes/No) [accountEnabled] Required" says the opposite of its name.
    let blocks = name != title && plain(title).starts_with("block");
    let cell = if blocks && meaning.cell == Cell::Flag { Cell::OppositeFlag } else { meaning.cell };
    Column::new(title, meaning.name, cell, true)
}

/// The values of a cell that may hold several: a JSON array, or separated by semicolons, by commas,
/// or as the Microsoft 365 admin centre does it, `SMTP:a@b.example+smtp:c@d.example`; Exchange writes
/// `{SMTP:a@b.example, smtp:c@d.example}`, or blanks between the addresses.
pub(super) fn values(text: &str) -> Vec<String> {
    let text = text.trim();
    if let Ok(serde_json::Value::Array(values)) = json::parse(text) {
        let text = |value| match value {
            serde_json::Value::String(text) => text,
            other => json::text(&other),
        };
        return values.into_iter().map(text).collect();
    }
    let text = match text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        Some(_) if json::parse(text).is_ok() => return vec![text.to_owned()],
        Some(inner) => inner,
        None => text,
    };
    let mut separated = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['+', ' ']) {
        let (part, after) = rest.split_at(at);
        let next = after.get(1..).unwrap_or_default();
        let scheme = next.split_once(':').is_some_and(|(scheme, _)| {
            !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric())
        });
        separated.push_str(part);
        separated.push_str(if scheme && part.contains(':') {
            ";"
        } else {
            after.get(..1).unwrap_or_default()
        });
        rest = next;
    }
    separated.push_str(rest);
    let separator = if separated.contains(';') { ';' } else { ',' };
    let values = separated.split(separator).map(|value| value.trim().trim_end_matches(','));
    values.filter(|value| !value.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_entra(title: &str) -> Column {
        column(title, Vocabulary::Entra(None))
    }

    #[test]
    fn titles() {
        let titles = [
            "User principal name",
            "id",
            "ObjectId",
            " mobilePhone ",
            "Last name [surname]",
            "Hair colour",
            "",
        ];
        let found = columns(&titles.map(str::to_owned), Vocabulary::Entra(None));
        let names: Vec<_> = found.iter().map(|c| &*c.name).collect();
        assert_eq!(
            names,
            ["userPrincipalName", "objectId", "objectId", "mobile", "surname", "Hair colour", ""]
        );
        assert_eq!(
            found.iter().map(|c| c.known).collect::<Vec<_>>(),
            [true, true, true, true, true, false, false]
        );
        assert_eq!(found[2].same_as, Some(1));
    }

    #[test]
    fn blocking_is_the_opposite_of_enabled() {
        assert_eq!(of_entra("Block sign in (Yes/No) [accountEnabled] Required").cell, Cell::OppositeFlag);
        assert_eq!(of_entra("Block credential").cell, Cell::OppositeFlag);
        assert_eq!(of_entra("AccountDisabled").cell, Cell::OppositeFlag);
        assert_eq!(of_entra("Sign-in blocked").cell, Cell::OppositeFlag);
        assert_eq!(of_entra("accountEnabled").cell, Cell::Flag);
        assert_eq!(of_entra("[displayName] name").name, "displayName");
    }

    #[test]
    fn names_of_one_system_are_not_anothers() {
        assert_eq!(column("title", Vocabulary::Entra(None)).name, "jobTitle");
        assert_eq!(column("title", Vocabulary::Okta).name, "title");
        assert_eq!(column("firstName", Vocabulary::Okta).name, "firstName");
        assert_eq!(column("Given Name", Vocabulary::PingOne).name, "name.given");
        assert_eq!(column("email", Vocabulary::PingOne).name, "email");
        assert_eq!(column("First Name", Vocabulary::Zoom).name, "first_name");
    }

    #[test]
    fn several_values_in_a_cell() {
        assert_eq!(values("a@x.example; b@x.example"), ["a@x.example", "b@x.example"]);
        assert_eq!(values("a+tag@x.example,b@x.example"), ["a+tag@x.example", "b@x.example"]);
        assert_eq!(values("SMTP:a@x.example+smtp:b@x.example"), ["SMTP:a@x.example", "smtp:b@x.example"]);
        assert_eq!(values("{SMTP:a@x.example, smtp:b@x.example}"), ["SMTP:a@x.example", "smtp:b@x.example"]);
        assert_eq!(values("SMTP:a@x.example smtp:b@x.example"), ["SMTP:a@x.example", "smtp:b@x.example"]);
        assert_eq!(values(r#"["a","b,c"]"#), ["a", "b,c"]);
        assert_eq!(values(r#"[{"id":"1","value":"Basic"}]"#), [r#"{"id":"1","value":"Basic"}"#]);
        assert_eq!(values(r#"{"id":"1","value":"Basic"}"#), [r#"{"id":"1","value":"Basic"}"#]);
    }
}
