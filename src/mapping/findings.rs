//! What can be said of targets and of whole profiles without a user.

use super::attribute_name;
use super::compiled::CompiledMapping;
use super::profile::{Apply, Mapping, MappingType};
use super::source;
use crate::diagnostic::{Code, Diagnostic};
use crate::dotnet::casing;
use crate::language::{Node, NodeKind};
use crate::place::MappingMember;
use crate::scim::{self, Path, Schemas};
use crate::systems::{Source, Target, certainty};

/// What is to be said of a mapping's target; spans are in its text.
pub(super) fn of_target(path: &Path, schemas: &Schemas) -> Vec<Diagnostic> {
    let mut found = scim::check(path, schemas);
    for found in found.iter_mut().filter(|found| found.code == Code::UnknownTarget) {
        found.help.get_or_insert_with(|| "the target may refuse it or drop it without a word".to_owned());
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
        found.push(Diagnostic::new(code, message).at(path.head).help("do not rely on it"));
    }
    found
}

/// Whether a finding concerns the target itself, whatever value goes there.
pub(super) fn is_of_target(code: Code) -> bool {
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

/// What is to be said of mappings for this target beyond the single ones: addresses that are fed
/// from different sources, matching attributes that the target cannot filter by.
pub(super) fn of_profile(
    system: &'static Source,
    mappings: &[CompiledMapping],
    target: &Target,
) -> Vec<Diagnostic> {
    let schemas = target.schemas();
    let mut found = Vec::new();
    found.extend(addresses(system, target, mappings));
    for compiled in mappings {
        let (Some(_), Some(path)) = (compiled.mapping.matching, &compiled.written) else { continue };
        // What is unknown or misspelled is told already.
        if schemas.attribute(path).is_some() {
            let place = |found: Diagnostic| found.in_mapping(compiled.at, MappingMember::Target);
            found.extend(filter(path, target).map(place));
        }
    }
    found
}

/// A create takes one address, an update the other: users whose addresses differ change with the first
/// update, and are not found again by the first address.
fn addresses(system: &'static Source, target: &Target, mappings: &[CompiledMapping]) -> Option<Diagnostic> {
    let (on_create, on_update) = target.facts.addresses?;
    let name_of_target = target.title;
    let mapping = |fits: &dyn Fn(&Path) -> bool| {
        mappings.iter().find(|compiled| compiled.written.as_ref().is_some_and(fits))
    };
    let whole = |path: &Path| path.sub.is_none() && path.filter.is_none() && path.extension_urn().is_none();
    let name = mapping(&|path| whole(path) && path.name.eq_ignore_ascii_case(on_create))?;
    let email = mapping(&|path| {
        path.name.eq_ignore_ascii_case(on_update)
            && path.extension_urn().is_none()
            && path.sub.as_deref().is_none_or(|sub| sub.eq_ignore_ascii_case("value"))
    })?;
    if email.mapping.apply == Apply::Create || origin(system, name) == origin(system, email) {
        return None;
    }
    if !system.changes_addresses {
        let message = format!(
            "{name_of_target} takes the address of a new user from `{on_create}` ({}), and {} never sends a change of it: \
             `{on_update}` ({}) is never used",
            shown(&name.mapping),
            system.title,
            shown(&email.mapping)
        );
        let help =
            format!("give both mappings the source whose address the user is to have in {name_of_target}");
        let found = Diagnostic::new(Code::AddressSourcesDiffer, message);
        return Some(found.in_mapping(email.at, MappingMember::Source).help(help));
    }
    let message = format!(
        "`{on_create}` and `{on_update}` come from different sources: {name_of_target} takes the address of a new user \
         from `{on_create}` ({}), and changes it to `{on_update}` ({}) with the first update",
        shown(&name.mapping),
        shown(&email.mapping)
    );
    Some(
        Diagnostic::new(Code::AddressSourcesDiffer, message)
            .in_mapping(email.at, MappingMember::Source)
            .help(format!(
                "give both mappings the same source, that of `{on_create}` if users are matched by it"
            )),
    )
}

/// Where a mapping's address comes from. Letter case and outer blanks make no difference to an address,
/// so calls that change nothing else are looked through.
fn origin(system: &'static Source, compiled: &CompiledMapping) -> (bool, String) {
    let mapping = &compiled.mapping;
    match mapping.kind {
        MappingType::Direct | MappingType::Expression if system.language.is_none() => {
            (system.reference(&mapping.source).is_some(), source::name(system, &mapping.source).into_owned())
        }
        MappingType::Direct => (true, casing::folded(attribute_name(&mapping.source))),
        MappingType::Expression => match compiled.tree() {
            Some(tree) => match inner(tree) {
                Node { kind: NodeKind::Attribute(name), .. } => (true, casing::folded(name)),
                node => (false, without_blanks(node.span.of(&mapping.source))),
            },
            None => (false, mapping.source.clone()),
        },
        _ => (false, casing::folded(&mapping.source)),
    }
}

/// The text without the blanks outside of quotation marks.
fn without_blanks(text: &str) -> String {
    let mut quoted = false;
    let keep = |c: &char| {
        quoted ^= *c == '"';
        quoted || !c.is_whitespace()
    };
    text.chars().filter(keep).collect()
}

/// What is left of `ToLower(Trim([mail]))` without the calls.
fn inner(mut node: &Node) -> &Node {
    const PLAIN: [&str; 3] = ["ToLower", "ToUpper", "Trim"];
    while let NodeKind::Call(call) = &node.kind
        && PLAIN.iter().any(|name| name.eq_ignore_ascii_case(&call.name))
        && let Some(first) = call.arguments.first().and_then(|argument| argument.node.as_ref())
    {
        node = first;
    }
    node
}

fn shown(mapping: &Mapping) -> String {
    match mapping.kind {
        MappingType::None => "nothing".to_owned(),
        _ => format!("`{}`", crate::value::clip(mapping.source.trim())),
    }
}

/// What is to be said of matching by a path.
fn filter(path: &Path, target: &Target) -> Option<Diagnostic> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::{Plan, Profile};
    use serde_json::{Value, json};

    fn codes(mappings: Value) -> Vec<Code> {
        let plan = Plan::compile(Profile::read(&mappings.to_string())).lenient().unwrap();
        let found = of_profile(plan.source(), plan.mappings(), &crate::systems::ZOOM);
        found.into_iter().map(|found| found.code).collect()
    }

    #[test]
    fn sources_of_addresses() {
        let differs = |name: Value, email: Value| {
            let (mut name, mut email) = (name, email);
            name["target"] = json!("userName");
            email["target"] = json!("emails[type eq \"work\"].value");
            !codes(json!([name, email])).is_empty()
        };
        let direct = |source: &str| json!({"type": "direct", "source": source});
        let expression = |source: &str| json!({"type": "expression", "source": source});
        for (name, email) in [
            (direct("mail"), direct(" [Mail] ")),
            (direct("mail"), expression("ToLower(Trim([mail]), )")),
            (expression("Join(\"@\", [a], [b])"), expression("toLower( Join(\"@\",[a],[b]) )")),
        ] {
            assert!(!differs(name.clone(), email.clone()), "{name} {email}");
        }
        for (name, email) in [
            (direct("userPrincipalName"), direct("mail")),
            (direct("mail"), expression("Replace([mail], \"a\", , , \"b\", , )")),
            (expression("Join(\" \", [a], [b])"), expression("Join(\"\", [a], [b])")),
            (direct("mail"), json!({"type": "constant", "source": "mail"})),
        ] {
            assert!(differs(name.clone(), email.clone()), "{name} {email}");
        }
        // An address that is sent on create only changes nothing later.
        let once = json!({"type": "direct", "source": "mail", "apply": "create"});
        assert!(!differs(direct("userPrincipalName"), once));
        assert_eq!(codes(json!([{"type": "direct", "source": "a", "target": "userName"}])), []);
    }

    #[test]
    fn matching_attributes() {
        let matching = |target: &str| {
            codes(json!([{"type": "direct", "source": "a", "target": target, "match": 1}])).len()
        };
        assert_eq!(matching("USERNAME"), 0);
        assert_eq!(matching("urn:ietf:params:scim:schemas:core:2.0:User:userName"), 0);
        assert_eq!(matching("externalId"), 1);
        assert_eq!(matching("emails[type eq \"work\"].value"), 1);
        assert_eq!(matching("shoeSize"), 0, "told already");
    }
}
