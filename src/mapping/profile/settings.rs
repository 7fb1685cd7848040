//! How a provisioning job is set up, and reading it and the scoping filters from a profile.

use super::connection::{Connection, OktaSettings, PingOneSettings};
use super::read::ProfileReader;
use crate::mapping::scope::{Clause, ScopeFilter};
use crate::place::{Place, ScopeList, ScopePlace};
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// How the job is set up; each has the service's own default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// The form of updates on the wire.
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub dialect: WireDialect,
    /// Who is provisioned: assigned users, or all of the directory.
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub scope_mode: ScopeMode,
    /// What may be done to objects of the target.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "(\"create\" | \"update\" | \"delete\")[]"))]
    pub actions: Actions,
    /// Whether users that leave the scope are left as they are.
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub skip_out_of_scope_deletions: bool,
    /// Whether the target can disable a user; else users that leave the scope are deleted.
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub target_supports_soft_delete: bool,
    /// Whether `NOT EQUALS` and `NOT REGEX MATCH` hold for attributes without a value. Sources disagree;
    /// unset means no in `scope` and yes in `inputScope`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub null_passes_negations: Option<bool>,
    /// The settings of another source system than Entra, to which those above do not apply.
    #[serde(skip)]
    pub connection: Option<Connection>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            dialect: WireDialect::default(),
            scope_mode: ScopeMode::default(),
            actions: Actions::default(),
            skip_out_of_scope_deletions: false,
            target_supports_soft_delete: true,
            null_passes_negations: None,
            connection: None,
        }
    }
}

impl Settings {
    pub(super) fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// The settings of PingOne, or what is usual there.
    pub fn pingone(&self) -> PingOneSettings {
        match self.connection {
            Some(Connection::PingOne(settings)) => settings,
            _ => PingOneSettings::default(),
        }
    }

    /// The settings of Okta, or what is usual there.
    pub fn okta(&self) -> OktaSettings {
        match self.connection {
            Some(Connection::Okta(settings)) => settings,
            _ => OktaSettings::default(),
        }
    }
}

/// Writes the settings that belong to the source system.
pub(super) fn of_system<S: serde::Serializer>(settings: &Settings, serializer: S) -> Result<S::Ok, S::Error> {
    match &settings.connection {
        Some(connection) => connection.serialize(serializer),
        None => settings.serialize(serializer),
    }
}

/// How Entra writes PATCH requests (provisioning reference, sections 8.4 and 8.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub enum WireDialect {
    /// Capitalised operations, Booleans as texts, a path in every operation.
    #[default]
    #[serde(rename = "entra-legacy")]
    EntraLegacy,
    /// What the flag `aadOptscim062020` of the tenant address switches on.
    #[serde(rename = "entra-compliant")]
    EntraCompliant,
}

impl WireDialect {
    /// The names in documents.
    pub const NAMES: [&'static str; 2] = ["entra-legacy", "entra-compliant"];
}

/// Who is provisioned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum ScopeMode {
    /// Users that are assigned to the application.
    #[default]
    Assigned,
    /// All users of the directory.
    All,
}

/// What may be done to objects of the target: the actions of an object mapping (`flowTypes`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actions {
    /// Objects are created.
    pub create: bool,
    /// Objects are changed, and disabled.
    pub update: bool,
    /// Objects are deleted.
    pub delete: bool,
}

impl Default for Actions {
    fn default() -> Self {
        Self { create: true, update: true, delete: true }
    }
}

impl Serialize for Actions {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all = [("create", self.create), ("update", self.update), ("delete", self.delete)];
        serializer.collect_seq(all.into_iter().filter(|(_, on)| *on).map(|(name, _)| name))
    }
}

const SETTINGS: [&str; 6] = [
    "dialect",
    "scopeMode",
    "actions",
    "skipOutOfScopeDeletions",
    "targetSupportsSoftDelete",
    "nullPassesNegations",
];

impl ProfileReader {
    pub(super) fn settings(&mut self, members: &Map<String, Json>) -> Settings {
        let usual = Settings::default();
        let settings = match members.get("settings") {
            None | Some(Json::Null) => return usual,
            Some(Json::Object(settings)) => settings,
            Some(_) => {
                self.error(
                    Place::settings(),
                    "expected `settings` to be an object",
                    if self.system.language.is_some() {
                        "for example {\"scopeMode\": \"all\"}"
                    } else {
                        "for example {\"update\": true}"
                    },
                );
                return usual;
            }
        };
        let at = &Place::settings();
        let connection = match self.system.id {
            "pingone" => Some(Connection::PingOne(self.pingone(settings))),
            "okta" => Some(Connection::Okta(self.okta(settings))),
            _ => None,
        };
        if connection.is_some() {
            return Settings { connection, ..usual };
        }
        self.unknown_members(at, settings, &SETTINGS);
        Settings {
            connection: None,
            dialect: match self.one_of(settings, at, "dialect", &WireDialect::NAMES) {
                Some(1) => WireDialect::EntraCompliant,
                _ => WireDialect::EntraLegacy,
            },
            scope_mode: match self.one_of(settings, at, "scopeMode", &["assigned", "all"]) {
                Some(1) => ScopeMode::All,
                _ => ScopeMode::Assigned,
            },
            actions: self.actions(settings),
            skip_out_of_scope_deletions: self
                .boolean(settings, at, "skipOutOfScopeDeletions")
                .unwrap_or(usual.skip_out_of_scope_deletions),
            target_supports_soft_delete: self
                .boolean(settings, at, "targetSupportsSoftDelete")
                .unwrap_or(usual.target_supports_soft_delete),
            null_passes_negations: self.boolean(settings, at, "nullPassesNegations"),
        }
    }

    fn actions(&mut self, settings: &Map<String, Json>) -> Actions {
        let mut actions = Actions { create: false, update: false, delete: false };
        let list = match settings.get("actions") {
            None | Some(Json::Null) => return Actions::default(),
            Some(Json::Array(list)) => list,
            Some(_) => {
                let help = "for example [\"create\", \"update\"]";
                self.error(Place::setting("actions"), "expected `actions` to be an array", help);
                return Actions::default();
            }
        };
        for (at, action) in list.iter().enumerate() {
            match action.as_str().map(str::to_ascii_lowercase).as_deref() {
                Some("create") => actions.create = true,
                Some("update") => actions.update = true,
                Some("delete") => actions.delete = true,
                _ => self.error(
                    Place::setting("actions").element(at),
                    "expected the name of an action",
                    "write one of: create, update, delete",
                ),
            }
        }
        actions
    }

    /// The filters of a member that the source system has: Okta goes by assignments alone, and the rules
    /// of PingOne have one filter.
    pub(super) fn scope(&mut self, members: &Map<String, Json>, list: ScopeList) -> Vec<ScopeFilter> {
        let name = list.name();
        const SHAPE: &str = r#"a filter looks like {"name": "Sales", "clauses": [{"attr": "department", "op": "EQUALS", "value": "Sales"}]}"#;
        let filters = match members.get(name) {
            None | Some(Json::Null) => return Vec::new(),
            Some(_) if !self.system.filters.lists.contains(&name) => {
                self.meaningless(ScopePlace::list(list), name);
                return Vec::new();
            }
            Some(Json::Array(filters)) => filters,
            Some(_) => {
                let message = format!("expected `{name}` to be an array of filters");
                self.error(ScopePlace::list(list), message, SHAPE);
                return Vec::new();
            }
        };
        let mut read = Vec::with_capacity(filters.len());
        for (at, filter) in filters.iter().enumerate() {
            let place = ScopePlace::list(list).filter(at);
            let clauses = filter.as_object().map(|filter| (filter, filter.get("clauses")));
            let Some((filter, Some(Json::Array(clauses)))) = clauses else {
                self.error(place, "expected a filter with `clauses`", SHAPE);
                continue;
            };
            let whole = Place::Scope(place.clone());
            self.unknown_members(&whole, filter, &["name", "clauses"]);
            let name = self.text(filter, &whole, "name");
            let clauses = clauses.iter().enumerate();
            let clauses = clauses.filter_map(|(at, clause)| self.clause(clause, place.clone().clause(at)));
            read.push(ScopeFilter { clauses: clauses.collect(), name });
        }
        read
    }

    fn clause(&mut self, clause: &Json, place: ScopePlace) -> Option<Clause> {
        const SHAPE: &str = r#"a clause looks like {"attr": "department", "op": "EQUALS", "value": "Sales"}"#;
        let Json::Object(members) = clause else {
            self.error(place, "expected a clause as an object", SHAPE);
            return None;
        };
        let place = Place::Scope(place);
        self.unknown_members(&place, members, &["attr", "op", "value"]);
        let value = match members.get("value") {
            Some(Json::Array(values)) => values
                .iter()
                .enumerate()
                .filter_map(|(at, value)| {
                    self.text_at(value, &place.child("value").element(at), &at.to_string())
                })
                .collect(),
            _ => self.text(members, &place, "value").into_iter().collect(),
        };
        let attr = self.text(members, &place, "attr").unwrap_or_default();
        let op = self.text(members, &place, "op").unwrap_or_default();
        if attr.trim().is_empty() || op.trim().is_empty() {
            self.error(place, "the clause needs `attr` and `op`", SHAPE);
            return None;
        }
        Some(Clause { attr, op, value })
    }
}
