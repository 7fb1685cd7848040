//! The lines of `attrflow preview --batch`: mappings and a user each.

use super::batch::{Error, Failed};
use super::profiles::{self, utf16};
use attrflow::diagnostic::{Code, Diagnostic, Members};
use attrflow::language::Environment;
use attrflow::mapping::Profile;
use attrflow::provisioning::{Action, Facts, Reason, Request, preview_in};
use attrflow::scim::Schemas;
use serde::Serialize;
use serde_json::{Map, Value as Json};
use std::sync::Arc;

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
    pub(super) fn answer(&self, line: &Map<String, Json>) -> Answer {
        let members = Members::new(line);
        let id = line.get("id").filter(|id| !id.is_null()).cloned();
        let object = members.get("sourceUser").or_else(|| members.get("sourceGroup"));
        let (Some(_), Some(object)) = (members.get("mappings"), object) else {
            let message = "the line needs `mappings` and `source_user` or `source_group`";
            return Answer::refused(id, Diagnostic::new(Code::InvalidDocument, message), Vec::new());
        };
        let facts = match Facts::read(line) {
            Ok(facts) => facts,
            Err(found) => return Answer::refused(id, *found, Vec::new()),
        };
        let profile = ["mappings", "settings", "scope", "inputScope", "object", "target"];
        let profile =
            profile.into_iter().filter_map(|name| Some((name.to_owned(), members.get(name)?.clone())));
        let profile = Json::Object(profile.collect()).to_string();
        let mut read = Profile::read(&profile).strictly();
        if read.value.is_some() {
            // These places are in a text that nobody has seen; the pointers say where.
            read.diagnostics.iter_mut().for_each(|found| found.span = None);
        }
        let plan = match profiles::plan(read, self.schemas.as_ref()).strict() {
            Err(found) => return self.broken(id, found),
            Ok(plan) => plan,
        };
        let mut diagnostics = plan.diagnostics().to_vec();
        let resolve = |attribute: &str, _: &str| facts.resolve(attribute);
        match preview_in(&plan, &object.to_string(), &facts.situation(&resolve), &self.environment) {
            Err(found) => Answer::refused(id, *found, diagnostics),
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
                Answer { id, result: done, diagnostics }
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
