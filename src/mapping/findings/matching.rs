//! What can be said of matching attributes without a user: whether they find one user, and the same each time.

use super::shown;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::{Function, Gives, Meaning, Node, NodeKind, Passes, results};
use crate::mapping::compiled::CompiledMapping;
use crate::mapping::profile::{MappingType, ObjectType, Profile};
use crate::place::MappingMember;
use crate::scim::Path;
use crate::systems::Source;

/// What is to be said of the mappings that users are matched by.
pub(super) fn matching_findings(profile: &Profile, mappings: &[CompiledMapping]) -> Vec<Diagnostic> {
    let system = profile.system();
    let mut found = Vec::new();
    // The others are matched by the name that users sign in with.
    if !system.states_matching {
        return found;
    }
    for compiled in mappings.iter().filter(|compiled| compiled.mapping.matching.is_some()) {
        let groups = profile.object == ObjectType::Group;
        let told = changes(system, compiled)
            .or_else(|| several_sources(compiled))
            .or_else(|| if groups { None } else { shared(system, compiled) });
        found.extend(told.map(|told| told.in_mapping(compiled.at, MappingMember::Source)));
    }
    found
}

/// A value that is not the same the next time finds nobody again.
fn changes(system: &Source, compiled: &CompiledMapping) -> Option<Diagnostic> {
    let soft_deleted = system.computed.map_or("", |computed| computed.soft_deleted);
    let mut found = None;
    compiled.tree()?.walk(&mut |node| {
        let (span, message) = match &node.kind {
            NodeKind::Call(call) => match compiled.function(call) {
                Some(function) if is_new_each_time(function) => {
                    let name = function.name;
                    (
                        call.name_span,
                        format!("{name} gives another value the next time: it cannot be matched by"),
                    )
                }
                _ => return,
            },
            NodeKind::Attribute(name) if name.eq_ignore_ascii_case(soft_deleted) => {
                let why = "changes when the user is disabled, and the account is not found by it again";
                (node.span, format!("`{name}` {why}"))
            }
            _ => return,
        };
        found.get_or_insert_with(|| Diagnostic::new(Code::MatchChanges, message).at(span));
    });
    found.map(|found| found.help("match by a value that stays: userPrincipalName, objectId or employeeId"))
}

/// Whether a function gives a value of its own making, another one each time.
fn is_new_each_time(function: &Function) -> bool {
    let makes = matches!(function.passes, Passes::Candidates { .. })
        || function.meaning == Some(Meaning::Now)
        || function.never_null;
    function.changing && makes
}

/// The editor of mappings takes a matching attribute with one source only.
fn several_sources(compiled: &CompiledMapping) -> Option<Diagnostic> {
    let mut names: Vec<&str> = Vec::new();
    for attribute in &compiled.reads {
        if !names.iter().any(|name| name.eq_ignore_ascii_case(&attribute.name)) {
            names.push(&attribute.name);
        }
    }
    (names.len() > 1).then(|| {
        let message = format!(
            "a matching attribute made of several source attributes ({}) is refused on Save",
            names.join(", ")
        );
        Diagnostic::new(Code::MatchSeveralSources, message).help(
            "match by one attribute: map it alone, or give it a mapping of its own with a lower precedence",
        )
    })
}

/// What several users have alike finds several of them, and then nothing is written.
fn shared(system: &Source, compiled: &CompiledMapping) -> Option<Diagnostic> {
    let target = compiled.mapping.target.trim();
    let why = if let MappingType::Constant | MappingType::None = compiled.mapping.kind {
        Some("is the same for every user".to_owned())
    } else if compiled.tree().is_some_and(chooses) {
        Some("is one of a few words".to_owned())
    } else if let [only] = compiled.reads.as_slice()
        && let Some(attribute) = system.attribute(&only.name)
        && !attribute.name.starts_with("extension")
    {
        let why = || format!("comes from `{}`, which several users may have alike", attribute.name);
        (!attribute.unique).then(why)
    } else if compiled.written.as_ref().is_some_and(is_shared_target) {
        Some(format!("is filled from {}, and accounts have it alike", shown(compiled)))
    } else {
        None
    };
    let message = format!("matching by `{target}` may find several accounts: it {}", why?);
    Some(Diagnostic::new(Code::MatchNotUnique, message).help(
        "where several match, nothing is written (DuplicateTargetEntries); match by a name or number of one user",
    ))
}

/// Whether a tree gives one of the texts that are written in it, or a role.
fn chooses(tree: &Node) -> bool {
    results(tree).iter().any(|leaf| match &leaf.gives {
        Gives::Text(text) => !text.is_empty(),
        Gives::Call(function) => function.role.is_some(),
        Gives::Attribute(_) => false,
    })
}

/// Whether a target attribute is one that accounts have alike, by what RFC 7643 says of it.
fn is_shared_target(path: &Path) -> bool {
    const SHARED: [&str; 22] = [
        "active",
        "addresses",
        "costCenter",
        "department",
        "displayName",
        "division",
        "entitlements",
        "groups",
        "locale",
        "manager",
        "name",
        "nickName",
        "organization",
        "photos",
        "preferredLanguage",
        "profileUrl",
        "roles",
        "timezone",
        "title",
        "userType",
        "company",
        "jobTitle",
    ];
    SHARED.iter().any(|name| name.eq_ignore_ascii_case(&path.name))
}
