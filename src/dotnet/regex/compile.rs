//! From a syntax tree to a program for the matcher.

use super::ast::{Assertion, Node, Set, Test};
use super::first::{First, begins_with, required};
use super::units::{self, Unit};

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) code: Vec<Inst>,
    /// What a match can begin with.
    pub(super) first: First,
    /// A text that every match contains.
    pub(super) required: Vec<u8>,
    /// A match can only begin at the start of the text.
    pub(super) from_text_start: bool,
    /// A match can only begin where the search begins.
    pub(super) from_search_start: bool,
    /// How many registers of each kind the matcher needs.
    pub(super) opens: usize,
    pub(super) loops: usize,
    pub(super) marks: usize,
}

/// One instruction. Where `back` is set, it reads to the left: look-behind is matched from right
/// to left, as .NET does, so its width need not be known.
#[derive(Clone, Debug)]
pub(super) enum Inst {
    /// A text, exactly.
    Text {
        text: Vec<u8>,
        back: bool,
    },
    /// One character of a set.
    One {
        set: Set,
        back: bool,
    },
    /// Several characters of a set.
    Run(Box<Run>),
    /// The next instruction, or else the one at `other`; neither is tried where what comes next
    /// in the text cannot begin it.
    Split {
        other: usize,
        first: First,
        other_first: First,
    },
    Jump(usize),
    Assert(Assertion),
    Backreference {
        slot: usize,
        ignore_case: bool,
        back: bool,
    },
    /// Notes where a group begins.
    Open(usize),
    /// Notes that a group has matched from where its `Open` was to here; takes the latest match away
    /// from `from`, which must have one.
    Close {
        open: usize,
        slot: Option<usize>,
        from: Option<usize>,
    },
    /// Goes on if the group in this slot has matched, else at `other`.
    TestGroup {
        slot: usize,
        other: usize,
    },
    /// Before the first round of a loop.
    LoopStart(usize),
    /// Before each round: goes on to the round, or to `exit`.
    LoopTest {
        register: usize,
        least: u32,
        most: u32,
        lazy: bool,
        exit: usize,
        first: First,
    },
    /// At the beginning of a round.
    LoopRound(usize),
    /// Notes how many ways back there are, and the place.
    Mark(usize),
    /// Forgets the ways back since the mark; returns to its place if `return_there`.
    Commit {
        mark: usize,
        return_there: bool,
    },
    /// As `Mark`, with a way back to `after`, for a test that must fail.
    MarkNot {
        mark: usize,
        after: usize,
    },
    /// The test that must fail has not: forgets the ways back since the mark, and fails.
    Refuse(usize),
    Match,
}

/// `set{least,most}`
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) set: Set,
    pub(super) least: u32,
    pub(super) most: u32,
    pub(super) lazy: bool,
    pub(super) back: bool,
    /// The byte that must follow, if that is known: ends are tried only before it.
    pub(super) next: Option<u8>,
}

pub(super) fn compile(node: &Node) -> Program {
    let mut compiler = Compiler::default();
    compiler.node(node, false);
    compiler.code.push(Inst::Match);
    compiler.note_next_bytes();
    Program {
        code: compiler.code,
        first: First::of(node),
        required: required(node),
        from_text_start: begins_with(node, Assertion::TextStart),
        from_search_start: begins_with(node, Assertion::SearchStart),
        opens: compiler.opens,
        loops: compiler.loops,
        marks: compiler.marks,
    }
}

#[derive(Default)]
struct Compiler {
    code: Vec<Inst>,
    opens: usize,
    loops: usize,
    marks: usize,
    /// Instructions before this one are not extended: something jumps to what follows them.
    sealed: usize,
}

impl Compiler {
    fn node(&mut self, node: &Node, back: bool) {
        match node {
            Node::Empty => {}
            Node::One(Set::Char(c)) => self.text(*c, back),
            Node::One(set) => self.code.push(Inst::One { set: set.clone(), back }),
            Node::Assert(assertion) => self.code.push(Inst::Assert(*assertion)),
            Node::Concat(nodes) if back => nodes.iter().rev().for_each(|node| self.node(node, back)),
            Node::Concat(nodes) => nodes.iter().for_each(|node| self.node(node, back)),
            Node::Alternate(nodes) => self.alternate(nodes, back),
            Node::Repeat { node, least, most, lazy } => match &**node {
                Node::One(set) => {
                    let (set, least, most, lazy) = (set.clone(), *least, *most, *lazy);
                    self.code.push(Inst::Run(Box::new(Run { set, least, most, lazy, back, next: None })));
                }
                node => self.repeat(node, *least, *most, *lazy, back),
            },
            Node::Capture { slot, from, node } => {
                let open = self.opens;
                self.opens += 1;
                self.code.push(Inst::Open(open));
                self.node(node, back);
                self.code.push(Inst::Close { open, slot: *slot, from: *from });
            }
            Node::Condition { test, yes, no } => self.condition(test, yes, no, back),
            Node::Atomic(node) => self.committed(node, back, false),
            Node::Look { behind, negative: false, node } => self.committed(node, *behind, true),
            Node::Look { behind, negative: true, node } => {
                let mark = self.new_mark();
                let at = self.code.len();
                self.code.push(Inst::MarkNot { mark, after: 0 });
                self.node(node, *behind);
                self.code.push(Inst::Refuse(mark));
                self.patch(at);
            }
            Node::Backreference { slot, ignore_case } => {
                let (slot, ignore_case) = (*slot, *ignore_case);
                self.code.push(Inst::Backreference { slot, ignore_case, back });
            }
        }
    }

    /// A character of a text, joined to the text before it.
    fn text(&mut self, c: Unit, back: bool) {
        if self.code.len() > self.sealed
            && let Some(Inst::Text { text, back: same }) = self.code.last_mut()
            && *same == back
        {
            if back {
                let after = std::mem::take(text);
                units::push(text, c);
                text.extend(after);
            } else {
                units::push(text, c)
            }
            return;
        }
        let mut text = Vec::new();
        units::push(&mut text, c);
        self.code.push(Inst::Text { text, back });
    }

    fn alternate(&mut self, nodes: &[Node], back: bool) {
        let Some((last, earlier)) = nodes.split_last() else { return };
        // What stands to the right says nothing of a match to the left.
        let first = |node| if back { First::ANYTHING } else { First::of(node) };
        // For each alternative, what those after it can begin with.
        let mut later = vec![first(last)];
        for node in earlier.iter().skip(1).rev() {
            later.push(later.last().map_or(First::ANYTHING, |later| later.or(first(node))));
        }
        let mut jumps = Vec::new();
        for (node, other_first) in earlier.iter().zip(later.into_iter().rev()) {
            let at = self.code.len();
            self.code.push(Inst::Split { other: 0, first: first(node), other_first });
            self.node(node, back);
            jumps.push(self.code.len());
            self.code.push(Inst::Jump(0));
            self.patch(at);
        }
        self.node(last, back);
        jumps.into_iter().for_each(|at| self.patch(at));
        self.sealed = self.code.len();
    }

    /// The test is made once: neither is it tried another way, nor the other alternative.
    fn condition(&mut self, test: &Test, yes: &Node, no: &Node, back: bool) {
        let at = self.code.len();
        match test {
            Test::Group(slot) => self.code.push(Inst::TestGroup { slot: *slot, other: 0 }),
            Test::Pattern(test) => {
                let mark = self.new_mark();
                self.code.push(Inst::MarkNot { mark, after: 0 });
                self.node(test, back);
                self.code.push(Inst::Commit { mark, return_there: true });
            }
        }
        self.node(yes, back);
        let jump = self.code.len();
        self.code.push(Inst::Jump(0));
        self.patch(at);
        self.sealed = self.code.len();
        self.node(no, back);
        self.patch(jump);
        self.sealed = self.code.len();
    }

    fn repeat(&mut self, node: &Node, least: u32, most: u32, lazy: bool, back: bool) {
        let register = self.loops;
        self.loops += 1;
        self.code.push(Inst::LoopStart(register));
        let test = self.code.len();
        let first = if back { First::ANYTHING } else { First::of(node) };
        self.code.push(Inst::LoopTest { register, least, most, lazy, exit: 0, first });
        self.code.push(Inst::LoopRound(register));
        self.node(node, back);
        self.code.push(Inst::Jump(test));
        self.patch(test);
    }

    /// A part that is matched in one way only.
    fn committed(&mut self, node: &Node, back: bool, return_there: bool) {
        let mark = self.new_mark();
        self.code.push(Inst::Mark(mark));
        self.node(node, back);
        self.code.push(Inst::Commit { mark, return_there });
    }

    fn new_mark(&mut self) -> usize {
        self.marks += 1;
        self.marks - 1
    }

    /// Sends the instruction at `at` to what is written next.
    fn patch(&mut self, at: usize) {
        let here = self.code.len();
        match self.code.get_mut(at) {
            Some(
                Inst::Split { other: target, .. }
                | Inst::Jump(target)
                | Inst::LoopTest { exit: target, .. }
                | Inst::MarkNot { after: target, .. }
                | Inst::TestGroup { other: target, .. },
            ) => *target = here,
            _ => debug_assert!(false, "only jumps are patched"),
        }
    }

    /// Tells each run the byte that must follow it.
    fn note_next_bytes(&mut self) {
        let next: Vec<Option<u8>> = (1..=self.code.len()).map(|at| self.byte_at(at)).collect();
        for (inst, next) in self.code.iter_mut().zip(next) {
            if let Inst::Run(run) = inst
                && !run.back
            {
                run.next = next;
            }
        }
    }

    /// The byte with which the instruction at `at`, reading to the right, must begin.
    fn byte_at(&self, at: usize) -> Option<u8> {
        let rest = self.code.get(at..)?;
        let mut rest = rest.iter().skip_while(|inst| matches!(inst, Inst::Open(_) | Inst::Close { .. }));
        match rest.next()? {
            Inst::Text { text, back: false } => text.first().copied(),
            _ => None,
        }
    }
}
