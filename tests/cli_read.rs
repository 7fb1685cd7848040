//! `attrflow read`, and the other commands that read files as they are got.
#![cfg(feature = "cli")]

mod support;

use serde_json::json;
use support::{file, run, run_with};

const GERMAN: &str = "Benutzerprinzipalname;Vorname;Anmeldung blockiert;Lizenzen\r\n\
    anouk.visser@contoso.example;Anouk;FALSCH;E3\r\n\
    tomasz.zielinski@contoso.example;Tomasz;WAHR;E3\r\n\
    bo.lind@contoso.example;Bo;vielleicht;E3\r\n";

const ZOOM: &str = r#"{"page_size": 300, "total_records": 1, "next_page_token": "", "users": [
    {"id": "z1", "email": "anouk.visser@contoso.example", "first_name": "Anouk", "type": 2, "status": "active"}]}"#;

#[test]
fn a_file_is_said_what_it_is() {
    let path = file("read-german.csv", GERMAN);
    let ran = run(&["read", path]);
    assert_eq!(ran.code, Some(1));
    insta::assert_snapshot!(ran.all().replace(path, "german.csv"));
}

#[test]
fn programs_get_it_as_json() {
    let ran = run_with(&["read", "-", "--json"], GERMAN);
    let read = &ran.lines()[0];
    assert_eq!(read["kind"]["id"], "microsoft-365-users");
    assert_eq!(
        (&read["language"], &read["separator"], &read["count"]),
        (&json!("German"), &json!(";"), &json!(2))
    );
    assert_eq!(read["entries"][1]["attributes"]["accountEnabled"], false);
    assert_eq!(read["problems"][0]["code"], "unknown-boolean");
    let lines = run_with(&["read", "-", "--format", "ndjson"], GERMAN).lines();
    assert_eq!(lines[0]["attributes"]["givenName"], "Anouk");
    assert_eq!(lines.len(), 2);
    let ran = run_with(&["read", "-", "--json", "--summary"], GERMAN);
    assert!(ran.lines()[0].get("entries").is_none());
}

#[test]
fn workbooks_are_read_by_their_first_sheet() {
    let book = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/users.xlsx");
    let lines = run(&["read", book, "--format", "ndjson"]).lines();
    assert_eq!(lines[0]["attributes"]["displayName"], "Visser, \"Anouk\"");
    assert_eq!(lines[0]["attributes"]["createdDateTime"], "2021-08-19T13:25:31Z");
    assert_eq!(lines[1]["attributes"]["accountEnabled"], false);
    let bodies = run(&["payloads", book]).stdout;
    assert_eq!(bodies.lines().count(), 2, "{bodies}");
}

#[test]
fn schemas_are_read_whatever_they_are_wrapped_in() {
    let job = json!({"templateId": "zoom", "schema": {"synchronizationRules": [{"objectMappings": [{
        "sourceObjectName": "User", "targetObjectName": "User", "attributeMappings": [
            {"targetAttributeName": "userName", "matchingPriority": 1,
             "source": {"type": "Attribute", "name": "userPrincipalName"}}]}]}]}});
    let path = file("read-job.json", job.to_string());
    let ran = run(&["read", path, "--format", "ndjson"]);
    assert_eq!(ran.lines()[0]["match"], "userName ← userPrincipalName");
    assert!(run(&["schema", "import", path]).fine().contains("1 attribute mapping"));
    let user = file("read-job-user.json", r#"{"userPrincipalName": "a@contoso.example"}"#);
    let ran = run(&["preview", "--profile", path, "--users", user, "--format", "ndjson"]);
    assert_eq!(ran.lines()[0]["action"], "create", "{}", ran.all());
    let ran =
        run_with(&["read", "-", "--as", "schema"], r#"{"value": [{"templateId": "zoom", "schedule": {}}]}"#);
    assert!(ran.code == Some(1) && ran.stderr.contains("synchronization"), "{}", ran.all());
}

#[test]
fn users_of_another_system_are_one_finding() {
    let okta = file(
        "read-okta.csv",
        "login,firstName,email\na@contoso.example,A,a@contoso.example\nb@contoso.example,B,b@contoso.example\n",
    );
    for command in ["preview", "payloads"] {
        let users: &[&str] = if command == "preview" { &["--users", okta] } else { &[okta] };
        let ran = run(&[&[command, "--profile", "zoom-gallery"][..], users].concat());
        assert_eq!(ran.code, Some(1), "{}", ran.all());
        assert_eq!(ran.stderr.matches("error[other-system]").count(), 1, "{}", ran.stderr);
        let ran = run(&[&[command, "--profile", "okta-zoom"][..], users].concat());
        assert!(
            ran.stdout.contains("\"givenName\"") && !ran.stderr.contains("other-system"),
            "{}",
            ran.all()
        );
    }
}

#[test]
fn a_target_may_be_what_zoom_itself_lists() {
    let users = file(
        "read-zoom-users.json",
        r#"[{"id": "1", "userPrincipalName": "anouk.visser@contoso.example", "givenName": "Anouk"}]"#,
    );
    let target = file("read-zoom.json", ZOOM);
    let arguments =
        ["preview", "--profile", "zoom-gallery", "--users", users, "--format", "ndjson", "--target"];
    let ran = run(&[&arguments[..], &[target]].concat());
    assert_ne!(ran.lines()[0]["action"], "create", "{}", ran.all());
    let error = file("read-zoom-error.json", r#"{"code": 124, "message": "Invalid access token."}"#);
    let ran = run(&[&arguments[..], &[error]].concat());
    assert!(ran.code == Some(1) && ran.stderr.contains("Invalid access token"), "{}", ran.all());
}

#[test]
fn lists_of_who_is_assigned_are_read_as_they_are_got() {
    let users = file(
        "read-assigned-users.json",
        r#"[{"id": "u1", "userPrincipalName": "anouk.visser@contoso.example"}]"#,
    );
    let assigned = |name: &str, text: &str| {
        let path = file(name, text);
        run(&[
            "preview",
            "--profile",
            "zoom-gallery",
            "--users",
            users,
            "--format",
            "ndjson",
            "--assigned",
            path,
        ])
    };
    let graph = |kind: &str| {
        format!(
            r#"{{"value": [{{"id": "1", "appRoleId": "r", "principalId": "u1", "principalType": "{kind}"}}]}}"#
        )
    };
    let ran = assigned("read-assigned.json", &graph("User"));
    assert_eq!(ran.lines()[0]["action"], "create", "{}", ran.all());
    let ran = assigned("read-assigned-groups.json", &graph("Group"));
    assert!(ran.code == Some(1) && ran.stderr.contains("1 group is assigned"), "{}", ran.all());
    let ran = assigned(
        "read-assigned-report.csv",
        "User,Login,Application name,Assigned on\nAnouk,anouk.visser@contoso.example,Zoom,x\n",
    );
    assert_eq!(ran.lines()[0]["action"], "create", "{}", ran.all());
    let ran = assigned("read-assigned-nobody.txt", "somebody.else@contoso.example\n");
    assert!(ran.stderr.contains("none of the 1 users is among"), "{}", ran.all());
}
