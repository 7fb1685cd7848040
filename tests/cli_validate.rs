//! `attrflow validate`, and `--schema` and `--strict` of other commands, run as people and scripts run them.
#![cfg(feature = "cli")]

use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where test files go.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli-validate");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A file with this content; its name belongs to one test.
fn file(name: &str, content: impl AsRef<[u8]>) -> &str {
    fs::write(folder().join(name), content).unwrap();
    name
}

/// Exit code, standard output, standard error.
fn run(arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attrflow"));
    command.args(arguments).current_dir(folder()).env_remove("COLUMNS");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // A program that refuses its arguments does not read.
    let writer = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const SCHEMAS: &str = r#"{"Resources": [
  {"id": "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig", "attributes": [{"name": "userName", "type": "complex"}]},
  {"id": "urn:ietf:params:scim:schemas:core:2.0:User", "attributes": [
    {"name": "userName", "required": true},
    {"name": "badge", "type": "integer", "required": true}]}]}"#;

#[test]
fn findings_are_shown_at_their_places() {
    let body = r#"{
  "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
  "userName": "EXAMPLE\\ada",
  "emails": [{"type": "work"}],
  "addresses": [
    {"type": "work", "locality": "Oslo"}
  ],
  "active": "True"
}
"#;
    let (code, stdout, stderr) = run(&["validate", file("places.json", body)], "");
    assert_eq!(code, Some(1));
    insta::assert_snapshot!(format!("--- stdout\n{stdout}--- stderr\n{stderr}"));
}

#[test]
fn what_is_valid_ends_with_0() {
    let body = json!({"schemas": [USER], "userName": "a@x.example"}).to_string();
    let fine = |arguments: &[&str], body: &str, said: &str| {
        let (code, stdout, stderr) = run(arguments, body);
        assert_eq!((code, &*stdout, &*stderr), (Some(0), said, ""), "{arguments:?}");
    };
    fine(&["validate", "-"], &body, "<stdin>: valid; 0 problems, 0 warnings\n");
    let two = format!("\u{feff}{body}\n\n{body}\n");
    fine(&["validate", "-"], &two, "<stdin>: 2 payloads, all valid; 0 problems, 0 warnings\n");
    let patch = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "replace", "value": {"active": false}}],
    });
    fine(
        &["validate", "-", "--method", "patch"],
        &patch.to_string(),
        "<stdin>: valid; 0 problems, 0 warnings\n",
    );
    let scim = json!({"schemas": [USER], "userName": "ada", "timezone": "Europe/Paris"}).to_string();
    fine(&["validate", "--target", "scim", "-"], &scim, "<stdin>: valid; 0 problems, 0 warnings\n");
}

#[test]
fn input_that_is_no_payload() {
    for (input, wanted) in [
        ("", "there is no payload here"),
        ("{\"a\": ", "expected a payload as JSON"),
        ("[]", "error[not-object]"),
        ("{} oops", "expected a payload as JSON"),
    ] {
        let (code, _, stderr) = run(&["validate", "-"], input);
        assert!(code == Some(1) && stderr.contains(wanted), "{input}: {stderr}");
    }
    for arguments in [
        &["validate"][..],
        &["validate", "no-such-file.json"],
        &["validate", "-", "--method", "GET"],
        &["validate", "-", "--target", "slack"],
        &["validate", "-", "--schema", "-"],
        &["validate", "-", "--batch"],
    ] {
        let (code, stdout, stderr) = run(arguments, "");
        assert!(code == Some(2) && stdout.is_empty() && !stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn batch_answers_every_line_in_order() {
    let good = json!({"schemas": [USER], "userName": "a@x.example"});
    let lines = [
        json!({"id": 1, "method": "POST", "payload": good}).to_string(),
        json!({"id": "2", "payload": {"userName": "a", "emails": [{"value": "b@x.example"}]}}).to_string(),
        "oops".to_owned(),
        json!({"id": 4, "method": "GET", "payload": good}).to_string(),
        json!({"id": 5, "method": "PUT"}).to_string(),
        json!({"id": 6, "method": "PUT", "payload": null}).to_string(),
    ];
    let (code, stdout, stderr) = run(&["validate", "--target", "zoom", "--batch"], &lines.join("\n"));
    assert_eq!((code, &*stderr), (Some(1), ""));
    let answers: Vec<Value> = stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers[0], json!({"id": 1, "valid": true, "problems": [], "warnings": []}));
    let second = &answers[1];
    assert_eq!((&second["id"], &second["valid"]), (&json!("2"), &json!(false)));
    assert_eq!(second["problems"][0]["code"], "schemas-missing");
    assert_eq!(second["problems"][1]["path"], "userName");
    let warning = &second["warnings"][0];
    assert_eq!(
        (&warning["code"], &warning["path"]),
        (&json!("email-ignored-on-create"), &json!("emails[0].value"))
    );
    assert!(warning["message"].is_string() && warning["source"].is_string());
    assert_eq!(answers[2]["error"]["code"], "invalid-json");
    for at in [3, 4] {
        assert_eq!(answers[at]["error"]["code"], "invalid-document", "{}", answers[at]);
        assert_eq!(answers[at]["id"], at + 1);
    }
    assert_eq!(answers[5]["problems"][0]["code"], "not-object");
    let (code, ..) = run(&["validate", "--batch"], &lines[0]);
    assert_eq!(code, Some(0));
}

#[test]
fn another_target_is_a_file() {
    let schemas = file("schemas.json", SCHEMAS);
    let body = json!({"schemas": [USER], "userName": "ada", "badge": "7"}).to_string();
    let (code, _, stderr) = run(&["validate", "--schema", schemas, "-"], &body);
    assert!(
        code == Some(1) && stderr.contains("error[type-mismatch]: `badge` must be a whole number"),
        "{stderr}"
    );
    let mappings = r#"[
        {"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1},
        {"type": "direct", "source": "employeeId", "target": "Badge"}]"#;
    let profile = file("schema-profile.json", mappings);
    let (code, stdout, stderr) = run(&["check", profile, "--schema", schemas, "--format", "json"], "");
    let notes = stdout.lines().all(|line| line.contains("\"severity\":\"note\""));
    assert_eq!((code, &*stderr, notes), (Some(0), "", true), "{stdout}");
    let arguments =
        ["preview", "--profile", profile, "--schema", schemas, "--users", "-", "--format", "ndjson"];
    let (code, stdout, stderr) = run(&arguments, r#"{"userPrincipalName": "ada", "employeeId": "7"}"#);
    assert_eq!((code, &*stderr), (Some(0), ""));
    let user: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(user["request"]["body"]["badge"], 7);
    assert_eq!(user["diagnostics"], json!([]));
    let (code, stdout, _) = run(&arguments, r#"{"userPrincipalName": "ada"}"#);
    let user: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((code, &user["diagnostics"][0]["code"]), (Some(1), &json!("missing-required")));
    assert_eq!(user["diagnostics"][0]["pointer"], "/mappings/1/target");
    let broken = file("broken-schemas.json", r#"{"Resources": [{"id": "urn:x", "attributes": [{}]}]}"#);
    let (code, stdout, stderr) = run(&["check", profile, "--schema", broken], "");
    assert_eq!((code, &*stdout), (Some(1), ""));
    assert!(
        stderr.contains("an attribute needs a `name`") && stderr.contains("broken-schemas.json:1:"),
        "{stderr}"
    );
}

#[test]
fn strict_takes_the_published_grammar_only() {
    let filter = r#"emails[type eq "work"].value eq "x""#;
    assert_eq!(run(&["scim", "--filter", filter], "").0, Some(0));
    let (code, stdout, stderr) = run(&["scim", "--filter", filter, "--strict"], "");
    assert_eq!((code, &*stdout), (Some(1), ""));
    assert!(stderr.starts_with("error[invalid-filter]"), "{stderr}");
    let lines = [
        json!({"id": 1, "path": filter, "kind": "filter", "strict": true}),
        json!({"id": 2, "path": filter, "kind": "filter"}),
    ];
    let (_, stdout, _) = run(&["scim", "--batch"], &lines.map(|line| format!("{line}\n")).concat());
    let valid: Vec<Value> =
        stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["valid"].take()).collect();
    assert_eq!(valid, [json!(false), json!(true)]);
}
