//! `attrflow preview`: what would happen to every user, and why.

use super::preview_batch::Cases;
use super::render::Terminal;
use super::report::Report;
use super::{Result, Status, batch, files, options, profiles};
use attrflow::input::{Item, UserReader};
use clap::{Args, ValueEnum};
use encoding_rs::Encoding;

/// Shows the request that every user would cause, and why each value is what it is
///
/// Without arguments it shows a preset and sample users.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct PreviewCommand {
    /// A preset or a profile document
    #[arg(long, short, value_name = "PROFILE", default_value = profiles::DEFAULT, conflicts_with = "batch")]
    profile: String,

    /// Users: a JSON object, Graph JSON, an array, NDJSON or CSV [default: sample users]
    #[arg(long, short, value_name = "FILE", conflicts_with = "batch")]
    users: Option<String>,

    #[command(flatten)]
    schema: options::Schema,

    /// How the users are encoded, if neither UTF-8 nor UTF-16: windows-1252
    #[arg(long, value_name = "NAME", value_parser = files::encoding, conflicts_with = "batch")]
    encoding: Option<&'static Encoding>,

    /// How results are written
    #[arg(long, value_name = "FORMAT", default_value = "text", conflicts_with = "batch")]
    format: Format,

    /// Reads NDJSON from standard input, {"id","mappings","source_user"}, and writes one line for each
    #[arg(long)]
    batch: bool,

    #[command(flatten)]
    evaluation: options::Evaluation,
}

const EXAMPLES: &str = "\
Examples:
  attrflow preview
  attrflow preview --profile mappings.json --users users.csv
  attrflow preview --profile mappings.json --users users.json --format ndjson | jq .request.body";

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// One JSON document
    Json,
    /// One JSON object a user and line
    Ndjson,
}

impl PreviewCommand {
    pub(super) fn run(&self, terminal: &Terminal) -> Result {
        let users_are_stdin = self.users.as_deref() == Some("-");
        let profile_is_stdin = self.profile == "-";
        let options_are_stdin = [self.evaluation.reads_stdin(), self.schema.reads_stdin()];
        options::stdin_once(
            &[&[self.batch, users_are_stdin, profile_is_stdin][..], &options_are_stdin].concat(),
        )?;
        let schemas = self.schema.load(terminal)?;
        let environment = self.evaluation.environment()?;
        if self.batch {
            let cases = Cases { environment, schemas };
            return batch::run(files::open("-")?, |case| cases.answer(case));
        }
        let Some(profile) = profiles::load(&self.profile, schemas, terminal)? else {
            return Ok(Status::Errors);
        };
        // Before anything is written, for a file that is not there.
        let users = self.users.as_ref().map(|path| Ok((path, files::open_in(path, self.encoding)?)));
        let users = users.transpose()?;
        let mut report = Report::new(&profile, environment, self.format, terminal)?;
        match users {
            None => {
                for sample in profile.plan.source().samples() {
                    let user = serde_json::to_string(&sample.user).unwrap_or_default();
                    report.user(&user, None, Some((&sample.title, &sample.note)))?;
                }
            }
            Some((path, file)) => {
                let name = files::name(path);
                let mut users = UserReader::new(file);
                while let Some(item) = users.next_item().map_err(|error| files::unreadable(path, error))? {
                    match item {
                        Item::User(user) => report.user(user.json, Some((name, user.line)), None)?,
                        Item::Problem(problem) => report.problem(&problem, name)?,
                    }
                }
            }
        }
        report.end()
    }
}
