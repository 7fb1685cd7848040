//! Functions that people bring from other languages, as a call of this one.

use super::foreign::{self, Advice};
use crate::language::check::{Checker, Elsewhere};
use crate::language::entra::parse::parse;
use crate::language::tree::{Call, Node};
use crate::span::Span;

/// What does the same as a call of a function that there is not.
pub(super) fn function(checker: &Checker<'_>, call: &Call, whole: Option<Span>) -> Option<Elsewhere> {
    told(checker, call, whole, foreign::advice)
}

/// The same where only tests for a value are alike.
pub(super) fn test_of_value(checker: &Checker<'_>, call: &Call, whole: Option<Span>) -> Option<Elsewhere> {
    told(checker, call, whole, |name, texts, _| foreign::presence(&name.to_ascii_lowercase(), texts))
}

fn told(
    checker: &Checker<'_>,
    call: &Call,
    whole: Option<Span>,
    advice: fn(&str, &[&str], &[&Node]) -> Option<Advice>,
) -> Option<Elsewhere> {
    let nodes: Vec<&Node> = call.nodes().collect();
    let texts: Vec<&str> = nodes.iter().map(|node| checker.of(node.span)).collect();
    let Advice { help, instead } = advice(&call.name, &texts, &nodes)?;
    // A call that is not whole, or has empty places, is not rewritten.
    let complete = nodes.len() == call.arguments.len();
    let instead = instead.filter(|_| complete).zip(whole).and_then(|((text, name_alone), whole)| {
        if name_alone {
            return Some((call.name_span, text));
        }
        Some((whole, fitting(checker, whole, text)?))
    });
    Some(Elsewhere { help, instead })
}

/// The text as it can stand in this place: a comparison that cannot is made a value.
fn fitting(checker: &Checker<'_>, whole: Span, written: String) -> Option<String> {
    let all = checker.text();
    let fits = |written: &str| {
        let before = all.get(..whole.start).unwrap_or_default();
        let after = all.get(whole.end..).unwrap_or_default();
        parse(&format!("{before}{written}{after}"), checker.dialect).is_ok()
    };
    if fits(&written) {
        return Some(written);
    }
    let value = format!("CBool({written})");
    fits(&value).then_some(value)
}
