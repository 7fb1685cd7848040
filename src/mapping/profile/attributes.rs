//! The attribute lists of both sides. A profile that comes from a synchronization schema carries them along, so that
//! they are there when it becomes a document again; nothing else asks for them.

use crate::diagnostic::document::{as_flag, as_text};
use crate::named::{Named, named};
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// What the directories of both sides list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct AttributeLists {
    /// The attributes of the source's objects; `None` where nobody lists them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub source: Option<Vec<ListedAttribute>>,
    /// The attributes of the target's objects.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub target: Option<Vec<ListedAttribute>>,
}

/// One attribute, as a directory of a synchronization schema describes it. What is usual is not written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ListedAttribute {
    /// A SCIM path, or the name of a source attribute.
    pub name: String,
    /// What its values are.
    #[serde(rename = "type")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub kind: ListedType,
    /// Whether it holds several values.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub multivalued: bool,
    /// Whether it must have a value.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub required: bool,
    /// Whether letter case counts when values are compared.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub case_exact: bool,
    /// Whether it identifies the object; it is no target of mappings.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub anchor: bool,
    /// What may be done with its values.
    #[serde(skip_serializing_if = "ListedMutability::is_usual")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub mutability: ListedMutability,
    /// What is sent when a required attribute gets no value.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub default_value: Option<String>,
    /// Longest value, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub maximum_length: Option<u64>,
    /// The kinds of object that a reference refers to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub referenced_objects: Vec<String>,
}

named! {
    /// What the values of a listed attribute are (Graph: attributeType).
    pub enum ListedType: Serialize + Tsify, default String {
        /// Text.
        String = "String",
        /// Whole numbers.
        Integer = "Integer",
        /// Other objects.
        Reference = "Reference",
        /// Bytes.
        Binary = "Binary",
        /// True or false.
        Boolean = "Boolean",
        /// Points in time.
        DateTime = "DateTime",
    }
}

named! {
    /// What may be done with the values of a listed attribute (Graph: mutability).
    pub enum ListedMutability: Serialize + Tsify, default ReadWrite {
        /// Everything.
        ReadWrite = "ReadWrite",
        /// They are read.
        ReadOnly = "ReadOnly",
        /// They are written once.
        Immutable = "Immutable",
        /// They are written and never given back.
        WriteOnly = "WriteOnly",
    }
}

impl ListedMutability {
    const fn is_usual(&self) -> bool {
        matches!(self, Self::ReadWrite)
    }
}

impl AttributeLists {
    /// Whether no side is listed.
    pub fn is_empty(&self) -> bool {
        self.source.is_none() && self.target.is_none()
    }
}

impl ListedAttribute {
    /// One with this name and everything else as usual.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

/// Reads the lists of a profile. Nothing is said of what cannot be read in them: no preview depends on them, and
/// documents of other tools have members of their own there. What does not tell its name is left out.
pub(super) fn read(members: &Map<String, Json>) -> AttributeLists {
    let side = |name: &str| {
        let list = members.get("attributes")?.get(name)?.as_array()?;
        Some(list.iter().filter_map(|listed| attribute(listed.as_object()?)).collect())
    };
    AttributeLists { source: side("source"), target: side("target") }
}

fn attribute(members: &Map<String, Json>) -> Option<ListedAttribute> {
    let text = |name: &str| members.get(name).and_then(as_text);
    let flag = |name: &str| members.get(name).and_then(as_flag).unwrap_or_default();
    let references = members.get("referencedObjects").and_then(Json::as_array);
    Some(ListedAttribute {
        name: text("name")?,
        kind: one_of(members.get("type")).unwrap_or_default(),
        multivalued: flag("multivalued"),
        required: flag("required"),
        case_exact: flag("caseExact"),
        anchor: flag("anchor"),
        mutability: one_of(members.get("mutability")).unwrap_or_default(),
        default_value: text("defaultValue").filter(|text| !text.is_empty()),
        maximum_length: text("maximumLength").and_then(|length| length.parse().ok()),
        referenced_objects: references
            .into_iter()
            .flatten()
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect(),
    })
}

/// Which of the names a member is, in any letter case; Graph also gives the number.
fn one_of<T: Named>(json: Option<&Json>) -> Option<T> {
    match json? {
        Json::String(text) => T::find(text.trim()),
        number => T::MEMBERS.get(usize::try_from(number.as_u64()?).ok()?).copied(),
    }
}
