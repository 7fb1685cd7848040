//! Titles of columns and names of members, compared as people write them, and what they mean.

use crate::dotnet::diacritics::normalize_diacritics;
use crate::dotnet::{casing, text};

/// How the text of a cell becomes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// As it is.
    Text,
    /// `True`, `WAHR`, `yes` and the like become `true`.
    Flag,
    /// The opposite of what it says: "Block sign in (Yes/No)".
    OppositeFlag,
    /// `Active` and `Terminated`, or a Boolean.
    Standing,
    /// The bits of an account in Active Directory: 514 is disabled.
    Bits,
    /// Several values.
    List,
    /// A point in time.
    Date,
    /// The member `password` of an object.
    Password,
}

/// What a title means: an attribute, and how its cells are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) name: &'static str,
    pub(super) cell: Cell,
}

/// Titles in plain form, each with the attribute it names. A sign before the attribute says how cells are read
/// if not as the attribute has it: `!` the opposite, `?` a status in words, `&` bits.
pub(super) type Titles = [(&'static str, &'static str)];

/// The attribute that a table of titles has for a title in plain form, with its sign.
pub(super) fn named(titles: &Titles, title: &str) -> Option<(&'static str, Option<Cell>)> {
    let (_, name) = titles.iter().find(|(known, _)| *known == title)?;
    let signs = [('!', Cell::OppositeFlag), ('?', Cell::Standing), ('&', Cell::Bits)];
    let signed = signs.into_iter().find_map(|(sign, cell)| Some((name.strip_prefix(sign)?, Some(cell))));
    Some(signed.unwrap_or((name, None)))
}

/// A title without letter case, accents, blanks and punctuation.
pub(super) fn plain(title: &str) -> String {
    let letters: String = title.chars().filter(|c| text::is_letter_or_digit(*c) || is_mark(*c)).collect();
    let folded: String = normalize_diacritics(&letters).chars().map(folded).collect();
    folded.chars().filter(|c| !is_mark(*c)).collect()
}

/// Marks that belong to the letter before: titles may come in decomposed form.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// Letter case, Greek's forms of sigma and its accents, which the table of diacritics lacks.
fn folded(c: char) -> char {
    match casing::fold(c) {
        'ς' => 'σ',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' => 'ι',
        'ό' => 'ο',
        'ύ' => 'υ',
        'ώ' => 'ω',
        'ё' => 'е',
        'й' => 'и',
        // What lower case makes of the Turkish capital with a dot.
        'i' | 'İ' => 'i',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_compared_without_what_varies() {
        assert_eq!(plain(" Código  postal:"), "codigopostal");
        assert_eq!(plain("Código postal"), "codigopostal", "in decomposed form");
        assert_eq!(plain("Telefon – Geschäftlich"), "telefongeschaftlich");
        assert_eq!(plain("Straße"), "strasse");
        assert_eq!(plain("ユーザー プリンシパル名"), "ユーザープリンシパル名");
        assert_eq!(plain("Область, край"), "областькраи");
    }
}
