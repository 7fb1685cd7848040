//! Expressions: evaluate, check, format, tokens, and what is known of functions.
//!
//! The pages of codes are a script beside the engine, made from the same Markdown: see xtask.

use super::diagnostic::{Diagnostic, refused};
use super::options::{CheckOptions, Options, environment, json_text};
use super::systems::source_system;
use super::values::{to_js, without_large_numbers};
use crate::diagnostic::Diagnostic as Found;
use crate::diagnostic::document;
use crate::json;
use crate::language::{self, Dialect, Token, Trace};
use crate::mapping;
use crate::source::Question;
use crate::span::Utf16Index;
use crate::systems::entra;
use serde::Serialize;
use serde_json::Value as Json;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

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
    /// Why there is no value, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    reason: Option<String>,
    /// Everything found, errors first.
    diagnostics: Vec<Diagnostic>,
    /// The value of every part of the expression, if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    trace: Option<Trace>,
}

/// Evaluates one expression for one source user, given as object or JSON text, who is imported as in a preview.
#[wasm_bindgen(unchecked_return_type = "Evaluation")]
pub fn evaluate(
    expression: &str,
    #[wasm_bindgen(unchecked_param_type = "object | string")] source: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "EvaluateOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let options = Options::new(&options)?.evaluation()?;
    let dialect = options.dialect.unwrap_or_default();
    let traced = options.trace.unwrap_or_default();
    let raw = options.raw.unwrap_or_default();
    let environment = environment(options);
    let text = json_text(&source)?;
    let source = document::parse(&text, "a source user")
        .map_err(|found| refused(vec![Diagnostic::new(*found, &text)]))?;
    let list =
        |found: Vec<Found>| found.into_iter().map(|found| Diagnostic::new(found, expression)).collect();
    let question = Question::new(expression, &source, dialect).raw(raw);
    let (result, trace) = match traced {
        false => (question.answer(&environment), None),
        true => {
            let (result, trace) = question.answer_traced(&environment);
            (result, Some(trace.to_utf16(expression)))
        }
    };
    to_js(&match result {
        Ok(result) => Evaluation {
            value: without_large_numbers(result.value.to_json()),
            ignored: result.skipped.is_some(),
            sensitive: result.sensitive,
            reason: result.reason,
            diagnostics: list(result.warnings),
            trace,
        },
        Err(found) => Evaluation {
            value: Json::Null,
            ignored: false,
            sensitive: false,
            reason: None,
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
    let dialect = options.dialect.unwrap_or_default();
    let system = source_system(options.source.as_deref())?;
    if system.language.is_none() {
        let found = mapping::check_source(system, expression);
        return to_js(&found.into_iter().map(|found| Diagnostic::new(found, expression)).collect::<Vec<_>>());
    }
    let app = options.app;
    let mut context = language::Context::of(&entra::VOCABULARY);
    context.listed = app || options.entra;
    context.attributes = options.attributes;
    context.app = app;
    let found = language::check_text(expression, dialect, &context);
    to_js(&found.into_iter().map(|found| Diagnostic::new(found, expression)).collect::<Vec<_>>())
}

/// An expression in canonical form: one line if it fits, indented otherwise.
#[wasm_bindgen]
pub fn format(
    expression: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "EvaluateOptions")] options: JsValue,
) -> Result<String, JsValue> {
    let dialect = Options::new(&options)?.evaluation()?.dialect.unwrap_or_default();
    language::format(expression, dialect).map_err(|found| refused(vec![Diagnostic::new(*found, expression)]))
}

/// The tokens of an expression, for colours. Never throws, whatever the text.
#[wasm_bindgen(unchecked_return_type = "Token[]")]
pub fn tokens(expression: &str) -> Result<JsValue, JsValue> {
    let index = Utf16Index::new(expression);
    let tokens = language::tokens(expression).into_iter();
    to_js(&tokens.map(|token| Token { span: index.span(token.span), ..token }).collect::<Vec<_>>())
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

/// All functions of the language, with documentation.
#[wasm_bindgen(unchecked_return_type = "FunctionInfo[]")]
pub fn functions() -> Result<JsValue, JsValue> {
    let parsed = |text: &str| json::parse(text).unwrap_or_default();
    let infos: Vec<FunctionInfo> = language::functions(Dialect::Entra)
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
