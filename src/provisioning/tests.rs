use super::{Action, MappingStatus, Reason, payloads, preview};
use crate::diagnostic::Code;
use crate::language::Environment;
use crate::mapping::{Plan, Profile};
use crate::systems::presets;
use serde_json::{Value as Json, json};

fn plan(mappings: &Json) -> Plan {
    let profile = Profile::read(&json!({ "mappings": mappings }).to_string());
    Plan::compile(profile.strictly()).lenient().expect("a profile")
}

fn body(mappings: &Json, user: &Json) -> Json {
    let preview = preview(&plan(mappings), &user.to_string(), &Environment::default()).expect("a user");
    serde_json::from_str(&preview.body_text).expect("a body")
}

fn direct(source: &str, target: &str) -> Json {
    json!({"type": "direct", "source": source, "target": target})
}

#[test]
fn mappings_with_one_filter_meet_in_one_element() {
    let mappings = json!([
        direct("a", r#"addresses[type eq "work"].locality"#),
        direct("b", r#"addresses[type eq "home"].locality"#),
        direct("c", r#"addresses[type eq "work"].Region"#),
    ]);
    let body = body(&mappings, &json!({"a": "Oslo", "c": "North"}));
    assert_eq!(body["addresses"], json!([{"type": "work", "locality": "Oslo", "region": "North"}]));
}

#[test]
fn extensions_are_listed_only_when_one_of_their_attributes_is_sent() {
    const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let mappings = json!([
        direct("userPrincipalName", "userName"),
        direct("department", &format!("{ENTERPRISE}:department")),
        direct("x", "urn:ietf:params:scim:schemas:extension:Own:2.0:User:Team"),
    ]);
    let with = body(&mappings, &json!({"userPrincipalName": "a@x", "department": "IT", "x": "1"}));
    assert_eq!(with["schemas"], json!(["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE]));
    assert_eq!(with[ENTERPRISE], json!({"department": "IT"}));
    assert_eq!(with["urn:ietf:params:scim:schemas:extension:Own:2.0:User"], json!({"Team": "1"}));
    let without = body(&mappings, &json!({"userPrincipalName": "a@x"}));
    assert_eq!(
        without,
        json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "a@x"})
    );
}

#[test]
fn values_take_the_type_of_their_target() {
    let mappings = json!([
        {"type": "constant", "source": "TRUE", "target": "active"},
        {"type": "none", "target": r#"emails[type eq "work"].primary"#, "default": "True"},
        direct("mail", r#"emails[type eq "work"].value"#),
        direct("number", "title"),
    ]);
    let body = body(&mappings, &json!({"mail": "a@x", "number": 7}));
    assert_eq!(body["active"], true);
    assert_eq!(body["emails"], json!([{"type": "work", "primary": true, "value": "a@x"}]));
    assert_eq!(body["title"], "7");
}

#[test]
fn a_seed_alone_makes_no_element() {
    let mappings = json!([direct("mail", r#"emails[type eq "work" and primary eq "True"].value"#)]);
    assert_eq!(body(&mappings, &json!({"mail": null})).get("emails"), None);
    let sent = body(&mappings, &json!({"mail": "a@x"}));
    assert_eq!(sent["emails"], json!([{"type": "work", "primary": true, "value": "a@x"}]));
}

#[test]
fn an_email_filter_without_a_part_means_the_value() {
    let mappings = json!([direct("mail", r#"emails[type eq "work"]"#)]);
    assert_eq!(body(&mappings, &json!({"mail": "a@x"}))["emails"], json!([{"type": "work", "value": "a@x"}]));
}

#[test]
fn roles_take_the_shape_of_the_service() {
    let user = json!({"appRoleAssignments": [r#"{"id":"1","value":"Admin","displayName":"Administrator"}"#]});
    let role = |function: &str, target: &str| {
        let source = format!("{function}([appRoleAssignments])");
        body(&json!([{"type": "expression", "source": source, "target": target}]), &user)["roles"].clone()
    };
    assert_eq!(
        role("SingleAppRoleAssignment", r#"roles[primary eq "True"].value"#),
        json!([{"primary": true, "type": "WindowsAzureActiveDirectoryRole", "value": "Admin"}])
    );
    assert_eq!(
        role("AppRoleAssignmentsComplex", "roles"),
        json!([{"primary": false, "type": "WindowsAzureActiveDirectoryRole", "value": "Admin", "display": "Administrator"}])
    );
}

#[test]
fn defaults_fill_in_unless_the_flow_is_ignored() {
    let mappings = json!([
        {"type": "direct", "source": "jobTitle", "target": "title", "default": "Staff"},
        {"type": "expression", "source": "IgnoreFlowIfNullOrEmpty([department])", "target": "displayName", "default": "None"},
    ]);
    let preview = preview(&plan(&mappings), "{}", &Environment::default()).expect("a user");
    let statuses: Vec<_> = preview.mappings.iter().map(|mapping| mapping.status).collect();
    assert_eq!(statuses, [MappingStatus::Sent, MappingStatus::Ignored]);
    assert_eq!(preview.request.map(|request| request.body["title"].clone()), Some(json!("Staff")));
}

#[test]
fn failures_leave_the_attribute_out_and_say_why() {
    let mappings = json!([
        direct("userPrincipalName", "userName"),
        {"type": "expression", "source": "CDate([hired])", "target": "title"},
        {"type": "direct", "source": "flag", "target": "active"},
        direct("mails", "displayName"),
        {"type": "expression", "source": "Join([a]", "target": "nickName"},
    ]);
    let user = json!({"userPrincipalName": "a@x", "hired": "soon", "flag": "maybe", "mails": ["a", "b"]});
    let preview = preview(&plan(&mappings), &user.to_string(), &Environment::default()).expect("a user");
    let found: Vec<_> =
        preview.diagnostics.iter().map(|found| (found.code, found.place.to_string())).collect();
    assert!(found.contains(&(Code::Value, "/mappings/1/source".to_owned())), "{found:?}");
    assert!(found.contains(&(Code::TargetType, "/mappings/2/source".to_owned())), "{found:?}");
    assert!(found.contains(&(Code::ListToSingle, "/mappings/3/source".to_owned())), "{found:?}");
    assert_eq!(preview.mappings[4].status, MappingStatus::Error);
    assert_eq!(preview.request.map(|request| request.body["userName"].clone()), Some(json!("a@x")));
}

#[test]
fn users_are_skipped_for_the_reasons_of_the_service() {
    let matching = json!([
        {"type": "direct", "source": "employeeId", "target": "externalId", "match": 1},
        {"type": "direct", "source": "surname", "target": "name.familyName", "required": true},
    ]);
    let ignoring = json!([{"type": "expression", "source": "IgnoreObjectFlow", "target": "title"}]);
    for (mappings, user, reason) in [
        (&matching, json!({"surname": "Park"}), Some(Reason::ImportSkipped)),
        (&matching, json!({"employeeId": "7"}), Some(Reason::MandatoryFieldsMissing)),
        (
            &matching,
            json!({"employeeId": "7", "surname": "Park", "accountEnabled": "False"}),
            Some(Reason::DisabledInSource),
        ),
        (&matching, json!({"employeeId": "7", "surname": "Park", "accountEnabled": true}), None),
        (&ignoring, json!({}), Some(Reason::IgnoreObjectFlow)),
    ] {
        let preview = preview(&plan(mappings), &user.to_string(), &Environment::default()).expect("a user");
        assert_eq!(preview.reason, reason, "{user}");
        assert_eq!(preview.action == Action::Create, reason.is_none());
        assert_eq!(preview.request.is_some(), reason.is_none());
    }
}

#[test]
fn the_lane_writes_what_the_preview_shows() {
    for preset in presets::presets() {
        let plan = Plan::compile(Profile::read(&preset.profile.to_string())).strict().expect("a plan");
        let environment = Environment::default();
        let mut lines = String::from("\u{FEFF}");
        let mut expected = String::new();
        for sample in plan.source().samples() {
            let user = serde_json::to_string(&sample.user).expect("JSON");
            expected += &preview(&plan, &user, &environment).expect("a user").body_text;
            expected += "\n";
            lines += &user;
            lines += "\r\n\n";
        }
        let mut out = Vec::new();
        assert_eq!(payloads(&plan, lines.as_bytes(), 1, &environment, &mut out), []);
        assert_eq!(String::from_utf8(out).expect("text"), expected);
    }
}

#[test]
fn a_broken_line_is_reported_and_the_rest_goes_on() {
    let plan = plan(&json!([direct("a", "userName")]));
    let lines = b"{\"a\":\"1\"}\n{\"a\": oops}\n\xFF\n[1]\n{\"a\":\"2\"}";
    let mut out = Vec::new();
    let problems = payloads(&plan, lines, 10, &Environment::default(), &mut out);
    let found: Vec<_> = problems.iter().map(|problem| (problem.line, problem.diagnostic.code)).collect();
    assert_eq!(found, [(11, Code::InvalidJson), (12, Code::InvalidEncoding), (13, Code::InvalidJson)]);
    assert_eq!(out.iter().filter(|byte| **byte == b'\n').count(), 2);
}

#[test]
fn random_values_differ_between_users_and_mappings_and_repeat_with_the_seed() {
    let mappings = json!([
        direct("userPrincipalName", "userName"),
        {"type": "expression", "source": "Guid()", "target": "title"},
        {"type": "expression", "source": "Guid()", "target": "nickName"},
    ]);
    let one = body(&mappings, &json!({"userPrincipalName": "a@x"}));
    let other = body(&mappings, &json!({"userPrincipalName": "b@x"}));
    assert_ne!(one["title"], other["title"]);
    assert_ne!(one["title"], one["nickName"]);
    assert_eq!(one, body(&mappings, &json!({"userPrincipalName": "a@x"})));
}

#[test]
fn texts_are_escaped_as_json() {
    let mappings = json!([direct("a", "displayName")]);
    let text = "q\" b\\ n\n r\r t\t \u{8}\u{c}\u{1} é😀";
    assert_eq!(body(&mappings, &json!({"a": text}))["displayName"], text);
}
