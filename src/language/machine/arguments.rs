//! The arguments of a running call, evaluated when a function asks for them.
//!
//! Asking is what makes `IIF`, `Switch` and `Coalesce` lazy: what nobody asks for never runs.

use super::instruction::{Instruction, Invocation, Operation};
use super::pattern::pattern;
use super::run::{self, Flow, Machine, Stop};
use crate::diagnostic::{Code, Diagnostic};
use crate::dotnet::datetime::DateTime;
use crate::dotnet::regex::Regex;
use crate::language::trace::Note;
use crate::span::Span;
use crate::value::Value;
use std::borrow::Cow;

/// What a function sees of its call.
pub(crate) struct Arguments<'a, 'm, 'e> {
    pub(crate) machine: &'m mut Machine<'e>,
    pub(crate) invocation: &'a Invocation,
    pub(crate) row: &'a [Value<'a>],
    /// The whole call.
    pub(crate) span: Span,
}

impl<'a> Arguments<'a, '_, '_> {
    /// The number of places, absent ones included.
    pub(crate) fn count(&self) -> usize {
        self.invocation.arguments.len()
    }

    /// Whether something stands in place `at`; an empty text is something.
    pub(crate) fn is_present(&self, at: usize) -> bool {
        self.invocation.arguments.get(at).is_some_and(|place| place.instruction.is_some())
    }

    /// Where argument `at` stands; the call if there is no such place.
    pub(crate) fn span_of(&self, at: usize) -> Span {
        self.invocation.arguments.get(at).map_or(self.span, |place| place.span)
    }

    /// The constant text in place `at`, if a constant stands there.
    pub(crate) fn constant(&self, at: usize) -> Option<&'a str> {
        match &self.invocation.arguments.get(at)?.instruction {
            Some(Instruction { operation: Operation::Text(text), .. }) => Some(text),
            _ => None,
        }
    }

    /// The value of argument `at`; an absent one is null.
    pub(crate) fn value(&mut self, at: usize) -> Flow<Value<'a>> {
        match self.invocation.arguments.get(at).and_then(|place| place.instruction.as_ref()) {
            Some(instruction) => self.machine.run(instruction, self.row),
            None => Ok(Value::Null),
        }
    }

    /// Argument `at` where the name of an attribute may stand instead of the attribute: a constant
    /// is such a name if the user has that attribute, else a text.
    pub(crate) fn named_attribute(&mut self, at: usize) -> Flow<Value<'a>> {
        if self.constant(at).is_some()
            && let Some(value) = self.invocation.named.and_then(|slot| self.row.get(slot))
            && !value.is_null()
        {
            let value = value.reborrow();
            if self.is_traced() {
                self.value(at)?;
                self.note_at(at, Note::names_attribute);
            }
            return Ok(value);
        }
        self.value(at)
    }

    /// The name of the variable in place `at`.
    pub(crate) fn variable(&self, at: usize) -> Flow<&'a str> {
        match self.invocation.arguments.get(at).and_then(|place| place.instruction.as_ref()) {
            Some(Instruction { operation: Operation::Variable(name), .. }) => Ok(name),
            _ => Err(self.impossible(at, "expected a variable, such as $item")),
        }
    }

    /// The value of argument `at` while a variable stands for something.
    pub(crate) fn value_with(&mut self, at: usize, variable: &str, stands_for: Value<'_>) -> Flow<Value<'a>> {
        match self.invocation.arguments.get(at).and_then(|place| place.instruction.as_ref()) {
            Some(instruction) => self.machine.run_with(variable, stands_for, instruction, self.row),
            None => Ok(Value::Null),
        }
    }

    /// The value of the attribute whose name is the constant in place `at`, if a constant stands there.
    pub(crate) fn attribute_by_name(&self, at: usize) -> Option<Value<'a>> {
        self.constant(at)?;
        let found = self.invocation.named.and_then(|slot| self.row.get(slot));
        Some(found.map_or(Value::Null, Value::reborrow))
    }

    /// The text form of argument `at`, `None` for null.
    pub(crate) fn text(&mut self, at: usize) -> Flow<Option<Cow<'a, str>>> {
        // Keys of Switch and separators of Join are constants, nearly always.
        if let Some(text) = self.constant(at)
            && !self.is_traced()
        {
            return Ok(Some(Cow::Borrowed(text)));
        }
        match self.value(at)? {
            Value::Text(text) => Ok(Some(text)),
            other => self.machine.text(other, self.span_of(at)),
        }
    }

    /// The text form of argument `at`, empty for null.
    pub(crate) fn text_or_empty(&mut self, at: usize) -> Flow<Cow<'a, str>> {
        Ok(self.text(at)?.unwrap_or_default())
    }

    /// Argument `at` as a whole number.
    pub(crate) fn integer(&mut self, at: usize) -> Flow<i64> {
        let value = self.value(at)?;
        run::integer(value, self.span_of(at))
    }

    /// Argument `at` as a Boolean; null is false.
    pub(crate) fn boolean(&mut self, at: usize) -> Flow<bool> {
        let value = self.value(at)?;
        self.machine.truth(value, self.span_of(at))
    }

    /// Argument `at` as an instant: a date as it is, a text by free parsing.
    pub(crate) fn date(&mut self, at: usize) -> Flow<DateTime> {
        let value = self.value(at)?;
        let span = self.span_of(at);
        date(value, span, self.machine.environment.now)
    }

    /// The values of argument `at`: null is none, a single value is one.
    pub(crate) fn values(&mut self, at: usize) -> Flow<Vec<Value<'a>>> {
        Ok(match self.value(at)? {
            Value::Null => Vec::new(),
            Value::List(values) => values,
            single => vec![single],
        })
    }

    /// The regular expression in argument `at`.
    pub(crate) fn pattern(&mut self, at: usize) -> Flow<Cow<'a, Regex>> {
        if self.constant(at).is_some()
            && let Some(built) = &self.invocation.pattern
        {
            if self.is_traced() {
                // It has been built already; in the trace it counts as used.
                self.value(at)?;
            }
            return match built {
                Ok(regex) => Ok(Cow::Borrowed(regex)),
                Err(found) => Err(Stop::Failure(found.clone())),
            };
        }
        let text = self.text_or_empty(at)?;
        Ok(Cow::Owned(pattern(&text, self.span_of(at))?))
    }

    /// Applies `change` to the text of argument 0, or to each text of a list there. Null stays null.
    pub(crate) fn map_text(
        &mut self,
        mut change: impl FnMut(&mut Self, Cow<'a, str>) -> Flow<Value<'a>>,
    ) -> Flow<Value<'a>> {
        let value = self.value(0)?;
        self.map_value(value, &mut change)
    }

    /// Applies `change` to one value's text or to each of a list's.
    pub(crate) fn map_value(
        &mut self,
        value: Value<'a>,
        change: &mut dyn FnMut(&mut Self, Cow<'a, str>) -> Flow<Value<'a>>,
    ) -> Flow<Value<'a>> {
        match value {
            Value::Null => Ok(Value::Null),
            Value::List(values) => {
                self.note(|| Note::each(values.len()));
                values
                    .into_iter()
                    .map(|value| self.map_value(value, change))
                    .collect::<Flow<Vec<_>>>()
                    .map(Value::List)
            }
            single => match self.machine.text(single, self.span_of(0))? {
                Some(text) => change(self, text),
                None => Ok(Value::Null),
            },
        }
    }

    /// Whether somebody wants to know why.
    #[inline]
    pub(crate) fn is_traced(&self) -> bool {
        self.machine.recorder.is_some()
    }

    /// Gives the trace, if there is one, a reason for the call.
    #[inline]
    pub(crate) fn note(&mut self, note: impl FnOnce() -> Note) {
        self.machine.note(note);
    }

    /// Gives the trace, if there is one, a reason for argument `at`.
    #[inline]
    pub(crate) fn note_at(&mut self, at: usize, note: impl FnOnce() -> Note) {
        if let Some(recorder) = &mut self.machine.recorder {
            recorder.note(Some(at), note());
        }
    }

    /// The value of argument `at`, which becomes the value of the call.
    pub(crate) fn take(&mut self, at: usize, note: impl FnOnce() -> Note) -> Flow<Value<'a>> {
        self.chose(at, note);
        self.value(at)
    }

    /// Tells the trace, if there is one, that the value of argument `at` becomes the call's, and why.
    #[inline]
    pub(crate) fn chose(&mut self, at: usize, note: impl FnOnce() -> Note) {
        if let Some(recorder) = &mut self.machine.recorder {
            recorder.note(None, note());
            recorder.choose(at);
        }
    }

    /// The source of random numbers for this user and mapping.
    pub(crate) fn random(&mut self) -> &mut fastrand::Rng {
        self.machine.random(self.row)
    }

    /// An error of the right type but impossible value, at argument `at`.
    pub(crate) fn impossible(&self, at: usize, message: impl Into<String>) -> Stop {
        stop(message.into(), self.span_of(at))
    }

    /// An error of the whole call.
    pub(crate) fn failure(&self, message: impl Into<String>) -> Stop {
        stop(message.into(), self.span)
    }

    /// Adds a warning at argument `at`.
    pub(crate) fn warn(&mut self, code: Code, at: usize, message: impl Into<String>, help: &str) {
        let warning = Diagnostic::new(code, message).at(self.span_of(at)).help(help);
        if !self.machine.warnings.contains(&warning) {
            self.machine.warnings.push(warning);
        }
    }
}

#[inline(never)]
fn stop(message: String, span: Span) -> Stop {
    Stop::Failure(Box::new(Diagnostic::new(Code::Value, message).at(span)))
}

/// A value as an instant; null, empty and nonsense are value errors. `now` completes a time alone.
pub(crate) fn date(value: Value<'_>, span: Span, now: DateTime) -> Flow<DateTime> {
    if let Value::DateTime(date) = value {
        return Ok(date);
    }
    let kind = value.kind();
    let text = run::text(value, span)?.unwrap_or_default();
    DateTime::parse(&text, now).map_err(|reason| {
        let found =
            if text.is_empty() { kind.to_owned() } else { format!("`{}`", crate::value::clip(&text)) };
        Stop::Failure(Box::new(
            Diagnostic::new(Code::Value, format!("expected a date, found {found}: {reason}")).at(span).help(
                "dates look like 2020-03-16, 2020-03-16T07:00:00Z, 2020-03-16-07:00 or 3/16/2020 7:00:00 AM",
            ),
        ))
    })
}
