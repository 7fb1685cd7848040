//! Bodies as the plan writes them: the text on the wire, and the same as a value.

use crate::json;
use crate::mapping::Plan;
use crate::value::Value;
use serde_json::Value as Json;

/// The body of a request, twice.
pub(super) struct Body {
    pub(super) text: String,
    pub(super) value: Json,
}

impl Body {
    /// The body that these values make, one for each mapping.
    pub(super) fn of(plan: &Plan, values: &[Option<Value<'_>>]) -> Self {
        let mut bytes = Vec::new();
        plan.write(values, &mut bytes);
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                debug_assert!(false, "the writer writes UTF-8: {error}");
                String::from_utf8_lossy(error.as_bytes()).into_owned()
            }
        };
        let value = match json::parse(&text) {
            Ok(value) => value,
            // A fault of the writer must not turn into a body without content: shown is what was written, and the
            // target's validation says of it that a body is an object.
            Err(fault) => {
                debug_assert!(false, "the writer writes JSON, but not at byte {}", fault.at);
                Json::from(text.as_str())
            }
        };
        Self { text, value }
    }
}
