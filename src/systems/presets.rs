//! Mapping sets to start from, each with where it comes from and what of it is inferred.

pub use super::attribute::Preset;
use super::table::SOURCES;

/// All presets, by the system that users come from; the first is the one to start with.
pub fn presets() -> impl Iterator<Item = &'static Preset> {
    SOURCES.into_iter().flat_map(|source| source.presets())
}

/// The preset with this name.
///
/// ```
/// let gallery = attrflow::systems::presets::find("zoom-gallery").unwrap();
/// assert!(gallery.notes[0].contains("inferred"));
/// ```
pub fn find(id: &str) -> Option<&'static Preset> {
    presets().find(|preset| preset.id == id)
}
