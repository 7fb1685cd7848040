//! What can be said of a profile as a whole.

use super::{addresses, connection, disabling, matching, target};
use crate::diagnostic::{Code, Diagnostic};
use crate::mapping::compiled::CompiledMapping;
use crate::mapping::profile::{Apply, MappingType, Profile};
use crate::place::Place;
use crate::systems::Target;

/// What is to be said of a profile for this target beyond its single mappings.
pub(in crate::mapping) fn profile_findings(
    profile: &Profile,
    mappings: &[CompiledMapping],
    target: &Target,
) -> Vec<Diagnostic> {
    let system = profile.system();
    let mut diagnostics = Vec::new();
    diagnostics.extend(no_matching(profile));
    diagnostics.extend(addresses::address_findings(system, target, mappings));
    diagnostics.extend(target::matching_findings(mappings, target));
    diagnostics.extend(matching::matching_findings(profile, mappings));
    diagnostics.extend(connection::connection_findings(profile, mappings));
    diagnostics
}

/// Users have to be found again: Entra takes no job without a matching attribute.
fn no_matching(profile: &Profile) -> Option<Diagnostic> {
    let (message, help) = if profile.mappings.is_empty() {
        ("the profile has no mappings", "add at least the mapping of userName, with \"match\": 1")
    } else if profile.system().states_matching
        && profile.mappings.iter().all(|mapping| mapping.matching.is_none())
    {
        (
            "no mapping is a matching attribute",
            "give the mapping of userName \"match\": 1; the service needs at least one",
        )
    } else {
        return None;
    };
    Some(Diagnostic::new(Code::NoMatching, message).within(Place::Mappings).help(help))
}

/// What is worth knowing of a profile as a whole and no problem of any mapping: that nobody is ever disabled,
/// that deleted values stay. Each is said once.
pub(in crate::mapping) fn profile_notes(
    profile: &Profile,
    mappings: &[CompiledMapping],
    target: &Target,
) -> Vec<Diagnostic> {
    let system = profile.system();
    // A service that computes who is gone disables by a mapping of that, others by a setting.
    if system.computed.is_none() {
        return connection::connection_notes(profile, target);
    }
    let mut notes = Vec::new();
    let flows = |compiled: &&CompiledMapping| {
        matches!(compiled.mapping.kind, MappingType::Direct | MappingType::Expression)
    };
    let mut flowing = mappings.iter().filter(flows).peekable();
    if flowing.peek().is_none() {
        return notes;
    }
    notes.extend(disabling::no_disable(mappings));
    if flowing.any(|compiled| compiled.mapping.apply == Apply::Always) {
        notes.push(
            Diagnostic::new(
                Code::NullNeverClears,
                "a value that is deleted in Entra stays in the target: no value is never sent",
            )
            .within(Place::Mappings)
            .help("where it matters, send a text instead, such as Switch([department], [department], \"\", \"none\")"),
        );
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::Plan;
    use serde_json::{Value, json};

    fn codes(mappings: Value) -> Vec<Code> {
        let plan = Plan::compile(Profile::read(&mappings.to_string())).lenient().unwrap();
        let found = profile_findings(plan.profile(), plan.mappings(), &crate::systems::ZOOM);
        let codes = found.into_iter().map(|diagnostic| diagnostic.code);
        codes.filter(|code| *code != Code::NoMatching).collect()
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
