//! Reading how a provisioning job is set up, and the scoping filters, from a profile.

use super::read::ProfileReader;
use crate::mapping::scope::{Clause, ScopeFilter};
use crate::place::{Place, ScopeList, ScopePlace};
use crate::systems::{Setting, SettingKind, SettingValue, SettingValues};
use serde_json::{Map, Value as Json};

impl ProfileReader {
    pub(super) fn settings(&mut self, members: &Map<String, Json>) -> SettingValues {
        let table = self.system.settings;
        let settings = match members.get("settings") {
            None | Some(Json::Null) => return SettingValues::usual(table),
            Some(Json::Object(settings)) => settings,
            Some(_) => {
                let help = format!("for example {{{}}}", self.system.settings_example);
                self.error(Place::settings(), "expected `settings` to be an object", help);
                return SettingValues::usual(table);
            }
        };
        let known: Vec<&str> = table.iter().map(|setting| setting.name).collect();
        self.unknown_members(&Place::settings(), settings, &known);
        SettingValues::read(table, |setting, before| self.setting(setting, settings, before))
    }

    /// What a profile says of one setting.
    fn setting(
        &mut self,
        setting: &Setting,
        members: &Map<String, Json>,
        before: &SettingValues,
    ) -> Option<SettingValue> {
        let (at, name) = (&Place::settings(), setting.name);
        let value = match &setting.kind {
            SettingKind::Flag { .. } => SettingValue::Flag(self.boolean(members, at, name)?),
            SettingKind::Choice { options, .. } => {
                let names: Vec<&str> = options.iter().map(|(name, _)| *name).collect();
                SettingValue::Choice(self.one_of_names(members, at, name, &names)?)
            }
            SettingKind::Several { options, item } => {
                SettingValue::Several(self.several(members, name, options, item)?)
            }
        };
        if let Some(other) = setting.needs
            && value != SettingValue::Flag(false)
            && !before.is_on(other)
        {
            self.error(
                Place::setting(name),
                format!("the console offers `{name}` only while `{other}` is on"),
                format!("switch `{other}` on, or leave `{name}` out"),
            );
        }
        Some(value)
    }

    fn several(
        &mut self,
        members: &Map<String, Json>,
        name: &str,
        options: &[(&str, &str)],
        item: &str,
    ) -> Option<u32> {
        let list = match members.get(name) {
            None | Some(Json::Null) => return None,
            Some(Json::Array(list)) => list,
            Some(_) => {
                let shown: Vec<String> =
                    options.iter().take(2).map(|(name, _)| format!("\"{name}\"")).collect();
                let help = format!("for example [{}]", shown.join(", "));
                self.error(Place::setting(name), format!("expected `{name}` to be an array"), help);
                return None;
            }
        };
        let mut taken = 0;
        for (at, value) in list.iter().enumerate() {
            let text = value.as_str().unwrap_or_default();
            let option = options.iter().position(|(known, _)| known.eq_ignore_ascii_case(text));
            if let Some(option) = option {
                taken |= 1 << option;
            } else {
                let names: Vec<&str> = options.iter().map(|(name, _)| *name).collect();
                self.error(
                    Place::setting(name).element(at),
                    format!("expected the name of {item}"),
                    format!("write one of: {}", names.join(", ")),
                );
            }
        }
        Some(taken)
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
