//! From an object mapping to a profile.

use super::directory::names;
use super::import::Imported;
use super::rule::Rule;
use super::scope::StoredFilter;
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::mapping::{AttributeLists, ObjectType, Profile, ScopeFilter, Stated};
use crate::systems::{ENTRA, SCIM, SettingValue, SettingValues, TARGETS, Target};

impl Imported {
    /// The profile of an object mapping: its attribute mappings in order, scope, actions, and the attributes of both
    /// sides. `None` if there is no such entry.
    pub fn profile(&self, at: usize) -> Option<Profile> {
        let (rule, mapping) = self.object_mapping(at)?;
        let (source, target) = self.definitions(at);
        let attributes = target.iter().flat_map(|target| &target.attributes);
        let required = names(attributes.filter(|attribute| attribute.listed.required));
        let is_required = |name: &str| required.contains(&name.to_ascii_lowercase());
        // The actions are stated even if they are the usual ones: the document always has some.
        let mut settings = SettingValues::usual(ENTRA.settings).with("actions", mapping.actions.into());
        if let Some(supported) = target.and_then(|target| target.supports_soft_deletion()) {
            settings = settings.with("targetSupportsSoftDelete", SettingValue::Flag(supported));
        }
        let filters = |stored: &[StoredFilter]| -> Vec<ScopeFilter> {
            stored.iter().map(|stored| stored.filter.clone()).collect()
        };
        let scope = filters(&mapping.scope.groups);
        let input_scope = filters(&mapping.scope.input_filter_groups);
        let stated = Stated { object: true, scope: !scope.is_empty(), input_scope: !input_scope.is_empty() };
        let attributes = AttributeLists {
            source: source.map(|source| source.listed()),
            target: target.map(|target| target.listed()),
        };
        Some(Profile {
            attrflow: 1,
            name: mapping.name.clone(),
            description: None,
            source: ENTRA.id.to_owned(),
            target: target_of(rule).id.to_owned(),
            object: if mapping.is_of_groups() { ObjectType::Group } else { ObjectType::User },
            settings,
            scope,
            input_scope,
            mappings: self
                .mapped(at)
                .map(|mapping| mapping.to_mapping(is_required(&mapping.target_attribute_name)))
                .collect(),
            attributes,
            stated,
        })
    }

    /// The profile of an object mapping, with what is missing in it that a profile must have. Places are in the
    /// profile; [`Imported::place`] leads them back.
    pub fn complete_profile(&self, at: usize) -> Checked<Profile> {
        match self.profile(at) {
            Some(profile) => {
                let missing = profile.missing();
                Checked::new(profile, missing)
            }
            None => {
                let why = Diagnostic::new(Code::InvalidDocument, "there is no such object mapping");
                Checked::nothing(vec![why])
            }
        }
    }
}

/// The target of a rule, by the name of its directory: the gallery's applications are called as the service is and
/// admins name theirs after it; the templates `scim` and `customappsso` are for any SCIM service.
fn target_of(rule: &Rule) -> &'static Target {
    let name = rule.target_directory_name.to_ascii_lowercase();
    let mut services = TARGETS.iter().copied().filter(|target| target.id != SCIM.id);
    services.find(|target| name.contains(target.id)).unwrap_or(&SCIM)
}
