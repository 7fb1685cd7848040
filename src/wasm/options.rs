//! What callers may ask for, read from JavaScript objects.

use super::diagnostic::thrown;
use crate::diagnostic::{Diagnostic, Members, Outcome};
use crate::dotnet::datetime::DateTime;
use crate::json;
use crate::language::{Dialect, Environment, EvaluateOptions};
use serde_json::{Map, Value as Json};
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// JSON text from text, or from an object by way of `JSON.stringify`.
pub(super) fn json_text(value: &JsValue) -> Result<String, JsValue> {
    if let Some(text) = value.as_string() {
        return Ok(text);
    }
    js_sys::JSON::stringify(value)
        .ok()
        .and_then(|text| text.as_string())
        .ok_or_else(|| thrown("expected an object or the text of one", &[]))
}

/// The options of a call, read once from the object that JavaScript gives.
pub(super) struct Options(Map<String, Json>);

impl Options {
    /// The members that are JSON: they come through text, as `JSON.stringify` drops what is undefined or a function.
    pub(super) fn new(value: &JsValue) -> Result<Self, JsValue> {
        if value.is_undefined() || value.is_null() {
            return Ok(Self(Map::new()));
        }
        match json::parse(&json_text(value)?) {
            Ok(Json::Object(options)) => Ok(Self(options)),
            Ok(_) => Err(not_as_documented("expected an object")),
            Err(fault) => Err(not_as_documented(fault.reason.as_str())),
        }
    }

    /// The same of an object with some members that are no JSON.
    pub(super) fn without(value: &JsValue, names: &[&str]) -> Result<Self, JsValue> {
        if !value.is_object() || js_sys::Array::is_array(value) {
            return Self::new(value);
        }
        let plain = js_sys::Object::assign(&js_sys::Object::new(), value.unchecked_ref());
        for name in names {
            // Of an object that was just made everything can be deleted.
            let _ = js_sys::Reflect::delete_property(&plain, &JsValue::from_str(name));
        }
        Self::new(&plain)
    }

    /// What `read` makes of the members.
    pub(super) fn read<T>(&self, read: impl FnOnce(&Members<'_>) -> Outcome<T>) -> Result<T, JsValue> {
        read(&Members::new(&self.0)).map_err(|found| refused(&found))
    }

    /// The members.
    pub(super) fn object(&self) -> &Map<String, Json> {
        &self.0
    }

    /// What an evaluation is asked for.
    pub(super) fn evaluation(&self) -> Result<EvaluateOptions, JsValue> {
        EvaluateOptions::read(&self.0).map_err(|found| refused(&found))
    }

    /// What an expression takes from outside.
    pub(super) fn environment(&self) -> Result<Environment, JsValue> {
        Ok(environment(self.evaluation()?))
    }
}

/// What an expression takes from outside, the time of the browser if no other is given.
pub(super) fn environment(options: EvaluateOptions) -> Environment {
    let now = DateTime::from_unix_milliseconds(js_sys::Date::now() as i64).unwrap_or_default();
    options.environment(Environment { now, ..Environment::default() })
}

fn refused(found: &Diagnostic) -> JsValue {
    thrown(&found.message, &[])
}

fn not_as_documented(why: &str) -> JsValue {
    thrown(&format!("the options are not as documented: {why}"), &[])
}

/// What the checker is told besides the expression.
#[derive(Default, Tsify)]
pub struct CheckOptions {
    /// The language: `entra`, or the permissive `connect` of Entra Connect.
    #[tsify(optional, type = "\"entra\" | \"connect\"")]
    pub(super) dialect: Option<Dialect>,
    /// Whether the source is Entra's directory, so that attributes are checked by name and type.
    #[tsify(optional)]
    pub(super) entra: bool,
    /// Attributes that the tenant has besides, such as directory extensions.
    #[tsify(optional)]
    pub(super) attributes: Vec<String>,
    /// Whether the expression is part of an app's mappings; then the source is Entra's directory.
    #[tsify(optional)]
    pub(super) app: bool,
    /// Where users come from, if not from Entra: the text is the source of a direct mapping then.
    #[tsify(optional, type = "\"entra\" | \"pingone\" | \"okta\"")]
    pub(super) source: Option<String>,
}

impl CheckOptions {
    pub(super) fn read(value: &JsValue) -> Result<Self, JsValue> {
        Options::new(value)?.read(|members| {
            Ok(Self {
                dialect: Dialect::read(members)?,
                entra: members.flag("entra")?.unwrap_or_default(),
                attributes: members.texts("attributes")?.unwrap_or_default(),
                app: members.flag("app")?.unwrap_or_default(),
                source: members.owned_text("source")?,
            })
        })
    }
}

/// How to compile a profile.
#[derive(Default, Tsify)]
pub struct PlanOptions {
    /// Leave mappings with errors out instead of throwing.
    #[tsify(optional)]
    pub(super) lenient: bool,
    /// The target's schemas, as it answers at `/Schemas`, in place of the profile's target.
    #[tsify(optional)]
    pub(super) schema: Option<String>,
}

impl PlanOptions {
    pub(super) fn read(value: &JsValue) -> Result<Self, JsValue> {
        Options::new(value)?.read(|members| {
            Ok(Self {
                lenient: members.flag("lenient")?.unwrap_or_default(),
                schema: members.owned_text("schema")?,
            })
        })
    }
}

/// What a payload is held against.
#[derive(Default, Tsify)]
pub struct ValidateOptions {
    /// The target; `zoom` if left out.
    #[tsify(optional, type = "\"zoom\" | \"scim\"")]
    pub(super) target: Option<String>,
    /// The target's schemas, as it answers at `/Schemas`, in place of a target.
    #[tsify(optional)]
    pub(super) schema: Option<String>,
    /// The method of the request; `POST` if left out.
    #[tsify(optional, type = "\"POST\" | \"PUT\" | \"PATCH\"")]
    pub(super) method: Option<String>,
}

impl ValidateOptions {
    pub(super) fn read(value: &JsValue) -> Result<Self, JsValue> {
        Options::new(value)?.read(|members| {
            Ok(Self {
                target: members.owned_text("target")?,
                schema: members.owned_text("schema")?,
                method: members.owned_text("method")?,
            })
        })
    }
}

/// How a path or filter is read.
#[derive(Default, Tsify)]
pub struct PathOptions {
    /// What the text is; `path` if left out.
    #[tsify(optional, type = "\"path\" | \"filter\"")]
    pub(super) kind: Option<String>,
    /// Take only what the published grammar allows, not what clients are known to send.
    #[tsify(optional)]
    pub(super) strict: bool,
}

impl PathOptions {
    pub(super) fn read(value: &JsValue) -> Result<Self, JsValue> {
        Options::new(value)?.read(|members| {
            Ok(Self {
                kind: members.owned_text("kind")?,
                strict: members.flag("strict")?.unwrap_or_default(),
            })
        })
    }
}
