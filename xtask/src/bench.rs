//! The benchmarks.

use crate::arguments::{self, Arguments};
use crate::node::Node;
use crate::{peers, process, wasm};
use anyhow::Result;
use std::path::PathBuf;

pub(crate) const HELP: &str = "\
Usage: cargo xtask bench [NAME...]

Builds the engine and the release binary, then runs benches/NAME.mjs. Close other programs first.

Names (default: all, in this order):
  fast-lane      users to payloads, NDJSON to NDJSON, against hand-written JavaScript
  start          from nothing to the first result, and the memory of the engine
  expressions    parsing and checking, short and long
  scim           SCIM filters, paths and PATCH, against npm packages
  stream         time and memory of the terminal program, by the number of users
  cycle          the same for a directory against a target of the same size

Example:
  cargo xtask bench fast-lane
";

const NAMES: &[&str] = &["fast-lane", "start", "expressions", "scim", "stream", "cycle"];

pub(crate) fn run(arguments: Arguments) -> Result<()> {
    let mut names = arguments.words()?;
    if let Some(name) = names.iter().find(|name| !NAMES.contains(&name.as_str())) {
        return Err(arguments::wrong(format!("there is no bench `{name}`; there are {}", NAMES.join(", "))));
    }
    if names.is_empty() {
        names = NAMES.iter().map(ToString::to_string).collect();
    }
    let node = Node::find()?;
    node.install(&process::www())?;
    wasm::build(false)?;
    let program = program()?;
    for name in names {
        let mut script = node.script(&process::root().join("benches").join(format!("{name}.mjs")));
        script.arg("--program").arg(&program);
        if name == "scim" {
            node.install(&peers::folder())?;
            script.arg("--native").arg(native(&name)?);
        }
        process::run(&mut script)?;
    }
    Ok(())
}

/// The terminal program as it is released.
fn program() -> Result<PathBuf> {
    let mut command = process::cargo();
    command.args(["build", "--release", "--package", "attrflow", "--bin", "attrflow"]);
    process::build(&mut command, |path| path.file_name().is_some_and(|name| name == process::PROGRAM))
}

/// The native half of a benchmark, `benches/NAME.rs`.
fn native(name: &str) -> Result<PathBuf> {
    let mut command = process::cargo();
    command.args(["build", "--release", "--package", "attrflow", "--bench", name]);
    let stem = format!("{name}-");
    process::build(&mut command, |path| {
        path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(&stem))
    })
}
