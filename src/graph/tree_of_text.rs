//! An expression as the tree that Graph stores.

use super::arguments::parameter_at;
use super::expression_text::{line_of, tree};
use super::source::{Parameter, Source, SourceKind};
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::language::{Call, Dialect, Kind, Node, NodeKind, find_function, quoted};
use crate::span::Span;

impl Source {
    /// The tree of an expression.
    ///
    /// What Graph has no known form for is stored as text, and a finding says so: a comparison or `&`
    /// anywhere but in the condition of `IIF`, and functions that are not known.
    ///
    /// # Errors
    /// As [`parse`](crate::language::parse).
    ///
    /// ```
    /// use attrflow::graph::Source;
    /// let (tree, found) = Source::from_text("Left(trim([description]), 448)")?;
    /// assert_eq!(tree.to_text(), "Left(Trim([description]), 448)");
    /// assert_eq!(tree.parameters.unwrap()[1].value.expression.as_deref(), Some("\"448\""));
    /// assert!(found.is_empty());
    /// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
    /// ```
    pub fn from_text(text: &str) -> Outcome<(Self, Vec<Diagnostic>)> {
        Ok(Self::from_tree(text, &tree(text)?))
    }

    /// The same of an expression that was read already, from `text`.
    pub(super) fn from_tree(text: &str, tree: &Node) -> (Self, Vec<Diagnostic>) {
        let mut builder = Builder { text, diagnostics: Vec::new() };
        let source = match builder.node(tree, false) {
            Some(source) => source,
            None => builder.as_text(tree, ""),
        };
        (source, builder.diagnostics)
    }

    /// A constant.
    pub(super) fn constant(name: &str) -> Self {
        Self {
            expression: Some(quoted(name)),
            name: name.to_owned(),
            kind: SourceKind::Constant,
            parameters: Some(Vec::new()),
        }
    }

    /// An attribute.
    pub(super) fn attribute(name: &str) -> Self {
        Self {
            expression: Some(format!("[{name}]")),
            name: name.to_owned(),
            kind: SourceKind::Attribute,
            parameters: Some(Vec::new()),
        }
    }
}

struct Builder<'t> {
    text: &'t str,
    diagnostics: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn tell(&mut self, span: Span, message: &str) {
        let help =
            "the service may parse the text itself; look at the mapping in the portal after the upload";
        self.diagnostics.push(Diagnostic::new(Code::NotExported, message).at(span).help(help));
    }

    /// A node whose inner form is not known.
    fn as_text(&self, node: &Node, name: &str) -> Source {
        Source {
            expression: Some(line_of(node, self.text)),
            name: name.to_owned(),
            kind: SourceKind::Function,
            parameters: None,
        }
    }

    /// The tree of a node; `number` if its place takes a whole number. `None` for what only stands as
    /// text, which is told.
    fn node(&mut self, node: &Node, number: bool) -> Option<Source> {
        let own = || line_of(node, self.text);
        Some(match &node.kind {
            NodeKind::Attribute(name) => Source::attribute(name),
            NodeKind::Text(text) => Source::constant(text),
            // The service keeps numbers as texts where it knows that they are numbers.
            NodeKind::Number(_) if number => Source::constant(&own()),
            NodeKind::Number(_) | NodeKind::Keyword(_) => {
                Source { expression: Some(own()), ..Source::constant(&own()) }
            }
            NodeKind::Parameter(name) => {
                Source { expression: None, ..Source::constant(&format!("%{name}%")) }
            }
            NodeKind::Call(call) => self.call(node, call),
            NodeKind::Binary(binary) => {
                let message =
                    "outside the condition of IIF there is no known tree for this; it is stored as text";
                self.tell(binary.operator_span, message);
                return None;
            }
            NodeKind::Variable(_) => {
                self.tell(node.span, "variables belong to Entra Connect");
                return None;
            }
            // Graph stores Entra's language alone, which has nothing else.
            _ => {
                self.tell(node.span, "this belongs to another language; it is stored as text");
                return None;
            }
        })
    }

    fn call(&mut self, node: &Node, call: &Call) -> Source {
        let Some(function) = find_function(&call.name, Dialect::Entra) else {
            self.tell(
                call.name_span,
                "the keys of this function's arguments are not known; it is stored as text",
            );
            return self.as_text(node, &call.name);
        };
        let mut parameters = Vec::new();
        let mut push = |key: &str, value| parameters.push(Parameter { key: key.to_owned(), value });
        for (at, argument) in call.arguments.iter().enumerate() {
            let Some(inner) = &argument.node else { continue };
            let known = parameter_at(function, at, call.arguments.len());
            let key = known.map_or("", |known| known.key);
            match &inner.kind {
                NodeKind::Binary(test) if key == "one" && test.operator.is_comparison() => {
                    let (Some(left), Some(right)) =
                        (self.node(&test.left, false), self.node(&test.right, false))
                    else {
                        return self.as_text(node, function.name);
                    };
                    push("one", left);
                    push("two", Source::constant(test.operator.as_str()));
                    push("three", right);
                }
                _ => match self.node(inner, known.is_some_and(|known| known.kind == Kind::Integer)) {
                    Some(value) => push(key, value),
                    None => return self.as_text(node, function.name),
                },
            }
        }
        let mut source = Source {
            // Shows where the gaps are, for the text that follows from it.
            expression: Some(line_of(node, self.text)),
            name: function.name.to_owned(),
            kind: SourceKind::Function,
            parameters: Some(parameters),
        };
        source.expression = Some(source.to_graph_text());
        source
    }
}
