//! What a synchronization schema comes wrapped in: a template, a job, a list of either, a state of Terraform, the names of
//! PowerShell, or nothing but one object mapping.
//!
//! Unwrapping keeps every byte of the schema where it is, so that places stay those of the file: what stands around it
//! becomes blanks, and a name of PowerShell is made one of Graph by its first letter.

use super::text::{RULES, has_rules, parse};
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::json::{self, Scanner, Token, locate};
use crate::place::{Place, Pointer};
use serde_json::Value as Json;
use std::borrow::Cow;

/// The name in PowerShell.
const PASCAL_RULES: &str = "SynchronizationRules";

/// Where the portal has the document, and Graph.
const WHERE: &str = "get the schema: GET /servicePrincipals/{id}/synchronization/jobs/{id}/schema, or in the portal: Provisioning, \
    Mappings, Show advanced options, Review your schema here";

/// The synchronization schema in a document as it is got: by itself, in a template or an expanded job, in a list of these, in
/// a state of Terraform, with the names of PowerShell; or made of one object mapping.
///
/// # Errors
/// [`Code::InvalidJson`] for what is no JSON; [`Code::InvalidDocument`] for what holds no schema, and says what it is.
///
/// ```
/// let job = r#"{"templateId": "zoom", "schema": {"synchronizationRules": []}}"#;
/// assert_eq!(attrflow::graph::unwrapped(job)?.trim(), r#"{"synchronizationRules": []}"#);
/// let powershell = r#"{"SynchronizationRules": [{"Name": "A"}]}"#;
/// assert_eq!(attrflow::graph::unwrapped(powershell)?, r#"{"synchronizationRules": [{"name": "A"}]}"#);
/// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
/// ```
pub fn unwrapped(text: &str) -> Outcome<Cow<'_, str>> {
    let json = parse(text)?;
    if has_rules(&json) {
        return Ok(Cow::Borrowed(text));
    }
    if is_one_mapping(&json) {
        let text = lowered(text);
        return Ok(Cow::Owned(format!("{{\"{RULES}\":[{{\"objectMappings\":[{text}]}}]}}")));
    }
    let Some(found) = find(&json, &Pointer::default(), 0) else { return Err(refused(&json)) };
    let inner = match found {
        Found::Object(pointer) => match locate(text, &pointer) {
            Some(span) => {
                let blank = |part: &str| {
                    part.chars().map(|c| if matches!(c, '\n' | '\r') { c } else { ' ' }).collect::<String>()
                };
                let (before, rest) = text.split_at(span.start);
                let (own, after) = rest.split_at(span.end - span.start);
                // A character of several bytes becomes one blank: places count from the schema's own beginning then.
                Cow::Owned([&*blank(before), own, &*blank(after)].concat())
            }
            None => return Err(refused(&json)),
        },
        Found::Text(text) => Cow::Owned(text),
    };
    let inner = lowered(&inner);
    if lost(&parse(&inner)?) {
        return Err(cut_off());
    }
    Ok(Cow::Owned(inner))
}

/// Whether a document holds a synchronization schema, wrapped or not.
pub(super) fn is_wrapped_or_plain(text: &str) -> bool {
    // Most documents that hold none need not be read.
    if !text.contains("ynchronizationRules")
        && !text.contains("ttributeMappings")
        && !text.contains("ynchronizationJobSettings")
    {
        return false;
    }
    parse(text).is_ok_and(|json| {
        has_rules(&json)
            || is_one_mapping(&json)
            || find(&json, &Pointer::default(), 0).is_some()
            || is_job(&json)
    })
}

/// Where a schema was found.
enum Found {
    Object(Pointer),
    /// JSON in a text, as Terraform may keep it.
    Text(String),
}

/// How deep a schema may lie: in a state of Terraform at resources, instances, attributes, body.
const DEEPEST: usize = 12;

fn find(json: &Json, pointer: &Pointer, depth: usize) -> Option<Found> {
    if depth > DEEPEST {
        return None;
    }
    match json {
        Json::Object(members) => {
            let rules = members.get(RULES).or_else(|| members.get(PASCAL_RULES));
            // Rules that were cut off by PowerShell are the name of a type.
            if rules.is_some_and(|rules| rules.is_array() || rules.is_null() || is_type_name(rules)) {
                return Some(Found::Object(pointer.clone()));
            }
            members.iter().find_map(|(name, value)| find(value, &pointer.clone().member(name), depth + 1))
        }
        Json::Array(values) => values
            .iter()
            .enumerate()
            .find_map(|(at, value)| find(value, &pointer.clone().element(at), depth + 1)),
        Json::String(text) if text.contains("ynchronizationRules") => {
            parse(text).is_ok_and(|json| has_rules(&json)).then(|| Found::Text(text.clone()))
        }
        _ => None,
    }
}

fn has(json: &Json, names: &[&str]) -> bool {
    names.iter().any(|name| json.get(*name).is_some())
}

fn is_one_mapping(json: &Json) -> bool {
    has(json, &["attributeMappings", "AttributeMappings"])
        && !has(json, &["mappings"])
        && has(json, &["sourceObjectName", "SourceObjectName", "targetObjectName", "TargetObjectName"])
}

/// The first element of a list as Graph gives it, or the document itself.
fn first(json: &Json) -> &Json {
    let list = json.get("value").unwrap_or(json);
    list.get(0).unwrap_or(list)
}

fn is_job(json: &Json) -> bool {
    has(first(json), &["synchronizationJobSettings", "SynchronizationJobSettings"])
}

/// What a document without a schema is.
fn refused(json: &Json) -> Box<Diagnostic> {
    let first = first(json);
    let message = if is_job(json) {
        "these are synchronization jobs without their schema"
    } else if has(first, &["factoryTag", "FactoryTag"]) {
        "these are templates of synchronization without their schema"
    } else if has(json, &["terraform_version", "format_version"]) {
        "this is a state of Terraform that holds no synchronization schema: azuread_synchronization_job has none"
    } else if has(json, &["mappings"]) {
        "this is a profile, and no synchronization schema: it has no `synchronizationRules`"
    } else {
        "this is no synchronization schema: it has no `synchronizationRules`"
    };
    let found = Diagnostic::new(Code::InvalidDocument, message).within(Place::document()).help(WHERE);
    Box::new(found)
}

/// Whether a value is the name of a .NET type.
fn is_type_name(value: &Json) -> bool {
    value.as_str().is_some_and(|text| text.starts_with("Microsoft.Graph.") || text.starts_with("System."))
}

/// Whether objects of the schema have become names of .NET types.
fn lost(json: &Json) -> bool {
    let is_name = is_type_name;
    let rules = json.get(RULES);
    let rules = rules.and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    json.get(RULES).is_some_and(is_name)
        || rules.iter().any(|rule| {
            let mappings = rule.get("objectMappings");
            is_name(rule)
                || mappings.is_some_and(is_name)
                || mappings.and_then(Json::as_array).is_some_and(|all| {
                    all.iter().any(|mapping| {
                        let inner = mapping.get("attributeMappings");
                        is_name(mapping)
                            || inner.is_some_and(is_name)
                            || inner.and_then(|all| all.get(0)).is_some_and(|first| {
                                is_name(first) || first.get("source").is_some_and(is_name)
                            })
                    })
                })
        })
}

fn cut_off() -> Box<Diagnostic> {
    let message = "objects of the schema were cut off: ConvertTo-Json wrote names of types in their place";
    let help = "write it again with all levels: … | ConvertTo-Json -Depth 20";
    Box::new(Diagnostic::new(Code::InvalidDocument, message).within(Place::document()).help(help))
}

/// A text in which the names of members begin with a small letter, if they do not already. Nothing moves.
fn lowered(text: &str) -> String {
    if !text.contains(PASCAL_RULES) && !text.contains("\"AttributeMappings\"") {
        return text.to_owned();
    }
    let mut bytes = text.as_bytes().to_vec();
    let mut scanner = Scanner::document(text);
    let mut places = Vec::new();
    // What is no JSON was refused before.
    let _ = names(&mut scanner, &mut places, 0);
    for at in places {
        if let Some(byte) = bytes.get_mut(at) {
            byte.make_ascii_lowercase();
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// Gathers where names of members begin, in the value that comes next.
fn names(scanner: &mut Scanner<'_>, places: &mut Vec<usize>, depth: usize) -> Result<(), json::Fault> {
    match scanner.token()? {
        Token::Object => {
            scanner.deeper(depth)?;
            let mut first = true;
            while let Some((_, span)) = scanner.member_placed(first)? {
                places.push(span.start + 1);
                names(scanner, places, depth + 1)?;
                first = false;
            }
        }
        Token::List => {
            scanner.deeper(depth)?;
            let mut first = true;
            while scanner.element(first)? {
                names(scanner, places, depth + 1)?;
                first = false;
            }
        }
        _ => {}
    }
    Ok(())
}
