//! One mapping for one user, step by step: where the value comes from, what became of it on the
//! way to the payload, and by which rule.

use super::compiled::{CompiledMapping, Feed};
use super::plan::Plan;
use crate::json;
use crate::language::{Environment, Trace, bounded};
use crate::value::{Value, clip};
use serde::Serialize;
use serde_json::Value as Json;

/// What one mapping did for one user.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct MappingTrace {
    /// The target, as written in the profile.
    pub target: String,
    /// The nodes of the expression, for mappings that have one; spans are in the source text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub trace: Option<Trace>,
    /// The steps of the mapping, in order; the last one is its end.
    pub steps: Vec<TraceStep>,
}

/// One step of a mapping.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct TraceStep {
    /// What happens.
    pub kind: StepKind,
    /// The step in words: `the target takes a Boolean: the text "True" becomes true`.
    pub text: String,
    /// The value after the step; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "Json"))]
    pub value: Option<Json>,
    /// What kind of value that is.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub value_type: Option<&'static str>,
}

/// What a step of a mapping does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify), serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum StepKind {
    /// The source gives a value, or none.
    Source,
    /// The default value fills in.
    Default,
    /// The value becomes what the type of the target takes.
    Convert,
    /// The value goes into the payload.
    Sent,
    /// The attribute is not in the payload.
    Dropped,
}

impl StepKind {
    /// The name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            StepKind::Source => "source",
            StepKind::Default => "default",
            StepKind::Convert => "convert",
            StepKind::Sent => "sent",
            StepKind::Dropped => "dropped",
        }
    }
}

impl Serialize for StepKind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl MappingTrace {
    /// The same with spans counted in UTF-16 code units of `source`, the mapping's expression.
    pub fn to_utf16(mut self, source: &str) -> Self {
        self.trace = self.trace.map(|trace| trace.to_utf16(source));
        self
    }
}

impl Plan {
    /// Everything that one mapping did for a `user` that was [read](Plan::read). `None` if
    /// there is no mapping `at`.
    pub fn trace(&self, user: &[Value<'_>], at: usize, environment: &Environment) -> Option<MappingTrace> {
        let compiled = self.mappings().get(at)?;
        let mapping = &compiled.mapping;
        let mut trace = None;
        let source = match &compiled.feed {
            Feed::Broken(_) => None,
            Feed::Nothing => Some(Value::Null),
            Feed::Constant => Some(Value::text(&mapping.source)),
            Feed::Attribute(slot) => Some(user.get(*slot).map_or(Value::Null, Value::reborrow)),
            Feed::Expression(expression) => {
                let (result, steps) = expression.run_traced(&mapping.source, user, environment, at as u64);
                trace = Some(steps);
                result
                    .ok()
                    .filter(|evaluation| evaluation.skipped.is_none())
                    .map(|evaluation| evaluation.value)
            }
        };
        let computed = compiled.compute(user, environment);
        let mut steps = Vec::new();
        if let Some(value) = &source {
            steps.push(from_source(compiled, value));
        }
        let given = if computed.defaulted {
            let value = mapping.default.as_deref().map(Value::text);
            steps.extend(value.as_ref().map(|value| {
                step(
                    StepKind::Default,
                    "the default value fills in, as it does when a user is created",
                    value,
                )
            }));
            value
        } else {
            source
        };
        match &computed.outcome {
            Ok(sent) => {
                if let Some(text) =
                    given.filter(|given| given != sent).map(|given| conversion(compiled, &given, sent))
                {
                    steps.push(step(StepKind::Convert, text, sent));
                }
                steps.push(match self.overwritten(compiled, user, environment) {
                    None => step(StepKind::Sent, format!("sent as {}", mapping.target), sent),
                    Some(later) => dropped(format!(
                        "mapping {} writes the same target, and the later value wins",
                        later + 1
                    )),
                });
            }
            Err(why) => steps.push(dropped(why.in_full(self, at, mapping.default.is_some()))),
        }
        Some(MappingTrace { target: mapping.target.clone(), trace, steps })
    }

    /// A later mapping that writes a value to the same target.
    fn overwritten(
        &self,
        compiled: &CompiledMapping,
        user: &[Value<'_>],
        environment: &Environment,
    ) -> Option<usize> {
        let own = compiled.path.as_ref()?.to_string();
        let writes_there = |later: &&CompiledMapping| {
            later.path.as_ref().is_some_and(|path| path.to_string().eq_ignore_ascii_case(&own))
        };
        let later = self.mappings().iter().skip(compiled.at + 1).rev();
        later
            .filter(writes_there)
            .find(|later| later.compute(user, environment).outcome.is_ok())
            .map(|later| later.at)
    }
}

/// How a value changed for its target.
fn conversion(compiled: &CompiledMapping, given: &Value<'_>, sent: &Value<'_>) -> String {
    let shown = |value: &Value<'_>| clip(&json::text(&bounded(value))).into_owned();
    match (given, sent) {
        (_, Value::List(_)) if compiled.value_type.roles => {
            "the service writes app roles as objects of its own".to_owned()
        }
        (Value::List(given), Value::List(sent)) if given.len() > sent.len() => {
            "values that are null are left out of the list".to_owned()
        }
        (Value::List(_), Value::List(_)) => "the values become what the target takes".to_owned(),
        (_, Value::List(_)) => "the target takes a list: the value becomes a list of one".to_owned(),
        (Value::List(_), _) => "the target takes one value: the only one of the list".to_owned(),
        (_, Value::Object(_)) => {
            format!("the target takes an object: the {} is read as JSON", given.kind())
        }
        _ => {
            let (kind, from, to) = (sent.kind(), shown(given), shown(sent));
            format!("the target takes a {kind}: the {} {from} becomes {to}", given.kind())
        }
    }
}

fn step(kind: StepKind, text: impl Into<String>, value: &Value<'_>) -> TraceStep {
    TraceStep { kind, text: text.into(), value: Some(bounded(value)), value_type: Some(value.kind()) }
}

fn dropped(text: String) -> TraceStep {
    TraceStep { kind: StepKind::Dropped, text, value: None, value_type: None }
}

fn from_source(compiled: &CompiledMapping, value: &Value<'_>) -> TraceStep {
    let CompiledMapping { feed, mapping, .. } = compiled;
    // In a direct mapping an empty text is no value; as the result of an expression it flows.
    let text = match feed {
        Feed::Attribute(_) if value.is_null() => format!("the user has no value for {}", mapping.source),
        Feed::Attribute(_) if value.is_null_or_empty() => {
            format!("{} is empty, which counts as no value in a direct mapping", mapping.source)
        }
        Feed::Attribute(_) => format!("taken from {}", mapping.source),
        Feed::Constant if value.is_null_or_empty() => {
            "the constant is empty, which counts as no value".to_owned()
        }
        Feed::Constant => "a constant".to_owned(),
        Feed::Expression(_) if value.is_null() => "the expression gives no value".to_owned(),
        Feed::Expression(_) if value.is_null_or_empty() => {
            "the expression gives an empty text, which is a value".to_owned()
        }
        Feed::Expression(_) => "the expression gives a value".to_owned(),
        Feed::Nothing | Feed::Broken(_) => "the mapping has no source".to_owned(),
    };
    step(StepKind::Source, text, value)
}
