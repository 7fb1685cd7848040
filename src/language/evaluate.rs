//! Runs code over the slots of one source user.

use super::arguments::Arguments;
use super::compare;
use super::compile::{Code, Operands, Operation};
use super::environment::Environment;
use super::syntax::{Keyword, Number, Operator};
use super::trace::{Note, Recorder};
use crate::diagnostic::{Code as Finding, Diagnostic};
use crate::json;
use crate::limits::{PATTERN_STEPS, TEXT_BYTES};
use crate::span::Span;
use crate::value::{Value, text_of};
use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Why an evaluation ends without a value.
#[derive(Debug)]
pub(super) enum Stop {
    /// The attribute, or the whole object, does not flow.
    Skip(Skip),
    /// An error with its place.
    Failure(Box<Diagnostic>),
}

/// What a skip leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// The attribute keeps what the target has.
    Attribute,
    /// The whole object is left alone.
    Object,
}

impl From<Box<Diagnostic>> for Stop {
    fn from(found: Box<Diagnostic>) -> Self {
        Stop::Failure(found)
    }
}

/// A value, or why there is none.
pub(super) type Flow<T> = Result<T, Stop>;

/// The state of one evaluation.
pub(super) struct Machine<'e> {
    pub(super) environment: &'e Environment,
    /// Tells the random numbers of one mapping from those of another.
    stream: u64,
    random: Option<fastrand::Rng>,
    /// Whether `Redact` marked the result.
    pub(super) sensitive: bool,
    /// Warnings that only show with a user at hand.
    pub(super) warnings: Vec<Diagnostic>,
    /// Steps left for regular expressions in this evaluation.
    pub(super) steps: u64,
    /// Follows the evaluation, if somebody wants to know.
    pub(super) recorder: Option<Box<Recorder>>,
}

impl<'e> Machine<'e> {
    pub(super) fn new(environment: &'e Environment, stream: u64) -> Self {
        Self {
            environment,
            stream,
            random: None,
            sensitive: false,
            warnings: Vec::new(),
            steps: PATTERN_STEPS,
            recorder: None,
        }
    }

    /// Random numbers that depend on the seed, the mapping and the user's values alone: a preview
    /// of one user and a run over all give the same, and two users get different ones.
    pub(super) fn random(&mut self, row: &[Value<'_>]) -> &mut fastrand::Rng {
        let (seed, stream) = (self.environment.seed, self.stream);
        self.random.get_or_insert_with(|| {
            let mut hasher = DefaultHasher::new();
            (seed, stream).hash(&mut hasher);
            for value in row {
                json::text(&value.to_json()).hash(&mut hasher);
            }
            fastrand::Rng::with_seed(hasher.finish())
        })
    }

    /// The value of a node.
    #[inline]
    pub(super) fn run<'a>(&mut self, code: &'a Code, row: &'a [Value<'a>]) -> Flow<Value<'a>> {
        if self.recorder.is_none() { self.step(code, row) } else { self.recorded(code, row) }
    }

    #[cold]
    #[inline(never)]
    fn recorded<'a>(&mut self, code: &'a Code, row: &'a [Value<'a>]) -> Flow<Value<'a>> {
        if let Some(recorder) = &mut self.recorder {
            recorder.enter(code);
        }
        let result = self.step(code, row);
        if let Some(recorder) = &mut self.recorder {
            recorder.leave(&result);
        }
        result
    }

    /// Gives the trace, if there is one, a reason for the node that runs.
    #[inline]
    pub(super) fn note(&mut self, note: impl FnOnce() -> Note) {
        if let Some(recorder) = &mut self.recorder {
            recorder.note(None, note());
        }
    }

    fn step<'a>(&mut self, code: &'a Code, row: &'a [Value<'a>]) -> Flow<Value<'a>> {
        match &code.operation {
            Operation::Attribute(slot) => Ok(row.get(*slot).map_or(Value::Null, Value::reborrow)),
            Operation::Text(text) => Ok(Value::text(text)),
            Operation::Number(Number::Integer(value)) => Ok(Value::Integer(*value)),
            Operation::Number(Number::Decimal(value)) => Ok(Value::Decimal(*value)),
            Operation::Keyword(keyword) => self.keyword(*keyword),
            Operation::Parameter(name) => self.parameter(name, code.span),
            Operation::Variable(name) => Err(unsupported(&format!("the variable ${name}"), code.span)),
            Operation::Call(invocation) => {
                let evaluate = invocation.function.evaluate;
                let value = evaluate(&mut Arguments { machine: self, invocation, row, span: code.span })?;
                match &value {
                    Value::Text(text) if text_of(text).len() > TEXT_BYTES => Err(too_long(code.span)),
                    _ => Ok(value),
                }
            }
            Operation::Binary(operands) => self.binary(operands, code.span, row),
        }
    }

    fn keyword<'a>(&mut self, keyword: Keyword) -> Flow<Value<'a>> {
        Ok(match keyword {
            Keyword::True => Value::Boolean(true),
            Keyword::False => Value::Boolean(false),
            Keyword::Null | Keyword::AuthoritativeNull => Value::Null,
            Keyword::IgnoreAttributeFlow | Keyword::IgnoreThisFlow => {
                return Err(Stop::Skip(Skip::Attribute));
            }
            Keyword::IgnoreObjectFlow => return Err(Stop::Skip(Skip::Object)),
            Keyword::CrLf => Value::text("\r\n"),
            Keyword::TextCompare
            | Keyword::BinaryCompare
            | Keyword::Unicode
            | Keyword::Ascii
            | Keyword::Utf8 => Value::text(keyword.as_str()),
        })
    }

    fn parameter<'a>(&mut self, name: &str, span: Span) -> Flow<Value<'a>> {
        let known = &self.environment.parameters;
        let value = known.get(name).or_else(|| {
            known.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
        });
        match value {
            Some(value) => Ok(Value::Text(Cow::Owned(value.clone()))),
            None => Err(Stop::Failure(Box::new(
                Diagnostic::new(Finding::Value, format!("the parameter %{name}% has no value here"))
                    .at(span)
                    .help(
                        "the service takes it from the tenant or connector; give it a value to preview with",
                    ),
            ))),
        }
    }

    fn binary<'a>(&mut self, operands: &'a Operands, span: Span, row: &'a [Value<'a>]) -> Flow<Value<'a>> {
        let left = self.run(&operands.left, row)?;
        // Connect's && and || are the only operators that may leave their right side alone.
        match operands.operator {
            Operator::And if !boolean(left.clone(), operands.left.span)? => return Ok(Value::Boolean(false)),
            Operator::Or if boolean(left.clone(), operands.left.span)? => return Ok(Value::Boolean(true)),
            _ => {}
        }
        let right = self.run(&operands.right, row)?;
        let integers = |left: Value<'a>, right: Value<'a>| -> Flow<(i64, i64)> {
            Ok((integer(left, operands.left.span)?, integer(right, operands.right.span)?))
        };
        let overflow = |value: Option<i64>| {
            value.map(Value::Integer).ok_or_else(|| {
                Stop::Failure(Box::new(
                    Diagnostic::new(Finding::Value, "the result does not fit 64 bits").at(span),
                ))
            })
        };
        match operands.operator {
            Operator::And | Operator::Or => Ok(Value::Boolean(boolean(right, operands.right.span)?)),
            Operator::Concatenate => {
                let left = text(left, operands.left.span)?.unwrap_or_default();
                let right = text(right, operands.right.span)?.unwrap_or_default();
                let joined = left + right;
                if joined.len() > TEXT_BYTES { Err(too_long(span)) } else { Ok(Value::Text(joined)) }
            }
            Operator::Add => integers(left, right).and_then(|(a, b)| overflow(a.checked_add(b))),
            Operator::Subtract => integers(left, right).and_then(|(a, b)| overflow(a.checked_sub(b))),
            Operator::Multiply => integers(left, right).and_then(|(a, b)| overflow(a.checked_mul(b))),
            comparison => {
                let left = (left, operands.left.span);
                let (holds, how) = compare::compare(comparison, left, (right, operands.right.span))?;
                self.note(|| Note::compared(how, comparison));
                Ok(Value::Boolean(holds))
            }
        }
    }
}

/// The refusal of a text that grew too long; nested joins double at every level.
#[cold]
#[inline(never)]
fn too_long(span: Span) -> Stop {
    Stop::Failure(Box::new(
        Diagnostic::new(
            Finding::StepLimit,
            format!("the text grows longer than {} KiB here", TEXT_BYTES / 1024),
        )
        .at(span)
        .help("no directory or target takes a value of this length"),
    ))
}

pub(super) fn text(value: Value<'_>, span: Span) -> Flow<Option<Cow<'_, str>>> {
    value.into_text().map_err(|found| mismatch("a text", &found, span))
}

pub(super) fn integer(value: Value<'_>, span: Span) -> Flow<i64> {
    value.into_integer().map_err(|found| mismatch("a whole number", &found, span))
}

pub(super) fn boolean(value: Value<'_>, span: Span) -> Flow<bool> {
    value.into_boolean().map_err(|found| mismatch("True or False", &found, span))
}

/// A type error: what was expected, what was found.
pub(super) fn mismatch(expected: &str, found: &crate::value::Mismatch, span: Span) -> Stop {
    let mut diagnostic =
        Diagnostic::new(Finding::Type, format!("expected {expected}, found {found}")).at(span);
    if let crate::value::Mismatch::List(count) = found {
        diagnostic = diagnostic.help(if *count == 0 {
            "test the attribute with IsPresent first"
        } else {
            "pick one value with Item(values, 1) or join them with Join(\",\", values)"
        });
    }
    Stop::Failure(Box::new(diagnostic))
}

pub(super) fn unsupported(what: &str, span: Span) -> Stop {
    Stop::Failure(Box::new(
        Diagnostic::new(Finding::Value, format!("attrflow parses {what} but does not evaluate it"))
            .at(span)
            .help("it belongs to Entra Connect synchronization rules, which run on premises"),
    ))
}
