//! Python and the packages of `tests/peers/requirements.txt`, in a virtual environment under `target/`.

use crate::debian::apt_get;
use crate::process::{self, find, succeeds};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the packages ask for.
const OLDEST: (u32, u32) = (3, 11);

/// The Python of the virtual environment, which is made as `requirements` says unless that has been done.
pub(crate) fn environment(requirements: &Path) -> Result<PathBuf> {
    let wanted = fs::read(requirements).with_context(|| format!("cannot read {}", requirements.display()))?;
    let folder = process::root().join("target/peers");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let installed = folder.join("installed-requirements.txt");
    // A Python that was upgraded or removed since takes its environments with it.
    let works = succeeds(Command::new(&python).args(["-c", "import sys"]));
    if works && fs::read(&installed).is_ok_and(|found| found == wanted) {
        return Ok(python);
    }
    process::run(Command::new(host()?).args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut pip = Command::new(&python);
    pip.args([
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "--quiet",
        "--requirement",
    ]);
    process::run(pip.arg(requirements))
        .context("the Python packages could not be installed: is a package index within reach?")?;
    fs::write(&installed, wanted).with_context(|| format!("cannot write {}", installed.display()))?;
    Ok(python)
}

/// A Python that is new enough and can make virtual environments, installing one if there is none.
fn host() -> Result<PathBuf> {
    if let Some(found) = usable() {
        return Ok(found);
    }
    eprintln!("\nno usable Python found: installing one");
    let installed =
        apt_get(&["update"]) && apt_get(&["install", "-y", "python3", "python3-venv", "python3-pip"]);
    match usable() {
        Some(found) => Ok(found),
        None => {
            let (major, minor) = OLDEST;
            let tried = if installed { ", and what apt-get installs is not enough" } else { "" };
            bail!(
                "Python {major}.{minor} or newer with venv and pip was not found{tried}: install it \
                 (https://www.python.org, on Debian python3-venv) and try again"
            )
        }
    }
}

fn usable() -> Option<PathBuf> {
    let (major, minor) = OLDEST;
    let check = format!("import sys, venv, ensurepip; sys.exit(sys.version_info < ({major}, {minor}))");
    let mut found = ["python3", "python"].into_iter().filter_map(find);
    found.find(|python| succeeds(Command::new(python).args(["-c", &check])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_are_exact() {
        let file = process::root().join("tests/peers/requirements.txt");
        let text = fs::read_to_string(file).unwrap();
        assert!(text.lines().all(|line| line.contains("==")), "{text}");
        assert!(text.contains("scim2-server=="));
    }
}
