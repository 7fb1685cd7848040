//! The functions of Entra and of Entra Connect: a family of them in each file beside this one.

mod binary;
mod connect;
mod date;
mod directory;
mod encoding;
mod list;
mod logic;
mod replace;
mod role;
mod text;
mod unique;
mod variables;

use crate::language::registry::{
    Evaluate, Function, Kind, Meaning, Offers, Origin, Parameter, Passes, Registry, RoleForm, example,
    optional, repeating, required,
};

/// The functions of Entra, with those that its cloud sync and Graph's function list document.
///
/// Microsoft calls names case-sensitive, yet its own texts write `Instr` and `Cstr`; so any case
/// is accepted and the checker warns.
pub(super) static ENTRA: Registry = Registry {
    families: &[
        logic::FUNCTIONS,
        text::FUNCTIONS,
        replace::FUNCTIONS,
        list::FUNCTIONS,
        date::FUNCTIONS,
        encoding::FUNCTIONS,
        role::FUNCTIONS,
        unique::FUNCTIONS,
        directory::FUNCTIONS,
    ],
    first: &[],
    // The cloud sync reference prints `Item([proxyAddress], Contains([proxyAddress], "SMTP:"))`
    // without listing the function.
    printed: &[&connect::CONTAINS],
    binary: &[],
};

/// The same with the functions of Entra Connect, whose own meaning of a name goes first.
pub(super) static CONNECT: Registry = Registry {
    families: &[
        logic::FUNCTIONS,
        text::FUNCTIONS,
        replace::FUNCTIONS,
        list::FUNCTIONS,
        date::FUNCTIONS,
        encoding::FUNCTIONS,
        role::FUNCTIONS,
        unique::FUNCTIONS,
        directory::FUNCTIONS,
        connect::FUNCTIONS,
        variables::FUNCTIONS,
        binary::FUNCTIONS,
    ],
    first: connect::FUNCTIONS,
    printed: &[],
    binary: binary::ATTRIBUTES,
};

#[cfg(test)]
mod tests;
