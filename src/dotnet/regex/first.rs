//! What every match begins with and contains, worked out before searching.

use super::ast::{Assertion, Node, Set};
use super::class::variants;
use super::units::{self, Unit};

/// The characters a match of a node can begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct First {
    /// The ASCII ones, one bit each.
    pub(super) ascii: u128,
    /// Whether others are possible.
    pub(super) other: bool,
    /// Whether the node can match without a character, so that what follows it decides.
    pub(super) empty: bool,
}

impl First {
    const NOTHING: Self = Self { ascii: 0, other: false, empty: true };
    /// Nothing is known.
    pub(super) const ANYTHING: Self = Self { ascii: u128::MAX, other: true, empty: true };

    fn of_char(c: Unit) -> Self {
        let ascii = if c < 128 { 1 << u32::from(c) } else { 0 };
        Self { ascii, other: c >= 128, empty: false }
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self {
            ascii: self.ascii | other.ascii,
            other: self.other || other.other,
            empty: self.empty || other.empty,
        }
    }

    fn then(self, next: impl FnOnce() -> Self) -> Self {
        if !self.empty {
            return self;
        }
        let next = next();
        Self { empty: next.empty, ..self.or(next) }
    }

    /// Whether a match can begin with this byte of a UTF-8 text; `None` is the end of the text.
    pub(super) fn admits(self, byte: Option<u8>) -> bool {
        self.empty
            || match byte {
                Some(byte @ ..128) => self.ascii >> byte & 1 != 0,
                Some(_) => self.other,
                None => false,
            }
    }

    /// The only byte a match can begin with, if there is but one.
    pub(super) fn only(self) -> Option<u8> {
        let one = self.ascii.is_power_of_two() && !self.other && !self.empty;
        if one { u8::try_from(self.ascii.trailing_zeros()).ok() } else { None }
    }

    pub(super) fn of_set(set: &Set) -> Self {
        let all = Self { empty: false, ..Self::ANYTHING };
        match set {
            Set::Any => all,
            Set::NotNewline => Self { ascii: !(1 << b'\n'), ..all },
            Set::Char(c) => Self::of_char(*c),
            Set::Folded(c) => variants(*c).into_iter().map(Self::of_char).fold(Self::of_char(*c), Self::or),
            Set::Class(class) => Self { ascii: class.ascii(), ..all },
        }
    }

    /// What a match of the node can begin with.
    pub(super) fn of(node: &Node) -> Self {
        match node {
            Node::Empty | Node::Assert(_) | Node::Look { .. } => Self::NOTHING,
            Node::One(set) => Self::of_set(set),
            Node::Concat(nodes) => {
                nodes.iter().fold(Self::NOTHING, |first, node| first.then(|| Self::of(node)))
            }
            Node::Alternate(nodes) => nodes.iter().map(Self::of).reduce(Self::or).unwrap_or(Self::NOTHING),
            Node::Repeat { node, least, .. } => {
                let first = Self::of(node);
                Self { empty: first.empty || *least == 0, ..first }
            }
            Node::Capture { node, .. } | Node::Atomic(node) => Self::of(node),
            Node::Condition { yes, no, .. } => Self::of(yes).or(Self::of(no)),
            Node::Backreference { .. } => Self::ANYTHING,
        }
    }
}

/// Whether a match can begin only where this assertion holds.
pub(super) fn begins_with(node: &Node, assertion: Assertion) -> bool {
    match node {
        Node::Assert(found) => *found == assertion,
        Node::Concat(nodes) => nodes.first().is_some_and(|node| begins_with(node, assertion)),
        Node::Alternate(nodes) => nodes.iter().all(|node| begins_with(node, assertion)),
        Node::Repeat { node, least, .. } => *least > 0 && begins_with(node, assertion),
        Node::Capture { node, .. } | Node::Atomic(node) => begins_with(node, assertion),
        _ => false,
    }
}

/// The longest text that every match contains; empty if none is known.
///
/// Patterns that match nothing are the slow ones, since every way is tried from every place. Most
/// texts that do not match lack a piece of plain text that the pattern needs.
pub(super) fn required(node: &Node) -> Vec<u8> {
    let mut pieces = Pieces::default();
    pieces.visit(node);
    pieces.cut();
    pieces.longest
}

#[derive(Default)]
struct Pieces {
    longest: Vec<u8>,
    /// The piece that what comes next may continue.
    current: Vec<u8>,
}

impl Pieces {
    fn visit(&mut self, node: &Node) {
        match node {
            Node::One(Set::Char(c)) => units::push(&mut self.current, *c),
            // These take no characters, so those around them are neighbours.
            Node::Empty | Node::Assert(_) | Node::Look { .. } => {}
            Node::Concat(nodes) => nodes.iter().for_each(|node| self.visit(node)),
            Node::Capture { node, .. } | Node::Atomic(node) => self.visit(node),
            Node::Repeat { node, least: 1.., .. } => {
                self.cut();
                self.visit(node);
                self.cut();
            }
            Node::One(_)
            | Node::Alternate(_)
            | Node::Condition { .. }
            | Node::Repeat { .. }
            | Node::Backreference { .. } => self.cut(),
        }
    }

    fn cut(&mut self) {
        let piece = std::mem::take(&mut self.current);
        if piece.len() > self.longest.len() {
            self.longest = piece;
        }
    }
}
