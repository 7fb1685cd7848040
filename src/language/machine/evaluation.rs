//! One run from beginning to end.

use super::instruction::Instruction;
use super::run::{Flow, Machine, Skip, Stop};
use super::semantics::Semantics;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::language::environment::Environment;
use crate::value::Value;

/// What running an expression gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluation<'a> {
    /// The value; null if the flow was skipped.
    pub value: Value<'a>,
    /// Set if the attribute, or the whole object, is left out of the flow.
    pub skipped: Option<Skip>,
    /// Whether `Redact` marked the value for the logs.
    pub sensitive: bool,
    /// Why there is no value, in words, where somebody asks for one expression by itself.
    pub reason: Option<String>,
    /// Warnings that only show with a user at hand.
    pub warnings: Vec<Diagnostic>,
}

/// Runs instructions over one user's values.
pub(crate) fn evaluate<'a>(
    instruction: &'a Instruction,
    semantics: &'static Semantics,
    row: &'a [Value<'a>],
    environment: &Environment,
    stream: u64,
) -> Outcome<Evaluation<'a>> {
    let mut machine = Machine::new(semantics, environment, stream);
    let result = machine.run(instruction, row);
    finish(machine, result)
}

pub(crate) fn finish<'a>(machine: Machine<'_>, result: Flow<Value<'a>>) -> Outcome<Evaluation<'a>> {
    let (value, skipped) = match result {
        Ok(value) => (value, None),
        Err(Stop::Skip(skip)) => (Value::Null, Some(skip)),
        Err(Stop::Failure(failure)) => return Err(failure),
    };
    Ok(Evaluation { value, skipped, sensitive: machine.sensitive, reason: None, warnings: machine.warnings })
}
