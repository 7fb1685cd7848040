//! Sorting of cold lists. The standard library's sort is 1 kB of the engine for the web for each type and each order; here
//! it sorts places alone, once for all of them.

use std::cmp::Ordering;

/// Sorts by a key; what has the same key stays in its order.
///
/// For lists that are made once or shown to people. What many users pass through is sorted with `sort_by_key` itself.
pub(crate) fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    let keys: Vec<K> = list.iter().map(key).collect();
    let mut places: Vec<usize> = (0..list.len()).collect();
    sort_places(&mut places, &|a, b| keys.get(a).cmp(&keys.get(b)));
    // Each circle of places that change with one another is walked once.
    for start in 0..list.len() {
        let mut at = start;
        while let Some(from) = places.get_mut(at) {
            let next = std::mem::replace(from, at);
            if next == start {
                break;
            }
            list.swap(at, next);
            at = next;
        }
    }
}

#[inline(never)]
fn sort_places(places: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|a, b| compare(*a, *b));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lists_are_sorted_as_the_standard_library_does(list: Vec<(u8, u16)>) {
            let (mut ours, mut theirs) = (list.clone(), list);
            sort_by_key(&mut ours, |entry| entry.0 / 16);
            theirs.sort_by_key(|entry| entry.0 / 16);
            prop_assert_eq!(ours, theirs);
        }
    }
}
