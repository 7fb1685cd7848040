//! Identity systems as records: what users come from ([`Source`]), what requests go to ([`Target`]), and what is
//! known of each.
//!
//! A system is a folder that has its record, and a line in [`SOURCES`] or [`TARGETS`]. Nobody else compares names
//! of systems: what differs is a field of the record, named by what it says.

mod attribute;
mod embedded;
pub mod entra;
pub mod okta;
pub mod pingone;
pub mod presets;
mod scim;
mod settings;
mod source;
mod table;
mod target;
pub mod zoom;

pub use attribute::{Attribute, AttributeType, Doubt, Preset, Reference, Sample};
pub use entra::{Actions, ENTRA, EntraSettings, ScopeMode, WireDialect};
pub use okta::{OKTA, OktaSettings};
pub use pingone::{PINGONE, PingOneSettings, RemoveAction};
pub use scim::SCIM;
pub use settings::{Setting, SettingKind, SettingValue, SettingValues, SourceSettings, Usual};
pub use source::{Computed, Filters, Source};
pub use table::{SOURCES, TARGETS};
pub(crate) use target::certainty;
pub use target::{SharedTarget, Target, TargetFacts};
pub use zoom::ZOOM;

#[cfg(test)]
mod tests;
