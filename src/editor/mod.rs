//! Help while an expression is written: what may stand here, what a call takes, what a word means.
//!
//! All of it comes from the registry and the facts of the systems, works on tokens, and so on
//! text that is not finished. Offsets count bytes; those inside a character move to its start.

mod complete;
mod completion;
mod hover;
mod known;
mod note;
mod place;
mod reference;
mod values;

pub use complete::complete;
pub use completion::{Completion, CompletionKind};
pub use hover::hover;
pub use known::{known_attributes, known_attributes_of};
pub use note::Hover;

use crate::language::{Dialect, Kind, find_function};
use crate::span::Span;
use crate::systems::Source;
use place::Place;
use serde::Serialize;

/// What is known besides the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// The language.
    pub dialect: Dialect,
    /// Attributes of the user at hand or of the tenant, besides those of the directory's schema.
    pub attributes: &'a [KnownAttribute],
    /// The target of the mapping, a SCIM path: its values are offered.
    pub target: Option<&'a str>,
    /// Where users come from. Of systems other than Entra the names of attributes are known, and not the
    /// language.
    pub system: &'static Source,
}

impl<'a> Known<'a> {
    /// The attribute of this name, in any letter case.
    fn attribute(&self, name: &str) -> Option<&'a KnownAttribute> {
        self.attributes.iter().find(|known| known.name.eq_ignore_ascii_case(name))
    }
}

/// One attribute that is known besides the directory's schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownAttribute {
    /// The name, without brackets.
    pub name: String,
    /// The value that the user at hand has, as text.
    pub value: Option<String>,
}

/// The call around a place.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SignatureHelp {
    /// The function's documented name.
    pub function: &'static str,
    /// Where its name stands.
    pub span: Span,
    /// How to call it: `Left(String, NumChars)`.
    pub signature: String,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// Which argument the place is in, from 0.
    pub active_argument: usize,
    /// Which of the parameters that is; absent if the function takes fewer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub active_parameter: Option<usize>,
    /// The parameters.
    pub parameters: Vec<ParameterHelp>,
}

/// One parameter of a signature.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct ParameterHelp {
    /// The name.
    pub name: &'static str,
    /// Where it stands in the signature.
    pub span: Span,
    /// What it takes.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Whether something must stand there.
    pub required: bool,
}

/// The innermost call around `offset`, if it calls a known function.
///
/// ```
/// use attrflow::editor::signature_help;
/// use attrflow::language::Dialect;
/// let help = signature_help("Join(\" \", [givenName], ", 22, Dialect::Entra).unwrap();
/// assert_eq!((help.function, help.active_argument, help.active_parameter), ("Join", 2, Some(2)));
/// ```
pub fn signature_help(text: &str, offset: usize, dialect: Dialect) -> Option<SignatureHelp> {
    let place = Place::new(text, offset);
    let call = place.calls.last()?;
    let function = find_function(call.name, dialect)?;
    let mut at = function.name.len() + 1;
    let parameters = function.parameters.iter().map(|parameter| {
        let length = parameter.label().len();
        let span = Span::new(at, at + length);
        at += length + ", ".len();
        ParameterHelp {
            name: parameter.name,
            span,
            kind: parameter.kind.as_str(),
            required: parameter.required,
        }
    });
    Some(SignatureHelp {
        function: function.name,
        span: call.name_span,
        parameters: parameters.collect(),
        signature: function.signature(),
        summary: function.summary,
        active_argument: call.argument,
        active_parameter: function.parameter_index(call.argument),
    })
}

impl SignatureHelp {
    /// The same with spans in UTF-16 code units; `text` is the expression.
    pub fn to_utf16(mut self, text: &str) -> Self {
        self.span = self.span.to_utf16(text);
        for parameter in &mut self.parameters {
            parameter.span = parameter.span.to_utf16(&self.signature);
        }
        self
    }
}

/// Whether a function gives what a parameter takes.
fn fits(result: Kind, parameter: Kind) -> bool {
    result == parameter || result == Kind::Any || parameter == Kind::Any
}
