//! Expressions in words.

use attrflow::language::{Dialect, Origin, describe, functions, parse};
use serde_json::Value as Json;
use std::collections::HashMap;

fn cases(text: &str) -> Vec<Json> {
    serde_json::from_str(text).expect("the case file is JSON")
}

fn dialect(id: &str) -> Dialect {
    if id.starts_with("connect-") { Dialect::Connect } else { Dialect::Entra }
}

#[test]
fn cases_read_as_they_should() {
    let expressions = cases(include_str!("cases/expressions.json"));
    let known: HashMap<&str, &str> = expressions
        .iter()
        .filter_map(|case| Some((case["id"].as_str()?, case["expression"].as_str()?)))
        .collect();
    let words = cases(include_str!("cases/words.json"));
    assert!(words.len() >= 40, "{} cases", words.len());
    for case in &words {
        let (id, expression) =
            (case["id"].as_str().expect("id"), case["expression"].as_str().expect("expression"));
        assert!(known.get(id).is_none_or(|text| *text == expression), "{id} is another expression");
        assert_eq!(describe(expression, dialect(id)).expect(expression), case["words"], "{id}: {expression}");
    }
}

#[test]
fn every_valid_expression_has_a_sentence() {
    for case in cases(include_str!("cases/expressions.json")) {
        let (Some(id), Some(expression)) = (case["id"].as_str(), case["expression"].as_str()) else {
            continue;
        };
        match (describe(expression, dialect(id)), parse(expression, dialect(id))) {
            (Ok(words), Ok(_)) => {
                assert!(!words.is_empty() && words.chars().count() <= 200, "{expression}: {words}");
                // A place that is not filled, a part in brackets that is not resolved.
                assert!(!words.contains("}, ") && !words.contains("[{"), "{expression}: {words}");
            }
            (Err(_), Err(_)) => {}
            (words, _) => panic!("{expression}: {words:?}"),
        }
    }
}

/// Functions whose words are made from all their arguments, by code.
const BY_CODE: [&str; 6] = ["IIF", "Switch", "Coalesce", "Not", "CBool", "Replace"];

#[test]
fn every_function_has_a_phrase_about_its_own_parameters() {
    for function in functions(Dialect::Connect) {
        let coded = BY_CODE.contains(&function.name) || function.name == "FormatDateTime";
        assert!(
            coded || !function.words.is_empty() || function.origin == Origin::Connect,
            "{} has no words",
            function.name
        );
        for place in function.words.split('{').skip(1).filter_map(|part| part.split('}').next()) {
            let name = place.trim_end_matches(['…', '\'']);
            assert!(
                function.parameters.iter().any(|parameter| parameter.name == name),
                "{} has no parameter {name}",
                function.name
            );
        }
        // A condition can be denied, or it is made by code.
        let clause = function.result.as_str() == "Boolean" && !function.words.is_empty();
        assert_eq!(clause, function.words.contains('|'), "{}", function.name);
    }
}

#[test]
fn deep_and_wide_expressions_take_no_time() {
    let nests = [
        ("ToLower(", "[a]", ")"),
        ("Replace(", "[a]", ", \"x\", , , \"y\", , )"),
        ("IIF(InStr(", "[a]", ", \"x\") = 5, \"y\", \"z\")"),
        ("IIF([a] = \"x\", ", "[a]", ", \"z\")"),
        ("IIF([a] = \"x\", \"z\", ", "[a]", ")"),
        ("Not(", "[a]", ")"),
        ("Left(", "[a]", ", 0)"),
        ("ToLower([a], ", "[b]", ")"),
        ("Coalesce(", "[a]", ", [b])"),
        ("FormatDateTime(", "[a]", ", )"),
        ("BitAnd(1, IIF(", "[a]", " = 2, \"x\", \"y\"))"),
        ("Split(Join(\",\", ", "[a]", "), \"-\")"),
    ];
    for (before, inner, after) in nests {
        let depth = 98 / (before.to_owned() + after).matches(['(', '=']).count();
        let text = before.repeat(depth) + inner + &after.repeat(depth);
        let words = describe(&text, Dialect::Entra).expect(&text);
        assert!(words.chars().count() <= 200, "{words}");
    }
    let keys: Vec<String> = (0..600).map(|at| format!(r#""{at}", "v{}""#, at % 300)).collect();
    let wide = format!("Switch([a], , {})", keys.join(", "));
    assert!(describe(&wide, Dialect::Entra).expect("words").contains(" more"));
    let chain = vec!["[a]"; 90].join(" & ");
    assert!(describe(&chain, Dialect::Connect).expect("words").contains(" more"));
}

#[test]
fn words_need_a_whole_expression() {
    assert!(describe("ToLower(", Dialect::Entra).is_err());
    assert!(describe("", Dialect::Entra).is_err());
    assert_eq!(describe("Foo([a], \"x\")", Dialect::Entra).expect("words"), "Foo of a and \"x\"");
}
