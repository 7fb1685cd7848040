//! What Okta does in the app (support.okta.com, Okta User Provisioning and Management with Zoom: provisioning, to
//! app). All three are off until an admin switches them on, which is taken as done.

use crate::systems::settings::{Setting, SettingKind, SettingValues, SourceSettings, Usual};
use serde::Serialize;

pub(super) static SETTINGS: [Setting; 3] = [
    option("create", "Create Users"),
    option("update", "Update User Attributes"),
    option("deactivate", "Deactivate Users"),
];

const fn option(name: &'static str, label: &'static str) -> Setting {
    Setting { name, label, kind: SettingKind::Flag { usual: Usual::On }, needs: None }
}

/// What Okta does in the app.
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

impl SourceSettings for OktaSettings {
    fn table() -> &'static [Setting] {
        &SETTINGS
    }

    fn read(values: &SettingValues) -> Self {
        Self {
            create: values.is_on("create"),
            update: values.is_on("update"),
            deactivate: values.is_on("deactivate"),
        }
    }
}
