//! Runs `tests/cases/zoom-payloads.json`: bodies of requests to Zoom with the codes that they must give.
//! Members of a case: `method`, `payload`, `valid`, `problems` and `warnings` (code, colon, remark).

use attrflow::scim::Method;
use attrflow::systems::ZOOM;
use serde_json::Value;
use std::collections::BTreeSet;

/// The codes that a case asks for.
fn wanted<'c>(case: &'c Value, member: &str) -> BTreeSet<&'c str> {
    let list = case[member].as_array().unwrap();
    list.iter().map(|entry| entry.as_str().unwrap().split(':').next().unwrap()).collect()
}

#[test]
fn codes() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("cases/zoom-payloads.json")).unwrap();
    assert!(cases.len() >= 58);
    let mut wrong = Vec::new();
    for case in &cases {
        let method = Method::from_name(case["method"].as_str().unwrap()).unwrap();
        let found = ZOOM.validate(&case["payload"], method);
        let codes = |errors: bool| -> BTreeSet<&str> {
            found.iter().filter(|one| one.is_error() == errors).map(|one| one.code.as_str()).collect()
        };
        let valid = !found.iter().any(|one| one.is_error());
        if codes(true) != wanted(case, "problems")
            || codes(false) != wanted(case, "warnings")
            || valid != case["valid"].as_bool().unwrap()
        {
            wrong.push(format!("{}: {found:#?}", case["id"]));
        }
        for one in &found {
            assert!(!one.source.is_empty() && !one.message.is_empty(), "{one:?}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
