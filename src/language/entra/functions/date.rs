//! Dates: reading, adding, comparing, writing.

use super::{Function, Kind, Meaning, Offers, example, optional, required};
use crate::dotnet::datetime::{
    DateFormat, DateTime, FormatError, Interval, Styles, StylesError, TimeKind, UnknownInterval,
};
use crate::language::machine::{Arguments, Flow, date, integer, text};
use crate::language::trace::Note;
use crate::value::Value;
use std::borrow::Cow;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("Now", &[], Kind::Date, "Returns the present date and time in UTC.", now)
        .means(Meaning::Now)
        .changing()
        .never_null()
        .words("the present time"),
    Function::new(
        "CDate",
        &[required("expression", "source", Kind::Date)],
        Kind::Date,
        "Reads a date from a text and converts it to UTC. A month and a year are its first day, a time alone is today's.",
        cdate,
    )
    .means(Meaning::AsDate)
    .words("{expression} as a date")
    .examples(&[example(
        "CDate([StatusHireDate])",
        r#"{"StatusHireDate":"2020-03-16-07:00"}"#,
        r#""3/16/2020 7:00:00 AM""#,
    )]),
    Function::new(
        "DateAdd",
        &[
            required("interval", "interval", Kind::Text).offers(Offers::Intervals),
            required("value", "value", Kind::Integer),
            required("dateTime", "dateTime", Kind::Date),
        ],
        Kind::Date,
        "Adds a number of intervals (yyyy, m, d, ww, h, n, s) to a date.",
        date_add,
    )
    .means(Meaning::Date)
    .words("{dateTime} plus {value} times {interval}")
    .examples(&[example(
        r#"DateAdd("d", 7, CDate([StatusHireDate]))"#,
        r#"{"StatusHireDate":"2012-03-16-07:00"}"#,
        r#""3/23/2012 7:00:00 AM""#,
    )]),
    Function::new(
        "DateDiff",
        &[
            required("interval", "interval", Kind::Text).offers(Offers::Intervals),
            required("date1", "date1", Kind::Date),
            required("date2", "date2", Kind::Date),
        ],
        Kind::Integer,
        "Returns how many intervals lie between two dates; positive if the second is later. Weeks (ww) count the time of the day.",
        date_diff,
    )
    .means(Meaning::DateDifference)
    .words("the difference between {date1} and {date2} in {interval}")
    .examples(&[example(
        r#"DateDiff("d", CDate([date1]), CDate([date2]))"#,
        r#"{"date1":"2021-08-18+08:00","date2":"2021-08-31+08:00"}"#,
        r#""13""#,
    )]),
    Function::new(
        "DateFromNum",
        &[required("value", "source", Kind::Integer)],
        Kind::Date,
        "Turns a Windows file time into a date.",
        date_from_num,
    )
    .means(Meaning::Date)
    .words("{value} as the date of a Windows file time")
    .examples(&[example("DateFromNum(129699324000000000)", "{}", r#""1/1/2012 11:00:00 PM""#)]),
    Function::new(
        "NumFromDate",
        &[required("value", "source", Kind::Date)],
        Kind::Integer,
        "Turns a date into a Windows file time. A time alone is refused.",
        num_from_date,
    )
    .words("{value} as a Windows file time")
    .examples(&[example(r#"NumFromDate("2020-12-31 23:59:59-08:00")"#, "{}", r#""132539615990000000""#)]),
    Function::new(
        "FormatDateTime",
        &[
            required("source", "source", Kind::Date),
            optional("dateTimeStyles", "dateTimeStyles", Kind::Text).offers(Offers::DateStyles),
            optional("inputFormat", "inputFormat", Kind::Text).offers(Offers::DateFormats),
            optional("outputFormat", "outputFormat", Kind::Text).offers(Offers::DateFormats),
        ],
        Kind::Text,
        "Reads a date in one format and writes it in another. Two-digit years are 1950 to 2049; K writes an offset only if one was read.",
        format_date_time,
    )
    .means(Meaning::FormattedDate)
    .asks_always(&[0])
    .maps(None)
    .minimum(2)
    .arity(|present| match (present.len(), present.last()) {
        (2..=4, Some(true)) => Ok(()),
        _ => Err("FormatDateTime needs its outputFormat, the last argument"),
    })
    .examples(&[example(
        r#"FormatDateTime([extensionAttribute1], , "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")"#,
        r#"{"extensionAttribute1":"20150123105347.1Z"}"#,
        r#""2015-01-23""#,
    )]),
];

fn now<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    Ok(Value::DateTime(args.machine.environment.now))
}

fn cdate<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    args.date(0).map(Value::DateTime)
}

fn interval(args: &mut Arguments<'_, '_, '_>) -> Flow<Interval> {
    let name = args.text_or_empty(0)?;
    name.parse().map_err(|reason: UnknownInterval| args.impossible(0, reason.to_string()))
}

fn date_add<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let interval = interval(args)?;
    let count = args.integer(1)?;
    let date = args.date(2)?;
    match date.add(interval, count) {
        Some(date) => Ok(Value::DateTime(date)),
        None => Err(args.failure("the date leaves the years 1 to 9999")),
    }
}

fn date_diff<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let interval = interval(args)?;
    let first = args.date(1)?;
    let second = args.date(2)?;
    Ok(Value::Integer(first.difference(interval, second)))
}

fn date_from_num<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let value = args.value(0)?;
    if value.is_null() {
        return Err(args.impossible(0, "DateFromNum got no value"));
    }
    let number = integer(value, args.span_of(0))?;
    DateTime::from_file_time(number)
        .map(Value::DateTime)
        .ok_or_else(|| args.impossible(0, format!("{number} is no Windows file time of the years 1 to 9999")))
}

fn num_from_date<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let value = args.value(0)?;
    // Documented to take date-time texts of ISO 8601. A time alone, which is what an absent date
    // leaves of a joined text, would become today.
    if let Value::Text(text) = &value
        && DateTime::is_time_alone(text)
    {
        let text = crate::value::clip(text);
        return Err(
            args.impossible(0, format!("expected a date, found `{text}`: the text has a time but no date"))
        );
    }
    let date = date(value, args.span_of(0), args.machine.environment.now)?;
    date.to_file_time()
        .map(Value::Integer)
        .ok_or_else(|| args.impossible(0, "Windows file times begin on 1601-01-01"))
}

/// The number of arguments tells the three published forms apart: with styles (Entra), without
/// (cloud sync, Graph, older guides), and with an output format alone (Connect).
fn format_date_time<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let (styles, input, output) = match args.count() {
        2 => (None, None, 1),
        3 => (None, Some(1), 2),
        _ => (Some(1), Some(2), 3),
    };
    let source = args.value(0)?;
    if source.is_null_or_empty() {
        return Ok(Value::Null);
    }
    let now = args.machine.environment.now;
    let (date, kind) = match source {
        // A date needs no reading; guides pass DateAdd results with input formats that would not fit.
        Value::DateTime(date) => {
            let format = input.is_some_and(|at| args.is_present(at));
            args.note(|| Note::date_as_it_is(format));
            (date, TimeKind::Utc)
        }
        other => match input.filter(|at| args.is_present(*at)) {
            None => {
                let date = date(other, args.span_of(0), now)?;
                args.note(|| Note::date(date, false));
                (date, TimeKind::Utc)
            }
            Some(at) => {
                let styles = match styles {
                    Some(at) => self::styles(args, at)?,
                    None => Styles::default(),
                };
                let format = format(args, at)?;
                let text = text(other, args.span_of(0))?.unwrap_or_default();
                let (date, kind) = format.parse_with_kind(&text, styles, now).map_err(|reason| {
                    let text = crate::value::clip(&text);
                    let format = format.as_str();
                    args.impossible(0, format!("`{text}` does not fit the input format `{format}`: {reason}"))
                })?;
                args.note(|| Note::date(date, true));
                (date, kind)
            }
        },
    };
    Ok(Value::Text(Cow::Owned(format(args, output)?.write_as(date, kind))))
}

fn format(args: &mut Arguments<'_, '_, '_>, at: usize) -> Flow<DateFormat> {
    let format = args.text_or_empty(at)?;
    format
        .parse()
        .map_err(|reason: FormatError| args.impossible(at, format!("`{format}` is no date format: {reason}")))
}

fn styles(args: &mut Arguments<'_, '_, '_>, at: usize) -> Flow<Styles> {
    let Some(names) = args.text(at)? else { return Ok(Styles::default()) };
    names.parse().map_err(|reason: StylesError| args.impossible(at, reason.to_string()))
}
