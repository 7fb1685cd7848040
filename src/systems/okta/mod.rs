//! Okta as a source: the attributes of a user, how mappings name them, and sample users.
//!
//! Mappings are written in the classic dialect on both of Okta's engines: `user.firstName`. A bare
//! `firstName` means the same, `source.firstName` is the deprecated form (developer.okta.com, Okta
//! Expression Language overview). What an assignment sets lies in the profile of the app: `appuser.x`.

mod settings;

pub use settings::OktaSettings;

use super::attribute::{Attribute, Doubt, Preset, Reference, Sample};
use super::embedded::Embedded;
use super::source::{Filters, Source};
use crate::dotnet::text::is_letter_or_digit;
use crate::value::Value;
use std::borrow::Cow;

/// What stands before attributes of the app's own profile.
const APP_USER: &str = "appuser.";

/// Okta. It goes by assignments alone, and has no filters.
pub static OKTA: Source = Source {
    id: "okta",
    title: "Okta",
    language: None,
    language_name: "the Okta Expression Language",
    exact_names: true,
    scim_paths: false,
    account: "status",
    username: "login",
    computed: None,
    holders: &[("profile", ""), ("appuser", APP_USER)],
    mapping_members: &[],
    groups: false,
    states_matching: false,
    changes_addresses: false,
    filters: Filters::NONE,
    settings: &settings::SETTINGS,
    settings_example: "\"update\": true",
    attributes: Embedded::new(include_str!("attributes.json"), "attributes", Attribute::read),
    samples: Embedded::new(include_str!("samples.json"), "samples", Sample::read),
    presets: Embedded::new(include_str!("presets.json"), "presets", Preset::read),
    is_disabled: |status| matches!(status, Value::Text(status) if is_deactivated(status)),
    reference,
    written,
    path: |name| Some(path(name)),
    own: Some(APP_USER),
};

fn attributes() -> &'static [Attribute] {
    OKTA.attributes()
}

/// Whether a status says that the user is deactivated. All others keep their assignments
/// (developer.okta.com, user lifecycle).
fn is_deactivated(status: &str) -> bool {
    status.trim().eq_ignore_ascii_case("DEPROVISIONED")
}

/// The attribute that a mapping's source names.
fn reference(source: &str) -> Option<Reference<'_>> {
    let source = source.trim();
    if let Some(property) = property(source) {
        return Some(Reference { name: Cow::Borrowed(property), doubt: None });
    }
    let is_plain = |c: char| is_letter_or_digit(c) || c == '_';
    if source.is_empty() || !source.split('.').all(|step| !step.is_empty() && step.chars().all(is_plain)) {
        return None;
    }
    if source.starts_with(APP_USER) {
        return Some(Reference { name: Cow::Borrowed(source), doubt: None });
    }
    let (name, message) = if let Some(name) = source.strip_prefix("user.profile.") {
        (name, Some("is the form of policies in Identity Engine, not of mappings"))
    } else if let Some(name) = source.strip_prefix("source.") {
        (name, Some("is a deprecated form"))
    } else {
        (source.strip_prefix("user.").unwrap_or(source), None)
    };
    let listed = attributes().iter().find(|attribute| attribute.name == name);
    let message = match listed.and_then(|listed| listed.written.as_ref()) {
        Some(_) => Some("is no attribute of the profile, so mappings cannot read it by name"),
        None => message,
    };
    let doubt = message.map(|message| Doubt { message, instead: written(name) });
    Some(Reference { name: Cow::Borrowed(name), doubt })
}

/// What `user.getInternalProperty("id")` asks for.
fn property(source: &str) -> Option<&str> {
    let rest = source.strip_prefix("user.getInternalProperty")?.trim_start();
    let inner = rest.strip_prefix('(')?.strip_suffix(')')?.trim();
    let quote = inner.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    let name = inner.strip_prefix(quote)?.strip_suffix(quote)?;
    attributes().iter().find(|known| known.written.is_some() && known.name == name).map(|known| &*known.name)
}

/// How a mapping writes the attribute of a name.
fn written(name: &str) -> String {
    match attributes().iter().find(|attribute| attribute.name == name) {
        Some(Attribute { written: Some(written), .. }) => written.clone(),
        _ if name.starts_with(APP_USER) => name.to_owned(),
        _ => format!("user.{name}"),
    }
}

/// Where the JSON of a user has an attribute.
fn path(name: &str) -> Cow<'_, str> {
    let listed = attributes().iter().find(|attribute| attribute.name == name);
    match listed.and_then(|listed| listed.path.as_deref()) {
        Some(path) => Cow::Borrowed(path),
        None if name.starts_with(APP_USER) => Cow::Borrowed(name),
        None => Cow::Owned(format!("profile.{name}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_profile_is_whole() {
        let profile = attributes().iter().filter(|attribute| attribute.written.is_none()).count();
        assert_eq!(profile, 31);
    }

    #[test]
    fn names_come_in_several_forms() {
        let read = |source| reference(source).map(|found| (found.name.into_owned(), found.doubt));
        for source in ["firstName", " user.firstName "] {
            assert_eq!(read(source), Some(("firstName".to_owned(), None)), "{source}");
        }
        for source in ["user.profile.firstName", "source.firstName"] {
            let (name, doubt) = read(source).unwrap();
            assert_eq!((&*name, &*doubt.unwrap().instead), ("firstName", "user.firstName"), "{source}");
        }
        assert_eq!(read("user.getInternalProperty( 'id' )"), Some(("id".to_owned(), None)));
        assert_eq!(read("user.id").unwrap().1.unwrap().instead, "user.getInternalProperty(\"id\")");
        assert_eq!(read("appuser.userType"), Some(("appuser.userType".to_owned(), None)));
        for source in [
            "",
            "user.",
            "user.a + user.b",
            "String.toUpperCase(user.a)",
            "\"Basic\"",
            "user.getInternalProperty(\"badge\")",
        ] {
            assert_eq!(read(source), None, "{source}");
        }
    }
}
