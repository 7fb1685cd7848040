//! The profile document: mappings, where they come from and where they go.

mod attributes;
mod read;
mod settings;
mod write;

pub use attributes::{AttributeLists, ListedAttribute, ListedMutability, ListedType};

use super::scope::ScopeFilter;
use crate::named::named;
use crate::place::{MappingMember, Place, ScopeList};
use crate::systems::{SettingValues, Source};
use serde::Serialize;

/// Our document for a set of attribute mappings.
///
/// It is written with the members that say something: what is usual is left out, unless the document that it was read
/// from [states](Stated) it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Profile {
    /// Version of the document's form; 1.
    pub attrflow: u32,
    /// What people call it.
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub name: Option<String>,
    /// What it is for, and what of it is inferred.
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub description: Option<String>,
    /// The source system: `entra`, `pingone` or `okta`.
    pub source: String,
    /// The target system: `zoom`, or `scim` for the core schemas alone.
    pub target: String,
    /// Which objects it provisions.
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub object: ObjectType,
    /// How the job is set up; each source system has settings of its own.
    #[cfg_attr(
        target_family = "wasm",
        tsify(optional, type = "Partial<EntraSettings> | Partial<PingOneSettings> | Partial<OktaSettings>")
    )]
    pub settings: SettingValues,
    /// Who is provisioned: users that pass all clauses of one of these filters; everybody if there is
    /// none. Who stops passing is disabled or deleted.
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub scope: Vec<ScopeFilter>,
    /// Who is read from the directory at all. Who stops passing is left as it is.
    #[cfg_attr(target_family = "wasm", serde(rename = "inputScope"), tsify(optional))]
    pub input_scope: Vec<ScopeFilter>,
    /// The mappings, in order.
    pub mappings: Vec<Mapping>,
    /// What the directories of a synchronization schema list on both sides.
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub attributes: AttributeLists,
    /// Which members it states although they say what is usual.
    #[cfg_attr(target_family = "wasm", serde(skip))]
    pub stated: Stated,
}

/// Which members a profile has that may be left out. Whoever writes its changes into another document must know them:
/// an empty scope takes filters away, none at all leaves them as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stated {
    /// It says which objects it provisions.
    pub object: bool,
    /// It has a list of scoping filters.
    pub scope: bool,
    /// It has a list of filters for reading.
    pub input_scope: bool,
}

impl Profile {
    /// The text of a mapping's member; none for other places.
    pub fn text_at(&self, place: &Place) -> Option<&str> {
        let Place::Mapping(at, member) = place else { return None };
        let mapping = self.mappings.get(*at)?;
        match member {
            MappingMember::Source => Some(&mapping.source),
            MappingMember::Target => Some(&mapping.target),
            MappingMember::Default => mapping.default.as_deref(),
            _ => None,
        }
    }

    /// Whether it says anything of a list of filters: that there are some, or that there is none.
    pub fn has_filters(&self, list: ScopeList) -> bool {
        let (stated, filters) = match list {
            ScopeList::Scope => (self.stated.scope, &self.scope),
            ScopeList::InputScope => (self.stated.input_scope, &self.input_scope),
        };
        stated || !filters.is_empty()
    }

    /// The source system.
    pub fn system(&self) -> &'static Source {
        Source::from_name(&self.source).unwrap_or_default()
    }
}

named! {
    /// Which objects of the directory a profile provisions.
    #[non_exhaustive]
    pub enum ObjectType: Serialize + Tsify, default User {
        /// Users, at `/Users`.
        User = "user",
        /// Groups, at `/Groups`.
        Group = "group",
    }
}

impl ObjectType {
    /// Where the target keeps them.
    pub const fn endpoint(self) -> &'static str {
        match self {
            ObjectType::User => "/Users",
            ObjectType::Group => "/Groups",
        }
    }
}

/// One attribute mapping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Mapping {
    /// How the value is made.
    #[cfg_attr(target_family = "wasm", serde(rename = "type"))]
    pub kind: MappingType,
    /// The source attribute, the constant or the expression; empty for none.
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub source: String,
    /// The target attribute, a SCIM path.
    pub target: String,
    /// What a create sends when the source has no value.
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub default: Option<String>,
    /// When the mapping applies.
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub apply: Apply,
    /// Which changes flow, as a synchronization schema says it; `apply` says the usual two.
    #[cfg_attr(target_family = "wasm", serde(rename = "flowType"), tsify(optional))]
    pub flow_type: FlowType,
    /// Matching precedence; 1 is tried first.
    #[cfg_attr(target_family = "wasm", serde(rename = "match"), tsify(optional))]
    pub matching: Option<u32>,
    /// Whether the value is sent even if the target has it already.
    #[cfg_attr(target_family = "wasm", serde(rename = "flowBehavior"), tsify(optional))]
    pub flow_behavior: FlowBehavior,
    /// Whether the target must have a value; without one the user is not created.
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub required: bool,
    /// A remark for people.
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub note: Option<String>,
}

named! {
    /// How a mapping makes its value.
    #[non_exhaustive]
    pub enum MappingType: Serialize + Tsify, default Direct {
        /// The value of one source attribute.
        Direct = "direct",
        /// A fixed text.
        Constant = "constant",
        /// The result of an expression.
        Expression = "expression",
        /// Nothing; the default fills an empty target.
        None = "none",
    }
}

named! {
    /// Which changes of a mapping flow (Graph metadata, attributeFlowType).
    #[non_exhaustive]
    pub enum FlowType: Serialize + Tsify, default Always {
        /// On create and update.
        Always = "Always",
        /// On create only.
        ObjectAddOnly = "ObjectAddOnly",
        /// Only additions to a multi-valued attribute.
        MultiValueAddOnly = "MultiValueAddOnly",
        /// Additions flow, removals do not.
        ValueAddOnly = "ValueAddOnly",
        /// Only while the target attribute has no value.
        AttributeAddOnly = "AttributeAddOnly",
    }
}

named! {
    /// Whether a value flows without a change (Graph metadata, attributeFlowBehavior).
    #[non_exhaustive]
    pub enum FlowBehavior: Serialize + Tsify, default FlowWhenChanged {
        /// When it differs from the target's.
        FlowWhenChanged = "FlowWhenChanged",
        /// With every update.
        FlowAlways = "FlowAlways",
    }
}

impl Mapping {
    /// Whether the mapping is for creating alone.
    pub fn is_create_only(&self) -> bool {
        self.apply == Apply::Create || self.flow_type == FlowType::ObjectAddOnly
    }
}

/// When a mapping applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Apply {
    /// On create and update.
    #[default]
    Always,
    /// Only during object creation.
    Create,
}
