//! An expression in words: `ToLower(Item(Split([userPrincipalName], "@"), 1))` is
//! "userPrincipalName up to the first @, in lower case".
//!
//! Every function has a phrase in the registry, into which the words of its arguments go
//! ([`template`]). What people write again and again has words of its own ([`choices`], [`parts`]):
//! `Switch` that turns True into False, `Replace` of one group, `IIF` that fills in for nothing.
//! Words are there to be read at a glance, so long expressions are summarised.

mod choices;
mod clause;
mod parts;
mod template;

use super::functions::{self, Function, Kind};
use super::parse::{Dialect, parse};
use super::syntax::{Argument, Call, Keyword, Node, NodeKind, Number, Operator};
use crate::diagnostic::Outcome;
use std::borrow::Cow;

/// Longest sentence, in characters: two lines of a mapping table.
const LONGEST: usize = 200;

/// What may be told, from everything to the bones: keys of a `Switch`, and levels of nesting.
const BUDGETS: [(usize, usize); 6] = [(12, 100), (5, 100), (4, 5), (3, 4), (3, 3), (2, 2)];

/// An expression in one sentence, of at most 200 characters or so.
///
/// # Errors
/// What [`parse`] finds. Unknown functions and wrong numbers of arguments are no obstacle.
///
/// ```
/// use attrflow::language::{Dialect, describe};
/// let words = describe("Coalesce([mail], [userPrincipalName])", Dialect::Entra)?;
/// assert_eq!(words, "mail, or userPrincipalName if it has no value");
/// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
/// ```
pub fn describe(text: &str, dialect: Dialect) -> Outcome<String> {
    Ok(sentence(&parse(text, dialect)?, dialect))
}

/// The sentence of a node.
pub(crate) fn sentence(node: &Node, dialect: Dialect) -> String {
    let mut words = String::new();
    for (keys, depth) in BUDGETS {
        words = Words { dialect, keys }.whole(node, depth);
        if words.chars().count() <= LONGEST {
            return words;
        }
    }
    clipped(&words, LONGEST - 1)
}

/// How tightly a phrase holds together, which decides where it needs parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    /// `mail`, `the first 3 characters of mail`
    Atom,
    /// `mail, in lower case`: more can be said after it.
    Chain,
    /// `mail if …, else …`: what follows would belong to its end.
    Choice,
}

/// Words that stand for a value.
#[derive(Clone, Debug)]
struct Phrase {
    text: String,
    shape: Shape,
}

impl Phrase {
    fn new(text: impl Into<String>, shape: Shape) -> Self {
        Self { text: text.into(), shape }
    }

    fn atom(text: impl Into<String>) -> Self {
        Self::new(text, Shape::Atom)
    }

    /// The words, in parentheses if they are looser than the place allows.
    fn within(self, loosest: Shape) -> String {
        if self.shape > loosest { format!("({})", self.text) } else { self.text }
    }
}

/// Finds words.
#[derive(Clone, Copy, Debug)]
struct Words {
    dialect: Dialect,
    /// Keys of a `Switch` and values of a list that are told.
    keys: usize,
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
    fn value(self, node: &Node, depth: usize) -> Phrase {
        match &node.kind {
            NodeKind::Attribute(name) => Phrase::atom(attribute(name)),
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
            _ if depth == 0 => Phrase::atom(summary(node)),
            NodeKind::Binary(binary) => match binary.operator {
                Operator::Concatenate => self.concatenation(node, depth),
                Operator::Add | Operator::Subtract | Operator::Multiply => {
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
        }
    }

    fn call(self, node: &Node, call: &Call, depth: usize) -> Phrase {
        let function = functions::find(&call.name, self.dialect);
        // A phrase would hide arguments that are too many.
        let function = function.filter(|function| function.check_arity(call).is_ok());
        let special = match function.map_or("", |function| function.name) {
            "IIF" => self.iif(call, depth),
            "Switch" => self.switch(call, depth),
            "Coalesce" => self.coalesce(call, depth),
            "Join" => self.join(call, depth),
            "Split" => self.split(call, depth),
            "Item" => self.item(call, depth),
            "Left" => self.left(call, depth),
            "Mid" => self.mid(call, depth),
            "DateAdd" => self.date_add(call, depth),
            "DateDiff" => self.date_diff(call, depth),
            "FormatDateTime" => self.format_date_time(call, depth),
            "Replace" => self.replace(call, depth),
            _ => None,
        };
        match (special, function) {
            (Some(phrase), _) => phrase,
            (None, Some(function)) if function.result == Kind::Boolean && argument(call, 0).is_some() => {
                self.whether(node, depth)
            }
            (None, Some(function)) if !function.words.is_empty() => self.fill(function, call, depth),
            _ => {
                let nodes = given(&call.arguments);
                match nodes.is_empty() {
                    true => Phrase::atom(call.name.clone()),
                    false => Phrase::atom(format!("{} of {}", call.name, self.listed(&nodes, depth))),
                }
            }
        }
    }

    /// The words of several nodes.
    fn each(self, nodes: &[&Node], depth: usize) -> Vec<String> {
        let mut values = Vec::new();
        for node in nodes {
            values.push(self.tight(node, depth));
        }
        values
    }

    /// The words of several nodes as a list.
    fn listed(self, nodes: &[&Node], depth: usize) -> String {
        self.list(&self.each(nodes, depth), "and")
    }

    /// The words of a node below, in parentheses if more can be said after them.
    fn tight(self, node: &Node, depth: usize) -> String {
        self.value(node, depth - 1).within(Shape::Atom)
    }

    /// The words of a node below, in parentheses if they are a choice.
    fn loose(self, node: &Node, depth: usize) -> String {
        self.value(node, depth - 1).within(Shape::Chain)
    }

    /// `a, b and c`; of long lists the start.
    fn list(self, values: &[String], last: &str) -> String {
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

/// The name of an attribute as people say it: a directory extension without its application.
fn attribute(name: &str) -> &str {
    let id = name.strip_prefix("extension_").and_then(|rest| rest.split_once('_'));
    match id {
        Some((id, short)) if id.len() == 32 && !short.is_empty() => short,
        _ => name,
    }
}

/// A text as a value: in quotes, unless it is one of the texts for Booleans.
fn quoted(text: &str) -> String {
    match text {
        "" => "an empty text".to_owned(),
        "True" | "False" => text.to_owned(),
        text => format!("\"{}\"", clipped(text, 40)),
    }
}

/// A text between other texts: signs have names.
fn sign(text: &str) -> String {
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

fn clipped(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
    }
}

/// What a part too deep to tell is made of.
fn ingredients(node: &Node) -> String {
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
fn summary(node: &Node) -> String {
    match ingredients(node) {
        names if names.is_empty() => "a computed value".to_owned(),
        names => format!("a value made of {names}"),
    }
}

/// The node in place `at` of a call, if something stands there.
fn argument(call: &Call, at: usize) -> Option<&Node> {
    call.arguments.get(at)?.node.as_ref()
}

/// The nodes that stand in these places.
fn given(arguments: &[Argument]) -> Vec<&Node> {
    let mut nodes = Vec::new();
    for argument in arguments {
        nodes.extend(argument.node.as_ref());
    }
    nodes
}

/// Whether a node is this constant.
fn is_text(node: Option<&Node>, text: &str) -> bool {
    node.and_then(constant).is_some_and(|constant| constant == text)
}

/// The constant text of a node; numbers count as their digits, as the service stores them.
fn constant(node: &Node) -> Option<Cow<'_, str>> {
    match &node.kind {
        NodeKind::Text(text) => Some(Cow::Borrowed(text)),
        NodeKind::Number(Number::Integer(value)) => Some(Cow::Owned(value.to_string())),
        NodeKind::Keyword(keyword @ (Keyword::True | Keyword::False)) => {
            Some(Cow::Borrowed(keyword.as_str()))
        }
        _ => None,
    }
}

/// The call that a node is, if it calls the function of this name.
fn calling<'n>(node: &'n Node, name: &str) -> Option<&'n Call> {
    match &node.kind {
        NodeKind::Call(call) if call.name.eq_ignore_ascii_case(name) => Some(call),
        _ => None,
    }
}

/// Whether two nodes say the same, wherever they stand.
fn same(one: &Node, other: &Node) -> bool {
    match (&one.kind, &other.kind) {
        (NodeKind::Call(one), NodeKind::Call(other)) => {
            let equal = |(one, other): (&Argument, &Argument)| match (&one.node, &other.node) {
                (None, None) => true,
                (Some(one), Some(other)) => same(one, other),
                _ => false,
            };
            one.name.eq_ignore_ascii_case(&other.name)
                && one.arguments.len() == other.arguments.len()
                && one.arguments.iter().zip(&other.arguments).all(equal)
        }
        (NodeKind::Binary(one), NodeKind::Binary(other)) => {
            one.operator == other.operator && same(&one.left, &other.left) && same(&one.right, &other.right)
        }
        (one, other) => one == other,
    }
}

/// The function that a node calls.
fn function_of(node: &Node, dialect: Dialect) -> Option<&'static Function> {
    match &node.kind {
        NodeKind::Call(call) => functions::find(&call.name, dialect),
        _ => None,
    }
}
