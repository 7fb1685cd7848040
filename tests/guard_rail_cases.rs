//! The cases of `tests/cases/guard-rails.json`: profiles that would be saved, and what has to be said before.

use attrflow::diagnostic::Severity;
use attrflow::mapping::{Plan, Profile};
use serde_json::Value as Json;

/// What is found of a profile: code and place of each, and all sentences.
fn found(profile: &Json) -> (Vec<String>, String) {
    let found = Plan::compile(Profile::read(&profile.to_string())).diagnostics;
    let told = found.iter().filter(|found| found.severity != Severity::Note);
    let places = told.clone().map(|found| format!("{} {}", found.code, found.place.pointer())).collect();
    let sentences = told.map(|found| format!("{}; {}", found.message, found.help.as_deref().unwrap_or("")));
    (places, sentences.collect::<Vec<_>>().join("\n"))
}

#[test]
fn what_is_to_be_said_before_save_is_said_in_its_place() {
    let cases: Vec<Json> = serde_json::from_str(include_str!("cases/guard-rails.json")).expect("cases");
    assert!(cases.len() >= 110, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let (mut places, sentences) = found(&case["profile"]);
        let listed = case["findings"].as_array().expect("a list");
        let mut wanted: Vec<&str> = listed.iter().filter_map(Json::as_str).collect();
        places.sort();
        wanted.sort_unstable();
        if places != wanted || !sentences.contains(case["says"].as_str().unwrap_or_default()) {
            wrong.push(format!("{}: {places:?}\n    {sentences}", case["id"]));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
