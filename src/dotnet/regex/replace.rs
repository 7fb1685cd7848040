//! Replacing matches: the `$` notation of .NET replacement texts.

use super::class::is_boundary_word;
use super::matcher::Matcher;
use super::units;
use super::{Budget, Regex, StepLimit};
use crate::limits;
use std::borrow::Cow;
use std::fmt;

/// A replacement text, ready to be used with the pattern it was made for.
///
/// | written | stands for |
/// |---|---|
/// | `$1`, `${1}`, `${name}` | what the group matched, nothing if it did not |
/// | `$0`, `$&` | the whole match |
/// | `$+` | the group with the highest number |
/// | `` $` ``, `$'` | the text before the match, after it |
/// | `$_` | the whole text |
/// | `$$` | a dollar sign |
///
/// All digits after `$` belong to the number. Where no such group exists, and everywhere else, a
/// dollar sign stands for itself: `$name` and `$12` with two groups remain as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    parts: Vec<ReplacementPart>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum ReplacementPart {
    /// In units.
    Text(Vec<u8>),
    Slot(usize),
    Before,
    After,
    Everything,
}

/// A replacement text that .NET refuses: `$2147483648`, a group with a number that is too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TemplateError;

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the replacement asks for a group with a number above 2147483647")
    }
}

impl std::error::Error for TemplateError {}

/// Why a replacement was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplaceError {
    /// `(a+)+$` on a long text: the search took too many steps.
    StepLimit,
    /// `` $` `` on a long text: the result is longer than [`limits::TEXT_BYTES`].
    TooLong,
}

impl From<StepLimit> for ReplaceError {
    fn from(StepLimit: StepLimit) -> Self {
        Self::StepLimit
    }
}

impl fmt::Display for ReplaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StepLimit => StepLimit.fmt(f),
            Self::TooLong => write!(f, "the result is longer than {} bytes", limits::TEXT_BYTES),
        }
    }
}

impl std::error::Error for ReplaceError {}

impl Regex {
    /// Reads a replacement text for this pattern.
    ///
    /// # Errors
    /// [`TemplateError`] for the number of a group that no pattern can have.
    pub fn template(&self, text: &str) -> Result<Template, TemplateError> {
        let mut parts = Vec::new();
        let mut plain = Vec::new();
        let mut rest = text;
        while let Some(dollar) = rest.find('$') {
            let (before, after) = rest.split_at(dollar);
            plain.extend_from_slice(&units::encoded(before));
            match self.substitution(after)? {
                Some((part, length)) => {
                    if !plain.is_empty() {
                        parts.push(ReplacementPart::Text(std::mem::take(&mut plain)));
                    }
                    if let ReplacementPart::Text(text) = part {
                        plain = text
                    } else {
                        parts.push(part)
                    }
                    rest = after.get(length..).unwrap_or("");
                }
                None => {
                    plain.push(b'$');
                    rest = after.get(1..).unwrap_or("");
                }
            }
        }
        plain.extend_from_slice(&units::encoded(rest));
        if !plain.is_empty() {
            parts.push(ReplacementPart::Text(plain));
        }
        Ok(Template { parts })
    }

    /// What a text that begins with a dollar sign stands for, and how much of it.
    fn substitution(&self, text: &str) -> Result<Option<(ReplacementPart, usize)>, TemplateError> {
        let Some(after) = text.get(1..) else { return Ok(None) };
        let (name, length) = if let Some(braced) = after.strip_prefix('{') {
            let end = braced.find(|c| !is_boundary_word(c)).unwrap_or(braced.len());
            let (name, rest) = braced.split_at(end);
            // The number is read as far as it goes, whatever follows.
            let digits = name.bytes().take_while(u8::is_ascii_digit).count();
            small_number(name.get(..digits).unwrap_or(""))?;
            if !rest.starts_with('}') {
                return Ok(None);
            }
            (name, end + 3)
        } else {
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            let number = after.get(..digits).unwrap_or("");
            small_number(number)?;
            (number, digits + 1)
        };
        if name.is_empty() {
            return Ok(sign(after, self.groups.len()));
        }
        let slot = self.groups.number(name).and_then(|number| self.groups.slot(number));
        Ok(slot.map(|slot| (ReplacementPart::Slot(slot), length)))
    }

    /// Replaces every match. Borrowed if there is none.
    ///
    /// # Errors
    /// [`ReplaceError`] if the search or the result grows too large.
    ///
    /// ```
    /// use attrflow::dotnet::regex::{Budget, Regex};
    /// let regex = Regex::new(r"\+(?<country>\d+) (?<number>\d{10})").expect("a pattern");
    /// let template = regex.template("${number}").expect("a replacement");
    /// let replaced = regex.replace_all("+91 9998887777", &template, &mut Budget::default());
    /// assert_eq!(replaced.as_deref(), Ok("9998887777"));
    /// ```
    pub fn replace_all<'t>(
        &self,
        text: &'t str,
        template: &Template,
        budget: &mut Budget,
    ) -> Result<Cow<'t, str>, ReplaceError> {
        let units = units::encoded(text);
        let mut matcher = Matcher::new(&self.program, self.groups.len(), &units);
        let mut replaced = Vec::new();
        let mut kept = 0;
        let mut from = Some((0, 0));
        let mut any = false;
        while let Some((at, anchor)) = from {
            let Some((start, end)) = matcher.find(at, anchor, budget)? else { break };
            any = true;
            append(&mut replaced, units.get(kept..start))?;
            for part in &template.parts {
                let piece = match part {
                    ReplacementPart::Text(text) => Some(text.as_slice()),
                    ReplacementPart::Slot(0) => units.get(start..end),
                    ReplacementPart::Slot(slot) => {
                        matcher.group(*slot).and_then(|(start, end)| units.get(start..end))
                    }
                    ReplacementPart::Before => units.get(..start),
                    ReplacementPart::After => units.get(end..),
                    ReplacementPart::Everything => Some(&*units),
                };
                append(&mut replaced, piece)?;
            }
            kept = end;
            from = super::next_search(&units, start, end);
        }
        if !any {
            return Ok(Cow::Borrowed(text));
        }
        append(&mut replaced, units.get(kept..))?;
        Ok(Cow::Owned(units::decoded(replaced)))
    }
}

/// What a dollar sign and the sign behind it stand for.
fn sign(after: &str, groups: usize) -> Option<(ReplacementPart, usize)> {
    let part = match after.chars().next()? {
        '$' => ReplacementPart::Text(b"$".to_vec()),
        '&' => ReplacementPart::Slot(0),
        '+' => ReplacementPart::Slot(groups - 1),
        '`' => ReplacementPart::Before,
        '\'' => ReplacementPart::After,
        '_' => ReplacementPart::Everything,
        _ => return None,
    };
    Some((part, 2))
}

/// Refuses a number that is larger than .NET's.
fn small_number(digits: &str) -> Result<(), TemplateError> {
    if digits.is_empty() || digits.parse::<i32>().is_ok() { Ok(()) } else { Err(TemplateError) }
}

fn append(text: &mut Vec<u8>, piece: Option<&[u8]>) -> Result<(), ReplaceError> {
    let piece = piece.unwrap_or(&[]);
    if text.len() + piece.len() > limits::TEXT_BYTES {
        return Err(ReplaceError::TooLong);
    }
    text.extend_from_slice(piece);
    Ok(())
}
