//! Tells formats apart by their first bytes.

use super::scan::{Extent, PieceEnd, PieceScanner, extent};
use super::window::Window;
use super::{InputFormat, Problem, find};
use crate::diagnostic::{Code, Diagnostic};
use crate::limits::DOCUMENT_BYTES;
use crate::span::Span;
use std::io::{Read, Result};

/// What files that hold no users begin with, and what to say about them.
const KINDS: &[(&[u8], &str)] = &[
    (b"\x89PNG", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a WebP picture or a sound file"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xD0\xCF\x11\xE0", "an old Excel or Word file (.xls, .doc)"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xB5\x2F\xFD", "a Zstandard archive"),
    (b"\xFD7zXZ", "an xz archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7FELF", "a program"),
    (b"MZ", "a Windows program"),
    (b"\0asm", "a WebAssembly module"),
    (b"-----BEGIN", "a certificate or key"),
    (b"dn: ", "an LDIF file"),
    (b"version: 1", "an LDIF file"),
    (b"---", "a YAML document"),
];

/// How many bytes are looked at for what they begin with.
const HEAD: usize = 512;

/// How many bytes are looked at for lines.
const SAMPLE: usize = 64 * 1024;

/// Where users may come from, for messages.
const READ: &str = "users are read from Graph JSON, a JSON array, NDJSON and CSV";

/// The format of what the window shows, or why it is none.
pub(super) fn detect<R: Read>(window: &mut Window<R>) -> Result<std::result::Result<InputFormat, Problem>> {
    // A line is enough to tell, so that a slow writer is not waited for.
    let line = |bytes: &[u8]| {
        let blank = bytes.len() - bytes.trim_ascii_start().len();
        let end = bytes.get(blank..)?.iter().position(|byte| *byte == b'\n')?;
        (!bytes.starts_with(b"PK")).then_some(blank + end)
    };
    while window.bytes().len() < HEAD && line(window.bytes()).is_none() && window.more()? {}
    let head = window.bytes().get(..HEAD).unwrap_or(window.bytes());
    if let Some(kind) = kind(head.get(..line(head).unwrap_or(head.len())).unwrap_or_default()) {
        return Ok(Err(unknown(window, format!("this looks like {}", kind.0), kind.1)));
    }
    let (at, first) = window.past_space(0)?;
    // Blank lines go, but a tab may stand before the first title of a table.
    let blank = window.bytes().get(..at).unwrap_or_default();
    window.consume(blank.iter().rposition(|byte| *byte == b'\n').map_or(0, |line_feed| line_feed + 1));
    if matches!(first, Some(b'[' | b'{')) {
        window.skip_space()?;
    }
    if let (None, Some(diagnostic)) = (first, window.broken.take()) {
        return Ok(Err(Problem { line: window.line, diagnostic }));
    }
    Ok(match first {
        None => Err(unknown(window, "the input is empty".to_owned(), READ)),
        Some(b'[') => Ok(InputFormat::Array),
        Some(b'{') => Ok(object(window)?),
        Some(_) if lines_of_objects(window)? => Ok(InputFormat::Ndjson),
        Some(_) => Ok(InputFormat::Csv),
    })
}

fn unknown<R: Read>(window: &Window<R>, message: String, help: &str) -> Problem {
    let diagnostic = Diagnostic::new(Code::UnknownFormat, message).at(Span::at(window.offset)).help(help);
    Problem { line: window.line, diagnostic }
}

/// What a file without users looks like, and what to do.
fn kind(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let has = |what: &[u8]| find(bytes, what).is_some();
    if bytes.starts_with(b"PK\x03\x04") {
        if has(b"xl/") || has(b"[Content_Types].xml") {
            return Some(("an Excel workbook", "save it as \"CSV UTF-8\" and read that"));
        }
        return Some(("a ZIP archive", "unpack it and read the file inside"));
    }
    if let Some((_, kind)) = KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        let help = if kind.contains(".xls") { "save it as \"CSV UTF-8\" and read that" } else { READ };
        return Some((kind, help));
    }
    let start = bytes.trim_ascii_start().get(..14.min(bytes.trim_ascii_start().len()))?.to_ascii_lowercase();
    if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
        return Some(("an HTML page", "perhaps a sign-in page was saved in place of the download"));
    }
    if start.starts_with(b"<") {
        return Some(("XML", READ));
    }
    match bytes {
        [b'{' | b'[' | b'"' | b'a'..=b'z' | b'A'..=b'Z', 0, ..] => Some((
            "UTF-16 without a byte order mark",
            "save it as UTF-8, or as UTF-16 with a byte order mark",
        )),
        [0, b'{' | b'[' | b'"' | b'a'..=b'z' | b'A'..=b'Z', ..] => Some((
            "UTF-16 without a byte order mark",
            "save it as UTF-8, or as UTF-16 with a byte order mark",
        )),
        _ if bytes.contains(&0) => Some(("binary data", READ)),
        _ => None,
    }
}

/// What an input that begins with `{` is.
fn object<R: Read>(window: &mut Window<R>) -> Result<InputFormat> {
    if let Shape::Page(..) = page_or_end(window, 0)? {
        return Ok(InputFormat::Graph);
    }
    let end = match extent(window, 0, DOCUMENT_BYTES)? {
        Extent::Ends { end, .. } => end,
        _ => usize::MAX,
    };
    let object = window.bytes().get(..end);
    if object.is_none_or(|object| object.contains(&b'\n')) {
        let apart = lines_of_objects(window)?;
        return Ok(if apart { InputFormat::Ndjson } else { InputFormat::Object });
    }
    let (next, byte) = window.past_space(end)?;
    let same_line = !window.bytes().get(end..next).unwrap_or_default().contains(&b'\n');
    Ok(match byte {
        None => InputFormat::Object,
        Some(b'{') if same_line => InputFormat::Object,
        _ => InputFormat::Ndjson,
    })
}

/// What the members of an object show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A page of Graph: the array of users begins after this position, inside so many objects.
    Page(usize, usize),
    /// Some other object, which ends before this position.
    Ends(usize),
    /// Its end is not in sight: the text stops or is broken.
    Open,
}

/// Looks through the members of the object at `at` for an array named `value`, or `Resources` as the
/// lists of SCIM name it, or in `_embedded` for `users` as PingOne does.
pub(super) fn page_or_end<R: Read>(window: &mut Window<R>, at: usize) -> Result<Shape> {
    let mut at = at + 1;
    let mut depth = 1;
    loop {
        let (key, byte) = window.past_space(at)?;
        match byte {
            Some(b'}') => return Ok(Shape::Ends(key + 1)),
            Some(b'"') => {}
            _ => return Ok(Shape::Open),
        }
        let Extent::Ends { end: key_end, .. } = extent(window, key, DOCUMENT_BYTES)? else {
            return Ok(Shape::Open);
        };
        let (colon, byte) = window.past_space(key_end)?;
        if byte != Some(b':') {
            return Ok(Shape::Open);
        }
        let (value, byte) = window.past_space(colon + 1)?;
        if byte == Some(b'[')
            && matches!(window.bytes().get(key..key_end), Some(br#""value""# | br#""Resources""#))
        {
            return Ok(Shape::Page(value + 1, depth));
        }
        // PingOne's pages: `{"_embedded":{"users":[…]}}`.
        let name = window.bytes().get(key..key_end);
        match (depth, byte) {
            (1, Some(b'{')) if name == Some(br#""_embedded""#) => {
                (at, depth) = (value + 1, 2);
                continue;
            }
            (2, Some(b'[')) if name == Some(br#""users""#) => return Ok(Shape::Page(value + 1, depth)),
            _ => {}
        }
        let Extent::Ends { end, .. } = extent(window, value, DOCUMENT_BYTES)? else {
            return Ok(Shape::Open);
        };
        let (after, byte) = window.past_space(end)?;
        at = match byte {
            Some(b',') => after + 1,
            _ => after,
        };
        if !matches!(byte, Some(b',' | b'}')) || end == value {
            return Ok(Shape::Open);
        }
    }
}

/// Whether the lines after the first look like one object each, whatever the first one is. Two
/// objects in a row without a comma between them occur in no other format.
fn lines_of_objects<R: Read>(window: &mut Window<R>) -> Result<bool> {
    while window.bytes().len() < SAMPLE && window.more()? {}
    let sample = window.bytes().get(..SAMPLE).unwrap_or(window.bytes());
    let mut lines =
        sample.split(|byte| *byte == b'\n').skip(1).map(<[u8]>::trim_ascii).filter(|l| !l.is_empty());
    let alone = |line: &[u8]| {
        line.starts_with(b"{") && PieceScanner::default().feed(line) == PieceEnd::End(line.len())
    };
    Ok(match (lines.next(), lines.next()) {
        (Some(second), None) => alone(second),
        (Some(second), Some(third)) => alone(second) && third.starts_with(b"{"),
        _ => false,
    })
}
