//! The report of `attrflow preview`: for people, as JSON, as a table, or as a page.

mod format;
mod page;
mod summary;
mod table;
mod text;

pub(in crate::cli) use format::Format;

use crate::cli::output::Output;
use crate::cli::profiles::{self, Loaded};
use crate::cli::render::{About, Terminal};
use crate::cli::{Result, Status};
use attrflow::input::{Problem, label};
use attrflow::language::Environment;
use attrflow::provisioning::{Cycle, CycleOptions, Directory, Preview};
use serde::Serialize;
use std::io::{self, Read};

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

/// A user of the report, with where it comes from.
struct Row<'a> {
    user: &'a str,
    line: Option<u64>,
    /// Title and note of a sample.
    sample: Option<(&'a str, &'a str)>,
    preview: &'a Preview,
}

/// How a report is written.
pub(in crate::cli) struct Options {
    pub(in crate::cli) format: Format,
    /// Only what concerns all users.
    pub(in crate::cli) summary: bool,
    pub(in crate::cli) cycle: CycleOptions,
}

/// A report that is written while users come in.
pub(in crate::cli) struct Report<'a> {
    profile: &'a Loaded,
    options: Options,
    output: Output,
    terminal: &'a Terminal,
    cycle: Cycle<'a>,
    users: u64,
    /// Warnings about the input itself.
    warnings: u64,
    page: page::Page,
}

impl<'a> Report<'a> {
    /// Begins a report.
    ///
    /// # Errors
    /// When writing fails.
    pub(in crate::cli) fn new(
        profile: &'a Loaded,
        environment: &'a Environment,
        directory: &'a dyn Directory,
        options: Options,
        terminal: &'a Terminal,
    ) -> Result<Self> {
        let cycle = Cycle::new(&profile.plan, environment, directory, options.cycle.clone());
        let output = Output::new();
        let page = page::Page::default();
        let mut report = Self { profile, options, output, terminal, cycle, users: 0, warnings: 0, page };
        report.begin()?;
        Ok(report)
    }

    fn name(&self) -> &'a str {
        self.profile.plan.profile().name.as_deref().unwrap_or(&self.profile.name)
    }

    fn begin(&mut self) -> Result<()> {
        match self.options.format {
            Format::Text => {
                self.output.line(&format!("Profile: {}", self.name()))?;
                self.output.line("")
            }
            Format::Json if self.options.summary => Ok(()),
            Format::Json => {
                self.output.bytes(b"{\"profile\":")?;
                self.output.json(self.name())?;
                self.output.bytes(b",\"users\":[\n")
            }
            Format::Csv => table::head(&mut self.output),
            Format::Ndjson | Format::Html => Ok(()),
        }
    }

    /// Notes what the target calls the users of a file, before they are given one by one.
    pub(in crate::cli) fn link_all(&mut self, users: impl Read) -> io::Result<()> {
        self.cycle.link_all(users)
    }

    /// Adds a user, and the line of the file at `path` that it begins on.
    pub(in crate::cli) fn user(
        &mut self,
        json: &str,
        place: Option<(&str, u64)>,
        sample: Option<(&str, &str)>,
    ) -> Result<()> {
        self.change(None, json, place, sample)
    }

    /// Adds a user that was another one `before`.
    pub(in crate::cli) fn change(
        &mut self,
        before: Option<&str>,
        json: &str,
        place: Option<(&str, u64)>,
        sample: Option<(&str, &str)>,
    ) -> Result<()> {
        let line = place.map(|(_, line)| line);
        let mut result = match self.cycle.change(before, json, line.unwrap_or(self.users + 1)) {
            Ok(result) => result,
            Err(mut found) => {
                let (path, line) = place.unwrap_or(("<samples>", 0));
                // Its place counts from where the user begins.
                found.span = None;
                found.message = format!("line {line}: {}", found.message);
                return self.problem(&Problem { line, diagnostic: *found }, path);
            }
        };
        self.users += 1;
        if self.options.summary && self.options.format != Format::Html {
            return Ok(());
        }
        let user = label(json).unwrap_or_else(|| format!("user {}", self.users));
        match self.options.format {
            Format::Text => {
                text::user(&mut self.output, &Row { user: &user, line, sample, preview: &result })
            }
            Format::Csv => {
                table::user(&mut self.output, &Row { user: &user, line, sample, preview: &result })
            }
            Format::Html => {
                self.page.user(&Row { user: &user, line, sample, preview: &result });
                Ok(())
            }
            Format::Json | Format::Ndjson => {
                let all = result.mappings.iter_mut().flat_map(|mapping| &mut mapping.diagnostics);
                for found in all.chain(&mut result.diagnostics) {
                    *found = profiles::utf16(&self.profile.plan, found);
                }
                if self.options.format == Format::Json && self.users > 1 {
                    self.output.bytes(b",")?;
                }
                self.output.json(&UserResult { user: &user, line, preview: &result })
            }
        }
    }

    /// A part of the input that is no user.
    pub(in crate::cli) fn problem(&mut self, problem: &Problem, path: &str) -> Result<()> {
        if problem.diagnostic.is_error() {
            self.cycle.unreadable();
        } else {
            self.warnings += 1;
        }
        // Results so far go first, so that the two streams read in order on a terminal.
        self.output.flush()?;
        self.terminal.input(&problem.diagnostic, path);
        Ok(())
    }

    /// Writes what concerns all users. `held` is how many resources the target has, if it is known.
    pub(in crate::cli) fn end(mut self, held: Option<usize>) -> Result {
        let name = self.name();
        if let Some(found) = self.cycle.nobody_assigned() {
            self.output.flush()?;
            self.terminal.show(&found, About::default());
        }
        let Self { mut output, cycle, options, warnings, page, .. } = self;
        let report = cycle.finish(held);
        match options.format {
            Format::Text => summary::write(&mut output, &report, warnings)?,
            Format::Json if options.summary => output.json(&report)?,
            Format::Json => {
                output.bytes(b"],\"summary\":")?;
                output.json(&report)?;
                output.bytes(b"}\n")?;
            }
            // The lines are the users'; alone the report is one line.
            Format::Ndjson if options.summary => output.json(&report)?,
            Format::Html => output.bytes(page.write(name, &report).as_bytes())?,
            Format::Ndjson | Format::Csv => {}
        }
        output.flush()?;
        Ok(if report.has_errors() { Status::Errors } else { Status::Fine })
    }
}

/// The name of a value that serializes as a text.
fn name_of(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}
