//! A source user's values by attribute name.
//!
//! A [`Reader`] is made once for the attributes that mappings read. It goes through a user's JSON
//! text once, keeps those values as borrowed slices, and skips everything else: that is what makes
//! a hundred thousand users take milliseconds. A name is looked up as it stands; else under its
//! Graph name (`mobile` is Graph's `mobilePhone`); else in any letter case; else as a SCIM path.

mod evaluate;
mod import;
mod row;
mod slots;

pub use evaluate::{Question, evaluate, evaluate_traced};
pub(crate) use import::{Import, Standing};
pub use row::Reader;
pub(crate) use slots::Slots;

#[cfg(test)]
mod tests;
