//! What a text is that is no date.

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
            Self::OutOfRange => f.write_str("there is no such date in the years 1 to 9999"),
        }
    }
}

impl std::error::Error for ParseError {}
