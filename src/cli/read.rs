//! `attrflow read`: what a file is, and what was read from it.

use super::output::Output;
use super::render::Terminal;
use super::{Result, Status, files};
use attrflow::graph;
use attrflow::input::{ColumnReading, Entry, Holds, Reading, read_file};
use clap::{Args, ValueEnum};
use encoding_rs::Encoding;
use serde::Serialize;
use serde_json::{Value as Json, json};

/// Says what a file is and what was read from it: users, accounts, assignments, roles or a schema
///
/// Users come under the names that mappings read. What is refused says where the right file is got.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Read {
    /// The file, or -
    #[arg(value_name = "FILE")]
    file: String,

    /// What the file is to be read as [default: what it is]
    #[arg(long = "as", value_name = "WHAT")]
    role: Option<Role>,

    /// Shows only what the file is and what its columns became
    #[arg(long)]
    summary: bool,

    /// How the file is encoded, if neither UTF-8 nor UTF-16: windows-1252, shift_jis
    #[arg(long, value_name = "NAME", value_parser = files::encoding)]
    encoding: Option<&'static Encoding>,

    /// How results are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,

    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  attrflow read users.csv
  attrflow read exportUsers.csv --summary
  attrflow read zoom-users.json --as accounts --format ndjson
  az ad user list | attrflow read - --json";

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Role {
    /// Users of a source system
    Users,
    /// Accounts of a target
    Accounts,
    /// Who is assigned: members of groups, and the groups among them
    Groups,
    /// Roles of an app, or who has which
    Roles,
    /// A synchronization schema
    Schema,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON document
    Json,
    /// One JSON object for each thing that was read
    Ndjson,
}

/// The whole as one document.
#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    reading: &'a Reading,
    #[serde(skip_serializing_if = "Option::is_none")]
    entries: Option<Vec<Json>>,
    problems: Vec<Told<'a>>,
}

#[derive(Serialize)]
struct Told<'a> {
    line: u64,
    #[serde(flatten)]
    diagnostic: &'a attrflow::Diagnostic,
}

impl Read {
    pub(super) fn run(&self, terminal: &Terminal) -> Result {
        let bytes = files::table(&self.file, self.encoding)?;
        if self.role == Some(Role::Schema) || self.role.is_none() && is_schema(&bytes) {
            return self.schema(&bytes, terminal);
        }
        let format = if self.json { Format::Json } else { self.format };
        let mut output = Output::new();
        let mut entries = Vec::new();
        let mut failed = Ok(());
        let holds = self.role.map(|role| match role {
            Role::Users => Holds::Users,
            Role::Accounts => Holds::Accounts,
            Role::Groups => Holds::Groups,
            Role::Roles => Holds::Roles,
            Role::Schema => Holds::Schema,
        });
        let mut each = |entry: Entry| {
            if self.summary || failed.is_err() {
                return;
            }
            if format == Format::Ndjson {
                failed = output.json(&entry.value);
            } else {
                entries.push(entry);
            }
        };
        let reading =
            read_file(&*bytes, holds, &mut each).map_err(|error| files::unreadable(&self.file, error))?;
        failed?;
        let name = files::name(&self.file);
        match format {
            Format::Text => {
                for line in head(name, &reading) {
                    output.line(&line)?;
                }
                for entry in &entries {
                    output.line("")?;
                    for line in shown(entry) {
                        output.line(&line)?;
                    }
                }
            }
            Format::Json => {
                let entries = (!self.summary).then(|| entries.into_iter().map(|entry| entry.value).collect());
                let problems = reading
                    .problems
                    .iter()
                    .map(|problem| Told { line: problem.line, diagnostic: &problem.diagnostic })
                    .collect();
                output.json(&Document { reading: &reading, entries, problems })?;
            }
            Format::Ndjson => {}
        }
        output.flush()?;
        for problem in &reading.problems {
            terminal.input(&problem.diagnostic, name);
        }
        Ok(if reading.has_errors() { Status::Errors } else { Status::Fine })
    }

    /// A synchronization schema: how many mappings it has, and its landmarks.
    fn schema(&self, bytes: &[u8], terminal: &Terminal) -> Result {
        let name = files::name(&self.file);
        let read = graph::decode(bytes).and_then(|text| {
            let text = graph::unwrapped(&text)?;
            Ok(graph::import_text(&text)?.0)
        });
        let imported = match read {
            Ok(imported) => imported,
            Err(found) => {
                terminal.input(&found, name);
                return Ok(Status::Errors);
            }
        };
        let at = imported.choose(None).unwrap_or_default();
        let profile = imported.profile(at).unwrap_or_default();
        let mapping = |mapping: &attrflow::Mapping| format!("{} ← {}", mapping.target, mapping.source);
        let matching = profile.mappings.iter().find(|mapping| mapping.matching.is_some()).map(mapping);
        let active = profile.mappings.iter().find(|mapping| mapping.target == "active");
        let clauses = profile.scope.iter().flat_map(|filter| &filter.clauses);
        let scope: Vec<String> = clauses
            .map(|clause| {
                format!("{} {} {}", clause.attr, clause.op, clause.value.join(" or ")).trim_end().to_owned()
            })
            .collect();
        let mut output = Output::new();
        let count = profile.mappings.len();
        if self.format == Format::Text && !self.json {
            output.line(&format!("{name}: a synchronization schema"))?;
            output.line(&format!(
                "{count} attribute mappings of {}",
                imported.mappings.get(at).map_or("", |m| &m.name)
            ))?;
            output.line("attrflow schema import shows all of it")?;
        } else {
            output.json(&json!({
                "mappings": count,
                "match": matching,
                "active": active.map(|mapping| &mapping.source),
                "scope": (!scope.is_empty()).then(|| scope.join(" and ")),
            }))?;
        }
        output.flush()?;
        Ok(Status::Fine)
    }
}

/// Whether the bytes are a synchronization schema, in whatever it is wrapped.
fn is_schema(bytes: &[u8]) -> bool {
    graph::decode(bytes).is_ok_and(|text| graph::is_schema(&text))
}

/// What a file is, and what its columns became.
fn head(name: &str, reading: &Reading) -> Vec<String> {
    let title = match (reading.kind, reading.format) {
        (Some(kind), _) => kind.title.to_owned(),
        (None, Some(format)) => format.name().to_owned(),
        (None, None) => "no file that users come in".to_owned(),
    };
    let mut how: Vec<String> = reading.format.map(|format| format.name().to_owned()).into_iter().collect();
    how.push(reading.encoding.to_owned());
    how.extend(reading.separator.map(|separator| format!("separated by {}", separator_name(separator))));
    how.extend(reading.language.map(|language| format!("titles in {language}")));
    how.extend(reading.system.map(|system| format!("names of {}", system.title)));
    let mut lines = vec![format!("{name}: {title}"), how.join(", ")];
    let what = reading.holds.map_or("users", Holds::as_str);
    lines.push(match reading.count {
        1 => "1 read".to_owned(),
        count => format!("{count} {what} read"),
    });
    if let Some(kind) = reading.kind.filter(|kind| !kind.advice.is_empty()) {
        lines.push(kind.advice.to_owned());
    }
    let (read, left): (Vec<&ColumnReading>, Vec<_>) =
        reading.columns.iter().partition(|column| column.attribute.is_some() && column.note.is_none());
    if !read.is_empty() {
        lines.push(String::new());
    }
    for column in read {
        let attribute = column.attribute.as_deref().unwrap_or_default();
        lines.push(format!("  {} → {attribute}", column.title));
    }
    for column in left {
        lines.push(format!("  {}: {}", column.title, column.note.unwrap_or_default()));
    }
    lines
}

fn separator_name(separator: char) -> String {
    match separator {
        ',' => "commas".to_owned(),
        ';' => "semicolons".to_owned(),
        '\t' => "tabs".to_owned(),
        other => format!("`{other}`"),
    }
}

/// A thing that was read, line by line.
fn shown(entry: &Entry) -> Vec<String> {
    let plain = |value: &Json| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let members = entry.value.get("attributes").unwrap_or(&entry.value).as_object();
    let mut lines = vec![format!("line {}", entry.line)];
    lines.extend(members.into_iter().flatten().map(|(name, value)| format!("  {name}  {}", plain(value))));
    if entry.value.get("deleted").is_some() {
        lines.push("  gone for good".to_owned());
    }
    lines
}
