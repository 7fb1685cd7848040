//! The whole document.

use super::directory::Directory;
use super::reader::Reader;
use super::rule::Rule;
use super::text::has_rules;
pub(super) use super::text::{RULES, parse};
use super::wrapping;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::place::Pointer;

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
        let mut json = parse(text)?;
        if !has_rules(&json) {
            json = parse(&wrapping::unwrapped(text)?)?;
        }
        let Some(members) = json.as_object() else { return Ok((Self::default(), Vec::new())) };
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

/// Whether a text is a synchronization schema and not a profile or something else.
///
/// ```
/// assert!(attrflow::graph::is_schema("{\"synchronizationRules\": []}"));
/// assert!(!attrflow::graph::is_schema("{\"mappings\": []}"));
/// ```
pub fn is_schema(text: &str) -> bool {
    wrapping::is_wrapped_or_plain(text)
}
