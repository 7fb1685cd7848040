//! Reading the documents that are part of the program.
//!
//! Tests read them all and count what is in them, so nothing in them is lost silently.

use crate::json;
use serde_json::{Map, Value};

/// The entries of an embedded document: those of a list, or of the list under `member`.
pub(super) fn list<T>(document: &str, member: &str, read: fn(&Map<String, Value>) -> Option<T>) -> Vec<T> {
    let document = json::parse(document).unwrap_or_default();
    let entries = document.get(member).unwrap_or(&document).as_array();
    entries.into_iter().flatten().filter_map(|entry| read(entry.as_object()?)).collect()
}

/// A text member.
pub(super) fn text(members: &Map<String, Value>, name: &str) -> Option<String> {
    members.get(name)?.as_str().map(str::to_owned)
}

/// Whether a member is true.
pub(super) fn flag(members: &Map<String, Value>, name: &str) -> bool {
    members.get(name).and_then(Value::as_bool).unwrap_or_default()
}
