//! The systems that users come from, and what is alike in what is known of them.

use super::embedded::{flag, text};
use super::{entra, okta, pingone};
use serde::Serialize;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// A system that users come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceSystem {
    /// Microsoft Entra ID.
    #[default]
    Entra,
    /// PingOne, by Ping Identity.
    PingOne,
    /// Okta.
    Okta,
}

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

impl SourceSystem {
    /// All systems.
    pub const ALL: [SourceSystem; 3] = [Self::Entra, Self::PingOne, Self::Okta];
    /// Their names in documents.
    pub const NAMES: [&'static str; 3] = ["entra", "pingone", "okta"];

    /// The system of this name.
    ///
    /// ```
    /// use attrflow::systems::SourceSystem;
    /// assert_eq!(SourceSystem::named("okta"), Some(SourceSystem::Okta));
    /// assert_eq!(SourceSystem::named("workday"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|system| system.as_str() == name)
    }

    /// The name in documents.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Entra => "entra",
            Self::PingOne => "pingone",
            Self::Okta => "okta",
        }
    }

    /// The name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Entra => "Entra",
            Self::PingOne => "PingOne",
            Self::Okta => "Okta",
        }
    }

    /// Its language of expressions, by the name for people.
    pub const fn language(self) -> &'static str {
        match self {
            Self::Entra => "the expression language of Entra",
            Self::PingOne => "the expression language of PingOne",
            Self::Okta => "the Okta Expression Language",
        }
    }

    /// The attributes of its users.
    pub fn attributes(self) -> &'static [Attribute] {
        match self {
            Self::Entra => entra::attributes(),
            Self::PingOne => pingone::attributes(),
            Self::Okta => okta::attributes(),
        }
    }

    /// The attribute of this name: in any letter case for Entra, exactly for the others, whose
    /// languages tell letter case apart.
    pub fn attribute(self, name: &str) -> Option<&'static Attribute> {
        match self {
            Self::Entra => entra::attribute(name),
            _ => self.attributes().iter().find(|attribute| attribute.name == name),
        }
    }

    /// Whether names have to be spelled exactly.
    pub const fn is_exact(self) -> bool {
        !matches!(self, Self::Entra)
    }

    /// The attribute that filters call by this label or name.
    pub fn labelled(self, label: &str) -> Option<&'static Attribute> {
        let is = |attribute: &&Attribute| {
            attribute.label.as_ref().is_some_and(|known| known.eq_ignore_ascii_case(label))
        };
        self.attributes().iter().find(is)
    }

    /// Sample users: an ordinary one first, then one for each thing that goes wrong in practice.
    ///
    /// ```
    /// use attrflow::systems::SourceSystem;
    /// assert!(SourceSystem::Okta.samples()[0].user.contains_key("profile"));
    /// ```
    pub fn samples(self) -> &'static [Sample] {
        match self {
            Self::Entra => entra::samples(),
            Self::PingOne => pingone::samples(),
            Self::Okta => okta::samples(),
        }
    }

    /// The attribute that a mapping's source names, in any of the forms that the system has for it;
    /// `None` if the text is more than a name.
    ///
    /// ```
    /// use attrflow::systems::SourceSystem::{Okta, PingOne};
    /// assert_eq!(PingOne.reference("${user['name']['given']}").unwrap().name, "name.given");
    /// assert_eq!(Okta.reference("user.firstName").unwrap().name, "firstName");
    /// assert_eq!(Okta.reference("user.firstName + user.lastName"), None);
    /// ```
    pub fn reference(self, source: &str) -> Option<Reference<'_>> {
        match self {
            Self::Entra => Some(Reference { name: Cow::Borrowed(entra::plain_name(source)), doubt: None }),
            Self::PingOne => pingone::reference(source),
            Self::Okta => okta::reference(source),
        }
    }

    /// How a mapping writes the attribute of a name.
    ///
    /// ```
    /// use attrflow::systems::SourceSystem::{Entra, Okta, PingOne};
    /// assert_eq!(Entra.written("mail"), "mail");
    /// assert_eq!(PingOne.written("name.given"), "name.given");
    /// assert_eq!(Okta.written("firstName"), "user.firstName");
    /// ```
    pub fn written(self, name: &str) -> String {
        match self {
            Self::Okta => okta::written(name),
            Self::Entra | Self::PingOne => name.to_owned(),
        }
    }

    /// Where the JSON of a user has the attribute besides a member of its very name: member names
    /// joined by dots, `[0]` for the first of a list.
    ///
    /// ```
    /// use attrflow::systems::SourceSystem::{Entra, Okta, PingOne};
    /// assert_eq!(Entra.path("mobile").unwrap(), "mobilePhone");
    /// assert_eq!(PingOne.path("name.given").unwrap(), "name.given");
    /// // Attributes of one's own lie beside the others.
    /// assert_eq!(Okta.path("badge").unwrap(), "profile.badge");
    /// assert_eq!(Okta.path("status").unwrap(), "status");
    /// ```
    pub fn path(self, name: &str) -> Option<Cow<'_, str>> {
        match self {
            Self::Entra => entra::graph_path(name).map(Cow::Borrowed),
            Self::PingOne => name.contains('.').then_some(Cow::Borrowed(name)),
            Self::Okta => Some(okta::path(name)),
        }
    }

    /// The attribute that says whether an account is in use.
    pub const fn account(self) -> &'static str {
        match self {
            Self::Entra => "accountEnabled",
            Self::PingOne => "enabled",
            Self::Okta => "status",
        }
    }

    /// Whether a name may be an attribute of the tenant's own, which no list has.
    pub fn is_own(self, name: &str) -> bool {
        match self {
            Self::Entra => name.to_ascii_lowercase().starts_with("extension_"),
            Self::PingOne => false,
            Self::Okta => name.starts_with(okta::APP_USER),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn facts_are_read_whole() {
        // Entries that cannot be read are left out, so the number of each is held.
        let counts = SourceSystem::ALL.map(|system| (system.attributes().len(), system.samples().len()));
        assert_eq!(counts, [(67, 8), (43, 6), (33, 6)]);
        for system in SourceSystem::ALL {
            assert_eq!(SourceSystem::named(system.as_str()), Some(system));
            let names: HashSet<_> = system.attributes().iter().map(|attribute| &attribute.name).collect();
            assert_eq!(names.len(), system.attributes().len(), "{system:?}");
            assert!(system.attribute(system.account()).is_some(), "{system:?}");
        }
    }

    #[test]
    fn what_is_written_reads_as_its_name() {
        for system in SourceSystem::ALL {
            for attribute in system.attributes() {
                let written = system.written(&attribute.name);
                let reference = system.reference(&written).expect(&written);
                assert_eq!(
                    reference,
                    Reference { name: (&*attribute.name).into(), doubt: None },
                    "{written}"
                );
            }
        }
    }

    #[test]
    fn samples_live_on_example_domains_and_have_what_matters() {
        for system in [SourceSystem::PingOne, SourceSystem::Okta] {
            let mut ids = HashSet::new();
            for sample in system.samples() {
                let text = serde_json::to_string(&sample.user).unwrap();
                for domain in text.split('@').skip(1) {
                    let domain = domain.split('"').next().unwrap();
                    assert!(domain.ends_with(".example"), "{domain} in {}", sample.title);
                }
                assert!(ids.insert(sample.user["id"].clone()), "every user has an id of its own");
                let required = system.attributes().iter().filter(|attribute| attribute.required);
                for attribute in required {
                    let path = system.path(&attribute.name).unwrap_or(Cow::Borrowed(&*attribute.name));
                    let pointer = format!("/{}", path.replace('.', "/"));
                    let user = Value::Object(sample.user.clone());
                    assert!(user.pointer(&pointer).is_some(), "{pointer} in {}", sample.title);
                }
            }
        }
    }
}
