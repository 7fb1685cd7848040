//! The syntax tree of a pattern.

use super::class::Class;
use super::units::{Unit, fold};

/// A part of a pattern. Depth is bounded by [`limits::PATTERN_DEPTH`](crate::limits).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// Matches nothing, always.
    Empty,
    /// One character.
    One(Set),
    /// A place between characters.
    Assert(Assertion),
    /// One after the other.
    Concat(Vec<Node>),
    /// The first that leads to a match.
    Alternate(Vec<Node>),
    /// `least` to `most` times.
    Repeat { node: Box<Node>, least: u32, most: u32, lazy: bool },
    /// A group that remembers what it matched, by its slot. Of balancing groups `(?<a-b>…)`, `from` is
    /// the slot that loses its latest match, and the group itself may have none.
    Capture { slot: Option<usize>, from: Option<usize>, node: Box<Node> },
    /// `(?(test)yes|no)`
    Condition { test: Test, yes: Box<Node>, no: Box<Node> },
    /// `(?>…)`: once matched, never tried another way.
    Atomic(Box<Node>),
    /// `(?=…)` and its three relatives.
    Look { behind: bool, negative: bool, node: Box<Node> },
    /// What the group in this slot matched last, again.
    Backreference { slot: usize, ignore_case: bool },
}

/// What decides between two alternatives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Test {
    /// Whether the group in this slot has matched.
    Group(usize),
    /// Whether this matches here.
    Pattern(Box<Node>),
}

/// No upper bound of a repetition.
pub(super) const UNBOUNDED: u32 = u32::MAX;

/// A set of units, one of which matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Set {
    /// Every character.
    Any,
    /// Every character but `\n`.
    NotNewline,
    /// This character.
    Char(Unit),
    /// This character in any letter case; held in its folded form.
    Folded(Unit),
    /// A bracketed or named class.
    Class(Box<Class>),
}

impl Set {
    pub(super) fn contains(&self, c: Unit) -> bool {
        match self {
            Self::Any => true,
            Self::NotNewline => c != Unit::from(b'\n'),
            Self::Char(wanted) => c == *wanted,
            Self::Folded(wanted) => fold(c) == *wanted,
            Self::Class(class) => class.contains(c),
        }
    }
}

/// A test of a place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Assertion {
    /// `\A`, and `^` unless multiline.
    TextStart,
    /// `^` if multiline.
    LineStart,
    /// `\z`
    TextEnd,
    /// `\Z`, and `$` unless multiline: the end, or before a final `\n`.
    LastLineEnd,
    /// `$` if multiline.
    LineEnd,
    /// `\G`: where the search began.
    SearchStart,
    /// `\b`
    WordBoundary,
    /// `\B`
    NoWordBoundary,
}
