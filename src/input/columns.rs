//! Which attribute a column of a CSV file holds.

use crate::dotnet::{casing, text};
use crate::json;
use crate::systems::entra::{self, AttributeType};
use std::sync::OnceLock;

/// Column titles that are neither the mapping editor's names nor Graph's, and the attribute they
/// hold. Titles are compared without regard to letter case, spaces and punctuation.
///
/// Sources: "Download users" of the Entra admin centre (`directorySynced`, `invitationState`, ...);
/// the labels of its bulk templates; the export of active users of the Microsoft 365 admin centre
/// ("Block credential", "Title", ...).
const TITLES: &[(&str, &str)] = &[
    ("username", "userPrincipalName"),
    ("upn", "userPrincipalName"),
    ("signinname", "userPrincipalName"),
    ("email", "mail"),
    ("emailaddress", "mail"),
    ("primaryemail", "mail"),
    ("alias", "mailNickname"),
    ("firstname", "givenName"),
    ("lastname", "surname"),
    ("familyname", "surname"),
    ("name", "displayName"),
    ("fullname", "displayName"),
    ("title", "jobTitle"),
    ("company", "companyName"),
    ("office", "physicalDeliveryOfficeName"),
    ("officephone", "telephoneNumber"),
    ("businessphone", "telephoneNumber"),
    ("phonenumber", "telephoneNumber"),
    ("phone", "telephoneNumber"),
    ("fax", "facsimileTelephoneNumber"),
    ("stateorprovince", "state"),
    ("countryorregion", "country"),
    ("countryregion", "country"),
    ("zip", "postalCode"),
    ("ziporpostalcode", "postalCode"),
    ("directorysynced", "dirSyncEnabled"),
    ("invitationstate", "externalUserState"),
    ("alternateemailaddress", "otherMails"),
    ("alternateemailaddresses", "otherMails"),
    ("whencreated", "createdDateTime"),
    ("samaccountname", "onPremisesSamAccountName"),
];

/// How the text of a cell becomes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// As it is.
    Text,
    /// `True`, `yes` and the like become `true`; what is neither yes nor no stays text.
    Flag,
    /// The opposite of what it says: "Block sign in (Yes/No)".
    OppositeFlag,
    /// Several values.
    List,
    /// The member `password` of an object.
    Password,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// The attribute: in the mapping editor's spelling if it is known, else as the title says.
    /// Empty for a column without a title.
    pub(super) name: String,
    /// The name as a member of an object: `"name":`.
    pub(super) label: Vec<u8>,
    pub(super) cell: Cell,
    /// Whether the attribute is one that Entra has.
    pub(super) known: bool,
    /// An earlier column that holds the same attribute.
    pub(super) same_as: Option<usize>,
}

impl Column {
    fn new(name: &str, cell: Cell, known: bool) -> Self {
        let mut label = Vec::new();
        json::string(name, &mut label);
        label.push(b':');
        Self { name: name.to_owned(), label, cell, known, same_as: None }
    }
}

/// What the columns of this header hold.
pub(super) fn columns<'a>(header: impl Iterator<Item = &'a str>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    // Where each name stands first, in the one kind of map that the engine has anyway.
    let mut first = serde_json::Map::new();
    for (at, title) in header.enumerate() {
        let mut column = column(title.trim());
        if !column.name.is_empty() {
            let before = first.entry(column.name.as_str()).or_insert(at.into()).as_u64();
            column.same_as = before.map(|before| before as usize).filter(|before| *before != at);
        }
        columns.push(column);
    }
    columns
}

fn column(title: &str) -> Column {
    // The bulk templates of Entra write `Last name [surname]` and `Name [displayName] Required`.
    let name =
        title.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map_or(title, |(name, _)| name);
    let plain = plain(name);
    let blocks = self::plain(title).starts_with("block");
    if plain == "passwordprofile" {
        return Column::new("passwordProfile", Cell::Password, true);
    }
    let known = match &*plain {
        "blockcredential" | "blocksignin" => Some(("accountEnabled", Cell::Flag)),
        _ => find(known(), &plain),
    };
    let Some((name, cell)) = known else {
        let known = plain.starts_with("extension") && name.contains('_');
        return Column::new(name.trim(), Cell::Text, known);
    };
    let cell = if blocks && cell == Cell::Flag { Cell::OppositeFlag } else { cell };
    Column::new(name, cell, true)
}

/// A title without letter case, spaces and punctuation.
fn plain(title: &str) -> String {
    title.chars().filter(|c| text::is_letter_or_digit(*c)).map(casing::fold).collect()
}

/// A title in plain form, the attribute it means and how its cells are read.
type Known = (String, &'static str, Cell);

fn find(known: &[Known], title: &str) -> Option<(&'static str, Cell)> {
    known.iter().find(|(known, ..)| known == title).map(|(_, name, cell)| (*name, *cell))
}

/// Every known title; of two that are alike the first counts.
fn known() -> &'static [Known] {
    static KNOWN: OnceLock<Vec<Known>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        // Graph's list of numbers keeps its name: the first one is the telephone number.
        let mut known = vec![("businessphones".to_owned(), "businessPhones", Cell::List)];
        let cell = |attribute: &entra::Attribute| match attribute.kind {
            _ if attribute.multi_valued => Cell::List,
            AttributeType::Boolean => Cell::Flag,
            _ => Cell::Text,
        };
        for attribute in entra::attributes() {
            known.push((plain(&attribute.name), &*attribute.name, cell(attribute)));
        }
        for attribute in entra::attributes() {
            // Graph's `a.b` and `a[0]` are no column titles.
            if let Some(graph) = attribute.path.as_deref().filter(|graph| !graph.contains(['.', '['])) {
                known.push((plain(graph), &*attribute.name, cell(attribute)));
            }
        }
        for (title, name) in TITLES {
            if let Some((name, cell)) = find(&known, &plain(name)) {
                known.push(((*title).to_owned(), name, cell));
            }
        }
        known
    })
}

/// `true` or `false` in the words of spreadsheets and scripts.
pub(super) fn flag(text: &str) -> Option<bool> {
    let is = |words: &[&str]| words.iter().any(|word| text.trim().eq_ignore_ascii_case(word));
    if is(&["true", "yes", "1"]) {
        Some(true)
    } else if is(&["false", "no", "0"]) {
        Some(false)
    } else {
        None
    }
}

/// The values of a cell that may hold several: a JSON array, or separated by semicolons, by commas,
/// or as the Microsoft 365 admin centre does it, `SMTP:a@b.example+smtp:c@d.example`.
pub(super) fn values(text: &str) -> Vec<String> {
    let text = text.trim();
    if let Ok(serde_json::Value::Array(values)) = json::parse(text) {
        let text = |value| match value {
            serde_json::Value::String(text) => text,
            other => json::text(&other),
        };
        return values.into_iter().map(text).collect();
    }
    if text.starts_with('{') {
        return vec![text.to_owned()];
    }
    let mut separated = String::with_capacity(text.len());
    for (at, part) in text.split('+').enumerate() {
        if at > 0 {
            let scheme = part.split_once(':').is_some_and(|(scheme, _)| {
                !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric())
            });
            separated.push(if scheme { ';' } else { '+' });
        }
        separated.push_str(part);
    }
    let separator = if separated.contains(';') { ';' } else { ',' };
    separated.split(separator).map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_title_names_an_attribute() {
        for (title, name) in TITLES {
            assert_eq!(plain(title), *title);
            assert!(entra::attribute(name).is_some(), "{name}");
            assert_eq!(column(title).name, *name);
        }
    }

    #[test]
    fn titles() {
        let found = columns(
            [
                "User principal name",
                "id",
                "ObjectId",
                " mobilePhone ",
                "Last name [surname]",
                "Hair colour",
                "",
            ]
            .into_iter(),
        );
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
        assert_eq!(column("Block sign in (Yes/No) [accountEnabled] Required").cell, Cell::OppositeFlag);
        assert_eq!(column("Block credential").cell, Cell::OppositeFlag);
        assert_eq!(column("accountEnabled").cell, Cell::Flag);
    }

    #[test]
    fn several_values_in_a_cell() {
        assert_eq!(values("a@x.example; b@x.example"), ["a@x.example", "b@x.example"]);
        assert_eq!(values("a+tag@x.example,b@x.example"), ["a+tag@x.example", "b@x.example"]);
        assert_eq!(values("SMTP:a@x.example+smtp:b@x.example"), ["SMTP:a@x.example", "smtp:b@x.example"]);
        assert_eq!(values(r#"["a","b,c"]"#), ["a", "b,c"]);
        assert_eq!(values(r#"[{"id":"1","value":"Basic"}]"#), [r#"{"id":"1","value":"Basic"}"#]);
        assert_eq!(values(r#"{"id":"1","value":"Basic"}"#), [r#"{"id":"1","value":"Basic"}"#]);
    }
}
