//! The JavaScript interface: this file and those below it are the only ones that know JavaScript.
//!
//! Users cross the boundary as JSON text, which measured several times quicker than walking
//! objects; small typed results cross as objects. Spans are in UTF-16 code units. Types for
//! TypeScript are derived from the Rust types.

pub mod editor;
pub mod schema;
mod trace;

use crate::diagnostic::{Code, Diagnostic as Found, ErrorKind, Fix, Severity};
use crate::document;
use crate::dotnet::datetime::DateTime;
use crate::expression::{self, Dialect, Environment, Token, Trace};
use crate::input;
use crate::json;
use crate::mapping;
use crate::provisioning::{self, Action, MappingStatus, Reason};
use crate::scim::{self, Finding, Method, Mode, Schemas};
use crate::span::{Span, Utf16Index};
use crate::systems::{Target, entra, presets as preset_data};
use serde::Serialize;
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;
use tsify::Tsify;
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

/// What an expression takes from outside.
#[derive(Default, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct EvaluateOptions {
    /// What `Now()` returns, as RFC 3339; the present time if left out.
    #[tsify(optional)]
    now: Option<String>,
    /// Values that exist in the target, for `SelectUniqueValue`.
    #[tsify(optional)]
    taken: Vec<String>,
    /// The language: `entra`, or the permissive `connect` of Entra Connect.
    #[tsify(optional, type = "\"entra\" | \"connect\"")]
    dialect: Option<String>,
    /// Where random numbers start; 0 if left out.
    #[tsify(optional)]
    seed: f64,
    /// What `DefaultDomain()` returns.
    #[tsify(optional)]
    default_domain: Option<String>,
    /// Values of `%name%` parameters.
    #[tsify(optional, type = "Record<string, string>")]
    parameters: BTreeMap<String, String>,
    /// Whether `evaluate` returns the value of every part of the expression, and why.
    #[tsify(optional)]
    trace: bool,
}

/// What the checker is told besides the expression.
#[derive(Default, Tsify)]
pub struct CheckOptions {
    /// The language: `entra`, or the permissive `connect` of Entra Connect.
    #[tsify(optional, type = "\"entra\" | \"connect\"")]
    dialect: Option<String>,
    /// Whether the source is Entra's directory, so that attributes are checked by name and type.
    #[tsify(optional)]
    entra: bool,
    /// Attributes that the tenant has besides, such as directory extensions.
    #[tsify(optional)]
    attributes: Vec<String>,
    /// Whether the expression is part of an app's mappings; then the source is Entra's directory.
    #[tsify(optional)]
    app: bool,
}

/// The page of a code: what it is, why it matters, what to write instead.
#[derive(Serialize, Tsify)]
pub struct CodePage {
    code: &'static str,
    severity: Severity,
    /// What it is, in one sentence.
    title: &'static str,
    /// Why it matters in production.
    why: &'static str,
    /// An input that triggers the code.
    example: &'static str,
    /// What the example is: expression, evaluation, profile, preview, path, filter, patch, users.
    subject: &'static str,
    /// What to write instead.
    instead: &'static str,
    /// Where the rule comes from.
    source: &'static str,
}

impl CodePage {
    fn new(code: Code) -> Self {
        let page = code.page();
        Self {
            code: code.as_str(),
            severity: code.severity(),
            title: page.summary,
            why: page.why,
            example: page.example,
            subject: page.subject.as_str(),
            instead: page.instead,
            source: page.source,
        }
    }
}

/// How to compile a profile.
#[derive(Default, Tsify)]
pub struct PlanOptions {
    /// Leave mappings with errors out instead of throwing.
    #[tsify(optional)]
    lenient: bool,
    /// The target's schemas, as it answers at `/Schemas`, in place of the profile's target.
    #[tsify(optional)]
    schema: Option<String>,
}

/// What a payload is held against.
#[derive(Default, Tsify)]
pub struct ValidateOptions {
    /// The target; `zoom` if left out.
    #[tsify(optional, type = "\"zoom\" | \"scim\"")]
    target: Option<String>,
    /// The target's schemas, as it answers at `/Schemas`, in place of a target.
    #[tsify(optional)]
    schema: Option<String>,
    /// The method of the request; `POST` if left out.
    #[tsify(optional, type = "\"POST\" | \"PUT\" | \"PATCH\"")]
    method: Option<String>,
}

/// How a path or filter is read.
#[derive(Default, Tsify)]
pub struct PathOptions {
    /// What the text is; `path` if left out.
    #[tsify(optional, type = "\"path\" | \"filter\"")]
    kind: Option<String>,
    /// Take only what the published grammar allows, not what clients are known to send.
    #[tsify(optional)]
    strict: bool,
}

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

/// A problem: what is wrong, how bad it is, where, and what to do.
#[derive(Serialize, Tsify)]
pub struct Diagnostic {
    /// The stable name of the problem.
    code: &'static str,
    /// How much it matters.
    severity: Severity,
    /// One sentence.
    message: String,
    /// Where in the text; inside the string that the pointer leads to, if there is a pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    span: Option<Span>,
    /// JSON pointer into the profile, such as `/mappings/3/source`, or into the payload.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pointer: Option<String>,
    /// The place in a payload, for people: `emails[0].value`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    path: Option<String>,
    /// Where the rule that a payload breaks is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    source: Option<String>,
    /// The line of the input, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    line: Option<u64>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    help: Option<String>,
    /// The class of expression error.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    kind: Option<ErrorKind>,
    /// Corrections that can be applied by machine.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[tsify(optional)]
    fixes: Vec<Fix>,
}

impl Diagnostic {
    /// A finding in `text`, with spans as JavaScript counts.
    fn new(found: Found, text: &str) -> Self {
        let found = found.to_utf16(text);
        Self {
            code: found.code.as_str(),
            severity: found.severity,
            message: found.message,
            span: found.span,
            pointer: found.pointer,
            path: None,
            source: None,
            line: None,
            help: found.help,
            kind: found.code.kind(),
            fixes: found.fixes,
        }
    }

    /// A finding in a payload.
    fn of_payload(found: Finding) -> Self {
        let mut diagnostic = Self::new(found.diagnostic(), "");
        diagnostic.path = Some(found.path);
        diagnostic.source = Some(found.source.into_owned());
        diagnostic
    }

    fn on_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }
}

/// What evaluating an expression gives.
#[derive(Serialize, Tsify)]
pub struct Evaluation {
    /// The value: text, Boolean, number, null or a list; a date as its text form.
    #[tsify(type = "Json")]
    value: Json,
    /// Whether the attribute is left out of the flow.
    ignored: bool,
    /// Whether the logs show `[Redact]` instead of the value.
    sensitive: bool,
    /// Everything found, errors first.
    diagnostics: Vec<Diagnostic>,
    /// The value of every part of the expression, if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    trace: Option<Trace>,
}

/// One parameter of a function.
#[derive(Serialize, Tsify)]
pub struct ParameterInfo {
    name: &'static str,
    /// What it takes: any, text, integer, Boolean, date, list, pattern, attribute.
    #[serde(rename = "type")]
    kind: &'static str,
    required: bool,
    repeats: bool,
}

/// A documented example of a function.
#[derive(Serialize, Tsify)]
pub struct ExampleInfo {
    expression: &'static str,
    /// The source user.
    #[tsify(type = "Record<string, Json>")]
    source: Json,
    /// The text form of the result.
    #[tsify(type = "string | null | string[]")]
    result: Json,
}

/// One function of the language.
#[derive(Serialize, Tsify)]
pub struct FunctionInfo {
    name: &'static str,
    signature: String,
    summary: &'static str,
    result: &'static str,
    /// Where it is documented.
    origin: &'static str,
    parameters: Vec<ParameterInfo>,
    examples: Vec<ExampleInfo>,
}

/// A mapping set to start from.
#[derive(Serialize, Tsify)]
pub struct Preset {
    id: &'static str,
    title: &'static str,
    description: &'static str,
    /// The page that it comes from.
    origin: &'static str,
    /// What is inferred, and what to beware of.
    notes: &'static [String],
    #[tsify(type = "Profile")]
    profile: &'static Json,
}

/// An invented directory user.
#[derive(Serialize, Tsify)]
pub struct SampleUser {
    title: &'static str,
    note: &'static str,
    #[tsify(type = "Record<string, Json>")]
    user: &'static Map<String, Json>,
}

/// One attribute that a mapping may read.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct AttributeInfo {
    name: &'static str,
    #[serde(rename = "type")]
    #[tsify(type = "string")]
    kind: entra::AttributeType,
    multi_valued: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    note: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "Json")]
    example: Option<&'static Json>,
}

/// One user of an input.
#[derive(Serialize, Tsify)]
pub struct UserText {
    /// What to call the user in a list.
    label: String,
    /// The user as compact JSON text.
    json: String,
}

/// What an input holds.
#[derive(Serialize, Tsify)]
pub struct UserList {
    users: Vec<UserText>,
    /// How the users were written; absent if that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "\"graph\" | \"array\" | \"object\" | \"ndjson\" | \"csv\"")]
    format: Option<input::Format>,
    total: usize,
    diagnostics: Vec<Diagnostic>,
}

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

/// A request to the target.
#[derive(Serialize, Tsify)]
pub struct Request {
    method: &'static str,
    path: &'static str,
    #[tsify(type = "Record<string, Json>")]
    body: Json,
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
    /// The request that is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    request: Option<Request>,
    /// The body of a create as the exact text on the wire, also for users that are skipped.
    body_text: String,
    /// What each mapping gave, in the order of the mappings.
    mappings: Vec<MappingPreview>,
    /// Everything found; pointers lead into the profile.
    diagnostics: Vec<Diagnostic>,
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(JsValue::from)
}

/// The options that were given. They come through text, as `JSON.stringify` drops members that are
/// undefined.
fn options(value: &JsValue) -> Result<Map<String, Json>, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(Map::new());
    }
    match json::parse(&json_text(value)?) {
        Ok(Json::Object(options)) => Ok(options),
        Ok(_) => Err(not_as_documented("expected an object")),
        Err(fault) => Err(not_as_documented(fault.reason.as_str())),
    }
}

fn not_as_documented(why: &str) -> JsValue {
    thrown(&format!("the options are not as documented: {why}"), &[])
}

/// One option, if it was given and is what `read` takes.
fn option<T>(
    options: &Map<String, Json>,
    name: &str,
    expected: &str,
    read: impl FnOnce(&Json) -> Option<T>,
) -> Result<Option<T>, JsValue> {
    match options.get(name) {
        None | Some(Json::Null) => Ok(None),
        Some(value) => match read(value) {
            Some(value) => Ok(Some(value)),
            None => Err(not_as_documented(&format!("expected `{name}` to be {expected}"))),
        },
    }
}

fn text(value: &Json) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// The one error that is thrown.
fn thrown(message: &str, diagnostics: &[Diagnostic]) -> JsValue {
    let error = js_sys::Error::new(message);
    error.set_name("AttrflowError");
    let list = to_js(&diagnostics).unwrap_or_else(|_| js_sys::Array::new().into());
    // Setting a member of an object that was just made does not fail.
    let _ = js_sys::Reflect::set(&error, &"diagnostics".into(), &list);
    error.into()
}

fn refused(found: Vec<Diagnostic>) -> JsValue {
    let first = found.iter().find(|found| found.severity == Severity::Error).or(found.first());
    let message = first.map_or_else(|| "the input has errors".to_owned(), |found| found.message.clone());
    thrown(&message, &found)
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

impl EvaluateOptions {
    fn read(value: &JsValue) -> Result<Self, JsValue> {
        let options = options(value)?;
        let texts = |value: &Json| value.as_array()?.iter().map(text).collect::<Option<Vec<_>>>();
        let parameters = |value: &Json| {
            let members = value.as_object()?.iter();
            members.map(|(name, value)| Some((name.clone(), text(value)?))).collect::<Option<_>>()
        };
        Ok(Self {
            now: option(&options, "now", "a text", text)?,
            taken: option(&options, "taken", "an array of texts", texts)?.unwrap_or_default(),
            dialect: option(&options, "dialect", "a text", text)?,
            seed: option(&options, "seed", "a number", Json::as_f64)?.unwrap_or_default(),
            default_domain: option(&options, "defaultDomain", "a text", text)?,
            parameters: option(&options, "parameters", "an object of texts", parameters)?.unwrap_or_default(),
            trace: option(&options, "trace", "a Boolean", Json::as_bool)?.unwrap_or_default(),
        })
    }

    fn dialect(&self) -> Result<Dialect, JsValue> {
        let name = self.dialect.as_deref().unwrap_or("entra");
        Dialect::parse(name)
            .ok_or_else(|| thrown(&format!("the dialect is `{name}`; write entra or connect"), &[]))
    }

    fn environment(self) -> Result<Environment, JsValue> {
        let now = match &self.now {
            Some(now) => DateTime::from_rfc3339(now).ok_or_else(|| {
                thrown(&format!("`now` is `{now}`; write it like 2026-01-31T08:00:00Z"), &[])
            })?,
            None => DateTime::from_unix_milliseconds(js_sys::Date::now() as i64).unwrap_or_default(),
        };
        Ok(Environment {
            now,
            seed: self.seed as u64,
            taken: self.taken.into_iter().collect(),
            default_domain: self.default_domain,
            parameters: self.parameters,
        })
    }
}

impl PlanOptions {
    fn read(value: &JsValue) -> Result<Self, JsValue> {
        let options = options(value)?;
        Ok(Self {
            lenient: option(&options, "lenient", "a Boolean", Json::as_bool)?.unwrap_or_default(),
            schema: option(&options, "schema", "a text", text)?,
        })
    }
}

impl CheckOptions {
    fn read(value: &JsValue) -> Result<Self, JsValue> {
        let options = options(value)?;
        let texts = |value: &Json| value.as_array()?.iter().map(text).collect::<Option<Vec<_>>>();
        let flag = |name| option(&options, name, "a Boolean", Json::as_bool).map(Option::unwrap_or_default);
        Ok(Self {
            dialect: option(&options, "dialect", "a text", text)?,
            entra: flag("entra")?,
            attributes: option(&options, "attributes", "an array of texts", texts)?.unwrap_or_default(),
            app: flag("app")?,
        })
    }
}

impl ValidateOptions {
    fn read(value: &JsValue) -> Result<Self, JsValue> {
        let options = options(value)?;
        Ok(Self {
            target: option(&options, "target", "a text", text)?,
            schema: option(&options, "schema", "a text", text)?,
            method: option(&options, "method", "a text", text)?,
        })
    }
}

impl PathOptions {
    fn read(value: &JsValue) -> Result<Self, JsValue> {
        let options = options(value)?;
        Ok(Self {
            kind: option(&options, "kind", "a text", text)?,
            strict: option(&options, "strict", "a Boolean", Json::as_bool)?.unwrap_or_default(),
        })
    }
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

/// Evaluates one expression for one source user, given as object or JSON text.
#[wasm_bindgen(unchecked_return_type = "Evaluation")]
pub fn evaluate(
    expression: &str,
    #[wasm_bindgen(unchecked_param_type = "object | string")] source: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "EvaluateOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let options = EvaluateOptions::read(&options)?;
    let dialect = options.dialect()?;
    let traced = options.trace;
    let environment = options.environment()?;
    let text = json_text(&source)?;
    let source = document::parse(&text, "a source user")
        .map_err(|found| refused(vec![Diagnostic::new(*found, &text)]))?;
    let list =
        |found: Vec<Found>| found.into_iter().map(|found| Diagnostic::new(found, expression)).collect();
    let (result, trace) = match traced {
        false => (expression::evaluate(expression, &source, dialect, &environment), None),
        true => {
            let (result, trace) = expression::evaluate_traced(expression, &source, dialect, &environment);
            (result, Some(trace.to_utf16(expression)))
        }
    };
    to_js(&match result {
        Ok(result) => Evaluation {
            value: without_large_numbers(result.value.to_json()),
            ignored: result.skipped.is_some(),
            sensitive: result.sensitive,
            diagnostics: list(result.warnings),
            trace,
        },
        Err(found) => Evaluation {
            value: Json::Null,
            ignored: false,
            sensitive: false,
            diagnostics: list(found),
            trace,
        },
    })
}

/// Everything that can be said of an expression without a user: all mistakes of a text that is no
/// expression, errors first.
#[wasm_bindgen(unchecked_return_type = "Diagnostic[]")]
pub fn check(
    expression: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let options = CheckOptions::read(&options)?;
    let dialect = EvaluateOptions { dialect: options.dialect, ..Default::default() }.dialect()?;
    let app = options.app;
    let context = expression::Context { entra: app || options.entra, attributes: options.attributes, app };
    let found = expression::check_text(expression, dialect, &context);
    to_js(&found.into_iter().map(|found| Diagnostic::new(found, expression)).collect::<Vec<_>>())
}

/// The page of a code, as findings have one; undefined if there is no such code.
#[wasm_bindgen(unchecked_return_type = "CodePage | undefined")]
pub fn explain(code: &str) -> Result<JsValue, JsValue> {
    match Code::find(code) {
        Some(code) => to_js(&CodePage::new(code)),
        None => Ok(JsValue::UNDEFINED),
    }
}

/// The pages of all codes.
#[wasm_bindgen(unchecked_return_type = "CodePage[]")]
pub fn codes() -> Result<JsValue, JsValue> {
    to_js(&Code::ALL.iter().map(|code| CodePage::new(*code)).collect::<Vec<_>>())
}

/// An expression in canonical form: one line if it fits, indented otherwise.
#[wasm_bindgen]
pub fn format(
    expression: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "EvaluateOptions")] options: JsValue,
) -> Result<String, JsValue> {
    let dialect = EvaluateOptions::read(&options)?.dialect()?;
    expression::format(expression, dialect)
        .map_err(|found| refused(vec![Diagnostic::new(*found, expression)]))
}

/// The tokens of an expression, for colours. Never throws, whatever the text.
#[wasm_bindgen(unchecked_return_type = "Token[]")]
pub fn tokens(expression: &str) -> Result<JsValue, JsValue> {
    let index = Utf16Index::new(expression);
    let tokens = expression::tokens(expression).into_iter();
    to_js(&tokens.map(|token| Token { span: index.span(token.span), ..token }).collect::<Vec<_>>())
}

/// All functions of the language, with documentation.
#[wasm_bindgen(unchecked_return_type = "FunctionInfo[]")]
pub fn functions() -> Result<JsValue, JsValue> {
    let parsed = |text: &str| json::parse(text).unwrap_or_default();
    let infos: Vec<FunctionInfo> = expression::functions(Dialect::Entra)
        .map(|function| FunctionInfo {
            name: function.name,
            signature: function.signature(),
            summary: function.summary,
            result: function.result.as_str(),
            origin: function.origin.as_str(),
            parameters: function
                .parameters
                .iter()
                .map(|parameter| ParameterInfo {
                    name: parameter.name,
                    kind: parameter.kind.as_str(),
                    required: parameter.required,
                    repeats: parameter.repeats,
                })
                .collect(),
            examples: function
                .examples
                .iter()
                .map(|example| ExampleInfo {
                    expression: example.expression,
                    source: parsed(example.source),
                    result: parsed(example.result),
                })
                .collect(),
        })
        .collect();
    to_js(&infos)
}

/// The attributes of a source system's users.
#[wasm_bindgen(unchecked_return_type = "AttributeInfo[]")]
pub fn attributes(
    #[wasm_bindgen(unchecked_param_type = "\"entra\"")] system: &str,
) -> Result<JsValue, JsValue> {
    if system != "entra" {
        return Err(thrown(&format!("the source system `{system}` is not known; write entra"), &[]));
    }
    let infos: Vec<AttributeInfo> = entra::attributes()
        .iter()
        .map(|attribute| AttributeInfo {
            name: &attribute.name,
            kind: attribute.kind,
            multi_valued: attribute.multi_valued,
            note: attribute.note.as_deref(),
            example: attribute.example.as_ref(),
        })
        .collect();
    to_js(&infos)
}

/// The mapping sets to start from.
#[wasm_bindgen(unchecked_return_type = "Preset[]")]
pub fn presets() -> Result<JsValue, JsValue> {
    let presets: Vec<Preset> = preset_data::presets()
        .iter()
        .map(|preset| Preset {
            id: &preset.id,
            title: &preset.title,
            description: &preset.description,
            origin: &preset.origin,
            notes: &preset.notes,
            profile: &preset.profile,
        })
        .collect();
    to_js(&presets)
}

/// Invented users to try mappings with.
#[wasm_bindgen(js_name = sampleUsers, unchecked_return_type = "SampleUser[]")]
pub fn sample_users() -> Result<JsValue, JsValue> {
    let samples: Vec<SampleUser> = entra::samples()
        .iter()
        .map(|sample| SampleUser { title: &sample.title, note: &sample.note, user: &sample.user })
        .collect();
    to_js(&samples)
}

/// Reads users from the bytes of a file: Graph JSON, NDJSON or CSV.
#[wasm_bindgen(js_name = readUsers, unchecked_return_type = "UserList")]
pub fn read_users(bytes: &[u8]) -> Result<JsValue, JsValue> {
    let read = input::read_users(bytes);
    let users: Vec<UserText> = read
        .iter()
        .enumerate()
        .map(|(at, json)| UserText {
            label: input::label(json).unwrap_or_else(|| format!("User {}", at + 1)),
            json: json.to_owned(),
        })
        .collect();
    let problems = read.problems.into_iter();
    to_js(&UserList {
        total: users.len(),
        users,
        format: read.format,
        diagnostics: problems
            .map(|problem| {
                // Its place is the line; the text that the span counts in is not kept.
                let diagnostic = Found { span: None, ..problem.diagnostic };
                Diagnostic::new(diagnostic, "").on_line(problem.line)
            })
            .collect(),
    })
}

/// Reads a profile document and says what is wrong with it.
#[wasm_bindgen(js_name = readProfile, unchecked_return_type = "ProfileReading")]
pub fn read_profile(text: &str) -> Result<JsValue, JsValue> {
    let (profile, found) = match mapping::read_profile(text) {
        Ok((profile, found)) => (Some(profile), found),
        Err(found) => (None, found),
    };
    let diagnostics = found.into_iter().map(|mut found| {
        found.span = document::resolve(text, &found);
        Diagnostic::new(found, text)
    });
    to_js(&ProfileReading { profile, diagnostics: diagnostics.collect() })
}

/// The schemas of a target.
fn schemas(text: &str) -> Result<Schemas, JsValue> {
    Schemas::from_json(text).map_err(|mut found| {
        found.span = document::resolve(text, &found);
        refused(vec![Diagnostic::new(*found, text)])
    })
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
    let target = match &options.schema {
        Some(schema) => Target::Loaded(schemas(schema)?.into()),
        None => Target::named(name)
            .ok_or_else(|| thrown(&format!("the target is `{name}`; write zoom or scim"), &[]))?,
    };
    let name = options.method.as_deref().unwrap_or("POST");
    let method = Method::named(name)
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

/// A profile ready to run over any number of users.
#[wasm_bindgen]
pub struct Plan {
    plan: mapping::Plan,
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
        let read = if options.lenient { mapping::read_draft(&text) } else { mapping::read_profile(&text) };
        let (profile, found) = read.map_err(|found| {
            refused(found.into_iter().map(|found| Diagnostic::new(found, &text)).collect())
        })?;
        let plan = match &options.schema {
            Some(schema) => mapping::Plan::with_schemas(profile, schemas(schema)?.into(), found),
            None => mapping::Plan::lenient(profile, found),
        };
        if !options.lenient && plan.diagnostics().iter().any(Found::is_blocking) {
            return Err(refused(findings(&plan, plan.diagnostics())));
        }
        Ok(Plan { plan })
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
        #[wasm_bindgen(unchecked_optional_param_type = "EvaluateOptions")] options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let environment = EvaluateOptions::read(&options)?.environment()?;
        let text = json_text(&source)?;
        let preview = provisioning::preview(&self.plan, &text, &environment)
            .map_err(|found| refused(vec![Diagnostic::new(*found, &text)]))?;
        to_js(&Preview {
            action: preview.action,
            reason: preview.reason,
            request: preview.request.map(|request| Request {
                method: request.method,
                path: request.path,
                body: without_large_numbers(request.body),
            }),
            body_text: preview.body_text,
            mappings: preview
                .mappings
                .into_iter()
                .map(|mapping| MappingPreview {
                    diagnostics: findings(&self.plan, &mapping.diagnostics),
                    target: mapping.target,
                    status: mapping.status,
                    value: mapping.value.map(without_large_numbers),
                    reason: mapping.reason,
                    sensitive: mapping.sensitive,
                })
                .collect(),
            diagnostics: findings(&self.plan, &preview.diagnostics),
        })
    }

    /// The fast lane: users as NDJSON in, create bodies as NDJSON out. A line that is no user
    /// gives no body; [`problems`](Plan::problems) says why.
    pub fn payloads(
        &self,
        ndjson: &[u8],
        #[wasm_bindgen(unchecked_optional_param_type = "EvaluateOptions")] options: JsValue,
    ) -> Result<Vec<u8>, JsValue> {
        let environment = EvaluateOptions::read(&options)?.environment()?;
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
        let environment = EvaluateOptions::read(&options)?.environment()?;
        let problems = provisioning::payloads(&self.plan, ndjson, 1, &environment, &mut Vec::new());
        let found = problems.into_iter().map(|problem| {
            let text = member_text(&self.plan, &problem.diagnostic).unwrap_or_default();
            Diagnostic::new(problem.diagnostic, text).on_line(problem.line)
        });
        to_js(&found.collect::<Vec<_>>())
    }
}

/// Findings about a plan, spans counted in the text that each pointer leads to.
fn findings(plan: &mapping::Plan, found: &[Found]) -> Vec<Diagnostic> {
    let one = |found: &Found| Diagnostic::new(found.clone(), member_text(plan, found).unwrap_or_default());
    found.iter().map(one).collect()
}

/// The text of the mapping's member that a finding's pointer leads to.
fn member_text<'p>(plan: &'p mapping::Plan, found: &Found) -> Option<&'p str> {
    let (at, member) = found.pointer.as_deref()?.strip_prefix("/mappings/")?.split_once('/')?;
    let mapping = plan.profile().mappings.get(at.parse::<usize>().ok()?)?;
    match member {
        "source" => Some(&mapping.source),
        "target" => Some(&mapping.target),
        _ => None,
    }
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
