//! The playground: everything built, then served to this machine alone.

use crate::arguments::{self, Arguments};
use crate::node::{self, Node};
use crate::{process, wasm};
use anyhow::{Context, Result};
use std::process::Command;

pub(crate) const HELP: &str = "\
Usage: cargo xtask playground [--port N] [--open] [--build-only]

Installs the npm packages, builds the engine and the playground, and serves it on 127.0.0.1.
Ctrl-C ends it.

Options:
  --port N        this port and no other (default: 4173, or the next free one)
  --open          open it in the browser
  --build-only    leave the site in www/dist and do not serve it

Example:
  cargo xtask playground --port 8080
";

pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let build_only = arguments.flag("--build-only");
    let open = arguments.flag("--open");
    let port = arguments.value("--port")?;
    arguments.end()?;
    if let Some(text) = port.as_deref()
        && !text.parse::<u16>().is_ok_and(|number| number > 0)
    {
        return Err(arguments::wrong(format!("--port takes a number from 1 to 65535, not `{text}`")));
    }
    let node = Node::find()?;
    build(&node)?;
    if build_only {
        eprintln!("\nThe playground is in www/dist; any web server can serve that folder.");
        return Ok(());
    }

    let script =
        node::package_file("vite/bin/vite.js").context("vite is not among the npm packages of www/")?;
    let mut server = node.script(&script);
    server.current_dir(process::www()).args(["preview", "--host", "127.0.0.1"]);
    match port {
        Some(port) => server.args(["--port", &port, "--strictPort"]),
        None => server.args(["--port", "4173"]),
    };
    if open {
        server.arg("--open");
    }
    eprintln!("\nServing the playground on this machine; Ctrl-C ends it.");
    serve(&mut server)
}

/// Builds the engine and the site.
pub(crate) fn build(node: &Node) -> Result<()> {
    node.install(&process::www())?;
    wasm::build(false)?;
    build_site()
}

/// Builds the site around an engine that is there.
pub(crate) fn build_site() -> Result<()> {
    process::run(node::npm()?.args(["run", "build"])).context("the playground does not build")
}

/// Becomes the server, so that one signal ends all there is.
#[cfg(unix)]
fn serve(server: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(server.exec()).context("cannot start the server")
}

/// Runs the server; Ctrl-C reaches every process of the console.
#[cfg(not(unix))]
fn serve(server: &mut Command) -> Result<()> {
    server.status().context("cannot start the server").map(drop)
}
