//! The language of Entra application provisioning and cloud sync, and that of Entra Connect's
//! synchronization rules, which is the same with infix operators.

mod check;
mod compare;
mod explain;
mod functions;
mod mend;
mod mistakes;
mod names_elsewhere;
pub(crate) mod notation;
pub(crate) mod parse;
mod paste;
mod recover;
mod repair;
pub(crate) mod scan;
mod semantics;
mod words;

use super::dialect::Dialect;
use super::language::Language;

/// Entra application provisioning and cloud sync.
pub(super) static ENTRA: Language = Language {
    dialect: Dialect::Entra,
    id: "entra",
    title: "Entra",
    registry: &functions::ENTRA,
    parse: |text| explain::parse(text, Dialect::Entra),
    recover: recover::recover,
    checks: &check::ENTRA,
    notation: &notation::ENTRA,
    idioms: &words::ENTRA,
};

/// Entra Connect synchronization rules.
pub(super) static CONNECT: Language = Language {
    dialect: Dialect::Connect,
    id: "connect",
    title: "Entra Connect",
    registry: &functions::CONNECT,
    parse: |text| explain::parse(text, Dialect::Connect),
    recover: recover::recover,
    checks: &check::CONNECT,
    notation: &notation::CONNECT,
    idioms: &words::CONNECT,
};
