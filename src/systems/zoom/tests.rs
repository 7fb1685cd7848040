//! Payloads beyond `tests/cases/zoom-payloads.json`.

use super::*;
use crate::scim::Method;
use serde_json::{Value, json};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const ZOOM_USER: &str = "urn:ietf:params:scim:schemas:extension:zoom:1.0:User";
const LEGACY: &str = "urn:us:zoom:scim:schemas:extension:1.0:ZoomUser";

fn codes(body: &Value, method: Method) -> Vec<&'static str> {
    ZOOM.validate(body, method).into_iter().map(|found| found.code.as_str()).collect()
}

/// What is found in a create with these members.
fn post(members: Value) -> Vec<&'static str> {
    let mut body = json!({"schemas": [USER, ENTERPRISE, ZOOM_USER, LEGACY], "userName": "a@x.example"});
    body.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    codes(&body, Method::Post)
}

/// What is found in an update with these members.
fn put(members: Value) -> Vec<&'static str> {
    let mut body = json!({"schemas": [USER]});
    body.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    codes(&body, Method::Put)
}

fn patch(operations: Value) -> Vec<&'static str> {
    let urn = crate::scim::patch::PATCH_URN;
    codes(&json!({"schemas": [urn], "Operations": operations}), Method::Patch)
}

#[test]
fn names() {
    assert_eq!(post(json!({"userName": null})), ["null-value", "username-missing"]);
    assert_eq!(post(json!({"userName": " "})), ["username-missing"]);
    assert_eq!(post(json!({"userName": "ada"})), ["username-not-email"]);
    assert_eq!(post(json!({"userName": "ada@localhost"})), ["username-not-email"]);
    assert_eq!(put(json!({"userName": ""})), ["username-not-email"]);
    let long = format!("{}@x.example", "a".repeat(120));
    let found = ZOOM.validate(&json!({"schemas": [USER], "userName": long}), Method::Post);
    assert!(found.len() == 1 && found[0].code.as_str() == "too-long" && found[0].is_error());
}

#[test]
fn addresses_of_create_and_update() {
    let emails = |address: &str| json!([{"type": "work", "value": address}]);
    assert_eq!(post(json!({"emails": emails("b@x.example")})), ["email-ignored-on-create"]);
    assert_eq!(post(json!({"emails": emails("A@X.example")})), [""; 0]);
    assert_eq!(post(json!({"emails": emails("")})), ["value-missing"]);
    assert_eq!(put(json!({"userName": "a@x.example"})), ["username-ignored-on-update"]);
    assert_eq!(put(json!({"userName": "a@x.example", "emails": emails("a@x.example")})), [""; 0]);
    assert_eq!(put(json!({"emails": emails("b@x.example")})), [""; 0]);
    let long = emails(&format!("{}@x.example", "a".repeat(120)));
    assert!(!ZOOM.validate(&json!({"schemas": [USER], "emails": long}), Method::Put)[0].is_error());
}

#[test]
fn values() {
    for (members, wanted) in [
        (json!({"userType": "basic"}), "usertype-unknown"),
        (json!({"userType": "On Prem"}), "usertype-unknown"),
        (json!({"userType": "Pro"}), "usertype-legacy"),
        (json!({"phoneNumbers": [{"type": "work", "value": "+15125550123"}]}), "phone-no-space"),
        (json!({"phoneNumbers": [{"type": "work", "value": "5125550123"}]}), "phone-format"),
        (json!({"phoneNumbers": [{"type": "Fax", "value": "+1 5125550123"}]}), "phone-type-undocumented"),
        (json!({"phoneNumbers": [{"type": "work"}]}), "value-missing"),
        (json!({"locale": "English"}), "locale-format"),
        (json!({"displayName": "x".repeat(129)}), "too-long"),
        (json!({"title": "ü".repeat(129)}), "too-long"),
        (json!({"name": {"middleName": "x"}}), "attribute-ignored"),
        (json!({"name": "Ada"}), "type-mismatch"),
        (json!({"roles": [{"display": "Admin"}]}), "value-missing"),
        (json!({"password": "x"}), "attribute-unknown"),
        (json!({"active": null}), "null-value"),
        (json!({ENTERPRISE: {"organization": "x".repeat(256)}}), "too-long"),
        (json!({ENTERPRISE: {"employeeNumber": "7"}}), "extension-attribute-unverified"),
        (json!({ENTERPRISE: {"manager": {"value": "7"}}}), "extension-attribute-unverified"),
        (json!({ENTERPRISE: {"manager": 7}}), "type-mismatch"),
        (json!({ZOOM_USER: {"zoomWhiteboard": "TRUE"}}), "boolean-as-string"),
        (json!({ZOOM_USER: {"zoomUnited": 32}}), "type-mismatch"),
        (json!({ZOOM_USER: {"zoomPhoneExtNumber": "x12"}}), "zoom-phone-value"),
        (json!({ZOOM_USER: {"zoomPhoneNumber": "5125550123"}}), "zoom-phone-value"),
        (json!({ZOOM_USER: "x"}), "type-mismatch"),
    ] {
        assert_eq!(post(members.clone()), [wanted], "{members}");
    }
    let fine = json!({
        "title": "ü".repeat(128), "locale": "en",
        "phoneNumbers": [{"type": "Mobile", "value": "+49 301234567", "primary": true}],
        ENTERPRISE: {"manager": "boss@x.example", "costCenter": "7"},
        ZOOM_USER: {"zoomPhoneExtNumber": "0", "zoomPhoneCallingPlan": "3000", "zoomPhoneNumber": "+15125550123"},
    });
    assert_eq!(post(fine), [""; 0]);
}

#[test]
fn extensions() {
    let body = json!({"schemas": [USER], "userName": "a@x.example", ZOOM_USER: {"pronouns": "they"}});
    assert_eq!(codes(&body, Method::Post), ["extension-undeclared"]);
    let body = json!({"schemas": [USER], "userName": "a@x.example", "urn:x:2.0:User": {"a": 1}});
    assert_eq!(codes(&body, Method::Post), ["extension-unknown"]);
    assert_eq!(post(json!({LEGACY: {"loginType": {"sso": true}}})), ["legacy-extension"]);
    assert_eq!(post(json!({LEGACY: {"loginType": {}}})), ["legacy-extension", "logintype-none"]);
    assert_eq!(post(json!({LEGACY: {}})), ["legacy-extension"]);
}

#[test]
fn patches_are_of_active() {
    let replace = |path: &str, value: Value| json!({"op": "replace", "path": path, "value": value});
    assert_eq!(patch(json!([replace("Active", json!(true))])), [""; 0]);
    assert_eq!(patch(json!([replace(&format!("{USER}:active"), json!(true))])), [""; 0]);
    assert_eq!(patch(json!([{"op": "Add", "value": {"active": "true"}}])), ["boolean-as-string"]);
    assert_eq!(patch(json!([replace("title", json!("x"))])), ["patch-path-undocumented", "patch-no-active"]);
    let both = json!([{"op": "replace", "value": {"active": false, "title": "x", ENTERPRISE: {}}}]);
    assert_eq!(patch(both), ["patch-path-undocumented", "patch-path-undocumented"]);
    assert_eq!(patch(json!([{"op": "replace", "path": "active"}])), ["value-missing"]);
    assert_eq!(patch(json!([replace("active", json!([false]))])), ["type-mismatch"]);
    assert_eq!(patch(json!([7])), ["type-mismatch", "patch-no-active"]);
    let wrong = json!({"schemas": [USER], "Operations": [replace("active", json!(true))]});
    assert_eq!(codes(&wrong, Method::Patch), ["schemas-wrong-urn"]);
}

#[test]
fn the_schema_is_read_whole() {
    let schemas = schemas();
    assert_eq!(schemas.iter().count(), 4);
    let zoom = schemas.schema("urn:ietf:params:scim:schemas:extension:zoom:1.0:User").unwrap();
    assert!(zoom.attributes.len() > 50);
    assert!(zoom.attribute("ZOOMUNITED").unwrap().notes.contains_key("x-zoom"));
    // Every name is found by its own spelling and by capitals.
    for schema in schemas.iter() {
        for attribute in &schema.attributes {
            assert_eq!(schema.attribute(&attribute.name), Some(attribute));
            assert_eq!(schema.attribute(&attribute.name.to_ascii_uppercase()), Some(attribute));
        }
    }
    let external = schemas.find(None, "externalId", None).unwrap();
    assert!(external.case_exact, "whatever the document says");
}
