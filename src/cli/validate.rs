//! `attrflow validate`: what a target would say to the body of a request.

use super::batch::{self, Error, Failed};
use super::options::Schema;
use super::output::Output;
use super::render::{About, Terminal};
use super::{Result, Status, files};
use attrflow::diagnostic::document::{locate, parse};
use attrflow::diagnostic::{Code, Diagnostic};
use attrflow::place::Pointer;
use attrflow::scim::{Method, PayloadDiagnostic};
use attrflow::span::Span;
use attrflow::systems::{SharedTarget, Target};
use clap::Args;
use serde::Serialize;
use serde_json::{Map, Value};

/// Checks the bodies of SCIM requests against a target's schema and rules
///
/// A file holds one body, or one after the other as `attrflow payloads` writes them.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Validate {
    /// The body of a request, a JSON object; - is standard input
    #[arg(value_name = "FILE", required_unless_present = "batch", conflicts_with = "batch")]
    file: Option<String>,

    /// What the request goes to: zoom, or scim for the core schemas alone
    #[arg(long, value_name = "NAME", default_value = "zoom", value_parser = clap::builder::PossibleValuesParser::new(Target::names()))]
    target: String,

    #[command(flatten)]
    schema: Schema,

    /// The method of the request
    #[arg(long, value_name = "NAME", default_value = "POST", ignore_case = true, value_parser = Method::NAMES)]
    method: String,

    /// Reads NDJSON from standard input, {"id","method","payload"}, and writes one line for each
    #[arg(long)]
    batch: bool,
}

const EXAMPLES: &str = "\
Examples:
  attrflow validate user.json
  attrflow validate --method PATCH - < patch.json
  attrflow payloads < users.ndjson | attrflow validate -
  attrflow validate --schema schemas.json user.json
  attrflow validate --batch < questions.ndjson > answers.ndjson";

/// One finding in a batch answer.
#[derive(Debug, Serialize)]
struct Told {
    code: Code,
    path: String,
    message: String,
    pointer: String,
    source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
}

/// The answer to a batch line.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Answer {
    Checked { id: Value, valid: bool, problems: Vec<Told>, warnings: Vec<Told> },
    Refused { id: Value, error: Error, warnings: [(); 0] },
}

impl Failed for Answer {
    fn failed(&self) -> bool {
        !matches!(self, Self::Checked { valid: true, .. })
    }
}

impl Validate {
    pub(super) fn run(&self, terminal: &Terminal) -> Result {
        let stdin = self.batch || self.file.as_deref() == Some("-");
        super::options::stdin_once(&[stdin, self.schema.reads_stdin()])?;
        let target: SharedTarget = match self.schema.load(terminal)? {
            Some(schemas) => Target::loaded(schemas).into(),
            None => Target::from_name(&self.target).unwrap_or_default().into(),
        };
        let method = Method::from_name(&self.method).unwrap_or_default();
        if self.batch {
            let answer = |question: Map<String, Value>| answer(question, &target, method);
            return batch::run(files::open("-")?, answer);
        }
        let file = self.file.as_deref().unwrap_or("-");
        Checked::default().file(files::name(file), &files::many(file)?, &target, method, terminal)
    }
}

fn answer(mut question: Map<String, Value>, target: &Target, method: Method) -> Answer {
    let id = question.remove("id").unwrap_or_default();
    let refuse = |id, message: &str| {
        let error = Diagnostic::new(Code::InvalidDocument, message).into();
        Answer::Refused { id, error, warnings: [] }
    };
    let method = match question.get("method") {
        None | Some(Value::Null) => Some(method),
        Some(name) => name.as_str().and_then(Method::from_name),
    };
    let Some(method) = method else { return refuse(id, "`method` is POST, PUT or PATCH") };
    let Some(payload) = question.get("payload") else { return refuse(id, "the line needs `payload`") };
    let (problems, warnings): (Vec<PayloadDiagnostic>, Vec<PayloadDiagnostic>) =
        target.validate(payload, method).into_iter().partition(PayloadDiagnostic::is_error);
    let told = |found: Vec<PayloadDiagnostic>| found.into_iter().map(Told::from).collect();
    Answer::Checked { id, valid: problems.is_empty(), problems: told(problems), warnings: told(warnings) }
}

impl From<PayloadDiagnostic> for Told {
    fn from(found: PayloadDiagnostic) -> Self {
        let PayloadDiagnostic { code, path, message, pointer, source, help, .. } = found;
        Self { code, path, message, pointer: pointer.to_string(), source: source.into_owned(), help }
    }
}

/// What is counted over the bodies of a file.
#[derive(Debug, Default)]
struct Checked {
    /// Lines before the body in hand.
    line: u64,
    bodies: u64,
    invalid: u64,
    problems: u64,
    warnings: u64,
}

impl Checked {
    fn file(
        mut self,
        name: &str,
        text: &str,
        target: &Target,
        method: Method,
        terminal: &Terminal,
    ) -> Result {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut readable = true;
        let mut bodies = serde_json::Deserializer::from_str(text).into_iter::<Value>();
        let mut start = 0;
        while let Some(body) = bodies.next() {
            let end = bodies.byte_offset();
            // `trim_start` leaves where the body itself begins.
            let own = text.get(start..end).unwrap_or_default();
            let (blanks, own) = own.split_at(own.len() - own.trim_start().len());
            self.line += blanks.matches('\n').count() as u64;
            match body {
                Ok(body) => self.body(&body, name, own, target, method, terminal),
                Err(_) => {
                    readable = false;
                    let rest = text.get(start..).unwrap_or_default();
                    if let Err(found) = parse(rest, "a payload") {
                        let found = found.shifted(start);
                        terminal
                            .show(&found, About { path: Some(name), text: Some(text), ..About::default() });
                    }
                    break;
                }
            }
            self.line += own.matches('\n').count() as u64;
            start = end;
        }
        if self.bodies == 0 && readable {
            let found = Diagnostic::new(Code::InvalidJson, "there is no payload here");
            terminal.show(&found, About { path: Some(name), ..About::default() });
            readable = false;
        }
        let mut output = Output::new();
        if self.bodies > 0 {
            output.line(&format!("{name}: {}", self.text()))?;
        }
        output.flush()?;
        Ok(if self.invalid > 0 || !readable { Status::Errors } else { Status::Fine })
    }

    /// Checks one body, whose text is `own`.
    fn body(
        &mut self,
        body: &Value,
        name: &str,
        own: &str,
        target: &Target,
        method: Method,
        terminal: &Terminal,
    ) {
        let line = self.line + 1;
        let found = target.validate(body, method);
        self.bodies += 1;
        self.invalid += u64::from(found.iter().any(PayloadDiagnostic::is_error));
        for found in &found {
            if found.is_error() {
                self.problems += 1;
            } else {
                self.warnings += 1;
            }
            let mut shown = found.diagnostic();
            shown.span = Some(place(own, &found.pointer));
            terminal.show(
                &shown,
                About { path: Some(name), text: Some(own), line: Some(line), rule: Some(&found.source) },
            );
        }
    }

    fn text(&self) -> String {
        let count = |count: u64, what: &str| match count {
            1 => format!("1 {what}"),
            count => format!("{count} {what}s"),
        };
        let valid = match (self.bodies, self.invalid) {
            (1, 0) => "valid".to_owned(),
            (1, _) => "not valid".to_owned(),
            (bodies, 0) => format!("{bodies} payloads, all valid"),
            (bodies, invalid) => format!("{bodies} payloads, {invalid} not valid"),
        };
        format!("{valid}; {}, {}", count(self.problems, "problem"), count(self.warnings, "warning"))
    }
}

/// Where a finding is shown: the first line of the value, or the bracket that opens the object where a
/// member is missing.
fn place(text: &str, pointer: &Pointer) -> Span {
    let mut there = pointer.clone();
    let span = loop {
        match locate(text, &there) {
            Some(span) => break span,
            None if there.is_root() => break Span::at(0),
            None => there = there.up(),
        }
    };
    if there.is_root() || there != *pointer {
        return Span::new(span.start, (span.start + 1).min(span.end));
    }
    let first = span.of(text).lines().next().unwrap_or_default().trim_end();
    Span::new(span.start, span.start + first.len())
}
