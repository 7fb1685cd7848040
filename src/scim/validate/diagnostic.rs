//! What a finding is.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::place::Pointer;
use serde::Serialize;
use std::borrow::Cow;

/// One problem of a payload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PayloadDiagnostic {
    /// What is wrong.
    pub code: Code,
    /// How much it matters; a payload with an error is not valid.
    pub severity: Severity,
    /// One sentence.
    pub message: String,
    /// Where, for people: `emails[0].value`, `urn:…:User:department`; empty for the whole body.
    pub path: String,
    /// Where, in JSON as its pointer: `/emails/0/value`. Leads to nothing where a member is missing.
    #[serde(serialize_with = "as_text")]
    pub pointer: Pointer,
    /// Where the rule is written.
    pub source: Cow<'static, str>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl PayloadDiagnostic {
    /// Whether it makes the payload invalid.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The same as a diagnostic about the payload, its place in the payload.
    pub fn diagnostic(&self) -> Diagnostic {
        let mut found = Diagnostic::new(self.code, self.message.as_str()).within(self.pointer.clone());
        found.severity = self.severity;
        found.help.clone_from(&self.help);
        found
    }
}

fn as_text<S: serde::Serializer>(pointer: &Pointer, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(pointer)
}
