//! `attrflow scim`: what a path or a filter means, selects, matches or writes.

use super::batch::{self, Failed};
use super::output::Output;
use super::render::{About, Terminal};
use super::{Result, Status, files};
use attrflow::diagnostic::document;
use attrflow::diagnostic::{Code, Diagnostic};
use attrflow::scim::{Mode, parse_filter, parse_path};
use attrflow::scim_lines::answer;
use attrflow::span::Span;
use clap::Args;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// Parses a SCIM path or filter, and tries it on a resource
///
/// Writes the syntax tree and, as asked for, what the path selects, whether the filter matches, and
/// the resource after writing.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Scim {
    /// The path, or with --filter the filter
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    path: Option<String>,

    /// Takes the text as a filter
    #[arg(long, conflicts_with = "batch")]
    filter: bool,

    /// A resource to try it on, a JSON object
    #[arg(long, short, value_name = "FILE", conflicts_with = "batch")]
    resource: Option<String>,

    /// A value to write at the path, as JSON; anything else is taken as text
    #[arg(long, value_name = "VALUE", conflicts_with_all = ["batch", "filter"])]
    write: Option<String>,

    /// Takes only what the published grammar allows, not what clients are known to send
    #[arg(long, conflicts_with = "batch")]
    strict: bool,

    /// Whose rules writing follows
    #[arg(long, value_name = "NAME", default_value = "rfc", value_parser = ["rfc", "entra"])]
    dialect: String,

    /// Reads NDJSON from standard input, {"id","path","kind"} and, as needed, "resource", "write",
    /// "dialect", "strict", or {"id","resource","patch"}; writes one line for each
    #[arg(long)]
    batch: bool,
}

const EXAMPLES: &str = "\
Examples:
  attrflow scim 'emails[type eq \"work\"].value' --resource user.json
  attrflow scim 'emails[type eq \"work\"].value' --write ada@contoso.example
  attrflow scim --filter 'userName eq \"ada\" and active eq true' --resource user.json
  attrflow scim --batch < questions.ndjson > answers.ndjson";

/// An answer as `scim_lines` gives it.
#[derive(Serialize)]
#[serde(transparent)]
struct Answer(Value);

impl Failed for Answer {
    fn failed(&self) -> bool {
        self.0.get("error").is_some()
    }
}

impl Answer {
    /// The answer to a question, its span in UTF-16 code units.
    fn to(question: &Value) -> Self {
        let mut answer = answer(question);
        let text = question.get("path").and_then(Value::as_str).map(Cow::Borrowed);
        let text = text.or_else(|| patched_text(question, &answer)).unwrap_or_default();
        if let Some(span) = answer.pointer_mut("/error/span") {
            let offset = |name| span.get(name).and_then(Value::as_u64).unwrap_or_default() as usize;
            *span = json!(Span::new(offset("start"), offset("end")).to_utf16(&text));
        }
        Self(answer)
    }
}

/// The text in a PATCH request that the span of an error is in: a path, or the key of a value.
fn patched_text<'q>(question: &'q Value, answer: &Value) -> Option<Cow<'q, str>> {
    let pointer = answer.pointer("/error/pointer")?.as_str()?;
    if !pointer.ends_with("/path") {
        return pointer.rsplit('/').next().map(|key| key.replace("~1", "/").replace("~0", "~").into());
    }
    let patch = question.get("patch")?;
    let within = if patch.is_array() { pointer.strip_prefix("/Operations")? } else { pointer };
    patch.pointer(within)?.as_str().map(Cow::Borrowed)
}

impl Scim {
    pub(super) fn run(&self, terminal: &Terminal) -> Result {
        if self.batch {
            return batch::run(files::open("-")?, |question: Value| Answer::to(&question));
        }
        let path = self.path.as_deref().unwrap_or_default();
        let mode = if self.strict { Mode::Strict } else { Mode::Lenient };
        let parsed = match self.filter {
            true => parse_filter(path, mode).map(drop),
            false => parse_path(path, mode).map(drop),
        };
        if let Err(found) = parsed {
            terminal.show(&found, About { text: Some(path), ..About::default() });
            return Ok(Status::Errors);
        }
        let mut question = Map::new();
        question.insert("path".to_owned(), path.into());
        question.insert("kind".to_owned(), if self.filter { "filter" } else { "path" }.into());
        if let Some(file) = &self.resource {
            let text = files::text(file)?;
            match document::parse(&text, "a resource") {
                Ok(resource) => question.insert("resource".to_owned(), resource),
                Err(found) => {
                    let about =
                        About { path: Some(files::name(file)), text: Some(&text), ..About::default() };
                    terminal.show(&found, about);
                    return Ok(Status::Errors);
                }
            };
        }
        if let Some(value) = &self.write {
            let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value.as_str()));
            question.insert("write".to_owned(), value);
        }
        question.insert("strict".to_owned(), self.strict.into());
        question.insert("dialect".to_owned(), self.dialect.as_str().into());
        let mut answer = answer(&question.into());
        if let Some(error) = answer.get("error") {
            terminal.show(&diagnostic(error), About { text: Some(path), ..About::default() });
            return Ok(Status::Errors);
        }
        if let Some(members) = answer.as_object_mut() {
            members.remove("id");
            members.remove("valid");
        }
        let mut output = Output::new();
        output.line(&format!("{answer:#}"))?;
        output.flush()?;
        Ok(Status::Fine)
    }
}

/// The error of an answer as a diagnostic again.
fn diagnostic(error: &Value) -> Diagnostic {
    let text = |name: &str| error.get(name).and_then(Value::as_str);
    let code = Code::ALL.iter().find(|code| Some(code.as_str()) == text("code")).copied();
    let mut found = Diagnostic::new(code.unwrap_or(Code::NoTarget), text("message").unwrap_or_default());
    found.help = text("help").map(str::to_owned);
    let offset = |name: &str| error.get("span")?.get(name)?.as_u64();
    if let (Some(start), Some(end)) = (offset("start"), offset("end")) {
        found.span = Some(Span::new(start as usize, end as usize));
    }
    found
}
