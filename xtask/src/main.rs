//! `cargo xtask`: every chore of the project, with nothing to install by hand but Rust and Node.
#![forbid(unsafe_code)]

mod arguments;
mod bench;
mod browser;
mod codes;
mod debian;
mod node;
mod peers;
mod playground;
mod process;
mod python;
mod size;
mod tables;
mod test;
mod wasm;

use arguments::Arguments;
use std::process::ExitCode;

/// A chore: its name, one line about it, its help, and what it does.
struct Chore {
    name: &'static str,
    summary: &'static str,
    help: &'static str,
    run: fn(Arguments) -> anyhow::Result<()>,
}

const CHORES: &[Chore] = &[
    Chore {
        name: "playground",
        summary: "build everything and serve the playground on this machine",
        help: playground::HELP,
        run: playground::run,
    },
    Chore {
        name: "test",
        summary: "run every test: native, wasm, peers, browser",
        help: test::HELP,
        run: test::run,
    },
    Chore { name: "wasm", summary: "build the engine for the web", help: wasm::HELP, run: wasm::run },
    Chore { name: "bench", summary: "measure speed and memory", help: bench::HELP, run: bench::run },
    Chore { name: "size", summary: "print what a browser has to load", help: size::HELP, run: size::run },
    Chore {
        name: "tables",
        summary: "write the tables of Unicode that the engine has",
        help: tables::HELP,
        run: tables::run,
    },
];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(name) = arguments.next() else {
        eprint!("{}", usage());
        return ExitCode::from(2);
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        print!("{}", usage());
        return ExitCode::SUCCESS;
    }
    let Some(chore) = CHORES.iter().find(|chore| chore.name == name) else {
        eprint!("error: there is no chore `{name}`\n\n{}", usage());
        return ExitCode::from(2);
    };
    let arguments = Arguments::new(arguments);
    if arguments.wants_help() {
        print!("{}", chore.help);
        return ExitCode::SUCCESS;
    }
    match (chore.run)(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", explain(&error));
            ExitCode::from(if error.is::<arguments::Usage>() { 2 } else { 1 })
        }
    }
}

/// The error and what led to it, one cause a line.
fn explain(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).collect::<Vec<_>>().join("\n  because: ")
}

fn usage() -> String {
    let mut text = String::from("Usage: cargo xtask CHORE [OPTIONS]\n\nChores:\n");
    for chore in CHORES {
        text.push_str(&format!("  {:<12}{}\n", chore.name, chore.summary));
    }
    text.push_str("\n`cargo xtask CHORE --help` tells more.\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chore_is_listed_and_its_help_begins_with_its_usage() {
        for chore in CHORES {
            assert!(usage().contains(chore.summary));
            assert!(chore.help.starts_with(&format!("Usage: cargo xtask {}", chore.name)), "{}", chore.name);
        }
    }

    #[test]
    fn causes_are_listed_from_the_outermost_in() {
        let error = anyhow::anyhow!("no such file").context("cannot read the lock");
        assert_eq!(explain(&error), "cannot read the lock\n  because: no such file");
    }
}
