//! Synchronization schemas of Microsoft Graph.

use super::diagnostic::{Diagnostic, refused, thrown};
use super::options::{Options, json_text};
use super::values::to_js;
use crate::diagnostic::Diagnostic as EngineDiagnostic;
use crate::graph;
use crate::json;
use crate::mapping::Profile;
use serde::Serialize;
use serde_json::Value as Json;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// What a synchronization schema holds.
#[derive(Serialize, Tsify)]
pub struct SchemaImport {
    /// The document as text, for `exportSchema`; spans of the diagnostics count in it.
    text: String,
    /// The object mappings of all rules, in order.
    mappings: Vec<SchemaMapping>,
    /// Which of them is meant if nothing else is said: the first of users that is switched on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    chosen: Option<usize>,
    /// What was not understood; it stays in the document.
    diagnostics: Vec<Diagnostic>,
}

/// One object mapping of a synchronization schema.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct SchemaMapping {
    /// What to call it.
    name: String,
    /// JSON pointer to it in the document.
    pointer: String,
    /// Whether it is switched on.
    enabled: bool,
    /// Whether it belongs to the service, and is nothing an admin sees.
    internal: bool,
    /// The names of both directories.
    source_directory: String,
    target_directory: String,
    /// The kinds of object it reads and writes.
    source_object: String,
    target_object: String,
    /// It as a profile.
    #[tsify(type = "Record<string, Json>")]
    profile: Profile,
}

/// How to export a profile.
#[derive(Default, Tsify)]
pub struct SchemaExportOptions {
    /// The text of the synchronization schema that the profile comes from; a new one if left out.
    #[tsify(optional)]
    original: Option<String>,
    /// Which object mapping of the original, by place in `mappings`; `chosen` if left out.
    #[tsify(optional)]
    mapping: Option<usize>,
    /// Whether to leave out what names the tenant.
    #[tsify(optional)]
    share: bool,
}

/// A synchronization schema that was written.
#[derive(Serialize, Tsify)]
pub struct SchemaExport {
    /// The document.
    text: String,
    /// What has no place or no known form in it; pointers lead into the profile.
    diagnostics: Vec<Diagnostic>,
}

/// Reads a synchronization schema: UTF-8, or UTF-16 with a byte order mark; by itself, in a template or a job, in a state of
/// Terraform, or as PowerShell writes it. Throws if it is none.
#[wasm_bindgen(js_name = importSchema, unchecked_return_type = "SchemaImport")]
pub fn import_schema(bytes: &[u8]) -> Result<JsValue, JsValue> {
    let whole = graph::decode(bytes).map_err(|found| refused(vec![Diagnostic::new(*found, "")]))?;
    let text = graph::unwrapped(&whole).map_err(|found| refused(vec![placed(*found, &whole)]))?;
    let (imported, found) =
        graph::import_text(&text).map_err(|found| refused(vec![placed(*found, &text)]))?;
    let mappings = imported.mappings.iter().enumerate().filter_map(|(at, entry)| {
        let (rule, mapping) = imported.object_mapping(at)?;
        Some(SchemaMapping {
            name: entry.name.clone(),
            pointer: entry.pointer.to_string(),
            enabled: entry.enabled,
            internal: entry.internal,
            source_directory: rule.source_directory_name.clone(),
            target_directory: rule.target_directory_name.clone(),
            source_object: mapping.source_object_name.clone(),
            target_object: mapping.target_object_name.clone(),
            profile: imported.profile(at)?,
        })
    });
    to_js(&SchemaImport {
        mappings: mappings.collect(),
        chosen: imported.choose(None).ok(),
        diagnostics: found.into_iter().map(|found| placed(found, &text)).collect(),
        text: text.into_owned(),
    })
}

/// Writes a profile as a synchronization schema, or its changes into the one that it comes from, of which
/// every other byte stays as it is. Throws for a profile or an original with errors.
#[wasm_bindgen(js_name = exportSchema, unchecked_return_type = "SchemaExport")]
pub fn export_schema(
    #[wasm_bindgen(unchecked_param_type = "object | string")] profile: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "SchemaExportOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let options = SchemaExportOptions::read(&options)?;
    let of_profile = json_text(&profile)?;
    let refused_in = |found: Box<EngineDiagnostic>, text: &str| refused(vec![placed(*found, text)]);
    let profile = Profile::read(&of_profile).strict().map_err(|found| {
        let first = found.into_iter().filter(EngineDiagnostic::is_error).take(1);
        refused(first.map(|first| placed(first, &of_profile)).collect())
    })?;
    let (mut text, found) = match &options.original {
        None => graph::create(&profile).map_err(|found| refused_in(found, &of_profile))?,
        Some(original) => {
            let (imported, _) = graph::import_text(original).map_err(|found| refused_in(found, original))?;
            let at = match options.mapping {
                Some(at) => at,
                None => imported.choose(None).map_err(|why| thrown(&why.to_string(), &[]))?,
            };
            graph::export(original, at, &profile).map_err(|found| refused_in(found, &of_profile))?
        }
    };
    if options.share {
        text = graph::share(&text).map_err(|found| refused_in(found, ""))?;
    }
    let diagnostics = found.into_iter().map(|found| placed(found, &of_profile)).collect();
    to_js(&SchemaExport { text, diagnostics })
}

/// Answers a request of Graph's `parseExpression` in the service's own form.
#[wasm_bindgen(js_name = parseExpression, unchecked_return_type = "Record<string, Json>")]
pub fn parse_expression(
    #[wasm_bindgen(unchecked_param_type = "object | string")] request: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "EvaluateOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let environment = Options::new(&options)?.environment()?;
    let request = json_text(&request)?;
    let request = json::parse(&request).map_err(|fault| thrown(fault.reason.as_str(), &[]))?;
    to_js(&graph::parse_expression(&request, &environment))
}

/// A finding of a document with its place in the text.
fn placed(found: EngineDiagnostic, text: &str) -> Diagnostic {
    Diagnostic::of_document(found, text)
}

impl SchemaExportOptions {
    fn read(value: &JsValue) -> Result<Self, JsValue> {
        Options::new(value)?.read(|members| {
            let place = |value: &Json| usize::try_from(value.as_u64()?).ok();
            Ok(Self {
                original: members.owned_text("original")?,
                mapping: members.read("mapping", "a place in a list", place)?,
                share: members.flag("share")?.unwrap_or_default(),
            })
        })
    }
}
