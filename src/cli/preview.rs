//! `attrflow preview`: what would happen to every user, and why.

use super::preview_batch::Cases;
use super::progress::Progress;
use super::render::Terminal;
use super::report::{Format, Options, Report};
use super::{Result, Status, assigned, batch, before, files, options, profiles, target};
use attrflow::input::{Item, UserReader};
use attrflow::provisioning::{CycleOptions, DELETION_THRESHOLD, Directory};
use clap::Args;
use encoding_rs::Encoding;
use serde_json::{Map, Value as Json};

/// Shows the request that every user would cause, and why each value is what it is
///
/// Without arguments it shows a preset and sample users.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct PreviewCommand {
    /// A preset, a profile document, or a synchronization schema of Microsoft Graph
    #[arg(long, short, value_name = "PROFILE", default_value = profiles::DEFAULT, conflicts_with = "batch")]
    profile: String,

    /// Which object mapping of a synchronization schema, by number or name [default: that of users]
    #[arg(long, value_name = "MAPPING", conflicts_with = "batch")]
    mapping: Option<String>,

    /// Users: a JSON object, Graph JSON, an array, NDJSON or CSV [default: sample users]
    #[arg(long, short, value_name = "FILE", conflicts_with = "batch")]
    users: Option<String>,

    #[command(flatten)]
    schema: options::Schema,

    /// What the target holds: answers of its /Users (pages one after another), an array or NDJSON of resources; of Zoom also
    /// the answers of /v2/users and the web portal's export
    #[arg(long, short, value_name = "FILE", conflicts_with = "batch")]
    target: Option<String>,

    /// The users as they were: shows what their changes send, and what stays behind
    #[arg(long, value_name = "FILE", conflicts_with = "batch", requires = "users")]
    before: Option<String>,

    /// Who is assigned: identifiers or user principal names, one a line; Graph's appRoleAssignedTo, a download of a
    /// group's members [default: everybody]
    #[arg(long, value_name = "FILE", conflicts_with = "batch")]
    assigned: Option<String>,

    /// No earlier cycle has linked anybody: users that are out of scope are left alone
    #[arg(long, conflicts_with = "batch")]
    first_cycle: bool,

    /// How many users may be disabled or deleted before the service holds the rest back
    #[arg(long, value_name = "NUMBER", default_value_t = DELETION_THRESHOLD, conflicts_with = "batch")]
    threshold: u64,

    /// Shows only what concerns all users: counts, collisions, problems, what is not exercised
    #[arg(long, conflicts_with = "batch")]
    summary: bool,

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
  attrflow preview --profile mappings.json --users users.json --target zoom-users.json --summary
  attrflow preview --profile mappings.json --users users.json --target zoom-users.json --format html > report.html
  attrflow preview --profile mappings.json --users users.json --format ndjson | jq .request.body";

impl PreviewCommand {
    pub(super) fn run(&self, terminal: &Terminal) -> Result {
        let users_are_stdin = self.users.as_deref() == Some("-");
        let profile_is_stdin = self.profile == "-";
        let options_are_stdin = [self.evaluation.reads_stdin(), self.schema.reads_stdin()];
        options::stdin_once(
            &[
                &[self.batch, users_are_stdin, profile_is_stdin][..],
                &[self.target.as_deref() == Some("-"), self.assigned.as_deref() == Some("-")],
                &[self.before.as_deref() == Some("-")],
                &options_are_stdin,
            ]
            .concat(),
        )?;
        let schemas = self.schema.load(terminal)?;
        let environment = self.evaluation.environment()?;
        if self.batch {
            let cases = Cases { environment, schemas };
            return batch::run(files::open("-")?, |line: Map<String, Json>| cases.answer(&line));
        }
        let Some(profile) = profiles::load(&self.profile, self.mapping.as_deref(), schemas, terminal)? else {
            return Ok(Status::Errors);
        };
        // Before anything is written, for a file that is not there.
        let users = self.users.as_ref().map(|path| Ok((path, files::open_in(path, self.encoding)?)));
        let users = users.transpose()?;
        let target =
            self.target.as_ref().map(|path| target::read(path, &profile.plan, terminal)).transpose()?;
        let cycle = CycleOptions {
            assigned: self.assigned.as_ref().map(|path| assigned::read(path, terminal)).transpose()?,
            first: self.first_cycle,
            threshold: self.threshold,
        };
        let options = Options { format: self.format, summary: self.summary, cycle };
        let nothing = ();
        let directory: &dyn Directory = match &target {
            Some((target, _)) => target,
            None => &nothing,
        };
        let before = self
            .before
            .as_ref()
            .map(|path| before::read(path, self.encoding, profile.plan.source(), terminal))
            .transpose()?;
        let mut report = Report::new(&profile, &environment, directory, options, terminal)?;
        match users {
            None => {
                for sample in profile.plan.source().samples() {
                    let user = serde_json::to_string(&sample.user).unwrap_or_default();
                    report.user(&user, None, Some((&sample.title, &sample.note)))?;
                }
            }
            Some((path, file)) => {
                if target.is_some() && profile.plan.has_references() && !users_are_stdin {
                    let linked = report.link_all(files::open_in(path, self.encoding)?);
                    linked.map_err(|error| files::unreadable(path, error))?;
                }
                let name = files::name(path);
                let mut progress = Progress::new(files::length(path));
                let mut users = UserReader::new(file).of(profile.plan.source());
                while let Some(item) = users.next_item().map_err(|error| files::unreadable(path, error))? {
                    match item {
                        Item::User(user) => {
                            let at = user.offset;
                            let before = before.as_ref().and_then(|before| before.of(user.json));
                            report.change(before, user.json, Some((name, user.line)), None)?;
                            progress.at(at);
                        }
                        Item::Problem(problem) => report.problem(&problem, name)?,
                    }
                }
                progress.finish();
            }
        }
        let status = report.end(target.as_ref().map(|(target, _)| target.len()))?;
        Ok(if target.is_some_and(|(_, broken)| broken) { Status::Errors } else { status })
    }
}
