//! Building and changing resources through paths.
//!
//! RFC 7644 describes writing for PATCH alone; a provisioning engine also builds bodies from paths.
//! The rules here agree with the samples Entra's documentation prints, and with erratum 8097: a value
//! path that fits nothing makes its element, if its filter says what the element is.

use super::matches::element_fits;
use super::path::Path;
use super::schema::{Attribute, AttributeType, Schemas, sub_name};
use super::value::{container, elements, key, member};
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::named::named;
use serde_json::{Map, Value};

named! {
    /// Whose habits a written resource follows.
    pub enum Dialect, default Rfc {
        /// RFC 7643: a scalar for a complex attribute becomes its `value`, one for a list its element.
        Rfc = "rfc",
        /// Entra's provisioning service, which sends `manager` as plain text.
        Entra = "entra",
    }
}

/// Writes a value into a resource, as it is: types are [`coerce`](super::coerce())'s business, and so is
/// what an empty value means. Keys that exist keep their spelling, new ones get the schema's. A value
/// path writes every fitting element; one that fits none appends an element made from its filter. An
/// object written to a value path is merged into the element, a scalar becomes its `value`. Listing an
/// extension's URN in `schemas` is left to the maker of the body, see [`Path::extension_urn`].
///
/// ```
/// use attrflow::scim::{Dialect, Mode, Schemas, parse_path, write};
/// let mut user = serde_json::Map::new();
/// let mut put = |path, value: &str| {
///     let path = parse_path(path, Mode::Lenient).unwrap();
///     write(&mut user, &path, value.into(), Schemas::core(), Dialect::Rfc).unwrap();
/// };
/// put(r#"emails[type eq "work"].Value"#, "dana@fabrikam.example");
/// put(r#"emails[type eq "work"].display"#, "Dana");
/// assert_eq!(serde_json::to_string(&user).unwrap(),
///     r#"{"emails":[{"type":"work","value":"dana@fabrikam.example","display":"Dana"}]}"#);
/// ```
///
/// # Errors
/// [`Code::NoTarget`] if no element fits and the filter cannot make one; [`Code::InvalidFilter`] if
/// the filter orders Booleans; [`Code::TargetType`] if only an object can stand there. The resource
/// is unchanged then.
pub fn write(
    resource: &mut Map<String, Value>,
    path: &Path,
    value: Value,
    schemas: &Schemas,
    dialect: Dialect,
) -> Outcome<()> {
    if path.is_schema() {
        return write_schema(resource, path, value, schemas);
    }
    let head = schemas.head(path);
    let Some(filter) = &path.filter else {
        in_slot(resource, path, schemas, |slot| match &path.sub {
            None => *slot = shaped(value, head, dialect),
            Some(sub) if slot.is_array() || head.is_some_and(|head| head.multi_valued) => {
                in_list(slot, |list| {
                    if list.is_empty() {
                        list.push(Value::Null);
                    }
                    list.iter_mut().for_each(|element| set_part(element, sub, value.clone(), head));
                })
            }
            Some(sub) => set_part(slot, sub, value, head),
        });
        return Ok(());
    };
    filter.check_order(Some(head), schemas)?;
    if path.sub.is_none() && value.is_array() {
        let message = format!("`{path}` is one element and cannot become a list");
        return Err(Box::new(Diagnostic::new(Code::TargetType, message).at(path.span)));
    }
    let fits = |element: &Value| element_fits(element, filter, head, schemas);
    let current =
        container(resource, path.urn.as_deref(), schemas).and_then(|object| member(object, &path.name));
    let fresh = if elements(current).iter().any(fits) { None } else { Some(fresh(path, schemas, head)?) };
    in_slot(resource, path, schemas, |slot| {
        if slot.is_object() && head.is_some_and(|head| !head.multi_valued) {
            // the schema has no list here: the object is its own only element, and it fits
            return put(slot, path.sub.as_deref(), value, head);
        }
        in_list(slot, |list| match fresh {
            Some(mut element) => {
                put(&mut element, path.sub.as_deref(), value, head);
                list.push(element);
            }
            None => {
                for element in list.iter_mut().filter(|element| fits(element)) {
                    put(element, path.sub.as_deref(), value.clone(), head);
                }
            }
        });
    });
    Ok(())
}

/// An object for a schema URN alone is merged into the extension, or into the resource.
fn write_schema(
    resource: &mut Map<String, Value>,
    path: &Path,
    value: Value,
    schemas: &Schemas,
) -> Outcome<()> {
    let Value::Object(members) = value else {
        let message = format!("`{path}` is a whole schema: only an object can be written there");
        return Err(Box::new(Diagnostic::new(Code::TargetType, message).at(path.span)));
    };
    in_container(resource, path.urn.as_deref(), schemas, |target| {
        for (name, value) in members {
            let known =
                schemas.find(path.urn.as_deref(), &name, None).map(|attribute| attribute.name.as_str());
            *entry(target, &name, known.unwrap_or(&name)) = value;
        }
    });
    Ok(())
}

/// A new element as the filter describes it.
pub(super) fn fresh(path: &Path, schemas: &Schemas, head: Option<&Attribute>) -> Outcome<Value> {
    if let Some(head) = head
        && !head.multi_valued
    {
        let message = format!("`{}` holds one value, and it does not fit the filter", head.name);
        return Err(Box::new(Diagnostic::new(Code::NoTarget, message).at(path.head)));
    }
    Ok(Value::Object(path.seeds(schemas)?.into_iter().collect()))
}

/// Changes the place of the path's attribute, made if need be.
pub(super) fn in_slot<R>(
    resource: &mut Map<String, Value>,
    path: &Path,
    schemas: &Schemas,
    change: impl FnOnce(&mut Value) -> R,
) -> R {
    let spelling = schemas.head(path).map_or(&path.name, |head| &head.name);
    in_container(resource, path.urn.as_deref(), schemas, |target| change(entry(target, &path.name, spelling)))
}

/// Changes the object that holds the attributes of a URN, made if need be.
pub(super) fn in_container<R>(
    resource: &mut Map<String, Value>,
    urn: Option<&str>,
    schemas: &Schemas,
    change: impl FnOnce(&mut Map<String, Value>) -> R,
) -> R {
    match urn {
        Some(urn) if !schemas.is_base_urn(urn) => {
            in_object(entry(resource, urn, schemas.schema(urn).map_or(urn, |schema| &schema.id)), change)
        }
        _ => change(resource),
    }
}

/// The member of a name in any letter case; a new one is null and spelled `spelling`.
pub(super) fn entry<'m>(object: &'m mut Map<String, Value>, name: &str, spelling: &str) -> &'m mut Value {
    let key = key(object, name).unwrap_or(spelling).to_owned();
    object.entry(key).or_insert(Value::Null)
}

/// Changes a value as an object; a scalar that was there becomes its `value`.
pub(super) fn in_object<R>(value: &mut Value, change: impl FnOnce(&mut Map<String, Value>) -> R) -> R {
    let mut object = match value.take() {
        Value::Object(object) => object,
        Value::Null | Value::Array(_) => Map::new(),
        Value::String(text) if text.is_empty() => Map::new(),
        scalar => Map::from_iter([("value".to_owned(), scalar)]),
    };
    let result = change(&mut object);
    *value = Value::Object(object);
    result
}

/// Changes a value as a list; a single value that was there becomes its only element.
pub(super) fn in_list<R>(value: &mut Value, change: impl FnOnce(&mut Vec<Value>) -> R) -> R {
    let mut list = match value.take() {
        Value::Array(list) => list,
        Value::Null => Vec::new(),
        Value::String(text) if text.is_empty() => Vec::new(),
        single => vec![single],
    };
    let result = change(&mut list);
    *value = Value::Array(list);
    result
}

/// Writes to one element: a part of it, or the element.
pub(super) fn put(element: &mut Value, sub: Option<&str>, value: Value, head: Option<&Attribute>) {
    match (sub, value) {
        (Some(sub), value) => set_part(element, sub, value, head),
        (None, Value::Object(members)) => {
            in_object(element, |target| {
                for (name, value) in members {
                    *entry(target, &name, sub_name(head, &name)) = value;
                }
            });
        }
        (None, scalar) => set_part(element, "value", scalar, head),
    }
}

/// Sets a part of an element; a simple element is its own `value`.
pub(super) fn set_part(element: &mut Value, sub: &str, value: Value, head: Option<&Attribute>) {
    let simple = match element {
        Value::Object(_) => false,
        _ => head.is_some_and(|head| head.kind != AttributeType::Complex),
    };
    if simple && sub.eq_ignore_ascii_case("value") {
        *element = value;
    } else {
        in_object(element, |target| *entry(target, sub, sub_name(head, sub)) = value);
    }
}

/// A value for a whole attribute: in the RFC's dialect a scalar for a complex attribute is its
/// `value`, and a single value for a list its only element.
pub(super) fn shaped(value: Value, head: Option<&Attribute>, dialect: Dialect) -> Value {
    let Some(head) = head else { return value };
    if dialect == Dialect::Entra || value.is_null() || value.is_array() {
        return value;
    }
    let value = match (&value, head.sub("value")) {
        (Value::Object(_), _) | (_, None) => value,
        (_, Some(sub)) => Value::Object(Map::from_iter([(sub.name.clone(), value)])),
    };
    if head.multi_valued { Value::Array(vec![value]) } else { value }
}

#[cfg(test)]
mod tests;
