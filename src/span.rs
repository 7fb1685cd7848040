//! Places in a text: byte spans inside the engine, lines and UTF-16 offsets at its edges.
//!
//! Everything inside the engine counts bytes. JavaScript counts UTF-16 code units, people count
//! lines and columns; the conversions live here and nowhere else.

use serde::Serialize;

/// A half-open range of byte offsets, `start..end`, into the text it belongs to.
///
/// ```
/// use attrflow::span::Span;
/// let text = "ToLower([mail])";
/// assert_eq!(Span::new(8, 14).of(text), "[mail]");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset just past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from two byte offsets.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The empty span at one offset: the place of something that is missing.
    pub const fn at(offset: usize) -> Self {
        Self { start: offset, end: offset }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The part of `text` the span covers; empty if the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// The same span moved `offset` bytes to the right, for a text inside a text.
    pub fn shifted(self, offset: usize) -> Span {
        Span { start: self.start + offset, end: self.end + offset }
    }

    /// The span in UTF-16 code units, as JavaScript and editors count.
    ///
    /// ```
    /// use attrflow::span::Span;
    /// // one emoji: four bytes, two UTF-16 units
    /// assert_eq!(Span::new(0, 4).to_utf16("😀x"), Span::new(0, 2));
    /// ```
    pub fn to_utf16(self, text: &str) -> Span {
        Span { start: utf16_offset(text, self.start), end: utf16_offset(text, self.end) }
    }

    /// The byte span of a span counted in UTF-16 code units; offsets inside a pair move left.
    pub fn from_utf16(self, text: &str) -> Span {
        Span { start: byte_offset(text, self.start), end: byte_offset(text, self.end) }
    }
}

/// UTF-16 code units before byte `offset`; an offset past the end counts as the end.
pub fn utf16_offset(text: &str, offset: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < offset).map(|(_, c)| c.len_utf16()).sum()
}

/// The byte offset of a position counted in UTF-16 code units; past the end counts as the end.
pub fn byte_offset(text: &str, utf16: usize) -> usize {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        if units + c.len_utf16() > utf16 {
            return at;
        }
        units += c.len_utf16();
    }
    text.len()
}

/// A place as people count it, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Line and column of byte `offset` in `text`.
///
/// ```
/// use attrflow::span::{position, Position};
/// assert_eq!(position("a\nbc", 3), Position { line: 2, column: 2 });
/// ```
pub fn position(text: &str, offset: usize) -> Position {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Position {
        line: before.bytes().filter(|b| *b == b'\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_and_back() {
        let text = "a😀é\u{301}z";
        for (at, _) in text.char_indices() {
            assert_eq!(byte_offset(text, utf16_offset(text, at)), at);
        }
        assert_eq!(utf16_offset(text, usize::MAX), text.encode_utf16().count());
        assert_eq!(byte_offset(text, usize::MAX), text.len());
        // a position inside the pair belongs to the pair
        assert_eq!(byte_offset(text, 2), 1);
    }

    #[test]
    fn position_inside_a_character_is_its_start() {
        assert_eq!(position("é", 1), Position { line: 1, column: 1 });
    }
}
