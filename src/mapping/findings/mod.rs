//! What can be said of mappings and of whole profiles without a user, beyond their expressions, by subject: what
//! a [target](target) attribute is, what [values](value) it takes, what a [source](source) names, when a
//! [default](default) flows, what [disables](disabling) a user, which [addresses](addresses) meet, how a
//! [connection](connection) is set up, and what a [profile](profile) lacks (provisioning reference, sections 1 to 3).
//!
//! What is absent here on purpose: texts of mappings are not read here, see
//! [`CompiledMapping`](super::CompiledMapping).

mod addresses;
mod connection;
mod default;
mod disabling;
mod matching;
mod profile;
mod roles;
mod scope;
mod scope_attribute;
mod scope_nobody;
mod source;
mod target;
mod value;

pub(super) use profile::{profile_findings, profile_notes};
pub(super) use scope::scope_findings;
pub use source::check_source;
pub(super) use source::foreign_expression;
pub(super) use target::{attribute_findings, concerns_target};

use super::compiled::CompiledMapping;
use super::profile::MappingType;
use crate::diagnostic::{Code, Diagnostic};
use crate::place::MappingMember;
use crate::scim::Attribute;
use crate::span::Span;
use crate::systems::Source;
use crate::value::clip;

/// What is to be said of one mapping that compiled, and the attribute that it writes; spans are in the
/// mapping's members.
pub(super) fn mapping_findings(
    system: &'static Source,
    compiled: &CompiledMapping,
    attribute: Option<&Attribute>,
) -> Vec<Diagnostic> {
    let listed = attribute.map_or(&[][..], |attribute| &attribute.canonical_values);
    let exact = attribute.is_some_and(|attribute| attribute.case_exact);
    let mut checker = MappingChecker { system, compiled, listed, exact, diagnostics: Vec::new() };
    checker.values();
    checker.role_type();
    if system.language.is_some() {
        checker.active();
        checker.default();
    }
    checker.diagnostics
}

/// One mapping, and what was found of it.
struct MappingChecker<'m> {
    system: &'static Source,
    compiled: &'m CompiledMapping,
    /// The values that the target's schema lists, if any, and whether letter case counts.
    listed: &'m [String],
    exact: bool,
    diagnostics: Vec<Diagnostic>,
}

impl MappingChecker<'_> {
    fn push(
        &mut self,
        code: Code,
        member: MappingMember,
        span: Span,
        message: String,
        help: String,
    ) -> &mut Diagnostic {
        let diagnostic =
            Diagnostic::new(code, message).at(span).in_mapping(self.compiled.at, member).help(help);
        let last = self.diagnostics.len();
        self.diagnostics.insert(last, diagnostic);
        &mut self.diagnostics[last]
    }
}

/// The source of a mapping, for a message.
fn shown(compiled: &CompiledMapping) -> String {
    match compiled.mapping.kind {
        MappingType::None => "nothing".to_owned(),
        _ => format!("`{}`", clip(compiled.mapping.source.trim())),
    }
}
