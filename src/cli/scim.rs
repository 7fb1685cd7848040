//! `attrflow scim`: what a path or a filter means, selects, matches or writes.

use super::batch::{self, Failed};
use super::output::Output;
use super::render::{About, Terminal};
use super::{Result, Status, files};
use attrflow::diagnostic::document;
use attrflow::place::{Place, PointerStep};
use attrflow::scim::{Mode, parse_filter, parse_path};
use attrflow::scim_lines::Answer;
use clap::Args;
use serde::Serialize;
use serde_json::{Map, Value};

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

/// A line of the output.
#[derive(Serialize)]
#[serde(transparent)]
struct Line(Value);

impl Failed for Line {
    fn failed(&self) -> bool {
        self.0.get("error").is_some()
    }
}

impl Line {
    /// The answer to a question, its span in UTF-16 code units.
    fn to(question: &Value) -> Self {
        let mut answer = Answer::to(question);
        if let Some(error) = answer.error.take() {
            let place = error.place.clone();
            let text = question.get("path").and_then(Value::as_str);
            let text = text.or_else(|| patched_text(question, &place)).unwrap_or_default();
            answer.error = Some(Box::new(error.to_utf16(text)));
        }
        Self(answer.into_json())
    }
}

/// The text in a PATCH request that the span of an error is in: a path, or the key of a value.
fn patched_text<'t>(question: &'t Value, place: &'t Place) -> Option<&'t str> {
    let Place::Part(pointer) = place else { return None };
    match pointer.steps().last()? {
        PointerStep::Member(name) if name == "path" => {
            let patch = question.get("patch")?;
            // The operations may be given without the request around them.
            let steps = if patch.is_array() { pointer.steps().get(1..)? } else { pointer.steps() };
            let below = |value: &'t Value, step: &PointerStep| match step {
                PointerStep::Member(name) => value.get(name),
                PointerStep::Element(at) => value.get(at),
            };
            steps.iter().try_fold(patch, below)?.as_str()
        }
        PointerStep::Member(key) => Some(key),
        PointerStep::Element(_) => None,
    }
}

impl Scim {
    pub(super) fn run(&self, terminal: &Terminal) -> Result {
        if self.batch {
            return batch::run(files::open("-")?, |question: Value| Line::to(&question));
        }
        let path = self.path.as_deref().unwrap_or_default();
        let mode = if self.strict { Mode::Strict } else { Mode::Lenient };
        let parsed =
            if self.filter { parse_filter(path, mode).map(drop) } else { parse_path(path, mode).map(drop) };
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
        let answer = Answer::to(&question.into());
        if let Some(found) = answer.error {
            terminal.show(&found, About { text: Some(path), ..About::default() });
            return Ok(Status::Errors);
        }
        let mut answer = answer.members;
        answer.remove("id");
        answer.remove("valid");
        let answer = Value::from(answer);
        let mut output = Output::new();
        output.line(&format!("{answer:#}"))?;
        output.flush()?;
        Ok(Status::Fine)
    }
}
