//! .NET format texts: standard (one letter) and custom, compiled to tokens, and writing by them.
//!
//! Source: "Standard date and time format strings" and "Custom date and time format strings" of
//! the .NET documentation, with the invariant culture.

use super::exact::{self, ParseExactError};
use super::pattern::{PatternField, PatternPart};
use super::{DateTime, Fields, MONTHS, Styles, TimeKind, WEEKDAYS, abbreviated, hour12};
use std::fmt::{self, Write as _};
use std::str::FromStr;

/// A format text, ready to read and write dates by.
///
/// ```
/// use attrflow::dotnet::datetime::{DateTime, DateFormat};
/// let format: DateFormat = "dddd, d MMM yyyy 'at' HH:mm".parse()?;
/// let date = DateTime::from_date(2024, 7, 4).and_then(|date| date.add_ticks(0));
/// assert_eq!(date.map(|date| format.write(date)).as_deref(), Some("Thursday, 4 Jul 2024 at 00:00"));
/// # Ok::<(), attrflow::dotnet::datetime::FormatError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateFormat {
    text: String,
    pub(super) tokens: Vec<PatternPart>,
}

/// A text that .NET refuses as a date format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// `x`: one letter that names no standard format.
    UnknownStandard(char),
    /// `yyyy'year`: the quote at this byte offset is never closed.
    UnclosedQuote(usize),
    /// `yyyy\`: nothing follows the backslash.
    TrailingBackslash,
    /// `yyyy%`: the percent sign at this byte offset is not followed by a format letter.
    LonePercent(usize),
    /// `ffffffff`: a tick has seven decimals, so more than seven letters are refused.
    TooManyDecimals,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownStandard(letter) => write!(
                f,
                "\"{letter}\" is not a standard date format; the standard ones are d D f F g G M o R s t T u U Y"
            ),
            Self::UnclosedQuote(offset) => write!(f, "the quote at position {} is not closed", offset + 1),
            Self::TrailingBackslash => f.write_str("nothing follows the backslash at the end"),
            Self::LonePercent(offset) => {
                write!(f, "no format letter follows the % at position {}", offset + 1)
            }
            Self::TooManyDecimals => f.write_str("a second has at most seven decimals"),
        }
    }
}

impl std::error::Error for FormatError {}

impl FromStr for DateFormat {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        let mut letters = text.chars();
        let custom = match (letters.next(), letters.next()) {
            // An empty format is the general one.
            (None, _) => standard('G')?,
            (Some(letter), None) => standard(letter)?,
            _ => text,
        };
        Ok(Self { text: text.to_owned(), tokens: tokens(custom)? })
    }
}

/// The custom format a standard one is short for, in the invariant culture.
fn standard(letter: char) -> Result<&'static str, FormatError> {
    Ok(match letter {
        'd' => "MM/dd/yyyy",
        'D' => "dddd, dd MMMM yyyy",
        'f' => "dddd, dd MMMM yyyy HH:mm",
        'F' | 'U' => "dddd, dd MMMM yyyy HH:mm:ss",
        'g' => "MM/dd/yyyy HH:mm",
        'G' => "MM/dd/yyyy HH:mm:ss",
        'm' | 'M' => "MMMM dd",
        'o' | 'O' => "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
        'r' | 'R' => "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
        's' => "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
        't' => "HH:mm",
        'T' => "HH:mm:ss",
        'u' => "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
        'y' | 'Y' => "yyyy MMMM",
        _ => return Err(FormatError::UnknownStandard(letter)),
    })
}

/// More repetitions than this change nothing but the zeros before a year.
const MAX_REPETITIONS: usize = 64;

fn tokens(format: &str) -> Result<Vec<PatternPart>, FormatError> {
    let mut tokens = Vec::new();
    let mut rest = format.char_indices().peekable();
    while let Some((offset, c)) = rest.next() {
        let token = match c {
            '\'' | '"' => {
                let mut text = String::new();
                loop {
                    match rest.next() {
                        None => return Err(FormatError::UnclosedQuote(offset)),
                        Some((_, closing)) if closing == c => break,
                        Some((_, '\\')) => {
                            text.push(rest.next().ok_or(FormatError::TrailingBackslash)?.1);
                        }
                        Some((_, inside)) => text.push(inside),
                    }
                }
                PatternPart::Text(text)
            }
            '\\' => PatternPart::Escaped(rest.next().ok_or(FormatError::TrailingBackslash)?.1),
            // Marks the next letter as a format letter of its own: `%d` is a custom format.
            '%' => match rest.next() {
                None | Some((_, '%')) => return Err(FormatError::LonePercent(offset)),
                Some((_, 'Z')) => PatternPart::Zulu,
                Some((_, next)) => PatternField::of(next)
                    .map_or(PatternPart::Char(next), |field| PatternPart::Field(field, 1)),
            },
            'Z' => PatternPart::Zulu,
            _ => match PatternField::of(c) {
                None => PatternPart::Char(c),
                Some(field) => {
                    let mut count = 1;
                    // One K at a time: "KK" is two of them.
                    while field != PatternField::OffsetOrZ && rest.next_if(|&(_, next)| next == c).is_some() {
                        count += 1;
                    }
                    if matches!(field, PatternField::Fraction | PatternField::OptionalFraction) && count > 7 {
                        return Err(FormatError::TooManyDecimals);
                    }
                    PatternPart::Field(field, count.min(MAX_REPETITIONS))
                }
            },
        };
        tokens.push(token);
    }
    Ok(tokens)
}

impl DateFormat {
    /// The format as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The date in this format. The date is UTC, so `K` writes `Z` and `zzz` writes `+00:00`.
    pub fn write(&self, date: DateTime) -> String {
        self.write_as(date, TimeKind::Utc)
    }

    /// The date in this format; `K` writes what is known of its kind.
    pub fn write_as(&self, date: DateTime, kind: TimeKind) -> String {
        let mut out = String::with_capacity(self.text.len() + 8);
        // Writing to a String cannot fail.
        let _ = self.write_to(date.fields(), kind, &mut out);
        out
    }

    /// Reads a text that is in this format and nothing else (`DateTime.ParseExact`). A value
    /// without an offset is taken as UTC. Parts the format lacks are taken from `now` as .NET
    /// does: the current day if the format has no date, the current year if it has only a month
    /// or a day.
    ///
    /// # Errors
    /// [`ParseExactError`] names the token that did not fit and where.
    ///
    /// ```
    /// use attrflow::dotnet::datetime::{DateTime, DateFormat, Styles};
    /// let format: DateFormat = "yyyyMMddHHmmss.fZ".parse().expect("a format");
    /// let now = DateTime::from_date(2024, 1, 1).expect("a date");
    /// let date = format.parse("20150123105347.1Z", Styles::default(), now)?;
    /// assert_eq!(date.to_rfc3339(), "2015-01-23T10:53:47.1Z");
    /// # Ok::<(), attrflow::dotnet::datetime::ParseExactError>(())
    /// ```
    pub fn parse(&self, text: &str, styles: Styles, now: DateTime) -> Result<DateTime, ParseExactError> {
        self.parse_with_kind(text, styles, now).map(|(date, _)| date)
    }

    /// The same with what the text says of the kind of its time.
    ///
    /// # Errors
    /// As for [`DateFormat::parse`].
    pub fn parse_with_kind(
        &self,
        text: &str,
        styles: Styles,
        now: DateTime,
    ) -> Result<(DateTime, TimeKind), ParseExactError> {
        // "U" is the one standard format that makes its time a universal one.
        let universal = self.text == "U";
        exact::parse(&self.tokens, text, styles, now, universal)
    }

    fn write_to(&self, date: Fields, kind: TimeKind, out: &mut String) -> fmt::Result {
        for token in &self.tokens {
            match token {
                PatternPart::Text(text) => out.push_str(text),
                PatternPart::Char(c) | PatternPart::Escaped(c) => out.push(*c),
                PatternPart::Zulu => out.push('Z'),
                PatternPart::Field(field, count) => write_field(*field, *count, date, kind, out)?,
            }
        }
        Ok(())
    }
}

fn write_field(
    field: PatternField,
    count: usize,
    date: Fields,
    kind: TimeKind,
    out: &mut String,
) -> fmt::Result {
    let name =
        |names: &'static [&'static str], index: u8| names.get(usize::from(index)).copied().unwrap_or("");
    let padded = count.min(2);
    match field {
        PatternField::Day => match count {
            1 | 2 => write!(out, "{:0padded$}", date.day),
            3 => out.write_str(abbreviated(name(&WEEKDAYS, date.weekday))),
            _ => out.write_str(name(&WEEKDAYS, date.weekday)),
        },
        PatternField::Month => match count {
            1 | 2 => write!(out, "{:0padded$}", date.month),
            3 => out.write_str(abbreviated(name(&MONTHS, date.month - 1))),
            _ => out.write_str(name(&MONTHS, date.month - 1)),
        },
        PatternField::Year => match count {
            1 | 2 => write!(out, "{:0count$}", date.year % 100),
            _ => write!(out, "{:0count$}", date.year),
        },
        PatternField::Hour12 => write!(out, "{:0padded$}", hour12(date.hour)),
        PatternField::Hour24 => write!(out, "{:0padded$}", date.hour),
        PatternField::Minute => write!(out, "{:0padded$}", date.minute),
        PatternField::Second => write!(out, "{:0padded$}", date.second),
        PatternField::Half => out.write_str(match (date.hour < 12, count) {
            (true, 1) => "A",
            (false, 1) => "P",
            (true, _) => "AM",
            (false, _) => "PM",
        }),
        PatternField::Era => out.write_str("A.D."),
        PatternField::OffsetOrZ => out.write_str(match kind {
            TimeKind::Utc => "Z",
            TimeKind::Local => "+00:00",
            TimeKind::Unspecified => "",
        }),
        PatternField::Offset => out.write_str(match count {
            1 => "+0",
            2 => "+00",
            _ => "+00:00",
        }),
        PatternField::Fraction | PatternField::OptionalFraction => {
            let digits = format!("{:07}", date.ticks);
            let digits = digits.get(..count).unwrap_or(&digits);
            if field == PatternField::Fraction {
                return out.write_str(digits);
            }
            let significant = digits.trim_end_matches('0');
            // A point with nothing to follow goes too.
            if significant.is_empty() && out.ends_with('.') {
                out.pop();
            }
            out.write_str(significant)
        }
    }
}
