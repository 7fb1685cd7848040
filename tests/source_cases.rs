//! The cases of `tests/cases/sources.json`: users of PingOne and Okta, and what happens to them.

#[path = "support/judge.rs"]
mod judge;

use attrflow::diagnostic::{Diagnostic, Severity};
use attrflow::language::Environment;
use attrflow::mapping::{Plan, Profile};
use attrflow::provisioning::{Facts, preview_in};
use attrflow::systems::presets;
use judge::{has_member, holds};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

/// The profile of a case: its own members, or a preset.
fn profile(case: &Map<String, Json>) -> Json {
    if let Some(id) = case.get("preset").and_then(Json::as_str) {
        return presets::find(id).expect(id).profile.clone();
    }
    let names = ["source", "target", "object", "mappings", "settings", "scope"].into_iter();
    Json::Object(names.filter_map(|name| Some((name.to_owned(), case.get(name)?.clone()))).collect())
}

/// The codes of findings that are no notes.
fn codes<'d>(found: impl IntoIterator<Item = &'d Diagnostic>) -> BTreeSet<String> {
    let told = found.into_iter().filter(|found| found.severity != Severity::Note);
    told.map(|found| found.code.to_string()).collect()
}

fn texts(wanted: &Json, name: &str) -> Option<BTreeSet<String>> {
    let list = wanted.get(name)?.as_array()?;
    Some(list.iter().filter_map(Json::as_str).map(str::to_owned).collect())
}

/// What differs from the expectation.
fn judge(case: &Map<String, Json>) -> Vec<String> {
    let wanted = &case["expect"];
    let refused = |found: &[Diagnostic]| {
        let errors = codes(found.iter().filter(|found| found.is_error()));
        match texts(wanted, "refused") {
            Some(wanted) if wanted == errors => Vec::new(),
            wanted => vec![format!("refused with {errors:?}, wanted {wanted:?}")],
        }
    };
    let read = Profile::read(&profile(case).to_string()).strictly();
    let plan = match Plan::compile(read).strict() {
        Err(found) => return refused(&found),
        Ok(plan) => plan,
    };
    if wanted.get("refused").is_some() {
        return vec!["not refused".to_owned()];
    }
    let facts = Facts::read(case).expect("facts");
    let sample =
        case.get("sample").and_then(Json::as_u64).map(|at| &plan.source().samples()[at as usize].user);
    let user = sample.map_or_else(|| case["source_user"].to_string(), |user| json!(user).to_string());
    let resolve = |attribute: &str, _: &str| facts.resolve(attribute);
    let preview =
        preview_in(&plan, &user, &facts.situation(&resolve), &Environment::default()).expect("a user");
    let got = json!(preview);
    let mut wrong = Vec::new();
    for (name, member) in [("action", "action"), ("reason", "reason"), ("match_queries", "matchQueries")] {
        if wanted.get(name).is_some_and(|wanted| wanted != &got[member]) {
            wrong.push(format!("{name}: wanted {}, got {}", wanted[name], got[member]));
        }
    }
    if wanted.get("request").is_some_and(|wanted| !holds(wanted, &got["request"])) {
        wrong.push(format!("wanted {}, got {}", wanted["request"], got["request"]));
    }
    let body = &got["request"]["body"];
    let lacks = wanted["body_lacks"].as_array().into_iter().flatten().filter_map(Json::as_str);
    wrong.extend(lacks.filter(|name| has_member(body, name)).map(|name| format!("`{name}` is in {body}")));
    if let Some(says) = wanted.get("says").and_then(Json::as_str)
        && !preview.explanation.contains(says)
    {
        wrong.push(format!("`{}` does not say {says}", preview.explanation));
    }
    let changed: BTreeSet<String> =
        preview.modified_properties.iter().map(|change| change.display_name.clone()).collect();
    if texts(wanted, "changed").is_some_and(|wanted| wanted != changed) {
        wrong.push(format!("changed {changed:?}"));
    }
    let found = codes(plan.diagnostics().iter().chain(&preview.diagnostics));
    if texts(wanted, "findings").is_some_and(|wanted| wanted != found) {
        wrong.push(format!("found {found:?}"));
    }
    // Nothing is sent where nothing is done, and every preview tells its whole story.
    if preview.request.is_some() == preview.reason.is_some() || preview.explanation.is_empty() {
        wrong.push("a request, or a reason why there is none".to_owned());
    }
    wrong
}

fn cases() -> Vec<Map<String, Json>> {
    serde_json::from_str(include_str!("cases/sources.json")).expect("the case file is JSON")
}

#[test]
fn every_case_gives_its_expected_action() {
    let cases = cases();
    assert!(cases.len() >= 120, "{} cases", cases.len());
    let failed: Vec<String> = cases
        .iter()
        .flat_map(|case| judge(case).into_iter().map(|why| format!("{}: {why}", case["id"])))
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn the_judge_can_refuse() {
    let mut case = cases().into_iter().find(|case| case["id"] == "ok-unassigned").expect("a case");
    assert!(judge(&case).is_empty());
    for (member, value) in [
        ("action", json!("update")),
        ("reason", json!("NotInScope")),
        ("match_queries", json!(["userName eq \"x\""])),
        ("request", json!({"method": "PUT"})),
        ("body_lacks", json!(["Operations"])),
        ("says", json!("Licensed")),
        ("changed", json!([])),
        ("findings", json!(["admin-stays-active"])),
        ("refused", json!(["foreign-dialect"])),
    ] {
        case.insert("expect".to_owned(), json!({member: value}));
        assert!(!judge(&case).is_empty(), "{member}");
    }
}

/// Once the target holds what was sent, nothing is sent again.
#[test]
fn what_was_sent_is_not_sent_again() {
    for id in ["pingone-zoom", "okta-zoom"] {
        let profile = presets::find(id).expect(id).profile.to_string();
        let plan = Plan::compile(Profile::read(&profile)).strict().expect(id);
        let environment = Environment::default();
        let run = |user: &Json, facts: &Json| {
            let facts = Facts::read(facts.as_object().expect("facts")).expect("facts");
            let resolve = |attribute: &str, _: &str| facts.resolve(attribute);
            preview_in(&plan, &user.to_string(), &facts.situation(&resolve), &environment).expect("a user")
        };
        let mut created = 0;
        for sample in plan.source().samples() {
            let user = json!(sample.user);
            let first = run(&user, &json!({}));
            let Some(request) = first.request else { continue };
            created += 1;
            let mut held = request.body;
            held["id"] = json!("z-1");
            let linked = json!({"state": {"previouslyProvisioned": true}, "existing": held});
            assert_eq!(json!(run(&user, &linked).action), "none", "{}", sample.title);
            assert_eq!(
                json!(run(&user, &json!({"target_users": [held]})).action),
                "none",
                "{}",
                sample.title
            );
            // A change is written whole, and then it is there.
            let mut changed = user.clone();
            let place = changed.pointer_mut("/profile").map_or("/title", |_| "/profile/title");
            match place {
                "/title" => changed["title"] = json!("Captain"),
                _ => changed["profile"]["title"] = json!("Captain"),
            }
            let request = run(&changed, &linked).request.expect("a change");
            assert_eq!((request.method, &request.body["title"]), ("PUT", &json!("Captain")));
            for (name, value) in request.body.as_object().expect("a body") {
                held[name] = value.clone();
            }
            let linked = json!({"state": {"previouslyProvisioned": true}, "existing": held});
            assert_eq!(json!(run(&changed, &linked).action), "none", "{}", sample.title);
        }
        assert!(created >= 4, "{id}");
    }
}
