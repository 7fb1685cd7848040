//! What people see when something is wrong with their files: what was expected, where, and what to do.
#![cfg(feature = "cli")]

mod support;

use std::fs;
use support::{file, folder, run, run_with};

#[test]
fn folders_and_missing_files_are_wrong_usage_before_anything_is_written() {
    fs::create_dir_all(folder().join("a-folder")).unwrap();
    for arguments in [
        &["check", "a-folder"][..],
        &["fmt", "a-folder"],
        &["preview", "--users", "a-folder"],
        &["preview", "--profile", "a-folder"],
        &["payloads", "a-folder"],
        &["eval", "[mail]", "--source", "a-folder"],
        &["scim", "userName", "--resource", "a-folder"],
        &["validate", "a-folder"],
    ] {
        let ran = run(arguments);
        assert_eq!((ran.code, &*ran.stdout), (Some(2), ""), "{arguments:?}");
        assert!(ran.stderr.contains("a-folder: it is a folder; name a file in it"), "{}", ran.stderr);
    }
    let ran = run(&["preview", "--users", "no-such-file.csv"]);
    assert_eq!((ran.code, &*ran.stdout), (Some(2), ""));
    assert!(ran.stderr.contains("no-such-file.csv: there is no such file"), "{}", ran.stderr);
}

#[test]
fn documents_are_limited_in_length() {
    let long = file("long.json", " ".repeat(attrflow::limits::DOCUMENT_BYTES + 1));
    let ran = run(&["check", long]);
    fs::remove_file(folder().join(long)).unwrap();
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("long.json: it is longer than 64 MiB"), "{}", ran.stderr);
}

#[test]
fn bytes_that_an_encoding_lacks_never_become_question_marks() {
    let header = "userPrincipalName,displayName\n";
    let latin = file("latin.csv", [header.as_bytes(), b"a@x.example,J\xFCrgen\nb@x.example,Ann\n"].concat());
    let source = |encoding| run(&["eval", "[displayName]", "--source", latin, "--encoding", encoding]);
    assert_eq!(source("windows-1252").fine(), "Jürgen\nAnn\n");
    // UTF-8 is read user by user: one is refused, the other is done.
    let ran = source("utf-8");
    assert_eq!((ran.code, &*ran.stdout), (Some(1), "Ann\n"));
    assert!(ran.stderr.contains("line 2: byte 43 (0xFC) is not UTF-8"), "{}", ran.stderr);
    let ran = source("euc-jp");
    assert_eq!((ran.code, &*ran.stdout), (Some(1), ""));
    assert!(ran.stderr.contains("is not EUC-JP"), "{}", ran.stderr);
}

#[test]
fn nothing_to_check_is_no_success() {
    for content in ["", "\u{FEFF} \n"] {
        let ran = run(&["check", file("empty.json", content)]);
        assert_eq!((ran.code, &*ran.stdout), (Some(1), ""), "{content:?}");
        assert!(ran.stderr.contains("empty.json: there is nothing in it"), "{}", ran.stderr);
    }
    let ran = run(&["check", file("no-mappings.json", r#"{"mappings": []}"#)]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stderr.contains("warning[no-matching]: the profile has no mappings"), "{}", ran.stderr);
}

#[test]
fn one_mistake_is_told_once_and_at_its_place() {
    let profile = file(
        "mistakes.json",
        "{\"mappings\": [\n  {\"type\": \"direct\", \"source\": [\"mail\"], \"target\": \"userName\",\n   \"defualt\": \"x\"}]}",
    );
    let ran = run(&["check", profile]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.stderr.matches("error[").count(), 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("mistakes.json:3:4\n"), "the member's name: {}", ran.stderr);
}

#[test]
fn whole_documents_are_not_drawn() {
    let lines = "\"id\": 1,\n".repeat(50);
    let schema = file("no-profile.json", format!("{{\n{lines}\"synchronizationRule\": []}}"));
    let ran = run(&["check", schema]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("expected a profile, found an object without `mappings`"), "{}", ran.stderr);
    assert!(ran.stderr.lines().count() < 10, "{}", ran.stderr);
}

#[test]
fn many_findings_are_cut_and_take_little_time() {
    let mapping = |at: usize| {
        format!(
            "{{\"type\": \"expression\", \"source\": \"Foo([a{at}])\", \"target\": \"x{at}\", \"match\": 1}}"
        )
    };
    let mappings: Vec<String> = (0..3000).map(mapping).collect();
    let profile = file("many.json", format!("{{\"mappings\": [\n{}\n]}}", mappings.join(",\n")));
    let began = std::time::Instant::now();
    let ran = run(&["check", profile]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.stderr.matches("error[unknown-function]").count(), 100);
    assert!(ran.stderr.contains("many.json: 2900 more errors not shown"), "{}", ran.stderr);
    assert!(ran.stderr.contains("other findings not shown"));
    // The last one shown is drawn with the number of its own line.
    assert!(ran.stderr.contains("many.json:101:"), "{}", ran.stderr);
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}

#[test]
fn fmt_never_takes_a_broken_document_for_a_well_formed_one() {
    for (content, message) in [
        ("{\"mappings\": [", "ends inside an array"),
        ("{\"mappings\": {}}", "has no `mappings`"),
        ("[{\"type\": \"expression\", \"source\": \"ToLower(mail)\"}]", "without brackets"),
    ] {
        let profile = file("fmt-broken.json", content);
        for option in ["--check", "--write", "--dialect=entra"] {
            let ran = run(&["fmt", option, profile]);
            assert_eq!((ran.code, &*ran.stdout), (Some(1), ""), "{option} {content}");
            assert!(ran.stderr.contains(message), "{}", ran.stderr);
        }
        assert_eq!(fs::read_to_string(folder().join(profile)).unwrap(), content);
    }
    // Corrections are drawn where they belong in the document.
    let ran = run(&["fmt", "fmt-broken.json"]);
    assert!(ran.stderr.contains("\"source\": \"ToLower([mail])\"}]"), "{}", ran.stderr);
}

#[test]
#[cfg(unix)]
fn fmt_keeps_links_and_permissions() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (link, path) = (folder().join("link.txt"), folder().join("linked.txt"));
    fs::write(&path, "trim([a])").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let _ = fs::remove_file(&link);
    symlink("linked.txt", &link).unwrap();
    run(&["fmt", "--write", "link.txt"]).fine();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&path).unwrap(), "Trim([a])");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn what_the_preview_cannot_read_is_named_by_its_line_and_counted_once() {
    let users = file("numbers.ndjson", "{\"mail\": \"a@x.example\"}\n{\"mail\": 1e400}\n");
    let ran = run(&["preview", "--users", users]);
    assert!(ran.stderr.contains("numbers.ndjson: line 2: "), "{}", ran.stderr);
    assert!(ran.stdout.contains("\n1 user: "), "{}", ran.stdout);
    assert!(ran.stdout.contains("1 not readable"), "{}", ran.stdout);
}

#[test]
fn faults_of_json_are_said_in_words() {
    for (content, words) in [
        ("{'mappings': []}", "expected a name in double quotes"),
        ("{\"mappings\": [],}", "a comma with nothing after it"),
        ("{\"mappings\": [{\"match\": one}]}", "texts stand in double quotes"),
        ("{\"mappings\": []} {}", "expected nothing more after the end"),
    ] {
        let ran = run_with(&["check", "-"], content);
        assert_eq!(ran.code, Some(1));
        assert!(ran.stderr.contains(words), "{}", ran.stderr);
    }
}

#[test]
fn explain_leads_on_from_names_that_it_does_not_know() {
    let ran = run(&["explain", "nope"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("`attrflow explain` lists all functions and codes"), "{}", ran.stderr);
    let list = run(&["explain"]).fine();
    for code in attrflow::diagnostic::Code::ALL {
        assert!(list.contains(&format!("\n  {code}\n")), "{code}");
    }
}
