use super::*;
use crate::scim::{Mode, parse_filter};
use serde_json::json;

fn ask(resource: &Value, text: &str) -> bool {
    matches(resource, &parse_filter(text, Mode::Lenient).unwrap(), Schemas::core()).unwrap()
}

#[test]
fn any_element_passes_but_brackets_want_one() {
    let user = json!({"emails": [{"type": "work", "value": "a@x"}, {"type": "home", "value": "b@y"}, {"value": "c"}]});
    for text in [
        r#"emails.type eq "work" and emails.value eq "b@y""#,
        r#"emails co "@y""#,
        r#"emails.type ne "work""#,
        r#"emails[not (type pr)]"#,
        r#"emails[type eq null]"#,
        r#"emails.type ne null"#,
        r#"emails[type eq "work"].value ne "b@y""#,
        r#"emails[type eq "work"].value pr"#,
        "emails pr",
    ] {
        assert!(ask(&user, text), "{text}");
    }
    for text in [
        r#"emails[type eq "work" and value eq "b@y"]"#,
        r#"not (emails.type eq "work")"#,
        r#"emails.type eq null"#,
        r#"emails[type eq "work"].value eq "b@y""#,
        r#"emails[type eq "other"].value ne "b@y""#,
        "emails.display pr",
    ] {
        assert!(!ask(&user, text), "{text}");
    }
}

#[test]
fn no_value() {
    let user = json!({"title": "", "nickName": null, "emails": [], "name": {"givenName": ""}, "active": false, "n": 0});
    for text in [
        r#"title ne "x""#,
        r#"title ne """#,
        "title eq null",
        "nickName eq NULL",
        r#"emails.type ne "work""#,
        "active pr",
        "n pr",
        "active ne null",
        r#"not (name pr)"#,
        r#"urn:a:b:c ne 1"#,
    ] {
        assert!(ask(&user, text), "{text}");
    }
    for text in [
        r#"title eq """#,
        r#"title co """#,
        "title pr",
        "title ne null",
        "nickName pr",
        "emails pr",
        "name pr",
        "name.givenName pr",
        r#"missing gt 1"#,
        r#"emails[type ne "work"]"#,
        "missing[a pr]",
        "n eq null",
    ] {
        assert!(!ask(&user, text), "{text}");
    }
}

#[test]
fn simple_and_plain_values() {
    let user = json!({"schemas": ["urn:a", "urn:b"], "manager": "u2", "boss": {"value": "u3"}, "tags": [["a", "b"]]});
    for text in [
        r#"schemas eq "urn:b""#,
        r#"schemas[value eq "urn:a"]"#,
        r#"schemas.value eq "urn:b""#,
        r#"manager.value eq "u2""#,
        r#"boss eq "u3""#,
        r#"boss.value sw "u""#,
        r#"tags eq "b""#,
    ] {
        assert!(ask(&user, text), "{text}");
    }
    for text in [r#"schemas eq "URN:B""#, r#"schemas[value eq "URN:A"]"#, r#"manager.display eq "u2""#] {
        assert!(!ask(&user, text), "{text}");
    }
}

#[test]
fn order_is_refused_by_type() {
    let refused = |text: &str| {
        let error =
            matches(&json!({}), &parse_filter(text, Mode::Lenient).unwrap(), Schemas::core()).unwrap_err();
        assert_eq!(error.code, Code::InvalidFilter);
        error.span.unwrap().of(text).to_owned()
    };
    assert_eq!(refused("title pr and (active GT true)"), "GT true");
    assert_eq!(refused(r#"emails[type eq "a" or primary le "False"]"#), r#"le "False""#);
    assert_eq!(refused(r#"x509Certificates ge "MII""#), r#"ge "MII""#);
    assert_eq!(refused(r#"things[primary gt 1]"#), "gt 1");
    assert_eq!(refused("unknown lt false"), "lt false");
    assert_eq!(refused(r#"emails[value pr].primary gt "a""#), r#"gt "a""#);
    assert!(!ask(&json!({}), "things[active gt 1]"), "a name inside brackets is not the resource's");
}

#[test]
fn no_object_no_match() {
    assert!(!ask(&json!(["userName"]), "userName pr"));
    assert!(ask(&json!({"urn:x:1.0:User": {"a": 1}}), "URN:x:1.0:user pr"));
}
