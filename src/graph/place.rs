//! Where a finding about a profile stands in the document that the profile came from.

use super::profile::Imported;
use crate::diagnostic::{Code, Diagnostic};

impl Imported {
    /// A finding about the profile of an object mapping, with a pointer into the document.
    ///
    /// `None` if the document itself answers it: what is unknown elsewhere is known where the directory
    /// lists it. The span stays if the document has the very same text there. Corrections do not: a text that is
    /// changed without its tree changes nothing.
    pub fn place(&self, at: usize, found: &Diagnostic) -> Option<Diagnostic> {
        if self.answers(at, found) {
            return None;
        }
        let mut placed = Diagnostic { fixes: Vec::new(), ..found.clone() };
        let mapping = self.mappings.get(at).map_or("", |mapping| &mapping.pointer);
        let pointer = found.pointer.as_deref().unwrap_or_default();
        let mut steps = pointer.split('/').skip(1);
        let number = |step: Option<&str>| step?.parse::<usize>().ok();
        let (inner, same) = match steps.next() {
            Some("mappings") => match number(steps.next()).and_then(|row| self.mapped(at).nth(row)) {
                None => ("/attributeMappings".to_owned(), false),
                Some(attribute) => {
                    let (member, same) = match steps.next() {
                        Some("source") => match attribute.in_profile().2 {
                            Some(member) => (format!("/source/{member}"), true),
                            None => ("/source".to_owned(), false),
                        },
                        Some("target") => ("/targetAttributeName".to_owned(), true),
                        Some("default") => ("/defaultValue".to_owned(), true),
                        Some("match") => ("/matchingPriority".to_owned(), false),
                        Some("apply" | "flowType") => ("/flowType".to_owned(), false),
                        Some("flowBehavior") => ("/flowBehavior".to_owned(), false),
                        _ => (String::new(), false),
                    };
                    (format!("/attributeMappings/{}{member}", attribute.at), same)
                }
            },
            Some(list @ ("scope" | "inputScope")) => (self.clause(at, list, steps), false),
            Some("settings") => ("/flowTypes".to_owned(), false),
            _ => (String::new(), false),
        };
        placed.pointer = Some(format!("{mapping}{inner}"));
        if !same {
            placed.span = None;
        }
        Some(placed)
    }

    /// Whether a finding says that an attribute is unknown which the directories list.
    fn answers(&self, at: usize, found: &Diagnostic) -> bool {
        let mut steps = found.pointer.as_deref().unwrap_or_default().split('/').skip(2);
        let row = steps.next().and_then(|row| row.parse::<usize>().ok());
        let Some(mapping) = row.and_then(|row| self.mapped(at).nth(row)) else { return false };
        let (source, target) = self.definitions(at);
        match found.code {
            Code::UnknownTarget => {
                target.is_some_and(|object| object.attribute(mapping.target_attribute_name.trim()).is_some())
            }
            Code::UnknownAttribute => {
                let (_, text, _) = mapping.in_profile();
                let name = found.span.unwrap_or_default().of(&text);
                let name = name.trim_start_matches('[').trim_end_matches(']').trim();
                source.is_some_and(|object| object.attribute(name).is_some())
            }
            _ => false,
        }
    }

    fn clause<'s>(&self, at: usize, list: &str, mut steps: impl Iterator<Item = &'s str>) -> String {
        let Some((_, mapping)) = self.object_mapping(at) else { return String::new() };
        let (name, groups) = match list {
            "scope" => ("groups", &mapping.scope.groups),
            _ => ("inputFilterGroups", &mapping.scope.input_filter_groups),
        };
        let mut pointer = format!("/scope/{name}");
        let Some(group) = steps.next().and_then(|step| groups.get(step.parse::<usize>().ok()?)) else {
            return pointer;
        };
        pointer += &format!("/{}", group.at);
        let clauses = steps.next() == Some("clauses");
        let step = steps.next().filter(|_| clauses);
        let Some(clause) = step.and_then(|step| group.clauses.get(step.parse::<usize>().ok()?)) else {
            return pointer;
        };
        pointer += &format!("/clauses/{}", clause.at);
        match steps.next() {
            Some("attr") => pointer += "/sourceOperandName",
            Some("op") => pointer += "/operatorName",
            Some("value") if !clause.values.is_empty() => pointer += "/targetOperand/values/0",
            _ => {}
        }
        pointer
    }
}
