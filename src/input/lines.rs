//! NDJSON: one user a line.

use super::elements::{Elements, Taken};
use super::window::Window;
use super::{Chunk, Item, Problem, User, check};
use std::io::{Read, Result};

/// Users from the lines of a window.
#[derive(Debug)]
pub(super) struct Lines<R> {
    window: Window<R>,
    /// Length of what the last call showed.
    shown: usize,
    /// Whether the file is not what is wanted, so that nothing more is read.
    refused: bool,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(window: Window<R>) -> Self {
        Self { window, shown: 0, refused: false }
    }

    /// The next line that is not blank.
    pub(super) fn next<'a>(
        &'a mut self,
        elements: &'a mut Elements,
        thorough: bool,
        limit: usize,
    ) -> Result<Option<Item<'a>>> {
        loop {
            if self.refused {
                return Ok(elements.queue.pop_front().map(Item::Problem));
            }
            self.window.consume(std::mem::take(&mut self.shown));
            let Some(length) = self.line(limit)? else {
                if let Some(diagnostic) = self.window.broken.take() {
                    return Ok(Some(Item::Problem(Problem { line: self.window.line, diagnostic })));
                }
                elements.finish(true);
                return Ok(elements.queue.pop_front().map(Item::Problem));
            };
            if length > limit {
                let problem = check::too_long(self.window.offset, self.window.line, limit);
                self.skip_line()?;
                return Ok(Some(Item::Problem(problem)));
            }
            self.shown = length;
            let whole = self.window.bytes().get(..length).unwrap_or_default();
            let start = length - whole.trim_ascii_start().len();
            let end = whole.trim_ascii_end().len();
            if start >= end {
                continue;
            }
            let (line, offset) = (self.window.line, self.window.offset + start);
            let text = self.window.bytes().get(start..end).unwrap_or_default();
            let taken = match check::user(text, offset, line, thorough) {
                Ok(json) => elements.take(json, line),
                Err(mut problem) => {
                    // The last line of a file that is cut inside a character is that cut.
                    if self.window.bytes().len() <= self.shown
                        && let Some(diagnostic) = self.window.broken.take()
                    {
                        problem.diagnostic = diagnostic;
                    }
                    return Ok(Some(Item::Problem(*problem)));
                }
            };
            match taken {
                Taken::AsIs => {
                    let text = self.window.bytes().get(start..end).unwrap_or_default();
                    let json = std::str::from_utf8(text).unwrap_or_default();
                    return Ok(Some(Item::User(User { json, line, offset: offset as u64, written: false })));
                }
                Taken::Written => {
                    let json = std::str::from_utf8(&elements.written).unwrap_or_default();
                    return Ok(Some(Item::User(User { json, line, offset: offset as u64, written: true })));
                }
                Taken::Refused => self.refused = true,
                Taken::LeftOut => {}
            }
            if let Some(problem) = elements.queue.pop_front() {
                return Ok(Some(Item::Problem(problem)));
            }
        }
    }

    /// The lines that [`next_chunk`](Self::next_chunk) would give, if any are left; one is read on for if need be.
    pub(super) fn ahead(&mut self, limit: usize) -> Result<&[u8]> {
        self.window.consume(std::mem::take(&mut self.shown));
        self.line(limit)?;
        Ok(self.window.bytes())
    }

    /// All whole lines that are there, at least one.
    pub(super) fn next_chunk(&mut self, limit: usize) -> Result<Option<Chunk<'_>>> {
        self.window.consume(std::mem::take(&mut self.shown));
        let Some(length) = self.line(limit)? else {
            let (line, broken) = (self.window.line, self.window.broken.take());
            return Ok(broken.map(|diagnostic| Chunk::Problem(Problem { line, diagnostic })));
        };
        if length > limit {
            let problem = check::too_long(self.window.offset, self.window.line, limit);
            self.skip_line()?;
            return Ok(Some(Chunk::Problem(problem)));
        }
        let bytes = self.window.bytes();
        self.shown = memchr::memrchr(b'\n', bytes).map_or(length, |at| at + 1);
        let end = (self.window.offset + self.shown) as u64;
        let text = self.window.bytes().get(..self.shown).unwrap_or_default();
        Ok(Some(Chunk::Lines { text, line: self.window.line, end }))
    }

    /// Length of the next line with its line feed; something above `limit` if it is longer than that.
    fn line(&mut self, limit: usize) -> Result<Option<usize>> {
        let mut searched = 0;
        loop {
            let bytes = self.window.bytes();
            if let Some(at) = memchr::memchr(b'\n', bytes.get(searched..).unwrap_or_default()) {
                return Ok(Some(searched + at + 1));
            }
            searched = bytes.len();
            if searched > limit || !self.window.more()? {
                return Ok((searched > 0).then_some(searched));
            }
        }
    }

    /// Lets go of everything up to the next line feed, however far that is.
    fn skip_line(&mut self) -> Result<()> {
        loop {
            let bytes = self.window.bytes();
            if let Some(at) = memchr::memchr(b'\n', bytes) {
                self.window.consume(at + 1);
                return Ok(());
            }
            let all = bytes.len();
            self.window.consume(all);
            if !self.window.more()? {
                return Ok(());
            }
        }
    }
}
