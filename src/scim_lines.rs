//! Questions about SCIM texts as batch lines: one JSON object asks, one answers. A door, shared by the terminal and
//! the binding for the web.

use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::scim::patch::{PATCH_URN, Patch, scim_type};
use crate::scim::{Dialect, Filter, Mode, Path, Schemas, matches, parse_filter, parse_path, select, write};
use serde_json::{Map, Value, json};

/// Answers one request about a path, a filter or a PATCH.
///
/// Request: `path` (the text), `kind` (`path`, the default, or `filter`), optional `id` (given back),
/// `resource`, `write` (a value to write), `dialect` (`rfc`, the default, or `entra`),
/// `strict` (only the published grammar). Answer: `id`,
/// `valid`, `ast`; with a resource `select` for a path, `match` for a filter, and `written` where a value
/// is to be written (to an empty resource if none is given); or `error` with `code`, `message`,
/// `span` in bytes of the text, `scimType` where RFC 7644 section 3.12 has one, and `help`.
///
/// With `patch` in place of `path`, a PATCH request or the list of its operations is applied to `resource`
/// (an empty one if none is given); the lenient reading knows both of Entra's wire dialects, so `dialect`
/// changes nothing. Answer: `id` and `patched`, the resource afterwards, or `error` with `pointer` into
/// the request besides.
///
/// ```
/// use attrflow::scim_lines::answer;
/// use serde_json::json;
/// let asked = json!({"id": 1, "path": "emails.value", "resource": {"emails": [{"value": "a"}]}});
/// assert_eq!(answer(&asked), json!({"id": 1, "valid": true,
///     "ast": {"name": "emails", "sub": "value"}, "select": ["a"]}));
/// ```
pub fn answer(request: &Value) -> Value {
    Answer::to(request).into_json()
}

/// What is answered to a request, before it is JSON.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Answer {
    /// The members but for `error`.
    pub members: Map<String, Value>,
    /// What is wrong; of a PATCH request its place is in the request.
    pub error: Option<Box<Diagnostic>>,
}

impl Answer {
    /// The answer to a request.
    pub fn to(request: &Value) -> Self {
        let mut members = Map::new();
        members.insert("id".into(), request.get("id").cloned().unwrap_or_default());
        let filled = match request.get("patch") {
            Some(patch) => {
                patched(patch, request).map(|patched| drop(members.insert("patched".into(), patched)))
            }
            None => {
                let filled = fill(request, &mut members);
                if filled.is_err() {
                    members.entry("valid").or_insert(false.into());
                }
                filled
            }
        };
        Self { members, error: filled.err() }
    }

    /// The answer as a line has it.
    pub fn into_json(self) -> Value {
        let mut members = self.members;
        if let Some(error) = self.error {
            members.insert("error".into(), report(&error));
        }
        members.into()
    }
}

fn fill(request: &Value, answer: &mut Map<String, Value>) -> Outcome<()> {
    let text =
        request.get("path").and_then(Value::as_str).ok_or_else(|| document("`path` must be a text"))?;
    let dialect = dialect(request)?;
    let mode = mode(request);
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

fn dialect(request: &Value) -> Outcome<Dialect> {
    match request.get("dialect").and_then(Value::as_str) {
        None => Ok(Dialect::default()),
        Some(name) => Dialect::from_name(name).ok_or_else(|| document("`dialect` is `rfc` or `entra`")),
    }
}

fn mode(request: &Value) -> Mode {
    match request.get("strict").and_then(Value::as_bool) {
        Some(true) => Mode::Strict,
        _ => Mode::Lenient,
    }
}

/// The resource a request brings, or an empty one.
fn resource(request: &Value) -> Outcome<Map<String, Value>> {
    match request.get("resource") {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(resource)) => Ok(resource.clone()),
        Some(_) => Err(document("`resource` must be an object")),
    }
}

fn patched(patch: &Value, request: &Value) -> Outcome<Value> {
    dialect(request)?;
    let mode = mode(request);
    let resource = resource(request)?;
    let patch = if patch.is_array() {
        Patch::read(&json!({ "schemas": [PATCH_URN], "Operations": patch }), mode)?
    } else {
        Patch::read(patch, mode)?
    };
    patch.applied(&resource, Schemas::core()).map(Value::Object)
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
    if let Some(filter) = &path.filter {
        filter.check_order(Some(schemas.head(path)), schemas)?;
    }
    if let Some(resource) = request.get("resource").filter(|resource| !resource.is_null()) {
        answer.insert("select".into(), select(resource, path, schemas).into_iter().cloned().collect());
    }
    if let Some(value) = request.get("write") {
        let mut written = resource(request)?;
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
    if error.place.is_part() {
        report["pointer"] = error.place.to_string().into();
    }
    if let Some(help) = &error.help {
        report["help"] = help.as_str().into();
    }
    report
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

    #[test]
    fn patches() {
        let operations = json!([{"op": "Replace", "path": "active", "value": "False"}]);
        let patched = json!({"id": 1, "patched": {"active": false}});
        for patch in [operations.clone(), json!({"Operations": operations})] {
            let asked = json!({"id": 1, "resource": {"active": true}, "patch": patch});
            assert_eq!(answer(&asked), patched);
        }
        let strict = answer(&json!({"patch": operations, "strict": true}));
        assert_eq!(strict["error"]["pointer"], "/Operations/0/op");
        assert_eq!(strict["error"]["scimType"], "invalidSyntax");
        assert_eq!(strict.get("valid"), None);
        for wrong in
            [json!({"patch": 7}), json!({"patch": [], "resource": []}), json!({"patch": [], "dialect": "x"})]
        {
            assert_eq!(answer(&wrong)["error"]["code"], "invalid-document", "{wrong}");
        }
    }
}
