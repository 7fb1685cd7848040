//! The terminal program, run as people and scripts run it.
#![cfg(feature = "cli")]

mod support;

use serde_json::{Value, json};
use std::fs;
use std::io::{Read, Write};
use std::process::{Child, Output};
use support::{attrflow, file, folder, run, run_with};

#[test]
fn every_command_has_help_with_an_example() {
    let commands =
        ["eval", "read", "preview", "payloads", "check", "fmt", "schema", "scim", "validate", "explain"];
    let commands = commands.map(Some);
    for command in commands.into_iter().chain([None]) {
        let arguments: Vec<&str> = command.into_iter().chain(["--help"]).collect();
        let help = run(&arguments).fine();
        assert!(help.contains("Examples:\n  attrflow "), "{help}");
        insta::with_settings!({ snapshot_suffix => command.unwrap_or("attrflow") }, {
            insta::assert_snapshot!("help", help);
        });
    }
}

#[test]
fn wrong_usage_ends_with_2() {
    for arguments in [
        &[][..],
        &["evaluate"],
        &["eval"],
        &["eval", "[mail]", "--source", "no-such-file.json"],
        &["eval", "[mail]", "--now", "yesterday"],
        &["eval", "[mail]", "--param", "Name"],
        &["eval", "[mail]", "--source", "-", "--taken", "-"],
        &["preview", "--format", "xml"],
        &["preview", "--profile", "no-such-preset"],
        &["payloads", "--encoding", "klingon"],
        &["check"],
        &["scim"],
        &["scim", "userName", "--dialect", "ldap"],
        &["explain", "Concat"],
    ] {
        let ran = run(arguments);
        assert_eq!((ran.code, &*ran.stdout), (Some(2), ""), "{arguments:?}");
        assert!(!ran.stderr.is_empty());
    }
    let ran = run(&["explain", "Concat"]);
    assert!(ran.stderr.contains("join values with Join"), "{}", ran.stderr);
}

#[test]
fn eval_writes_the_text_form() {
    let user = file("eval-user.json", r#"{"givenName":"Ada","surname":"Park","on":true,"tags":["a","b"]}"#);
    for (expression, expected) in [
        (r#"Join(" ", [givenName], [surname])"#, "Ada Park\n"),
        ("[on]", "True\n"),
        ("[tags]", "[\"a\",\"b\"]\n"),
        ("[mail]", "(no value: the user has no value for [mail])\n"),
        (r#"Trim(" ")"#, "\"\"\n"),
        ("IgnoreFlowIfNullOrEmpty([mail])", "(left out of the flow: the user has no value for [mail])\n"),
    ] {
        assert_eq!(run(&["eval", expression, "--source", user]).fine(), expected, "{expression}");
    }
}

#[test]
fn eval_takes_users_in_any_format_and_encoding() {
    let csv = "userPrincipalName;displayName\r\na@x.example;Zoë\r\nb@x.example;\r\n";
    let windows =
        csv.replace('ë', "\u{1}").into_bytes().iter().map(|b| if *b == 1 { 0xEB } else { *b }).collect();
    let expression = "Coalesce([displayName], [userPrincipalName])";
    assert_eq!(run_with(&["eval", expression, "--source", "-"], csv).fine(), "Zoë\nb@x.example\n");
    let windows: Vec<u8> = windows;
    let encoded = &["eval", expression, "--source", "-", "--encoding", "windows-1252"];
    assert_eq!(run_with(encoded, &windows).fine(), "Zoë\nb@x.example\n");
    let ran = run_with(&["eval", expression, "--source", "-"], &windows);
    assert_eq!((ran.code, &*ran.stdout), (Some(1), "b@x.example\n"));
    insta::assert_snapshot!(ran.stderr);
}

#[test]
fn eval_options_reach_the_expression() {
    let now = &["eval", "Now()", "--now", "2026-03-01T12:00:00Z"];
    assert_eq!(run(now).fine(), "3/1/2026 12:00:00 PM\n");
    let taken = file("taken.txt", "ada\nada1\n");
    let unique = r#"SelectUniqueValue("ada", "ada1", "ada2")"#;
    assert_eq!(run(&["eval", unique, "--taken", taken]).fine(), "ada2\n");
    let random = |seed: &str| run(&["eval", "Guid()", "--seed", seed]).fine();
    assert_eq!(random("7"), random("7"));
    assert_ne!(random("7"), random("8"));
    assert_eq!(
        run(&["eval", "DefaultDomain()", "--default-domain", "contoso.example"]).fine(),
        "contoso.example\n"
    );
    assert_eq!(run(&["eval", "[a] = \"x\"", "--dialect", "connect"]).code, Some(0));
    assert_eq!(run(&["eval", "%Site%", "--param", "Site=Rotterdam"]).fine(), "Rotterdam\n");
}

#[test]
fn eval_shows_errors_under_their_place() {
    insta::assert_snapshot!(run(&["eval", r#"Join(" ", ToLowr([givenName]), [surname])"#]).all());
}

#[test]
fn eval_shows_warnings_once_for_many_users() {
    let ran = run_with(&["eval", "tolower([a])", "--source", "-"], "{\"a\":\"X\"}\n{\"a\":\"Y\"}\n");
    insta::assert_snapshot!(ran.all());
}

#[test]
fn eval_json_has_the_shape_of_batch_lines() {
    let ran = run_with(&["eval", "[a]", "--source", "-", "--format", "json"], "[{\"a\":1},{\"a\":null}]");
    assert_eq!(
        ran.lines(),
        [
            json!({"value": 1, "warnings": []}),
            json!({"value": null, "reason": "the user has no value for [a]", "warnings": []}),
        ]
    );
}

#[test]
fn eval_shows_a_trace_as_a_tree() {
    let expression =
        r#"Append(Switch([d], Item(Split([mail], "@"), 9), "Sales", "S", "IT", ToLower([d])), "-1")"#;
    let users = "{\"d\":\"IT\"}\n{\"d\":\"HR\",\"mail\":\"a@b\"}\n";
    let ran = run_with(&["eval", expression, "--source", "-", "--trace"], users);
    insta::assert_snapshot!(ran.all());
}

#[test]
fn eval_gives_a_trace_in_json_and_to_batch_lines_that_ask() {
    let ran = run(&["eval", "Append(\"😀\", \"x\")", "--format", "json", "--trace"]);
    let lines = ran.lines();
    let nodes = lines[0]["trace"]["nodes"].as_array().expect("nodes");
    assert_eq!(nodes.len(), 3);
    // Spans count as JavaScript does, as everywhere in JSON.
    assert_eq!(nodes[2]["span"], json!({"start": 13, "end": 16}));
    let asks = json!({"id": 1, "expression": "[a]", "source": {"a": "x"}, "trace": true}).to_string();
    let does_not = json!({"id": 2, "expression": "[a]", "source": {"a": "x"}}).to_string();
    let ran = run_with(&["eval", "--batch"], format!("{asks}\n{does_not}\n"));
    let lines = ran.lines();
    assert_eq!(lines[0]["trace"]["nodes"][0]["value"], "x");
    assert_eq!(lines[1].get("trace"), None);
}

#[test]
fn eval_batch_answers_every_line_in_order() {
    let input = [
        json!({"id": 1, "expression": "[a]", "source": {"a": "x"}}).to_string(),
        "{\"id\": 2, oops".to_owned(),
        json!({"id": "3", "expression": "Append(\"😀\", [a], 9)", "source": {}}).to_string(),
        String::new(),
        json!({"id": 4, "expression": "IgnoreFlowIfNullOrEmpty([a])", "source": {"a": null}}).to_string(),
        json!({"id": 5, "source": {}}).to_string(),
        json!({"id": 6, "expression": "[a]", "source": [1]}).to_string(),
        json!({"id": 7, "expression": "Now()", "source": {}, "now": "2026-03-01T12:00:00Z"}).to_string(),
        json!({"id": 8, "expression": "Now()", "source": {}, "now": "soon"}).to_string(),
        json!({"id": 9, "expression": "tolower([a])", "source": {"a": "X"}}).to_string(),
        json!({"id": 10, "expression": 7}).to_string(),
        "[]".to_owned(),
    ];
    let ran = run_with(&["eval", "--batch"], input.join("\n"));
    assert_eq!((ran.code, &*ran.stderr), (Some(1), ""));
    let lines = ran.lines();
    let ids: Vec<&Value> = lines.iter().map(|line| &line["id"]).collect();
    assert_eq!(json!(ids), json!([1, null, "3", 4, 5, 6, 7, 8, 9, 10, null]));
    assert_eq!(lines[0], json!({"id": 1, "value": "x", "warnings": []}));
    assert_eq!(lines[1]["error"]["code"], "invalid-json");
    assert!(lines[1]["error"]["message"].as_str().unwrap().starts_with("line 2: "));
    assert_eq!(lines[2]["error"]["kind"], "arity");
    // UTF-16: the emoji is two units
    assert_eq!(lines[2]["error"]["span"], json!({"start": 18, "end": 19}));
    let reason = "the user has no value for [a]";
    assert_eq!(lines[3], json!({"id": 4, "ignored": true, "reason": reason, "warnings": []}));
    for line in [4, 5, 7, 9, 10] {
        assert_eq!(lines[line]["error"]["code"], "invalid-document", "{}", lines[line]);
        assert!(lines[line].get("value").is_none());
    }
    assert_eq!(lines[6]["value"], "3/1/2026 12:00:00 PM");
    assert_eq!((&lines[8]["value"], &lines[8]["warnings"][0]["code"]), (&json!("x"), &json!("letter-case")));
}

#[test]
fn batch_answers_before_the_next_question() {
    let mut child = attrflow(&["eval", "--batch"]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    for number in [1, 2] {
        writeln!(stdin, "{}", json!({"id": number, "expression": "[a]", "source": {"a": "x"}})).unwrap();
        let expected = format!("{{\"id\":{number},\"value\":\"x\",\"warnings\":[]}}\n");
        let mut answer = vec![0; expected.len()];
        stdout.read_exact(&mut answer).unwrap();
        assert_eq!(String::from_utf8(answer).unwrap(), expected);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

/// Three mappings: one with a value for everybody, one without for some, one that fails for some.
const PROFILE: &str = r#"{
  "name": "Test",
  "mappings": [
    {"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1},
    {"type": "direct", "source": "department", "target": "title", "default": "Staff"},
    {"type": "direct", "source": "givenName", "target": "name.givenName"},
    {"type": "expression", "source": "CDate([start])", "target": "nickName"}
  ]
}
"#;

const USERS: &str = "\
{\"userPrincipalName\":\"ada@x.example\",\"givenName\":\"Ada\",\"start\":\"2026-03-01\"}
{\"userPrincipalName\":\"bob@x.example\",\"department\":\"Sales\",\"start\":\"soon\"}
{\"userPrincipalName\": oops}
{\"displayName\":\"Nameless\",\"start\":\"2026-03-01\"}
";

#[test]
fn preview_tells_all_about_every_user() {
    let (profile, users) = (file("preview.json", PROFILE), file("preview.ndjson", USERS));
    insta::assert_snapshot!(run(&["preview", "--profile", profile, "--users", users]).all());
}

#[test]
fn preview_as_json() {
    let (profile, users) = (file("preview-2.json", PROFILE), file("preview-2.ndjson", USERS));
    let arguments = ["preview", "--profile", profile, "--users", users, "--format"];
    let lines = run(&[&arguments[..], &["ndjson"]].concat()).lines();
    let ran = run(&[&arguments[..], &["json"]].concat());
    assert_eq!(ran.code, Some(1));
    let document: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(document["users"], json!(lines));
    assert_eq!(document["profile"], "Test");
    assert_eq!(document["summary"]["users"], 3);
    assert_eq!(document["summary"]["unreadable"], 1);
    assert_eq!(lines[0]["user"], "ada@x.example");
    assert_eq!(lines[0]["action"], "create");
    assert_eq!(lines[0]["request"]["body"]["title"], "Staff");
    assert_eq!(lines[1]["mappings"][3]["status"], "error");
    assert_eq!(lines[2]["line"], 4);
    assert_eq!(lines[2]["reason"], "ImportSkipped");
}

#[test]
fn preview_without_arguments_shows_the_samples() {
    let ran = run(&["preview"]);
    // What is wrong with the mappings is told, and is no error.
    assert!(
        ran.code == Some(0) && ran.stderr.starts_with("warning[address-sources-differ]"),
        "{}",
        ran.stderr
    );
    let text = ran.stdout;
    assert!(text.starts_with("Profile: "), "{text}");
    assert!(text.contains("\n  POST /Users\n") && text.contains("DisabledInSource"), "{text}");
    let lines = run(&["preview", "--format", "ndjson"]).lines();
    assert_eq!(lines.len(), attrflow::systems::ENTRA.samples().len());
}

#[test]
fn preview_batch_answers_creations() {
    let mappings = json!([{"type": "direct", "source": "upn", "target": "userName", "match": 1}]);
    let input = [
        json!({"id": "a", "mappings": mappings, "source_user": {"upn": "a@x.example"}}),
        json!({"id": "b", "mappings": mappings, "source_user": {}}),
        json!({"id": "c", "mappings": [{"type": "x"}], "source_user": {}}),
        json!({"id": "d", "mappings": mappings, "source_user": {}, "existing": 7}),
        json!({"id": "d", "mappings": mappings, "source_user": {}, "target_users": [7]}),
        json!({"id": "d", "mappings": mappings, "source_user": {}, "state": {"asigned": true}}),
        json!({"id": "d", "mappings": mappings, "source_user": {}, "scope": [{"clauses": [{"op": "EQUALS"}]}]}),
        json!({"id": "d", "mappings": mappings, "source_user": {}, "settings": {"dialect": "x"}}),
        json!({"id": "e"}),
    ];
    let input: String = input.iter().map(|line| format!("{line}\n")).collect();
    let lines = run_with(&["preview", "--batch"], input).lines();
    assert_eq!(lines[0]["request"]["body"]["userName"], "a@x.example");
    assert_eq!(lines[0]["match_queries"], json!(["userName eq \"a@x.example\""]));
    assert_eq!((&lines[1]["action"], &lines[1]["reason"]), (&json!("skip"), &json!("ImportSkipped")));
    for line in &lines[2..] {
        assert!(line["error"]["message"].is_string() && line.get("action").is_none(), "{line}");
    }
}

#[test]
fn preview_batch_knows_what_a_user_refers_to() {
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let mappings = json!([
        {"type": "direct", "source": "upn", "target": "userName", "match": 1},
        {"type": "direct", "source": "manager", "target": format!("{enterprise}:manager")},
    ]);
    let line = |reference: Value| {
        let user = json!({"upn": "a@x.example", "manager": "u-7"});
        let line = json!({"mappings": mappings, "source_user": user, "references": {"Manager": reference}});
        let lines = run_with(&["preview", "--batch"], format!("{line}\n")).lines();
        assert_eq!(lines[0]["request"]["body"][enterprise]["manager"], Value::Null);
        lines[0]["following"][0].clone()
    };
    assert_eq!(line(json!({})), Value::Null);
    let following = line(json!({"in_scope": true, "target_id": "z-9"}));
    assert_eq!((&following["method"], &following["path"]), (&json!("PATCH"), &json!("/Users/{id}")));
    assert_eq!(following["body"]["Operations"][0]["value"], "z-9");
    assert_eq!(line(json!({"in_scope": false, "target_id": "z-9"})), Value::Null);
}

#[test]
fn payloads_reports_bad_users_and_does_the_rest() {
    let profile = file("payloads.json", PROFILE);
    insta::assert_snapshot!(run_with(&["payloads", "--profile", profile], USERS).all());
}

#[test]
fn payloads_are_the_bodies_of_the_preview_in_every_format() {
    let users: Vec<Value> =
        attrflow::systems::ENTRA.samples().iter().map(|sample| Value::Object(sample.user.clone())).collect();
    let ndjson: String = users.iter().map(|user| format!("{user}\n")).collect();
    let payloads = |users: &str| {
        let ran = run_with(&["payloads"], users);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        ran.stdout
    };
    let bodies = payloads(&ndjson);
    let previews = run(&["preview", "--format", "ndjson"]).lines();
    assert_eq!(bodies.lines().count(), previews.len());
    for (body, preview) in bodies.lines().zip(&previews) {
        assert_eq!(Some(body), preview["bodyText"].as_str());
    }
    for text in [format!("{:#}", json!({"value": users})), json!(users).to_string()] {
        assert_eq!(payloads(&text), bodies);
    }
}

/// Lines of users, enough to fill every buffer on the way several times.
fn many_users() -> Vec<u8> {
    (0..30_000)
        .flat_map(|n| format!("{{\"userPrincipalName\":\"user{n}@x.example\"}}\n").into_bytes())
        .collect()
}

#[test]
fn payloads_writes_while_it_reads() {
    let mut child = attrflow(&["payloads"]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut first = [0; 1000];
    std::thread::scope(|scope| {
        let stdin = scope.spawn(|| {
            stdin.write_all(&many_users()).unwrap();
            stdin
        });
        // The input is still open.
        stdout.read_exact(&mut first).unwrap();
        let rest = scope.spawn(move || stdout.read_to_end(&mut Vec::new()).unwrap());
        drop(stdin.join().unwrap());
        assert!(rest.join().unwrap() > 1_000_000);
    });
    assert!(first.starts_with(b"{\"schemas\":["));
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_closed_pipe_is_no_error() {
    let users = file("pipe.ndjson", many_users());
    let mappings = r#"[{"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1}]"#;
    let profile = file("pipe.json", mappings);
    let mut child: Child = attrflow(&["payloads", users, "--profile", profile]).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 100]).unwrap();
    drop(stdout);
    let Output { status, stderr, .. } = child.wait_with_output().unwrap();
    assert_eq!((status.code(), String::from_utf8(stderr).unwrap()), (Some(0), String::new()));
}

#[test]
fn check_points_into_files() {
    let expressions = "# names\nJoin(\" \",\n  [givenName],\n  ToLowr([surname]))\n\nTrim([mail]\n\n[mail]\n";
    let profile = r#"{
  "mappings": [
    {"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1},
    {"type": "expression", "source": "Join(\"\u00e9 \", tolower([a]), ToLowr([b]))", "target": "displayName"},
    {"type": "direct", "source": "mail", "target": "emails[type eq \"work\".value"},
    {"type": "dierct", "source": "mail", "target": "title"}
  ]
}"#;
    let broken = profile.replace("dierct", "direct");
    let files = [
        file("check-good.json", PROFILE),
        file("check-type.json", profile),
        file("check-places.json", broken),
        file("check.txt", expressions),
        file("check-good.txt", "[mail]\nTrim([mail])\n"),
    ];
    insta::assert_snapshot!(run(&[&["check"][..], &files].concat()).all());
    assert_eq!(run(&["check", files[0], files[4]]).code, Some(0));
}

#[test]
fn check_speaks_to_programs() {
    let expressions = file("check-many.txt", "# é\nJoinn('😀', [surname) & \"100%\"\n\nItem([a], 0)\n");
    let profile = file(
        "check-many.json",
        r#"[
  {"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1},
  {"type": "expression", "source": "Join(\"é\", tolower([mail]), [sn]", "target": "displayName"}
]"#,
    );
    for format in ["json", "github"] {
        let ran = run(&["check", "--format", format, expressions, profile]);
        assert_eq!((ran.code, &*ran.stderr), (Some(1), ""));
        insta::with_settings!({ snapshot_suffix => format }, {
            insta::assert_snapshot!("check_speaks_to_programs", ran.stdout);
        });
    }
    let known = ["check", "--entra", "--attribute", "extension_x_a", "-"];
    let ran = run_with(&known, "[extension_x_a]\n[displayname]\n");
    assert!(ran.code == Some(0) && ran.stderr.contains("documented as `displayName`"), "{}", ran.stderr);
}

#[test]
fn scim_tries_paths_and_filters() {
    let path = r#"emails[type eq "work"].value"#;
    let user = file("scim.json", r#"{"emails": [{"type": "work", "value": "a@x.example"}]}"#);
    let answer = |arguments: &[&str]| -> Value { serde_json::from_str(&run(arguments).fine()).unwrap() };
    assert_eq!(answer(&["scim", path, "--resource", user])["select"], json!(["a@x.example"]));
    let written = answer(&["scim", path, "--write", "b@x.example"]);
    assert_eq!(written["written"], json!({"emails": [{"type": "work", "value": "b@x.example"}]}));
    let filter = r#"emails.value co "x.example""#;
    assert_eq!(answer(&["scim", "--filter", filter, "--resource", user])["match"], json!(true));
    insta::assert_snapshot!(run(&["scim", r#"emails[type eq "work".value"#]).all());
}

#[test]
fn scim_batch_applies_patches() {
    let resource = json!({"userName": "a", "active": true});
    let input = [
        json!({"id": 1, "resource": resource, "patch": [{"op": "Replace", "path": "active", "value": "False"}]}),
        json!({"id": 2, "patch": {"Operations": [{"op": "add", "path": "emails[type = \"é\"].value", "value": "b"}]}}),
        json!({"id": 3, "patch": [{"op": "add", "path": "title"}], "strict": true}),
    ];
    let ran = run_with(&["scim", "--batch"], input.map(|line| line.to_string()).join("\n"));
    let answers: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers[0], json!({"id": 1, "patched": {"userName": "a", "active": false}}));
    let error = &answers[1]["error"];
    assert_eq!(
        (&error["scimType"], &error["pointer"]),
        (&json!("invalidPath"), &json!("/Operations/0/path"))
    );
    assert_eq!(error["span"], json!({"start": 12, "end": 13}));
    assert_eq!(answers[2]["error"]["scimType"], "invalidValue");
}

#[test]
fn scim_batch_answers_every_line_in_utf16() {
    let input = [
        json!({"id": 1, "path": "userName"}).to_string(),
        "nonsense".to_owned(),
        json!({"id": 2, "path": "a eq \"😀\" oder", "kind": "filter"}).to_string(),
    ];
    let ran = run_with(&["scim", "--batch"], input.join("\n"));
    let lines = ran.lines();
    assert_eq!((&lines[0]["id"], &lines[0]["valid"]), (&json!(1), &json!(true)));
    assert_eq!(lines[1]["error"]["code"], "invalid-json");
    let span = &lines[2]["error"]["span"];
    let text: Vec<u16> = "a eq \"😀\" oder".encode_utf16().collect();
    let start = span["start"].as_u64().unwrap() as usize;
    assert_eq!(String::from_utf16(&text[start..]).unwrap(), "oder", "{span}");
}

#[test]
fn explain_says_expressions_in_words() {
    let words = run(&["explain", "ToLower(Item(Split([userPrincipalName], \"@\"), 1))"]);
    let text = words.all();
    assert!(text.contains("userPrincipalName up to the first @, in lower case"), "{text}");
    assert!(text.contains("Split(source, [delimiter])"), "{text}");
    let broken = run(&["explain", "Join(\" \", [a]"]).all();
    assert!(broken.contains("no expression: expected `)`"), "{broken}");
}

#[test]
fn explain_functions_and_codes() {
    for name in ["Split", "switch", "iif-null-test"] {
        insta::with_settings!({ snapshot_suffix => name }, {
            insta::assert_snapshot!("explain", run(&["explain", name]).fine());
        });
    }
    let list = run(&["explain"]).fine();
    for function in attrflow::language::functions(attrflow::language::Dialect::Connect) {
        assert!(list.contains(&function.signature()), "{}", function.name);
    }
}

#[test]
fn colours_are_for_terminals_and_those_who_ask() {
    let colourful = |arguments: &[&str]| run(arguments).stderr.contains('\u{1b}');
    assert!(!colourful(&["eval", "Nope()"]));
    assert!(colourful(&["eval", "Nope()", "--color", "always"]));
    assert!(!colourful(&["eval", "Nope()", "--color", "never"]));
}

#[test]
fn fmt_puts_expressions_in_canonical_form() {
    let printed =
        run_with(&["fmt", "-"], "# kept\njoin( \" \",[a] )\n\nSwitch([b]\n, ,\"1\",\"2\")\n").fine();
    assert_eq!(printed, "# kept\nJoin(\" \", [a])\n\nSwitch([b], , \"1\", \"2\")\n");
    let broken = run_with(&["fmt", "-"], "Join(\" \", [a]\n");
    assert_eq!((broken.code, &*broken.stdout), (Some(1), ""));
    assert!(broken.stderr.contains("<stdin>:1:14"), "{}", broken.stderr);
}

#[test]
fn fmt_touches_nothing_but_the_expressions_of_a_profile() {
    let text = "{ \"mappings\" : [\n\t{\"source\":\"trim( [a]  )\", \"type\":\"expression\",\"target\":\"title\"}, \
                {\"type\": \"direct\", \"source\": \"trim( [a]  )\", \"target\": \"userName\"}]}";
    let profile = file("fmt.json", text);
    let check = run(&["fmt", "--check", profile]);
    assert_eq!((check.code, &*check.stdout), (Some(1), "fmt.json: not in canonical form\n"));
    assert_eq!(fs::read_to_string(folder().join(profile)).unwrap(), text);
    run(&["fmt", "--write", profile]).fine();
    let written = fs::read_to_string(folder().join(profile)).unwrap();
    assert_eq!(written, text.replacen("trim( [a]  )", "Trim([a])", 1));
    run(&["fmt", "--check", profile]).fine();
}
