//! Lines before the header of a table, and what parts its cells.

use super::window::Window;
use std::io::{Read, Result};

/// A line before the header that tells something about the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Directive {
    /// `version:v1.0`: the bulk templates of Entra.
    Template,
    /// `sep=;`: what Excel writes and understands.
    Delimiter(u8),
    /// `#TYPE System.Object`: what Windows PowerShell writes first.
    Type(String),
}

/// So many bytes of a line are looked at.
const LINE: usize = 4096;

/// Takes a directive off the beginning, if there is one.
pub(super) fn take<R: Read>(window: &mut Window<R>) -> Result<Option<Directive>> {
    window.skip_line_ends()?;
    let mut end = 0;
    while !matches!(window.byte(end)?, None | Some(b'\n' | b'\r')) && end < LINE {
        end += 1;
    }
    let line = window.bytes().get(..end).unwrap_or_default();
    let text = String::from_utf8_lossy(line).into_owned();
    // A spreadsheet may have put it into quotation marks.
    let bare = text.trim().trim_start_matches('"');
    let start = bare.get(..10.min(bare.len())).unwrap_or_default().to_ascii_lowercase();
    let found = match (start.strip_prefix("sep="), line.get(4)) {
        _ if start.starts_with("version:v") => Some(Directive::Template),
        _ if start.starts_with("#type ") => {
            Some(Directive::Type(bare.get(6..).unwrap_or_default().trim().to_owned()))
        }
        (Some(_), Some(byte)) if line.len() == 5 => Some(Directive::Delimiter(*byte)),
        _ => None,
    };
    if found.is_some() {
        window.consume(end);
    }
    Ok(found)
}

/// The delimiter that occurs most often in the header, outside quotation marks.
pub(super) fn guess_delimiter<R: Read>(window: &mut Window<R>, limit: usize) -> Result<u8> {
    let (mut commas, mut semicolons, mut tabs) = (0, 0, 0);
    let mut quoted = false;
    let mut at = 0;
    while let Some(byte) = window.byte(at)?.filter(|_| at < limit) {
        match byte {
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b',' => commas += 1,
            b';' => semicolons += 1,
            b'\t' => tabs += 1,
            b'\n' | b'\r' => break,
            _ => {}
        }
        at += 1;
    }
    Ok(match commas.max(semicolons).max(tabs) {
        most if most == commas => b',',
        most if most == semicolons => b';',
        _ => b'\t',
    })
}
