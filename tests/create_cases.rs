//! The cases of `tests/cases/creates.json`: mappings and a user, and the request that creates it.

#[path = "support/judge.rs"]
mod judge;

use attrflow::input::{Item, UserReader};
use attrflow::language::Environment;
use attrflow::mapping::{Plan, Profile};
use attrflow::provisioning::{Preview, preview};
use judge::{has_member, holds};
use serde_json::{Value as Json, json};

/// The user of a case as JSON text; one in a CSV file comes through the reader that files go through.
fn user(case: &Json) -> String {
    let Some(csv) = case["csv"].as_str() else { return case["source_user"].to_string() };
    let mut users = UserReader::new(csv.as_bytes());
    match users.next_item().expect("reading from memory does not fail") {
        Some(Item::User(user)) => user.json.to_owned(),
        other => panic!("{}: {other:?}", case["id"]),
    }
}

fn create(case: &Json) -> Preview {
    let document = json!({"attrflow": 1, "name": "case", "mappings": case["mappings"]});
    let profile = Profile::read(&document.to_string()).strictly();
    let plan = Plan::compile(profile).lenient().expect("a profile");
    preview(&plan, &user(case), &Environment::default()).expect("a user")
}

/// What differs from the expectation.
fn judge(case: &Json) -> Vec<String> {
    let wanted = &case["expect"];
    let preview = create(case);
    let body = preview.request.as_ref().map_or(Json::Null, |request| request.body.clone());
    let mut wrong = Vec::new();
    let action = json!(preview.action);
    if action != wanted["action"] {
        wrong.push(format!("the action is {action}"));
    }
    if wanted.get("reason").is_some_and(|reason| json!(preview.reason) != *reason) {
        wrong.push(format!("the reason is {:?}", preview.reason));
    }
    if wanted.get("body").is_some_and(|wanted| !holds(wanted, &body)) {
        wrong.push(format!("wanted {}, got {body}", wanted["body"]));
    }
    let lacks = wanted["body_lacks"].as_array().into_iter().flatten().filter_map(Json::as_str);
    wrong.extend(
        lacks.filter(|name| has_member(&body, name)).map(|name| format!("`{name}` is in the body {body}")),
    );
    wrong
}

#[test]
fn every_case_gives_its_expected_request() {
    let cases: Vec<Json> =
        serde_json::from_str(include_str!("cases/creates.json")).expect("the case file is JSON");
    assert!(cases.len() >= 100, "{} cases", cases.len());
    let failed: Vec<String> = cases
        .iter()
        .flat_map(|case| judge(case).into_iter().map(|why| format!("{}: {why}", case["id"])))
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn the_judge_can_refuse() {
    let case = json!({
        "id": "x",
        "mappings": [{"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1}],
        "source_user": {"userPrincipalName": "a@x.example"},
        "expect": {"action": "create", "body": {"userName": "a@x.example"}, "body_lacks": ["active"]},
    });
    assert!(judge(&case).is_empty());
    for (member, value) in [
        ("action", json!("skip")),
        ("reason", json!("ImportSkipped")),
        ("body", json!({"userName": "b@x.example"})),
        ("body", json!({"schemas": []})),
        ("body_lacks", json!(["userName"])),
    ] {
        let mut case = case.clone();
        case["expect"][member] = value;
        assert_eq!(judge(&case).len(), 1, "{member}");
    }
}
