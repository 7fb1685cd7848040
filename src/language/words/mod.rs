//! An expression in words: `ToLower(Item(Split([userPrincipalName], "@"), 1))` is
//! "userPrincipalName up to the first @, in lower case".
//!
//! Every function has a phrase in the registry, into which the words of its arguments go
//! ([`template`]). What people write again and again has words of its own: the [`Idioms`] of a
//! language, such as a `Switch` that turns True into False.
//! Words are there to be read at a glance, so long expressions are summarised.

mod clause;
mod template;

use super::registry::{Function, Kind, Meaning, Registry};
use super::tree::{Argument, Call, Keyword, Node, NodeKind, Number, Operator, UnaryOperator, Which};
use std::borrow::Cow;

/// Longest sentence, in characters: two lines of a mapping table.
const LONGEST: usize = 200;

/// What may be told, from everything to the bones: keys of a `Switch`, and levels of nesting.
const BUDGETS: [(usize, usize); 6] = [(12, 100), (5, 100), (4, 5), (3, 4), (3, 3), (2, 2)];

/// The sentence of a node.
pub(crate) fn sentence(node: &Node, registry: &'static Registry, idioms: &'static Idioms) -> String {
    let mut words = String::new();
    for (keys, depth) in BUDGETS {
        words = Words { registry, idioms, keys }.whole(node, depth);
        if words.chars().count() <= LONGEST {
            return words;
        }
    }
    clipped(&words, LONGEST - 1)
}

/// How tightly a phrase holds together, which decides where it needs parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    /// `mail`, `the first 3 characters of mail`
    Atom,
    /// `mail, in lower case`: more can be said after it.
    Chain,
    /// `mail if …, else …`: what follows would belong to its end.
    Choice,
}

/// Words that stand for a value.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    pub(crate) text: String,
    shape: Shape,
}

impl Phrase {
    pub(crate) fn new(text: impl Into<String>, shape: Shape) -> Self {
        Self { text: text.into(), shape }
    }

    pub(crate) fn atom(text: impl Into<String>) -> Self {
        Self::new(text, Shape::Atom)
    }

    /// The words, in parentheses if they are looser than the place allows.
    pub(crate) fn within(self, loosest: Shape) -> String {
        if self.shape > loosest { format!("({})", self.text) } else { self.text }
    }
}

/// What a language has words of its own for.
#[derive(Debug)]
pub(crate) struct Idioms {
    /// The words of a call that its phrase in the registry would not say as well.
    pub(crate) call: fn(Words, &Function, &Call, usize) -> Option<Phrase>,
    /// The name of an attribute as people say it.
    pub(crate) attribute: fn(&str) -> &str,
    /// Attributes that say something as a condition, and what.
    pub(crate) conditions: &'static [(&'static str, &'static str)],
}

/// Finds words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    pub(crate) registry: &'static Registry,
    idioms: &'static Idioms,
    /// Keys of a `Switch` and values of a list that are told.
    pub(crate) keys: usize,
}

impl Words {
    /// The words of a whole expression.
    fn whole(self, node: &Node, depth: usize) -> String {
        match &node.kind {
            NodeKind::Text(_) | NodeKind::Number(_) => format!("always {}", self.value(node, depth).text),
            _ => self.value(node, depth).text,
        }
    }

    /// The words for the value of a node.
    pub(crate) fn value(self, node: &Node, depth: usize) -> Phrase {
        match &node.kind {
            NodeKind::Attribute(name) => Phrase::atom((self.idioms.attribute)(name)),
            NodeKind::Text(text) => Phrase::atom(quoted(text)),
            NodeKind::Number(Number::Integer(value)) => Phrase::atom(value.to_string()),
            NodeKind::Number(Number::Decimal(value)) => Phrase::atom(crate::json::plain(*value)),
            NodeKind::Keyword(keyword) => Phrase::atom(match keyword {
                Keyword::Null | Keyword::AuthoritativeNull => "no value",
                Keyword::IgnoreAttributeFlow | Keyword::IgnoreThisFlow => {
                    "nothing, so the target keeps its value"
                }
                Keyword::IgnoreObjectFlow => "nothing, so the user is left alone",
                Keyword::CrLf => "a line break",
                other => other.as_str(),
            }),
            NodeKind::Parameter(name) => Phrase::atom(format!("the parameter {name}")),
            NodeKind::Variable(name) => Phrase::atom(name.clone()),
            _ if depth == 0 => Phrase::atom(self.summary(node)),
            NodeKind::Binary(binary) => match binary.operator {
                Operator::Concatenate => self.concatenation(node, depth),
                Operator::Add
                | Operator::Subtract
                | Operator::Multiply
                | Operator::Divide
                | Operator::Remainder
                | Operator::Power => {
                    let side = |node| self.tight(node, depth);
                    let sign = binary.operator.as_str();
                    Phrase::new(
                        format!("{} {sign} {}", side(&binary.left), side(&binary.right)),
                        Shape::Chain,
                    )
                }
                _ => self.whether(node, depth),
            },
            NodeKind::Call(call) => self.call(node, call, depth),
            _ => self.structure(node, depth),
        }
    }

    /// The words of what no language of Microsoft's has.
    fn structure(self, node: &Node, depth: usize) -> Phrase {
        let part = |node: &Node| self.tight(node, depth);
        match &node.kind {
            // A method is told like a function of its value.
            NodeKind::Method(method) => {
                let mut parts = vec![&method.receiver];
                parts.extend(method.call.nodes());
                Phrase::atom(format!("{} of {}", method.call.name, self.listed(&parts, depth)))
            }
            NodeKind::Member(member) => Phrase::atom(format!("{} of {}", member.name, part(&member.object))),
            NodeKind::Index(index) => match constant(&index.index) {
                Some(at) => Phrase::atom(format!("the value {} of {}", quoted(&at), part(&index.object))),
                None => Phrase::atom(format!("the value {} of {}", part(&index.index), part(&index.object))),
            },
            NodeKind::Unary(unary) => match unary.operator {
                UnaryOperator::Not => self.whether(node, depth),
                UnaryOperator::Minus => Phrase::new(format!("minus {}", part(&unary.operand)), Shape::Chain),
            },
            NodeKind::Conditional(choice) => {
                let condition = self.clause(&choice.condition, true, depth - 1);
                let no = self.value(&choice.no, depth - 1).text;
                let text = format!("{} if {condition}, else {no}", part(&choice.yes));
                Phrase::new(text, Shape::Choice)
            }
            NodeKind::Elvis(elvis) => {
                let text = format!("{}, or {} if it has no value", part(&elvis.value), part(&elvis.other));
                Phrase::new(text, Shape::Choice)
            }
            NodeKind::List(nodes) if nodes.is_empty() => Phrase::atom("an empty list"),
            NodeKind::List(nodes) => {
                let nodes: Vec<&Node> = nodes.iter().collect();
                Phrase::new(format!("the list of {}", self.listed(&nodes, depth)), Shape::Chain)
            }
            NodeKind::Map(entries) if entries.is_empty() => Phrase::atom("an empty map"),
            NodeKind::Map(entries) => {
                let mut pairs = Vec::new();
                for entry in entries {
                    pairs.push(format!("{} → {}", part(&entry.key), part(&entry.value)));
                }
                Phrase::new(format!("the map {}", self.list(&pairs, "and")), Shape::Chain)
            }
            NodeKind::Selection(selection) => {
                let which = match selection.which {
                    Which::All => "the values",
                    Which::First => "the first value",
                    Which::Last => "the last value",
                };
                let condition = self.clause(&selection.condition, true, depth - 1);
                Phrase::new(format!("{which} of {} where {condition}", part(&selection.list)), Shape::Choice)
            }
            NodeKind::Projection(projection) => {
                let (each, list) = (part(&projection.each), part(&projection.list));
                Phrase::new(format!("{each} for each value of {list}"), Shape::Chain)
            }
            NodeKind::Template(parts) => self.followed(&parts.iter().collect::<Vec<_>>(), depth),
            _ => Phrase::atom(self.summary(node)),
        }
    }

    /// Texts one directly after the other.
    pub(crate) fn followed(self, parts: &[&Node], depth: usize) -> Phrase {
        let shown = parts.get(..self.keys.max(2)).unwrap_or(parts);
        let word = if shown.len() > 2 { " + " } else { " followed by " };
        let mut text = self.each(shown, depth).join(word);
        if parts.len() > shown.len() {
            text += &format!(" and {} more", parts.len() - shown.len());
        }
        Phrase::new(text, Shape::Chain)
    }

    /// `a & b & c`.
    fn concatenation(self, node: &Node, depth: usize) -> Phrase {
        let mut parts = Vec::new();
        let mut rest = node;
        while let NodeKind::Binary(binary) = &rest.kind
            && binary.operator == Operator::Concatenate
        {
            parts.push(&binary.right);
            rest = &binary.left;
        }
        parts.push(rest);
        parts.reverse();
        self.followed(&parts, depth)
    }

    /// A date, however it is read.
    pub(crate) fn date(self, node: &Node, depth: usize) -> String {
        if self.calling(node, Meaning::Now).is_some() {
            return "now".to_owned();
        }
        let inner = self.calling(node, Meaning::AsDate).and_then(|call| argument(call, 0));
        self.tight(inner.unwrap_or(node), depth)
    }

    /// The call that a node is, if it calls a function of this meaning.
    pub(crate) fn calling(self, node: &Node, meaning: Meaning) -> Option<&Call> {
        match &node.kind {
            NodeKind::Call(call) if self.registry.find(&call.name)?.meaning == Some(meaning) => Some(call),
            _ => None,
        }
    }

    /// The function that a node calls.
    pub(crate) fn function_of(self, node: &Node) -> Option<&'static Function> {
        match &node.kind {
            NodeKind::Call(call) => self.registry.find(&call.name),
            _ => None,
        }
    }

    /// What a part too deep to tell is made of.
    fn ingredients(self, node: &Node) -> String {
        let attribute = self.idioms.attribute;
        let names = node.attributes();
        match names.as_slice() {
            [] => String::new(),
            [only] => attribute(only).to_owned(),
            [first, second] => format!("{} and {}", attribute(first), attribute(second)),
            [first, second, more @ ..] => {
                format!("{}, {} and {} more", attribute(first), attribute(second), more.len())
            }
        }
    }

    /// A part too deep to tell.
    fn summary(self, node: &Node) -> String {
        match self.ingredients(node) {
            names if names.is_empty() => "a computed value".to_owned(),
            names => format!("a value made of {names}"),
        }
    }

    fn call(self, node: &Node, call: &Call, depth: usize) -> Phrase {
        let function = self.registry.find(&call.name);
        // A phrase would hide arguments that are too many.
        let function = function.filter(|function| function.check_arity(call).is_ok());
        let special = function.and_then(|function| (self.idioms.call)(self, function, call, depth));
        match (special, function) {
            (Some(phrase), _) => phrase,
            (None, Some(function)) if function.result == Kind::Boolean && argument(call, 0).is_some() => {
                self.whether(node, depth)
            }
            (None, Some(function)) if !function.words.is_empty() => self.fill(function, call, depth),
            _ => {
                let nodes = given(&call.arguments);
                if nodes.is_empty() {
                    Phrase::atom(call.name.clone())
                } else {
                    Phrase::atom(format!("{} of {}", call.name, self.listed(&nodes, depth)))
                }
            }
        }
    }

    /// The words of several nodes.
    pub(crate) fn each(self, nodes: &[&Node], depth: usize) -> Vec<String> {
        let mut values = Vec::new();
        for node in nodes {
            values.push(self.tight(node, depth));
        }
        values
    }

    /// The words of several nodes as a list.
    pub(crate) fn listed(self, nodes: &[&Node], depth: usize) -> String {
        self.list(&self.each(nodes, depth), "and")
    }

    /// The words of a node below, in parentheses if more can be said after them.
    pub(crate) fn tight(self, node: &Node, depth: usize) -> String {
        self.value(node, depth - 1).within(Shape::Atom)
    }

    /// The words of a node below, in parentheses if they are a choice.
    pub(crate) fn loose(self, node: &Node, depth: usize) -> String {
        self.value(node, depth - 1).within(Shape::Chain)
    }

    /// `a, b and c`; of long lists the start.
    pub(crate) fn list(self, values: &[String], last: &str) -> String {
        match values {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., end] if values.len() <= self.keys.max(2) => {
                format!("{} {last} {end}", first.join(", "))
            }
            _ => {
                let shown = self.keys.max(2) - 1;
                let told = values.get(..shown).unwrap_or_default().join(", ");
                format!("{told} {last} {} more", values.len() - shown)
            }
        }
    }
}

/// A text as a value: in quotes, unless it is one of the texts for Booleans.
pub(crate) fn quoted(text: &str) -> String {
    match text {
        "" => "an empty text".to_owned(),
        "True" | "False" => text.to_owned(),
        text => format!("\"{}\"", clipped(text, 40)),
    }
}

/// A text between other texts: signs have names.
pub(crate) fn sign(text: &str) -> String {
    match text {
        " " => "a space".to_owned(),
        "," => "a comma".to_owned(),
        ", " => "a comma and a space".to_owned(),
        "." => "a dot".to_owned(),
        "-" => "a hyphen".to_owned(),
        "_" => "an underscore".to_owned(),
        ";" => "a semicolon".to_owned(),
        "/" => "a slash".to_owned(),
        "\\" => "a backslash".to_owned(),
        "@" => "@".to_owned(),
        other => quoted(other),
    }
}

pub(crate) fn clipped(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
    }
}

/// The node in place `at` of a call, if something stands there.
pub(crate) fn argument(call: &Call, at: usize) -> Option<&Node> {
    call.arguments.get(at)?.node.as_ref()
}

/// The nodes that stand in these places.
pub(crate) fn given(arguments: &[Argument]) -> Vec<&Node> {
    let mut nodes = Vec::new();
    for argument in arguments {
        nodes.extend(argument.node.as_ref());
    }
    nodes
}

/// Whether a node is this constant.
pub(crate) fn is_text(node: Option<&Node>, text: &str) -> bool {
    node.and_then(constant).is_some_and(|constant| constant == text)
}

/// The constant text of a node; numbers count as their digits, as the service stores them.
pub(crate) fn constant(node: &Node) -> Option<Cow<'_, str>> {
    match &node.kind {
        NodeKind::Text(text) => Some(Cow::Borrowed(text)),
        NodeKind::Number(Number::Integer(value)) => Some(Cow::Owned(value.to_string())),
        NodeKind::Keyword(keyword @ (Keyword::True | Keyword::False)) => {
            Some(Cow::Borrowed(keyword.as_str()))
        }
        _ => None,
    }
}
