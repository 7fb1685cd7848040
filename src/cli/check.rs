//! `attrflow check`: what is wrong with profiles and expressions.

use super::options::{Language, Schema};
use super::output::Output;
use super::render::{About, Terminal};
use super::{Result, Status, annotations, files, profiles};
use attrflow::diagnostic::{Code, Diagnostic};
use attrflow::graph;
use attrflow::language::{Context, check_text};
use attrflow::scim::Schemas;
use attrflow::span::Span;
use attrflow::systems::entra;
use clap::{Args, ValueEnum};
use std::sync::Arc;

/// Checks profiles and expressions without a user
///
/// A file that holds JSON is a profile, or a synchronization schema of Microsoft Graph. Any other file holds expressions: each begins on a line of
/// its own and may go on while brackets or quotation marks are open; lines that begin with # are
/// remarks.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Check {
    /// Profiles, synchronization schemas, files of expressions, or -
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,

    /// How to show findings
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,

    /// The language of expressions
    #[arg(long, value_name = "NAME", default_value = "entra")]
    dialect: Language,

    /// Expressions read users of Entra: attributes are checked by name and type
    #[arg(long)]
    entra: bool,

    /// An attribute that the tenant has besides, such as a directory extension; may be given several times
    #[arg(long = "attribute", value_name = "NAME", requires = "entra")]
    attributes: Vec<String>,

    #[command(flatten)]
    schema: Schema,
}

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, with carets under the place
    Text,
    /// One JSON object a line
    Json,
    /// Annotations of GitHub Actions
    Github,
}

const EXAMPLES: &str = "\
Examples:
  attrflow check mappings.json
  attrflow check expressions.txt
  attrflow check --format github mappings.json
  echo 'ToLower([mail]' | attrflow check -";

impl Check {
    pub(super) fn run(&self, terminal: &Terminal) -> Result {
        let mut readers: Vec<bool> = self.files.iter().map(|file| file == "-").collect();
        readers.push(self.schema.reads_stdin());
        super::options::stdin_once(&readers)?;
        let schemas = self.schema.load(terminal)?;
        let mut output = Output::new();
        let mut status = Status::Fine;
        for file in &self.files {
            let mut text = files::text(file)?;
            let name = files::name(file);
            if graph::is_schema(&text)
                && let Ok(inner) = graph::unwrapped(&text)
            {
                text = inner.into_owned();
            }
            let (found, what) = match is_document(&text) {
                _ if text.trim().is_empty() => (vec![nothing()], String::new()),
                true if graph::is_schema(&text) => synchronization(&text, schemas.as_ref()),
                true => profile(&text, schemas.as_ref()),
                false => self.expressions(&text),
            };
            let errors = found.iter().any(Diagnostic::is_error);
            match self.format {
                Format::Text => {
                    let about = About { path: Some(name), text: Some(&text), ..About::default() };
                    terminal.show_all(&found, |found| profiles::place(found, &text), about);
                }
                Format::Json => {
                    for found in &found {
                        output.line(&annotations::json(&profiles::place(found, &text), name, &text))?;
                    }
                }
                Format::Github => {
                    for found in &found {
                        output.line(&annotations::github(&profiles::place(found, &text), name, &text))?;
                    }
                }
            }
            if errors {
                status = Status::Errors;
            } else if self.format == Format::Text {
                output.line(&format!("{name}: {what}"))?;
            }
        }
        output.flush()?;
        Ok(status)
    }

    /// Checks the expressions of a text; says how many there are.
    fn expressions(&self, text: &str) -> (Vec<Diagnostic>, String) {
        let mut context = Context::of(&entra::VOCABULARY);
        context.listed = self.entra;
        context.attributes.clone_from(&self.attributes);
        let places = expressions(text);
        let found = places.iter().flat_map(|span| {
            let found = check_text(span.of(text), self.dialect.into(), &context);
            found.into_iter().map(|found| found.shifted(span.start))
        });
        let what = match places.len() {
            1 => "1 expression, no errors".to_owned(),
            count => format!("{count} expressions, no errors"),
        };
        (found.collect(), what)
    }
}

/// Checks a profile; says what it holds.
fn profile(text: &str, schemas: Option<&Arc<Schemas>>) -> (Vec<Diagnostic>, String) {
    let compiled = profiles::compile(text, schemas);
    let what = match compiled.value.map_or(0, |plan| plan.profile().mappings.len()) {
        1 => "a profile of 1 mapping, no errors".to_owned(),
        count => format!("a profile of {count} mappings, no errors"),
    };
    (compiled.diagnostics, what)
}

/// Checks every object mapping of a synchronization schema; says what it holds.
fn synchronization(text: &str, schemas: Option<&Arc<Schemas>>) -> (Vec<Diagnostic>, String) {
    let (imported, mut found) = match graph::import_text(text) {
        Ok(imported) => imported,
        Err(found) => return (vec![*found], String::new()),
    };
    let mut rows = 0;
    for at in 0..imported.mappings.len() {
        rows += imported.object_mapping(at).map_or(0, |(_, mapping)| mapping.attribute_mappings.len());
        // What is internal to the service is nobody's to mend.
        if imported.mappings.get(at).is_some_and(|mapping| !mapping.internal) {
            found.extend(profiles::compile_part(&imported, at, schemas).diagnostics);
        }
    }
    let count = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let mappings = count(imported.mappings.len(), "object mapping");
    let what = format!(
        "a synchronization schema of {mappings} with {}, no errors",
        count(rows, "attribute mapping")
    );
    (found, what)
}

/// What is said of a file without text.
fn nothing() -> Diagnostic {
    Diagnostic::new(Code::InvalidDocument, "there is nothing in it")
        .help("give a profile, or expressions with each on a line of its own")
}

/// Whether a text is a JSON document and not a list of expressions.
pub(super) fn is_document(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['{', '[']) && !is_attribute(text)
}

/// Whether a text that begins with a bracket begins with an attribute, such as `[mail]`, and not
/// with an array.
fn is_attribute(text: &str) -> bool {
    let name = text.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(name, _)| name.trim());
    name.is_some_and(|name| !name.is_empty() && !name.contains(['{', '"', ',']))
}

/// Where the expressions of a text are.
pub(super) fn expressions(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<Span> = None;
    let (mut depth, mut quoted) = (0_usize, false);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        let end = at + line.trim_end().len();
        at += line.len();
        let content = line.trim();
        // A blank line ends whatever is open, so that one missing bracket spoils one expression.
        if content.is_empty() || (open.is_none() && content.starts_with('#')) {
            found.extend(open.take());
            (depth, quoted) = (0, false);
            continue;
        }
        let span = Span::new(start, end);
        let whole = open.map_or(span, |open| open.to(span));
        for byte in content.bytes() {
            match byte {
                b'"' => quoted = !quoted,
                _ if quoted => {}
                b'(' | b'[' => depth += 1,
                b')' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        open = Some(whole);
        if depth == 0 && !quoted {
            found.extend(open.take());
        }
    }
    found.extend(open);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_end_with_their_brackets() {
        let text = "# remark\nTrim([a])\n\nJoin(\" (\",\n  [a],\n  [b])\n[mail]\nToLower([a]\n\n[c]";
        let found: Vec<&str> = expressions(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["Trim([a])", "Join(\" (\",\n  [a],\n  [b])", "[mail]", "ToLower([a]", "[c]"]);
    }

    #[test]
    fn attributes_are_no_arrays() {
        assert!(is_attribute("[mail]"));
        assert!(!is_attribute("[{\"type\": \"direct\"}]"));
        assert!(!is_attribute("[]"));
        assert!(!is_attribute("[\"a\"]"));
    }
}
