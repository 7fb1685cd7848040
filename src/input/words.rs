//! Words for true and false, and for people who work somewhere or no longer do, in the languages that spreadsheets
//! and admin centres write them in.
//!
//! What is none of these is no Boolean: nobody is enabled because a word is not known.

use super::titles::plain;

/// A language of Excel: its words for true and false, and whether the code page that it saves plain "CSV" in is
/// Windows-1252. The words are common knowledge of spreadsheets; no page of Microsoft's lists them.
struct Words {
    yes: &'static [&'static str],
    no: &'static [&'static str],
    western: bool,
}

const fn words(yes: &'static [&'static str], no: &'static [&'static str], western: bool) -> Words {
    Words { yes, no, western }
}

/// Without letter case and accents, as titles are compared.
const WORDS: &[Words] = &[
    // English is everybody's: of its words none tells a code page.
    words(&["true", "yes", "y", "1", "on", "enabled"], &["false", "no", "n", "0", "off", "disabled"], false),
    words(&["wahr", "ja", "aktiviert"], &["falsch", "nein", "deaktiviert"], true),
    words(&["vrai", "oui"], &["faux", "non"], true),
    words(&["verdadero", "si"], &["falso"], true),
    words(&["vero"], &["falso"], true),
    words(&["verdadeiro", "sim"], &["falso", "nao"], true),
    words(&["waar"], &["onwaar", "nee"], true),
    words(&["sand"], &["falsk", "nej"], true),
    words(&["sann"], &["usann", "nei"], true),
    words(&["sant"], &["falskt"], true),
    words(&["tosi", "kylla"], &["epatosi", "ei"], true),
    words(&["prawda", "tak"], &["falsz", "nie"], false),
    words(&["pravda", "ano"], &["nepravda", "ne"], false),
    words(&["igaz", "igen"], &["hamis", "nem"], false),
    words(&["истина", "да"], &["ложь", "нет"], false),
    words(&["dogru", "evet"], &["yanlis", "hayir"], false),
    words(&["αληθεσ", "αληθησ", "ναι"], &["ψευδεσ", "ψευδησ", "οχι"], false),
    words(&["はい", "真"], &["いいえ", "偽"], false),
    words(&["是", "真"], &["否", "假"], false),
    words(&["예", "참"], &["아니요", "아니오", "거짓"], false),
];

/// `true` or `false` in the words of spreadsheets, admin centres and scripts.
pub(super) fn flag(text: &str) -> Option<bool> {
    // Nearly all files say it like this.
    match text {
        "True" | "TRUE" | "true" => return Some(true),
        "False" | "FALSE" | "false" => return Some(false),
        _ => {}
    }
    let word = plain(text);
    let is = |words: &[&str]| words.contains(&&*word);
    if WORDS.iter().any(|language| is(language.yes)) {
        Some(true)
    } else if WORDS.iter().any(|language| is(language.no)) {
        Some(false)
    } else {
        None
    }
}

/// Whether a cell that is plain ASCII is a Boolean of a language whose spreadsheets save plain "CSV" as Windows-1252.
pub(super) fn is_western(cell: &str) -> bool {
    let word = plain(cell);
    // Two letters are too little to go by, and so is what English has too.
    let telling = |words: &[&str]| word.len() > 3 && words.contains(&&*word);
    cell.is_ascii()
        && WORDS.iter().any(|language| language.western && (telling(language.yes) || telling(language.no)))
}

/// Words by which lists of staff and of accounts say that somebody is there, or no longer.
const THERE: &[&str] = &[
    "active",
    "aktiv",
    "actif",
    "activo",
    "attivo",
    "ativo",
    "employed",
    "current",
    "hired",
    "onleave",
    "fulltime",
    "parttime",
    "permanent",
    "temporary",
    "contractor",
    "contract",
    "intern",
    "probation",
    "allowed",
];
const GONE: &[&str] = &[
    "inactive",
    "inaktiv",
    "inactif",
    "inactivo",
    "inattivo",
    "inativo",
    "terminated",
    "left",
    "leaver",
    "former",
    "deactivated",
    "suspended",
    "retired",
    "blocked",
];

/// Whether somebody whose status this is may sign in: a status of HR, or the words of [`flag`].
pub(super) fn standing(text: &str) -> Option<bool> {
    let word = plain(text);
    if THERE.contains(&&*word) {
        Some(true)
    } else if GONE.contains(&&*word) {
        Some(false)
    } else {
        flag(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_the_form_in_which_they_are_compared() {
        let words = WORDS.iter().flat_map(|language| language.yes.iter().chain(language.no));
        for word in words.chain(THERE).chain(GONE) {
            assert_eq!(plain(word), *word);
        }
    }

    #[test]
    fn no_word_means_both() {
        let both = |word: &&&str| {
            WORDS.iter().any(|one| one.yes.contains(word)) && WORDS.iter().any(|one| one.no.contains(word))
        };
        assert_eq!(WORDS.iter().flat_map(|one| one.yes).filter(both).count(), 0);
    }

    #[test]
    fn spreadsheets_speak_many_languages() {
        for (yes, no) in [
            ("WAHR", "FALSCH"),
            ("VRAI", "FAUX"),
            ("VERDADERO", "FALSO"),
            ("VERO", "FALSO"),
            ("VERDADEIRO", "FALSO"),
            ("WAAR", "ONWAAR"),
            ("SAND", "FALSK"),
            ("SANN", "USANN"),
            ("SANT", "FALSKT"),
            ("TOSI", "EPÄTOSI"),
            ("PRAWDA", "FAŁSZ"),
            ("PRAVDA", "NEPRAVDA"),
            ("IGAZ", "HAMIS"),
            ("ИСТИНА", "ЛОЖЬ"),
            ("DOĞRU", "YANLIŞ"),
            ("ΑΛΗΘΕΣ", "ΨΕΥΔΕΣ"),
            ("ΑΛΗΘΗΣ", "ΨΕΥΔΗΣ"),
            ("TRUE", "FALSE"),
            ("Ja", "Nein"),
            ("Sim", "Não"),
            ("Sí", "No"),
            (" yes ", "no"),
            ("1", "0"),
        ] {
            assert_eq!((flag(yes), flag(no)), (Some(true), Some(false)), "{yes} {no}");
        }
        for unknown in ["", "maybe", "FAL", "wahrr", "2", "-", "n/a", "Enabled?x"] {
            assert_eq!(flag(unknown), None, "{unknown}");
        }
        assert_eq!(
            (standing("Active"), standing("Inactive"), standing("ONLY")),
            (Some(true), Some(false), None)
        );
    }
}
