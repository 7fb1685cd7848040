//! Commands, their arguments and exit codes: 0 fine, 1 the input has errors, 2 wrong usage.

mod annotations;
mod assigned;
mod batch;
mod before;
mod check;
mod diff;
mod eval;
mod explain;
mod files;
mod fmt;
mod options;
mod output;
#[cfg(test)]
mod pages;
mod payloads;
mod preview;
mod preview_batch;
mod profiles;
mod progress;
mod read;
mod render;
mod report;
mod schema;
mod scim;
mod target;
mod test;
mod trace;
mod validate;
mod workbook;

use clap::{Parser, Subcommand, ValueEnum};
use std::io;
use std::process::ExitCode;

/// Shows what identity provisioning will do before it does it.
///
/// attrflow evaluates the attribute mappings of Microsoft Entra ID and shows the exact SCIM request
/// that Zoom would receive for every user. Nothing is sent anywhere.
#[derive(Debug, Parser)]
#[command(name = "attrflow", bin_name = "attrflow", version, max_term_width = 100, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// When to use colours; NO_COLOR is respected
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_default_value = true)]
    color: When,
}

const EXAMPLES: &str = "\
Examples:
  attrflow eval 'Join(\" \", [givenName], [surname])' --source user.json
  attrflow preview --profile mappings.json --users users.csv
  attrflow preview --profile mappings.json --users users.json --target zoom-users.json --summary
  attrflow diff old.json new.json --users users.json
  attrflow test mappings.test.json
  attrflow read users.csv
  attrflow payloads < users.ndjson > bodies.ndjson
  attrflow check mappings.json
  attrflow fmt --check mappings.json
  attrflow scim 'emails[type eq \"work\"].value' --resource user.json
  attrflow validate user.json
  attrflow schema import schema.json -o mappings.json
  attrflow explain Switch

Exit codes: 0 fine, 1 the input has errors, 2 wrong usage. A file called - is standard input.";

#[derive(Debug, Subcommand)]
enum Command {
    Eval(eval::Eval),
    Read(read::Read),
    Preview(preview::PreviewCommand),
    Diff(diff::Diff),
    Test(test::Test),
    Payloads(payloads::Payloads),
    Check(check::Check),
    Fmt(fmt::Fmt),
    Scim(scim::Scim),
    Validate(validate::Validate),
    Schema(schema::SchemaCommand),
    Explain(explain::Explain),
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How a command ends if nothing went wrong with reading and writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Status {
    #[default]
    Fine,
    /// The input has errors; they have been told.
    Errors,
}

impl Status {
    /// Errors once, errors for good.
    fn and(self, other: Status) -> Status {
        if self == Status::Errors { self } else { other }
    }
}

/// Why a command stops early.
#[derive(Debug)]
enum Failure {
    /// The arguments make no sense together, or name what is not there.
    Usage(String),
    /// Reading or writing failed.
    Io(String, io::Error),
    /// A file that everything depends on has errors; they have been told.
    Told,
    /// Nobody reads the results any more.
    PipeClosed,
}

/// What a command returns.
type Result<T = Status> = std::result::Result<T, Failure>;

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let terminal = render::Terminal::new(arguments.color);
    let result = match arguments.command {
        Command::Eval(eval) => eval.run(&terminal),
        Command::Read(read) => read.run(&terminal),
        Command::Preview(preview) => preview.run(&terminal),
        Command::Diff(diff) => diff.run(&terminal),
        Command::Test(test) => test.run(&terminal),
        Command::Payloads(payloads) => payloads.run(&terminal),
        Command::Check(check) => check.run(&terminal),
        Command::Fmt(fmt) => fmt.run(&terminal),
        Command::Scim(scim) => scim.run(&terminal),
        Command::Validate(validate) => validate.run(&terminal),
        Command::Schema(schema) => schema.run(&terminal),
        Command::Explain(explain) => explain.run(),
    };
    match result {
        Ok(Status::Fine) | Err(Failure::PipeClosed) => ExitCode::SUCCESS,
        Ok(Status::Errors) | Err(Failure::Told) => ExitCode::from(1),
        Err(Failure::Usage(message)) => {
            terminal.error(&message);
            ExitCode::from(2)
        }
        Err(Failure::Io(what, error)) => {
            terminal.error(&format!("{what}: {error}"));
            ExitCode::from(1)
        }
    }
}
