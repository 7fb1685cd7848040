//! The profile document: mappings, where they come from and where they go.

mod attributes;
mod read;
mod settings;
mod write;

pub use attributes::{AttributeLists, ListedAttribute, ListedMutability, ListedType};

use super::scope::ScopeFilter;
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

/// Which objects of the directory a profile provisions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ObjectType {
    /// Users, at `/Users`.
    #[default]
    User,
    /// Groups, at `/Groups`.
    Group,
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

/// How a mapping makes its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum MappingType {
    /// The value of one source attribute.
    #[default]
    Direct,
    /// A fixed text.
    Constant,
    /// The result of an expression.
    Expression,
    /// Nothing; the default fills an empty target.
    None,
}

impl MappingType {
    /// The names in documents.
    pub const NAMES: [&'static str; 4] = ["direct", "constant", "expression", "none"];

    /// The type of this name, in any letter case.
    pub fn parse(name: &str) -> Option<Self> {
        let types = [Self::Direct, Self::Constant, Self::Expression, Self::None];
        let at = Self::NAMES.iter().position(|known| known.eq_ignore_ascii_case(name))?;
        types.get(at).copied()
    }

    /// The name in documents.
    pub fn name(self) -> &'static str {
        Self::NAMES.get(self as usize).copied().unwrap_or_default()
    }
}

/// Which changes of a mapping flow (Graph metadata, attributeFlowType).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub enum FlowType {
    /// On create and update.
    #[default]
    Always,
    /// On create only.
    ObjectAddOnly,
    /// Only additions to a multi-valued attribute.
    MultiValueAddOnly,
    /// Additions flow, removals do not.
    ValueAddOnly,
    /// Only while the target attribute has no value.
    AttributeAddOnly,
}

impl FlowType {
    /// The names in documents, in the order of their numbers.
    pub const NAMES: [&'static str; 5] =
        ["Always", "ObjectAddOnly", "MultiValueAddOnly", "ValueAddOnly", "AttributeAddOnly"];

    /// The flow type of this name, in any letter case.
    pub fn parse(name: &str) -> Option<Self> {
        let all = [
            Self::Always,
            Self::ObjectAddOnly,
            Self::MultiValueAddOnly,
            Self::ValueAddOnly,
            Self::AttributeAddOnly,
        ];
        let at = Self::NAMES.iter().position(|known| known.eq_ignore_ascii_case(name))?;
        all.get(at).copied()
    }
}

/// Whether a value flows without a change (Graph metadata, attributeFlowBehavior).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub enum FlowBehavior {
    /// When it differs from the target's.
    #[default]
    FlowWhenChanged,
    /// With every update.
    FlowAlways,
}

impl FlowBehavior {
    /// The names in documents, in the order of their numbers.
    pub const NAMES: [&'static str; 2] = ["FlowWhenChanged", "FlowAlways"];
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
