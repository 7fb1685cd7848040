//! The order of the rooms: who may use whom, and which files know each other. `ARCHITECTURE.md` says why.

#[path = "support/imports.rs"]
mod imports;

use imports::{Source, circles};
use std::collections::BTreeSet;

/// The rooms, lowest first. Each may use those of the lines above its own; rooms of one line do not know each other.
const ORDER: [&[&str]; 13] = [
    &["named", "order", "span", "limits", "place"],
    &["dotnet"],
    &["json"],
    &["value"],
    &["diagnostic"],
    &["scim"],
    &["language"],
    &["systems"],
    &["source"],
    &["mapping"],
    &["input", "graph"],
    &["provisioning"],
    &["editor"],
];

/// The doors, which may use everything and which no room uses: JavaScript, and what it and the terminal have alike. The
/// terminal program is a crate of its own.
const DOORS: [&str; 3] = ["lib", "wasm", "scim_lines"];

/// The room of a file below `src/`.
fn room(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}

/// The line of a room; `None` for one that the order does not know.
fn line(room: &str) -> Option<usize> {
    ORDER.iter().position(|rooms| rooms.contains(&room))
}

#[test]
fn arrows_between_rooms_point_one_way() {
    let mut wrong = Vec::new();
    for (file, used) in Source::read().arrows() {
        for other in used {
            let (from, to) = (room(&file), room(&other));
            if from == to || DOORS.contains(&from) {
                continue;
            }
            match (line(from), line(to)) {
                (Some(upper), Some(lower)) if lower < upper => {}
                (Some(_), Some(_)) => wrong.push(format!("{file} uses {other}, which is not below it")),
                _ => wrong.push(format!("{file} uses {other}: one of these rooms is not in the order")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Files that know each other have to be read together, so each such circle is named with its reason.
#[test]
fn circles_are_those_that_the_architecture_names() {
    let arrows = Source::read().arrows();
    let found: BTreeSet<String> = circles(&arrows).iter().map(|files| files.join(", ")).collect();
    let text = include_str!("../ARCHITECTURE.md");
    let (_, section) = text.split_once("## Circles").expect("a section about circles");
    let section = section.split("\n## ").next().unwrap_or_default();
    let named: BTreeSet<String> = section
        .lines()
        .filter_map(|line| line.strip_prefix("- "))
        .filter_map(|line| line.split_once(": "))
        .map(|(files, _)| files.replace('`', ""))
        .collect();
    assert_eq!(found, named, "the circles among files, and those that ARCHITECTURE.md names");
    assert!(found.len() <= 6, "{} circles", found.len());
}

/// The reader of imports sees what it must: a test that could not fail would guard nothing.
#[test]
fn arrows_are_seen() {
    let arrows = Source::read().arrows();
    let uses = |file: &str, other: &str| arrows.get(file).is_some_and(|used| used.contains(other));
    // A `use` line with braces, a re-export that is followed to the file behind it, and a path in the code itself.
    assert!(
        uses("mapping/plan.rs", "diagnostic/code.rs") || uses("mapping/compile.rs", "diagnostic/code.rs")
    );
    assert!(uses("diagnostic.rs", "place.rs") || uses("diagnostic/mod.rs", "place.rs"));
    let circle = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")];
    let mut made = std::collections::BTreeMap::<String, BTreeSet<String>>::new();
    for (from, to) in circle {
        made.entry(from.to_owned()).or_default().insert(to.to_owned());
        made.entry(to.to_owned()).or_default();
    }
    assert_eq!(circles(&made), [["a", "b", "c"].map(str::to_owned)]);
}
