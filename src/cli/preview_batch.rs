//! The lines of `attrflow preview --batch`: mappings and a user each.

use super::batch::{Error, Failed};
use super::profiles::{self, utf16};
use attrflow::diagnostic::{Code, Diagnostic};
use attrflow::expression::Environment;
use attrflow::mapping::{Plan, read_profile};
use attrflow::provisioning::{Action, MappingStatus, Preview, Reason, Request, preview};
use attrflow::scim::Schemas;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use std::sync::Arc;

/// A batch line.
#[derive(Debug, Deserialize)]
pub(super) struct Case {
    id: Option<Json>,
    mappings: Option<Json>,
    source_user: Option<Json>,
    #[serde(flatten)]
    rest: Map<String, Json>,
}

/// Members that say something about the past, the target or the job. Answering without regard to
/// them would be wrong, and previews are of creations so far.
const UNSUPPORTED: [&str; 7] =
    ["existing", "state", "scope", "settings", "object", "source_group", "changes"];

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
        if let Some(member) = UNSUPPORTED.iter().find(|member| case.rest.contains_key(**member)) {
            return refuse(case.id, format!("`{member}` is not understood: only creations are previewed"));
        }
        let (Some(mappings), Some(user)) = (case.mappings, case.source_user) else {
            return refuse(case.id, "the line needs `mappings` and `source_user`".to_owned());
        };
        let profile = Json::Object(Map::from_iter([("mappings".to_owned(), mappings)])).to_string();
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
        match preview(&plan, &user.to_string(), &self.environment) {
            Err(found) => Answer::refused(case.id, *found, diagnostics),
            Ok(result) => {
                diagnostics.extend(result.diagnostics.iter().cloned());
                let done = Outcome::Done {
                    match_queries: match_queries(&plan, &result),
                    action: result.action,
                    reason: result.reason,
                    request: result.request,
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

/// What the service asks the target before it creates a user: one query for each matching
/// attribute that has a value, by precedence.
fn match_queries(plan: &Plan, result: &Preview) -> Vec<String> {
    let mut matching: Vec<_> = plan
        .profile()
        .mappings
        .iter()
        .zip(&result.mappings)
        .filter(|(_, result)| result.status == MappingStatus::Sent)
        .filter_map(|(mapping, result)| Some((mapping.matching?, &mapping.target, result.value.as_ref()?)))
        .collect();
    matching.sort_by_key(|(precedence, ..)| *precedence);
    matching.into_iter().map(|(_, target, value)| format!("{target} eq {value}")).collect()
}
