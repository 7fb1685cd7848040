//! `attrflow fmt`: expressions in canonical form.

use super::options::Language;
use super::output::Output;
use super::render::{About, Terminal};
use super::{Failure, Result, Status, files, profiles};
use attrflow::diagnostic::document;
use attrflow::diagnostic::{Code, Diagnostic, Outcome};
use attrflow::language::{format, format_line, parse};
use attrflow::place::{MappingMember, Place};
use attrflow::span::Span;
use attrflow::systems::Source;
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
            // Half a result would look like a whole one.
            if !found.is_empty() {
                continue;
            }
            if self.check {
                if changed {
                    output.line(&format!("{name}: not in canonical form"))?;
                    status = Status::Errors;
                }
            } else if self.write && file != "-" {
                if changed {
                    replace(file, &formatted)?;
                }
            } else {
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
            let expressions = match expressions_of_profile(text) {
                Ok(expressions) => expressions,
                Err(wrong) => return (text.to_owned(), vec![*wrong]),
            };
            for (place, span, expression) in expressions {
                match parse(&expression, self.dialect.into()) {
                    Ok(tree) => {
                        let line = format_line(&tree, &expression, self.dialect.into());
                        if line != expression {
                            edits.push((span, serde_json::Value::from(line).to_string()));
                        }
                    }
                    Err(wrong) => found.push(profiles::place(&wrong.within(place), text)),
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

/// The expressions of a profile with their places in it and those of their string literals.
///
/// # Errors
/// When the text is no profile, so that nothing passes for well-formed by being unreadable.
fn expressions_of_profile(text: &str) -> Outcome<Vec<(Place, Span, String)>> {
    let json = document::parse(text, "a profile")?;
    let mappings = match &json {
        serde_json::Value::Array(mappings) => mappings,
        object => match object.get("mappings").and_then(serde_json::Value::as_array) {
            Some(mappings) => mappings,
            None => {
                let found =
                    Diagnostic::new(Code::InvalidDocument, "this is no profile: it has no `mappings`");
                return Err(Box::new(found.at(Span::new(0, text.len()))));
            }
        },
    };
    // Languages of other systems are not known, and so not formatted.
    let system = json.get("source").and_then(serde_json::Value::as_str).unwrap_or_default();
    if Source::from_name(system).is_some_and(|system| system.language.is_none()) {
        return Ok(Vec::new());
    }
    let expression = |(at, mapping): (usize, &serde_json::Value)| {
        let member = |name| mapping.get(name).and_then(serde_json::Value::as_str);
        let is_expression = member("type").is_some_and(|kind| kind.eq_ignore_ascii_case("expression"));
        let source = member("source").filter(|_| is_expression)?;
        let place = Place::Mapping(at, MappingMember::Source);
        let span = document::locate(text, &document::pointer_in(text, &place)?)?;
        // Of two members of one name the place is that of the first, the value that of the last.
        let same = serde_json::from_str::<String>(span.of(text)).is_ok_and(|literal| literal == source);
        same.then(|| (place, span, source.to_owned()))
    };
    Ok(mappings.iter().enumerate().filter_map(expression).collect())
}

/// Replaces a file in one step, so that a failure leaves the old one. A link goes on leading to it, and
/// it stays as readable as it was.
fn replace(file: &str, text: &str) -> std::result::Result<(), Failure> {
    let failure = |error| Failure::Io(format!("cannot write {file}"), error);
    let path = std::fs::canonicalize(file).map_err(failure)?;
    let mut beside = path.clone().into_os_string();
    beside.push(".attrflow-new");
    let written = std::fs::metadata(&path).and_then(|old| {
        std::fs::write(&beside, text)?;
        std::fs::set_permissions(&beside, old.permissions())?;
        std::fs::rename(&beside, &path)
    });
    written.map_err(|error| {
        // The new file may not exist; the error that matters is the first.
        let _ = std::fs::remove_file(&beside);
        failure(error)
    })
}
