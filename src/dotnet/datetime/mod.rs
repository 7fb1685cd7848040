//! Instants as .NET's `DateTime` keeps them, always in UTC.
//!
//! - [`DateTime`] counts ticks of 100 ns and covers the years 1 to 9999; arithmetic that leaves
//!   them gives `None`.
//! - [`DateTime::parse`] reads the usual ways to write a date (`CDate`).
//! - [`DateFormat`] is a .NET format text, compiled once: [`DateFormat::parse`] reads by it exactly,
//!   [`DateFormat::write`] writes by it (`FormatDateTime`).
//! - [`Interval`], [`DateTime::add`] and [`DateTime::difference`] follow Visual Basic's `DateAdd`
//!   and `DateDiff`.
//!
//! Everything is the invariant culture: English names, `/` and `:` as separators.

mod cursor;
mod exact;
mod format;
mod free;
mod interval;
mod pattern;
mod style;
#[cfg(test)]
mod tests;

pub use exact::ParseExactError;
pub use format::{DateFormat, FormatError};
pub use free::ParseError;
pub use interval::{Interval, UnknownInterval};
pub use style::{Styles, StylesError, TimeKind};

use std::fmt;
use time::{Date, Month};

/// Ticks in one second: a tick is 100 ns.
pub const TICKS_PER_SECOND: i64 = 10_000_000;
const TICKS_PER_MINUTE: i64 = 60 * TICKS_PER_SECOND;
const TICKS_PER_HOUR: i64 = 60 * TICKS_PER_MINUTE;
const TICKS_PER_DAY: i64 = 24 * TICKS_PER_HOUR;

/// The last tick of the year 9999.
const MAX_TICKS: i64 = 3_652_059 * TICKS_PER_DAY - 1;
/// Julian day number of 0001-01-01.
const JULIAN_DAY_ONE: i32 = 1_721_426;
/// 1601-01-01, where Windows file times begin.
const FILE_TIME_ZERO: i64 = 584_388 * TICKS_PER_DAY;
/// 1970-01-01, where Unix times begin.
const UNIX_ZERO: i64 = 719_162 * TICKS_PER_DAY;

/// An instant in UTC: ticks of 100 ns since the first of January of the year 1.
///
/// Its [`Display`](fmt::Display) is the text form the service gives: `M/d/yyyy h:mm:ss tt`.
///
/// ```
/// use attrflow::dotnet::datetime::DateTime;
/// let hired = DateTime::parse("2020-03-16-07:00", DateTime::default())?;
/// assert_eq!(hired.to_string(), "3/16/2020 7:00:00 AM");
/// # Ok::<(), attrflow::dotnet::datetime::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime(i64);

/// A [`DateTime`] taken apart into calendar fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fields {
    /// 1 to 9999.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// Ticks within the second, 0 to 9,999,999.
    pub ticks: u32,
    /// Days since Sunday, 0 to 6.
    pub weekday: u8,
}

impl DateTime {
    /// From ticks since 0001-01-01; `None` outside the years 1 to 9999.
    pub const fn from_ticks(ticks: i64) -> Option<Self> {
        if ticks < 0 || ticks > MAX_TICKS { None } else { Some(Self(ticks)) }
    }

    /// Ticks of 100 ns since 0001-01-01.
    pub const fn ticks(self) -> i64 {
        self.0
    }

    /// Midnight of a calendar day; `None` if there is no such day in the years 1 to 9999.
    pub fn from_date(year: i32, month: u8, day: u8) -> Option<Self> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
        Some(Self(i64::from(date.to_julian_day() - JULIAN_DAY_ONE) * TICKS_PER_DAY))
    }

    /// From milliseconds since 1970-01-01 UTC, as clocks and JavaScript count; `None` outside the
    /// years 1 to 9999.
    ///
    /// ```
    /// use attrflow::dotnet::datetime::DateTime;
    /// let instant = DateTime::from_unix_milliseconds(1_625_240_018_000);
    /// assert_eq!(instant, DateTime::from_rfc3339("2021-07-02T15:33:38Z"));
    /// ```
    pub fn from_unix_milliseconds(milliseconds: i64) -> Option<Self> {
        Self::from_ticks(milliseconds.checked_mul(10_000)?.checked_add(UNIX_ZERO)?)
    }

    /// From a Windows file time: ticks of 100 ns since 1601-01-01 UTC (`DateFromNum`). `None`
    /// outside the years 1 to 9999, so for the `9223372036854775807` that means "never".
    ///
    /// A negative number is refused, as `DateTime.FromFileTimeUtc` does.
    ///
    /// ```
    /// use attrflow::dotnet::datetime::DateTime;
    /// let date = DateTime::from_file_time(129_699_324_000_000_000);
    /// assert_eq!(date.map(|date| date.to_string()).as_deref(), Some("1/1/2012 11:00:00 PM"));
    /// ```
    pub fn from_file_time(file_time: i64) -> Option<Self> {
        if file_time < 0 {
            return None;
        }
        Self::from_ticks(file_time.checked_add(FILE_TIME_ZERO)?)
    }

    /// The Windows file time (`NumFromDate`); `None` before 1601, where .NET refuses too.
    pub const fn to_file_time(self) -> Option<i64> {
        if self.0 < FILE_TIME_ZERO { None } else { Some(self.0 - FILE_TIME_ZERO) }
    }

    /// From an Internet timestamp (RFC 3339), such as `2021-07-02T15:33:38Z`. `None` if the text
    /// is anything else.
    pub fn from_rfc3339(text: &str) -> Option<Self> {
        free::rfc3339(text)
    }

    /// The Internet timestamp (RFC 3339) with as many decimals as needed.
    ///
    /// ```
    /// use attrflow::dotnet::datetime::DateTime;
    /// let date = DateTime::from_rfc3339("2021-07-02T15:33:38.250+02:00");
    /// assert_eq!(date.map(DateTime::to_rfc3339).as_deref(), Some("2021-07-02T13:33:38.25Z"));
    /// ```
    pub fn to_rfc3339(self) -> String {
        let Fields { year, month, day, hour, minute, second, ticks, .. } = self.fields();
        let mut text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
        if ticks > 0 {
            text.push('.');
            text.push_str(format!("{ticks:07}").trim_end_matches('0'));
        }
        text.push('Z');
        text
    }

    /// The calendar fields in UTC.
    pub fn fields(self) -> Fields {
        let (days, rest) = (self.0.div_euclid(TICKS_PER_DAY), self.0.rem_euclid(TICKS_PER_DAY));
        // In range by construction: at most 3,652,058 days.
        let julian = i32::try_from(days).unwrap_or(0) + JULIAN_DAY_ONE;
        let date = Date::from_julian_day(julian).unwrap_or(Date::MIN);
        let seconds = rest / TICKS_PER_SECOND;
        let small = |number: i64| u8::try_from(number).unwrap_or(0);
        Fields {
            year: date.year(),
            month: u8::from(date.month()),
            day: date.day(),
            hour: small(seconds / 3600),
            minute: small(seconds / 60 % 60),
            second: small(seconds % 60),
            ticks: u32::try_from(rest % TICKS_PER_SECOND).unwrap_or(0),
            weekday: date.weekday().number_days_from_sunday(),
        }
    }

    /// Later by so many ticks; `None` outside the years 1 to 9999.
    pub const fn add_ticks(self, ticks: i64) -> Option<Self> {
        match self.0.checked_add(ticks) {
            Some(sum) => Self::from_ticks(sum),
            None => None,
        }
    }

    /// Reads a date in any of the usual ways to write one; see [`ParseError`] for what is refused.
    /// Without an offset the text is taken as UTC. What a text lacks is taken from `now`: the day of
    /// a time alone, the year of a month and a day.
    ///
    /// As `DateTime.Parse` with the invariant culture:
    /// - date: `2020-03-16`, `3/16/2020` (month first), `16-Mar-2020`, `March 16, 2020`,
    ///   `Mon, 16 Mar 2020`, `2020年3月16日`; numbers may be joined by `-`, `/`, `.` or blanks, and leading
    ///   zeros left out;
    /// - `March 2020`, `2020-03`, `03/2020`: the first day of the month. `March 16` is a day of this
    ///   year, but `16 March` a month of the year 2016;
    /// - time, before the date or after it: `7:05`, `07:05:09.1234567`, `7:05 PM`, `7 PM`. After `T`,
    ///   which year, month and day in numbers must precede, each part has two digits;
    /// - offset, after a time or directly after the date: `Z`, `GMT`, `-8`, `+08:00`, `-0700`.
    ///
    /// # Errors
    /// [`ParseError`] says what was found and where.
    ///
    /// ```
    /// use attrflow::dotnet::datetime::DateTime;
    /// let now = DateTime::from_date(2026, 11, 28).expect("a date");
    /// assert_eq!(DateTime::parse("2009-06-15T01:45:30-07:00", now)?.to_string(), "6/15/2009 8:45:30 AM");
    /// assert_eq!(DateTime::parse("March 2020", now)?.to_string(), "3/1/2020 12:00:00 AM");
    /// assert!(DateTime::parse("2021-02-30", now).is_err());
    /// # Ok::<(), attrflow::dotnet::datetime::ParseError>(())
    /// ```
    pub fn parse(text: &str, now: Self) -> Result<Self, ParseError> {
        free::parse(text, now)
    }

    /// Whether [`DateTime::parse`] reads the text as a time of the present day.
    pub(crate) fn is_time_alone(text: &str) -> bool {
        let days =
            [1, 2].map(|day| Self::from_date(2000, 1, day).and_then(|now| free::parse(text, now).ok()));
        // What has a date of its own is the same on any day.
        matches!(days, [Some(one), Some(other)] if one != other)
    }

    /// Whether [`DateTime::parse`] reads the text on any day, a leap day included.
    pub(crate) fn is_date(text: &str) -> bool {
        let leap_year = Self::from_date(2000, 1, 1).unwrap_or_default();
        free::parse(text, leap_year).is_ok()
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fields { year, month, day, hour, minute, second, .. } = self.fields();
        let half = if hour < 12 { "AM" } else { "PM" };
        write!(f, "{month}/{day}/{year:04} {}:{minute:02}:{second:02} {half}", hour12(hour))
    }
}

/// The hour on a clock face: 12, 1, 2 … 11.
const fn hour12(hour: u8) -> u8 {
    match hour % 12 {
        0 => 12,
        hour => hour,
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// The first three letters, which is how the invariant culture abbreviates every name.
fn abbreviated(name: &str) -> &str {
    name.get(..3).unwrap_or(name)
}

/// The year a two-digit year stands for: 1950 to 2049, as the invariant calendar has it.
const fn full_year(year: i32) -> i32 {
    match year {
        0..50 => 2000 + year,
        50..100 => 1900 + year,
        _ => year,
    }
}
