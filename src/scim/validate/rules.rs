//! What a target makes of the general rules.

use super::{Attribute, BodyPath, Known, Validator};
use crate::diagnostic::{Code, Severity};
use serde_json::{Map, Value};

/// How one target differs from the RFCs, and what it asks besides.
pub(crate) struct Rules {
    /// Whether a PUT may hold the changed attributes alone.
    pub(crate) partial_put: bool,
    /// The code for a required attribute without value.
    pub(crate) missing: Code,
    /// The code for a part that no schema lists of an attribute that one does.
    pub(crate) unknown_part: Code,
    /// The code for an attribute that an extension does not list.
    pub(crate) unknown_in_extension: Code,
    /// Whether suggestions count: canonical values, no duplicates, no further URNs in `schemas`.
    pub(crate) suggestions: bool,
    /// Whether `Operations` must be spelled so.
    pub(crate) exact_operations: bool,
    /// The one attribute that a PATCH may change.
    pub(crate) patch_only: Option<&'static str>,
    /// How bad a code is.
    pub(crate) severity: fn(Code) -> Severity,
    /// Where the rule behind a code is written.
    pub(crate) source: fn(Code) -> &'static str,
    /// What is to be said of the attribute whatever its value is.
    pub(crate) attribute: fn(&mut Validator<'_>, &Known<'_>, &BodyPath<'_>),
    /// What is to be said of a value of the right type.
    pub(crate) value: fn(&mut Validator<'_>, &Known<'_>, &Value, &BodyPath<'_>),
    /// Whether a value of the wrong type may be right after all.
    pub(crate) accepts: fn(&Attribute, &Value) -> bool,
    /// What is to be said of the body as a whole, PATCH left out.
    pub(crate) whole: fn(&mut Validator<'_>, &Map<String, Value>),
}

/// RFC 7643 and 7644, and no target's own.
pub(crate) static RFC: Rules = Rules {
    partial_put: false,
    missing: Code::MissingRequired,
    unknown_part: Code::AttributeUnknown,
    unknown_in_extension: Code::AttributeUnknown,
    suggestions: true,
    exact_operations: false,
    patch_only: None,
    severity,
    source,
    attribute: |_, _, _| (),
    value: |_, _, _, _| (),
    accepts: |_, _| false,
    whole: |_, _| (),
};

/// A text is no Boolean (RFC 7643 section 2.3.2); an element need not have a `value`, as addresses show.
fn severity(code: Code) -> Severity {
    match code {
        Code::BooleanAsString => Severity::Error,
        Code::ValueMissing => Severity::Warning,
        code => code.severity(),
    }
}

/// Which section says so.
fn source(code: Code) -> &'static str {
    match code {
        Code::NotObject => "RFC 7643 section 2",
        Code::SchemasMissing | Code::SchemasType | Code::SchemasWrongUrn | Code::SchemaUnknown => {
            "RFC 7643 section 3"
        }
        Code::MissingRequired => "RFC 7643 section 2.2",
        Code::TypeMismatch => "RFC 7643 section 2.3",
        Code::BooleanAsString => "RFC 7643 section 2.3.2",
        Code::ValueMissing | Code::MultiplePrimary | Code::DuplicateValue => "RFC 7643 section 2.4",
        Code::NullValue => "RFC 7643 section 2.5",
        Code::AttributeUnknown | Code::DuplicateMember => "RFC 7643 section 2.1",
        Code::ExtensionUnknown | Code::ExtensionUndeclared => "RFC 7643 section 3.3",
        Code::CanonicalValue => "RFC 7643 section 7",
        Code::ReadonlyIgnored => "RFC 7644 sections 3.3 and 3.5.1",
        Code::NoTarget => "RFC 7644 section 3.5.2.2",
        Code::InvalidFilter => "RFC 7644 section 3.4.2.2",
        _ => "RFC 7644 section 3.5.2",
    }
}
