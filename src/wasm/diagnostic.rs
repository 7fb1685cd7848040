//! Findings for JavaScript: spans count UTF-16 code units.

use super::values::to_js;
use crate::diagnostic::document;
use crate::diagnostic::{Diagnostic as EngineDiagnostic, ErrorKind, Fix, Severity};
use crate::mapping;
use crate::place;
use crate::scim::PayloadDiagnostic;
use crate::span::Span;
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// A problem: what is wrong, how bad it is, where, and what to do.
#[derive(Clone, Serialize, Tsify)]
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
    /// The same place by what it is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub(super) place: Option<Place>,
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

/// Where a problem stands: in a mapping of the profile, in its mappings together, its settings, its scoping filters,
/// in another part of a document, or in a line of a file.
#[derive(Clone, Serialize, Tsify)]
#[serde(tag = "in", rename_all = "camelCase")]
pub enum Place {
    /// One mapping of a profile.
    Mapping {
        /// The place in `mappings`.
        mapping: usize,
        /// The member that it is about, also one that is missing.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[tsify(optional)]
        member: Option<String>,
    },
    /// All of them together.
    Mappings,
    /// The settings of a profile.
    Setting {
        /// The way from `settings`: names of members and places in lists.
        path: Vec<PathStep>,
    },
    /// The scoping filters of a profile.
    Scope {
        /// Which of its two lists.
        #[tsify(type = "\"scope\" | \"inputScope\"")]
        list: &'static str,
        /// The place in the list.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[tsify(optional)]
        filter: Option<usize>,
        /// The place in the filter's `clauses`.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[tsify(optional)]
        clause: Option<usize>,
        /// The member of the clause, or of the filter.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[tsify(optional)]
        member: Option<String>,
        /// Which of the clause's several values.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[tsify(optional)]
        value: Option<usize>,
    },
    /// A part of another document, or what else a profile has.
    Part {
        /// The way from the root of the document.
        path: Vec<PathStep>,
    },
    /// A line of a file.
    Line {
        /// The line, from 1.
        line: u64,
    },
}

/// One step into a document.
#[derive(Clone, Serialize, Tsify)]
#[serde(untagged)]
pub enum PathStep {
    /// The name of a member.
    Member(String),
    /// The place in a list.
    Element(usize),
}

impl Place {
    fn new(place: &place::Place) -> Option<Self> {
        let path = |pointer: &place::Pointer| pointer.steps().iter().map(PathStep::new).collect();
        Some(match place {
            place::Place::Nowhere => return None,
            place::Place::Mappings => Self::Mappings,
            place::Place::Mapping(mapping, member) => {
                Self::Mapping { mapping: *mapping, member: member.meant().map(str::to_owned) }
            }
            place::Place::Setting(pointer) => Self::Setting { path: path(pointer) },
            place::Place::Scope(place) => Self::Scope {
                list: place.list.name(),
                filter: place.filter,
                clause: place.clause,
                member: place.member.clone(),
                value: place.value,
            },
            place::Place::Part(pointer) => Self::Part { path: path(pointer) },
            place::Place::Line(line) => Self::Line { line: *line },
        })
    }
}

impl PathStep {
    fn new(step: &place::PointerStep) -> Self {
        match step {
            place::PointerStep::Member(name) => Self::Member(name.clone()),
            place::PointerStep::Element(at) => Self::Element(*at),
        }
    }
}

impl Diagnostic {
    /// A finding in `text`, with spans as JavaScript counts.
    pub(super) fn new(found: EngineDiagnostic, text: &str) -> Self {
        let found = found.to_utf16(text);
        Self {
            code: found.code.as_str(),
            severity: found.severity,
            message: found.message,
            span: found.span,
            pointer: found.place.is_part().then(|| found.place.pointer().to_string()),
            place: Place::new(&found.place),
            path: None,
            source: None,
            line: None,
            help: found.help,
            kind: found.code.kind(),
            fixes: found.fixes,
        }
    }

    /// A finding in the text of a document, with its place there.
    pub(super) fn of_document(mut found: EngineDiagnostic, text: &str) -> Self {
        found.span = document::resolve(text, &found);
        let pointer = document::pointer_in(text, &found.place).filter(|_| found.place.is_part());
        Self { pointer: pointer.map(|pointer| pointer.to_string()), ..Self::new(found, text) }
    }

    /// A finding in a payload.
    pub(super) fn of_payload(found: PayloadDiagnostic) -> Self {
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
pub(super) fn findings(plan: &mapping::Plan, found: &[EngineDiagnostic]) -> Vec<Diagnostic> {
    let one = |found: &EngineDiagnostic| {
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
