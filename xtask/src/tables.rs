//! The tables of Unicode that the engine has for itself: they are small, where those of crates and of the standard
//! library are of all scripts and all mappings.

use crate::arguments::Arguments;
use crate::process;
use anyhow::{Context, Result, bail};
use std::fmt::Write as _;
use std::fs;
use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical};

pub(crate) const HELP: &str = "\
Usage: cargo xtask tables [--check]

Writes the tables of Unicode that the engine has: which letters are the upper and lower case of one another, and
which letter and mark make which letter. The sources are the standard library's mappings of letter case and the
crate unicode-normalization.

Options:
  --check    writes nothing; fails if a table is not what would be written

Example:
  cargo xtask tables
";

/// A table: its file, and the text that belongs there.
struct Table {
    file: &'static str,
    text: fn() -> Option<String>,
}

const TABLES: &[Table] = &[
    Table { file: "src/dotnet/casing/table.rs", text: casing },
    Table { file: "src/dotnet/diacritics/compositions.rs", text: compositions },
];

/// The version of Unicode whose letter case is read, that of Rust 1.92 or newer.
const UNICODE: (u8, u8, u8) = (17, 0, 0);

pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let check = arguments.flag("--check");
    arguments.end()?;
    for table in TABLES {
        let Some(text) = (table.text)() else {
            let (major, ..) = char::UNICODE_VERSION;
            eprintln!("note: {} is left: this Rust knows Unicode {major}, not {}", table.file, UNICODE.0);
            continue;
        };
        let path = process::root().join(table.file);
        let found = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        if found == text {
            continue;
        }
        if check {
            bail!("{} is not what `cargo xtask tables` writes", table.file);
        }
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        println!("{}", table.file);
    }
    Ok(())
}

/// Items, each ended by a comma, in lines of a readable length.
fn filled(out: &mut String, items: impl IntoIterator<Item = String>) {
    let mut length = 0;
    for item in items {
        if length == 0 || length + item.len() + 2 > 108 {
            out.push_str(if out.ends_with('\n') { "   " } else { "\n   " });
            length = 3;
        }
        length += item.len() + 2;
        let _ = write!(out, " {item},");
    }
    out.push('\n');
}

/// Letters whose other case came with Unicode 16 or 17. .NET 8, whose letter case the engine has, knows Unicode 15.
fn is_newer(c: char) -> bool {
    matches!(
        c,
        '\u{19B}' | '\u{264}' | '\u{1C89}' | '\u{1C8A}' | '\u{A7CB}'..='\u{A7CF}' | '\u{A7D2}'..='\u{A7D5}'
            | '\u{A7DA}'..='\u{A7DC}' | '\u{10D50}'..='\u{10D85}' | '\u{16EA0}'..='\u{16ED3}'
    )
}

/// The one character that a character is mapped to, if it is mapped to one other.
fn one(c: char, mut mapped: impl Iterator<Item = char>) -> Option<char> {
    if is_newer(c) {
        return None;
    }
    let first = mapped.next().filter(|first| *first != c)?;
    mapped.next().is_none().then_some(first)
}

fn lower(c: char) -> Option<char> {
    one(c, c.to_lowercase())
}

/// The simple upper-case form. Greek vowels with an iota below have one where the full form is two letters, a vowel
/// and a great iota: the character that has them as its lower case.
fn upper(c: char, lower_case: &[(char, char)]) -> Option<char> {
    one(c, c.to_uppercase()).or_else(|| {
        let full = c.to_uppercase();
        let iota = full.len() > 1 && full.last() == Some('\u{399}');
        lower_case.iter().find(|(_, lower)| iota && *lower == c).map(|(upper, _)| *upper)
    })
}

/// Upper-case characters with their lower-case forms as runs: the first, how many, the step, the distance.
fn runs(lower_case: &[(char, char)]) -> Vec<(u32, u32, u32, i64)> {
    let mut runs: Vec<(u32, u32, u32, i64)> = Vec::new();
    for &(upper, lower) in lower_case {
        let (code, distance) = (u32::from(upper), i64::from(u32::from(lower)) - i64::from(u32::from(upper)));
        if let Some((first, count, step, known)) = runs.last_mut()
            && *known == distance
        {
            let next = code - (*first + (*count - 1) * *step);
            // Letters of either case take turns, or do not.
            if next == *step || *count == 1 && next == 2 {
                (*count, *step) = (*count + 1, next);
                continue;
            }
        }
        runs.push((code, 1, 1, distance));
    }
    runs
}

/// The simple mappings of letter case, as far as this Rust knows them.
fn casing() -> Option<String> {
    if char::UNICODE_VERSION != UNICODE {
        return None;
    }
    let all = || ('\u{80}'..=char::MAX).filter(|c| !c.is_ascii());
    let lower_case: Vec<(char, char)> = all().filter_map(|c| Some((c, lower(c)?))).collect();
    let upper_only = all().filter_map(|c| Some((c, upper(c, &lower_case)?)));
    let upper_only = upper_only.filter(|(c, upper)| lower_of(*upper) != Some(*c));
    let lower_only = lower_case.iter().filter(|(c, lower)| upper(*lower, &lower_case) != Some(*c));
    let code = |c: char| format!("'\\u{{{:X}}}'", u32::from(c));
    let mut text = format!(
        "//! Which characters are the lower and upper case of one another: the simple mappings of Unicode {}\n\
         //! (UnicodeData.txt, fields 12 and 13) but those that .NET 8 does not have. Generated by `cargo xtask tables`.\n\n\
         /// Upper-case characters: the first, how many, the step from one to the next, and how far from each\n\
         /// its lower-case form is.\n\
         pub(super) type Run = (u32, u16, u8, i32);\n\n\
         /// Lower-case characters whose upper-case form has another lower-case form, and that form.\n\
         #[rustfmt::skip]\npub(super) const UPPER_ONLY: &[(char, char)] = &[",
        UNICODE.0
    );
    filled(&mut text, upper_only.map(|(c, upper)| format!("({}, {})", code(c), code(upper))));
    text.push_str(
        "];\n\n/// Upper-case characters that are not the upper-case form of their lower-case form.\n\
         #[rustfmt::skip]\npub(super) const LOWER_ONLY: &[char] = &[",
    );
    filled(&mut text, lower_only.map(|(c, _)| code(*c)));
    text.push_str("];\n\n/// All upper-case characters beyond ASCII.\n#[rustfmt::skip]\npub(super) const RUNS: &[Run] = &[");
    let run = |(first, count, step, distance)| format!("(0x{first:X}, {count}, {step}, {distance})");
    filled(&mut text, runs(&lower_case).into_iter().map(run));
    text.push_str("];\n");
    Some(text)
}

/// The lower-case form of any character, ASCII included.
fn lower_of(c: char) -> Option<char> {
    if c.is_ascii() { Some(c.to_ascii_lowercase()) } else { lower(c) }
}

/// The letter and the last mark that a letter is made of.
fn parts(composed: char) -> Option<(char, char)> {
    let mut parts = Vec::new();
    decompose_canonical(composed, |part| parts.push(part));
    let mark = parts.pop()?;
    let letter = parts.into_iter().map(Some).reduce(|letter, mark| compose(letter?, mark?))??;
    Some((letter, mark))
}

/// The one other character that a character is by its canonical composition.
fn single(c: char) -> Option<char> {
    let mut parts = Vec::new();
    decompose_canonical(c, |part| parts.push(part));
    let composed = parts.into_iter().map(Some).reduce(|letter, mark| compose(letter?, mark?))??;
    (composed != c).then_some(composed)
}

/// Letters with marks, and the combining classes of marks.
fn compositions() -> Option<String> {
    let all = || ('\u{C0}'..='\u{24F}').chain('\u{370}'..='\u{4FF}').chain('\u{1E00}'..='\u{1FFF}');
    let letters: Vec<(char, char, char)> = all()
        .filter_map(|composed| parts(composed).map(|(letter, mark)| (mark, letter, composed)))
        .filter(|&(mark, letter, composed)| compose(letter, mark) == Some(composed))
        .collect();
    let marks = '\u{300}'..='\u{36F}';
    let mut text = String::from(
        "//! Composed letters of Latin, Greek and Cyrillic: which letter and which mark make which letter. Generated by\n\
         //! `cargo xtask tables`.\n\
         //!\n\
         //! The canonical decompositions of U+00C0–U+024F, U+0370–U+04FF and U+1E00–U+1FFF, and the combining\n\
         //! classes of U+0300–U+036F, from UnicodeData.txt. Unicode promises that they never change. A normalization\n\
         //! crate would bring the tables of all scripts, which is more than the whole of this engine's\n\
         //! date and text code.\n\n\
         /// For each mark, pairs of a letter without and with it.\n\
         #[rustfmt::skip]\npub(super) const COMPOSITIONS: &[(char, &str)] = &[\n",
    );
    for mark in marks.clone() {
        let pairs: String = letters
            .iter()
            .filter(|(with, ..)| *with == mark)
            .flat_map(|&(_, letter, composed)| [letter, composed])
            .collect();
        if !pairs.is_empty() {
            let _ = writeln!(text, "    ('\\u{{{:04X}}}', \"{pairs}\"),", u32::from(mark));
        }
    }
    text.push_str(
        "];\n\n/// Characters that are another one by a second code, and that one.\n\
         #[rustfmt::skip]\npub(super) const SINGLES: &[(char, char)] = &[",
    );
    let code = |c: char| format!("'\\u{{{:04X}}}'", u32::from(c));
    let singles = all().chain(['\u{212A}', '\u{212B}']).filter_map(|c| Some((c, single(c)?)));
    filled(&mut text, singles.map(|(c, same)| format!("({}, {})", code(c), code(same))));
    text.push_str(
        "];\n\n/// The first and the last of marks in a row, and their canonical combining class.\n\
         #[rustfmt::skip]\npub(super) const CLASSES: &[(char, char, u8)] = &[",
    );
    let mut classes: Vec<(char, char, u8)> = Vec::new();
    for mark in marks {
        let class = canonical_combining_class(mark);
        match classes.last_mut() {
            Some((_, last, known)) if *known == class => *last = mark,
            _ => classes.push((mark, mark, class)),
        }
    }
    filled(
        &mut text,
        classes.into_iter().map(|(first, last, class)| format!("({}, {}, {class})", code(first), code(last))),
    );
    text.push_str("];\n");
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_what_the_chore_writes() {
        run(Arguments::new(["--check".to_owned()])).unwrap();
    }

    #[test]
    fn letters_are_taken_apart_one_mark_at_a_time() {
        assert_eq!(parts('Ǖ'), Some(('Ü', '\u{304}')));
        assert_eq!(parts('ậ'), Some(('ạ', '\u{302}')));
        assert_eq!((parts('a'), parts('Ø')), (None, None));
    }

    #[test]
    fn runs_take_letters_in_turn() {
        let given = [('À', 'à'), ('Á', 'á'), ('Ā', 'ā'), ('Ă', 'ă'), ('Ą', 'ą'), ('Ÿ', 'ÿ')];
        assert_eq!(runs(&given), [(0xC0, 2, 1, 32), (0x100, 3, 2, 1), (0x178, 1, 1, -121)]);
    }
}
