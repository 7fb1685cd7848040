//! `attrflow preview`: what would happen to every user, and why.

use super::output::Output;
use super::profiles::{self, Loaded};
use super::render::{About, Terminal};
use super::{Result, Status, batch, files, options};
use crate::cli::preview_batch::Cases;
use attrflow::diagnostic::{Diagnostic, Severity};
use attrflow::expression::Environment;
use attrflow::input::{Item, Problem, UserReader, label};
use attrflow::provisioning::{Action, MappingResult, MappingStatus, Preview, Reason, preview};
use attrflow::systems::entra;
use clap::{Args, ValueEnum};
use encoding_rs::Encoding;
use serde::Serialize;
use std::collections::BTreeMap;

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
enum Format {
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
        options::stdin_once(&[self.batch, users_are_stdin, profile_is_stdin, self.evaluation.reads_stdin()])?;
        let environment = self.evaluation.environment()?;
        if self.batch {
            let cases = Cases { environment };
            return batch::run(files::open("-")?, |case| cases.answer(case));
        }
        let Some(profile) = profiles::load(&self.profile, terminal)? else { return Ok(Status::Errors) };
        let mut report = Report {
            profile: &profile,
            environment,
            format: self.format,
            output: Output::new(),
            terminal,
            summary: Summary::default(),
        };
        report.begin()?;
        match &self.users {
            None => {
                for sample in entra::samples() {
                    let user = serde_json::to_string(&sample.user).unwrap_or_default();
                    report.user(&user, None, Some((&sample.title, &sample.note)))?;
                }
            }
            Some(path) => {
                let mut users = UserReader::new(files::open_in(path, self.encoding)?);
                while let Some(item) = users.next_item().map_err(|error| files::unreadable(path, error))? {
                    match item {
                        Item::User(user) => report.user(user.json, Some(user.line), None)?,
                        Item::Problem(problem) => report.problem(&problem, files::name(path))?,
                    }
                }
            }
        }
        report.end()
    }
}

/// One user in JSON output.
#[derive(Serialize)]
struct UserResult<'a> {
    /// The name of the user, as in headings.
    user: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(flatten)]
    preview: &'a Preview,
}

/// What is counted over all users.
#[derive(Debug, Default, Serialize)]
struct Summary {
    users: u64,
    create: u64,
    skip: u64,
    /// Users that are skipped, by reason.
    reasons: BTreeMap<String, u64>,
    /// Parts of the input that are no user.
    unreadable: u64,
    errors: u64,
    warnings: u64,
}

struct Report<'a> {
    profile: &'a Loaded,
    environment: Environment,
    format: Format,
    output: Output,
    terminal: &'a Terminal,
    summary: Summary,
}

impl Report<'_> {
    fn begin(&mut self) -> Result<()> {
        let name = self.profile.plan.profile().name.as_deref();
        match self.format {
            Format::Text => {
                self.output.line(&format!("Profile: {}", name.unwrap_or(&self.profile.name)))?;
                self.output.line("")
            }
            Format::Json => {
                self.output.bytes(b"{\"profile\":")?;
                self.output.json(name.unwrap_or(&self.profile.name))?;
                self.output.bytes(b",\"users\":[\n")
            }
            Format::Ndjson => Ok(()),
        }
    }

    fn user(&mut self, json: &str, line: Option<u64>, sample: Option<(&str, &str)>) -> Result<()> {
        self.summary.users += 1;
        let user = label(json).unwrap_or_else(|| format!("user {}", self.summary.users));
        let mut result = match preview(&self.profile.plan, json, &self.environment) {
            Ok(result) => result,
            Err(found) => {
                let line = line.unwrap_or_default();
                return self.problem(&Problem { line, diagnostic: *found }, &user);
            }
        };
        self.count(&result);
        if self.format == Format::Text {
            return self.text(&user, line, sample, &result);
        }
        let all = result.mappings.iter_mut().flat_map(|mapping| &mut mapping.diagnostics);
        for found in all.chain(&mut result.diagnostics) {
            *found = profiles::utf16(&self.profile.plan, found);
        }
        if self.format == Format::Json && self.summary.create + self.summary.skip > 1 {
            self.output.bytes(b",")?;
        }
        self.output.json(&UserResult { user: &user, line, preview: &result })
    }

    fn count(&mut self, result: &Preview) {
        match result.action {
            Action::Create => self.summary.create += 1,
            Action::Skip => self.summary.skip += 1,
        }
        if let Some(reason) = result.reason {
            *self.summary.reasons.entry(name_of(reason)).or_default() += 1;
        }
        for found in &result.diagnostics {
            match found.severity {
                Severity::Error => self.summary.errors += 1,
                Severity::Warning => self.summary.warnings += 1,
                Severity::Note => {}
            }
        }
    }

    /// A part of the input that is no user.
    fn problem(&mut self, problem: &Problem, path: &str) -> Result<()> {
        if problem.diagnostic.is_error() {
            self.summary.unreadable += 1;
            self.summary.errors += 1;
        } else {
            self.summary.warnings += 1;
        }
        // Results so far go first, so that the two streams read in order on a terminal.
        self.output.flush()?;
        self.terminal.show(&problem.diagnostic, About { path: Some(path), ..About::default() });
        Ok(())
    }

    fn text(
        &mut self,
        user: &str,
        line: Option<u64>,
        sample: Option<(&str, &str)>,
        result: &Preview,
    ) -> Result<()> {
        let place = line.map(|line| format!("  (line {line})")).unwrap_or_default();
        self.output.line(&format!("{user}{place}"))?;
        if let Some((title, note)) = sample {
            self.output.line(&format!("  {title}. {note}"))?;
        }
        match (&result.request, result.reason) {
            (Some(request), _) => {
                self.output.line(&format!("  {} {}", request.method, request.path))?;
                self.body(&request.body)?;
            }
            // Worth seeing, for it is sent as soon as the account is enabled.
            (None, Some(reason @ Reason::DisabledInSource)) => {
                self.output.line(&format!("  no request: {}; the body would be", name_of(reason)))?;
                self.body(&serde_json::from_str(&result.body_text).unwrap_or_default())?;
            }
            (None, Some(reason)) => self.output.line(&format!("  no request: {}", name_of(reason)))?,
            (None, None) => self.output.line("  no request")?,
        }
        let told = |mapping: &&MappingResult| match mapping.status {
            // The diagnostics below say more.
            MappingStatus::Error => !mapping.diagnostics.iter().any(Diagnostic::is_error),
            _ => mapping.reason.is_some(),
        };
        let told: Vec<_> = result.mappings.iter().filter(told).collect();
        let width = told.iter().map(|mapping| mapping.target.chars().count()).max().unwrap_or_default();
        for mapping in told {
            let what = match mapping.status {
                MappingStatus::Error => "error",
                MappingStatus::Sent => "default",
                MappingStatus::LeftOut | MappingStatus::Ignored => "left out",
            };
            let why = mapping.reason.as_deref().unwrap_or_default();
            self.output.line(&format!("  {what:8}  {:width$}  {why}", mapping.target))?;
        }
        for found in &result.diagnostics {
            self.output.line(&format!("  {}", sentence(found, result)))?;
        }
        self.output.line("")
    }

    fn body(&mut self, body: &serde_json::Value) -> Result<()> {
        for line in serde_json::to_string_pretty(body).unwrap_or_default().lines() {
            self.output.line(&format!("  {line}"))?;
        }
        Ok(())
    }

    fn end(mut self) -> Result {
        let errors = self.summary.errors > 0;
        match self.format {
            Format::Text => {
                let text = self.summary.text();
                self.output.line(&text)?;
            }
            Format::Json => {
                self.output.bytes(b"],\"summary\":")?;
                self.output.json(&self.summary)?;
                self.output.bytes(b"}\n")?;
            }
            Format::Ndjson => {}
        }
        self.output.flush()?;
        Ok(if errors { Status::Errors } else { Status::Fine })
    }
}

/// A finding in one line, with its mapping's target.
fn sentence(found: &Diagnostic, result: &Preview) -> String {
    let mapping = found.pointer.as_deref().and_then(|pointer| {
        let at = pointer.strip_prefix("/mappings/")?.split('/').next()?;
        result.mappings.get(at.parse::<usize>().ok()?)
    });
    let target = mapping.map(|mapping| format!("{}: ", mapping.target)).unwrap_or_default();
    let help = found.help.as_deref().map(|help| format!(" ({help})")).unwrap_or_default();
    let severity = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    format!("{severity}[{}]: {target}{}{help}", found.code, found.message)
}

/// The service's name of a reason.
fn name_of(reason: Reason) -> String {
    match serde_json::to_value(reason) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

impl Summary {
    fn text(&self) -> String {
        let count = |count: u64, one: &str, many: &str| {
            if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
        };
        let mut text = format!("{}: {} to create", count(self.users, "user", "users"), self.create);
        if self.skip > 0 {
            let reasons: Vec<String> =
                self.reasons.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
            text += &format!(", {} skipped ({})", self.skip, reasons.join(", "));
        }
        if self.unreadable > 0 {
            text += &format!(", {} not readable", self.unreadable);
        }
        text + &format!(
            "; {}, {}",
            count(self.errors, "error", "errors"),
            count(self.warnings, "warning", "warnings")
        )
    }
}
