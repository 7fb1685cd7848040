//! A target that nobody has is added from data alone: schemas and a table of facts. Findings, the preview and the
//! validation of bodies follow them.

use attrflow::diagnostic::Code;
use attrflow::language::Environment;
use attrflow::mapping::{Plan, Profile};
use attrflow::provisioning::{Action, Situation, preview_in};
use attrflow::scim::{Method, Schemas};
use attrflow::systems::{Target, TargetFacts};
use serde_json::json;

const FACTS: TargetFacts = TargetFacts {
    filters: &[("handle", true), ("userName", false)],
    addresses: Some(("handle", "contact")),
    keeps_unsent: true,
    deactivated: Some("Dormant"),
    undisabled_roles: &["Steward"],
    groups: false,
    app_roles: &["Reader", "Steward"],
};

fn target() -> Target {
    let schemas = Schemas::from_json(
        r#"{"id": "urn:ietf:params:scim:schemas:core:2.0:User", "attributes": [
            {"name": "handle", "required": true},
            {"name": "userName"},
            {"name": "contact"},
            {"name": "active", "type": "boolean"},
            {"name": "shelf", "type": "integer", "x-wiki": {"certainty": "uncertain"}},
            {"name": "tier", "canonicalValues": ["reader", "writer"]}
        ]}"#,
    );
    Target::new("wiki", "Wiki", schemas.expect("schemas"), FACTS)
}

const PROFILE: &str = r#"{"source": "pingone", "mappings": [
    {"type": "direct", "source": "username", "target": "handle"},
    {"type": "direct", "source": "email", "target": "contact"},
    {"type": "direct", "source": "name.given", "target": "userName", "match": 1},
    {"type": "constant", "source": "7", "target": "shelf"},
    {"type": "constant", "source": "owner", "target": "tier"},
    {"type": "direct", "source": "nickname", "target": "petName"}
]}"#;

fn plan() -> Plan {
    let read = Profile::read(PROFILE);
    assert_eq!(read.diagnostics, []);
    Plan::compile_for(read, target()).lenient().expect("a profile")
}

#[test]
fn findings_follow_schemas_and_facts() {
    let plan = plan();
    let codes: Vec<Code> = plan.diagnostics().iter().map(|found| found.code).collect();
    for code in [
        Code::AddressSourcesDiffer,
        Code::UnfilterableMatch,
        Code::AttributeUnverified,
        Code::CanonicalValue,
        Code::UnknownTarget,
    ] {
        assert!(codes.contains(&code), "{code:?} in {codes:?}");
    }
    let said: Vec<String> = plan.diagnostics().iter().map(|found| format!("{found:?}")).collect();
    assert!(said.iter().any(|text| text.contains("Wiki takes the address of a new user from `handle`")));
    assert!(said.iter().any(|text| text.contains("match by handle, the only filter that Wiki documents")));
    assert!(!said.concat().contains("Zoom"), "{said:#?}");
    // Of a target of which nothing is known nothing is said.
    let nothing = Target::new("wiki", "Wiki", target().schemas().clone(), TargetFacts::NONE);
    let of_nothing = Plan::compile_for(plan.profile().clone(), nothing);
    let by_facts = [Code::AddressSourcesDiffer, Code::UnfilterableMatch];
    assert!(of_nothing.diagnostics.iter().all(|found| !by_facts.contains(&found.code)));
    assert!(plan.notes().iter().any(|found| found.code == Code::NullNeverClears));
}

#[test]
fn a_user_is_previewed() {
    let plan = plan();
    let user =
        json!({"username": "ada", "email": "ada@x.example", "name": {"given": "Ada"}, "enabled": true});
    let preview = |user: &serde_json::Value, existing: Option<serde_json::Value>| {
        let existing: Vec<serde_json::Value> = existing.into_iter().collect();
        let mut situation = Situation { directory: &existing, ..Situation::default() };
        situation.state.previously_provisioned = true;
        preview_in(&plan, &user.to_string(), &situation, &Environment::default()).expect("a preview")
    };
    let created = preview(&user, None);
    assert_eq!(created.action, Action::Create);
    let body = json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "handle": "ada", "contact": "ada@x.example", "userName": "Ada", "shelf": 7, "tier": "owner",
        "petName": null});
    let sent = created.request.expect("a request").body;
    for name in ["handle", "contact", "userName", "shelf", "tier"] {
        assert_eq!(sent[name], body[name], "{sent}");
    }
    // Who has a role that is never disabled is warned of, in the target's name.
    let held = json!({"id": "1", "handle": "ada", "contact": "ada@x.example", "userName": "Ada", "shelf": 7,
        "tier": "owner", "active": true, "roles": [{"value": "steward"}]});
    let mut gone = user.clone();
    gone["enabled"] = json!(false);
    let disabled = preview(&gone, Some(held));
    assert!(disabled.diagnostics.iter().any(|found| found.code == Code::AdminStaysActive), "{disabled:#?}");
    assert!(format!("{disabled:?}").contains("Wiki lists the user as Dormant"), "{disabled:#?}");
}

#[test]
fn bodies_are_validated() {
    let body = json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "shelf": "seven"});
    let codes: Vec<Code> = target().validate(&body, Method::Post).iter().map(|found| found.code).collect();
    assert_eq!(codes, [Code::TypeMismatch, Code::MissingRequired]);
}
