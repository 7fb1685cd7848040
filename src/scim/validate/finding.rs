//! What a finding is.

use crate::diagnostic::{Code, Diagnostic, Severity};
use serde::Serialize;
use std::borrow::Cow;

/// One problem of a payload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What is wrong.
    pub code: Code,
    /// How much it matters; a payload with an error is not valid.
    pub severity: Severity,
    /// One sentence.
    pub message: String,
    /// Where, for people: `emails[0].value`, `urn:…:User:department`; empty for the whole body.
    pub path: String,
    /// Where, as a JSON pointer: `/emails/0/value`. Leads to nothing where a member is missing.
    pub pointer: String,
    /// Where the rule is written.
    pub source: Cow<'static, str>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl Finding {
    /// Whether it makes the payload invalid.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The same as a diagnostic about the payload, its pointer leading into the payload.
    pub fn diagnostic(&self) -> Diagnostic {
        let mut found = Diagnostic::new(self.code, self.message.as_str()).within(self.pointer.as_str());
        found.severity = self.severity;
        found.help.clone_from(&self.help);
        found
    }
}
