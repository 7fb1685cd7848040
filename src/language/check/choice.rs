//! Conditions that are always the same, keys and arguments that nothing reaches.

use super::flow::Shape;
use super::{Checker, constant, fix};
use crate::diagnostic::Code;
use crate::dotnet::datetime::DateTime;
use crate::language::registry::Kind;
use crate::language::tree::{Argument, Binary, Keyword, Node, NodeKind, Operator};
use crate::span::Span;
use crate::value::{Value, boolean_text, clip, decimal};

impl Checker<'_> {
    /// A comparison of two shapes.
    pub(crate) fn comparison(
        &mut self,
        node: &Node,
        binary: &Binary,
        left: Shape,
        right: Shape,
        certain: bool,
    ) -> Shape {
        self.list_operand(binary.left.span, left);
        self.list_operand(binary.right.span, right);
        (self.checks.comparison)(self, binary);
        let equality = match binary.operator {
            Operator::Equal => Some(false),
            Operator::NotEqual => Some(true),
            _ => None,
        };
        for (own, shape, other) in [(&binary.left, left, &binary.right), (&binary.right, right, &binary.left)]
        {
            let NodeKind::Text(text) = &other.kind else { continue };
            let word = ["True", "False"].into_iter().find(|word| word.eq_ignore_ascii_case(text));
            if shape == Shape::Date && !DateTime::is_date(text) && !text.is_empty() {
                let message = format!("a date is compared with `{}`, which is none", clip(text));
                let help = "dates look like 2020-03-16 or 2020-03-16T07:00:00Z";
                let found = self.push(Code::Value, other.span, message, help);
                super::soften(found, certain);
            } else if let Some(word) = word
                && (shape == Shape::Boolean || self.is_likely_boolean(own))
            {
                // An operator compares these in any letter case here; of the service that is not documented.
                if word != text {
                    self.boolean_letters(other.span, word, text);
                }
            } else if let (Some(result), Some((why, _))) = (equality, self.never(own, shape, text)) {
                let message = format!("this is always {}: {why} `{}`", boolean_text(result), clip(text));
                self.push(Code::ConstantCondition, node.span, message, "compare with a value that occurs");
            }
        }
        if let (NodeKind::Attribute(one), NodeKind::Attribute(other), Some(unequal)) =
            (&binary.left.kind, &binary.right.kind, equality)
            && one == other
        {
            self.always(node.span, &Value::Boolean(!unequal));
        }
        Shape::Boolean
    }

    /// Whether it is an attribute of True and False in the system that the language belongs to.
    fn is_likely_boolean(&self, node: &Node) -> bool {
        matches!(&node.kind, NodeKind::Attribute(name)
            if self.likely_attribute(name).is_some_and(|known| known.kind == Kind::Boolean))
    }

    /// Warns of `true` where the service has `True`.
    fn boolean_letters(&mut self, span: Span, word: &'static str, text: &str) {
        let message = format!("the value is `{word}`; compared letter by letter it is never `{text}`");
        let help = "the service writes True and False, and compares texts with their letter case";
        let text = (self.checks.quoted)(word);
        let found = self.push(Code::BooleanLetterCase, span, message, help);
        fix(found, format!("Write {text}"), span, text);
    }

    /// Says that a condition has the same value for every user.
    pub(crate) fn always(&mut self, span: Span, value: &Value<'_>) {
        if let Value::Boolean(value) = value {
            let message = format!("this is {} for every user", boolean_text(*value));
            self.push(Code::ConstantCondition, span, message, "compare an attribute, in square brackets");
        }
    }

    /// The condition of IIF, if it is no comparison: those are looked at by themselves.
    pub(crate) fn condition(&mut self, places: &[Argument]) {
        let Some(node) = places.first().and_then(|place| place.node.as_ref()) else { return };
        if !matches!(node.kind, NodeKind::Binary(_))
            && constant::is_constant(node, self.registry)
            && let Ok(value) = constant::run(node, self.registry, self.checks.semantics)
            && let Ok(value) = value.into_boolean()
        {
            self.always(node.span, &Value::Boolean(value));
        }
    }

    pub(crate) fn switch(&mut self, node: &Node, places: &[Argument], shape: Shape) {
        let [source, _, pairs @ ..] = places else { return };
        let Some(source) = &source.node else { return };
        if constant::is_constant(source, self.registry) {
            let message = "the source of this Switch is the same for every user";
            self.push(Code::ConstantCondition, source.span, message, "take an attribute, in square brackets");
            return;
        }
        let mut seen: Vec<&str> = Vec::new();
        // Where the place before this pair ends, and so where its comma is.
        let mut before = places.get(1).map_or(node.span.end, |place| place.span.end);
        for pair in pairs.chunks_exact(2) {
            let [key, value] = pair else { return };
            let whole = Span::new(before, value.span.end);
            before = value.span.end;
            let Some(key) = &key.node else { continue };
            let Some(text) = constant_text(key) else { continue };
            if seen.contains(&text) {
                let message = format!("the key `{}` came before; this one is never reached", clip(text));
                let found = self.push(Code::DuplicateKey, key.span, message, "the first of equal keys wins");
                fix(found, "Remove the key and its value".to_owned(), whole, String::new());
                continue;
            }
            seen.push(text);
            if let Some((why, instead)) = self.never(source, shape, text) {
                let message = format!("this key is never reached: {why} `{}`", clip(text));
                let quoted = self.checks.quoted;
                let found = self.push(
                    Code::UnreachableKey,
                    key.span,
                    message,
                    "keys compare exactly, letter case included",
                );
                if let Some(instead) = instead {
                    let text = quoted(&instead);
                    fix(found, format!("Write {text}"), key.span, text);
                }
            }
        }
    }

    /// Why a node never equals a text, and what was probably meant instead.
    fn never(&self, node: &Node, shape: Shape, text: &str) -> Option<(&'static str, Option<String>)> {
        let call = match &node.kind {
            NodeKind::Call(call) => Some(call),
            _ => None,
        };
        if let Some(call) = call
            && call.arguments.iter().skip(1).all(|place| place.node.is_none())
            && let Some(settles) = self.registry.find(&call.name).and_then(|function| function.settles)
        {
            let settled = (settles.settled)(text);
            if settled != text {
                return Some((settles.why, Some(settled)));
            }
        }
        if let NodeKind::Attribute(name) = &node.kind
            && let Some(known) = self.attribute(name)
            && !text.is_empty()
            && !known.values.is_empty()
            && !known.values.iter().any(|value| value == text)
        {
            let near = known.values.iter().find(|value| value.eq_ignore_ascii_case(text.trim()));
            return Some(("its source is one of a few known words, never", near.cloned()));
        }
        match shape {
            Shape::Boolean if !text.is_empty() => {
                let near = ["True", "False"].into_iter().find(|word| word.eq_ignore_ascii_case(text.trim()));
                let wrong = near != Some(text);
                wrong.then(|| ("its source is True or False, never", near.map(str::to_owned)))
            }
            Shape::Integer if !text.is_empty() && decimal(text).is_none() => {
                Some(("its source is a number, never", None))
            }
            _ => None,
        }
    }

    pub(crate) fn coalesce(&mut self, places: &[Argument]) {
        let nodes: Vec<&Node> = places.iter().filter_map(|place| place.node.as_ref()).collect();
        let Some(at) = nodes.iter().position(|node| self.is_never_null(node)) else { return };
        let (Some(stop), Some(next), Some(last)) = (nodes.get(at), nodes.get(at + 1), nodes.last()) else {
            return;
        };
        let what = match &stop.kind {
            NodeKind::Call(call) => {
                format!("{} always gives a value, an empty text if nothing else", call.name)
            }
            _ => format!("`{}` is a value, even if it is empty", clip(self.of(stop.span))),
        };
        let message = format!("Coalesce never comes here: {what}");
        self.push(
            Code::UnreachableArgument,
            next.span.to(last.span),
            message,
            "an empty text is not null; test for it with Switch([a], [a], \"\", [b])",
        );
    }

    fn is_never_null(&self, node: &Node) -> bool {
        match &node.kind {
            NodeKind::Text(_) | NodeKind::Number(_) => true,
            NodeKind::Call(call) => self.registry.find(&call.name).is_some_and(|function| {
                function.never_null || matches!(function.result, Kind::Boolean | Kind::Integer)
            }),
            _ => false,
        }
    }
}

/// The text of a constant that can be a key.
pub(crate) fn constant_text(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Text(text) => Some(text),
        NodeKind::Keyword(keyword @ (Keyword::True | Keyword::False)) => Some(keyword.as_str()),
        _ => None,
    }
}
