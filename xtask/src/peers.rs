//! The tests beside other implementations of SCIM.

use crate::node::Node;
use crate::{process, python};
use anyhow::Result;
use std::path::PathBuf;

/// The folder of the tests and their packages.
pub(crate) fn folder() -> PathBuf {
    process::root().join("tests/peers")
}

/// Installs what they need and runs them; the engine answers through the terminal program.
pub(crate) fn run(node: &Node) -> Result<()> {
    node.install(&folder())?;
    let python = python::environment(&folder().join("requirements.txt"))?;
    let mut build = process::cargo();
    build.args(["build", "--package", "attrflow", "--bin", "attrflow"]);
    let program =
        process::build(&mut build, |path| path.file_name().is_some_and(|name| name == process::PROGRAM))?;
    // One file at a time: PEERS_WRITE=1 has all of them write the one list.
    let mut tests = node.tests(&["--test-concurrency=1"], &folder())?;
    process::run(tests.env("ATTRFLOW", program).env("PEERS_PYTHON", python))
}
