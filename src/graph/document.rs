//! The whole document.

use super::directory::Directory;
use super::reader::Reader;
use super::rule::Rule;
use crate::diagnostic::document;
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::limits::SCHEMA_DEPTH;
use crate::place::{Place, Pointer};
use serde_json::Value as Json;

/// A synchronization schema (Graph: synchronizationSchema), as far as it is understood. What is not is
/// in the findings, and stays in the text that it was read from.
///
/// What names the tenant (`id`, `provisioningTaskIdentifier`, `version`) is not read at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Document {
    /// The rules.
    pub rules: Vec<Rule>,
    /// The systems on both sides; API answers may lack them.
    pub directories: Vec<Directory>,
    /// Where it stands in its text: all places of findings and edits start here.
    pub(super) pointer: Pointer,
}

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    /// [`Code::InvalidJson`] with the place; [`Code::InvalidDocument`] for JSON that is no
    /// synchronization schema.
    pub(super) fn read(text: &str) -> Outcome<(Self, Vec<Diagnostic>)> {
        let json = parse(text)?;
        let Some(members) = json.as_object().filter(|_| has_rules(&json)) else {
            let message = "this is no synchronization schema: it has no `synchronizationRules`";
            return Err(Box::new(
                Diagnostic::new(Code::InvalidDocument, message)
                    .within(Place::document())
                    .help("download it in the portal: Provisioning, Mappings, Show advanced options, Review your schema here"),
            ));
        };
        let pointer = Pointer::default();
        let mut reader = Reader::at(pointer.clone());
        let rules = reader.each(members, RULES, Rule::read);
        let directories = reader.each(members, "directories", Directory::read);
        let document = Self { rules, directories, pointer };
        document.unknown_directories(&mut reader);
        Ok((document, reader.diagnostics))
    }

    /// Says which rules name a directory that is not there. A document without directories is an answer of
    /// Graph's that left them out.
    fn unknown_directories(&self, reader: &mut Reader) {
        for rule in self.rules.iter().filter(|_| !self.directories.is_empty()) {
            let names = [
                ("sourceDirectoryName", &rule.source_directory_name),
                ("targetDirectoryName", &rule.target_directory_name),
            ];
            for (member, name) in names {
                if !name.is_empty() && self.directory(name).is_none() {
                    let name = crate::value::clip(name);
                    let message = format!("no directory of the document is called `{name}`");
                    reader.at_member(RULES, |reader| {
                        reader.at_element(rule.at, |reader| reader.odd_member(member, message));
                    });
                }
            }
        }
    }

    /// The directory of this name.
    pub fn directory(&self, name: &str) -> Option<&Directory> {
        self.directories.iter().find(|directory| directory.name == name)
    }
}

/// The member that makes a document a synchronization schema.
pub(super) const RULES: &str = "synchronizationRules";

/// Whether a text is a synchronization schema and not a profile or something else.
///
/// ```
/// assert!(attrflow::graph::is_schema("{\"synchronizationRules\": []}"));
/// assert!(!attrflow::graph::is_schema("{\"mappings\": []}"));
/// ```
pub fn is_schema(text: &str) -> bool {
    // Most documents that are none need not be read.
    text.contains(RULES) && parse(text).is_ok_and(|json| has_rules(&json))
}

fn has_rules(json: &Json) -> bool {
    json.get(RULES).is_some_and(|rules| rules.is_array() || rules.is_null())
}

/// Reads the text; every level of an expression takes three levels of JSON.
pub(super) fn parse(text: &str) -> Outcome<Json> {
    document::parse_nested(text, "a synchronization schema", SCHEMA_DEPTH)
}
