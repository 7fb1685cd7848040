//! The cases of `tests/cases/files.json`: files as admins get them, and what is read of each.

use attrflow::input::{Holds, Item, UserReader, Users, read_file, read_users};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;
use std::io::Read;

fn cases() -> Vec<Map<String, Json>> {
    serde_json::from_str(include_str!("cases/files.json")).expect("a list of cases")
}

fn text<'c>(case: &'c Map<String, Json>, name: &str) -> Option<&'c str> {
    case.get(name).and_then(Json::as_str)
}

/// The bytes of a case: UTF-8, UTF-16 with a mark, or a byte for each character.
fn bytes(case: &Map<String, Json>) -> Vec<u8> {
    let content = text(case, "text").expect("a text");
    match text(case, "bytes") {
        Some("utf-16") => {
            std::iter::once(0xFEFF).chain(content.encode_utf16()).flat_map(u16::to_le_bytes).collect()
        }
        Some("latin") => content.chars().map(|c| u8::try_from(u32::from(c)).expect("one byte")).collect(),
        _ => content.as_bytes().to_vec(),
    }
}

fn holds(case: &Map<String, Json>) -> Option<Holds> {
    text(case, "holds").map(|name| Holds::from_name(name).expect(name))
}

/// What an entry says, its attributes on one level with the rest.
fn flat(value: &Json) -> Map<String, Json> {
    let mut members = value.as_object().cloned().expect("an object");
    if let Some(Json::Object(attributes)) = members.remove("attributes") {
        members.extend(attributes);
    }
    members
}

/// What differs from the expectation.
fn judge(case: &Map<String, Json>) -> Vec<String> {
    let mut entries = Vec::new();
    let reading =
        read_file(&*bytes(case), holds(case), &mut |entry| entries.push(entry.value)).expect("bytes");
    let mut wrong = Vec::new();
    let mut same = |what: &str, got: Json| {
        if let Some(wanted) = case.get(what).filter(|wanted| **wanted != got) {
            wrong.push(format!("{what}: wanted {wanted}, got {got}"));
        }
    };
    same("kind", json!(reading.kind.map(|kind| kind.id)));
    same("system", json!(reading.system.map(|system| system.id)));
    same("format", json!(reading.format));
    same("encoding", json!(reading.encoding));
    same("separator", json!(reading.separator));
    same("language", json!(reading.language));
    let says: BTreeSet<String> =
        reading.problems.iter().map(|problem| problem.diagnostic.code.to_string()).collect();
    same("says", json!(says));
    let wanted = case["entries"].as_array().expect("entries");
    if wanted.len() != entries.len() {
        wrong.push(format!(
            "{} entries wanted, {} read: {:?}",
            wanted.len(),
            entries.len(),
            reading.problems
        ));
    }
    for (at, (wanted, got)) in wanted.iter().zip(&entries).enumerate() {
        let got = flat(got);
        for (name, wanted) in wanted.as_object().expect("an object") {
            let got = got.get(name).unwrap_or(&Json::Null);
            if got != wanted {
                wrong.push(format!("entry {}: {name}: wanted {wanted}, got {got}", at + 1));
            }
        }
    }
    wrong
}

#[test]
fn files_are_read_as_they_are_got() {
    let cases = cases();
    let mut ids = BTreeSet::new();
    let mut wrong = Vec::new();
    for case in &cases {
        let id = text(case, "id").expect("an id");
        assert!(ids.insert(id), "{id} is there twice");
        wrong.extend(judge(case).into_iter().map(|what| format!("{id}: {what}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases.len() > 100);
}

/// A reader that gives a few bytes at a time.
struct Pieces<'a>(&'a [u8], usize);

impl Read for Pieces<'_> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(to.len()).min(self.0.len());
        to[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

/// All that a reader gives, as text.
fn all(mut reader: UserReader<impl Read>) -> Vec<String> {
    let mut found = Vec::new();
    while let Some(item) = reader.next_item().expect("bytes") {
        found.push(match item {
            Item::User(user) => format!("{} {}", user.line, user.json),
            Item::Problem(problem) => format!("{} {}", problem.line, problem.diagnostic),
        });
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Whatever stands in a cell that should say yes or no: a user whom it enables has a word for it.
    #[test]
    fn a_cell_never_enables_by_default(cell in "[A-Za-zÀ-žа-яΑ-Ω0-9 .'?-]{1,12}", title in prop::sample::select(
        vec!["accountEnabled", "Enabled", "Block credential", "AccountDisabled", "Anmeldung blockiert"])) {
        let known = |cell: &str| {
            let file = format!("userPrincipalName,accountEnabled\na@contoso.example,\"{cell}\"\n");
            !read_users(file.as_bytes()).problems.iter().any(|problem| problem.diagnostic.is_error())
        };
        let file = format!("userPrincipalName,{title}\na@contoso.example,\"{cell}\"\n");
        let read = read_users(file.as_bytes());
        if cell.trim().is_empty() {
            return Ok(());
        }
        // Either it says something, and the user has it, or the user is left out with an error.
        prop_assert_eq!(read.users.len(), usize::from(known(&cell)));
        prop_assert_eq!(read.users.is_empty(), errors(&read) == 1);
        for user in read.iter() {
            let user: Json = serde_json::from_str(user).expect("JSON");
            prop_assert!(user["accountEnabled"].is_boolean(), "{} {}", file, user);
        }
    }
}

#[test]
fn pieces_give_the_same_as_the_whole() {
    for case in cases() {
        let bytes = bytes(&case);
        let whole = all(UserReader::new(&*bytes));
        for size in [1, 2, 3, 7, 64, 1000] {
            let pieces = all(UserReader::new(Pieces(&bytes, size)));
            assert_eq!(pieces, whole, "{} in pieces of {size}", case["id"]);
        }
    }
}

fn errors(read: &Users) -> usize {
    read.problems.iter().filter(|problem| problem.diagnostic.is_error()).count()
}

/// Every kind of file, cut in many places: one message more than the whole file has at most, and no users more.
#[test]
fn cut_files_say_where_and_keep_what_is_whole() {
    for case in cases() {
        let bytes = bytes(&case);
        let read = read_users(&bytes);
        let (whole, before) = (read.users.len(), errors(&read));
        for cut in (0..bytes.len()).step_by(11) {
            let read = read_users(&bytes[..cut]);
            assert!(read.users.len() <= whole, "{} cut at {cut}", case["id"]);
            for problem in &read.problems {
                assert!(problem.line > 0 && !problem.diagnostic.message.is_empty());
            }
            assert!(errors(&read) <= before + 1, "{} cut at {cut}: {:?}", case["id"], read.problems);
        }
    }
}
