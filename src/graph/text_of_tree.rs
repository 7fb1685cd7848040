//! A stored tree as text.

use super::arguments::{Argument, arguments, function, parameter_at};
use super::expression_text::{leaf, line};
use super::source::{Source, SourceKind};
use crate::language::{Kind, NodeKind, quoted};

/// For whom the text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// The parser: every constant is there.
    Parser,
    /// Graph's `expression`: a constant without text of its own leaves a hole.
    Graph,
}

impl Source {
    /// The expression that the tree says, complete: a template constant such as `%DomainFQDN%` stands
    /// where Graph's own text has a hole.
    ///
    /// Function names stand as the document has them.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        Printer { reader: Reader::Parser }.node(self, false, &mut out);
        out
    }

    /// The text that Graph prints for the tree: one blank after each comma, `""` around constants but
    /// for whole numbers in parameters that take them, nothing for constants that have no text.
    pub fn to_graph_text(&self) -> String {
        let mut out = String::new();
        Printer { reader: Reader::Graph }.node(self, false, &mut out);
        out
    }

    /// Whether the text beside the tree says something else than the tree.
    pub(super) fn differs(&self) -> bool {
        let nested = self.parameters.as_ref().is_some_and(|parameters| !parameters.is_empty());
        let Some(text) = self.expression.as_deref().filter(|_| nested && self.kind == SourceKind::Function)
        else {
            return false;
        };
        let printed = [self.to_graph_text(), self.to_text()];
        if printed.iter().any(|printed| printed == text) {
            return false;
        }
        match line(text) {
            Some(text) => !printed.iter().any(|printed| line(printed).as_ref() == Some(&text)),
            // What is no expression may be the tree's fault as well as the text's.
            None => true,
        }
    }
}

struct Printer {
    reader: Reader,
}

impl Printer {
    /// Writes a node; `number` if the place takes a whole number.
    fn node(&self, source: &Source, number: bool, out: &mut String) {
        match source.kind {
            SourceKind::Attribute => out.extend(["[", &source.name, "]"]),
            SourceKind::Constant => self.constant(source, number, out),
            SourceKind::Function => self.call(source, out),
        }
    }

    fn call(&self, source: &Source, out: &mut String) {
        if source.parameters.as_ref().is_none_or(Vec::is_empty)
            && let Some(text) = source.expression.as_deref().filter(|text| !text.trim().is_empty())
        {
            return out.push_str(text);
        }
        let function = function(source);
        let arguments = arguments(source);
        out.extend([source.name.as_str(), "("]);
        for (at, argument) in arguments.iter().enumerate() {
            if at > 0 {
                out.push_str(", ");
            }
            match argument {
                Argument::Absent => {}
                Argument::Value(value) => {
                    let known = function.and_then(|function| parameter_at(function, at, arguments.len()));
                    self.node(value, known.is_some_and(|known| known.kind == Kind::Integer), out);
                }
                Argument::Comparison(left, operator, right) => {
                    self.node(left, false, out);
                    out.push_str(operator);
                    match right {
                        Some(right) => self.node(right, false, out),
                        None => out.push_str("\"\""),
                    }
                }
            }
        }
        out.push(')');
    }

    fn constant(&self, source: &Source, number: bool, out: &mut String) {
        if number && is_number(&source.name) {
            return out.push_str(&source.name);
        }
        let text = source.expression.as_deref();
        if self.reader == Reader::Graph {
            return out.push_str(text.unwrap_or_default());
        }
        match (text, text.and_then(leaf)) {
            (Some(text), Some(NodeKind::Text(value))) if value == source.name => out.push_str(text),
            // A number or a keyword, which is no text.
            (Some(text), Some(NodeKind::Number(_) | NodeKind::Keyword(_))) if text == source.name => {
                out.push_str(text);
            }
            (None, _) if is_template(source) => out.push_str(&source.name),
            _ => out.push_str(&quoted(&source.name)),
        }
    }
}

/// Whether a constant is filled in by the service: `%DomainFQDN%`, without a text of its own.
pub(super) fn is_template(source: &Source) -> bool {
    let name = source.name.strip_prefix('%').and_then(|name| name.strip_suffix('%'));
    source.kind == SourceKind::Constant
        && source.expression.is_none()
        && name.is_some_and(|name| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        })
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<i64>().is_ok()
}
