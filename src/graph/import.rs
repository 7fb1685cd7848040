//! From a text to the document and its object mappings in one list.

use super::attribute_findings::look_at;
use super::attribute_mapping::AttributeMapping;
use super::decode::decode;
use super::directory::ObjectDefinition;
use super::document::{Document, RULES};
use super::rule::{ObjectMapping, Rule};
use crate::diagnostic::{Diagnostic, Outcome};
use crate::place::Pointer;

/// What was imported: the document, and its object mappings in one list.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Imported {
    /// The document as far as it is understood.
    pub document: Document,
    /// The object mappings of all rules, in order.
    pub mappings: Vec<ImportedMapping>,
}

/// One object mapping, a profile to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImportedMapping {
    /// What to call it.
    pub name: String,
    /// The way to it in the document.
    pub pointer: Pointer,
    /// Its rule, by place in [`Document::rules`].
    pub rule: usize,
    /// Its place among the rule's object mappings that were read.
    pub mapping: usize,
    /// Whether it is switched on.
    pub enabled: bool,
    /// Whether it belongs to the service and not to the admin.
    pub internal: bool,
    /// Whether it maps groups.
    pub groups: bool,
}

/// Imports a document from bytes: UTF-8, with or without byte order mark, or UTF-16 with one.
///
/// The findings say what was not understood, each with its place in the document. A source user, a target and the
/// profile's own rules are not looked at: compile the profile for that.
///
/// # Errors
/// When the bytes are no text, the text is no JSON (with the place), or the JSON is no synchronization
/// schema.
///
/// ```
/// let error = attrflow::graph::import(b"{\"synchronizationRules\": [,]}").unwrap_err();
/// assert_eq!(error.span.unwrap().start, 26);
/// ```
pub fn import(bytes: &[u8]) -> Outcome<(Imported, Vec<Diagnostic>)> {
    import_text(&decode(bytes)?)
}

/// The same from text.
///
/// # Errors
/// As [`import`].
pub fn import_text(text: &str) -> Outcome<(Imported, Vec<Diagnostic>)> {
    let (document, mut diagnostics) = Document::read(text)?;
    let mut mappings = Vec::new();
    for (rule_at, rule) in document.rules.iter().enumerate() {
        for (mapping_at, mapping) in rule.object_mappings.iter().enumerate() {
            mappings.push(ImportedMapping {
                name: mapping.name.clone().unwrap_or_else(|| made_up_name(mapping)),
                pointer: document
                    .pointer
                    .clone()
                    .member(RULES)
                    .element(rule.at)
                    .member("objectMappings")
                    .element(mapping.at),
                rule: rule_at,
                mapping: mapping_at,
                enabled: mapping.enabled,
                internal: mapping.is_internal(),
                groups: mapping.is_of_groups(),
            });
        }
    }
    let imported = Imported { document, mappings };
    for (at, entry) in imported.mappings.iter().enumerate() {
        // What is internal to the service is nobody's to mend.
        if let Some((_, mapping)) = imported.object_mapping(at).filter(|_| !entry.internal) {
            look_at(mapping, imported.definitions(at), &entry.pointer, &mut diagnostics);
        }
    }
    Ok((imported, diagnostics))
}

fn made_up_name(mapping: &ObjectMapping) -> String {
    let (source, target) = (&mapping.source_object_name, &mapping.target_object_name);
    if source.is_empty() { target.clone() } else { format!("{source} to {target}") }
}

impl Imported {
    /// The rule and the object mapping of an entry.
    pub fn object_mapping(&self, at: usize) -> Option<(&Rule, &ObjectMapping)> {
        let entry = self.mappings.get(at)?;
        let rule = self.document.rules.get(entry.rule)?;
        Some((rule, rule.object_mappings.get(entry.mapping)?))
    }

    /// The kinds of object that an object mapping reads and writes, as the directories list them.
    pub fn definitions(&self, at: usize) -> (Option<&ObjectDefinition>, Option<&ObjectDefinition>) {
        let Some((rule, mapping)) = self.object_mapping(at) else { return (None, None) };
        let object = |directory: &str, name: &str| self.document.directory(directory)?.object(name);
        (
            object(&rule.source_directory_name, &mapping.source_object_name),
            object(&rule.target_directory_name, &mapping.target_object_name),
        )
    }

    /// The attribute mappings that are part of the profile, in order.
    pub(super) fn mapped(&self, at: usize) -> impl Iterator<Item = &AttributeMapping> {
        let mappings = self.object_mapping(at).map(|(_, mapping)| mapping.attribute_mappings.as_slice());
        mappings.unwrap_or_default().iter().filter(|mapping| mapping.mapped)
    }
}
