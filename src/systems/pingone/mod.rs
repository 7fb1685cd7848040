//! PingOne as a source: the attributes of a user, how mappings name them, and sample users.
//!
//! The console shows plain names; interfaces and Terraform wrap what a mapping reads in `${…}` and put
//! `user.` before it (PingOne API documentation; pingidentity/terraform-provider-pingone). A name with
//! other characters than letters, digits and `_` stands in `['…']`.

mod settings;

pub use settings::{PingOneSettings, RemoveAction};

use super::attribute::{Attribute, Preset, Reference, Sample};
use super::embedded::Embedded;
use super::source::{Filters, Source};
use crate::dotnet::text::is_letter_or_digit;
use std::borrow::Cow;

/// PingOne, by Ping Identity.
pub static PINGONE: Source = Source {
    id: "pingone",
    title: "PingOne",
    language: None,
    language_name: "the expression language of PingOne",
    exact_names: true,
    scim_paths: false,
    account: "enabled",
    username: "username",
    computed: None,
    holders: &[],
    mapping_members: &[],
    groups: false,
    states_matching: false,
    changes_addresses: true,
    filters: FILTERS,
    settings: &settings::SETTINGS,
    settings_example: "\"update\": true",
    attributes: Embedded::new(include_str!("attributes.json"), "attributes", Attribute::read),
    samples: Embedded::new(include_str!("samples.json"), "samples", Sample::read),
    presets: Embedded::new(include_str!("presets.json"), "presets", Preset::read),
    is_disabled: |value| value.is_false(),
    reference,
    written: str::to_owned,
    path: |name| name.contains('.').then_some(Cow::Borrowed(name)),
    own: None,
};

/// A rule has one filter. Of its operators one page knows Equals only, another prints Contains
/// (docs.pingidentity.com, provisioning rules). Group Names Contains Engineering: one of the groups is enough.
const FILTERS: Filters = Filters {
    lists: &["scope"],
    operators: &[("Equals", "EQUALS"), ("Contains", "Includes")],
    any_value: true,
    doubtful: Some(("Includes", "one page of PingOne's lists Equals only; Contains is newer")),
    ..Filters::NONE
};

/// The attribute that a mapping's source names: `email`, `user.email`, `${user['e-mail']}`.
fn reference(source: &str) -> Option<Reference<'_>> {
    let source = source.trim();
    let bare = source.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).map_or(source, str::trim);
    let rooted = bare.strip_prefix("user").filter(|rest| rest.starts_with(['.', '[']));
    let name = match rooted {
        Some(rest) if rest.starts_with('[') => joined(rest)?,
        Some(rest) => joined(rest.strip_prefix('.')?)?,
        None => joined(bare)?,
    };
    Some(Reference { name, doubt: None })
}

/// The steps of a name, joined by dots; `None` if the text is more than a name.
fn joined(text: &str) -> Option<Cow<'_, str>> {
    let is_plain = |c: char| is_letter_or_digit(c) || matches!(c, '_' | '-');
    if !text.is_empty() && text.split('.').all(|step| !step.is_empty() && step.chars().all(is_plain)) {
        return Some(Cow::Borrowed(text));
    }
    let mut steps: Vec<&str> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (step, after) = match rest.strip_prefix('[') {
            Some(inner) => {
                let quote = inner.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
                let (step, after) = inner.get(1..)?.split_once(quote)?;
                (step, after.strip_prefix(']')?)
            }
            None => {
                let rest = if steps.is_empty() { rest } else { rest.strip_prefix('.')? };
                rest.split_at(rest.find(|c| !is_plain(c)).unwrap_or(rest.len()))
            }
        };
        if step.is_empty() {
            return None;
        }
        steps.push(step);
        rest = after;
    }
    (!steps.is_empty()).then(|| Cow::Owned(steps.join(".")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_in_several_forms() {
        let name = |source| reference(source).map(|reference| reference.name.into_owned());
        for source in [
            "name.given",
            " user.name.given ",
            "${user.name.given}",
            "user['name']['given']",
            "${ user[\"name\"].given }",
        ] {
            assert_eq!(name(source).as_deref(), Some("name.given"), "{source}");
        }
        assert_eq!(name("user['cost-center']").as_deref(), Some("cost-center"));
        assert_eq!(name("users").as_deref(), Some("users"));
        for source in [
            "",
            "${}",
            "user.",
            "user",
            "'Basic'",
            "#string.lowerCase(user.email)",
            "user.a + user.b",
            "a..b",
            "user['a",
        ] {
            let expected = (source == "user").then_some("user");
            assert_eq!(name(source).as_deref(), expected, "{source}");
        }
    }
}
