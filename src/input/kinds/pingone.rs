//! PingOne: its import tool, tables with the labels of its console, and the answers of its interface.
//!
//! Sources: the import tool's columns (seen); labels of the console (inferred: no page on an export was found).

use crate::input::titles::{Cell, Meaning, Titles, named, plain};
use crate::systems::{AttributeType, PINGONE};

/// Titles that are not the names of attributes.
const TITLES: &Titles = &[
    ("userid", "id"),
    ("emailaddress", "email"),
    ("givenname", "name.given"),
    ("firstname", "name.given"),
    ("middlename", "name.middle"),
    ("familyname", "name.family"),
    ("lastname", "name.family"),
    ("fullname", "name.formatted"),
    ("formattedname", "name.formatted"),
    ("honorificprefix", "name.honorificPrefix"),
    ("prefix", "name.honorificPrefix"),
    ("honorificsuffix", "name.honorificSuffix"),
    ("suffix", "name.honorificSuffix"),
    ("phone", "primaryPhone"),
    ("mobile", "mobilePhone"),
    ("streetaddress", "address.streetAddress"),
    ("street", "address.streetAddress"),
    ("city", "address.locality"),
    ("locality", "address.locality"),
    ("region", "address.region"),
    ("state", "address.region"),
    ("postalcode", "address.postalCode"),
    ("zipcode", "address.postalCode"),
    ("countrycode", "address.countryCode"),
    ("country", "address.countryCode"),
    ("population", "population.name"),
    ("populationname", "population.name"),
    ("groupnames", "memberOfGroupNames"),
    ("groups", "memberOfGroupNames"),
    ("disabled", "!enabled"),
    ("usertype", "type"),
];

/// What a title in plain form means for a user of PingOne.
pub(in crate::input) fn meaning(title: &str) -> Option<Meaning> {
    let find =
        |name: &str| PINGONE.attributes().iter().find(|attribute| plain(&attribute.name) == plain(name));
    let (attribute, cell) = match find(title) {
        Some(attribute) => (attribute, None),
        None => {
            let (name, cell) = named(TITLES, title)?;
            (find(name)?, cell)
        }
    };
    let usual = match attribute.kind {
        _ if attribute.multi_valued => Cell::List,
        AttributeType::Boolean => Cell::Flag,
        _ => Cell::Text,
    };
    Some(Meaning { name: &attribute.name, cell: cell.unwrap_or(usual) })
}

/// Titles that only tables of PingOne have.
pub(in crate::input) const OWN: &[&str] = &[
    "namegiven",
    "namefamily",
    "nameformatted",
    "population",
    "populationid",
    "populationname",
    "memberofgroupnames",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_title_names_an_attribute() {
        for (title, name) in TITLES {
            assert_eq!(plain(title), *title);
            let name = name.trim_start_matches('!');
            assert_eq!(meaning(title).map(|meaning| meaning.name), Some(name), "{title}");
        }
        assert_eq!(meaning("enabled").map(|meaning| meaning.cell), Some(Cell::Flag));
    }
}
