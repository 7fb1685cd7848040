//! Any SCIM service: the schemas of RFC 7643, and nothing beyond them.

use super::target::{SchemaSource, Target, TargetFacts};
use crate::scim::Schemas;
use crate::scim::validate::RFC;

/// The core schemas of RFC 7643.
pub static SCIM: Target = Target {
    id: "scim",
    title: "the target",
    facts: TargetFacts { groups: true, ..TargetFacts::NONE },
    schemas: SchemaSource::Embedded(Schemas::core),
    rules: &RFC,
};
