//! Where a finding stands: a typed place, until the edge prints it as a JSON pointer.
//!
//! What is absent here on purpose: reading a pointer back. Who needs to know which mapping a finding is about asks
//! the place; a pointer is for people and for other programs.

use std::fmt;

/// Where in a document something stands.
///
/// ```
/// use attrflow::place::{MappingMember, Place};
/// let place = Place::Mapping(3, MappingMember::Source);
/// assert_eq!(place.to_string(), "/mappings/3/source");
/// assert_eq!(place.mapping(), Some(3));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Place {
    /// No part of any document: a text that stands for itself, or what concerns nothing in particular.
    #[default]
    Nowhere,
    /// The mappings of a profile together.
    Mappings,
    /// One mapping of a profile, by its place in the list, and which member of it.
    Mapping(usize, MappingMember),
    /// A member of a profile's settings; the settings as a whole if the pointer is empty.
    Setting(Pointer),
    /// A scoping filter, or a part of one.
    Scope(ScopePlace),
    /// A part of another document, or a document as a whole: the body of a request, a schema, a synchronization
    /// schema, the facts about a user.
    Part(Pointer),
    /// A line of a file, from 1.
    Line(u64),
}

/// Which member of a mapping.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MappingMember {
    /// The mapping as a whole.
    #[default]
    Whole,
    /// How the value is made: `type`.
    Type,
    /// The attribute, constant or expression: `source`.
    Source,
    /// The target attribute: `target`.
    Target,
    /// The default value: `default`.
    Default,
    /// When it applies: `apply`.
    Apply,
    /// The matching precedence: `match`.
    Match,
    /// Which changes flow: `flowType`.
    FlowType,
    /// Whether it flows without a change: `flowBehavior`.
    FlowBehavior,
    /// Any other member, by its name.
    Other(String),
    /// A member that it needs and has not: its name is known, and what can be shown is the mapping as a whole.
    Absent(&'static str),
}

impl MappingMember {
    /// The member of this name in a profile.
    pub fn from_name(name: &str) -> Self {
        const KNOWN: [MappingMember; 8] = [
            MappingMember::Type,
            MappingMember::Source,
            MappingMember::Target,
            MappingMember::Default,
            MappingMember::Apply,
            MappingMember::Match,
            MappingMember::FlowType,
            MappingMember::FlowBehavior,
        ];
        let known = KNOWN.into_iter().find(|known| known.name() == Some(name));
        known.unwrap_or_else(|| MappingMember::Other(name.to_owned()))
    }

    /// The member that is meant, also if the mapping has not got it; none for the mapping as a whole.
    pub fn meant(&self) -> Option<&str> {
        match self {
            Self::Absent(name) => Some(name),
            other => other.name(),
        }
    }

    /// The name in a profile; none for the mapping as a whole, or a member that is not there.
    pub fn name(&self) -> Option<&str> {
        Some(match self {
            Self::Whole | Self::Absent(_) => return None,
            Self::Type => "type",
            Self::Source => "source",
            Self::Target => "target",
            Self::Default => "default",
            Self::Apply => "apply",
            Self::Match => "match",
            Self::FlowType => "flowType",
            Self::FlowBehavior => "flowBehavior",
            Self::Other(name) => name,
        })
    }
}

/// Which of a profile's two lists of scoping filters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScopeList {
    /// Who is provisioned: `scope`.
    #[default]
    Scope,
    /// Who is read at all: `inputScope`.
    InputScope,
}

impl ScopeList {
    /// The name in a profile.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Scope => "scope",
            Self::InputScope => "inputScope",
        }
    }
}

/// A part of a profile's scoping filters: the list, one filter, one clause, one member of a clause. Each level is
/// absent where the one above is meant as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopePlace {
    /// Which list.
    pub list: ScopeList,
    /// Which filter of the list.
    pub filter: Option<usize>,
    /// Which clause of the filter.
    pub clause: Option<usize>,
    /// Which member: of the clause if there is one (`attr`, `op`, `value`), else of the filter.
    pub member: Option<String>,
    /// Which of the clause's several values.
    pub value: Option<usize>,
}

impl ScopePlace {
    /// A list as a whole.
    pub fn list(list: ScopeList) -> Self {
        Self { list, ..Self::default() }
    }

    /// One filter of the list.
    pub fn filter(self, at: usize) -> Self {
        Self { filter: Some(at), ..self }
    }

    /// One clause of the filter.
    pub fn clause(self, at: usize) -> Self {
        Self { clause: Some(at), ..self }
    }

    /// One member of the clause or the filter.
    pub fn member(self, name: &str) -> Self {
        Self { member: Some(name.to_owned()), ..self }
    }

    /// One of several values of the clause.
    pub fn value(self, at: usize) -> Self {
        Self { value: Some(at), ..self.member("value") }
    }
}

/// The way from the root of a JSON document to a part of it (RFC 6901).
///
/// ```
/// use attrflow::place::Pointer;
/// let pointer = Pointer::default().member("Operations").element(0).member("a/b");
/// assert_eq!(pointer.to_string(), "/Operations/0/a~1b");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(Vec<PointerStep>);

/// One step of a [`Pointer`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PointerStep {
    /// Into the member of an object.
    Member(String),
    /// Into the element of an array, from 0.
    Element(usize),
}

impl Pointer {
    /// On into a member.
    #[must_use]
    pub fn member(mut self, name: impl Into<String>) -> Self {
        self.0.push(PointerStep::Member(name.into()));
        self
    }

    /// On into an element.
    #[must_use]
    pub fn element(mut self, at: usize) -> Self {
        self.0.push(PointerStep::Element(at));
        self
    }

    /// On along the steps of another pointer.
    #[must_use]
    pub fn join(mut self, inner: &Pointer) -> Self {
        self.0.extend_from_slice(&inner.0);
        self
    }

    /// One step back; the root stays the root.
    #[must_use]
    pub fn up(mut self) -> Self {
        self.0.pop();
        self
    }

    /// The steps from the root.
    pub fn steps(&self) -> &[PointerStep] {
        &self.0
    }

    /// Whether it leads to the root.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.0 {
            match step {
                PointerStep::Element(at) => write!(f, "/{at}")?,
                PointerStep::Member(name) if name.contains(['~', '/']) => {
                    write!(f, "/{}", name.replace('~', "~0").replace('/', "~1"))?;
                }
                PointerStep::Member(name) => write!(f, "/{name}")?,
            }
        }
        Ok(())
    }
}

impl Place {
    /// The mapping that it is about, if it is about one.
    pub fn mapping(&self) -> Option<usize> {
        match self {
            Self::Mapping(at, _) => Some(*at),
            _ => None,
        }
    }

    /// The document as a whole.
    pub fn document() -> Self {
        Self::Part(Pointer::default())
    }

    /// The settings as a whole.
    pub fn settings() -> Self {
        Self::Setting(Pointer::default())
    }

    /// One member of the settings.
    pub fn setting(name: &str) -> Self {
        Self::Setting(Pointer::default().member(name))
    }

    /// A member of a document's root.
    pub fn member(name: &str) -> Self {
        Self::Part(Pointer::default().member(name))
    }

    /// Whether there is no pointer to print.
    pub(crate) fn is_silent(&self) -> bool {
        !self.is_part()
    }

    /// Whether it is in a document.
    pub fn is_part(&self) -> bool {
        !matches!(self, Self::Nowhere | Self::Line(_))
    }

    /// A member of what stands here.
    ///
    /// ```
    /// use attrflow::place::{MappingMember, Place};
    /// let mapping = Place::Mapping(0, MappingMember::Whole);
    /// assert_eq!(mapping.child("source"), Place::Mapping(0, MappingMember::Source));
    /// ```
    #[must_use]
    pub fn child(&self, name: &str) -> Self {
        match self {
            Self::Mapping(at, MappingMember::Whole) => Self::Mapping(*at, MappingMember::from_name(name)),
            Self::Setting(pointer) => Self::Setting(pointer.clone().member(name)),
            Self::Scope(place) if place.member.is_none() => Self::Scope(place.clone().member(name)),
            other => Self::Part(other.pointer().member(name)),
        }
    }

    /// An element of what stands here.
    #[must_use]
    pub fn element(&self, at: usize) -> Self {
        match self {
            Self::Mappings => Self::Mapping(at, MappingMember::Whole),
            Self::Setting(pointer) => Self::Setting(pointer.clone().element(at)),
            Self::Scope(place @ ScopePlace { filter: None, member: None, .. }) => {
                Self::Scope(place.clone().filter(at))
            }
            Self::Scope(place @ ScopePlace { member: Some(_), value: None, .. }) => {
                Self::Scope(ScopePlace { value: Some(at), ..place.clone() })
            }
            other => Self::Part(other.pointer().element(at)),
        }
    }

    /// The way there in the JSON of a profile, whose mappings are the member `mappings`; in any other document the
    /// way to the part.
    pub fn pointer(&self) -> Pointer {
        let root = Pointer::default();
        match self {
            Self::Nowhere | Self::Line(_) => root,
            Self::Mappings => root.member("mappings"),
            Self::Mapping(at, member) => {
                let mapping = root.member("mappings").element(*at);
                match member.name() {
                    Some(name) => mapping.member(name),
                    None => mapping,
                }
            }
            Self::Setting(inner) => root.member("settings").join(inner),
            Self::Scope(place) => {
                let mut pointer = root.member(place.list.name());
                if let Some(at) = place.filter {
                    pointer = pointer.element(at);
                }
                if let Some(at) = place.clause {
                    pointer = pointer.member("clauses").element(at);
                }
                if let Some(name) = &place.member {
                    pointer = pointer.member(name);
                }
                if let Some(at) = place.value {
                    pointer = pointer.element(at);
                }
                pointer
            }
            Self::Part(pointer) => pointer.clone(),
        }
    }

    /// The way there in a document that is a bare array of mappings; `None` for what such a document has not.
    pub fn pointer_in_bare_mappings(&self) -> Option<Pointer> {
        match self {
            Self::Nowhere | Self::Line(_) | Self::Mappings => Some(Pointer::default()),
            Self::Mapping(..) => Some(Pointer(self.pointer().0.split_off(1))),
            _ => None,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            other => other.pointer().fmt(f),
        }
    }
}

impl From<Pointer> for Place {
    fn from(pointer: Pointer) -> Self {
        Self::Part(pointer)
    }
}

impl From<ScopePlace> for Place {
    fn from(place: ScopePlace) -> Self {
        Self::Scope(place)
    }
}
