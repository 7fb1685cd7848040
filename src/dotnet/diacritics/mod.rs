//! `NormalizeDiacritics`: letters with marks become plain letters, by a fixed table.
//!
//! The service does not decompose by Unicode's rules: what the table lacks stays as it is, such as
//! đ, œ and the Vietnamese letters with two marks.

mod compositions;
mod nfc;

use super::casing::{Culture, lower};
use crate::order;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::sync::LazyLock;

/// The published table (Entra function reference, "NormalizeDiacritics"): what the lower-case
/// characters become. The upper-case rows mirror these, but for ß, which has none, and ı, in whose
/// place stands İ.
const TABLE: &[(&str, &str)] = &[
    ("a", "ä à â ã å á ą ă ā ā́ ā̀ ā̂ ā̃ ǟ ā̈ ǡ a̱ å̄"),
    ("ae", "æ ǣ"),
    ("c", "ç č ć c̄ c̱"),
    ("d", "ď d̄ ḏ"),
    ("e", "ë è é ê ę ě ė ē ḗ ḕ ē̂ ē̃ ê̄ e̱ ë̄ e̊̄"),
    ("g", "ğ ḡ g̱"),
    ("i", "ï î ì í ı ī ī́ ī̀ ī̂ ī̃ i̱"),
    ("l", "ľ ł l̄ ḹ ḻ"),
    ("n", "ñ ń ň n̄ ṉ"),
    ("o", "ö ò ő õ ô ó ō ṓ ṑ ō̂ ō̃ ȫ ō̈ ǭ ȭ ȱ o̱"),
    ("oe", "ø ø̄ œ̄"),
    ("r", "ř r̄ ṟ ṝ"),
    ("s", "š ś ș ş s̄ s̱"),
    ("ss", "ß"),
    ("t", "ť ț t̄ ṯ"),
    ("u", "ü ù û ú ů ű ū ū́ ū̀ ū̂ ū̃ u̇̄ ǖ ṻ ṳ̄ u̱"),
    ("y", "ÿ ý ȳ ȳ́ ȳ̀ ȳ̃ y̱"),
    ("z", "ź ž ż z̄ ẕ"),
];

/// One entry of the table, in composed form.
struct Entry {
    first: char,
    marks: &'static str,
    plain: &'static str,
}

/// The entries by first character; of those with the same, the longest first.
static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let mut entries: Vec<Entry> = Vec::new();
    for &(plain, row) in TABLE {
        for sequence in row.split(' ') {
            let mut marks = sequence.chars();
            let Some(first) = marks.next() else { continue };
            entries.push(Entry { first, marks: marks.as_str(), plain });
        }
    }
    order::sort_by_key(&mut entries, |entry| (entry.first, Reverse(entry.marks.len())));
    entries
});

/// Replaces what the table lists; everything else stays, in composed form (NFC) as far as Latin,
/// Greek and Cyrillic letters go. Borrowed if there is nothing to replace.
///
/// ```
/// use attrflow::dotnet::diacritics::normalize_diacritics;
/// assert_eq!(normalize_diacritics("José Łukasz Jäger"), "Jose Lukasz Jager");
/// assert_eq!(normalize_diacritics("Œuvre, đồng"), "Œuvre, đồng");
/// ```
pub fn normalize_diacritics(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    match nfc::compose(text) {
        Cow::Borrowed(text) => replace(text),
        Cow::Owned(composed) => Cow::Owned(replace(&composed).into_owned()),
    }
}

fn replace(text: &str) -> Cow<'_, str> {
    let mut replaced = String::new();
    let mut kept = 0;
    let mut rest = text.char_indices();
    while let Some((at, first)) = rest.next() {
        let after = rest.as_str();
        // A plain letter matters only if a mark follows, and marks are not ASCII.
        if first.is_ascii() && after.as_bytes().first().is_none_or(u8::is_ascii) {
            continue;
        }
        let Some((plain, marks)) = lookup(first, after) else { continue };
        replaced.push_str(text.get(kept..at).unwrap_or(""));
        if lower(first, Culture::Common) == first {
            replaced.push_str(plain);
        } else {
            replaced.extend(plain.chars().map(|c| c.to_ascii_uppercase()));
        }
        kept = at + first.len_utf8() + marks.len();
        for _ in marks.chars() {
            rest.next();
        }
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    replaced.push_str(text.get(kept..).unwrap_or(""));
    Cow::Owned(replaced)
}

/// The longest entry that begins with `first` and goes on with `after`: its plain form and marks.
fn lookup(first: char, after: &str) -> Option<(&'static str, &'static str)> {
    let small = match first {
        // Becomes I though ı is what stands in the lower-case row.
        'İ' => return Some(("i", "")),
        // Its lower case is ß, but the upper-case rows have none.
        'ẞ' => return None,
        _ => lower(first, Culture::Invariant),
    };
    let from = ENTRIES.partition_point(|entry| entry.first < small);
    let same = ENTRIES.iter().skip(from).take_while(|entry| entry.first == small);
    let mut fitting = same.filter(|entry| after.starts_with(entry.marks));
    fitting.next().map(|entry| (entry.plain, entry.marks))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn the_table_is_in_composed_form() {
        for (_, row) in TABLE {
            assert_eq!(row.nfc().collect::<String>(), *row);
        }
    }

    #[test]
    fn every_entry_is_replaced_in_both_cases() {
        for (plain, row) in TABLE {
            for sequence in row.split(' ') {
                assert_eq!(normalize_diacritics(sequence), *plain);
                assert_eq!(normalize_diacritics(&sequence.nfd().collect::<String>()), *plain, "decomposed");
                if sequence != "ß" && sequence != "ı" {
                    let upper = super::super::casing::to_upper(sequence, Culture::Invariant);
                    assert_eq!(normalize_diacritics(&upper), plain.to_uppercase());
                }
            }
        }
    }

    #[test]
    fn what_the_table_lacks_stays() {
        let text = "œ Œ đ ð þ ħ ŧ ŕ ĺ ồ ế ẞ ά й 日本 😀";
        assert!(matches!(normalize_diacritics(text), Cow::Borrowed(kept) if kept == text));
        assert!(matches!(normalize_diacritics("plain"), Cow::Borrowed("plain")));
        assert_eq!(normalize_diacritics("İstanbul ıspanak"), "Istanbul ispanak");
    }

    #[test]
    fn longest_sequence_first() {
        assert_eq!(normalize_diacritics("xā\u{308}y"), "xay");
        // A mark the table does not know in this place remains.
        assert_eq!(normalize_diacritics("ñ\u{323}"), "ṇ\u{303}");
        assert_eq!(normalize_diacritics("ē\u{306}"), "e\u{306}");
    }

    proptest! {
        #[test]
        fn agrees_with_nfc_followed_by_the_table(
            text in "([a-zA-ZÀ-ɏͰ-ӿḀ-\u{1FFF}KÅ ][\u{300}-\u{36F}]{0,3}){0,6}"
        ) {
            let composed: String = text.nfc().collect();
            prop_assert_eq!(nfc::compose(&text), composed.as_str());
            prop_assert_eq!(normalize_diacritics(&text), replace(&composed));
        }

        #[test]
        fn any_text_is_taken(text in any::<String>()) {
            let once = normalize_diacritics(&text).into_owned();
            prop_assert!(once.chars().count() <= 2 * text.chars().count());
        }
    }
}
