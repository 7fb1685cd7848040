//! Dates as the guides and the .NET documentation have them.

use super::*;
use proptest::prelude::*;

fn date(text: &str) -> DateTime {
    DateTime::from_rfc3339(text).unwrap_or_else(|| panic!("{text}"))
}

fn format(text: &str) -> DateFormat {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn free_parsing() {
    let cases = [
        // Entra function reference, "CDate"
        ("2020-03-16-07:00", "2020-03-16T07:00:00Z"),
        ("2021-06-30+08:00", "2021-06-29T16:00:00Z"),
        ("2009-06-15T01:45:30-07:00", "2009-06-15T08:45:30Z"),
        ("8/25/2021 5:41:18 PM", "2021-08-25T17:41:18Z"),
        // Expressions of the HR provisioning guides
        ("2020-12-31 23:59:59-08:00", "2021-01-01T07:59:59Z"),
        ("12/31/9999 12:00:00 AM", "9999-12-31T00:00:00Z"),
        ("1/15/1990 12:00:00 AM", "1990-01-15T00:00:00Z"),
        // Connect function reference, "CDate"
        ("2013-01-10 4:00 PM -8", "2013-01-11T00:00:00Z"),
        ("12/25/2007", "2007-12-25T00:00:00Z"),
        // Other ways to write the same
        ("  2020-3-6  ", "2020-03-06T00:00:00Z"),
        ("2020/03/06", "2020-03-06T00:00:00Z"),
        ("2020.03.06 7:05", "2020-03-06T07:05:00Z"),
        ("03-06-2020", "2020-03-06T00:00:00Z"),
        ("3/6/20", "2020-03-06T00:00:00Z"),
        ("3/6/50", "1950-03-06T00:00:00Z"),
        ("2020-03-16Z", "2020-03-16T00:00:00Z"),
        ("2020-03-16 -0700", "2020-03-16T07:00:00Z"),
        ("2020-03-16T07:05Z", "2020-03-16T07:05:00Z"),
        ("2020-03-16t07:05:06.1234567+0530", "2020-03-16T01:35:06.1234567Z"),
        ("2020-03-16T07:05:06.123456789", "2020-03-16T07:05:06.1234568Z"),
        ("2020-03-16T07:05:06.99999999", "2020-03-16T07:05:07Z"),
        ("1/2/2020, 3:04 pm", "2020-01-02T15:04:00Z"),
        ("1/2/2020 12:30 am", "2020-01-02T00:30:00Z"),
        ("1/2/2020 12 PM", "2020-01-02T12:00:00Z"),
        ("16-Mar-2020", "2020-03-16T00:00:00Z"),
        ("16 march 2020 10:00", "2020-03-16T10:00:00Z"),
        ("March 16, 2020", "2020-03-16T00:00:00Z"),
        ("Mon, 15 Jun 2009 20:45:30 GMT", "2009-06-15T20:45:30Z"),
        ("Thursday 7/4/2024", "2024-07-04T00:00:00Z"),
        ("2024-02-29", "2024-02-29T00:00:00Z"),
        // Months, what lacks a part, and other orders
        ("March 2020", "2020-03-01T00:00:00Z"),
        ("Oct 1955", "1955-10-01T00:00:00Z"),
        ("2020-03", "2020-03-01T00:00:00Z"),
        ("03/2020", "2020-03-01T00:00:00Z"),
        ("March 16", "2026-03-16T00:00:00Z"),
        ("16 March", "2016-03-01T00:00:00Z"),
        ("10:30", "2026-11-28T10:30:00Z"),
        ("4 PM", "2026-11-28T16:00:00Z"),
        ("10:30 March 16 2020", "2020-03-16T10:30:00Z"),
        ("March 16 10:30", "2026-11-28T16:10:00Z"),
        ("2020-03/16", "2020-03-16T00:00:00Z"),
        ("2020年3月16日", "2020-03-16T00:00:00Z"),
        ("#3/16/2020#", "2020-03-16T00:00:00Z"),
        ("3/16/202", "0202-03-16T00:00:00Z"),
        ("2020-03-16-07", "2020-03-16T07:00:00Z"),
        // An offset that leads before the year 1 changes the time alone.
        ("0001-01-01T00:00+01:00", "0001-01-01T23:00:00Z"),
    ];
    for (text, expected) in cases {
        assert_eq!(
            DateTime::parse(text, date("2026-11-28T16:00:00Z")).map(DateTime::to_rfc3339).as_deref(),
            Ok(expected),
            "{text}"
        );
    }
}

#[test]
fn free_parsing_refuses() {
    let unexpected = |offset, found: &str| ParseError::Unexpected { offset, found: found.to_owned() };
    let cases = [
        ("", ParseError::Empty),
        (" \t", ParseError::Empty),
        ("not a date", unexpected(0, "not a date")),
        ("20200316", unexpected(0, "20200316")),
        ("2020-03-16x", unexpected(10, "x")),
        ("2020-03-16T", unexpected(10, "T")),
        ("2020-03-16 10:00 +15:00", unexpected(17, "+15:00")),
        ("März 16, 2020", unexpected(0, "März 16, 2020")),
        ("March 2020 10:30", unexpected(11, "10:30")),
        ("3/16/2020T07:05", unexpected(9, "T07:05")),
        ("2021-02-30", ParseError::OutOfRange),
        ("2021-13-01", ParseError::OutOfRange),
        ("13/1/2021", ParseError::OutOfRange),
        ("2023-02-29", ParseError::OutOfRange),
        ("2021-01-01 24:00", ParseError::OutOfRange),
        ("2021-01-01 10:60", ParseError::OutOfRange),
        ("Monday 7/4/2024", ParseError::OutOfRange),
        ("0000-01-01", ParseError::OutOfRange),
        ("9999-12-31T23:00-01:00", ParseError::OutOfRange),
    ];
    for (text, expected) in cases {
        assert_eq!(DateTime::parse(text, date("2026-11-28T16:00:00Z")), Err(expected), "{text}");
    }
    assert_eq!(unexpected(10, "x").to_string(), "\"x\" at position 11 is not part of a date");
}

#[test]
fn internet_timestamps() {
    for text in ["2021-07-02T15:33:38Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z"] {
        assert_eq!(date(text).to_rfc3339(), text);
    }
    for text in [
        "2021-07-02",
        "2021-07-02T15:33:38",
        "2021-7-02T15:33:38Z",
        "2021-07-02T15:33Z",
        "2021-07-02T15:33:38.Z",
        "2021-07-02T15:33:38Z ",
        "2021-07-02T15:33:38+2",
        "",
    ] {
        assert_eq!(DateTime::from_rfc3339(text), None, "{text}");
    }
}

#[test]
fn file_times() {
    // 2021-01-01T07:59:59Z, from the NumFromDate example of the Entra function reference
    assert_eq!(date("2021-01-01T07:59:59Z").to_file_time(), Some(132_539_615_990_000_000));
    assert_eq!(date("1601-01-01T00:00:00Z").to_file_time(), Some(0));
    assert_eq!(date("1600-12-31T23:59:59Z").to_file_time(), None);
    assert_eq!(DateTime::from_file_time(-1), None);
    assert_eq!(DateTime::from_file_time(i64::MAX), None);
    assert_eq!(DateTime::from_unix_milliseconds(0), Some(date("1970-01-01T00:00:00Z")));
    assert_eq!(DateTime::from_unix_milliseconds(i64::MIN), None);
}

/// Entra function reference, "DateAdd": the documented rows, and ends of months.
#[test]
fn adding() {
    let cases = [
        ("2012-03-16T07:00:00Z", Interval::Day, 7, "3/23/2012 7:00:00 AM"),
        ("2012-03-16T07:00:00Z", Interval::Day, -10, "3/6/2012 7:00:00 AM"),
        ("2012-03-16T07:00:00Z", Interval::Week, 2, "3/30/2012 7:00:00 AM"),
        ("2012-03-16T07:00:00Z", Interval::Week, -2, "3/2/2012 7:00:00 AM"),
        ("2012-03-16T07:00:00Z", Interval::Month, 10, "1/16/2013 7:00:00 AM"),
        ("2012-03-16T07:00:00Z", Interval::Month, -2, "1/16/2012 7:00:00 AM"),
        ("2012-03-16T07:00:00Z", Interval::Year, 10, "3/16/2022 7:00:00 AM"),
        ("2012-03-16T07:00:00Z", Interval::Year, -2, "3/16/2010 7:00:00 AM"),
        ("2024-01-31T00:00:00Z", Interval::Month, 1, "2/29/2024 12:00:00 AM"),
        ("2024-03-31T00:00:00Z", Interval::Month, -1, "2/29/2024 12:00:00 AM"),
        ("2024-02-29T00:00:00Z", Interval::Year, 1, "2/28/2025 12:00:00 AM"),
        ("2024-12-31T23:59:59Z", Interval::Second, 1, "1/1/2025 12:00:00 AM"),
        ("2024-12-31T23:59:59Z", Interval::Minute, -60, "12/31/2024 10:59:59 PM"),
        ("2024-12-31T23:59:59Z", Interval::Hour, 25, "1/2/2025 12:59:59 AM"),
        ("0001-02-01T00:00:00Z", Interval::Month, -1, "1/1/0001 12:00:00 AM"),
    ];
    for (from, interval, count, expected) in cases {
        let sum = date(from).add(interval, count).map(|date| date.to_string());
        assert_eq!(sum.as_deref(), Some(expected), "{from} {interval:?} {count}");
    }
    for interval in Interval::ALL {
        for count in [i64::MIN, i64::MAX, 400_000_000_000, -400_000_000_000] {
            assert_eq!(date("2024-01-01T00:00:00Z").add(interval, count), None, "{interval:?} {count}");
        }
    }
}

/// Entra function reference, "DateDiff": its nine rows.
#[test]
fn documented_differences() {
    let (now, hired) = (date("2021-08-25T17:41:18Z"), date("2012-03-16T07:00:00Z"));
    let (start, end) = (date("2021-08-17T16:00:00Z"), date("2021-08-30T16:00:00Z"));
    let (monday, tuesday) = (date("2021-08-24T00:00:00Z"), date("2021-08-25T00:00:00Z"));
    let rows = [
        (start, Interval::Day, end, 13),
        (now, Interval::Day, hired, -3449),
        (now, Interval::Week, hired, -493),
        (now, Interval::Month, hired, -113),
        (now, Interval::Year, hired, -9),
        (end, Interval::Day, end, 0),
        (monday, Interval::Hour, tuesday, 24),
        (monday, Interval::Minute, tuesday, 1440),
        (monday, Interval::Second, tuesday, 86400),
    ];
    for (from, interval, to, expected) in rows {
        assert_eq!(from.difference(interval, to), expected, "{from} {interval:?} {to}");
    }
}

#[test]
fn differences_cut_toward_zero_and_count_calendar_units() {
    let cases = [
        ("2024-01-01T23:00:00Z", Interval::Day, "2024-01-02T01:00:00Z", 0),
        ("2024-01-02T01:00:00Z", Interval::Day, "2024-01-01T00:00:00Z", -1),
        ("2024-01-02T01:00:00Z", Interval::Hour, "2024-01-02T00:00:01Z", 0),
        ("2023-12-31T23:59:59Z", Interval::Year, "2024-01-01T00:00:00Z", 1),
        ("2024-01-31T23:59:59Z", Interval::Month, "2024-02-01T00:00:00Z", 1),
        ("2024-06-01T00:00:00Z", Interval::Week, "2024-06-02T00:00:00Z", 1),
        ("2024-06-02T00:00:00Z", Interval::Week, "2024-06-08T23:00:00Z", 0),
        // Weeks count the time of the day: both are moved back to a Sunday, at that time.
        ("2024-06-02T00:00:00Z", Interval::Week, "2024-06-01T23:00:00Z", 0),
        ("2024-06-02T00:00:00Z", Interval::Week, "2024-06-01T00:00:00Z", -1),
        ("2026-11-28T12:00:00Z", Interval::Week, "2026-12-06T00:00:00Z", 1),
        ("2026-11-28T00:00:00Z", Interval::Week, "2026-12-06T12:00:00Z", 2),
    ];
    for (from, interval, to, expected) in cases {
        assert_eq!(date(from).difference(interval, date(to)), expected, "{from} {interval:?} {to}");
    }
}

#[test]
fn interval_names_are_case_sensitive() {
    for interval in Interval::ALL {
        assert_eq!(interval.name().parse(), Ok(interval));
    }
    for name in ["D", "q", "y", "w", "M", "YYYY", "", "day"] {
        assert_eq!(name.parse::<Interval>(), Err(UnknownInterval(name.to_owned())));
    }
    insta::assert_snapshot!(
        UnknownInterval("D".to_owned()),
        @r#""D" is not an interval; the intervals are yyyy (year), m (month), ww (week), d (day), h (hour), n (minute), s (second)"#
    );
}

/// .NET documentation, "Custom date and time format strings", invariant culture.
#[test]
fn custom_formats() {
    let cases = [
        ("yyyy-MM-dd", "2009-06-05"),
        ("M/d/yyyy h:mm:ss tt", "6/5/2009 1:45:30 PM"),
        ("M/d/yy H:mm", "6/5/09 13:45"),
        ("y yy yyy yyyy yyyyy", "9 09 2009 2009 02009"),
        ("d dd ddd dddd", "5 05 Fri Friday"),
        ("M MM MMM MMMM", "6 06 Jun June"),
        ("h hh hhh H HH", "1 01 01 13 13"),
        ("f ff fff ffff fffffff", "6 61 617 6170 6170000"),
        ("F FF FFFF", "6 61 617"),
        ("s.FFFFFFF", "30.617"),
        ("t tt ttt", "P PM PM"),
        ("z zz zzz K", "+0 +00 +00:00 Z"),
        ("g", "06/05/2009 13:45"),
        ("%g gg", "A.D. A.D."),
        ("yyyy'Y'MM\"M\"dd\\d", "2009Y06M05d"),
        ("'it\\'s' %d", "it's 5"),
        ("%M%d", "65"),
        ("yyyyMMddHHmmss.0Z", "20090605134530.0Z"),
        ("yyyy-MM-ddTHH:mm:ssZ", "2009-06-05T13:45:30Z"),
        // m and t are format letters wherever they stand.
        ("ümläut 日", "ü45läuP 日"),
    ];
    let date = date("2009-06-05T13:45:30.617Z");
    for (text, expected) in cases {
        assert_eq!(format(text).write(date), expected, "{text}");
    }
    assert_eq!(format("s.FFF s.ffF").write(self::date("2009-06-15T13:45:30Z")), "30 30.00");
}

/// .NET documentation, "Standard date and time format strings", invariant culture.
#[test]
fn standard_formats() {
    let cases = [
        ("d", "06/15/2009"),
        ("D", "Monday, 15 June 2009"),
        ("f", "Monday, 15 June 2009 13:45"),
        ("F", "Monday, 15 June 2009 13:45:30"),
        ("g", "06/15/2009 13:45"),
        ("G", "06/15/2009 13:45:30"),
        ("", "06/15/2009 13:45:30"),
        ("M", "June 15"),
        ("o", "2009-06-15T13:45:30.0900000Z"),
        ("R", "Mon, 15 Jun 2009 13:45:30 GMT"),
        ("s", "2009-06-15T13:45:30"),
        ("t", "13:45"),
        ("T", "13:45:30"),
        ("u", "2009-06-15 13:45:30Z"),
        ("U", "Monday, 15 June 2009 13:45:30"),
        ("y", "2009 June"),
    ];
    for (text, expected) in cases {
        assert_eq!(format(text).write(date("2009-06-15T13:45:30.09Z")), expected, "{text}");
    }
}

#[test]
fn formats_that_are_none() {
    let cases = [
        ("x", FormatError::UnknownStandard('x')),
        ("Z", FormatError::UnknownStandard('Z')),
        ("yyyy'year", FormatError::UnclosedQuote(4)),
        ("yyyy\\", FormatError::TrailingBackslash),
        ("'a\\", FormatError::TrailingBackslash),
        ("yyyy%", FormatError::LonePercent(4)),
        ("%%d", FormatError::LonePercent(0)),
        ("HH:mm:ss.ffffffff", FormatError::TooManyDecimals),
    ];
    for (text, error) in cases {
        assert_eq!(text.parse::<DateFormat>(), Err(error), "{text}");
    }
}

#[test]
fn exact_parsing() {
    let cases = [
        // Expressions of the HR provisioning guides
        ("20150123105347.1Z", "yyyyMMddHHmmss.fZ", "2015-01-23T10:53:47.1Z"),
        ("2020-12-31-08:00", "yyyy-MM-ddzzz", "2020-12-31T08:00:00Z"),
        ("12/31/9999 12:00:00 AM", "M/d/yyyy hh:mm:ss tt", "9999-12-31T00:00:00Z"),
        ("7/2/2021 3:33:38 PM", "M/d/yyyy h:mm:ss tt", "2021-07-02T15:33:38Z"),
        ("2024-07-04T23:30:00-02:00", "yyyy-MM-ddTHH:mm:ssK", "2024-07-05T01:30:00Z"),
        ("04/07/2024", "dd/MM/yyyy", "2024-07-04T00:00:00Z"),
        // Each token
        ("4/7/24", "d/M/yy", "2024-07-04T00:00:00Z"),
        ("04/07/50", "d/M/y", "1950-07-04T00:00:00Z"),
        ("  2024-07-04\t", "yyyy-MM-dd", "2024-07-04T00:00:00Z"),
        ("2024-07-04", " yyyy-MM-dd ", "2024-07-04T00:00:00Z"),
        ("Thu, 04 Jul 2024", "ddd, dd MMM yyyy", "2024-07-04T00:00:00Z"),
        ("thursday 4 JULY 2024", "dddd d MMMM yyyy", "2024-07-04T00:00:00Z"),
        ("May 2024", "MMM yyyy", "2024-05-01T00:00:00Z"),
        ("2024", "yyyy", "2024-01-01T00:00:00Z"),
        ("12:30 AM 2024-07-04", "h:mm tt yyyy-MM-dd", "2024-07-04T00:30:00Z"),
        ("12:30 p 2024-07-04", "hh:mm 'p' yyyy-MM-dd", "2024-07-04T00:30:00Z"),
        ("1:30P 2024-07-04", "h:mmt yyyy-MM-dd", "2024-07-04T13:30:00Z"),
        ("2024-07-04 10:20:30", "yyyy-MM-dd HH:mm:ss.FFF", "2024-07-04T10:20:30Z"),
        ("2024-07-04 10:20:30.25", "yyyy-MM-dd HH:mm:ss.FFF", "2024-07-04T10:20:30.25Z"),
        ("2024-07-04 10+5", "yyyy-MM-dd HHz", "2024-07-04T05:00:00Z"),
        ("2024-07-04 10+0530", "yyyy-MM-dd HHzzz", "2024-07-04T04:30:00Z"),
        ("2024-07-04 10+05", "yyyy-MM-dd HHzz", "2024-07-04T05:00:00Z"),
        ("2024-07-04T10Z", "yyyy-MM-ddTHHK", "2024-07-04T10:00:00Z"),
        ("2024-07-04T10", "yyyy-MM-ddTHHK", "2024-07-04T10:00:00Z"),
        ("2024-07-04 GMT", "yyyy-MM-dd Z", "2024-07-04T00:00:00Z"),
        ("on 4, at 7", "'on' d, \"at\" M", "2000-07-04T00:00:00Z"),
        ("d4M7", "\\dd\\MM", "2000-07-04T00:00:00Z"),
        ("14:30", "HH:mm", "2000-05-06T14:30:00Z"),
        ("20240704 20240704", "yyyyMMdd yyyyMMdd", "2024-07-04T00:00:00Z"),
        // Standard formats
        ("07/04/2024", "d", "2024-07-04T00:00:00Z"),
        ("2024-07-04T10:20:30", "s", "2024-07-04T10:20:30Z"),
        ("2024-07-04 10:20:30Z", "u", "2024-07-04T10:20:30Z"),
        ("2024-07-04T10:20:30.1234567+02:00", "o", "2024-07-04T08:20:30.1234567Z"),
        ("Thu, 04 Jul 2024 10:20:30 GMT", "R", "2024-07-04T10:20:30Z"),
    ];
    let now = date("2000-05-06T07:08:09Z");
    for (text, pattern, expected) in cases {
        let read = format(pattern).parse(text, Styles::default(), now).map(DateTime::to_rfc3339);
        assert_eq!(read.as_deref(), Ok(expected), "{text} as {pattern}");
    }
}

#[test]
fn exact_parsing_refuses() {
    let mismatch = |token: &str, offset, found: &str| ParseExactError::Mismatch {
        token: token.to_owned(),
        offset,
        found: found.to_owned(),
    };
    let cases = [
        ("text", "yyyy-MM-dd", mismatch("yyyy", 0, "text")),
        ("", "yyyy-MM-dd", mismatch("yyyy", 0, "")),
        ("2024-7-4", "yyyy-MM-dd", mismatch("MM", 5, "7-4")),
        ("7/2/2021 7:00:00 AM", "M/d/yyyy hh:mm:ss tt", mismatch("hh", 9, "7:00:00 AM")),
        ("2024/07/04", "yyyy-MM-dd", mismatch("-", 4, "/07/04")),
        ("2024-07-04 10:20:30", "yyyy-MM-dd HH:mm:ss.f", mismatch(".", 19, "")),
        ("2024-07-04 10:20:30.", "yyyy-MM-dd HH:mm:ss.f", mismatch("f", 20, "")),
        ("2024-07-04 7:00 XM", "yyyy-MM-dd h:mm tt", mismatch("tt", 16, "XM")),
        ("2024-07-04+15:00", "yyyy-MM-ddzzz", mismatch("zzz", 10, "+15:00")),
        ("4 Juli 2024", "d MMMM yyyy", mismatch("MMMM", 2, "Juli 2024")),
        (
            "2024-07-04 10:00",
            "yyyy-MM-dd",
            ParseExactError::Trailing { offset: 10, found: " 10:00".to_owned() },
        ),
        ("04 05", "dd dd", ParseExactError::Contradiction("dd".to_owned())),
        ("Mon 2024-07-04", "ddd yyyy-MM-dd", ParseExactError::WrongWeekday("Thursday")),
        ("2024-02-30", "yyyy-MM-dd", ParseExactError::OutOfRange),
        ("2024-07-04 24:00", "yyyy-MM-dd HH:mm", ParseExactError::OutOfRange),
        ("2024-07-04 13:00 PM", "yyyy-MM-dd hh:mm tt", ParseExactError::OutOfRange),
        ("2024-07-04 13:00 AM", "yyyy-MM-dd HH:mm tt", ParseExactError::OutOfRange),
    ];
    let now = date("2000-05-06T07:08:09Z");
    for (text, pattern, error) in cases {
        assert_eq!(format(pattern).parse(text, Styles::default(), now), Err(error), "{text} as {pattern}");
    }
    insta::assert_snapshot!(
        mismatch("MM", 5, "7-4"),
        @r#""7-4" at position 6 does not fit "MM" of the format"#
    );
}

#[test]
fn styles() {
    let now = date("2000-05-06T07:08:09Z");
    let read = |text: &str, pattern: &str, styles: &str| {
        let styles: Styles = styles.parse().unwrap_or_else(|error| panic!("{styles}: {error}"));
        format(pattern).parse(text, styles, now).ok().map(DateTime::to_rfc3339)
    };
    let fourth = Some("2024-07-04T00:00:00Z".to_owned());
    assert_eq!(read(" 2024-07-04", "yyyy-MM-dd", "None"), None);
    assert_eq!(read(" 2024-07-04", "yyyy-MM-dd", "AllowLeadingWhite"), fourth);
    assert_eq!(read("2024-07-04 ", "yyyy-MM-dd", "AllowLeadingWhite"), None);
    assert_eq!(read(" 2024 - 07-04 ", "yyyy-MM-dd", "allowwhitespaces, AssumeUniversal"), fourth);
    assert_eq!(read("2024-0704", "yyyy-MM  dd", "AllowInnerWhite"), fourth);
    assert_eq!(read("2024 07 04", "yyyy    MM dd", "AllowInnerWhite"), fourth);
    assert_eq!(read("10:00", "HH:mm", "NoCurrentDateDefault").as_deref(), Some("0001-01-01T10:00:00Z"));

    assert_eq!("AssumeUtc".parse::<Styles>(), Err(StylesError::Unknown("AssumeUtc".to_owned())));
    assert_eq!("".parse::<Styles>(), Err(StylesError::Unknown(String::new())));
    assert_eq!(
        "AssumeLocal,AssumeUniversal".parse::<Styles>(),
        Err(StylesError::Conflict("AssumeLocal", "AssumeUniversal"))
    );
}

fn any_date() -> impl Strategy<Value = DateTime> {
    (0..=MAX_TICKS).prop_map(|ticks| DateTime::from_ticks(ticks).expect("in range"))
}

proptest! {
    #[test]
    fn written_dates_read_back(date in any_date()) {
        for pattern in ["o", "yyyyMMddHHmmss.fffffffZ", "dddd d MMMM yyyy h:m:s.FFFFFFF tt", "d/M/yyyy H:mm:ss.fffffffzzz"] {
            let written = format(pattern).write(date);
            prop_assert_eq!(format(pattern).parse(&written, Styles::NONE, date), Ok(date), "{}", written);
        }
        prop_assert_eq!(DateTime::from_rfc3339(&date.to_rfc3339()), Some(date));
        prop_assert_eq!(DateTime::parse(&date.to_rfc3339(), date), Ok(date));
        prop_assert_eq!(DateTime::parse(&date.to_string(), date).map(|read| date.0 - read.0), Ok(date.0 % TICKS_PER_SECOND));
    }

    #[test]
    fn fields_name_the_date(date in any_date()) {
        let Fields { year, month, day, hour, minute, second, ticks, .. } = date.fields();
        let midnight = DateTime::from_date(year, month, day).expect("a day");
        let rest = i64::from(hour) * TICKS_PER_HOUR + i64::from(minute) * TICKS_PER_MINUTE
            + i64::from(second) * TICKS_PER_SECOND + i64::from(ticks);
        prop_assert_eq!(midnight.add_ticks(rest), Some(date));
    }

    #[test]
    fn no_text_and_no_format_panics(text in "\\PC{0,20}|[-0-9/:. TZAPM+]{0,24}", pattern in "\\PC{0,12}|[yMdHhmsfFtzKZg %\\\\'./:-]{0,12}") {
        let _ = DateTime::parse(&text, DateTime::default());
        let _ = DateTime::from_rfc3339(&text);
        if let Ok(format) = pattern.parse::<DateFormat>() {
            let now = date("2000-05-06T07:08:09Z");
            let _ = format.parse(&text, Styles::default(), now);
            let _ = format.parse(&text, Styles::ALLOW_WHITE_SPACES, now);
            let _ = format.write(now);
        }
    }

    #[test]
    fn months_added_are_months_apart(date in any_date(), count in -1000i64..1000) {
        if let Some(later) = date.add(Interval::Month, count) {
            prop_assert_eq!(date.difference(Interval::Month, later), count);
        }
    }
}
