//! Reading a date written in one of the usual ways, and Internet timestamps.

mod error;
mod reader;

pub use error::ParseError;

use super::DateTime;
use super::cursor::{Clock, Cursor, fraction, offset};
use reader::Reader;

pub(super) fn parse(text: &str, now: DateTime) -> Result<DateTime, ParseError> {
    // Visual Basic's way to quote a date, and what texts of C end with.
    let text = text.trim_end_matches('\0');
    let quoted = text.trim().strip_prefix('#').and_then(|text| text.strip_suffix('#'));
    let text = quoted.unwrap_or(text);
    if text.trim().is_empty() {
        return Err(ParseError::Empty);
    }
    Reader::new(text, now).read()
}

/// The decimals of a second, if a point follows.
fn decimals(cursor: &mut Cursor<'_>) -> Option<i64> {
    if !cursor.eat('.') {
        return Some(0);
    }
    cursor.all_digits().map(fraction)
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
