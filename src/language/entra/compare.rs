//! The six comparisons of Entra (expression reference, section on operators).
//!
//! A date on either side makes it a comparison of instants; a number on either side, or two
//! numeric texts under an order test, one of numbers; everything else compares text, exactly.

use crate::dotnet::datetime::DateTime;
use crate::language::machine::{Flow, Operand, date, text};
use crate::language::trace::Compared;
use crate::language::tree::Operator;
use crate::value::{Value, boolean_text, decimal, integer};
use std::cmp::Ordering;

/// Whether `left operator right` holds, and how the two were compared.
pub(super) fn compare<'a>(
    operator: Operator,
    left: Operand<'a>,
    right: Operand<'a>,
    now: DateTime,
) -> Flow<(bool, Compared)> {
    let (left, left_span) = left;
    let (right, right_span) = right;
    let equality = matches!(operator, Operator::Equal | Operator::NotEqual);
    // Null equals null and the empty text; no order test holds for it.
    if left.is_null() || right.is_null() {
        let equal = is_blank(&left) && is_blank(&right);
        let holds = match operator {
            Operator::Equal => equal,
            Operator::NotEqual => !equal,
            _ => false,
        };
        return Ok((holds, Compared::Null));
    }
    let (ordering, how) = match (left, right) {
        (Value::DateTime(left), right) => (left.cmp(&date(right, right_span, now)?), Compared::Dates),
        (left, Value::DateTime(right)) => (date(left, left_span, now)?.cmp(&right), Compared::Dates),
        (Value::Boolean(left), right) => {
            let right = text(right, right_span)?.unwrap_or_default();
            (ignoring_case(boolean_text(left), &right), Compared::Booleans)
        }
        (left, Value::Boolean(right)) => {
            let left = text(left, left_span)?.unwrap_or_default();
            (ignoring_case(&left, boolean_text(right)), Compared::Booleans)
        }
        (left, right) => {
            let numeric = is_number(&left) || is_number(&right) || !equality;
            let left = text(left, left_span)?.unwrap_or_default();
            let right = text(right, right_span)?.unwrap_or_default();
            match numeric.then(|| numbers(&left, &right)) {
                Some(Some(ordering)) => (ordering, Compared::Numbers),
                Some(None) => (left.cmp(&right), Compared::NoNumbers),
                None => (left.cmp(&right), Compared::Texts),
            }
        }
    };
    let holds = match operator {
        Operator::Equal => ordering == Ordering::Equal,
        Operator::NotEqual => ordering != Ordering::Equal,
        Operator::Greater => ordering == Ordering::Greater,
        Operator::GreaterOrEqual => ordering != Ordering::Less,
        Operator::Less => ordering == Ordering::Less,
        Operator::LessOrEqual => ordering != Ordering::Greater,
        _ => false,
    };
    Ok((holds, how))
}

fn is_blank(value: &Value<'_>) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.is_empty(),
        _ => false,
    }
}

fn is_number(value: &Value<'_>) -> bool {
    matches!(value, Value::Integer(_) | Value::Decimal(_))
}

fn ignoring_case(left: &str, right: &str) -> Ordering {
    if left.eq_ignore_ascii_case(right) { Ordering::Equal } else { left.cmp(right) }
}

/// The order of two numeric texts; whole numbers exactly, others as decimals.
fn numbers(left: &str, right: &str) -> Option<Ordering> {
    if let (Some(left), Some(right)) = (integer(left), integer(right)) {
        return Some(left.cmp(&right));
    }
    decimal(left)?.partial_cmp(&decimal(right)?)
}
