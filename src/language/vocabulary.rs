//! What the checker asks of the system that an expression reads from.

use super::registry::Kind;

/// The attributes of a source system, as far as they are known without a tenant.
pub trait Vocabulary: std::fmt::Debug + Sync {
    /// The attribute of this name, in the letter case that the system takes.
    fn attribute(&self, name: &str) -> Option<KnownName<'_>>;

    /// The names of all attributes.
    fn names(&self) -> Vec<&str>;

    /// Whether a name can only be an attribute of the tenant's own.
    fn is_own(&self, name: &str) -> bool;

    /// What to write for a name that people bring from elsewhere and that no mapping can read.
    fn instead(&self, name: &str) -> Option<Instead>;
}

/// An attribute that is known by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownName<'v> {
    /// The name as the system has it.
    pub name: &'v str,
    /// What its values are; any if tenants put into it what they like.
    pub kind: Kind,
    /// Whether a user may have several values.
    pub multi_valued: bool,
    /// The texts that its values may be, if they are known; none if they are not.
    pub values: &'v [String],
}

/// What stands in for a name that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instead {
    /// Why it cannot be read.
    pub message: &'static str,
    /// What the system has instead.
    pub help: &'static str,
    /// The name to write, if there is one.
    pub name: Option<&'static str>,
}
