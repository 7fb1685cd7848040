//! The phrases of the registry, filled with the words of arguments.
//!
//! `{source}` stands for the argument of that parameter, `{source1…}` for it and all that follow,
//! `{separator'}` for the name of a sign, such as "a space". A part in `[…]` is left out if an
//! argument in it is absent. The phrase of a function that gives True or False is a clause, and
//! behind `|` its negation: `{Expression} has a value|{Expression} has no value`.

use super::{Phrase, Shape, Words, argument, constant, given, sign};
use crate::language::registry::{Function, Kind, Meaning};
use crate::language::tree::Call;

impl Words {
    /// The phrase of a function that gives a value.
    pub(crate) fn fill(self, function: &Function, call: &Call, depth: usize) -> Phrase {
        let (text, leading) = self.filled(function.words, function, call, depth);
        let own = if function.words.contains(", ") { Shape::Chain } else { Shape::Atom };
        Phrase::new(text, own.max(leading))
    }

    /// A phrase with its places filled, and how loose the words at its start are.
    pub(crate) fn filled(
        self,
        phrase: &str,
        function: &Function,
        call: &Call,
        depth: usize,
    ) -> (String, Shape) {
        let mut text = String::new();
        let mut leading = Shape::Atom;
        let mut rest = phrase;
        while let Some(at) = rest.find(['{', '[']) {
            let (before, here) = rest.split_at(at);
            text.push_str(before);
            if let Some((part, after)) = here.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
                if is_given(part, function, call) {
                    text.push_str(&self.filled(part, function, call, depth).0);
                }
                rest = after;
            } else if let Some((place, after)) =
                here.strip_prefix('{').and_then(|inner| inner.split_once('}'))
            {
                match self.place(place, function, call, depth) {
                    None => text.push_str("nothing"),
                    Some(words) if text.is_empty() => {
                        leading = words.shape.min(Shape::Chain);
                        text = words.within(Shape::Chain);
                    }
                    Some(words) => text.push_str(&words.within(Shape::Atom)),
                }
                rest = after;
            } else {
                break;
            }
        }
        (text + rest, leading)
    }

    /// The words of one place.
    fn place(self, place: &str, function: &Function, call: &Call, depth: usize) -> Option<Phrase> {
        let at = parameter(place, function)?;
        if place.ends_with('…') {
            let nodes = given(call.arguments.get(at..)?);
            return (!nodes.is_empty()).then(|| Phrase::atom(self.listed(&nodes, depth)));
        }
        let mut node = argument(call, at)?;
        if place.ends_with('\'')
            && let Some(text) = constant(node)
        {
            return Some(Phrase::atom(sign(&text)));
        }
        match function.parameters.get(at).map(|parameter| parameter.kind) {
            Some(Kind::Boolean) => return Some(Phrase::atom(self.clause(node, true, depth - 1))),
            // Where a date is meant, reading it as one need not be said.
            Some(Kind::Date) => {
                node = self.calling(node, Meaning::AsDate).and_then(|call| argument(call, 0)).unwrap_or(node)
            }
            _ => {}
        }
        Some(self.value(node, depth - 1))
    }
}

/// The parameter that a place stands for.
fn parameter(place: &str, function: &Function) -> Option<usize> {
    let name = place.trim_end_matches(['…', '\'']);
    function.parameters.iter().position(|parameter| parameter.name == name)
}

/// Whether the argument that a part in brackets is about is given.
fn is_given(part: &str, function: &Function, call: &Call) -> bool {
    let place = part.split_once('{').and_then(|(_, rest)| rest.split_once('}'));
    let at = place.and_then(|(place, _)| parameter(place, function));
    at.is_some_and(|at| argument(call, at).is_some())
}
