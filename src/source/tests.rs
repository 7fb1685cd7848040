use super::Reader;
use serde_json::{Value as Json, json};

/// Both ways of reading must agree; the result as JSON.
fn read(names: &[&str], user: &Json) -> Vec<Json> {
    let reader = Reader::new(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
    let text = user.to_string();
    let from_text: Vec<Json> = reader.read(&text).expect("JSON").iter().map(|v| v.to_json()).collect();
    let from_object: Vec<Json> = reader.read_object(user).iter().map(|v| v.to_json()).collect();
    assert_eq!(from_text, from_object);
    from_text
}

#[test]
fn exact_names_go_before_graph_names_before_other_letter_case() {
    let user = json!({"MOBILE": "3", "mobilePhone": "2", "mobile": "1"});
    assert_eq!(read(&["mobile"], &user), ["1"]);
    assert_eq!(read(&["mobile"], &json!({"MOBILE": "3", "mobilePhone": "2"})), ["2"]);
    assert_eq!(read(&["mobile"], &json!({"MOBILE": "3"})), ["3"]);
    assert_eq!(read(&["mobile"], &json!({"mobilePhon": "3"})), [Json::Null]);
}

#[test]
fn graph_users_have_nested_attributes() {
    let user = json!({
        "id": "guid", "businessPhones": ["1", "2"],
        "onPremisesExtensionAttributes": {"extensionAttribute7": "seven"},
    });
    let names = ["objectId", "telephoneNumber", "extensionAttribute7", "extensionAttribute8"];
    assert_eq!(read(&names, &user), [json!("guid"), json!("1"), json!("seven"), Json::Null]);
}

#[test]
fn scim_paths_reach_into_scim_users() {
    let user = json!({"name": {"givenName": "Ada"}, "emails": [{"type": "work", "value": "a@x"}]});
    let names = ["name.givenName", "emails[type eq \"work\"].value", "name"];
    assert_eq!(read(&names, &user), [json!("Ada"), json!("a@x"), json!({"givenName": "Ada"})]);
    // a member of exactly that name goes first
    assert_eq!(
        read(&["name.givenName"], &json!({"name.givenName": "Eve", "name": {"givenName": "Ada"}})),
        ["Eve"]
    );
}

#[test]
fn escaped_texts_and_names_are_resolved() {
    let reader = Reader::new(&["mail".to_owned()]);
    let row = reader.read(r#"{"ma\u0069l": "a\u00e9\n"}"#).expect("JSON");
    assert_eq!(row[0].to_json(), "aé\n");
}

#[test]
fn the_place_of_broken_text_is_named() {
    let reader = Reader::new(&[]);
    for (text, at) in [("{\"a\": }", 6), ("[1]", 0), ("{} x", 3), ("", 0)] {
        let found = reader.read(text).expect_err(text);
        assert!(found.span.is_some_and(|span| span.start.abs_diff(at) <= 1), "{text}: {found:?}");
    }
}

/// The quick way through plain members must decide as the scanner and `serde_json` do: with every byte
/// changed, left out or doubled.
#[test]
fn damaged_users_are_judged_as_serde_json_judges_them() {
    let names = ["mail", "surname", "accountEnabled", "tags"].map(str::to_owned);
    let reader = Reader::new(&names);
    let user = r#"{"mail":"a@b.example","x":"","surname": "Ünal" , "accountEnabled":true,"tags":["a", {"b":1}],"y":"z\\"}"#;
    let mut texts = Vec::new();
    for (at, char) in user.char_indices() {
        let (before, after) = (&user[..at], &user[at + char.len_utf8()..]);
        for other in ["", "\"", ",", ":", "{", "}", " ", "  ", "\n", "\t", "\\", "[", "0", "\u{1}"] {
            texts.extend([format!("{before}{other}{after}"), format!("{before}{other}{char}{after}")]);
        }
        texts.push(before.to_owned());
    }
    let mut good = 0;
    for text in texts {
        let wanted = serde_json::from_str::<serde_json::Map<String, Json>>(&text);
        let row = reader.read(&text);
        assert_eq!(row.is_ok(), wanted.is_ok(), "{text}");
        if let (Ok(row), Ok(user)) = (row, wanted) {
            good += 1;
            assert_eq!(row, reader.read_object(&Json::Object(user)), "{text}");
        }
    }
    assert!(good > 100, "{good}");
}
