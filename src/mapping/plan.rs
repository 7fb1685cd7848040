//! A profile made ready to run.

use super::convert::{self, ROLE_TYPE, Target};
use super::inspect;
use super::profile::{Mapping, MappingType, Profile};
use super::skeleton::{self, Member, Place};
use super::write;
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::{Context, Dialect, Environment, Expression, Skip, Slots, check_text};
use crate::provisioning::import::Import;
use crate::scim::{self, AttributeType, Mode, Path, Schemas};
use crate::source::Reader;
use crate::span::Span;
use crate::value::Value;
use serde_json::Value as Json;
use std::borrow::Cow;

/// A compiled profile: one pass over a user's text gives the text of a payload.
///
/// ```
/// use attrflow::expression::Environment;
/// use attrflow::mapping::{Plan, read_profile};
/// let (profile, _) = read_profile(r#"{"mappings": [
///     {"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1}
/// ]}"#).unwrap();
/// let plan = Plan::new(profile).unwrap();
/// let row = plan.read(r#"{"userPrincipalName": "ada@contoso.example"}"#).unwrap();
/// let values = plan.values(&row, &Environment::default());
/// let mut body = Vec::new();
/// plan.write(&values.iter().map(|value| value.sent()).collect::<Vec<_>>(), &mut body);
/// assert_eq!(
///     String::from_utf8(body).unwrap(),
///     r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@contoso.example"}"#
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Plan {
    profile: Profile,
    reader: Reader,
    import: Import,
    rows: Vec<Row>,
    root: Vec<Member>,
    extensions: Vec<Extension>,
    diagnostics: Vec<Diagnostic>,
}

/// One mapping, compiled.
#[derive(Clone, Debug)]
struct Row {
    feed: Feed,
    target: Target,
}

/// Where a mapping's value comes from.
#[derive(Clone, Debug)]
enum Feed {
    Attribute(usize),
    Constant,
    Expression(Box<Expression>),
    /// A mapping of type none.
    Nothing,
    /// A mapping with errors.
    Broken,
}

/// An extension that is listed in `schemas` when one of its mappings has a value.
#[derive(Clone, Debug)]
struct Extension {
    urn: String,
    mappings: Vec<usize>,
}

/// What one mapping gives for one user.
#[derive(Clone, Debug, PartialEq)]
pub struct Computed<'a> {
    /// The value for the payload, or why there is none.
    pub outcome: Result<Value<'a>, LeftOut>,
    /// Whether the default value filled in.
    pub defaulted: bool,
    /// Whether `Redact` marked the value.
    pub sensitive: bool,
    /// Warnings that only show with this user.
    pub warnings: Vec<Diagnostic>,
}

/// Why an attribute is not in the payload.
#[derive(Clone, Debug, PartialEq)]
pub enum LeftOut {
    /// The source has no value and there is no default.
    NoValue,
    /// A mapping of type none without a default.
    Nothing,
    /// The expression asked to leave it out.
    Skipped(Skip),
    /// The value cannot be made or cannot be sent.
    Failed(Box<Diagnostic>),
    /// The mapping itself has errors.
    Broken,
}

impl<'a> Computed<'a> {
    fn left_out(why: LeftOut) -> Self {
        Self { outcome: Err(why), defaulted: false, sensitive: false, warnings: Vec::new() }
    }

    /// The value for the payload, if there is one.
    pub fn sent(&self) -> Option<Value<'_>> {
        self.outcome.as_ref().ok().map(Value::reborrow)
    }
}

/// The core schema of users, which every payload lists.
const CORE_USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

impl Plan {
    /// Compiles a profile.
    ///
    /// # Errors
    /// All findings, warnings included, if one of them [blocks](Diagnostic::is_blocking). Each has a
    /// pointer to the mapping's member, and a span inside that member's text.
    pub fn new(profile: Profile) -> Result<Self, Vec<Diagnostic>> {
        let plan = Self::lenient(profile, Vec::new());
        if plan.diagnostics.iter().any(Diagnostic::is_blocking) { Err(plan.diagnostics) } else { Ok(plan) }
    }

    /// Compiles what can be compiled; mappings with errors give no value. For editors, where one
    /// row is broken most of the time. `found` is what reading the profile found already.
    pub fn lenient(profile: Profile, found: Vec<Diagnostic>) -> Self {
        let mut compiler = Compiler {
            schemas: if profile.target == "zoom" { Schemas::zoom() } else { Schemas::core() },
            slots: Slots::default(),
            root: Vec::new(),
            extensions: Vec::new(),
            targets: Vec::new(),
            diagnostics: found,
        };
        let broken: Vec<String> = compiler
            .diagnostics
            .iter_mut()
            .filter(|found| found.is_error())
            .filter_map(|found| {
                // In a bare array of mappings pointers begin with the place.
                let pointer = found.pointer.as_mut().filter(|pointer| !pointer.is_empty())?;
                if !pointer.starts_with("/mappings") {
                    pointer.insert_str(0, "/mappings");
                }
                pointer.split('/').nth(2).map(str::to_owned)
            })
            .collect();
        let mut rows = Vec::with_capacity(profile.mappings.len());
        for (at, mapping) in profile.mappings.iter().enumerate() {
            rows.push(if broken.contains(&at.to_string()) {
                Row { feed: Feed::Broken, target: Target::default() }
            } else {
                compiler.row(at, mapping)
            });
        }
        if !profile.mappings.is_empty() && profile.mappings.iter().all(|mapping| mapping.matching.is_none()) {
            compiler.diagnostics.push(
                Diagnostic::new(Code::NoMatching, "no mapping is a matching attribute")
                    .within("/mappings")
                    .help("give the mapping of userName \"match\": 1; the service needs at least one"),
            );
        }
        compiler.diagnostics.extend(inspect::inspect_profile(&profile));
        let import = Import::new(&mut compiler.slots);
        Self {
            reader: Reader::new(compiler.slots.names()),
            import,
            rows,
            root: compiler.root,
            extensions: compiler.extensions,
            diagnostics: compiler.diagnostics,
            profile,
        }
    }

    /// What was found while compiling.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The profile it was compiled from.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The source attributes that the mappings and the service itself read.
    pub fn attributes(&self) -> &[String] {
        self.reader.names()
    }

    /// Reads a user's values, with what the service computes on import: `IsSoftDeleted`, the
    /// plain address of guests.
    ///
    /// # Errors
    /// [`Code::InvalidJson`] if the text is not a JSON object.
    pub fn read<'a>(&self, user: &'a str) -> crate::diagnostic::Outcome<Vec<Value<'a>>> {
        let mut row = self.reader.read(user)?;
        self.import.apply(&mut row);
        Ok(row)
    }

    /// What every mapping gives for a user, in the order of the mappings.
    pub fn values<'a>(&'a self, row: &'a [Value<'a>], environment: &Environment) -> Vec<Computed<'a>> {
        self.each(row, environment).collect()
    }

    /// The same one by one, for those who need no list.
    pub(crate) fn each<'a>(
        &'a self,
        row: &'a [Value<'a>],
        environment: &Environment,
    ) -> impl Iterator<Item = Computed<'a>> {
        self.rows
            .iter()
            .zip(&self.profile.mappings)
            .enumerate()
            .map(move |(at, (compiled, mapping))| compute(at, compiled, mapping, row, environment))
    }

    /// Writes the payload of a create: `values` has one place for each mapping.
    pub fn write(&self, values: &[Option<Value<'_>>], out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"schemas\":[\"");
        out.extend_from_slice(CORE_USER.as_bytes());
        out.push(b'"');
        for extension in &self.extensions {
            if extension.mappings.iter().any(|at| values.get(*at).is_some_and(Option::is_some)) {
                out.push(b',');
                write::value(&Value::text(&extension.urn), out);
            }
        }
        out.push(b']');
        let members = out.len();
        write::object(&self.root, values, out);
        // The members follow `schemas`: the brace that opens them becomes the comma between.
        if out.get(members + 1) == Some(&b'}') {
            out.remove(members);
        } else if let Some(brace) = out.get_mut(members) {
            *brace = b',';
        }
    }

    /// Whether the value of a mapping for a target with suggested values is none of them.
    pub(crate) fn uncanonical(&self, at: usize, value: &Value<'_>) -> Option<&[String]> {
        let canonical = &self.rows.get(at)?.target.canonical;
        let Value::Text(text) = value else { return None };
        (!canonical.is_empty() && !canonical.iter().any(|known| known.eq_ignore_ascii_case(text)))
            .then_some(canonical)
    }
}

fn compute<'a>(
    at: usize,
    compiled: &'a Row,
    mapping: &'a Mapping,
    row: &'a [Value<'a>],
    environment: &Environment,
) -> Computed<'a> {
    let mut sensitive = false;
    let mut warnings = Vec::new();
    let value = match &compiled.feed {
        Feed::Broken => return Computed::left_out(LeftOut::Broken),
        Feed::Nothing => Value::Null,
        Feed::Constant => Value::text(&mapping.source),
        Feed::Attribute(slot) => row.get(*slot).map_or(Value::Null, Value::reborrow),
        Feed::Expression(expression) => match expression.run(row, environment, at as u64) {
            Err(found) => return Computed::left_out(LeftOut::Failed(found)),
            Ok(evaluation) => {
                if let Some(skip) = evaluation.skipped {
                    return Computed::left_out(LeftOut::Skipped(skip));
                }
                sensitive = evaluation.sensitive;
                warnings = evaluation.warnings;
                evaluation.value
            }
        },
    };
    // In a direct mapping "" and [] are no value; as the result of an expression "" flows.
    let empty = match compiled.feed {
        Feed::Expression(_) => value.is_null(),
        _ => value.is_null_or_empty(),
    };
    let (value, defaulted) = match (&mapping.default, empty) {
        (Some(default), true) => (Value::text(default), true),
        (None, true) => {
            let why =
                if matches!(compiled.feed, Feed::Nothing) { LeftOut::Nothing } else { LeftOut::NoValue };
            return Computed { outcome: Err(why), defaulted: false, sensitive, warnings };
        }
        (_, false) => (value, false),
    };
    let outcome = match convert::convert(value, &compiled.target) {
        Ok(Some(value)) => Ok(value),
        Ok(None) => Err(LeftOut::NoValue),
        Err(found) => Err(LeftOut::Failed(found)),
    };
    Computed { outcome, defaulted, sensitive, warnings }
}

struct Compiler {
    schemas: &'static Schemas,
    slots: Slots,
    root: Vec<Member>,
    extensions: Vec<Extension>,
    targets: Vec<(String, usize)>,
    diagnostics: Vec<Diagnostic>,
}

impl Compiler {
    fn row(&mut self, at: usize, mapping: &Mapping) -> Row {
        let feed = self.feed(at, mapping);
        let roles = matches!(&feed, Feed::Expression(_))
            && mapping.source.to_lowercase().contains("approleassignment");
        match self.target(at, mapping, roles) {
            Some(target) => {
                self.diagnostics.extend(inspect::inspect(at, mapping, &target));
                Row { feed, target }
            }
            None => Row { feed: Feed::Broken, target: Target::default() },
        }
    }

    fn feed(&mut self, at: usize, mapping: &Mapping) -> Feed {
        match mapping.kind {
            MappingType::None => Feed::Nothing,
            MappingType::Constant => Feed::Constant,
            MappingType::Direct => {
                let name = attribute_name(&mapping.source);
                let start = mapping.source.find(name).unwrap_or_default();
                self.warn_of_attribute(name, start, at);
                Feed::Attribute(self.slots.bind(name))
            }
            MappingType::Expression => {
                let pointer = format!("/mappings/{at}/source");
                let context = Context::app();
                match Expression::compile_in(&mapping.source, Dialect::Entra, &context, &mut self.slots) {
                    Ok(expression) => {
                        let warnings = expression.warnings.iter().cloned();
                        self.diagnostics.extend(warnings.map(|found| found.within(&pointer)));
                        Feed::Expression(Box::new(expression))
                    }
                    Err(found) => {
                        self.diagnostics.extend(found.into_iter().map(|found| found.within(&pointer)));
                        Feed::Broken
                    }
                }
            }
        }
    }

    /// Warns of an attribute that the source system does not list, or spells otherwise.
    fn warn_of_attribute(&mut self, name: &str, start: usize, at: usize) {
        let pointer = format!("/mappings/{at}/source");
        let found = check_text(&format!("[{name}]"), Dialect::Entra, &Context::app()).into_iter();
        // The name may stand without the brackets that make it an expression.
        let moved = |mut found: Diagnostic| {
            let own = |span: Span| {
                Span::new(start + span.start.saturating_sub(1), start + span.end.saturating_sub(1))
            };
            found.span = found.span.map(own);
            for edit in found.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
                edit.span = own(edit.span);
            }
            found.within(&pointer)
        };
        self.diagnostics.extend(found.filter(|found| !found.is_error()).map(moved));
    }

    fn target(&mut self, at: usize, mapping: &Mapping, roles: bool) -> Option<Target> {
        let pointer = format!("/mappings/{at}/target");
        let path = match scim::parse_path(mapping.target.trim(), Mode::Lenient) {
            Ok(path) => self.knowing(&path).canonical(&path),
            Err(found) => {
                self.diagnostics.push(found.within(pointer));
                return None;
            }
        };
        if path.urn.is_none() && path.name.eq_ignore_ascii_case("schemas") {
            self.diagnostics.push(
                Diagnostic::new(Code::NoTarget, "`schemas` is written by the service itself")
                    .within(pointer)
                    .help("remove the mapping; the schemas follow from the attributes that are sent"),
            );
            return None;
        }
        self.warn_of_target(&path, at, &pointer);
        let schemas = self.knowing(&path);
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
        let target = if value_member.is_some() {
            Target::new(head.and_then(|head| head.sub("value")), false, false)
        } else {
            Target::new(attribute, list, roles && complex)
        };
        let place = Place {
            path: &path,
            mapping: at,
            value_member,
            multi_valued: multi_valued && !list,
            added: (roles && !list).then(|| ("type", Json::from(ROLE_TYPE))),
        };
        if let Err(found) = skeleton::add(&mut self.root, &place, schemas) {
            self.diagnostics.push(found.within(pointer));
            return None;
        }
        if let Some(urn) = path.extension_urn() {
            self.extension(urn, at);
        }
        Some(target)
    }

    /// The schemas that know the attribute: the target's own, else the RFC's, so that what the
    /// target does not list still has the shape that the service gives it.
    fn knowing(&self, path: &Path) -> &'static Schemas {
        if self.schemas.head(path).is_some() { self.schemas } else { Schemas::core() }
    }

    fn warn_of_target(&mut self, path: &Path, at: usize, pointer: &str) {
        let text = path.to_string();
        let earlier = self.targets.iter().find(|(known, _)| known.eq_ignore_ascii_case(&text));
        if let Some((_, earlier)) = earlier {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateTarget,
                    format!("mapping {} writes the same target; the later value wins here", earlier + 1),
                )
                .within(pointer)
                .help("the service allows one mapping for each target attribute"),
            );
        }
        self.targets.push((text, at));
        if self.schemas.attribute(path).is_none() {
            let mut found =
                Diagnostic::new(Code::UnknownTarget, format!("the target's schema does not list `{path}`"))
                    .within(pointer);
            found = match self.schemas.nearest(path) {
                Some(near) => {
                    let near = near.to_string();
                    found.help(format!("did you mean {near}?")).fix(format!("Write {near}"), path.span, near)
                }
                None => found.help("the target may refuse it or drop it without a word"),
            };
            self.diagnostics.push(found);
        }
    }

    /// Lists an extension in `schemas`. The service lists only extensions that it knows: a custom
    /// URN becomes a key of the body without being listed (customize-application-attributes).
    fn extension(&mut self, urn: &str, at: usize) {
        if self.schemas.schema(urn).is_none() {
            return;
        }
        match self.extensions.iter_mut().find(|extension| extension.urn.eq_ignore_ascii_case(urn)) {
            Some(extension) => extension.mappings.push(at),
            None => self.extensions.push(Extension { urn: urn.to_owned(), mappings: vec![at] }),
        }
    }
}

/// The attribute of a direct mapping; people write it with brackets too.
pub(super) fn attribute_name(source: &str) -> &str {
    let source = source.trim();
    let inner = source.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).map(str::trim);
    inner.filter(|name| !name.is_empty() && !name.contains(']')).unwrap_or(source)
}

/// The text of a mapping's value for people; a list joined with commas.
pub(crate) fn shown<'v>(value: &'v Value<'_>) -> Cow<'v, str> {
    match value {
        Value::Text(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.to_json().to_string()),
    }
}
