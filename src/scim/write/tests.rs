use super::*;
use crate::scim::{Mode, parse_path};
use serde_json::json;

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

fn written(resource: Value, path: &str, value: Value, dialect: Dialect) -> Outcome<Value> {
    let mut resource = resource.as_object().unwrap().clone();
    let before = resource.clone();
    let path = parse_path(path, Mode::Lenient).unwrap();
    let result = write(&mut resource, &path, value, Schemas::core(), dialect);
    if result.is_err() {
        assert_eq!(resource, before, "a refused write changes nothing");
    }
    result.map(|()| resource.into())
}

fn check(resource: Value, path: &str, value: Value, expected: Value) {
    assert_eq!(written(resource, path, value, Dialect::Rfc).unwrap(), expected, "{path}");
}

#[test]
fn parents_are_made_and_spelled_by_the_schema() {
    check(json!({}), "NAME.GivenName", json!("D"), json!({"name": {"givenName": "D"}}));
    check(
        json!({"Name": {"GIVENNAME": 1}}),
        "name.givenName",
        json!("D"),
        json!({"Name": {"GIVENNAME": "D"}}),
    );
    check(json!({"name": null}), "name.givenName", json!("D"), json!({"name": {"givenName": "D"}}));
    check(json!({}), "badge.Number", json!(7), json!({"badge": {"Number": 7}}));
    let upper = format!("{}:DEPARTMENT", ENTERPRISE.to_uppercase());
    check(json!({}), &upper, json!("R"), json!({ENTERPRISE: {"department": "R"}}));
    check(json!({"urn:X:1.0:User": {}}), "urn:x:1.0:user:a", json!(1), json!({"urn:X:1.0:User": {"a": 1}}));
}

#[test]
fn every_fitting_element_is_written() {
    let two = json!({"emails": [{"type": "work", "value": "a"}, {"type": "Work"}, {"type": "home"}]});
    check(
        two,
        r#"emails[type eq "WORK"].display"#,
        json!("D"),
        json!({"emails": [{"type": "work", "value": "a", "display": "D"}, {"type": "Work", "display": "D"}, {"type": "home"}]}),
    );
    check(
        json!({}),
        r#"emails[type eq "work"]"#,
        json!("a"),
        json!({"emails": [{"type": "work", "value": "a"}]}),
    );
    check(
        json!({"emails": [{"type": "work", "Value": "a", "primary": true}]}),
        r#"emails[type eq "work"]"#,
        json!({"value": "b", "DISPLAY": "B"}),
        json!({"emails": [{"type": "work", "Value": "b", "primary": true, "display": "B"}]}),
    );
    // a filter that cannot make an element may still find one
    check(
        json!({"emails": [{"type": "home", "value": "a"}]}),
        r#"emails[type ne "work"].value"#,
        json!("b"),
        json!({"emails": [{"type": "home", "value": "b"}]}),
    );
    // one object where the schema has a list is its only element
    check(
        json!({"emails": {"type": "work", "value": "a"}}),
        r#"emails[type eq "work"].value"#,
        json!("b"),
        json!({"emails": [{"type": "work", "value": "b"}]}),
    );
}

#[test]
fn lists_without_a_filter() {
    check(json!({}), "emails.value", json!("a"), json!({"emails": [{"value": "a"}]}));
    check(
        json!({"emails": [{"type": "work"}, {"value": "x"}]}),
        "emails.value",
        json!("a"),
        json!({"emails": [{"type": "work", "value": "a"}, {"value": "a"}]}),
    );
    check(json!({}), "emails", json!([{"value": "a"}]), json!({"emails": [{"value": "a"}]}));
    check(json!({}), "emails", json!("a"), json!({"emails": [{"value": "a"}]}));
    check(json!({}), "schemas", json!("urn:a"), json!({"schemas": ["urn:a"]}));
    check(
        json!({"schemas": ["urn:a"]}),
        r#"schemas[value eq "urn:a"]"#,
        json!("urn:b"),
        json!({"schemas": ["urn:b"]}),
    );
    check(json!({"x": [1]}), "x.sub", json!(2), json!({"x": [{"value": 1, "sub": 2}]}));
}

#[test]
fn manager_by_dialect() {
    let path = format!("{ENTERPRISE}:manager");
    let entra = |value| written(json!({}), &path, value, Dialect::Entra).unwrap();
    assert_eq!(entra(json!("u")), json!({ENTERPRISE: {"manager": "u"}}));
    check(json!({}), &path, json!("u"), json!({ENTERPRISE: {"manager": {"value": "u"}}}));
    check(json!({}), &path, json!({"value": "u"}), json!({ENTERPRISE: {"manager": {"value": "u"}}}));
    let plain = json!({ENTERPRISE: {"manager": "u"}});
    let both = json!({ENTERPRISE: {"manager": {"value": "u", "displayName": "I"}}});
    check(plain, &format!("{path}.displayName"), json!("I"), both);
}

#[test]
fn refusals() {
    let code = |resource, path: &str, value| written(resource, path, value, Dialect::Rfc).unwrap_err().code;
    assert_eq!(code(json!({}), r#"emails[type co "w"].value"#, json!("a")), Code::NoTarget);
    assert_eq!(
        code(json!({"emails": []}), r#"emails[type eq "a" and value pr].value"#, json!("a")),
        Code::NoTarget
    );
    assert_eq!(
        code(json!({"name": {"givenName": "A"}}), r#"name[givenName eq "B"].familyName"#, json!("a")),
        Code::NoTarget
    );
    assert_eq!(code(json!({}), r#"emails[primary gt true].value"#, json!("a")), Code::InvalidFilter);
    assert_eq!(code(json!({}), r#"emails[type eq "work"]"#, json!(["a"])), Code::TargetType);
    assert_eq!(code(json!({}), ENTERPRISE, json!("a")), Code::TargetType);
}

#[test]
fn whole_schemas() {
    check(json!({}), ENTERPRISE, json!({"Department": "R"}), json!({ENTERPRISE: {"department": "R"}}));
    let core = "urn:ietf:params:scim:schemas:core:2.0:User";
    check(json!({"userName": "a"}), core, json!({"USERNAME": "b"}), json!({"userName": "b"}));
    check(
        json!({"name": {"givenName": "A"}}),
        r#"name[givenName eq "A"].familyName"#,
        json!("B"),
        json!({"name": {"givenName": "A", "familyName": "B"}}),
    );
}

#[test]
fn order_of_mappings_changes_only_the_order_of_keys() {
    let steps =
        [(r#"addresses[type eq "work"].country"#, "US"), (r#"addresses[type eq "work"].locality"#, "Tacoma")];
    let build = |steps: &[(&str, &str)]| {
        steps
            .iter()
            .fold(json!({}), |user, (path, value)| written(user, path, json!(value), Dialect::Rfc).unwrap())
    };
    let [first, second] = steps;
    assert_eq!(build(&[first, second]), build(&[second, first]));
}
