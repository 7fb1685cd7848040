//! SCIM 2.0: attribute paths and filters, schemas as data, reading and writing resources.
//!
//! Rules come from RFC 7643 (schemas), RFC 7644 (protocol) and their errata; where those are silent,
//! each module says what was decided and why.

mod check;
mod coerce;
mod compare;
mod explain;
mod matches;
mod parse;
pub mod patch;
mod path;
mod print;
mod scan;
pub mod schema;
mod seeds;
mod select;
mod strict;
mod time;
mod urn;
pub mod validate;
mod value;
mod write;

pub use check::check;
pub use coerce::coerce;
pub use matches::matches;
pub use parse::{parse_filter, parse_path};
pub use path::{AttributePath, CompareOp, Filter, Path, Test};
pub use schema::{Attribute, AttributeType, Schema, Schemas};
pub use select::select;
pub use validate::{Method, PayloadDiagnostic, validate};
pub use write::{Dialect, write};

/// Which texts are accepted as paths and filters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// The published grammar with its errata.
    Strict,
    /// Besides, what Entra and other clients send: several blanks, literals in any letter case,
    /// `$ref`, a schema URN alone, and in filters a comparison after the bracket.
    #[default]
    Lenient,
}
