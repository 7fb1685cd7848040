//! Text positions as .NET counts them: in UTF-16 code units.
//!
//! `Left`, `Mid`, `InStr` and `Len` count units, so `😀` counts two. .NET may cut such a pair in
//! half, which leaves a text that no JSON document can carry. Here a pair is never cut: **a
//! character belongs to a range exactly when its first unit lies in it.** Adjacent ranges
//! therefore still divide a text without loss or repetition.

use super::casing::fold;

/// Number of UTF-16 units.
///
/// ```
/// use attrflow::dotnet::text::len16;
/// assert_eq!(len16("Zoë"), 3);
/// assert_eq!(len16("a😀"), 3);
/// ```
pub fn len16(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(char::len_utf16).sum() }
}

/// Whether a character is a letter or a number of any script.
pub(crate) fn is_letter_or_digit(c: char) -> bool {
    use unicode_general_category::{GeneralCategory::*, get_general_category};
    matches!(
        get_general_category(c),
        UppercaseLetter
            | LowercaseLetter
            | TitlecaseLetter
            | ModifierLetter
            | OtherLetter
            | DecimalNumber
            | LetterNumber
            | OtherNumber
    )
}

/// The first `units` UTF-16 units; the whole text if it is shorter.
///
/// ```
/// use attrflow::dotnet::text::left;
/// assert_eq!(left("John Doe", 3), "Joh");
/// // The second unit begins the pair, so the pair is kept whole.
/// assert_eq!(left("a😀b", 2), "a😀");
/// ```
pub fn left(text: &str, units: usize) -> &str {
    text.get(..byte_offset(text, units)).unwrap_or(text)
}

/// Up to `length` units from `start` (counted from 1); empty if the start lies past the end.
///
/// A `start` of 0 is read as 1: refusing it is the caller's business.
///
/// ```
/// use attrflow::dotnet::text::mid;
/// assert_eq!(mid("John Doe", 3, 5), "hn Do");
/// assert_eq!(mid("John Doe", 7, 99), "oe");
/// assert_eq!(mid("John Doe", 9, 1), "");
/// ```
pub fn mid(text: &str, start: usize, length: usize) -> &str {
    let first = start.saturating_sub(1);
    let from = byte_offset(text, first);
    let to = byte_offset(text, first.saturating_add(length));
    text.get(from..to).unwrap_or("")
}

/// Position of `needle` in `text`, counted in units from 1, searching from unit `start` on; 0 if
/// it is not there.
///
/// The rules of Visual Basic's `InStr`: an empty needle is found at `start` as long as `start`
/// lies within the text, and nothing is found in an empty text. `ignore_case` compares character
/// by character in invariant lower case.
///
/// ```
/// use attrflow::dotnet::text::find16;
/// assert_eq!(find16("The quick brown fox", "quick", 1, false), 5);
/// assert_eq!(find16("repEated", "e", 3, false), 7);
/// assert_eq!(find16("repEated", "e", 3, true), 4);
/// assert_eq!(find16("abc", "x", 1, false), 0);
/// ```
pub fn find16(text: &str, needle: &str, start: usize, ignore_case: bool) -> usize {
    let skipped = start.max(1) - 1;
    let from = byte_offset(text, skipped);
    let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) else { return 0 };
    let found = if ignore_case { find_folded(rest, needle) } else { rest.find(needle) };
    match found.and_then(|at| text.get(..from + at)) {
        Some(before) => len16(before) + 1,
        None => 0,
    }
}

/// Byte offset of the first occurrence of `needle`, letter case ignored.
fn find_folded(text: &str, needle: &str) -> Option<usize> {
    let starts_here = |rest: &str| {
        let mut chars = rest.chars();
        needle.chars().all(|wanted| chars.next().is_some_and(|found| fold(found) == fold(wanted)))
    };
    text.char_indices().map(|(at, _)| at).find(|&at| text.get(at..).is_some_and(starts_here))
}

/// Byte offset of the first character whose first unit is at `units` or later.
fn byte_offset(text: &str, units: usize) -> usize {
    if text.is_ascii() {
        return units.min(text.len());
    }
    let mut counted = 0;
    for (at, c) in text.char_indices() {
        if counted >= units {
            return at;
        }
        counted += c.len_utf16();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn left_counts_units_and_keeps_pairs() {
        assert_eq!(left("John Doe", 0), "");
        assert_eq!(left("John Doe", 99), "John Doe");
        assert_eq!(left("Zoë", 3), "Zoë");
        assert_eq!(left("😀😀", 1), "😀");
        assert_eq!(left("😀😀", 2), "😀");
        assert_eq!(left("😀😀", 3), "😀😀");
    }

    #[test]
    fn mid_counts_from_one() {
        assert_eq!(mid("abc", 1, 0), "");
        assert_eq!(mid("abc", 1, usize::MAX), "abc");
        assert_eq!(mid("abc", usize::MAX, usize::MAX), "");
        // The pair starts at unit 2: a range from unit 3 begins after it.
        assert_eq!(mid("a😀b", 2, 1), "😀");
        assert_eq!(mid("a😀b", 3, 9), "b");
    }

    #[test]
    fn find_follows_visual_basic() {
        assert_eq!(find16("", "", 1, false), 0);
        assert_eq!(find16("abc", "", 2, false), 2);
        assert_eq!(find16("abc", "", 4, false), 0);
        assert_eq!(find16("abcabc", "abc", 2, false), 4);
        assert_eq!(find16("😀x", "x", 1, false), 3);
        assert_eq!(find16("Straße ÄÖ", "äö", 1, true), 8);
        assert_eq!(find16("Ada Park", "PARK", 1, true), 5);
        assert_eq!(find16("Ada Park", "PARK", 1, false), 0);
    }

    proptest! {
        #[test]
        fn adjacent_ranges_divide_a_text(text in "\\PC{0,12}", cut in 0usize..30) {
            prop_assert_eq!(format!("{}{}", left(&text, cut), mid(&text, cut + 1, usize::MAX)), text);
        }

        #[test]
        fn found_positions_hold_the_needle(text in "[aA😀é]{0,9}", needle in "[aA😀é]{1,2}", fold in any::<bool>()) {
            let at = find16(&text, &needle, 1, fold);
            if at > 0 && !fold {
                prop_assert!(mid(&text, at, usize::MAX).starts_with(&needle));
            }
            prop_assert_eq!(at > 0 && !fold, text.contains(&needle) && !fold);
        }
    }
}
