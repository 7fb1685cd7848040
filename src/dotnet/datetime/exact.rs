//! Reading a date by a format, as `DateTime.ParseExact` does with the invariant culture.

use super::cursor::{Clock, Cursor, fraction, offset};
use super::pattern::{PatternField, PatternPart};
use super::{DateTime, MONTHS, Styles, TimeKind, WEEKDAYS, abbreviated, full_year};
use crate::dotnet::text::is_letter_or_digit;
use std::fmt;

/// Why a text does not follow a format. Offsets are bytes into the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseExactError {
    /// `2024-7-4` read as `yyyy-MM-dd`: `MM` wants two digits.
    Mismatch {
        /// The part of the format that did not fit.
        token: String,
        /// Where in the text it was expected.
        offset: usize,
        /// What stood there instead; empty at the end of the text.
        found: String,
    },
    /// `2024-07-04 10:00` read as `yyyy-MM-dd`: text is left over.
    Trailing {
        /// Where the remainder begins.
        offset: usize,
        /// The remainder.
        found: String,
    },
    /// `04 05` read as `dd dd`: this part of the format was read twice, with different values.
    Contradiction(String),
    /// `Monday 2024-07-04` read as `dddd yyyy-MM-dd`: that day was a Thursday.
    WrongWeekday(&'static str),
    /// `2024-02-30` read as `yyyy-MM-dd`: no such day or time, or not in the years 1 to 9999.
    OutOfRange,
}

impl fmt::Display for ParseExactError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mismatch { token, offset, found } if found.is_empty() => {
                write!(f, "the text ends at position {}, where the format has \"{token}\"", offset + 1)
            }
            Self::Mismatch { token, offset, found } => {
                write!(f, "\"{found}\" at position {} does not fit \"{token}\" of the format", offset + 1)
            }
            Self::Trailing { offset, found } => {
                write!(f, "the format ends before \"{found}\" at position {}", offset + 1)
            }
            Self::Contradiction(token) => {
                write!(f, "\"{token}\" of the format contradicts an earlier part of the text")
            }
            Self::WrongWeekday(weekday) => write!(f, "that day was a {weekday}"),
            Self::OutOfRange => f.write_str("there is no such date in the years 1 to 9999"),
        }
    }
}

impl std::error::Error for ParseExactError {}

/// What has been read so far.
#[derive(Default)]
struct DateParts {
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    weekday: Option<i64>,
    hour: Option<i64>,
    minute: Option<i64>,
    second: Option<i64>,
    ticks: Option<i64>,
    /// 0 for AM, 1 for PM.
    half: Option<i64>,
    offset: Option<i64>,
    /// The text says that its time is a universal one.
    universal: bool,
    two_digit_year: bool,
    clock_face: bool,
}

pub(super) fn parse(
    tokens: &[PatternPart],
    text: &str,
    styles: Styles,
    now: DateTime,
    universal: bool,
) -> Result<(DateTime, TimeKind), ParseExactError> {
    let mut tokens = tokens;
    let mut kept = text;
    let trailing = styles.contains(Styles::ALLOW_TRAILING_WHITE);
    // The white space that is allowed around the text is ignored around the format too.
    let blank = |token: &PatternPart| match token {
        PatternPart::Char(c) => c.is_whitespace(),
        PatternPart::Text(text) => text.trim().is_empty(),
        _ => false,
    };
    if trailing {
        kept = kept.trim_end();
        while let [before @ .., last] = tokens
            && blank(last)
        {
            tokens = before;
        }
    }
    let mut cursor = Cursor::new(kept);
    let leading = styles.contains(Styles::ALLOW_LEADING_WHITE);
    if leading {
        cursor.skip_white();
        while let [first, after @ ..] = tokens
            && blank(first)
        {
            tokens = after;
        }
    }
    let inner = styles.contains(Styles::ALLOW_INNER_WHITE);
    let mut parts = DateParts { offset: universal.then_some(0), universal, ..DateParts::default() };
    let mut rest = tokens;
    while let [token, after @ ..] = rest {
        let first = rest.len() == tokens.len();
        rest = after;
        if inner {
            cursor.skip_white();
        }
        let before = cursor.offset;
        let missed = match (token, after) {
            (PatternPart::Char(' '), _) if inner => false,
            // A blank may lack where something follows it in the format.
            (PatternPart::Char(' '), [_, ..]) if trailing => {
                cursor.eat(' ');
                false
            }
            // `.FF` stands for an optional point with optional decimals; `.F` asks for the point.
            (
                PatternPart::Char('.'),
                [PatternPart::Field(PatternField::OptionalFraction, 2..), after @ ..],
            ) if cursor.peek() != Some('.') => {
                rest = after;
                false
            }
            // GMT in a format is a word, and not a month in the middle of one.
            (
                PatternPart::Char('G'),
                [
                    PatternPart::Field(PatternField::Month | PatternField::Minute, 1),
                    PatternPart::Char('T') | PatternPart::Field(PatternField::Half, 1),
                    after @ ..,
                ],
            ) => {
                rest = after;
                parts.offset = Some(0);
                !cursor.eat_exactly("GMT")
            }
            (PatternPart::Char(c) | PatternPart::Escaped(c), _) => !cursor.eat(*c),
            (PatternPart::Text(quoted), after) => {
                let quoted = if leading && first { quoted.trim_start() } else { quoted };
                let quoted = if trailing && after.is_empty() { quoted.trim_end() } else { quoted };
                !eat_quoted(&mut cursor, quoted, inner)
            }
            (PatternPart::Zulu, _) => {
                let found = cursor.eat_word("GMT") || cursor.eat_word("Z");
                let found = found && !cursor.peek().is_some_and(is_letter);
                if found {
                    parts.universal = true;
                    set(&mut parts.offset, 0, token)?;
                }
                !found
            }
            // `%` ends a letter when writing, but not when reading: `%mm` reads two digits.
            (PatternPart::Field(field, 1), [PatternPart::Field(same, count), after @ ..])
                if field == same && *field != PatternField::OffsetOrZ =>
            {
                rest = after;
                !read(*field, count + 1, &mut cursor, &mut parts, token)?
            }
            (PatternPart::Field(field, count), _) => !read(*field, *count, &mut cursor, &mut parts, token)?,
        };
        if missed {
            cursor.offset = before;
            let found = excerpt(cursor.rest());
            return Err(ParseExactError::Mismatch { token: token.to_string(), offset: before, found });
        }
    }
    if !cursor.at_end() {
        return Err(ParseExactError::Trailing { offset: cursor.offset, found: excerpt(cursor.rest()) });
    }
    let kind = parts.kind(styles);
    parts.date(styles, now).map(|date| (date, kind))
}

/// The beginning of what was found, short enough for a message.
fn excerpt(rest: &str) -> String {
    rest.chars().take(20).collect()
}

fn eat_quoted(cursor: &mut Cursor<'_>, quoted: &str, inner: bool) -> bool {
    quoted.chars().all(|c| {
        if inner && c == ' ' {
            cursor.skip_white();
            return true;
        }
        cursor.eat(c)
    })
}

/// Notes a value; a second one for the same field must agree with the first.
fn set(slot: &mut Option<i64>, value: i64, token: &PatternPart) -> Result<(), ParseExactError> {
    match slot.replace(value) {
        Some(earlier) if earlier != value => Err(ParseExactError::Contradiction(token.to_string())),
        _ => Ok(()),
    }
}

/// Reads one field; false if the text has something else.
fn read(
    field: PatternField,
    count: usize,
    cursor: &mut Cursor<'_>,
    parts: &mut DateParts,
    token: &PatternPart,
) -> Result<bool, ParseExactError> {
    // One letter takes one digit or two, more letters as many digits as there are letters.
    let number = |cursor: &mut Cursor<'_>, count: usize| {
        let (least, most) = if count == 1 { (1, 2) } else { (count, count) };
        cursor.digits(least, most).map(|(number, _)| number)
    };
    let (slot, value) = match field {
        PatternField::Day if count > 2 => {
            let full = |name: &'static str| if count == 3 { abbreviated(name) } else { name };
            (&mut parts.weekday, cursor.name(WEEKDAYS.into_iter().map(full)).map(i64::from))
        }
        PatternField::Month if count > 2 => {
            let full = |name: &'static str| if count == 3 { abbreviated(name) } else { name };
            (&mut parts.month, cursor.name(MONTHS.into_iter().map(full)).map(|index| i64::from(index) + 1))
        }
        PatternField::Day => (&mut parts.day, number(cursor, count)),
        PatternField::Month => (&mut parts.month, number(cursor, count)),
        PatternField::Year => {
            parts.two_digit_year |= count <= 2;
            (&mut parts.year, number(cursor, count))
        }
        PatternField::Hour12 => {
            parts.clock_face = true;
            (&mut parts.hour, number(cursor, count.min(2)))
        }
        PatternField::Hour24 => (&mut parts.hour, number(cursor, count.min(2))),
        PatternField::Minute => (&mut parts.minute, number(cursor, count.min(2))),
        PatternField::Second => (&mut parts.second, number(cursor, count.min(2))),
        PatternField::Fraction => {
            let digits = cursor.rest();
            let read = cursor.digits(count, count);
            (&mut parts.ticks, read.and_then(|_| digits.get(..count)).map(fraction))
        }
        PatternField::OptionalFraction => {
            let digits = cursor.rest();
            let length = cursor.digits(1, count).map_or(0, |(_, length)| length);
            (&mut parts.ticks, digits.get(..length).map(fraction))
        }
        PatternField::Half if count == 1 => {
            (&mut parts.half, cursor.eat_any(&['A', 'P']).map(|half| i64::from(half == 'P')))
        }
        PatternField::Half => (&mut parts.half, cursor.name(["AM", "PM"].into_iter()).map(i64::from)),
        PatternField::Era => return Ok(cursor.eat_word("A.D.") || cursor.eat_word("AD")),
        PatternField::OffsetOrZ => match cursor.peek() {
            Some('Z') => {
                cursor.eat('Z');
                parts.universal = true;
                (&mut parts.offset, Some(0))
            }
            Some('+' | '-') => (&mut parts.offset, read_offset(cursor, 3)),
            // Nothing is a time without an offset.
            _ => return Ok(true),
        },
        PatternField::Offset => (&mut parts.offset, read_offset(cursor, count)),
    };
    match value {
        Some(value) => set(slot, value, token).map(|()| true),
        None => Ok(false),
    }
}

/// `z` and `zz` read hours, `zzz` hours and minutes.
fn read_offset(cursor: &mut Cursor<'_>, count: usize) -> Option<i64> {
    let sign = cursor.sign()?;
    let (hours, _) = if count == 2 { cursor.digits(2, 2)? } else { cursor.digits(1, 2)? };
    let minutes = if count <= 2 { 0 } else { cursor.offset_minutes()? };
    offset(sign, hours, minutes)
}

impl DateParts {
    /// What .NET knows of the time besides its instant.
    fn kind(&self, styles: Styles) -> TimeKind {
        let has = |style| styles.contains(style);
        if self.offset.is_none() && !has(Styles::ASSUME_LOCAL) && !has(Styles::ASSUME_UNIVERSAL) {
            TimeKind::Unspecified
        } else if has(Styles::ADJUST_TO_UNIVERSAL) || (self.universal && has(Styles::ROUNDTRIP_KIND)) {
            TimeKind::Utc
        } else {
            TimeKind::Local
        }
    }

    fn date(self, styles: Styles, now: DateTime) -> Result<DateTime, ParseExactError> {
        let hour = self.hour24().ok_or(ParseExactError::OutOfRange)?;
        let given = |year| if self.two_digit_year { i64::from(full_year(year)) } else { i64::from(year) };
        let year = self.year.and_then(|year| i32::try_from(year).ok()).map(given);
        let today = now.fields();
        let this_year = i64::from(today.year);
        let (year, month, day) = match (year, self.month, self.day) {
            (None, None, None) if styles.contains(Styles::NO_CURRENT_DATE_DEFAULT) => (1, 1, 1),
            (None, None, None) => (this_year, i64::from(today.month), i64::from(today.day)),
            (year, month, day) => (year.unwrap_or(this_year), month.unwrap_or(1), day.unwrap_or(1)),
        };
        let small = |number: i64| u8::try_from(number).ok();
        let midnight = i32::try_from(year)
            .ok()
            .zip(small(month).zip(small(day)))
            .and_then(|(year, (month, day))| DateTime::from_date(year, month, day));
        let midnight = midnight.ok_or(ParseExactError::OutOfRange)?;
        let weekday = midnight.fields().weekday;
        if self.weekday.is_some_and(|read| read != i64::from(weekday)) {
            let name = WEEKDAYS.get(usize::from(weekday)).copied().unwrap_or("");
            return Err(ParseExactError::WrongWeekday(name));
        }
        let clock = Clock {
            hour,
            minute: self.minute.unwrap_or(0),
            second: self.second.unwrap_or(0),
            ticks: self.ticks.unwrap_or(0),
        };
        clock.on_within_years(midnight, self.offset.unwrap_or(0)).ok_or(ParseExactError::OutOfRange)
    }

    /// The hour of the day; `None` if hour and half of the day do not fit.
    fn hour24(&self) -> Option<i64> {
        let hour = self.hour.unwrap_or(0);
        if !self.clock_face {
            // 17:15 cannot be AM, and 03:15 cannot be PM.
            let fits = self.half.is_none_or(|half| half == i64::from(hour >= 12));
            return fits.then_some(hour);
        }
        if hour > 12 {
            return None;
        }
        // Without AM or PM the time is taken as AM.
        Some(hour % 12 + 12 * self.half.unwrap_or(0))
    }
}

/// Whether a character is a letter, by the one table of those that the engine has.
fn is_letter(c: char) -> bool {
    is_letter_or_digit(c) && !c.is_ascii_digit()
}
