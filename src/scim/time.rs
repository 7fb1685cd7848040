//! Instants of SCIM's dateTime texts (RFC 7643 section 2.3.5: XML Schema's dateTime, as RFC 3339).

/// Seconds since 1970 and nanoseconds of a text such as `2008-01-23T04:56:22Z`; none if the text is
/// no time. Without a zone it is taken for UTC.
pub(super) fn instant(text: &str) -> Option<(i64, u32)> {
    let bytes = text.as_bytes();
    let fixed = |at: usize, byte: u8| bytes.get(at) == Some(&byte);
    let number = |from: usize, to: usize| -> Option<i64> {
        let digits = text.get(from..to)?;
        if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
    };
    if !(fixed(4, b'-')
        && fixed(7, b'-')
        && (fixed(10, b'T') || fixed(10, b't'))
        && fixed(13, b':')
        && fixed(16, b':'))
    {
        return None;
    }
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let dates = (1..=12).contains(&month) && (1..=month_days(year, month)).contains(&day);
    // 24:00:00 is the end of a day, 60 a leap second
    if !dates || hour > 24 || minute > 59 || second > 60 || (hour == 24 && minute + second > 0) {
        return None;
    }
    let mut rest = text.get(19..)?;
    let mut nanoseconds = 0;
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 {
            return None;
        }
        let digits = fraction.get(..length.min(9))?;
        nanoseconds = digits.parse::<u32>().ok()? * 10u32.pow(9 - u32::try_from(digits.len()).ok()?);
        rest = fraction.get(length..)?;
    }
    let offset = match rest {
        "" | "Z" | "z" => 0,
        zone => offset(zone)?,
    };
    let seconds = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset;
    Some((seconds, nanoseconds))
}

/// Seconds east of UTC of `+02:00`.
fn offset(zone: &str) -> Option<i64> {
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    if hours.len() != 2
        || minutes.len() != 2
        || !(hours.to_owned() + minutes).bytes().all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    let seconds = hours * 3600 + minutes * 60;
    match zone.as_bytes().first()? {
        _ if hours > 23 || minutes > 59 => None,
        b'+' => Some(seconds),
        b'-' => Some(-seconds),
        _ => None,
    }
}

fn month_days(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the Gregorian calendar, years beginning in March so that the leap day
/// is the last (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants() {
        assert_eq!(instant("1970-01-01T00:00:00Z"), Some((0, 0)));
        assert_eq!(instant("2008-01-23T04:56:22Z"), Some((1_201_064_182, 0)));
        assert_eq!(instant("2000-02-29T00:00:00.25+01:30"), Some((951_782_400 - 5400, 250_000_000)));
        assert_eq!(instant("1969-12-31T24:00:00"), Some((0, 0)));
        assert_eq!(instant("0001-01-01t00:00:00z").map(|time| time.0), Some(-62_135_596_800));
    }

    #[test]
    fn no_instants() {
        for text in [
            "",
            "2011",
            "2011-05-13",
            "2011-02-29T00:00:00Z",
            "2011-05-13T04:42:34X",
            "2011-05-13T04:42:34.Z",
            "2011-05-13 04:42:34Z",
            "2011-05-13T25:00:00Z",
            "2011-05-13T04:42:34+2:00",
            "2011-05-13T04:42:34é",
            "éééééééééééééééééééé",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
    }
}
