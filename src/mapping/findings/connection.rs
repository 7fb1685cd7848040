//! How a connection of PingOne or Okta is set up: options that contradict each other or delete, and what they leave
//! as it is. Entra's job has no such options.

use crate::diagnostic::{Code, Diagnostic};
use crate::mapping::compiled::CompiledMapping;
use crate::mapping::profile::{
    Apply, Connection, Mapping, MappingType, PingOneSettings, Profile, RemoveAction,
};
use crate::place::{MappingMember, Place};
use crate::systems::{Source, Target};

/// What is to be said of how a connection is set up; places are in the settings.
pub(super) fn connection_findings(profile: &Profile, mappings: &[CompiledMapping]) -> Vec<Diagnostic> {
    let system = profile.system();
    match connection(profile) {
        Some(Connection::PingOne(settings)) => pingone_findings(system, &settings, mappings),
        Some(Connection::Okta(_)) | None => Vec::new(),
    }
}

/// The settings, as far as the profile has any; the usual ones else.
fn connection(profile: &Profile) -> Option<Connection> {
    profile.settings.connection.or_else(|| Connection::usual(profile.system()))
}

fn pingone_findings(
    system: &Source,
    settings: &PingOneSettings,
    mappings: &[CompiledMapping],
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    if settings.deprovision && settings.removal().is_none() {
        let message = "users are deprovisioned, but the Remove Action can be chosen only while disabling is on; \
                       no page says which applies otherwise";
        diagnostics.push(
            Diagnostic::new(Code::RemoveActionUndetermined, message)
                .within(Place::settings())
                .help("switch `disable` on and choose the Remove Action"),
        );
    }
    if settings.deprovision && settings.removal() == Some(RemoveAction::Delete) {
        let message = "users who are deleted in PingOne or leave the rule are deleted in the target";
        diagnostics.push(
            Diagnostic::new(Code::RemovalDeletes, message)
                .within(Place::setting("removeAction"))
                .help("disabling can be undone: set the Remove Action to disable"),
        );
    }
    // With disabling off PingOne sends no change of its own, but a mapping of `enabled` to `active` is a change of an
    // attribute like any other.
    let active = |compiled: &&CompiledMapping| {
        let Mapping { kind, apply, .. } = compiled.mapping;
        compiled.writes("active")
            && kind == MappingType::Direct
            && apply == Apply::Always
            && compiled.reads.first().is_some_and(|attribute| attribute.name == system.account)
    };
    if settings.update
        && !settings.disable
        && let Some(compiled) = mappings.iter().find(active)
    {
        let message = "disabling is off, and this mapping disables users all the same: updates send it";
        diagnostics.push(
            Diagnostic::new(Code::ActiveOverlapsDisable, message)
                .in_mapping(compiled.at, MappingMember::Source)
                .help("switch `disable` on, or remove the mapping"),
        );
    }
    diagnostics
}

/// What is worth knowing of a connection and no problem of any mapping.
pub(super) fn connection_notes(profile: &Profile, target: &Target) -> Vec<Diagnostic> {
    let (disables, help) = match connection(profile) {
        Some(Connection::PingOne(settings)) => {
            (settings.disable || settings.deprovision, "switch `disable` or `deprovision` on")
        }
        Some(Connection::Okta(settings)) => (settings.deactivate, "switch `deactivate` on"),
        None => return Vec::new(),
    };
    let mut notes = Vec::new();
    if !disables {
        let message = "users who leave stay active in the target: the connection disables nobody";
        notes.push(Diagnostic::new(Code::NoDisable, message).within(Place::settings()).help(help));
    }
    let flows = |mapping: &Mapping| mapping.kind == MappingType::Direct && mapping.apply == Apply::Always;
    if target.facts.keeps_unsent && profile.mappings.iter().any(flows) {
        let message = format!(
            "a value that is deleted in {} stays in the target, which looks at sent values only",
            profile.system().title
        );
        let help = "delete it in the target too";
        notes.push(Diagnostic::new(Code::NullNeverClears, message).within(Place::Mappings).help(help));
    }
    notes
}
