//! `attrflow payloads`: the fast lane, users in, create bodies out.

use super::output::Output;
use super::profiles::Loaded;
use super::progress::Progress;
use super::render::{About, Terminal};
use super::{Result, Status, files, options, profiles};
use attrflow::input::{Chunk, UserReader};
use attrflow::provisioning::{LineProblem, payloads};
use clap::Args;
use encoding_rs::Encoding;

/// Writes the create body of every user, one a line
///
/// Users are read from Graph JSON, a JSON array, NDJSON or CSV. Memory does not grow with their
/// number. A user that cannot be read is reported with its line, and the rest is done.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Payloads {
    /// The users
    #[arg(default_value = "-", hide_default_value = true, value_name = "FILE")]
    users: String,

    /// A preset, a profile document, or a synchronization schema of Microsoft Graph
    #[arg(long, short, value_name = "PROFILE", default_value = profiles::DEFAULT)]
    profile: String,

    /// Which object mapping of a synchronization schema, by number or name [default: that of users]
    #[arg(long, value_name = "MAPPING")]
    mapping: Option<String>,

    #[command(flatten)]
    schema: options::Schema,

    /// How the users are encoded, if neither UTF-8 nor UTF-16: windows-1252
    #[arg(long, value_name = "NAME", value_parser = files::encoding)]
    encoding: Option<&'static Encoding>,

    #[command(flatten)]
    evaluation: options::Evaluation,
}

const EXAMPLES: &str = "\
Examples:
  attrflow payloads < users.ndjson > bodies.ndjson
  attrflow payloads --profile mappings.json users.csv > bodies.ndjson";

impl Payloads {
    pub(super) fn run(&self, terminal: &Terminal) -> Result {
        let readers = [self.users == "-", self.profile == "-", self.evaluation.reads_stdin()];
        options::stdin_once(&[&readers[..], &[self.schema.reads_stdin()]].concat())?;
        let environment = self.evaluation.environment()?;
        let schemas = self.schema.load(terminal)?;
        let Some(profile) = profiles::load(&self.profile, self.mapping.as_deref(), schemas, terminal)? else {
            return Ok(Status::Errors);
        };
        let file = files::open_in(&self.users, self.encoding)?;
        let mut users = UserReader::new(file).of(profile.plan.source()).unchecked();
        let name = files::name(&self.users);
        let mut progress = Progress::new(files::length(&self.users));
        let mut output = Output::new();
        let mut bodies = Vec::new();
        let mut status = Status::Fine;
        while let Some(chunk) = users.next_chunk().map_err(|error| files::unreadable(&self.users, error))? {
            match chunk {
                Chunk::Problem(problem) => {
                    let found = problem.diagnostic;
                    if found.is_error() {
                        status = Status::Errors;
                    }
                    progress.pause(|| terminal.input(&found, name));
                }
                Chunk::Lines { text, line, end } => {
                    bodies.clear();
                    let problems = payloads(&profile.plan, text, line, &environment, &mut bodies);
                    output.bytes(&bodies)?;
                    for problem in problems {
                        status = Status::Errors;
                        let lines = Lines { file: name, chunk: text, first: line };
                        progress.pause(|| lines.show(&problem, &profile, terminal));
                    }
                    progress.at(end);
                }
            }
        }
        progress.finish();
        output.flush()?;
        Ok(status)
    }
}

/// Where lines come from.
struct Lines<'a> {
    file: &'a str,
    chunk: &'a [u8],
    first: u64,
}

impl Lines<'_> {
    /// Shows a problem in its line, or in the mapping that caused it.
    fn show(&self, problem: &LineProblem, profile: &Loaded, terminal: &Terminal) {
        let mut found = problem.diagnostic.clone();
        if found.place.is_part() {
            found.message = format!("{}: line {}: {}", self.file, problem.line, found.message);
            return profile.show(&found, terminal);
        }
        let at = usize::try_from(problem.line.saturating_sub(self.first)).unwrap_or_default();
        let text = self.chunk.split(|byte| *byte == b'\n').nth(at).unwrap_or_default();
        match std::str::from_utf8(text.trim_ascii_end()) {
            Ok(text) => {
                terminal.show(
                    &found,
                    About { path: Some(self.file), text: Some(text), line: Some(problem.line), rule: None },
                );
            }
            Err(_) => {
                found.message = format!("line {}: {}", problem.line, found.message);
                terminal.input(&found, self.file);
            }
        }
    }
}
