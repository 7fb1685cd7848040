//! A system that users come from, as a record: what is known of it, and the few functions that differ.

use super::attribute::{Attribute, AttributeType, Preset, Reference, Sample};
use super::embedded::Embedded;
use super::settings::Setting;
use crate::language::Dialect;
use crate::value::Value;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// A system that users come from. There is one of each, listed in [`SOURCES`](super::SOURCES); what is to
/// differ between them is asked of the record, never of its name.
#[non_exhaustive]
pub struct Source {
    /// The name in documents.
    pub id: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// The language of its expressions, if that is evaluated here.
    pub language: Option<Dialect>,
    /// What its language is called, in a sentence.
    pub language_name: &'static str,
    /// Whether names of attributes have to be spelled exactly; else letter case does not matter.
    pub exact_names: bool,
    /// Whether a name may be a SCIM path into the user.
    pub scim_paths: bool,
    /// The attribute that says whether an account is in use.
    pub account: &'static str,
    /// The attribute that users sign in with.
    pub username: &'static str,
    /// What the service computes while it reads a user.
    pub computed: Option<&'static Computed>,
    /// Which members of a user's JSON hold its attributes, each with what stands before their names; none if the
    /// user itself holds them.
    pub holders: &'static [(&'static str, &'static str)],
    /// Which members of a mapping mean something to it besides those that all have.
    pub mapping_members: &'static [&'static str],
    /// Whether groups are provisioned too.
    pub groups: bool,
    /// Whether a profile has to say what users are matched by; else they are matched by `userName`.
    pub states_matching: bool,
    /// Whether a change of an address is sent to a target that keeps it as it was on create.
    pub changes_addresses: bool,
    /// Its scoping filters.
    pub filters: Filters,
    /// How a job of it is set up.
    pub settings: &'static [Setting],
    /// Settings that somebody may write, as members of a document.
    pub settings_example: &'static str,
    pub(super) attributes: Embedded<Attribute>,
    pub(super) samples: Embedded<Sample>,
    pub(super) presets: Embedded<Preset>,
    /// Whether a value of [`account`](Self::account) says that it is not in use.
    pub(super) is_disabled: fn(&Value<'_>) -> bool,
    pub(super) reference: for<'t> fn(&'t str) -> Option<Reference<'t>>,
    pub(super) written: fn(&str) -> String,
    pub(super) path: for<'t> fn(&'t str) -> Option<Cow<'t, str>>,
    /// What the names of a tenant's own attributes begin with.
    pub(super) own: Option<&'static str>,
}

/// What a service adds to a user while it reads it from the directory.
#[derive(Debug)]
#[non_exhaustive]
pub struct Computed {
    /// The name of the user, which flows as `address` has it.
    pub name: &'static str,
    /// The attribute that keeps the name as it was.
    pub original_name: &'static str,
    /// The attribute that is true of users who are disabled, deleted or gone.
    pub soft_deleted: &'static str,
    /// What a name flows as, if not as it is.
    pub(crate) address: fn(&str) -> Option<String>,
}

/// What scoping filters a source has.
#[derive(Debug)]
#[non_exhaustive]
pub struct Filters {
    /// Which lists of filters a profile may have, by the names of the document's members.
    pub lists: &'static [&'static str],
    /// The operators by their names; none if all of the standard ones are known.
    pub operators: &'static [(&'static str, &'static str)],
    /// Whether one of several values is enough; else all have to pass, and attributes of one value are asked for.
    pub any_value: bool,
    /// The operator that is documented by halves, by its standard name, with what there is to say of it.
    pub doubtful: Option<(&'static str, &'static str)>,
    /// Attributes that no filter can use, each with what to do instead.
    pub unusable: &'static [(&'static str, &'static str)],
    /// What no filter can compare, by the type of the attribute, each with what to do instead.
    pub unusable_types: &'static [(AttributeType, &'static str)],
    /// What other products call operators, each with how the same is said here.
    pub elsewhere: &'static [(&'static [&'static str], &'static str)],
}

impl Filters {
    /// No filters at all.
    pub const NONE: Self = Self {
        lists: &[],
        operators: &[],
        any_value: false,
        doubtful: None,
        unusable: &[],
        unusable_types: &[],
        elsewhere: &[],
    };

    /// How an operator of another product is said here: letter case, blanks and signs between words do not count.
    pub fn from_elsewhere(&self, operator: &str) -> Option<&'static str> {
        let wanted = plain(operator);
        let named = |(names, _): &&(&[&str], _)| names.iter().any(|name| plain(name) == wanted);
        self.elsewhere.iter().find(named).map(|(_, instead)| *instead)
    }
}

/// The words of an operator without what stands between them, or its signs.
fn plain(operator: &str) -> String {
    let between = |c: char| c.is_whitespace() || matches!(c, '_' | '-' | '"' | '\'');
    operator.chars().filter(|c| !between(*c)).map(|c| c.to_ascii_lowercase()).collect()
}

impl Source {
    /// The attributes of its users.
    pub fn attributes(&self) -> &[Attribute] {
        self.attributes.all()
    }

    /// The attribute of this name: in any letter case, unless the system tells letter case apart.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes().iter().find(|attribute| {
            if self.exact_names { attribute.name == name } else { attribute.name.eq_ignore_ascii_case(name) }
        })
    }

    /// The attribute that filters call by this label.
    pub fn labelled(&self, label: &str) -> Option<&Attribute> {
        let is = |attribute: &&Attribute| {
            attribute.label.as_ref().is_some_and(|known| known.eq_ignore_ascii_case(label))
        };
        self.attributes().iter().find(is)
    }

    /// Sample users: an ordinary one first, then one for each thing that goes wrong in practice.
    ///
    /// ```
    /// use attrflow::systems::OKTA;
    /// let ordinary = &OKTA.samples()[0].user["profile"];
    /// assert_eq!(ordinary["login"], ordinary["email"]);
    /// ```
    pub fn samples(&self) -> &[Sample] {
        self.samples.all()
    }

    /// Mapping sets to start from; the first is the usual one.
    pub fn presets(&self) -> &[Preset] {
        self.presets.all()
    }

    /// The attribute that a mapping's source names, in any of the forms that the system has for it;
    /// `None` if the text is more than a name.
    ///
    /// ```
    /// use attrflow::systems::{OKTA, PINGONE};
    /// assert_eq!(PINGONE.reference("${user['name']['given']}").unwrap().name, "name.given");
    /// assert_eq!(OKTA.reference("user.firstName").unwrap().name, "firstName");
    /// assert_eq!(OKTA.reference("user.firstName + user.lastName"), None);
    /// ```
    pub fn reference<'t>(&self, source: &'t str) -> Option<Reference<'t>> {
        (self.reference)(source)
    }

    /// How a mapping writes the attribute of a name.
    ///
    /// ```
    /// use attrflow::systems::{ENTRA, OKTA, PINGONE};
    /// assert_eq!(ENTRA.written("mail"), "mail");
    /// assert_eq!(PINGONE.written("name.given"), "name.given");
    /// assert_eq!(OKTA.written("firstName"), "user.firstName");
    /// ```
    pub fn written(&self, name: &str) -> String {
        (self.written)(name)
    }

    /// Where the JSON of a user has the attribute besides a member of its very name: member names
    /// joined by dots, `[0]` for the first of a list.
    ///
    /// ```
    /// use attrflow::systems::{ENTRA, OKTA, PINGONE};
    /// assert_eq!(ENTRA.path("mobile").unwrap(), "mobilePhone");
    /// assert_eq!(PINGONE.path("name.given").unwrap(), "name.given");
    /// // Attributes of one's own lie beside the others.
    /// assert_eq!(OKTA.path("badge").unwrap(), "profile.badge");
    /// assert_eq!(OKTA.path("status").unwrap(), "status");
    /// ```
    pub fn path<'t>(&self, name: &'t str) -> Option<Cow<'t, str>> {
        (self.path)(name)
    }

    /// Whether a value of the account's attribute says that it is not in use.
    pub fn is_disabled(&self, account: &Value<'_>) -> bool {
        (self.is_disabled)(account)
    }

    /// Whether a name may be an attribute of the tenant's own, which no list has.
    pub fn is_own(&self, name: &str) -> bool {
        self.own.is_some_and(|prefix| {
            let start = name.get(..prefix.len());
            start.is_some_and(|start| {
                if self.exact_names { start == prefix } else { start.eq_ignore_ascii_case(prefix) }
            })
        })
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Source {}

impl fmt::Debug for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id)
    }
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id)
    }
}
