//! What must hold for any expression and any user: no panic, no runaway, sound places.

use attrflow::diagnostic::{Code, Diagnostic};
use attrflow::evaluate;
use attrflow::language::{Dialect, Environment, check, parse, tokens};
use attrflow::mapping::Profile;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// Pieces that real expressions are made of, wrong ones among them.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "[mail]",
        "[a",
        "]",
        "\"x\"",
        "\"",
        "(",
        ")",
        ",",
        " ",
        "=",
        "<>",
        ">",
        "&",
        "&&",
        "==",
        "-1",
        "1.5",
        "&HF",
        "True",
        "NULL",
        "IgnoreAttributeFlow",
        "%D.F%",
        "$v",
        "'",
        "“",
        "😀",
        "é\u{301}",
        "\n",
        "Join(",
        "Switch(",
        "IIF(",
        "Replace(",
        "Mid(",
        "DateAdd(",
        "FormatDateTime(",
        "Item(",
        "Split(",
        "Now()",
        "Guid()",
        "Foo(",
        "\"(a+)+$\"",
        "\"yyyy\"",
        "\"d\"",
        "[list]",
        "[n]",
        "[none]",
        "[o]",
    ]);
    prop_oneof![6 => known.prop_map(str::to_owned), 1 => ".{0,6}"]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..24).prop_map(|pieces| pieces.concat())
}

/// Well-formed calls of any function with any arguments.
fn call() -> impl Strategy<Value = String> {
    let names: Vec<&str> = attrflow::language::functions(Dialect::Connect).map(|f| f.name).collect();
    let leaf = prop::sample::select(vec![
        "[mail]",
        "[n]",
        "[list]",
        "[none]",
        "[o]",
        "\"x\"",
        "\"\"",
        "\"2024-02-29\"",
        "\"yyyy-MM-dd\"",
        "\"(x*)*$\"",
        "1",
        "-1",
        "9223372036854775807",
        "True",
        "NULL",
        "",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(4, 40, 6, move |inner| {
        (prop::sample::select(names.clone()), prop::collection::vec(inner, 0..8))
            .prop_map(|(name, arguments)| format!("{name}({})", arguments.join(", ")))
    })
}

fn user() -> Json {
    json!({"mail": "Ada.Park@contoso.example", "n": 7, "list": ["a", "", null, "b"], "o": {"x": [1]},
           "big": i64::MAX, "text": "x".repeat(300)})
}

fn sound(text: &str, found: &[Diagnostic]) {
    for found in found {
        assert!(!found.message.is_empty());
        let spans =
            found.span.iter().chain(found.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| &edit.span));
        for span in spans {
            assert!(
                span.start <= span.end && text.get(span.start..span.end).is_some(),
                "{found:?} in {text:?}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 300 } else { 2000 }))]

    #[test]
    fn any_text_parses_or_is_explained(text in text()) {
        for dialect in [Dialect::Entra, Dialect::Connect] {
            match parse(&text, dialect) {
                Ok(tree) => sound(&text, &check(&text, &tree, dialect)),
                Err(found) => sound(&text, &[*found]),
            }
        }
        let mut end = 0;
        for token in tokens(&text) {
            prop_assert!(token.span.start >= end && token.span.end > token.span.start);
            end = token.span.end;
        }
    }

    #[test]
    fn any_call_gives_a_value_or_an_error(text in call()) {
        for dialect in [Dialect::Entra, Dialect::Connect] {
            match evaluate(&text, &user(), dialect, &Environment::default()) {
                Ok(result) => sound(&text, &result.warnings),
                Err(found) => {
                    prop_assert!(found.iter().any(Diagnostic::is_error), "{text}: {found:?}");
                    sound(&text, &found);
                }
            }
        }
    }

    #[test]
    fn the_same_inputs_give_the_same_value(text in call()) {
        let run = || evaluate(&text, &user(), Dialect::Entra, &Environment::default()).ok();
        prop_assert_eq!(run(), run());
    }

    #[test]
    fn any_document_is_a_profile_or_refused(text in "[\\[\\]{}\":,a-z0-9 ]{0,60}|.{0,40}") {
        if let Err(found) = Profile::read(&text).strict() {
            prop_assert!(found.iter().any(Diagnostic::is_error));
        }
    }
}

#[test]
fn texts_that_double_stop_at_a_limit() {
    let mut text = "[text]".to_owned();
    for _ in 0..14 {
        text = format!("Join(\"\", {text}, {text})");
        if text.len() > 9_000 {
            break;
        }
    }
    // 300 characters doubled by nesting, then multiplied by replacing each.
    let many = format!("Replace({}, \"x\", , , [text], , )", text);
    let found = evaluate(&many, &user(), Dialect::Entra, &Environment::default());
    let found = found.expect_err("a limit");
    assert!(matches!(found[0].code, Code::StepLimit | Code::Value | Code::TooLong), "{found:?}");
}

#[test]
fn patterns_that_run_away_stop_at_a_limit() {
    let user = json!({"text": format!("{}!y", "x".repeat(300))});
    let expression = "Replace([text], , \"^(x+)+y\", , \"\", , )";
    let found = evaluate(expression, &user, Dialect::Entra, &Environment::default());
    assert_eq!(found.map(|_| ()).expect_err("a limit")[0].code, Code::StepLimit);
}

/// The tree without places and with documented spellings, to compare meanings.
fn meaning(text: &str, dialect: Dialect) -> Option<String> {
    let tree = parse(text, dialect).ok()?;
    Some(attrflow::language::format_line(&tree, "", dialect))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 300 } else { 2000 }))]

    #[test]
    fn formatting_keeps_the_meaning_and_settles(text in prop_oneof![call(), text()]) {
        for dialect in [Dialect::Entra, Dialect::Connect] {
            let Ok(formatted) = attrflow::language::format(&text, dialect) else { continue };
            prop_assert_eq!(meaning(&formatted, dialect), meaning(&text, dialect));
            let again = attrflow::language::format(&formatted, dialect);
            prop_assert_eq!(again, Ok(formatted));
        }
    }

    #[test]
    fn any_text_survives_its_quotes(text in ".{0,30}") {
        let expression = attrflow::language::quoted(&text);
        let value = evaluate(&expression, &json!({}), Dialect::Entra, &Environment::default());
        prop_assert_eq!(value.map(|result| result.value.to_json()), Ok(json!(text)));
    }
}
