//! Places in a text: byte spans inside the engine, lines and UTF-16 offsets at its edges.
//!
//! Everything inside the engine counts bytes. JavaScript counts UTF-16 code units, people count
//! lines and columns; the conversions live here and nowhere else.

use serde::Serialize;

/// A half-open range of offsets, `start..end`, into the text it belongs to: bytes inside the
/// engine, UTF-16 code units once it is given to JavaScript.
///
/// ```
/// use attrflow::span::Span;
/// let text = "ToLower([mail])";
/// assert_eq!(Span::new(8, 14).of(text), "[mail]");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct Span {
    /// Where it starts.
    pub start: usize,
    /// Just past its last character.
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

/// Byte offsets to UTF-16 offsets for many places of one text, without going through it each time.
///
/// ```
/// use attrflow::span::{Span, Utf16Index};
/// assert_eq!(Utf16Index::new("é😀x").span(Span::new(6, 7)), Span::new(3, 4));
/// ```
#[derive(Clone, Debug)]
pub struct Utf16Index {
    /// Where a character that takes more bytes than units ends, and the bytes saved up to there.
    saved: Vec<(usize, usize)>,
}

impl Utf16Index {
    /// Goes through the text once.
    pub fn new(text: &str) -> Self {
        let mut total = 0;
        let wide = text.char_indices().filter(|(_, c)| !c.is_ascii());
        let saved = wide.map(|(at, c)| {
            total += c.len_utf8() - c.len_utf16();
            (at + c.len_utf8(), total)
        });
        Self { saved: saved.collect() }
    }

    /// The span in UTF-16 code units. Both ends must be character boundaries.
    pub fn span(&self, span: Span) -> Span {
        let offset = |byte: usize| {
            let before = self.saved.partition_point(|(end, _)| *end <= byte);
            byte - before.checked_sub(1).and_then(|at| self.saved.get(at)).map_or(0, |(_, saved)| *saved)
        };
        Span::new(offset(span.start), offset(span.end))
    }
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
        let index = Utf16Index::new(text);
        for (at, _) in text.char_indices() {
            assert_eq!(index.span(Span::new(at, text.len())), Span::new(at, text.len()).to_utf16(text));
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
