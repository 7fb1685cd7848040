//! What no user exercises: mappings that never give a value, keys of Switch that never match, clauses
//! that hold for everybody or for nobody.

use super::model::{Preview, Reason, Step, StepStatus, StepType};
use super::results::MappingStatus;
use crate::json;
use crate::language::{Environment, NodeKind, Passes, TraceNode};
use crate::limits::COVERAGE_INPUTS;
use crate::mapping::Plan;
use crate::span::Span;
use serde::Serialize;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What users exercise.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct CoverageReport {
    /// The mappings, in order.
    pub mappings: Vec<MappingCoverage>,
    /// The keys of Switch, in order.
    pub keys: Vec<KeyCoverage>,
    /// The clauses of scoping filters, in order.
    pub clauses: Vec<ClauseCoverage>,
}

/// How often a mapping gave a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MappingCoverage {
    /// The target attribute.
    pub target: String,
    /// Users with a value, sent or there already.
    pub values: u64,
    /// Users without one.
    pub left_out: u64,
    /// Users that it fails for.
    pub failed: u64,
}

/// How often a key of Switch matched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct KeyCoverage {
    /// The mapping, from 0.
    pub mapping: usize,
    /// The key as it is written; `default` for the default value.
    pub key: String,
    /// Where the value behind it stands in the expression.
    pub span: Span,
    /// Users that got that value.
    pub users: u64,
}

/// How often a clause held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct ClauseCoverage {
    /// The clause as the portal prints it.
    pub clause: String,
    /// Users that it holds for.
    pub passed: u64,
    /// Users that it does not hold for.
    pub failed: u64,
}

/// Counts while users come in.
pub(super) struct Coverage {
    mappings: Vec<MappingCoverage>,
    switches: Vec<Switches>,
    clauses: Vec<ClauseCoverage>,
}

/// The keys of one mapping.
struct Switches {
    mapping: usize,
    /// The slots that the expression reads: users that are the same there do the same.
    slots: Vec<usize>,
    keys: Vec<KeyCoverage>,
    /// Which keys match for an input that was seen, by its hash.
    seen: HashMap<u64, Vec<usize>>,
}

impl Coverage {
    pub(super) fn new(plan: &Plan) -> Self {
        let switches = plan.mappings().iter().filter_map(|compiled| {
            let (mapping, source) = (compiled.at, &compiled.mapping.source);
            let mut keys = Vec::new();
            compiled.tree()?.walk(&mut |node| {
                let NodeKind::Call(call) = &node.kind else { return };
                let passes = compiled.function(call).map(|function| function.passes);
                let Some(Passes::Cases { default, from }) = passes else { return };
                let key = |key: String, span: Span| KeyCoverage { mapping, key, span, users: 0 };
                let default = default.and_then(|place| call.arguments.get(place)?.node.as_ref());
                if let Some(default) = default {
                    keys.push(key("default".to_owned(), default.span));
                }
                for pair in call.arguments.get(from..).unwrap_or_default().chunks_exact(2) {
                    if let [name, value] = pair
                        && let (Some(name), Some(value)) = (&name.node, &value.node)
                    {
                        keys.push(key(name.span.of(source).to_owned(), value.span));
                    }
                }
            });
            let slots = compiled.reads.iter().filter_map(|attribute| attribute.slot).collect();
            (!keys.is_empty()).then(|| Switches { mapping, slots, keys, seen: HashMap::new() })
        });
        Self {
            switches: switches.collect(),
            mappings: plan
                .mappings()
                .iter()
                .map(|compiled| MappingCoverage {
                    target: compiled.mapping.target.clone(),
                    ..MappingCoverage::default()
                })
                .collect(),
            clauses: Vec::new(),
        }
    }

    pub(super) fn count(&mut self, plan: &Plan, user: &str, preview: &Preview, environment: &Environment) {
        self.count_clauses(preview);
        // Nothing of these flows, so they exercise no mapping.
        let unread = [Reason::NotInScope, Reason::ImportSkipped, Reason::IgnoreObjectFlow];
        if preview.reason.is_some_and(|reason| unread.contains(&reason)) {
            return;
        }
        for (own, result) in self.mappings.iter_mut().zip(&preview.mappings) {
            match result.status {
                MappingStatus::Sent | MappingStatus::Unchanged => own.values += 1,
                MappingStatus::LeftOut | MappingStatus::Ignored => own.left_out += 1,
                MappingStatus::Error => own.failed += 1,
            }
        }
        if self.switches.is_empty() {
            return;
        }
        let Ok(mut row) = plan.read(user) else { return };
        let leaves = |step: &Step| step.kind == StepType::Scoping && step.status == StepStatus::Skipped;
        if preview.steps.iter().any(leaves) {
            plan.gone(&mut row);
        }
        for switches in &mut self.switches {
            let mut hasher = DefaultHasher::new();
            for slot in &switches.slots {
                let value = row.get(*slot);
                value.map(|value| (value.kind(), json::text(&value.to_json()))).hash(&mut hasher);
            }
            let input = hasher.finish();
            let matched = match switches.seen.get(&input) {
                Some(matched) => matched.clone(),
                None => {
                    let trace = plan.trace(&row, switches.mapping, environment);
                    let nodes = trace.and_then(|trace| trace.trace).map(|trace| trace.nodes);
                    let matched = matched(&switches.keys, &nodes.unwrap_or_default());
                    if switches.seen.len() < COVERAGE_INPUTS {
                        switches.seen.insert(input, matched.clone());
                    }
                    matched
                }
            };
            for at in matched {
                if let Some(key) = switches.keys.get_mut(at) {
                    key.users += 1;
                }
            }
        }
    }

    fn count_clauses(&mut self, preview: &Preview) {
        for (at, clause) in preview.scope.iter().flat_map(|filter| &filter.clauses).enumerate() {
            if at == self.clauses.len() {
                self.clauses
                    .push(ClauseCoverage { clause: clause.clause.clone(), ..ClauseCoverage::default() });
            }
            if let Some(own) = self.clauses.get_mut(at) {
                if clause.passes {
                    own.passed += 1;
                } else {
                    own.failed += 1;
                }
            }
        }
    }

    pub(super) fn finish(self) -> CoverageReport {
        CoverageReport {
            mappings: self.mappings,
            keys: self.switches.into_iter().flat_map(|switches| switches.keys).collect(),
            clauses: self.clauses,
        }
    }
}

/// The keys whose values were chosen.
fn matched(keys: &[KeyCoverage], nodes: &[TraceNode]) -> Vec<usize> {
    let chosen = |key: &KeyCoverage| nodes.iter().any(|node| node.chosen && node.span == key.span);
    keys.iter().enumerate().filter(|(_, key)| chosen(key)).map(|(at, _)| at).collect()
}
