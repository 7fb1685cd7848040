//! How a connection of PingOne or Okta is set up: options that contradict each other or delete, and what they leave
//! as it is. Entra's job has no such options.

use crate::diagnostic::{Code, Diagnostic};
use crate::mapping::compiled::CompiledMapping;
use crate::mapping::profile::{Apply, Mapping, MappingType, Profile};
use crate::place::{MappingMember, Place};
use crate::systems::{OKTA, OktaSettings, PINGONE, PingOneSettings, RemoveAction, Target};

/// What the connections of a source system are looked at for.
struct Connection {
    /// The id of its record.
    source: &'static str,
    findings: fn(&Profile, &[CompiledMapping]) -> Vec<Diagnostic>,
    /// Whether anybody is ever disabled.
    disables: fn(&Profile) -> bool,
    /// What to do if not.
    help: &'static str,
}

/// The one place where findings go by the name of a system: what a connection of each is looked at for.
static CONNECTIONS: [Connection; 2] = [
    Connection {
        source: PINGONE.id,
        findings: pingone_findings,
        disables: |profile| {
            let settings: PingOneSettings = profile.settings.of();
            settings.disable || settings.deprovision
        },
        help: "switch `disable` or `deprovision` on",
    },
    Connection {
        source: OKTA.id,
        findings: |_, _| Vec::new(),
        disables: |profile| profile.settings.of::<OktaSettings>().deactivate,
        help: "switch `deactivate` on",
    },
];

fn connection(profile: &Profile) -> Option<&'static Connection> {
    let source = profile.system().id;
    CONNECTIONS.iter().find(|connection| connection.source == source)
}

/// What is to be said of how a connection is set up; places are in the settings.
pub(super) fn connection_findings(profile: &Profile, mappings: &[CompiledMapping]) -> Vec<Diagnostic> {
    connection(profile).map_or_else(Vec::new, |connection| (connection.findings)(profile, mappings))
}

fn pingone_findings(profile: &Profile, mappings: &[CompiledMapping]) -> Vec<Diagnostic> {
    let system = profile.system();
    let settings: PingOneSettings = profile.settings.of();
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
    let Some(connection) = connection(profile) else { return Vec::new() };
    let mut notes = Vec::new();
    if !(connection.disables)(profile) {
        let message = "users who leave stay active in the target: the connection disables nobody";
        let note = Diagnostic::new(Code::NoDisable, message).within(Place::settings());
        notes.push(note.help(connection.help));
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
