//! Composition of Latin letters and marks: Unicode's normalization form C, for them alone.
//!
//! Other scripts pass through unchanged, which is safe here: the table that follows knows none.

use super::compositions::{class, compose as pair, decompose};
use std::borrow::Cow;

/// The text with Latin letters and their marks composed; borrowed if it has no separate marks.
pub(super) fn compose(text: &str) -> Cow<'_, str> {
    // Without separate marks there is nothing to do: a Latin letter is composed already.
    if !text.chars().any(|c| matches!(c, '\u{300}'..='\u{36F}' | '\u{212A}' | '\u{212B}')) {
        return Cow::Borrowed(text);
    }
    let mut parts = Vec::with_capacity(text.len());
    text.chars().for_each(|c| decompose_into(c, &mut parts));
    for run in parts.chunk_by_mut(|_, next| next.1 != 0) {
        // A character with the marks after it; the character itself stays in front.
        let marks = run.iter().position(|&(_, class)| class != 0).unwrap_or(run.len());
        if let Some(marks) = run.get_mut(marks..) {
            marks.sort_by_key(|&(_, class)| class);
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
        '\u{212A}' => 'K',
        '\u{212B}' => 'Å',
        '\u{340}' => '\u{300}',
        '\u{341}' => '\u{301}',
        '\u{343}' => '\u{313}',
        '\u{344}' => {
            parts.extend([('\u{308}', 230), ('\u{301}', 230)]);
            return;
        }
        _ => c,
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
