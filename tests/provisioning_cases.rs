//! The cases of `tests/cases/provisioning.json`: an object, its past and the target, and what happens to it.

#[path = "support/judge.rs"]
mod judge;

use attrflow::language::Environment;
use attrflow::mapping::{Plan, Profile};
use attrflow::provisioning::{Facts, preview_in};
use judge::{has_member, holds_in_any_order};
use serde_json::{Map, Value as Json, json};

/// What differs from the expectation.
fn judge(case: &Map<String, Json>) -> Vec<String> {
    let of_profile = ["mappings", "settings", "scope", "object"].into_iter();
    let members = of_profile.filter_map(|name| Some((name.to_owned(), case.get(name)?.clone())));
    let profile = Profile::read(&Json::Object(members.collect()).to_string()).strictly();
    let plan = Plan::compile(profile).lenient().expect("a profile");
    let facts = Facts::read(case).expect("facts");
    let object = case.get("source_user").or(case.get("source_group")).expect("an object");
    let resolve = |attribute: &str, _: &str| facts.resolve(attribute);
    let preview = preview_in(&plan, &object.to_string(), &facts.situation(&resolve), &Environment::default())
        .expect("an object");
    let got = json!(preview);
    let wanted = &case["expect"];
    let mut wrong = Vec::new();
    for (name, member) in [("action", "action"), ("reason", "reason"), ("match_queries", "matchQueries")] {
        if wanted.get(name).is_some_and(|wanted| wanted != &got[member]) {
            wrong.push(format!("{name}: wanted {}, got {}", wanted[name], got[member]));
        }
    }
    if wanted.get("request").is_some_and(|wanted| !holds_in_any_order(wanted, &got["request"])) {
        wrong.push(format!("wanted {}, got {}", wanted["request"], got["request"]));
    }
    let body = &got["request"]["body"];
    let lacks = wanted["body_lacks"].as_array().into_iter().flatten().filter_map(Json::as_str);
    wrong.extend(lacks.filter(|name| has_member(body, name)).map(|name| format!("`{name}` is in {body}")));
    wrong
}

fn cases(text: &str) -> Vec<Map<String, Json>> {
    serde_json::from_str(text).expect("the case file is JSON")
}

#[test]
fn every_case_gives_its_expected_action() {
    let cases =
        [cases(include_str!("cases/provisioning.json")), cases(include_str!("cases/provisioning-more.json"))]
            .concat();
    assert!(cases.len() >= 100, "{} cases", cases.len());
    let failed: Vec<String> = cases
        .iter()
        .flat_map(|case| judge(case).into_iter().map(|why| format!("{}: {why}", case["id"])))
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn the_judge_can_refuse() {
    let mut case = cases(include_str!("cases/provisioning.json")).swap_remove(0);
    assert!(judge(&case).is_empty());
    for (member, value) in [
        ("action", json!("update")),
        ("reason", json!("NotInScope")),
        ("match_queries", json!([])),
        ("request", json!({"method": "PUT"})),
        ("request", json!({"body": {"userName": "x"}})),
        ("body_lacks", json!(["userName"])),
    ] {
        let mut expect = Map::new();
        expect.insert(member.to_owned(), value);
        case.insert("expect".to_owned(), Json::Object(expect));
        assert!(!judge(&case).is_empty(), "{member}");
    }
}
