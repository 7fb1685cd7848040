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

mod filters;
mod settings;

pub use settings::{Actions, EntraSettings, ScopeMode, WireDialect};

pub use super::attribute::{Attribute, AttributeType, Sample};
use super::attribute::{Preset, Reference};
use super::embedded::Embedded;
use super::source::{Computed, Source};
use crate::language::{Dialect, Instead, Kind, KnownName};
use std::borrow::Cow;

/// Microsoft Entra ID.
pub static ENTRA: Source = Source {
    id: "entra",
    title: "Entra",
    language: Some(Dialect::Entra),
    language_name: "the expression language of Entra",
    exact_names: false,
    scim_paths: true,
    account: "accountEnabled",
    username: "userPrincipalName",
    computed: Some(&COMPUTED),
    holders: &[],
    mapping_members: &["default", "flowType", "flowBehavior"],
    groups: true,
    states_matching: true,
    changes_addresses: true,
    filters: filters::FILTERS,
    settings: &settings::SETTINGS,
    settings_example: "\"scopeMode\": \"all\"",
    attributes: Embedded::new(include_str!("attributes.json"), "attributes", Attribute::read),
    samples: Embedded::new(include_str!("samples.json"), "samples", Sample::read),
    presets: Embedded::new(include_str!("presets.json"), "presets", Preset::read),
    is_disabled: |value| value.is_false(),
    reference: |source| Some(Reference { name: Cow::Borrowed(plain_name(source)), doubt: None }),
    written: str::to_owned,
    path: |name| graph_path(name).map(Cow::Borrowed),
    // Directory extensions and custom security attributes are the tenant's own.
    own: Some("extension_"),
};

/// What the service computes on import (learn.microsoft.com, how provisioning works: IsSoftDeleted, guests).
static COMPUTED: Computed = Computed {
    name: "userPrincipalName",
    original_name: "originalUserPrincipalName",
    soft_deleted: "IsSoftDeleted",
    address: guest_address,
};

/// `sam_contoso.example#EXT#@fabrikam.example` flows as `sam@contoso.example`: the text before
/// `#EXT#` with its last underscore turned into `@`.
fn guest_address(name: &str) -> Option<String> {
    // Most names have no such sign, which is quicker to see than that they lack the word.
    memchr::memchr(b'#', name.as_bytes())?;
    let (before, _) = name.split_once("#EXT#")?;
    let (local, domain) = before.rsplit_once('_')?;
    Some(format!("{local}@{domain}"))
}

/// Every attribute the mapping editor lists for a user; the sources stand in `attributes.json`.
pub fn attributes() -> &'static [Attribute] {
    ENTRA.attributes()
}

/// The attribute of this name; letter case does not matter, as in the mapping editor.
pub fn attribute(editor_name: &str) -> Option<&'static Attribute> {
    ENTRA.attribute(editor_name)
}

/// Where Graph keeps the attribute that the mapping editor calls `editor_name`: `id` for
/// `objectId`, `businessPhones[0]` for `telephoneNumber`. `None` for names that are not listed and
/// for attributes that exist in the provisioning service only.
pub fn graph_path(editor_name: &str) -> Option<&'static str> {
    attribute(editor_name)?.path.as_deref()
}

/// What the checker of expressions is told of Entra's attributes.
pub static VOCABULARY: Vocabulary = Vocabulary;

/// What the service does not read although the directory has it (known issues of application provisioning).
const UNREADABLE: [(&str, Instead); 2] = [
    (
        "samAccountName",
        Instead {
            message: "samAccountName is no attribute that mappings from Entra can read",
            help: "the directory keeps the on-premises name in onPremisesSamAccountName",
            name: Some("onPremisesSamAccountName"),
        },
    ),
    (
        "userType",
        Instead {
            message: "userType is no attribute that mappings from Entra can read: Member or Guest never arrives",
            help: "tell guests by originalUserPrincipalName, which has #EXT# in it, or keep the word in an extension \
                   attribute",
            name: None,
        },
    ),
];

/// The attributes of Entra's directory, as expressions name them.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Vocabulary;

impl crate::language::Vocabulary for Vocabulary {
    fn attribute(&self, name: &str) -> Option<KnownName<'_>> {
        let attribute = attribute(name)?;
        let kind = match attribute.kind {
            // Tenants put into these what they like, often the texts True and False.
            _ if attribute.name.starts_with("extension") => Kind::Any,
            AttributeType::Boolean => Kind::Boolean,
            AttributeType::DateTime => Kind::Date,
            // Of another object an expression sees the identifier.
            AttributeType::String | AttributeType::Reference => Kind::Text,
        };
        Some(KnownName {
            name: &attribute.name,
            kind,
            multi_valued: attribute.multi_valued,
            values: &attribute.values,
        })
    }

    fn names(&self) -> Vec<&str> {
        attributes().iter().map(|attribute| attribute.name.as_str()).collect()
    }

    fn is_own(&self, name: &str) -> bool {
        ENTRA.is_own(name)
    }

    fn instead(&self, name: &str) -> Option<Instead> {
        UNREADABLE.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|(_, instead)| *instead)
    }
}

/// The attribute of a direct mapping; people write it with brackets too.
pub fn plain_name(source: &str) -> &str {
    let source = source.trim();
    let inner = source.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).map(str::trim);
    inner.filter(|name| !name.is_empty() && !name.contains(']')).unwrap_or(source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Map, Value};
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
            .filter_map(|a| a.path.as_deref().filter(|graph| *graph != a.name).map(|graph| (&*a.name, graph)))
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
        let users: Vec<_> = ENTRA.samples().iter().map(|sample| &sample.user).collect();
        assert!(users.len() >= 8);
        let ids: HashSet<_> = users.iter().map(|u| u.get("objectId").or(u.get("id")).unwrap()).collect();
        assert_eq!(ids.len(), users.len(), "every user has an id of its own");
        for sample in ENTRA.samples() {
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
        for role in
            ENTRA.samples().iter().filter_map(|s| s.user.get("appRoleAssignments")?.as_array()).flatten()
        {
            let role: Map<String, Value> = serde_json::from_str(role.as_str().unwrap()).unwrap();
            assert_eq!(role.keys().collect::<Vec<_>>(), ["id", "value", "displayName"]);
        }
    }

    #[test]
    fn guests_flow_under_their_plain_address() {
        let address = guest_address("a_b_contoso.example#EXT#@fabrikam.example");
        assert_eq!(address.as_deref(), Some("a_b@contoso.example"));
        assert_eq!(guest_address("ada@contoso.example"), None);
    }
}
