//! `attrflow schema`: synchronization schemas of Microsoft Graph into profiles and back.

use super::output::Output;
use super::profiles;
use super::render::{About, Terminal};
use super::{Failure, Result, Status, files};
use attrflow::diagnostic::{Diagnostic, Outcome};
use attrflow::graph::{self, Imported, ImportedMapping, ObjectMapping, Scope, StoredFilter};
use attrflow::mapping::{MappingType, Profile};
use attrflow::systems::EntraSettings;
use clap::{Args, Subcommand};

/// Reads and writes synchronization schemas, the documents in which Microsoft Graph keeps mappings
///
/// The portal offers the document for download: Provisioning, Mappings, a mapping, Show advanced options,
/// Review your schema here.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct SchemaCommand {
    #[command(subcommand)]
    action: Action,
}

const EXAMPLES: &str = "\
Examples:
  attrflow schema import schema.json -o mappings.json
  attrflow schema export --profile mappings.json --original schema.json";

#[derive(Debug, Subcommand)]
enum Action {
    Import(Import),
    Export(Export),
}

/// Shows what a synchronization schema holds, and writes one of its object mappings as a profile
#[derive(Args, Debug)]
#[command(after_help = IMPORT_EXAMPLES)]
struct Import {
    /// The synchronization schema, or -
    #[arg(value_name = "FILE")]
    file: String,

    /// Which object mapping, by number or name [default: that of users]
    #[arg(long, value_name = "MAPPING")]
    mapping: Option<String>,

    /// Where the profile goes; - is standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,
}

const IMPORT_EXAMPLES: &str = "\
Examples:
  attrflow schema import schema.json
  attrflow schema import schema.json -o mappings.json
  attrflow schema import schema.json --mapping groups -o groups.json";

/// Writes a profile as a synchronization schema, or its changes into one
///
/// With --original everything that the profile does not change stays as it is, byte for byte.
#[derive(Args, Debug)]
#[command(after_help = EXPORT_EXAMPLES)]
struct Export {
    /// A preset, a profile document, or a synchronization schema
    #[arg(long, short, value_name = "PROFILE", required_unless_present = "original")]
    profile: Option<String>,

    /// The synchronization schema that the profile was imported from
    #[arg(long, value_name = "FILE")]
    original: Option<String>,

    /// Which object mapping, by number or name [default: that of users]
    #[arg(long, value_name = "MAPPING")]
    mapping: Option<String>,

    /// Leaves out what names the tenant, so that the document can be shown to others
    #[arg(long)]
    share: bool,

    /// Where the document goes [default: standard output]
    #[arg(long, short, value_name = "FILE", default_value = "-", hide_default_value = true)]
    output: String,
}

const EXPORT_EXAMPLES: &str = "\
Examples:
  attrflow schema export --profile mappings.json --original schema.json -o new-schema.json
  attrflow schema export --profile zoom-gallery
  attrflow schema export --original schema.json --share";

impl SchemaCommand {
    pub(super) fn run(&self, terminal: &Terminal) -> Result {
        match &self.action {
            Action::Import(import) => import.run(terminal),
            Action::Export(export) => export.run(terminal),
        }
    }
}

/// The synchronization schema in a file, taken out of what it came wrapped in.
fn schema_in(text: String, path: &str, terminal: &Terminal) -> Result<String> {
    match graph::unwrapped(&text) {
        Ok(inner) => Ok(inner.into_owned()),
        Err(found) => {
            let about = About { path: Some(path), text: Some(&text), ..About::default() };
            terminal.show(&profiles::place(&found, &text), about);
            Err(Failure::Told)
        }
    }
}

/// Shows findings about a text, and gives what was read of it.
fn told<T>(read: Outcome<(T, Vec<Diagnostic>)>, path: &str, text: &str, terminal: &Terminal) -> Result<T> {
    let about = About { path: Some(path), text: Some(text), ..About::default() };
    match read {
        Ok((value, found)) => {
            terminal.show_all(&found, |found| profiles::place(found, text), about);
            Ok(value)
        }
        Err(found) => {
            terminal.show(&profiles::place(&found, text), about);
            Err(Failure::Told)
        }
    }
}

fn chosen(imported: &Imported, mapping: Option<&str>, path: &str) -> Result<usize> {
    imported.choose(mapping).map_err(|why| Failure::Usage(format!("{path}: {why}")))
}

impl Import {
    fn run(&self, terminal: &Terminal) -> Result {
        let name = files::name(&self.file);
        let text = schema_in(files::text(&self.file)?, name, terminal)?;
        let imported = told(graph::import_text(&text), name, &text, terminal)?;
        let wanted = self.mapping.is_some() || self.output.is_some();
        let at = if wanted { Some(chosen(&imported, self.mapping.as_deref(), name)?) } else { None };
        if self.output.as_deref() != Some("-") {
            let mut output = Output::new();
            for line in summary(&imported, self.mapping.as_ref().and(at)) {
                output.line(&line)?;
            }
            output.flush()?;
        }
        if let (Some(path), Some(at)) = (&self.output, at) {
            let profile = imported.profile(at).unwrap_or_default();
            write(path, &(printed(&profile) + "\n"))?;
        }
        // What keeps a profile from being used is told, and the rest is for `check`.
        let usable = |(at, mapping): (usize, &ImportedMapping)| {
            let found = profiles::compile_part(&imported, at, None).diagnostics;
            let errors: Vec<Diagnostic> =
                found.into_iter().filter(|found| !mapping.internal && found.is_error()).collect();
            let about = About { path: Some(name), text: Some(&text), ..About::default() };
            terminal.show_all(&errors, |found| profiles::place(found, &text), about);
            errors.is_empty()
        };
        let refused = imported.mappings.iter().enumerate().filter(|entry| !usable(*entry)).count();
        Ok(if refused == 0 { Status::Fine } else { Status::Errors })
    }
}

impl Export {
    fn run(&self, terminal: &Terminal) -> Result {
        let is_stdin = |name: &Option<String>| name.as_deref() == Some("-");
        super::options::stdin_once(&[is_stdin(&self.profile), is_stdin(&self.original)])?;
        let profile = self.profile.as_ref().map(|name| self.read_profile(name, terminal)).transpose()?;
        let mut text = match (&self.original, profile) {
            (Some(path), profile) => {
                let name = files::name(path);
                let text = schema_in(files::text(path)?, name, terminal)?;
                let imported = told(graph::import_text(&text), name, &text, terminal)?;
                match profile {
                    None => text,
                    Some((from, profile_text, profile)) => {
                        let at = chosen(&imported, self.mapping.as_deref(), name)?;
                        told(graph::export(&text, at, &profile), &from, &profile_text, terminal)?
                    }
                }
            }
            (None, Some((from, text, profile))) => told(graph::create(&profile), &from, &text, terminal)?,
            // Clap asks for one of them.
            (None, None) => return Err(Failure::Usage("name a profile or an original".to_owned())),
        };
        if self.share {
            text = graph::share(&text).map_err(|_| Failure::Told)?;
        }
        // Where something stood around the schema there are blanks.
        write(&self.output, text.trim_start_matches([' ', '\n', '\r']))?;
        Ok(Status::Fine)
    }

    /// The profile with its name and text for messages.
    fn read_profile(&self, name: &str, terminal: &Terminal) -> Result<(String, String, Profile)> {
        let (name, text) = profiles::read(name)?;
        if graph::is_schema(&text) {
            let text = schema_in(text, &name, terminal)?;
            let imported = told(graph::import_text(&text), &name, &text, terminal)?;
            let at = chosen(&imported, self.mapping.as_deref(), &name)?;
            let profile = imported.profile(at).unwrap_or_default();
            return Ok((name, printed(&profile), profile));
        }
        // Warnings about a profile are for `check`.
        let read = match Profile::read(&text).strict() {
            Ok(profile) => Ok((profile, Vec::new())),
            Err(found) => match found.into_iter().find(Diagnostic::is_error) {
                Some(first) => Err(Box::new(first)),
                None => return Err(Failure::Told),
            },
        };
        let profile = told(read, &name, &text, terminal)?;
        Ok((name, text, profile))
    }
}

/// A profile as a document for people.
fn printed(profile: &Profile) -> String {
    serde_json::to_string_pretty(profile).unwrap_or_default()
}

fn write(path: &str, text: &str) -> Result<()> {
    if path == "-" {
        let mut output = Output::new();
        output.bytes(text.as_bytes())?;
        return output.flush();
    }
    std::fs::write(path, text).map_err(|error| Failure::Io(format!("cannot write {path}"), error))
}

/// What a document holds: one object mapping, or all.
fn summary(imported: &Imported, only: Option<usize>) -> Vec<String> {
    let mut lines = Vec::new();
    for (rule_at, rule) in imported.document.rules.iter().enumerate() {
        let own = |(at, mapping): &(usize, &ImportedMapping)| {
            mapping.rule == rule_at && only.is_none_or(|only| only == *at)
        };
        let mappings: Vec<_> = imported.mappings.iter().enumerate().filter(own).collect();
        if mappings.is_empty() && only.is_some() {
            continue;
        }
        lines.push(format!(
            "Rule {}: {} → {}",
            rule.name.as_deref().unwrap_or("without name"),
            rule.source_directory_name,
            rule.target_directory_name
        ));
        for (at, entry) in mappings {
            let Some((_, mapping)) = imported.object_mapping(at) else { continue };
            lines.push(format!("  {}. {}{}", at + 1, entry.name, state(entry)));
            let profile = imported.profile(at).unwrap_or_default();
            lines.extend(object(mapping, &profile).into_iter().map(|line| format!("     {line}")));
        }
    }
    for directory in imported.document.directories.iter().filter(|_| only.is_none()) {
        let objects = directory.objects.iter();
        let objects: Vec<String> = objects
            .map(|object| format!("{} with {}", object.name, count(object.attributes.len(), "attribute")))
            .collect();
        let objects = if objects.is_empty() { "nothing listed".to_owned() } else { objects.join(", ") };
        lines.push(format!("Directory {}: {objects}", directory.name));
    }
    lines
}

fn state(mapping: &ImportedMapping) -> &'static str {
    match (mapping.internal, mapping.enabled) {
        (true, _) => " (internal to the service)",
        (false, false) => " (disabled)",
        (false, true) => "",
    }
}

fn count(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn object(mapping: &ObjectMapping, profile: &Profile) -> Vec<String> {
    let mappings = &profile.mappings;
    let mut kinds = Vec::new();
    for kind in [MappingType::Direct, MappingType::Expression, MappingType::Constant, MappingType::None] {
        let of = mappings.iter().filter(|mapping| mapping.kind == kind).count();
        if of > 0 {
            kinds.push(format!("{of} {}", kind.as_str()));
        }
    }
    let mut matching: Vec<(u32, &str)> =
        mappings.iter().filter_map(|mapping| Some((mapping.matching?, mapping.target.as_str()))).collect();
    matching.sort();
    let names: Vec<&str> = matching.into_iter().map(|(_, name)| name).collect();
    let mut first = count(mappings.len(), "attribute mapping");
    if !kinds.is_empty() {
        first += &format!(": {}", kinds.join(", "));
    }
    if !names.is_empty() {
        first += &format!("; matched by {}", names.join(", then "));
    }
    let actions: Vec<&str> = profile.settings.of::<EntraSettings>().actions.names().collect();
    vec![
        format!("{} → {}", mapping.source_object_name, mapping.target_object_name),
        first,
        format!("actions: {}", if actions.is_empty() { "none".to_owned() } else { actions.join(", ") }),
        format!("scope: {}", scope(&mapping.scope)),
    ]
}

/// The filters in words.
fn scope(scope: &Scope) -> String {
    let list = |groups: &[StoredFilter]| {
        let groups: Vec<String> = groups
            .iter()
            .map(|StoredFilter { filter, .. }| {
                let clauses: Vec<String> = filter
                    .clauses
                    .iter()
                    .map(|clause| {
                        let values = clause.value.join(" or ");
                        format!("{} {} {values}", clause.attr, clause.op).trim_end().to_owned()
                    })
                    .collect();
                let title = filter.name.as_deref().map(|name| format!("{name}: ")).unwrap_or_default();
                format!("({title}{})", clauses.join(" and "))
            })
            .collect();
        groups.join(" or ")
    };
    match (scope.groups.is_empty(), scope.input_filter_groups.is_empty()) {
        (true, true) => "everything".to_owned(),
        (false, true) => list(&scope.groups),
        (true, false) => format!("read only {}", list(&scope.input_filter_groups)),
        (false, false) => format!("{}; read only {}", list(&scope.groups), list(&scope.input_filter_groups)),
    }
}
