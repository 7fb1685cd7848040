//! Changing an object by PATCH.

use super::Course;
use super::put::ACTIVE;
use crate::diagnostic::{Code, Severity};
use crate::place::{MappingMember, Place, Pointer};
use crate::provisioning::decision::Decision;
use crate::provisioning::difference::{Change, ChangeOp};
use crate::provisioning::model::{Action, ModifiedProperty, Origin, Request};
use crate::provisioning::wire;
use crate::scim::Method;
use crate::systems::{EntraSettings, WireDialect};
use serde_json::Value as Json;

impl Course<'_> {
    /// Sends changes in the dialect of the settings.
    pub(in crate::provisioning) fn patch(
        &mut self,
        action: Action,
        explanation: String,
        existing: &Json,
        changes: Vec<Change>,
    ) -> Decision {
        let (body, origins) =
            wire::patch(&changes, self.plan.profile().settings.of::<EntraSettings>().dialect);
        self.doubts(&body, &origins);
        let modified = changes.into_iter().map(|change| ModifiedProperty {
            display_name: change.path,
            old_value: change.old.unwrap_or_default(),
            new_value: if change.op == ChangeOp::Remove { Json::Null } else { change.new },
        });
        let request = Request { method: "PATCH", path: self.address(existing), body };
        Decision { modified: modified.collect(), origins, ..Decision::send(action, explanation, request) }
    }

    /// What is added to a new object when it has an identifier: in a second pass, as references can flow only when
    /// both objects exist.
    pub(in crate::provisioning) fn second_pass(&self, changes: &[Change]) -> Vec<Request> {
        if changes.is_empty() {
            return Vec::new();
        }
        let profile = self.plan.profile();
        let (body, _) = wire::patch(changes, profile.settings.of::<EntraSettings>().dialect);
        vec![Request { method: "PATCH", path: format!("{}/{{id}}", profile.object.endpoint()), body }]
    }

    /// Disables by a PATCH of `active` alone.
    pub(in crate::provisioning) fn patch_inactive(&mut self, existing: &Json, why: &str) -> Decision {
        let body = serde_json::json!({
            "schemas": [wire::PATCH_OP],
            "Operations": [{"op": "replace", "value": {"active": false}}],
        });
        self.doubts(&body, &[]);
        let explanation = self.disables(existing, why);
        let request = Request { method: "PATCH", path: self.address(existing), body };
        let held = existing.get(ACTIVE).cloned();
        Decision {
            modified: ModifiedProperty::new(ACTIVE, held, false.into()).into_iter().collect(),
            mappings: Some(self.unsent()),
            ..Decision::send(Action::Disable, explanation, request)
        }
    }

    /// What the target would say to a PATCH; each finding at the mapping behind its operation.
    fn doubts(&mut self, body: &Json, origins: &[Origin]) {
        let legacy = self.plan.profile().settings.of::<EntraSettings>().dialect == WireDialect::EntraLegacy;
        for mut found in self.plan.target().validate(body, Method::Patch) {
            match found.code {
                // The dialect's own: nothing that a mapping could do.
                Code::BooleanAsString if legacy => continue,
                // Entra's connector for Zoom sends such updates all the same.
                Code::PatchNoActive => found.severity = Severity::Warning,
                _ => {}
            }
            let place = match behind(&found.pointer, origins) {
                Some(at) => Place::Mapping(at, MappingMember::Target),
                None => Place::Mappings,
            };
            let told = self.plan.diagnostics().iter();
            if !told.into_iter().any(|earlier| earlier.code == found.code && earlier.place == place) {
                self.tell(found.diagnostic().within(place));
            }
        }
    }
}

/// The first mapping behind the operation that a pointer leads into.
fn behind(pointer: &Pointer, origins: &[Origin]) -> Option<usize> {
    let operation = pointer.steps().get(..2)?;
    let origin = origins.iter().find(|origin| origin.pointer.steps().starts_with(operation))?;
    Some(origin.mapping)
}
