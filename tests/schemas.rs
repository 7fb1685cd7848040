//! Synchronization schemas: trees, documents, edits, and everything that may be wrong with them.

use attrflow::diagnostic::{Code, Diagnostic, Outcome};
use attrflow::graph::{self, Imported};
use attrflow::language::{Dialect, Environment, parse};
use attrflow::mapping::{Plan, Profile};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

fn cases(text: &str) -> Vec<Json> {
    serde_json::from_str(text).expect("the case file is JSON")
}

fn documents() -> Vec<Json> {
    cases(include_str!("cases/schemas.json"))
}

/// The document of the case that has everything, laid out as Graph's pages do it.
fn everything() -> String {
    format!("{:#}", documents()[0]["document"])
}

fn with_source(source: &Json) -> String {
    json!({"synchronizationRules": [{"objectMappings": [{"sourceObjectName": "User", "attributeMappings": [
        {"targetAttributeName": "title", "source": source}]}]}]})
    .to_string()
}

fn import(text: &str) -> Imported {
    graph::import_text(text).expect(text).0
}

/// The profile of an object mapping as a document.
fn profile(imported: &Imported, at: usize) -> Json {
    serde_json::to_value(imported.profile(at).expect("an object mapping")).expect("JSON")
}

/// A profile document, read; the first error if it has any.
fn read(profile: &Json) -> Outcome<Profile> {
    match Profile::read(&profile.to_string()).strict() {
        Ok(profile) => Ok(profile),
        Err(found) => Err(Box::new(found.into_iter().find(Diagnostic::is_error).expect("an error"))),
    }
}

/// Exports a profile document.
fn export(text: &str, at: usize, profile: &Json) -> Outcome<(String, Vec<Diagnostic>)> {
    graph::export(text, at, &read(profile)?)
}

/// Creates a synchronization schema of a profile document.
fn create(profile: &Json) -> Outcome<(String, Vec<Diagnostic>)> {
    graph::create(&read(profile)?)
}

#[test]
fn trees_are_printed_and_made() {
    let mut wrong = Vec::new();
    for case in cases(include_str!("cases/schema-trees.json")) {
        let (imported, found) = graph::import_text(&with_source(&case["source"])).expect("a schema");
        assert_eq!(found, [], "{}", case["id"]);
        let (_, mapping) = imported.object_mapping(0).expect("an object mapping");
        let source = mapping.attribute_mappings[0].source.clone().expect("a source");
        let text = case["text"].as_str().expect("a text");
        if source.to_text() != text {
            wrong.push(format!("{}: {}", case["id"], source.to_text()));
        }
        let printed = case.get("printed").unwrap_or(&case["source"]["expression"]);
        if printed.as_str().is_some_and(|printed| source.to_graph_text() != printed) {
            wrong.push(format!("{}: printed {}", case["id"], source.to_graph_text()));
        }
        let (made, told) = graph::Source::from_text(text).expect(text);
        if case.get("rebuilt").is_none() && (made != source || !told.is_empty()) {
            wrong.push(format!("{}: made {}", case["id"], serde_json::to_string(&made).expect("JSON")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn expressions_of_exports_survive_the_way_to_a_tree_and_back() {
    for case in cases(include_str!("cases/exported-expressions.json")) {
        let text = case["expression"].as_str().expect("an expression");
        let (tree, found) = graph::Source::from_text(text).expect(text);
        assert_eq!((tree.to_graph_text().as_str(), found.as_slice()), (text, &[][..]));
        assert_eq!(tree.expression.as_deref(), Some(text));
    }
}

#[test]
fn documents_become_profiles() {
    for case in documents() {
        let text = case["document"].to_string();
        let (imported, found) = graph::import(text.as_bytes()).expect(&text);
        let found: Vec<Json> = found
            .iter()
            .map(|found| json!({"code": found.code.as_str(), "pointer": found.place.is_part().then(|| found.place.to_string())}))
            .collect();
        assert_eq!(Json::from(found), case["findings"], "{}", case["id"]);
        let profiles: Vec<Json> = (0..imported.mappings.len()).map(|at| profile(&imported, at)).collect();
        // Compared as text, for the order of members is part of what people see.
        let pretty = |json: &Json| format!("{json:#}");
        assert_eq!(pretty(&Json::from(profiles)), pretty(&case["profiles"]), "{}", case["id"]);
    }
}

#[test]
fn profiles_are_written_as_they_were_read() {
    for case in documents() {
        for given in case["profiles"].as_array().expect("profiles") {
            let read = read(given).expect("a profile");
            assert_eq!(serde_json::to_string(&read).expect("JSON"), given.to_string(), "{}", case["id"]);
        }
    }
    // What is usual is written where it is stated, and nowhere else.
    for text in [
        r#"{"attrflow":1,"source":"entra","target":"zoom","mappings":[]}"#,
        r#"{"attrflow":1,"source":"entra","target":"zoom","object":"user","settings":{"dialect":"entra-legacy","actions":["create","update","delete"]},"scope":[],"inputScope":[],"mappings":[]}"#,
        r#"{"attrflow":1,"source":"okta","target":"zoom","settings":{"create":true,"update":false,"deactivate":true},"mappings":[]}"#,
        r#"{"attrflow":1,"source":"entra","target":"scim","mappings":[{"type":"constant","source":"","target":"title"},{"type":"none","target":"active","default":"x"}],"attributes":{"target":[{"name":"a","type":"String"},{"name":"b","type":"Reference","multivalued":true,"required":true,"caseExact":true,"anchor":true,"mutability":"Immutable","defaultValue":"d","maximumLength":9,"referencedObjects":["User"]}]}}"#,
    ] {
        let read = Profile::read(text);
        assert_eq!(read.diagnostics, []);
        assert_eq!(serde_json::to_string(&read.value.expect(text)).expect("JSON"), text);
    }
}

#[test]
fn what_is_not_changed_is_not_touched() {
    // Numbers and escapes that no writer would write so, blanks, members given twice.
    let text = everything().replace("1000.0", "1E+3").replacen("\"Guest\"", "\"\\u0047uest\"", 1).replacen(
        "\"priority\": 1",
        "\"priority\"\t:\r\n 1,\"x\":-0.0, \"x\":[ ]",
        1,
    );
    let compact = documents()[0]["document"].to_string();
    for text in [text, compact, everything()] {
        let imported = import(&text);
        for at in 0..imported.mappings.len() {
            let own = imported.profile(at).expect("an object mapping");
            let (same, found) = graph::export(&text, at, &own).expect("exported");
            assert_eq!((same.as_str(), found.as_slice()), (text.as_str(), &[][..]));
            let profile = profile(&imported, at);
            let (same, found) = export(&text, at, &profile).expect("exported");
            assert_eq!((same.as_str(), found.as_slice()), (text.as_str(), &[][..]));
            // Members that a tool does not know may be lost on the way.
            let bare = json!({"mappings": profile["mappings"]});
            assert_eq!(export(&text, at, &bare).expect("exported").0, text);
        }
    }
}

/// Applies an edit to the profile of the users; gives the document after it, and the lines that differ.
fn edited(edit: impl Fn(&mut Json)) -> (String, Vec<String>, Vec<(Code, String)>) {
    let text = everything();
    let imported = import(&text);
    let at = imported.choose(None).expect("users");
    let mut edited = profile(&imported, at);
    edit(&mut edited);
    let (new, found) = export(&text, at, &edited).expect("exported");
    // What was written is what is read.
    let again = import(&new);
    let mut expected = edited;
    for mapping in expected["mappings"].as_array_mut().into_iter().flatten() {
        // What is required follows from the target's attributes.
        mapping.as_object_mut().expect("a mapping").remove("required");
        if mapping["target"] == "userName" {
            mapping["required"] = true.into();
        }
    }
    let sorted = |json: &Json| -> Map<String, Json> { json.as_object().cloned().expect("an object") };
    for member in ["mappings", "scope", "inputScope", "name"] {
        let (new, old) = (sorted(&profile(&again, at)), sorted(&expected));
        let empty = json!([]);
        let of = |map: &Map<String, Json>| map.get(member).cloned().filter(|value| *value != empty);
        assert_eq!(of(&new), of(&old), "{member}");
    }
    assert_eq!(profile(&again, 0), profile(&imported, 0), "the other mapping");
    let old: Vec<&str> = text.lines().collect();
    let changed = new.lines().filter(|line| !old.contains(line)).map(|line| line.trim().to_owned()).collect();
    (new, changed, found.into_iter().map(|found| (found.code, found.place.to_string())).collect())
}

#[test]
fn edits_of_a_mapping_change_its_own_lines() {
    let (_, lines, found) = edited(|profile| profile["mappings"][0]["source"] = "mail".into());
    assert_eq!(lines, [r#""expression": "[mail]","#, r#""name": "mail","#]);
    assert_eq!(found, []);
    let (_, lines, _) = edited(|profile| {
        profile["mappings"][3]["default"] = "none".into();
        profile["mappings"][0]["match"] = 3.into();
        profile["mappings"][6].as_object_mut().expect("a mapping").shift_remove("flowType");
    });
    assert_eq!(lines, [r#""matchingPriority": 3,"#, r#""defaultValue": "none","#]);
    // An expression that is only laid out otherwise is the same.
    let (new, ..) = edited_text(|profile| {
        profile["mappings"][2]["source"] =
            "switch([IsSoftDeleted],,\"False\",\"True\",\"True\",\"False\")".into();
    });
    assert_eq!(new, everything());
    let (new, ..) = edited_text(|profile| profile["mappings"][0]["source"] = " [userPrincipalName]".into());
    assert_eq!(new, everything());
}

/// The same without reading it again, for edits that Graph keeps otherwise than they are written.
fn edited_text(edit: impl Fn(&mut Json)) -> (String, Vec<Code>) {
    let text = everything();
    let mut profile = profile(&import(&text), 1);
    edit(&mut profile);
    let (new, found) = export(&text, 1, &profile).expect("exported");
    (new, found.into_iter().map(|found| found.code).collect())
}

#[test]
fn mappings_are_added_removed_renamed_and_moved() {
    let (new, lines, _) = edited(|profile| {
        let mappings = profile["mappings"].as_array_mut().expect("mappings");
        mappings.remove(4);
        mappings.insert(
            1,
            json!({"type": "expression", "source": "Join(\"\", [a], %x%)", "target": "costCenter"}),
        );
        mappings.push(json!({"type": "none", "target": "timezone", "default": "UTC", "apply": "create"}));
    });
    assert!(!new.contains("\"Guest\""));
    assert!(lines.contains(&r#""expression": "Join(\"\", [a], )","#.to_owned()), "{lines:?}");
    assert!(lines.contains(&r#""targetAttributeName": "timezone","#.to_owned()), "{lines:?}");
    let (_, lines, _) = edited(|profile| profile["mappings"][1]["target"] = "employeeNumber".into());
    assert_eq!(lines, [r#""targetAttributeName": "employeeNumber""#.to_owned() + ","]);
    let (new, lines, _) = edited(|profile| profile["mappings"].as_array_mut().expect("mappings").swap(0, 5));
    assert!(lines.is_empty(), "{lines:?}");
    assert_eq!(new.len(), everything().len());
    let (_, lines, _) = edited(|profile| profile["mappings"] = json!([]));
    assert_eq!(lines, [r#""attributeMappings": []"#]);
}

#[test]
fn unread_mappings_keep_their_places() {
    let text = r#"{"synchronizationRules":[{"objectMappings":[{"sourceObjectName":"User","attributeMappings":[
        {"a":1},{"targetAttributeName":"x","source":null},{"b":2},{"targetAttributeName":"y","source":null},{"c":3}]}]}]}"#;
    let profile = json!({"mappings": [{"type": "none", "target": "y"}, {"type": "none", "target": "z"}]});
    let (new, _) = export(text, 0, &profile).expect("exported");
    let new: Json = serde_json::from_str(&new).expect("JSON");
    let list =
        new["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"].as_array().expect("a list");
    assert_eq!(list.len(), 5, "{list:?}");
    assert_eq!((&list[0]["a"], &list[2]["c"]), (&json!(1), &json!(3)));
    assert!(list.iter().any(|element| element["b"] == 2));
}

#[test]
fn scopes_actions_names_and_attributes_are_written() {
    let (new, lines, _) = edited(|profile| {
        profile["scope"][0]["clauses"].as_array_mut().expect("clauses").pop();
        profile["scope"][1]["clauses"][0]["value"] = "Support".into();
        profile["inputScope"] = json!([]);
        profile["settings"]["actions"] = json!(["delete"]);
        profile["name"] = "People".into();
    });
    assert!(
        lines.contains(&r#""Support""#.to_owned()) && lines.contains(&r#""flowTypes": "Delete","#.to_owned())
    );
    assert!(new.contains("\"operatorName\": \"Not_Equals\""), "what is not changed is spelled as it was");
    let (_, lines, _) = edited(|profile| {
        profile["scope"] = json!([]);
        profile["inputScope"] = json!([]);
    });
    assert_eq!(lines, [r#""groups": [],"#, r#""inputFilterGroups": []"#]);
    let add = json!({"name": "costCenter", "type": "Integer", "maximumLength": 9});
    let (new, _) = edited_text(|profile| {
        profile["attributes"]["target"].as_array_mut().expect("a list").push(add.clone());
    });
    let listed =
        profile(&import(&new), 1)["attributes"]["target"].as_array().and_then(|list| list.last().cloned());
    assert_eq!(listed, Some(add));
    // A scope where there was none.
    let text = everything();
    let scoped = json!({"mappings": profile(&import(&text), 0)["mappings"],
        "inputScope": [{"clauses": [{"attr": "a", "op": "EQUALS", "value": ["x", "y"]}]}]});
    let (new, _) = export(&text, 0, &scoped).expect("exported");
    assert_eq!(profile(&import(&new), 0)["inputScope"], scoped["inputScope"]);
}

#[test]
fn what_has_no_place_in_a_document_is_told() {
    let (_, _, found) = edited(|profile| {
        profile["settings"] = json!({"scopeMode": "all", "targetSupportsSoftDelete": true});
        profile["mappings"][4] = json!({"type": "expression", "source": "Not([a]=\"b\")", "target": "title", "flowBehavior": "FlowAlways"});
    });
    let told = |pointer: &str| (Code::NotExported, pointer.to_owned());
    assert_eq!(
        found,
        [told("/mappings/4/source"), told("/settings/scopeMode"), told("/settings/targetSupportsSoftDelete")]
    );
    // Stored as text, it is read as what it was.
    let (tree, _) =
        graph::Source::from_text("IIF(Not([a]=\"b\"), Frob(1), [c]=\"d\")").expect("an expression");
    assert_eq!(tree.to_text(), "IIF(Not([a]=\"b\"), Frob(1), [c]=\"d\")");
    for (profile, code) in [
        (json!({"mappings": [{"type": "expression", "source": "Join(", "target": "x"}]}), Code::Syntax),
        (json!({"mappings": [{"type": "direct", "target": "x"}]}), Code::InvalidDocument),
    ] {
        assert_eq!(export(&everything(), 1, &profile).expect_err("wrong").code, code);
        assert_eq!(create(&profile).expect_err("wrong").code, code);
    }
    assert_eq!(export(&everything(), 9, &json!([])).expect_err("none").code, Code::InvalidDocument);
}

#[test]
fn profiles_become_documents() {
    for preset in attrflow::systems::presets::presets() {
        let (text, found) = create(&preset.profile).expect(&preset.id);
        assert_eq!(found, [], "{}", preset.id);
        let (imported, found) = graph::import_text(&text).expect(&preset.id);
        assert_eq!(found, [], "{}: every attribute is listed", preset.id);
        let plain = |json: &Json| {
            let mut mappings = json["mappings"].as_array().cloned().unwrap_or_default();
            for mapping in &mut mappings {
                let members = mapping.as_object_mut().expect("a mapping");
                members.remove("note");
                members.remove("required");
                members.sort_keys();
            }
            mappings
        };
        assert_eq!(plain(&profile(&imported, 0)), plain(&preset.profile), "{}", preset.id);
    }
    // What a profile says besides its mappings.
    for case in documents() {
        for given in case["profiles"].as_array().expect("profiles") {
            let (text, _) = create(given).expect("a document");
            let again = profile(&import(&text), 0);
            for member in ["mappings", "scope", "inputScope", "object"] {
                let differs = format!("{}: {member}", case["id"]);
                assert_eq!(
                    without_required(again.get(member)),
                    without_required(given.get(member)),
                    "{differs}"
                );
            }
            assert_eq!(again["settings"]["actions"], given["settings"]["actions"]);
        }
    }
}

fn without_required(json: Option<&Json>) -> Option<Json> {
    let mut json = json.cloned()?;
    for mapping in json.as_array_mut().into_iter().flatten() {
        if let Some(members) = mapping.as_object_mut() {
            members.remove("required");
        }
    }
    Some(json)
}

#[test]
fn encodings() {
    let text = r#"{"synchronizationRules": [{"name": "Blå 😀", "objectMappings": []}]}"#;
    let units = || text.encode_utf16();
    let little: Vec<u8> = [0xFF, 0xFE].into_iter().chain(units().flat_map(u16::to_le_bytes)).collect();
    let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(units().flat_map(u16::to_be_bytes)).collect();
    let marked: Vec<u8> = [0xEF, 0xBB, 0xBF].into_iter().chain(text.bytes()).collect();
    for bytes in [text.as_bytes(), &little, &big, &marked] {
        let (imported, found) = graph::import(bytes).expect("a schema");
        assert_eq!(imported.document.rules[0].name.as_deref(), Some("Blå 😀"));
        assert_eq!(found, []);
    }
    for bytes in [&b"{\"a\": \"\xE9\"}"[..], &little[..little.len() - 1], &[0xFF, 0xFE, 0x00, 0xD8]] {
        assert_eq!(graph::import(bytes).expect_err("no text").code, Code::InvalidEncoding);
    }
}

#[test]
fn broken_documents_are_located() {
    let stray = "{\n \"synchronizationRules\": [\n  {},\n ]\n}";
    let found = graph::import_text(stray).expect_err("a stray comma");
    assert_eq!((found.code, found.span.map(|span| span.start)), (Code::InvalidJson, Some(36)));
    for text in ["[]", "{}", "{\"synchronizationRules\": {}}", "{\"value\": []}", "7"] {
        assert_eq!(graph::import_text(text).expect_err(text).code, Code::InvalidDocument, "{text}");
        assert!(!graph::is_schema(text));
    }
}

#[test]
fn expressions_may_nest_as_deep_as_the_service_allows() {
    let text = format!("{}[a]{}", "Trim(".repeat(98), ")".repeat(98));
    let nested = json!({"mappings": [{"type": "expression", "source": text, "target": "title"}]});
    let (document, _) = create(&nested).expect("a document");
    assert_eq!(profile(&import(&document), 0)["mappings"], nested["mappings"]);
    let (same, _) = export(&document, 0, &nested).expect("exported");
    assert_eq!(same, document);
    graph::share(&document).expect("shared");
    // Deeper than any expression: told with its place, and nothing overflows.
    let deep = document.replacen("[a]", "", 1);
    let deep = deep.replacen("\"Attribute\"", &format!("{}1{}", "[".repeat(400), "]".repeat(400)), 1);
    let found = graph::import_text(&deep).expect_err("too deep");
    assert_eq!(found.code, Code::InvalidJson);
    assert!(found.message.contains("too deep"), "{}", found.message);
    assert!(graph::import_text(&"[".repeat(1_000_000)).is_err());
}

#[test]
fn findings_are_counted() {
    let rules = vec!["7"; 200_000].join(",");
    let (imported, found) =
        graph::import_text(&format!("{{\"synchronizationRules\": [{rules}]}}")).expect("a schema");
    assert!(imported.mappings.is_empty());
    assert_eq!(found.len(), attrflow::limits::SCHEMA_FINDINGS + 1);
    assert!(found.last().is_some_and(|found| found.message.contains("there is more")));
}

#[test]
fn shared_documents_do_not_name_the_tenant() {
    let mut document = documents()[0]["document"].clone();
    document["directories"][1]["version"] = "ActivityId:1".into();
    document["synchronizationRules"][0]["metadata"] = json!([{"key": "secretToken", "value": "hush"}, {"key": "x", "value": "1", "a@odata.context": "tenant"}]);
    document["secrets"] = json!([{"key": "BaseAddress", "value": "hush"}]);
    for text in [document.to_string(), format!("{document:#}")] {
        let shared = graph::share(&text).expect("shared");
        for secret in ["tenant", "ActivityId", "hush", "odata.context"] {
            assert!(!shared.contains(secret), "{secret} in {shared}");
        }
        let shared: Json = serde_json::from_str(&shared).expect("JSON");
        assert_eq!(shared["synchronizationRules"][0]["id"], "rule-1", "identifiers of rules are everyone's");
        let mut mappings =
            [&shared, &document].map(|json| json["synchronizationRules"][0]["objectMappings"].clone());
        assert_eq!(mappings[0].take(), mappings[1].take());
    }
}

#[test]
fn parse_expression_answers_as_the_service() {
    let answer = |request: Json| graph::parse_expression(&request, &Environment::default());
    let property = |key: &str, value: Json| json!({"key": key, "value": value});
    let full = answer(json!({"expression": "Replace([preferredLanguage], \"-\", , , \"_\", ,  )",
        "testInputObject": {"definition": null, "properties": [property("preferredLanguage", json!("EN-US"))]}}));
    let tree =
        graph::Source::from_text("Replace([preferredLanguage], \"-\", , , \"_\", , )").expect("a tree").0;
    let mut parsed = serde_json::to_value(&tree).expect("JSON");
    parsed.as_object_mut().expect("an object").sort_keys();
    let mut given = full["parsedExpression"].clone();
    given.as_object_mut().expect("an object").sort_keys();
    assert_eq!(given, parsed);
    assert_eq!(
        (&full["parsingSucceeded"], &full["evaluationSucceeded"], &full["evaluationResult"], &full["error"]),
        (&json!(true), &json!(true), &json!(["EN_US"]), &Json::Null)
    );
    let several = answer(json!({"expression": "Split([a], \",\")",
        "testInputObject": {"properties": [property("a", json!("x,y"))]}}));
    assert_eq!(several["evaluationResult"], json!(["x", "y"]));
    let nothing = answer(json!({"expression": "[a]", "testInputObject": {"properties": []}}));
    assert_eq!((&nothing["evaluationSucceeded"], &nothing["evaluationResult"]), (&json!(true), &json!([])));
    let parsed_only = answer(json!({"expression": "[a]", "testInputObject": null}));
    assert_eq!(
        (&parsed_only["parsingSucceeded"], &parsed_only["evaluationSucceeded"]),
        (&json!(true), &json!(false))
    );
    for (request, parsed, code) in [
        (json!({"expression": "Join(\" \", [a]"}), false, "syntax"),
        (json!({"expression": "Nope([a])"}), false, "unknown-function"),
        (json!({"expression": 7}), false, "invalid-document"),
        (json!({"expression": "Error(\"no\")", "testInputObject": {}}), true, "invalid-document"),
        (
            json!({"expression": "Split(\"a,b\", \",\")", "testInputObject": {},
                "targetAttributeDefinition": {"name": "x"}}),
            true,
            "target-type",
        ),
        (
            json!({"expression": "\"maybe\"", "testInputObject": {},
                "targetAttributeDefinition": {"name": "x", "type": "Boolean"}}),
            true,
            "target-type",
        ),
    ] {
        let answer = answer(request.clone());
        assert_eq!(answer["parsingSucceeded"], parsed, "{request}");
        assert_eq!(answer["evaluationSucceeded"], false, "{request}");
        if code != "invalid-document" || !parsed {
            assert_eq!(answer["error"]["code"], code, "{request} {answer}");
        }
        assert!(answer["error"]["message"].is_string(), "{request}");
    }
}

/// Every pointer to a value of a document.
fn pointers(json: &Json, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match json {
        Json::Array(list) => {
            list.iter().enumerate().for_each(|(step, json)| pointers(json, &format!("{at}/{step}"), all));
        }
        Json::Object(members) => {
            members.iter().for_each(|(name, json)| {
                pointers(json, &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), all);
            });
        }
        _ => {}
    }
}

fn junk() -> impl Strategy<Value = Json> {
    prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        ".{0,12}".prop_map(Json::from),
        "[\\[\\](),\"a%\\\\= ]{0,12}".prop_map(Json::from),
        Just(json!({})),
        Just(json!([])),
        Just(json!([[[{"a": [null]}]]])),
        Just(
            json!({"type": "Function", "name": "IIF", "parameters": [{"key": "one", "value": {"name": "x"}}]})
        ),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn damaged_documents_are_told_of_and_kept(
        damage in prop::collection::vec((any::<prop::sample::Index>(), junk()), 1..6),
        case in any::<prop::sample::Index>(),
    ) {
        let mut document = case.get(&documents())["document"].clone();
        for (at, junk) in damage {
            let mut all = Vec::new();
            pointers(&document, "", &mut all);
            // The root stays, and so does what makes it a schema.
            all.retain(|pointer| !pointer.is_empty() && pointer != "/synchronizationRules");
            if let Some(value) = all.get(at.index(all.len().max(1))).and_then(|at| document.pointer_mut(at)) {
                *value = junk;
            }
        }
        let text = document.to_string();
        let (imported, found) = graph::import_text(&text).expect("a schema");
        for found in found {
            prop_assert!(found.place.is_part());
            let pointer = found.place.to_string();
            prop_assert!(document.pointer(&pointer).is_some() || pointer.ends_with("/value"), "{pointer}");
        }
        for at in 0..imported.mappings.len() {
            let written = profile(&imported, at);
            let read_back = Profile::read(&written.to_string()).strictly();
            let complete = imported.complete_profile(at).strictly();
            match complete.value.clone() {
                Some(profile) => {
                    // The one reader reads what was written.
                    prop_assert!(read_back.diagnostics.is_empty());
                    let again = read_back.value.expect("complete");
                    prop_assert_eq!(serde_json::to_string(&again).expect("JSON"), written.to_string());
                    prop_assert_eq!(&again, &profile);
                    let plan = Plan::compile(complete).lenient().expect("complete");
                    for found in plan.diagnostics() {
                        if let Some(placed) = imported.place(at, found) {
                            prop_assert!(placed.place.is_part());
                            let way = placed.place.pointer();
                            let pointer = way.to_string();
                            prop_assert!(attrflow::diagnostic::document::locate(&text, &way).is_some()
                                || !pointer.contains("attributeMappings/"), "{pointer}");
                        }
                    }
                    let own = imported.profile(at).expect("an object mapping");
                    let (same, _) = graph::export(&text, at, &own).expect("exported");
                    prop_assert_eq!(&same, &text);
                }
                None => {
                    prop_assert!(!complete.diagnostics.is_empty());
                    prop_assert_eq!(complete, read_back);
                }
            }
            let _ = graph::create(&imported.profile(at).expect("an object mapping"));
        }
        graph::share(&text).expect("shared");
    }

    #[test]
    fn damaged_texts_never_panic(cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = everything().into_bytes();
        let at = cut.index(bytes.len());
        bytes[at] = byte;
        let _ = graph::import(&bytes);
        bytes.truncate(at);
        let _ = graph::import(&bytes);
    }

    #[test]
    fn edited_documents_say_what_the_profile_says(
        order in Just((0..8).collect::<Vec<usize>>()).prop_shuffle(),
        kept in 0..=8_usize,
        fresh in prop::collection::vec("[a-z]{1,6}", 0..3),
        compact in any::<bool>(),
    ) {
        let text = if compact { documents()[0]["document"].to_string() } else { everything() };
        let old = profile(&import(&text), 1);
        let mut mappings: Vec<Json> = order.iter().take(kept).map(|at| old["mappings"][*at].clone()).collect();
        for (at, name) in fresh.iter().enumerate() {
            let source = format!("Join(\" \", [{name}], \"{name}\")");
            mappings.insert(at.min(mappings.len()), json!({"type": "expression", "source": source, "target": format!("x{name}{at}")}));
        }
        let mut new = old.clone();
        new["mappings"] = mappings.into();
        let (exported, _) = export(&text, 1, &new).expect("exported");
        prop_assert_eq!(&profile(&import(&exported), 1), &new);
        let again: Json = serde_json::from_str(&exported).expect("JSON");
        let before: Json = serde_json::from_str(&text).expect("JSON");
        prop_assert_eq!(&again["directories"], &before["directories"]);
    }

    #[test]
    fn trees_of_expressions_print_the_expression(text in expression()) {
        prop_assume!(parse(&text, Dialect::Entra).is_ok());
        let (tree, _) = graph::Source::from_text(&text).expect("an expression");
        let line = |text: &str| {
            let tree = parse(text, Dialect::Entra).expect("an expression");
            attrflow::language::format_line(&tree, text, Dialect::Entra)
        };
        // Numbers in texts are numbers where the parameter takes one.
        prop_assert_eq!(line(&tree.to_text()), line(&text));
    }
}

fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-z]{1,4}".prop_map(|name| format!("[{name}]")),
        "[a-z ,()]{0,5}".prop_map(|text| format!("\"{text}\"")),
        Just("NULL".to_owned()),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let empty = prop_oneof![4 => inner.clone(), 1 => Just(String::new())];
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("Join({a}, {b}, [c])")),
            prop::collection::vec(empty.clone(), 2..8).prop_map(|all| format!("Switch({})", all.join(", "))),
            (inner.clone(), inner.clone(), empty.clone(), empty.clone())
                .prop_map(|(a, b, c, d)| format!("IIF({a}={b}, {c}, {d})")),
            prop::collection::vec(empty.clone(), 7)
                .prop_map(|all| format!("Replace([a], {})", all[1..].join(", "))),
            inner.clone().prop_map(|a| format!("Join(%x%, {a}, %y%)")),
            (inner.clone(), 0..99).prop_map(|(a, n)| format!("Left({a}, {n})")),
            prop::collection::vec(empty, 1..4)
                .prop_map(|all| format!("FormatDateTime([a], {})", all.join(", "))),
            inner.prop_map(|a| format!("Trim({a})")),
        ]
    })
}

/// Whether the parts of a pattern, divided by `.*`, follow each other in a text.
fn follows(pattern: &str, text: &str) -> bool {
    let mut rest = text;
    pattern.replace('\\', "").split(".*").all(|part| match rest.split_once(part) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

#[test]
fn schemas_come_out_of_what_they_are_wrapped_in() {
    let cases: Vec<Json> =
        serde_json::from_str(include_str!("cases/wrappings.json")).expect("a list of cases");
    for case in cases {
        let text = serde_json::to_string_pretty(&case["document"]).expect("JSON");
        let read = graph::unwrapped(&text).and_then(|inner| graph::import_text(&inner).map(|_| ()));
        let wanted = case.get("mappings").and_then(Json::as_array);
        let Some(wanted) = wanted else {
            let found = read.expect_err("a refusal");
            let said = format!("{} {}", found.message, found.help.unwrap_or_default());
            assert!(follows(case["refused"].as_str().expect("a pattern"), &said), "{}: {said}", case["id"]);
            continue;
        };
        // The text as it is, and what was taken out of it.
        for text in [&*text, &*graph::unwrapped(&text).expect("a schema")] {
            let (imported, _) = graph::import_text(text).expect("a schema");
            let numbers: Vec<usize> = (0..imported.mappings.len())
                .map(|at| imported.profile(at).map_or(0, |profile| profile.mappings.len()))
                .collect();
            assert_eq!(json!(numbers), json!(wanted), "{}", case["id"]);
            assert!(graph::is_schema(text), "{}", case["id"]);
        }
        // Every line of the schema stays where it is.
        let inner = graph::unwrapped(&text).expect("a schema");
        let line = |text: &str| text.lines().position(|line| line.contains("displayName"));
        if case["id"] != "terraform-text" {
            assert_eq!(line(&inner), line(&text), "{}", case["id"]);
        }
        // And an edit of it is written into the schema alone.
        let (imported, _) = graph::import_text(&inner).expect("a schema");
        let mut profile = imported.profile(0).expect("a profile");
        profile.mappings[1].source = "mail".to_owned();
        let (edited, _) = graph::export(&text, 0, &profile).expect("an edit");
        let (again, _) = graph::import_text(&edited).expect("a schema");
        assert_eq!(again.profile(0).expect("a profile").mappings[1].source, "mail", "{}", case["id"]);
    }
}
