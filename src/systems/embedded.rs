//! Documents that are part of the program, each read when first asked for.
//!
//! Tests read them all and count what is in them, so nothing in them is lost silently.

use crate::json;
use serde_json::{Map, Value};
use std::sync::OnceLock;

/// The entries of an embedded document: those of a list, or of the list under `member`.
pub(super) struct Embedded<T: 'static> {
    document: &'static str,
    member: &'static str,
    read: fn(&Map<String, Value>) -> Option<T>,
    entries: OnceLock<Vec<T>>,
}

impl<T> Embedded<T> {
    pub(super) const fn new(
        document: &'static str,
        member: &'static str,
        read: fn(&Map<String, Value>) -> Option<T>,
    ) -> Self {
        Self { document, member, read, entries: OnceLock::new() }
    }

    pub(super) fn all(&self) -> &[T] {
        self.entries.get_or_init(|| {
            let document = json::parse(self.document).unwrap_or_default();
            let entries = document.get(self.member).unwrap_or(&document).as_array();
            entries.into_iter().flatten().filter_map(|entry| (self.read)(entry.as_object()?)).collect()
        })
    }
}

/// A text member.
pub(super) fn text(members: &Map<String, Value>, name: &str) -> Option<String> {
    members.get(name)?.as_str().map(str::to_owned)
}

/// Whether a member is true.
pub(super) fn flag(members: &Map<String, Value>, name: &str) -> bool {
    members.get(name).and_then(Value::as_bool).unwrap_or_default()
}

/// The texts of a member that lists some.
pub(super) fn texts(members: &Map<String, Value>, name: &str) -> Vec<String> {
    let list = members.get(name).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}
