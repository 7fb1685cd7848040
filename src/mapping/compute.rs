//! What one mapping gives for one user: the source's value, the default, the target's type.

use super::convert;
use super::profile::Mapping;
use super::update;
use crate::diagnostic::Diagnostic;
use crate::language::{Environment, Expression, Skip};
use crate::scim::Path;
use crate::value::Value;

/// One mapping, compiled.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) feed: Feed,
    pub(super) target: convert::Target,
    /// Where the value is in a resource; none for a mapping with errors.
    pub(super) place: Option<Path>,
    /// Whether letter case counts when values are compared.
    pub(super) exact: bool,
    /// Whether the value is another object of the directory, which flows in a second pass.
    pub(super) reference: bool,
    /// Whether the value depends on `IsSoftDeleted`.
    pub(super) disables: bool,
    /// The app roles that the value is made of, which updates write in forms of their own.
    pub(super) roles: Option<update::Roles>,
}

/// Where a mapping's value comes from.
#[derive(Clone, Debug, Default)]
pub(super) enum Feed {
    Attribute(usize),
    Constant,
    Expression(Box<Expression>),
    /// A mapping of type none.
    Nothing,
    /// A mapping with errors.
    #[default]
    Broken,
}

/// What one mapping gives for one user.
#[derive(Clone, Debug, PartialEq)]
pub struct Computed<'a> {
    /// The value for the payload, or why there is none.
    pub outcome: Result<Value<'a>, LeftOut>,
    /// Whether the default value filled in.
    pub defaulted: bool,
    /// Whether `Redact` marked the value.
    pub sensitive: bool,
    /// Warnings that only show with this user.
    pub warnings: Vec<Diagnostic>,
}

/// Why an attribute is not in the payload.
#[derive(Clone, Debug, PartialEq)]
pub enum LeftOut {
    /// The source has no value and there is no default.
    NoValue,
    /// A mapping of type none without a default.
    Nothing,
    /// The expression asked to leave it out.
    Skipped(Skip),
    /// The value cannot be made or cannot be sent.
    Failed(Box<Diagnostic>),
    /// The mapping itself has errors.
    Broken,
    /// The value refers to another object, and flows when both exist.
    Reference,
}

impl<'a> Computed<'a> {
    fn left_out(why: LeftOut) -> Self {
        Self { outcome: Err(why), defaulted: false, sensitive: false, warnings: Vec::new() }
    }

    /// The value for the payload, if there is one.
    pub fn sent(&self) -> Option<Value<'_>> {
        self.outcome.as_ref().ok().map(Value::reborrow)
    }
}

/// What a mapping's source gives for a user, before the default and the target's type.
pub(super) struct Given<'a> {
    /// The value, or why there is none; null is a value here.
    pub(super) value: Result<Value<'a>, LeftOut>,
    pub(super) sensitive: bool,
    pub(super) warnings: Vec<Diagnostic>,
}

pub(super) fn given<'a>(
    at: usize,
    compiled: &'a Row,
    mapping: &'a Mapping,
    row: &'a [Value<'a>],
    environment: &Environment,
) -> Given<'a> {
    let plain = |value| Given { value, sensitive: false, warnings: Vec::new() };
    match &compiled.feed {
        Feed::Broken => plain(Err(LeftOut::Broken)),
        Feed::Nothing => plain(Ok(Value::Null)),
        Feed::Constant => plain(Ok(Value::text(&mapping.source))),
        Feed::Attribute(slot) => plain(Ok(row.get(*slot).map_or(Value::Null, Value::reborrow))),
        Feed::Expression(expression) => match expression.run(row, environment, at as u64) {
            Err(found) => plain(Err(LeftOut::Failed(found))),
            Ok(evaluation) => Given {
                value: match evaluation.skipped {
                    Some(skip) => Err(LeftOut::Skipped(skip)),
                    None => Ok(evaluation.value),
                },
                sensitive: evaluation.sensitive,
                warnings: evaluation.warnings,
            },
        },
    }
}

/// Whether a value counts as none: in a direct mapping "" and [] do; as the result of an expression
/// "" flows.
pub(super) fn is_empty(compiled: &Row, value: &Value<'_>) -> bool {
    match compiled.feed {
        Feed::Expression(_) => value.is_null(),
        _ => value.is_null_or_empty(),
    }
}

/// The value in the type of its target.
#[inline(always)]
pub(super) fn converted<'a>(compiled: &Row, value: Value<'a>) -> Result<Value<'a>, LeftOut> {
    if matches!(value, Value::Text(_)) && compiled.target.takes_text() {
        return Ok(value);
    }
    converted_to(compiled, value)
}

#[inline(never)]
fn converted_to<'a>(compiled: &Row, value: Value<'a>) -> Result<Value<'a>, LeftOut> {
    match convert::convert(value, &compiled.target) {
        Ok(Some(value)) => Ok(value),
        Ok(None) => Err(LeftOut::NoValue),
        Err(found) => Err(LeftOut::Failed(found)),
    }
}

pub(super) fn compute<'a>(
    at: usize,
    compiled: &'a Row,
    mapping: &'a Mapping,
    row: &'a [Value<'a>],
    environment: &Environment,
) -> Computed<'a> {
    if compiled.reference {
        return Computed::left_out(LeftOut::Reference);
    }
    let Given { value, sensitive, warnings } = given(at, compiled, mapping, row, environment);
    let value = match value {
        Err(why) => return Computed { outcome: Err(why), defaulted: false, sensitive, warnings },
        Ok(value) => value,
    };
    let (value, defaulted) = match (&mapping.default, is_empty(compiled, &value)) {
        (Some(default), true) => (Value::text(default), true),
        (None, true) => {
            let why =
                if matches!(compiled.feed, Feed::Nothing) { LeftOut::Nothing } else { LeftOut::NoValue };
            return Computed { outcome: Err(why), defaulted: false, sensitive, warnings };
        }
        (_, false) => (value, false),
    };
    Computed { outcome: converted(compiled, value), defaulted, sensitive, warnings }
}
