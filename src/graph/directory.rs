//! The systems on both sides: their objects and attributes.

use super::object::{list, object, optional, text};
use super::reader::{Members, Reader};
use super::rule::{Property, property};
use crate::mapping::ListedAttribute;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// One side of a synchronization (Graph: directoryDefinition).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Directory {
    /// The identifier; Entra's is the same for every tenant.
    pub id: Option<String>,
    /// The name that rules refer to.
    pub name: String,
    /// Whether its attribute list may be edited.
    pub read_only: bool,
    /// What it holds.
    pub objects: Vec<ObjectDefinition>,
    pub(super) at: usize,
}

/// A kind of object (Graph: objectDefinition).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ObjectDefinition {
    /// The name that object mappings refer to.
    pub name: String,
    /// Its attributes.
    pub attributes: Vec<AttributeDefinition>,
    /// Further properties.
    pub metadata: Vec<Property>,
    pub(super) at: usize,
}

/// One attribute (Graph: attributeDefinition): what a profile keeps of it, and what it cannot hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct AttributeDefinition {
    /// What a profile keeps.
    pub listed: ListedAttribute,
    /// Whether no value clears it; inbound jobs only.
    pub flow_null_values: bool,
    /// By which attribute each of the referenced objects is referred to, if not by its anchor.
    pub referenced_properties: Vec<Option<String>>,
    /// Further properties; `MaximumLength` is among them.
    pub metadata: Vec<Property>,
}

impl Directory {
    pub(super) fn read(reader: &mut Reader, members: &Members, at: usize) -> Option<Self> {
        let name = reader.name(members, "a directory")?;
        let objects = reader.each(members, "objects", ObjectDefinition::read);
        Some(Self {
            id: reader.text(members, "id"),
            name,
            read_only: reader.flag(members, "readOnly").unwrap_or_default(),
            objects,
            at,
        })
    }

    /// The kind of object with this name, letter case aside.
    pub fn object(&self, name: &str) -> Option<&ObjectDefinition> {
        self.objects.iter().find(|object| object.name.eq_ignore_ascii_case(name))
    }
}

impl ObjectDefinition {
    fn read(reader: &mut Reader, members: &Members, at: usize) -> Option<Self> {
        let name = reader.name(members, "an object definition")?;
        let attributes = reader.each(members, "attributes", AttributeDefinition::read);
        Some(Self { name, attributes, metadata: Property::all(reader, members), at })
    }

    /// Whether an object that leaves the scope is disabled and not deleted. `None` if the document
    /// does not say.
    pub fn supports_soft_deletion(&self) -> Option<bool> {
        let text = property(&self.metadata, "IsSoftDeletionSupported")?;
        if text.eq_ignore_ascii_case("true") {
            Some(true)
        } else if text.eq_ignore_ascii_case("false") {
            Some(false)
        } else {
            None
        }
    }

    /// The attribute of this name, letter case aside.
    pub fn attribute(&self, name: &str) -> Option<&AttributeDefinition> {
        self.attributes.iter().find(|attribute| attribute.listed.name.eq_ignore_ascii_case(name))
    }

    /// The list of its attributes, as a profile keeps it.
    pub(super) fn listed(&self) -> Vec<ListedAttribute> {
        self.attributes.iter().map(|attribute| attribute.listed.clone()).collect()
    }
}

impl AttributeDefinition {
    pub(super) fn read(reader: &mut Reader, members: &Members, _: usize) -> Option<Self> {
        let mut listed = ListedAttribute::named(reader.name(members, "an attribute definition")?);
        listed.kind = reader.choice(members, "type").unwrap_or_default();
        listed.mutability = reader.choice(members, "mutability").unwrap_or_default();
        let mut flag = |name| reader.flag(members, name).unwrap_or_default();
        listed.anchor = flag("anchor");
        listed.case_exact = flag("caseExact");
        listed.required = flag("required");
        listed.multivalued = flag("multivalued");
        let flow_null_values = flag("flowNullValues");
        listed.default_value = reader.text(members, "defaultValue").filter(|text| !text.is_empty());
        let references = reader.each(members, "referencedObjects", |reader, members, _| {
            let name = reader.text(members, "referencedObjectName").unwrap_or_default();
            Some((name, reader.text(members, "referencedProperty")))
        });
        let (names, referenced_properties) = references.into_iter().unzip();
        listed.referenced_objects = names;
        let metadata = Property::all(reader, members);
        listed.maximum_length = property(&metadata, "MaximumLength").and_then(|text| text.parse().ok());
        Some(Self { listed, flow_null_values, referenced_properties, metadata })
    }
}

/// The names of attributes in lower case, to look many names up in.
pub(super) fn names<'a>(attributes: impl IntoIterator<Item = &'a AttributeDefinition>) -> BTreeSet<String> {
    // Set one by one: collecting them would sort first, with code of some kilobytes.
    let mut names = BTreeSet::new();
    names.extend(attributes.into_iter().map(|attribute| attribute.listed.name.to_ascii_lowercase()));
    names
}

/// An attribute of a profile's list as a new definition, as Graph stores it.
pub(super) fn definition(listed: &ListedAttribute) -> Json {
    let length = listed
        .maximum_length
        .map(|length| object([("key", text("MaximumLength")), ("value", text(&length.to_string()))]));
    let references = listed
        .referenced_objects
        .iter()
        .map(|name| object([("referencedObjectName", text(name)), ("referencedProperty", Json::Null)]));
    object([
        ("anchor", listed.anchor.into()),
        ("caseExact", listed.case_exact.into()),
        ("defaultValue", optional(listed.default_value.as_deref())),
        ("flowNullValues", false.into()),
        ("multivalued", listed.multivalued.into()),
        ("mutability", text(listed.mutability.as_str())),
        ("name", text(&listed.name)),
        ("required", listed.required.into()),
        ("type", text(listed.kind.as_str())),
        ("apiExpressions", list([])),
        ("metadata", list(length)),
        ("referencedObjects", list(references)),
    ])
}
