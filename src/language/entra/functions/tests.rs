//! Every documented example runs; every entry is complete.

use crate::language::{
    Dialect, Environment, Expression, Kind, Origin, Slots, find_function as find, functions,
};
use crate::value::Value;
use serde_json::Value as Json;

/// The text form of a result, as Graph returns it.
fn text_form(json: Json) -> Json {
    match json {
        Json::Bool(value) => Json::from(crate::value::boolean_text(value)),
        Json::Number(number) => Json::String(number.to_string()),
        Json::Array(values) => values.into_iter().map(text_form).collect(),
        other => other,
    }
}

#[test]
fn every_example_gives_its_documented_result() {
    let mut ran = 0;
    for function in functions(Dialect::Connect) {
        for example in function.examples {
            let source: Json = serde_json::from_str(example.source).expect(example.source);
            let expected: Json = serde_json::from_str(example.result).expect(example.result);
            let mut slots = Slots::default();
            // In Connect's own functions variables are bound, which Entra's language does not have.
            let connect = function.origin == Origin::Connect;
            let dialect = if connect { Dialect::Connect } else { Dialect::Entra };
            let compiled = Expression::compile(example.expression, dialect, &mut slots).strict();
            let expression = compiled.unwrap_or_else(|found| panic!("{}: {found:?}", example.expression));
            let user: Vec<_> = slots.names().iter().map(|name| Value::from_json(&source[name])).collect();
            let result = expression.run(&user, &Environment::default(), 0);
            let value = result.unwrap_or_else(|found| panic!("{}: {found:?}", example.expression)).value;
            assert_eq!(text_form(value.to_json()), expected, "{}", example.expression);
            ran += 1;
        }
    }
    assert!(ran >= 50, "only {ran} examples");
}

#[test]
fn names_are_unique_and_entries_complete() {
    for dialect in [Dialect::Entra, Dialect::Connect] {
        for function in functions(dialect) {
            let found = find(&function.name.to_uppercase(), dialect).expect(function.name);
            assert_eq!(found.name, function.name);
            assert!(function.summary.ends_with('.'), "{}", function.name);
            assert!(function.minimum <= function.maximum().unwrap_or(usize::MAX));
        }
    }
    let mut names: Vec<_> = functions(Dialect::Entra).map(|function| function.name).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
    assert!(functions(Dialect::Entra).all(|function| function.origin != Origin::Connect));
}

#[test]
fn repeating_parameters_go_round() {
    let switch = find("Switch", Dialect::Entra).expect("Switch");
    let names: Vec<_> = (0..6).filter_map(|at| switch.parameter(at)).map(|p| p.name).collect();
    assert_eq!(names, ["source", "defaultValue", "key", "value", "key", "value"]);
    let replace = find("Replace", Dialect::Entra).expect("Replace");
    assert_eq!(replace.parameter(2).map(|p| p.kind), Some(Kind::Pattern));
    assert_eq!(replace.parameter(7), None);
    assert_eq!(
        find("Join", Dialect::Entra).expect("Join").signature(),
        "Join(separator, source1, [source…])"
    );
}

#[test]
fn what_is_passed_on_stands_in_the_entries() {
    let taken = |name, dialect| {
        let passes = find(name, dialect).unwrap().passes;
        (0..6).filter(|at| passes.takes(*at)).collect::<Vec<_>>()
    };
    assert_eq!(taken("IIF", Dialect::Entra), [1, 2, 3, 4, 5]);
    assert_eq!(taken("Switch", Dialect::Entra), [1, 3, 5]);
    assert_eq!(taken("Switch", Dialect::Connect), [1, 3, 5]);
    assert_eq!(taken("Redact", Dialect::Entra), [0]);
    assert!(taken("Join", Dialect::Entra).is_empty());
    let keys = find("Switch", Dialect::Entra).unwrap().passes;
    assert_eq!((0..6).filter(|at| keys.is_key(*at)).collect::<Vec<_>>(), [2, 4]);
}
