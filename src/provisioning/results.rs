//! What every mapping did for one user, as a table for people.

use super::difference::{Update, Updated};
use crate::diagnostic::{Code, Diagnostic};
use crate::mapping::{Computed, LeftOut, MappingType, Plan};
use crate::place::{MappingMember, Place};
use crate::value::Value;
use serde::Serialize;
use serde_json::Value as Json;

/// What one mapping gave.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MappingResult {
    /// The target, as written in the profile.
    pub target: String,
    /// What became of it.
    pub status: MappingStatus,
    /// The value that is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Json>,
    /// Why nothing is sent, or that the default is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Whether the logs show `[Redact]` instead of the value.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
    /// Findings about this mapping for this user; spans are in its source text.
    pub diagnostics: Vec<Diagnostic>,
}

impl MappingResult {
    /// Nothing is sent of it, and why; where it fails, that is what counts.
    pub(super) fn withhold(&mut self, why: Option<&str>) {
        if self.status != MappingStatus::Error {
            self.status = MappingStatus::LeftOut;
            self.value = None;
            self.reason = why.map(str::to_owned);
        }
    }
}

/// What became of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MappingStatus {
    /// The value is in the payload.
    Sent,
    /// There is no value.
    LeftOut,
    /// The expression left it out of the flow.
    Ignored,
    /// The target has the value already, or keeps the one it has.
    Unchanged,
    /// It cannot be made.
    Error,
}

/// Whether a value is missing because its mapping failed, which is told already.
pub(super) fn follows(found: &Diagnostic, mappings: &[MappingResult]) -> bool {
    let mapping = found.place.mapping().and_then(|at| mappings.get(at));
    matches!(found.code, Code::UsernameMissing | Code::MissingRequired | Code::ValueMissing)
        && mapping.is_some_and(|mapping| mapping.status == MappingStatus::Error)
}

/// What a mapping gave for a new object.
pub(super) fn of_create(plan: &Plan, at: usize, computed: &Computed<'_>) -> MappingResult {
    let is_expression =
        plan.profile().mappings.get(at).is_some_and(|mapping| mapping.kind == MappingType::Expression);
    let mut diagnostics = computed.warnings.clone();
    let (status, value, reason) = match &computed.outcome {
        Ok(value) => {
            diagnostics.extend(value_warnings(value, is_expression));
            let reason =
                computed.defaulted.then(|| "the source has no value, the default is sent".to_owned());
            (MappingStatus::Sent, Some(value.to_json()), reason)
        }
        Err(why) => {
            let reason = why.in_short(plan, at);
            (status_of(why, &mut diagnostics), None, Some(reason))
        }
    };
    finish(plan, at, (status, value, reason), computed.sensitive, diagnostics)
}

/// What a mapping does to an object that the target has.
pub(super) fn of_update(plan: &Plan, at: usize, update: &Update) -> MappingResult {
    let mut diagnostics = update.warnings.clone();
    let told = |status, value: Option<&Json>, reason: &str| (status, value.cloned(), Some(reason.to_owned()));
    let what = match &update.updated {
        Updated::Changed(changes) => {
            let value = changes.last().map(|change| change.new.clone());
            let mapping = plan.profile().mappings.get(at);
            let expression = mapping.is_some_and(|mapping| mapping.kind == MappingType::Expression);
            if expression && matches!(&value, Some(Json::String(text)) if text.is_empty()) {
                diagnostics.extend(value_warnings(&Value::text(""), true));
            }
            (MappingStatus::Sent, value, None)
        }
        Updated::Same(value) => {
            told(MappingStatus::Unchanged, Some(value), "the target has this value already")
        }
        Updated::Kept(value) => {
            told(MappingStatus::Unchanged, Some(value), "the target keeps the value it has")
        }
        Updated::CreateOnly => {
            told(MappingStatus::LeftOut, None, "the mapping applies only during object creation")
        }
        Updated::LeftOut(why) => {
            let reason = why.in_short_of_update(plan, at);
            (status_of(why, &mut diagnostics), None, Some(reason))
        }
    };
    finish(plan, at, what, update.sensitive, diagnostics)
}

/// The status of a mapping of which nothing is sent; what it fails with is a finding.
fn status_of(why: &LeftOut, diagnostics: &mut Vec<Diagnostic>) -> MappingStatus {
    match why {
        LeftOut::NoValue | LeftOut::Nothing | LeftOut::Reference => MappingStatus::LeftOut,
        LeftOut::Skipped(_) => MappingStatus::Ignored,
        LeftOut::Broken => MappingStatus::Error,
        LeftOut::Failed(found) => {
            diagnostics.insert(0, (**found).clone());
            if found.is_error() { MappingStatus::Error } else { MappingStatus::LeftOut }
        }
    }
}

fn finish(
    plan: &Plan,
    at: usize,
    (status, value, reason): (MappingStatus, Option<Json>, Option<String>),
    sensitive: bool,
    mut diagnostics: Vec<Diagnostic>,
) -> MappingResult {
    let target = plan.profile().mappings.get(at).map_or_else(String::new, |mapping| mapping.target.clone());
    for found in &mut diagnostics {
        if !found.place.is_part() {
            found.place = Place::Mapping(at, MappingMember::Source);
        }
    }
    MappingResult { target, status, value, reason, sensitive, diagnostics }
}

fn value_warnings(value: &Value<'_>, is_expression: bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if is_expression && matches!(value, Value::Text(text) if text.is_empty()) {
        found.push(
            Diagnostic::new(Code::EmptyText, "the expression gives an empty text, which is sent")
                .help("targets often refuse it; IgnoreFlowIfNullOrEmpty(…) leaves the attribute out instead"),
        );
    }
    found
}
