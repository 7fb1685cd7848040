//! What callers may ask for, read from JavaScript objects.

use super::diagnostic::thrown;
use super::json_text;
use crate::dotnet::datetime::DateTime;
use crate::json;
use crate::language::{Dialect, Environment};
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet};
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// What an expression takes from outside.
#[derive(Default, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct EvaluateOptions {
    /// What `Now()` returns, as RFC 3339; the present time if left out.
    #[tsify(optional)]
    pub(super) now: Option<String>,
    /// Values that exist in the target, for `SelectUniqueValue`.
    #[tsify(optional)]
    pub(super) taken: Vec<String>,
    /// The language: `entra`, or the permissive `connect` of Entra Connect.
    #[tsify(optional, type = "\"entra\" | \"connect\"")]
    pub(super) dialect: Option<String>,
    /// Where random numbers start; 0 if left out.
    #[tsify(optional)]
    pub(super) seed: f64,
    /// What `DefaultDomain()` returns.
    #[tsify(optional)]
    pub(super) default_domain: Option<String>,
    /// Values of `%name%` parameters.
    #[tsify(optional, type = "Record<string, string>")]
    pub(super) parameters: BTreeMap<String, String>,
    /// Whether `evaluate` returns the value of every part of the expression, and why.
    #[tsify(optional)]
    pub(super) trace: bool,
}

impl EvaluateOptions {
    pub(super) fn read(value: &JsValue) -> Result<Self, JsValue> {
        let options = options(value)?;
        let texts = |value: &Json| value.as_array()?.iter().map(text).collect::<Option<Vec<_>>>();
        // One by one: collecting sorts first, with code of some kilobytes.
        let parameters = |value: &Json| {
            let mut parameters = BTreeMap::new();
            for (name, value) in value.as_object()? {
                parameters.insert(name.clone(), text(value)?);
            }
            Some(parameters)
        };
        Ok(Self {
            now: option(&options, "now", "a text", text)?,
            taken: option(&options, "taken", "an array of texts", texts)?.unwrap_or_default(),
            dialect: option(&options, "dialect", "a text", text)?,
            seed: option(&options, "seed", "a number", Json::as_f64)?.unwrap_or_default(),
            default_domain: option(&options, "defaultDomain", "a text", text)?,
            parameters: option(&options, "parameters", "an object of texts", parameters)?.unwrap_or_default(),
            trace: option(&options, "trace", "a Boolean", Json::as_bool)?.unwrap_or_default(),
        })
    }

    pub(super) fn dialect(&self) -> Result<Dialect, JsValue> {
        let name = self.dialect.as_deref().unwrap_or("entra");
        Dialect::from_name(name)
            .ok_or_else(|| thrown(&format!("the dialect is `{name}`; write entra or connect"), &[]))
    }

    pub(super) fn environment(self) -> Result<Environment, JsValue> {
        let now = match &self.now {
            Some(now) => DateTime::from_rfc3339(now).ok_or_else(|| {
                thrown(&format!("`now` is `{now}`; write it like 2026-01-31T08:00:00Z"), &[])
            })?,
            None => DateTime::from_unix_milliseconds(js_sys::Date::now() as i64).unwrap_or_default(),
        };
        let mut taken = BTreeSet::new();
        taken.extend(self.taken);
        Ok(Environment {
            now,
            seed: self.seed as u64,
            taken,
            default_domain: self.default_domain,
            parameters: self.parameters,
        })
    }
}

/// What the checker is told besides the expression.
#[derive(Default, Tsify)]
pub struct CheckOptions {
    /// The language: `entra`, or the permissive `connect` of Entra Connect.
    #[tsify(optional, type = "\"entra\" | \"connect\"")]
    pub(super) dialect: Option<String>,
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
        let options = options(value)?;
        let texts = |value: &Json| value.as_array()?.iter().map(text).collect::<Option<Vec<_>>>();
        let flag = |name| option(&options, name, "a Boolean", Json::as_bool).map(Option::unwrap_or_default);
        Ok(Self {
            dialect: option(&options, "dialect", "a text", text)?,
            entra: flag("entra")?,
            attributes: option(&options, "attributes", "an array of texts", texts)?.unwrap_or_default(),
            app: flag("app")?,
            source: option(&options, "source", "a text", text)?,
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
        let options = options(value)?;
        Ok(Self {
            lenient: option(&options, "lenient", "a Boolean", Json::as_bool)?.unwrap_or_default(),
            schema: option(&options, "schema", "a text", text)?,
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
        let options = options(value)?;
        Ok(Self {
            target: option(&options, "target", "a text", text)?,
            schema: option(&options, "schema", "a text", text)?,
            method: option(&options, "method", "a text", text)?,
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
        let options = options(value)?;
        Ok(Self {
            kind: option(&options, "kind", "a text", text)?,
            strict: option(&options, "strict", "a Boolean", Json::as_bool)?.unwrap_or_default(),
        })
    }
}

/// The options that were given. They come through text, as `JSON.stringify` drops members that are
/// undefined.
pub(super) fn options(value: &JsValue) -> Result<Map<String, Json>, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(Map::new());
    }
    match json::parse(&json_text(value)?) {
        Ok(Json::Object(options)) => Ok(options),
        Ok(_) => Err(not_as_documented("expected an object")),
        Err(fault) => Err(not_as_documented(fault.reason.as_str())),
    }
}

pub(super) fn not_as_documented(why: &str) -> JsValue {
    thrown(&format!("the options are not as documented: {why}"), &[])
}

/// One option, if it was given and is what `read` takes.
pub(super) fn option<T>(
    options: &Map<String, Json>,
    name: &str,
    expected: &str,
    read: impl FnOnce(&Json) -> Option<T>,
) -> Result<Option<T>, JsValue> {
    match options.get(name) {
        None | Some(Json::Null) => Ok(None),
        Some(value) => match read(value) {
            Some(value) => Ok(Some(value)),
            None => Err(not_as_documented(&format!("expected `{name}` to be {expected}"))),
        },
    }
}

pub(super) fn text(value: &Json) -> Option<String> {
    value.as_str().map(str::to_owned)
}
