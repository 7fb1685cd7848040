//! A place in a text that is being read from left to right.

use super::DateTime;

#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    /// Byte offset of what comes next.
    pub(super) offset: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, offset: 0 }
    }

    /// What has not been read yet.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.offset..).unwrap_or("")
    }

    pub(super) fn at_end(&self) -> bool {
        self.rest().is_empty()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Reads the character, if it comes next.
    pub(super) fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.offset += c.len_utf8();
        }
        found
    }

    /// Reads one of the characters.
    pub(super) fn eat_any(&mut self, choice: &[char]) -> Option<char> {
        choice.iter().copied().find(|&c| self.eat(c))
    }

    /// Reads the ASCII word in any letter case.
    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let found = self.rest().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        if found {
            self.offset += word.len();
        }
        found
    }

    /// Reads the text, letter for letter.
    pub(super) fn eat_exactly(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.offset += text.len();
        }
        found
    }

    /// Reads as many letters as follow.
    pub(super) fn letters(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        self.offset += end;
        rest.get(..end).unwrap_or("")
    }

    /// Reads the longest of the names that comes next, in any letter case: its index.
    pub(super) fn name(&mut self, names: impl Iterator<Item = &'static str>) -> Option<u8> {
        let before = *self;
        let mut best: Option<(usize, u8)> = None;
        for (name, index) in names.zip(0u8..) {
            *self = before;
            if self.eat_word(name) && best.is_none_or(|(length, _)| name.len() > length) {
                best = Some((name.len(), index));
            }
        }
        *self = before;
        let (length, index) = best?;
        self.offset += length;
        Some(index)
    }

    /// Reads `least` to `most` digits: their number and how many there were. Reads nothing if
    /// there are fewer.
    pub(super) fn digits(&mut self, least: usize, most: usize) -> Option<(i64, usize)> {
        let length = self.rest().bytes().take(most).take_while(u8::is_ascii_digit).count();
        if length < least || length == 0 {
            return None;
        }
        let number = self.rest().get(..length)?.parse().ok()?;
        self.offset += length;
        Some((number, length))
    }

    /// Reads as many digits as follow, at least one.
    pub(super) fn all_digits(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        self.offset += length;
        rest.get(..length).filter(|digits| !digits.is_empty())
    }

    pub(super) fn skip_white(&mut self) {
        self.offset += self.rest().len() - self.rest().trim_start().len();
    }

    /// Reads `+` or `-`, as 1 or -1.
    pub(super) fn sign(&mut self) -> Option<i64> {
        self.eat_any(&['+', '-']).map(|sign| if sign == '+' { 1 } else { -1 })
    }

    /// Reads two digits of minutes, with or without a colon before them.
    pub(super) fn offset_minutes(&mut self) -> Option<i64> {
        let before = *self;
        self.eat(':');
        let minutes = self.digits(2, 2).map(|(minutes, _)| minutes);
        if minutes.is_none() {
            *self = before;
        }
        minutes
    }
}

/// Minutes of an offset that exists: .NET knows none beyond 14 hours.
pub(super) fn offset(sign: i64, hours: i64, minutes: i64) -> Option<i64> {
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= 14 * 60).then_some(sign * total)
}

/// The parts of a time as they were read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
    pub(super) ticks: i64,
}

impl Clock {
    /// This time of the day, moved to UTC; `None` if there is no such time.
    pub(super) fn on(self, day: DateTime, offset_minutes: i64) -> Option<DateTime> {
        day.add_ticks(self.ticks_from_midnight(offset_minutes)?)
    }

    /// The same, but an offset that leads before the year 1 changes the time alone, as in .NET.
    pub(super) fn on_within_years(self, day: DateTime, offset_minutes: i64) -> Option<DateTime> {
        let ticks = self.ticks_from_midnight(offset_minutes)?;
        let wrapped = if day.ticks() + ticks < 0 { ticks + super::TICKS_PER_DAY } else { ticks };
        day.add_ticks(wrapped)
    }

    fn ticks_from_midnight(self, offset_minutes: i64) -> Option<i64> {
        if self.hour > 23 || self.minute > 59 || self.second > 59 {
            return None;
        }
        let minutes = self.hour * 60 + self.minute - offset_minutes;
        Some(minutes * super::TICKS_PER_MINUTE + self.second * super::TICKS_PER_SECOND + self.ticks)
    }
}

/// Digits after the point as ticks, rounded to the nearest one.
pub(super) fn fraction(digits: &str) -> i64 {
    let mut ticks = 0;
    for index in 0..7 {
        let digit = digits.as_bytes().get(index).map_or(0, |digit| i64::from(digit - b'0'));
        ticks = ticks * 10 + digit;
    }
    let round_up = digits.as_bytes().get(7).is_some_and(|&digit| digit >= b'5');
    ticks + i64::from(round_up)
}
