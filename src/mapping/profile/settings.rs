//! How a provisioning job is set up, and reading it and the scoping filters from a profile.

use super::connection::{Connection, OktaSettings, PingOneSettings};
use super::read::ProfileReader;
use crate::mapping::scope::{Clause, ScopeFilter};
use crate::place::{Place, ScopeList, ScopePlace};
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// How the job is set up; each has the service's own default.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
#[non_exhaustive]
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
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub null_passes_negations: Option<bool>,
    /// The settings of another source system than Entra, to which those above do not apply.
    #[cfg_attr(target_family = "wasm", serde(skip))]
    pub connection: Option<Connection>,
    /// Which of them the document has, even if it says what is usual.
    #[cfg_attr(target_family = "wasm", serde(skip))]
    pub stated: Vec<Setting>,
}

/// One of the settings above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Setting {
    /// The form of updates on the wire.
    Dialect,
    /// Who is provisioned.
    ScopeMode,
    /// What may be done to objects of the target.
    Actions,
    /// Whether users that leave the scope are left as they are.
    SkipOutOfScopeDeletions,
    /// Whether the target can disable a user.
    TargetSupportsSoftDelete,
    /// Whether negations hold for attributes without a value.
    NullPassesNegations,
}

impl Setting {
    /// All of them, in the order in which they are written.
    pub const ALL: [Setting; 6] = [
        Setting::Dialect,
        Setting::ScopeMode,
        Setting::Actions,
        Setting::SkipOutOfScopeDeletions,
        Setting::TargetSupportsSoftDelete,
        Setting::NullPassesNegations,
    ];

    /// The name in a profile.
    pub const fn name(self) -> &'static str {
        match self {
            Setting::Dialect => "dialect",
            Setting::ScopeMode => "scopeMode",
            Setting::Actions => "actions",
            Setting::SkipOutOfScopeDeletions => "skipOutOfScopeDeletions",
            Setting::TargetSupportsSoftDelete => "targetSupportsSoftDelete",
            Setting::NullPassesNegations => "nullPassesNegations",
        }
    }
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
            stated: Vec::new(),
        }
    }
}

impl Settings {
    /// Whether a setting is stated, or says something that is not usual.
    pub fn says(&self, setting: Setting) -> bool {
        let usual = Self::default();
        let differs = match setting {
            Setting::Dialect => self.dialect != usual.dialect,
            Setting::ScopeMode => self.scope_mode != usual.scope_mode,
            Setting::Actions => self.actions != usual.actions,
            Setting::SkipOutOfScopeDeletions => {
                self.skip_out_of_scope_deletions != usual.skip_out_of_scope_deletions
            }
            Setting::TargetSupportsSoftDelete => {
                self.target_supports_soft_delete != usual.target_supports_soft_delete
            }
            Setting::NullPassesNegations => self.null_passes_negations != usual.null_passes_negations,
        };
        differs || self.stated.contains(&setting)
    }

    /// Whether there is any setting to write.
    pub(super) fn says_anything(&self) -> bool {
        self.connection.is_some() || Setting::ALL.into_iter().any(|setting| self.says(setting))
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

/// How Entra writes PATCH requests (provisioning reference, sections 8.4 and 8.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
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
#[non_exhaustive]
pub enum ScopeMode {
    /// Users that are assigned to the application.
    #[default]
    Assigned,
    /// All users of the directory.
    All,
}

/// What may be done to objects of the target: the actions of an object mapping (`flowTypes`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
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

impl Actions {
    /// The names of those that may be done.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let all = [("create", self.create), ("update", self.update), ("delete", self.delete)];
        all.into_iter().filter(|(_, on)| *on).map(|(name, _)| name)
    }
}

impl Serialize for Actions {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.names())
    }
}

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
        let connection = match Connection::usual(self.system) {
            Some(Connection::PingOne(_)) => Some(Connection::PingOne(self.pingone(settings))),
            Some(Connection::Okta(_)) => Some(Connection::Okta(self.okta(settings))),
            None => None,
        };
        if connection.is_some() {
            return Settings { connection, ..usual };
        }
        self.unknown_members(at, settings, &Setting::ALL.map(Setting::name));
        Settings {
            connection: None,
            stated: Setting::ALL
                .into_iter()
                .filter(|setting| settings.get(setting.name()).is_some_and(|value| !value.is_null()))
                .collect(),
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
