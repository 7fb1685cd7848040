//! Errors as the protocol has them (RFC 7644 section 3.12).

use crate::diagnostic::{Code, Diagnostic};
use serde_json::{Map, Value};

/// The body of the answer to a request that failed (RFC 7644 section 3.12).
///
/// ```
/// use attrflow::scim::{Mode, patch};
/// let error = patch::Patch::read(&serde_json::json!({"Operations": [{"op": "remove"}]}), Mode::Lenient).unwrap_err();
/// let body = patch::error_body(&error);
/// assert_eq!((&body["status"], &body["scimType"]), (&"400".into(), &"noTarget".into()));
/// ```
pub fn error_body(error: &Diagnostic) -> Value {
    let mut body = Map::new();
    body.insert("schemas".to_owned(), vec!["urn:ietf:params:scim:api:messages:2.0:Error"].into());
    body.insert("status".to_owned(), "400".into());
    body.insert("detail".to_owned(), error.message.as_str().into());
    if let Some(kind) = scim_type(error.code) {
        body.insert("scimType".to_owned(), kind.into());
    }
    Value::Object(body)
}

/// The SCIM detail error keyword for a code (RFC 7644 section 3.12, table 9), where one fits.
pub fn scim_type(code: Code) -> Option<&'static str> {
    match code {
        Code::InvalidPath => Some("invalidPath"),
        Code::InvalidFilter => Some("invalidFilter"),
        Code::NoTarget => Some("noTarget"),
        Code::TargetType => Some("invalidValue"),
        Code::Mutability => Some("mutability"),
        Code::InvalidDocument => Some("invalidSyntax"),
        _ => None,
    }
}
