//! `IIF`, `Switch` and `Coalesce`.

use crate::language::registry::{Kind, Meaning};
use crate::language::tree::{Call, Node, NodeKind, Operator};
use crate::language::words::{Phrase, Shape, Words, argument, constant, given, is_text, quoted};

/// A value of `Switch` and the keys that lead to it.
struct Group<'n> {
    keys: Vec<&'n Node>,
    value: Option<&'n Node>,
}

/// The condition and the call of an `IIF` whose argument `at` says the same as `other`.
fn nested<'n>(
    words: Words,
    node: Option<&'n Node>,
    at: usize,
    other: Option<&Node>,
) -> Option<(&'n Node, &'n Call)> {
    let call = words.calling(node?, Meaning::Conditional)?;
    argument(call, at)?.says_the_same(other?).then_some((argument(call, 0)?, call))
}

impl Words {
    pub(super) fn iif(self, call: &Call, depth: usize) -> Option<Phrase> {
        let condition = argument(call, 0)?;
        let (mut yes, mut no) = (argument(call, 1), argument(call, 2));
        if let (Some(yes), Some(no)) = (yes, no)
            && let Some(phrase) = self.filling_in(condition, yes, no, depth)
        {
            return Some(phrase);
        }
        // There is no And and no Or in the language: one IIF in another stands for them.
        let mut conditions = vec![condition];
        let mut word = " and ";
        while let Some((condition, inner)) = nested(self, yes, 2, no) {
            conditions.push(condition);
            yes = argument(inner, 1);
        }
        if conditions.len() == 1 {
            word = " or ";
            while let Some((condition, inner)) = nested(self, no, 1, yes) {
                conditions.push(condition);
                no = argument(inner, 2);
            }
        }
        let mut clauses = Vec::new();
        for condition in conditions {
            let clause = self.clause(condition, true, depth - 1);
            // What already has a list in it is set apart by a comma.
            if clause.contains(" or ") || clause.contains(" and ") {
                word = if word == " or " || word == ", or " { ", or " } else { ", and " };
            }
            clauses.push(clause);
        }
        let condition = clauses.join(word);
        if is_text(yes, "False") && is_text(no, "True") {
            return Some(Phrase::new(format!("True unless {condition}, then False"), Shape::Choice));
        }
        let yes = self.optional_value(yes, depth).within(Shape::Atom);
        // A choice after "else" reads on like a list of cases.
        let no = self.optional_value(no, depth).text;
        Some(Phrase::new(format!("{yes} if {condition}, else {no}"), Shape::Choice))
    }

    fn optional_value(self, node: Option<&Node>, depth: usize) -> Phrase {
        node.map_or_else(|| Phrase::atom("no value"), |node| self.value(node, depth - 1))
    }

    /// `IIF(IsPresent(x), x, y)` and its like: a value, and what fills in for it.
    fn filling_in(self, condition: &Node, yes: &Node, no: &Node, depth: usize) -> Option<Phrase> {
        let tested = |meaning| self.calling(condition, meaning).and_then(|call| argument(call, 0));
        let blank = |wanted: Operator| match &condition.kind {
            NodeKind::Binary(test) if test.operator == wanted && is_text(Some(&test.right), "") => {
                Some(&test.left)
            }
            _ => None,
        };
        let present = tested(Meaning::Present).or_else(|| blank(Operator::NotEqual));
        let absent = tested(Meaning::Blank).or_else(|| blank(Operator::Equal));
        let (value, other, why) = if present.is_some_and(|tested| tested.says_the_same(yes)) {
            (yes, no, "it is empty")
        } else if absent.is_some_and(|tested| tested.says_the_same(no)) {
            (no, yes, "it is empty")
        } else if tested(Meaning::Absent).is_some_and(|tested| tested.says_the_same(no)) {
            (no, yes, "it is null")
        } else {
            return None;
        };
        Some(self.or(value, other, why, depth))
    }

    /// `x, or y if it has no value`.
    fn or(self, value: &Node, other: &Node, why: &str, depth: usize) -> Phrase {
        let (value, other) = (self.tight(value, depth), self.tight(other, depth));
        Phrase::new(format!("{value}, or {other} if {why}"), Shape::Choice)
    }

    pub(super) fn coalesce(self, call: &Call, depth: usize) -> Option<Phrase> {
        let nodes = given(&call.arguments);
        match nodes.as_slice() {
            [] => None,
            [only] => Some(self.value(only, depth - 1)),
            [first, second] => Some(self.or(first, second, "it has no value", depth)),
            nodes => {
                let list = self.listed(nodes, depth);
                Some(Phrase::new(format!("the first of {list} that has a value"), Shape::Chain))
            }
        }
    }

    pub(super) fn switch(self, call: &Call, depth: usize) -> Option<Phrase> {
        let source = argument(call, 0)?;
        let default = argument(call, 1);
        let mut pairs: Vec<(&Node, Option<&Node>)> = Vec::new();
        for at in (2..call.arguments.len()).step_by(2) {
            pairs.extend(argument(call, at).map(|key| (key, argument(call, at + 1))));
        }
        if pairs.is_empty() {
            return None;
        }
        if let Some(phrase) = self.inversion(source, default, &pairs, depth) {
            return Some(phrase);
        }
        if let ([(key, Some(value))], Some(default)) = (pairs.as_slice(), default)
            && source.says_the_same(default)
            && is_text(Some(key), "")
        {
            return Some(self.or(source, value, "it is empty", depth));
        }
        let mut groups: Vec<Group<'_>> = Vec::new();
        for (key, value) in pairs {
            let known = groups.iter_mut().find(|group| match (group.value, value) {
                (Some(known), Some(value)) => known.says_the_same(value),
                (None, None) => true,
                _ => false,
            });
            match known {
                Some(group) => group.keys.push(key),
                None => groups.push(Group { keys: vec![key], value }),
            }
        }
        let mut told = Vec::new();
        for group in groups.get(..self.keys).unwrap_or(&groups) {
            told.push(self.case(group, depth));
        }
        let more = match groups.len() - told.len() {
            0 => String::new(),
            count => format!(", {count} more"),
        };
        let no = match default {
            Some(default) if source.says_the_same(default) => "the value itself".to_owned(),
            default => self.optional_value(default, depth).text,
        };
        let source = match self.function_of(source) {
            Some(test) if test.result == Kind::Boolean => {
                format!("whether {}", self.clause(source, true, depth - 1))
            }
            _ => self.loose(source, depth),
        };
        Some(Phrase::new(
            format!("depending on {source}: {}{more}, else {no}", told.join(", ")),
            Shape::Choice,
        ))
    }

    /// `"A" or "B" → "C"`.
    fn case(self, group: &Group<'_>, depth: usize) -> String {
        let mut keys = Vec::new();
        for key in &group.keys {
            keys.push(match constant(key) {
                Some(text) if text.is_empty() => "empty".to_owned(),
                Some(text) => quoted(&text),
                None => self.tight(key, depth),
            });
        }
        let value = self.optional_value(group.value, depth).within(Shape::Atom);
        format!("{} → {value}", self.list(&keys, "or"))
    }

    /// `Switch` that turns True into False and False into True.
    fn inversion(
        self,
        source: &Node,
        default: Option<&Node>,
        pairs: &[(&Node, Option<&Node>)],
        depth: usize,
    ) -> Option<Phrase> {
        let [one, other] = pairs else { return None };
        let swaps =
            |pair: &(&Node, Option<&Node>), from, to| is_text(Some(pair.0), from) && is_text(pair.1, to);
        let swapped = (swaps(one, "True", "False") && swaps(other, "False", "True"))
            || (swaps(one, "False", "True") && swaps(other, "True", "False"));
        // A default that differs from what "True" gives is a third case.
        let third = default.is_some_and(|default| constant(default).is_some()) && !is_text(default, "False");
        (swapped && !third).then(|| {
            let text = format!("True unless {}, then False", self.clause(source, true, depth - 1));
            Phrase::new(text, Shape::Choice)
        })
    }

    /// `Switch` of Connect: pairs of condition and value.
    pub(super) fn conditions(self, call: &Call, depth: usize) -> Option<Phrase> {
        let mut cases = Vec::new();
        for at in (0..call.arguments.len()).step_by(2) {
            let Some(condition) = argument(call, at) else { continue };
            let value = self.optional_value(argument(call, at + 1), depth).within(Shape::Chain);
            cases.push(match is_text(Some(condition), "True") {
                true => value,
                false => format!("{value} if {}", self.clause(condition, true, depth - 1)),
            });
        }
        (!cases.is_empty()).then(|| Phrase::new(cases.join(", else "), Shape::Choice))
    }
}
