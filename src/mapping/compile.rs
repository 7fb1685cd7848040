//! From the mappings of a profile to rows that run, and to the shape of the payload.

use super::compute::{Feed, Row};
use super::convert::{self, ROLE_TYPE};
use super::profile::{Mapping, MappingType};
use super::skeleton::{self, Member, PayloadPlace};
use super::{attribute_name, findings, inspect, source as sources, update};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::{Context, Dialect, Expression, Slots, check_text};
use crate::place::{MappingMember, Place};
use crate::scim::{self, Attribute, AttributeType, Mode, Path, Schemas};
use crate::span::Span;
use crate::systems::{Source, entra};
use serde_json::Value as Json;

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
    pub(super) slots: Slots,
    pub(super) root: Vec<Member>,
    pub(super) extensions: Vec<Extension>,
    pub(super) targets: Vec<(String, usize)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'s> Compiler<'s> {
    pub(super) fn row(&mut self, at: usize, mapping: &Mapping) -> Row {
        let feed = self.feed(at, mapping);
        let roles = matches!(&feed, Feed::Expression(_))
            && mapping.source.to_ascii_lowercase().contains("approleassignment");
        match self.target(at, mapping, roles) {
            Some((target, attribute, place)) => {
                self.diagnostics.extend(inspect::inspect(self.system, at, mapping, &target, attribute));
                let exact = attribute.is_some_and(|attribute| attribute.case_exact);
                // What flows later, and what leaving changes, is told by expressions that are read here.
                let read = if self.system.language.is_some() { update::reads(mapping) } else { Vec::new() };
                let reference =
                    matches!(&feed, Feed::Attribute(_)) && read.iter().any(|name| update::is_reference(name));
                let disables = read.iter().any(|name| name.eq_ignore_ascii_case("IsSoftDeleted"));
                let roles = update::Roles::of(mapping, &mut self.slots).filter(|_| roles);
                Row { feed, target, place: Some(place), exact, reference, disables, roles }
            }
            None => Row::default(),
        }
    }

    fn feed(&mut self, at: usize, mapping: &Mapping) -> Feed {
        match mapping.kind {
            MappingType::None => Feed::Nothing,
            MappingType::Constant => Feed::Constant,
            MappingType::Direct | MappingType::Expression if self.system.language.is_none() => {
                self.feed_elsewhere(at, mapping)
            }
            MappingType::Direct => {
                let name = attribute_name(&mapping.source);
                let start = mapping.source.find(name).unwrap_or_default();
                self.warn_of_attribute(name, start, at);
                Feed::Attribute(self.slots.bind(name))
            }
            MappingType::Expression => {
                let place = Place::Mapping(at, MappingMember::Source);
                let context = Context::app(&entra::VOCABULARY);
                match Expression::compile_in(&mapping.source, Dialect::Entra, &context, &mut self.slots) {
                    Ok(expression) => {
                        let warnings = expression.warnings.iter().cloned();
                        self.diagnostics.extend(warnings.map(|found| found.within(place.clone())));
                        Feed::Expression(Box::new(expression))
                    }
                    Err(found) => {
                        self.diagnostics.extend(found.into_iter().map(|found| found.within(place.clone())));
                        Feed::Broken
                    }
                }
            }
        }
    }

    /// The same for a system that is not Entra: its attributes can be read, its language cannot.
    fn feed_elsewhere(&mut self, at: usize, mapping: &Mapping) -> Feed {
        let found = match mapping.kind {
            MappingType::Expression => vec![sources::of_expression(self.system, &mapping.source)],
            _ => sources::check_source(self.system, &mapping.source),
        };
        let broken = found.iter().any(Diagnostic::is_error);
        let place = Place::Mapping(at, MappingMember::Source);
        self.diagnostics.extend(found.into_iter().map(|found| found.within(place.clone())));
        match broken {
            true => Feed::Broken,
            false => Feed::Attribute(self.slots.bind(&sources::name(self.system, &mapping.source))),
        }
    }

    /// Warns of an attribute that the source system does not list, or spells otherwise.
    fn warn_of_attribute(&mut self, name: &str, start: usize, at: usize) {
        let place = Place::Mapping(at, MappingMember::Source);
        let found =
            check_text(&format!("[{name}]"), Dialect::Entra, &Context::app(&entra::VOCABULARY)).into_iter();
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

    fn target(
        &mut self,
        at: usize,
        mapping: &Mapping,
        roles: bool,
    ) -> Option<(convert::Target, Option<&'s Attribute>, Path)> {
        let place = Place::Mapping(at, MappingMember::Target);
        let text = mapping.target.trim();
        let path = match scim::parse_path(text, Mode::Lenient) {
            Ok(path) => path,
            Err(found) => {
                self.diagnostics.push(found.within(place));
                return None;
            }
        };
        let blanks = mapping.target.find(text).unwrap_or_default();
        let doubts = findings::of_target(&path, self.schemas).into_iter();
        self.diagnostics.extend(doubts.map(|found| found.shifted(blanks).within(place.clone())));
        // The service knows the core schemas whatever the target lists.
        let core = Schemas::core();
        let schemas = match self.schemas.attribute(&path).is_none() && core.attribute(&path).is_some() {
            true => core,
            false => self.schemas,
        };
        let path = schemas.canonical(&path);
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
        let target = convert::Target::new(attribute, list, roles && complex && value_member.is_none());
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
        Some((target, attribute, Path { sub, ..path }))
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
