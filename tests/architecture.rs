//! Who may read texts of the two languages: a mapping is compiled once into a value that keeps its tree and
//! its path, and whoever needs these takes them from there. No later stage looks back at text.

use std::fs;
use std::path::{Path, PathBuf};

/// Where a text is read for the first time, and whose text it is: files, and rooms that end in a slash. The
/// rooms of the languages themselves are not listed.
const READERS: [(&str, &str); 11] = [
    ("src/cli/", "a door: the command line and the files that it names"),
    ("src/editor/", "the text that is being typed"),
    ("src/graph/attribute_mapping.rs", "the targets of a foreign document"),
    ("src/graph/created_attributes.rs", "what a new schema has to list, of a profile that is not compiled"),
    (
        "src/graph/expression_text.rs",
        "texts beside stored trees, and sources of profiles that are not compiled",
    ),
    ("src/graph/parse_expression.rs", "the text that Graph's own function is asked about"),
    ("src/mapping/compile.rs", "where mappings are compiled"),
    ("src/scim_lines.rs", "a door: lines of a batch"),
    ("src/source/evaluate.rs", "an expression by itself, for one user"),
    ("src/source/row.rs", "names of PingOne's attributes, which are SCIM paths"),
    ("src/wasm/", "a door: an expression, a path or a filter by itself"),
];

/// What reads a text of a language. A bare `parse` counts where it is the language's.
const CALLS: [&str; 8] = [
    "parse_path(",
    "parse_filter(",
    "check_text(",
    "language::parse(",
    "Expression::compile(",
    "Expression::compile_in(",
    "language::format(",
    "language::format_line(",
];

#[test]
fn texts_of_mappings_are_read_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    gather(&root.join("src"), &mut files);
    assert!(files.len() > 200, "the sources are found");
    let mut used = Vec::new();
    for file in files {
        let name = file.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
        let own = ["src/language/", "src/scim/"].iter().any(|room| name.starts_with(room));
        let text = fs::read_to_string(&file).expect("readable");
        if own || name.ends_with("tests.rs") || !reads_texts(&text) {
            continue;
        }
        let reader = READERS
            .iter()
            .find(|(place, _)| if place.ends_with('/') { name.starts_with(place) } else { name == *place });
        let Some((place, _)) = reader else {
            panic!("{name} reads expressions or paths; take trees and paths from `CompiledMapping`");
        };
        used.push(*place);
    }
    for (place, reason) in READERS {
        assert!(used.contains(&place), "{place} ({reason}) reads no text any more; take it off the list");
    }
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Whether the code of a file, its tests and comments left out, reads a text of either language.
fn reads_texts(text: &str) -> bool {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: String = lines.flat_map(|line| [line, "\n"]).collect();
    let imports = || code.split("use crate::language::").skip(1).filter_map(|rest| rest.split(';').next());
    let words =
        |list: &str| list.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == "parse");
    CALLS.iter().any(|call| has_call(&code, call))
        || (imports().any(words) && (has_call(&code, "parse(") || code.contains("parse as ")))
}

/// Whether a call stands there that is not the end of a longer name, nor a method of something.
fn has_call(code: &str, call: &str) -> bool {
    let part_of_another = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    code.match_indices(call).any(|(at, _)| {
        let before = &code[..at];
        let qualified = before.ends_with("::") && call == "parse(";
        !before.ends_with(part_of_another) && !qualified && !before.ends_with("fn ")
    })
}

#[test]
fn the_judge_can_refuse() {
    assert!(reads_texts("use crate::scim::parse_path;\nfn f(t: &str) { parse_path(t, Mode::Lenient); }"));
    assert!(reads_texts(
        "use crate::language::{Dialect, parse};\nfn f(t: &str) { let _ = parse(t, Dialect::Entra); }"
    ));
    assert!(reads_texts("let tree = crate::language::parse(text, Dialect::Entra);"));
    assert!(!reads_texts("use crate::json;\nlet json = json::parse(text);"));
    assert!(!reads_texts(
        "use crate::language::Dialect;\nlet dialect = Dialect::parse(name);\n// parse_path(it)"
    ));
    assert!(!reads_texts("fn f() {}\n#[cfg(test)]\nmod tests {\n    parse_path(text);\n}"));
}
