//! Parts of texts, joined texts, replaced texts, dates.

use crate::dotnet::datetime::Interval;
use crate::language::ordinal::ordinal;
use crate::language::registry::Meaning;
use crate::language::tree::{Call, Node};
use crate::language::words::{
    Phrase, Shape, Words, argument, clipped, constant, given, is_text, quoted, sign,
};
use std::borrow::Cow;

/// Patterns that are replaced by nothing so often that they have words of their own.
const PATTERNS: &[(&[&str], &str)] = &[
    (&["\\D", "\\D+", "(\\D)", "(\\D+)", "[^0-9]", "[^0-9]+", "[^\\d]", "[^\\d]+"], "keeping digits only"),
    (&["^0+", "^0*"], "without leading zeros"),
    (&["\\s", "\\s+", "\\s*"], "without white space"),
    (&["[0-9]", "[0-9]+", "\\d", "\\d+"], "without digits"),
    (&["[()\\s-]+"], "without parentheses, white space and hyphens"),
    (&["@.*", "@.*$", "@(.*)", "@(.)*"], "up to the first @"),
    (&["^.*@", ".*@", "^[^@]*@", "^[^@]+@"], "after the @"),
];

/// The constant whole number of a node.
fn number(node: &Node) -> Option<i64> {
    crate::value::integer(&constant(node)?)
}

/// `3 characters`, `1 character`.
fn counted(count: i64, unit: &str) -> String {
    if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
}

impl Words {
    pub(super) fn left(self, call: &Call, depth: usize) -> Option<Phrase> {
        let count = number(argument(call, 1)?)?;
        self.start_of(argument(call, 0)?, count, depth)
    }

    fn start_of(self, source: &Node, count: i64, depth: usize) -> Option<Phrase> {
        match count {
            1 => Some(Phrase::atom(format!("the first character of {}", self.tight(source, depth)))),
            2.. => {
                Some(Phrase::atom(format!("the first {count} characters of {}", self.tight(source, depth))))
            }
            _ => None,
        }
    }

    pub(super) fn mid(self, call: &Call, depth: usize) -> Option<Phrase> {
        let source = argument(call, 0)?;
        let start = number(argument(call, 1)?)?;
        // Lengths beyond those of any directory value mean the rest.
        let length = match argument(call, 2) {
            Some(node) => Some(number(node)?).filter(|length| *length < 1_000),
            None => None,
        };
        match (start, length) {
            (1, None) => Some(self.value(source, depth - 1)),
            (1, Some(length)) => self.start_of(source, length, depth),
            (start, None) => {
                Some(Phrase::atom(format!("{} from character {start} on", self.tight(source, depth))))
            }
            (start, Some(1)) => {
                Some(Phrase::atom(format!("character {start} of {}", self.tight(source, depth))))
            }
            (start, Some(length)) => {
                let end = start.checked_add(length)?.checked_sub(1).filter(|end| *end > start)?;
                Some(Phrase::atom(format!("characters {start} to {end} of {}", self.tight(source, depth))))
            }
        }
    }

    pub(super) fn join(self, call: &Call, depth: usize) -> Option<Phrase> {
        let mut parts = given(call.arguments.get(1..)?);
        // An empty text leaves nothing behind.
        parts.retain(|node| !is_text(Some(node), ""));
        let separator = argument(call, 0)?;
        match (parts.as_slice(), constant(separator)) {
            ([], _) => None,
            ([only], _) => Some(self.value(only, depth - 1)),
            (parts, Some(text)) if text.is_empty() => Some(self.followed(parts, depth)),
            (parts, text) => {
                let values = self.listed(parts, depth);
                let separator = text.map_or_else(|| self.tight(separator, depth), |text| sign(&text));
                let text = format!("{values}, joined with {separator}");
                Some(Phrase::new(text, Shape::Chain))
            }
        }
    }

    /// `Split` of what was joined with the same sign is a list.
    pub(super) fn split(self, call: &Call, depth: usize) -> Option<Phrase> {
        let join = self.calling(argument(call, 0)?, Meaning::Join)?;
        let delimiter = argument(call, 1).map_or(Some(Cow::Borrowed(",")), constant)?;
        if !is_text(argument(join, 0), &delimiter) {
            return None;
        }
        let values = self.listed(&given(join.arguments.get(1..)?), depth);
        Some(Phrase::new(format!("the list of {values}"), Shape::Chain))
    }

    pub(super) fn item(self, call: &Call, depth: usize) -> Option<Phrase> {
        let (list, index) = (argument(call, 0)?, number(argument(call, 1)?)?);
        let at = usize::try_from(index).ok()?.checked_sub(1)?;
        if let Some(split) = self.calling(list, Meaning::Split)
            && let Some(source) = argument(split, 0)
        {
            let delimiter = match argument(split, 1) {
                None => sign(","),
                Some(node) => constant(node).map_or_else(|| self.tight(node, depth), |text| sign(&text)),
            };
            let source = self.tight(source, depth);
            let first =
                delimiter.strip_prefix("a ").or_else(|| delimiter.strip_prefix("an ")).unwrap_or(&delimiter);
            return Some(match at {
                0 => Phrase::atom(format!("{source} up to the first {first}")),
                _ => {
                    let part = format!("the {} part of {source}, split at {delimiter}", ordinal(at));
                    Phrase::new(part, Shape::Chain)
                }
            });
        }
        Some(Phrase::atom(format!("the {} value of {}", ordinal(at), self.tight(list, depth))))
    }

    pub(super) fn date_add(self, call: &Call, depth: usize) -> Option<Phrase> {
        let interval: Interval = constant(argument(call, 0)?)?.parse().ok()?;
        let count = number(argument(call, 1)?)?;
        let word = if count < 0 { "before" } else { "after" };
        let count = counted(count.checked_abs()?, interval.unit());
        Some(Phrase::atom(format!("{count} {word} {}", self.date(argument(call, 2)?, depth))))
    }

    pub(super) fn date_diff(self, call: &Call, depth: usize) -> Option<Phrase> {
        let interval: Interval = constant(argument(call, 0)?)?.parse().ok()?;
        let (from, to) = (self.date(argument(call, 1)?, depth), self.date(argument(call, 2)?, depth));
        Some(Phrase::atom(format!("the number of {}s from {from} to {to}", interval.unit())))
    }

    pub(super) fn format_date_time(self, call: &Call, depth: usize) -> Option<Phrase> {
        let source = argument(call, 0)?;
        let (input, output) = match call.arguments.len() {
            2 => (None, argument(call, 1)?),
            3 => (argument(call, 1), argument(call, 2)?),
            _ => (argument(call, 2), argument(call, 3)?),
        };
        let format = |node: &Node| constant(node).map_or_else(|| self.tight(node, depth), Cow::into_owned);
        // A date is written as it is; the input format then says nothing.
        let is_date = [Meaning::AsDate, Meaning::Date, Meaning::Now]
            .iter()
            .any(|meaning| self.calling(source, *meaning).is_some());
        let read =
            input.filter(|_| !is_date).map(|node| format!(", read as {}", format(node))).unwrap_or_default();
        let source = self.loose(source, depth);
        Some(Phrase::new(format!("{source}{read}, written as {}", format(output)), Shape::Chain))
    }

    /// The modes of `Replace`, as its arguments select them.
    pub(super) fn replace(self, call: &Call, depth: usize) -> Option<Phrase> {
        let source = argument(call, 0)?;
        let [old, pattern, group, new, other, template] = [1, 2, 3, 4, 5, 6].map(|at| argument(call, at));
        let group = group.map(|node| constant(node).map_or_else(|| self.tight(node, depth), Cow::into_owned));
        if let (Some(old), Some(template)) = (old, template) {
            let (old, template) = (self.tight(old, depth), self.tight(template, depth));
            let text = format!("{template} with {} for {old}", self.tight(source, depth));
            return Some(Phrase::new(text, Shape::Chain));
        }
        if let (Some(pattern), Some(group), Some(other)) = (pattern, &group, other) {
            let source = self.tight(source, depth);
            let (other, pattern) = (self.tight(other, depth), self.pattern(pattern, depth));
            let text = format!("{source}, or the {group} that {pattern} finds in {other} if it is empty");
            return Some(Phrase::new(text, Shape::Choice));
        }
        let new = new?;
        let old = if pattern.is_some() { None } else { Some(old?) };
        let removed = is_text(Some(new), "");
        let source = self.loose(source, depth);
        if let (Some(pattern), Some(group)) = (pattern, &group) {
            let pattern = self.pattern(pattern, depth);
            let text = if removed {
                format!("{source}, without the {group} that {pattern} finds")
            } else {
                format!("{source}, with {} for the {group} that {pattern} finds", self.tight(new, depth))
            };
            return Some(Phrase::new(text, Shape::Chain));
        }
        if let Some(pattern) = pattern {
            return Some(Phrase::new(self.replaced_pattern(&source, pattern, new, depth), Shape::Chain));
        }
        let old = self.tight(old?, depth);
        let text = if removed {
            format!("{source}, without {old}")
        } else {
            format!("{source}, with {} for {old}", self.tight(new, depth))
        };
        Some(Phrase::new(text, Shape::Chain))
    }

    fn replaced_pattern(self, source: &str, pattern: &Node, new: &Node, depth: usize) -> String {
        let replacement = constant(new);
        if let (Some(text), Some("")) = (constant(pattern), replacement.as_deref())
            && let Some((_, words)) = PATTERNS.iter().find(|(known, _)| known.contains(&&*text))
        {
            return format!("{source}, {words}");
        }
        let pattern = self.pattern(pattern, depth);
        match replacement.as_deref() {
            Some("") => format!("{source}, without what {pattern} matches"),
            Some(text) => match one_group(text) {
                Some(group) => format!("{source}, with what {pattern} matches cut to its {group}"),
                None => format!("{source}, with {} for what {pattern} matches", quoted(text)),
            },
            None => format!("{source}, with {} for what {pattern} matches", self.tight(new, depth)),
        }
    }

    fn pattern(self, node: &Node, depth: usize) -> String {
        match constant(node) {
            Some(text) => format!("/{}/", clipped(&text, 40)),
            None => self.tight(node, depth),
        }
    }
}

/// The group that a replacement such as `${name}` or `$1` consists of.
fn one_group(replacement: &str) -> Option<String> {
    let rest = replacement.strip_prefix('$')?;
    let name = rest.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    match name {
        Some(name) if !name.contains(['{', '}']) => Some(name.to_owned()),
        None if !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(format!("group {rest}"))
        }
        _ => None,
    }
}
