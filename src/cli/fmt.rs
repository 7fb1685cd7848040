//! `attrflow fmt`: expressions in canonical form.

use super::options::Language;
use super::output::Output;
use super::render::{About, Terminal};
use super::{Failure, Result, Status, files};
use attrflow::diagnostic::Diagnostic;
use attrflow::document;
use attrflow::expression::{format, format_line, parse};
use attrflow::span::Span;
use clap::Args;

/// Writes expressions in canonical form
///
/// A file of expressions is printed with each on one line if it fits, indented otherwise. In a
/// profile the expressions are put on one line each and nothing else is touched.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Fmt {
    /// Profiles, files of expressions, or -
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,

    /// Change nothing; exit 1 if a file is not in canonical form
    #[arg(long, conflicts_with = "write")]
    check: bool,

    /// Write the files instead of printing them
    #[arg(long)]
    write: bool,

    /// The language of expressions
    #[arg(long, value_name = "NAME", default_value = "entra")]
    dialect: Language,
}

const EXAMPLES: &str = "\
Examples:
  attrflow fmt --write mappings.json
  attrflow fmt --check expressions.txt
  echo 'join( \" \",[givenName],[surname] )' | attrflow fmt -";

impl Fmt {
    pub(super) fn run(&self, terminal: &Terminal) -> Result {
        super::options::stdin_once(&self.files.iter().map(|file| file == "-").collect::<Vec<_>>())?;
        let mut output = Output::new();
        let mut status = Status::Fine;
        for file in &self.files {
            let text = files::text(file)?;
            let name = files::name(file);
            let (formatted, found) = self.text(&text);
            for found in &found {
                terminal.show(found, About { path: Some(name), text: Some(&text), ..About::default() });
                status = Status::Errors;
            }
            let changed = formatted != text;
            if self.check {
                if changed {
                    output.line(&format!("{name}: not in canonical form"))?;
                    status = Status::Errors;
                }
            } else if self.write && file != "-" {
                // A file with errors stays as it is: nothing is half-written.
                if changed && found.is_empty() {
                    replace(file, &formatted)?;
                }
            } else if found.is_empty() {
                output.bytes(formatted.as_bytes())?;
            }
        }
        output.flush()?;
        Ok(status)
    }

    /// The text with every expression in canonical form, and what could not be formatted.
    fn text(&self, text: &str) -> (String, Vec<Diagnostic>) {
        let mut edits: Vec<(Span, String)> = Vec::new();
        let mut found = Vec::new();
        if super::check::is_document(text) {
            for (span, expression) in expressions_of_profile(text) {
                match parse(&expression, self.dialect.into()) {
                    Ok(tree) => {
                        let line = format_line(&tree, &expression, self.dialect.into());
                        if line != expression {
                            edits.push((span, serde_json::Value::from(line).to_string()));
                        }
                    }
                    Err(wrong) => found.push(Diagnostic { span: Some(span), ..*wrong }),
                }
            }
        } else {
            for span in super::check::expressions(text) {
                match format(span.of(text), self.dialect.into()) {
                    Ok(new) => edits.push((span, new)),
                    Err(wrong) => found.push(wrong.shifted(span.start)),
                }
            }
        }
        let mut formatted = text.to_owned();
        for (span, new) in edits.into_iter().rev() {
            formatted.replace_range(span.start..span.end, &new);
        }
        (formatted, found)
    }
}

/// The expressions of a profile with the places of their string literals.
fn expressions_of_profile(text: &str) -> Vec<(Span, String)> {
    let Ok(json) = document::parse(text, "a profile") else { return Vec::new() };
    let (mappings, prefix) = match &json {
        serde_json::Value::Array(mappings) => (mappings.as_slice(), ""),
        object => (object["mappings"].as_array().map_or(&[][..], Vec::as_slice), "/mappings"),
    };
    let expression = |(at, mapping): (usize, &serde_json::Value)| {
        let is_expression =
            mapping["type"].as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("expression"));
        let source = mapping["source"].as_str().filter(|_| is_expression)?;
        Some((document::locate(text, &format!("{prefix}/{at}/source"))?, source.to_owned()))
    };
    mappings.iter().enumerate().filter_map(expression).collect()
}

/// Replaces a file in one step, so that a failure leaves the old one.
fn replace(file: &str, text: &str) -> std::result::Result<(), Failure> {
    let path = std::path::Path::new(file);
    let beside = path.with_extension("attrflow-new");
    let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|error| {
        // The new file may not exist; the error that matters is the first.
        let _ = std::fs::remove_file(&beside);
        Failure::Io(format!("cannot write {file}"), error)
    })
}
