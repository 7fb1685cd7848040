//! Runs instructions over the slots of one source user.

use super::arguments::Arguments;
use super::instruction::{Instruction, Operands, Operation};
use super::recorder::Recorder;
use super::semantics::Semantics;
use crate::diagnostic::{Code, Diagnostic};
use crate::json;
use crate::language::environment::Environment;
use crate::language::trace::Note;
use crate::language::tree::{Keyword, Number, Operator, UnaryOperator};
use crate::limits::{PATTERN_STEPS, TEXT_BYTES};
use crate::span::Span;
use crate::value::{Value, text_of};
use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Why an evaluation ends without a value.
#[derive(Debug)]
pub(crate) enum Stop {
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
pub(crate) type Flow<T> = Result<T, Stop>;

/// The state of one evaluation.
pub(crate) struct Machine<'e> {
    pub(crate) environment: &'e Environment,
    pub(crate) semantics: &'static Semantics,
    /// Tells the random numbers of one mapping from those of another.
    stream: u64,
    random: Option<fastrand::Rng>,
    /// Whether `Redact` marked the result.
    pub(crate) sensitive: bool,
    /// Warnings that only show with a user at hand.
    pub(crate) warnings: Vec<Diagnostic>,
    /// Steps left for regular expressions in this evaluation.
    pub(crate) steps: u64,
    /// What variables stand for, the innermost last.
    variables: Vec<(String, Value<'static>)>,
    /// Follows the evaluation, if somebody wants to know.
    pub(crate) recorder: Option<Box<Recorder>>,
}

impl<'e> Machine<'e> {
    pub(crate) fn new(semantics: &'static Semantics, environment: &'e Environment, stream: u64) -> Self {
        Self {
            environment,
            semantics,
            stream,
            random: None,
            sensitive: false,
            warnings: Vec::new(),
            steps: PATTERN_STEPS,
            variables: Vec::new(),
            recorder: None,
        }
    }

    /// Random numbers that depend on the seed, the mapping and the user's values alone: a preview
    /// of one user and a run over all give the same, and two users get different ones.
    pub(crate) fn random(&mut self, row: &[Value<'_>]) -> &mut fastrand::Rng {
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
    pub(crate) fn run<'a>(&mut self, instruction: &'a Instruction, row: &'a [Value<'a>]) -> Flow<Value<'a>> {
        if self.recorder.is_none() { self.step(instruction, row) } else { self.recorded(instruction, row) }
    }

    #[cold]
    #[inline(never)]
    fn recorded<'a>(&mut self, instruction: &'a Instruction, row: &'a [Value<'a>]) -> Flow<Value<'a>> {
        if let Some(recorder) = &mut self.recorder {
            recorder.enter(instruction);
        }
        let result = self.step(instruction, row);
        if let Some(recorder) = &mut self.recorder {
            recorder.leave(&result);
        }
        result
    }

    /// Gives the trace, if there is one, a reason for the node that runs.
    #[inline]
    pub(crate) fn note(&mut self, note: impl FnOnce() -> Note) {
        if let Some(recorder) = &mut self.recorder {
            recorder.note(None, note());
        }
    }

    fn step<'a>(&mut self, instruction: &'a Instruction, row: &'a [Value<'a>]) -> Flow<Value<'a>> {
        match &instruction.operation {
            Operation::Attribute(slot) => Ok(row.get(*slot).map_or(Value::Null, Value::reborrow)),
            Operation::Text(text) => Ok(Value::text(text)),
            Operation::Number(Number::Integer(value)) => Ok(Value::Integer(*value)),
            Operation::Number(Number::Decimal(value)) => Ok(Value::Decimal(*value)),
            Operation::Keyword(keyword) => self.keyword(*keyword),
            Operation::Parameter(name) => self.parameter(name, instruction.span),
            Operation::Variable(name) => self.variable(name, instruction.span),
            Operation::Bytes(slot) => {
                Ok(row.get(*slot).map_or(Value::Null, |value| value.reborrow().into_bytes()))
            }
            Operation::Call(invocation) => {
                let evaluate = invocation.function.evaluate;
                let value =
                    evaluate(&mut Arguments { machine: self, invocation, row, span: instruction.span })?;
                match &value {
                    Value::Text(text) if text_of(text).len() > TEXT_BYTES => Err(too_long(instruction.span)),
                    _ => Ok(value),
                }
            }
            Operation::Binary(operands) => self.binary(operands, instruction.span, row),
            _ => self.structure(instruction, row),
        }
    }

    /// What no language of Microsoft's has: kept apart so that the way of the others stays short.
    #[inline(never)]
    fn structure<'a>(&mut self, instruction: &'a Instruction, row: &'a [Value<'a>]) -> Flow<Value<'a>> {
        let span = instruction.span;
        match &instruction.operation {
            // A member of no value is no value; a member of anything but an object is an error.
            Operation::Member(member) => {
                let (object, name) = &**member;
                let value = self.run(object, row)?;
                self.member(value, name, object.span)
            }
            // A place of a list counts from 0; a key of an object is its text form.
            Operation::Index(parts) => {
                let [object, index] = &**parts;
                let value = self.run(object, row)?;
                let at = self.run(index, row)?;
                match value {
                    Value::Null => Ok(Value::Null),
                    Value::List(values) => {
                        let at = usize::try_from(integer(at, index.span)?).ok();
                        let found = at.and_then(|at| values.into_iter().nth(at));
                        found.ok_or_else(|| failure("the list has no value in this place", index.span))
                    }
                    other => {
                        let key = self.text(at, index.span)?.unwrap_or_default();
                        self.member(other, &key, object.span)
                    }
                }
            }
            Operation::Unary(UnaryOperator::Not, operand) => {
                let value = self.run(operand, row)?;
                Ok(Value::Boolean(!self.truth(value, operand.span)?))
            }
            Operation::Unary(UnaryOperator::Minus, operand) => match self.run(operand, row)? {
                Value::Decimal(value) => Ok(Value::Decimal(-value)),
                value => whole(integer(value, operand.span)?.checked_neg(), span),
            },
            // Only the side that counts is run.
            Operation::Conditional(parts) => {
                let [condition, yes, no] = &**parts;
                let value = self.run(condition, row)?;
                let holds = self.truth(value, condition.span)?;
                self.note(|| Note::branch(holds, true));
                self.choose(if holds { 1 } else { 2 });
                self.run(if holds { yes } else { no }, row)
            }
            Operation::Elvis(parts) => {
                let [value, other] = &**parts;
                let found = self.run(value, row)?;
                if (self.semantics.is_missing)(&found) {
                    self.choose(1);
                    self.run(other, row)
                } else {
                    self.choose(0);
                    Ok(found)
                }
            }
            Operation::List(parts) => {
                let values = parts.iter().map(|part| self.run(part, row));
                values.collect::<Flow<Vec<_>>>().map(Value::List)
            }
            // An entry whose key is no value is left out; of equal keys the last one counts.
            Operation::Map(entries) => {
                let mut object = serde_json::Map::new();
                for [key, value] in entries {
                    let name = self.run(key, row)?;
                    let name = self.text(name, key.span)?;
                    let value = self.run(value, row)?;
                    if let Some(name) = name {
                        object.insert(name.into_owned(), value.to_json());
                    }
                }
                Ok(Value::Object(Box::new(object)))
            }
            // No value leaves nothing behind in a template.
            Operation::Template(parts) => {
                let mut joined = String::new();
                for part in parts {
                    let value = self.run(part, row)?;
                    joined.push_str(&self.text(value, part.span)?.unwrap_or_default());
                    if joined.len() > TEXT_BYTES {
                        return Err(too_long(span));
                    }
                }
                Ok(Value::Text(Cow::Owned(joined)))
            }
            Operation::NotEvaluated(parts) => {
                let what = parts.0;
                Err(failure(&format!("attrflow parses this {what} but does not evaluate it"), span))
            }
            _ => Ok(Value::Null),
        }
    }

    /// The member of an object, in the letter case that the language asks for.
    fn member<'a>(&self, value: Value<'a>, name: &str, span: Span) -> Flow<Value<'a>> {
        let object = match value {
            Value::Null => return Ok(Value::Null),
            Value::Object(object) => object,
            other => {
                return Err(failure(&format!("a {} has no member `{name}`", other.kind()), span));
            }
        };
        let folds = self.semantics.ignores_case;
        let named = object.get(name).or_else(|| {
            let alike =
                |(known, _): &(&String, &serde_json::Value)| folds && known.eq_ignore_ascii_case(name);
            object.iter().find(alike).map(|(_, value)| value)
        });
        Ok(named.map_or(Value::Null, |value| Value::from_json(value).into_owned()))
    }

    /// The text form of a value in this language.
    pub(crate) fn text<'a>(&self, value: Value<'a>, span: Span) -> Flow<Option<Cow<'a, str>>> {
        (self.semantics.text)(value).map_err(|found| mismatch("a text", &found, span))
    }

    /// A value as a condition of this language.
    pub(crate) fn truth(&self, value: Value<'_>, span: Span) -> Flow<bool> {
        (self.semantics.truth)(value).map_err(|found| mismatch("True or False", &found, span))
    }

    /// Tells the trace, if there is one, that a part's value becomes that of the node that runs.
    fn choose(&mut self, part: usize) {
        if let Some(recorder) = &mut self.recorder {
            recorder.choose(part);
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

    /// The value of an instruction while a variable stands for another one.
    pub(crate) fn run_with<'a>(
        &mut self,
        name: &str,
        value: Value<'_>,
        instruction: &'a Instruction,
        row: &'a [Value<'a>],
    ) -> Flow<Value<'a>> {
        self.spend(1, instruction.span)?;
        self.variables.push((name.to_owned(), value.into_owned()));
        let found = self.run(instruction, row);
        self.variables.pop();
        found
    }

    /// What a variable stands for. Reading it costs steps, since a list is copied.
    #[cold]
    fn variable<'a>(&mut self, name: &str, span: Span) -> Flow<Value<'a>> {
        let known = self.variables.iter().rev().find(|(known, _)| known.eq_ignore_ascii_case(name));
        let Some((_, value)) = known else {
            let message = format!("the variable ${name} stands for nothing here");
            let help =
                "With, Where and Select give a variable a value: Where($item, [otherPhone], Len($item) > 5)";
            return Err(Stop::Failure(Box::new(Diagnostic::new(Code::Value, message).at(span).help(help))));
        };
        let value = value.clone();
        let size = match &value {
            Value::List(values) => values.len(),
            Value::Text(text) => text.len() / 64,
            _ => 0,
        };
        self.spend(u64::try_from(size).unwrap_or(u64::MAX), span)?;
        Ok(value)
    }

    /// Takes steps from those that the evaluation has left.
    fn spend(&mut self, steps: u64, span: Span) -> Flow<()> {
        self.steps = self.steps.checked_sub(steps).ok_or_else(|| {
            let message = "the expression goes through too many values, again and again";
            Stop::Failure(Box::new(Diagnostic::new(Code::StepLimit, message).at(span)))
        })?;
        Ok(())
    }

    fn parameter<'a>(&mut self, name: &str, span: Span) -> Flow<Value<'a>> {
        let known = &self.environment.parameters;
        let value = known.get(name).or_else(|| {
            known.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
        });
        match value {
            Some(value) => Ok(Value::Text(Cow::Owned(value.clone()))),
            None => Err(Stop::Failure(Box::new(
                Diagnostic::new(Code::Value, format!("the parameter %{name}% has no value here"))
                    .at(span)
                    .help(
                        "the service takes it from the tenant or connector; give it a value to preview with",
                    ),
            ))),
        }
    }

    fn binary<'a>(&mut self, operands: &'a Operands, span: Span, row: &'a [Value<'a>]) -> Flow<Value<'a>> {
        let (left_span, right_span) = (operands.left.span, operands.right.span);
        let left = self.run(&operands.left, row)?;
        // These are the only operators that may leave their right side alone.
        match operands.operator {
            Operator::And if !self.truth(left.clone(), left_span)? => return Ok(Value::Boolean(false)),
            Operator::Or if self.truth(left.clone(), left_span)? => return Ok(Value::Boolean(true)),
            _ => {}
        }
        let right = self.run(&operands.right, row)?;
        let integers = |left: Value<'a>, right: Value<'a>| -> Flow<(i64, i64)> {
            Ok((integer(left, left_span)?, integer(right, right_span)?))
        };
        match operands.operator {
            Operator::And | Operator::Or => Ok(Value::Boolean(self.truth(right, right_span)?)),
            Operator::Concatenate => {
                let left = self.text(left, left_span)?.unwrap_or_default();
                let right = self.text(right, right_span)?.unwrap_or_default();
                let joined = left + right;
                if joined.len() > TEXT_BYTES { Err(too_long(span)) } else { Ok(Value::Text(joined)) }
            }
            Operator::Add => match (self.semantics.add)((left, left_span), (right, right_span), span)? {
                Value::Text(text) if text.len() > TEXT_BYTES => Err(too_long(span)),
                sum => Ok(sum),
            },
            Operator::Subtract => integers(left, right).and_then(|(a, b)| whole(a.checked_sub(b), span)),
            Operator::Multiply => integers(left, right).and_then(|(a, b)| whole(a.checked_mul(b), span)),
            Operator::Divide | Operator::Remainder | Operator::Power | Operator::Matches => {
                let sign = operands.operator.as_str();
                Err(failure(&format!("attrflow parses `{sign}` but does not evaluate it"), span))
            }
            comparison => {
                let (left, right) = ((left, left_span), (right, right_span));
                let (holds, how) = (self.semantics.compare)(comparison, left, right, self.environment.now)?;
                self.note(|| Note::compared(how, comparison));
                Ok(Value::Boolean(holds))
            }
        }
    }
}

/// A whole number that was computed, unless it left the 64 bits.
pub(crate) fn whole<'a>(value: Option<i64>, span: Span) -> Flow<Value<'a>> {
    value.map(Value::Integer).ok_or_else(|| failure("the result does not fit 64 bits", span))
}

#[cold]
#[inline(never)]
fn failure(message: &str, span: Span) -> Stop {
    Stop::Failure(Box::new(Diagnostic::new(Code::Value, message.to_owned()).at(span)))
}

/// The refusal of a text that grew too long; nested joins double at every level.
#[cold]
#[inline(never)]
fn too_long(span: Span) -> Stop {
    Stop::Failure(Box::new(
        Diagnostic::new(
            Code::StepLimit,
            format!("the text grows longer than {} KiB here", TEXT_BYTES / 1024),
        )
        .at(span)
        .help("no directory or target takes a value of this length"),
    ))
}

pub(crate) fn text(value: Value<'_>, span: Span) -> Flow<Option<Cow<'_, str>>> {
    value.into_text().map_err(|found| mismatch("a text", &found, span))
}

pub(crate) fn integer(value: Value<'_>, span: Span) -> Flow<i64> {
    value.into_integer().map_err(|found| mismatch("a whole number", &found, span))
}

/// A type error: what was expected, what was found.
pub(crate) fn mismatch(expected: &str, found: &crate::value::Mismatch, span: Span) -> Stop {
    let mut diagnostic = Diagnostic::new(Code::Type, format!("expected {expected}, found {found}")).at(span);
    if let crate::value::Mismatch::List(count) = found {
        diagnostic = diagnostic.help(if *count == 0 {
            "test the attribute with IsPresent first"
        } else {
            "pick one value with Item(values, 1) or join them with Join(\",\", values)"
        });
    }
    Stop::Failure(Box::new(diagnostic))
}

pub(crate) fn unsupported(what: &str, span: Span) -> Stop {
    Stop::Failure(Box::new(
        Diagnostic::new(Code::Value, format!("attrflow parses {what} but does not evaluate it"))
            .at(span)
            .help("it belongs to Entra Connect synchronization rules, which run on premises"),
    ))
}
