//! Where a finding about a profile stands in the document that the profile came from.

use super::profile::Imported;
use crate::diagnostic::{Code, Diagnostic};
use crate::place::{MappingMember, Place, Pointer, ScopeList, ScopePlace};

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
        let mapping = Place::from(self.mappings.get(at).map_or("", |mapping| &mapping.pointer)).pointer();
        let inner = Pointer::default();
        let (inner, same) = match &found.place {
            Place::Mapping(row, member) => match self.mapped(at).nth(*row) {
                None => (inner.member("attributeMappings"), false),
                Some(attribute) => {
                    let inner = inner.member("attributeMappings").element(attribute.at);
                    match member {
                        MappingMember::Source => match attribute.in_profile().2 {
                            Some(member) => (inner.member("source").member(member), true),
                            None => (inner.member("source"), false),
                        },
                        MappingMember::Target => (inner.member("targetAttributeName"), true),
                        MappingMember::Default => (inner.member("defaultValue"), true),
                        MappingMember::Match => (inner.member("matchingPriority"), false),
                        MappingMember::Apply | MappingMember::FlowType => (inner.member("flowType"), false),
                        MappingMember::FlowBehavior => (inner.member("flowBehavior"), false),
                        _ => (inner, false),
                    }
                }
            },
            Place::Mappings => (inner.member("attributeMappings"), false),
            Place::Scope(place) => (self.clause(at, place), false),
            Place::Setting(_) => (inner.member("flowTypes"), false),
            _ => (inner, false),
        };
        placed.place = mapping.join(&inner).into();
        if !same {
            placed.span = None;
        }
        Some(placed)
    }

    /// Whether a finding says that an attribute is unknown which the directories list.
    fn answers(&self, at: usize, found: &Diagnostic) -> bool {
        let mapped = found.place.mapping().and_then(|row| self.mapped(at).nth(row));
        let Some(mapping) = mapped else { return false };
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

    fn clause(&self, at: usize, place: &ScopePlace) -> Pointer {
        let pointer = Pointer::default();
        let Some((_, mapping)) = self.object_mapping(at) else { return pointer };
        let (name, groups) = match place.list {
            ScopeList::Scope => ("groups", &mapping.scope.groups),
            ScopeList::InputScope => ("inputFilterGroups", &mapping.scope.input_filter_groups),
        };
        let pointer = pointer.member("scope").member(name);
        let Some(group) = place.filter.and_then(|at| groups.get(at)) else { return pointer };
        let pointer = pointer.element(group.at);
        let Some(clause) = place.clause.and_then(|at| group.clauses.get(at)) else { return pointer };
        let pointer = pointer.member("clauses").element(clause.at);
        match place.member.as_deref() {
            Some("attr") => pointer.member("sourceOperandName"),
            Some("op") => pointer.member("operatorName"),
            Some("value") if !clause.values.is_empty() => {
                pointer.member("targetOperand").member("values").element(0)
            }
            _ => pointer,
        }
    }
}
