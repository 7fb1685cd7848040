//! Packages of Debian and what descends from it.

use crate::process::{self, find, succeeds};
use std::process::{Command, Stdio};

/// Runs apt-get as root, directly or by a sudo that asks nothing. Says whether it was there and did it.
pub(crate) fn apt_get(arguments: &[&str]) -> bool {
    if find("apt-get").is_none() {
        return false;
    }
    let root = process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let mut command = if root {
        Command::new("apt-get")
    } else if succeeds(Command::new("sudo").args(["-n", "true"])) {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    } else {
        return false;
    };
    command.env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
    match process::run(command.args(arguments)) {
        Ok(()) => true,
        Err(error) => {
            eprintln!("{error:#}");
            false
        }
    }
}
