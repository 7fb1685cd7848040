//! Profiles, compiled and run.

use super::diagnostic::{Diagnostic, findings, refused};
use super::options::{Options, PlanOptions, json_text};
use super::scim::schemas;
use super::target::Target;
use super::values::{to_js, without_large_numbers};
use crate::diagnostic::Diagnostic as Found;
use crate::mapping;
use crate::provisioning::{
    self, Account, Action, Facts, MappingResult, MappingStatus, ModifiedProperty, Origin, Reason, Request,
    Step,
};
use serde::Serialize;
use serde_json::Value as Json;
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

/// What one mapping gave for a user.
#[derive(Serialize, Tsify)]
pub struct MappingPreview {
    target: String,
    status: MappingStatus,
    /// The value that is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "Json")]
    value: Option<Json>,
    /// Why nothing is sent, or that the default is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    reason: Option<String>,
    sensitive: bool,
    diagnostics: Vec<Diagnostic>,
}

/// What would happen to a user.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    action: Action,
    /// Why nothing is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    reason: Option<Reason>,
    /// Why, in a sentence.
    explanation: String,
    /// The request that is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    request: Option<Request>,
    /// Requests that follow in a second pass: references and members.
    following: Vec<Request>,
    /// The body as the exact text on the wire; of a create also for users that are skipped.
    body_text: String,
    /// The filters that the target is asked with, in order.
    match_queries: Vec<String>,
    /// How the scoping filters judge.
    scope: Vec<mapping::FilterVerdict>,
    /// Import, scope, match, action.
    steps: Vec<Step>,
    /// What changes in the target.
    modified_properties: Vec<ModifiedProperty>,
    /// What each mapping gave, in the order of the mappings.
    mappings: Vec<MappingPreview>,
    /// The mapping behind every part of the body: of what stands there, with all below that has no origin of its own.
    origins: Vec<Origin>,
    /// The account that the request goes to, or would: linked, found by matching, or assumed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    account: Option<Account>,
    /// Everything found; pointers lead into the profile.
    diagnostics: Vec<Diagnostic>,
}

impl Preview {
    fn new(plan: &mapping::Plan, preview: provisioning::Preview) -> Self {
        let mapping = |mapping: MappingResult| MappingPreview {
            diagnostics: findings(plan, &mapping.diagnostics),
            target: mapping.target,
            status: mapping.status,
            value: mapping.value.map(without_large_numbers),
            reason: mapping.reason,
            sensitive: mapping.sensitive,
        };
        let property = |property: ModifiedProperty| ModifiedProperty {
            old_value: without_large_numbers(property.old_value),
            new_value: without_large_numbers(property.new_value),
            ..property
        };
        let account = preview.account.map(|mut account| {
            account.resource = without_large_numbers(account.resource);
            account
        });
        Self {
            action: preview.action,
            reason: preview.reason,
            explanation: preview.explanation,
            request: preview.request.map(request),
            following: preview.following.into_iter().map(request).collect(),
            body_text: preview.body_text,
            match_queries: preview.match_queries,
            scope: preview.scope,
            steps: preview.steps,
            modified_properties: preview.modified_properties.into_iter().map(property).collect(),
            mappings: preview.mappings.into_iter().map(mapping).collect(),
            origins: preview.origins,
            account,
            diagnostics: findings(plan, &preview.diagnostics),
        }
    }
}

fn request(request: Request) -> Request {
    Request { body: without_large_numbers(request.body), ..request }
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What else a preview may be given. */
export interface PreviewSettings {
    /** The user as it was: what its change sends, and what stays behind. */
    before?: object | string;
    /** What the target holds, in place of `targetUsers`. */
    target?: Target;
}
"#;

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
            let unplaced = |found: Found| {
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

    /// What would happen to one user, given as object or JSON text.
    #[wasm_bindgen(unchecked_return_type = "Preview")]
    pub fn preview(
        &self,
        #[wasm_bindgen(unchecked_param_type = "object | string")] source: JsValue,
        #[wasm_bindgen(
            unchecked_optional_param_type = "EvaluateOptions & Facts & PreviewSettings"
        )]
        options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let before = js_sys::Reflect::get(&options, &JsValue::from_str("before")).ok();
        let before = before.filter(|before| !before.is_undefined() && !before.is_null());
        let target = Target::among(&options)?;
        let options = Options::without(&options, &["before", "target"])?;
        let environment = options.environment()?;
        let facts =
            Facts::read(options.object()).map_err(|found| refused(vec![Diagnostic::new(*found, "")]))?;
        let text = json_text(&source)?;
        let resolve = |attribute: &str, _: &str| facts.resolve(attribute);
        let mut situation = facts.situation(&resolve);
        if let Some(target) = &target {
            situation.directory = target.directory();
        }
        let preview = match before {
            None => provisioning::preview_in(&self.plan, &text, &situation, &environment),
            Some(before) => {
                let before = json_text(&before)?;
                provisioning::incremental(&self.plan, &before, &text, &situation, &environment)
            }
        };
        let preview = preview.map_err(|found| refused(vec![Diagnostic::new(*found, &text)]))?;
        to_js(&Preview::new(&self.plan, preview))
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
