//! What previews say of the bodies that they make.

use super::preview;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Environment;
use crate::mapping::{Plan, Profile};
use serde_json::{Value, json};

fn found(plan: &Plan, user: &Value) -> Vec<(Code, String)> {
    let preview = preview(plan, &user.to_string(), &Environment::default()).unwrap();
    let pointer = |found: Diagnostic| (found.code, found.place.to_string());
    preview.diagnostics.into_iter().map(pointer).collect()
}

fn plan(mappings: &[(&str, &str)]) -> Plan {
    let mappings: Vec<Value> = mappings
        .iter()
        .map(|(source, target)| json!({"type": "direct", "source": source, "target": target}))
        .collect();
    Plan::compile(Profile::read(&json!(mappings).to_string())).strict().unwrap()
}

#[test]
fn findings_lead_to_the_mapping_behind_them() {
    let plan = plan(&[
        ("upn", "userName"),
        ("home", "emails[type eq \"home\"].value"),
        ("primary", "emails[type eq \"home\"].primary"),
        ("work", "emails[type eq \"work\"].value"),
        ("primary", "emails[type eq \"work\"].primary"),
        ("phone", "phoneNumbers[type eq \"work\"].value"),
        ("first", "name.givenName"),
        ("company", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:organization"),
    ]);
    let long = "x".repeat(300);
    for (user, code, pointer) in [
        (json!({"upn": "ada"}), Code::UsernameNotEmail, "/mappings/0/target"),
        (json!({"work": "a@x.example"}), Code::UsernameMissing, "/mappings/0/target"),
        (
            json!({"upn": "a@x.example", "home": "a@x.example", "work": "b"}),
            Code::EmailNotEmail,
            "/mappings/3/target",
        ),
        // The first element is the one of work, for the other has no value.
        (
            json!({"upn": "a@x.example", "work": "b@x.example"}),
            Code::EmailIgnoredOnCreate,
            "/mappings/3/target",
        ),
        (
            json!({"upn": "a@x.example", "home": "a@x.example", "work": "b@x.example", "primary": true}),
            Code::MultiplePrimary,
            "/mappings/4/target",
        ),
        (json!({"upn": "a@x.example", "phone": "7"}), Code::PhoneFormat, "/mappings/5/target"),
        (json!({"upn": "a@x.example", "first": long}), Code::ValueTooLong, "/mappings/6/target"),
        (json!({"upn": "a@x.example", "company": long}), Code::ValueTooLong, "/mappings/7/target"),
    ] {
        assert_eq!(found(&plan, &user), [(code, pointer.to_owned())], "{user}");
    }
    // An element that a condition makes, and no value.
    let value = json!({"upn": "a@x.example", "primary": true});
    let all = found(&plan, &value);
    assert!(all.contains(&(Code::ValueMissing, "/mappings/2/target".to_owned())), "{all:?}");
}

#[test]
fn what_is_said_of_a_mapping_is_not_said_of_every_user() {
    let plan = plan(&[
        ("upn", "userName"),
        ("zone", "timezone"),
        ("city", "addresses[type eq \"work\"].locality"),
        ("full", "name.formatted"),
        ("key", "externalId"),
        ("id", "id"),
        ("number", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber"),
        ("badge", "urn:x:2.0:User:badge"),
        ("fax", "phoneNumbers[type eq \"fax\"].value"),
    ]);
    // What is said of the sources, which are no names of the directory, does not matter here.
    let told: Vec<(Code, String)> = plan
        .diagnostics()
        .iter()
        .filter_map(|found| Some((found.code, found.place.is_part().then(|| found.place.to_string())?)))
        .filter(|(_, pointer)| pointer.ends_with("/target"))
        .collect();
    let wanted = [
        (Code::UnknownTarget, "/mappings/1/target"),
        (Code::UnknownTarget, "/mappings/2/target"),
        (Code::UnknownTarget, "/mappings/3/target"),
        (Code::AttributeUnverified, "/mappings/4/target"),
        (Code::ReadOnlyTarget, "/mappings/5/target"),
        (Code::ExtensionAttributeUnverified, "/mappings/6/target"),
        (Code::UnknownTarget, "/mappings/7/target"),
        (Code::CanonicalValue, "/mappings/8/target"),
    ];
    assert_eq!(
        told.iter()
            .filter(|(code, _)| *code != Code::NoMatching)
            .map(|(code, pointer)| (*code, pointer.as_str()))
            .collect::<Vec<_>>(),
        wanted
    );
    let user = json!({"upn": "a@x.example", "zone": "x", "city": "x", "full": "x", "key": "x", "id": "x",
        "number": "x", "badge": "x", "fax": "+1 5125550123"});
    assert_eq!(found(&plan, &user), []);
}

#[test]
fn users_that_are_skipped_have_no_body_to_find_fault_with() {
    let plan = plan(&[("upn", "userName")]);
    let all = found(&plan, &json!({"upn": "ada", "accountEnabled": false}));
    assert_eq!(all.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [Code::DisabledUser]);
}

#[test]
fn targets_are_spelled_as_the_standard_spells_them() {
    let plan = plan(&[("upn", "userName"), ("office", "addresses[type eq \"other\"].Formatted")]);
    let user = json!({"upn": "a@x.example", "office": "B2"}).to_string();
    let body = preview(&plan, &user, &Environment::default()).unwrap().request.unwrap().body;
    assert_eq!(body["addresses"], json!([{"type": "other", "formatted": "B2"}]));
}

#[test]
fn a_failed_mapping_is_told_once() {
    let mappings = json!([{"type": "expression", "source": "CStr(CDate([start]))", "target": "userName"}]);
    let plan = Plan::compile(Profile::read(&mappings.to_string())).strict().unwrap();
    assert_eq!(found(&plan, &json!({"start": "soon"})), [(Code::Value, "/mappings/0/source".to_owned())]);
}
