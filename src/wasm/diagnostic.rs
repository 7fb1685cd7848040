//! Findings for JavaScript: spans count UTF-16 code units.

use super::to_js;
use crate::diagnostic::{Diagnostic as Found, ErrorKind, Fix, Severity};
use crate::document;
use crate::mapping;
use crate::scim::Finding;
use crate::span::Span;
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// A problem: what is wrong, how bad it is, where, and what to do.
#[derive(Serialize, Tsify)]
pub struct Diagnostic {
    /// The stable name of the problem.
    pub(super) code: &'static str,
    /// How much it matters.
    pub(super) severity: Severity,
    /// One sentence.
    pub(super) message: String,
    /// Where in the text; inside the string that the pointer leads to, if there is a pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub(super) span: Option<Span>,
    /// JSON pointer into the profile, such as `/mappings/3/source`, or into the payload.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub(super) pointer: Option<String>,
    /// The place in a payload, for people: `emails[0].value`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub(super) path: Option<String>,
    /// Where the rule that a payload breaks is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub(super) source: Option<String>,
    /// The line of the input, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub(super) line: Option<u64>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub(super) help: Option<String>,
    /// The class of expression error.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub(super) kind: Option<ErrorKind>,
    /// Corrections that can be applied by machine.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[tsify(optional)]
    pub(super) fixes: Vec<Fix>,
}

impl Diagnostic {
    /// A finding in `text`, with spans as JavaScript counts.
    pub(super) fn new(found: Found, text: &str) -> Self {
        let found = found.to_utf16(text);
        Self {
            code: found.code.as_str(),
            severity: found.severity,
            message: found.message,
            span: found.span,
            pointer: found.place.is_part().then(|| found.place.pointer().to_string()),
            path: None,
            source: None,
            line: None,
            help: found.help,
            kind: found.code.kind(),
            fixes: found.fixes,
        }
    }

    /// A finding in the text of a document, with its place there.
    pub(super) fn of_document(mut found: Found, text: &str) -> Self {
        found.span = document::resolve(text, &found);
        let pointer = document::pointer_in(text, &found.place).filter(|_| found.place.is_part());
        Self { pointer: pointer.map(|pointer| pointer.to_string()), ..Self::new(found, text) }
    }

    /// A finding in a payload.
    pub(super) fn of_payload(found: Finding) -> Self {
        let mut diagnostic = Self::new(found.diagnostic(), "");
        diagnostic.path = Some(found.path);
        diagnostic.source = Some(found.source.into_owned());
        diagnostic
    }

    pub(super) fn on_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }
}

/// Findings about a plan, spans counted in the text that each pointer leads to.
pub(super) fn findings(plan: &mapping::Plan, found: &[Found]) -> Vec<Diagnostic> {
    let one = |found: &Found| {
        Diagnostic::new(found.clone(), plan.profile().text_at(&found.place).unwrap_or_default())
    };
    found.iter().map(one).collect()
}

/// The one error that is thrown.
pub(super) fn thrown(message: &str, diagnostics: &[Diagnostic]) -> JsValue {
    let error = js_sys::Error::new(message);
    error.set_name("AttrflowError");
    let list = to_js(&diagnostics).unwrap_or_else(|_| js_sys::Array::new().into());
    // Setting a member of an object that was just made does not fail.
    let _ = js_sys::Reflect::set(&error, &"diagnostics".into(), &list);
    error.into()
}

pub(super) fn refused(found: Vec<Diagnostic>) -> JsValue {
    let first = found.iter().find(|found| found.severity == Severity::Error).or(found.first());
    let message = first.map_or_else(|| "the input has errors".to_owned(), |found| found.message.clone());
    thrown(&message, &found)
}
