//! The simple mappings of letter case beyond ASCII. The standard library's table is of the full ones and takes 24 kB.

use super::table::{LOWER_ONLY, RUNS, Run, UPPER_ONLY};

/// The lower-case form of a character beyond ASCII.
pub(super) fn lower(c: char) -> Option<char> {
    let code = u32::from(c);
    let at = RUNS.partition_point(|run| run.0 <= code).checked_sub(1)?;
    // Of two runs that are interlaced, the one before may be it.
    let run = RUNS.get(at.saturating_sub(1)..=at)?.iter().rev().find(|run| holds(run, code))?;
    char::from_u32(code.wrapping_add_signed(run.3))
}

/// The upper-case form of a character beyond ASCII.
pub(super) fn upper(c: char) -> Option<char> {
    if let Some((_, upper)) = UPPER_ONLY.iter().find(|(lower, _)| *lower == c) {
        return Some(*upper);
    }
    let code = u32::from(c);
    let other = |run: &Run| code.wrapping_add_signed(run.3.wrapping_neg());
    let mut found =
        RUNS.iter().filter(|run| holds(run, other(run))).filter_map(|run| char::from_u32(other(run)));
    found.find(|upper| !LOWER_ONLY.contains(upper))
}

fn holds(run: &Run, code: u32) -> bool {
    let (first, count, step) = (run.0, u32::from(run.1), u32::from(run.2));
    code >= first && code < first + count * step && (code - first).is_multiple_of(step)
}
