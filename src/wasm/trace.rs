//! What one mapping did for one user.

use super::diagnostic::{Diagnostic, refused, thrown};
use super::options::{Options, json_text};
use super::plan::Plan;
use super::values::to_js;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Plan {
    /// Everything that one mapping did for one user, step by step: the parts of its expression,
    /// the default value, conversions, and why nothing is sent. Throws if there is no such mapping.
    #[wasm_bindgen(unchecked_return_type = "MappingTrace")]
    pub fn trace(
        &self,
        #[wasm_bindgen(unchecked_param_type = "object | string")] source: JsValue,
        mapping: usize,
        #[wasm_bindgen(unchecked_optional_param_type = "EvaluateOptions")] options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let environment = Options::new(&options)?.environment()?;
        let text = json_text(&source)?;
        let row = self.plan.read(&text).map_err(|found| refused(vec![Diagnostic::new(*found, &text)]))?;
        match self.plan.trace(&row, mapping, &environment) {
            Some(trace) => {
                let source = self.plan.profile().mappings.get(mapping).map_or("", |mapping| &mapping.source);
                to_js(&trace.to_utf16(source))
            }
            None => Err(thrown(&format!("there is no mapping {mapping}, counted from 0"), &[])),
        }
    }
}
