//! A profile made ready to run.

use super::convert::{self, ROLE_TYPE};
use super::profile::{Mapping, MappingType, ObjectType, Profile};
use super::scope::{FilterVerdict, Scope};
use super::skeleton::{self, Member, Place};
use super::write;
use super::{findings, inspect, source as sources, update};
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::{Context, Dialect, Environment, Expression, Skip, Slots, check_text};
use crate::json::Sheet;
use crate::provisioning::import::{Import, Standing};
use crate::scim::{self, Attribute, AttributeType, Finding, Method, Mode, Path, Schemas};
use crate::source::{self, Reader};
use crate::span::Span;
use crate::systems::{SourceSystem, Target};
use crate::value::{Value, text_of};
use serde_json::Value as Json;
use std::sync::Arc;

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
    target: Target,
    reader: Reader,
    import: Import,
    pub(super) rows: Vec<Row>,
    root: Vec<Member>,
    extensions: Vec<Extension>,
    diagnostics: Vec<Diagnostic>,
    scope: Scope,
    input_scope: Scope,
    /// The matching mappings, by precedence.
    pub(super) matching: Vec<usize>,
    /// Mappings whose values belong to one object of the target.
    pub(super) unique: Vec<usize>,
}

/// One mapping, compiled.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) feed: Feed,
    pub(super) target: convert::Target,
    /// Where the value is in a resource; none for a mapping with errors.
    pub(super) place: Option<Path>,
    /// Whether letter case counts when values are compared.
    pub(super) exact: bool,
    /// Whether the value is another object of the directory, which flows in a second pass.
    pub(super) reference: bool,
    /// Whether the value depends on `IsSoftDeleted`.
    pub(super) disables: bool,
    /// The app roles that the value is made of, which updates write in forms of their own.
    pub(super) roles: Option<update::Roles>,
}

/// Where a mapping's value comes from.
#[derive(Clone, Debug, Default)]
pub(super) enum Feed {
    Attribute(usize),
    Constant,
    Expression(Box<Expression>),
    /// A mapping of type none.
    Nothing,
    /// A mapping with errors.
    #[default]
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
    /// The value refers to another object, and flows when both exist.
    Reference,
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

/// How payloads of users begin: they all list the core schema.
const USER_HEAD: &str = "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"";

/// What the service lists for groups (use-scim-to-provision-users-and-groups, create a group).
const GROUP_HEAD: &str = "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\",\"\
     http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group\"";

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
        let target = match profile.object {
            ObjectType::User => Target::named(&profile.target).unwrap_or(Target::Scim),
            // Zoom's gallery app has no groups; what can be said of them is what the standard says.
            ObjectType::Group => Target::Scim,
        };
        Self::compile(profile, target, found)
    }

    /// Compiles what can be compiled for a target whose schemas were loaded, whatever target the
    /// profile names.
    ///
    /// ```
    /// use attrflow::mapping::{Plan, read_profile};
    /// use attrflow::scim::Schemas;
    /// let schemas = Schemas::from_json(r#"{"id": "urn:ietf:params:scim:schemas:core:2.0:User",
    ///     "attributes": [{"name": "userName"}, {"name": "badge", "type": "integer"}]}"#).unwrap();
    /// let (profile, _) = read_profile(r#"{"mappings": [
    ///     {"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1},
    ///     {"type": "direct", "source": "employeeId", "target": "Badge"}]}"#).unwrap();
    /// let plan = Plan::with_schemas(profile, schemas.into(), Vec::new());
    /// assert!(plan.diagnostics().is_empty());
    /// ```
    pub fn with_schemas(profile: Profile, schemas: Arc<Schemas>, found: Vec<Diagnostic>) -> Self {
        Self::compile(profile, Target::Loaded(schemas), found)
    }

    fn compile(profile: Profile, target: Target, found: Vec<Diagnostic>) -> Self {
        let system = profile.system();
        let mut compiler = Compiler {
            system,
            schemas: target.schemas(),
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
                if pointer.as_bytes().get(1).is_some_and(u8::is_ascii_digit) {
                    pointer.insert_str(0, "/mappings");
                }
                pointer.strip_prefix("/mappings/")?.split('/').next().map(str::to_owned)
            })
            .collect();
        let mut rows = Vec::with_capacity(profile.mappings.len());
        for (at, mapping) in profile.mappings.iter().enumerate() {
            rows.push(if broken.contains(&at.to_string()) {
                Row::default()
            } else {
                compiler.row(at, mapping)
            });
        }
        if profile.mappings.is_empty() {
            let found = Diagnostic::new(Code::NoMatching, "the profile has no mappings");
            let help = "add at least the mapping of userName, with \"match\": 1";
            compiler.diagnostics.push(found.within("/mappings").help(help));
        } else if system == SourceSystem::Entra
            && profile.mappings.iter().all(|mapping| mapping.matching.is_none())
        {
            compiler.diagnostics.push(
                Diagnostic::new(Code::NoMatching, "no mapping is a matching attribute")
                    .within("/mappings")
                    .help("give the mapping of userName \"match\": 1; the service needs at least one"),
            );
        }
        compiler.diagnostics.extend(findings::of_profile(&profile, &target));
        compiler.diagnostics.extend(sources::of_connection(&profile));
        let negations = profile.settings.null_passes_negations;
        let mut filters = |filters, usual, pointer| {
            let (slots, found) = (&mut compiler.slots, &mut compiler.diagnostics);
            Scope::new(system, filters, negations.unwrap_or(usual), slots, pointer, found)
        };
        let scope = filters(&profile.scope, false, "/scope");
        let input_scope = filters(&profile.input_scope, true, "/inputScope");
        let import = Import::of(system, &mut compiler.slots);
        let matching = update::matching(&profile.mappings, system);
        Self {
            scope,
            input_scope,
            unique: update::unique(&matching, &rows),
            matching,
            reader: Reader::of(system, compiler.slots.names()),
            import,
            rows,
            root: compiler.root,
            extensions: compiler.extensions,
            diagnostics: compiler.diagnostics,
            profile,
            target,
        }
    }

    /// What was found while compiling.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// What is worth knowing of the profile as a whole and no problem of any mapping: that nobody is
    /// ever disabled, that deleted values stay. Notes, with pointers to the mappings.
    pub fn notes(&self) -> Vec<Diagnostic> {
        match self.source() {
            SourceSystem::Entra => inspect::inspect_profile(&self.profile),
            _ => sources::notes(&self.profile, &self.target),
        }
    }

    /// The system that users come from.
    pub fn source(&self) -> SourceSystem {
        self.profile.system()
    }

    /// The profile it was compiled from.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// What the requests go to.
    pub fn target(&self) -> &Target {
        &self.target
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

    /// What the directory says of the account of a user that was [read](Self::read).
    pub(crate) fn standing(&self, row: &[Value<'_>]) -> Standing {
        self.import.standing(row)
    }

    /// Notes in a user's values that it is not assigned, out of scope or deleted.
    pub(crate) fn gone(&self, row: &mut [Value<'_>]) {
        self.import.gone(row);
    }

    /// How the scoping filters judge a user, and those that are applied on reading.
    pub(crate) fn judge(&self, row: &[Value<'_>]) -> (Vec<FilterVerdict>, Vec<FilterVerdict>) {
        (self.scope.verdicts(row), self.input_scope.verdicts(row))
    }

    /// Whether some mapping changes when a user is no longer assigned.
    pub(crate) fn can_disable(&self) -> bool {
        self.rows.iter().any(|row| row.disables)
    }

    /// The same into slots that served another user before.
    pub(crate) fn read_into<'a>(
        &self,
        user: &'a str,
        slots: &mut source::Slots<'a>,
    ) -> crate::diagnostic::Outcome<()> {
        self.reader.read_into(user, slots)?;
        self.import.apply(&mut slots.values);
        Ok(())
    }

    /// What every mapping gives for a user, in the order of the mappings.
    pub fn values<'a>(&'a self, row: &'a [Value<'a>], environment: &Environment) -> Vec<Computed<'a>> {
        (0..self.rows.len()).filter_map(|at| self.one(at, row, environment)).collect()
    }

    /// What one mapping gives.
    pub(crate) fn one<'a>(
        &'a self,
        at: usize,
        row: &'a [Value<'a>],
        environment: &Environment,
    ) -> Option<Computed<'a>> {
        Some(compute(at, self.rows.get(at)?, self.profile.mappings.get(at)?, row, environment))
    }

    /// The text that a mapping passes on as it is: that of an attribute to a target of text, the
    /// most frequent case. `None` says nothing.
    #[inline(always)]
    pub(crate) fn plain_text<'a>(&self, at: usize, row: &'a [Value<'_>]) -> Option<&'a str> {
        let compiled = self.rows.get(at)?;
        match (&compiled.feed, compiled.target.takes_text() && !compiled.reference) {
            (Feed::Attribute(slot), true) => match row.get(*slot)? {
                Value::Text(text) => Some(text_of(text)).filter(|text| !text.is_empty()),
                _ => None,
            },
            _ => None,
        }
    }

    /// Writes the payload of a create: `values` has one place for each mapping.
    pub fn write(&self, values: &[Option<Value<'_>>], out: &mut Vec<u8>) {
        let mut sheet = Sheet::default();
        self.write_to(values, &mut sheet);
        out.extend_from_slice(sheet.written());
    }

    /// The same, for those who write many.
    pub(crate) fn write_to(&self, values: &[Option<Value<'_>>], out: &mut Sheet) {
        out.raw(match self.profile.object {
            ObjectType::User => USER_HEAD.as_bytes(),
            ObjectType::Group => GROUP_HEAD.as_bytes(),
        });
        for extension in &self.extensions {
            if extension.mappings.iter().any(|at| values.get(*at).is_some_and(Option::is_some)) {
                out.byte(b',');
                out.string(&extension.urn);
            }
        }
        out.byte(b']');
        write::members(&self.root, values, false, out);
        if self.profile.object == ObjectType::Group {
            out.raw(br#","meta":{"resourceType":"Group"}"#);
        }
        out.byte(b'}');
    }

    /// What the target would say to a body that these values made: findings with the mapping they come
    /// from, as far as it is known. Left out is what the plan's own diagnostics say of that mapping.
    pub(crate) fn validate(
        &self,
        body: &Json,
        method: Method,
        values: &[Option<Value<'_>>],
    ) -> Vec<Diagnostic> {
        let found = self.target.validate(body, method).into_iter();
        found.filter_map(|found| self.told(&found, values)).collect()
    }

    fn told(&self, found: &Finding, values: &[Option<Value<'_>>]) -> Option<Diagnostic> {
        let pointer = match skeleton::origin(&self.root, values, &found.pointer) {
            Some(at) => format!("/mappings/{at}/target"),
            None => "/mappings".to_owned(),
        };
        let known = findings::is_of_target(found.code)
            && self.diagnostics.iter().any(|earlier| {
                earlier.pointer.as_deref() == Some(&pointer) && findings::is_of_target(earlier.code)
            });
        (!known).then(|| found.diagnostic().within(pointer))
    }
}

/// What a mapping's source gives for a user, before the default and the target's type.
pub(super) struct Given<'a> {
    /// The value, or why there is none; null is a value here.
    pub(super) value: Result<Value<'a>, LeftOut>,
    pub(super) sensitive: bool,
    pub(super) warnings: Vec<Diagnostic>,
}

pub(super) fn given<'a>(
    at: usize,
    compiled: &'a Row,
    mapping: &'a Mapping,
    row: &'a [Value<'a>],
    environment: &Environment,
) -> Given<'a> {
    let plain = |value| Given { value, sensitive: false, warnings: Vec::new() };
    match &compiled.feed {
        Feed::Broken => plain(Err(LeftOut::Broken)),
        Feed::Nothing => plain(Ok(Value::Null)),
        Feed::Constant => plain(Ok(Value::text(&mapping.source))),
        Feed::Attribute(slot) => plain(Ok(row.get(*slot).map_or(Value::Null, Value::reborrow))),
        Feed::Expression(expression) => match expression.run(row, environment, at as u64) {
            Err(found) => plain(Err(LeftOut::Failed(found))),
            Ok(evaluation) => Given {
                value: match evaluation.skipped {
                    Some(skip) => Err(LeftOut::Skipped(skip)),
                    None => Ok(evaluation.value),
                },
                sensitive: evaluation.sensitive,
                warnings: evaluation.warnings,
            },
        },
    }
}

/// Whether a value counts as none: in a direct mapping "" and [] do; as the result of an expression
/// "" flows.
pub(super) fn is_empty(compiled: &Row, value: &Value<'_>) -> bool {
    match compiled.feed {
        Feed::Expression(_) => value.is_null(),
        _ => value.is_null_or_empty(),
    }
}

/// The value in the type of its target.
#[inline(always)]
pub(super) fn converted<'a>(compiled: &Row, value: Value<'a>) -> Result<Value<'a>, LeftOut> {
    if matches!(value, Value::Text(_)) && compiled.target.takes_text() {
        return Ok(value);
    }
    converted_to(compiled, value)
}

#[inline(never)]
fn converted_to<'a>(compiled: &Row, value: Value<'a>) -> Result<Value<'a>, LeftOut> {
    match convert::convert(value, &compiled.target) {
        Ok(Some(value)) => Ok(value),
        Ok(None) => Err(LeftOut::NoValue),
        Err(found) => Err(LeftOut::Failed(found)),
    }
}

pub(super) fn compute<'a>(
    at: usize,
    compiled: &'a Row,
    mapping: &'a Mapping,
    row: &'a [Value<'a>],
    environment: &Environment,
) -> Computed<'a> {
    if compiled.reference {
        return Computed::left_out(LeftOut::Reference);
    }
    let Given { value, sensitive, warnings } = given(at, compiled, mapping, row, environment);
    let value = match value {
        Err(why) => return Computed { outcome: Err(why), defaulted: false, sensitive, warnings },
        Ok(value) => value,
    };
    let (value, defaulted) = match (&mapping.default, is_empty(compiled, &value)) {
        (Some(default), true) => (Value::text(default), true),
        (None, true) => {
            let why =
                if matches!(compiled.feed, Feed::Nothing) { LeftOut::Nothing } else { LeftOut::NoValue };
            return Computed { outcome: Err(why), defaulted: false, sensitive, warnings };
        }
        (_, false) => (value, false),
    };
    Computed { outcome: converted(compiled, value), defaulted, sensitive, warnings }
}

struct Compiler<'s> {
    system: SourceSystem,
    schemas: &'s Schemas,
    slots: Slots,
    root: Vec<Member>,
    extensions: Vec<Extension>,
    targets: Vec<(String, usize)>,
    diagnostics: Vec<Diagnostic>,
}

impl<'s> Compiler<'s> {
    fn row(&mut self, at: usize, mapping: &Mapping) -> Row {
        let feed = self.feed(at, mapping);
        let roles = matches!(&feed, Feed::Expression(_))
            && mapping.source.to_ascii_lowercase().contains("approleassignment");
        match self.target(at, mapping, roles) {
            Some((target, attribute, place)) => {
                self.diagnostics.extend(inspect::inspect(self.system, at, mapping, &target, attribute));
                let exact = attribute.is_some_and(|attribute| attribute.case_exact);
                let read = match self.system {
                    SourceSystem::Entra => update::reads(mapping),
                    // What flows later, and what leaving changes, is Entra's own.
                    _ => Vec::new(),
                };
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
            MappingType::Direct | MappingType::Expression if self.system != SourceSystem::Entra => {
                self.feed_elsewhere(at, mapping)
            }
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

    /// The same for a system that is not Entra: its attributes can be read, its language cannot.
    fn feed_elsewhere(&mut self, at: usize, mapping: &Mapping) -> Feed {
        let found = match mapping.kind {
            MappingType::Expression => vec![sources::of_expression(self.system, &mapping.source)],
            _ => sources::check_source(self.system, &mapping.source),
        };
        let broken = found.iter().any(Diagnostic::is_error);
        let pointer = format!("/mappings/{at}/source");
        self.diagnostics.extend(found.into_iter().map(|found| found.within(&pointer)));
        match broken {
            true => Feed::Broken,
            false => Feed::Attribute(self.slots.bind(&sources::name(self.system, &mapping.source))),
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

    fn target(
        &mut self,
        at: usize,
        mapping: &Mapping,
        roles: bool,
    ) -> Option<(convert::Target, Option<&'s Attribute>, Path)> {
        let pointer = format!("/mappings/{at}/target");
        let text = mapping.target.trim();
        let path = match scim::parse_path(text, Mode::Lenient) {
            Ok(path) => path,
            Err(found) => {
                self.diagnostics.push(found.within(pointer));
                return None;
            }
        };
        let blanks = mapping.target.find(text).unwrap_or_default();
        let doubts = findings::of_target(&path, self.schemas).into_iter();
        self.diagnostics.extend(doubts.map(|found| found.shifted(blanks).within(&pointer)));
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
                    .within(pointer)
                    .help("remove the mapping; the schemas follow from the attributes that are sent"),
            );
            return None;
        }
        self.once(&path, at, &pointer);
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
        let sub = path.sub.clone().or(value_member.map(str::to_owned));
        Some((target, attribute, Path { sub, ..path }))
    }

    /// Warns of a target that has a mapping already.
    fn once(&mut self, path: &Path, at: usize, pointer: &str) {
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

pub(super) use crate::systems::entra::plain_name as attribute_name;
