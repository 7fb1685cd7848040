//! A tree as canonical text: on one line as the service prints it, or indented if that is too long.
//!
//! The layout is the same for all languages; how each writes names, texts and signs is its
//! [`Notation`].

use super::registry::{Passes, Registry};
use super::tree::{Binary, Call, Entry, Node, NodeKind, Number, Operator, UnaryOperator, Which};

/// Longest line before a call is broken up, in characters.
pub const LINE: usize = 100;

/// Spaces for each level.
const INDENT: usize = 4;

/// How a language writes what all languages have.
#[derive(Debug)]
pub(crate) struct Notation {
    /// What stands before and behind the name of an attribute.
    pub(crate) attribute: [&'static str; 2],
    /// What stands before and behind the name of a parameter.
    pub(crate) parameter: [&'static str; 2],
    /// What stands before the name of a variable.
    pub(crate) variable: &'static str,
    /// A text constant with its quotes.
    pub(crate) text: fn(&str) -> String,
    /// The number that a text spells, if it is one.
    pub(crate) number: fn(&str) -> Option<Number>,
    /// Whether operators are read from left to right and may be put in parentheses.
    pub(crate) groups: bool,
    /// Whether the value behind a key shares the line of the key.
    pub(crate) keeps_pairs: bool,
}

/// The tree on one line.
pub(crate) fn line(tree: &Node, text: &str, registry: &Registry, notation: &Notation) -> String {
    let mut out = String::new();
    Printer { text, registry, notation }.line(tree, &mut out);
    out
}

/// The tree on one line if it fits, indented otherwise.
pub(crate) fn lines(tree: &Node, text: &str, registry: &Registry, notation: &Notation) -> String {
    let mut out = String::with_capacity(text.len());
    Printer { text, registry, notation }.lines(tree, 0, &mut out);
    out
}

struct Printer<'t> {
    text: &'t str,
    registry: &'t Registry,
    notation: &'t Notation,
}

impl Printer<'_> {
    fn line(&self, node: &Node, out: &mut String) {
        match &node.kind {
            NodeKind::Attribute(name) => self.enclosed(self.notation.attribute, name, out),
            NodeKind::Text(text) => out.push_str(&(self.notation.text)(text)),
            NodeKind::Number(number) => out.push_str(&self.number(*number, node)),
            NodeKind::Keyword(keyword) => out.push_str(keyword.as_str()),
            NodeKind::Parameter(name) => self.enclosed(self.notation.parameter, name, out),
            NodeKind::Variable(name) => out.extend([self.notation.variable, name]),
            NodeKind::Binary(binary) => self.binary(binary, out),
            NodeKind::Call(call) => self.call(call, out),
            // What Entra's languages do not have is written as Spring's expression language has it.
            NodeKind::Method(method) => {
                self.tight(&method.receiver, out);
                out.push('.');
                self.call(&method.call, out);
            }
            NodeKind::Member(member) => {
                self.tight(&member.object, out);
                out.extend([".", &member.name]);
            }
            NodeKind::Index(index) => {
                self.tight(&index.object, out);
                self.bracketed("[", &index.index, out);
            }
            NodeKind::Unary(unary) => {
                out.push_str(match unary.operator {
                    UnaryOperator::Not => "!",
                    UnaryOperator::Minus => "-",
                });
                self.tight(&unary.operand, out);
            }
            NodeKind::Conditional(choice) => {
                self.tight(&choice.condition, out);
                out.push_str(" ? ");
                self.tight(&choice.yes, out);
                out.push_str(" : ");
                self.line(&choice.no, out);
            }
            NodeKind::Elvis(elvis) => {
                self.tight(&elvis.value, out);
                out.push_str(" ?: ");
                self.line(&elvis.other, out);
            }
            NodeKind::List(nodes) => {
                out.push('{');
                self.listed(nodes, out);
                out.push('}');
            }
            NodeKind::Map(entries) => self.map(entries, out),
            NodeKind::Selection(selection) => {
                self.tight(&selection.list, out);
                let sign = match selection.which {
                    Which::All => ".?[",
                    Which::First => ".^[",
                    Which::Last => ".$[",
                };
                self.bracketed(sign, &selection.condition, out);
            }
            NodeKind::Projection(projection) => {
                self.tight(&projection.list, out);
                self.bracketed(".![", &projection.each, out);
            }
            NodeKind::Template(parts) => {
                for part in parts {
                    if let NodeKind::Text(text) = &part.kind {
                        out.push_str(text);
                    } else {
                        out.push_str("${");
                        self.line(part, out);
                        out.push('}');
                    }
                }
            }
        }
    }

    fn enclosed(&self, [before, behind]: [&str; 2], name: &str, out: &mut String) {
        out.extend([before, name, behind]);
    }

    fn bracketed(&self, opening: &str, node: &Node, out: &mut String) {
        out.push_str(opening);
        self.line(node, out);
        out.push(']');
    }

    /// A node that something else is written directly behind or before.
    fn tight(&self, node: &Node, out: &mut String) {
        let loose = matches!(
            node.kind,
            NodeKind::Binary(_) | NodeKind::Unary(_) | NodeKind::Conditional(_) | NodeKind::Elvis(_)
        );
        if loose {
            out.push('(');
            self.line(node, out);
            out.push(')');
        } else {
            self.line(node, out);
        }
    }

    fn listed(&self, nodes: &[Node], out: &mut String) {
        for (at, node) in nodes.iter().enumerate() {
            if at > 0 {
                out.push_str(", ");
            }
            self.line(node, out);
        }
    }

    fn map(&self, entries: &[Entry], out: &mut String) {
        if entries.is_empty() {
            return out.push_str("{:}");
        }
        for (at, entry) in entries.iter().enumerate() {
            out.push_str(if at > 0 { ", " } else { "{" });
            self.line(&entry.key, out);
            out.push_str(": ");
            self.line(&entry.value, out);
        }
        out.push('}');
    }

    fn call(&self, call: &Call, out: &mut String) {
        out.push_str(self.name(call));
        out.push('(');
        for (at, argument) in call.arguments.iter().enumerate() {
            if at > 0 {
                out.push_str(", ");
            }
            if let Some(node) = &argument.node {
                self.line(node, out);
            }
        }
        out.push(')');
    }

    /// The spelling in the text if it spells this number, for `&H21C07000` says more than its digits.
    fn number(&self, number: Number, node: &Node) -> String {
        let spelled = node.span.of(self.text);
        let same = (self.notation.number)(spelled) == Some(number);
        match number {
            _ if same => spelled.to_owned(),
            Number::Integer(value) => value.to_string(),
            Number::Decimal(value) => {
                // The grammar knows no exponents.
                let text = crate::json::plain(value);
                if text.contains('.') { text } else { text + ".0" }
            }
        }
    }

    fn binary(&self, binary: &Binary, out: &mut String) {
        let binding = binding(binary.operator);
        self.operand(&binary.left, |inner| inner < binding, out);
        if binary.operator.is_comparison() {
            out.push_str(binary.operator.as_str());
        } else {
            out.extend([" ", binary.operator.as_str(), " "]);
        }
        self.operand(&binary.right, |inner| inner <= binding, out);
    }

    /// Operators that bind alike are read from left to right, so one on the right side needs
    /// parentheses. Entra's `&` binds closer than a comparison, and there are no parentheses.
    fn operand(&self, node: &Node, loose: impl Fn(u8) -> bool, out: &mut String) {
        let choice = matches!(node.kind, NodeKind::Conditional(_) | NodeKind::Elvis(_));
        let nested = matches!(&node.kind, NodeKind::Binary(inner) if loose(binding(inner.operator)));
        if choice || nested && self.notation.groups {
            out.push('(');
            self.line(node, out);
            out.push(')');
        } else {
            self.line(node, out);
        }
    }

    fn name<'c>(&self, call: &'c Call) -> &'c str {
        self.registry.find(&call.name).map_or(&call.name, |function| function.name)
    }

    /// On one line if it fits behind `indent`, else one argument a line; a key of `Switch` shares
    /// the line of its value.
    fn lines(&self, node: &Node, indent: usize, out: &mut String) {
        let mut line = String::new();
        self.line(node, &mut line);
        let NodeKind::Call(call) = &node.kind else { return out.push_str(&line) };
        if line.chars().count() + indent <= LINE || call.arguments.is_empty() {
            return out.push_str(&line);
        }
        let name = self.name(call);
        out.push_str(name);
        out.push('(');
        let inner = indent + INDENT;
        let passes = self.registry.find(&call.name).map_or(Passes::Nothing, |function| function.passes);
        let pairs = self.notation.keeps_pairs && matches!(passes, Passes::Cases { .. });
        // A break before the place of an absent argument would look like a slip.
        let mut fresh = true;
        for (at, argument) in call.arguments.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            let is_value = pairs && at > 0 && passes.is_key(at - 1);
            match &argument.node {
                None => out.push(' '),
                Some(node) if is_value && !fresh => {
                    out.push(' ');
                    self.lines(node, inner, out);
                }
                Some(node) => {
                    out.push('\n');
                    out.extend(std::iter::repeat_n(' ', inner));
                    self.lines(node, inner, out);
                }
            }
            fresh = argument.node.is_none();
        }
        if call.arguments.last().is_some_and(|argument| argument.node.is_some()) {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
        }
        out.push(')');
    }
}

/// How closely an operator binds its sides.
fn binding(operator: Operator) -> u8 {
    match operator {
        Operator::And | Operator::Or => 0,
        comparison if comparison.is_comparison() => 1,
        _ => 2,
    }
}
