use super::*;
use crate::diagnostic::Code;
use crate::scim::urn::{is_core, is_schema_urn};
use crate::scim::{Mode, parse_path};

fn path(text: &str) -> Path {
    parse_path(text, Mode::Lenient).unwrap()
}

#[test]
fn embedded_documents_are_complete() {
    let ids = |schemas: &Schemas| schemas.iter().map(|schema| schema.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(Schemas::core()).len(), 3);
    assert_eq!(Schemas::core().common.attributes.len(), 4);
    // every name is found by its own spelling and by capitals
    for schema in Schemas::core().iter() {
        for attribute in &schema.attributes {
            assert_eq!(schema.attribute(&attribute.name), Some(attribute));
            assert_eq!(schema.attribute(&attribute.name.to_ascii_uppercase()), Some(attribute));
        }
    }
}

#[test]
fn case_exact_follows_the_type() {
    let exact = |text| Schemas::core().attribute(&path(text)).unwrap().case_exact;
    for text in [
        "id",
        "externalId",
        "meta.version",
        "meta.location",
        "profileUrl",
        "photos.value",
        "members.$ref",
        "x509Certificates.value",
        "schemas",
    ] {
        assert!(exact(text), "{text}");
    }
    for text in ["userName", "emails.value", "emails.type", "meta.created", "displayName"] {
        assert!(!exact(text), "{text}");
    }
}

#[test]
fn extensions_are_found_by_urn_only() {
    assert_eq!(Schemas::core().attribute(&path("department")), None);
    let core = "urn:ietf:params:scim:schemas:core:2.0:User:";
    assert!(Schemas::core().attribute(&path(&format!("{core}userName"))).is_some());
    assert!(Schemas::core().attribute(&path(&format!("{core}id"))).is_some());
    assert_eq!(Schemas::core().attribute(&path(&format!("{core}members"))), None);
    assert_eq!(Schemas::core().attribute(&path("urn:x:y:userName")), None);
    let enterprise = "URN:ietf:params:scim:schemas:extension:enterprise:2.0:User:Manager.VALUE";
    let canonical = Schemas::core().canonical(&path(enterprise)).to_string();
    assert_eq!(canonical, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value");
    assert_eq!(
        Schemas::core().canonical(&path("Things[Type eq 1].Foo")).to_string(),
        "Things[type eq 1].Foo"
    );
}

#[test]
fn documents_of_three_shapes() {
    let one = r#"{"id":"urn:a:User","attributes":[{"name":"x","type":"dateTime","caseExact":true}]}"#;
    for text in [one.to_owned(), format!("[{one}]"), format!(r#"{{"Resources":[{one}]}}"#)] {
        let schemas = Schemas::from_json(&text).unwrap();
        assert_eq!(schemas.find(None, "X", None).map(|x| x.kind), Some(AttributeType::DateTime));
        assert!(schemas.find(None, "id", None).is_some(), "common attributes");
        assert!(schemas.is_base_urn("URN:a:user"));
    }
}

#[test]
fn wrong_documents_are_located() {
    let error = |text| Schemas::from_json(text).unwrap_err();
    assert_eq!(error("{").code, Code::InvalidJson);
    let at = |text| error(text).place.to_string();
    assert_eq!(at(r#"{"Resources":[{"id":"u","attributes":[{}]}]}"#), "/Resources/0/attributes/0");
    assert_eq!(at(r#"[{"id":"u","attributes":[{"name":"a","type":"text"}]}]"#), "/0/attributes/0/type");
    assert_eq!(at(r#"{"attributes":[]}"#), "");
    assert_eq!(at("[]"), "");
    assert_eq!(at(r#"{"Resources":7}"#), "/Resources");
}

#[test]
fn nearest_paths() {
    let meant = |text| Schemas::core().nearest(&path(text)).map(|path| path.to_string());
    assert_eq!(meant("name.givenNames").as_deref(), Some("name.givenName"));
    assert_eq!(meant("usrName").as_deref(), Some("userName"));
    assert_eq!(
        meant("urn:ietf:params:scim:schemas:extension:enterprize:2.0:User:department").as_deref(),
        Some("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department")
    );
    assert_eq!(
        meant("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:departement").as_deref(),
        Some("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department")
    );
    assert_eq!(meant("userName").as_deref(), Some("userName"));
}

#[test]
fn schema_urns() {
    assert!(is_schema_urn("urn:ietf:params:scim:schemas:extension:hr:2.0", "user"));
    assert!(is_schema_urn("urn:us:zoom:scim:schemas:extension:1.0", "ZoomUser"));
    assert!(!is_schema_urn("urn:ietf:params:scim:schemas:extension:hr:2.0:User", "user"));
    assert!(!is_schema_urn("urn:contoso:2.0", "badge"));
    assert!(is_core("URN:IETF:params:scim:schemas:CORE:2.0:Group") && !is_core("urn:ietf"));
}
