//! The JavaScript interface: this file and those below it are the only ones that know JavaScript.
//!
//! Users cross the boundary as JSON text, which measured several times quicker than walking
//! objects; small typed results cross as objects. Spans are in UTF-16 code units. Types for
//! TypeScript are derived from the Rust types.

pub mod cycle;
pub mod diagnostic;
pub mod editor;
pub mod expression;
pub mod options;
pub mod plan;
pub mod schema;
pub mod scim;
pub mod systems;
pub mod trace;

use crate::json;
use diagnostic::thrown;
use serde::Serialize;
use serde_json::Value as Json;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** The error that is thrown: its diagnostics say what is wrong and where. */
export interface AttrflowError extends Error {
    name: "AttrflowError";
    diagnostics: Diagnostic[];
}
"#;

fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(JsValue::from)
}

/// JSON text from text, or from an object by way of `JSON.stringify`.
fn json_text(value: &JsValue) -> Result<String, JsValue> {
    if let Some(text) = value.as_string() {
        return Ok(text);
    }
    js_sys::JSON::stringify(value)
        .ok()
        .and_then(|text| text.as_string())
        .ok_or_else(|| thrown("expected an object or the text of one", &[]))
}

/// The version of the engine.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Puts readable panic messages into the console, in builds with the feature `panic-hook`.
#[wasm_bindgen(start)]
pub fn start() {
    #[cfg(feature = "panic-hook")]
    console_error_panic_hook::set_once();
}

/// Whole numbers that a JavaScript number cannot hold become text, never rounded.
fn without_large_numbers(json: Json) -> Json {
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
