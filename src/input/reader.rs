//! The reader that tells formats apart and hands out users.

use super::document::DocumentReader;
use super::elements::Elements;
use super::encoding::Encoding;
use super::kinds::FileKind;
use super::lines::Lines;
use super::table::Table;
use super::wanted::Wanted;
use super::window::Window;
use super::{Chunk, InputFormat, Item, Problem, detect};
use crate::json::compact;
use crate::limits;
use crate::systems::Source;
use std::io::{Read, Result};

/// Users from a reader, one at a time; see the [module](super).
///
/// Memory stays that of the longest user, at most [`limits::DOCUMENT_BYTES`].
#[derive(Debug)]
pub struct UserReader<R> {
    state: State<R>,
    elements: Elements,
    /// The name of the encoding, once it is known.
    encoding: &'static str,
    /// Whether lines are looked at one by one.
    by_line: bool,
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
            elements: Elements::default(),
            encoding: "",
            by_line: false,
            thorough: true,
            limit: limits::DOCUMENT_BYTES,
            text: String::new(),
        }
    }

    /// Expects users of this system: columns that could be anybody's are taken for its own, and users of another one are a
    /// single problem.
    ///
    /// ```
    /// use attrflow::input::{Item, UserReader};
    /// use attrflow::systems::OKTA;
    /// let graph = r#"[{"id": "1", "userPrincipalName": "ada@contoso.example"}]"#;
    /// let mut users = UserReader::new(graph.as_bytes()).of(&OKTA);
    /// let Some(Item::Problem(problem)) = users.next_item()? else { panic!() };
    /// assert_eq!(problem.diagnostic.code.as_str(), "other-system");
    /// assert!(users.next_item()?.is_none());
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn of(mut self, system: &'static Source) -> Self {
        self.elements = Elements::of(Wanted::Users(system));
        self
    }

    /// Expects accounts of a target in place of users: a list of SCIM, or what Zoom calls a list of users.
    pub fn accounts(mut self) -> Self {
        self.elements = Elements::of(Wanted::Accounts);
        self
    }

    /// A reader for this, which keeps the names of members in mind.
    pub(super) fn noting(input: R, wanted: Wanted) -> Self {
        let mut reader = Self::new(input);
        reader.elements = Elements::of(wanted);
        reader.elements.members = Some(serde_json::Map::new());
        reader
    }

    /// The names of the members that objects had so far.
    pub(super) fn members(&self) -> impl Iterator<Item = &str> {
        self.elements.members.iter().flat_map(|members| members.keys().map(String::as_str))
    }

    /// The table, if the input is one.
    pub(super) fn table(&self) -> Option<&Table<R>> {
        if let State::Table(table) = &self.state { Some(table) } else { None }
    }

    /// The name of the input's encoding, once something was read.
    pub fn encoding(&self) -> &'static str {
        self.encoding
    }

    /// What kind of file it is, as far as it has shown: of JSON the first object tells.
    pub fn kind(&self) -> Option<&'static FileKind> {
        self.elements.kind()
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
        if let Some(problem) = self.elements.queue.pop_front() {
            return Ok(Some(Item::Problem(problem)));
        }
        let elements = &mut self.elements;
        match &mut self.state {
            State::Lines(lines) => lines.next(elements, self.thorough, self.limit),
            State::DocumentReader(document, _) => document.next(elements, self.thorough, self.limit),
            State::Table(table) => table.next(elements, self.limit),
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
        if let State::Lines(lines) = &mut self.state
            && !self.by_line
            && self.elements.queue.is_empty()
        {
            // The first line tells what the others are; it is looked at by itself.
            self.by_line = !self.elements.passes(lines.ahead(self.limit)?);
        }
        if matches!(self.state, State::Lines(_)) && !self.by_line {
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
        if format == Some(InputFormat::Csv) {
            self.elements.queue.extend(detect::settle_encoding(window));
        }
        self.encoding = window.encoding().map_or("", Encoding::name);
        let State::Start(window) = std::mem::replace(&mut self.state, State::Ended(format)) else {
            return Ok(());
        };
        self.state = match detected {
            Err(problem) => State::Failed(problem, None),
            Ok(InputFormat::Ndjson) => State::Lines(Lines::new(window)),
            Ok(InputFormat::Csv) => match Table::open(window, &mut self.elements, self.limit)? {
                Ok(table) => State::Table(Box::new(table)),
                Err(problem) => State::Failed(problem, Some(InputFormat::Csv)),
            },
            Ok(format) => State::DocumentReader(DocumentReader::new(window), format),
        };
        Ok(())
    }
}
