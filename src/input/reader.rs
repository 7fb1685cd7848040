//! The reader that tells formats apart and hands out users.

use super::document::DocumentReader;
use super::lines::Lines;
use super::table::Table;
use super::window::Window;
use super::{Chunk, InputFormat, Item, Problem, detect};
use crate::json::compact;
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
    /// The user that the last chunk showed.
    text: String,
}

#[derive(Debug)]
enum State<R> {
    Start(Window<R>),
    Lines(Lines<R>),
    DocumentReader(DocumentReader<R>, InputFormat),
    Table(Box<Table<R>>),
    /// No users can be read; the problem has yet to be told.
    Failed(Problem, Option<InputFormat>),
    Ended(Option<InputFormat>),
}

impl<R: Read> UserReader<R> {
    /// Reads users from `input`. It need not be buffered.
    pub fn new(input: R) -> Self {
        Self {
            state: State::Start(Window::new(input)),
            thorough: true,
            limit: limits::DOCUMENT_BYTES,
            text: String::new(),
        }
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
    pub fn format(&mut self) -> Result<Option<InputFormat>> {
        self.start()?;
        Ok(match &self.state {
            State::Start(_) => None,
            State::Lines(_) => Some(InputFormat::Ndjson),
            State::DocumentReader(_, format) => Some(*format),
            State::Table(_) => Some(InputFormat::Csv),
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
            State::DocumentReader(document, _) => document.next(self.thorough, self.limit),
            State::Table(table) => table.next(self.limit),
            State::Start(_) | State::Failed(..) | State::Ended(_) => Ok(None),
        }
    }

    /// The next users as lines of NDJSON, many at a time if the input is NDJSON; `None` at the end.
    /// This is the way for callers that want bytes: nothing is copied that need not be.
    ///
    /// # Errors
    /// When the input cannot be read.
    ///
    /// ```
    /// use attrflow::input::{Chunk, UserReader};
    /// let mut users = UserReader::new("{\"id\":\"1\"}\n{\"id\":\"2\"}\n".as_bytes());
    /// let Some(Chunk::Lines { text, .. }) = users.next_chunk()? else { panic!() };
    /// assert_eq!(text, b"{\"id\":\"1\"}\n{\"id\":\"2\"}\n");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn next_chunk(&mut self) -> Result<Option<Chunk<'_>>> {
        self.start()?;
        if matches!(self.state, State::Lines(_)) {
            let State::Lines(lines) = &mut self.state else { return Ok(None) };
            return lines.next_chunk(self.limit);
        }
        // `next_item` lends the reader, so the buffer is out of it meanwhile.
        let mut text = std::mem::take(&mut self.text);
        let line = match self.next_item()? {
            None => return Ok(None),
            Some(Item::Problem(problem)) => return Ok(Some(Chunk::Problem(problem))),
            Some(Item::User(user)) => {
                text.clear();
                compact(user.json, &mut text);
                text.push('\n');
                user.line
            }
        };
        self.text = text;
        let end = match &self.state {
            State::DocumentReader(document, _) => document.offset(),
            State::Table(table) => table.offset(),
            _ => 0,
        };
        Ok(Some(Chunk::Lines { text: self.text.as_bytes(), line, end: end as u64 }))
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
            Ok(InputFormat::Ndjson) => State::Lines(Lines::new(window)),
            Ok(InputFormat::Csv) => match Table::open(window, self.limit)? {
                Ok(table) => State::Table(Box::new(table)),
                Err(problem) => State::Failed(problem, Some(InputFormat::Csv)),
            },
            Ok(format) => State::DocumentReader(DocumentReader::new(window), format),
        };
        Ok(())
    }
}
