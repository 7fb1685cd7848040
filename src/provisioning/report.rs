//! The report over many users: counts, problems, collisions, how much would be taken away, how long it
//! takes, and what no user exercises.

use super::coverage::CoverageReport;
use super::model::{Action, Preview, Reason};
use crate::diagnostic::{Code, Severity};
use crate::limits::REPORTED_USERS;
use crate::order;
use crate::place::Place;
use serde::Serialize;
use serde_json::Value as Json;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What a cycle over many users comes to.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Report {
    /// Users read.
    pub users: u64,
    /// Parts of the input that are no user.
    pub unreadable: u64,
    /// Users by what is done to them; an action that is missing is done to nobody.
    #[cfg_attr(target_family = "wasm", tsify(type = "Partial<Record<Action, number>>"))]
    pub actions: BTreeMap<&'static str, u64>,
    /// Users that are left alone, by reason.
    #[cfg_attr(target_family = "wasm", tsify(type = "Partial<Record<Reason, number>>"))]
    pub reasons: BTreeMap<String, u64>,
    /// The requests that are sent.
    pub requests: Requests,
    /// How many users lose their account.
    pub blast_radius: BlastRadius,
    /// Findings about users, each once with the users it concerns.
    pub problems: Vec<UserProblem>,
    /// Users that want what another one has.
    pub collisions: Vec<Collision>,
    /// How many collisions there are; only the first are listed.
    pub collision_count: u64,
    /// What users exercise.
    pub coverage: CoverageReport,
    /// What the target holds, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub target: Option<TargetCount>,
    /// Findings by code and place.
    #[serde(skip)]
    known: BTreeMap<(Code, Place), usize>,
}

/// Requests, and how long they take.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Requests {
    /// Searches by a matching attribute.
    pub search: u64,
    /// Creations.
    pub post: u64,
    /// Changes, second passes among them.
    pub patch: u64,
    /// Replacements.
    pub put: u64,
    /// Deletions.
    pub delete: u64,
    /// All of them.
    pub total: u64,
    /// How long they take at least, at the rates of limits that apply.
    pub minutes: Vec<RequestTime>,
}

/// How long requests take under a limit.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct RequestTime {
    /// The limit.
    pub limit: &'static str,
    /// Minutes, rounded up to a tenth.
    pub minutes: f64,
}

/// Rates in requests a second: what Entra asks of a gallery app (use-scim), and Zoom's limits by plan
/// (developers.zoom.us, rate limits), where searches count as medium and all else as light.
const RATES: [(&str, u64, u64); 3] = [
    ("Entra's rate of 25 requests a second", 25, 25),
    ("Zoom's limits on Pro, 20 searches and 30 other requests a second", 20, 30),
    ("Zoom's limits on Business and above, 60 searches and 80 other requests a second", 60, 80),
];

/// How many users lose their account, against the service's threshold.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct BlastRadius {
    /// Users that are disabled.
    pub disable: u64,
    /// Users that are deleted.
    pub delete: u64,
    /// How many of both together the service lets through.
    pub threshold: u64,
    /// Whether it would hold the rest back and put the job into quarantine.
    pub exceeded: bool,
}

/// A user of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Named {
    /// The name.
    pub user: String,
    /// The line it begins on.
    pub line: u64,
}

/// A finding, and the users it concerns.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct UserProblem {
    /// The code.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// The target attribute, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub target: Option<String>,
    /// The message for the first of the users.
    pub message: String,
    /// How many users it concerns.
    pub count: u64,
    /// The first of them.
    pub users: Vec<Named>,
}

/// Users that want one value, or one account.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Collision {
    /// The target attribute.
    pub target: String,
    /// The value.
    #[cfg_attr(target_family = "wasm", tsify(type = "Json"))]
    pub value: Json,
    /// The line of the user that had it first.
    pub first: u64,
    /// The user that wants it too.
    pub user: Named,
    /// The account of the target that has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub account: Option<String>,
}

impl Collision {
    pub(super) fn new(target: String, value: Json, first: u64, user: Named, account: Option<String>) -> Self {
        Self { target, value, first, user, account }
    }
}

/// What the target holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct TargetCount {
    /// Resources read.
    pub resources: u64,
    /// Those that a user was found for.
    pub matched: u64,
    /// Those that no user was found for, which the service leaves alone.
    pub unmatched: u64,
}

impl Report {
    pub(super) fn new(threshold: u64) -> Self {
        Self { blast_radius: BlastRadius { threshold, ..BlastRadius::default() }, ..Self::default() }
    }

    /// How many users an action is done to.
    pub fn action(&self, action: Action) -> u64 {
        self.actions.get(action.as_str()).copied().unwrap_or_default()
    }

    /// Whether some finding is an error, or some part of the input no user.
    pub fn has_errors(&self) -> bool {
        self.unreadable > 0 || self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    pub(super) fn count(&mut self, preview: &Preview, named: impl Fn() -> Named) {
        self.users += 1;
        *self.actions.entry(preview.action.as_str()).or_default() += 1;
        if let Some(reason) = preview.reason {
            *self.reasons.entry(reason_name(reason)).or_default() += 1;
        }
        self.requests.search += preview.match_queries.len() as u64;
        for request in preview.request.iter().chain(&preview.following) {
            match request.method {
                "POST" => self.requests.post += 1,
                "PUT" => self.requests.put += 1,
                "DELETE" => self.requests.delete += 1,
                _ => self.requests.patch += 1,
            }
        }
        for (at, found) in preview.diagnostics.iter().enumerate() {
            let same = |other: &crate::diagnostic::Diagnostic| {
                other.code == found.code && other.place == found.place
            };
            if preview.diagnostics.get(..at).unwrap_or_default().iter().any(same) {
                continue;
            }
            let next = self.problems.len();
            let at = *self.known.entry((found.code, found.place.clone())).or_insert(next);
            if at == next {
                let mapping = found.place.mapping().and_then(|at| preview.mappings.get(at));
                self.problems.push(UserProblem {
                    code: found.code.to_string(),
                    severity: found.severity,
                    target: mapping.map(|mapping| mapping.target.clone()),
                    message: found.message.clone(),
                    count: 0,
                    users: Vec::new(),
                });
            }
            if let Some(problem) = self.problems.get_mut(at) {
                problem.count += 1;
                if problem.users.len() < REPORTED_USERS {
                    problem.users.push(named());
                }
            }
        }
    }

    pub(super) fn collide(&mut self, collision: Collision) {
        self.collision_count += 1;
        if self.collisions.len() < REPORTED_USERS * 10 {
            self.collisions.push(collision);
        }
    }

    pub(super) fn finish(&mut self, held: Option<u64>, matched: u64) {
        let requests = &mut self.requests;
        requests.total = requests.search + requests.post + requests.patch + requests.put + requests.delete;
        let (search, other) = (requests.search as f64, (requests.total - requests.search) as f64);
        let minutes = |(limit, searches, others): &(&'static str, u64, u64)| {
            let seconds = match searches == others {
                true => (search + other) / *others as f64,
                // The labels are counted apart.
                false => (search / *searches as f64).max(other / *others as f64),
            };
            RequestTime { limit, minutes: (seconds / 6.0).ceil() / 10.0 }
        };
        requests.minutes = RATES.iter().map(minutes).collect();
        let (disable, delete) = (self.action(Action::Disable), self.action(Action::Delete));
        self.blast_radius.disable = disable;
        self.blast_radius.delete = delete;
        self.blast_radius.exceeded = disable + delete > self.blast_radius.threshold;
        self.target = held.map(|resources| TargetCount {
            resources,
            matched,
            unmatched: resources.saturating_sub(matched),
        });
        order::sort_by_key(&mut self.problems, |problem| (problem.severity, Reverse(problem.count)));
    }
}

/// The service's name of a reason.
fn reason_name(reason: Reason) -> String {
    match serde_json::to_value(reason) {
        Ok(Json::String(name)) => name,
        _ => String::new(),
    }
}
