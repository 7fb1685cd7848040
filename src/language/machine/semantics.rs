//! What differs between languages when an expression runs.

use super::run::Flow;
use crate::dotnet::datetime::DateTime;
use crate::language::trace::Compared;
use crate::language::tree::Operator;
use crate::span::Span;
use crate::value::{Mismatch, Value};
use std::borrow::Cow;

/// One side of an operator, with its place.
pub(crate) type Operand<'a> = (Value<'a>, Span);

/// Compares two values by an operator at a time: whether it holds, and how they were compared.
type Compare = for<'a> fn(Operator, Operand<'a>, Operand<'a>, DateTime) -> Flow<(bool, Compared)>;

/// How a language reads values where it needs another kind of them, and what its operators do.
///
/// They are asked at operators and where a value has to become another kind, never for each node.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Semantics {
    /// The text form of a value; `None` for null.
    pub(crate) text: for<'a> fn(Value<'a>) -> Result<Option<Cow<'a, str>>, Mismatch>,
    /// A value as a condition: what is true, and what null is.
    pub(crate) truth: for<'a> fn(Value<'a>) -> Result<bool, Mismatch>,
    /// Equality and order: whether a comparison holds, and how the two sides were compared. The
    /// present time completes texts that are compared with a date and lack a part of one.
    pub(crate) compare: Compare,
    /// What `+` makes of two values at a place.
    pub(crate) add: for<'a> fn(Operand<'a>, Operand<'a>, Span) -> Flow<Value<'a>>,
    /// Whether a value counts as none where another may take its place.
    pub(crate) is_missing: for<'a> fn(&Value<'a>) -> bool,
    /// Whether names of parameters and members may be in any letter case.
    pub(crate) ignores_case: bool,
}
