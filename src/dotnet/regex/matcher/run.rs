//! Runs of one set of characters, and back-references: the parts that read several characters in
//! one step. A run backtracks by its end, not by a way back for each character.

use super::{Frame, Matcher, small, wide};
use crate::dotnet::regex::compile::Run;
use crate::dotnet::regex::units::{self, Unit, fold};
use crate::dotnet::regex::{Budget, StepLimit};

impl Matcher<'_, '_> {
    /// Reads as many characters of the set as it should: where it ends for now.
    pub(super) fn run(
        &mut self,
        run: &Run,
        pc: usize,
        start: usize,
        budget: &mut Budget,
    ) -> Result<Option<usize>, StepLimit> {
        let (at, read) = self.read(run, start, run.least, budget)?;
        if read < run.least {
            return Ok(None);
        }
        let least = at;
        let more = run.most - run.least;
        if !run.lazy {
            let (at, read) = self.read(run, least, more, budget)?;
            let frame = Frame::Shrink { pc: small(pc), at: small(at), least: small(least) };
            return match self.followed(run, at) {
                true if read == 0 => Ok(Some(at)),
                true => self.push(frame).map(|()| Some(at)),
                false if read == 0 => Ok(None),
                false => {
                    let to = self.shrink(run, at, least, budget)?;
                    if let Some(to) = to
                        && to != least
                    {
                        self.push(Frame::Shrink { pc: small(pc), at: small(to), least: small(least) })?;
                    }
                    Ok(to)
                }
            };
        }
        if self.followed(run, least) {
            if more > 0 {
                self.push(Frame::Grow { pc: small(pc), at: small(least), left: more })?;
            }
            return Ok(Some(least));
        }
        let Some((to, left)) = self.grow(run, least, more, budget)? else { return Ok(None) };
        if left > 0 {
            self.push(Frame::Grow { pc: small(pc), at: small(to), left })?;
        }
        Ok(Some(to))
    }

    /// Reads up to `most` characters of the set: where they end and how many there were.
    fn read(
        &self,
        run: &Run,
        start: usize,
        most: u32,
        budget: &mut Budget,
    ) -> Result<(usize, u32), StepLimit> {
        let (mut at, mut read) = (start, 0);
        while read < most {
            let next = if run.back { self.before(at) } else { self.after(at) };
            match next {
                Some((c, to)) if run.set.contains(c) => at = to,
                _ => break,
            }
            read += 1;
        }
        budget.spend_characters(wide(read))?;
        Ok((at, read))
    }

    /// Whether what follows at this place can match, as far as is known.
    fn followed(&self, run: &Run, at: usize) -> bool {
        run.next.is_none_or(|next| self.byte(at) == Some(next))
    }

    /// The next shorter end of a run that now ends at `at`, if there is one.
    pub(super) fn shrink(
        &self,
        run: &Run,
        at: usize,
        least: usize,
        budget: &mut Budget,
    ) -> Result<Option<usize>, StepLimit> {
        let mut to = at;
        while to != least {
            let one_less = if run.back { self.after(to) } else { self.before(to) };
            let Some((_, place)) = one_less else { return Ok(None) };
            to = place;
            budget.spend_characters(1)?;
            if self.followed(run, to) {
                return Ok(Some(to));
            }
        }
        Ok(None)
    }

    /// The next longer end of a run that now ends at `at`, and how much longer it may become.
    pub(super) fn grow(
        &self,
        run: &Run,
        at: usize,
        left: u32,
        budget: &mut Budget,
    ) -> Result<Option<(usize, u32)>, StepLimit> {
        let (mut to, mut left) = (at, left);
        while left > 0 {
            let one_more = if run.back { self.before(to) } else { self.after(to) };
            match one_more {
                Some((c, place)) if run.set.contains(c) => to = place,
                _ => return Ok(None),
            }
            left -= 1;
            budget.spend_characters(1)?;
            if self.followed(run, to) {
                return Ok(Some((to, left)));
            }
        }
        Ok(None)
    }

    /// Where the text of a group ends if it stands here again.
    pub(super) fn again(
        &self,
        slot: usize,
        ignore_case: bool,
        back: bool,
        at: usize,
        budget: &mut Budget,
    ) -> Result<Option<usize>, StepLimit> {
        let Some(group) = self.group(slot).and_then(|(start, end)| self.text.get(start..end)) else {
            return Ok(None);
        };
        budget.spend_characters(group.len())?;
        let before = self.text.get(..at).unwrap_or(&[]);
        let after = self.text.get(at..).unwrap_or(&[]);
        if !ignore_case {
            return Ok(if back {
                before.ends_with(group).then(|| at - group.len())
            } else {
                after.starts_with(group).then(|| at + group.len())
            });
        }
        // Letters that differ in case may differ in length.
        let mut to = at;
        let mut same = |wanted: Unit| {
            let found = if back { self.before(to) } else { self.after(to) };
            found.filter(|&(c, _)| fold(c) == fold(wanted)).map(|(_, place)| to = place).is_some()
        };
        let mut rest = if back { group.len() } else { 0 };
        loop {
            let next = if back { units::before(group, rest) } else { units::after(group, rest) };
            match next {
                None => return Ok(Some(to)),
                Some((wanted, place)) if same(wanted) => rest = place,
                Some(_) => return Ok(None),
            }
        }
    }
}
