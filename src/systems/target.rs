//! What provisioning writes to, as a record: schemas, rules, and what is known of the service behind them.

use crate::scim::validate::{Method, PayloadDiagnostic, RFC, Rules, check};
use crate::scim::{Attribute, Schemas};
use serde_json::Value;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// A target system. Those that come with the program are listed in [`TARGETS`](super::TARGETS); from schemas
/// and facts others are made. What is to differ between them is asked of the record, never of its name.
#[non_exhaustive]
pub struct Target {
    /// The name in documents.
    pub id: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// What else is known of it.
    pub facts: TargetFacts,
    pub(super) schemas: SchemaSource,
    /// What it asks for besides the RFCs, and where it asks for less.
    pub(super) rules: &'static Rules,
}

/// Where the schemas of a target are.
pub(super) enum SchemaSource {
    /// In the program.
    Embedded(fn() -> &'static Schemas),
    /// In memory, loaded.
    Loaded(Arc<Schemas>),
}

/// What is known of a target beyond its schemas. Nothing is known of one that has only been loaded.
///
/// ```
/// use attrflow::systems::TargetFacts;
/// let facts = TargetFacts { filters: &[("userName", true)], ..TargetFacts::NONE };
/// assert!(!facts.keeps_unsent);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetFacts {
    /// By which attributes users can be filtered, each with whether that is documented; empty if no page says.
    pub filters: &'static [(&'static str, bool)],
    /// The attribute whose address is taken on create, and the one whose address is taken on update, where each
    /// sets both.
    pub addresses: Option<(&'static str, &'static str)>,
    /// Whether a PUT leaves attributes alone that it does not name (RFC 7644 section 3.5.1 has them cleared).
    pub keeps_unsent: bool,
    /// What a user that is disabled is listed as.
    pub deactivated: Option<&'static str>,
    /// Roles whose users are not deactivated over SCIM.
    pub undisabled_roles: &'static [&'static str],
    /// Whether its own schemas hold for groups too; else what the standard says of them.
    pub groups: bool,
    /// App roles that tenants of Entra have for its application.
    pub app_roles: &'static [&'static str],
}

impl TargetFacts {
    /// Nothing is known.
    pub const NONE: Self = Self {
        filters: &[],
        addresses: None,
        keeps_unsent: false,
        deactivated: None,
        undisabled_roles: &[],
        groups: false,
        app_roles: &[],
    };
}

impl Target {
    /// A target of which the schemas are known, and these facts.
    ///
    /// ```
    /// use attrflow::scim::Schemas;
    /// use attrflow::systems::{Target, TargetFacts};
    /// let schemas = Schemas::core().clone();
    /// let target = Target::new("wiki", "Wiki", schemas, TargetFacts { keeps_unsent: true, ..TargetFacts::NONE });
    /// assert_eq!(target.title, "Wiki");
    /// ```
    pub fn new(
        id: &'static str,
        title: &'static str,
        schemas: impl Into<Arc<Schemas>>,
        facts: TargetFacts,
    ) -> Self {
        Self { id, title, facts, schemas: SchemaSource::Loaded(schemas.into()), rules: &RFC }
    }

    /// A service whose schemas were loaded; it is held to these and the RFCs.
    pub fn loaded(schemas: impl Into<Arc<Schemas>>) -> Self {
        Self::new("loaded", "the target", schemas, TargetFacts::NONE)
    }

    /// Its schemas.
    pub fn schemas(&self) -> &Schemas {
        match &self.schemas {
            SchemaSource::Embedded(schemas) => schemas(),
            SchemaSource::Loaded(schemas) => schemas,
        }
    }

    /// Everything found in the body of a request to it: by the RFCs as [`scim::validate`](fn@crate::scim::validate)
    /// finds it, and by its own rules.
    ///
    /// ```
    /// use attrflow::scim::Method;
    /// use attrflow::systems::ZOOM;
    /// let found = ZOOM.validate(&serde_json::json!([]), Method::Post);
    /// assert_eq!(found[0].code.as_str(), "not-object");
    /// ```
    pub fn validate(&self, body: &Value, method: Method) -> Vec<PayloadDiagnostic> {
        check(body, method, self.schemas(), self.rules)
    }

    /// The role for which it would not deactivate a user.
    ///
    /// ```
    /// use attrflow::systems::ZOOM;
    /// let user = serde_json::json!({"roles": [{"value": "admin"}]});
    /// assert_eq!(ZOOM.keeps_active(&user), Some("Admin"));
    /// assert_eq!(ZOOM.keeps_active(&serde_json::json!({"roles": [{"value": "Member"}]})), None);
    /// ```
    pub fn keeps_active(&self, user: &Value) -> Option<&'static str> {
        let roles = user.get("roles")?.as_array()?;
        let mut names = roles.iter().filter_map(|role| role.get("value").unwrap_or(role).as_str());
        let known = |name: &str| {
            let mut known = self.facts.undisabled_roles.iter();
            known.find(|known| known.eq_ignore_ascii_case(name.trim())).copied()
        };
        names.find_map(known)
    }
}

/// A member of what a schema notes on an attribute besides what RFC 7643 has: notes of makers begin with `x-`.
pub(crate) fn note<'a>(attribute: &'a Attribute, name: &str) -> Option<&'a Value> {
    let mut notes = attribute.notes.iter().filter(|(member, _)| member.starts_with("x-"));
    notes.find_map(|(_, note)| note.get(name))
}

/// How sure it is that the target has the attribute, in the schema's words.
pub(crate) fn certainty(attribute: &Attribute) -> &str {
    note(attribute, "certainty").and_then(Value::as_str).unwrap_or_default()
}

impl PartialEq for Target {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id)
    }
}

/// A target that somebody holds: one that comes with the program, or one that was made and is shared.
#[derive(Clone, Debug)]
pub enum SharedTarget {
    /// Of the program.
    Known(&'static Target),
    /// Made.
    Made(Arc<Target>),
}

impl Deref for SharedTarget {
    type Target = Target;

    fn deref(&self) -> &Target {
        match self {
            Self::Known(target) => target,
            Self::Made(target) => target,
        }
    }
}

impl Default for SharedTarget {
    fn default() -> Self {
        Self::Known(Default::default())
    }
}

impl From<&'static Target> for SharedTarget {
    fn from(target: &'static Target) -> Self {
        Self::Known(target)
    }
}

impl From<Target> for SharedTarget {
    fn from(target: Target) -> Self {
        Self::Made(Arc::new(target))
    }
}

impl From<Arc<Target>> for SharedTarget {
    fn from(target: Arc<Target>) -> Self {
        Self::Made(target)
    }
}
