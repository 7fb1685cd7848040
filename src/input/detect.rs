//! Tells formats apart by their first bytes.

use super::encoding::{self, Encoding};
use super::kinds::microsoft_365::Language;
use super::scan::{Extent, PieceEnd, PieceScanner, extent};
use super::window::Window;
use super::{InputFormat, Problem, find, titles, words};
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
];

/// What to do about a workbook.
const SAVE: &str = "save it as \"CSV UTF-8\" and read that";

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
    // Titles of Entra's admin centre may begin with a bracket too: `[displayName] name,…`.
    let titles = first == Some(b'[') && is_title(window)?;
    if let (None, Some(diagnostic)) = (first, window.broken.take()) {
        return Ok(Err(Problem { line: window.line, diagnostic }));
    }
    Ok(match first {
        None => Err(unknown(window, "the input is empty".to_owned(), READ)),
        Some(b'[') if !titles => Ok(InputFormat::Array),
        Some(b'{') => Ok(object(window)?),
        Some(_) if lines_of_objects(window)? => Ok(InputFormat::Ndjson),
        Some(_) => {
            while window.bytes().len() < SAMPLE && window.more()? {}
            Ok(InputFormat::Csv)
        }
    })
}

/// Whether a name in brackets stands here, and no JSON.
fn is_title<R: Read>(window: &mut Window<R>) -> Result<bool> {
    let mut at = 1;
    while window.byte(at)?.is_some_and(|byte| byte.is_ascii_alphanumeric()) && at < HEAD {
        at += 1;
    }
    // A file that is cut inside the name is no JSON either.
    let closed = matches!(window.byte(at)?, None | Some(b']'));
    let name = window.bytes().get(1..at).unwrap_or_default();
    let word = matches!(name, b"true" | b"false" | b"null");
    let letters = name.first().is_some_and(u8::is_ascii_alphabetic);
    Ok(letters && !word && closed)
}

/// Takes a table that is not UTF-8 as Windows-1252, if the language that it is in shows beyond doubt that it is: by the words
/// of a spreadsheet for true and false, or by its titles. The problem to tell is returned.
pub(super) fn settle_encoding<R: Read>(window: &mut Window<R>) -> Option<Problem> {
    let sample = window.bytes().get(..SAMPLE).unwrap_or(window.bytes());
    let error = match (window.encoding(), std::str::from_utf8(sample)) {
        (Some(Encoding::Utf8), Err(error)) => error,
        _ => return None,
    };
    let at = error.valid_up_to();
    // The sample may end inside a character.
    if error.error_len().is_none() && window.bytes().len() > SAMPLE {
        return None;
    }
    let mut text = Vec::new();
    encoding::western(sample, &mut text);
    let text = std::str::from_utf8(&text).unwrap_or_default();
    let cell = |cell: &&str| words::is_western(cell.trim_matches(['"', ' ']));
    let word = text.split([',', ';', '\t', '\n', '\r']).find(cell);
    let titles = text.lines().find(|line| line.contains([',', ';', '\t'])).unwrap_or_default();
    let titles: Vec<String> = titles.split([',', ';', '\t']).map(titles::plain).collect();
    let reason = match word {
        Some(word) => format!("`{}` is a word of a western language", word.trim_matches(['"', ' '])),
        None => {
            let language = Language::of(&titles).filter(|language| language.is_western())?;
            format!("its titles are {}", language.name)
        }
    };
    let line = window.line_at(at);
    let message =
        format!("line {line}: byte {at} is not UTF-8; the file is read as Windows-1252, since {reason}");
    let diagnostic = Diagnostic::new(Code::ReadWithCare, message)
        .help("if names look wrong, save the file as UTF-8 (in Excel: \"CSV UTF-8\")");
    window.decode_as_western();
    Some(Problem { line, diagnostic })
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
            return Some(("an Excel workbook", SAVE));
        }
        return Some(("a ZIP archive", "unpack it and read the file inside"));
    }
    if let Some((_, kind)) = KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        let help = if kind.contains(".xls") { SAVE } else { READ };
        return Some((kind, help));
    }
    let start = bytes.trim_ascii_start().get(..14.min(bytes.trim_ascii_start().len()))?.to_ascii_lowercase();
    if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
        return Some(("an HTML page", "perhaps a sign-in page was saved in place of the download"));
    }
    if has(b"schemas.microsoft.com/powershell")
        || start.starts_with(b"<objs")
        || start.starts_with(b"#< clixml")
    {
        return Some((
            "objects of PowerShell (CLIXML)",
            "read them there and write JSON: Import-Clixml FILE | ConvertTo-Json -Depth 5",
        ));
    }
    if start.starts_with(b"<") {
        return Some(("XML", READ));
    }
    if start.starts_with(b"dn: ") || start.starts_with(b"dn:: ") || start.starts_with(b"version: 1") {
        return Some((
            "an LDIF file",
            "export from Active Directory with Get-ADUser -Filter * -Properties * | ConvertTo-Json, or get the users of the \
             directory that is synchronised: GET https://graph.microsoft.com/v1.0/users",
        ));
    }
    if start.starts_with(b"---") && !is_drawn(bytes) || is_yaml(&start) {
        return Some(("a YAML document", "write JSON in its place: az ad user list -o json"));
    }
    if is_drawn(bytes) {
        return Some((
            "a table drawn for people",
            "write JSON or CSV in its place: az … -o json, … | ConvertTo-Json",
        ));
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

/// Whether a list of YAML begins here: `- businessPhones: []`.
fn is_yaml(start: &[u8]) -> bool {
    start.strip_prefix(b"- ").is_some_and(|rest| rest.first().is_some_and(u8::is_ascii_alphabetic))
}

/// Whether a line is the border of a table that is drawn.
fn is_drawn(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    line.len() > 3 && line.iter().all(|byte| b"-+| =".contains(byte)) && line.contains(&b'-')
}

/// What an input that begins with `{` is.
fn object<R: Read>(window: &mut Window<R>) -> Result<InputFormat> {
    if let Shape::Page(..) | Shape::Batch(_) = page_or_end(window, 0, false)? {
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
    /// The answer of a batch: the array of answers begins after this position.
    Batch(usize),
    /// Some other object, which ends before this position.
    Ends(usize),
    /// Its end is not in sight: the text stops or is broken.
    Open,
}

/// Looks through the members of the object at `at` for an array named `value`, or `Resources` as the
/// lists of SCIM name it, `users` as Zoom does, or in `_embedded` for `users` as PingOne does. In an answer of a batch the
/// page is its `body`.
pub(super) fn page_or_end<R: Read>(window: &mut Window<R>, at: usize, answer: bool) -> Result<Shape> {
    let holder = if answer { &b"\"body\""[..] } else { b"\"_embedded\"" };
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
        let name = window.bytes().get(key..key_end).unwrap_or_default();
        let wanted = if answer { depth == 2 } else { true };
        match byte {
            Some(b'[') if wanted && matches!(name, br#""value""# | br#""Resources""# | br#""users""#) => {
                return Ok(Shape::Page(value + 1, depth));
            }
            Some(b'[') if depth == 1 && name == br#""responses""# => return Ok(Shape::Batch(value + 1)),
            Some(b'{') if depth == 1 && name == holder => {
                (at, depth) = (value + 1, 2);
                continue;
            }
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
