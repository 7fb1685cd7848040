//! Microsoft Entra ID as a source: the attributes of a user, and sample users.
//!
//! The mapping editor names some attributes differently from Microsoft Graph: what a mapping calls
//! `mobile`, Graph calls `mobilePhone`. [`attributes`] lists the editor's names, [`graph_path`] says
//! where Graph keeps the value.
//!
//! ```
//! use attrflow::systems::entra;
//! assert_eq!(entra::graph_path("mobile"), Some("mobilePhone"));
//! assert_eq!(entra::graph_path("extensionAttribute3"), Some("onPremisesExtensionAttributes.extensionAttribute3"));
//! assert_eq!(entra::graph_path("originalUserPrincipalName"), None);
//! ```

use super::embedded::{list, text};
use serde::Serialize;
use serde_json::{Map, Value};
use std::sync::OnceLock;

/// The type of a source attribute, in the words of the synchronization schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum AttributeType {
    /// Text.
    String,
    /// `true` or `false`; expressions see the texts `True` and `False`.
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
    /// The name in the mapping editor, such as `objectId`.
    pub name: String,
    /// What its values are.
    #[serde(rename = "type")]
    pub kind: AttributeType,
    /// Whether a user may have several values.
    pub multi_valued: bool,
    /// Where Graph keeps the value: member names joined by dots, `[0]` for the first of a list.
    /// Absent for what only the provisioning service knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub graph: Option<String>,
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
}

/// An invented directory user to try mappings with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sample {
    /// What the user shows, in a few words.
    pub title: String,
    /// Why it is worth trying, in a sentence.
    pub note: String,
    /// The user as the directory holds it.
    pub user: Map<String, Value>,
}

/// Every attribute the mapping editor lists for a user; the sources stand in `attributes.json`.
pub fn attributes() -> &'static [Attribute] {
    static PARSED: OnceLock<Vec<Attribute>> = OnceLock::new();
    PARSED.get_or_init(|| list(include_str!("attributes.json"), "attributes", read_attribute))
}

/// Sample users: an ordinary one first, then one for each thing that goes wrong in practice.
///
/// ```
/// let ordinary = &attrflow::systems::entra::samples()[0];
/// assert_eq!(ordinary.user["userPrincipalName"], ordinary.user["mail"]);
/// ```
pub fn samples() -> &'static [Sample] {
    static PARSED: OnceLock<Vec<Sample>> = OnceLock::new();
    PARSED.get_or_init(|| list(include_str!("samples.json"), "samples", read_sample))
}

/// The attribute of this name; letter case does not matter, as in the mapping editor.
pub fn attribute(editor_name: &str) -> Option<&'static Attribute> {
    attributes().iter().find(|attribute| attribute.name.eq_ignore_ascii_case(editor_name))
}

/// Where Graph keeps the attribute that the mapping editor calls `editor_name`: `id` for
/// `objectId`, `businessPhones[0]` for `telephoneNumber`. `None` for names that are not listed and
/// for attributes that exist in the provisioning service only.
pub fn graph_path(editor_name: &str) -> Option<&'static str> {
    attribute(editor_name)?.graph.as_deref()
}

fn read_attribute(attribute: &Map<String, Value>) -> Option<Attribute> {
    let flag = |name: &str| attribute.get(name).and_then(Value::as_bool).unwrap_or_default();
    Some(Attribute {
        name: text(attribute, "name")?,
        kind: match attribute.get("type")?.as_str()? {
            "String" => AttributeType::String,
            "Boolean" => AttributeType::Boolean,
            "DateTime" => AttributeType::DateTime,
            "Reference" => AttributeType::Reference,
            _ => return None,
        },
        multi_valued: flag("multiValued"),
        graph: text(attribute, "graph"),
        newer: flag("newer"),
        max_length: attribute.get("maxLength").and_then(|length| length.as_u64()?.try_into().ok()),
        example: attribute.get("example").cloned(),
        note: text(attribute, "note"),
    })
}

fn read_sample(sample: &Map<String, Value>) -> Option<Sample> {
    Some(Sample {
        title: text(sample, "title")?,
        note: text(sample, "note")?,
        user: sample.get("user")?.as_object()?.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn attributes_are_named_once_in_any_letter_case() {
        assert_eq!(attributes().len(), 67);
        let names: HashSet<String> = attributes().iter().map(|a| a.name.to_ascii_lowercase()).collect();
        assert_eq!(names.len(), attributes().len());
    }

    #[test]
    fn types_follow_the_schema_sample() {
        let of = |kind| attributes().iter().filter(|a| a.kind == kind).map(|a| &*a.name).collect::<Vec<_>>();
        assert_eq!(of(AttributeType::Boolean), ["accountEnabled", "IsSoftDeleted", "dirSyncEnabled"]);
        assert_eq!(of(AttributeType::Reference), ["appRoleAssignments", "manager"]);
        let lists: Vec<_> = attributes().iter().filter(|a| a.multi_valued).map(|a| &*a.name).collect();
        assert_eq!(lists, ["proxyAddresses", "appRoleAssignments", "otherMails", "imAddresses"]);
    }

    #[test]
    fn graph_names_differ_where_they_do() {
        let differing: Vec<_> = attributes()
            .iter()
            .filter(|a| !a.name.starts_with("extensionAttribute"))
            .filter_map(|a| {
                a.graph.as_deref().filter(|graph| *graph != a.name).map(|graph| (&*a.name, graph))
            })
            .collect();
        assert_eq!(
            differing,
            [
                ("objectId", "id"),
                ("physicalDeliveryOfficeName", "officeLocation"),
                ("telephoneNumber", "businessPhones[0]"),
                ("mobile", "mobilePhone"),
                ("facsimileTelephoneNumber", "faxNumber"),
                ("dirSyncEnabled", "onPremisesSyncEnabled"),
            ]
        );
        assert_eq!(graph_path("OBJECTID"), Some("id"));
        assert_eq!(graph_path("issoftdeleted"), None);
    }

    #[test]
    fn samples_live_on_example_domains_and_show_what_they_say() {
        let users: Vec<_> = samples().iter().map(|sample| &sample.user).collect();
        assert!(users.len() >= 8);
        let ids: HashSet<_> = users.iter().map(|u| u.get("objectId").or(u.get("id")).unwrap()).collect();
        assert_eq!(ids.len(), users.len(), "every user has an id of its own");
        for sample in samples() {
            let text = serde_json::to_string(&sample.user).unwrap();
            for domain in text.split('@').skip(1) {
                let domain = domain.split('"').next().unwrap();
                let reserved = domain.ends_with(".example");
                assert!(reserved || domain.starts_with("odata"), "{domain} in {}", sample.title);
            }
        }
        let any = |test: fn(&Map<String, Value>) -> bool| users.iter().any(|user| test(user));
        assert!(any(|u| u
            .get("mail")
            .is_some_and(|m| m.is_string() && Some(m) != u.get("userPrincipalName"))));
        assert!(any(|u| u.get("mail").is_none_or(Value::is_null)));
        assert!(any(|u| u.get("accountEnabled") == Some(&Value::Bool(false))));
        assert!(any(|u| u["userPrincipalName"].as_str().unwrap().contains("#EXT#")));
        assert!(any(|u| !u["displayName"].as_str().unwrap().is_ascii()));
        assert!(any(|u| u.get("appRoleAssignments").and_then(Value::as_array).is_some_and(|r| r.len() > 1)));
        assert!(any(|u| !u.contains_key("department")));
        assert!(
            any(|u| u.contains_key("id") && u.contains_key("businessPhones")),
            "one in Graph's own shape"
        );
    }

    #[test]
    fn sample_roles_are_texts_of_roles() {
        for role in samples().iter().filter_map(|s| s.user.get("appRoleAssignments")?.as_array()).flatten() {
            let role: Map<String, Value> = serde_json::from_str(role.as_str().unwrap()).unwrap();
            assert_eq!(role.keys().collect::<Vec<_>>(), ["id", "value", "displayName"]);
        }
    }
}
