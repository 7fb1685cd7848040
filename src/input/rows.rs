//! The rows of a CSV file: cells and quotation marks, whatever they mean.

use super::window::Window;
use super::{Problem, check, encoding};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use std::io::{Read, Result};

/// The rows of a window, cell by cell.
#[derive(Debug)]
pub(super) struct Rows<R> {
    pub(super) window: Window<R>,
    parser: Box<Reader>,
    pub(super) delimiter: u8,
    /// The cells of the row, one after another, and where each one ends.
    cells: Vec<u8>,
    ends: Vec<usize>,
    /// Line and offset of the row.
    pub(super) line: u64,
    pub(super) offset: usize,
}

/// What reading a row comes upon.
pub(super) enum RowStep {
    /// A row, whose cells are there now.
    Cells,
    Problem(Problem),
    End,
}

impl<R: Read> Rows<R> {
    pub(super) fn new(window: Window<R>, delimiter: u8) -> Self {
        let parser = Box::new(ReaderBuilder::new().delimiter(delimiter).build());
        Self { window, parser, delimiter, cells: vec![0; 1024], ends: Vec::new(), line: 0, offset: 0 }
    }

    /// How many cells the row has.
    pub(super) fn count(&self) -> usize {
        self.ends.len()
    }

    /// The cells of the row.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        let end = self.ends.last().copied().unwrap_or_default();
        // The row was UTF-8 before it was cut, at ASCII characters.
        let text = std::str::from_utf8(self.cells.get(..end).unwrap_or_default()).unwrap_or_default();
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(move |(start, end)| text.get(start..*end).unwrap_or_default())
    }

    /// Reads the next row that is not blank.
    pub(super) fn next(&mut self, limit: usize) -> Result<RowStep> {
        if self.window.skip_line_ends()?.is_none() {
            let (line, broken) = (self.window.line, self.window.broken.take());
            return Ok(
                broken.map_or(RowStep::End, |diagnostic| RowStep::Problem(Problem { line, diagnostic }))
            );
        }
        (self.line, self.offset) = (self.window.line, self.window.offset);
        self.ends.clear();
        self.ends.resize(self.ends.capacity().max(64), 0);
        // The raw row stays in the window until it is complete, so that it can be read again.
        let (mut raw, mut text, mut ends) = (0, 0, 0);
        loop {
            let input = self.window.bytes().get(raw..).unwrap_or_default();
            let (result, read, written, ended) = self.parser.read_record(
                input,
                self.cells.get_mut(text..).unwrap_or_default(),
                self.ends.get_mut(ends..).unwrap_or_default(),
            );
            raw += read;
            text += written;
            ends += ended;
            if raw > limit {
                let problem = check::too_long(self.offset, self.line, limit);
                return self.first_line_only(problem);
            }
            match result {
                ReadRecordResult::InputEmpty => {
                    self.window.more()?;
                }
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(RowStep::End),
            }
        }
        if let Some(what) = self.astray(raw) {
            let line = self.line;
            let diagnostic = Diagnostic::new(Code::InvalidCsv, format!("line {line}: {what}"))
                .at(Span::at(self.offset))
                .help("a quotation mark inside a cell is written twice");
            return self.first_line_only(Problem { line, diagnostic });
        }
        self.ends.truncate(ends);
        let row = self.window.bytes().get(..raw).unwrap_or_default();
        let invalid = encoding::utf8(row, self.offset, self.line).err();
        self.window.consume(raw);
        Ok(invalid.map_or(RowStep::Cells, |problem| RowStep::Problem(*problem)))
    }

    /// Gives up the row and goes on after its first line: what follows are probably rows.
    fn first_line_only(&mut self, problem: Problem) -> Result<RowStep> {
        *self.parser = ReaderBuilder::new().delimiter(self.delimiter).build();
        loop {
            let bytes = self.window.bytes();
            if let Some(at) = memchr::memchr(b'\n', bytes) {
                self.window.consume(at + 1);
                return Ok(RowStep::Problem(problem));
            }
            let all = bytes.len();
            self.window.consume(all);
            if !self.window.more()? {
                return Ok(RowStep::Problem(problem));
            }
        }
    }

    /// What is wrong with the quotation marks of a row of `length` bytes that takes several lines:
    /// one too many swallows rows. They open at the beginning of a cell only.
    fn astray(&self, length: usize) -> Option<&'static str> {
        let raw = self.window.bytes().get(..length).unwrap_or_default();
        let last_line = raw.trim_ascii_end().len() == raw.len();
        if !last_line && memchr::memchr(b'\n', raw.trim_ascii_end()).is_none() {
            return None;
        }
        let (mut fresh, mut quoted) = (true, false);
        let mut bytes = raw.iter().peekable();
        while let Some(byte) = bytes.next() {
            let ends = |byte: &u8| *byte == self.delimiter || matches!(byte, b'\n' | b'\r');
            match byte {
                b'"' if quoted && bytes.peek() == Some(&&b'"') => {
                    bytes.next();
                }
                b'"' if quoted && bytes.peek().is_some_and(|next| !ends(next)) => {
                    return Some("text after a closing quotation mark");
                }
                b'"' if quoted => quoted = false,
                _ if quoted => {}
                b'"' if fresh => (quoted, fresh) = (true, false),
                _ => fresh = ends(byte),
            }
        }
        quoted.then_some("a quotation mark is opened and never closed")
    }
}
