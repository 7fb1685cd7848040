//! How a provisioning job of Entra is set up; each setting has the service's own default.

use crate::named::named;
use crate::systems::settings::{Setting, SettingKind, SettingValue, SettingValues, SourceSettings, Usual};
use serde::Serialize;

pub(super) static SETTINGS: [Setting; 6] = [
    Setting {
        name: "dialect",
        label: "Form of updates",
        kind: SettingKind::Choice {
            options: &[
                ("entra-legacy", "As always"),
                ("entra-compliant", "SCIM compliant (aadOptscim062020)"),
            ],
            usual: Some(0),
        },
        needs: None,
    },
    Setting {
        name: "scopeMode",
        label: "Who is provisioned",
        kind: SettingKind::Choice {
            options: &[("assigned", "Assigned users and groups"), ("all", "All users of the directory")],
            usual: Some(0),
        },
        needs: None,
    },
    Setting {
        name: "actions",
        label: "Actions on the target",
        kind: SettingKind::Several {
            options: &[("create", "Create"), ("update", "Update"), ("delete", "Delete")],
            item: "an action",
        },
        needs: None,
    },
    flag("skipOutOfScopeDeletions", "Leave users who go out of scope as they are", Usual::Off),
    flag("targetSupportsSoftDelete", "The target can disable users", Usual::On),
    flag("nullPassesNegations", "\u{201c}Not\u{201d} clauses without a value hold", Usual::Unset),
];

const fn flag(name: &'static str, label: &'static str, usual: Usual) -> Setting {
    Setting { name, label, kind: SettingKind::Flag { usual }, needs: None }
}

/// How a provisioning job of Entra is set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EntraSettings {
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
}

named! {
    /// How Entra writes PATCH requests (provisioning reference, sections 8.4 and 8.5).
    #[non_exhaustive]
    pub enum WireDialect: Serialize + Tsify, default EntraLegacy {
        /// Capitalised operations, Booleans as texts, a path in every operation.
        EntraLegacy = "entra-legacy",
        /// What the flag `aadOptscim062020` of the tenant address switches on.
        EntraCompliant = "entra-compliant",
    }
}

named! {
    /// Who is provisioned.
    #[non_exhaustive]
    pub enum ScopeMode: Serialize + Tsify, default Assigned {
        /// Users that are assigned to the application.
        Assigned = "assigned",
        /// All users of the directory.
        All = "all",
    }
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

impl From<Actions> for SettingValue {
    fn from(actions: Actions) -> Self {
        let bit = |at: u32, on: bool| u32::from(on) << at;
        Self::Several(bit(0, actions.create) | bit(1, actions.update) | bit(2, actions.delete))
    }
}

impl Serialize for Actions {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.names())
    }
}

impl SourceSettings for EntraSettings {
    fn table() -> &'static [Setting] {
        &SETTINGS
    }

    fn read(values: &SettingValues) -> Self {
        let compliant = values.choice("dialect") == Some(1);
        let all = values.choice("scopeMode") == Some(1);
        Self {
            dialect: if compliant { WireDialect::EntraCompliant } else { WireDialect::EntraLegacy },
            scope_mode: if all { ScopeMode::All } else { ScopeMode::Assigned },
            actions: Actions {
                create: values.takes("actions", 0),
                update: values.takes("actions", 1),
                delete: values.takes("actions", 2),
            },
            skip_out_of_scope_deletions: values.is_on("skipOutOfScopeDeletions"),
            target_supports_soft_delete: values.is_on("targetSupportsSoftDelete"),
            null_passes_negations: values.flag("nullPassesNegations"),
        }
    }
}
