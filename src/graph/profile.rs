//! From the document to profiles of ours.

use super::decode::decode;
use super::directory::ObjectDefinition;
use super::document::Document;
use super::mapping::AttributeMapping;
use super::print::is_template;
use super::rows::{behavior_name, type_name};
use super::rule::{ObjectMapping, Rule};
use super::scope::FilterGroup;
use super::source::SourceKind;
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::mapping::{FlowBehavior, FlowType, Profile, read_profile};
use serde::Serialize;
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;

/// What was imported: the document, and its object mappings in one list.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The document as far as it is understood.
    pub document: Document,
    /// The object mappings of all rules, in order.
    pub mappings: Vec<ImportedMapping>,
}

/// One object mapping, a profile to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportedMapping {
    /// What to call it.
    pub name: String,
    /// JSON pointer to it in the document.
    pub pointer: String,
    /// Its rule, by place in [`Document::rules`].
    pub rule: usize,
    /// Its place among the rule's object mappings that were read.
    pub mapping: usize,
    /// Whether it is switched on.
    pub enabled: bool,
    /// Whether it belongs to the service and not to the admin.
    pub internal: bool,
    /// Whether it maps groups.
    pub groups: bool,
}

/// Imports a document from bytes: UTF-8, with or without byte order mark, or UTF-16 with one.
///
/// The findings say what was not understood, each with a JSON pointer. A source user, a target and the
/// profile's own rules are not looked at: read the profile for that.
///
/// # Errors
/// When the bytes are no text, the text is no JSON (with the place), or the JSON is no synchronization
/// schema.
///
/// ```
/// let error = attrflow::graph::import(b"{\"synchronizationRules\": [,]}").unwrap_err();
/// assert_eq!(error.span.unwrap().start, 26);
/// ```
pub fn import(bytes: &[u8]) -> Outcome<(Imported, Vec<Diagnostic>)> {
    import_text(&decode(bytes)?)
}

/// The same from text.
///
/// # Errors
/// As [`import`].
pub fn import_text(text: &str) -> Outcome<(Imported, Vec<Diagnostic>)> {
    let (document, mut found) = Document::read(text)?;
    let mut mappings = Vec::new();
    for (rule_at, rule) in document.rules.iter().enumerate() {
        for (mapping_at, mapping) in rule.object_mappings.iter().enumerate() {
            let pointer = format!("/synchronizationRules/{}/objectMappings/{}", rule.at, mapping.at);
            let names = || match mapping.source_object_name.as_str() {
                "" => mapping.target_object_name.clone(),
                source => format!("{source} to {}", mapping.target_object_name),
            };
            let imported = ImportedMapping {
                name: mapping.name.clone().unwrap_or_else(names),
                pointer,
                rule: rule_at,
                mapping: mapping_at,
                enabled: mapping.enabled,
                internal: mapping.is_internal(),
                groups: mapping.is_of_groups(),
            };
            mappings.push(imported);
        }
    }
    let imported = Imported { document, mappings };
    for (at, entry) in imported.mappings.iter().enumerate() {
        // What is internal to the service is nobody's to mend.
        if let Some((_, mapping)) = imported.object_mapping(at).filter(|_| !entry.internal) {
            look_at(mapping, imported.definitions(at), &entry.pointer, &mut found);
        }
    }
    Ok((imported, found))
}

/// The names of a kind of object's attributes, in lower case; `None` where none are listed.
fn names(object: Option<&ObjectDefinition>) -> Option<BTreeSet<String>> {
    let attributes = &object?.attributes;
    (!attributes.is_empty()).then(|| lower_case(attributes))
}

/// The names of attributes in lower case, set one by one: collecting them would sort first, with code of
/// some kilobytes.
fn lower_case<'a>(attributes: impl IntoIterator<Item = &'a super::AttributeDefinition>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    names.extend(attributes.into_iter().map(|attribute| attribute.name.to_ascii_lowercase()));
    names
}

/// What is odd about attribute mappings that could be read.
fn look_at(
    mapping: &ObjectMapping,
    (source, target): (Option<&ObjectDefinition>, Option<&ObjectDefinition>),
    pointer: &str,
    found: &mut Vec<Diagnostic>,
) {
    let (sources, targets) = (names(source), names(target));
    let unlisted = |names: &Option<BTreeSet<String>>, name: &str| {
        names.as_ref().is_some_and(|names| !names.contains(&name.trim().to_ascii_lowercase()))
    };
    for mapping in &mapping.attribute_mappings {
        let at = mapping.at;
        let mut tell = |member: &str, code, message: String, help: &str| {
            if found.len() < crate::limits::SCHEMA_FINDINGS {
                let pointer = format!("{pointer}/attributeMappings/{at}/{member}");
                found.push(Diagnostic::new(code, message).within(pointer).help(help));
            }
        };
        if let Some(source) = &mapping.source
            && source.differs()
        {
            let text = source.to_text();
            let message = format!("the tree beside this text says {}", crate::value::clip(&text));
            let help = "the tree is what counts; write the expression into the mapping anew";
            tell("source/expression", Code::TreeDiffers, message, help);
        }
        if !mapping.mapped && !mapping.broken {
            let name = crate::value::clip(&mapping.target_attribute_name);
            let message =
                format!("`{name}` is no attribute of a SCIM target, so this mapping has no payload");
            tell("targetAttributeName", Code::NotUnderstood, message, "it is kept as it is");
        }
        let list = "add it to the attribute list of the directory in the same document";
        if unlisted(&targets, &mapping.target_attribute_name) {
            let name = crate::value::clip(&mapping.target_attribute_name);
            let message = format!("the document does not list `{name}` among the target's attributes");
            tell("targetAttributeName", Code::UnlistedAttribute, message, list);
        }
        // The service computes IsSoftDeleted itself.
        let mut read = Vec::new();
        mapping.source.iter().for_each(|source| source.attributes(&mut read));
        read.retain(|name| unlisted(&sources, name) && !name.eq_ignore_ascii_case("IsSoftDeleted"));
        if let Some(name) = read.first() {
            let name = crate::value::clip(name);
            let message = format!("the document does not list `{name}` among the source's attributes");
            tell("source", Code::UnlistedAttribute, message, list);
        }
    }
}

impl Imported {
    /// The rule and the object mapping of an entry.
    pub fn object_mapping(&self, at: usize) -> Option<(&Rule, &ObjectMapping)> {
        let entry = self.mappings.get(at)?;
        let rule = self.document.rules.get(entry.rule)?;
        Some((rule, rule.object_mappings.get(entry.mapping)?))
    }

    /// The kinds of object that an object mapping reads and writes, as the directories list them.
    pub fn definitions(&self, at: usize) -> (Option<&ObjectDefinition>, Option<&ObjectDefinition>) {
        let Some((rule, mapping)) = self.object_mapping(at) else { return (None, None) };
        let object = |directory: &str, name: &str| self.document.directory(directory)?.object(name);
        (
            object(&rule.source_directory_name, &mapping.source_object_name),
            object(&rule.target_directory_name, &mapping.target_object_name),
        )
    }

    /// The profile document of an object mapping: its attribute mappings in order, scope, actions, and
    /// the attributes of both sides. `null` if there is no such entry.
    pub fn profile(&self, at: usize) -> Json {
        let Some((rule, mapping)) = self.object_mapping(at) else { return Json::Null };
        let (source, target) = self.definitions(at);
        let attributes = target.iter().flat_map(|object| &object.attributes);
        let required = lower_case(attributes.filter(|attribute| attribute.required));
        let mut members = Map::new();
        let mut add = |name: &str, value: Json| members.insert(name.to_owned(), value);
        add("attrflow", 1.into());
        if let Some(name) = &mapping.name {
            add("name", name.clone().into());
        }
        add("source", crate::systems::ENTRA.id.into());
        add("target", target_system(rule).into());
        add("object", if mapping.is_of_groups() { "group" } else { "user" }.into());
        let mut settings = Map::new();
        settings.insert("actions".to_owned(), mapping.flow_types.actions().into());
        if let Some(supported) = target.and_then(ObjectDefinition::supports_soft_deletion) {
            settings.insert("targetSupportsSoftDelete".to_owned(), supported.into());
        }
        add("settings", Json::Object(settings));
        for (name, groups) in
            [("scope", &mapping.scope.groups), ("inputScope", &mapping.scope.input_filter_groups)]
        {
            if !groups.is_empty() {
                add(name, groups.iter().map(FilterGroup::for_profile).collect());
            }
        }
        let mapped = mapping.attribute_mappings.iter().filter(|mapping| mapping.mapped);
        let mapped = mapped.map(|mapping| {
            let target = mapping.target_attribute_name.to_ascii_lowercase();
            mapping.for_profile(required.contains(&target))
        });
        add("mappings", mapped.collect());
        let attributes = |object: &ObjectDefinition| -> Json {
            object.attributes.iter().map(super::AttributeDefinition::for_profile).collect()
        };
        let sides = [("source", source), ("target", target)];
        let sides: Map<String, Json> = sides
            .iter()
            .filter_map(|(name, side)| Some(((*name).to_owned(), attributes((*side)?))))
            .collect();
        if !sides.is_empty() {
            add("attributes", Json::Object(sides));
        }
        Json::Object(members)
    }

    /// The profile of an object mapping, read.
    ///
    /// # Errors
    /// As [`read_profile`], with pointers into the profile; [`Imported::place`] leads them back.
    pub fn read_profile(&self, at: usize) -> Result<(Profile, Vec<Diagnostic>), Vec<Diagnostic>> {
        let (profile, mut found) = read_profile(&crate::json::text(&self.profile(at)))?;
        // Nobody wrote these members.
        found.retain(|found| found.code != Code::UnknownMember);
        Ok((profile, found))
    }

    /// The attribute mappings that are part of the profile, in order.
    pub(super) fn mapped(&self, at: usize) -> impl Iterator<Item = &AttributeMapping> {
        let mappings = self.object_mapping(at).map(|(_, mapping)| mapping.attribute_mappings.as_slice());
        mappings.unwrap_or_default().iter().filter(|mapping| mapping.mapped)
    }
}

/// The target system of a rule, in the words of profiles. The gallery's app for Zoom is called Zoom and
/// admins name theirs after it; the templates `scim` and `customappsso` are any SCIM service.
fn target_system(rule: &Rule) -> &'static str {
    if rule.target_directory_name.to_ascii_lowercase().contains("zoom") { "zoom" } else { "scim" }
}

impl AttributeMapping {
    /// The mapping in a profile.
    pub(super) fn for_profile(&self, required: bool) -> Json {
        let mut members = Map::new();
        let mut add = |name: &str, value: Json| members.insert(name.to_owned(), value);
        let (kind, text, _) = self.in_profile();
        add("type", kind.into());
        if kind != "none" {
            add("source", text.into());
        }
        add("target", self.target_attribute_name.clone().into());
        if let Some(default) = &self.default_value {
            add("default", default.clone().into());
        }
        match self.flow_type {
            FlowType::Always => {}
            FlowType::ObjectAddOnly => {
                add("apply", "create".into());
            }
            other => {
                add("flowType", type_name(other).into());
            }
        }
        if self.matching_priority > 0 {
            add("match", self.matching_priority.into());
        }
        if self.flow_behavior != FlowBehavior::FlowWhenChanged {
            add("flowBehavior", behavior_name(self.flow_behavior).into());
        }
        if required {
            add("required", true.into());
        }
        Json::Object(members)
    }

    /// The type and the source in a profile, and the member of the document's source that has the very
    /// same text, if one has.
    pub(super) fn in_profile(&self) -> (&'static str, String, Option<&'static str>) {
        let Some(source) = &self.source else { return ("none", String::new(), None) };
        match source.kind {
            SourceKind::Attribute => ("direct", source.name.clone(), Some("name")),
            SourceKind::Constant if !is_template(source) => ("constant", source.name.clone(), Some("name")),
            _ => {
                let text = source.to_text();
                let same = source.expression.as_deref() == Some(&text);
                ("expression", text, same.then_some("expression"))
            }
        }
    }
}

impl FilterGroup {
    /// The group in a profile.
    pub(super) fn for_profile(&self) -> Json {
        let clauses: Json = self
            .clauses
            .iter()
            .map(|clause| {
                let mut members = Map::new();
                members.insert("attr".to_owned(), clause.attribute.clone().into());
                members.insert("op".to_owned(), clause.operator.clone().into());
                match clause.values.as_slice() {
                    [] => {}
                    [only] => {
                        members.insert("value".to_owned(), only.clone().into());
                    }
                    several => {
                        members.insert("value".to_owned(), several.to_vec().into());
                    }
                }
                Json::Object(members)
            })
            .collect();
        let mut members = Map::new();
        if let Some(name) = &self.name {
            members.insert("name".to_owned(), name.clone().into());
        }
        members.insert("clauses".to_owned(), clauses);
        Json::Object(members)
    }
}
