//! `attrflow diff`: what an edited profile sends otherwise.

use super::output::Output;
use super::render::Terminal;
use super::{Result, Status, files, options, profiles, target};
use attrflow::input::{Item, UserReader, label};
use attrflow::provisioning::{
    Difference, Directory, Index, Resolved, Situation, State, differences, preview_in,
};
use clap::{Args, ValueEnum};
use encoding_rs::Encoding;
use serde::Serialize;
use std::collections::BTreeMap;

/// Shows what another profile would send otherwise, user by user
///
/// Compares the action and every part of the request. The exit code is 0 whether or not something
/// differs.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Diff {
    /// The profile before the edit: a preset, a profile document, or a synchronization schema
    old: String,

    /// The profile after it
    new: String,

    /// Users: a JSON object, Graph JSON, an array, NDJSON or CSV [default: sample users]
    #[arg(long, short, value_name = "FILE")]
    users: Option<String>,

    /// What the target holds: answers of its /Users (pages one after another), an array or NDJSON of resources
    #[arg(long, short, value_name = "FILE")]
    target: Option<String>,

    /// Which object mapping of synchronization schemas, by number or name [default: that of users]
    #[arg(long, value_name = "MAPPING")]
    mapping: Option<String>,

    /// Shows only how many users differ, and in what
    #[arg(long)]
    summary: bool,

    #[command(flatten)]
    schema: options::Schema,

    /// How the users are encoded, if neither UTF-8 nor UTF-16: windows-1252
    #[arg(long, value_name = "NAME", value_parser = files::encoding)]
    encoding: Option<&'static Encoding>,

    /// How results are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,

    #[command(flatten)]
    evaluation: options::Evaluation,
}

const EXAMPLES: &str = "\
Examples:
  attrflow diff zoom-gallery mappings.json
  attrflow diff old.json new.json --users users.json --target zoom-users.json
  attrflow diff old.json new.json --users users.csv --summary";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object for each user that differs, and a line with the totals
    Ndjson,
}

/// One user that differs.
#[derive(Serialize)]
struct Changed<'a> {
    user: &'a str,
    line: u64,
    differences: &'a [Difference],
}

/// All users.
#[derive(Default, Serialize)]
struct Totals {
    users: u64,
    differ: u64,
    unreadable: u64,
    /// How many users differ in each part.
    parts: BTreeMap<String, u64>,
}

impl Diff {
    pub(super) fn run(&self, terminal: &Terminal) -> Result {
        let is_stdin = |path: &Option<String>| path.as_deref() == Some("-");
        options::stdin_once(&[
            self.old == "-",
            self.new == "-",
            is_stdin(&self.users),
            is_stdin(&self.target),
            self.schema.reads_stdin(),
            self.evaluation.reads_stdin(),
        ])?;
        let schemas = self.schema.load(terminal)?;
        let environment = self.evaluation.environment()?;
        let load = |name: &str| profiles::load(name, self.mapping.as_deref(), schemas.clone(), terminal);
        let (Some(old), Some(new)) = (load(&self.old)?, load(&self.new)?) else { return Ok(Status::Errors) };
        let read = |plan| self.target.as_ref().map(|path| target::read(path, plan, terminal)).transpose();
        // Each profile matches by its own attributes.
        let first = read(&old.plan)?;
        let targets = (first, if is_stdin(&self.target) { None } else { read(&new.plan)? });
        let mut output = Output::new();
        let mut totals = Totals::default();
        let one = |json: &str, line: u64, totals: &mut Totals, output: &mut Output| -> Result<()> {
            let preview = |plan, directory: &dyn Directory| {
                let state = State { previously_provisioned: true, ..State::default() };
                let resolve = |_: &str, _: &str| Resolved::Unknown;
                let situation = Situation { state, directory, resolve: &resolve, ..Situation::default() };
                preview_in(plan, json, &situation, &environment)
            };
            let first = directory(targets.0.as_ref());
            let second = directory(targets.1.as_ref().or(targets.0.as_ref()));
            let (Ok(before), Ok(after)) = (preview(&old.plan, first), preview(&new.plan, second)) else {
                totals.unreadable += 1;
                return Ok(());
            };
            totals.users += 1;
            let found = differences(&before, &after);
            if found.is_empty() {
                return Ok(());
            }
            totals.differ += 1;
            for difference in &found {
                *totals.parts.entry(difference.path.clone()).or_default() += 1;
            }
            if self.summary {
                return Ok(());
            }
            let user = label(json).unwrap_or_else(|| format!("user {}", totals.users));
            if self.format == Format::Ndjson {
                return output.json(&Changed { user: &user, line, differences: &found });
            }
            output.line(&format!("{user}  (line {line})"))?;
            for Difference { path, old, new, .. } in &found {
                output.line(&format!("  {path}  {} → {}", shown(old), shown(new)))?;
            }
            output.line("")
        };
        match &self.users {
            None => {
                for (at, sample) in new.plan.source().samples().iter().enumerate() {
                    let user = serde_json::to_string(&sample.user).unwrap_or_default();
                    one(&user, at as u64 + 1, &mut totals, &mut output)?;
                }
            }
            Some(path) => {
                let file = files::open_in(path, self.encoding)?;
                let mut users = UserReader::new(file).of(new.plan.source());
                while let Some(item) = users.next_item().map_err(|error| files::unreadable(path, error))? {
                    match item {
                        Item::User(user) => one(user.json, user.line, &mut totals, &mut output)?,
                        Item::Problem(problem) => {
                            totals.unreadable += u64::from(problem.diagnostic.is_error());
                            output.flush()?;
                            terminal.input(&problem.diagnostic, files::name(path));
                        }
                    }
                }
            }
        }
        match self.format {
            Format::Ndjson => output.json(&totals)?,
            Format::Text => totals.write(&mut output)?,
        }
        output.flush()?;
        Ok(if totals.unreadable > 0 { Status::Errors } else { Status::Fine })
    }
}

impl Totals {
    fn write(&self, output: &mut Output) -> Result<()> {
        for (part, users) in &self.parts {
            output.line(&format!("{users:>8}  {part}"))?;
        }
        output.line(&format!("{} of {} users differ", self.differ, self.users))
    }
}

/// What a file holds; nothing if none was named.
fn directory(target: Option<&(Index<target::Texts>, bool)>) -> &dyn Directory {
    match target {
        Some((index, _)) => index,
        None => &(),
    }
}

/// A value for people.
fn shown(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => "nothing".to_owned(),
        other => other.to_string(),
    }
}
