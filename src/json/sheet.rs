//! A text under construction, written eight bytes at a time.
//!
//! Payloads consist of many short pieces. Copying a piece by a call, as a list of bytes does, takes
//! longer in WebAssembly than copying its few words right here; and a text that is looked through
//! for signs to escape has been loaded already.

use super::scan::special;

/// Bytes of which the first so many are written; those after them are room.
#[derive(Default)]
pub(crate) struct Sheet {
    bytes: Vec<u8>,
    length: usize,
}

/// Room beyond a piece: a word that is not full is stored whole.
const SPARE: usize = 16;

impl Sheet {
    /// What was written.
    pub(crate) fn written(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// How many bytes were written.
    #[inline(always)]
    pub(crate) fn len(&self) -> usize {
        self.length
    }

    /// Takes back what was written after the first `length` bytes.
    #[inline(always)]
    pub(crate) fn truncate(&mut self, length: usize) {
        self.length = length.min(self.length);
    }

    #[inline(always)]
    fn room(&mut self, more: usize) {
        if self.bytes.len() < self.length + more + SPARE {
            self.grow(more);
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, more: usize) {
        let wanted = (self.length + more + SPARE).max(4096).next_power_of_two();
        self.bytes.resize(wanted, 0);
    }

    /// Writes a byte.
    #[inline(always)]
    pub(crate) fn byte(&mut self, byte: u8) {
        self.room(1);
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
    }

    /// Writes bytes as they are.
    #[inline(never)]
    pub(crate) fn raw(&mut self, piece: &[u8]) {
        self.room(piece.len());
        self.length = copy(piece, &mut self.bytes, self.length).0;
    }

    /// Writes a string with its quotation marks, escaped as JavaScript's `JSON.stringify` does it.
    #[inline(never)]
    pub(crate) fn string(&mut self, text: &str) {
        self.room(text.len());
        let start = self.length;
        let (end, found) = copy(text.as_bytes(), &mut self.bytes, start + 1);
        if found != 0 {
            return self.escaped(text);
        }
        self.length = start;
        self.byte(b'"');
        self.length = end;
        self.byte(b'"');
    }

    /// The same for a text with signs to escape.
    #[cold]
    #[inline(never)]
    fn escaped(&mut self, text: &str) {
        let mut escaped = Vec::new();
        super::string(text, &mut escaped);
        self.raw(&escaped);
    }
}

/// Copies a piece to a place where there is room for it; returns where it ends, and something else
/// than 0 if a string may not have one of its bytes as it is.
#[inline(always)]
fn copy(piece: &[u8], to: &mut [u8], mut at: usize) -> (usize, u64) {
    let end = at + piece.len();
    let mut found = 0;
    // The last word, which may overlap the one before it, goes first.
    if let Some(last) = piece.get(piece.len().wrapping_sub(8)..).and_then(|last| last.first_chunk()) {
        found |= put(last, to, end - 8);
        let mut rest = piece;
        while let Some((word, after)) = rest.split_first_chunk() {
            found |= put(word, to, at);
            at += 8;
            rest = after;
        }
    } else {
        let mut word = [b'x'; 8];
        for (place, byte) in word.iter_mut().zip(piece) {
            *place = *byte;
        }
        found |= put(&word, to, at);
    }
    (end, found)
}

#[inline(always)]
fn put(word: &[u8; 8], to: &mut [u8], at: usize) -> u64 {
    if let Some(place) = to.get_mut(at..).and_then(|rest| rest.first_chunk_mut()) {
        *place = *word;
    }
    special(u64::from_le_bytes(*word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts of every length around one word and two, with a sign to escape at every place.
    #[test]
    fn strings_are_those_of_the_other_writer() {
        let mut sheet = Sheet::default();
        let mut wanted = Vec::new();
        for length in 0..30 {
            for at in 0..=length {
                for sign in ["x", "\"", "\\", "\u{1f}", "\n", "é", "\u{7f}"] {
                    let plain = "abcdefghijklmnopqrstuvwxyzABCDEFG";
                    let text = format!("{}{sign}{}", &plain[..at], &plain[at..length]);
                    sheet.string(&text);
                    sheet.byte(b',');
                    sheet.raw(text.as_bytes());
                    super::super::string(&text, &mut wanted);
                    wanted.push(b',');
                    wanted.extend_from_slice(text.as_bytes());
                }
            }
        }
        assert_eq!(sheet.written(), wanted);
        sheet.truncate(5);
        assert_eq!((sheet.written(), sheet.len()), (&wanted[..5], 5));
        sheet.truncate(9);
        assert_eq!(sheet.len(), 5);
    }
}
