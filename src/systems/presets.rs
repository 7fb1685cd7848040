//! Mapping sets to start from, each with where it comes from and what of it is inferred.

use super::SourceSystem;
use super::embedded::{list, text};
use serde_json::{Map, Value};
use std::sync::OnceLock;

/// A mapping set that is built in.
#[derive(Clone, Debug, PartialEq)]
pub struct Preset {
    /// The name for commands and links.
    pub id: String,
    /// The name for people.
    pub title: String,
    /// What it is, in one sentence.
    pub description: String,
    /// The page that it comes from.
    pub origin: String,
    /// What is inferred, and what to beware of.
    pub notes: Vec<String>,
    /// The system that its users come from.
    pub source: SourceSystem,
    /// The profile document.
    pub profile: Value,
}

/// All presets, by the system that users come from; the first is the one to start with.
pub fn presets() -> &'static [Preset] {
    static PARSED: OnceLock<Vec<Preset>> = OnceLock::new();
    // The file is part of the program and a test reads it, so it parses.
    PARSED.get_or_init(|| {
        let files = [
            include_str!("entra/presets.json"),
            include_str!("pingone/presets.json"),
            include_str!("okta/presets.json"),
        ];
        files.into_iter().flat_map(|file| list(file, "presets", preset)).collect()
    })
}

fn preset(preset: &Map<String, Value>) -> Option<Preset> {
    Some(Preset {
        id: text(preset, "id")?,
        title: text(preset, "title")?,
        description: text(preset, "description")?,
        origin: text(preset, "origin")?,
        notes: preset
            .get("notes")?
            .as_array()?
            .iter()
            .filter_map(|note| note.as_str().map(str::to_owned))
            .collect(),
        source: SourceSystem::named(preset.get("profile")?.get("source")?.as_str()?)?,
        profile: preset.get("profile")?.clone(),
    })
}

/// The preset with this name.
///
/// ```
/// let gallery = attrflow::systems::presets::find("zoom-gallery").unwrap();
/// assert!(gallery.notes[0].contains("inferred"));
/// ```
pub fn find(id: &str) -> Option<&'static Preset> {
    presets().iter().find(|preset| preset.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Diagnostic};
    use crate::mapping::{Plan, read_profile};

    #[test]
    fn presets_read_and_compile_without_errors() {
        let count = |system| presets().iter().filter(|preset| preset.source == system).count();
        assert_eq!(SourceSystem::ALL.map(count), [4, 1, 1]);
        for preset in presets() {
            let (profile, found) = read_profile(&preset.profile.to_string()).expect(&preset.id);
            assert_eq!(found, [], "{}", preset.id);
            assert_eq!(profile.system(), preset.source);
            let plan = Plan::new(profile).expect(&preset.id);
            assert!(!plan.diagnostics().iter().any(Diagnostic::is_error), "{}", preset.id);
            // Every guide for Entra takes userName from one attribute and the e-mail address from another;
            // PingOne's warns against it.
            let mut codes = plan.diagnostics().iter().map(|found| found.code);
            let differs = codes.any(|code| code == Code::AddressSourcesDiffer);
            assert_eq!(differs, preset.source == SourceSystem::Entra, "{}", preset.id);
            // Only the set of a new app names targets that Zoom does not have.
            let unknown = plan.diagnostics().iter().filter(|found| found.code == Code::UnknownTarget).count();
            assert_eq!(unknown > 0, preset.id == "scim-default", "{}", preset.id);
        }
    }
}
