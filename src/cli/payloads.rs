//! `attrflow payloads`: the fast lane, users in, create bodies out.

use super::output::Output;
use super::progress::Progress;
use super::render::{About, Terminal};
use super::{Result, Status, files, options, profiles};
use attrflow::input::{Chunk, UserReader};
use attrflow::provisioning::payloads;
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

    /// A preset or a profile document
    #[arg(long, short, value_name = "PROFILE", default_value = profiles::DEFAULT)]
    profile: String,

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
        options::stdin_once(&[self.users == "-", self.profile == "-", self.evaluation.reads_stdin()])?;
        let environment = self.evaluation.environment()?;
        let Some(profile) = profiles::load(&self.profile, terminal)? else { return Ok(Status::Errors) };
        let mut users = UserReader::new(files::open_in(&self.users, self.encoding)?).unchecked();
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
                    progress.pause(|| terminal.show(&found, About { path: Some(name), text: None }));
                }
                Chunk::Lines { text, line, end } => {
                    bodies.clear();
                    let problems = payloads(&profile.plan, text, line, &environment, &mut bodies);
                    output.bytes(&bodies)?;
                    for problem in problems {
                        status = Status::Errors;
                        let mut found = problem.diagnostic;
                        found.message = format!("{name}: line {}: {}", problem.line, found.message);
                        progress.pause(|| match found.pointer {
                            Some(_) => profile.show(&found, terminal),
                            None => terminal.show(&found, About::default()),
                        });
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
