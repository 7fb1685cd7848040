//! Runs `tests/cases/scim-patch.json`. Members of a case: `rule` (where the expectation comes from),
//! `mode` (`strict`, or lenient if absent), `resource`, `operations` (or a whole `request`), and `expect`
//! (the resource afterwards) or `error` (the SCIM keyword) with `pointer`.

use attrflow::scim::patch::{PATCH_URN, Patch, error_body};
use attrflow::scim::{Mode, Schemas};
use serde_json::{Value, json};

fn cases() -> Vec<Value> {
    serde_json::from_str(include_str!("cases/scim-patch.json")).unwrap()
}

#[test]
fn patches() {
    let mut wrong = Vec::new();
    for case in cases() {
        let mode = if case["mode"] == "strict" { Mode::Strict } else { Mode::Lenient };
        let request = case.get("request").cloned();
        let request =
            request.unwrap_or_else(|| json!({"schemas": [PATCH_URN], "Operations": case["operations"]}));
        let before = case["resource"].as_object().unwrap();
        let mut resource = before.clone();
        let result =
            Patch::read(&request, mode).and_then(|patch| patch.apply(&mut resource, Schemas::core()));
        let right = match (&result, case.get("expect")) {
            (Ok(changed), Some(expected)) => {
                Value::from(resource.clone()) == *expected && *changed == (resource != *before)
            }
            (Err(error), None) => {
                let pointer = case.get("pointer").and_then(Value::as_str);
                resource == *before
                    && error_body(error)["scimType"] == case["error"]
                    && pointer.is_none_or(|pointer| error.place.to_string() == pointer)
            }
            _ => false,
        };
        if !right {
            wrong.push(format!("{} {}: {result:?} {}", case["id"], case["rule"], Value::from(resource)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
