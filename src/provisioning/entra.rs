//! What Entra does with an object that is read: create, change, disable, delete, or leave it (provisioning
//! reference, sections 6.4 and 6.5).

use super::decision::{self, Decision};
use super::matching::MatchQuery;
use super::model::{Action, ModifiedProperty, Reason, Request};
use super::pipeline::Pipeline;
use super::results::{self, MappingResult};
use super::wire;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::json;
use crate::mapping::{Change, ChangeOp, Computed, ObjectType, Standing, Updated, WireDialect, same};
use crate::place::{MappingMember, Place, PointerStep};
use crate::scim::Method;
use crate::value::Value;
use serde_json::Value as Json;

impl Pipeline<'_> {
    /// An object that is not, or no longer, to be in the target.
    pub(super) fn leaving(
        &mut self,
        why: &'static str,
        row: &[Value<'_>],
        queries: &[MatchQuery],
    ) -> Decision {
        let situation = self.situation;
        let state = situation.state;
        let settings = &self.plan.profile().settings;
        // Without the resource itself, the one that an earlier cycle must have linked is looked for.
        let found = || {
            queries.iter().find_map(|query| {
                let mut found = situation.directory.find(self.plan, query);
                found.pop().filter(|_| found.is_empty())
            })
        };
        let linked = state.previously_provisioned.then(|| situation.existing.cloned().or_else(found));
        let Some(existing) = linked.flatten() else {
            return Decision::leave(Reason::NotInScope, format!("{why}, and the target never had it"));
        };
        self.resource = Some(existing.clone());
        let existing = &existing;
        if state.hard_deleted {
            return self.delete(existing, why);
        }
        if settings.skip_out_of_scope_deletions {
            let text = format!("{why}; the job leaves such users as they are");
            return Decision::leave(Reason::SkipOutOfScopeDeletions, text);
        }
        if !settings.target_supports_soft_delete {
            return self.delete(existing, why);
        }
        if !self.plan.can_disable() {
            let text =
                format!("{why}, but no mapping depends on IsSoftDeleted, so the target keeps it active");
            return Decision::leave(Reason::NoDisableMapping, text);
        }
        if state.soft_deleted {
            self.tombstone();
        }
        self.update(existing, row, Some(why))
    }

    /// The directory renames users that are deleted; the object is taken as it is given, so that may not
    /// have happened yet.
    fn tombstone(&mut self) {
        for at in self.plan.unique_mappings() {
            let Some(mapping) = self.plan.profile().mappings.get(*at) else { continue };
            if mapping.is_create_only() || !mapping.source.to_ascii_lowercase().contains("userprincipalname")
            {
                continue;
            }
            let message = format!(
                "the directory puts the object id before the userPrincipalName of a deleted user, which is \
                 reported to reach `{}`",
                mapping.target.trim()
            );
            let mut note = Diagnostic::new(Code::SourcesDisagree, message)
                .in_mapping(*at, MappingMember::Source)
                .help("after a restore the account is no longer found by its name; another source avoids it");
            note.severity = Severity::Note;
            self.diagnostics.push(note);
        }
    }

    fn delete(&self, existing: &Json, why: &str) -> Decision {
        if !self.plan.profile().settings.actions.delete {
            let text = format!("{why}, but deleting is switched off");
            return Decision::leave(Reason::DeleteDisabled, text);
        }
        let path = decision::address(self.plan, existing);
        Decision::send(Action::Delete, why, Request { method: "DELETE", path, body: Json::Null })
    }

    /// An object that the target does not have.
    pub(super) fn create(
        &mut self,
        row: &[Value<'_>],
        computed: &[Computed<'_>],
        body_text: &str,
    ) -> Decision {
        let profile = self.plan.profile();
        if let Some((why, help)) =
            disabled(self.plan.standing(row)).filter(|_| profile.object == ObjectType::User)
        {
            self.diagnostics.insert(0, Diagnostic::new(Code::DisabledUser, why).help(help));
            return Decision::leave(Reason::DisabledInSource, why);
        }
        if !profile.settings.actions.create {
            let text = "the target has no such user, and creating is switched off";
            return Decision::leave(Reason::CreateDisabled, text);
        }
        if let Some(at) = decision::missing(self.plan, computed) {
            let target = profile.mappings.get(at).map_or("", |mapping| &mapping.target);
            let message = format!("the required attribute `{target}` has no value and no default");
            let found =
                Diagnostic::new(Code::MissingRequired, &*message).in_mapping(at, MappingMember::Whole);
            self.diagnostics.insert(0, found);
            return Decision::leave(Reason::MandatoryFieldsMissing, message);
        }
        let endpoint = profile.object.endpoint();
        let mut changes = self.plan.second_pass(row, self.situation.resolve);
        if let Some((added, _)) = self.situation.members {
            changes.extend(self.plan.member_changes(added, &[]));
        }
        let following = match changes.is_empty() {
            true => Vec::new(),
            false => {
                let (body, _) = wire::patch(&changes, profile.settings.dialect);
                vec![Request { method: "PATCH", path: format!("{endpoint}/{{id}}"), body }]
            }
        };
        let request = Request {
            method: "POST",
            path: endpoint.to_owned(),
            body: json::parse(body_text).unwrap_or_default(),
        };
        let decision = Decision::send(Action::Create, "the target has no such object yet", request);
        Decision { following, ..decision }
    }

    /// Changes what differs; `leaving` says why the object is to be disabled.
    pub(super) fn update(&mut self, existing: &Json, row: &[Value<'_>], leaving: Option<&str>) -> Decision {
        let situation = self.situation;
        let updates = self.plan.updates(row, existing, situation.resolve, self.environment);
        let mappings: Vec<MappingResult> = updates
            .iter()
            .enumerate()
            .map(|(at, update)| results::of_update(self.plan, at, update))
            .collect();
        let mut changes: Vec<Change> = Vec::new();
        for update in updates {
            if let Updated::Changed(found) = update.updated {
                changes.extend(found);
            }
        }
        if let Some((added, removed)) = situation.members {
            let members = self.plan.member_changes(added, removed);
            let replaced: Vec<usize> = members.iter().map(|change| change.mapping).collect();
            changes.retain(|change| !replaced.contains(&change.mapping));
            changes.extend(members);
        }
        let gone = leaving.is_some() || self.plan.standing(row) != Standing::Enabled;
        let disables = gone && changes.iter().any(|change| change.disables);
        let switches_off = changes.iter().any(|change| {
            change.path.eq_ignore_ascii_case("active") && same(&Json::Bool(false), &change.new, true)
        });
        let leave = |reason, text: String| Decision {
            mappings: Some(mappings.clone()),
            ..Decision::leave(reason, text)
        };
        // Once disabled the object is no longer managed.
        if let (Some(why), false) = (leaving, disables) {
            return leave(Reason::RedundantExport, format!("{why}, and the target has it disabled already"));
        }
        if changes.is_empty() {
            return leave(Reason::RedundantExport, "the target has all values already".to_owned());
        }
        if !self.plan.profile().settings.actions.update {
            let text = "the target differs, but updating is switched off; disabling needs it too".to_owned();
            return leave(Reason::UpdateDisabled, text);
        }
        let (body, origins) = wire::patch(&changes, self.plan.profile().settings.dialect);
        self.doubts(&body, &origins);
        let explanation = match (leaving, changes.len()) {
            (Some(why), _) => why.to_owned(),
            (None, 1) => "1 attribute of the target differs".to_owned(),
            (None, count) => format!("{count} attributes of the target differ"),
        };
        let modified = changes.into_iter().map(|change| ModifiedProperty {
            display_name: change.path,
            old_value: change.old.unwrap_or_default(),
            new_value: if change.op == ChangeOp::Remove { Json::Null } else { change.new },
        });
        let action = if disables || switches_off { Action::Disable } else { Action::Update };
        let request = Request { method: "PATCH", path: decision::address(self.plan, existing), body };
        Decision {
            modified: modified.collect(),
            mappings: Some(mappings),
            ..Decision::send(action, explanation, request)
        }
    }

    /// What the target would say to a PATCH; each finding at a mapping of the operation.
    fn doubts(&mut self, body: &Json, origins: &[Vec<usize>]) {
        let legacy = self.plan.profile().settings.dialect == WireDialect::EntraLegacy;
        for mut found in self.plan.target().validate(body, Method::Patch) {
            match found.code {
                // The dialect's own: nothing that a mapping could do.
                Code::BooleanAsString if legacy => continue,
                // Entra's connector for Zoom sends such updates all the same.
                Code::PatchNoActive => found.severity = Severity::Warning,
                _ => {}
            }
            let operation = match found.pointer.steps() {
                [PointerStep::Member(list), PointerStep::Element(at), ..] if list == "Operations" => {
                    Some(*at)
                }
                _ => None,
            };
            let place = match operation.and_then(|at| origins.get(at)?.first()) {
                Some(at) => Place::Mapping(*at, MappingMember::Target),
                None => Place::Mappings,
            };
            let told = self
                .plan
                .diagnostics()
                .iter()
                .any(|earlier| earlier.code == found.code && earlier.place == place);
            if !told {
                self.diagnostics.push(found.diagnostic().within(place));
            }
        }
    }
}

/// Why the directory keeps a user out of applications, with what can be done.
fn disabled(standing: Standing) -> Option<(&'static str, &'static str)> {
    match standing {
        Standing::Enabled => None,
        Standing::Disabled => Some((
            "the account is disabled, so the user is not created",
            "the service creates users only while accountEnabled is true; the body shows what would be sent",
        )),
        Standing::SoftDeleted => Some((
            "IsSoftDeleted is true, so the user is not created",
            "the service computes it for users who are not assigned, out of scope or deleted; leave it out \
             to preview a create",
        )),
    }
}
