//! A sliding window of decoded text over a reader.

use super::encoding::{self, Encoding};
use crate::diagnostic::Diagnostic;
use std::io::{ErrorKind, Read, Result};

/// Bytes read at a time.
const PIECE: usize = 64 * 1024;

/// The part of an input that is looked at: [`bytes`](Window::bytes) shows what is there,
/// [`more`](Window::more) reads on, [`consume`](Window::consume) lets go of the beginning.
#[derive(Debug)]
pub(super) struct Window<R> {
    inner: R,
    encoding: Option<Encoding>,
    raw: Vec<u8>,
    buffer: Vec<u8>,
    start: usize,
    ended: bool,
    /// Bytes let go of so far: the offset of the window in the text.
    pub(super) offset: usize,
    /// The line the window begins on, from 1.
    pub(super) line: u64,
    /// Why the text ends early, if it does.
    pub(super) broken: Option<Diagnostic>,
}

impl<R: Read> Window<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            encoding: None,
            raw: Vec::new(),
            buffer: Vec::new(),
            start: 0,
            ended: false,
            offset: 0,
            line: 1,
            broken: None,
        }
    }

    /// What has been read and not let go of.
    pub(super) fn bytes(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    /// Reads on; `false` when there is nothing more.
    pub(super) fn more(&mut self) -> Result<bool> {
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        let had = self.buffer.len();
        while !self.ended && self.buffer.len() == had {
            self.fill()?;
        }
        Ok(self.buffer.len() > had)
    }

    fn fill(&mut self) -> Result<()> {
        // Twice as much as is there already, so that long users are not read in many small pieces.
        self.raw.resize(PIECE.max(self.buffer.len()), 0);
        let mut read = 0;
        // The encoding shows in the first three bytes, so the first piece has at least these.
        let least = if self.encoding.is_none() { 3 } else { 1 };
        while read < least {
            match self.inner.read(self.raw.get_mut(read..).unwrap_or_default()) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => read += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let mut piece = self.raw.get(..read).unwrap_or_default();
        let encoding = match &mut self.encoding {
            Some(encoding) => encoding,
            None => {
                let (encoding, mark) = Encoding::detect(piece);
                piece = piece.get(mark..).unwrap_or_default();
                self.encoding.insert(encoding)
            }
        };
        if let Err(broken) = encoding.decode(piece, &mut self.buffer, self.ended) {
            self.broken = Some(*broken);
            self.ended = true;
        }
        Ok(())
    }

    /// Takes what has been read, and what follows, as Windows-1252. Only for text that began as UTF-8.
    pub(super) fn decode_as_western(&mut self) {
        let mut text = Vec::with_capacity(self.buffer.len());
        encoding::western(self.bytes(), &mut text);
        (self.buffer, self.start) = (text, 0);
        self.encoding = Some(Encoding::Western);
    }

    /// How the bytes of the input become text; `None` before anything was read.
    pub(super) fn encoding(&self) -> Option<&Encoding> {
        self.encoding.as_ref()
    }

    /// Lets go of the first `count` bytes.
    pub(super) fn consume(&mut self, count: usize) {
        let gone = self.bytes().get(..count).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', gone).count() as u64;
        self.offset += count;
        self.start += count;
    }

    /// The byte at `at`, reading on as needed; `None` past the end.
    pub(super) fn byte(&mut self, at: usize) -> Result<Option<u8>> {
        loop {
            if let Some(byte) = self.bytes().get(at) {
                return Ok(Some(*byte));
            }
            if !self.more()? {
                return Ok(None);
            }
        }
    }

    /// The first position from `at` on that holds no white space, and the byte there.
    pub(super) fn past_space(&mut self, mut at: usize) -> Result<(usize, Option<u8>)> {
        loop {
            match self.byte(at)? {
                Some(b' ' | b'\t' | b'\r' | b'\n') => at += 1,
                other => return Ok((at, other)),
            }
        }
    }

    /// Lets go of white space, and of byte order marks left by joining files; shows what follows.
    pub(super) fn skip_space(&mut self) -> Result<Option<u8>> {
        loop {
            let (at, byte) = self.past_space(0)?;
            self.consume(at);
            if byte != Some(0xEF) || self.byte(2)?.is_none() || !self.bytes().starts_with(b"\xEF\xBB\xBF") {
                return Ok(byte);
            }
            self.consume(3);
        }
    }

    /// Lets go of line ends; shows what follows.
    pub(super) fn skip_line_ends(&mut self) -> Result<Option<u8>> {
        loop {
            match self.byte(0)? {
                Some(b'\r' | b'\n') => self.consume(1),
                other => return Ok(other),
            }
        }
    }

    /// The line of the byte at `at`.
    pub(super) fn line_at(&self, at: usize) -> u64 {
        let before = self.bytes().get(..at).unwrap_or_default();
        self.line + memchr::memchr_iter(b'\n', before).count() as u64
    }
}
