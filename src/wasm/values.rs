//! Values on their way to JavaScript.

use crate::json;
use serde::Serialize;
use serde_json::Value as Json;
use wasm_bindgen::prelude::*;

/// A small result as an object.
pub(super) fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(JsValue::from)
}

/// A member of an object, if it is given.
pub(super) fn member(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = js_sys::Reflect::get(object, &JsValue::from_str(name)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// Whole numbers that a JavaScript number cannot hold become text, never rounded.
pub(super) fn without_large_numbers(json: Json) -> Json {
    match json {
        Json::Number(number) if whole(&number).is_some_and(|size| size >= 1 << 53) => {
            Json::String(json::number_text(&number))
        }
        Json::Array(values) => values.into_iter().map(without_large_numbers).collect(),
        Json::Object(members) => {
            members.into_iter().map(|(name, value)| (name, without_large_numbers(value))).collect()
        }
        other => other,
    }
}

/// How large a whole number is, without its sign.
fn whole(number: &serde_json::Number) -> Option<u64> {
    number.as_i64().map(i64::unsigned_abs).or(number.as_u64())
}
