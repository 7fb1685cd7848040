//! `attrflow preview` against what a target holds: many users, one report.

mod support;

use serde_json::{Value as Json, json};
use support::{file, run, run_with};

const PROFILE: &str = r#"{"name": "Cycle", "target": "scim", "mappings": [
    {"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1},
    {"type": "expression", "source": "Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")", "target": "active"},
    {"type": "direct", "source": "displayName", "target": "displayName"},
    {"type": "expression", "source": "Switch([department], \"Basic\", \"Sales\", \"Licensed\", \"Legal\", \"Pro\")", "target": "userType"},
    {"type": "direct", "source": "manager", "target": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"},
    {"type": "direct", "source": "jobTitle", "target": "title"}
], "scope": [{"name": "Real", "clauses": [{"attr": "userPrincipalName", "op": "ENDS_WITH", "value": ".example"}]}]}"#;

fn user(name: &str, more: Json) -> Json {
    let mut user = json!({
        "id": format!("s-{name}"), "userPrincipalName": format!("{name}@x.example"), "displayName": name,
        "accountEnabled": true
    });
    let (Json::Object(all), Json::Object(more)) = (&mut user, more) else { panic!() };
    all.extend(more);
    user
}

fn account(name: &str, more: Json) -> Json {
    let mut account = json!({
        "id": format!("t-{name}"), "userName": format!("{name}@X.example"), "displayName": name,
        "active": true, "userType": "Basic"
    });
    let (Json::Object(all), Json::Object(more)) = (&mut account, more) else { panic!() };
    all.extend(more);
    account
}

fn lines(all: &[Json]) -> String {
    all.iter().map(|one| format!("{one}\n")).collect()
}

/// The action for each user by name.
fn actions(arguments: &[&str]) -> Vec<(String, String)> {
    let ran = run(&[&["preview", "--format", "ndjson"], arguments].concat());
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let name = |line: &Json| text(&line["user"]).split('@').next().unwrap_or_default().to_owned();
    ran.lines().iter().map(|line| (name(line), text(&line["action"]))).collect()
}

#[test]
fn everybody_is_matched_with_what_the_target_holds() {
    let profile = file("cycle-profile.json", PROFILE);
    let users = [
        user("new", json!({})),
        user("same", json!({})),
        user("changed", json!({"displayName": "New name", "manager": {"id": "s-boss"}})),
        user("off", json!({"accountEnabled": false})),
        user("left", json!({})),
        user("bin", json!({"deletedDateTime": "2026-01-01T00:00:00Z"})),
        user("twice", json!({})),
        user("boss", json!({"department": "Sales"})),
    ];
    let users = file("cycle-users.ndjson", lines(&users));
    let accounts = [
        account("same", json!({})),
        account("changed", json!({})),
        account("off", json!({})),
        account("left", json!({})),
        account("bin", json!({})),
        account("twice", json!({})),
        account("twice", json!({"id": "t-twice-2"})),
        account("boss", json!({"userType": "Licensed"})),
        account("stranger", json!({})),
    ];
    let target = file("cycle-target.ndjson", lines(&accounts));
    let assigned = file(
        "assigned.txt",
        "new@x.example\nSAME@x.example\ns-changed\noff@x.example\r\nbin@x.example;x\ntwice@x.example\n\"s-boss\"\n",
    );
    let arguments = ["--profile", profile, "--users", users, "--target", target, "--assigned", assigned];
    let expected = [
        ("new", "create"),
        ("same", "none"),
        ("changed", "update"),
        ("off", "disable"),
        ("left", "disable"),
        ("bin", "disable"),
        ("twice", "skip"),
        ("boss", "none"),
    ];
    let expected: Vec<_> = expected.map(|(user, action)| (user.to_owned(), action.to_owned())).into();
    assert_eq!(actions(&arguments), expected);
    let first = actions(&[&arguments[..], &["--first-cycle"]].concat());
    assert_eq!((first[4].1.as_str(), first[5].1.as_str()), ("skip", "skip"));

    // The manager is further down in the file; the account is known all the same.
    let ran = run(&[&["preview", "--format", "ndjson"], &arguments[..]].concat()).lines();
    let operations = ran[2]["request"]["body"]["Operations"].as_array().unwrap().clone();
    assert!(operations.iter().any(|operation| operation["value"] == "t-boss"), "{operations:?}");
    assert_eq!(ran[2]["modifiedProperties"][0]["oldValue"], "changed");
    assert_eq!(ran[6]["reason"], "DuplicateTargetEntries");

    let ran =
        run(&[&["preview", "--summary", "--format", "json", "--threshold", "2"], &arguments[..]].concat());
    let report: Json = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(report["actions"], json!({"create": 1, "none": 2, "update": 1, "disable": 3, "skip": 1}));
    assert_eq!(report["blastRadius"], json!({"disable": 3, "delete": 0, "threshold": 2, "exceeded": true}));
    assert_eq!(report["target"], json!({"resources": 9, "matched": 6, "unmatched": 3}));
    assert_eq!(report["requests"]["post"], 1);
    assert_eq!(report["requests"]["patch"], 4);
    let keys = report["coverage"]["keys"].as_array().unwrap();
    let unused: Vec<_> = keys.iter().filter(|key| key["users"] == 0).map(|key| &key["key"]).collect();
    assert_eq!(unused, ["\"Legal\""]);
    assert_eq!(
        report["coverage"]["mappings"][5],
        json!({"target": "title", "values": 0, "leftOut": 8, "failed": 0})
    );
}

#[test]
fn collisions_are_found() {
    let profile = file("collide-profile.json", PROFILE);
    // All in one line, so that lines do not tell them apart.
    let users = json!([
        user("ada", json!({})),
        user("Ada", json!({})),
        user("bob", json!({})),
        user("eve", json!({"userPrincipalName": "BOB@x.example"})),
    ]);
    let users = file("collide-users.json", users.to_string());
    let target = file("collide-target.json", json!({"Resources": [account("bob", json!({}))]}).to_string());
    let ran = run(&[
        "preview",
        "--profile",
        profile,
        "--users",
        users,
        "--target",
        target,
        "--summary",
        "--format",
        "json",
    ]);
    let report: Json = serde_json::from_str(&ran.stdout).unwrap();
    let found: Vec<_> =
        report["collisions"].as_array().unwrap().iter().map(|c| (&c["target"], &c["value"])).collect();
    assert_eq!(
        found,
        [
            (&json!("userName"), &json!("Ada@x.example")),
            (&json!("userName"), &json!("BOB@x.example")),
            (&json!("id"), &json!("t-bob")),
        ]
    );
    let text =
        run(&["preview", "--profile", profile, "--users", users, "--target", target, "--summary"]).stdout;
    assert!(text.contains("is matched with t-bob, which the user of line 1 has"), "{text}");
}

#[test]
fn a_target_that_is_cut_is_told_and_the_rest_done() {
    let profile = file("cut-profile.json", PROFILE);
    let users = file("cut-users.ndjson", lines(&[user("ada", json!({})), user("bob", json!({}))]));
    let whole =
        json!({"totalResults": 2, "Resources": [account("ada", json!({})), account("bob", json!({}))]});
    let whole = whole.to_string();
    let cut = file("cut-target.json", &whole[..whole.len() - 40]);
    let ran = run(&["preview", "--profile", profile, "--users", users, "--target", cut, "--summary"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.stderr.contains("cut-target.json") && ran.stderr.contains("resources are missing"),
        "{}",
        ran.stderr
    );
    assert!(ran.stdout.contains("2 users: 1 to create"), "{}", ran.stdout);
    let missing = file("page-target.json", whole.replace("\"totalResults\":2", "\"totalResults\":200"));
    let ran = run(&["preview", "--profile", profile, "--users", users, "--target", missing, "--summary"]);
    assert!(ran.stderr.contains("the list has 200 resources, 2 are here"), "{}", ran.stderr);
    let table = file("table-target.csv", "userName;id\nada@x.example;1\n");
    let ran = run(&["preview", "--profile", profile, "--users", users, "--target", table, "--summary"]);
    assert!(ran.code == Some(1) && ran.stderr.contains("as JSON"), "{}", ran.stderr);
}

#[test]
fn targets_are_read_in_any_encoding_and_from_standard_input() {
    let profile = file("encoded-profile.json", PROFILE);
    let users = file("encoded-users.ndjson", lines(&[user("jörg", json!({}))]));
    let text = format!("[{}]", account("jörg", json!({})));
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [
        ("encoded-8.json", text.clone().into_bytes()),
        ("encoded-mark.json", format!("\u{feff}{text}").into_bytes()),
        ("encoded-16.json", utf16),
    ] {
        let target = file(name, &bytes);
        let arguments = ["preview", "--profile", profile, "--users", users, "--format", "ndjson", "--target"];
        for ran in
            [run(&[&arguments[..], &[target]].concat()), run_with(&[&arguments[..], &["-"]].concat(), &bytes)]
        {
            assert_eq!(ran.lines()[0]["action"], "none", "{name}: {}", ran.all());
        }
    }
}

#[test]
fn reports_come_as_tables_and_pages() {
    let profile = file("forms-profile.json", PROFILE);
    let users = [
        user("ada", json!({"displayName": "<script>alert(1)</script>"})),
        user("bob", json!({"displayName": "=1+1"})),
    ];
    let users = file("forms-users.ndjson", lines(&users));
    let target = file("forms-target.ndjson", lines(&[account("bob", json!({}))]));
    let arguments = ["preview", "--profile", profile, "--users", users, "--target", target, "--format"];
    let table = run(&[&arguments[..], &["csv"]].concat()).stdout;
    let rows: Vec<&str> = table.lines().collect();
    assert!(rows[0].starts_with("line,user,action,reason") && rows.len() == 3, "{table}");
    assert!(
        rows[1].starts_with("1,ada@x.example,create,") && rows[2].contains(",PATCH,/Users/t-bob,"),
        "{table}"
    );
    let page = run(&[&arguments[..], &["html"]].concat()).stdout;
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"), "{page}");
    assert!(page.contains("default-src 'none'") && !page.contains("<script"), "{page}");
    assert!(
        page.contains("&lt;script&gt;alert(1)") && !page.contains("http://") && !page.contains("https://"),
        "{page}"
    );
}

#[test]
fn a_change_sends_what_changed_and_tells_what_stays() {
    let profile = file("before-profile.json", PROFILE);
    let before = [
        user("ada", json!({"jobTitle": "Lead", "department": "Sales"})),
        user("bob", json!({})),
        user("eve", json!({"department": "Sales"})),
    ];
    let after = [
        user("ada", json!({"jobTitle": null, "department": "Sales", "displayName": "Ada L."})),
        user("bob", json!({"userPrincipalName": "robert@x.example"})),
        user("new", json!({})),
        user("eve", json!({"accountEnabled": false})),
    ];
    let before = file("before.ndjson", lines(&before));
    let after = file("after.ndjson", lines(&after));
    let ran =
        run(&["preview", "--profile", profile, "--users", after, "--before", before, "--format", "ndjson"]);
    let previews = ran.lines();
    let actions: Vec<_> = previews.iter().map(|preview| preview["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["update", "update", "create", "disable"]);
    let changed = |at: usize| {
        let changed: &Vec<Json> = previews[at]["modifiedProperties"].as_array().unwrap();
        changed.iter().map(|one| one["displayName"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(changed(0), ["displayName"]);
    // The link survives a changed name.
    assert_eq!(changed(1), ["userName"]);
    assert_eq!(changed(3), ["active", "userType"]);
    let told = |at: usize, what: &str| {
        let found = previews[at]["diagnostics"].as_array().unwrap().iter();
        found.filter(|found| found["message"].as_str().unwrap().contains(what)).count()
    };
    assert_eq!(told(0, "the target keeps \"Lead\""), 1);
    assert_eq!(
        (told(0, "nothing that this Switch reads"), told(2, "nothing that this Switch reads")),
        (2, 0)
    );
}

#[test]
fn diff_shows_the_sample_users_of_the_profiles_system() {
    for source in attrflow::systems::SOURCES {
        let profile = &source.presets()[0].profile;
        let mut edited = profile.clone();
        edited["mappings"]
            .as_array_mut()
            .unwrap()
            .push(json!({"type": "constant", "source": "x", "target": "nickName"}));
        let [old, new] = ["old", "new"].map(|which| format!("diff-{}-{which}.json", source.id));
        file(&old, profile.to_string());
        file(&new, edited.to_string());
        let ran = run(&["diff", &old, &new]);
        let labels = source.samples().iter().map(|sample| serde_json::to_string(&sample.user).unwrap());
        let first = labels.filter_map(|user| attrflow::input::label(&user)).next().unwrap();
        assert!(ran.stdout.contains(&first), "{}: {}", source.id, ran.stdout);
    }
}

#[test]
fn diff_tells_what_an_edit_changes() {
    let old = file("diff-old.json", PROFILE);
    let new = file(
        "diff-new.json",
        PROFILE.replace("Licensed", "On-Prem").replace("\"jobTitle\"", "\"companyName\""),
    );
    let users = [
        user("ada", json!({"department": "Sales", "jobTitle": "Lead"})),
        user("bob", json!({})),
        user("eve", json!({"companyName": "Contoso"})),
    ];
    let users = file("diff-users.ndjson", lines(&users) + "{\n");
    let ran = run(&["diff", old, new, "--users", users]);
    assert_eq!(ran.code, Some(1), "a line is broken");
    insta::assert_snapshot!(ran.stdout);
    let totals = run(&["diff", old, new, "--users", users, "--summary", "--format", "ndjson"]).lines();
    assert_eq!(
        totals,
        [json!({"users": 3, "differ": 2, "unreadable": 1, "parts": {"title": 2, "userType": 1}})]
    );
    let same = run(&["diff", old, old, "--users", users]);
    assert!(same.stdout.contains("0 of 3 users differ"), "{}", same.stdout);
    assert_eq!(run(&["diff", old, "nowhere.json"]).code, Some(2));
    // With a target, changes are compared, each profile matching in its own way.
    let target = file(
        "diff-target.ndjson",
        lines(&[account("ada", json!({"userType": "Licensed", "title": "Lead"}))]),
    );
    let ran = run(&["diff", old, new, "--users", users, "--target", target]);
    assert!(ran.stdout.contains("action  \"none (RedundantExport)\" → \"update\""), "{}", ran.stdout);
}

#[test]
fn expectations_pass_and_fail() {
    let profile = file("kept.json", PROFILE);
    let tests = json!({"profile": profile, "tests": [
        {"name": "new", "user": user("ada", json!({})), "expect": {
            "action": "create", "method": "POST", "path": "/Users",
            "body": {"userName": "ada@x.example", "active": true, "userType": "Basic"}, "lacks": ["title"]}},
        {"name": "left", "user": user("ada", json!({})), "state": {"assigned": false, "previouslyProvisioned": true},
            "existing": account("ada", json!({})), "expect": {"action": "disable", "path": "/Users/t-ada"}},
        {"user": user("ada", json!({"accountEnabled": false})), "expect": {"action": "skip", "reason": "DisabledInSource"}},
    ]});
    let good = file("kept.test.json", tests.to_string());
    let ran = run(&["test", good]);
    assert!(ran.code == Some(0) && ran.stdout.ends_with("3 passed, 0 failed\n"), "{}", ran.all());
    let bad = json!({"profile": serde_json::from_str::<Json>(PROFILE).unwrap(), "tests": [
        {"user": user("ada", json!({})), "expect": {"action": "update", "body": {"userName": "x", "nick": 1}, "lacks": "active"}},
        {"user": user("ada", json!({})), "expect": {"acton": "create"}},
        {"user": user("ada", json!({}))},
        {"user": user("ada", json!({})), "state": {"asigned": true}, "expect": {}},
    ]});
    let bad = file("bad.test.json", bad.to_string());
    let ran = run(&["test", bad]);
    assert_eq!(ran.code, Some(1));
    insta::assert_snapshot!(ran.stdout);
    for (name, text) in [
        ("none.test.json", "{\"profile\": \"zoom-gallery\", \"tests\": []}"),
        ("lost.test.json", "{\"profile\": \"lost.json\", \"tests\": [{}]}"),
        ("cut.test.json", "{\"tests\": ["),
    ] {
        let ran = run(&["test", file(name, text)]);
        assert!(ran.code == Some(1) && ran.stderr.contains("error["), "{name}: {}", ran.all());
    }
}

#[test]
fn users_who_leave_exercise_what_disables_them() {
    let profile = file("leave-profile.json", PROFILE);
    let users = file(
        "leave-users.ndjson",
        lines(&[user("ada", json!({})), user("never", json!({"department": "Legal"}))]),
    );
    let target = file("leave-target.ndjson", lines(&[account("ada", json!({}))]));
    let assigned = file("leave-assigned.txt", "nobody@x.example\n");
    let ran = run(&[
        "preview",
        "--profile",
        profile,
        "--users",
        users,
        "--target",
        target,
        "--assigned",
        assigned,
        "--summary",
        "--format",
        "json",
    ]);
    let report: Json = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(report["actions"], json!({"disable": 1, "skip": 1}));
    let used = |key: &str| {
        let keys = report["coverage"]["keys"].as_array().unwrap();
        keys.iter().find(|found| found["key"] == key).unwrap()["users"].clone()
    };
    // Whoever is not provisioned exercises nothing.
    assert_eq!([used("\"True\""), used("\"False\""), used("\"Legal\"")], [json!(1), json!(0), json!(0)]);
    assert_eq!(report["coverage"]["mappings"][0]["values"], 1);
}
