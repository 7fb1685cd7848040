//! `DateTimeStyles`: how strictly an exact parse reads.

use std::fmt;
use std::ops::BitOr;
use std::str::FromStr;

/// A set of .NET's `DateTimeStyles`.
///
/// Instants here are always UTC, so the four styles that choose between local and universal time
/// change nothing but the [`TimeKind`] and which combinations .NET refuses.
///
/// ```
/// use attrflow::dotnet::datetime::Styles;
/// let styles: Styles = "AssumeUniversal, AllowLeadingWhite".parse()?;
/// assert!(styles.contains(Styles::ASSUME_UNIVERSAL));
/// assert!(!styles.contains(Styles::ALLOW_TRAILING_WHITE));
/// # Ok::<(), attrflow::dotnet::datetime::StylesError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Styles(u8);

/// What is known of a time besides its instant (`DateTimeKind`): the format letter `K` writes it.
///
/// The machine of the service is taken to be in UTC, so a local time has the offset `+00:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeKind {
    /// `K` writes `Z`.
    Utc,
    /// Read with an offset: `K` writes `+00:00`.
    Local,
    /// Read without an offset: `K` writes nothing.
    Unspecified,
}

/// Styles that .NET would refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StylesError {
    /// `AssumeUtc`
    Unknown(String),
    /// `AssumeLocal, AssumeUniversal` or `RoundtripKind, AssumeLocal`
    Conflict(&'static str, &'static str),
}

impl fmt::Display for StylesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name) => {
                write!(f, "\"{name}\" is not a DateTimeStyles value; the values are ")?;
                for (index, (name, _)) in NAMES.iter().enumerate() {
                    write!(f, "{}{name}", if index == 0 { "" } else { ", " })?;
                }
                Ok(())
            }
            Self::Conflict(one, other) => write!(f, "{one} cannot be combined with {other}"),
        }
    }
}

impl std::error::Error for StylesError {}

const NAMES: [(&str, Styles); 10] = [
    ("None", Styles::NONE),
    ("AllowLeadingWhite", Styles::ALLOW_LEADING_WHITE),
    ("AllowTrailingWhite", Styles::ALLOW_TRAILING_WHITE),
    ("AllowInnerWhite", Styles::ALLOW_INNER_WHITE),
    ("AllowWhiteSpaces", Styles::ALLOW_WHITE_SPACES),
    ("NoCurrentDateDefault", Styles::NO_CURRENT_DATE_DEFAULT),
    ("AdjustToUniversal", Styles::ADJUST_TO_UNIVERSAL),
    ("AssumeLocal", Styles::ASSUME_LOCAL),
    ("AssumeUniversal", Styles::ASSUME_UNIVERSAL),
    ("RoundtripKind", Styles::ROUNDTRIP_KIND),
];

impl Styles {
    /// Nothing allowed beyond the format.
    pub const NONE: Self = Self(0);
    /// White space before the value is ignored.
    pub const ALLOW_LEADING_WHITE: Self = Self(1);
    /// White space after the value is ignored.
    pub const ALLOW_TRAILING_WHITE: Self = Self(2);
    /// White space between the parts is ignored.
    pub const ALLOW_INNER_WHITE: Self = Self(4);
    /// White space anywhere is ignored.
    pub const ALLOW_WHITE_SPACES: Self = Self(7);
    /// A time without a date belongs to 0001-01-01 instead of the current day.
    pub const NO_CURRENT_DATE_DEFAULT: Self = Self(8);
    /// The result is UTC (it always is here).
    pub const ADJUST_TO_UNIVERSAL: Self = Self(16);
    /// A value without an offset is local time, which here means UTC.
    pub const ASSUME_LOCAL: Self = Self(32);
    /// A value without an offset is UTC.
    pub const ASSUME_UNIVERSAL: Self = Self(64);
    /// The kind of time is kept (every time is UTC here).
    pub const ROUNDTRIP_KIND: Self = Self(128);

    /// Whether every style of `other` is in the set.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// What `FormatDateTime` uses where no styles are given (Entra function reference): `RoundtripKind`
/// with white space around the value ignored.
impl Default for Styles {
    fn default() -> Self {
        Self::ROUNDTRIP_KIND | Self::ALLOW_LEADING_WHITE | Self::ALLOW_TRAILING_WHITE
    }
}

impl BitOr for Styles {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Names joined by commas, in any letter case.
impl FromStr for Styles {
    type Err = StylesError;

    fn from_str(text: &str) -> Result<Self, StylesError> {
        let mut styles = Self::NONE;
        for name in text.split(',').map(str::trim) {
            let known = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
            let (_, style) = known.ok_or_else(|| StylesError::Unknown(name.to_owned()))?;
            styles = styles | *style;
        }
        // The combinations that DateTimeFormatInfo.ValidateStyles refuses.
        let conflicts = [
            (("AssumeLocal", Self::ASSUME_LOCAL), ("AssumeUniversal", Self::ASSUME_UNIVERSAL)),
            (("RoundtripKind", Self::ROUNDTRIP_KIND), ("AssumeLocal", Self::ASSUME_LOCAL)),
            (("RoundtripKind", Self::ROUNDTRIP_KIND), ("AssumeUniversal", Self::ASSUME_UNIVERSAL)),
            (("RoundtripKind", Self::ROUNDTRIP_KIND), ("AdjustToUniversal", Self::ADJUST_TO_UNIVERSAL)),
        ];
        for ((one, first), (other, second)) in conflicts {
            if styles.contains(first | second) {
                return Err(StylesError::Conflict(one, other));
            }
        }
        Ok(styles)
    }
}
