//! What is known of the users of a source system: attributes, samples, how an attribute is named.

use super::embedded::{flag, text, texts};
use serde::Serialize;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The type of a source attribute, in the words of the synchronization schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum AttributeType {
    /// Text.
    String,
    /// `true` or `false`; Entra's expressions see the texts `True` and `False`.
    Boolean,
    /// A point in time.
    DateTime,
    /// Another object: a manager, an app role.
    Reference,
}

/// One attribute of a user that a mapping may read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Attribute {
    /// The name in the mapping editor, such as `objectId` or `name.given`.
    pub name: String,
    /// What its values are.
    #[serde(rename = "type")]
    pub kind: AttributeType,
    /// Whether a user may have several values.
    pub multi_valued: bool,
    /// Whether every user has a value.
    pub required: bool,
    /// Whether a value belongs to one user alone, as far as the directory sees to that or people mean it so.
    pub unique: bool,
    /// The values that it may have, if they are known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// Where the JSON of a user has the value, if not under the name: member names joined by dots, `[0]`
    /// for the first of a list. Entra's attributes without one exist in the provisioning service only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// How mappings have to write it, if not by its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// What the editor of filters calls it, if not by its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Whether it is missing from Microsoft's schema sample, so that older tenants may lack it.
    pub newer: bool,
    /// Longest value, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    /// A typical value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
    /// What is worth knowing about it, in a sentence or two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where that is known from, if it is not the first of the document's sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Attribute {
    pub(super) fn read(attribute: &Map<String, Value>) -> Option<Self> {
        Some(Self {
            name: text(attribute, "name")?,
            kind: match attribute.get("type")?.as_str()? {
                "String" => AttributeType::String,
                "Boolean" => AttributeType::Boolean,
                "DateTime" => AttributeType::DateTime,
                "Reference" => AttributeType::Reference,
                _ => return None,
            },
            multi_valued: flag(attribute, "multiValued"),
            required: flag(attribute, "required"),
            unique: flag(attribute, "unique"),
            values: texts(attribute, "values"),
            path: text(attribute, "path"),
            written: text(attribute, "written"),
            label: text(attribute, "label"),
            newer: flag(attribute, "newer"),
            max_length: attribute.get("maxLength").and_then(|length| length.as_u64()?.try_into().ok()),
            example: attribute.get("example").cloned(),
            note: text(attribute, "note"),
            source: text(attribute, "source"),
        })
    }
}

/// An invented user to try mappings with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sample {
    /// What the user shows, in a few words.
    pub title: String,
    /// Why it is worth trying, in a sentence.
    pub note: String,
    /// The user as the system gives it.
    pub user: Map<String, Value>,
}

impl Sample {
    pub(super) fn read(sample: &Map<String, Value>) -> Option<Self> {
        Some(Self {
            title: text(sample, "title")?,
            note: text(sample, "note")?,
            user: sample.get("user")?.as_object()?.clone(),
        })
    }
}

/// What a direct mapping writes to name an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference<'t> {
    /// The name, as [`Attribute::name`] has it.
    pub name: Cow<'t, str>,
    /// What the system itself would say to the way it is written.
    pub doubt: Option<Doubt>,
}

/// What is doubtful about the way an attribute is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What is wrong, as the end of a sentence that begins with what is written.
    pub message: &'static str,
    /// What to write.
    pub instead: String,
}

/// A mapping set that is built in, with where it comes from and what of it is inferred.
#[derive(Clone, Debug, PartialEq)]
pub struct Preset {
    /// The name for commands and links.
    pub id: String,
    /// The name for people.
    pub title: String,
    /// What it is, in one sentence.
    pub description: String,
    /// The page that it comes from.
    pub origin: String,
    /// What is inferred, and what to beware of.
    pub notes: Vec<String>,
    /// The system that its users come from, by its id.
    pub source: String,
    /// The profile document.
    pub profile: Value,
}

impl Preset {
    pub(super) fn read(preset: &Map<String, Value>) -> Option<Self> {
        let profile = preset.get("profile")?;
        Some(Self {
            id: text(preset, "id")?,
            title: text(preset, "title")?,
            description: text(preset, "description")?,
            origin: text(preset, "origin")?,
            notes: preset
                .get("notes")?
                .as_array()?
                .iter()
                .filter_map(|note| note.as_str().map(str::to_owned))
                .collect(),
            source: text(profile.as_object()?, "source")?,
            profile: profile.clone(),
        })
    }
}
