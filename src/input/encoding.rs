//! Byte order marks, and UTF-16 turned into UTF-8 piece by piece.

use super::Problem;
use crate::diagnostic::{Code, Diagnostic, Outcome};

/// How the bytes of an input become text.
#[derive(Debug)]
pub(super) enum Encoding {
    /// UTF-8: the bytes are taken as they are and checked user by user.
    Utf8,
    /// Windows-1252, which plain "CSV" of spreadsheets in western languages is.
    Western,
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

    /// The name for people.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Western => "Windows-1252",
            Encoding::Utf16 { .. } => "UTF-16",
        }
    }

    /// Appends `bytes` to `text` as UTF-8; keeps back what belongs to a character not complete yet.
    /// At the `end` nothing may be left over.
    pub(super) fn decode(&mut self, bytes: &[u8], text: &mut Vec<u8>, end: bool) -> Outcome<()> {
        let (big_endian, pending, read) = match self {
            Encoding::Utf8 => {
                text.extend_from_slice(bytes);
                return Ok(());
            }
            Encoding::Western => {
                western(bytes, text);
                return Ok(());
            }
            Encoding::Utf16 { big_endian, pending, read } => (big_endian, pending, read),
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

/// What Windows-1252 has from 0x80 to 0x9F; the five bytes that it lacks are the control characters of these numbers.
const WESTERN: [u16; 32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
    0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
];

/// Appends text in Windows-1252 as UTF-8.
pub(super) fn western(bytes: &[u8], text: &mut Vec<u8>) {
    for byte in bytes {
        let code = match byte {
            0x80..=0x9F => WESTERN.get(usize::from(byte - 0x80)).copied().unwrap_or_default(),
            _ => u16::from(*byte),
        };
        let character = char::from_u32(code.into()).unwrap_or(char::REPLACEMENT_CHARACTER);
        text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
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
            format!("line {line}: byte {place} (0x{byte:02X}) is not UTF-8{}", guess(bytes, byte)),
        )
        .at(crate::span::Span::new(place, place + 1))
        .help("save the file as UTF-8 (in Excel: \"CSV UTF-8\")");
        Box::new(Problem { line, diagnostic })
    })
}

/// What the bytes of a row probably are: spreadsheets write plain "CSV" in the code page of the system. A wrong guess would
/// put wrong letters into names, so nothing is read by it.
fn guess(row: &[u8], byte: u8) -> &'static str {
    if is_shift_jis(row) {
        return "; it looks like Shift_JIS, which spreadsheets in Japanese write";
    }
    let has = |words: &[&[u8]]| words.iter().any(|word| super::find(row, word).is_some());
    if has(&[b"PRAWDA", b"FA\xA3SZ", b"PRAVDA", b"NEPRAVDA", b"IGAZ", b"HAMIS"]) {
        return "; it looks like Windows-1250, which spreadsheets in Polish, Czech and Hungarian write";
    }
    if has(&[b"DO\xD0RU", b"YANLI\xDE"]) {
        return "; it looks like Windows-1254, which spreadsheets in Turkish write";
    }
    if has(&[b"\xC8\xD1\xD2\xC8\xCD\xC0", b"\xCB\xCE\xC6\xDC"]) {
        return "; it looks like Windows-1251, which spreadsheets in Russian write";
    }
    if has(&[b"\xC1\xCB\xC7\xC8", b"\xD8\xC5\xD5\xC4"]) {
        return "; it looks like Windows-1253, which spreadsheets in Greek write";
    }
    // Where nearly all letters are beyond ASCII, the language is none of the western ones.
    let runs = row.split(u8::is_ascii).map(<[u8]>::len);
    if runs.max().unwrap_or_default() > 2 {
        return "; it looks like the code page of another script (windows-1251, gbk, euc-kr)";
    }
    match byte {
        0xE4 | 0xF6 | 0xFC | 0xC4 | 0xD6 | 0xDC | 0xDF | 0xE0 | 0xE8..=0xEB | 0xF1 | 0xF3 | 0xE1 | 0xED => {
            "; it looks like an accented letter of Windows-1252"
        }
        _ => "",
    }
}

/// Whether all that is not ASCII are characters of two bytes of Shift_JIS, with one of a kind that only it has.
fn is_shift_jis(row: &[u8]) -> bool {
    let (mut rest, mut found) = (row, 0);
    loop {
        match rest {
            [] => return found > 1,
            [0..=0x7F, after @ ..] => rest = after,
            [lead @ (0x81..=0x9F | 0xE0..=0xFC), 0x40..=0x7E | 0x80..=0xFC, after @ ..] => {
                found += usize::from(*lead < 0xA0);
                rest = after;
            }
            // Narrow katakana.
            [0xA1..=0xDF, after @ ..] => rest = after,
            _ => return false,
        }
    }
}
