//! `DateAdd` and `DateDiff`, with the rules of Visual Basic.
//!
//! Entra names seven of Visual Basic's ten intervals. The nine documented `DateDiff` results
//! (Entra function reference, "DateDiff") fit these rules and no simpler ones.

use super::{DateTime, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND};
use std::fmt;
use std::str::FromStr;

/// A unit of time by its Visual Basic name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Interval {
    /// `yyyy`
    Year,
    /// `m`
    Month,
    /// `ww`
    Week,
    /// `d`
    Day,
    /// `h`
    Hour,
    /// `n`
    Minute,
    /// `s`
    Second,
}

/// A name that is no interval. Inputs that trigger it: `D`, `q`, `day`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownInterval(pub String);

impl fmt::Display for UnknownInterval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is not an interval; the intervals are ", self.0)?;
        for (index, interval) in Interval::ALL.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            write!(f, "{separator}{} ({})", interval.name(), interval.unit())?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownInterval {}

impl Interval {
    /// Every interval, the longest first.
    pub const ALL: [Self; 7] =
        [Self::Year, Self::Month, Self::Week, Self::Day, Self::Hour, Self::Minute, Self::Second];

    /// The name in an expression, for example `yyyy`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Year => "yyyy",
            Self::Month => "m",
            Self::Week => "ww",
            Self::Day => "d",
            Self::Hour => "h",
            Self::Minute => "n",
            Self::Second => "s",
        }
    }

    /// The English word, for example `year`.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
            Self::Hour => "hour",
            Self::Minute => "minute",
            Self::Second => "second",
        }
    }
}

/// Case-sensitive: `D` is not `d`.
impl FromStr for Interval {
    type Err = UnknownInterval;

    fn from_str(name: &str) -> Result<Self, UnknownInterval> {
        let found = Self::ALL.into_iter().find(|interval| interval.name() == name);
        found.ok_or_else(|| UnknownInterval(name.to_owned()))
    }
}

impl DateTime {
    /// Later by `count` intervals (`DateAdd`); earlier if it is negative. Months and years that
    /// end on a day the month lacks give its last day. `None` outside the years 1 to 9999.
    ///
    /// ```
    /// use attrflow::dotnet::datetime::{DateTime, Interval};
    /// let end_of_january = DateTime::from_date(2024, 1, 31).expect("a date");
    /// assert_eq!(end_of_january.add(Interval::Month, 1), DateTime::from_date(2024, 2, 29));
    /// ```
    pub fn add(self, interval: Interval, count: i64) -> Option<Self> {
        let ticks = match interval {
            Interval::Year => return self.add_months(count.checked_mul(12)?),
            Interval::Month => return self.add_months(count),
            Interval::Week => 7 * TICKS_PER_DAY,
            Interval::Day => TICKS_PER_DAY,
            Interval::Hour => TICKS_PER_HOUR,
            Interval::Minute => TICKS_PER_MINUTE,
            Interval::Second => TICKS_PER_SECOND,
        };
        self.add_ticks(ticks.checked_mul(count)?)
    }

    fn add_months(self, count: i64) -> Option<Self> {
        let fields = self.fields();
        let months = (i64::from(fields.year) * 12 + i64::from(fields.month) - 1).checked_add(count)?;
        let year = i32::try_from(months.div_euclid(12)).ok()?;
        let month = u8::try_from(months.rem_euclid(12)).ok()? + 1;
        // The last day the month has, if it lacks this one.
        let date = (1..=fields.day).rev().find_map(|day| Self::from_date(year, month, day));
        date?.add_ticks(self.0.rem_euclid(TICKS_PER_DAY))
    }

    /// Intervals from `self` to `later` (`DateDiff`), negative if `later` is in fact earlier.
    ///
    /// Seconds to days: elapsed time, cut toward zero. Weeks: both dates are moved back to the Sunday
    /// of their week with their time of the day, and whole weeks are counted between them; from noon
    /// on a Saturday to midnight of the second Sunday after it is one. Months and years: difference of
    /// the calendar fields, whatever the day.
    ///
    /// ```
    /// use attrflow::dotnet::datetime::{DateTime, Interval};
    /// let saturday = DateTime::from_date(2024, 6, 1).expect("a date");
    /// let sunday = DateTime::from_date(2024, 6, 2).expect("a date");
    /// assert_eq!(saturday.difference(Interval::Day, sunday), 1);
    /// assert_eq!(saturday.difference(Interval::Week, sunday), 1);
    /// assert_eq!(saturday.difference(Interval::Year, sunday), 0);
    /// ```
    pub fn difference(self, interval: Interval, later: Self) -> i64 {
        let elapsed = later.0 - self.0;
        let months = |date: Self| i64::from(date.fields().year) * 12 + i64::from(date.fields().month);
        // The Sunday before, at the same time of the day: what Visual Basic counts weeks between.
        // 0001-01-01 was a Monday.
        let sunday = |date: Self| date.0 - (date.0 / TICKS_PER_DAY + 1) % 7 * TICKS_PER_DAY;
        match interval {
            Interval::Year => i64::from(later.fields().year - self.fields().year),
            Interval::Month => months(later) - months(self),
            Interval::Week => (sunday(later) - sunday(self)) / TICKS_PER_DAY / 7,
            Interval::Day => elapsed / TICKS_PER_DAY,
            Interval::Hour => elapsed / TICKS_PER_HOUR,
            Interval::Minute => elapsed / TICKS_PER_MINUTE,
            Interval::Second => elapsed / TICKS_PER_SECOND,
        }
    }
}
