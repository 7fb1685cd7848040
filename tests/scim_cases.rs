//! Runs `tests/cases/scim-paths.json`: texts with their verdict, tree, and what reading, matching
//! and writing give. Members of a case: `path`, `kind`, `valid`, `strict` (where the published grammar
//! decides otherwise), `ast`, `resource`, `select`, `match`, `write`, `written`, `dialect`, `error`.

use attrflow::scim::{Mode, parse_filter, parse_path};
use attrflow::scim_lines::answer;
use serde_json::Value;

fn cases() -> Vec<Value> {
    serde_json::from_str(include_str!("cases/scim-paths.json")).unwrap()
}

fn tree(case: &Value, mode: Mode) -> Option<Value> {
    let text = case["path"].as_str().unwrap();
    match case["kind"].as_str().unwrap() {
        "path" => parse_path(text, mode).ok().map(|path| path.ast()),
        _ => parse_filter(text, mode).ok().map(|filter| filter.ast()),
    }
}

#[test]
fn verdicts_and_trees() {
    let mut wrong = Vec::new();
    for case in cases() {
        let lenient = tree(&case, Mode::Lenient);
        let strict = tree(&case, Mode::Strict);
        let wants_strict = case.get("strict").or(case.get("valid")).and_then(Value::as_bool);
        if lenient.is_some() != case["valid"].as_bool().unwrap()
            || lenient.as_ref() != case.get("ast")
            || Some(strict.is_some()) != wants_strict
        {
            wrong.push(format!("{}: lenient {lenient:?}, strict {}", case["path"], strict.is_some()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn reading_matching_writing() {
    let mut wrong = Vec::new();
    for case in cases() {
        let mut request = case.clone();
        let members = request.as_object_mut().unwrap();
        members
            .retain(|key, _| ["id", "path", "kind", "dialect", "resource", "write"].contains(&key.as_str()));
        let answer = answer(&request);
        let mut differs = |what: &str| wrong.push(format!("{}: {what}, answer {answer}", case["id"]));
        match case.get("error") {
            Some(error) if answer["error"]["scimType"] != *error => differs("error"),
            None if answer.get("error").is_some() == case["valid"] => differs("no error"),
            _ => {}
        }
        for member in ["valid", "ast", "select", "match", "written"] {
            if case.get(member).is_some_and(|expected| answer.get(member) != Some(expected)) {
                differs(member);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
