//! What callers may ask of an evaluation, wherever they ask: a page, a terminal, a line of a batch.

use super::dialect::Dialect;
use super::environment::Environment;
use crate::diagnostic::{Members, Outcome};
use crate::dotnet::datetime::DateTime;
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet};

/// What an expression takes from outside.
#[derive(Clone, Debug, Default)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
#[non_exhaustive]
pub struct EvaluateOptions {
    /// What `Now()` returns, as RFC 3339; the present time if left out.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string"))]
    pub now: Option<DateTime>,
    /// Values that exist in the target, for `SelectUniqueValue`.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string[]"))]
    pub taken: Option<BTreeSet<String>>,
    /// The language: `entra`, or the permissive `connect` of Entra Connect.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "\"entra\" | \"connect\""))]
    pub dialect: Option<Dialect>,
    /// Where random numbers start; 0 if left out.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "number"))]
    pub seed: Option<u64>,
    /// What `DefaultDomain()` returns.
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub default_domain: Option<String>,
    /// Values of `%name%` parameters.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "Record<string, string>"))]
    pub parameters: BTreeMap<String, String>,
    /// Whether `evaluate` returns the value of every part of the expression, and why.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "boolean"))]
    pub trace: Option<bool>,
    /// Whether `evaluate` takes attributes as they stand in the source, without what the service adds on import:
    /// `IsSoftDeleted`, `originalUserPrincipalName`, the plain address of a guest.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "boolean"))]
    pub raw: Option<bool>,
}

impl EvaluateOptions {
    /// Reads options from the members of an object; members of other names are left to others.
    ///
    /// ```
    /// use attrflow::language::{Environment, EvaluateOptions};
    /// let object = serde_json::json!({"now": "2026-03-01T12:00:00Z", "defaultDomain": "contoso.example"});
    /// let options = EvaluateOptions::read(object.as_object().unwrap())?;
    /// let environment = options.environment(Environment::default());
    /// assert_eq!(environment.default_domain.as_deref(), Some("contoso.example"));
    /// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
    /// ```
    ///
    /// # Errors
    /// [`Code::InvalidDocument`](crate::diagnostic::Code::InvalidDocument) for a member that is not what it
    /// should be, with a pointer to it.
    pub fn read(object: &Map<String, Json>) -> Outcome<Self> {
        let members = &Members::new(object);
        let now = match members.text("now")? {
            None => None,
            Some(now) => {
                let message = || format!("`now` is `{now}`; write it like 2026-01-31T08:00:00Z");
                Some(DateTime::from_rfc3339(now).ok_or_else(|| members.wrong("now", message()))?)
            }
        };
        let taken = members.texts("taken")?.map(|texts| {
            // One by one: collecting sorts first, with code of some kilobytes.
            let mut taken = BTreeSet::new();
            taken.extend(texts);
            taken
        });
        let parameters = members.read("parameters", "an object of texts", |value: &Json| {
            let mut parameters = BTreeMap::new();
            for (name, value) in value.as_object()? {
                parameters.insert(name.clone(), value.as_str()?.to_owned());
            }
            Some(parameters)
        })?;
        Ok(Self {
            now,
            taken,
            dialect: Dialect::read(members)?,
            // JavaScript has no other numbers than these; large whole ones keep all their digits.
            seed: members
                .read("seed", "a number", |seed| seed.as_u64().or(seed.as_f64().map(|seed| seed as u64)))?,
            default_domain: members.owned_text("defaultDomain")?,
            parameters: parameters.unwrap_or_default(),
            trace: members.flag("trace")?,
            raw: members.flag("raw")?,
        })
    }

    /// The environment that these options make of another one.
    pub fn environment(self, usual: Environment) -> Environment {
        let mut parameters = usual.parameters;
        parameters.extend(self.parameters);
        Environment {
            now: self.now.unwrap_or(usual.now),
            seed: self.seed.unwrap_or(usual.seed),
            taken: self.taken.unwrap_or(usual.taken),
            default_domain: self.default_domain.or(usual.default_domain),
            parameters,
        }
    }
}

impl Dialect {
    /// The member `dialect` of an object, if it is given.
    ///
    /// # Errors
    /// [`Code::InvalidDocument`](crate::diagnostic::Code::InvalidDocument) for a name that no dialect has.
    pub fn read(members: &Members<'_>) -> Outcome<Option<Self>> {
        let Some(name) = members.text("dialect")? else { return Ok(None) };
        let message = || format!("the dialect is `{name}`; write entra or connect");
        Ok(Some(Self::from_name(name).ok_or_else(|| members.wrong("dialect", message()))?))
    }
}
