//! Addresses that are fed from different sources, for a target that takes one on create and another on update.

use super::shown;
use crate::diagnostic::{Code, Diagnostic};
use crate::dotnet::casing;
use crate::language::{Node, NodeKind};
use crate::mapping::compiled::CompiledMapping;
use crate::mapping::profile::{Apply, MappingType};
use crate::place::MappingMember;
use crate::scim::Path;
use crate::systems::{Source, Target};

/// A create takes one address, an update the other: users whose addresses differ change with the first
/// update, and are not found again by the first address.
pub(super) fn address_findings(
    system: &'static Source,
    target: &Target,
    mappings: &[CompiledMapping],
) -> Option<Diagnostic> {
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
            shown(name),
            system.title,
            shown(email)
        );
        let help =
            format!("give both mappings the source whose address the user is to have in {name_of_target}");
        let found = Diagnostic::new(Code::AddressSourcesDiffer, message);
        return Some(found.in_mapping(email.at, MappingMember::Source).help(help));
    }
    let message = format!(
        "`{on_create}` and `{on_update}` come from different sources: {name_of_target} takes the address of a new user \
         from `{on_create}` ({}), and changes it to `{on_update}` ({}) with the first update",
        shown(name),
        shown(email)
    );
    Some(
        Diagnostic::new(Code::AddressSourcesDiffer, message)
            .in_mapping(email.at, MappingMember::Source)
            .help(format!(
                "give both mappings the same source, that of `{on_create}` if users are matched by it"
            )),
    )
}

/// Where a mapping's address comes from: an attribute, or something else. Letter case and outer blanks make no
/// difference to an address, so calls that change nothing else are looked through.
fn origin(system: &Source, compiled: &CompiledMapping) -> (bool, String) {
    let mapping = &compiled.mapping;
    match (mapping.kind, compiled.tree()) {
        (MappingType::Expression, Some(tree)) => match inner(tree) {
            Node { kind: NodeKind::Attribute(name), .. } => (true, casing::folded(name)),
            node => (false, without_blanks(node.span.of(&mapping.source))),
        },
        (MappingType::Expression, None) if system.language.is_some() => (false, mapping.source.clone()),
        (MappingType::Direct | MappingType::Expression, _) => match system.reference(&mapping.source) {
            Some(name) if system.exact_names => (true, name.name.into_owned()),
            Some(name) => (true, casing::folded(&name.name)),
            None => (false, mapping.source.trim().to_owned()),
        },
        (MappingType::Constant | MappingType::None, _) => (false, casing::folded(&mapping.source)),
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
