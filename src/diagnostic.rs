//! Diagnostics: problems as data. Text and colours are made at the edge.
//!
//! A [`Diagnostic`] says what is wrong ([`Code`]), how bad it is ([`Severity`]), where
//! ([`Span`], and a pointer into the document when the text is part of one), and what to do.

mod checked;
mod code;
pub mod document;
mod members;
mod nearest;
mod pages;

pub use checked::Checked;
pub use code::Code;
pub use members::Members;
pub use nearest::nearest;
pub use pages::{Page, Subject};

use crate::named::named;
use crate::place::{MappingMember, Place};
use crate::span::Span;
use serde::Serialize;
use std::fmt;

named! {
    /// How much a diagnostic matters.
    #[derive(PartialOrd, Ord)]
    pub enum Severity: Serialize + Tsify {
        /// The input cannot be used.
        Error = "error",
        /// It works, but probably not as meant.
        Warning = "warning",
        /// Worth knowing.
        Note = "note",
    }
}

/// Coarse class of an expression error, as conformance cases name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text is not an expression.
    Parse,
    /// A function has too few or too many arguments.
    Arity,
    /// A value cannot become the type a parameter needs.
    Type,
    /// Right type, impossible value.
    Value,
    /// No function has this name.
    UnknownFunction,
}

/// One replacement of a piece of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// A correction that can be applied by machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Fix {
    /// What applying it does, for a button: "Write ToLower".
    pub title: String,
    /// The edits, none overlapping.
    pub edits: Vec<Edit>,
}

/// One problem.
///
/// ```
/// use attrflow::diagnostic::{Code, Diagnostic};
/// use attrflow::span::Span;
/// let found = Diagnostic::new(Code::Syntax, "expected `)`").at(Span::at(22)).help("close the call");
/// assert_eq!(found.to_string(), "error[syntax]: expected `)`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Diagnostic {
    /// What is wrong.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence in the reader's words.
    pub message: String,
    /// Where in the text, in bytes; absent when it concerns all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// The part of the document that holds the text; in JSON its pointer, such as `/mappings/3/source`.
    #[serde(rename = "pointer", skip_serializing_if = "Place::is_silent", serialize_with = "as_pointer")]
    pub place: Place,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Corrections that can be applied by machine.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    // None of these is inlined: a finding is built in hundreds of places and rarely, and copying
    // it about inline made up a good part of the WebAssembly module.

    /// A diagnostic with the code's own severity and no place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self::with_message(code, message.into())
    }

    #[inline(never)]
    fn with_message(code: Code, message: String) -> Self {
        Self {
            code,
            severity: code.severity(),
            message,
            span: None,
            place: Place::Nowhere,
            help: None,
            fixes: Vec::new(),
        }
    }

    /// Sets the place in the text.
    #[inline(never)]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Sets the place only if there is none yet.
    #[inline(never)]
    pub fn or_at(mut self, span: Span) -> Self {
        self.span.get_or_insert(span);
        self
    }

    /// Sets the part of the document.
    pub fn within(self, place: impl Into<Place>) -> Self {
        self.with_place(place.into())
    }

    #[inline(never)]
    fn with_place(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// Sets the part of the document to a member of a profile's mapping.
    pub fn in_mapping(self, at: usize, member: MappingMember) -> Self {
        self.with_place(Place::Mapping(at, member))
    }

    /// Says what to do.
    pub fn help(self, help: impl Into<String>) -> Self {
        self.with_help(help.into())
    }

    #[inline(never)]
    fn with_help(mut self, help: String) -> Self {
        self.help = Some(help);
        self
    }

    /// Offers a correction that replaces one span.
    pub fn fix(self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.with_fix(title.into(), span, text.into())
    }

    #[inline(never)]
    fn with_fix(mut self, title: String, span: Span, text: String) -> Self {
        self.fixes.push(Fix { title, edits: vec![Edit { span, text }] });
        self
    }

    /// The same diagnostic with all spans in UTF-16 code units of `text`, as JavaScript counts.
    pub fn to_utf16(mut self, text: &str) -> Self {
        self.span = self.span.map(|span| span.to_utf16(text));
        for edit in self.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.span = edit.span.to_utf16(text);
        }
        self
    }

    /// The same diagnostic with all spans moved right, for a text inside a text.
    pub fn shifted(mut self, offset: usize) -> Self {
        self.span = self.span.map(|span| span.shifted(offset));
        for edit in self.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.span = edit.span.shifted(offset);
        }
        self
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether what it was found in cannot be used at all. An expression that is sure to fail for
    /// a user with values still compiles: only that one attribute is left out of the payload.
    pub fn is_blocking(&self) -> bool {
        let fails_later = matches!(self.code.kind(), Some(ErrorKind::Type | ErrorKind::Value));
        self.is_error() && !fails_later && self.code != Code::TargetType
    }

    /// The same diagnostic as a warning if it is an error.
    pub fn softened(mut self) -> Self {
        self.severity = self.severity.max(Severity::Warning);
        self
    }
}

/// A place as the JSON pointer that other programs read.
fn as_pointer<S: serde::Serializer>(place: &Place, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&place.pointer())
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.severity.as_str(), self.code, self.message)
    }
}

impl std::error::Error for Diagnostic {}

/// Result of a step that stops at its first error: there is nothing to go on with, as after a text that is no
/// JSON. Boxed, so that success stays small. Steps that find more than one fault give [`Checked`].
pub type Outcome<T> = Result<T, Box<Diagnostic>>;
