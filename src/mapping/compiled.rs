//! One mapping made ready to run, with everything that compiling learned of it: whoever wants to know
//! what a mapping reads, writes or means asks here, and nobody reads its texts a second time.

use super::convert::ValueType;
use super::profile::Mapping;
use crate::language::{Call, Dialect, Expression, Function, Node, RoleForm, Slots, find_function};
use crate::order;
use crate::scim::Path;
use crate::systems::Source;

/// One mapping, compiled.
#[derive(Clone, Debug, Default)]
pub(crate) struct CompiledMapping {
    /// Which mapping of the profile it is.
    pub(crate) at: usize,
    /// What the profile says.
    pub(crate) mapping: Mapping,
    /// The language of its expression, if the source's language is evaluated.
    pub(super) language: Option<Dialect>,
    /// Where the value comes from.
    pub(super) feed: Feed,
    /// What the target takes.
    pub(crate) value_type: ValueType,
    /// The target as it is written; none if it is no path.
    pub(crate) written: Option<Path>,
    /// Where the value is in a resource, spelled as the schema spells it; none if nothing can be written
    /// there.
    pub(crate) path: Option<Path>,
    /// The source attributes that the value is made of.
    pub(crate) reads: Vec<SourceAttribute>,
    /// Whether letter case counts when values are compared.
    pub(crate) exact: bool,
    /// Whether the value is another object of the directory, which flows in a second pass.
    pub(crate) reference: bool,
    /// Whether the value depends on `IsSoftDeleted`.
    pub(crate) disables: bool,
    /// Set if the value is made of app roles, which updates write in forms of their own.
    pub(crate) role: Option<RoleForm>,
}

/// Where a mapping's value comes from.
#[derive(Clone, Debug)]
pub(super) enum Feed {
    /// The attribute in this slot.
    Attribute(usize),
    Constant,
    Expression(Box<Expression>),
    /// A mapping of type none.
    Nothing,
    /// A mapping with errors; the tree, if its source is an expression that can be read at least.
    Broken(Option<Box<Node>>),
}

impl Default for Feed {
    fn default() -> Self {
        Feed::Broken(None)
    }
}

/// A source attribute that a mapping reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SourceAttribute {
    /// Its name, as the mapping writes it.
    pub(crate) name: String,
    /// Where a user's values have it; none if only mappings with errors read it.
    pub(crate) slot: Option<usize>,
}

impl CompiledMapping {
    /// The tree of its expression, if it has one that can be read.
    pub(crate) fn tree(&self) -> Option<&Node> {
        match &self.feed {
            Feed::Expression(expression) => Some(expression.tree()),
            Feed::Broken(tree) => tree.as_deref(),
            Feed::Attribute(_) | Feed::Constant | Feed::Nothing => None,
        }
    }

    /// What the registry says of a function that its expression calls.
    pub(crate) fn function(&self, call: &Call) -> Option<&'static Function> {
        find_function(&call.name, self.language?)
    }

    /// Whether it reads an attribute of this name, in any letter case.
    pub(crate) fn reads(&self, name: &str) -> bool {
        self.reads.iter().any(|attribute| attribute.name.eq_ignore_ascii_case(name))
    }

    /// Whether it writes the attribute of this name as a whole, one of the resource itself.
    pub(crate) fn writes(&self, name: &str) -> bool {
        self.path.as_ref().is_some_and(|path| {
            path.name.eq_ignore_ascii_case(name)
                && path.sub.is_none()
                && path.filter.is_none()
                && path.extension_urn().is_none()
        })
    }

    /// The same mapping without a value: its target cannot be written.
    pub(super) fn broken(mut self) -> Self {
        self.feed = Feed::Broken(match self.feed {
            Feed::Expression(expression) => Some(Box::new(expression.into_tree())),
            Feed::Broken(tree) => tree,
            Feed::Attribute(_) | Feed::Constant | Feed::Nothing => None,
        });
        self
    }

    /// Finds the slots of what it reads, as soon as all mappings have theirs.
    pub(super) fn bind(&mut self, slots: &Slots) {
        for attribute in &mut self.reads {
            attribute.slot = slots.find(&attribute.name);
        }
    }
}

/// These names as attributes without a slot yet.
pub(super) fn unbound<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<SourceAttribute> {
    names.into_iter().map(|name| SourceAttribute { name: name.to_owned(), slot: None }).collect()
}

/// Whether a source attribute holds other objects of the directory.
pub(super) fn is_reference(name: &str) -> bool {
    ["manager", "members", "owners", "memberOf"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The mappings with a matching precedence, the first to be tried first. Entra has to be told; the others
/// look for the username (developer.okta.com, Okta and SCIM version 2.0: create users).
pub(super) fn matching(mappings: &[CompiledMapping], source: &Source) -> Vec<usize> {
    let precedence = |at: usize| mappings.get(at).and_then(|compiled| compiled.mapping.matching);
    let mut matching: Vec<usize> = (0..mappings.len()).filter(|at| precedence(*at).is_some()).collect();
    order::sort_by_key(&mut matching, |at| precedence(*at));
    if matching.is_empty() && !source.states_matching {
        matching.extend(mappings.iter().position(|compiled| compiled.writes("userName")));
    }
    matching
}

/// These, and those of the object's name and work address.
pub(super) fn unique(matching: &[usize], mappings: &[CompiledMapping]) -> Vec<usize> {
    let mut unique = matching.to_vec();
    for compiled in mappings {
        let Some(path) = &compiled.path else { continue };
        let is_name = path.name.eq_ignore_ascii_case("userName") && path.sub.is_none();
        let is_address = path.name.eq_ignore_ascii_case("emails")
            && path.sub.as_deref().is_none_or(|sub| sub.eq_ignore_ascii_case("value"));
        if (is_name || is_address) && path.extension_urn().is_none() && !unique.contains(&compiled.at) {
            unique.push(compiled.at);
        }
    }
    unique
}
