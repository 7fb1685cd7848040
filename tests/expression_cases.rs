//! The conformance cases of the expression language, natively. The same files run in wasm.

use attrflow::dotnet::datetime::DateTime;
use attrflow::evaluate;
use attrflow::language::{Dialect, Environment};
use attrflow::source::Question;
use serde_json::{Value as Json, json};
use std::collections::HashSet;

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
    let raw = case["raw"] == true;
    let result = Question::new(expression, &case["source"], dialect).raw(raw).answer(&environment);
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

/// The case files, with the number of cases that none may fall below.
const FILES: [(&str, &str, usize); 4] = [
    ("expressions.json", include_str!("cases/expressions.json"), 479),
    ("expressions-more.json", include_str!("cases/expressions-more.json"), 1_500),
    ("connect.json", include_str!("cases/connect.json"), 75),
    ("dotnet.json", include_str!("cases/dotnet.json"), 900),
];

#[test]
fn every_case_gives_its_expected_result() {
    let mut ids = HashSet::new();
    let mut failed = Vec::new();
    for (name, text, least) in FILES {
        let cases: Vec<Json> = serde_json::from_str(text).expect("the case file is JSON");
        assert!(cases.len() >= least, "{name}: {} cases", cases.len());
        for case in cases {
            if let Err(why) = judge(&case) {
                failed.push(format!("{} {}\n    {why}", case["id"], case["expression"]));
            }
            assert!(ids.insert(case["id"].to_string()), "{} stands twice", case["id"]);
        }
    }
    assert!(failed.is_empty(), "{} of {} cases fail:\n{}", failed.len(), ids.len(), failed.join("\n"));
}

#[test]
fn what_is_accepted_with_a_doubt_is_warned_of() {
    let user = json!({"mail": "a@x.example", "roles": ["A", "B"], "list": ["SMTP:a"]});
    for (expression, code) in [
        ("tolower([mail])", "letter-case"),
        ("[MAIL]", "attribute-letter-case"),
        ("[maill]", "unknown-attribute"),
        ("IIF([mail] = \"\", \"a\", \"b\")", "iif-null-test"),
        ("IIF(NULL <> [mail], \"a\", \"b\")", "iif-null-test"),
        ("IIF(IsPresent([mail]), \"a\", \"b\")", "iif-null-test"),
        ("Switch(IsNull([mail]), \"a\", \"True\", \"b\")", "switch-null-test"),
        ("FormatDateTime(\"2024\", \"yyyy\", \"yyyy\")", "older-form"),
        ("Append(SelectUniqueValue(\"a\", \"b\"), \"c\")", "nested-select-unique"),
        ("Append(IgnoreFlowIfNullOrEmpty([mail]), \"c\")", "nested-ignore"),
        ("SingleAppRoleAssignment([roles])", "several-roles"),
        ("Append(\"a\" & \"b\", \"c\")", "concatenation-sign"),
        ("Item([list], Contains([list], \"SMTP:\"))", "cloud-sync-example"),
    ] {
        let result = evaluate(expression, &user, Dialect::Entra, &Environment::default());
        let warnings = result.unwrap_or_else(|found| panic!("{expression}: {found:?}")).warnings;
        assert!(warnings.iter().any(|found| found.code.as_str() == code), "{expression}: {warnings:?}");
        assert!(warnings.iter().all(|found| !found.is_error()), "{expression}");
    }
    let plain = evaluate("ToLower([mail])", &user, Dialect::Entra, &Environment::default());
    assert_eq!(plain.expect("a value").warnings, []);
}
