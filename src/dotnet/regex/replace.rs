//! Replacing matches: the `$` notation of .NET replacement texts.

use super::class::is_boundary_word;
use super::matcher::{Matcher, UNSET};
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
    Text(String),
    Slot(usize),
    Before,
    After,
    Everything,
}

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
    /// Reads a replacement text for this pattern. Every text is one.
    pub fn template(&self, text: &str) -> Template {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(dollar) = rest.find('$') {
            let (before, after) = rest.split_at(dollar);
            plain.push_str(before);
            match self.substitution(after) {
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
                    plain.push('$');
                    rest = after.get(1..).unwrap_or("");
                }
            }
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            parts.push(ReplacementPart::Text(plain));
        }
        Template { parts }
    }

    /// What a text that begins with a dollar sign stands for, and how much of it.
    fn substitution(&self, text: &str) -> Option<(ReplacementPart, usize)> {
        let after = text.get(1..)?;
        let slot_of = |name: &str| self.groups.number(name).and_then(|number| self.groups.slot(number));
        if let Some(braced) = after.strip_prefix('{') {
            let end = braced.find(|c| !is_boundary_word(c))?;
            let (name, rest) = braced.split_at(end);
            return rest.starts_with('}').then_some((ReplacementPart::Slot(slot_of(name)?), end + 3));
        }
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            return Some((ReplacementPart::Slot(slot_of(after.get(..digits)?)?), digits + 1));
        }
        let part = match after.chars().next()? {
            '$' => ReplacementPart::Text("$".to_owned()),
            '&' => ReplacementPart::Slot(0),
            '+' => ReplacementPart::Slot(self.groups.len() - 1),
            '`' => ReplacementPart::Before,
            '\'' => ReplacementPart::After,
            '_' => ReplacementPart::Everything,
            _ => return None,
        };
        Some((part, 2))
    }

    /// Replaces every match. Borrowed if there is none.
    ///
    /// # Errors
    /// [`ReplaceError`] if the search or the result grows too large.
    ///
    /// ```
    /// use attrflow::dotnet::regex::{Budget, Regex};
    /// let regex = Regex::new(r"\+(?<country>\d+) (?<number>\d{10})").expect("a pattern");
    /// let template = regex.template("${number}");
    /// let replaced = regex.replace_all("+91 9998887777", &template, &mut Budget::default());
    /// assert_eq!(replaced.as_deref(), Ok("9998887777"));
    /// ```
    pub fn replace_all<'t>(
        &self,
        text: &'t str,
        template: &Template,
        budget: &mut Budget,
    ) -> Result<Cow<'t, str>, ReplaceError> {
        let mut matcher = Matcher::new(&self.program, self.groups.len(), text);
        let mut replaced = String::new();
        let mut kept = 0;
        let mut from = Some(0);
        let mut any = false;
        while let Some(at) = from {
            let Some((start, end)) = matcher.find(at, budget)? else { break };
            any = true;
            append(&mut replaced, text.get(kept..start))?;
            for part in &template.parts {
                let piece = match part {
                    ReplacementPart::Text(text) => Some(text.as_str()),
                    ReplacementPart::Slot(0) => text.get(start..end),
                    ReplacementPart::Slot(slot) => match matcher.slots.get(*slot) {
                        Some(&(start, end)) if start != UNSET => {
                            super::span(start, end).map(|span| span.of(text))
                        }
                        _ => None,
                    },
                    ReplacementPart::Before => text.get(..start),
                    ReplacementPart::After => text.get(end..),
                    ReplacementPart::Everything => Some(text),
                };
                append(&mut replaced, piece)?;
            }
            kept = end;
            from = super::next_search(text, start, end);
        }
        if !any {
            return Ok(Cow::Borrowed(text));
        }
        append(&mut replaced, text.get(kept..))?;
        Ok(Cow::Owned(replaced))
    }
}

fn append(text: &mut String, piece: Option<&str>) -> Result<(), ReplaceError> {
    let piece = piece.unwrap_or("");
    if text.len() + piece.len() > limits::TEXT_BYTES {
        return Err(ReplaceError::TooLong);
    }
    text.push_str(piece);
    Ok(())
}
