//! Composition of letters and marks of Latin, Greek and Cyrillic: Unicode's normalization form C, for
//! them alone.
//!
//! Other scripts pass through unchanged, which is safe here: the table that follows knows none.

use super::compositions::{CLASSES, COMPOSITIONS, SINGLES};
use crate::order;
use std::borrow::Cow;

/// The text with letters and their marks composed; borrowed if it has no separate marks.
pub(super) fn compose(text: &str) -> Cow<'_, str> {
    // Without separate marks there is nothing to do: a letter is composed already.
    if !text.chars().any(|c| matches!(c, '\u{300}'..='\u{36F}') || single(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut parts = Vec::with_capacity(text.len());
    text.chars().for_each(|c| decompose_into(c, &mut parts));
    for run in parts.chunk_by_mut(|_, next| next.1 != 0) {
        // A character with the marks after it; the character itself stays in front.
        let marks = run.iter().position(|&(_, class)| class != 0).unwrap_or(run.len());
        if let Some(marks) = run.get_mut(marks..) {
            order::sort_by_key(marks, |&(_, class)| class);
        }
    }
    let mut composed = String::with_capacity(text.len());
    for run in parts.chunk_by(|_, next| next.1 != 0) {
        compose_run(run, &mut composed);
    }
    Cow::Owned(composed)
}

/// The parts of a character, each with its combining class.
fn decompose_into(c: char, parts: &mut Vec<(char, u8)>) {
    // Letters and marks that are another one by a second code.
    let c = match c {
        '\u{340}' => '\u{300}',
        '\u{341}' => '\u{301}',
        '\u{343}' => '\u{313}',
        '\u{344}' => {
            parts.extend([('\u{308}', 230), ('\u{301}', 230)]);
            return;
        }
        _ => single(c).unwrap_or(c),
    };
    match decompose(c) {
        // At most two levels deep: a letter has at most three marks.
        Some((letter, mark)) => {
            decompose_into(letter, parts);
            parts.push((mark, class(mark)));
        }
        None => parts.push((c, class(c))),
    }
}

/// The character that this one is by a second code.
fn single(c: char) -> Option<char> {
    if c < '\u{370}' {
        return None;
    }
    SINGLES.iter().find(|(code, _)| *code == c).map(|&(_, same)| same)
}

/// Writes one character with its marks, joining each mark that can be joined and that no mark of
/// the same class keeps away.
fn compose_run(run: &[(char, u8)], composed: &mut String) {
    let Some((&(mut letter, first_class), marks)) = run.split_first() else { return };
    let mut left_over = String::new();
    let mut last_class = 0;
    for &(mark, class) in marks {
        let joined = if first_class == 0 && last_class < class { pair(letter, mark) } else { None };
        match joined {
            Some(with_mark) => letter = with_mark,
            None => {
                left_over.push(mark);
                last_class = class;
            }
        }
    }
    composed.push(letter);
    composed.push_str(&left_over);
}

/// The canonical combining class: marks of different classes may change places, those of one
/// class may not. Characters outside the block of combining diacritical marks count as 0, but for
/// those of Cyrillic numbers.
fn class(c: char) -> u8 {
    if matches!(c, '\u{483}'..='\u{487}') {
        return 230;
    }
    let known = CLASSES.iter().find(|(first, last, _)| (*first..=*last).contains(&c));
    known.map_or(0, |(.., class)| *class)
}

/// The letter that `letter` and `mark` make together.
fn pair(letter: char, mark: char) -> Option<char> {
    let (_, pairs) = COMPOSITIONS.iter().find(|(known, _)| *known == mark)?;
    pairs_of(pairs).find(|&(without, _)| without == letter).map(|(_, with)| with)
}

/// The letter and the mark that `composed` is made of.
fn decompose(composed: char) -> Option<(char, char)> {
    if !matches!(composed, '\u{C0}'..='\u{24F}' | '\u{370}'..='\u{4FF}' | '\u{1E00}'..='\u{1FFF}') {
        return None;
    }
    COMPOSITIONS.iter().find_map(|&(mark, pairs)| {
        let (letter, _) = pairs_of(pairs).find(|&(_, with)| with == composed)?;
        Some((letter, mark))
    })
}

fn pairs_of(pairs: &str) -> impl Iterator<Item = (char, char)> {
    let mut chars = pairs.chars();
    std::iter::from_fn(move || Some((chars.next()?, chars.next()?)))
}
