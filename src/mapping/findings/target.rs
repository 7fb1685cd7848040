//! What can be said of the attribute that a mapping writes, whatever value goes there.

use crate::diagnostic::{Code, Diagnostic};
use crate::mapping::compiled::CompiledMapping;
use crate::place::MappingMember;
use crate::scim::{self, Path, Schemas};
use crate::systems::{Target, certainty};

/// What is to be said of a mapping's target; spans are in its text.
pub(in crate::mapping) fn attribute_findings(path: &Path, schemas: &Schemas) -> Vec<Diagnostic> {
    let mut diagnostics = scim::check(path, schemas);
    for diagnostic in diagnostics.iter_mut().filter(|known| known.code == Code::UnknownTarget) {
        diagnostic
            .help
            .get_or_insert_with(|| "the target may refuse it or drop it without a word".to_owned());
    }
    let doubted = schemas.head(path).is_some_and(|head| {
        let certainty = certainty(head);
        certainty == "uncertain" || certainty == "unverified"
    });
    if doubted {
        let code = match path.extension_urn() {
            None => Code::AttributeUnverified,
            Some(_) => Code::ExtensionAttributeUnverified,
        };
        let message = format!("no page of the target's maker confirms that users have `{path}`");
        diagnostics.push(Diagnostic::new(code, message).at(path.head).help("do not rely on it"));
    }
    diagnostics
}

/// Whether a finding concerns the target itself, whatever value goes there.
pub(in crate::mapping) fn concerns_target(code: Code) -> bool {
    matches!(
        code,
        Code::UnknownTarget
            | Code::ReadOnlyTarget
            | Code::AttributeUnknown
            | Code::AttributeIgnored
            | Code::AttributeUnverified
            | Code::ExtensionUnknown
            | Code::ExtensionAttributeUnverified
            | Code::ReadonlyIgnored
            | Code::PhoneTypeUndocumented
            | Code::CanonicalValue
    )
}

/// What is to be said of matching attributes that the target cannot filter by.
pub(super) fn matching_findings(mappings: &[CompiledMapping], target: &Target) -> Vec<Diagnostic> {
    let schemas = target.schemas();
    let mut diagnostics = Vec::new();
    for compiled in mappings {
        let (Some(_), Some(path)) = (compiled.mapping.matching, &compiled.written) else { continue };
        // What is unknown or misspelled is told already.
        if schemas.attribute(path).is_some() {
            let place = |diagnostic: Diagnostic| diagnostic.in_mapping(compiled.at, MappingMember::Target);
            diagnostics.extend(unfilterable(path, target).map(place));
        }
    }
    diagnostics
}

/// What is to be said of matching by a path.
fn unfilterable(path: &Path, target: &Target) -> Option<Diagnostic> {
    let (filters, title) = (target.facts.filters, target.title);
    let (documented, _) = filters.iter().find(|(_, documented)| *documented)?;
    let plain = path.filter.is_none() && path.sub.is_none() && path.extension_urn().is_none();
    let known = filters.iter().find(|(name, _)| plain && name.eq_ignore_ascii_case(&path.name));
    let message = match known {
        Some((_, true)) => return None,
        Some((name, false)) => {
            format!(
                "that {title} filters users by `{name}` is not documented well; it may mean {title}'s own user ID"
            )
        }
        None => {
            format!("{title} is not known to filter users by `{path}`, so existing users may not be found")
        }
    };
    Some(
        Diagnostic::new(Code::UnfilterableMatch, message)
            .at(path.span)
            .help(format!("match by {documented}, the only filter that {title} documents")),
    )
}
