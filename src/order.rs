//! Sorting for places that are not hot. The library's sorts are made anew for each type and take
//! some kilobytes each, which every visitor would load.

use std::cmp::Ordering;

/// The places 0 to `count` in the order that `compare` gives them; equal ones stay as they were.
///
/// A heap sort: no input is slow.
pub(crate) fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    let later = |a: usize, b: usize| compare(a, b).then(a.cmp(&b)) == Ordering::Greater;
    let sink = |places: &mut [usize], mut at: usize| {
        loop {
            let mut last = at;
            for child in [2 * at + 1, 2 * at + 2] {
                if child < places.len() && later(places[child], places[last]) {
                    last = child;
                }
            }
            if last == at {
                return;
            }
            places.swap(at, last);
            at = last;
        }
    };
    for at in (0..count / 2).rev() {
        sink(&mut places, at);
    }
    for end in (1..count).rev() {
        places.swap(0, end);
        sink(&mut places[..end], 0);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_library_does(keys in prop::collection::vec(0_u8..20, 0..200)) {
            let mut expected: Vec<usize> = (0..keys.len()).collect();
            expected.sort_by_key(|at| keys[*at]);
            prop_assert_eq!(order(keys.len(), &|a, b| keys[a].cmp(&keys[b])), expected);
        }
    }
}
