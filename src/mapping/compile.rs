//! From the mappings of a profile to mappings that run, and to the shape of the payload. The texts of a
//! mapping are read here and nowhere else.

use super::compiled::{CompiledMapping, Feed, SourceAttribute, is_reference, unbound};
use super::convert::{ROLE_TYPE, ValueType};
use super::findings;
use super::profile::{Mapping, MappingType};
use super::skeleton::{self, Member, PayloadPlace};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::{Context, Dialect, Expression, Node, NodeKind, Slots, check_text, parse};
use crate::place::{MappingMember, Place};
use crate::scim::{self, Attribute, AttributeType, Mode, Path, Schemas};
use crate::span::Span;
use crate::systems::Source;
use serde_json::Value as Json;
use std::borrow::Cow;

/// An extension that is listed in `schemas` when one of its mappings has a value.
#[derive(Clone, Debug)]
pub(super) struct Extension {
    pub(super) urn: String,
    pub(super) mappings: Vec<usize>,
}

/// What compiling gathers.
pub(super) struct Compiler<'s> {
    pub(super) system: &'static Source,
    pub(super) schemas: &'s Schemas,
    /// What the mappings read from, as the checks of expressions know it.
    pub(super) context: Context,
    pub(super) slots: Slots,
    pub(super) root: Vec<Member>,
    pub(super) extensions: Vec<Extension>,
    pub(super) targets: Vec<(String, usize)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What a target text says.
struct CompiledTarget<'s> {
    value_type: ValueType,
    attribute: Option<&'s Attribute>,
    path: Path,
}

impl<'s> Compiler<'s> {
    /// Makes a mapping ready; one with errors gives no value.
    pub(super) fn mapping(&mut self, at: usize, mapping: &Mapping) -> CompiledMapping {
        let (feed, language) = (self.feed(at, mapping), self.system.language);
        let role = match &feed {
            Feed::Expression(expression) => expression.role(),
            _ => None,
        };
        let mut compiled =
            CompiledMapping { at, mapping: mapping.clone(), feed, language, ..CompiledMapping::default() };
        compiled.reads = self.source_attributes(&compiled);
        compiled.written = self.written(at, mapping);
        let made_of_roles = is_made_of_roles(&compiled);
        let target = compiled.written.as_ref().and_then(|path| self.target(at, mapping, path, made_of_roles));
        let Some(CompiledTarget { value_type, attribute, path }) = target else {
            return compiled.broken();
        };
        compiled.value_type = value_type;
        compiled.path = Some(path);
        self.diagnostics.extend(findings::mapping_findings(self.system, &compiled, attribute));
        compiled.exact = attribute.is_some_and(|attribute| attribute.case_exact);
        compiled.role = role;
        // What a service computes of a user is what it disables by; such a service has a second pass too.
        if let Some(computed) = self.system.computed {
            compiled.reference = matches!(compiled.feed, Feed::Attribute(_))
                && compiled.reads.iter().any(|attribute| is_reference(&attribute.name));
            compiled.disables = compiled.reads(computed.soft_deleted);
        }
        compiled
    }

    /// A mapping that reading the profile found errors in: what it says is known as far as it can be read,
    /// and told already.
    pub(super) fn refused(&mut self, at: usize, mapping: &Mapping) -> CompiledMapping {
        let written = scim::parse_path(mapping.target.trim(), Mode::Lenient).ok();
        let (feed, language) = (Feed::Broken(self.tree(mapping)), self.system.language);
        let compiled = CompiledMapping {
            at,
            mapping: mapping.clone(),
            feed,
            written,
            language,
            ..CompiledMapping::default()
        };
        CompiledMapping { reads: self.source_attributes(&compiled), ..compiled }
    }

    /// The tree of an expression that cannot run.
    fn tree(&self, mapping: &Mapping) -> Option<Box<Node>> {
        let language = self.system.language.filter(|_| mapping.kind == MappingType::Expression)?;
        parse(&mapping.source, language).ok().map(Box::new)
    }

    /// The attributes that a mapping reads; their slots are found when all are known.
    fn source_attributes(&self, compiled: &CompiledMapping) -> Vec<SourceAttribute> {
        let mapping = &compiled.mapping;
        match mapping.kind {
            MappingType::Direct => unbound([&*attribute_name(self.system, &mapping.source)]),
            MappingType::Expression => unbound(compiled.tree().map(Node::attributes).unwrap_or_default()),
            MappingType::Constant | MappingType::None => Vec::new(),
        }
    }

    fn feed(&mut self, at: usize, mapping: &Mapping) -> Feed {
        let language = match mapping.kind {
            MappingType::None => return Feed::Nothing,
            MappingType::Constant => return Feed::Constant,
            MappingType::Direct | MappingType::Expression => self.system.language,
        };
        let Some(language) = language else { return self.feed_elsewhere(at, mapping) };
        if mapping.kind == MappingType::Direct {
            let name = attribute_name(self.system, &mapping.source);
            let start = mapping.source.find(&*name).unwrap_or_default();
            self.warn_of_attribute(&name, language, start, at);
            return Feed::Attribute(self.slots.bind(&name));
        }
        let place = Place::Mapping(at, MappingMember::Source);
        let checked = Expression::compile_in(&mapping.source, language, &self.context, &mut self.slots);
        self.diagnostics.extend(checked.diagnostics.into_iter().map(|found| found.within(place.clone())));
        match checked.value {
            Some(expression) => Feed::Expression(Box::new(expression)),
            None => Feed::Broken(self.tree(mapping)),
        }
    }

    /// The same for a system that is not Entra: its attributes can be read, its language cannot.
    fn feed_elsewhere(&mut self, at: usize, mapping: &Mapping) -> Feed {
        let found = match mapping.kind {
            MappingType::Expression => vec![findings::foreign_expression(self.system, &mapping.source)],
            _ => findings::check_source(self.system, &mapping.source),
        };
        let broken = found.iter().any(Diagnostic::is_error);
        let place = Place::Mapping(at, MappingMember::Source);
        self.diagnostics.extend(found.into_iter().map(|found| found.within(place.clone())));
        if broken {
            Feed::Broken(None)
        } else {
            Feed::Attribute(self.slots.bind(&attribute_name(self.system, &mapping.source)))
        }
    }

    /// Warns of an attribute that the source system does not list, or spells otherwise.
    fn warn_of_attribute(&mut self, name: &str, language: Dialect, start: usize, at: usize) {
        let place = Place::Mapping(at, MappingMember::Source);
        let found = check_text(&format!("[{name}]"), language, &self.context).into_iter();
        // The name may stand without the brackets that make it an expression.
        let moved = |mut found: Diagnostic| {
            let own = |span: Span| {
                Span::new(start + span.start.saturating_sub(1), start + span.end.saturating_sub(1))
            };
            found.span = found.span.map(own);
            for edit in found.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
                edit.span = own(edit.span);
            }
            found.within(place.clone())
        };
        self.diagnostics.extend(found.filter(|found| !found.is_error()).map(moved));
    }

    /// The path that a target text is.
    fn written(&mut self, at: usize, mapping: &Mapping) -> Option<Path> {
        match scim::parse_path(mapping.target.trim(), Mode::Lenient) {
            Ok(path) => Some(path),
            Err(found) => {
                self.diagnostics.push(found.within(Place::Mapping(at, MappingMember::Target)));
                None
            }
        }
    }

    fn target(
        &mut self,
        at: usize,
        mapping: &Mapping,
        written: &Path,
        roles: bool,
    ) -> Option<CompiledTarget<'s>> {
        let place = Place::Mapping(at, MappingMember::Target);
        let text = mapping.target.trim();
        let blanks = mapping.target.find(text).unwrap_or_default();
        let doubts = findings::attribute_findings(written, self.schemas).into_iter();
        self.diagnostics.extend(doubts.map(|found| found.shifted(blanks).within(place.clone())));
        // The service knows the core schemas whatever the target lists.
        let core = Schemas::core();
        let known_to_core_alone =
            self.schemas.attribute(written).is_none() && core.attribute(written).is_some();
        let schemas = if known_to_core_alone { core } else { self.schemas };
        let path = schemas.canonical(written);
        if path.urn.is_none() && path.name.eq_ignore_ascii_case("schemas") {
            self.diagnostics.push(
                Diagnostic::new(Code::NoTarget, "`schemas` is written by the service itself")
                    .within(place)
                    .help("remove the mapping; the schemas follow from the attributes that are sent"),
            );
            return None;
        }
        self.once(&path, at, &place);
        let head = schemas.head(&path);
        let attribute = schemas.attribute(&path);
        let multi_valued = head.map_or(path.filter.is_some(), |head| head.multi_valued);
        let complex = head.is_some_and(|head| head.kind == AttributeType::Complex);
        let roles = roles && path.name.eq_ignore_ascii_case("roles");
        // A whole multi-valued attribute takes a list; one addressed by filter or part is a single value.
        let list = multi_valued && path.filter.is_none() && path.sub.is_none();
        // `emails[type eq "work"]` as the target of a text means the element's value.
        let value_member =
            (path.filter.is_some() && path.sub.is_none()).then_some("value").filter(|_| multi_valued);
        let attribute = match value_member {
            Some(value) => head.and_then(|head| head.sub(value)),
            None => attribute,
        };
        let is_type = path.sub.as_deref().is_some_and(|sub| sub.eq_ignore_ascii_case("type"));
        let value_type = ValueType {
            role_type: roles && is_type,
            ..ValueType::new(attribute, list, roles && complex && value_member.is_none())
        };
        let payload_place = PayloadPlace {
            path: &path,
            mapping: at,
            value_member,
            multi_valued: multi_valued && !list,
            added: (roles && !list).then(|| ("type", Json::from(ROLE_TYPE))),
        };
        if let Err(found) = skeleton::add(&mut self.root, &payload_place, schemas) {
            self.diagnostics.push(found.within(place));
            return None;
        }
        if let Some(urn) = path.extension_urn() {
            self.extension(urn, at);
        }
        let sub = path.sub.clone().or(value_member.map(str::to_owned));
        Some(CompiledTarget { value_type, attribute, path: Path { sub, ..path } })
    }

    /// Warns of a target that has a mapping already.
    fn once(&mut self, path: &Path, at: usize, place: &Place) {
        let text = path.to_string();
        let earlier = self.targets.iter().find(|(known, _)| known.eq_ignore_ascii_case(&text));
        if let Some((_, earlier)) = earlier {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateTarget,
                    format!("mapping {} writes the same target; the later value wins here", earlier + 1),
                )
                .within(place.clone())
                .help("the service allows one mapping for each target attribute"),
            );
        }
        self.targets.push((text, at));
    }

    /// Lists an extension in `schemas`. The service lists only extensions that it knows: a custom
    /// URN becomes a key of the body without being listed (customize-application-attributes).
    fn extension(&mut self, urn: &str, at: usize) {
        if self.schemas.schema(urn).is_none() && Schemas::core().schema(urn).is_none() {
            return;
        }
        match self.extensions.iter_mut().find(|extension| extension.urn.eq_ignore_ascii_case(urn)) {
            Some(extension) => extension.mappings.push(at),
            None => self.extensions.push(Extension { urn: urn.to_owned(), mappings: vec![at] }),
        }
    }
}

/// Whether an expression is made of app roles: the service writes those into `roles` with a type of its own.
fn is_made_of_roles(compiled: &CompiledMapping) -> bool {
    let Feed::Expression(expression) = &compiled.feed else { return false };
    let mut found = false;
    expression.tree().walk(&mut |node| {
        found |= match &node.kind {
            NodeKind::Attribute(name) => name.eq_ignore_ascii_case("appRoleAssignments"),
            NodeKind::Call(call) => compiled.function(call).is_some_and(|function| function.role.is_some()),
            _ => false,
        };
    });
    found
}

/// The attribute that the source of a direct mapping names. Text that is no name stands for itself.
fn attribute_name<'t>(system: &Source, source: &'t str) -> Cow<'t, str> {
    match system.reference(source) {
        Some(reference) => reference.name,
        None => Cow::Borrowed(source.trim()),
    }
}
