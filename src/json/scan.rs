//! A strict reader of JSON that keeps what is asked for and passes over the rest.
//!
//! It decides as `serde_json` does and knows the byte where a text goes wrong. Whoever walks a text does it with
//! this: trees, places of values, edits. Only the reader of pieces (`input::scan`) has its own, since it has never
//! the whole text at hand.
//! It is written out by hand because most of the time of the fast lane is spent here: strings, of
//! which users mostly consist, are looked through eight bytes at a time.

use super::{Fault, Reason, number};
use crate::limits::{JSON_DEPTH, SCHEMA_DEPTH};
use crate::span::Span;
use serde_json::{Map, Number, Value as Json};
use std::borrow::Cow;

type Result<T> = std::result::Result<T, Fault>;

/// A place in a text, and what can be read from there.
pub(crate) struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// Whether halves of surrogate pairs matter in what is passed over, too.
    strict: bool,
    /// How deep trees may nest.
    deepest: usize,
}

/// What a scalar or the beginning of a value is.
pub(crate) enum Token<'t> {
    Null,
    Boolean(bool),
    Integer(i64),
    /// A whole number that only an unsigned word holds.
    Unsigned(u64),
    Decimal(f64),
    Text(Cow<'t, str>),
    /// The opening bracket of a list was passed.
    List,
    /// The opening brace of an object was passed.
    Object,
}

/// In every byte of a word the same.
const fn all(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// The highest bit of the first byte of `word` that is a quotation mark, a backslash or a control
/// character; nothing is said of the bytes after it. 0 if there is none.
#[inline(always)]
pub(super) fn special(word: u64) -> u64 {
    let (quote, backslash) = (word ^ all(b'"'), word ^ all(b'\\'));
    // Subtracting borrows into the highest bit of bytes that are too small, unless it was set before.
    let zero = quote.wrapping_sub(all(1)) & !quote | backslash.wrapping_sub(all(1)) & !backslash;
    let control = word.wrapping_sub(all(0x20)) & !word;
    (zero | control) & all(0x80)
}

/// Where the next quotation mark, backslash or control character is, or the end.
#[inline(always)]
pub(super) fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let found = special(u64::from_le_bytes(*chunk));
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while !matches!(bytes.get(at), None | Some(0..0x20 | b'"' | b'\\')) {
        at += 1;
    }
    at
}

/// Where the text of a string without escapes begins and ends, if such a string stands here after
/// no more than one blank. A function of numbers alone: they stay in registers, which a scanner does
/// not.
#[inline(always)]
pub(crate) fn plain_string(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let start = match bytes.get(at)? {
        b'"' => at + 1,
        b' ' if is(bytes, at + 1, b'"') => at + 2,
        _ => return None,
    };
    let end = plain_end(bytes, start);
    is(bytes, end, b'"').then_some((start, end))
}

/// Whether a byte stands at a place.
#[inline(always)]
pub(crate) fn is(bytes: &[u8], at: usize, byte: u8) -> bool {
    matches!(bytes.get(at), Some(found) if *found == byte)
}

impl<'t> Scanner<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, bytes: text.as_bytes(), at: 0, strict: false, deepest: JSON_DEPTH }
    }

    /// A scanner of trees that nest deeper than users do.
    pub(crate) fn deep(text: &'t str, deepest: usize) -> Self {
        Self { deepest, ..Self::new(text) }
    }

    /// A scanner of a document, which may begin with a byte order mark and nest as deep as any document does.
    pub(crate) fn document(text: &'t str) -> Self {
        let mark = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        Self { at: mark, ..Self::deep(text, SCHEMA_DEPTH) }
    }

    /// A scanner that passes over nothing which it would not read.
    pub(crate) fn strict(text: &'t str) -> Self {
        Self { strict: true, ..Self::new(text) }
    }

    /// The byte at the present place; 0, which no JSON holds, at the end.
    #[inline(always)]
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    /// The next byte that is no white space.
    #[inline(always)]
    fn solid(&mut self) -> u8 {
        let byte = self.peek();
        if byte > b' ' { byte } else { self.past_space() }
    }

    #[inline(never)]
    fn past_space(&mut self) -> u8 {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
        self.peek()
    }

    /// A fault here, or that the text ends here.
    #[cold]
    #[inline(never)]
    fn fault<T>(&self, reason: Reason, end: Reason) -> Result<T> {
        Err(Fault { at: self.at, reason: if self.at < self.bytes.len() { reason } else { end } })
    }

    /// Passes the opening brace of the object that the text must be.
    pub(crate) fn enter(&mut self) -> Result<()> {
        if self.solid() != b'{' {
            // What else it is decides nothing unless it is no JSON.
            let start = self.at;
            self.skip()?;
            return Err(Fault { at: start, reason: Reason::NoObject });
        }
        self.at += 1;
        Ok(())
    }

    /// Passes the name of the next member and its colon; `None` after the last member.
    #[inline(always)]
    pub(crate) fn member(&mut self, first: bool) -> Result<Option<Cow<'t, str>>> {
        let mut byte = self.solid();
        if byte == b'}' {
            self.at += 1;
            return Ok(None);
        }
        if !first {
            if byte != b',' {
                return self.fault(Reason::CommaOrBrace, Reason::EndInObject);
            }
            self.at += 1;
            byte = self.solid();
        }
        if byte != b'"' {
            return self.no_key(byte, first);
        }
        self.at += 1;
        let key = self.string()?;
        if self.solid() != b':' {
            return self.fault(Reason::Colon, Reason::EndInObject);
        }
        self.at += 1;
        Ok(Some(key))
    }

    /// The same, with the place of the name in its quotation marks.
    #[inline(never)]
    pub(crate) fn member_placed(&mut self, first: bool) -> Result<Option<(Cow<'t, str>, Span)>> {
        let before = self.at;
        let Some(name) = self.member(first)? else { return Ok(None) };
        // What was passed is blanks, a comma, the name and its colon: the outermost quotation marks are the name's.
        let passed = self.text.get(before..self.at).unwrap_or_default();
        let (start, end) = (passed.find('"').unwrap_or_default(), passed.rfind('"').unwrap_or_default());
        Ok(Some((name, Span::new(before + start, before + end + 1))))
    }

    #[cold]
    #[inline(never)]
    fn no_key<T>(&self, byte: u8, first: bool) -> Result<T> {
        let reason = if byte == b'}' { Reason::TrailingComma } else { Reason::Key };
        self.fault(reason, if first { Reason::EndInObject } else { Reason::EndInValue })
    }

    /// Whether another element follows in a list; passes the comma or the closing bracket.
    pub(crate) fn element(&mut self, first: bool) -> Result<bool> {
        let byte = self.solid();
        if byte == b']' {
            self.at += 1;
            return Ok(false);
        }
        if first {
            return if self.at < self.bytes.len() {
                Ok(true)
            } else {
                self.fault(Reason::Value, Reason::EndInList)
            };
        }
        if byte != b',' {
            return self.fault(Reason::CommaOrBracket, Reason::EndInList);
        }
        self.at += 1;
        if self.solid() == b']' {
            return self.fault(Reason::TrailingComma, Reason::EndInValue);
        }
        Ok(true)
    }

    /// Checks that nothing but white space follows.
    pub(crate) fn end(&mut self) -> Result<()> {
        self.solid();
        if self.at < self.bytes.len() { self.fault(Reason::Trailing, Reason::Trailing) } else { Ok(()) }
    }

    /// Passes a scalar, or the opening bracket of a list or an object.
    #[inline(always)]
    pub(crate) fn token(&mut self) -> Result<Token<'t>> {
        if self.solid() == b'"' {
            self.at += 1;
            return self.string().map(Token::Text);
        }
        self.other_token()
    }

    #[inline(never)]
    fn other_token(&mut self) -> Result<Token<'t>> {
        Ok(match self.peek() {
            b'n' => self.word(b"null", Token::Null)?,
            b't' => self.word(b"true", Token::Boolean(true))?,
            b'f' => self.word(b"false", Token::Boolean(false))?,
            b'-' | b'0'..=b'9' => self.number()?,
            open @ (b'[' | b'{') => {
                self.at += 1;
                if open == b'[' { Token::List } else { Token::Object }
            }
            _ => return self.fault(Reason::Value, Reason::EndInValue),
        })
    }

    fn word<T>(&mut self, word: &[u8], value: T) -> Result<T> {
        for byte in word {
            if self.peek() != *byte {
                return self.fault(Reason::Word, Reason::EndInValue);
            }
            self.at += 1;
        }
        Ok(value)
    }

    /// Moves to the next quotation mark, backslash, control character, or the end.
    #[inline(always)]
    fn past_plain(&mut self) -> u8 {
        self.at = plain_end(self.bytes, self.at);
        self.peek()
    }

    /// Where the next byte is.
    #[inline(always)]
    pub(crate) fn place(&self) -> usize {
        self.at
    }

    /// Where the next value begins, blanks passed.
    pub(crate) fn start(&mut self) -> usize {
        self.solid();
        self.at
    }

    /// Goes on somewhere else.
    #[inline(always)]
    pub(crate) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// Passes the rest of a string whose quotation mark was passed.
    #[inline(always)]
    fn string(&mut self) -> Result<Cow<'t, str>> {
        let start = self.at;
        if self.past_plain() != b'"' {
            return self.escaped(start).map(Cow::Owned);
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        self.at += 1;
        Ok(Cow::Borrowed(text))
    }

    /// The same for a string with escapes, the first of which stands here.
    #[cold]
    #[inline(never)]
    fn escaped(&mut self, start: usize) -> Result<String> {
        let mut text = self.text.get(start..self.at).unwrap_or_default().to_owned();
        loop {
            match self.peek() {
                b'"' => {
                    self.at += 1;
                    return Ok(text);
                }
                b'\\' => text.push(self.escape(true)?),
                _ => return self.fault(Reason::Control, Reason::EndInString),
            }
            let start = self.at;
            self.past_plain();
            text.push_str(self.text.get(start..self.at).unwrap_or_default());
        }
    }

    /// Passes one character of a string, an escape as a whole.
    pub(crate) fn character(&mut self) -> Result<char> {
        match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            None => self.fault(Reason::EndInString, Reason::EndInString),
            Some('\\') => self.escape(true),
            Some(plain) => {
                self.at += plain.len_utf8();
                Ok(plain)
            }
        }
    }

    /// Passes an escape. Halves of surrogate pairs matter only to those who keep the text.
    fn escape(&mut self, strict: bool) -> Result<char> {
        self.at += 1;
        let char = match self.peek() {
            plain @ (b'"' | b'\\' | b'/') => char::from(plain),
            b'b' => '\u{8}',
            b'f' => '\u{C}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                self.at += 1;
                let unit = self.hexadecimal()?;
                return if strict { self.unit(unit) } else { Ok(' ') };
            }
            _ => return self.fault(Reason::Escape, Reason::EndInString),
        };
        self.at += 1;
        Ok(char)
    }

    fn hexadecimal(&mut self) -> Result<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            let Some(digit) = char::from(self.peek()).to_digit(16) else {
                return self.fault(Reason::Escape, Reason::EndInString);
            };
            unit = unit * 16 + digit;
            self.at += 1;
        }
        Ok(unit)
    }

    /// The character of an escaped unit, its other half included.
    fn unit(&mut self, unit: u32) -> Result<char> {
        let mut code = unit;
        if (0xD800..0xDC00).contains(&unit) {
            for byte in *b"\\u" {
                if self.peek() != byte {
                    return self.fault(Reason::HalfPair, Reason::EndInString);
                }
                self.at += 1;
            }
            let low = self.hexadecimal()?;
            if !(0xDC00..0xE000).contains(&low) {
                return self.fault(Reason::LonePair, Reason::LonePair);
            }
            code = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        }
        match char::from_u32(code) {
            Some(char) => Ok(char),
            None => self.fault(Reason::LonePair, Reason::LonePair),
        }
    }

    /// Passes digits and returns how many; a number needs at least one.
    fn digits(&mut self) -> Result<()> {
        if !self.peek().is_ascii_digit() {
            return self.fault(Reason::Number, Reason::EndInValue);
        }
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        Ok(())
    }

    /// Passes a number and returns whether it is whole.
    fn number_text(&mut self) -> Result<bool> {
        if self.peek() == b'-' {
            self.at += 1;
        }
        if self.peek() == b'0' {
            self.at += 1;
            if self.peek().is_ascii_digit() {
                return self.fault(Reason::Number, Reason::Number);
            }
        } else {
            self.digits()?;
        }
        let mut whole = true;
        if self.peek() == b'.' {
            self.at += 1;
            self.digits()?;
            whole = false;
        }
        if matches!(self.peek(), b'e' | b'E') {
            self.at += 1;
            if matches!(self.peek(), b'+' | b'-') {
                self.at += 1;
            }
            self.digits()?;
            whole = false;
        }
        Ok(whole)
    }

    fn number(&mut self) -> Result<Token<'t>> {
        let start = self.at;
        let whole = self.number_text()?;
        let text = self.text.get(start..self.at).unwrap_or_default();
        if whole && text != "-0" {
            if let Ok(integer) = text.parse() {
                return Ok(Token::Integer(integer));
            }
            if let Ok(integer) = text.parse() {
                return Ok(Token::Unsigned(integer));
            }
        }
        let number = number::read(text);
        if number.is_finite() {
            Ok(Token::Decimal(number))
        } else {
            Err(Fault { at: start, reason: Reason::TooLarge })
        }
    }

    /// Passes a value without keeping any of it.
    #[inline(always)]
    pub(crate) fn skip(&mut self) -> Result<()> {
        if self.solid() == b'"' {
            self.at += 1;
            return self.skip_string();
        }
        self.skip_other()
    }

    #[inline(always)]
    fn skip_string(&mut self) -> Result<()> {
        if self.past_plain() != b'"' {
            return self.skip_escaped();
        }
        self.at += 1;
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn skip_escaped(&mut self) -> Result<()> {
        loop {
            match self.past_plain() {
                b'"' => break,
                b'\\' => self.escape(self.strict)?,
                _ => return self.fault(Reason::Control, Reason::EndInString),
            };
        }
        self.at += 1;
        Ok(())
    }

    #[inline(never)]
    fn skip_other(&mut self) -> Result<()> {
        match self.peek() {
            b'n' => self.word(b"null", ()),
            b't' => self.word(b"true", ()),
            b'f' => self.word(b"false", ()),
            b'-' | b'0'..=b'9' => self.number_text().map(drop),
            b'[' | b'{' => self.skip_nested(),
            _ => self.fault(Reason::Value, Reason::EndInValue),
        }
    }

    /// Passes a list or an object. What is open is kept in bits, 1 for objects, not on the stack.
    fn skip_nested(&mut self) -> Result<()> {
        let (mut open, mut depth) = (0_u128, 0);
        let mut first = true;
        loop {
            // Here a value begins, or a container ends, or a comma stands between two values.
            let closed = if depth == 0 {
                false
            } else if open & 1 == 1 {
                self.skip_member(first)?
            } else {
                !self.element(first)?
            };
            if closed {
                open >>= 1;
                depth -= 1;
                first = false;
                if depth == 0 {
                    return Ok(());
                }
                continue;
            }
            match self.solid() {
                byte @ (b'[' | b'{') => {
                    self.at += 1;
                    depth += 1;
                    if depth > JSON_DEPTH {
                        return self.fault(Reason::Depth, Reason::Depth);
                    }
                    open = open << 1 | u128::from(byte == b'{');
                    first = true;
                }
                _ => {
                    self.skip()?;
                    first = false;
                }
            }
        }
    }

    /// Passes the name of the next member; returns whether the object ended instead.
    fn skip_member(&mut self, first: bool) -> Result<bool> {
        let mut byte = self.solid();
        if byte == b'}' {
            self.at += 1;
            return Ok(true);
        }
        if !first {
            if byte != b',' {
                return self.fault(Reason::CommaOrBrace, Reason::EndInObject);
            }
            self.at += 1;
            byte = self.solid();
        }
        if byte != b'"' {
            return self.no_key(byte, first);
        }
        self.at += 1;
        self.skip_string()?;
        if self.solid() != b':' {
            return self.fault(Reason::Colon, Reason::EndInObject);
        }
        self.at += 1;
        Ok(false)
    }

    /// Reads a value as a tree, below `depth` open brackets.
    pub(crate) fn tree(&mut self, depth: usize) -> Result<Json> {
        let token = self.token()?;
        self.tree_of(token, depth)
    }

    /// The tree that begins with a token.
    pub(crate) fn tree_of(&mut self, token: Token<'t>, depth: usize) -> Result<Json> {
        Ok(match token {
            Token::Null => Json::Null,
            Token::Boolean(value) => Json::Bool(value),
            Token::Integer(value) => Json::Number(value.into()),
            Token::Unsigned(value) => Json::Number(value.into()),
            Token::Decimal(value) => Number::from_f64(value).map_or(Json::Null, Json::Number),
            Token::Text(text) => Json::String(text.into_owned()),
            Token::List => {
                self.deeper(depth)?;
                let mut list = Vec::new();
                while self.element(list.is_empty())? {
                    list.push(self.tree(depth + 1)?);
                }
                Json::Array(list)
            }
            Token::Object => Json::Object(self.object(depth)?),
        })
    }

    /// Reads the members of an object whose brace was passed.
    pub(crate) fn object(&mut self, depth: usize) -> Result<Map<String, Json>> {
        self.deeper(depth)?;
        let mut object = Map::new();
        let mut first = true;
        while let Some(key) = self.member(first)? {
            let value = self.tree(depth + 1)?;
            object.insert(key.into_owned(), value);
            first = false;
        }
        Ok(object)
    }

    /// Refuses what nests too deep to be read by calls within calls.
    pub(crate) fn deeper(&self, depth: usize) -> Result<()> {
        if depth + 1 >= self.deepest { self.fault(Reason::Depth, Reason::Depth) } else { Ok(()) }
    }
}
