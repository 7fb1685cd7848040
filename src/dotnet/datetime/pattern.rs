//! What a date format is made of.

use std::fmt::{self, Write as _};

/// A part of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PatternPart {
    /// A format letter with its repetitions, such as `yyyy`.
    Field(PatternField, usize),
    /// An unquoted `Z`: itself when writing, a UTC marker when reading.
    Zulu,
    /// A character that stands for itself.
    Char(char),
    /// A character after a backslash, which stands for itself whatever it is.
    Escaped(char),
    /// A quoted text.
    Text(String),
}

/// What a format letter stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PatternField {
    Day,
    Fraction,
    OptionalFraction,
    Era,
    Hour12,
    Hour24,
    OffsetOrZ,
    Minute,
    Month,
    Second,
    Half,
    Year,
    Offset,
}

impl PatternField {
    const LETTERS: [(char, Self); 13] = [
        ('d', Self::Day),
        ('f', Self::Fraction),
        ('F', Self::OptionalFraction),
        ('g', Self::Era),
        ('h', Self::Hour12),
        ('H', Self::Hour24),
        ('K', Self::OffsetOrZ),
        ('m', Self::Minute),
        ('M', Self::Month),
        ('s', Self::Second),
        ('t', Self::Half),
        ('y', Self::Year),
        ('z', Self::Offset),
    ];

    pub(super) fn of(letter: char) -> Option<Self> {
        Self::LETTERS.iter().find(|(known, _)| *known == letter).map(|(_, field)| *field)
    }

    fn letter(self) -> char {
        Self::LETTERS.iter().find(|(_, field)| *field == self).map_or('?', |(letter, _)| *letter)
    }
}

impl fmt::Display for PatternPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(field, count) => (0..*count).try_for_each(|_| f.write_char(field.letter())),
            Self::Zulu => f.write_char('Z'),
            Self::Char(c) | Self::Escaped(c) => f.write_char(*c),
            Self::Text(text) => f.write_str(text),
        }
    }
}
