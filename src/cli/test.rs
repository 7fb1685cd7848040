//! `attrflow test`: expectations that are kept beside a profile.

use super::output::Output;
use super::render::{About, Terminal};
use super::{Result, Status, files, options, profiles};
use attrflow::diagnostic::document;
use attrflow::diagnostic::{Code, Diagnostic, Outcome};
use attrflow::language::Environment;
use attrflow::mapping::{Plan, Profile};
use attrflow::place::Place;
use attrflow::provisioning::{Facts, preview_in};
use clap::Args;
use serde_json::{Map, Value as Json, json};
use std::path::Path;

/// Runs expectations about a profile, for a pipeline
///
/// A file of expectations is a JSON object: {"profile": "mappings.json", "tests": [{"name": "…", "user": {…},
/// "expect": {…}}]}. The profile is a file beside it, a preset, or a profile itself. A test may say more about
/// its user: "state" {"assigned", "softDeleted", "hardDeleted", "previouslyProvisioned"}, "existing" (the resource),
/// "target_users", "references", "changes". It expects an "action", a "reason", a "method", a "path", parts of the
/// "body" (objects may have more members, lists have as many elements), and with "lacks" members that are nowhere
/// in the body. Exit code 1 if a test fails.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Test {
    /// Files of expectations
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,

    #[command(flatten)]
    evaluation: options::Evaluation,
}

const EXAMPLES: &str = "\
Examples:
  attrflow test mappings.test.json
  attrflow test tests/*.json --now 2026-01-31T08:00:00Z";

/// What a test may expect.
const EXPECTATIONS: [&str; 6] = ["action", "reason", "method", "path", "body", "lacks"];

impl Test {
    pub(super) fn run(&self, terminal: &Terminal) -> Result {
        let environment = self.evaluation.environment()?;
        let mut output = Output::new();
        let (mut passed, mut failed) = (0, 0);
        for file in &self.files {
            let text = files::text(file)?;
            let name = files::name(file);
            let found = match document::parse(&text, "a file of expectations") {
                Ok(json) => tests(&json, file, terminal).map(|(plan, tests)| {
                    tests
                        .iter()
                        .enumerate()
                        .map(|(at, test)| judge(&plan, test, at, &environment))
                        .collect::<Vec<_>>()
                }),
                Err(found) => Err(found),
            };
            match found {
                Err(mut found) => {
                    found.span = document::resolve(&text, &found).or(found.span);
                    output.flush()?;
                    terminal.show(&found, About { path: Some(name), text: Some(&text), ..About::default() });
                    failed += 1;
                }
                Ok(results) => {
                    for (title, wrong) in results {
                        let mark = if wrong.is_empty() { "ok" } else { "FAILED" };
                        output.line(&format!("{name}: {title} … {mark}"))?;
                        for why in &wrong {
                            output.line(&format!("    {why}"))?;
                        }
                        if wrong.is_empty() { passed += 1 } else { failed += 1 }
                    }
                }
            }
        }
        output.line(&format!("{passed} passed, {failed} failed"))?;
        output.flush()?;
        Ok(if failed > 0 { Status::Errors } else { Status::Fine })
    }
}

fn invalid(place: Place, message: impl Into<String>, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(Code::InvalidDocument, message.into()).within(place).help(help))
}

/// The plan and the tests of a file.
fn tests<'j>(json: &'j Json, file: &str, terminal: &Terminal) -> Outcome<(Plan, &'j [Json])> {
    const SHAPE: &str =
        r#"write {"profile": "mappings.json", "tests": [{"user": {…}, "expect": {"action": "create"}}]}"#;
    let Some(tests) = json.get("tests").and_then(Json::as_array).filter(|tests| !tests.is_empty()) else {
        return Err(invalid(Place::document(), "expected `tests`, an array with at least one test", SHAPE));
    };
    let unusable =
        || invalid(Place::member("profile"), "the profile has errors", "attrflow check tells them");
    let plan = match json.get("profile") {
        Some(Json::String(name)) => {
            // Beside the file, unless it is a preset.
            let beside =
                Path::new(file).parent().map(|folder| folder.join(name)).filter(|path| path.exists());
            let path = beside.and_then(|path| path.to_str().map(str::to_owned)).unwrap_or(name.clone());
            let loaded = profiles::load(&path, None, None, terminal);
            let loaded = loaded.map_err(|_| {
                invalid(
                    Place::member("profile"),
                    format!("there is no profile {name} beside the file, and no such preset"),
                    SHAPE,
                )
            })?;
            loaded.ok_or_else(unusable)?.plan
        }
        Some(profile @ (Json::Object(_) | Json::Array(_))) => {
            Plan::compile(Profile::read(&profile.to_string())).strict().map_err(|_| unusable())?
        }
        _ => {
            return Err(invalid(
                Place::document(),
                "expected `profile`: a file, a preset, or a profile",
                SHAPE,
            ));
        }
    };
    Ok((plan, tests))
}

/// The title of a test, and what is not as expected.
fn judge(plan: &Plan, test: &Json, at: usize, environment: &Environment) -> (String, Vec<String>) {
    let nothing = Map::new();
    let members = test.as_object().unwrap_or(&nothing);
    let title = members.get("name").and_then(Json::as_str);
    let title = title.map_or_else(|| format!("test {}", at + 1), str::to_owned);
    let mut wrong = Vec::new();
    let (Some(user), Some(Json::Object(expect))) =
        (members.get("user").or(members.get("group")), members.get("expect"))
    else {
        return (title, vec!["the test needs `user` and `expect`, each an object".to_owned()]);
    };
    let known = |name: &&String| !EXPECTATIONS.contains(&name.as_str());
    wrong.extend(
        expect
            .keys()
            .filter(known)
            .map(|name| format!("`{name}` can not be expected: write one of {}", EXPECTATIONS.join(", "))),
    );
    let facts = match Facts::read(members) {
        Ok(facts) => facts,
        Err(found) => return (title, vec![found.message]),
    };
    let resolve = |attribute: &str, _: &str| facts.resolve(attribute);
    let preview = match preview_in(plan, &user.to_string(), &facts.situation(&resolve), environment) {
        Ok(preview) => preview,
        Err(found) => return (title, vec![found.message]),
    };
    let request = preview.request.as_ref();
    let body = request.map_or(Json::Null, |request| request.body.clone());
    let got = |name: &str| match name {
        "action" => json!(preview.action),
        "reason" => json!(preview.reason),
        "method" => json!(request.map(|request| request.method)),
        _ => json!(request.map(|request| &request.path)),
    };
    for name in ["action", "reason", "method", "path"] {
        if let Some(wanted) = expect.get(name)
            && *wanted != got(name)
        {
            wrong.push(format!("{name}: expected {wanted}, got {} ({})", got(name), preview.explanation));
        }
    }
    if let Some(wanted) = expect.get("body") {
        differences("body", wanted, &body, &mut wrong);
    }
    let lacks = match expect.get("lacks") {
        Some(Json::Array(names)) => names.iter().filter_map(Json::as_str).collect(),
        Some(Json::String(name)) => vec![name.as_str()],
        _ => Vec::new(),
    };
    wrong.extend(lacks.iter().filter(|name| has(&body, name)).map(|name| format!("`{name}` is in the body")));
    (title, wrong)
}

/// Where a body is not as wanted.
fn differences(path: &str, wanted: &Json, got: &Json, wrong: &mut Vec<String>) {
    match (wanted, got) {
        (Json::Object(wanted), Json::Object(got)) => {
            for (name, wanted) in wanted {
                let path = format!("{path}.{name}");
                match got.get(name) {
                    Some(got) => differences(&path, wanted, got, wrong),
                    None => wrong.push(format!("{path}: expected {wanted}, there is nothing")),
                }
            }
        }
        (Json::Array(wanted), Json::Array(got)) if wanted.len() == got.len() => {
            for (at, (wanted, got)) in wanted.iter().zip(got).enumerate() {
                differences(&format!("{path}[{at}]"), wanted, got, wrong);
            }
        }
        (wanted, got) if wanted == got => {}
        (wanted, got) => wrong.push(format!("{path}: expected {wanted}, got {got}")),
    }
}

/// Whether a member of this name is anywhere in a value.
fn has(value: &Json, name: &str) -> bool {
    match value {
        Json::Object(members) => members.contains_key(name) || members.values().any(|value| has(value, name)),
        Json::Array(values) => values.iter().any(|value| has(value, name)),
        _ => false,
    }
}
