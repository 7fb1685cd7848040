//! Regular expressions of the .NET dialect, matched by backtracking within a budget of steps.
//!
//! Mappings carry patterns that were written for .NET. They use look-ahead, named groups that are
//! counted after the unnamed ones, `\<` for a plain `<`, brackets within brackets, and replacement
//! texts with `${name}`: no other engine reads all of these alike. This one follows
//! `RegexOptions.None` and the invariant culture.
//!
//! **Supported**: everything in the .NET quick reference. Matching from right to left cannot be asked for by
//! an inline option in .NET either.
//!
//! As in .NET, a text is UTF-16 units: a character beyond U+FFFF counts as two for `.` and `{n}`, and a
//! pattern can match half of it. What is left of a half in a result is U+FFFD.
//!
//! Memory and time are bounded: a search that takes more steps than its [`Budget`] ends with
//! [`StepLimit`], and nothing recurses with the length of the text.

mod ast;
mod blocks;
mod class;
mod compile;
mod escape;
mod first;
mod groups;
mod matcher;
mod parse;
mod replace;
#[cfg(test)]
mod tests;
mod units;

pub use replace::{ReplaceError, Template, TemplateError};

use crate::limits;
use crate::span::Span;
use compile::Program;
use groups::Groups;
use matcher::Matcher;
use std::borrow::Cow;
use std::fmt;

/// A compiled pattern.
///
/// ```
/// use attrflow::dotnet::regex::{Budget, Regex};
/// let regex = Regex::new(r"(?<street>\d+) (\w+)").expect("a pattern");
/// // Unnamed groups are counted first.
/// assert_eq!(regex.group_number("street"), Some(2));
/// let found = regex.find_at("At 545 Tremont", 0, &mut Budget::default()).expect("few steps");
/// let found = found.expect("a match");
/// assert_eq!(found.span().start, 3);
/// assert_eq!(found.text(1), Some("Tremont"));
/// ```
#[derive(Clone, Debug)]
pub struct Regex {
    program: Program,
    groups: Groups,
}

/// Why a text is not a pattern. Inputs that trigger it: `(`, `a**`, `[z-a]`, `\q`, `(?<a-b>c)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// Byte offset of the part that is wrong.
    pub offset: usize,
    /// What is wrong with it: the end of a sentence, without a full stop.
    pub message: String,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at position {} of the pattern: {}", self.offset + 1, self.message)
    }
}

impl std::error::Error for PatternError {}

/// A search was given up: `(a+)+$` on a long row of a's takes more steps than there is time for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepLimit;

impl fmt::Display for StepLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the pattern takes too many steps on this text; it may try the same text in too many ways",
        )
    }
}

impl std::error::Error for StepLimit {}

/// The steps a search may still take. One budget may serve several searches.
///
/// A step is one instruction of a pattern, or one way back. Characters that are merely passed
/// over cost an eighth of a step. The same search costs the same on every machine.
#[derive(Clone, Debug)]
pub struct Budget {
    /// In eighths of a step.
    left: u64,
}

/// Cost of a step in units of the budget; a character costs one.
const STEP: u64 = 8;

impl Budget {
    /// A budget of so many steps.
    pub const fn new(steps: u64) -> Self {
        Self { left: steps.saturating_mul(STEP) }
    }

    /// The whole steps that are left.
    pub const fn left(&self) -> u64 {
        self.left / STEP
    }

    fn spend_step(&mut self) -> Result<(), StepLimit> {
        self.left = self.left.checked_sub(STEP).ok_or(StepLimit)?;
        Ok(())
    }

    fn spend_characters(&mut self, characters: usize) -> Result<(), StepLimit> {
        let cost = u64::try_from(characters).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(cost).ok_or(StepLimit)?;
        Ok(())
    }
}

/// [`limits::PATTERN_STEPS`].
impl Default for Budget {
    fn default() -> Self {
        Self::new(limits::PATTERN_STEPS)
    }
}

impl Regex {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// [`PatternError`] for what .NET refuses, for what this engine does not support (see the
    /// [module](self)), and for patterns longer or deeper than [`limits`] allow.
    pub fn new(pattern: &str) -> Result<Self, PatternError> {
        let (node, groups) = parse::parse(pattern)?;
        Ok(Self { program: compile::compile(&node), groups })
    }

    /// The number of the group with this name; a number that is a group without a name is its own name.
    pub fn group_number(&self, name: &str) -> Option<u32> {
        self.groups.found_by(name)
    }

    /// Whether `${name}` in a replacement stands for a group.
    pub fn has_group(&self, name: &str) -> bool {
        self.groups.number(name).is_some()
    }

    /// The numbers of all groups, ascending; the first is 0, the whole match.
    pub fn group_numbers(&self) -> impl Iterator<Item = u32> {
        self.groups.numbers()
    }

    /// The names of the named groups with their numbers, in order of appearance.
    pub fn group_names(&self) -> impl Iterator<Item = (&str, u32)> {
        self.groups.names()
    }

    /// Whether the pattern matches anywhere in the text.
    ///
    /// # Errors
    /// [`StepLimit`] if the budget does not suffice.
    pub fn is_match(&self, text: &str, budget: &mut Budget) -> Result<bool, StepLimit> {
        let units = units::encoded(text);
        Ok(Matcher::new(&self.program, self.groups.len(), &units).find(0, 0, budget)?.is_some())
    }

    /// Finds the first match that begins at byte `start` or later. What lies before `start` can
    /// be looked back at, and `\G` holds at `start`. A `start` inside a character finds nothing.
    ///
    /// # Errors
    /// [`StepLimit`] if the budget does not suffice.
    pub fn find_at<'t>(
        &self,
        text: &'t str,
        start: usize,
        budget: &mut Budget,
    ) -> Result<Option<Captures<'_, 't>>, StepLimit> {
        if !text.is_char_boundary(start) {
            return Ok(None);
        }
        let units = units::encoded(text);
        let from = units::place_of(text, start);
        let found = self.find_in(text, &units, (from, from), budget)?;
        Ok(found.map(|(found, ..)| found))
    }

    /// Finds the first match from a place on, with the place where `\G` holds; also where it begins and
    /// ends in units.
    fn find_in<'t>(
        &self,
        text: &'t str,
        units: &[u8],
        (from, anchor): (usize, usize),
        budget: &mut Budget,
    ) -> Result<Option<(Captures<'_, 't>, usize, usize)>, StepLimit> {
        let mut matcher = Matcher::new(&self.program, self.groups.len(), units);
        let Some((start, end)) = matcher.find(from, anchor, budget)? else { return Ok(None) };
        let span = |start, end| {
            Span::new(units::place_in(text, units, start, false), units::place_in(text, units, end, true))
        };
        let slots =
            (0..self.groups.len()).map(|slot| matcher.group(slot).map(|(start, end)| span(start, end)));
        let captures =
            Captures { groups: &self.groups, text, whole: span(start, end), slots: slots.collect() };
        Ok(Some((captures, start, end)))
    }

    /// Finds all matches that do not overlap, from left to right.
    ///
    /// After an empty match the search goes on one character further, after any other where it
    /// ended, so that an empty match may follow directly: `x*` matches four times in `axb`.
    ///
    /// ```
    /// use attrflow::dotnet::regex::{Budget, Regex};
    /// let regex = Regex::new("x*").expect("a pattern");
    /// let mut budget = Budget::default();
    /// let starts: Result<Vec<_>, _> =
    ///     regex.find_iter("axb", &mut budget).map(|found| found.map(|found| found.span().start)).collect();
    /// assert_eq!(starts, Ok(vec![0, 1, 2, 3]));
    /// ```
    pub fn find_iter<'r, 't, 'b>(&'r self, text: &'t str, budget: &'b mut Budget) -> Matches<'r, 't, 'b> {
        Matches { regex: self, text, units: units::encoded(text), from: Some((0, 0)), budget }
    }
}

/// Where the search after a match goes on, if it does, and where `\G` holds then.
fn next_search(units: &[u8], start: usize, end: usize) -> Option<(usize, usize)> {
    if end > start {
        return Some((end, end));
    }
    units::after(units, end).map(|(_, next)| (next, end))
}

/// Iterator of [`Regex::find_iter`]. Ends after an error.
#[derive(Debug)]
pub struct Matches<'r, 't, 'b> {
    regex: &'r Regex,
    text: &'t str,
    units: Cow<'t, [u8]>,
    from: Option<(usize, usize)>,
    budget: &'b mut Budget,
}

impl<'r, 't> Iterator for Matches<'r, 't, '_> {
    type Item = Result<Captures<'r, 't>, StepLimit>;

    fn next(&mut self) -> Option<Self::Item> {
        let from = self.from.take()?;
        match self.regex.find_in(self.text, &self.units, from, self.budget) {
            Ok(None) => None,
            Ok(Some((found, start, end))) => {
                self.from = next_search(&self.units, start, end);
                Some(Ok(found))
            }
            Err(limit) => Some(Err(limit)),
        }
    }
}

/// One match: where it lies, and where its groups do.
#[derive(Clone, Debug)]
pub struct Captures<'r, 't> {
    groups: &'r Groups,
    text: &'t str,
    whole: Span,
    slots: Vec<Option<Span>>,
}

impl<'t> Captures<'_, 't> {
    /// The whole match, in bytes of the text.
    pub fn span(&self) -> Span {
        self.whole
    }

    /// What the group with this number matched last; 0 is the whole match. `None` if it matched
    /// nothing, or if there is no such group.
    pub fn get(&self, number: u32) -> Option<Span> {
        match self.groups.slot(number)? {
            0 => Some(self.whole),
            slot => self.slots.get(slot).copied().flatten(),
        }
    }

    /// What the group with this name matched last.
    pub fn name(&self, name: &str) -> Option<Span> {
        self.get(self.groups.found_by(name)?)
    }

    /// The text of the group with this number.
    pub fn text(&self, number: u32) -> Option<&'t str> {
        self.get(number).map(|span| span.of(self.text))
    }
}
