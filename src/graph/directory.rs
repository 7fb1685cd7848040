//! The systems on both sides: their objects and attributes.

use super::object::{list, object, optional, text};
use super::read::Reader;
use super::rule::{Property, property};
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// One side of a synchronization (Graph: directoryDefinition).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Directory {
    /// The identifier; Entra's is the same for every tenant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name that rules refer to.
    pub name: String,
    /// Whether its attribute list may be edited.
    #[serde(rename = "readOnly")]
    pub read_only: bool,
    /// What it holds.
    pub objects: Vec<ObjectDefinition>,
    #[serde(skip)]
    pub(super) at: usize,
}

/// A kind of object (Graph: objectDefinition).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ObjectDefinition {
    /// The name that object mappings refer to.
    pub name: String,
    /// Its attributes.
    pub attributes: Vec<AttributeDefinition>,
    /// Further properties.
    pub metadata: Vec<Property>,
    #[serde(skip)]
    pub(super) at: usize,
}

/// One attribute (Graph: attributeDefinition).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AttributeDefinition {
    /// A SCIM path, or the name of a source attribute.
    pub name: String,
    /// `String`, `Integer`, `Reference`, `Binary`, `Boolean` or `DateTime`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether it identifies the object; it is no target of mappings.
    pub anchor: bool,
    /// Whether letter case counts when values are compared.
    pub case_exact: bool,
    /// Whether it must have a value.
    pub required: bool,
    /// What is sent when a required attribute gets no value.
    pub default_value: Option<String>,
    /// Whether it holds several values.
    pub multivalued: bool,
    /// `ReadWrite`, `ReadOnly`, `Immutable` or `WriteOnly`.
    pub mutability: String,
    /// Whether no value clears it; inbound jobs only.
    pub flow_null_values: bool,
    /// What a reference refers to.
    pub referenced_objects: Vec<Reference>,
    /// Further properties, such as `MaximumLength`.
    pub metadata: Vec<Property>,
}

/// What a reference refers to (Graph: referencedObject).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reference {
    /// The kind of object.
    pub referenced_object_name: String,
    /// The attribute by which it is referred to, if not its anchor.
    pub referenced_property: Option<String>,
}

/// The types; the first is the usual one.
const TYPES: [&str; 6] = ["String", "Integer", "Reference", "Binary", "Boolean", "DateTime"];

/// What may be done with a value; the first is the usual one.
const MUTABILITIES: [&str; 4] = ["ReadWrite", "ReadOnly", "Immutable", "WriteOnly"];

impl Directory {
    pub(super) fn read(
        reader: &mut Reader,
        members: &Map<String, Json>,
        pointer: &str,
        at: usize,
    ) -> Option<Self> {
        let name = named(reader, members, pointer, "a directory")?;
        let objects = reader.each(members, "objects", pointer, ObjectDefinition::read);
        Some(Self {
            id: reader.text(members, "id", pointer),
            name,
            read_only: reader.flag(members, "readOnly", pointer).unwrap_or_default(),
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
    fn read(reader: &mut Reader, members: &Map<String, Json>, pointer: &str, at: usize) -> Option<Self> {
        let name = named(reader, members, pointer, "an object definition")?;
        let attributes = reader.each(members, "attributes", pointer, AttributeDefinition::read);
        Some(Self { name, attributes, metadata: Property::all(reader, members, pointer), at })
    }

    /// Whether an object that leaves the scope is disabled and not deleted. `None` if the document
    /// does not say.
    pub fn supports_soft_deletion(&self) -> Option<bool> {
        match property(&self.metadata, "IsSoftDeletionSupported")? {
            text if text.eq_ignore_ascii_case("true") => Some(true),
            text if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// The attribute of this name, letter case aside.
    pub fn attribute(&self, name: &str) -> Option<&AttributeDefinition> {
        self.attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))
    }
}

impl AttributeDefinition {
    /// One with this name and everything else as usual.
    pub(super) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            kind: TYPES[0].to_owned(),
            mutability: MUTABILITIES[0].to_owned(),
            ..Self::default()
        }
    }

    pub(super) fn read(
        reader: &mut Reader,
        members: &Map<String, Json>,
        pointer: &str,
        _: usize,
    ) -> Option<Self> {
        let name = named(reader, members, pointer, "an attribute definition")?;
        let mut word = |name, words: &[&str]| {
            let at = reader.choice(members, name, pointer, words).unwrap_or_default();
            words.get(at).copied().unwrap_or_default().to_owned()
        };
        let (kind, mutability) = (word("type", &TYPES), word("mutability", &MUTABILITIES));
        let mut flag = |name| reader.flag(members, name, pointer).unwrap_or_default();
        Some(Self {
            anchor: flag("anchor"),
            case_exact: flag("caseExact"),
            required: flag("required"),
            multivalued: flag("multivalued"),
            flow_null_values: flag("flowNullValues"),
            name,
            kind,
            mutability,
            default_value: reader.text(members, "defaultValue", pointer).filter(|text| !text.is_empty()),
            referenced_objects: reader.each(members, "referencedObjects", pointer, Reference::read),
            metadata: Property::all(reader, members, pointer),
        })
    }

    /// Longest value, in characters.
    pub fn maximum_length(&self) -> Option<u64> {
        property(&self.metadata, "MaximumLength")?.parse().ok()
    }

    /// What a profile says of it: what is usual is left out.
    pub(super) fn for_profile(&self) -> Json {
        let mut members = Map::new();
        members.insert("name".to_owned(), self.name.clone().into());
        members.insert("type".to_owned(), self.kind.clone().into());
        let flags = [
            ("multivalued", self.multivalued),
            ("required", self.required),
            ("caseExact", self.case_exact),
            ("anchor", self.anchor),
        ];
        members.extend(flags.iter().filter(|flag| flag.1).map(|flag| (flag.0.to_owned(), true.into())));
        if self.mutability != MUTABILITIES[0] {
            members.insert("mutability".to_owned(), self.mutability.clone().into());
        }
        if let Some(default) = &self.default_value {
            members.insert("defaultValue".to_owned(), default.clone().into());
        }
        if let Some(length) = self.maximum_length() {
            members.insert("maximumLength".to_owned(), length.into());
        }
        if !self.referenced_objects.is_empty() {
            let names =
                self.referenced_objects.iter().map(|object| object.referenced_object_name.clone().into());
            members.insert("referencedObjects".to_owned(), Json::Array(names.collect()));
        }
        Json::Object(members)
    }

    /// A definition of a profile.
    pub(super) fn of_profile(json: &Json) -> Option<Self> {
        let mut members = json.as_object()?.clone();
        if let Some(length) = members.get("maximumLength") {
            let metadata = list([object([("key", text("MaximumLength")), ("value", length.clone())])]);
            members.insert("metadata".to_owned(), metadata);
        }
        let mut definition = Self::read(&mut Reader::default(), &members, "", 0)?;
        let names = members.get("referencedObjects").and_then(Json::as_array);
        let names = names.into_iter().flatten().filter_map(Json::as_str);
        definition.referenced_objects = names
            .map(|name| Reference { referenced_object_name: name.to_owned(), referenced_property: None })
            .collect();
        Some(definition)
    }

    /// The definition as Graph stores it.
    pub(super) fn to_json(&self) -> Json {
        let length = self.maximum_length();
        let metadata = length
            .map(|length| object([("key", text("MaximumLength")), ("value", text(&length.to_string()))]));
        let references = self.referenced_objects.iter().map(|reference| {
            object([
                ("referencedObjectName", text(&reference.referenced_object_name)),
                ("referencedProperty", optional(reference.referenced_property.as_deref())),
            ])
        });
        object([
            ("anchor", self.anchor.into()),
            ("caseExact", self.case_exact.into()),
            ("defaultValue", optional(self.default_value.as_deref())),
            ("flowNullValues", self.flow_null_values.into()),
            ("multivalued", self.multivalued.into()),
            ("mutability", text(&self.mutability)),
            ("name", text(&self.name)),
            ("required", self.required.into()),
            ("type", text(&self.kind)),
            ("apiExpressions", list([])),
            ("metadata", list(metadata)),
            ("referencedObjects", list(references)),
        ])
    }
}

impl Reference {
    fn read(reader: &mut Reader, members: &Map<String, Json>, pointer: &str, _: usize) -> Option<Self> {
        Some(Self {
            referenced_object_name: reader.text(members, "referencedObjectName", pointer).unwrap_or_default(),
            referenced_property: reader.text(members, "referencedProperty", pointer),
        })
    }
}

/// The name that a definition must have.
fn named(reader: &mut Reader, members: &Map<String, Json>, pointer: &str, what: &str) -> Option<String> {
    let name = reader.text(members, "name", pointer);
    if name.is_none() {
        reader.odd(pointer, format!("{what} without `name`"));
    }
    name
}
