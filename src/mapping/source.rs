//! Mappings whose users do not come from Entra: what their sources name, and what is to be said of the
//! connection as a whole.

use super::profile::{Apply, Mapping, MappingType, PingOneSettings, Profile, RemoveAction};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::place::{MappingMember, Place};
use crate::span::Span;
use crate::systems::{PINGONE, Source, Target};
use std::borrow::Cow;

/// The attribute that the source of a direct mapping names. Text that is no name stands for itself.
pub(super) fn name<'t>(system: &Source, source: &'t str) -> Cow<'t, str> {
    match system.reference(source) {
        Some(reference) => reference.name,
        None => Cow::Borrowed(source.trim()),
    }
}

/// What is to be said of the source of a direct mapping: more than a name, a name that no user has.
/// Spans are in the text. For Entra, whose attributes may stand in expressions, see
/// [`check_text`](crate::language::check_text).
///
/// ```
/// use attrflow::mapping::check_source;
/// use attrflow::systems::OKTA;
/// let found = check_source(&OKTA, "user.firstname");
/// assert_eq!(found[0].code.as_str(), "unknown-attribute");
/// assert_eq!(found[0].fixes[0].edits[0].text, "user.firstName");
/// ```
pub fn check_source(system: &'static Source, source: &str) -> Vec<Diagnostic> {
    let text = source.trim();
    let start = source.find(text).unwrap_or_default();
    let span = Span::new(start, start + text.len());
    if text.is_empty() {
        return Vec::new();
    }
    let Some(reference) = system.reference(source) else { return vec![foreign(system, span)] };
    let write = |found: Diagnostic, text: String| found.fix(format!("Write {text}"), span, text);
    let mut found = Vec::new();
    if let Some(doubt) = reference.doubt {
        let message = format!("`{text}` {}", doubt.message);
        let told = Diagnostic::new(Code::UnknownAttribute, message).at(span);
        found.push(write(told.help(format!("write {}", doubt.instead)), doubt.instead));
        return found;
    }
    let name = &*reference.name;
    if system.attribute(name).is_some() || system.is_own(name) {
        return found;
    }
    let message = format!("{} lists no attribute `{name}`", system.title);
    let told = Diagnostic::new(Code::UnknownAttribute, message).at(span);
    let names = system.attributes().iter().map(|attribute| attribute.name.as_str());
    found.push(match nearest(name, names) {
        Some(near) => {
            let near = system.written(near);
            write(told.help(format!("did you mean {near}?")), near)
        }
        None => told.help("its value is null unless it is an attribute of your own"),
    });
    found
}

/// What is said of a mapping in the language of a system, which is not read here.
pub(super) fn of_expression(system: &'static Source, source: &str) -> Diagnostic {
    let text = source.trim();
    let start = source.find(text).unwrap_or_default();
    let found = foreign(system, Span::new(start, start + text.len()));
    match system.reference(source) {
        Some(_) => found.help("this is the name of an attribute alone: make the mapping a direct one"),
        None => found,
    }
}

fn foreign(system: &'static Source, span: Span) -> Diagnostic {
    let message = format!(
        "users of {} are mapped in {}, which is not evaluated here; expressions of Entra mean nothing to it",
        system.title, system.language_name
    );
    let help = "map an attribute as it is, or a constant, to preview the rest";
    Diagnostic::new(Code::ForeignDialect, message).at(span).help(help)
}

/// What is to be said of how a connection is set up; pointers lead to the settings.
pub(super) fn of_connection(profile: &Profile) -> Vec<Diagnostic> {
    match profile.system().id {
        "pingone" => of_pingone(profile, &profile.settings.pingone()),
        _ => Vec::new(),
    }
}

fn of_pingone(profile: &Profile, settings: &PingOneSettings) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if settings.deprovision && settings.removal().is_none() {
        let message = "users are deprovisioned, but the Remove Action can be chosen only while disabling is on; \
                       no page says which applies otherwise";
        found.push(
            Diagnostic::new(Code::RemoveActionUndetermined, message)
                .within(Place::settings())
                .help("switch `disable` on and choose the Remove Action"),
        );
    }
    if settings.deprovision && settings.removal() == Some(RemoveAction::Delete) {
        let message = "users who are deleted in PingOne or leave the rule are deleted in the target";
        found.push(
            Diagnostic::new(Code::RemovalDeletes, message)
                .within(Place::setting("removeAction"))
                .help("disabling can be undone: set the Remove Action to disable"),
        );
    }
    let active = |mapping: &Mapping| {
        mapping.target.trim().eq_ignore_ascii_case("active")
            && mapping.kind == MappingType::Direct
            && mapping.apply == Apply::Always
            && name(&PINGONE, &mapping.source) == PINGONE.account
    };
    if settings.update
        && !settings.disable
        && let Some(at) = profile.mappings.iter().position(active)
    {
        let message = "disabling is off, and this mapping disables users all the same: updates send it";
        found.push(
            Diagnostic::new(Code::ActiveOverlapsDisable, message)
                .in_mapping(at, MappingMember::Source)
                .help("switch `disable` on, or remove the mapping"),
        );
    }
    found
}

/// What is worth knowing of a profile as a whole and no problem of any mapping.
pub(super) fn notes(profile: &Profile, target: &Target) -> Vec<Diagnostic> {
    let system = profile.system();
    let (disables, help) = match system.id {
        "pingone" => {
            let settings = profile.settings.pingone();
            (settings.disable || settings.deprovision, "switch `disable` or `deprovision` on")
        }
        "okta" => (profile.settings.okta().deactivate, "switch `deactivate` on"),
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    if !disables {
        let message = "users who leave stay active in the target: the connection disables nobody";
        found.push(Diagnostic::new(Code::NoDisable, message).within(Place::settings()).help(help));
    }
    let flows = |mapping: &Mapping| mapping.kind == MappingType::Direct && mapping.apply == Apply::Always;
    if target.facts.keeps_unsent && profile.mappings.iter().any(flows) {
        let message = format!(
            "a value that is deleted in {} stays in the target, which looks at sent values only",
            system.title
        );
        let help = "delete it in the target too";
        found.push(Diagnostic::new(Code::NullNeverClears, message).within(Place::Mappings).help(help));
    }
    found
}
