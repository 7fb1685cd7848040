//! The matcher: runs a program over a text, with an explicit stack of ways back.
//!
//! Everything that changes on the way is undone by the same stack, so that a way back finds
//! groups and loops as they were. Nothing here recurses.

mod run;

use super::ast::Assertion;
use super::class::is_boundary_word;
use super::compile::{Inst, Program};
use super::units::{self, Unit, character};
use super::{Budget, StepLimit};

/// Not matched; no place in a text.
pub(super) const UNSET: u32 = u32::MAX;

/// More ways back than this are given up: 16 bytes each.
const STACK_LIMIT: usize = 1 << 20;

/// A way back, or something to be undone on the way there.
#[derive(Clone, Copy, Debug)]
enum Frame {
    /// Go on here instead.
    Branch { pc: u32, at: u32 },
    /// The run at `pc` may end earlier, but not before `least`.
    Shrink { pc: u32, at: u32, least: u32 },
    /// The run at `pc` may take another character, of `left`.
    Grow { pc: u32, at: u32, left: u32 },
    /// This was the latest match of a group.
    Slot { slot: u32, capture: u32 },
    /// A group began here.
    Open { open: u32, at: u32 },
    /// A loop had made so many rounds, the last of which began here.
    Loop { register: u32, rounds: u32, start: u32 },
}

/// Where a group matched.
#[derive(Clone, Copy, Debug)]
struct Capture {
    start: u32,
    end: u32,
    /// The match of the same group before.
    earlier: u32,
}

/// A matcher and its memory, which is used again for the next match.
pub(super) struct Matcher<'p, 't> {
    program: &'p Program,
    /// In units; see [`units`].
    text: &'t [u8],
    /// The latest match of each group, of those in `captures`.
    slots: Vec<u32>,
    captures: Vec<Capture>,
    opens: Vec<u32>,
    loops: Vec<(u32, u32)>,
    marks: Vec<(usize, u32)>,
    stack: Vec<Frame>,
    search_start: u32,
}

/// Numbers of instructions, slots and registers are bounded by the length of a pattern.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(UNSET)
}

fn wide(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

impl<'p, 't> Matcher<'p, 't> {
    pub(super) fn new(program: &'p Program, slots: usize, text: &'t [u8]) -> Self {
        Self {
            program,
            text,
            slots: vec![UNSET; slots],
            captures: Vec::new(),
            opens: vec![UNSET; program.opens],
            loops: vec![(0, UNSET); program.loops],
            marks: vec![(0, UNSET); program.marks],
            stack: Vec::new(),
            search_start: 0,
        }
    }

    /// Where the group in this slot matched last, if it did.
    pub(super) fn group(&self, slot: usize) -> Option<(usize, usize)> {
        let &capture = self.slots.get(slot)?;
        self.captures.get(wide(capture)).map(|capture| (wide(capture.start), wide(capture.end)))
    }

    /// Finds the first match that begins at `from` or later: its start and end, while [`Self::group`]
    /// tells the groups. `\G` holds at `anchor`.
    pub(super) fn find(
        &mut self,
        from: usize,
        anchor: usize,
        budget: &mut Budget,
    ) -> Result<Option<(usize, usize)>, StepLimit> {
        if self.text.len() >= wide(UNSET) {
            return Err(StepLimit);
        }
        let Program { from_text_start, from_search_start, .. } = *self.program;
        if from_text_start && from > 0 || from_search_start && from != anchor {
            return Ok(None);
        }
        if !self.holds_required(from, budget)? {
            return Ok(None);
        }
        self.search_start = small(anchor);
        let once = from_text_start || from_search_start;
        let mut at = from;
        loop {
            match self.next_start(at, budget)? {
                Some(start) if start == at || !once => at = start,
                _ => return Ok(None),
            }
            if let Some(end) = self.attempt(at, budget)? {
                return Ok(Some((at, end)));
            }
            match self.after(at) {
                Some((_, next)) if !once => at = next,
                _ => return Ok(None),
            }
        }
    }

    /// Whether the text that every match contains stands at `from` or later.
    fn holds_required(&self, from: usize, budget: &mut Budget) -> Result<bool, StepLimit> {
        let required = self.program.required.as_slice();
        let Some(&first) = required.first() else { return Ok(true) };
        let mut at = from;
        loop {
            let rest = self.text.get(at..).unwrap_or(&[]);
            let found = memchr::memchr(first, rest);
            budget.spend_characters(found.map_or(rest.len(), |skipped| skipped + 1))?;
            let Some(skipped) = found else { return Ok(false) };
            if rest.get(skipped..).is_some_and(|rest| rest.starts_with(required)) {
                return Ok(true);
            }
            at += skipped + 1;
        }
    }

    /// The first place from `at` on where a match can begin.
    fn next_start(&self, at: usize, budget: &mut Budget) -> Result<Option<usize>, StepLimit> {
        let first = self.program.first;
        if first.empty {
            return Ok(Some(at));
        }
        let rest = self.text.get(at..).unwrap_or(&[]);
        let found = match first.only() {
            Some(byte) => memchr::memchr(byte, rest),
            // A byte within a character is no start, and neither `ascii` nor the first byte of
            // another character admits it.
            None => rest.iter().position(|&byte| !(0x80..0xC0).contains(&byte) && first.admits(Some(byte))),
        };
        budget.spend_characters(found.unwrap_or(rest.len()))?;
        Ok(found.map(|skipped| at + skipped))
    }

    /// Tries to match at exactly this place: the end of the match.
    fn attempt(&mut self, start: usize, budget: &mut Budget) -> Result<Option<usize>, StepLimit> {
        budget.spend_characters(self.slots.len())?;
        self.slots.fill(UNSET);
        self.captures.clear();
        self.stack.clear();
        let (mut pc, mut at) = (0, start);
        loop {
            budget.spend_step()?;
            let Some(inst) = self.program.code.get(pc) else { return Ok(None) };
            if matches!(inst, Inst::Match) {
                return Ok(Some(at));
            }
            let next = match self.step(inst, pc, at, budget)? {
                None => self.go_back(budget)?,
                some => some,
            };
            match next {
                Some(next) => (pc, at) = next,
                None => return Ok(None),
            }
        }
    }

    /// Executes one instruction: where to go on, or nothing if it does not match.
    fn step(
        &mut self,
        inst: &Inst,
        pc: usize,
        at: usize,
        budget: &mut Budget,
    ) -> Result<Option<(usize, usize)>, StepLimit> {
        Ok(match inst {
            Inst::Match => None,
            Inst::Text { text, back: false } => {
                let rest = self.text.get(at..).unwrap_or(&[]);
                rest.starts_with(text).then(|| (pc + 1, at + text.len()))
            }
            Inst::Text { text, back: true } => {
                let before = self.text.get(..at).unwrap_or(&[]);
                before.ends_with(text).then(|| (pc + 1, at - text.len()))
            }
            Inst::One { set, back } => {
                let (c, to) = if *back { self.before(at) } else { self.after(at) }.unzip();
                c.filter(|&c| set.contains(c)).and(to).map(|to| (pc + 1, to))
            }
            Inst::Run(run) => self.run(run, pc, at, budget)?.map(|to| (pc + 1, to)),
            Inst::Split { other, first, other_first } => {
                let byte = self.byte(at);
                if !first.admits(byte) {
                    return Ok(other_first.admits(byte).then_some((*other, at)));
                }
                if other_first.admits(byte) {
                    self.push(Frame::Branch { pc: small(*other), at: small(at) })?;
                }
                Some((pc + 1, at))
            }
            Inst::Jump(to) => Some((*to, at)),
            Inst::Assert(assertion) => self.holds(*assertion, at).then_some((pc + 1, at)),
            Inst::Backreference { slot, ignore_case, back } => {
                self.again(*slot, *ignore_case, *back, at, budget)?.map(|to| (pc + 1, to))
            }
            Inst::Open(open) => {
                if let Some(began) = self.opens.get_mut(*open) {
                    let frame = Frame::Open { open: small(*open), at: *began };
                    *began = small(at);
                    self.push_undo(frame)?;
                }
                Some((pc + 1, at))
            }
            Inst::Close { open, slot, from } => {
                let began = self.opens.get(*open).copied().unwrap_or(UNSET);
                // A group in a look-behind is closed at its left end.
                let mut place = (began.min(small(at)), began.max(small(at)));
                if let Some(from) = from {
                    let Some(&taken) =
                        self.slots.get(*from).and_then(|&capture| self.captures.get(wide(capture)))
                    else {
                        return Ok(None);
                    };
                    place = between(place, (taken.start, taken.end));
                    self.set_slot(*from, taken.earlier)?;
                }
                if let Some(slot) = slot {
                    let earlier = self.slots.get(*slot).copied().unwrap_or(UNSET);
                    self.captures.push(Capture { start: place.0, end: place.1, earlier });
                    self.set_slot(*slot, small(self.captures.len() - 1))?;
                }
                Some((pc + 1, at))
            }
            Inst::TestGroup { slot, other } => {
                let matched = self.slots.get(*slot).is_some_and(|&capture| capture != UNSET);
                Some((if matched { pc + 1 } else { *other }, at))
            }
            Inst::LoopStart(register) => {
                self.set_loop(*register, (0, UNSET))?;
                Some((pc + 1, at))
            }
            Inst::LoopTest { register, least, most, lazy, exit, first } => {
                let (rounds, start) = self.loops.get(*register).copied().unwrap_or((0, UNSET));
                // A round that matched nothing is the last one: another would do the same.
                let idle = rounds > 0 && start == small(at);
                let enter = first.admits(self.byte(at));
                Some(match (enter, rounds < *least) {
                    (true, true) => (pc + 1, at),
                    (false, true) => return Ok(None),
                    _ if rounds >= *most || idle || !enter => (*exit, at),
                    _ => {
                        let (to, other) = if *lazy { (*exit, pc + 1) } else { (pc + 1, *exit) };
                        self.push(Frame::Branch { pc: small(other), at: small(at) })?;
                        (to, at)
                    }
                })
            }
            Inst::LoopRound(register) => {
                let (rounds, _) = self.loops.get(*register).copied().unwrap_or((0, UNSET));
                self.set_loop(*register, (rounds.saturating_add(1), small(at)))?;
                Some((pc + 1, at))
            }
            Inst::Mark(mark) => {
                self.set_mark(*mark, at);
                Some((pc + 1, at))
            }
            Inst::MarkNot { mark, after } => {
                self.set_mark(*mark, at);
                self.push(Frame::Branch { pc: small(*after), at: small(at) })?;
                Some((pc + 1, at))
            }
            Inst::Commit { mark, return_there } => {
                let (height, place) = self.marks.get(*mark).copied().unwrap_or((0, UNSET));
                self.commit(height);
                Some((pc + 1, if *return_there { wide(place) } else { at }))
            }
            Inst::Refuse(mark) => {
                let (height, _) = self.marks.get(*mark).copied().unwrap_or((0, UNSET));
                while self.stack.len() > height {
                    if let Some(frame) = self.stack.pop() {
                        self.undo(frame);
                    }
                }
                None
            }
        })
    }

    /// Takes the latest way back.
    fn go_back(&mut self, budget: &mut Budget) -> Result<Option<(usize, usize)>, StepLimit> {
        while let Some(frame) = self.stack.pop() {
            budget.spend_step()?;
            match frame {
                Frame::Branch { pc, at } => return Ok(Some((wide(pc), wide(at)))),
                Frame::Shrink { pc, at, least } => {
                    let pc = wide(pc);
                    let Some(Inst::Run(run)) = self.program.code.get(pc) else { continue };
                    let to = self.shrink(run, wide(at), wide(least), budget)?;
                    if let Some(to) = to {
                        if to != wide(least) {
                            self.push(Frame::Shrink { pc: small(pc), at: small(to), least })?;
                        }
                        return Ok(Some((pc + 1, to)));
                    }
                }
                Frame::Grow { pc, at, left } => {
                    let pc = wide(pc);
                    let Some(Inst::Run(run)) = self.program.code.get(pc) else { continue };
                    if let Some((to, left)) = self.grow(run, wide(at), left, budget)? {
                        if left > 0 {
                            self.push(Frame::Grow { pc: small(pc), at: small(to), left })?;
                        }
                        return Ok(Some((pc + 1, to)));
                    }
                }
                undo => self.undo(undo),
            }
        }
        Ok(None)
    }

    fn undo(&mut self, frame: Frame) {
        match frame {
            Frame::Slot { slot, capture } => {
                if let Some(slot) = self.slots.get_mut(wide(slot)) {
                    *slot = capture;
                }
            }
            Frame::Open { open, at } => {
                if let Some(open) = self.opens.get_mut(wide(open)) {
                    *open = at;
                }
            }
            Frame::Loop { register, rounds, start } => {
                if let Some(register) = self.loops.get_mut(wide(register)) {
                    *register = (rounds, start);
                }
            }
            Frame::Branch { .. } | Frame::Shrink { .. } | Frame::Grow { .. } => {}
        }
    }

    fn push(&mut self, frame: Frame) -> Result<(), StepLimit> {
        if self.stack.len() >= STACK_LIMIT {
            return Err(StepLimit);
        }
        self.stack.push(frame);
        Ok(())
    }

    /// Notes what is to be undone on the way back; without a way back nothing is.
    fn push_undo(&mut self, frame: Frame) -> Result<(), StepLimit> {
        if self.stack.is_empty() { Ok(()) } else { self.push(frame) }
    }

    fn set_slot(&mut self, slot: usize, capture: u32) -> Result<(), StepLimit> {
        let Some(state) = self.slots.get_mut(slot) else { return Ok(()) };
        let capture = std::mem::replace(state, capture);
        self.push_undo(Frame::Slot { slot: small(slot), capture })
    }

    fn set_loop(&mut self, register: usize, value: (u32, u32)) -> Result<(), StepLimit> {
        let Some(state) = self.loops.get_mut(register) else { return Ok(()) };
        let (rounds, start) = std::mem::replace(state, value);
        self.push_undo(Frame::Loop { register: small(register), rounds, start })
    }

    fn set_mark(&mut self, mark: usize, at: usize) {
        let height = self.stack.len();
        if let Some(mark) = self.marks.get_mut(mark) {
            *mark = (height, small(at));
        }
    }

    /// Drops the ways back above `height`, but keeps what they would have undone: a way back
    /// below may still need it.
    fn commit(&mut self, height: usize) {
        if height == 0 {
            self.stack.clear();
            return;
        }
        let mut kept = height;
        for index in height..self.stack.len() {
            let Some(&frame) = self.stack.get(index) else { break };
            if matches!(frame, Frame::Slot { .. } | Frame::Open { .. } | Frame::Loop { .. }) {
                if let Some(place) = self.stack.get_mut(kept) {
                    *place = frame;
                }
                kept += 1;
            }
        }
        self.stack.truncate(kept);
    }

    /// The byte at this place.
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.get(at).copied()
    }

    /// The unit after this place, and where it ends.
    fn after(&self, at: usize) -> Option<(Unit, usize)> {
        units::after(self.text, at)
    }

    /// The unit before this place, and where it begins.
    fn before(&self, at: usize) -> Option<(Unit, usize)> {
        units::before(self.text, at)
    }

    fn holds(&self, assertion: Assertion, at: usize) -> bool {
        let newline = |at: usize| self.byte(at) == Some(b'\n');
        let boundary = || {
            let word = |place: Option<(Unit, usize)>| {
                place.and_then(|(unit, _)| character(unit)).is_some_and(is_boundary_word)
            };
            word(self.before(at)) != word(self.after(at))
        };
        match assertion {
            Assertion::TextStart => at == 0,
            Assertion::LineStart => at == 0 || newline(at - 1),
            Assertion::TextEnd => at == self.text.len(),
            Assertion::LastLineEnd => at == self.text.len() || (at + 1 == self.text.len() && newline(at)),
            Assertion::LineEnd => at == self.text.len() || newline(at),
            Assertion::SearchStart => small(at) == self.search_start,
            Assertion::WordBoundary => boundary(),
            Assertion::NoWordBoundary => !boundary(),
        }
    }
}

/// What a balancing group matches: from where the match that it takes away ended to where it began
/// itself, or what the two share.
fn between(own: (u32, u32), taken: (u32, u32)) -> (u32, u32) {
    if own.0 >= taken.1 {
        (taken.1, own.0)
    } else if own.1 <= taken.0 {
        (taken.0, own.1)
    } else {
        (own.0.max(taken.0), own.1.min(taken.1))
    }
}
