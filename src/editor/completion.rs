//! What an editor is told that may be written, and how an attribute is told in a few words.

use super::place::boundary;
use crate::span::{Span, utf16_offset};
use crate::systems::{Attribute, AttributeType};
use serde::Serialize;

/// Something that may be written in a place.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct Completion {
    /// What to show: `ToLower`, `[mail]`, `"Licensed"`.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What to write in place of the span.
    pub insert: String,
    /// Where the cursor goes, counted in the inserted text.
    pub cursor: usize,
    /// A few words to show beside the label: parameters, a type, a value.
    pub detail: String,
    /// What it means, in a sentence or two; may be empty.
    pub documentation: String,
    /// What is replaced.
    pub span: Span,
}

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify), serde(rename_all = "lowercase"))]
pub enum CompletionKind {
    /// A function, with its brackets.
    Function,
    /// An attribute, in brackets.
    Attribute,
    /// A word with a meaning of its own.
    Keyword,
    /// A value that is known for the place.
    Value,
}

impl CompletionKind {
    /// The name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            CompletionKind::Function => "function",
            CompletionKind::Attribute => "attribute",
            CompletionKind::Keyword => "keyword",
            CompletionKind::Value => "value",
        }
    }
}

impl Serialize for CompletionKind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// The type of an attribute in words.
pub(super) fn type_of(attribute: &Attribute) -> String {
    let kind = match attribute.kind {
        AttributeType::String => "text",
        AttributeType::Boolean => "Boolean",
        AttributeType::DateTime => "date",
        AttributeType::Reference => "reference",
    };
    if attribute.multi_valued { format!("{kind}, several values") } else { kind.to_owned() }
}

pub(super) fn shortened(value: &str) -> String {
    match value.len() {
        0..=40 => value.to_owned(),
        _ => format!("{}…", value.get(..boundary(value, 40)).unwrap_or_default()),
    }
}

impl Completion {
    /// The same with offsets in UTF-16 code units; `text` is the expression.
    pub fn to_utf16(mut self, text: &str) -> Self {
        self.span = self.span.to_utf16(text);
        self.cursor = utf16_offset(&self.insert, self.cursor);
        self
    }
}
