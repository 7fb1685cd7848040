//! Schemas from JSON.

use super::core::COMMON;
use super::{Attribute, AttributeType, Mutability, Returned, Schema, Schemas, Uniqueness};
use crate::diagnostic::document;
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::order;
use crate::place::Pointer;
use crate::scim::urn::is_core;
use serde_json::{Map, Value};

impl Schemas {
    /// Reads schemas from the answer of `/Schemas` (a list response), an array of schemas, or one
    /// schema. Characteristics that are missing have RFC 7643's defaults.
    ///
    /// ```
    /// use attrflow::scim::Schemas;
    /// let schemas = Schemas::from_json(r#"{"id": "urn:contoso:2.0:User", "attributes": [
    ///     {"name": "badge", "type": "integer"}]}"#).unwrap();
    /// assert!(schemas.find(None, "Badge", None).is_some());
    /// ```
    ///
    /// # Errors
    /// [`Code::InvalidJson`]; [`Code::InvalidDocument`] with a pointer to the part that is no schema.
    pub fn from_json(text: &str) -> Outcome<Schemas> {
        let document = document::parse(text, "a schema")?;
        Self::from_value(&document)
    }

    /// Reads schemas from JSON that is parsed already; see [`Schemas::from_json`].
    ///
    /// # Errors
    /// [`Code::InvalidDocument`] with a pointer to the part that is no schema.
    pub fn from_value(document: &Value) -> Outcome<Schemas> {
        let list = match member(document, "Resources") {
            Some(Value::Array(list)) => schemas(list, &Pointer::default().member("Resources"))?,
            Some(_) => {
                return Err(wrong("expected an array of schemas", Pointer::default().member("Resources")));
            }
            None => match document {
                Value::Array(list) => schemas(list, &Pointer::default())?,
                single => vec![schema(single, &Pointer::default())?],
            },
        };
        let list: Vec<Schema> = list.into_iter().filter(describes_users).collect();
        if list.is_empty() {
            return Err(wrong("no schema in this document", Pointer::default()));
        }
        Ok(with_common(list))
    }
}

/// Whether a schema may describe users and groups. Services also answer with the schemas of their own
/// configuration (RFC 7643 sections 5 to 7), whose attributes are no one's.
fn describes_users(schema: &Schema) -> bool {
    const OWN: [&str; 3] = ["ServiceProviderConfig", "ResourceType", "Schema"];
    let name = schema.id.rsplit(':').next().unwrap_or_default();
    !(is_core(&schema.id) && OWN.contains(&name))
}

/// The schemas that come with the program. A test reads each, so nothing is lost silently.
pub(super) fn embedded(texts: &[&str]) -> Schemas {
    let lists = texts.iter().filter_map(|text| Schemas::from_json(text).ok());
    with_common(lists.flat_map(|schemas| schemas.list).collect())
}

fn with_common(list: Vec<Schema>) -> Schemas {
    let common = document::parse(COMMON, "a schema").ok();
    let common = common.and_then(|document| schema(&document, &Pointer::default()).ok()).unwrap_or_default();
    Schemas { list, common }
}

fn wrong(message: &str, pointer: Pointer) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(Code::InvalidDocument, message).within(pointer))
}

/// A member of an object by name, in any letter case (RFC 7643 section 2.1).
fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let object = value.as_object()?;
    object
        .get(name)
        .or_else(|| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}

fn text(value: &Value, name: &str) -> String {
    member(value, name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn flag(value: &Value, name: &str) -> bool {
    member(value, name).and_then(Value::as_bool).unwrap_or_default()
}

fn texts(value: &Value, name: &str) -> Vec<String> {
    let list = member(value, name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn schemas(list: &[Value], pointer: &Pointer) -> Outcome<Vec<Schema>> {
    list.iter().enumerate().map(|(index, value)| schema(value, &pointer.clone().element(index))).collect()
}

fn schema(value: &Value, pointer: &Pointer) -> Outcome<Schema> {
    let id = text(value, "id");
    if id.is_empty() {
        return Err(wrong("a schema needs its URN as `id`", pointer.clone()));
    }
    let Some(Value::Array(list)) = member(value, "attributes") else {
        return Err(wrong("a schema needs an array `attributes`", pointer.clone()));
    };
    let mut attributes = attributes(list, &pointer.clone().member("attributes"))?;
    if is_core(&id) || pointer.is_root() && id == "common" {
        for attribute in &mut attributes {
            exact(attribute);
        }
    }
    let names: Vec<String> = attributes.iter().map(|attribute| attribute.name.to_ascii_lowercase()).collect();
    let mut order: Vec<usize> = (0..names.len()).collect();
    order::sort_by_key(&mut order, |at| names.get(*at));
    Ok(Schema { id, name: text(value, "name"), description: text(value, "description"), attributes, order })
}

/// Common attributes are case-exact whatever a service's document says (RFC 7643 section 3.1).
fn exact(attribute: &mut Attribute) {
    match attribute.name.to_ascii_lowercase().as_str() {
        "id" | "externalid" => attribute.case_exact = true,
        "meta" => {
            for sub in
                attribute.sub_attributes.iter_mut().filter(|sub| sub.name.eq_ignore_ascii_case("version"))
            {
                sub.case_exact = true;
            }
        }
        _ => {}
    }
}

fn attributes(list: &[Value], pointer: &Pointer) -> Outcome<Vec<Attribute>> {
    list.iter().enumerate().map(|(index, value)| attribute(value, &pointer.clone().element(index))).collect()
}

/// The members of an attribute that the RFC defines (section 7).
const MEMBERS: [&str; 12] = [
    "name",
    "type",
    "multiValued",
    "description",
    "required",
    "caseExact",
    "mutability",
    "returned",
    "uniqueness",
    "canonicalValues",
    "referenceTypes",
    "subAttributes",
];

fn attribute(value: &Value, pointer: &Pointer) -> Outcome<Attribute> {
    let name = text(value, "name");
    if name.is_empty() {
        return Err(wrong("an attribute needs a `name`", pointer.clone()));
    }
    let word = text(value, "type");
    let kind = match AttributeType::from_name(&word) {
        Some(kind) => kind,
        None if word.is_empty() && member(value, "subAttributes").is_some() => AttributeType::Complex,
        None if word.is_empty() => AttributeType::String,
        None => return Err(wrong("no such attribute type", pointer.clone().member("type"))),
    };
    let sub_attributes = match member(value, "subAttributes") {
        Some(Value::Array(list)) => attributes(list, &pointer.clone().member("subAttributes"))?,
        _ => Vec::new(),
    };
    let known = |key: &String| MEMBERS.iter().any(|member| member.eq_ignore_ascii_case(key));
    let notes: Map<String, Value> = value
        .as_object()
        .map(|object| {
            object.iter().filter(|(key, _)| !known(key)).map(|(k, v)| (k.clone(), v.clone())).collect()
        })
        .unwrap_or_default();
    Ok(Attribute {
        kind,
        multi_valued: flag(value, "multiValued"),
        description: text(value, "description"),
        required: flag(value, "required"),
        case_exact: flag(value, "caseExact")
            || matches!(kind, AttributeType::Reference | AttributeType::Binary),
        mutability: Mutability::from_name(&text(value, "mutability")).unwrap_or_default(),
        returned: Returned::from_name(&text(value, "returned")).unwrap_or_default(),
        uniqueness: Uniqueness::from_name(&text(value, "uniqueness")).unwrap_or_default(),
        canonical_values: texts(value, "canonicalValues"),
        reference_types: texts(value, "referenceTypes"),
        sub_attributes,
        notes,
        name,
    })
}
