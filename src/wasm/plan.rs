//! Profiles, compiled and run over many users; one user is in `preview`.

use super::diagnostic::{Diagnostic, findings, refused};
use super::options::{Options, PlanOptions, json_text};
use super::scim::schemas;
use super::values::to_js;
use crate::diagnostic::Diagnostic as EngineDiagnostic;
use crate::mapping;
use crate::provisioning;
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// A profile read from text.
#[derive(Serialize, Tsify)]
pub struct ProfileReading {
    /// The profile, if there are no errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    profile: Option<mapping::Profile>,
    /// What was found; spans are in the document's text.
    diagnostics: Vec<Diagnostic>,
}

/// Reads a profile document and says what is wrong with it.
#[wasm_bindgen(js_name = readProfile, unchecked_return_type = "ProfileReading")]
pub fn read_profile(text: &str) -> Result<JsValue, JsValue> {
    let read = mapping::Profile::read(text).strictly();
    let diagnostics = read.diagnostics.into_iter().map(|found| Diagnostic::of_document(found, text));
    to_js(&ProfileReading { profile: read.value, diagnostics: diagnostics.collect() })
}

/// A profile ready to run over any number of users.
#[wasm_bindgen]
pub struct Plan {
    pub(super) plan: mapping::Plan,
}

#[wasm_bindgen]
impl Plan {
    /// Compiles a profile, given as object or JSON text.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "Profile | object | string")] profile: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PlanOptions")] options: JsValue,
    ) -> Result<Plan, JsValue> {
        let options = PlanOptions::read(&options)?;
        let text = json_text(&profile)?;
        let read = mapping::Profile::read(&text);
        let read = if options.lenient { read } else { read.strictly() };
        let compiled = match &options.schema {
            Some(schema) if read.value.is_some() => {
                mapping::Plan::compile_for(read, crate::systems::Target::loaded(schemas(schema)?))
            }
            _ => mapping::Plan::compile(read),
        };
        let blocked = compiled.is_blocked() && !options.lenient;
        let plan = compiled.lenient().map_err(|found| {
            // The text may be one that was made from an object, so places in it mean nothing to the caller.
            let unplaced = |found: EngineDiagnostic| {
                let is_part = found.place.is_part();
                let shown = Diagnostic::of_document(found, &text);
                Diagnostic { span: shown.span.filter(|_| !is_part), ..shown }
            };
            refused(found.into_iter().map(unplaced).collect())
        })?;
        if blocked {
            return Err(refused(findings(&plan, plan.diagnostics())));
        }
        Ok(Plan { plan })
    }

    /// The system that users come from.
    #[wasm_bindgen(getter, unchecked_return_type = "\"entra\" | \"pingone\" | \"okta\"")]
    pub fn source(&self) -> String {
        self.plan.source().id.to_owned()
    }

    /// What was found while compiling; spans are inside the text that the pointer leads to.
    #[wasm_bindgen(getter, unchecked_return_type = "Diagnostic[]")]
    pub fn diagnostics(&self) -> Result<JsValue, JsValue> {
        to_js(&findings(&self.plan, self.plan.diagnostics()))
    }

    /// What is worth knowing of the profile as a whole and no problem of any mapping.
    #[wasm_bindgen(getter, unchecked_return_type = "Diagnostic[]")]
    pub fn notes(&self) -> Result<JsValue, JsValue> {
        to_js(&findings(&self.plan, &self.plan.notes()))
    }

    /// The fast lane: users as NDJSON in, create bodies as NDJSON out. A line that is no user
    /// gives no body; [`problems`](Plan::problems) says why.
    pub fn payloads(
        &self,
        ndjson: &[u8],
        #[wasm_bindgen(unchecked_optional_param_type = "EvaluateOptions")] options: JsValue,
    ) -> Result<Vec<u8>, JsValue> {
        let environment = Options::new(&options)?.environment()?;
        let mut out = Vec::with_capacity(ndjson.len());
        provisioning::payloads(&self.plan, ndjson, 1, &environment, &mut out);
        Ok(out)
    }

    /// What is wrong with the users of the fast lane, by line.
    #[wasm_bindgen(unchecked_return_type = "Diagnostic[]")]
    pub fn problems(
        &self,
        ndjson: &[u8],
        #[wasm_bindgen(unchecked_optional_param_type = "EvaluateOptions")] options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let environment = Options::new(&options)?.environment()?;
        let problems = provisioning::payloads(&self.plan, ndjson, 1, &environment, &mut Vec::new());
        let found = problems.into_iter().map(|problem| {
            let text = self.plan.profile().text_at(&problem.diagnostic.place).unwrap_or_default();
            Diagnostic::new(problem.diagnostic, text).on_line(problem.line)
        });
        to_js(&found.collect::<Vec<_>>())
    }
}
