//! Reading a date written in one of the usual ways, and Internet timestamps.

use super::cursor::{Clock, Cursor, fraction, offset};
use super::{DateTime, MONTHS, WEEKDAYS, abbreviated, full_year};
use std::fmt;

/// Why a text is not a date. Offsets are bytes into the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// A text of blanks.
    Empty,
    /// `not a date`, `2021-06-30x`: something else than a part of a date.
    Unexpected {
        /// Where it stands.
        offset: usize,
        /// What it is; empty if the text ends there.
        found: String,
    },
    /// `10:30`: a time without a date.
    NoDate,
    /// `2021-02-30`, `25:00` after a date, `Mon, 4 Jul 2024`: no such day or time, or not in the
    /// years 1 to 9999.
    OutOfRange,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the text is empty"),
            Self::Unexpected { offset, found } if found.is_empty() => {
                write!(f, "the text ends at position {} inside a date", offset + 1)
            }
            Self::Unexpected { offset, found } => {
                write!(f, "\"{found}\" at position {} is not part of a date", offset + 1)
            }
            Self::NoDate => f.write_str("the text has a time but no date"),
            Self::OutOfRange => f.write_str("there is no such date in the years 1 to 9999"),
        }
    }
}

impl std::error::Error for ParseError {}

pub(super) fn parse(text: &str) -> Result<DateTime, ParseError> {
    let mut cursor = Cursor::new(text);
    cursor.skip_white();
    if cursor.at_end() {
        return Err(ParseError::Empty);
    }
    let unexpected = |cursor: &Cursor<'_>| ParseError::Unexpected {
        offset: cursor.offset,
        found: cursor.rest().chars().take(20).collect(),
    };
    let start = cursor;
    if time(&mut cursor).is_some() {
        return Err(ParseError::NoDate);
    }
    cursor = start;
    let weekday = weekday(&mut cursor);
    let (year, month, day) = date(&mut cursor).ok_or_else(|| unexpected(&cursor))?;
    let midnight = DateTime::from_date(year, month, day).ok_or(ParseError::OutOfRange)?;
    if weekday.is_some_and(|read| read != midnight.fields().weekday) {
        return Err(ParseError::OutOfRange);
    }
    let after_date = cursor;
    cursor.eat(',');
    cursor.skip_white();
    if cursor.offset == after_date.offset {
        cursor.eat_any(&['T', 't']);
    }
    let clock = time(&mut cursor);
    if clock.is_none() {
        cursor = after_date;
    }
    cursor.skip_white();
    let offset = offset_from_utc(&mut cursor, clock.is_some());
    cursor.skip_white();
    if !cursor.at_end() {
        return Err(unexpected(&cursor));
    }
    clock.unwrap_or_default().on(midnight, offset.unwrap_or(0)).ok_or(ParseError::OutOfRange)
}

/// An English weekday, in full or its first three letters, with the comma after it.
fn weekday(cursor: &mut Cursor<'_>) -> Option<u8> {
    let before = *cursor;
    let weekday = whole_name(cursor, &WEEKDAYS);
    if weekday.is_none() {
        *cursor = before;
        return None;
    }
    cursor.eat(',');
    cursor.skip_white();
    weekday
}

/// A name, in full or its first three letters, that no further letter follows: its index.
fn whole_name(cursor: &mut Cursor<'_>, names: &[&'static str]) -> Option<u8> {
    let letters = cursor.letters();
    let same =
        |name: &str| name.eq_ignore_ascii_case(letters) || abbreviated(name).eq_ignore_ascii_case(letters);
    names.iter().zip(0u8..).find(|(name, _)| same(name)).map(|(_, index)| index)
}

/// Year, month and day; on failure the cursor stands at what did not fit.
fn date(cursor: &mut Cursor<'_>) -> Option<(i32, u8, u8)> {
    let Some((first, length)) = cursor.digits(1, 4) else {
        // March 16, 2020
        let before = *cursor;
        let Some(month) = whole_name(cursor, &MONTHS) else {
            *cursor = before;
            return None;
        };
        cursor.skip_white();
        let (day, _) = cursor.digits(1, 2)?;
        cursor.eat(',');
        cursor.skip_white();
        return Some((year(cursor)?, month + 1, u8::try_from(day).ok()?));
    };
    let separator = cursor.eat_any(&['-', '/', '.']);
    if separator.is_none() {
        cursor.skip_white();
    }
    if separator.is_none() || cursor.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
        // 16 March 2020, 16-Mar-2020
        let before = *cursor;
        let month = (length <= 2).then(|| whole_name(cursor, &MONTHS)).flatten();
        let Some(month) = month else {
            *cursor = before;
            return None;
        };
        match separator {
            Some(separator) => cursor.eat(separator).then_some(())?,
            None => {
                cursor.eat(',');
                cursor.skip_white();
            }
        }
        return Some((year(cursor)?, month + 1, u8::try_from(first).ok()?));
    }
    let separator = separator?;
    let (second, _) = cursor.digits(1, 2)?;
    cursor.eat(separator).then_some(())?;
    let small = |number: i64| u8::try_from(number).ok();
    match length {
        4 => {
            let (day, _) = cursor.digits(1, 2)?;
            Some((i32::try_from(first).ok()?, small(second)?, small(day)?))
        }
        1 | 2 => Some((year(cursor)?, small(first)?, small(second)?)),
        _ => None,
    }
}

/// A year of four digits or two.
fn year(cursor: &mut Cursor<'_>) -> Option<i32> {
    let before = *cursor;
    let (number, length) = cursor.digits(1, 5)?;
    let number = i32::try_from(number).ok()?;
    match length {
        4 => Some(number),
        1 | 2 => Some(full_year(number)),
        _ => {
            *cursor = before;
            None
        }
    }
}

/// `7:05`, `07:05:09.25`, `7:05 PM`, `7 PM`. Without it the cursor is of no use.
fn time(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let (hour, _) = cursor.digits(1, 2)?;
    let mut clock = Clock { hour, ..Clock::default() };
    let minutes = cursor.eat(':');
    if minutes {
        clock.minute = cursor.digits(1, 2)?.0;
        if cursor.eat(':') {
            clock.second = cursor.digits(1, 2)?.0;
            clock.ticks = decimals(cursor)?;
        }
    }
    let before = *cursor;
    cursor.skip_white();
    let half = match whole_name(cursor, &["AM", "PM"]) {
        Some(half) => half,
        None => {
            *cursor = before;
            return minutes.then_some(clock);
        }
    };
    // As .NET: 12 AM is midnight, 13 PM is 13 o'clock, 13 AM is nothing.
    clock.hour = match (half, clock.hour) {
        (0, 12) => 0,
        (0, hour) if hour > 12 => return None,
        (1, hour) if hour < 12 => hour + 12,
        (_, hour) => hour,
    };
    Some(clock)
}

/// The decimals of a second, if a point follows.
fn decimals(cursor: &mut Cursor<'_>) -> Option<i64> {
    if !cursor.eat('.') {
        return Some(0);
    }
    let rest = cursor.rest();
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    cursor.offset += length;
    rest.get(..length).filter(|digits| !digits.is_empty()).map(fraction)
}

/// `Z`, `GMT`, `+8`, `-07:00` or `-0700`, in minutes. Directly after a date the minutes are
/// required: `2020-03-16-07` would be four numbers of a date.
fn offset_from_utc(cursor: &mut Cursor<'_>, after_time: bool) -> Option<i64> {
    if cursor.eat_word("GMT") || cursor.eat_word("Z") {
        return Some(0);
    }
    let before = *cursor;
    let minutes = cursor.sign().and_then(|sign| {
        let (hours, _) = cursor.digits(1, 2)?;
        let minutes = cursor.offset_minutes();
        if minutes.is_none() && !after_time {
            return None;
        }
        offset(sign, hours, minutes.unwrap_or(0))
    });
    if minutes.is_none() {
        *cursor = before;
    }
    minutes
}

/// `date-time` of RFC 3339, section 5.6.
pub(super) fn rfc3339(text: &str) -> Option<DateTime> {
    let mut cursor = Cursor::new(text);
    let two = |cursor: &mut Cursor<'_>| cursor.digits(2, 2).map(|(number, _)| number);
    let year = cursor.digits(4, 4)?.0;
    cursor.eat('-').then_some(())?;
    let month = two(&mut cursor)?;
    cursor.eat('-').then_some(())?;
    let day = two(&mut cursor)?;
    cursor.eat_any(&['T', 't', ' '])?;
    let hour = two(&mut cursor)?;
    cursor.eat(':').then_some(())?;
    let minute = two(&mut cursor)?;
    cursor.eat(':').then_some(())?;
    let second = two(&mut cursor)?;
    let ticks = decimals(&mut cursor)?;
    let minutes = if cursor.eat_any(&['Z', 'z']).is_some() {
        0
    } else {
        let sign = cursor.sign()?;
        let hours = two(&mut cursor)?;
        cursor.eat(':').then_some(())?;
        offset(sign, hours, two(&mut cursor)?)?
    };
    cursor.at_end().then_some(())?;
    let day =
        DateTime::from_date(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
    Clock { hour, minute, second, ticks }.on(day, minutes)
}
