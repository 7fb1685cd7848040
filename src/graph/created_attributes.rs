//! The attributes that a profile uses, for the directories of a new document.

use super::create::CORE_GROUP;
use crate::language::Node;
use crate::mapping::{ListedAttribute, ListedMutability, ListedType, Mapping, MappingType, ScopeFilter};
use crate::scim::schema::Mutability;
use crate::scim::{AttributeType, Mode, Schemas, parse_path};
use crate::systems::{self, Target, entra};

/// The attributes that mappings and filters read; `expressions` has the tree of each mapping that has one.
pub(super) fn source_attributes<'f>(
    mappings: &[Mapping],
    expressions: &[Option<Node>],
    filters: impl Iterator<Item = &'f ScopeFilter>,
) -> Vec<ListedAttribute> {
    let mut names = Vec::new();
    for (mapping, expression) in mappings.iter().zip(expressions) {
        if mapping.kind == MappingType::Direct {
            names.push(mapping.source.as_str());
        }
        names.extend(expression.iter().flat_map(Node::attributes));
    }
    names.extend(filters.flat_map(|filter| &filter.clauses).map(|clause| clause.attr.as_str()));
    let anchor = anchor("objectId");
    let named = names.into_iter().filter(|name| *name != anchor.name).map(source_attribute);
    let named: Vec<ListedAttribute> = named.collect();
    std::iter::once(anchor).chain(named).collect()
}

fn anchor(name: &str) -> ListedAttribute {
    ListedAttribute { anchor: true, ..ListedAttribute::named(name) }
}

fn source_attribute(name: &str) -> ListedAttribute {
    let mut listed = ListedAttribute::named(name);
    if let Some(known) = entra::attribute(name) {
        listed.kind = match known.kind {
            systems::AttributeType::String => ListedType::String,
            systems::AttributeType::Boolean => ListedType::Boolean,
            systems::AttributeType::DateTime => ListedType::DateTime,
            systems::AttributeType::Reference => ListedType::Reference,
        };
        listed.multivalued = known.multi_valued;
    }
    // The service computes it, so no list of attributes has it.
    if name == "IsSoftDeleted" {
        listed.kind = ListedType::Boolean;
    }
    listed
}

/// The attributes that mappings write, as the target's schema describes them.
pub(super) fn target_attributes(mappings: &[Mapping], target: &Target, groups: bool) -> Vec<ListedAttribute> {
    let written = mappings.iter().map(|mapping| target_attribute(mapping.target.trim(), target, groups));
    std::iter::once(anchor("id")).chain(written).collect()
}

fn target_attribute(name: &str, target: &Target, groups: bool) -> ListedAttribute {
    let mut listed = ListedAttribute::named(name);
    let Ok(path) = parse_path(name, Mode::Lenient) else { return listed };
    let group = Schemas::core().schema(CORE_GROUP).filter(|_| groups);
    let head = group.and_then(|schema| schema.attribute(&path.name));
    let head = head.or_else(|| target.schemas().head(&path)).or_else(|| Schemas::core().head(&path));
    let Some(head) = head else { return listed };
    let attribute = path.sub.as_deref().and_then(|sub| head.sub(sub)).unwrap_or(head);
    listed.kind = match attribute.kind {
        AttributeType::Boolean => ListedType::Boolean,
        AttributeType::Integer => ListedType::Integer,
        AttributeType::DateTime => ListedType::DateTime,
        AttributeType::Binary => ListedType::Binary,
        // What a complex attribute such as `manager` or `members` takes is the other object.
        AttributeType::Complex
            if matches!(path.name.to_ascii_lowercase().as_str(), "manager" | "members") =>
        {
            ListedType::Reference
        }
        _ => ListedType::String,
    };
    listed.case_exact = attribute.case_exact;
    listed.required = head.required && path.sub.is_none();
    listed.multivalued = head.multi_valued && path.filter.is_none() && path.sub.is_none();
    listed.mutability = match attribute.mutability {
        Mutability::ReadOnly => ListedMutability::ReadOnly,
        Mutability::ReadWrite => ListedMutability::ReadWrite,
        Mutability::Immutable => ListedMutability::Immutable,
        Mutability::WriteOnly => ListedMutability::WriteOnly,
    };
    listed
}
