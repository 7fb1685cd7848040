//! How the connections of PingOne and Okta are set up, and reading that from a profile.
//!
//! Sources: docs.pingidentity.com, Creating a Zoom connection (users actions); support.okta.com, Okta
//! User Provisioning and Management with Zoom (provisioning, to app).

use super::read::ProfileReader;
use crate::place::Place;
use crate::systems::Source;
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// The settings of a connection that is not Entra's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Connection {
    /// Of PingOne.
    PingOne(PingOneSettings),
    /// Of Okta.
    Okta(OktaSettings),
}

impl Connection {
    /// The settings of a connection of a system that nobody has changed; none if it has a job instead. This is the
    /// one place that tells by a system which settings it has.
    pub(in crate::mapping) fn usual(system: &Source) -> Option<Self> {
        match system.id {
            "pingone" => Some(Connection::PingOne(PingOneSettings::default())),
            "okta" => Some(Connection::Okta(OktaSettings::default())),
            _ => None,
        }
    }
}

/// The actions of a PingOne connection. No page prints what a new connection has switched on; here
/// everything is on that disables rather than deletes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PingOneSettings {
    /// Enable users creation.
    pub create: bool,
    /// Enable users updation.
    pub update: bool,
    /// Enable users disable; can be chosen only if updating is.
    pub disable: bool,
    /// Enable users deprovision.
    pub deprovision: bool,
    /// What becomes of users that are deleted or leave the rule. It can be chosen only if disabling is
    /// on: see [`PingOneSettings::removal`].
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub remove_action: Option<RemoveAction>,
    /// Whether deleting the rule deprovisions its users; otherwise they are left as they are.
    pub deprovision_on_rule_deletion: bool,
}

/// What becomes of users that are deleted or leave the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum RemoveAction {
    /// They are deleted in the target.
    Delete,
    /// They are disabled in the target.
    Disable,
}

impl Default for PingOneSettings {
    fn default() -> Self {
        Self {
            create: true,
            update: true,
            disable: true,
            deprovision: true,
            remove_action: None,
            deprovision_on_rule_deletion: false,
        }
    }
}

impl PingOneSettings {
    /// The Remove Action that applies; `None` where no page says which, for it can be chosen only while
    /// disabling is on. Without a choice it is to disable, which is what can be undone.
    pub const fn removal(&self) -> Option<RemoveAction> {
        match (self.disable, self.remove_action) {
            (false, _) => None,
            (true, Some(action)) => Some(action),
            (true, None) => Some(RemoveAction::Disable),
        }
    }
}

/// What Okta does in the app. All three are off until an admin switches them on, which is taken as done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OktaSettings {
    /// Create Users.
    pub create: bool,
    /// Update User Attributes.
    pub update: bool,
    /// Deactivate Users.
    pub deactivate: bool,
}

impl Default for OktaSettings {
    fn default() -> Self {
        Self { create: true, update: true, deactivate: true }
    }
}

const PINGONE: [&str; 6] =
    ["create", "update", "disable", "deprovision", "removeAction", "deprovisionOnRuleDeletion"];
const OKTA: [&str; 3] = ["create", "update", "deactivate"];

impl ProfileReader {
    pub(super) fn okta(&mut self, settings: &Map<String, Json>) -> OktaSettings {
        let at = &Place::settings();
        self.unknown_members(at, settings, &OKTA);
        let usual = OktaSettings::default();
        OktaSettings {
            create: self.boolean(settings, at, "create").unwrap_or(usual.create),
            update: self.boolean(settings, at, "update").unwrap_or(usual.update),
            deactivate: self.boolean(settings, at, "deactivate").unwrap_or(usual.deactivate),
        }
    }

    /// Reads what can be set in the console: a choice that depends on another is refused without it.
    pub(super) fn pingone(&mut self, settings: &Map<String, Json>) -> PingOneSettings {
        let at = &Place::settings();
        self.unknown_members(at, settings, &PINGONE);
        let usual = PingOneSettings::default();
        let create = self.boolean(settings, at, "create").unwrap_or(usual.create);
        let update = self.boolean(settings, at, "update").unwrap_or(usual.update);
        let deprovision = self.boolean(settings, at, "deprovision").unwrap_or(usual.deprovision);
        let disable = self.dependent(settings, "disable", ("update", update)).unwrap_or(update);
        let remove_action = match self.one_of(settings, at, "removeAction", &["delete", "disable"]) {
            Some(0) => Some(RemoveAction::Delete),
            Some(_) => Some(RemoveAction::Disable),
            None => None,
        };
        if remove_action.is_some() && !deprovision {
            self.needs("removeAction", "deprovision");
        }
        let deprovision_on_rule_deletion = self
            .dependent(settings, "deprovisionOnRuleDeletion", ("deprovision", deprovision))
            .unwrap_or(usual.deprovision_on_rule_deletion);
        PingOneSettings { create, update, disable, deprovision, remove_action, deprovision_on_rule_deletion }
    }

    fn dependent(&mut self, settings: &Map<String, Json>, name: &str, on: (&str, bool)) -> Option<bool> {
        let value = self.boolean(settings, &Place::settings(), name);
        if value == Some(true) && !on.1 {
            self.needs(name, on.0);
        }
        value
    }

    fn needs(&mut self, name: &str, other: &str) {
        self.error(
            Place::setting(name),
            format!("the console offers `{name}` only while `{other}` is on"),
            format!("switch `{other}` on, or leave `{name}` out"),
        );
    }
}
