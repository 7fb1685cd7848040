//! The JavaScript interface: this file and those below it are the only ones that know JavaScript.
//!
//! Users cross the boundary as JSON text, which measured several times quicker than walking
//! objects; small typed results cross as objects. Spans are in UTF-16 code units. Types for
//! TypeScript are derived from the Rust types.

pub mod cycle;
pub mod diagnostic;
pub mod editor;
pub mod expression;
pub mod files;
pub mod options;
pub mod plan;
pub mod preview;
pub mod schema;
pub mod scim;
pub mod systems;
pub mod target;
pub mod trace;
mod values;

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
