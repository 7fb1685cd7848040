//! What a word of an expression means.

use super::Known;
use super::complete::type_of;
use super::context::{Context, boundary, keyword, token_at};
use super::values::values;
use crate::dotnet::regex::Regex;
use crate::expression::functions::{self, Kind};
use crate::expression::parse::{parse, unescape};
use crate::expression::scan::TokenKind;
use crate::expression::syntax::{Node, NodeKind, Operator};
use crate::expression::words;
use crate::span::Span;
use crate::systems::entra;
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

/// What the word at `offset` means, if anything is known of it.
///
/// ```
/// use attrflow::expression::{Known, hover};
/// let hover = hover("Left([displayName], 3)", 2, &Known::default()).unwrap();
/// assert_eq!(hover.title, "Left");
/// assert_eq!(hover.words.unwrap(), "the first 3 characters of displayName");
/// ```
pub fn hover(text: &str, offset: usize, known: &Known<'_>) -> Option<Hover> {
    let token = token_at(text, boundary(text, offset))?;
    let word = token.span.of(text);
    let mut hover = match token.kind {
        TokenKind::Function => function(word, known)?,
        TokenKind::Attribute => attribute(word, known),
        TokenKind::Keyword => {
            let keyword = keyword(word)?;
            Hover {
                title: keyword.as_str().to_owned(),
                summary: keyword.about().to_owned(),
                ..Hover::default()
            }
        }
        TokenKind::Operator => {
            let operator = Operator::find(word)?;
            Hover { title: word.to_owned(), summary: operator.about().to_owned(), ..Hover::default() }
        }
        TokenKind::Number => {
            let digits = word.strip_prefix("&H").or(word.strip_prefix("&h"))?;
            let number = u64::from_str_radix(digits, 16).ok()?;
            Hover {
                title: word.to_owned(),
                summary: format!("{number}, written in hexadecimal"),
                ..Hover::default()
            }
        }
        TokenKind::Parameter => Hover {
            title: word.to_owned(),
            summary: "A parameter: the service takes its value from the tenant or connector.".to_owned(),
            ..Hover::default()
        },
        TokenKind::String => string(text, word, token.span, known)?,
        TokenKind::Punctuation | TokenKind::Variable | TokenKind::Invalid => return None,
    };
    hover.span = token.span;
    if token.kind == TokenKind::Function {
        hover.words = here(text, token.span, known);
    }
    Some(hover)
}

fn function(name: &str, known: &Known<'_>) -> Option<Hover> {
    let function = functions::find(name, known.dialect)?;
    let examples = function.examples.iter();
    Some(Hover {
        title: function.name.to_owned(),
        signature: Some(format!("{} → {}", function.signature(), function.result.as_str())),
        summary: function.summary.to_owned(),
        examples: examples.map(|example| format!("{} → {}", example.expression, example.result)).collect(),
        ..Hover::default()
    })
}

/// The call whose name stands at `span`, in words.
fn here(text: &str, span: Span, known: &Known<'_>) -> Option<String> {
    let tree = parse(text, known.dialect).ok()?;
    let mut found: Option<&Node> = None;
    tree.walk(&mut |node| {
        if let NodeKind::Call(call) = &node.kind
            && call.name_span == span
        {
            found = Some(node);
        }
    });
    found.map(|node| words::sentence(node, known.dialect))
}

fn attribute(word: &str, known: &Known<'_>) -> Hover {
    let name = word.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(word).trim();
    let listed = entra::attribute(name);
    let mut summary = match listed {
        Some(attribute) => {
            let note = attribute.note.as_ref().map(|note| format!(". {note}")).unwrap_or_default();
            format!("{}{note}", type_of(attribute))
        }
        None if known.attribute(name).is_some() => "an attribute of this user or tenant".to_owned(),
        None => "the directory's schema lists no attribute of this name".to_owned(),
    };
    if let Some(value) = known.attribute(name).and_then(|known| known.value.as_ref()) {
        summary += &format!("{} This user: {value}", if summary.ends_with('.') { "" } else { "." });
    }
    let title = listed.map_or(name, |attribute| attribute.name.as_str());
    Hover { title: format!("[{title}]"), summary, ..Hover::default() }
}

/// A text that means something where it stands: an interval, a format, a role, a pattern.
fn string(text: &str, word: &str, span: Span, known: &Known<'_>) -> Option<Hover> {
    let value = unescape(word.strip_prefix('"')?.strip_suffix('"')?);
    let context = Context::new(text, span.start + 1);
    let title = format!("\"{value}\"");
    let call = context.calls.last();
    let parameter = call.and_then(|call| functions::find(call.name, known.dialect)?.parameter(call.argument));
    if parameter.is_some_and(|parameter| parameter.kind == Kind::Pattern) {
        let summary = match Regex::new(&value) {
            Err(error) => format!("not a regular expression: {error}"),
            Ok(regex) => {
                let names: Vec<&str> = regex.group_names().map(|(name, _)| name).collect();
                match (regex.group_numbers().count(), names.as_slice()) {
                    (0 | 1, _) => "a .NET regular expression without groups".to_owned(),
                    (count, []) => format!("a .NET regular expression; groups without names: {}", count - 1),
                    (_, names) => format!("a .NET regular expression with the groups {}", names.join(", ")),
                }
            }
        };
        return Some(Hover { title, summary, ..Hover::default() });
    }
    let found = values(text, &context, known).into_iter().find(|known| known.text == value)?;
    Some(Hover { title, summary: found.about, ..Hover::default() })
}

impl Hover {
    /// The same with spans in UTF-16 code units; `text` is the expression.
    pub fn to_utf16(mut self, text: &str) -> Self {
        self.span = self.span.to_utf16(text);
        self
    }
}
