//! Paths, filters and payloads.

use super::diagnostic::{Diagnostic, refused, thrown};
use super::options::{PathOptions, ValidateOptions, json_text};
use super::values::{to_js, without_large_numbers};
use crate::diagnostic::document;
use crate::scim::{self, Method, Mode, Schemas};
use crate::systems::{SharedTarget, Target};
use serde::Serialize;
use serde_json::Value as Json;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// A path or filter.
#[derive(Serialize, Tsify)]
pub struct PathReading {
    valid: bool,
    /// The tree; absent if the text is not valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "Json")]
    ast: Option<Json>,
    /// The text in its usual form; absent if it is not valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    canonical: Option<String>,
    diagnostics: Vec<Diagnostic>,
}

/// The schemas of a target.
pub(super) fn schemas(text: &str) -> Result<Schemas, JsValue> {
    Schemas::from_json(text).map_err(|found| refused(vec![Diagnostic::of_document(*found, text)]))
}

/// What a target would say to the body of a request, given as object or JSON text; each finding has a
/// `path` and a `source`.
#[wasm_bindgen(unchecked_return_type = "Diagnostic[]")]
pub fn validate(
    #[wasm_bindgen(unchecked_param_type = "object | string")] payload: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "ValidateOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let options = ValidateOptions::read(&options)?;
    let name = options.target.as_deref().unwrap_or("zoom");
    let target: SharedTarget = match &options.schema {
        Some(schema) => Target::loaded(schemas(schema)?).into(),
        None => {
            let known = || Target::names().collect::<Vec<_>>().join(" or ");
            let target = Target::from_name(name);
            target.ok_or_else(|| thrown(&format!("the target is `{name}`; write {}", known()), &[]))?.into()
        }
    };
    let name = options.method.as_deref().unwrap_or("POST");
    let method = Method::from_name(name)
        .ok_or_else(|| thrown(&format!("the method is `{name}`; write POST, PUT or PATCH"), &[]))?;
    let text = json_text(&payload)?;
    let payload =
        document::parse(&text, "a payload").map_err(|found| refused(vec![Diagnostic::new(*found, &text)]))?;
    let found = target.validate(&payload, method).into_iter();
    to_js(&found.map(Diagnostic::of_payload).collect::<Vec<_>>())
}

/// Reads a SCIM path or filter. Whatever the text, nothing is thrown but for wrong options.
#[wasm_bindgen(js_name = parsePath, unchecked_return_type = "PathReading")]
pub fn parse_path(
    text: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "PathOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let options = PathOptions::read(&options)?;
    let mode = if options.strict { Mode::Strict } else { Mode::Lenient };
    let parsed = match options.kind.as_deref() {
        None | Some("path") => scim::parse_path(text, mode).map(|path| (path.ast(), path.to_string())),
        Some("filter") => scim::parse_filter(text, mode).map(|filter| (filter.ast(), filter.to_string())),
        Some(kind) => return Err(thrown(&format!("the kind is `{kind}`; write path or filter"), &[])),
    };
    to_js(&match parsed {
        Ok((ast, canonical)) => PathReading {
            valid: true,
            ast: Some(without_large_numbers(ast)),
            canonical: Some(canonical),
            diagnostics: Vec::new(),
        },
        Err(found) => PathReading {
            valid: false,
            ast: None,
            canonical: None,
            diagnostics: vec![Diagnostic::new(*found, text)],
        },
    })
}
