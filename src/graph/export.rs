//! The changes of a profile, written into the document it came from.

use super::directory::definition;
use super::export_scope;
use super::import::{Imported, import_text};
use super::object::text;
use super::rule::{ObjectMapping, Rule, flow_types};
use super::source::{Source, SourceKind};
use super::spots::Spot;
use super::stored::{self, comparable, mapping_json, priority, same_source};
use super::text_editor::{Element, TextEditor};
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::mapping::{Mapping, MappingType, Profile};
use crate::place::{MappingMember, Place};
use crate::systems::EntraSettings;
use serde_json::Value as Json;

/// Writes what is different in `profile` into the text of a synchronization schema, and leaves every
/// other byte as it is: unknown properties, order, blanks, the spelling of numbers.
///
/// `at` is the object mapping by place in [`Imported::mappings`]; `profile` is the one that
/// [`Imported::profile`] gave, edited. Of what it does not [state](crate::mapping::Stated) (scope, settings, a name)
/// nothing is changed; an empty list that it states takes all filters away. Findings tell what has no place or no
/// known form in a synchronization schema, with places in the profile.
///
/// # Errors
/// When the text is no synchronization schema, has no such object mapping, or the profile lacks something or has an
/// expression that cannot be read.
pub fn export(text: &str, at: usize, profile: &Profile) -> Outcome<(String, Vec<Diagnostic>)> {
    // What the schema comes wrapped in is no part of what Graph takes.
    let text = &*super::wrapping::unwrapped(text)?;
    let (imported, _) = import_text(text)?;
    complete(profile)?;
    let missing = || {
        let message = format!("the synchronization schema has no object mapping {}", at.saturating_add(1));
        Box::new(Diagnostic::new(Code::InvalidDocument, message))
    };
    let entry = imported.mappings.get(at).ok_or_else(missing)?;
    let (rule, mapping) = imported.object_mapping(at).ok_or_else(missing)?;
    let root = Spot::read(text).ok_or_else(missing)?;
    let object = root.find(&entry.pointer).ok_or_else(missing)?;
    let editor = TextEditor::new(text);
    let mut export = Export { imported: &imported, at, profile, editor, diagnostics: Vec::new() };
    export.mappings(object)?;
    export.object(object, mapping);
    export_scope::write(&mut export.editor, object, &mapping.scope, profile);
    export.attributes(&root, rule);
    let diagnostics = export.diagnostics;
    Ok((export.editor.finish(), diagnostics))
}

/// Refuses a profile that lacks something.
pub(super) fn complete(profile: &Profile) -> Outcome<()> {
    profile.missing().into_iter().next().map_or(Ok(()), |first| Err(Box::new(first)))
}

/// The source of a mapping of a profile as Graph stores it; places of findings are in the profile.
pub(super) fn source_of(mapping: &Mapping, at: usize) -> Outcome<stored::StoredSource> {
    let within = |finding: Diagnostic| finding.in_mapping(at, MappingMember::Source);
    let mut source = stored::source(mapping).map_err(|finding| Box::new(within(*finding)))?;
    source.diagnostics = source.diagnostics.into_iter().map(within).collect();
    Ok(source)
}

struct Export<'t> {
    imported: &'t Imported,
    at: usize,
    profile: &'t Profile,
    editor: TextEditor<'t>,
    diagnostics: Vec<Diagnostic>,
}

impl Export<'_> {
    fn tell(&mut self, place: Place, message: String, help: &str) {
        self.diagnostics.push(Diagnostic::new(Code::NotExported, message).within(place).help(help));
    }

    fn source(&mut self, mapping: &Mapping, at: usize) -> Outcome<Option<Source>> {
        let source = source_of(mapping, at)?;
        self.diagnostics.extend(source.diagnostics);
        Ok(source.source)
    }

    fn mappings(&mut self, object: &Spot) -> Outcome<()> {
        let old: Vec<(usize, Mapping)> = self
            .imported
            .mapped(self.at)
            .map(|mapping| (mapping.at, comparable(&mapping.to_mapping(false))))
            .collect();
        let new: Vec<Mapping> = self.profile.mappings.iter().map(comparable).collect();
        let Some(list) = object.member("attributeMappings") else {
            let mut all = Vec::new();
            for (at, mapping) in new.iter().enumerate() {
                let source = self.source(mapping, at)?;
                all.push(mapping_json(mapping, source.as_ref()));
            }
            if !all.is_empty() {
                self.editor.set(object, "attributeMappings", &Json::Array(all));
            }
            return Ok(());
        };
        let partners = partners(&old, &new);
        let spots = list.elements();
        for (at, (mapping, partner)) in new.iter().zip(&partners).enumerate() {
            if let Some((place, before)) = partner.and_then(|partner| old.get(partner))
                && let Some(spot) = spots.get(*place)
            {
                self.mapping(spot, before, mapping, at)?;
            }
        }
        // With the same mappings in the same order the list itself stays.
        let same =
            partners.len() == old.len() && partners.iter().enumerate().all(|(at, old)| *old == Some(at));
        if same {
            return Ok(());
        }
        let read: Vec<usize> = old.iter().map(|(place, _)| *place).collect();
        // What could not be read stays behind the mapping before it.
        let behind = |place: usize| {
            let rest = spots.iter().enumerate().skip(place);
            rest.take_while(|(place, _)| !read.contains(place)).map(|(_, spot)| Element::Kept(spot))
        };
        let mut elements: Vec<Element<'_>> = behind(0).collect();
        for (at, (mapping, partner)) in new.iter().zip(&partners).enumerate() {
            let kept = partner.and_then(|partner| old.get(partner));
            if let Some((place, spot)) = kept.and_then(|(place, _)| Some((place, spots.get(*place)?))) {
                elements.push(Element::Kept(spot));
                elements.extend(behind(place + 1));
            } else {
                let source = self.source(mapping, at)?;
                elements.push(Element::New(mapping_json(mapping, source.as_ref())));
            }
        }
        let removed = old.iter().enumerate().filter(|(at, _)| !partners.contains(&Some(*at)));
        elements.extend(removed.flat_map(|(_, (place, _))| behind(place + 1)));
        self.editor.list(list, elements);
        Ok(())
    }

    /// Writes what is different in one mapping.
    fn mapping(&mut self, spot: &Spot, before: &Mapping, mapping: &Mapping, at: usize) -> Outcome<()> {
        if !same_source(mapping, before) {
            let source = self.source(mapping, at)?;
            match (&source, spot.member("source").filter(|old| !old.members().is_empty())) {
                (Some(source), Some(old)) => self.nested(old, source),
                _ => {
                    let source = source.as_ref().map(Source::to_json).unwrap_or_default();
                    self.editor.set(spot, "source", &source);
                }
            }
        }
        let mut set = |name: &str, changed: bool, value: Json| {
            if changed {
                self.editor.set(spot, name, &value);
            }
        };
        set("targetAttributeName", mapping.target != before.target, text(&mapping.target));
        set("defaultValue", mapping.default != before.default, mapping.default.clone().into());
        set("matchingPriority", mapping.matching != before.matching, priority(mapping));
        set("flowType", mapping.flow_type != before.flow_type, mapping.flow_type.as_str().into());
        let behavior = mapping.flow_behavior.as_str();
        set("flowBehavior", mapping.flow_behavior != before.flow_behavior, behavior.into());
        Ok(())
    }

    /// Writes a source over another, member by member, so that what else is there stays.
    fn nested(&mut self, old: &Spot, source: &Source) {
        let Json::Object(members) = source.to_json() else { return };
        for (name, value) in &members {
            let present = old.member(name);
            let known = present.and_then(|spot| crate::json::parse(spot.span.of(self.editor.text)).ok());
            // Hand-made documents leave out what follows from name and type.
            let usual = source.kind != SourceKind::Function && name != "name" && name != "type";
            if known.as_ref() != Some(value) && !(present.is_none() && usual) {
                self.editor.set(old, name, value);
            }
        }
    }

    /// The name and the actions, and the settings that have no place in the document.
    fn object(&mut self, object: &Spot, mapping: &ObjectMapping) {
        let profile = self.profile;
        if let Some(name) = &profile.name
            && mapping.name.as_ref() != Some(name)
        {
            self.editor.set(object, "name", &text(name));
        }
        let stated = &profile.settings;
        let settings: EntraSettings = stated.of();
        if stated.says("actions") && settings.actions != mapping.actions {
            // Documents of the older portal have no blank after the comma; they keep their style.
            let old = object.member("flowTypes").map(|old| old.span.of(self.editor.text));
            let old = old.filter(|old| old.starts_with('"')).unwrap_or_default();
            let comma = if old.contains(',') && !old.contains(", ") { "," } else { ", " };
            self.editor.set(object, "flowTypes", &text(&flow_types(settings.actions, comma)));
        }
        let elsewhere = "it belongs to the provisioning job: its settings, secrets and address";
        for setting in ["dialect", "scopeMode", "skipOutOfScopeDeletions"] {
            if stated.says(setting) {
                let message = format!("`{setting}` is no part of a synchronization schema");
                self.tell(Place::setting(setting), message, elsewhere);
            }
        }
        let supported =
            self.imported.definitions(self.at).1.and_then(|object| object.supports_soft_deletion());
        let setting = "targetSupportsSoftDelete";
        let wanted = settings.target_supports_soft_delete;
        // Where the document says nothing, the service takes it that the target can.
        if stated.says(setting) && wanted != supported.unwrap_or(true) {
            let message = "admins cannot choose whether the target keeps disabled objects".to_owned();
            self.tell(Place::setting(setting), message, "it is a trait of the application");
        }
    }

    /// Adds the attributes that the profile lists and the directories do not.
    fn attributes(&mut self, root: &Spot, rule: &Rule) {
        let (source, target) = self.imported.definitions(self.at);
        let lists = &self.profile.attributes;
        let sides = [
            ("source", &lists.source, source, &rule.source_directory_name),
            ("target", &lists.target, target, &rule.target_directory_name),
        ];
        for (side, listed, object, directory) in sides {
            let known = |name: &str| object.is_some_and(|object| object.attribute(name).is_some());
            let listed = listed.iter().flatten();
            let fresh: Vec<Json> = listed.filter(|listed| !known(&listed.name)).map(definition).collect();
            if fresh.is_empty() {
                continue;
            }
            let directory = self.imported.document.directory(directory);
            let place = directory.zip(object).and_then(|(directory, object)| {
                let directories = self.imported.document.pointer.clone().member("directories");
                root.find(&directories.element(directory.at).member("objects").element(object.at))
            });
            match place.map(|place| (place, place.member("attributes"))) {
                None => {
                    let message = format!("the document has no directory to list the {side} attributes in");
                    let place = Place::member("attributes").child(side);
                    self.tell(place, message, "add the directory to the document");
                }
                Some((_, Some(list))) => self.editor.append(list, fresh),
                Some((place, None)) => self.editor.set(place, "attributes", &Json::Array(fresh)),
            }
        }
    }
}

/// For each new mapping the old one that it comes from: of the same target, else of the same source.
fn partners(old: &[(usize, Mapping)], new: &[Mapping]) -> Vec<Option<usize>> {
    let mut taken = vec![false; old.len()];
    let mut partners = vec![None; new.len()];
    let mut pair = |fits: &dyn Fn(&Mapping, &Mapping) -> bool| {
        for (mapping, partner) in new.iter().zip(&mut partners).filter(|(_, partner)| partner.is_none()) {
            let mut free = old.iter().zip(&mut taken).enumerate();
            if let Some((at, (_, taken))) = free.find(|(_, ((_, old), taken))| !**taken && fits(old, mapping))
            {
                *taken = true;
                *partner = Some(at);
            }
        }
    };
    pair(&|old, new| old.target == new.target && same_source(old, new));
    pair(&|old, new| old.target == new.target);
    pair(&|old, new| old.kind != MappingType::None && old.kind == new.kind && old.source == new.source);
    partners
}
