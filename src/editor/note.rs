//! What an editor is told about a word.

use crate::span::Span;
use serde::Serialize;

/// What is to be said about a word.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct Hover {
    /// Where the word stands.
    pub span: Span,
    /// The word in its documented spelling.
    pub title: String,
    /// How to call it, for functions.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub signature: Option<String>,
    /// What it means or does.
    pub summary: String,
    /// What the call means as it stands here, for functions in expressions that parse.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub words: Option<String>,
    /// Documented examples: `Left([displayName], 3) → "Joh"`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub examples: Vec<String>,
}

impl Hover {
    /// The same with spans in UTF-16 code units; `text` is the expression.
    pub fn to_utf16(mut self, text: &str) -> Self {
        self.span = self.span.to_utf16(text);
        self
    }
}
