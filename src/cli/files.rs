//! Files named on the command line; `-` is standard input.

use super::{Failure, Result};
use encoding_rs::{CoderResult, Decoder, Encoding};
use std::fs::File;
use std::io::{self, Read};

/// How a file is called in messages.
pub(super) fn name(path: &str) -> &str {
    if path == "-" { "<stdin>" } else { path }
}

/// Opens a file.
///
/// # Errors
/// A file that cannot be opened counts as wrong usage: its name is an argument.
pub(super) fn open(path: &str) -> Result<Box<dyn Read>> {
    if path == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(path).map_err(|error| Failure::Usage(format!("cannot open {path}: {error}")))?;
    Ok(Box::new(file))
}

/// The length of a file, if it has one.
pub(super) fn length(path: &str) -> Option<u64> {
    let metadata = std::fs::metadata(path).ok().filter(|_| path != "-")?;
    metadata.is_file().then_some(metadata.len())
}

/// Reads a whole file as text: UTF-8, or UTF-16 with a byte order mark.
///
/// # Errors
/// As [`open`]; and if the file is neither.
pub(super) fn text(path: &str) -> Result<String> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes).map_err(|error| unreadable(path, error))?;
    let (encoding, mark) = Encoding::for_bom(&bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let content = bytes.get(mark..).unwrap_or_default();
    match encoding.decode_without_bom_handling_and_without_replacement(content) {
        Some(text) => Ok(text.into_owned()),
        None => {
            let error = io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text");
            Err(unreadable(path, error))
        }
    }
}

/// Reading stopped midway.
pub(super) fn unreadable(path: &str, error: io::Error) -> Failure {
    Failure::Io(format!("cannot read {}", name(path)), error)
}

/// The encoding with this label, such as `windows-1252`; for clap.
pub(super) fn encoding(label: &str) -> std::result::Result<&'static Encoding, String> {
    Encoding::for_label(label.as_bytes()).ok_or_else(|| "expected a name such as windows-1252".to_owned())
}

/// Opens a file whose text is in `encoding`, as UTF-8.
pub(super) fn open_in(path: &str, encoding: Option<&'static Encoding>) -> Result<Box<dyn Read>> {
    let file = open(path)?;
    Ok(match encoding {
        None => file,
        Some(encoding) => Box::new(Transcoded {
            inner: file,
            decoder: encoding.new_decoder(),
            raw: Vec::new(),
            ended: false,
            done: false,
        }),
    })
}

/// A reader that decodes as it goes. What the encoding does not know becomes U+FFFD.
struct Transcoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    ended: bool,
    done: bool,
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        // The decoder needs room for one character; a smaller buffer is served from a larger one.
        if to.len() < 4 {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "the buffer is too small"));
        }
        while !self.done {
            if self.raw.is_empty() && !self.ended {
                self.raw.resize(64 * 1024, 0);
                let count = self.inner.read(&mut self.raw)?;
                self.raw.truncate(count);
                self.ended = count == 0;
            }
            let (result, read, written, _) = self.decoder.decode_to_utf8(&self.raw, to, self.ended);
            self.raw.drain(..read);
            self.done = self.ended && result == CoderResult::InputEmpty;
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}
