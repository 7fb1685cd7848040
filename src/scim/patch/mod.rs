//! PATCH (RFC 7644 section 3.5.2): reading a request, applying it to a resource.
//!
//! In the lenient mode both of Entra's wire dialects are understood: capitalised operations, Booleans
//! as text, dotted and URN-qualified keys where there is no path, removal of members by value, packed
//! JSON text for roles. The strict mode refuses what the RFC does not have.

mod error;
mod put;
mod remove;
mod request;
mod types;

pub use error::{error_body, scim_type};
pub use request::{Op, Operation, PATCH_URN, Patch};

use super::path::Path;
use super::schema::{Attribute, Mutability, Schemas};
use super::value::{is_empty, key};
use super::{Mode, write};
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::place::{Place, Pointer};
use serde_json::{Map, Value};
use std::borrow::Cow;

impl Patch {
    /// Applies all operations in their order, or none: after an error the resource is what it was.
    /// Says whether anything changed.
    ///
    /// ```
    /// use attrflow::scim::{Mode, Schemas, patch::Patch};
    /// use serde_json::json;
    /// let mut user = json!({"userName": "dana", "active": true}).as_object().unwrap().clone();
    /// let patch = Patch::read(&json!({"Operations": [
    ///     {"op": "Replace", "path": "active", "value": "False"},
    ///     {"op": "Add", "path": "emails[type eq \"work\"].value", "value": "dana@fabrikam.example"},
    /// ]}), Mode::Lenient).unwrap();
    /// assert!(patch.apply(&mut user, Schemas::core()).unwrap());
    /// assert_eq!(serde_json::Value::from(user), json!({"userName": "dana", "active": false,
    ///     "emails": [{"type": "work", "value": "dana@fabrikam.example"}]}));
    /// ```
    ///
    /// # Errors
    /// [`Code::NoTarget`], [`Code::Mutability`], [`Code::TargetType`], [`Code::InvalidFilter`],
    /// [`Code::InvalidPath`], each with a pointer to the operation's part.
    pub fn apply(&self, resource: &mut Map<String, Value>, schemas: &Schemas) -> Outcome<bool> {
        let patched = self.applied(resource, schemas)?;
        let changed = patched != *resource;
        *resource = patched;
        Ok(changed)
    }

    /// The resource after all operations, which are applied in their order; the given one stays.
    ///
    /// # Errors
    /// As [`apply`](Self::apply).
    pub fn applied(&self, resource: &Map<String, Value>, schemas: &Schemas) -> Outcome<Map<String, Value>> {
        let patcher = Patcher { schemas, mode: self.mode };
        let mut patched = resource.clone();
        for (index, operation) in self.operations.iter().enumerate() {
            patcher.operation(&mut patched, operation).map_err(|error| located(error, index))?;
        }
        Ok(patched)
    }
}

/// The error with its pointer made absolute.
fn located(mut error: Box<Diagnostic>, index: usize) -> Box<Diagnostic> {
    let inner = if error.place.is_part() { error.place.pointer() } else { Pointer::default().member("path") };
    error.place = Pointer::default().member("Operations").element(index).join(&inner).into();
    error
}

fn refuse<T>(code: Code, message: impl Into<String>) -> Outcome<T> {
    Err(Box::new(Diagnostic::new(code, message)))
}

/// Applies operations.
#[derive(Clone, Copy)]
struct Patcher<'s> {
    schemas: &'s Schemas,
    mode: Mode,
}

impl Patcher<'_> {
    fn operation(&self, resource: &mut Map<String, Value>, operation: &Operation) -> Outcome<()> {
        match (operation.op, &operation.path, &operation.value) {
            (Op::Remove, Some(path), value) => {
                self.remove(resource, &self.resolve(resource, path), value.as_ref())
            }
            (Op::Remove, None, _) => refuse(Code::NoTarget, "`remove` needs a path"),
            (op, Some(path), value) => {
                let value = value.clone().unwrap_or_default();
                self.put(resource, op, &self.resolve(resource, path), value).map_err(|error| {
                    match error.code {
                        Code::TargetType => Box::new(error.within(Place::member("value"))),
                        _ => error,
                    }
                })
            }
            (op, None, value) => self.members(resource, op, None, value.as_ref()).map_err(|error| {
                if error.place.is_part() { error } else { Box::new(error.within(Place::member("value"))) }
            }),
        }
    }

    /// Adds or replaces every member of an object: an operation without a path, or one whose path is
    /// a schema's URN.
    fn members(
        &self,
        resource: &mut Map<String, Value>,
        op: Op,
        urn: Option<&str>,
        value: Option<&Value>,
    ) -> Outcome<()> {
        let Some(Value::Object(members)) = value else {
            return refuse(
                Code::TargetType,
                "without an attribute in the path the value must be an object of attributes",
            );
        };
        for (name, value) in members {
            let pointer = Pointer::default().member("value").member(name);
            self.member(resource, op, urn, name, value).map_err(|error| Box::new(error.within(pointer)))?;
        }
        Ok(())
    }

    /// One member. Its key is a name or a schema's URN; in the lenient mode any path, as Entra sends.
    fn member(
        &self,
        resource: &mut Map<String, Value>,
        op: Op,
        urn: Option<&str>,
        name: &str,
        value: &Value,
    ) -> Outcome<()> {
        let mut path = match self.schemas.schema(name) {
            // a schema whose URN does not look like one
            Some(_) => Path {
                urn: Some(name.into()),
                name: String::new(),
                filter: None,
                sub: None,
                ..Path::default()
            },
            None => super::parse_path(name, Mode::Lenient)?,
        };
        if self.mode == Mode::Strict
            && (path.sub.is_some() || path.filter.is_some() || (path.urn.is_some() && !path.is_schema()))
        {
            let message = format!("`{name}` is a path, where an attribute's name is expected");
            return refuse(Code::InvalidPath, message);
        }
        if path.urn.is_none() {
            path.urn = urn.map(str::to_owned);
        }
        if path.is_schema() && urn.is_none() {
            return self.members(resource, op, path.urn.as_deref(), Some(value));
        }
        self.put(resource, op, &self.resolve(resource, &path), value.clone())
    }

    /// The path with the URN it lacks, in the lenient mode: Entra's documentation prints `manager`.
    fn resolve<'p>(&self, resource: &Map<String, Value>, path: &'p Path) -> Cow<'p, Path> {
        if self.mode == Mode::Strict
            || path.urn.is_some()
            || key(resource, &path.name).is_some()
            || self.schemas.head(path).is_some()
        {
            return Cow::Borrowed(path);
        }
        let holder = self.schemas.iter().find(|schema| schema.attribute(&path.name).is_some());
        Cow::Owned(Path { urn: holder.map(|schema| schema.id.clone()), ..path.clone() })
    }

    /// Checks what became of a whole attribute against its mutability.
    fn check_change(&self, head: Option<&Attribute>, before: &Value, after: &Value) -> Outcome<()> {
        let Some(head) = head.filter(|_| before != after) else { return Ok(()) };
        if head.required && is_empty(after) && !is_empty(before) {
            return refuse(Code::Mutability, format!("`{}` is required and cannot be removed", head.name));
        }
        check_mutability(head, before)
    }
}

/// Refuses a change of an attribute that may not change, or not again.
fn check_mutability(attribute: &Attribute, before: &Value) -> Outcome<()> {
    match attribute.mutability {
        Mutability::ReadOnly => refuse(Code::Mutability, format!("`{}` is read-only", attribute.name)),
        Mutability::Immutable if !is_empty(before) => {
            refuse(Code::Mutability, format!("`{}` is set already and cannot change", attribute.name))
        }
        _ => Ok(()),
    }
}

/// Adds an extension's URN to `schemas` (RFC 7644 section 3.5.2).
fn list_schema(resource: &mut Map<String, Value>, urn: &str) {
    let listed = write::entry(resource, "schemas", "schemas");
    write::in_list(listed, |list| {
        if !list.iter().any(|known| known.as_str().is_some_and(|known| known.eq_ignore_ascii_case(urn))) {
            list.push(urn.into());
        }
    });
}
