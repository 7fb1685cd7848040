//! The text of a synchronization schema, before anything of it is understood.

use crate::diagnostic::{Outcome, document};
use crate::limits::SCHEMA_DEPTH;
use serde_json::Value as Json;

/// The member that makes a document a synchronization schema.
pub(super) const RULES: &str = "synchronizationRules";

pub(super) fn has_rules(json: &Json) -> bool {
    json.get(RULES).is_some_and(|rules| rules.is_array() || rules.is_null())
}

/// Reads the text; every level of an expression takes three levels of JSON.
pub(super) fn parse(text: &str) -> Outcome<Json> {
    document::parse_nested(text, "a synchronization schema", SCHEMA_DEPTH)
}
