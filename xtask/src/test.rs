//! Every test of the project.

use crate::arguments::{self, Arguments};
use crate::node::{self, Node};
use crate::{browser, peers, playground, process, wasm};
use anyhow::{Context, Result, bail};
use std::cell::OnceCell;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

pub(crate) const HELP: &str = "\
Usage: cargo xtask test [--only native|wasm|peers|browser]

Installs what is missing (the compilation target, npm packages, Python packages, a Chromium)
and runs every test. All suites run even if one fails; the summary at the end tells which.

Options:
  --only GROUP    native     the library, its documentation's examples, the terminal, xtask
                  wasm       the engine in Node, the types and the modules of www/
                  peers      SCIM beside other implementations and a real server
                  browser    the playground in Chromium

Example:
  cargo xtask test --only wasm
";

/// One run of one test runner.
struct Suite {
    name: &'static str,
    group: &'static str,
    run: fn(&Workshop) -> Result<()>,
}

const SUITES: &[Suite] = &[
    Suite { name: "library and terminal", group: "native", run: native },
    Suite { name: "xtask", group: "native", run: chores },
    Suite { name: "engine in node", group: "wasm", run: engine },
    Suite { name: "types of www", group: "wasm", run: types },
    Suite { name: "modules of www", group: "wasm", run: modules },
    Suite { name: "other implementations", group: "peers", run: others },
    Suite { name: "browser", group: "browser", run: pages },
];

pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let only = arguments.value("--only")?;
    arguments.end()?;
    let chosen: Vec<&Suite> =
        SUITES.iter().filter(|suite| only.as_deref().is_none_or(|group| group == suite.group)).collect();
    if chosen.is_empty() {
        let text = only.unwrap_or_default();
        return Err(arguments::wrong(format!("--only takes native, wasm, peers or browser, not `{text}`")));
    }

    let workshop = Workshop::default();
    let mut results = Vec::new();
    for suite in chosen {
        eprintln!("\n== {} ==", suite.name);
        let start = Instant::now();
        let result = (suite.run)(&workshop);
        if let Err(error) = &result {
            eprintln!("error: {}", crate::explain(error));
        }
        results.push((suite.name, result.is_ok(), start.elapsed()));
    }
    println!("\n{}", summary(&results));
    let failed: Vec<&str> = results.iter().filter(|result| !result.1).map(|result| result.0).collect();
    if !failed.is_empty() {
        bail!("these suites failed: {}", failed.join(", "));
    }
    Ok(())
}

fn summary(results: &[(&str, bool, Duration)]) -> String {
    let mut text = String::new();
    for (name, passed, time) in results {
        let word = if *passed { "passed" } else { "FAILED" };
        let _ = writeln!(text, "{name:<22}{word}  {:>5.1} s", time.as_secs_f64());
    }
    let failed = results.iter().filter(|result| !result.1).count();
    let _ = write!(text, "suites: {} passed, {failed} failed", results.len() - failed);
    text
}

/// What every suite with JavaScript needs, made ready by the first that asks.
#[derive(Default)]
struct Workshop {
    node: OnceCell<Node>,
}

impl Workshop {
    fn ready(&self) -> Result<&Node> {
        if let Some(node) = self.node.get() {
            return Ok(node);
        }
        let node = Node::find()?;
        node.install(&process::www())?;
        wasm::build(false)?;
        Ok(self.node.get_or_init(|| node))
    }
}

/// Unoptimised: compiling with link-time optimisation takes longer than it saves.
fn native(_: &Workshop) -> Result<()> {
    process::run(process::cargo().args(["test", "--package", "attrflow", "--no-fail-fast"]))
}

fn chores(_: &Workshop) -> Result<()> {
    process::run(process::cargo().args(["test", "--package", "xtask"]))
}

fn engine(workshop: &Workshop) -> Result<()> {
    process::run(&mut workshop.ready()?.tests(&[], &process::root().join("tests/wasm"))?)
}

fn types(workshop: &Workshop) -> Result<()> {
    workshop.ready()?;
    process::run(node::npm()?.args(["run", "check"]))
}

fn modules(workshop: &Workshop) -> Result<()> {
    workshop.ready()?;
    process::run(node::npm()?.arg("test"))
}

fn others(_: &Workshop) -> Result<()> {
    peers::run(&Node::find()?)
}

fn pages(workshop: &Workshop) -> Result<()> {
    let node = workshop.ready()?;
    let chromium = browser::chromium(node)?;
    playground::build_site()?;
    // Two files at a time: each has a browser, which keeps about one core busy.
    let mut tests = node.tests(&["--test-concurrency=2"], &process::root().join("tests/browser"))?;
    process::run(tests.env("CHROMIUM", chromium)).context("the tests in Chromium failed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_counts_suites() {
        let results = [("one", true, Duration::from_secs(2)), ("two", false, Duration::ZERO)];
        let text = summary(&results);
        assert!(text.ends_with("suites: 1 passed, 1 failed"), "{text}");
        assert!(text.contains("two") && text.contains("FAILED"), "{text}");
    }

    #[test]
    fn every_group_is_explained() {
        for suite in SUITES {
            assert!(HELP.contains(&format!(" {}  ", suite.group)), "{}", suite.group);
        }
    }

    #[test]
    fn an_unknown_group_is_refused() {
        let arguments = Arguments::new(["--only=everything".to_owned()]);
        assert!(run(arguments).unwrap_err().to_string().contains("`everything`"));
    }
}
