//! Which file of `src/` uses which, read from the text of the code: `use` lines and paths that begin with `crate`,
//! `self` or `super`, with re-exports followed to the file that defines the name. Tests and comments do not count.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A module as the steps of its path: `["mapping", "plan"]`; the root is empty.
type Module = Vec<String>;

/// The modules of the library, each with what it says.
pub(crate) struct Source {
    modules: BTreeMap<Module, Text>,
}

/// What one module's file says.
struct Text {
    /// Path of the file below `src/`.
    file: String,
    /// The code without comments, texts and tests.
    code: String,
    /// Names that it passes on, each with the full path that it comes from.
    exports: BTreeMap<String, Module>,
}

impl Source {
    /// Reads `src/` without the terminal program, which uses the library from outside.
    pub(crate) fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut source = Self { modules: BTreeMap::new() };
        source.folder(&root, &root);
        let paths: Vec<Module> = source.modules.keys().cloned().collect();
        for path in paths {
            let text = &source.modules[&path];
            let exports = uses(&text.code)
                .into_iter()
                .filter(|import| import.passed_on)
                .filter_map(|import| Some((import.name, absolute(&path, &import.steps)?)))
                .collect();
            source.modules.get_mut(&path).expect("read").exports = exports;
        }
        source
    }

    fn folder(&mut self, root: &Path, folder: &Path) {
        let mut entries: Vec<_> =
            fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
        entries.sort();
        for path in entries {
            let below = path.strip_prefix(root).expect("below").to_str().expect("a name").to_owned();
            if path.is_dir() {
                if below != "cli" {
                    self.folder(root, &path);
                }
                continue;
            }
            let Some(stem) = below.strip_suffix(".rs") else { continue };
            let is_test =
                stem.rsplit('/').next().is_some_and(|name| name == "tests" || name.ends_with("_tests"));
            if is_test || stem == "main" {
                continue;
            }
            let mut module: Module = stem.split('/').map(str::to_owned).collect();
            if matches!(module.last().map(String::as_str), Some("mod" | "lib")) {
                module.pop();
            }
            let text = fs::read_to_string(&path).expect("a text");
            let text = Text { file: below, code: bare(&text), exports: BTreeMap::new() };
            self.modules.insert(module, text);
        }
    }

    /// The files that each file uses.
    pub(crate) fn arrows(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut arrows = BTreeMap::new();
        for (path, text) in &self.modules {
            let imports =
                uses(&text.code).into_iter().filter(|import| !import.passed_on).map(|import| import.steps);
            let mut used = BTreeSet::new();
            for steps in imports.chain(inline(&text.code)) {
                let Some(target) = absolute(path, &steps) else { continue };
                for module in self.resolve(&target, 0) {
                    if module != *path {
                        used.insert(self.modules[&module].file.clone());
                    }
                }
            }
            arrows.insert(text.file.clone(), used);
        }
        arrows
    }

    /// The modules that a path leads to: the one that defines its last name, re-exports followed.
    fn resolve(&self, target: &[String], depth: usize) -> Vec<Module> {
        let known = (0..=target.len()).rev().find(|length| self.modules.contains_key(&target[..*length]));
        let Some(length) = known else { return Vec::new() };
        let module = target[..length].to_vec();
        let Some(name) = target.get(length) else { return vec![module] };
        match self.modules[&module].exports.get(name) {
            Some(origin) if depth < 8 => {
                let mut deeper = origin.clone();
                deeper.extend_from_slice(&target[length + 1..]);
                self.resolve(&deeper, depth + 1)
            }
            _ if module.is_empty() && !name.starts_with(char::is_lowercase) => Vec::new(),
            _ => vec![module],
        }
    }
}

/// One name of a `use` line.
struct Import {
    steps: Vec<String>,
    /// What it is called here.
    name: String,
    /// Whether it is `pub use` or `pub(…) use`.
    passed_on: bool,
}

/// All names of all `use` lines.
fn uses(code: &str) -> Vec<Import> {
    let mut found = Vec::new();
    for statement in code.split(';') {
        let Some(at) = statement.rfind("use ").filter(|at| {
            let before = &statement[..*at];
            before.is_empty() || before.ends_with(char::is_whitespace) || before.ends_with('}')
        }) else {
            continue;
        };
        let line = statement[..at].rsplit(['\n', '{', '}']).next().unwrap_or_default();
        let passed_on = line.trim_start().starts_with("pub");
        let tree: String = statement[at + 4..].split_whitespace().collect::<Vec<_>>().join(" ");
        let mut leaves = Vec::new();
        flatten(&[], &tree, &mut leaves);
        for (steps, alias) in leaves {
            let name = alias.unwrap_or_else(|| steps.last().cloned().unwrap_or_default());
            found.push(Import { steps, name, passed_on });
        }
    }
    found
}

/// The leaves of `a::{b, c as d}`.
fn flatten(before: &[String], tree: &str, leaves: &mut Vec<(Vec<String>, Option<String>)>) {
    let tree = tree.trim();
    if let Some(open) = tree.find('{') {
        let mut path = before.to_vec();
        path.extend(
            tree[..open].split("::").map(str::trim).filter(|step| !step.is_empty()).map(str::to_owned),
        );
        let inner = tree[open + 1..].trim_end().strip_suffix('}').unwrap_or(&tree[open + 1..]);
        let (mut depth, mut start) = (0, 0);
        for (at, sign) in inner.char_indices().chain([(inner.len(), ',')]) {
            match sign {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    if !inner[start..at].trim().is_empty() {
                        flatten(&path, &inner[start..at], leaves);
                    }
                    start = at + 1;
                }
                _ => {}
            }
        }
        return;
    }
    let (path, alias) = match tree.split_once(" as ") {
        Some((path, alias)) => (path, Some(alias.trim().to_owned())),
        None => (tree, None),
    };
    let mut steps = before.to_vec();
    steps.extend(
        path.split("::")
            .map(|step| step.trim().to_owned())
            .filter(|step| step != "self" || before.is_empty()),
    );
    leaves.push((steps, alias));
}

/// Paths in the code itself that begin with `crate::`, `self::` or `super::`.
fn inline(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let end = code[at..]
                .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
                .map_or(code.len(), |n| at + n);
            let steps: Vec<String> =
                code[at..end].split("::").filter(|step| !step.is_empty()).map(str::to_owned).collect();
            // What ends in `::` opens a `use` tree, which is read apart.
            if !code[at..end].ends_with("::") {
                found.push(steps);
            }
        }
    }
    found
}

/// A path from the root of the crate; `None` for paths into other crates.
fn absolute(module: &[String], steps: &[String]) -> Option<Module> {
    let mut path = match steps.first()?.as_str() {
        "crate" => Vec::new(),
        "self" => module.to_vec(),
        "super" => module[..module.len().checked_sub(1)?].to_vec(),
        // A child that is named without `self`.
        _ => [module, &steps[..1]].concat(),
    };
    for step in &steps[1..] {
        if step == "super" {
            path.pop()?;
        } else {
            path.push(step.clone());
        }
    }
    Some(path)
}

/// The code without comments, texts, and what stands under `#[cfg(test)]`.
fn bare(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let skip = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("r#\"") {
            rest.find("\"#").map_or(rest.len(), |at| at + 2)
        } else if sign == '"' {
            let bytes = rest.as_bytes();
            let mut at = 1;
            while at < bytes.len() && bytes[at] != b'"' {
                at += if bytes[at] == b'\\' { 2 } else { 1 };
            }
            (at + 1).min(rest.len())
        } else if rest.starts_with("'\"'") {
            3
        } else if rest.starts_with("'\\''") || rest.starts_with("'\\\"'") {
            4
        } else {
            0
        };
        if skip == 0 {
            code.push(sign);
            rest = &rest[sign.len_utf8()..];
        } else {
            rest = &rest[skip..];
        }
    }
    without_tests(&code)
}

/// The code without items under `#[cfg(test)]`.
fn without_tests(code: &str) -> String {
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        let open = rest.find(['{', ';']).unwrap_or(rest.len() - 1);
        let mut end = open + 1;
        if rest.as_bytes()[open] == b'{' {
            let mut depth = 1;
            for (offset, sign) in rest[open + 1..].char_indices() {
                match sign {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    end = open + 1 + offset + 1;
                    break;
                }
            }
        }
        rest = &rest[end..];
    }
    kept.push_str(rest);
    kept
}

/// The circles among arrows: groups of files each of which reaches every other.
pub(crate) fn circles(arrows: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<String>> {
    let reach: BTreeMap<&String, BTreeSet<&String>> = arrows
        .keys()
        .map(|start| {
            let mut seen = BTreeSet::new();
            let mut open = vec![start];
            while let Some(file) = open.pop() {
                for next in arrows.get(file).into_iter().flatten() {
                    if seen.insert(next) {
                        open.push(next);
                    }
                }
            }
            (start, seen)
        })
        .collect();
    let mut found: BTreeSet<Vec<String>> = BTreeSet::new();
    for (file, seen) in &reach {
        if seen.contains(file) {
            let circle =
                seen.iter().filter(|other| reach[**other].contains(file)).map(|other| (*other).clone());
            found.insert(circle.collect());
        }
    }
    found.into_iter().collect()
}
