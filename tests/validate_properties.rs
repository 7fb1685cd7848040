//! Any JSON may come as a payload: findings, never a panic, and places that exist.

use attrflow::scim::{Method, PayloadDiagnostic, Schemas};
use attrflow::systems::{SCIM, Target, ZOOM};
use proptest::prelude::*;
use serde_json::{Map, Value};

/// Names that mean something, and others.
fn name() -> impl Strategy<Value = String> {
    let known = [
        "schemas",
        "id",
        "userName",
        "name",
        "givenName",
        "formatted",
        "emails",
        "value",
        "type",
        "primary",
        "active",
        "userType",
        "phoneNumbers",
        "roles",
        "groups",
        "meta",
        "locale",
        "externalId",
        "Operations",
        "op",
        "path",
        "loginType",
        "sso",
        "workEmail",
        "zoomPhoneNumber",
        "manager",
        "USERNAME",
        "a/b~c",
        "",
        "urn:ietf:params:scim:schemas:core:2.0:User",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        "urn:ietf:params:scim:schemas:extension:zoom:1.0:User",
        "urn:us:zoom:scim:schemas:extension:1.0:ZoomUser",
        "urn:",
        "name.givenName",
    ];
    prop_oneof![4 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => ".{0,12}"]
}

fn scalar() -> impl Strategy<Value = Value> {
    let texts = [
        "",
        "True",
        "replace",
        "Add",
        "remove",
        "active",
        "a@x.example",
        "+1 5125550123",
        "Basic",
        "en-US",
        "urn:ietf:params:scim:schemas:core:2.0:User",
        "urn:ietf:params:scim:api:messages:2.0:PatchOp",
        "emails[type eq \"work\"].value",
        "emails[",
        "😀é",
    ];
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(texts.to_vec()).prop_map(Value::from),
        ".{0,150}".prop_map(Value::from),
    ]
}

fn json() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(6, 80, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::vec((name(), inner), 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// The place is in the document, or a member is missing where it leads to.
fn exists(body: &Value, found: &PayloadDiagnostic) -> bool {
    let up = found.pointer.clone().up().to_string();
    body.pointer(&found.pointer.to_string()).is_some() || body.pointer(&up).is_some_and(Value::is_object)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_json_is_answered(body in json()) {
        let loaded = Target::loaded(Schemas::core().clone());
        for target in [&ZOOM, &SCIM, &loaded] {
            for method in [Method::Post, Method::Put, Method::Patch] {
                for found in target.validate(&body, method) {
                    prop_assert!(exists(&body, &found), "{:?} in {}", found, body);
                    prop_assert_eq!(found.path.is_empty(), matches!(found.pointer.to_string().as_str(), "" | "/"));
                }
            }
        }
    }
}
