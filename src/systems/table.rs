//! The one list of the systems that users come from, and of those that requests go to.

use super::entra::ENTRA;
use super::okta::OKTA;
use super::pingone::PINGONE;
use super::scim::SCIM;
use super::zoom::ZOOM;
use super::{SettingValues, Source, Target};

/// All systems that users come from; the first is taken where none is named.
pub static SOURCES: [&Source; 3] = [&ENTRA, &PINGONE, &OKTA];

/// All systems that come with the program and that requests go to; the first is taken where none is named.
pub static TARGETS: [&Target; 2] = [&ZOOM, &SCIM];

impl Source {
    /// The system of this name.
    ///
    /// ```
    /// use attrflow::systems::{OKTA, Source};
    /// assert_eq!(Source::from_name("okta"), Some(&OKTA));
    /// assert_eq!(Source::from_name("workday"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<&'static Self> {
        SOURCES.into_iter().find(|source| source.id == name)
    }

    /// The names of all systems, in documents.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SOURCES.into_iter().map(|source| source.id)
    }
}

/// What is usual for the first of the sources.
impl Default for SettingValues {
    fn default() -> Self {
        Self::usual(<&Source>::default().settings)
    }
}

impl Default for &'static Source {
    fn default() -> Self {
        &ENTRA
    }
}

impl Target {
    /// The target of this name, of those that come with the program.
    ///
    /// ```
    /// use attrflow::systems::{SCIM, Target};
    /// assert_eq!(Target::from_name("scim"), Some(&SCIM));
    /// assert_eq!(Target::from_name("slack"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<&'static Self> {
        TARGETS.into_iter().find(|target| target.id == name)
    }

    /// The names of the targets that come with the program.
    pub fn names() -> impl Iterator<Item = &'static str> {
        TARGETS.into_iter().map(|target| target.id)
    }
}

impl Default for &'static Target {
    fn default() -> Self {
        &ZOOM
    }
}
