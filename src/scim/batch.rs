//! Batch lines: one JSON object asks, one answers.

use super::schema::Schemas;
use super::{Dialect, Filter, Mode, Path, matches, parse_filter, parse_path, select, write};
use crate::diagnostic::{Code, Diagnostic, Outcome};
use serde_json::{Map, Value, json};

/// Answers one request about a path or a filter.
///
/// Request: `path` (the text), `kind` (`path`, the default, or `filter`), optional `id` (given back),
/// `resource`, `write` (a value to write), `dialect` (`rfc`, the default, or `entra`),
/// `strict` (only the published grammar). Answer: `id`,
/// `valid`, `ast`; with a resource `select` for a path, `match` for a filter, and `written` where a value
/// is to be written (to an empty resource if none is given); or `error` with `code`, `message`,
/// `span` in bytes of the text, `scimType` where RFC 7644 section 3.12 has one, and `help`.
///
/// ```
/// use attrflow::scim::batch::answer;
/// use serde_json::json;
/// let asked = json!({"id": 1, "path": "emails.value", "resource": {"emails": [{"value": "a"}]}});
/// assert_eq!(answer(&asked), json!({"id": 1, "valid": true,
///     "ast": {"name": "emails", "sub": "value"}, "select": ["a"]}));
/// ```
pub fn answer(request: &Value) -> Value {
    let mut answer = Map::new();
    answer.insert("id".into(), request.get("id").cloned().unwrap_or_default());
    if let Err(error) = fill(request, &mut answer) {
        answer.entry("valid").or_insert(false.into());
        answer.insert("error".into(), report(&error));
    }
    answer.into()
}

fn fill(request: &Value, answer: &mut Map<String, Value>) -> Outcome<()> {
    let text =
        request.get("path").and_then(Value::as_str).ok_or_else(|| document("`path` must be a text"))?;
    let dialect = match request.get("dialect").and_then(Value::as_str) {
        None => Dialect::default(),
        Some(name) => Dialect::named(name).ok_or_else(|| document("`dialect` is `rfc` or `entra`"))?,
    };
    let mode = match request.get("strict").and_then(Value::as_bool) {
        Some(true) => Mode::Strict,
        _ => Mode::Lenient,
    };
    match request.get("kind").map_or(Some("path"), Value::as_str) {
        Some("path") => {
            let path = parse_path(text, mode)?;
            valid(answer, path.ast());
            use_path(&path, request, dialect, answer)
        }
        Some("filter") => {
            let filter = parse_filter(text, mode)?;
            valid(answer, filter.ast());
            use_filter(&filter, request, answer)
        }
        _ => Err(document("`kind` is `path` or `filter`")),
    }
}

fn document(message: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(Code::InvalidDocument, message))
}

fn valid(answer: &mut Map<String, Value>, ast: Value) {
    answer.insert("valid".into(), true.into());
    answer.insert("ast".into(), ast);
}

fn use_path(path: &Path, request: &Value, dialect: Dialect, answer: &mut Map<String, Value>) -> Outcome<()> {
    let schemas = Schemas::core();
    let resource = request.get("resource").filter(|resource| !resource.is_null());
    if let Some(filter) = &path.filter {
        filter.check_order(Some(schemas.head(path)), schemas)?;
    }
    if let Some(resource) = resource {
        answer.insert("select".into(), select(resource, path, schemas).into_iter().cloned().collect());
    }
    if let Some(value) = request.get("write") {
        let mut written = match resource {
            Some(resource) => {
                resource.as_object().cloned().ok_or_else(|| document("`resource` must be an object"))?
            }
            None => Map::new(),
        };
        write(&mut written, path, value.clone(), schemas, dialect)?;
        answer.insert("written".into(), written.into());
    }
    Ok(())
}

fn use_filter(filter: &Filter, request: &Value, answer: &mut Map<String, Value>) -> Outcome<()> {
    if let Some(resource) = request.get("resource") {
        answer.insert("match".into(), matches(resource, filter, Schemas::core())?.into());
    }
    Ok(())
}

/// An error as batch lines carry it.
fn report(error: &Diagnostic) -> Value {
    let mut report = json!({ "code": error.code, "message": error.message });
    if let Some(kind) = scim_type(error.code) {
        report["scimType"] = kind.into();
    }
    if let Some(span) = error.span {
        report["span"] = json!(span);
    }
    if let Some(help) = &error.help {
        report["help"] = help.as_str().into();
    }
    report
}

/// The SCIM detail error keyword for a code (RFC 7644 section 3.12, table 9), where one fits.
pub fn scim_type(code: Code) -> Option<&'static str> {
    match code {
        Code::InvalidPath => Some("invalidPath"),
        Code::InvalidFilter => Some("invalidFilter"),
        Code::NoTarget => Some("noTarget"),
        Code::TargetType => Some("invalidValue"),
        Code::Mutability => Some("mutability"),
        Code::InvalidDocument => Some("invalidSyntax"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_answers() {
        for (asked, code, valid) in [
            (json!({}), "invalid-document", false),
            (json!([]), "invalid-document", false),
            (json!({"path": 7}), "invalid-document", false),
            (json!({"path": "a", "kind": "expression"}), "invalid-document", false),
            (json!({"path": "a", "kind": null}), "invalid-document", false),
            (json!({"path": "a", "dialect": "x"}), "invalid-document", false),
            (json!({"path": "a b"}), "invalid-path", false),
            (json!({"path": "a", "kind": "filter"}), "invalid-filter", false),
            (json!({"path": "a", "resource": [], "write": 1}), "invalid-document", true),
            (json!({"path": r#"emails[primary gt true]"#, "resource": {}}), "invalid-filter", true),
            (json!({"path": r#"emails[type sw "w"].value"#, "write": "a"}), "no-target", true),
        ] {
            let answer = answer(&asked);
            assert_eq!(
                (&answer["error"]["code"], &answer["valid"]),
                (&json!(code), &json!(valid)),
                "{asked}"
            );
        }
    }

    #[test]
    fn written_without_a_resource() {
        let asked = json!({"path": "name.givenName", "write": "D"});
        assert_eq!(answer(&asked)["written"], json!({"name": {"givenName": "D"}}));
        assert_eq!(answer(&asked).get("select"), None);
        let entra = json!({"path": "schemas", "write": "urn:a", "dialect": "Entra"});
        assert_eq!(answer(&entra)["written"], json!({"schemas": "urn:a"}));
    }
}
