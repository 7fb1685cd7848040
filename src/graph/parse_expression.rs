//! `parseExpression`: an expression parsed and tried, in the service's own request and response. A door: the
//! expression comes as text from somebody else.

use super::directory::AttributeDefinition;
use super::object::{list, object, text};
use super::reader::Reader;
use super::source::Source;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::{Context, Dialect, Environment, Evaluation};
use crate::mapping::{ListedAttribute, ListedType};
use crate::source::Question;
use crate::systems::entra;
use crate::value::Value;
use serde_json::{Map, Value as Json};

/// Answers a request of Graph's `parseExpression` (attributeMappingSource pages, synchronizationSchema:
/// parseExpression): `expression`, `testInputObject` with `properties`, and `targetAttributeDefinition`.
///
/// The response has the service's members. An expression that does not parse, or that fails for the test
/// object, is told in `error`; its codes are ours, for Microsoft documents none. Without test object the
/// expression is parsed only.
///
/// ```
/// use attrflow::language::Environment;
/// let answer = attrflow::graph::parse_expression(&serde_json::json!({
///     "expression": "Replace([preferredLanguage], \"-\", , , \"_\", ,  )",
///     "targetAttributeDefinition": null,
///     "testInputObject": {"definition": null, "properties": [{"key": "preferredLanguage", "value": "EN-US"}]},
/// }), &Environment::default());
/// assert_eq!(answer["evaluationResult"][0], "EN_US");
/// assert_eq!(answer["parsedExpression"]["expression"], "Replace([preferredLanguage], \"-\", , , \"_\", , )");
/// ```
pub fn parse_expression(request: &Json, environment: &Environment) -> Json {
    let Some(expression) = request.get("expression").and_then(Json::as_str) else {
        let diagnostic = Diagnostic::new(Code::InvalidDocument, "the request has no `expression`");
        return answer(None, None, vec![diagnostic]);
    };
    let (source, _) = match Source::from_text(expression) {
        Ok(parsed) => parsed,
        // All that is wrong, and not only the first thing.
        Err(_) => return answer(None, None, wrong(expression)),
    };
    let errors = wrong(expression);
    if errors.iter().any(Diagnostic::is_blocking) {
        return answer(None, None, errors);
    }
    let test = request.get("testInputObject").filter(|test| test.is_object());
    let Some(test) = test else { return answer(Some(&source), None, Vec::new()) };
    let definition = request.get("targetAttributeDefinition").and_then(Json::as_object);
    let definition =
        definition.and_then(|members| AttributeDefinition::read(&mut Reader::default(), members, 0));
    // The request says what the service has imported.
    let user = user(test);
    let result = Question::new(expression, &user, Dialect::Entra).raw(true).answer(environment);
    let values = result.and_then(|evaluation| {
        let values = texts(evaluation);
        match definition.as_ref().and_then(|definition| misfit(&definition.listed, &values)) {
            Some(diagnostic) => Err(vec![diagnostic]),
            None => Ok(values),
        }
    });
    match values {
        Ok(values) => answer(Some(&source), Some(values), Vec::new()),
        Err(diagnostics) => answer(Some(&source), None, diagnostics),
    }
}

fn wrong(expression: &str) -> Vec<Diagnostic> {
    let diagnostics =
        crate::language::check_text(expression, Dialect::Entra, &Context::of(&entra::VOCABULARY));
    diagnostics.into_iter().filter(Diagnostic::is_error).collect()
}

/// The test object as a source user.
fn user(test: &Json) -> Json {
    let properties = test.get("properties").and_then(Json::as_array);
    let pair = |property: &Json| {
        let key = property.get("key")?.as_str()?.to_owned();
        Some((key, property.get("value").cloned().unwrap_or_default()))
    };
    Json::Object(properties.into_iter().flatten().filter_map(pair).collect::<Map<_, _>>())
}

/// The result as texts: none for no value, several for a list.
fn texts(evaluation: Evaluation<'_>) -> Vec<String> {
    let list = match evaluation.value {
        Value::List(list) => list,
        other => vec![other],
    };
    list.into_iter().filter_map(|value| Some(value.into_text().ok()??.into_owned())).collect()
}

/// What keeps the values from being those of an attribute.
fn misfit(attribute: &ListedAttribute, values: &[String]) -> Option<Diagnostic> {
    let name = &attribute.name;
    if values.len() > 1 && !attribute.multivalued {
        let message = format!("{} values for `{name}`, which holds one", values.len());
        return Some(Diagnostic::new(Code::TargetType, message));
    }
    let fits = |text: &&String| match attribute.kind {
        ListedType::Boolean => text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false"),
        ListedType::Integer => text.trim().parse::<i64>().is_ok(),
        _ => true,
    };
    let value = values.iter().find(|text| !fits(text))?;
    let message = format!("`{}` is no {} for `{name}`", crate::value::clip(value), attribute.kind.as_str());
    Some(Diagnostic::new(Code::TargetType, message))
}

/// The response.
fn answer(source: Option<&Source>, values: Option<Vec<String>>, diagnostics: Vec<Diagnostic>) -> Json {
    let error = diagnostics.split_first().map(|(first, rest)| {
        object([
            ("code", text(first.code.as_str())),
            ("message", text(&first.message)),
            ("target", Json::Null),
            (
                "details",
                list(rest.iter().map(|diagnostic| {
                    object([
                        ("code", text(diagnostic.code.as_str())),
                        ("message", text(&diagnostic.message)),
                        ("target", Json::Null),
                    ])
                })),
            ),
            ("innerError", Json::Null),
        ])
    });
    object([
        ("parsingSucceeded", source.is_some().into()),
        ("evaluationSucceeded", values.is_some().into()),
        ("evaluationResult", list(values.iter().flatten().map(|value| text(value)))),
        ("parsedExpression", source.map(Source::to_json).unwrap_or_default()),
        ("error", error.unwrap_or_default()),
    ])
}
