//! Which language a text is in.

/// Which language a text is in, in which of its dialects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dialect {
    /// Entra application provisioning and cloud sync.
    #[default]
    Entra,
    /// Entra Connect synchronization rules: infix operators, parentheses, variables.
    Connect,
}
