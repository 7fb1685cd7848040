//! The .NET behaviours that Entra's expression functions inherit.
//!
//! The service runs on .NET, so dates, letter case, text positions and regular expressions behave
//! as the .NET base class library does, not as Rust does. Each module is a set of pure functions
//! that know nothing of expressions: no clock, no culture of the machine, no error other than
//! their own closed enums.
//!
//! | module | stands in for |
//! |---|---|
//! | [`datetime`] | `DateTime` parsing, formatting and arithmetic, Visual Basic `DateAdd`/`DateDiff` |
//! | [`casing`] | `ToUpper`, `ToLower`, `TextInfo.ToTitleCase` |
//! | [`diacritics`] | the fixed table of `NormalizeDiacritics` |
//! | [`regex`] | `Regex` matching and replacing |
//! | [`text`] | positions counted in UTF-16 units |

pub mod casing;
pub mod datetime;
pub mod diacritics;
pub mod regex;
pub mod text;
