//! What the engine knows of systems: attributes, presets, sample users; and reading files of users.

use super::diagnostic::{Diagnostic, thrown};
use super::values::to_js;
use crate::diagnostic::Diagnostic as EngineDiagnostic;
use crate::input;
use crate::systems::{AttributeType, Setting, SettingKind, Source, Usual, presets as preset_data};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};
use tsify::Tsify;
use wasm_bindgen::prelude::*;

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
    /// The system that its users come from.
    #[tsify(type = "\"entra\" | \"pingone\" | \"okta\"")]
    source: &'static str,
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
    kind: AttributeType,
    multi_valued: bool,
    /// Whether every user has a value.
    required: bool,
    /// How a mapping writes it.
    written: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    note: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "Json")]
    example: Option<&'static Json>,
}

/// One setting of a source system's job, for a form.
#[derive(Serialize, Tsify)]
pub struct SettingInfo {
    /// The name in documents.
    name: &'static str,
    label: &'static str,
    /// Whether it is on or off, one of the options, or any of them.
    #[tsify(type = "\"flag\" | \"choice\" | \"several\"")]
    kind: &'static str,
    /// What it is where a profile says nothing, or the name of the flag whose value it has then; absent if that means
    /// something else, and where all options are taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "boolean | string | { as: string }")]
    usual: Option<Json>,
    /// Names in documents, each with what a form calls it.
    #[tsify(type = "[name: string, label: string][]")]
    options: &'static [(&'static str, &'static str)],
    /// The flag that has to be on before this setting can be switched on or chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    needs: Option<&'static str>,
}

impl From<&'static Setting> for SettingInfo {
    fn from(setting: &'static Setting) -> Self {
        let (kind, usual, options): (_, _, &[_]) = match &setting.kind {
            SettingKind::Flag { usual } => {
                let usual = match usual {
                    Usual::On => Some(Json::Bool(true)),
                    Usual::Off => Some(Json::Bool(false)),
                    Usual::Unset => None,
                    Usual::As(other) => Some(json!({ "as": other })),
                };
                ("flag", usual, &[])
            }
            SettingKind::Choice { options, usual } => {
                let usual = usual.and_then(|usual| options.get(usual));
                ("choice", usual.map(|(name, _)| Json::from(*name)), options)
            }
            SettingKind::Several { options, .. } => ("several", None, options),
        };
        let Setting { name, label, needs, .. } = *setting;
        Self { name, label, kind, usual, options, needs }
    }
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
    format: Option<input::InputFormat>,
    total: usize,
    diagnostics: Vec<Diagnostic>,
}

/// The source system of a name; Entra if there is none.
pub(super) fn source_system(name: Option<&str>) -> Result<&'static Source, JsValue> {
    let Some(name) = name else { return Ok(Default::default()) };
    Source::from_name(name).ok_or_else(|| {
        let known = Source::names().collect::<Vec<_>>().join(", ");
        thrown(&format!("the source system `{name}` is not known; write one of: {known}"), &[])
    })
}

/// The attributes of a source system's users.
#[wasm_bindgen(unchecked_return_type = "AttributeInfo[]")]
pub fn attributes(
    #[wasm_bindgen(unchecked_param_type = "\"entra\" | \"pingone\" | \"okta\"")] system: &str,
) -> Result<JsValue, JsValue> {
    let system = source_system(Some(system))?;
    let infos: Vec<AttributeInfo> = system
        .attributes()
        .iter()
        .map(|attribute| AttributeInfo {
            name: &attribute.name,
            kind: attribute.kind,
            multi_valued: attribute.multi_valued,
            required: attribute.required,
            written: system.written(&attribute.name),
            note: attribute.note.as_deref(),
            example: attribute.example.as_ref(),
        })
        .collect();
    to_js(&infos)
}

/// The settings of a source system's job, in the order of a form.
#[wasm_bindgen(unchecked_return_type = "SettingInfo[]")]
pub fn settings(
    #[wasm_bindgen(unchecked_param_type = "\"entra\" | \"pingone\" | \"okta\"")] system: &str,
) -> Result<JsValue, JsValue> {
    let settings = source_system(Some(system))?.settings;
    to_js(&settings.iter().map(SettingInfo::from).collect::<Vec<_>>())
}

/// The mapping sets to start from.
#[wasm_bindgen(unchecked_return_type = "Preset[]")]
pub fn presets() -> Result<JsValue, JsValue> {
    let presets: Vec<Preset> = preset_data::presets()
        .map(|preset| Preset {
            id: &preset.id,
            title: &preset.title,
            description: &preset.description,
            origin: &preset.origin,
            notes: &preset.notes,
            source: &preset.source,
            profile: &preset.profile,
        })
        .collect();
    to_js(&presets)
}

/// Invented users of a source system to try mappings with; of Entra if none is named.
#[wasm_bindgen(js_name = sampleUsers, unchecked_return_type = "SampleUser[]")]
pub fn sample_users(
    #[wasm_bindgen(unchecked_optional_param_type = "\"entra\" | \"pingone\" | \"okta\"")] system: Option<
        String,
    >,
) -> Result<JsValue, JsValue> {
    let samples: Vec<SampleUser> = source_system(system.as_deref())?
        .samples()
        .iter()
        .map(|sample| SampleUser { title: &sample.title, note: &sample.note, user: &sample.user })
        .collect();
    to_js(&samples)
}

/// Reads users from the bytes of a file: Graph JSON, NDJSON or CSV. With a system, users of another one are a single
/// problem; `readFile` says more of what a file is.
#[wasm_bindgen(js_name = readUsers, unchecked_return_type = "UserList")]
pub fn read_users(
    bytes: &[u8],
    #[wasm_bindgen(unchecked_optional_param_type = "\"entra\" | \"pingone\" | \"okta\"")] system: Option<
        String,
    >,
) -> Result<JsValue, JsValue> {
    let read = match system {
        Some(system) => input::read_users_of(source_system(Some(&system))?, bytes),
        None => input::read_users(bytes),
    };
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
                let diagnostic = EngineDiagnostic { span: None, ..problem.diagnostic };
                Diagnostic::new(diagnostic, "").on_line(problem.line)
            })
            .collect(),
    })
}
