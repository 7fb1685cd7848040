//! The reasons that a trace gives, in words. They stand together here to sound alike.

use super::value::cut;
use super::{NoteKind, TraceGroup, TraceMatch, TraceNote};
use crate::dotnet::casing;
use crate::dotnet::datetime::DateTime;
use crate::dotnet::regex::{Budget, Captures, Regex};
use crate::language::ordinal::ordinal;
use crate::language::tree::Operator;
use crate::value::clip;

/// A reason, on its way to the recorder.
#[derive(Debug)]
pub(crate) struct Note(pub(crate) TraceNote);

/// How two values were compared, and why so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compared {
    /// One side is null.
    Null,
    /// One side is a date.
    Dates,
    /// One side is a Boolean.
    Booleans,
    /// Both sides are numbers, or texts that spell numbers where a number is called for.
    Numbers,
    /// A number on one side, a text that spells none on the other.
    NoNumbers,
    /// Two texts.
    Texts,
}

/// Matches of a pattern that are shown.
const MATCHES: usize = 5;

fn new(kind: NoteKind, text: impl Into<String>) -> Note {
    Note(TraceNote { kind, text: text.into(), matches: Vec::new() })
}

/// A text as it would be written in an expression, cut for a message.
fn quoted(text: &str) -> String {
    format!("\"{}\"", clip(text))
}

impl Note {
    /// The side of `IIF` that was taken.
    pub(crate) fn branch(holds: bool, present: bool) -> Note {
        let (condition, side) = if holds { ("holds", "first") } else { ("does not hold", "second") };
        let absent = if present { "" } else { ", which is left empty" };
        new(NoteKind::Choice, format!("the condition {condition}: the {side} value{absent}"))
    }

    /// A key of `Switch` that was compared with the source.
    pub(crate) fn key(key: &str, source: &str) -> Note {
        let text = match Note::nearly(key, source) {
            _ if key == source => "equals the source".to_owned(),
            Some(nearly) => format!("not the source: {nearly}"),
            None => "not the source".to_owned(),
        };
        new(NoteKind::Tried, text)
    }

    /// The key of `Switch` that matched; `at` counts keys from 0.
    pub(crate) fn matched(key: &str, at: usize, keys: usize) -> Note {
        let which = match keys {
            1 => "the only key".to_owned(),
            _ => format!("the {} of {keys} keys", ordinal(at)),
        };
        new(NoteKind::Choice, format!("{} matches, {which}", quoted(key)))
    }

    /// No key of `Switch` matched.
    pub(crate) fn default(source: &str, keys: usize, present: bool) -> Note {
        let keys = if keys == 1 {
            "the key does not equal".to_owned()
        } else {
            format!("none of {keys} keys equals")
        };
        let value = if present { "the default value" } else { "no default value, so no value" };
        new(NoteKind::Choice, format!("{keys} {}: {value}", quoted(source)))
    }

    /// The candidate that `Coalesce` took.
    pub(crate) fn candidate(at: usize) -> Note {
        new(NoteKind::Choice, format!("the {} argument is the first with a value", ordinal(at)))
    }

    /// The candidate that `SelectUniqueValue` took.
    pub(crate) fn free(at: usize) -> Note {
        new(
            NoteKind::Choice,
            format!("the {} candidate is the first that the target does not have", ordinal(at)),
        )
    }

    /// All candidates are null.
    pub(crate) fn no_candidate() -> Note {
        new(NoteKind::Choice, "no argument has a value")
    }

    /// A candidate that was passed over because it is null.
    pub(crate) fn passed_over() -> Note {
        new(NoteKind::Skipped, "no value: passed over")
    }

    /// What `Join` leaves out: `blank` of `count` values.
    pub(crate) fn left_out(blank: usize, count: usize) -> Note {
        new(
            NoteKind::Skipped,
            match count {
                0 | 1 => "nothing to join: left out with its separator".to_owned(),
                count => format!("{blank} of {count} values are empty: left out"),
            },
        )
    }

    /// A null that a function takes for an empty text.
    pub(crate) fn null_as_empty() -> Note {
        new(NoteKind::Read, "no value counts as an empty text")
    }

    /// How a test for values saw an empty text.
    pub(crate) fn empty_text(counts: bool) -> Note {
        new(
            NoteKind::Read,
            if counts { "an empty text is a value" } else { "an empty text or list counts as no value" },
        )
    }

    /// `Not` of something that is neither True nor False.
    pub(crate) fn not_boolean() -> Note {
        new(NoteKind::Read, "neither True nor False: everything but True gives True")
    }

    /// How two values were compared.
    pub(crate) fn compared(how: Compared, operator: Operator) -> Note {
        let equality = matches!(operator, Operator::Equal | Operator::NotEqual);
        let text = match how {
            Compared::Null if equality => "no value equals only no value and the empty text",
            Compared::Null => "no order holds for no value",
            Compared::Dates => "compared as dates, as one side is a date",
            Compared::Booleans => "compared as True and False, in any letter case, as one side is a Boolean",
            Compared::Numbers if equality => "compared as numbers, as one side is a number",
            Compared::Numbers => "compared as numbers, as both sides spell one",
            Compared::NoNumbers => "compared as text, as one side spells no number",
            Compared::Texts => "compared as text, letter by letter",
        };
        new(NoteKind::Comparison, text)
    }

    /// How two texts differ that look alike.
    pub(crate) fn nearly(left: &str, right: &str) -> Option<&'static str> {
        if left == right {
            None
        } else if casing::alike(left, right) {
            Some("they differ in letter case alone")
        } else if left.trim() == right.trim() {
            Some("they differ in blanks at the ends alone")
        } else {
            None
        }
    }

    /// The mode of `Replace`: its sentence.
    pub(crate) fn mode(text: impl Into<String>) -> Note {
        new(NoteKind::Mode, text)
    }

    /// How often a text occurs.
    pub(crate) fn occurrences(text: &str, old: &str) -> Note {
        new(
            NoteKind::Tried,
            match text.matches(old).count() {
                0 => format!("{} does not occur: nothing to replace", quoted(old)),
                1 => format!("{} occurs once", quoted(old)),
                count => format!("{} occurs {count} times", quoted(old)),
            },
        )
    }

    /// What a pattern matches in a text; with `once` only the first match counts. The search has
    /// steps of its own, so that a trace never changes a result.
    pub(crate) fn pattern(regex: &Regex, text: &str, once: bool) -> Note {
        let mut budget = Budget::default();
        let mut count = 0_usize;
        let mut matches = Vec::new();
        for found in regex.find_iter(text, &mut budget) {
            let Ok(found) = found else { break };
            count += 1;
            if matches.len() < MATCHES {
                matches.push(matched(regex, &found));
            }
            if once {
                break;
            }
        }
        let mut words = match count {
            0 => format!("the pattern matches nothing in {}", quoted(text)),
            1 => "the pattern matches".to_owned(),
            count => format!("the pattern matches {count} times, first"),
        };
        if let Some(first) = matches.first() {
            words = format!("{words} {}", quoted(&first.text));
            for (at, group) in first.groups.iter().enumerate() {
                let value = group.text.as_deref().map_or_else(|| "nothing".to_owned(), quoted);
                words += &format!("{} {} = {value}", if at == 0 { ";" } else { "," }, group.name);
            }
        }
        Note(TraceNote { kind: NoteKind::Pattern, text: words, matches })
    }

    /// A function that was applied to each value of a list.
    pub(crate) fn each(count: usize) -> Note {
        new(NoteKind::Mode, format!("applied to each of {count} values"))
    }

    /// A constant that was taken as the name of an attribute.
    pub(crate) fn names_attribute() -> Note {
        new(NoteKind::Read, "names an attribute: its value is used")
    }

    /// `FormatDateTime` of a value that is a date already.
    pub(crate) fn date_as_it_is(format: bool) -> Note {
        new(
            NoteKind::Read,
            if format {
                "the source is a date already: the input format is not used"
            } else {
                "the source is a date already"
            },
        )
    }

    /// A text that was read as a date.
    pub(crate) fn date(date: DateTime, format: bool) -> Note {
        let how = if format { "with the input format" } else { "without an input format" };
        new(NoteKind::Read, format!("read {how} as {date} UTC"))
    }

    /// The value that `Item` picks.
    pub(crate) fn item(index: i64, count: usize) -> Note {
        new(NoteKind::Choice, format!("value {index} of {count}, counted from 1"))
    }

    /// The role that is shown, and the member of it that is.
    pub(crate) fn role(count: usize, member: Option<&str>) -> Note {
        let which = match count {
            0 => "no app role is assigned".to_owned(),
            1 => "one app role is assigned".to_owned(),
            count => {
                format!("{count} app roles are assigned, the first is shown; the service may take another")
            }
        };
        let member = member.map(|member| format!(": its {member}")).unwrap_or_default();
        new(NoteKind::Choice, which + &member)
    }

    /// Whether a candidate of `SelectUniqueValue` exists in the target.
    pub(crate) fn unique(taken: bool) -> Note {
        new(NoteKind::Tried, if taken { "exists in the target" } else { "free in the target" })
    }

    /// Where a flow was stopped.
    pub(crate) fn flow(object: bool) -> Note {
        let what = if object { "the whole user is" } else { "the attribute is" };
        new(NoteKind::Flow, format!("{what} left out of the flow"))
    }
}

fn matched(regex: &Regex, found: &Captures<'_, '_>) -> TraceMatch {
    let groups = regex.group_numbers().skip(1).map(|number| {
        let name = regex.group_names().find(|(_, named)| *named == number).map(|(name, _)| name.to_owned());
        TraceGroup { name: name.unwrap_or_else(|| number.to_string()), text: found.text(number).map(cut) }
    });
    TraceMatch { text: cut(found.text(0).unwrap_or_default()), groups: groups.collect() }
}
