//! Synchronization schemas on the command line.

mod support;

use serde_json::{Value as Json, json};
use std::fs;
use support::{file, folder, run, run_with};

/// A schema with a mapping of groups that is switched on, and one of users with something to tell.
fn schema() -> String {
    let mapping = |target: &str, name: &str, priority: u32| {
        json!({"targetAttributeName": target, "matchingPriority": priority,
            "source": {"expression": format!("[{name}]"), "name": name, "type": "Attribute", "parameters": []}})
    };
    format!(
        "{:#}\n",
        json!({
            "id": "scim.hush.hush",
            "synchronizationRules": [{
                "name": "R", "sourceDirectoryName": "Microsoft Entra ID", "targetDirectoryName": "Zoom",
                "objectMappings": [
                    {"name": "Provision Groups", "sourceObjectName": "Group", "targetObjectName": "Group",
                        "attributeMappings": [mapping("displayName", "displayName", 1)]},
                    {"name": "Provision Users", "sourceObjectName": "User", "targetObjectName": "User",
                        "flowTypes": "Add, Update", "scope": {"groups": [{"name": "Sales", "clauses": [
                            {"operatorName": "EQUALS", "sourceOperandName": "department",
                                "targetOperand": {"values": ["Sales"]}},
                            {"operatorName": "IS NOT NULL", "sourceOperandName": "mail"}]}]},
                        "attributeMappings": [mapping("userName", "userPrincipalName", 1), mapping("title", "jobTitel", 0)]},
                ],
            }],
        })
    )
}

#[test]
fn import_shows_what_there_is_and_writes_a_profile() {
    let schema = file("import.json", schema());
    insta::assert_snapshot!(run(&["schema", "import", schema]).fine());
    run(&["schema", "import", schema, "-o", "imported.json"]).fine();
    let written: Json = serde_json::from_slice(&fs::read(folder().join("imported.json")).unwrap()).unwrap();
    assert_eq!(written["name"], "Provision Users");
    assert_eq!(written["settings"]["actions"], json!(["create", "update"]));
    let printed = run(&["schema", "import", schema, "--mapping", "groups", "-o", "-"]).fine();
    assert_eq!(serde_json::from_str::<Json>(&printed).unwrap()["object"], "group");
    let one = run(&["schema", "import", schema, "--mapping", "1"]).fine();
    assert!(one.contains("Provision Groups") && !one.contains("Provision Users"), "{one}");
    let wrong = run(&["schema", "import", schema, "--mapping", "Provision"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.stderr.contains("1 (Provision Groups), 2 (Provision Users)"), "{}", wrong.stderr);
}

#[test]
fn import_reads_every_encoding_and_tells_what_is_wrong() {
    let text = schema();
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let from_utf16 = run_with(&["schema", "import", "-"], utf16).fine();
    assert_eq!(from_utf16, run_with(&["schema", "import", "-"], text.as_bytes()).fine());
    let broken = run_with(&["schema", "import", "-"], text.replacen("\"R\",", "\"R\",,", 1));
    assert_eq!(broken.code, Some(1));
    assert!(broken.stderr.contains("<stdin>:"), "{}", broken.stderr);
    let odd = run_with(&["schema", "import", "-"], text.replacen("Add, Update", "Add, Remove", 1));
    assert_eq!(odd.code, Some(0), "what is not understood is told and kept");
    assert!(odd.stderr.contains("warning[not-understood]"), "{}", odd.stderr);
    let operator = run_with(&["schema", "import", "-"], text.replacen("EQUALS", "LIKE", 1));
    assert_eq!(operator.code, Some(1));
    assert!(operator.stderr.contains("there is no operator `LIKE`"), "{}", operator.stderr);
    let none = run_with(&["schema", "import", "-"], "{\"mappings\": []}");
    assert_eq!(none.code, Some(1));
    assert!(none.stderr.contains("no `synchronizationRules`"), "{}", none.stderr);
}

#[test]
fn check_looks_at_every_mapping_in_its_place() {
    let schema = file("check.json", schema());
    let ran = run(&["check", schema]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(
        ran.stdout.ends_with(
            "a synchronization schema of 2 object mappings with 3 attribute mappings, no errors\n"
        )
    );
    let line = schema_line("\"name\": \"jobTitel\"");
    assert!(ran.stderr.contains(&format!("check.json:{line}:")), "{}", ran.stderr);
    assert!(ran.stderr.contains("[unknown-attribute]"), "{}", ran.stderr);
    let text = self::schema().replacen("\"Attribute\"", "\"Function\"", 3).replacen(
        "[userPrincipalName]",
        "Nope([a])",
        1,
    );
    let broken = run_with(&["check", "-", "--format", "json"], text);
    assert_eq!(broken.code, Some(1));
    let found = broken.lines().into_iter().find(|found| found["code"] == "unknown-function").unwrap();
    assert_eq!(
        found["pointer"],
        "/synchronizationRules/0/objectMappings/1/attributeMappings/0/source/expression"
    );
    assert_eq!(found["line"].as_u64(), Some(u64::from(schema_line("[userPrincipalName]"))));
}

/// The line of the schema that has this text.
fn schema_line(text: &str) -> u32 {
    schema().lines().position(|line| line.contains(text)).map_or(0, |line| line as u32 + 1)
}

#[test]
fn schemas_are_profiles_everywhere() {
    let schema = file("profile.json", schema());
    let user = "{\"userPrincipalName\": \"ada@contoso.example\", \"displayName\": \"Ada\", \"department\": \"Sales\", \"mail\": \"x\"}\n";
    let user = file("one-user.ndjson", user);
    let body = run(&["payloads", "--profile", schema, user]);
    assert!(body.stdout.contains("\"userName\":\"ada@contoso.example\""), "{}", body.all());
    let other = run(&["payloads", "--profile", schema, "--mapping", "Provision Groups", user]);
    assert!(other.stdout.contains("\"displayName\":\"Ada\""), "{}", other.all());
    let preview = run(&["preview", "--profile", schema, "--users", user]);
    assert!(preview.stdout.starts_with("Profile: Provision Users\n"), "{}", preview.all());
    let line = schema_line("\"name\": \"jobTitel\"");
    assert!(preview.stderr.contains(&format!("profile.json:{line}:")), "{}", preview.stderr);
    let wrong = run(&["preview", "--mapping", "2"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.stderr.contains("--mapping is for synchronization schemas"), "{}", wrong.stderr);
}

#[test]
fn export_writes_changes_into_the_original() {
    let text = schema();
    let original = file("export.json", &text);
    assert_eq!(run(&["schema", "export", "--original", original]).fine(), text);
    let shared = run(&["schema", "export", "--original", original, "--share"]).fine();
    assert!(!shared.contains("hush"), "{shared}");
    let profile = run(&["schema", "import", original, "-o", "-"]).fine();
    let profile = file("export-profile.json", profile.replacen("userPrincipalName", "mail", 1));
    run(&["schema", "export", "--profile", profile, "--original", original, "-o", "exported.json"]).fine();
    let exported = fs::read_to_string(folder().join("exported.json")).unwrap();
    assert_eq!(exported, text.replace("userPrincipalName", "mail"));
    // Told at its place in the profile.
    let profile = file(
        "export-told.json",
        "{\"mappings\": [\n {\"type\": \"expression\", \"source\": \"Not([a]=\\\"b\\\")\", \"target\": \"active\"}]}",
    );
    let told = run(&["schema", "export", "--profile", profile]);
    assert_eq!(told.code, Some(0));
    assert!(told.stderr.contains("export-told.json:2:"), "{}", told.stderr);
    assert!(told.stdout.contains("\"synchronizationRules\""));
    let preset = run(&["schema", "export", "--profile", "zoom-gallery"]).fine();
    assert!(
        run_with(&["check", "-"], preset).stdout.contains("a synchronization schema of 1 object mapping")
    );
    assert_eq!(run(&["schema", "export"]).code, Some(2));
}
