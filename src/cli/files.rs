//! Files named on the command line; `-` is standard input.

use super::{Failure, Result, workbook};
use attrflow::limits::DOCUMENT_BYTES;
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use std::fmt::Display;
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
    let refused = |why: &dyn Display| Failure::Usage(format!("cannot open {path}: {why}"));
    let file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => refused(&"there is no such file"),
        io::ErrorKind::PermissionDenied => refused(&"you may not read this file"),
        _ => refused(&error),
    })?;
    // A folder opens like a file and only fails when it is read.
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(refused(&"it is a folder; name a file in it"));
    }
    Ok(Box::new(file))
}

/// The length of a file, if it has one.
pub(super) fn length(path: &str) -> Option<u64> {
    let metadata = std::fs::metadata(path).ok().filter(|_| path != "-")?;
    metadata.is_file().then_some(metadata.len())
}

/// Reads a document as text: UTF-8, or UTF-16 with a byte order mark.
///
/// # Errors
/// As [`open`]; and if the file is neither, or longer than [`DOCUMENT_BYTES`].
pub(super) fn text(path: &str) -> Result<String> {
    let mut bytes = Vec::new();
    let most = DOCUMENT_BYTES as u64;
    open(path)?.take(most + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, error))?;
    if bytes.len() > DOCUMENT_BYTES {
        return Err(invalid(path, format!("it is longer than {} MiB", most >> 20)));
    }
    decoded(path, &bytes)
}

/// Reads a file of many documents or lines as text, however long it is.
///
/// # Errors
/// As [`text`], but for the length.
pub(super) fn many(path: &str) -> Result<String> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes).map_err(|error| unreadable(path, error))?;
    decoded(path, &bytes)
}

/// Bytes as text.
///
/// # Errors
/// When they are neither UTF-8 nor UTF-16 with a byte order mark.
pub(super) fn decoded(path: &str, bytes: &[u8]) -> Result<String> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let content = bytes.get(mark..).unwrap_or_default();
    match encoding.decode_without_bom_handling_and_without_replacement(content) {
        Some(text) => Ok(text.into_owned()),
        None => Err(invalid(path, "it is not UTF-8 text; save it as UTF-8".to_owned())),
    }
}

fn invalid(path: &str, what: String) -> Failure {
    unreadable(path, io::Error::new(io::ErrorKind::InvalidData, what))
}

/// Reading stopped midway.
pub(super) fn unreadable(path: &str, error: io::Error) -> Failure {
    Failure::Io(format!("cannot read {}", name(path)), error)
}

/// The encoding with this label, such as `windows-1252`; for clap.
pub(super) fn encoding(label: &str) -> std::result::Result<&'static Encoding, String> {
    Encoding::for_label(label.as_bytes()).ok_or_else(|| "expected a name such as windows-1252".to_owned())
}

/// A file as it is, or if it is a workbook the table in it.
fn unpacked(path: &str, mut file: Box<dyn Read>) -> Result<Box<dyn Read>> {
    let mut head = Vec::new();
    let most = workbook::ARCHIVE.len() as u64;
    file.by_ref().take(most).read_to_end(&mut head).map_err(|error| unreadable(path, error))?;
    if head != workbook::ARCHIVE {
        return Ok(Box::new(io::Cursor::new(head).chain(file)));
    }
    file.take(DOCUMENT_BYTES as u64).read_to_end(&mut head).map_err(|error| unreadable(path, error))?;
    // What is no workbook is told by whoever reads it.
    let table = workbook::table(&head);
    Ok(Box::new(io::Cursor::new(table.unwrap_or(head))))
}

/// Opens a file whose text is in `encoding`, as UTF-8; of a workbook the first sheet, as CSV.
pub(super) fn open_in(path: &str, encoding: Option<&'static Encoding>) -> Result<Box<dyn Read>> {
    let file = unpacked(path, open(path)?)?;
    Ok(match encoding {
        // The reader of users decodes these itself, and says of each user what is wrong.
        None => file,
        Some(encoding) if encoding == UTF_8 => file,
        Some(encoding) => Box::new(Transcoded {
            inner: file,
            decoder: encoding.new_decoder(),
            name: encoding.name(),
            before: 0,
            raw: Vec::new(),
            ended: false,
            done: false,
        }),
    })
}

/// All of a file that may be long, as it is or decoded from `encoding`.
///
/// # Errors
/// As [`open`]; and if reading stops midway.
pub(super) fn table(path: &str, encoding: Option<&'static Encoding>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_in(path, encoding)?.read_to_end(&mut bytes).map_err(|error| unreadable(path, error))?;
    Ok(bytes)
}

/// A reader that decodes as it goes. Bytes that the encoding does not have are an error: a name with
/// question marks in it would go on into the target.
struct Transcoded<R> {
    inner: R,
    decoder: Decoder,
    /// Of the encoding.
    name: &'static str,
    /// How many bytes have been decoded.
    before: usize,
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
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(&self.raw, to, self.ended);
            self.raw.drain(..read);
            self.before += read;
            if matches!(result, DecoderResult::Malformed(..)) {
                let what = format!("what ends at byte {} is not {}", self.before, self.name);
                return Err(io::Error::new(io::ErrorKind::InvalidData, what));
            }
            self.done = self.ended && result == DecoderResult::InputEmpty;
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}
