//! How Entra's languages run: everything is text in the end, and null is an empty text to operators.

use super::compare::compare;
use crate::language::machine::{Flow, Operand, Semantics, integer, whole};
use crate::span::Span;
use crate::value::Value;

pub(super) static SEMANTICS: Semantics = Semantics {
    text: |value| value.into_text(),
    truth: |value| value.into_boolean(),
    compare,
    add,
    // As for Coalesce, an empty text is a value.
    is_missing: |value| value.is_null(),
    ignores_case: true,
};

/// Connect's `+` adds whole numbers; texts are joined with `&`.
fn add<'a>(left: Operand<'a>, right: Operand<'a>, span: Span) -> Flow<Value<'a>> {
    whole(integer(left.0, left.1)?.checked_add(integer(right.0, right.1)?), span)
}
