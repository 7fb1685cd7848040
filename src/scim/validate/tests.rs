use super::*;
use serde_json::json;

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// Code and path of every finding.
fn found(body: &Value, method: Method) -> Vec<(&'static str, String)> {
    let found = validate(body, method, Schemas::core());
    for one in &found {
        assert!(one.source.starts_with("RFC 764"), "{one:?}");
        assert!(one.message.ends_with(|c: char| c != '.'), "{one:?}");
    }
    found.into_iter().map(|one| (one.code.as_str(), one.path)).collect()
}

/// What is found in a user with these members besides the required ones.
fn user(members: Value) -> Vec<(&'static str, String)> {
    let mut body = json!({"schemas": [USER, ENTERPRISE], "userName": "ada"});
    body.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    found(&body, Method::Post)
}

#[track_caller]
fn only(found: Vec<(&'static str, String)>, code: &str, path: &str) {
    assert_eq!(found, [(code, path.to_owned())].map(|(code, path)| (code, path)), "{code}");
}

#[test]
fn bodies_are_objects() {
    for body in [json!(null), json!([]), json!("x"), json!(7), json!(true)] {
        for method in [Method::Post, Method::Put, Method::Patch] {
            only(found(&body, method), "not-object", "");
        }
    }
}

#[test]
fn schemas_are_listed() {
    only(found(&json!({"userName": "a"}), Method::Post), "schemas-missing", "schemas");
    only(found(&json!({"schemas": USER, "userName": "a"}), Method::Post), "schemas-type", "schemas");
    only(found(&json!({"schemas": [], "userName": "a"}), Method::Post), "schemas-wrong-urn", "schemas");
    only(user(json!({"schemas": [USER, USER]})), "duplicate-value", "schemas[1]");
    only(user(json!({"schemas": [USER, "urn:x:2.0:User"]})), "schema-unknown", "schemas[1]");
    only(user(json!({"schemas": [USER, 7]})), "type-mismatch", "schemas[1]");
    assert_eq!(user(json!({"schemas": [USER.to_uppercase()]})), []);
    let null = found(&json!({"schemas": null, "userName": "a"}), Method::Post);
    assert_eq!(null.iter().map(|one| one.0).collect::<Vec<_>>(), ["null-value", "schemas-missing"]);
    let old = validate(&json!({"schemas": ["urn:scim:schemas:core:1.0"]}), Method::Post, Schemas::core());
    assert!(old.iter().any(|one| one.help.as_deref().is_some_and(|help| help.contains("SCIM 1.1"))));
}

#[test]
fn the_resource_follows_from_schemas() {
    let group = "urn:ietf:params:scim:schemas:core:2.0:Group";
    let body = json!({"schemas": [group], "displayName": "All", "members": [{"value": "1", "type": "User"}]});
    assert_eq!(found(&body, Method::Post), []);
    let body = json!({"schemas": [group], "userName": "a"});
    assert_eq!(
        found(&body, Method::Post),
        [("attribute-unknown", "userName".into()), ("missing-required", "displayName".into())]
    );
}

#[test]
fn required_attributes() {
    for value in [json!(""), json!("  ")] {
        only(user(json!({"userName": value})), "missing-required", "userName");
    }
    for method in [Method::Post, Method::Put] {
        only(found(&json!({"schemas": [USER]}), method), "missing-required", "userName");
    }
    // a wrong type is told once
    only(user(json!({"userName": 7})), "type-mismatch", "userName");
}

#[test]
fn types() {
    for (members, path) in [
        (json!({"active": 1}), "active"),
        (json!({"active": "yes"}), "active"),
        (json!({"title": 7}), "title"),
        (json!({"title": ["x"]}), "title"),
        (json!({"title": {"value": "x"}}), "title"),
        (json!({"name": "Ada"}), "name"),
        (json!({"name": {"givenName": 7}}), "name.givenName"),
        (json!({"emails": "a@x.example"}), "emails"),
        (json!({"emails": {"value": "a"}}), "emails"),
        (json!({"emails": ["a@x.example"]}), "emails[0]"),
        (json!({"emails": [{"value": "a"}, {"value": 7}]}), "emails[1].value"),
        (json!({"emails": [{"value": "a", "primary": 1}]}), "emails[0].primary"),
        (json!({"emails": [{"value": "a", "$ref": 1}]}), "emails[0].$ref"),
        (json!({"x509Certificates": [{"value": "not base64!"}]}), "x509Certificates[0].value"),
        (json!({"profileUrl": false}), "profileUrl"),
        (json!({ENTERPRISE: "x"}), ENTERPRISE),
    ] {
        only(user(members), "type-mismatch", path);
    }
    let path = format!("{ENTERPRISE}:department");
    only(user(json!({ENTERPRISE: {"department": ["x"]}})), "type-mismatch", &path);
    only(user(json!({"active": "False"})), "boolean-as-string", "active");
    assert!(
        validate(
            &json!({"schemas": [USER], "userName": "a", "active": "true"}),
            Method::Post,
            Schemas::core()
        )[0]
        .is_error()
    );
}

#[test]
fn types_of_other_schemas() {
    let schemas = Schemas::from_json(
        r#"{"id": "urn:x:Thing", "attributes": [
            {"name": "count", "type": "integer"}, {"name": "share", "type": "decimal"},
            {"name": "since", "type": "dateTime"}, {"name": "tags", "multiValued": true},
            {"name": "kind", "caseExact": true, "canonicalValues": ["A", "B"]}]}"#,
    )
    .unwrap();
    let codes = |members: Value| -> Vec<String> {
        let mut body = json!({"schemas": ["urn:x:Thing"]});
        body.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        validate(&body, Method::Post, &schemas).into_iter().map(|one| one.code.to_string()).collect()
    };
    let good =
        json!({"count": 4.0, "share": 4.5, "since": "2024-01-31T08:00:00Z", "tags": ["a", "b"], "kind": "A"});
    assert_eq!(codes(good), [""; 0]);
    for bad in [
        json!({"count": 4.5}),
        json!({"count": "4"}),
        json!({"share": "4.5"}),
        json!({"since": "2024-13-31T08:00:00Z"}),
        json!({"since": 7}),
        json!({"tags": ["a", 7]}),
    ] {
        assert_eq!(codes(bad.clone()), ["type-mismatch"], "{bad}");
    }
    assert_eq!(codes(json!({"kind": "a"})), ["canonical-value"]);
    assert_eq!(codes(json!({"tags": ["a", "b", "a"]})), ["duplicate-value"]);
}

#[test]
fn unknown_names() {
    only(user(json!({"shoeSize": 44})), "attribute-unknown", "shoeSize");
    only(user(json!({"name": {"given": "x"}})), "attribute-unknown", "name.given");
    only(user(json!({"emails": [{"value": "a", "kind": "x"}]})), "attribute-unknown", "emails[0].kind");
    only(user(json!({"urn:x:2.0:User": {"a": null}})), "extension-unknown", "urn:x:2.0:User");
    let path = format!("{ENTERPRISE}:departement");
    only(user(json!({ENTERPRISE: {"departement": "x"}})), "attribute-unknown", &path);
    let help = |members: Value| {
        let mut body = json!({"schemas": [USER], "userName": "ada"});
        body.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        validate(&body, Method::Post, Schemas::core())[0].help.clone().unwrap()
    };
    assert!(help(json!({"titel": "x"})).contains("did you mean title?"));
    assert!(help(json!({"name.givenName": "x"})).contains("objects in one another"));
    assert!(help(json!({"givenName": "x"})).contains("name.givenName"));
    assert!(help(json!({USER: {"title": "x"}})).contains("into the resource itself"));
    assert!(help(json!({format!("{ENTERPRISE}:department"): "x"})).contains("`department` as a member"));
    // names and URNs have no letter case
    assert_eq!(
        user(
            json!({"TITLE": "x", "Emails": [{"VALUE": "a"}], ENTERPRISE.to_uppercase(): {"Department": "x"}})
        ),
        []
    );
}

#[test]
fn what_a_body_should_not_hold() {
    only(user(json!({"id": "7"})), "readonly-ignored", "id");
    only(user(json!({"meta": 7})), "readonly-ignored", "meta");
    only(user(json!({"groups": [{"value": "1"}]})), "readonly-ignored", "groups");
    let path = format!("{ENTERPRISE}:manager.displayName");
    only(
        user(json!({ENTERPRISE: {"manager": {"value": "1", "displayName": "x"}}})),
        "readonly-ignored",
        &path,
    );
    only(user(json!({"title": null})), "null-value", "title");
    only(user(json!({"emails": [null]})), "null-value", "emails[0]");
    only(user(json!({ENTERPRISE: null})), "null-value", ENTERPRISE);
    only(user(json!({"schemas": [USER], ENTERPRISE: {}})), "extension-undeclared", ENTERPRISE);
    only(user(json!({"username": "b"})), "duplicate-member", "username");
    only(user(json!({"name": {"givenName": "a", "GIVENNAME": "b"}})), "duplicate-member", "name.GIVENNAME");
}

#[test]
fn lists() {
    let emails = |list: Value| user(json!({"emails": list}));
    only(emails(json!([{"type": "work"}])), "value-missing", "emails[0]");
    only(emails(json!([{"value": ""}])), "value-missing", "emails[0]");
    let two = json!([{"value": "a", "primary": true}, {"value": "b", "primary": true}, {"value": "c", "primary": false}]);
    only(emails(two), "multiple-primary", "emails[1].primary");
    only(
        emails(json!([{"type": "work", "value": "a"}, {"type": "Work", "value": "a"}])),
        "duplicate-value",
        "emails[1]",
    );
    assert_eq!(emails(json!([{"type": "work", "value": "a"}, {"type": "home", "value": "a"}])), []);
    only(emails(json!([{"type": "desk", "value": "a"}])), "canonical-value", "emails[0].type");
    assert_eq!(emails(json!([])), []);
    assert_eq!(user(json!({"addresses": [{"locality": "Oslo"}]})), [], "an address has no value");
}

#[test]
fn patches() {
    let patch = |operations: Value| {
        let urn = crate::scim::patch::PATCH_URN;
        found(&json!({"schemas": [urn], "Operations": operations}), Method::Patch)
    };
    let one = |operation: Value| patch(json!([operation]));
    assert_eq!(
        patch(json!([
            {"op": "Replace", "path": "active", "value": false},
            {"op": "add", "path": "emails[type eq \"work\"].value", "value": "a@x.example"},
            {"op": "add", "path": "emails[type eq \"work\"]", "value": "a@x.example"},
            {"op": "add", "path": "emails", "value": [{"type": "work", "value": "a@x.example"}]},
            {"op": "add", "path": "emails", "value": {"type": "work", "value": "a@x.example"}},
            {"op": "remove", "path": "title"},
            {"op": "replace", "value": {"title": "x", ENTERPRISE: {"department": "y"}}},
            {"op": "replace", "path": format!("{ENTERPRISE}:department"), "value": "y"},
            {"op": "replace", "path": ENTERPRISE, "value": {"department": "y"}},
            {"op": "replace", "path": "phoneNumbers[type eq \"work\"].primary", "value": true},
        ])),
        []
    );
    for (operations, code, path) in [
        (json!([]), "operations-missing", "Operations"),
        (json!({}), "operations-missing", "Operations"),
        (json!(["x"]), "type-mismatch", "Operations[0]"),
        (json!([{"path": "title", "value": 1}]), "patch-op-unknown", "Operations[0].op"),
        (json!([{"op": "set", "path": "title"}]), "patch-op-unknown", "Operations[0].op"),
        (json!([{"op": "remove"}]), "no-target", "Operations[0]"),
        (json!([{"op": "add", "path": "title"}]), "value-missing", "Operations[0]"),
    ] {
        only(patch(operations), code, path);
    }
    for (operation, code, at) in [
        (json!({"op": "add", "path": "emails[", "value": 1}), "invalid-path", ".path"),
        (json!({"op": "add", "path": 7, "value": 1}), "type-mismatch", ".path"),
        (json!({"op": "add", "path": "shoeSize", "value": 1}), "attribute-unknown", ".path"),
        (json!({"op": "add", "path": "urn:x:2.0:User", "value": {}}), "extension-unknown", ".path"),
        (json!({"op": "replace", "path": "id", "value": "x"}), "mutability", ".path"),
        (json!({"op": "remove", "path": "userName"}), "mutability", ".path"),
        (json!({"op": "remove", "path": "emails[primary gt true]"}), "invalid-filter", ".path"),
        (json!({"op": "replace", "path": "title", "value": 7}), "type-mismatch", ".value"),
        (json!({"op": "replace", "path": "title", "value": null}), "null-value", ".value"),
        (
            json!({"op": "replace", "path": "emails", "value": [{"value": 7}]}),
            "type-mismatch",
            ".value[0].value",
        ),
        (json!({"op": "replace", "value": "x"}), "type-mismatch", ".value"),
        (json!({"op": "replace", "value": {"shoeSize": 7}}), "attribute-unknown", ".value.shoeSize"),
        (json!({"op": "replace", "value": {"active": "True"}}), "boolean-as-string", ".value.active"),
    ] {
        only(one(operation), code, &format!("Operations[0]{at}"));
    }
    let body = json!({"schemas": [USER], "operations": [{"op": "remove", "path": "title"}]});
    only(found(&body, Method::Patch), "schemas-wrong-urn", "schemas");
}

#[test]
fn findings_end_somewhere() {
    let many: Map<String, Value> = (0..PAYLOAD_FINDINGS + 9).map(|n| (format!("x{n}"), json!(1))).collect();
    assert_eq!(validate(&many.into(), Method::Post, Schemas::core()).len(), PAYLOAD_FINDINGS);
}

#[test]
fn pointers_lead_to_the_value() {
    let body =
        json!({"schemas": [USER], "userName": "a", "emails": [{"value": "a"}, {"value": 7}], "a/b": 1});
    let found = validate(&body, Method::Post, Schemas::core());
    let values: Vec<&Value> =
        found.iter().map(|one| body.pointer(&one.pointer.to_string()).unwrap()).collect();
    assert_eq!(values, [&json!(7), &json!(1)]);
}
