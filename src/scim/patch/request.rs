//! Reading a PATCH request.

use super::refuse;
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::place::{Place, Pointer};
use crate::scim::value::member;
use crate::scim::{Mode, Path, parse_path};
use serde_json::Value;

/// The message URN of a PATCH request.
pub const PATCH_URN: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// What an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// Adds values, keeps what is there.
    Add,
    /// Takes values away.
    Remove,
    /// Puts values in place of others.
    Replace,
}

impl Op {
    /// The word of the request, in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Op::Add => "add",
            Op::Remove => "remove",
            Op::Replace => "replace",
        }
    }
}

/// One operation of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// What is done.
    pub op: Op,
    /// To what; none means the resource.
    pub path: Option<Path>,
    /// With what.
    pub value: Option<Value>,
}

/// A PATCH request.
#[derive(Clone, Debug, PartialEq)]
pub struct Patch {
    /// The operations, in their order.
    pub operations: Vec<Operation>,
    /// How the request was read, and will be applied.
    pub mode: Mode,
}

impl Patch {
    /// Reads the body of a request.
    ///
    /// # Errors
    /// [`Code::InvalidDocument`] if it is no PATCH request, [`Code::InvalidPath`] for a path,
    /// [`Code::NoTarget`] for `remove` without one, [`Code::TargetType`] where a value is missing; each
    /// with a pointer.
    pub fn read(document: &Value, mode: Mode) -> Outcome<Patch> {
        let Some(body) = document.as_object() else {
            return refuse(Code::InvalidDocument, "a PATCH request is an object");
        };
        if mode == Mode::Strict && !lists(body.get("schemas"), PATCH_URN) {
            let message = format!("`schemas` must list `{PATCH_URN}`");
            return Err(Box::new(
                Diagnostic::new(Code::InvalidDocument, message).within(Place::member("schemas")),
            ));
        }
        let list = match mode {
            Mode::Strict => body.get("Operations"),
            Mode::Lenient => member(body, "Operations"),
        };
        let Some(Value::Array(list)) = list else {
            let message = "a PATCH request has an array `Operations`";
            return Err(Box::new(Diagnostic::new(Code::InvalidDocument, message).within(Place::document())));
        };
        if mode == Mode::Strict && list.is_empty() {
            let message = "a PATCH request has one operation at least";
            return Err(Box::new(
                Diagnostic::new(Code::InvalidDocument, message).within(Place::member("Operations")),
            ));
        }
        let operations = list.iter().enumerate().map(|(index, value)| {
            operation(value, mode).map_err(|mut error| {
                let inner = error.place.pointer();
                error.place = Pointer::default().member("Operations").element(index).join(&inner).into();
                error
            })
        });
        Ok(Patch { operations: operations.collect::<Outcome<_>>()?, mode })
    }
}

fn lists(schemas: Option<&Value>, urn: &str) -> bool {
    let list = schemas.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().any(|known| known.as_str().is_some_and(|known| known.eq_ignore_ascii_case(urn)))
}

fn operation(value: &Value, mode: Mode) -> Outcome<Operation> {
    let wrong =
        |code, message: &str, place: Place| Err(Box::new(Diagnostic::new(code, message).within(place)));
    let Some(object) = value.as_object() else {
        return wrong(Code::InvalidDocument, "an operation is an object", Place::document());
    };
    let part = |name: &str| match mode {
        Mode::Strict => object.get(name),
        Mode::Lenient => member(object, name),
    };
    let named = |word: &str| {
        let same = |op: &Op| match mode {
            Mode::Strict => op.as_str() == word,
            Mode::Lenient => op.as_str().eq_ignore_ascii_case(word),
        };
        [Op::Add, Op::Remove, Op::Replace].into_iter().find(same)
    };
    let Some(op) = part("op").and_then(Value::as_str).and_then(named) else {
        return wrong(Code::InvalidDocument, "`op` is `add`, `remove` or `replace`", Place::member("op"));
    };
    let path = match part("path") {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => {
            Some(parse_path(text, mode).map_err(|error| Box::new(error.within(Place::member("path"))))?)
        }
        Some(_) => return wrong(Code::InvalidDocument, "`path` is a text", Place::member("path")),
    };
    let value = part("value").cloned();
    match (op, &path, &value) {
        (Op::Remove, None, _) => wrong(Code::NoTarget, "`remove` needs a path", Place::document()),
        (Op::Add | Op::Replace, _, None) => {
            wrong(Code::TargetType, "the operation needs a `value`", Place::document())
        }
        _ => Ok(Operation { op, path, value }),
    }
}
