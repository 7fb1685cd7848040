//! `Replace` has seven places, most of them empty: with a comma too few or too many the arguments stand in the
//! places of others.

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::language::tree::{Argument, Call, Node, NodeKind};
use crate::span::Span;

/// Places between the parentheses.
const PLACES: usize = 7;

/// A way to read the arguments: where each has to stand.
struct Reading {
    places: &'static [usize],
    title: &'static str,
}

const TEXT: Reading = Reading { places: &[0, 1, 4], title: "Put the replacement into the fifth place" };
const PATTERN: Reading = Reading {
    places: &[0, 2, 4],
    title: "Put the pattern into the third place, the replacement into the fifth",
};
const GROUP: Reading = Reading {
    places: &[0, 2, 3, 4],
    title: "Put the pattern into the third place, its group into the fourth, the replacement into the fifth",
};

/// Offers the commas that put the arguments into their places, where it is clear what they are.
pub(super) fn mend(call: &Call, found: &mut Diagnostic) {
    let given: Vec<(usize, &Node)> = call
        .arguments
        .iter()
        .enumerate()
        .filter_map(|(at, place)| Some((at, place.node.as_ref()?)))
        .collect();
    let Some((_, second)) = given.get(1) else { return };
    let pattern = constant(second).unwrap_or_default();
    let reading = match given.as_slice() {
        [_, _, _] => {
            // Three arguments without an empty place are Connect's form.
            let cost =
                |reading: &Reading, unlike: bool| misplaced(&given, reading) * 2 + 3 * usize::from(unlike);
            let looks = looks_like_pattern(pattern);
            if cost(&PATTERN, !looks) < cost(&TEXT, looks) { PATTERN } else { TEXT }
        }
        [_, _, (_, group), _] if constant(group).is_some_and(|name| has_group(pattern, name)) => GROUP,
        _ => return,
    };
    let edits = edits(&call.arguments, &given, &reading);
    if edits.is_empty() {
        return;
    }
    let commas = if edits.iter().all(|edit| edit.span.start == edit.span.end) {
        "too few"
    } else {
        "too many or too few"
    };
    found.message = format!("Replace has commas {commas}: its arguments stand in the places of others");
    "write Replace(source, old, , , new, , ) for a text, Replace(source, , pattern, , new, , ) for a pattern"
        .clone_into(found.help.get_or_insert_default());
    found.fixes.push(Fix { title: reading.title.to_owned(), edits });
}

fn constant(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Text(text) => Some(text),
        _ => None,
    }
}

/// How many commas a reading adds or takes away.
fn misplaced(given: &[(usize, &Node)], reading: &Reading) -> usize {
    let steps = given.windows(2).zip(reading.places.windows(2));
    steps
        .map(|(given, wanted)| match (given, wanted) {
            ([(a, _), (b, _)], [c, d]) => (b - a).abs_diff(d - c),
            _ => 0,
        })
        .sum()
}

fn edits(places: &[Argument], given: &[(usize, &Node)], reading: &Reading) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut count = 0;
    for (step, wanted) in given.windows(2).zip(reading.places.windows(2)) {
        let ([(a, left), (b, right)], [c, d]) = (step, wanted) else { continue };
        let (there, needed) = (b - a, d - c);
        count = *d;
        if there < needed {
            edits.push(Edit { span: Span::at(right.span.start), text: ", ".repeat(needed - there) });
        } else if there > needed {
            let gap = Span::new(left.span.end, right.span.start);
            edits.push(Edit { span: gap, text: format!("{} ", ", ".repeat(needed).trim_end()) });
        }
    }
    // Empty places behind the last argument are the least of it, as long as there are not too many.
    if let (Some((at, last)), Some(end)) = (given.last(), places.last()) {
        let behind = places.len() - 1 - at;
        let room = PLACES - 1 - count;
        if behind > room {
            edits.push(Edit { span: Span::new(last.span.end, end.span.end), text: ", ".repeat(room) });
        }
    }
    edits
}

/// Whether a text is written as patterns are, and as plain texts hardly ever.
fn looks_like_pattern(text: &str) -> bool {
    let escape = text.match_indices('\\').any(|(at, _)| {
        text.get(at + 1..).is_some_and(|rest| {
            rest.starts_with([
                'd', 'D', 'w', 'W', 's', 'S', 'b', 'p', '.', '(', ')', '[', ']', '+', '*', '?', '-',
            ])
        })
    });
    escape
        || text.starts_with('^')
        || (text.len() > 1 && text.ends_with('$'))
        || text.contains("(?")
        || text.contains(".*")
        || text.contains(".+")
        || text.contains("]+")
        || (text.starts_with('[') && text.ends_with([']', '*', '}']) && text.len() > 2)
        || (text.starts_with('(') && text.contains('|') && text.contains(')'))
}

fn has_group(pattern: &str, name: &str) -> bool {
    !name.is_empty() && (pattern.contains(&format!("(?<{name}>")) || pattern.contains(&format!("(?'{name}'")))
}
