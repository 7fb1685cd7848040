//! Values in a trace, cut to what a person reads.
//!
//! A node holds its value and so do the nodes around it: unbounded, a long text in a deep
//! expression would be kept a hundred times.

use crate::limits::{TRACE_CHARACTERS, TRACE_VALUES};
use crate::value::Value;
use serde_json::Value as Json;

/// The JSON form of a value, long texts and lists cut.
pub(crate) fn bounded(value: &Value<'_>) -> Json {
    match value {
        Value::Text(text) => Json::String(cut(text)),
        Value::List(values) => list(values.iter().map(bounded), values.len()),
        Value::Object(object) => {
            let members = object.iter().take(TRACE_VALUES);
            Json::Object(members.map(|(name, value)| (name.clone(), json(value))).collect())
        }
        other => other.to_json(),
    }
}

fn json(value: &Json) -> Json {
    match value {
        Json::Array(values) => list(values.iter().map(json), values.len()),
        Json::Object(members) => Json::Object(
            members.iter().take(TRACE_VALUES).map(|(name, value)| (name.clone(), json(value))).collect(),
        ),
        Json::String(text) => Json::String(cut(text)),
        // Whole numbers that a JavaScript number cannot hold, as everywhere.
        Json::Number(number) => crate::value::from_number(number).to_json(),
        other => other.clone(),
    }
}

fn list(values: impl Iterator<Item = Json>, count: usize) -> Json {
    let mut shown: Vec<Json> = values.take(TRACE_VALUES).collect();
    if count > TRACE_VALUES {
        shown.push(Json::String(format!("… and {} more", count - TRACE_VALUES)));
    }
    Json::Array(shown)
}

/// A text of at most [`TRACE_CHARACTERS`].
pub(crate) fn cut(text: &str) -> String {
    match text.char_indices().nth(TRACE_CHARACTERS) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
    }
}
