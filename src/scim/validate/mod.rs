//! What is wrong with the body of a request, as far as schemas and RFCs can tell.
//!
//! [`validate`] holds a body against [`Schemas`] and the rules of RFC 7643 and 7644. What one target
//! asks for besides is data in `Rules`; Zoom's stand in [`systems::zoom`](crate::systems::zoom).

mod body_path;
mod diagnostic;
mod patch;
mod resource;
mod rules;
mod types;
mod values;

pub(crate) use body_path::BodyPath;
pub use diagnostic::PayloadDiagnostic;
pub(crate) use rules::{RFC, Rules};

use super::schema::{Attribute, Schemas};
use crate::diagnostic::{Code, Severity};
use crate::limits::PAYLOAD_FINDINGS;
use crate::named::named;
use serde_json::{Map, Value};

named! {
    /// The request that a body belongs to.
    ///
    /// ```
    /// use attrflow::scim::Method;
    /// assert_eq!(Method::from_name("put"), Some(Method::Put));
    /// assert_eq!(Method::from_name("GET"), None);
    /// ```
    pub enum Method, default Post {
        /// Creates a resource.
        Post = "POST",
        /// Replaces a resource.
        Put = "PUT",
        /// Changes parts of a resource.
        Patch = "PATCH",
    }
}

/// Everything found in the body of a request by the rules of RFC 7643 and 7644: `schemas` first, then
/// in the order of the body, then what is missing; at most [`PAYLOAD_FINDINGS`].
///
/// Of an unknown member nothing else is said. Which resource it is follows from `schemas`: a user,
/// if nothing there says otherwise.
///
/// ```
/// use attrflow::diagnostic::Code;
/// use attrflow::scim::{Method, Schemas, validate};
/// use serde_json::json;
/// let body = json!({
///     "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
///     "userName": "ada",
///     "emails": [{"type": "work", "value": 7}],
/// });
/// let found = validate(&body, Method::Post, Schemas::core());
/// assert_eq!((found[0].code, &*found[0].path), (Code::TypeMismatch, "emails[0].value"));
/// assert_eq!((&*found[0].pointer.to_string(), &*found[0].source), ("/emails/0/value", "RFC 7643 section 2.3"));
/// ```
pub fn validate(body: &Value, method: Method, schemas: &Schemas) -> Vec<PayloadDiagnostic> {
    check(body, method, schemas, &RFC)
}

/// The same by the rules of one target.
pub(crate) fn check(
    body: &Value,
    method: Method,
    schemas: &Schemas,
    rules: &Rules,
) -> Vec<PayloadDiagnostic> {
    let mut validator = Validator { schemas, rules, method, found: Vec::new() };
    match body {
        Value::Object(members) if method == Method::Patch => validator.patch(members),
        Value::Object(members) => validator.body(members),
        other => validator.add(
            Code::NotObject,
            &BodyPath::ROOT,
            format!("the body of a request is a JSON object, not {}", types::shown(other)),
            "write { … }",
        ),
    }
    validator.found
}

/// A body under examination.
pub(crate) struct Validator<'v> {
    pub(crate) schemas: &'v Schemas,
    pub(crate) method: Method,
    rules: &'v Rules,
    found: Vec<PayloadDiagnostic>,
}

impl Validator<'_> {
    /// Notes a finding with the severity that the rules give its code.
    pub(crate) fn add(&mut self, code: Code, place: &BodyPath<'_>, message: String, help: &str) {
        self.add_as((self.rules.severity)(code), code, place, message, help);
    }

    /// Notes a finding with a severity of its own.
    pub(crate) fn add_as(
        &mut self,
        severity: Severity,
        code: Code,
        place: &BodyPath<'_>,
        message: String,
        help: &str,
    ) {
        if self.is_full() {
            return;
        }
        self.found.push(PayloadDiagnostic {
            code,
            severity,
            message,
            path: place.path(),
            pointer: place.pointer(),
            source: (self.rules.source)(code).into(),
            help: (!help.is_empty()).then(|| help.to_owned()),
        });
    }

    fn is_full(&self) -> bool {
        self.found.len() >= PAYLOAD_FINDINGS
    }

    fn body(&mut self, members: &Map<String, Value>) {
        let listed = self.listed(members, &BodyPath::ROOT);
        let base = self.base(&listed);
        self.members(members, base, &BodyPath::ROOT, Some(&listed));
        if self.method == Method::Post || !self.rules.partial_put {
            self.required(members, base);
        }
        (self.rules.whole)(self, members);
    }
}

/// The members of what is found at a place, if it is an object.
pub(crate) fn object<'m>(members: &'m Map<String, Value>, name: &str) -> Option<&'m Map<String, Value>> {
    super::value::member(members, name)?.as_object()
}

/// A member by name, in any letter case.
pub(crate) fn member<'m>(members: &'m Map<String, Value>, name: &str) -> Option<&'m Value> {
    super::value::member(members, name)
}

/// An attribute that a schema lists, and a place that holds a value for it.
pub(crate) struct Known<'k> {
    /// The extension it belongs to; none for the resource's own.
    pub(crate) urn: Option<&'k str>,
    /// The name of the attribute, as the schema spells it.
    pub(crate) name: &'k str,
    /// The part of it, as the schema spells it.
    pub(crate) sub: Option<&'k str>,
    /// What the schema says.
    pub(crate) attribute: &'k Attribute,
}

#[cfg(test)]
mod tests;
