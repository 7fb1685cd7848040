//! Texts as .NET's matcher sees them: in UTF-16 units.
//!
//! A text is held as UTF-8 in which a character beyond U+FFFF is written as its two surrogates, of three
//! bytes each. Nearly every text has none, and is borrowed as it is.

use crate::dotnet::casing;
use std::borrow::Cow;

/// One UTF-16 unit: a character up to U+FFFF, or half of one beyond.
pub(super) type Unit = u16;

/// The two halves of a character beyond U+FFFF, or the character alone.
pub(super) fn units_of(c: char) -> (Unit, Option<Unit>) {
    let mut units = [0; 2];
    match c.encode_utf16(&mut units) {
        [high, low] => (*high, Some(*low)),
        _ => (units[0], None),
    }
}

/// The character that a unit is, unless it is half of one.
pub(super) fn character(unit: Unit) -> Option<char> {
    char::from_u32(u32::from(unit))
}

/// The form in which two units are compared when letter case is ignored.
pub(super) fn fold(unit: Unit) -> Unit {
    character(unit).map_or(unit, |c| units_of(casing::fold(c)).0)
}

/// Writes a unit behind others.
pub(super) fn push(bytes: &mut Vec<u8>, unit: Unit) {
    match character(unit) {
        Some(c) => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        None => {
            let low_bits = |shift: u16| u8::try_from(unit >> shift & 0x3F).unwrap_or(0) | 0x80;
            bytes.extend_from_slice(&[0xED, low_bits(6), low_bits(0)]);
        }
    }
}

/// Whether a byte begins a character beyond U+FFFF.
fn begins_pair(byte: &u8) -> bool {
    *byte >= 0xF0
}

/// The units of a text.
pub(super) fn encoded(text: &str) -> Cow<'_, [u8]> {
    if !text.as_bytes().iter().any(begins_pair) {
        return Cow::Borrowed(text.as_bytes());
    }
    let mut bytes = Vec::with_capacity(text.len() + text.len() / 2);
    text.encode_utf16().for_each(|unit| push(&mut bytes, unit));
    Cow::Owned(bytes)
}

/// The text of units; half of a character that has lost the other one is U+FFFD.
pub(super) fn decoded(bytes: Vec<u8>) -> String {
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let bytes = error.into_bytes();
            let mut units = Vec::with_capacity(bytes.len());
            let mut at = 0;
            while let Some((unit, next)) = after(&bytes, at) {
                units.push(unit);
                at = next;
            }
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
    }
}

/// The unit after a place, and where it ends.
pub(super) fn after(bytes: &[u8], at: usize) -> Option<(Unit, usize)> {
    let rest = bytes.get(at..)?;
    let bits = |byte: u8| u16::from(byte & 0x3F);
    Some(match *rest {
        [first @ ..128, ..] => (u16::from(first), at + 1),
        [first @ ..0xE0, second, ..] => ((u16::from(first) & 0x1F) << 6 | bits(second), at + 2),
        [first, second, third, ..] => (u16::from(first) << 12 | bits(second) << 6 | bits(third), at + 3),
        _ => return None,
    })
}

/// The unit before a place, and where it begins.
pub(super) fn before(bytes: &[u8], at: usize) -> Option<(Unit, usize)> {
    let mut start = at.checked_sub(1)?;
    while bytes.get(start).is_some_and(|byte| (0x80..0xC0).contains(byte)) {
        start = start.checked_sub(1)?;
    }
    after(bytes, start).map(|(unit, _)| (unit, start))
}

/// Where a place of the units lies in the text; a place inside a character counts as its start, or as
/// its end if `up`.
pub(super) fn place_in(text: &str, units: &[u8], at: usize, up: bool) -> usize {
    if text.len() == units.len() {
        return at;
    }
    let mut counted = 0;
    for (place, c) in text.char_indices() {
        if counted >= at {
            return place;
        }
        counted += if c > '\u{FFFF}' { 6 } else { c.len_utf8() };
        if counted > at && !up {
            return place;
        }
    }
    text.len()
}

/// Where a place of the text lies in its units.
pub(super) fn place_of(text: &str, at: usize) -> usize {
    let pairs = text.as_bytes().iter().take(at).filter(|byte| begins_pair(byte)).count();
    at + 2 * pairs
}
