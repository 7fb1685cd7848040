//! Escapes, inside and outside of bracketed classes, and the classes themselves.

use super::PatternError;
use super::ast::{Assertion, Node};
use super::blocks::block;
use super::class::{self, Categories, Class, Item};
use super::parse::{Parser, class_of, literal, shorthand};
use super::units::{Unit, units_of};

impl Parser<'_> {
    /// What a backslash outside of a class begins; `start` is the offset of the backslash, which
    /// has been read.
    pub(super) fn escape(&mut self, start: usize) -> Result<Node, PatternError> {
        let Some(c) = self.peek() else {
            return self.fail(start, "nothing follows the \\ at the end");
        };
        let assertion = match c {
            'b' => Some(Assertion::WordBoundary),
            'B' => Some(Assertion::NoWordBoundary),
            'A' => Some(Assertion::TextStart),
            'G' => Some(Assertion::SearchStart),
            'Z' => Some(Assertion::LastLineEnd),
            'z' => Some(Assertion::TextEnd),
            _ => None,
        };
        if let Some(assertion) = assertion {
            self.next();
            return Ok(Node::Assert(assertion));
        }
        if let Some(item) = shorthand(c) {
            self.next();
            return Ok(class_of(item, false));
        }
        if matches!(c, 'p' | 'P') {
            self.next();
            let item = self.property(start, c == 'P')?;
            return Ok(class_of(item, self.options.ignore_case));
        }
        if let Some(node) = self.backreference(start)? {
            return Ok(node);
        }
        let unit = self.character_escape(start)?;
        Ok(literal(unit, self.options.ignore_case))
    }

    /// `\1`, `\k<name>`, `\k'name'`, and the old `\<name>`; nothing if this is another escape.
    fn backreference(&mut self, start: usize) -> Result<Option<Node>, PatternError> {
        let before = self.offset;
        let explicit = self.eat("k");
        let close = if self.eat("<") {
            Some('>')
        } else if self.eat("'") {
            Some('\'')
        } else {
            None
        };
        if explicit && (close.is_none() || self.peek().is_none()) {
            return self.fail(start, "\\k is followed by a group's name in angle brackets");
        }
        if let Some(close) = close {
            let name = self.name();
            // A name that begins with a digit is a number or no name.
            let number = name.bytes().all(|b| b.is_ascii_digit());
            let fits = number || !name.starts_with(|c: char| c.is_ascii_digit());
            if !name.is_empty() && fits && self.peek() == Some(close) {
                self.next();
                return self.reference(start, name).map(Some);
            }
        } else if !explicit && self.peek().is_some_and(|c| matches!(c, '1'..='9')) {
            let rest = self.rest();
            let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let name = rest.get(..digits).unwrap_or("");
            self.offset += digits;
            let known = self.groups.is_none_or(|groups| groups.number(name).is_some());
            // A number beyond the groups is an octal code, unless it is of one digit.
            if known || digits == 1 {
                return self.reference(start, name).map(Some);
            }
        }
        self.offset = before;
        Ok(None)
    }

    /// A reference to a group that must exist. In the first reading any does.
    fn reference(&self, start: usize, name: &str) -> Result<Node, PatternError> {
        let Some(groups) = self.groups else { return Ok(Node::Empty) };
        match groups.number(name).and_then(|number| groups.slot(number)) {
            Some(slot) => Ok(Node::Backreference { slot, ignore_case: self.options.ignore_case }),
            None => self.fail(start, format!("there is no group {name} to refer to")),
        }
    }

    /// The unit of an escaped character; the backslash has been read.
    fn character_escape(&mut self, start: usize) -> Result<Unit, PatternError> {
        let Some(c) = self.next() else {
            return self.fail(start, "nothing follows the \\ at the end");
        };
        Ok(match c {
            '0'..='7' => {
                self.offset -= 1;
                let rest = self.rest();
                let length = rest.bytes().take(3).take_while(|b| matches!(b, b'0'..=b'7')).count();
                self.offset += length;
                let octal = rest.get(..length).and_then(|digits| Unit::from_str_radix(digits, 8).ok());
                octal.unwrap_or(0) & 0xFF
            }
            'x' => self.hexadecimal(start, 2)?,
            'u' => self.hexadecimal(start, 4)?,
            'a' => 0x07,
            'b' => 0x08,
            'e' => 0x1B,
            'f' => 0x0C,
            'n' => 0x0A,
            'r' => 0x0D,
            't' => 0x09,
            'v' => 0x0B,
            'c' => match self.next().map(|c| units_of(c.to_ascii_uppercase()).0) {
                Some(code @ 0x40..0x60) => code - 0x40,
                _ => return self.fail(start, "\\c is followed by a letter"),
            },
            _ if class::is_boundary_word(c) => {
                return self.fail(start, format!("unknown escape \\{c}"));
            }
            _ => {
                // Of a pair the first half is escaped; the second stands for itself.
                let (unit, low) = units_of(c);
                self.low = low;
                unit
            }
        })
    }

    fn hexadecimal(&mut self, start: usize, digits: usize) -> Result<Unit, PatternError> {
        let text = self.rest().get(..digits).filter(|text| text.bytes().all(|b| b.is_ascii_hexdigit()));
        let Some(code) = text.and_then(|text| Unit::from_str_radix(text, 16).ok()) else {
            return self.fail(start, format!("the escape needs {digits} hexadecimal digits"));
        };
        self.offset += digits;
        Ok(code)
    }

    /// The rest of `\p{name}`.
    fn property(&mut self, start: usize, negated: bool) -> Result<Item, PatternError> {
        let rest = self.rest();
        let name = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(name, _)| name);
        let Some(name) = name else {
            return self.fail(start, "\\p is followed by a name in braces");
        };
        self.offset += name.len() + 2;
        if let Some(set) = Categories::named(name, self.options.ignore_case) {
            return Ok(Item::Categories { set, negated });
        }
        match block(name) {
            Some((first, last)) if negated => Ok(Item::Outside(first, last)),
            Some((first, last)) => Ok(Item::Range(first, last)),
            None => self.fail(start, format!("there is no character property {name}")),
        }
    }

    /// A bracketed class; `start` is the offset of the bracket, which has been read.
    pub(super) fn class(&mut self, start: usize) -> Result<Class, PatternError> {
        self.enter(start)?;
        let mut class = Class::new(self.options.ignore_case);
        class.negated = self.eat("^");
        let mut first = true;
        // The first end of a range whose second end comes next.
        let mut from: Option<Unit> = None;
        loop {
            let at = self.offset;
            let Some(mut code) = self.next_unit() else {
                return self.fail(start, "the class has no closing ]");
            };
            let is = |sign: u8| code == Unit::from(sign);
            let (opens, hyphen, backslash) = (is(b'['), is(b'-'), is(b'\\'));
            if is(b']') && !first {
                break;
            }
            let mut escaped = false;
            if backslash {
                let named = self.class_shorthand(at)?;
                if let Some(item) = named {
                    if from.is_some() {
                        return self.fail(at, "a range cannot end in a class");
                    }
                    class.push(item);
                    first = false;
                    continue;
                }
                if self.eat("-") {
                    let hyphen = Unit::from(b'-');
                    let first_end = from.take().unwrap_or(hyphen);
                    self.add_range(&mut class, first_end, hyphen, at)?;
                    first = false;
                    continue;
                }
                code = self.character_escape(at)?;
                escaped = true;
            }
            if let Some(first_end) = from.take() {
                if opens && !escaped && !first {
                    // Not a range after all but `a-[…]`.
                    self.add_range(&mut class, first_end, first_end, at)?;
                    self.subtraction(&mut class, at)?;
                } else {
                    self.add_range(&mut class, first_end, code, at)?;
                }
            } else if self.begins_range() {
                self.next();
                from = Some(code);
            } else if hyphen && !escaped && !first && self.eat("[") {
                self.subtraction(&mut class, at)?;
            } else {
                self.add_range(&mut class, code, code, at)?;
            }
            first = false;
        }
        self.leave();
        class.seal();
        Ok(class)
    }

    /// Whether a hyphen comes next that is not the last member of the class.
    fn begins_range(&self) -> bool {
        self.low.is_none()
            && self.rest().strip_prefix('-').is_some_and(|after| !after.is_empty() && !after.starts_with(']'))
    }

    /// `\d`, `\p{L}` and their like inside a class; the backslash has been read.
    fn class_shorthand(&mut self, start: usize) -> Result<Option<Item>, PatternError> {
        let Some(c) = self.peek() else { return Ok(None) };
        if let Some(item) = shorthand(c) {
            self.next();
            return Ok(Some(item));
        }
        if matches!(c, 'p' | 'P') {
            self.next();
            return self.property(start, c == 'P').map(Some);
        }
        Ok(None)
    }

    /// The class after `-[`, which must be the last member.
    fn subtraction(&mut self, class: &mut Class, start: usize) -> Result<(), PatternError> {
        let subtracted = self.class(start)?;
        class.subtract(subtracted);
        match self.peek() {
            Some(']') | None => Ok(()),
            Some(_) => self.fail(start, "a subtraction -[…] must be the last part of a class"),
        }
    }

    fn add_range(&self, class: &mut Class, from: Unit, to: Unit, offset: usize) -> Result<(), PatternError> {
        if from > to {
            return self.fail(offset, "the range's first character comes after its last");
        }
        class.push(Item::Range(from, to));
        Ok(())
    }
}
