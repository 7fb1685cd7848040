//! What was probably meant by a name that does not exist.

use crate::dotnet::casing;

/// The candidate nearest to `name` by edit distance, if near enough to be what was meant.
///
/// ```
/// use attrflow::diagnostic::nearest;
/// assert_eq!(nearest("mial", ["mail", "surname"]), Some("mail"));
/// assert_eq!(nearest("zzz", ["mail", "surname"]), None);
/// ```
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_of(name, &mut candidates.into_iter())
}

// Once for all kinds of candidates: a copy for each weighs in the WebAssembly module.
#[inline(never)]
fn nearest_of<'a>(name: &str, candidates: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = letters(name);
    let allowed = (wanted.len() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let distance = distance(&wanted, candidate);
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn letters(name: &str) -> Vec<char> {
    name.chars().map(casing::fold).take(64).collect()
}

/// Edit distance with neighbouring letters swapped counting once (optimal string alignment).
fn distance(wanted: &[char], candidate: &str) -> usize {
    let other = letters(candidate);
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in wanted.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let mut best = (row[j] + usize::from(a != b)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && wanted[i - 1] == *b {
                best = best.min(before[j - 1] + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[other.len()]
}
