//! The course of reading a date that may be written in any order.
//!
//! A text is numbers, names of months and signs between them. Up to three of them are gathered
//! until they are a date, or a time, and the reading begins anew with what follows. What is a date
//! is decided as early as possible, which explains the odder results: `March 16 10:30` is the time
//! 16:10, because the hour joins the numbers before it.

use super::super::cursor::{Clock, Cursor, fraction, offset};
use super::super::{DateTime, MONTHS, WEEKDAYS, abbreviated, full_year};
use super::error::ParseError;

/// What stands behind a number or a month.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    End,
    Blank,
    /// `/` or `-`
    Dash,
    Colon,
    /// AM or PM
    Half,
    /// `T`
    T,
}

/// What the numbers that are being gathered may become.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing has been gathered.
    Begin,
    /// Parts of a date; `joined` if a dash follows the last one, `spaced` if no dash has been seen.
    Date { parts: u8, joined: bool, spaced: bool },
    /// So many parts of a time.
    Time { parts: u8 },
}

pub(super) struct Reader<'a> {
    cursor: Cursor<'a>,
    /// Where what is being read begins, to be shown if it does not fit.
    place: Cursor<'a>,
    stage: Stage,
    /// Numbers of one or two digits of what is being gathered.
    numbers: Vec<i64>,
    /// A number of three digits or more.
    year: Option<i32>,
    month: Option<u8>,
    month_first: bool,
    /// Year, month and day with the signs of East Asia behind them.
    suffixed: [Option<i64>; 3],
    date: Option<(i32, u8, u8)>,
    clock: Option<Clock>,
    /// 0 for AM, 1 for PM.
    half: Option<u8>,
    weekday: Option<u8>,
    offset: Option<i64>,
    now: DateTime,
}

/// Reads on, or tells that what stands at the cursor does not fit.
type Read<T = ()> = Option<T>;

/// The signs of East Asia behind years, months, days, hours, minutes and seconds.
const SUFFIXES: [&str; 6] = ["年년", "月월", "日일", "時时시", "分분", "秒초"];

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, now: DateTime) -> Self {
        Self {
            cursor: Cursor::new(text),
            place: Cursor::new(text),
            stage: Stage::Begin,
            numbers: Vec::new(),
            year: None,
            month: None,
            month_first: false,
            suffixed: [None; 3],
            date: None,
            clock: None,
            half: None,
            weekday: None,
            offset: None,
            now,
        }
    }

    /// Reads the whole text; where it does not fit, the cursor shows what does not.
    pub(super) fn read(mut self) -> Result<DateTime, ParseError> {
        loop {
            self.cursor.skip_white();
            if self.cursor.at_end() {
                break;
            }
            self.place = self.cursor;
            if self.token().is_none() {
                let found = self.place.rest().chars().take(20).collect();
                return Err(ParseError::Unexpected { offset: self.place.offset, found });
            }
        }
        let end = ParseError::Unexpected { offset: self.cursor.offset, found: String::new() };
        match self.stage {
            Stage::Begin => {}
            Stage::Date { parts: 2.., joined: false, .. } => {
                self.finish_date().ok_or(ParseError::OutOfRange)?
            }
            _ => return Err(end),
        }
        self.result(end)
    }

    /// One number, name or sign.
    fn token(&mut self) -> Read {
        if self.cursor.eat_any(&[',', '.']).is_some() {
            return Some(());
        }
        if self.cursor.peek().is_some_and(|c| c.is_ascii_digit()) {
            return self.number();
        }
        if matches!(self.cursor.peek(), Some('+' | '-')) {
            return self.offset();
        }
        if self.cursor.eat_word("A.D.") {
            return Some(());
        }
        let word = self.cursor.letters();
        let between_numbers = match self.stage {
            Stage::Begin => true,
            Stage::Date { joined, spaced, .. } => {
                spaced && !joined && self.year.is_none() && self.month.is_none()
            }
            Stage::Time { .. } => true,
        };
        if let Some(month) = named(word, &MONTHS) {
            self.month(month)
        } else if let Some(weekday) = named(word, &WEEKDAYS) {
            let fits = !matches!(self.stage, Stage::Time { .. });
            (fits && self.weekday.replace(weekday).is_none()).then_some(())
        } else if let Some(half) = half(word) {
            self.half.replace(half).is_none().then_some(())
        } else if word.eq_ignore_ascii_case("AD") {
            Some(())
        } else if word.eq_ignore_ascii_case("Z") || word.eq_ignore_ascii_case("GMT") {
            (between_numbers && self.offset.replace(0).is_none()).then_some(())
        } else {
            None
        }
    }

    /// What separates a number or a month from what follows.
    fn after(&mut self) -> After {
        let before = self.cursor;
        self.cursor.skip_white();
        if self.cursor.at_end() {
            return After::End;
        }
        if self.cursor.eat_any(&['/', '-']).is_some() {
            return After::Dash;
        }
        if self.cursor.eat(':') {
            return After::Colon;
        }
        let start = self.cursor;
        let word = self.cursor.letters();
        if half(word).is_some() {
            self.cursor = start;
            return After::Half;
        }
        if word.eq_ignore_ascii_case("T") {
            return After::T;
        }
        self.cursor = before;
        After::Blank
    }

    fn number(&mut self) -> Read {
        let (number, digits) = self.cursor.digits(1, 8)?;
        if self.cursor.peek().is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
        if let Some(suffix) = self.suffix() {
            return self.with_suffix(suffix, number);
        }
        let is_year = digits > 2;
        if self.numbers.len() == 3 {
            return None;
        }
        if let Stage::Time { parts } = self.stage {
            return if is_year { None } else { self.part_of_time(parts, number) };
        }
        let before_separator = self.cursor;
        let mut after = self.after();
        if after == After::T {
            let iso = self.parts() == 2 && self.year.is_some() && self.month.is_none() && !is_year;
            self.numbers.push(number);
            self.place = before_separator;
            return if iso { self.iso_time() } else { None };
        }
        if after == After::Half {
            // The half belongs to the whole text, wherever it stands; with a second one .NET drops
            // the number.
            if !self.eat_half() {
                return Some(());
            }
            if !is_year && self.is_time_with_half() {
                if let Stage::Date { parts: 2, spaced: false, .. } = self.stage {
                    self.finish_date()?;
                }
                self.numbers.push(number);
                return self.finish_time(self.numbers.len());
            }
            let joined = matches!(self.stage, Stage::Date { joined: true, .. });
            let open = joined && self.month.is_some() && self.year.is_none();
            if !is_year && (open || self.parts() < 2) {
                return None;
            }
            after = After::Blank;
        }
        if after == After::Colon {
            let undecided = self.year.is_none() && !matches!(self.stage, Stage::Date { joined: true, .. });
            let fits = matches!(self.parts(), 0 | 2) && undecided && !is_year;
            self.numbers.push(number);
            self.stage = Stage::Time { parts: 1 };
            return (fits && self.numbers.len() < 4).then_some(()).and_then(|()| self.zone_of_time());
        }
        if after == After::Dash && self.parts() == 2 && self.cursor_passed('-', before_separator) {
            // The date is complete: what follows is an offset.
            self.cursor = before_separator;
            after = After::Blank;
        }
        if is_year {
            if self.year.is_some() {
                return None;
            }
            self.year = i32::try_from(number).ok();
        } else {
            self.numbers.push(number);
        }
        self.part_of_date(after)
    }

    /// Whether a number with AM or PM is a time here, or the last one of a time.
    fn is_time_with_half(&self) -> bool {
        match self.stage {
            Stage::Begin => true,
            Stage::Date { joined, spaced, .. } => {
                self.year.is_none() && self.month.is_none() && !joined && (spaced || self.numbers.len() == 2)
            }
            Stage::Time { .. } => false,
        }
    }

    fn cursor_passed(&self, sign: char, before: Cursor<'_>) -> bool {
        before.rest().trim_start().starts_with(sign)
    }

    fn parts(&self) -> u8 {
        if let Stage::Date { parts, .. } = self.stage { parts } else { 0 }
    }

    fn month(&mut self, month: u8) -> Read {
        let before_separator = self.cursor;
        let mut after = self.after();
        if after == After::Dash && self.parts() == 2 && self.cursor_passed('-', before_separator) {
            self.cursor = before_separator;
            after = After::Blank;
        }
        match self.stage {
            _ if self.month.is_some() => return None,
            // `30:December` is read as `30 December`.
            Stage::Time { parts: 1 } if self.numbers.len() == 1 && after != After::Dash => {
                self.stage = Stage::Date { parts: 1, joined: false, spaced: true };
            }
            Stage::Time { .. } => return None,
            _ => {}
        }
        if matches!(after, After::Colon | After::Half | After::T) {
            return None;
        }
        self.month = Some(month + 1);
        // `16/March` is a month of 2016, but with something behind it a day.
        let joined = matches!(self.stage, Stage::Date { joined: true, .. });
        self.month_first = self.stage == Stage::Begin || (joined && after != After::End);
        self.part_of_date(after)
    }

    /// Goes on after a part of a date.
    fn part_of_date(&mut self, after: After) -> Read {
        let (parts, spaced) = match self.stage {
            Stage::Date { parts, spaced, .. } => (parts + 1, spaced),
            _ => (1, true),
        };
        self.stage =
            Stage::Date { parts, joined: after == After::Dash, spaced: spaced && after != After::Dash };
        match (parts, after) {
            (3.., After::Dash) | (1, After::End) => None,
            (3.., _) | (2, After::End) => self.finish_date(),
            _ => Some(()),
        }
    }

    /// Makes a date of what has been gathered.
    fn finish_date(&mut self) -> Read {
        let this_year = self.now.fields().year;
        let small = |number: i64| u8::try_from(number).ok();
        let two_digits = |number: i64| i32::try_from(number).ok().map(full_year);
        let date = match (self.year.take(), self.month.take(), self.numbers.as_slice()) {
            (None, None, [month, day]) => (this_year, small(*month)?, small(*day)?),
            (None, None, [month, day, year]) => (two_digits(*year)?, small(*month)?, small(*day)?),
            (None, Some(month), [day]) if self.month_first => (this_year, month, small(*day)?),
            // 16 March is a month of the year 2016.
            (None, Some(month), [year]) => (two_digits(*year)?, month, 1),
            (None, Some(month), [first, second]) => {
                let day_first = (two_digits(*second)?, month, small(*first)?);
                if DateTime::from_date(day_first.0, day_first.1, day_first.2).is_some() {
                    day_first
                } else {
                    (two_digits(*first)?, month, small(*second)?)
                }
            }
            (Some(year), None, [month, day]) => (year, small(*month)?, small(*day)?),
            (Some(year), None, [month]) => (year, small(*month)?, 1),
            (Some(year), Some(month), [day]) => (year, month, small(*day)?),
            (Some(year), Some(month), []) => (year, month, 1),
            _ => return None,
        };
        self.numbers.clear();
        self.stage = Stage::Begin;
        self.date.replace(date).is_none().then_some(())
    }

    /// Goes on after a part of a time, the number of which has been read.
    fn part_of_time(&mut self, parts: u8, number: i64) -> Read {
        let ticks = if parts == 2 { self.decimals().unwrap_or(0) } else { 0 };
        self.zone_of_time()?;
        let after = self.after();
        if after == After::Half {
            let first = self.eat_half();
            self.zone_of_time()?;
            if !first {
                return Some(());
            }
        }
        self.numbers.push(number);
        match after {
            After::Colon if parts == 1 => {
                self.stage = Stage::Time { parts: 2 };
                Some(())
            }
            After::End | After::Blank | After::Half => {
                self.finish_time(usize::from(parts) + 1)?;
                self.clock.as_mut()?.ticks = ticks;
                Some(())
            }
            _ => None,
        }
    }

    /// Reads AM or PM; false if that has been said before.
    fn eat_half(&mut self) -> bool {
        let half = half(self.cursor.letters());
        let first = self.half.is_none();
        if first {
            self.half = half;
        }
        first
    }

    /// Makes a time of the first numbers that have been gathered.
    fn finish_time(&mut self, parts: usize) -> Read {
        let part = |at: usize| self.numbers.get(at).copied().filter(|_| at < parts).unwrap_or(0);
        let clock = Clock { hour: part(0), minute: part(1), second: part(2), ticks: 0 };
        self.numbers.clear();
        (self.year, self.month) = (None, None);
        self.stage = Stage::Begin;
        self.clock.replace(clock).is_none().then_some(())
    }

    /// A point or comma with digits behind it.
    fn decimals(&mut self) -> Option<i64> {
        let before = self.cursor;
        self.cursor.eat_any(&['.', ','])?;
        let ticks = self.cursor.all_digits().map(fraction);
        if ticks.is_none() {
            self.cursor = before;
        }
        ticks
    }

    /// An offset behind a part of a time, if one stands there.
    fn zone_of_time(&mut self) -> Read {
        let before = self.cursor;
        self.cursor.skip_white();
        if matches!(self.cursor.peek(), Some('+' | '-')) {
            self.place = self.cursor;
            return self.offset();
        }
        self.cursor = before;
        Some(())
    }

    /// `+8`, `-07:00` or `-0700`
    fn offset(&mut self) -> Read {
        if self.offset.is_some() {
            return None;
        }
        let sign = self.cursor.sign()?;
        let (number, digits) = self.cursor.digits(1, 4)?;
        let (hours, minutes) = if digits > 2 {
            (number / 100, number % 100)
        } else if self.cursor.eat(':') {
            (number, self.cursor.digits(1, 2)?.0)
        } else {
            (number, 0)
        };
        if self.cursor.peek().is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
        self.offset = Some(offset(sign, hours, minutes)?);
        Some(())
    }

    /// The sign of East Asia that comes next: its index.
    fn suffix(&mut self) -> Option<usize> {
        let before = self.cursor;
        self.cursor.skip_white();
        let sign = self.cursor.peek().filter(|c| !c.is_ascii())?;
        let suffix = SUFFIXES.iter().position(|signs| signs.contains(sign));
        match suffix {
            Some(_) => {
                self.cursor.eat(sign);
            }
            None => self.cursor = before,
        }
        suffix
    }

    fn with_suffix(&mut self, suffix: usize, number: i64) -> Read {
        if self.stage != Stage::Begin {
            return None;
        }
        if let Some(part) = self.suffixed.get_mut(suffix) {
            return part.replace(number).is_none().then_some(());
        }
        let clock = self.clock.get_or_insert_default();
        match suffix {
            3 => clock.hour = number,
            4 => clock.minute = number,
            _ => clock.second = number,
        }
        Some(())
    }

    /// The rest after `2020-03-16T`: two digits each, and nothing but an offset behind them.
    fn iso_time(&mut self) -> Read {
        self.stage = Stage::Date { parts: 3, joined: false, spaced: false };
        self.finish_date()?;
        // Nothing counts here that was read before.
        (self.weekday, self.offset, self.half) = (None, None, None);
        let cursor = &mut self.cursor;
        cursor.skip_white();
        let hour = cursor.digits(2, 2)?.0;
        cursor.skip_white();
        cursor.eat(':').then_some(())?;
        cursor.skip_white();
        let minute = cursor.digits(2, 2)?.0;
        cursor.skip_white();
        let (mut second, mut ticks) = (0, 0);
        if cursor.eat(':') {
            cursor.skip_white();
            second = cursor.digits(2, 2)?.0;
            if cursor.eat_any(&['.', ',']).is_some() {
                ticks = fraction(cursor.all_digits()?);
            }
            cursor.skip_white();
        }
        if self.clock.replace(Clock { hour, minute, second, ticks }).is_some() {
            return None;
        }
        match self.cursor.peek() {
            Some('+' | '-') => self.offset()?,
            Some('Z' | 'z') => {
                self.cursor.eat_any(&['Z', 'z']);
                self.offset = Some(0);
            }
            _ => {}
        }
        self.cursor.skip_white();
        self.cursor.at_end().then_some(())
    }

    /// The instant of all that has been read; `nothing` if that is neither a date nor a time.
    fn result(self, nothing: ParseError) -> Result<DateTime, ParseError> {
        let today = self.now.fields();
        let suffixed = self.suffixed.iter().any(Option::is_some);
        let (year, month, day) = match self.date {
            Some(_) if suffixed => return Err(ParseError::OutOfRange),
            Some(date) => date,
            None if suffixed => {
                let [year, month, day] = self.suffixed;
                let small = |part: Option<i64>| u8::try_from(part.unwrap_or(1)).ok();
                let year = i32::try_from(year.unwrap_or(i64::from(today.year))).ok();
                match (year, small(month), small(day)) {
                    (Some(year), Some(month), Some(day)) => (full_year(year), month, day),
                    _ => return Err(ParseError::OutOfRange),
                }
            }
            None if self.clock.is_some() => (today.year, today.month, today.day),
            None => return Err(nothing),
        };
        let midnight = DateTime::from_date(year, month, day).ok_or(ParseError::OutOfRange)?;
        if self.weekday.is_some_and(|read| read != midnight.fields().weekday) {
            return Err(ParseError::OutOfRange);
        }
        let mut clock = self.clock.unwrap_or_default();
        // 12 AM is midnight, 13 PM is 13 o'clock, 13 AM is nothing.
        clock.hour = match (self.half, clock.hour) {
            (Some(0), 12) => 0,
            (Some(0), 13..) => return Err(ParseError::OutOfRange),
            (Some(1), hour) if hour < 12 => hour + 12,
            (_, hour) => hour,
        };
        clock.on_within_years(midnight, self.offset.unwrap_or(0)).ok_or(ParseError::OutOfRange)
    }
}

/// AM or PM.
fn half(word: &str) -> Option<u8> {
    named(word, &["AM", "PM"])
}

/// The index of a name that is written in full or with its first three letters.
fn named(word: &str, names: &[&'static str]) -> Option<u8> {
    let same = |name: &str| name.eq_ignore_ascii_case(word) || abbreviated(name).eq_ignore_ascii_case(word);
    names.iter().zip(0u8..).find(|(name, _)| same(name)).map(|(_, index)| index)
}
