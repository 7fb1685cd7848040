//! Users in every format, whole and in pieces, sound and broken.

use super::*;
use crate::diagnostic::Code;
use crate::limits;
use proptest::prelude::*;
use std::io::Read;

/// A reader that gives at most `size` bytes at a time.
struct Pieces<'a>(&'a [u8], usize);

impl Read for Pieces<'_> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(to.len()).min(self.0.len());
        to[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

/// The users and the problems as `line: text` and `code: message`.
fn all<R: Read>(mut reader: UserReader<R>) -> (Option<InputFormat>, Vec<String>, Vec<String>) {
    let format = reader.format().unwrap();
    let (mut users, mut problems) = (Vec::new(), Vec::new());
    while let Some(item) = reader.next_item().unwrap() {
        match item {
            Item::User(user) => users.push(format!("{}: {}", user.line, user.json)),
            Item::Problem(problem) => {
                problems.push(format!("{}: {}", problem.diagnostic.code, problem.diagnostic.message));
            }
        }
    }
    (format, users, problems)
}

fn read(text: impl AsRef<[u8]>) -> (Option<InputFormat>, Vec<String>, Vec<String>) {
    all(UserReader::new(text.as_ref()))
}

/// The users of a text that has no problems.
fn users(text: impl AsRef<[u8]>) -> Vec<String> {
    let (_, users, problems) = read(text);
    assert_eq!(problems, [""; 0]);
    users
}

fn problems(text: impl AsRef<[u8]>) -> Vec<String> {
    read(text).2
}

#[test]
fn graph_pages() {
    let page = |users: &str| format!("{{\"@odata.context\":\"x\",\"value\":[{users}]}}");
    assert_eq!(users(page("")), [""; 0]);
    assert_eq!(read(page(r#"{"id":"1"}, {"id":"2"}"#)).0, Some(InputFormat::Graph));
    assert_eq!(users(page(r#"{"id":"1"}, {"id":"2"}"#)), [r#"1: {"id":"1"}"#, r#"1: {"id":"2"}"#]);
    let two = page(r#"{"id":"1"}"#) + "\n" + &page(r#"{"id":"2"}"#);
    assert_eq!(users(&two), [r#"1: {"id":"1"}"#, r#"2: {"id":"2"}"#]);
    let marked = page(r#"{"id":"1"}"#) + "\u{feff}" + &page(r#"{"id":"2"}"#);
    assert_eq!(users(marked).len(), 2);
    let listed = format!("[{}, {}]", page(r#"{"id":"1"}"#), page(r#"{"id":"2"},{"id":"3"}"#));
    assert_eq!(users(listed).len(), 3);
}

#[test]
fn a_user_with_a_member_called_value_is_no_page() {
    assert_eq!(read(r#"{"id":"1","value":"x"}"#).0, Some(InputFormat::Object));
    assert_eq!(users(r#"[{"id":"1","value":"x"}]"#), [r#"1: {"id":"1","value":"x"}"#]);
}

#[test]
fn a_further_page_is_missed_only_if_it_is_not_there() {
    let first = r#"{"@odata.nextLink":"https://graph.example/2","value":[{"id":"1"}]}"#;
    let last = r#"{"value":[{"id":"2"}]}"#;
    let (_, found, problems) = read(first);
    assert_eq!(found.len(), 1);
    assert_eq!(
        problems,
        ["more-pages: line 1: the last page names another one (@odata.nextLink) that is missing"]
    );
    assert_eq!(users(format!("{first}\n{last}")).len(), 2);
    assert_eq!(problems_of_tail(r#","@odata.nextLink":"https://graph.example/2""#), 1);
    assert_eq!(problems_of_tail(r#","@odata.nextLink":null"#), 0);
}

fn problems_of_tail(tail: &str) -> usize {
    problems(format!("{{\"value\":[{{}}]{tail}}}")).len()
}

#[test]
fn arrays_objects_and_lines() {
    assert_eq!(read("[\n  {\"a\": 1},\n  {\"a\": 2}\n]").0, Some(InputFormat::Array));
    assert_eq!(users("[\n  {\"a\": 1},\n  {\"a\": 2}\n]"), ["2: {\"a\": 1}", "3: {\"a\": 2}"]);
    assert_eq!(users("[]"), [""; 0]);
    assert_eq!(read("{\n  \"a\": 1\n}\n").0, Some(InputFormat::Object));
    assert_eq!(users("{\n\"a\":1\n}\n{\n\"a\":2\n}"), ["1: {\n\"a\":1\n}", "4: {\n\"a\":2\n}"]);
    assert_eq!(users(r#"{"a":1}{"a":2}"#).len(), 2);
    assert_eq!(read("{\"a\":1}\n").0, Some(InputFormat::Object));
    assert_eq!(read("{\"a\":1}\n{\"a\":2}").0, Some(InputFormat::Ndjson));
    assert_eq!(users("\n{\"a\":1}\r\n\r\n  \n{\"a\":2}"), ["2: {\"a\":1}", "5: {\"a\":2}"]);
}

#[test]
fn a_bad_line_does_not_stop_the_rest() {
    let (format, users, problems) =
        read("{\"a\":1}\n{\"a\":}\nnull\n{\"a\":[1}\n[1]\n{\"a\":2} x\noops\n{\"a\":3}");
    assert_eq!(format, Some(InputFormat::Ndjson));
    assert_eq!(users, ["1: {\"a\":1}", "8: {\"a\":3}"]);
    assert_eq!(
        problems,
        [
            "invalid-json: line 2, column 6: expected a value; texts stand in double quotes",
            "invalid-document: line 3: expected a user, `{…}`, found null",
            "invalid-json: line 4, column 8: expected `,` or `]`",
            "invalid-document: line 5: expected a user, `{…}`, found an array",
            "invalid-json: line 6, column 9: expected nothing more after the end",
            "invalid-json: line 7: expected a user, `{…}`, found something that is not JSON",
        ]
    );
}

#[test]
fn a_bad_first_line_hides_no_lines() {
    for bad in ["{\"a\":", "{\"a\":\"x", "oops", "{\"a\":1}}", "{\"a\" 1}", "{\"a\":}", "\"x\""] {
        let (format, users, problems) = read(format!("{bad}\n{{\"a\":2}}\n{{\"a\":3}}\n"));
        assert_eq!((format, users.len(), problems.len()), (Some(InputFormat::Ndjson), 2, 1), "{bad}");
    }
}

#[test]
fn broken_documents_say_where_and_how_far() {
    let (_, users, problems) = read("[\n{\"a\":1},\n{\"a\":\n");
    assert_eq!(users.len(), 1);
    assert_eq!(problems, ["invalid-json: line 3: the input ends inside the user that begins here"]);
    assert_eq!(self::problems("[{\"a\":1}"), ["invalid-json: line 1: the input ends before the closing `]`"]);
    let mismatch = "invalid-json: line 1: `]` closes a bracket of another kind";
    assert_eq!(self::problems("[{\"a\":1],{}]"), [mismatch]);
    assert_eq!(self::problems("[{}] x"), ["invalid-json: line 1: text after the end of the document"]);
    let (_, users, problems) = read("[{\"a\":1} {\"a\":2},,{\"a\":3},7,{\"a\":04},{\"a\":5},]");
    assert_eq!(users.len(), 4);
    assert_eq!(
        problems,
        [
            "invalid-json: line 1: a comma is missing before this user",
            "invalid-json: line 1: a comma without a user before it",
            "invalid-document: line 1: expected a user, `{…}`, found a number",
            "invalid-json: line 1, column 7: this is no number",
            "invalid-json: line 1: a comma after the last user",
        ]
    );
    let cut = UserReader::new("[{\"a\":1},{\"a\":2},{".as_bytes());
    let help = problem_of(cut).help;
    assert_eq!(help.as_deref(), Some("2 users were read before it"));
}

fn problem_of<R: Read>(mut reader: UserReader<R>) -> Diagnostic {
    while let Some(item) = reader.next_item().unwrap() {
        if let Item::Problem(problem) = item {
            return problem.diagnostic;
        }
    }
    panic!("no problem")
}

#[test]
fn spans_point_into_the_text() {
    let text = "{\"a\":1}\n{\"é\": nope}\n";
    let span = problem_of(UserReader::new(text.as_bytes())).span.unwrap();
    assert_eq!(&text[span.start..], "ope}\n", "serde_json stops at the second letter of `no`");
}

#[test]
fn csv_of_the_admin_centre() {
    let text = "\u{feff}userPrincipalName,displayName,id,accountEnabled,directorySynced,alternateEmailAddress,\
        officeLocation,mobilePhone,Hair colour\r\n\
        lena@contoso.example,\"Fox, \"\"Lena\"\"\",1,True,,a@x.example;b@x.example,\"B\n4\",+1,\r\n\
        \r\n\
        ,,,,,,,,\r\n\
        theo@contoso.example,Theo,2,False,Yes,,,,red\r\n";
    let (format, users, problems) = read(text);
    assert_eq!((format, problems.len()), (Some(InputFormat::Csv), 0));
    assert_eq!(
        users,
        [
            "2: {\"userPrincipalName\":\"lena@contoso.example\",\"displayName\":\"Fox, \\\"Lena\\\"\",\
             \"objectId\":\"1\",\"accountEnabled\":true,\"otherMails\":[\"a@x.example\",\"b@x.example\"],\
             \"physicalDeliveryOfficeName\":\"B\\n4\",\"mobile\":\"+1\"}",
            "6: {\"userPrincipalName\":\"theo@contoso.example\",\"displayName\":\"Theo\",\"objectId\":\"2\",\
             \"accountEnabled\":false,\"dirSyncEnabled\":true,\"Hair colour\":\"red\"}",
        ]
    );
}

#[test]
fn csv_bulk_template() {
    let text = "version:v1.0,,,\n\
        Name [displayName] Required,User name [userPrincipalName] Required,\
        Initial password [passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required\n\
        Example: Chris Green,chris@contoso.example,secret,No\n\
        Lena Fox,lena@contoso.example,pass,No\n";
    assert_eq!(
        users(text),
        ["4: {\"displayName\":\"Lena Fox\",\"userPrincipalName\":\"lena@contoso.example\",\
          \"passwordProfile\":{\"password\":\"pass\"},\"accountEnabled\":true}"]
    );
}

#[test]
fn csv_delimiters() {
    for delimiter in [",", ";", "\t"] {
        let text = format!("mail{delimiter}displayName\na@x.example{delimiter}\"A,B;C\tD\"");
        assert_eq!(users(text), ["2: {\"mail\":\"a@x.example\",\"displayName\":\"A,B;C\\tD\"}"]);
    }
    assert_eq!(users("sep=|\nmail|city\na@x.example|B"), ["3: {\"mail\":\"a@x.example\",\"city\":\"B\"}"]);
    assert_eq!(users("\tmail\tcity\n\ta@x.example\tB"), ["2: {\"mail\":\"a@x.example\",\"city\":\"B\"}"]);
}

#[test]
fn csv_rows_that_do_not_fit() {
    let (_, users, problems) = read("mail,city\na@x.example\nb@x.example,B,C\nc@x.example,C,\n");
    assert_eq!(users, ["4: {\"mail\":\"c@x.example\",\"city\":\"C\"}"]);
    assert_eq!(
        problems,
        [
            "invalid-csv: line 2: 1 cells under a header of 2 columns",
            "invalid-csv: line 3: 3 cells under a header of 2 columns",
        ]
    );
}

#[test]
fn csv_open_quotation_mark_costs_one_row() {
    let (_, users, problems) = read("mail,city\na@x.example,\"A\nb@x.example,B\nc@x.example,5\" disk\n");
    assert_eq!(problems, ["invalid-csv: line 2: text after a closing quotation mark"]);
    assert_eq!(users[1], "4: {\"mail\":\"c@x.example\",\"city\":\"5\\\" disk\"}");
    let (_, users, problems) = read("mail,city\na@x.example,\"A\nb@x.example,B\nc@x.example,C\n");
    assert_eq!(problems, ["invalid-csv: line 2: a quotation mark is opened and never closed"]);
    assert_eq!(users.len(), 2);
}

#[test]
fn csv_same_attribute_twice() {
    let (_, users, problems) = read("id,objectId,mail\n,2,a@x.example\n1,3,b@x.example\n");
    assert_eq!(problems, ["invalid-csv: line 1: columns 1 and 2 both hold objectId"]);
    assert_eq!(
        users,
        [
            "2: {\"objectId\":\"2\",\"mail\":\"a@x.example\"}",
            "3: {\"objectId\":\"1\",\"mail\":\"b@x.example\"}"
        ]
    );
}

#[test]
fn what_is_no_header() {
    assert_eq!(
        problems("lena@contoso.example,Lena Fox\ntheo@contoso.example,Theo"),
        ["invalid-csv: line 1: the first row holds values such as `lena@contoso.example`, not column names"]
    );
    assert_eq!(
        problems("colour,size\nred,3"),
        ["invalid-csv: line 1: none of the columns is a known attribute: colour, size"]
    );
    assert_eq!(problems("Hello world"), ["unknown-format: this looks like plain text: `Hello world`"]);
}

#[test]
fn what_is_no_directory() {
    let seen = |bytes: &[u8]| problems(bytes).remove(0);
    assert_eq!(seen(b""), "unknown-format: the input is empty");
    assert_eq!(seen(b"\xEF\xBB\xBF \r\n"), "unknown-format: the input is empty");
    assert_eq!(seen(b"\x89PNG\r\n\x1a\n\0\0"), "unknown-format: this looks like a PNG picture");
    assert_eq!(
        seen(b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml"),
        "unknown-format: this looks like an Excel workbook"
    );
    assert_eq!(seen(b"\n <!DOCTYPE html><html>"), "unknown-format: this looks like an HTML page");
    assert_eq!(seen(b"{\\rtf1 x}"), "unknown-format: this looks like an RTF document");
    assert_eq!(seen(b"{\0\"\0"), "unknown-format: this looks like UTF-16 without a byte order mark");
    assert_eq!(seen(b"\x01\x02\0\x03"), "unknown-format: this looks like binary data");
}

fn utf16(text: &str, big_endian: bool) -> Vec<u8> {
    let unit = |unit: u16| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() };
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(unit).collect()
}

#[test]
fn encodings() {
    let text = "mail,displayName\na@x.example,Zdeňka 😀\n";
    for bytes in [text.as_bytes().to_vec(), utf16(text, false), utf16(text, true)] {
        assert_eq!(users(bytes), ["2: {\"mail\":\"a@x.example\",\"displayName\":\"Zdeňka 😀\"}"]);
    }
    let latin = b"mail,displayName\na@x.example,Zo\xEB\nb@x.example,B\n";
    let (_, users, problems) = read(latin);
    assert_eq!(users.len(), 1);
    assert_eq!(
        problems,
        ["invalid-encoding: line 2: byte 31 (0xEB) is not UTF-8; \
          it looks like an accented letter of Windows-1252"]
    );
    assert_eq!(self::problems(b"{\"a\":1}\n{\"a\":\"\xFF\"}").len(), 1);
    let mut cut = utf16("{\"a\":1}\n{\"a\":2}", false);
    cut.pop();
    let broken = "invalid-encoding: byte 30 is half of a UTF-16 unit at the very end";
    assert!(self::problems(&cut).contains(&broken.to_owned()), "{:?}", self::problems(&cut));
    let lone = [0xFF, 0xFE, 0x00, 0xD8, 0x20, 0x00];
    assert_eq!(
        self::problems(lone),
        ["invalid-encoding: byte 2 is half of a UTF-16 pair without the other half"]
    );
}

#[test]
fn nesting_is_limited() {
    let nested = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth - 1), "]".repeat(depth - 1));
    let sound = nested(limits::JSON_DEPTH);
    let deep = nested(limits::JSON_DEPTH + 1);
    for text in [format!("{sound}\n{deep}\n{{}}"), format!("[{sound},\n{deep},{{}}]")] {
        let (_, users, problems) = read(text);
        assert_eq!(users.len(), 2);
        assert_eq!(problems, ["too-deep: line 2: brackets nested deeper than 128"]);
    }
}

#[test]
fn length_is_limited() {
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(200_000));
    for text in [
        format!("{{}}\n{long}\n{{\"b\":1}}\n"),
        format!("[{{}},\n{long},{{\"b\":1}}]"),
        format!("mail\na\n\"{}\"\nb\n", "x".repeat(200_000)),
    ] {
        let (_, users, problems) = all(UserReader::new(text.as_bytes()).limited(100_000));
        assert_eq!(users.len(), 2);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].contains("longer than 100000 bytes"), "{problems:?}");
    }
}

#[test]
fn unchecked_leaves_syntax_alone_but_not_boundaries() {
    let (_, users, problems) = all(UserReader::new("{\"a\":01}\n[]\n{}".as_bytes()).unchecked());
    assert_eq!(users, ["1: {\"a\":01}", "3: {}"]);
    assert_eq!(problems.len(), 1);
}

#[test]
fn every_problem_has_a_code_of_inputs() {
    let deep = "[".repeat(200);
    for text in ["", "{", "[", "x", "a,b", "{}\n[]", "mail\n\"", "{\"value\":[", "[{}", &deep] {
        for problem in &read_users(text.as_bytes()).problems {
            assert!(
                matches!(
                    problem.diagnostic.code,
                    Code::InvalidJson | Code::InvalidDocument | Code::UnknownFormat | Code::InvalidCsv
                ),
                "{text}: {problem:?}"
            );
        }
    }
}

/// Values as a directory holds them.
fn value() -> impl Strategy<Value = String> {
    "[a-zA-Zäß😀 ,;\"'\t\n{}\\[\\]:\\\\]{1,12}"
        .prop_filter("blank cells are absent", |v| !v.trim().is_empty())
}

proptest! {
    #[test]
    fn same_users_in_every_format_and_piece(
        users in prop::collection::vec((value(), prop::option::of(value())), 2..6),
        piece in 1usize..40,
        crlf: bool,
        pretty: bool,
    ) {
        let objects: Vec<serde_json::Value> = users.iter().map(|(name, city)| {
            let mut user = serde_json::json!({ "displayName": name });
            if let Some(city) = city {
                user["city"] = city.clone().into();
            }
            user
        }).collect();
        let list = serde_json::Value::from(objects.clone());
        let page = serde_json::json!({ "@odata.context": "]}\"", "value": list });
        let end = if crlf { "\r\n" } else { "\n" };
        let json = |value: &serde_json::Value| {
            if pretty { serde_json::to_string_pretty(value).unwrap() } else { value.to_string() }
        };
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut csv = format!("displayName;city{end}");
        for (name, city) in &users {
            csv += &format!("{};{}{end}", quoted(name), city.as_deref().map(quoted).unwrap_or_default());
        }
        let lines: String = objects.iter().map(|user| user.to_string() + end).collect();
        let several: String = objects.iter().map(&json).collect();
        for text in [lines, several, csv, json(&list), json(&page)] {
            let bytes = [text.clone().into_bytes(), utf16(&text, crlf)];
            for bytes in &bytes {
                let whole = read(bytes);
                let pieces = all(UserReader::new(Pieces(bytes, piece)));
                prop_assert_eq!(&whole, &pieces);
                prop_assert_eq!(&whole.2, &Vec::<String>::new());
                let found = read_users(bytes);
                let found: Vec<serde_json::Value> =
                    found.iter().map(|json| serde_json::from_str(json).unwrap()).collect();
                prop_assert_eq!(&found, &objects, "{}", text);
            }
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), piece in 1usize..9) {
        prop_assert_eq!(read(&bytes), all(UserReader::new(Pieces(&bytes, piece))));
        let _ = read_users(&bytes);
    }

    #[test]
    fn almost_users_never_panic(
        text in prop::collection::vec(
            prop::sample::select(vec![
                "{", "}", "[", "]", ",", ":", "\"", "\\", "\n", "\r", " ", "1", "null", "\"value\"", "\"a\"",
                "mail", ";", "@", "x", "\u{feff}", "é", "{\"a\":1}", "\"@odata.nextLink\"",
            ]),
            0..40,
        ),
        piece in 1usize..9,
    ) {
        let text = text.concat();
        prop_assert_eq!(read(&text), all(UserReader::new(Pieces(text.as_bytes(), piece))));
        for user in read_users(text.as_bytes()).iter() {
            prop_assert!(serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(user).is_ok());
        }
    }
}

#[test]
fn pages_of_pingone() {
    let page = r#"{"_links":{"self":{}},"_embedded":{"users":[{"id":"1"},{"id":"2"}],"x":1},"count":2}"#;
    assert_eq!(users(page), [r#"1: {"id":"1"}"#, r#"1: {"id":"2"}"#]);
    assert_eq!(users(format!("{page}\n{page}")).len(), 4);
    assert_eq!(users(format!("[{page},{page}]")).len(), 4);
    assert_eq!(users(r#"{"_embedded":{"groups":{}},"id":"1"}"#).len(), 1);
    assert_eq!(users(r#"{"_embedded":{"users":[]},"count":0}"#).len(), 0);
}
