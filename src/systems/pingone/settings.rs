//! The actions of a PingOne connection (docs.pingidentity.com, Creating a Zoom connection: users actions). No page
//! prints what a new connection has switched on; here everything is on that disables rather than deletes.

use crate::systems::settings::{Setting, SettingKind, SettingValues, SourceSettings, Usual};
use serde::Serialize;

/// A choice that depends on another is refused without it, as in the console.
pub(super) static SETTINGS: [Setting; 6] = [
    action("create", "Enable users creation", Usual::On, None),
    action("update", "Enable users updation", Usual::On, None),
    action("disable", "Enable users disable", Usual::As("update"), Some("update")),
    action("deprovision", "Enable users deprovision", Usual::On, None),
    Setting {
        name: "removeAction",
        label: "Remove Action",
        kind: SettingKind::Choice { options: &[("delete", "Delete"), ("disable", "Disable")], usual: None },
        needs: Some("deprovision"),
    },
    action("deprovisionOnRuleDeletion", "Deprovision on rule deletion", Usual::Off, Some("deprovision")),
];

const fn action(
    name: &'static str,
    label: &'static str,
    usual: Usual,
    needs: Option<&'static str>,
) -> Setting {
    Setting { name, label, kind: SettingKind::Flag { usual }, needs }
}

/// The actions of a PingOne connection.
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

impl SourceSettings for PingOneSettings {
    fn table() -> &'static [Setting] {
        &SETTINGS
    }

    fn read(values: &SettingValues) -> Self {
        Self {
            create: values.is_on("create"),
            update: values.is_on("update"),
            disable: values.is_on("disable"),
            deprovision: values.is_on("deprovision"),
            remove_action: values
                .choice("removeAction")
                .map(|at| if at == 0 { RemoveAction::Delete } else { RemoveAction::Disable }),
            deprovision_on_rule_deletion: values.is_on("deprovisionOnRuleDeletion"),
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
