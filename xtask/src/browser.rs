//! A Chromium for the browser tests.

use crate::debian::apt_get;
use crate::node::{self, Node};
use crate::process::{self, find};
use anyhow::{Result, bail};
use std::path::PathBuf;

/// Names on the PATH, the free ones first.
const NAMES: &[&str] =
    &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];

/// Where installers put it off the PATH.
const PLACES: &[&str] = &[
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
];

/// Finds a Chromium, installing one if there is none.
pub(crate) fn chromium(node: &Node) -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM").map(PathBuf::from) {
        if named.is_file() {
            return Ok(named);
        }
        bail!("the environment variable CHROMIUM names {}, which is no file", named.display());
    }
    if let Some(found) = installed(node) {
        return Ok(found);
    }
    eprintln!("\nno Chromium found: installing one");
    install(node);
    match installed(node) {
        Some(found) => Ok(found),
        None => bail!(
            "no Chromium was found and none could be installed: install Chromium or Chrome, \
             or set the environment variable CHROMIUM to the path of one"
        ),
    }
}

fn installed(node: &Node) -> Option<PathBuf> {
    NAMES
        .iter()
        .find_map(|name| find(name))
        .or_else(|| PLACES.iter().map(PathBuf::from).find(|path| path.is_file()))
        .or_else(|| downloaded(node))
}

/// Tries the ways there are; whether one worked is seen by looking again.
fn install(node: &Node) {
    if apt_get(&["update"]) && apt_get(&["install", "-y", "chromium"]) {
        return;
    }
    let Some(script) = node::package_file("playwright-core/cli.js") else { return };
    if let Err(error) = process::run(node.script(&script).args(["install", "chromium"])) {
        eprintln!("{error:#}");
    }
}

/// The Chromium that playwright-core downloaded earlier.
fn downloaded(node: &Node) -> Option<PathBuf> {
    let script = node::package_file("playwright-core/package.json")?.with_file_name("index.js");
    let question = "process.stdout.write(require(process.argv[1]).chromium.executablePath())";
    let path = process::output(node.script("-e".as_ref()).arg(question).arg(script)).ok()?;
    Some(PathBuf::from(path.trim())).filter(|path| path.is_file())
}
