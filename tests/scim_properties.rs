//! Properties of SCIM paths and filters: printing and parsing are inverse, nothing panics.

use attrflow::diagnostic::Code;
use attrflow::limits::{SCIM_CHARACTERS, SCIM_DEPTH};
use attrflow::scim::patch::Patch;
use attrflow::scim::{
    AttributePath, CompareOp, Filter, Mode, Path, Schemas, Test, matches, parse_filter, parse_path,
};
use attrflow::scim_lines::answer;
use attrflow::span::Span;
use proptest::prelude::*;
use serde_json::{Value, json};

fn name() -> impl Strategy<Value = String> {
    // operators and joints are names too
    prop_oneof!["[a-zA-Z][a-zA-Z0-9_-]{0,8}", "not|and|or|pr|eq|true|null|urn"]
}

fn urn() -> impl Strategy<Value = Option<String>> {
    let known = Just("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User".to_owned());
    proptest::option::weighted(0.3, prop_oneof![known, "(urn|URN)(:[a-z][a-z0-9.-]{0,6}[a-z]){1,4}"])
}

fn attr() -> impl Strategy<Value = AttributePath> {
    (urn(), name(), proptest::option::of(name())).prop_map(|(urn, name, sub)| AttributePath {
        urn,
        name,
        sub,
        span: Span::default(),
    })
}

fn literal() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<String>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e20..1e20f64).prop_map(Value::from),
        Just(Value::Null),
    ]
}

fn test() -> impl Strategy<Value = Test> {
    let compare = (proptest::sample::select(&CompareOp::ALL[..]), literal())
        .prop_map(|(op, value)| Test::Compare { op, value, span: Span::default() });
    prop_oneof![Just(Test::Present), compare]
}

/// Joins members, dissolving lists of the same sort as the parser does.
fn join(members: Vec<Filter>, all: bool) -> Filter {
    let mut flat = Vec::new();
    for member in members {
        match member {
            Filter::And(inner) if all => flat.extend(inner),
            Filter::Or(inner) if !all => flat.extend(inner),
            member => flat.push(member),
        }
    }
    if all { Filter::And(flat) } else { Filter::Or(flat) }
}

fn tree(leaf: BoxedStrategy<Filter>) -> BoxedStrategy<Filter> {
    leaf.prop_recursive(4, 24, 4, |inner| {
        let list = proptest::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            list.clone().prop_map(|members| join(members, true)),
            list.prop_map(|members| join(members, false)),
            inner.prop_map(|inner| Filter::Not(Box::new(inner))),
        ]
    })
    .boxed()
}

fn condition() -> BoxedStrategy<Filter> {
    (attr(), test()).prop_map(|(attr, test)| Filter::Attribute { attr, test }).boxed()
}

fn filter() -> BoxedStrategy<Filter> {
    let then = proptest::option::of((name(), test()));
    let element = (attr(), tree(condition()), then).prop_map(|(mut attr, filter, then)| {
        attr.sub = None;
        Filter::Element { attr, filter: Box::new(filter), then }
    });
    tree(prop_oneof![3 => condition(), 1 => element].boxed())
}

fn path() -> impl Strategy<Value = Path> {
    (attr(), proptest::option::of(tree(condition()))).prop_map(|(attr, filter)| Path {
        urn: attr.urn,
        name: attr.name,
        filter,
        sub: attr.sub,
        head: Span::default(),
        span: Span::default(),
    })
}

/// Pieces that texts are made of, in no order.
fn soup() -> impl Strategy<Value = String> {
    let pieces = [
        "emails",
        "type",
        "eq",
        "pr",
        "not",
        "and",
        "or",
        "[",
        "]",
        "(",
        ")",
        "\"work\"",
        "\"",
        "'",
        "“",
        "”",
        ".",
        ":",
        "urn:a:",
        "urn:ietf:params:scim:schemas:core:2.0:User",
        " ",
        " ",
        " ",
        "\t",
        "\u{a0}",
        "=",
        "&&",
        "1",
        "-5.1e-2",
        "true",
        "NULL",
        "$ref",
        "\\",
        "é",
        "/",
        ",",
        "0",
        "value",
        "\n",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..14)
        .prop_map(|pieces| pieces.concat())
}

/// Parses in every way, uses what comes out, and looks at every span.
fn exercise(text: &str) {
    for mode in [Mode::Lenient, Mode::Strict] {
        let path = parse_path(text, mode);
        let filter = parse_filter(text, mode);
        for error in [path.as_ref().err(), filter.as_ref().err()].into_iter().flatten() {
            let span = error.span.expect("a place");
            assert!(text.get(span.start..span.end).is_some(), "{text:?}: {error:?}");
            for edit in error.fixes.iter().flat_map(|fix| &fix.edits) {
                assert!(text.get(edit.span.start..edit.span.end).is_some(), "{text:?}: {error:?}");
            }
        }
        if mode == Mode::Strict {
            assert!(path.is_err() || parse_path(text, Mode::Lenient).is_ok());
            assert!(filter.is_err() || parse_filter(text, Mode::Lenient).is_ok());
        }
    }
}

proptest! {
    #[test]
    fn printed_filters_parse_to_themselves(filter in filter()) {
        let text = filter.to_string();
        let parsed = parse_filter(&text, Mode::Lenient).unwrap();
        prop_assert_eq!(parsed.ast(), filter.ast());
        prop_assert_eq!(parsed.to_string(), text);
    }

    #[test]
    fn printed_paths_parse_to_themselves(path in path()) {
        let text = path.to_string();
        let parsed = parse_path(&text, Mode::Strict).unwrap();
        prop_assert_eq!(parsed.ast(), path.ast());
        prop_assert_eq!(parsed.to_string(), text);
    }

    #[test]
    fn any_text_gets_an_answer(text in any::<String>()) {
        exercise(&text);
    }

    #[test]
    fn any_soup_gets_an_answer(text in soup()) {
        exercise(&text);
        let user = json!({"emails": [{"type": "work", "value": "a"}], "userName": "b"});
        for kind in ["path", "filter"] {
            let asked = json!({"path": text, "kind": kind, "resource": user, "write": "x"});
            prop_assert!(answer(&asked)["valid"].is_boolean());
        }
    }

    #[test]
    fn negation_negates(filter in filter()) {
        let user = json!({"a": "b", "not": [{"pr": 1}], "urn:a": {"x": true}});
        let opposite = Filter::Not(Box::new(filter.clone()));
        if let Ok(fits) = matches(&user, &filter, Schemas::core()) {
            prop_assert_eq!(matches(&user, &opposite, Schemas::core()), Ok(!fits));
        }
    }
}

/// A value of any shape that requests carry.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![literal(), Just(json!("True")), Just(json!("{\"value\": \"packed\"}"))];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let key = prop_oneof![
            name(),
            Just("value".to_owned()),
            Just("primary".into()),
            Just("type".into()),
            Just("name.givenName".into())
        ];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::vec((key, inner), 0..3)
                .prop_map(|members| members.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}

fn target() -> impl Strategy<Value = String> {
    let known = [
        "emails",
        "emails.value",
        "emails[type eq \"work\"]",
        "emails[type eq \"work\"].value",
        "emails[primary eq true].display",
        "name",
        "name.givenName",
        "userName",
        "active",
        "members",
        "members[value eq \"1\"]",
        "manager",
        "id",
        "schemas",
        "x",
        "x.y",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    ];
    prop_oneof![3 => proptest::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => soup()]
}

proptest! {
    #[test]
    fn patches_are_all_or_nothing(
        operations in proptest::collection::vec((proptest::sample::select(vec!["add", "Remove", "replace"]), target(), value()), 1..4),
        whole in value(),
    ) {
        let mut list: Vec<Value> = operations.iter().map(|(op, path, value)| json!({"op": op, "path": path, "value": value})).collect();
        list.push(json!({"op": "add", "value": whole}));
        for count in 1..=list.len() {
            let request = json!({"Operations": list[..count]});
            let before = json!({"userName": "a", "emails": [{"type": "work", "value": "a", "primary": true}, {"type": "home"}]});
            let mut user = before.as_object().unwrap().clone();
            match Patch::read(&request, Mode::Lenient).and_then(|patch| patch.apply(&mut user, Schemas::core())) {
                Ok(changed) => prop_assert_eq!(changed, Value::from(user) != before),
                Err(error) => {
                    prop_assert!(error.place.is_part());
                    prop_assert_eq!(Value::from(user), before);
                }
            }
        }
    }

    #[test]
    fn replacing_twice_is_replacing_once(path in target(), value in value()) {
        prop_assume!(!path.contains('['));
        let request = json!({"Operations": [{"op": "replace", "path": path, "value": value}]});
        let mut user = json!({"emails": [{"type": "work", "value": "a", "primary": true}]}).as_object().unwrap().clone();
        if let Ok(patch) = Patch::read(&request, Mode::Lenient)
            && patch.apply(&mut user, Schemas::core()).is_ok()
        {
            let once = user.clone();
            prop_assert_eq!(patch.apply(&mut user, Schemas::core()), Ok(false));
            prop_assert_eq!(user, once);
        }
    }
}

#[test]
fn long_chains_are_flat() {
    for joint in [" and ", " or "] {
        let text = vec!["a pr"; 1000].join(joint);
        let text = &text[..text.len().min(9_990)];
        let text = text.rsplit_once(joint).unwrap().0;
        let filter = parse_filter(text, Mode::Lenient).unwrap();
        let (Filter::And(members) | Filter::Or(members)) = &filter else { panic!("a list") };
        assert!(members.len() > 900);
        assert_eq!(filter.to_string(), text);
        assert!(!matches(&json!({}), &filter, Schemas::core()).unwrap());
    }
}

#[test]
fn the_deepest_filter_works_and_one_level_more_is_refused() {
    let nested = |depth: usize| "not (".repeat(depth) + "a pr" + &")".repeat(depth);
    let filter = parse_filter(&nested(SCIM_DEPTH), Mode::Lenient).unwrap();
    assert_eq!(filter.to_string(), nested(SCIM_DEPTH));
    assert!(!matches(&json!({}), &filter, Schemas::core()).unwrap(), "an even number of negations");
    for mode in [Mode::Lenient, Mode::Strict] {
        assert_eq!(parse_filter(&nested(SCIM_DEPTH + 1), mode).unwrap_err().code, Code::TooDeep);
        assert_eq!(parse_filter(&nested(1_500), mode).unwrap_err().code, Code::TooDeep);
        assert_eq!(parse_path(&"[".repeat(9_000), mode).unwrap_err().code, Code::TooDeep);
    }
    let long = "a".repeat(SCIM_CHARACTERS + 1);
    assert_eq!(parse_path(&long, Mode::Lenient).unwrap_err().code, Code::TooLong);
    assert!(parse_path(&long[1..], Mode::Lenient).is_ok());
}
