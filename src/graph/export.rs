//! The changes of a profile, written into the document it came from.

use super::document::parse;
use super::editor::{Editor, Element};
use super::object::{list, object};
use super::profile::{Imported, import_text};
use super::rows::{Row, behavior_name, type_name};
use super::rule::FlowTypes;
use super::scope::FilterGroup;
use super::source::{Source, SourceKind};
use super::spots::Spot;
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::mapping::read_profile;
use serde_json::Value as Json;

/// Writes what is different in `profile` into the text of a synchronization schema, and leaves every
/// other byte as it is: unknown properties, order, blanks, the spelling of numbers.
///
/// `at` is the object mapping by place in [`Imported::mappings`]; `profile` is the document that
/// [`Imported::profile`] gave, edited. Of members that it lacks (`scope`, `inputScope`, `settings`, `name`)
/// nothing is changed; an empty list takes all filters away. Findings tell what has no place or no known form in a
/// synchronization schema, with pointers into the profile.
///
/// # Errors
/// When the text is no synchronization schema, has no such object mapping, or the profile has errors.
pub fn export(text: &str, at: usize, profile: &Json) -> Outcome<(String, Vec<Diagnostic>)> {
    let (imported, _) = import_text(text)?;
    let json = parse(text)?;
    valid(profile)?;
    let missing = || {
        let message = format!("the synchronization schema has no object mapping {}", at.saturating_add(1));
        Box::new(Diagnostic::new(Code::InvalidDocument, message))
    };
    let entry = imported.mappings.get(at).ok_or_else(missing)?;
    let root = Spot::read(text).ok_or_else(missing)?;
    let object = root.find(&entry.pointer).ok_or_else(missing)?;
    let mut export =
        Export { imported: &imported, at, json: &json, editor: Editor::new(text), found: Vec::new() };
    export.mappings(object, profile)?;
    export.object(object, profile);
    export.scope(object, profile);
    export.attributes(&root, profile);
    let found = export.found;
    Ok((export.editor.finish(), found))
}

/// The first error of a profile.
pub(super) fn valid(profile: &Json) -> Outcome<()> {
    match read_profile(&crate::json::text(profile)) {
        Ok(_) => Ok(()),
        Err(found) => {
            let first = found.into_iter().find(Diagnostic::is_error);
            Err(Box::new(
                first.unwrap_or_else(|| Diagnostic::new(Code::InvalidDocument, "this is no profile")),
            ))
        }
    }
}

/// The mappings of a profile, or the bare array of them.
pub(super) fn mappings_of(profile: &Json) -> &[Json] {
    profile.as_array().or_else(|| profile.get("mappings")?.as_array()).map(Vec::as_slice).unwrap_or_default()
}

struct Export<'t> {
    imported: &'t Imported,
    at: usize,
    json: &'t Json,
    editor: Editor<'t>,
    found: Vec<Diagnostic>,
}

impl Export<'_> {
    fn tell(&mut self, pointer: String, message: String, help: &str) {
        self.found.push(Diagnostic::new(Code::NotExported, message).within(pointer).help(help));
    }

    /// The source of a row, with what is to be said of it.
    fn source(&mut self, row: &Row, place: usize) -> Outcome<Option<Source>> {
        let pointer = format!("/mappings/{place}/source");
        let (source, found) = row.to_source().map_err(|found| Box::new(found.within(&pointer)))?;
        self.found.extend(found.into_iter().map(|found| found.within(&pointer)));
        Ok(source)
    }

    fn mappings(&mut self, object: &Spot, profile: &Json) -> Outcome<()> {
        let old: Vec<(usize, Row)> =
            self.imported.mapped(self.at).map(|mapping| (mapping.at, Row::of_document(mapping))).collect();
        let new: Vec<Row> = mappings_of(profile).iter().map(Row::of_profile).collect();
        let partners = partners(&old, &new);
        let Some(list) = object.member("attributeMappings") else {
            let mut all = Vec::new();
            for (place, row) in new.iter().enumerate() {
                let source = self.source(row, place)?;
                all.push(row.to_json(source.as_ref()));
            }
            if !all.is_empty() {
                self.editor.set(object, "attributeMappings", &Json::Array(all));
            }
            return Ok(());
        };
        let spots = list.elements();
        for (place, (row, partner)) in new.iter().zip(&partners).enumerate() {
            if let Some((at, before)) = partner.and_then(|partner| old.get(partner))
                && let Some(spot) = spots.get(*at)
            {
                self.row(spot, before, row, place)?;
            }
        }
        // With the same mappings in the same order the list itself stays.
        let same =
            partners.len() == old.len() && partners.iter().enumerate().all(|(at, old)| *old == Some(at));
        if same {
            return Ok(());
        }
        let read: Vec<usize> = old.iter().map(|(at, _)| *at).collect();
        // What could not be read stays behind the mapping before it.
        let behind = |at: usize| {
            let rest = spots.iter().enumerate().skip(at);
            rest.take_while(|(at, _)| !read.contains(at)).map(|(_, spot)| Element::Kept(spot))
        };
        let mut elements: Vec<Element<'_>> = behind(0).collect();
        for (place, (row, partner)) in new.iter().zip(&partners).enumerate() {
            match partner.and_then(|partner| old.get(partner)).and_then(|(at, _)| Some((at, spots.get(*at)?)))
            {
                Some((at, spot)) => {
                    elements.push(Element::Kept(spot));
                    elements.extend(behind(at + 1));
                }
                None => {
                    let source = self.source(row, place)?;
                    elements.push(Element::New(row.to_json(source.as_ref())));
                }
            }
        }
        let gone = old.iter().enumerate().filter(|(at, _)| !partners.contains(&Some(*at)));
        elements.extend(gone.flat_map(|(_, (at, _))| behind(at + 1)));
        self.editor.list(list, elements);
        Ok(())
    }

    /// Writes what is different in one mapping.
    fn row(&mut self, spot: &Spot, before: &Row, row: &Row, place: usize) -> Outcome<()> {
        if !row.same_source(before) {
            let source = self.source(row, place)?;
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
        set("targetAttributeName", row.target != before.target, row.target.clone().into());
        set("defaultValue", row.default != before.default, row.default.clone().into());
        set("matchingPriority", row.matching != before.matching, row.matching.into());
        set("flowType", row.flow_type != before.flow_type, type_name(row.flow_type).into());
        set(
            "flowBehavior",
            row.flow_behavior != before.flow_behavior,
            behavior_name(row.flow_behavior).into(),
        );
        Ok(())
    }

    /// Writes a source over another, member by member, so that what else is there stays.
    fn nested(&mut self, old: &Spot, source: &Source) {
        let Json::Object(members) = source.to_json() else { return };
        for (name, value) in &members {
            let present = old.member(name);
            let known = present.and_then(|spot| crate::json::parse(spot.span.of(self.editor.text)).ok());
            let usual = source.kind != SourceKind::Function && name != "name" && name != "type";
            if known.as_ref() != Some(value) && !(present.is_none() && usual) {
                self.editor.set(old, name, value);
            }
        }
    }

    /// The name and the actions.
    fn object(&mut self, object: &Spot, profile: &Json) {
        let Some((_, mapping)) = self.imported.object_mapping(self.at) else { return };
        if let Some(name) = profile.get("name").and_then(Json::as_str)
            && mapping.name.as_deref() != Some(name)
        {
            self.editor.set(object, "name", &name.into());
        }
        let Some(settings) = profile.get("settings").and_then(Json::as_object) else { return };
        if let Some(actions) = settings.get("actions").and_then(Json::as_array) {
            let wanted = |word: &str| actions.iter().any(|action| action.as_str() == Some(word));
            let names: Vec<&str> =
                FlowTypes::ALL.iter().filter(|(.., word)| wanted(word)).map(|(name, ..)| *name).collect();
            if mapping.flow_types.actions().len() != names.len()
                || !mapping.flow_types.actions().iter().all(|word| wanted(word))
            {
                let pointer = self.imported.mappings.get(self.at).map_or("", |entry| &entry.pointer);
                let old = self.json.pointer(pointer).and_then(|mapping| mapping.get("flowTypes")?.as_str());
                let comma =
                    if old.is_some_and(|old| old.contains(',') && !old.contains(", ")) { "," } else { ", " };
                let text = if names.is_empty() { "None".to_owned() } else { names.join(comma) };
                self.editor.set(object, "flowTypes", &text.into());
            }
        }
        let elsewhere = "it belongs to the provisioning job: its settings, secrets and address";
        for name in ["dialect", "scopeMode", "skipOutOfScopeDeletions"] {
            if settings.contains_key(name) {
                let message = format!("`{name}` is no part of a synchronization schema");
                self.tell(format!("/settings/{name}"), message, elsewhere);
            }
        }
        let supported =
            self.imported.definitions(self.at).1.and_then(|object| object.supports_soft_deletion());
        let wanted = settings.get("targetSupportsSoftDelete").and_then(Json::as_bool);
        if wanted.is_some() && wanted != supported && (supported.is_some() || wanted == Some(false)) {
            let message = "admins cannot choose whether the target keeps disabled objects".to_owned();
            self.tell(
                "/settings/targetSupportsSoftDelete".to_owned(),
                message,
                "it is a trait of the application",
            );
        }
    }

    fn scope(&mut self, object: &Spot, profile: &Json) {
        let Some((_, mapping)) = self.imported.object_mapping(self.at) else { return };
        let lists = [
            ("scope", "groups", &mapping.scope.groups),
            ("inputScope", "inputFilterGroups", &mapping.scope.input_filter_groups),
        ];
        let spot = object.member("scope").filter(|spot| !spot.members().is_empty());
        let mut fresh = filters(list([]), list([]));
        let mut changed = false;
        for (member, name, old) in lists {
            let Some(new) = profile.get(member).and_then(Json::as_array) else { continue };
            let new: Vec<FilterGroup> = new.iter().map(FilterGroup::of_profile).collect();
            if new.len() == old.len() && new.iter().zip(old).all(|(new, old)| new.same(old)) {
                continue;
            }
            changed = true;
            let json: Json = new.iter().map(FilterGroup::to_json).collect();
            match spot {
                None => fresh[name] = json,
                Some(spot) => match spot.member(name).filter(|list| !list.elements().is_empty()) {
                    None => self.editor.set(spot, name, &json),
                    Some(list) => self.groups(list, old, &new),
                },
            }
        }
        if changed && spot.is_none() {
            self.editor.set(object, "scope", &fresh);
        }
    }

    /// Writes a list of filters: those that are the same stay as they stand, of those with the same
    /// title only the clauses are written.
    fn groups(&mut self, list: &Spot, old: &[FilterGroup], new: &[FilterGroup]) {
        let spots = list.elements();
        let mut free: Vec<&FilterGroup> = old.iter().collect();
        let mut elements = Vec::new();
        for group in new {
            let same = free.iter().position(|old| old.same(group));
            let similar = || free.iter().position(|old| old.name.is_some() && old.name == group.name);
            let taken = same.or_else(similar).map(|at| free.remove(at));
            match taken.and_then(|old| Some((old, spots.get(old.at)?))) {
                None => elements.push(Element::New(group.to_json())),
                Some((old, spot)) => {
                    if same.is_none() {
                        self.clauses(spot, old, group);
                    }
                    elements.push(Element::Kept(spot));
                }
            }
        }
        let lost = spots.iter().enumerate().filter(|(at, _)| !old.iter().any(|old| old.at == *at));
        elements.extend(lost.map(|(_, spot)| Element::Kept(spot)));
        self.editor.list(list, elements);
    }

    fn clauses(&mut self, group: &Spot, old: &FilterGroup, new: &FilterGroup) {
        let Some(list) = group.member("clauses").filter(|list| !list.elements().is_empty()) else {
            let json = new.to_json();
            return self.editor.set(group, "clauses", json.get("clauses").unwrap_or(&Json::Null));
        };
        let spots = list.elements();
        let mut free: Vec<_> = old.clauses.iter().collect();
        let mut elements = Vec::new();
        for clause in &new.clauses {
            let same = free.iter().position(|old| old.same(clause)).map(|at| free.remove(at));
            elements.push(match same.and_then(|old| spots.get(old.at)) {
                Some(spot) => Element::Kept(spot),
                None => Element::New(clause.to_json()),
            });
        }
        let lost = spots.iter().enumerate().filter(|(at, _)| !old.clauses.iter().any(|old| old.at == *at));
        elements.extend(lost.map(|(_, spot)| Element::Kept(spot)));
        self.editor.list(list, elements);
    }

    /// Adds the attributes that the profile lists and the directories do not.
    fn attributes(&mut self, root: &Spot, profile: &Json) {
        let Some((rule, _)) = self.imported.object_mapping(self.at) else { return };
        let (source, target) = self.imported.definitions(self.at);
        let sides = [
            ("source", source, &rule.source_directory_name),
            ("target", target, &rule.target_directory_name),
        ];
        for (side, object, directory) in sides {
            let listed = profile.get("attributes").and_then(|sides| sides.get(side)?.as_array());
            let definitions = listed.into_iter().flatten().filter_map(super::AttributeDefinition::of_profile);
            let known = |name: &str| object.is_some_and(|object| object.attribute(name).is_some());
            let fresh: Vec<Json> = definitions
                .filter(|definition| !known(&definition.name))
                .map(|definition| definition.to_json())
                .collect();
            if fresh.is_empty() {
                continue;
            }
            let directory = self.imported.document.directory(directory);
            let place = directory.zip(object).and_then(|(directory, object)| {
                root.find(&format!("/directories/{}/objects/{}", directory.at, object.at))
            });
            match place.map(|place| (place, place.member("attributes"))) {
                None => {
                    let message = format!("the document has no directory to list the {side} attributes in");
                    self.tell(format!("/attributes/{side}"), message, "add the directory to the document");
                }
                Some((_, Some(list))) => self.editor.append(list, fresh),
                Some((place, None)) => self.editor.set(place, "attributes", &Json::Array(fresh)),
            }
        }
    }
}

/// For each new row the old one that it comes from: of the same target, else of the same source.
fn partners(old: &[(usize, Row)], new: &[Row]) -> Vec<Option<usize>> {
    let mut taken = vec![false; old.len()];
    let mut partners = vec![None; new.len()];
    let mut pair = |fits: &dyn Fn(&Row, &Row) -> bool| {
        for (row, partner) in new.iter().zip(&mut partners).filter(|(_, partner)| partner.is_none()) {
            let mut free = old.iter().zip(&mut taken).enumerate();
            if let Some((at, (_, taken))) = free.find(|(_, ((_, old), taken))| !**taken && fits(old, row)) {
                *taken = true;
                *partner = Some(at);
            }
        }
    };
    pair(&|old, new| old.target == new.target && old.same_source(new));
    pair(&|old, new| old.target == new.target);
    pair(&|old, new| old.kind != "none" && old.kind == new.kind && old.source == new.source);
    partners
}

/// The scope of an object mapping as Graph stores it.
pub(super) fn filters(groups: Json, input: Json) -> Json {
    object([("categoryFilterGroups", list([])), ("groups", groups), ("inputFilterGroups", input)])
}
