//! Profiles named on the command line, and where their problems are.

use super::render::{About, Terminal};
use super::{Failure, Result, files};
use attrflow::diagnostic::document::resolve;
use attrflow::diagnostic::{Checked, Diagnostic, Severity};
use attrflow::graph::{self, Imported};
use attrflow::mapping::{Plan, Profile};
use attrflow::scim::Schemas;
use attrflow::span::Span;
use attrflow::systems::{Target, presets};
use std::path::Path;
use std::sync::Arc;

/// The preset that is taken when no profile is named.
pub(super) const DEFAULT: &str = "zoom-gallery";

/// A profile ready to run, with its text for messages.
pub(super) struct Loaded {
    pub(super) plan: Plan,
    /// What it is called in messages: a file or a preset.
    pub(super) name: String,
    text: String,
    /// The synchronization schema that it is part of, and which part.
    schema: Option<(Imported, usize)>,
}

/// The name for messages and the text of a preset or a file.
///
/// # Errors
/// When there is no such preset or file, or it cannot be read.
pub(super) fn read(name: &str) -> Result<(String, String)> {
    match presets::find(name) {
        Some(preset) => Ok((format!("<preset {}>", preset.id), format!("{:#}", preset.profile))),
        None if name != "-" && !Path::new(name).exists() => {
            let presets: Vec<&str> = presets::presets().map(|preset| preset.id.as_str()).collect();
            let message =
                format!("there is no profile {name}: neither a file nor a preset ({})", presets.join(", "));
            Err(Failure::Usage(message))
        }
        None => Ok((files::name(name).to_owned(), files::text(name)?)),
    }
}

/// Loads a preset or a file and shows what is wrong with it; `None` if it cannot be used. Of a
/// synchronization schema it takes the object mapping that is meant.
///
/// # Errors
/// When the file cannot be read, or has no such mapping.
pub(super) fn load(
    name: &str,
    mapping: Option<&str>,
    schemas: Option<Arc<Schemas>>,
    terminal: &Terminal,
) -> Result<Option<Loaded>> {
    let (name, text) = read(name)?;
    let is_schema = graph::is_schema(&text);
    // Places count in the schema itself, whatever it came wrapped in.
    let text = match graph::unwrapped(&text) {
        Ok(inner) if is_schema => inner.into_owned(),
        _ => text,
    };
    let (plan, found, schema) = if is_schema {
        let (imported, mut found) = match graph::import_text(&text) {
            Ok(imported) => imported,
            Err(found) => (Imported::default(), vec![*found]),
        };
        let at = imported.choose(mapping).map_err(|why| Failure::Usage(format!("{name}: {why}")))?;
        let compiled = compile_part(&imported, at, schemas.as_ref());
        // Of the rest of the document nothing is told to those who use one mapping of it.
        let own = imported.mappings.get(at).map(|mapping| mapping.pointer.clone()).unwrap_or_default();
        found
            .retain(|found| !found.place.is_part() || found.place.pointer().steps().starts_with(own.steps()));
        found.extend(compiled.diagnostics);
        (compiled.value, found, Some((imported, at)))
    } else if mapping.is_some() {
        let message =
            format!("{name} is one profile; --mapping is for synchronization schemas, which hold several");
        return Err(Failure::Usage(message));
    } else {
        let compiled = compile(&text, schemas.as_ref());
        (compiled.value, compiled.diagnostics, None)
    };
    // Notes are for those who ask about the profile itself.
    let told: Vec<Diagnostic> = found.into_iter().filter(|found| found.severity != Severity::Note).collect();
    let about = About { path: Some(&name), text: Some(&text), ..About::default() };
    terminal.show_all(&told, |found| place(found, &text), about);
    Ok(plan.map(|plan| Loaded { plan, name, text, schema }))
}

/// Compiles an object mapping of a synchronization schema; findings point into the document.
pub(super) fn compile_part(imported: &Imported, at: usize, schemas: Option<&Arc<Schemas>>) -> Checked<Plan> {
    let Checked { value, diagnostics } = compiled(imported.complete_profile(at), schemas);
    let diagnostics = diagnostics.iter().filter_map(|found| imported.place(at, found)).collect();
    Checked { value, diagnostics }
}

/// Reads and compiles the text of a profile; all that was found, for [`place`] to find in the text.
pub(super) fn compile(text: &str, schemas: Option<&Arc<Schemas>>) -> Checked<Plan> {
    compiled(Profile::read(text), schemas)
}

fn compiled(read: Checked<Profile>, schemas: Option<&Arc<Schemas>>) -> Checked<Plan> {
    let mut compiled = plan(read.strictly(), schemas).strictly();
    if let Some(plan) = &compiled.value {
        compiled.diagnostics.extend(plan.notes());
    }
    compiled
}

/// Compiles a profile for its own target, or for one whose schemas were loaded.
pub(super) fn plan(profile: Checked<Profile>, schemas: Option<&Arc<Schemas>>) -> Checked<Plan> {
    match schemas {
        Some(schemas) => Plan::compile_for(profile, Target::loaded(schemas.clone())),
        None => Plan::compile(profile),
    }
}

impl Loaded {
    /// Shows a problem of a mapping in the text of the profile.
    pub(super) fn show(&self, found: &Diagnostic, terminal: &Terminal) {
        let about = About { path: Some(&self.name), text: Some(&self.text), ..About::default() };
        let found = match &self.schema {
            Some((imported, at)) => imported.place(*at, found),
            None => Some(found.clone()),
        };
        if let Some(found) = found {
            terminal.show(&place(&found, &self.text), about);
        }
    }
}

/// The diagnostic with spans in UTF-16, counted in the mapping's member.
pub(super) fn utf16(plan: &Plan, found: &Diagnostic) -> Diagnostic {
    found.clone().to_utf16(plan.profile().text_at(&found.place).unwrap_or_default())
}

/// A finding about a document with its spans in the text of the document.
pub(super) fn place(found: &Diagnostic, document: &str) -> Diagnostic {
    let mut placed = found.clone();
    let resolved = resolve(document, &placed);
    for edit in placed.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
        let within = Diagnostic::new(found.code, "").at(edit.span).within(placed.place.clone());
        edit.span = resolve(document, &within).unwrap_or_default();
        if placed.place.is_part() {
            let escaped = serde_json::Value::from(edit.text.as_str()).to_string();
            edit.text = escaped.get(1..escaped.len() - 1).unwrap_or_default().to_owned();
        }
    }
    // What concerns all mappings is shown where they begin, not with all their lines.
    let lines = resolved.is_some_and(|span| span.of(document).contains('\n'));
    placed.span = resolved.map(|span| if lines { Span::new(span.start, span.start + 1) } else { span });
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_the_preset_to_start_with() {
        assert_eq!(presets::presets().next().unwrap().id, DEFAULT);
    }
}
