//! Node and npm packages.

use crate::process;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What Vite asks for; older ones also lack options of `node --test` that are used here.
const OLDEST: (u32, u32) = (20, 19);

/// A Node that is new enough.
pub(crate) struct Node {
    program: PathBuf,
}

impl Node {
    /// Finds Node and checks its version.
    pub(crate) fn find() -> Result<Self> {
        let (major, minor) = OLDEST;
        let Some(program) = process::find("node") else {
            bail!(
                "Node was not found: install Node {major}.{minor} or newer (https://nodejs.org) and try again"
            );
        };
        let text = process::output(Command::new(&program).arg("--version"))?;
        match version(&text) {
            Some(found) if found >= OLDEST => Ok(Self { program }),
            Some(_) => bail!("Node {} is too old: install Node {major}.{minor} or newer", text.trim()),
            None => bail!("`node --version` printed {text:?}, which is no version of Node"),
        }
    }

    /// Node, about to run a script, started in the root of the workspace.
    pub(crate) fn script(&self, script: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(process::root()).arg(script);
        command
    }

    /// Node's test runner over every `*.test.mjs` of a folder; options come before files.
    pub(crate) fn tests(&self, options: &[&str], folder: &Path) -> Result<Command> {
        let files = test_files(folder)?;
        let mut command = Command::new(&self.program);
        command
            .current_dir(process::root())
            .args(["--test", "--test-reporter=spec"])
            .args(options)
            .args(files);
        Ok(command)
    }

    /// Installs the npm packages of a folder exactly as locked, unless that has been done.
    pub(crate) fn install(&self, folder: &Path) -> Result<()> {
        let lock = folder.join("package-lock.json");
        let wanted = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
        // A copy of the lock that was installed: times say nothing after a checkout.
        let installed = folder.join("node_modules/.installed-lock.json");
        if fs::read(&installed).is_ok_and(|found| found == wanted) {
            return Ok(());
        }
        process::run(npm()?.current_dir(folder).args(["ci", "--no-audit", "--no-fund"]))
            .context("the npm packages could not be installed: is the npm registry within reach?")?;
        fs::write(&installed, wanted).with_context(|| format!("cannot write {}", installed.display()))
    }
}

/// npm, started in `www/`.
pub(crate) fn npm() -> Result<Command> {
    let Some(program) = process::find("npm") else {
        bail!("npm was not found: it comes with Node's own installers (on Debian: apt-get install npm)");
    };
    let mut command = Command::new(program);
    command.current_dir(process::www());
    Ok(command)
}

/// A file of an installed npm package.
pub(crate) fn package_file(path: &str) -> Option<PathBuf> {
    let file = process::www().join("node_modules").join(path);
    file.is_file().then_some(file)
}

/// The tests of a folder, one by one: Node 20 knows no patterns.
fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    if files.is_empty() {
        bail!("{} holds no *.test.mjs", folder.display());
    }
    files.sort();
    Ok(files)
}

fn version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim().strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(version("v20.19.2\n"), Some((20, 19)));
        assert!(version("v20.9.0").unwrap() < OLDEST);
        assert!(version("v100.0.0").unwrap() > OLDEST);
        assert_eq!(version("node"), None);
    }

    #[test]
    fn a_folder_without_tests_is_an_error() {
        let error = test_files(&process::root().join("src")).unwrap_err();
        assert!(error.to_string().contains("holds no *.test.mjs"));
        assert!(!test_files(&process::root().join("tests/wasm")).unwrap().is_empty());
    }
}
