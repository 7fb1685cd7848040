//! The conformance cases of the expression language, natively. The same file runs in wasm.

use attrflow::dotnet::datetime::DateTime;
use attrflow::expression::{Dialect, Environment, evaluate};
use serde_json::Value as Json;

/// The text form of a result: what Graph returns, and what `expected` holds.
fn text_form(json: &Json) -> Json {
    match json {
        Json::Bool(true) => Json::from("True"),
        Json::Bool(false) => Json::from("False"),
        Json::Number(number) => Json::String(number.to_string()),
        Json::Array(values) => values.iter().map(text_form).collect(),
        Json::Object(_) => Json::String(json.to_string()),
        other => other.clone(),
    }
}

/// Why a case fails, if it does.
fn judge(case: &Json) -> Result<(), String> {
    let id = case["id"].as_str().ok_or("a case without id")?;
    let expression = case["expression"].as_str().ok_or("a case without expression")?;
    let dialect = if id.starts_with("connect-") { Dialect::Connect } else { Dialect::Entra };
    let mut environment = Environment::default();
    if let Some(now) = case["now"].as_str() {
        environment.now = DateTime::from_rfc3339(now).ok_or(format!("`now` is {now}"))?;
    }
    for taken in case["taken"].as_array().into_iter().flatten() {
        environment.taken.extend(taken.as_str().map(str::to_owned));
    }
    let result = evaluate(expression, &case["source"], dialect, &environment);
    let kind = result.as_ref().err().and_then(|found| found.first()).map(|found| {
        let kind = found.code.kind().map(|kind| serde_json::to_value(kind).unwrap_or_default());
        (kind.unwrap_or_default(), found.message.clone())
    });
    if let Some(error) = case.get("error") {
        return match kind {
            Some((kind, _)) if kind == *error => Ok(()),
            other => Err(format!("wanted error {error}, got {other:?} {:?}", result.map(|r| r.value))),
        };
    }
    if case.get("parses").is_some() {
        return match kind {
            Some((kind, message)) if ["parse", "arity", "unknown-function"].iter().any(|k| kind == *k) => {
                Err(format!("must parse: {message}"))
            }
            _ => Ok(()),
        };
    }
    let evaluation = result.map_err(|found| format!("{}", found[0]))?;
    if case["expected"]["ignored"] == true {
        return if evaluation.skipped.is_some() { Ok(()) } else { Err("wanted ignored".to_owned()) };
    }
    let got = text_form(&evaluation.value.to_json());
    if evaluation.skipped.is_some() || got != case["expected"] {
        return Err(format!("wanted {}, got {got}", case["expected"]));
    }
    Ok(())
}

#[test]
fn every_case_gives_its_expected_result() {
    let cases: Vec<Json> =
        serde_json::from_str(include_str!("cases/expressions.json")).expect("the case file is JSON");
    assert!(cases.len() >= 479, "{} cases", cases.len());
    let failed: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let why = judge(case).err()?;
            Some(format!("{} {}\n    {why}", case["id"], case["expression"]))
        })
        .collect();
    assert!(failed.is_empty(), "{} of {} cases fail:\n{}", failed.len(), cases.len(), failed.join("\n"));
}
