//! Byte order marks, and UTF-16 turned into UTF-8 piece by piece.

use super::Problem;
use crate::diagnostic::{Code, Diagnostic, Outcome};

/// How the bytes of an input become text.
#[derive(Debug)]
pub(super) enum Encoding {
    /// UTF-8: the bytes are taken as they are and checked user by user.
    Utf8,
    /// UTF-16, the bytes of a unit in this order.
    Utf16 { big_endian: bool, pending: Vec<u8>, read: usize },
}

impl Encoding {
    /// The encoding that the first bytes show, and how many of them are a byte order mark.
    pub(super) fn detect(first: &[u8]) -> (Self, usize) {
        match first {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding::Utf8, 3),
            [0xFF, 0xFE, ..] => (Encoding::Utf16 { big_endian: false, pending: Vec::new(), read: 2 }, 2),
            [0xFE, 0xFF, ..] => (Encoding::Utf16 { big_endian: true, pending: Vec::new(), read: 2 }, 2),
            _ => (Encoding::Utf8, 0),
        }
    }

    /// Appends `bytes` to `text` as UTF-8; keeps back what belongs to a character not complete yet.
    /// At the `end` nothing may be left over.
    pub(super) fn decode(&mut self, bytes: &[u8], text: &mut Vec<u8>, end: bool) -> Outcome<()> {
        let Encoding::Utf16 { big_endian, pending, read } = self else {
            text.extend_from_slice(bytes);
            return Ok(());
        };
        pending.extend_from_slice(bytes);
        let (pairs, odd) = pending.as_chunks::<2>();
        let unit =
            |pair: &[u8; 2]| if *big_endian { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) };
        // The first half of a pair waits for the second, unless there is none to come.
        let waiting = !end && pairs.last().is_some_and(|pair| (0xD800..0xDC00).contains(&unit(pair)));
        let complete = pairs.len() - usize::from(waiting);
        let mut done = 0;
        for decoded in char::decode_utf16(pairs.iter().take(complete).map(unit)) {
            let Ok(character) = decoded else {
                return Err(invalid(*read + done, "half of a UTF-16 pair without the other half"));
            };
            done += 2 * character.len_utf16();
            text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
        if end && !odd.is_empty() {
            return Err(invalid(*read + done, "half of a UTF-16 unit at the very end"));
        }
        *read += done;
        pending.drain(..done);
        Ok(())
    }
}

fn invalid(offset: usize, what: &str) -> Box<Diagnostic> {
    let diagnostic = Diagnostic::new(Code::InvalidEncoding, format!("byte {offset} is {what}"));
    Box::new(diagnostic.help("the file was cut or damaged; export it again, best as UTF-8"))
}

/// `bytes`, which stand at `offset` and begin on `line`, as text.
pub(super) fn utf8(bytes: &[u8], offset: usize, line: u64) -> Result<&str, Box<Problem>> {
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let (valid, rest) = bytes.split_at(at);
        let line = line + memchr::memchr_iter(b'\n', valid).count() as u64;
        let byte = rest.first().copied().unwrap_or_default();
        let place = offset + at;
        let diagnostic = Diagnostic::new(
            Code::InvalidEncoding,
            format!("line {line}: byte {place} (0x{byte:02X}) is not UTF-8{}", guess(byte)),
        )
        .at(crate::span::Span::new(place, place + 1))
        .help("save the file as UTF-8 (in Excel: \"CSV UTF-8\")");
        Box::new(Problem { line, diagnostic })
    })
}

/// What the byte probably is: Excel writes CSV in the code page of the system.
fn guess(byte: u8) -> &'static str {
    match byte {
        0xE4 | 0xF6 | 0xFC | 0xC4 | 0xD6 | 0xDC | 0xDF | 0xE0 | 0xE8..=0xEB | 0xF1 | 0xF3 | 0xE1 | 0xED => {
            "; it looks like an accented letter of Windows-1252"
        }
        _ => "",
    }
}
