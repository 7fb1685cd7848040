//! Points in time as admin centres and spreadsheets write them, in the form of Graph.
//!
//! The admin centre writes `8/19/2021 1:25:31 PM`, Microsoft 365 `2020-05-23 19:59:01Z`, spreadsheets what their
//! language is used to. Where a text could be two days it stays as it is.

use crate::dotnet::datetime::DateTime;

/// A cell's point in time as `2021-08-19T13:25:31Z`; `None` if it is no certain one, or has that form already.
pub(super) fn of_cell(text: &str) -> Option<String> {
    let text = text.trim();
    let (day, time) = text.split_once([' ', '\u{a0}']).unwrap_or((text, ""));
    let sign = day.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(sign, '.' | '/' | '-') {
        return None;
    }
    let mut parts = day.split(sign).map(number);
    let (Some(Some(first)), Some(Some(second)), Some(Some(third)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let time = Time::read(time.trim())?;
    let (year, month, date) = match sign {
        // A day alone in Graph's own form.
        '-' if first > 31 && time.is_none() => return None,
        '-' | '/' if first > 31 => (first, second, third),
        '.' | '-' => (third, second, first),
        _ if time.as_ref().is_some_and(|time| time.american) || second > 12 => (third, first, second),
        _ if first > 12 => (third, second, first),
        _ => return None,
    };
    let time = time.unwrap_or_default();
    let (hour, minute, second) = (time.hour, time.minute, time.second);
    let written = format!("{year:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}Z");
    DateTime::from_rfc3339(&written).map(|_| written)
}

fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

#[derive(Debug, Default)]
struct Time {
    hour: u32,
    minute: u32,
    second: u32,
    /// Whether it says AM or PM.
    american: bool,
}

impl Time {
    /// `13:25`, `1:25:31 PM`, `19:59:01Z`; nothing is no time, and what is none of these no date.
    fn read(text: &str) -> Option<Option<Self>> {
        if text.is_empty() {
            return Some(None);
        }
        let upper = text.to_ascii_uppercase();
        let (clock, half) = match (upper.strip_suffix("AM"), upper.strip_suffix("PM")) {
            (Some(clock), _) => (clock, Some(0)),
            (_, Some(clock)) => (clock, Some(12)),
            _ => (upper.strip_suffix('Z').unwrap_or(&upper), None),
        };
        let mut parts = clock.trim_end().split(':').map(number);
        let (hour, minute) = (parts.next()??, parts.next()??);
        let second = parts.next().unwrap_or(Some(0))?;
        if parts.next().is_some() || half.is_some() && !(1..=12).contains(&hour) {
            return None;
        }
        let hour = half.map_or(hour, |half| hour % 12 + half);
        Some(Some(Self { hour, minute, second, american: half.is_some() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_can_be_one_day_only() {
        for (text, expected) in [
            ("8/19/2021 1:25:31 PM", Some("2021-08-19T13:25:31Z")),
            ("8/9/2021 12:05:00 AM", Some("2021-08-09T00:05:00Z")),
            ("2020-05-23 19:59:01Z", Some("2020-05-23T19:59:01Z")),
            ("19.08.2021 13:25", Some("2021-08-19T13:25:00Z")),
            ("19.8.2021 13:25:31", Some("2021-08-19T13:25:31Z")),
            ("19/08/2021 13:25", Some("2021-08-19T13:25:00Z")),
            ("19-8-2021 13:25", Some("2021-08-19T13:25:00Z")),
            ("2021/8/19 13:25", Some("2021-08-19T13:25:00Z")),
            ("2021-08-19 13:25", Some("2021-08-19T13:25:00Z")),
            ("8/19/2021", Some("2021-08-19T00:00:00Z")),
            ("8/9/2021 13:25", None),
            ("2021-08-19", None),
            ("2021-08-19T13:25:31Z", None),
            ("30-Apr-24 9:39:36 AM", None),
            ("31.2.2021", None),
            ("13:25", None),
            ("", None),
            ("soon", None),
        ] {
            assert_eq!(of_cell(text).as_deref(), expected, "{text}");
        }
    }
}
