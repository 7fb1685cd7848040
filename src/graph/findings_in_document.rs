//! Where a finding about a profile stands in the document that the profile came from.

use super::attribute_mapping::AttributeMapping;
use super::import::Imported;
use crate::diagnostic::{Code, Diagnostic};
use crate::place::{MappingMember, Place, Pointer, ScopeList, ScopePlace};

impl Imported {
    /// A finding about the profile of an object mapping, with its place in the document.
    ///
    /// `None` if the document itself answers it: what is unknown elsewhere is known where the directory
    /// lists it. The span stays if the document has the very same text there. Corrections do not: a text that is
    /// changed without its tree changes nothing.
    pub fn place(&self, at: usize, diagnostic: &Diagnostic) -> Option<Diagnostic> {
        if self.answers(at, diagnostic) {
            return None;
        }
        let mapping = self.mappings.get(at).map(|mapping| mapping.pointer.clone()).unwrap_or_default();
        let (pointer, same_text) = match &diagnostic.place {
            Place::Mapping(place, member) => {
                let list = mapping.member("attributeMappings");
                match self.mapped(at).nth(*place) {
                    None => (list, false),
                    Some(attribute) => member_of(list.element(attribute.at), attribute, member),
                }
            }
            Place::Mappings => (mapping.member("attributeMappings"), false),
            Place::Scope(place) => (self.filter(at, place, mapping), false),
            Place::Setting(_) => (mapping.member("flowTypes"), false),
            _ => (mapping, false),
        };
        let span = diagnostic.span.filter(|_| same_text);
        Some(Diagnostic { fixes: Vec::new(), place: pointer.into(), span, ..diagnostic.clone() })
    }

    /// Whether a finding says that an attribute is unknown which the directories list.
    fn answers(&self, at: usize, diagnostic: &Diagnostic) -> bool {
        let mapped = diagnostic.place.mapping().and_then(|place| self.mapped(at).nth(place));
        let Some(mapping) = mapped else { return false };
        let (source, target) = self.definitions(at);
        match diagnostic.code {
            Code::UnknownTarget => {
                target.is_some_and(|object| object.attribute(mapping.target_attribute_name.trim()).is_some())
            }
            Code::UnknownAttribute => {
                let (_, text, _) = mapping.source_in_profile();
                let name = diagnostic.span.unwrap_or_default().of(&text);
                let name = name.trim_start_matches('[').trim_end_matches(']').trim();
                source.is_some_and(|object| object.attribute(name).is_some())
            }
            _ => false,
        }
    }

    /// The way to a filter, a clause or a member of one, in the object mapping that stands at `mapping`.
    fn filter(&self, at: usize, place: &ScopePlace, mapping: Pointer) -> Pointer {
        let Some((_, read)) = self.object_mapping(at) else { return mapping };
        let (name, filters) = match place.list {
            ScopeList::Scope => ("groups", &read.scope.groups),
            ScopeList::InputScope => ("inputFilterGroups", &read.scope.input_filter_groups),
        };
        let pointer = mapping.member("scope").member(name);
        let Some(stored) = place.filter.and_then(|at| filters.get(at)) else { return pointer };
        let pointer = pointer.element(stored.at);
        let clause =
            place.clause.and_then(|at| Some((stored.clauses.get(at)?, stored.filter.clauses.get(at)?)));
        let Some((clause_at, clause)) = clause else { return pointer };
        let pointer = pointer.member("clauses").element(*clause_at);
        match place.member.as_deref() {
            Some("attr") => pointer.member("sourceOperandName"),
            Some("op") => pointer.member("operatorName"),
            Some("value") if !clause.value.is_empty() => {
                pointer.member("targetOperand").member("values").element(0)
            }
            _ => pointer,
        }
    }
}

/// The way to a member of an attribute mapping, which stands at `mapping`, and whether the document has the profile's
/// text there.
fn member_of(mapping: Pointer, attribute: &AttributeMapping, member: &MappingMember) -> (Pointer, bool) {
    match member {
        MappingMember::Source => match attribute.source_in_profile().2 {
            Some(member) => (mapping.member("source").member(member), true),
            // The text was made from the tree, so nothing in the document has its bytes.
            None => (mapping.member("source"), false),
        },
        MappingMember::Target => (mapping.member("targetAttributeName"), true),
        MappingMember::Default => (mapping.member("defaultValue"), true),
        MappingMember::Match => (mapping.member("matchingPriority"), false),
        MappingMember::Apply | MappingMember::FlowType => (mapping.member("flowType"), false),
        MappingMember::FlowBehavior => (mapping.member("flowBehavior"), false),
        _ => (mapping, false),
    }
}
