//! Conditions: what is said after "if".

use super::{Phrase, Shape, Words, argument, constant};
use crate::language::registry::{Kind, Meaning};
use crate::language::tree::{Binary, Call, Node, NodeKind, Operator, UnaryOperator};
use std::borrow::Cow;

impl Words {
    /// The words for a value that is True or False.
    pub(crate) fn whether(self, node: &Node, depth: usize) -> Phrase {
        let text = match self.negated(node) {
            Some(inner) => format!("True unless {}, then False", self.clause(inner, true, depth)),
            None => format!("True if {}, else False", self.clause(node, true, depth)),
        };
        Phrase::new(text, Shape::Choice)
    }

    /// What a node is the opposite of.
    fn negated(self, node: &Node) -> Option<&Node> {
        match &node.kind {
            NodeKind::Unary(unary) if unary.operator == UnaryOperator::Not => Some(&unary.operand),
            _ => self.calling(node, Meaning::Negation).and_then(|call| argument(call, 0)),
        }
    }

    /// What an attribute says as a condition, if it has words of its own.
    fn said_by(self, name: &str) -> Option<&'static str> {
        self.idioms.conditions.iter().find(|(known, _)| *known == name).map(|(_, words)| *words)
    }

    /// That a node is True, or that it is not.
    pub(crate) fn clause(self, node: &Node, holds: bool, depth: usize) -> String {
        if let NodeKind::Attribute(name) = &node.kind {
            let is = if holds { "is" } else { "is not" };
            return match self.said_by(name).filter(|_| holds) {
                Some(words) => words.to_owned(),
                None => format!("{} {is} True", (self.idioms.attribute)(name)),
            };
        }
        if depth == 0 {
            let names = self.ingredients(node);
            let of = if names.is_empty() { "" } else { " of " };
            return format!("a test{of}{names} {}", if holds { "holds" } else { "fails" });
        }
        match &node.kind {
            NodeKind::Binary(binary) => self.comparison(binary, holds, depth),
            NodeKind::Call(call) => self.test(node, call, holds, depth),
            NodeKind::Unary(unary) if unary.operator == UnaryOperator::Not => {
                self.clause(&unary.operand, !holds, depth)
            }
            _ => format!("{} {} True", self.value(node, depth).text, if holds { "is" } else { "is not" }),
        }
    }

    /// A call as a condition.
    fn test(self, node: &Node, call: &Call, holds: bool, depth: usize) -> String {
        let function = self.function_of(node);
        if let Some(inner) = argument(call, 0) {
            match function.and_then(|function| function.meaning) {
                Some(Meaning::Negation) => return self.clause(inner, !holds, depth),
                Some(Meaning::Truth) => return self.clause(inner, holds, depth - 1),
                _ => {}
            }
        }
        match function.filter(|function| function.result == Kind::Boolean) {
            Some(function) if !function.words.is_empty() => {
                let (affirmed, denied) = function.words.split_once('|').unwrap_or((function.words, ""));
                self.filled(if holds { affirmed } else { denied }, function, call, depth).0
            }
            _ => {
                let value = self.value(node, depth).within(Shape::Atom);
                format!("{value} {} True", if holds { "is" } else { "is not" })
            }
        }
    }

    fn comparison(self, binary: &Binary, holds: bool, depth: usize) -> String {
        use Operator::*;
        let side = |node: &Node| self.tight(node, depth);
        let operator = if holds { binary.operator } else { opposite(binary.operator) };
        if let And | Or = binary.operator {
            let word = if (binary.operator == And) == holds { "and" } else { "or" };
            let part = |node: &Node| self.clause(node, holds, depth - 1);
            return format!("{} {word} {}", part(&binary.left), part(&binary.right));
        }
        let right = constant(&binary.right);
        if let Some(text) = right.as_deref()
            && let Some(words) = self.special(&binary.left, operator, text, depth)
        {
            return words;
        }
        let dates = [&binary.left, &binary.right]
            .iter()
            .any(|node| self.function_of(node).is_some_and(|function| function.result == Kind::Date));
        let how = match operator {
            Equal => "is",
            NotEqual => "is not",
            Greater if dates => "is after",
            GreaterOrEqual if dates => "is not before",
            Less if dates => "is before",
            LessOrEqual if dates => "is not after",
            Greater => "is more than",
            GreaterOrEqual => "is at least",
            Less => "is less than",
            _ => "is at most",
        };
        // In a comparison of sizes the quotes around a number say nothing.
        let is_size = |text: &Cow<'_, str>| {
            !matches!(operator, Equal | NotEqual) && crate::value::decimal(text).is_some()
        };
        let side = |node: &Node| if dates { self.date(node, depth) } else { side(node) };
        let right = right.filter(is_size).map_or_else(|| side(&binary.right), Cow::into_owned);
        format!("{} {how} {right}", side(&binary.left))
    }

    /// Comparisons with constants that mean something of their own.
    fn special(self, left: &Node, operator: Operator, right: &str, depth: usize) -> Option<String> {
        use Operator::*;
        let side = |node: &Node| self.tight(node, depth);
        let is_boolean = self.function_of(left).is_some_and(|function| function.result == Kind::Boolean)
            || matches!(&left.kind, NodeKind::Attribute(name) if self.said_by(name).is_some());
        match (operator, right) {
            (Equal, "") => return Some(format!("{} is empty", side(left))),
            (NotEqual, "") => return Some(format!("{} is not empty", side(left))),
            (Equal, "True") | (NotEqual, "False") if is_boolean => {
                return Some(self.clause(left, true, depth));
            }
            (Equal, "False") | (NotEqual, "True") if is_boolean => {
                return Some(self.clause(left, false, depth));
            }
            _ => {}
        }
        let found = match (operator, right) {
            (Greater | NotEqual, "0") | (GreaterOrEqual, "1") => Some(true),
            (Equal | LessOrEqual, "0") | (Less, "1") => Some(false),
            _ => None,
        };
        if let Some(call) = self.calling(left, Meaning::FirstPlace) {
            let (text, part) = (argument(call, 0)?, argument(call, 1)?);
            let verb = match (found, operator, right) {
                (Some(true), ..) => "contains",
                (Some(false), ..) => "does not contain",
                (None, Equal, "1") => "starts with",
                _ => return None,
            };
            return Some(format!("{} {verb} {}", side(text), side(part)));
        }
        let call = self.calling(left, Meaning::CommonBits)?;
        let (value, bits) = (argument(call, 0)?, argument(call, 1)?);
        found.map(|found| {
            format!("{} {} bit {}", side(value), if found { "has" } else { "lacks" }, side(bits))
        })
    }
}

fn opposite(operator: Operator) -> Operator {
    use Operator::*;
    match operator {
        Equal => NotEqual,
        NotEqual => Equal,
        Greater => LessOrEqual,
        GreaterOrEqual => Less,
        Less => GreaterOrEqual,
        LessOrEqual => Greater,
        other => other,
    }
}
