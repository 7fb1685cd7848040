//! The report of `attrflow preview`: for people, or as JSON.

use super::output::Output;
use super::preview::Format;
use super::profiles::{self, Loaded};
use super::render::Terminal;
use super::{Result, Status};
use attrflow::diagnostic::{Diagnostic, Severity};
use attrflow::expression::Environment;
use attrflow::input::{Problem, label};
use attrflow::provisioning::{Action, MappingResult, MappingStatus, Preview, Reason, preview};
use serde::Serialize;
use std::collections::BTreeMap;

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
    /// Users by what is done to them.
    #[serde(flatten)]
    actions: BTreeMap<&'static str, u64>,
    /// Users that are left alone, by reason.
    reasons: BTreeMap<String, u64>,
    /// Parts of the input that are no user.
    unreadable: u64,
    errors: u64,
    warnings: u64,
}

/// A report that is written while users come in.
pub(super) struct Report<'a> {
    profile: &'a Loaded,
    environment: Environment,
    format: Format,
    output: Output,
    terminal: &'a Terminal,
    summary: Summary,
}

impl<'a> Report<'a> {
    /// Begins a report.
    ///
    /// # Errors
    /// When writing fails.
    pub(super) fn new(
        profile: &'a Loaded,
        environment: Environment,
        format: Format,
        terminal: &'a Terminal,
    ) -> Result<Self> {
        let summary = Summary::default();
        let mut report = Self { profile, environment, format, output: Output::new(), terminal, summary };
        report.begin()?;
        Ok(report)
    }

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

    /// Adds a user, and the line of the file at `path` that it begins on.
    pub(super) fn user(
        &mut self,
        json: &str,
        place: Option<(&str, u64)>,
        sample: Option<(&str, &str)>,
    ) -> Result<()> {
        let mut result = match preview(&self.profile.plan, json, &self.environment) {
            Ok(result) => result,
            Err(mut found) => {
                let (path, line) = place.unwrap_or(("<samples>", 0));
                // Its place counts from where the user begins.
                found.span = None;
                found.message = format!("line {line}: {}", found.message);
                return self.problem(&Problem { line, diagnostic: *found }, path);
            }
        };
        let line = place.map(|(_, line)| line);
        self.summary.users += 1;
        let user = label(json).unwrap_or_else(|| format!("user {}", self.summary.users));
        self.count(&result);
        if self.format == Format::Text {
            return self.text(&user, line, sample, &result);
        }
        let all = result.mappings.iter_mut().flat_map(|mapping| &mut mapping.diagnostics);
        for found in all.chain(&mut result.diagnostics) {
            *found = profiles::utf16(&self.profile.plan, found);
        }
        if self.format == Format::Json && self.summary.users > 1 {
            self.output.bytes(b",")?;
        }
        self.output.json(&UserResult { user: &user, line, preview: &result })
    }

    fn count(&mut self, result: &Preview) {
        *self.summary.actions.entry(result.action.as_str()).or_default() += 1;
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
    pub(super) fn problem(&mut self, problem: &Problem, path: &str) -> Result<()> {
        if problem.diagnostic.is_error() {
            self.summary.unreadable += 1;
            self.summary.errors += 1;
        } else {
            self.summary.warnings += 1;
        }
        // Results so far go first, so that the two streams read in order on a terminal.
        self.output.flush()?;
        self.terminal.input(&problem.diagnostic, path);
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
                if !request.body.is_null() {
                    self.body(&request.body)?;
                }
            }
            // Worth seeing, for it is sent as soon as the account is enabled.
            (None, Some(reason @ Reason::DisabledInSource)) => {
                self.output.line(&format!("  no request: {}; the body would be", name_of(reason)))?;
                self.body(&serde_json::from_str(&result.body_text).unwrap_or_default())?;
            }
            (None, Some(reason)) => {
                self.output.line(&format!("  no request: {} ({})", name_of(reason), result.explanation))?;
            }
            (None, None) => self.output.line("  no request")?,
        }
        for request in &result.following {
            self.output.line(&format!("  then {} {}", request.method, request.path))?;
            self.body(&request.body)?;
        }
        let told = |mapping: &&MappingResult| match mapping.status {
            // The diagnostics below say more.
            MappingStatus::Error => !mapping.diagnostics.iter().any(Diagnostic::is_error),
            MappingStatus::Unchanged => false,
            _ => mapping.reason.is_some(),
        };
        let told: Vec<_> = result.mappings.iter().filter(told).collect();
        let width = told.iter().map(|mapping| mapping.target.chars().count()).max().unwrap_or_default();
        for mapping in told {
            let what = match mapping.status {
                MappingStatus::Error => "error",
                MappingStatus::Sent => "default",
                MappingStatus::LeftOut | MappingStatus::Ignored => "left out",
                MappingStatus::Unchanged => "unchanged",
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

    /// Writes the summary.
    pub(super) fn end(mut self) -> Result {
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
        let of = |action: Action| self.actions.get(action.as_str()).copied().unwrap_or_default();
        let mut text = format!("{}: {} to create", count(self.users, "user", "users"), of(Action::Create));
        for action in [Action::Update, Action::Disable, Action::Delete] {
            if of(action) > 0 {
                text += &format!(", {} to {}", of(action), action.as_str());
            }
        }
        if of(Action::None) > 0 {
            text += &format!(", {} unchanged", of(Action::None));
        }
        if of(Action::Skip) > 0 {
            let reasons = self.reasons.iter().filter(|(reason, _)| *reason != "RedundantExport");
            let reasons: Vec<String> = reasons.map(|(reason, count)| format!("{count} {reason}")).collect();
            text += &format!(", {} skipped ({})", of(Action::Skip), reasons.join(", "));
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
