use super::*;
use serde_json::{Value as Json, json};

/// Whether a user passes one clause; `null_passes` is the setting for negations.
fn passes(user: &Json, attr: &str, op: &str, value: Option<&str>, null_passes: bool) -> bool {
    let clause = Clause {
        attr: attr.to_owned(),
        op: op.to_owned(),
        value: value.into_iter().map(str::to_owned).collect(),
    };
    let filters = [ScopeFilter { name: None, clauses: vec![clause] }];
    let mut slots = Slots::default();
    let mut found = Vec::new();
    let scope =
        Scope::new(&crate::systems::ENTRA, &filters, null_passes, &mut slots, ScopeList::Scope, &mut found);
    let reader = crate::source::Reader::new(slots.names());
    let row = reader.read_object(user);
    scope.verdicts(&row)[0].passes
}

#[test]
fn operators_do_what_the_tables_say() {
    let user = json!({
        "department": "Field Sales", "employeeId": "1000001", "accountEnabled": true, "flag": "False",
        "state": "", "number": 12, "bits": "6", "badge": "E15"
    });
    for (attr, op, value, expected) in [
        ("department", "EQUALS", Some("Field Sales"), true),
        ("department", "equals", Some("field sales"), false),
        ("department", "NOT EQUALS", Some("Finance"), true),
        ("department", "NOT_EQUALS", Some("Field Sales"), false),
        ("missing", "NOT EQUALS", Some("Finance"), false),
        ("state", "EQUALS", Some(""), false),
        ("state", "IS NULL", None, true),
        ("state", "IS NOT NULL", None, false),
        ("department", "IS NOT NULL", None, true),
        ("accountEnabled", "IS TRUE", None, true),
        ("accountEnabled", "IS FALSE", None, false),
        ("flag", "IS FALSE", None, true),
        ("missing", "IS FALSE", None, false),
        ("department", "REGEX MATCH", Some("Sales"), true),
        ("department", "REGEX MATCH", Some("^Sales"), false),
        ("department", "REGEX MATCH", Some("sales"), false),
        ("department", "NOT REGEX MATCH", Some("^Fin"), true),
        ("missing", "NOT REGEX MATCH", Some("^Fin"), false),
        ("employeeId", "Greater_Than", Some("1000000"), true),
        ("employeeId", "Greater_Than", Some("1000001"), false),
        ("employeeId", "Greater_Than_OR_EQUALS", Some("1000001"), true),
        ("badge", "Greater_Than", Some("1"), false),
        ("number", "EQUALS", Some("12"), true),
        ("department", "Includes", Some("d S"), true),
        ("department", "Includes", Some("d s"), false),
        ("department", "ENDS_WITH", Some("Sales"), true),
        ("department", "ends with", Some("sales"), false),
        ("bits", "&", Some("2"), true),
        ("bits", "&", Some("8"), false),
        ("bits", "!&", Some("9"), true),
        ("bits", "!&", Some("4"), false),
        ("department", "LIKE", Some("Sales"), false),
        ("department", "EQUALS", None, false),
        ("department", "NOT EQUALS", None, false),
        ("department", "NOT REGEX MATCH", Some("("), false),
    ] {
        assert_eq!(passes(&user, attr, op, value, false), expected, "{attr} {op} {value:?}");
    }
    assert!(passes(&user, "missing", "NOT REGEX MATCH", Some("^User_"), true));
    assert!(passes(&user, "missing", "NOT EQUALS", Some("x"), true));
}

#[test]
fn one_filter_of_several_is_enough() {
    let clause = |attr: &str, value: &str| Clause {
        attr: attr.to_owned(),
        op: "EQUALS".to_owned(),
        value: vec![value.to_owned()],
    };
    let filter = |clauses: Vec<Clause>| ScopeFilter { name: None, clauses };
    let filters = [
        filter(vec![clause("a", "1"), clause("b", "1")]),
        filter(vec![clause("c", "1")]),
        filter(Vec::new()),
    ];
    let mut slots = Slots::default();
    let scope =
        Scope::new(&crate::systems::ENTRA, &filters, false, &mut slots, ScopeList::Scope, &mut Vec::new());
    let reader = crate::source::Reader::new(slots.names());
    for (user, expected) in [
        (json!({"a": "1", "b": "1"}), true),
        (json!({"a": "1"}), false),
        (json!({"c": "1"}), true),
        (json!({}), false),
    ] {
        let verdicts = scope.verdicts(&reader.read_object(&user));
        assert_eq!(verdicts.len(), 2, "an empty filter is none");
        assert_eq!(verdicts.iter().any(|verdict| verdict.passes), expected, "{user}");
    }
}
