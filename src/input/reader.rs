//! The reader that tells formats apart and hands out users.

use super::document::Document;
use super::lines::Lines;
use super::table::Table;
use super::window::Window;
use super::{Format, Item, Problem, detect};
use crate::limits;
use std::io::{Read, Result};

/// Users from a reader, one at a time; see the [module](super).
///
/// Memory stays that of the longest user, at most [`limits::DOCUMENT_BYTES`].
#[derive(Debug)]
pub struct UserReader<R> {
    state: State<R>,
    thorough: bool,
    limit: usize,
}

#[derive(Debug)]
enum State<R> {
    Start(Window<R>),
    Lines(Lines<R>),
    Document(Document<R>, Format),
    Table(Box<Table<R>>),
    /// No users can be read; the problem has yet to be told.
    Failed(Problem, Option<Format>),
    Ended(Option<Format>),
}

impl<R: Read> UserReader<R> {
    /// Reads users from `input`. It need not be buffered.
    pub fn new(input: R) -> Self {
        Self { state: State::Start(Window::new(input)), thorough: true, limit: limits::DOCUMENT_BYTES }
    }

    /// Leaves it to the caller to find out whether a user is valid JSON. Where users begin and end
    /// is found all the same, so this is for callers that parse every user anyway and count time.
    pub fn unchecked(mut self) -> Self {
        self.thorough = false;
        self
    }

    /// A reader with a smaller limit for one user, in bytes.
    #[cfg(test)]
    pub(super) fn limited(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    /// The format of the input; `None` if it is none that users come in.
    ///
    /// # Errors
    /// When the input cannot be read.
    pub fn format(&mut self) -> Result<Option<Format>> {
        self.start()?;
        Ok(match &self.state {
            State::Start(_) => None,
            State::Lines(_) => Some(Format::Ndjson),
            State::Document(_, format) => Some(*format),
            State::Table(_) => Some(Format::Csv),
            State::Failed(_, format) | State::Ended(format) => *format,
        })
    }

    /// The next user or problem; `None` at the end.
    ///
    /// # Errors
    /// When the input cannot be read. What is wrong with its content comes as
    /// [`Item::Problem`].
    pub fn next_item(&mut self) -> Result<Option<Item<'_>>> {
        self.start()?;
        if let State::Failed(_, format) = &self.state {
            let format = *format;
            let State::Failed(problem, _) = std::mem::replace(&mut self.state, State::Ended(format)) else {
                return Ok(None);
            };
            return Ok(Some(Item::Problem(problem)));
        }
        match &mut self.state {
            State::Lines(lines) => lines.next(self.thorough, self.limit),
            State::Document(document, _) => document.next(self.thorough, self.limit),
            State::Table(table) => table.next(self.limit),
            State::Start(_) | State::Failed(..) | State::Ended(_) => Ok(None),
        }
    }

    /// Finds out the format, once.
    fn start(&mut self) -> Result<()> {
        let State::Start(window) = &mut self.state else { return Ok(()) };
        let detected = detect::detect(window)?;
        let format = detected.as_ref().ok().copied();
        let State::Start(window) = std::mem::replace(&mut self.state, State::Ended(format)) else {
            return Ok(());
        };
        self.state = match detected {
            Err(problem) => State::Failed(problem, None),
            Ok(Format::Ndjson) => State::Lines(Lines::new(window)),
            Ok(Format::Csv) => match Table::open(window, self.limit)? {
                Ok(table) => State::Table(Box::new(table)),
                Err(problem) => State::Failed(problem, Some(Format::Csv)),
            },
            Ok(format) => State::Document(Document::new(window), format),
        };
        Ok(())
    }
}
