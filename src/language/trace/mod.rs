//! What happened inside one evaluation: every node of the expression with its value, and why.
//!
//! The machine's recorder follows the evaluation if somebody asks for it; functions tell it what their
//! value alone does not show, such as which key of `Switch` matched. Nodes that never ran stay in
//! the tree as such: that `IIF` left one side alone is the answer to many a question.

mod note;
mod reason;
mod value;

pub(crate) use note::{Compared, Note};
pub(crate) use value::{bounded, cut};

use crate::span::{Span, Utf16Index};
use serde::Serialize;
use serde_json::Value as Json;

/// The tree of one evaluation. Parents stand before their children, children in the order of the
/// text; the first node is the whole expression. Empty if the expression has errors of its own.
///
/// ```
/// use attrflow::language::{Dialect, Environment, TraceState};
/// use attrflow::source::evaluate_traced;
/// let user = serde_json::json!({"country": "US"});
/// let text = "IIF([country] = \"US\", \"yes\", \"no\")";
/// let (_, trace) = evaluate_traced(text, &user, Dialect::Entra, &Environment::default());
/// assert_eq!(trace.nodes[0].label, "IIF");
/// assert_eq!(trace.nodes.last().unwrap().state, TraceState::NotEvaluated);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct Trace {
    /// Every node of the expression.
    pub nodes: Vec<TraceNode>,
}

/// One node of the expression in one evaluation.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct TraceNode {
    /// The place of the parent among the nodes; absent for the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub parent: Option<usize>,
    /// How many nodes lie above.
    pub depth: usize,
    /// Where the node stands in the expression.
    pub span: Span,
    /// What the node is.
    pub kind: TraceKind,
    /// The function's documented name, the operator, or the text of anything else.
    pub label: String,
    /// The parameter of the parent that the node is the argument for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub parameter: Option<&'static str>,
    /// What became of the node.
    pub state: TraceState,
    /// Its value, if it has one. Texts of more than 1,000 characters end in `…`, of long lists the
    /// first hundred values are shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "Json"))]
    pub value: Option<Json>,
    /// What kind of value it is: text, Boolean, number, date, list, object, no value.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub value_type: Option<&'static str>,
    /// Whether the parent took this node's value as its own: the winning side of `IIF`, the value
    /// behind the matching key of `Switch`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub chosen: bool,
    /// Why the value is what it is, as far as that does not show by itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub notes: Vec<TraceNote>,
    /// The message of the error that began here.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub error: Option<String>,
}

/// What a node of a trace is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify), serde(rename_all = "lowercase"))]
pub enum TraceKind {
    /// `[mail]`
    Attribute,
    /// `"text"`, `10`, `True`
    Constant,
    /// `%DomainFQDN%`, and Connect's `$item`
    Parameter,
    /// `ToLower([mail])`
    Call,
    /// `[a] = [b]`
    Operator,
}

impl TraceKind {
    /// The name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            TraceKind::Attribute => "attribute",
            TraceKind::Constant => "constant",
            TraceKind::Parameter => "parameter",
            TraceKind::Call => "call",
            TraceKind::Operator => "operator",
        }
    }
}

impl Serialize for TraceKind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// What became of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify), serde(rename_all = "kebab-case"))]
pub enum TraceState {
    /// Nothing asked for it.
    NotEvaluated,
    /// It has a value, which may be null.
    Value,
    /// It, or a node below, leaves the attribute or the user out of the flow.
    Ignored,
    /// It, or a node below, failed.
    Error,
}

impl TraceState {
    /// The name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            TraceState::NotEvaluated => "not-evaluated",
            TraceState::Value => "value",
            TraceState::Ignored => "ignored",
            TraceState::Error => "error",
        }
    }
}

impl Serialize for TraceState {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A reason in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct TraceNote {
    /// What it is about.
    pub kind: NoteKind,
    /// The reason, half a sentence: `the key "False" matches, the 1st of 2`.
    pub text: String,
    /// What a regular expression matched; at most the first five matches.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub matches: Vec<TraceMatch>,
}

/// What a reason of a trace is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify), serde(rename_all = "lowercase"))]
pub enum NoteKind {
    /// A choice that a function made: a side of `IIF`, a value of `Switch`, a candidate.
    Choice,
    /// A key or candidate that was tried, and how that went.
    Tried,
    /// How two values were compared.
    Comparison,
    /// A value that was passed over.
    Skipped,
    /// How a value was read: null as an empty text, a text as a date.
    Read,
    /// Which of its ways a function took, such as the modes of `Replace`.
    Mode,
    /// What a regular expression matched.
    Pattern,
    /// Where the flow of the attribute or the user was stopped.
    Flow,
}

impl NoteKind {
    /// The name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            NoteKind::Choice => "choice",
            NoteKind::Tried => "tried",
            NoteKind::Comparison => "comparison",
            NoteKind::Skipped => "skipped",
            NoteKind::Read => "read",
            NoteKind::Mode => "mode",
            NoteKind::Pattern => "pattern",
            NoteKind::Flow => "flow",
        }
    }
}

impl Serialize for NoteKind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One match of a regular expression.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct TraceMatch {
    /// What the whole pattern matched.
    pub text: String,
    /// Its groups, in the order of their numbers.
    pub groups: Vec<TraceGroup>,
}

/// One group of a match.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct TraceGroup {
    /// The name, or the number of a group without one.
    pub name: String,
    /// What it matched; absent if it took no part.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub text: Option<String>,
}

impl Trace {
    /// The same with spans counted in UTF-16 code units of `text`, the expression.
    pub fn to_utf16(mut self, text: &str) -> Self {
        let index = Utf16Index::new(text);
        for node in &mut self.nodes {
            node.span = index.span(node.span);
        }
        self
    }
}
