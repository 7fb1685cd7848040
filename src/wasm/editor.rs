//! Help for editors: completion, signatures, hover, and expressions in words.

use super::options::Options;
use super::systems::source_system;
use super::values::to_js;
use crate::editor::{self, Known, KnownAttribute};
use crate::language::{self, Dialect};
use crate::span::byte_offset;
use serde_json::Value as Json;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// What is known besides the text of an expression.
#[derive(Default, Tsify)]
pub struct EditorOptions {
    /// The user at hand: its attributes are offered with their values.
    #[tsify(optional, type = "object")]
    user: Json,
    /// Further attributes of the tenant, by name.
    #[tsify(optional)]
    attributes: Vec<String>,
    /// The target of the mapping, a SCIM path: the values that it takes are offered.
    #[tsify(optional)]
    target: Option<String>,
    /// The language: `entra`, or the permissive `connect` of Entra Connect.
    #[tsify(optional, type = "\"entra\" | \"connect\"")]
    dialect: Option<Dialect>,
    /// Where users come from, `entra` if left out: of others the names of attributes are offered.
    #[tsify(optional, type = "\"entra\" | \"pingone\" | \"okta\"")]
    source: Option<String>,
}

impl EditorOptions {
    fn read(value: &JsValue) -> Result<Self, JsValue> {
        Options::new(value)?.read(|members| {
            let user = members.read("user", "an object", |value| value.is_object().then(|| value.clone()));
            Ok(Self {
                user: user?.unwrap_or_default(),
                attributes: members.texts("attributes")?.unwrap_or_default(),
                target: members.owned_text("target")?,
                dialect: Dialect::read(members)?,
                source: members.owned_text("source")?,
            })
        })
    }

    fn attributes(&self) -> Result<Vec<KnownAttribute>, JsValue> {
        let system = source_system(self.source.as_deref())?;
        let mut known = editor::known_attributes_of(system, &self.user);
        let named = self.attributes.iter().map(|name| KnownAttribute { name: name.clone(), value: None });
        known.extend(named);
        Ok(known)
    }

    /// What the engine is told, over the [attributes](Self::attributes).
    fn known<'a>(&'a self, attributes: &'a [KnownAttribute]) -> Result<Known<'a>, JsValue> {
        Ok(Known {
            dialect: self.dialect.unwrap_or_default(),
            attributes,
            target: self.target.as_deref(),
            system: source_system(self.source.as_deref())?,
        })
    }
}

/// Everything that may be written at an offset, the best first. Never throws for the text.
#[wasm_bindgen(unchecked_return_type = "Completion[]")]
pub fn complete(
    expression: &str,
    offset: usize,
    #[wasm_bindgen(unchecked_optional_param_type = "EditorOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let options = EditorOptions::read(&options)?;
    let attributes = options.attributes()?;
    let known = options.known(&attributes)?;
    let found = editor::complete(expression, byte_offset(expression, offset), &known).into_iter();
    to_js(&found.map(|completion| completion.to_utf16(expression)).collect::<Vec<_>>())
}

/// The call around an offset; undefined outside calls of known functions.
#[wasm_bindgen(js_name = signatureHelp, unchecked_return_type = "SignatureHelp | undefined")]
pub fn signature_help(
    expression: &str,
    offset: usize,
    #[wasm_bindgen(unchecked_optional_param_type = "EditorOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let dialect = EditorOptions::read(&options)?.dialect.unwrap_or_default();
    match editor::signature_help(expression, byte_offset(expression, offset), dialect) {
        Some(help) => to_js(&help.to_utf16(expression)),
        None => Ok(JsValue::UNDEFINED),
    }
}

/// What the word at an offset means; undefined if nothing is known of it.
#[wasm_bindgen(unchecked_return_type = "Hover | undefined")]
pub fn hover(
    expression: &str,
    offset: usize,
    #[wasm_bindgen(unchecked_optional_param_type = "EditorOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let options = EditorOptions::read(&options)?;
    let attributes = options.attributes()?;
    let known = options.known(&attributes)?;
    match editor::hover(expression, byte_offset(expression, offset), &known) {
        Some(hover) => to_js(&hover.to_utf16(expression)),
        None => Ok(JsValue::UNDEFINED),
    }
}

/// An expression in one sentence: "userPrincipalName up to the first @, in lower case". Undefined
/// while the text is no expression.
#[wasm_bindgen(unchecked_return_type = "string | undefined")]
pub fn describe(
    expression: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "EditorOptions")] options: JsValue,
) -> Result<Option<String>, JsValue> {
    let dialect = EditorOptions::read(&options)?.dialect.unwrap_or_default();
    Ok(language::describe(expression, dialect).ok())
}
