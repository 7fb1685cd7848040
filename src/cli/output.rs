//! Standard output, buffered; a reader that goes away ends the program without a word.

use super::{Failure, Result};
use serde::Serialize;
use std::io::{self, BufWriter, StdoutLock, Write};

/// Standard output.
pub(super) struct Output(BufWriter<StdoutLock<'static>>);

impl Output {
    pub(super) fn new() -> Self {
        Self(BufWriter::with_capacity(256 * 1024, io::stdout().lock()))
    }

    /// Writes bytes as they are.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.0.write_all(bytes).map_err(failure)
    }

    /// Writes a line of text.
    pub(super) fn line(&mut self, text: &str) -> Result<()> {
        self.bytes(text.as_bytes())?;
        self.bytes(b"\n")
    }

    /// Writes one line of compact JSON.
    pub(super) fn json<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        serde_json::to_writer(&mut self.0, value).map_err(|error| failure(error.into()))?;
        self.bytes(b"\n")
    }

    /// Hands on what is buffered. To be called at the end too: only here late errors show.
    pub(super) fn flush(&mut self) -> Result<()> {
        self.0.flush().map_err(failure)
    }
}

fn failure(error: io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::PipeClosed,
        _ => Failure::Io("cannot write the results".to_owned(), error),
    }
}
