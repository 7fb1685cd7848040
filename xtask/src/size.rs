//! What a browser has to load.

use crate::arguments::Arguments;
use crate::node::Node;
use crate::{process, wasm};
use anyhow::{Result, bail};
use std::path::PathBuf;

pub(crate) const HELP: &str = "\
Usage: cargo xtask size

Builds the engine and the playground and prints the size of each file: raw, gzip -9, brotli.

Example:
  cargo xtask size
";

pub(crate) fn run(arguments: Arguments) -> Result<()> {
    arguments.end()?;
    let node = Node::find()?;
    crate::playground::build(&node)?;
    println!("\nengine");
    print_files(&node, &[wasm::engine()])?;
    println!("\nplayground");
    let bundle = process::www().join("dist");
    if !bundle.is_dir() {
        bail!("the build of the playground left no www/dist");
    }
    print_files(&node, &[bundle])
}

/// Prints one line for each file, files of folders included; Node knows gzip and brotli.
pub(crate) fn print_files(node: &Node, files: &[PathBuf]) -> Result<()> {
    let script = process::root().join("benches/size.mjs");
    print!("{}", process::output(node.script(&script).args(files))?);
    Ok(())
}
