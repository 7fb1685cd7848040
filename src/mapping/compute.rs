//! What one mapping gives for one user: the source's value, the default, the target's type.

use super::compiled::{CompiledMapping, Feed};
use super::convert;
use super::left_out::LeftOut;
use crate::diagnostic::Diagnostic;
use crate::language::Environment;
use crate::value::{Value, text_of};

/// What one mapping gives for one user.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
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
pub(crate) struct Given<'a> {
    /// The value, or why there is none; null is a value here.
    pub(crate) value: Result<Value<'a>, LeftOut>,
    pub(crate) sensitive: bool,
    pub(crate) warnings: Vec<Diagnostic>,
}

impl CompiledMapping {
    /// What the source gives. `user` has the user's values by slot.
    pub(crate) fn given<'a>(&'a self, user: &'a [Value<'a>], environment: &Environment) -> Given<'a> {
        let plain = |value| Given { value, sensitive: false, warnings: Vec::new() };
        match &self.feed {
            Feed::Broken(_) => plain(Err(LeftOut::Broken)),
            Feed::Nothing => plain(Ok(Value::Null)),
            Feed::Constant => plain(Ok(Value::text(&self.mapping.source))),
            Feed::Attribute(slot) => plain(Ok(user.get(*slot).map_or(Value::Null, Value::reborrow))),
            // Each mapping has random numbers of its own.
            Feed::Expression(expression) => match expression.run(user, environment, self.at as u64) {
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
    pub(crate) fn is_empty(&self, value: &Value<'_>) -> bool {
        match self.feed {
            Feed::Expression(_) => value.is_null(),
            _ => value.is_null_or_empty(),
        }
    }

    /// The value in the type of the target.
    #[inline(always)]
    pub(crate) fn converted<'a>(&self, value: Value<'a>) -> Result<Value<'a>, LeftOut> {
        if matches!(value, Value::Text(_)) && self.value_type.takes_text() {
            return Ok(value);
        }
        self.converted_to(value)
    }

    #[inline(never)]
    fn converted_to<'a>(&self, value: Value<'a>) -> Result<Value<'a>, LeftOut> {
        match convert::convert(value, &self.value_type) {
            Ok(Some(value)) => Ok(value),
            Ok(None) => Err(LeftOut::NoValue),
            Err(found) => Err(LeftOut::Failed(found)),
        }
    }

    /// What the mapping gives for a new object.
    pub(crate) fn compute<'a>(&'a self, user: &'a [Value<'a>], environment: &Environment) -> Computed<'a> {
        if self.reference {
            return Computed::left_out(LeftOut::Reference);
        }
        let Given { value, sensitive, warnings } = self.given(user, environment);
        let value = match value {
            Err(why) => return Computed { outcome: Err(why), defaulted: false, sensitive, warnings },
            Ok(value) => value,
        };
        let (value, defaulted) = match (&self.mapping.default, self.is_empty(&value)) {
            (Some(default), true) => (Value::text(default), true),
            (None, true) => {
                let why =
                    if matches!(self.feed, Feed::Nothing) { LeftOut::Nothing } else { LeftOut::NoValue };
                return Computed { outcome: Err(why), defaulted: false, sensitive, warnings };
            }
            (_, false) => (value, false),
        };
        Computed { outcome: self.converted(value), defaulted, sensitive, warnings }
    }

    /// The text that the mapping passes on as it is: that of an attribute to a target of text, the
    /// most frequent case. `None` says nothing.
    #[inline(always)]
    pub(crate) fn plain_text<'a>(&self, user: &'a [Value<'_>]) -> Option<&'a str> {
        match (&self.feed, self.value_type.takes_text() && !self.reference) {
            (Feed::Attribute(slot), true) => match user.get(*slot)? {
                Value::Text(text) => Some(text_of(text)).filter(|text| !text.is_empty()),
                _ => None,
            },
            _ => None,
        }
    }
}
