//! Finds where a JSON value ends without reading what is in it.

use super::window::Window;
use crate::limits;
use memchr::memchr2;
use std::io::{Read, Result};

/// What a piece of text showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceEnd {
    /// The value goes on after the piece.
    More,
    /// The value ends just before this position.
    End(usize),
    /// At this position a bracket closes that was not opened like this: `[1}`.
    Mismatch(usize),
}

/// Follows one value through pieces of text: strings, brackets and nothing else.
#[derive(Clone, Debug, Default)]
pub(super) struct PieceScanner {
    depth: usize,
    /// One bit for each open bracket, the innermost lowest: set for `{`, clear for `[`.
    braces: u128,
    string: bool,
    escape: bool,
    scalar: bool,
    /// Whether brackets were nested deeper than [`limits::JSON_DEPTH`]. Kinds of brackets are no
    /// longer compared then.
    pub(super) too_deep: bool,
}

impl PieceScanner {
    /// Takes the next piece.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> PieceEnd {
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            if self.string {
                match self.inside_string(rest) {
                    None => return PieceEnd::More,
                    Some(length) => at += length,
                }
                if self.depth == 0 {
                    return PieceEnd::End(at);
                }
                continue;
            }
            let Some(byte) = rest.first() else { break };
            match byte {
                b'"' if !self.scalar => self.string = true,
                b'{' | b'[' if !self.scalar => self.open(*byte == b'{'),
                b'}' | b']' if self.depth > 0 => {
                    if !self.close(*byte == b'}') {
                        return PieceEnd::Mismatch(at);
                    }
                    if self.depth == 0 {
                        return PieceEnd::End(at + 1);
                    }
                }
                // Whatever ends a number or a word at the outermost level.
                b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n' | b'"' | b'{' | b'[' if self.depth == 0 => {
                    return PieceEnd::End(at);
                }
                _ => self.scalar = self.depth == 0,
            }
            at += 1;
        }
        PieceEnd::More
    }

    /// The length up to and with the closing quotation mark, or `None` if it is not in `rest`.
    fn inside_string(&mut self, rest: &[u8]) -> Option<usize> {
        let mut at = 0;
        loop {
            if self.escape {
                rest.get(at)?;
                self.escape = false;
                at += 1;
            }
            at += memchr2(b'"', b'\\', rest.get(at..)?)?;
            if rest.get(at) == Some(&b'"') {
                self.string = false;
                return Some(at + 1);
            }
            self.escape = true;
            at += 1;
        }
    }

    fn open(&mut self, brace: bool) {
        self.depth += 1;
        self.too_deep |= self.depth > limits::JSON_DEPTH;
        self.braces = self.braces << 1 | u128::from(brace);
    }

    /// Whether the closing bracket fits the one that is open.
    fn close(&mut self, brace: bool) -> bool {
        let fits = self.too_deep || (self.braces & 1 == 1) == brace;
        self.depth -= 1;
        self.braces >>= 1;
        fits
    }
}

/// Where a value is in a window.
#[derive(Debug)]
pub(super) enum Extent {
    /// It ends before `end`. It may be longer than the limit if all of it happened to be there.
    Ends { end: usize, too_deep: bool },
    /// A bracket at this position closes what another kind opened.
    Mismatch(usize),
    /// It is longer than allowed and goes on; the scanner has seen all of the window.
    TooLong(PieceScanner),
    /// The text stops inside it.
    Cut,
}

/// Finds the end of the value at `at`, reading on as needed but not past `limit` bytes.
pub(super) fn extent<R: Read>(window: &mut Window<R>, at: usize, limit: usize) -> Result<Extent> {
    let mut scanner = PieceScanner::default();
    let mut fed = at;
    loop {
        match scanner.feed(window.bytes().get(fed..).unwrap_or_default()) {
            PieceEnd::End(length) => {
                return Ok(Extent::Ends { end: fed + length, too_deep: scanner.too_deep });
            }
            PieceEnd::Mismatch(length) => return Ok(Extent::Mismatch(fed + length)),
            PieceEnd::More => fed = window.bytes().len(),
        }
        if fed - at > limit {
            return Ok(Extent::TooLong(scanner));
        }
        if !window.more()? {
            // A number at the very end of the text ends there.
            let end = fed;
            let whole = scanner.scalar && scanner.depth == 0;
            return Ok(if whole { Extent::Ends { end, too_deep: false } } else { Extent::Cut });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(text: &str) -> PieceEnd {
        PieceScanner::default().feed(text.as_bytes())
    }

    #[test]
    fn ends() {
        assert_eq!(end(r#"{"a":"}\"]"},"#), PieceEnd::End(12));
        assert_eq!(end("[[],{}] "), PieceEnd::End(7));
        assert_eq!(end("12.5e3]"), PieceEnd::End(6));
        assert_eq!(end("true,"), PieceEnd::End(4));
        assert_eq!(end(r#""a\\" "#), PieceEnd::End(5));
        assert_eq!(end(r#"{"a":1"#), PieceEnd::More);
        assert_eq!(end("[1}"), PieceEnd::Mismatch(2));
    }

    #[test]
    fn pieces_make_no_difference() {
        let text = r#"{"a\\\"b":["x\\",{"c":"]}"}],"d":-1} tail"#;
        let whole = end(text);
        assert_eq!(whole, PieceEnd::End(text.len() - 5));
        for cut in 1..text.len() - 5 {
            let mut scanner = PieceScanner::default();
            assert_eq!(scanner.feed(&text.as_bytes()[..cut]), PieceEnd::More);
            assert_eq!(
                scanner.feed(&text.as_bytes()[cut..]),
                PieceEnd::End(text.len() - 5 - cut),
                "cut at {cut}"
            );
        }
    }

    #[test]
    fn depth_is_limited() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        for (depth, too_deep) in [(limits::JSON_DEPTH, false), (limits::JSON_DEPTH + 1, true)] {
            let mut scanner = PieceScanner::default();
            assert_eq!(scanner.feed(nested(depth).as_bytes()), PieceEnd::End(2 * depth));
            assert_eq!(scanner.too_deep, too_deep);
        }
    }
}
