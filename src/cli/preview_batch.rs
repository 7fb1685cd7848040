//! The lines of `attrflow preview --batch`: mappings and a user each.

use super::batch::{Error, Failed};
use super::profiles::{self, utf16};
use attrflow::diagnostic::{Code, Diagnostic};
use attrflow::expression::Environment;
use attrflow::mapping::read_profile;
use attrflow::provisioning::{
    Action, Reason, Request, Situation, State, preview_in, resolve_by_attribute,
};
use attrflow::scim::Schemas;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A batch line.
#[derive(Debug, Deserialize)]
pub(super) struct Case {
    id: Option<Json>,
    mappings: Option<Json>,
    #[serde(alias = "source_group")]
    source_user: Option<Json>,
    /// What is known of the objects that the user refers to, by attribute.
    #[serde(default)]
    references: BTreeMap<String, Reference>,
    #[serde(default)]
    state: PastState,
    existing: Option<Json>,
    #[serde(default)]
    target_users: Vec<Json>,
    changes: Option<Changes>,
    settings: Option<Json>,
    scope: Option<Json>,
    #[serde(alias = "inputScope")]
    input_scope: Option<Json>,
    object: Option<Json>,
    target: Option<Json>,
}

/// The past of the object in the job.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PastState {
    assigned: Option<bool>,
    #[serde(default)]
    soft_deleted: bool,
    #[serde(default)]
    hard_deleted: bool,
    #[serde(default)]
    previously_provisioned: bool,
}

/// What changed since the last cycle.
#[derive(Debug, Deserialize)]
struct Changes {
    #[serde(default)]
    members_added: Vec<String>,
    #[serde(default)]
    members_removed: Vec<String>,
}

/// Another object of the directory.
#[derive(Debug, Deserialize)]
struct Reference {
    /// Whether the service provisions it.
    in_scope: Option<bool>,
    /// What the target calls it.
    target_id: Option<String>,
}

/// The answer to a batch line.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Json>,
    #[serde(flatten)]
    result: Outcome,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Outcome {
    Done {
        action: Action,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<Reason>,
        #[serde(skip_serializing_if = "Option::is_none")]
        request: Option<Request>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        following: Vec<Request>,
        match_queries: Vec<String>,
    },
    Refused {
        error: Error,
    },
}

impl Failed for Answer {
    fn failed(&self) -> bool {
        matches!(self.result, Outcome::Refused { .. })
    }
}

impl Answer {
    fn refused(id: Option<Json>, found: Diagnostic, diagnostics: Vec<Diagnostic>) -> Self {
        Self { id, result: Outcome::Refused { error: found.into() }, diagnostics }
    }
}

/// What holds for all lines.
pub(super) struct Cases {
    pub(super) environment: Environment,
    /// The schemas of the target, if not Zoom's.
    pub(super) schemas: Option<Arc<Schemas>>,
}

impl Cases {
    pub(super) fn answer(&self, case: Case) -> Answer {
        let refuse = |id, message: String| {
            Answer::refused(id, Diagnostic::new(Code::InvalidDocument, message), Vec::new())
        };
        let (Some(mappings), Some(object)) = (case.mappings, case.source_user) else {
            return refuse(case.id, "the line needs `mappings` and `source_user` or `source_group`".to_owned());
        };
        let members = [
            ("mappings", Some(mappings)),
            ("settings", case.settings),
            ("scope", case.scope),
            ("inputScope", case.input_scope),
            ("object", case.object),
            ("target", case.target),
        ];
        let members = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        let profile = Json::Object(Map::from_iter(members)).to_string();
        let (plan, mut diagnostics) = match read_profile(&profile) {
            Err(found) => return self.broken(case.id, found),
            Ok((profile, mut found)) => {
                // These places are in a text that nobody has seen; the pointers say where.
                found.iter_mut().for_each(|found| found.span = None);
                match profiles::plan(profile, self.schemas.as_ref()) {
                    Err(more) => return self.broken(case.id, [found, more].concat()),
                    Ok(plan) => {
                        found.extend(plan.diagnostics().iter().cloned());
                        (plan, found)
                    }
                }
            }
        };
        let references: Vec<_> = case
            .references
            .into_iter()
            .map(|(name, reference)| (name, reference.in_scope, reference.target_id))
            .collect();
        let resolve = resolve_by_attribute(&references);
        let situation = Situation {
            state: State {
                assigned: case.state.assigned.unwrap_or(true),
                soft_deleted: case.state.soft_deleted,
                hard_deleted: case.state.hard_deleted,
                previously_provisioned: case.state.previously_provisioned,
            },
            existing: case.existing.as_ref(),
            directory: &case.target_users,
            resolve: &resolve,
            members: case
                .changes
                .as_ref()
                .map(|changes| (changes.members_added.as_slice(), changes.members_removed.as_slice())),
        };
        match preview_in(&plan, &object.to_string(), &situation, &self.environment) {
            Err(found) => Answer::refused(case.id, *found, diagnostics),
            Ok(result) => {
                diagnostics.extend(result.diagnostics.iter().cloned());
                let done = Outcome::Done {
                    action: result.action,
                    reason: result.reason,
                    request: result.request,
                    following: result.following,
                    match_queries: result.match_queries,
                };
                let diagnostics = diagnostics.iter().map(|found| utf16(&plan, found)).collect();
                Answer { id: case.id, result: done, diagnostics }
            }
        }
    }

    /// The answer for mappings with errors.
    fn broken(&self, id: Option<Json>, mut found: Vec<Diagnostic>) -> Answer {
        let at = found.iter().position(Diagnostic::is_error).unwrap_or_default();
        let first = match found.get(at) {
            Some(_) => found.remove(at),
            None => Diagnostic::new(Code::InvalidDocument, "the mappings cannot be used"),
        };
        Answer::refused(id, first, found)
    }
}
