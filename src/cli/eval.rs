//! `attrflow eval`: one expression, for one user or many.

use super::batch::{self, Error, Failed};
use super::options::{self, Language};
use super::output::Output;
use super::render::{About, Terminal};
use super::{Failure, Result, Status, files, trace};
use attrflow::diagnostic::{self, Code, Diagnostic, Members};
use attrflow::input::{Item, UserReader};
use attrflow::language::{Dialect, Environment, EvaluateOptions, Evaluation, Trace};
use attrflow::source::Question;
use attrflow::value::{Value, boolean_text};
use clap::{Args, ValueEnum};
use encoding_rs::Encoding;
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// Evaluates an expression for source users
///
/// Writes one result for each user of --source. Without a source the user has no attributes. Users go through the
/// same import as in a preview: IsSoftDeleted and originalUserPrincipalName are computed, a guest (#EXT#) flows
/// under the plain address. --raw leaves that out.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Eval {
    /// The expression
    #[arg(required_unless_present = "batch")]
    expression: Option<String>,

    /// Users: a JSON object, Graph JSON, an array, NDJSON or CSV
    #[arg(long, short, value_name = "FILE", conflicts_with = "batch")]
    source: Option<String>,

    /// How the source is encoded, if neither UTF-8 nor UTF-16: windows-1252
    #[arg(long, value_name = "NAME", value_parser = files::encoding, conflicts_with = "batch")]
    encoding: Option<&'static Encoding>,

    /// The language of the expression
    #[arg(long, value_name = "NAME", default_value = "entra")]
    dialect: Language,

    /// How results are written
    #[arg(long, value_name = "FORMAT", default_value = "text", conflicts_with = "batch")]
    format: Format,

    /// Reads NDJSON from standard input, {"id","expression","source"} and, as needed, "now", "taken",
    /// "seed", "dialect", "defaultDomain", "parameters", "trace", "raw"; writes one line for each
    #[arg(long)]
    batch: bool,

    /// Takes attributes as they stand in the source, without what the service adds on import
    #[arg(long)]
    raw: bool,

    /// Shows the value of every part of the expression, and why; in JSON as the member "trace"
    #[arg(long)]
    trace: bool,

    #[command(flatten)]
    evaluation: options::Evaluation,
}

const EXAMPLES: &str = "\
Examples:
  attrflow eval 'ToLower([mail])' --source user.json
  attrflow eval 'Coalesce([mail], [userPrincipalName])' --source users.csv --format json
  attrflow eval 'IIF([country] = \"US\", \"yes\", \"no\")' --source user.json --trace
  attrflow eval 'DateAdd(\"d\", \"7\", Now())' --now 2026-03-01T12:00:00Z
  attrflow eval --batch < questions.ndjson > answers.ndjson";

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The text form, a line for each user
    Text,
    /// A JSON object, a line for each user: value or ignored or error, and warnings
    Json,
}

impl Eval {
    pub(super) fn run(&self, terminal: &Terminal) -> Result {
        let source_is_stdin = self.source.as_deref() == Some("-");
        options::stdin_once(&[self.batch, source_is_stdin, self.evaluation.reads_stdin()])?;
        let environment = self.evaluation.environment()?;
        if self.batch {
            let defaults = Defaults {
                expression: self.expression.as_deref(),
                dialect: self.dialect.into(),
                environment,
                trace: self.trace,
                raw: self.raw,
            };
            return batch::run(files::open("-")?, |line: Map<String, Json>| defaults.answer(&line));
        }
        let Some(expression) = self.expression.as_deref() else {
            return Err(Failure::Usage("there is no expression".to_owned()));
        };
        let mut output = Output::new();
        let mut run = Run { eval: self, expression, environment, terminal, told: Vec::new() };
        let mut status = Status::Fine;
        let Some(path) = &self.source else {
            status = status.and(run.one(&Json::Object(Default::default()), &mut output)?);
            output.flush()?;
            return Ok(status);
        };
        let mut users = UserReader::new(files::open_in(path, self.encoding)?);
        while let Some(item) = users.next_item().map_err(|error| files::unreadable(path, error))? {
            status = status.and(match item {
                Item::User(user) => match diagnostic::document::parse(user.json, "a source user") {
                    Ok(user) => run.one(&user, &mut output)?,
                    Err(found) => {
                        terminal.input(&found, files::name(path));
                        Status::Errors
                    }
                },
                Item::Problem(problem) => {
                    terminal.input(&problem.diagnostic, files::name(path));
                    if problem.diagnostic.is_error() { Status::Errors } else { Status::Fine }
                }
            });
        }
        output.flush()?;
        Ok(status)
    }
}

/// A run over the users of a source.
struct Run<'a> {
    eval: &'a Eval,
    expression: &'a str,
    environment: Environment,
    terminal: &'a Terminal,
    /// Diagnostics that need not be told for every user again.
    told: Vec<Diagnostic>,
}

impl Run<'_> {
    fn one(&mut self, user: &Json, output: &mut Output) -> Result {
        let dialect = self.eval.dialect.into();
        let question = Question::new(self.expression, user, dialect).raw(self.eval.raw);
        let (result, trace) = run(self.eval.trace, question, &self.environment);
        let status = if result.is_err() { Status::Errors } else { Status::Fine };
        if self.eval.format == Format::Json {
            output.json(&Answer::new(None, self.expression, result, trace))?;
            return Ok(status);
        }
        let found = match &result {
            Ok(evaluation) => &evaluation.warnings,
            Err(found) => found,
        };
        for diagnostic in found {
            if !self.told.contains(diagnostic) {
                self.terminal.show(diagnostic, About { text: Some(self.expression), ..About::default() });
                self.told.push(diagnostic.clone());
            }
        }
        if let Ok(evaluation) = result {
            output.line(&text(&evaluation))?;
        }
        if let Some(trace) = trace {
            output.line(&trace::tree(&trace))?;
        }
        Ok(status)
    }
}

/// The result, and the trace if it is wanted.
fn run(
    wanted: bool,
    question: Question<'_>,
    environment: &Environment,
) -> (std::result::Result<Evaluation<'static>, Vec<Diagnostic>>, Option<Trace>) {
    if !wanted {
        return (question.answer(environment), None);
    }
    let (result, trace) = question.answer_traced(environment);
    (result, Some(trace))
}

/// A result as a line for people: texts as they are, nothing in parentheses, with its reason.
fn text(evaluation: &Evaluation<'_>) -> String {
    let nothing = |what: &str| match &evaluation.reason {
        Some(reason) => format!("({what}: {reason})"),
        None => format!("({what})"),
    };
    match (&evaluation.skipped, &evaluation.value) {
        (Some(attrflow::language::Skip::Attribute), _) => nothing("left out of the flow"),
        (Some(attrflow::language::Skip::Object), _) => nothing("the whole user is left out"),
        (None, Value::Null) => nothing("no value"),
        (None, Value::Text(text)) if text.is_empty() => "\"\"".to_owned(),
        (None, Value::Text(text)) => text.to_string(),
        (None, Value::Boolean(value)) => boolean_text(*value).to_owned(),
        (None, value) => match value.to_json() {
            Json::String(text) => text,
            json => json.to_string(),
        },
    }
}

/// The answer to a batch line.
#[derive(Debug, Serialize)]
struct Answer {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Json>,
    #[serde(flatten)]
    result: Outcome,
    /// Why there is no value.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    warnings: Vec<Diagnostic>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<Trace>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    Value(Json),
    Ignored(bool),
    Error(Error),
}

impl Failed for Answer {
    fn failed(&self) -> bool {
        matches!(self.result, Outcome::Error(_))
    }
}

impl Answer {
    fn new(
        id: Option<Json>,
        expression: &str,
        result: std::result::Result<Evaluation<'_>, Vec<Diagnostic>>,
        trace: Option<Trace>,
    ) -> Self {
        let reason = result.as_ref().ok().and_then(|evaluation| evaluation.reason.clone());
        let (result, found) = match result {
            Ok(evaluation) => match evaluation.skipped {
                Some(_) => (Outcome::Ignored(true), evaluation.warnings),
                None => (Outcome::Value(evaluation.value.to_json()), evaluation.warnings),
            },
            Err(mut found) => {
                let first = found.iter().position(Diagnostic::is_error).unwrap_or_default();
                let error = match found.get(first) {
                    Some(_) => found.swap_remove(first),
                    None => Diagnostic::new(Code::Value, "the expression has no result"),
                };
                (Outcome::Error(error.to_utf16(expression).into()), found)
            }
        };
        let warnings = found.into_iter().filter(|found| !found.is_error());
        Self {
            id,
            result,
            reason,
            warnings: warnings.map(|found| found.to_utf16(expression)).collect(),
            trace: trace.map(|trace| trace.to_utf16(expression)),
        }
    }

    fn refused(id: Option<Json>, message: String) -> Self {
        let error = Diagnostic::new(Code::InvalidDocument, message);
        Self { id, result: Outcome::Error(error.into()), reason: None, warnings: Vec::new(), trace: None }
    }
}

/// What holds for lines that do not say otherwise.
struct Defaults<'a> {
    expression: Option<&'a str>,
    dialect: Dialect,
    environment: Environment,
    trace: bool,
    raw: bool,
}

impl Defaults<'_> {
    fn answer(&self, line: &Map<String, Json>) -> Answer {
        let id = line.get("id").filter(|id| !id.is_null()).cloned();
        let (expression, options) = match self.question(line) {
            Ok(question) => question,
            Err(found) => return Answer::refused(id, found.message),
        };
        let Some(expression) = expression else {
            return Answer::refused(id, "the line has no expression".to_owned());
        };
        let source = line.get("source").unwrap_or(&Json::Null);
        if !matches!(source, Json::Object(_) | Json::Null) {
            return Answer::refused(id, "`source` must be an object".to_owned());
        }
        let (dialect, wanted) =
            (options.dialect.unwrap_or(self.dialect), options.trace.unwrap_or(self.trace));
        let question = Question::new(expression, source, dialect).raw(options.raw.unwrap_or(self.raw));
        let environment = options.environment(self.environment.clone());
        let (result, trace) = run(wanted, question, &environment);
        Answer::new(id, expression, result, trace)
    }

    /// The expression of a line, and what it asks besides.
    fn question<'a>(
        &'a self,
        line: &'a Map<String, Json>,
    ) -> diagnostic::Outcome<(Option<&'a str>, EvaluateOptions)> {
        let expression = Members::new(line).text("expression")?.or(self.expression);
        Ok((expression, EvaluateOptions::read(line)?))
    }
}
