//! A profile made ready to run.

use super::compile::{Compiler, Extension};
use super::compiled::{self, CompiledMapping};
use super::compute::Computed;
use super::findings;
use super::profile::{ObjectType, Profile};
use super::scope::{FilterVerdict, Scope};
use super::skeleton::{self, Member};
use super::write;
use crate::diagnostic::{Checked, Diagnostic};
use crate::json::Sheet;
use crate::language::{Context, Environment, Slots};
use crate::place::{MappingMember, Place, Pointer, ScopeList};
use crate::scim::{self, Method, PayloadDiagnostic};
use crate::source::{self, Import, Reader, Standing};
use crate::systems::{EntraSettings, SCIM, SharedTarget, Source, Target};
use crate::value::Value;
use serde_json::Value as Json;

/// A compiled profile: one pass over a user's text gives the text of a payload.
///
/// ```
/// use attrflow::language::Environment;
/// use attrflow::mapping::{Plan, Profile};
/// let profile = Profile::read(r#"{"mappings": [
///     {"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1}
/// ]}"#);
/// let plan = Plan::compile(profile).strict().unwrap();
/// let user = plan.read(r#"{"userPrincipalName": "ada@contoso.example"}"#).unwrap();
/// let values = plan.values(&user, &Environment::default());
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
    target: SharedTarget,
    reader: Reader,
    import: Import,
    mappings: Vec<CompiledMapping>,
    root: Vec<Member>,
    extensions: Vec<Extension>,
    diagnostics: Vec<Diagnostic>,
    scope: Scope,
    input_scope: Scope,
    /// The matching mappings, by precedence.
    matching: Vec<usize>,
    /// Mappings whose values belong to one object of the target.
    unique: Vec<usize>,
}

/// How payloads of users begin: they all list the core schema.
const USER_HEAD: &str = "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"";

/// What the service lists for groups (use-scim-to-provision-users-and-groups, create a group).
const GROUP_HEAD: &str = "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\",\"\
     http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group\"";

impl Plan {
    /// Compiles what can be compiled of a profile, for the target that it names; mappings with errors give no
    /// value. What reading the profile found is found of the plan, too. Each finding has its place in the
    /// document, and a span inside the text that stands there.
    ///
    /// There is always a plan of a profile: editors go on with it, others take what is
    /// [strict](Checked::strict).
    pub fn compile(profile: impl Into<Checked<Profile>>) -> Checked<Self> {
        let read = profile.into();
        let Some(profile) = &read.value else { return Checked::nothing(read.diagnostics) };
        let target = Target::from_name(&profile.target).filter(|target| match profile.object {
            ObjectType::User => true,
            // Where no groups are known of, what can be said of them is what the standard says.
            ObjectType::Group => target.facts.groups,
        });
        Self::compile_for(read, target.unwrap_or(&SCIM))
    }

    /// The same for a target at hand, whatever target the profile names.
    ///
    /// ```
    /// use attrflow::mapping::{Plan, Profile};
    /// use attrflow::scim::Schemas;
    /// use attrflow::systems::Target;
    /// let schemas = Schemas::from_json(r#"{"id": "urn:ietf:params:scim:schemas:core:2.0:User",
    ///     "attributes": [{"name": "userName"}, {"name": "badge", "type": "integer"}]}"#).unwrap();
    /// let profile = Profile::read(r#"{"mappings": [
    ///     {"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1},
    ///     {"type": "direct", "source": "employeeId", "target": "Badge"}]}"#);
    /// let plan = Plan::compile_for(profile, Target::loaded(schemas));
    /// assert!(plan.diagnostics.is_empty());
    /// ```
    pub fn compile_for(
        profile: impl Into<Checked<Profile>>,
        target: impl Into<SharedTarget>,
    ) -> Checked<Self> {
        let Checked { value, diagnostics } = profile.into();
        let Some(profile) = value else { return Checked::nothing(diagnostics) };
        let plan = Self::of_profile(profile, target.into(), diagnostics);
        let diagnostics = plan.diagnostics.clone();
        Checked::new(plan, diagnostics)
    }

    fn of_profile(profile: Profile, target: SharedTarget, found: Vec<Diagnostic>) -> Self {
        let system = profile.system();
        // What the source's own directory lists is known, whatever is usual.
        let listed = profile.attributes.source.iter().flatten().map(|listed| listed.name.clone());
        let context =
            Context { attributes: listed.collect(), ..Context::app(&crate::systems::entra::VOCABULARY) };
        let mut compiler = Compiler {
            system,
            context,
            schemas: target.schemas(),
            slots: Slots::default(),
            root: Vec::new(),
            extensions: Vec::new(),
            targets: Vec::new(),
            diagnostics: found,
        };
        let errors = compiler.diagnostics.iter().filter(|found| found.is_error());
        let broken: Vec<usize> = errors.filter_map(|found| found.place.mapping()).collect();
        let mut mappings = Vec::with_capacity(profile.mappings.len());
        for (at, mapping) in profile.mappings.iter().enumerate() {
            let compiled = if broken.contains(&at) {
                compiler.refused(at, mapping)
            } else {
                compiler.mapping(at, mapping)
            };
            mappings.push(compiled);
        }
        compiler.diagnostics.extend(findings::profile_findings(&profile, &mappings, &target));
        let negations = profile.settings.of::<EntraSettings>().null_passes_negations;
        let mut filters = |filters, usual, list| {
            let (slots, found) = (&mut compiler.slots, &mut compiler.diagnostics);
            Scope::new(system, filters, negations.unwrap_or(usual), slots, list, found)
        };
        let scope = filters(&profile.scope, false, ScopeList::Scope);
        let input_scope = filters(&profile.input_scope, true, ScopeList::InputScope);
        for (list, scope) in [(ScopeList::Scope, &scope), (ScopeList::InputScope, &input_scope)] {
            compiler.diagnostics.extend(findings::scope_findings(&profile, list, scope));
        }
        let import = Import::of(system, &mut compiler.slots);
        mappings.iter_mut().for_each(|mapping| mapping.bind(&compiler.slots));
        let matching = compiled::matching(&mappings, system);
        Self {
            scope,
            input_scope,
            unique: compiled::unique(&matching, &mappings),
            matching,
            reader: Reader::of(system, compiler.slots.names()),
            import,
            mappings,
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
        findings::profile_notes(&self.profile, &self.mappings, &self.target)
    }

    /// The system that users come from.
    pub fn source(&self) -> &'static Source {
        self.profile.system()
    }

    /// The profile it was compiled from.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The mappings, ready to run.
    pub(crate) fn mappings(&self) -> &[CompiledMapping] {
        &self.mappings
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
    /// [`Code::InvalidJson`](crate::diagnostic::Code::InvalidJson) if the text is not a JSON object.
    pub fn read<'a>(&self, user: &'a str) -> crate::diagnostic::Outcome<Vec<Value<'a>>> {
        let mut values = self.reader.read(user)?;
        self.import.apply(&mut values);
        Ok(values)
    }

    /// What the directory says of the account of a user that was [read](Self::read).
    pub(crate) fn standing(&self, user: &[Value<'_>]) -> Standing {
        self.import.standing(user)
    }

    /// Notes in a user's values that it is not assigned, out of scope or deleted.
    pub(crate) fn gone(&self, user: &mut [Value<'_>]) {
        self.import.gone(user);
    }

    /// Notes in a user's values that its account is in use, whatever the directory says now.
    pub(crate) fn in_use(&self, user: &mut [Value<'_>]) {
        self.import.in_use(user);
    }

    /// How the scoping filters judge a user, and those that are applied on reading.
    pub(crate) fn judge(&self, user: &[Value<'_>]) -> (Vec<FilterVerdict>, Vec<FilterVerdict>) {
        (self.scope.verdicts(user), self.input_scope.verdicts(user))
    }

    /// Whether some mapping changes when a user is no longer assigned.
    pub(crate) fn can_disable(&self) -> bool {
        self.mappings.iter().any(|mapping| mapping.disables)
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

    /// What every mapping gives for a user, in the order of the mappings. `user` was [read](Self::read).
    pub fn values<'a>(&'a self, user: &'a [Value<'a>], environment: &Environment) -> Vec<Computed<'a>> {
        self.mappings.iter().map(|mapping| mapping.compute(user, environment)).collect()
    }

    /// The mappings that users are matched by, by precedence.
    pub(crate) fn matching(&self) -> &[usize] {
        &self.matching
    }

    /// The mappings whose values belong to one object of the target: those that it is matched by, its
    /// name and its work address.
    pub(crate) fn unique_mappings(&self) -> &[usize] {
        &self.unique
    }

    /// Whether some mapping takes the identifier of another object.
    pub fn has_references(&self) -> bool {
        self.mappings.iter().any(|mapping| mapping.reference)
    }

    /// What a resource holds at a mapping's target.
    pub(crate) fn held(&self, at: usize, resource: &Json) -> Vec<Json> {
        let path = self.mappings.get(at).and_then(|mapping| mapping.path.as_ref());
        let found = path.map(|path| scim::select(resource, path, self.target.schemas()));
        found.unwrap_or_default().into_iter().cloned().collect()
    }

    /// Whether letter case counts at a mapping's target.
    pub(crate) fn is_exact(&self, at: usize) -> bool {
        self.mappings.get(at).is_some_and(|mapping| mapping.exact)
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

    /// The mapping behind every part of the body that [`write`](Self::write) makes of these values.
    pub(crate) fn origins(&self, values: &[Option<Value<'_>>]) -> Vec<(Pointer, usize)> {
        let sent = |at: &&usize| values.get(**at).is_some_and(Option::is_some);
        let mut found = Vec::new();
        // Behind the core schema, of which groups have two.
        let mut listed = if self.profile.object == ObjectType::Group { 2 } else { 1 };
        for extension in &self.extensions {
            if let Some(at) = extension.mappings.iter().find(sent) {
                found.push((Pointer::default().member("schemas").element(listed), *at));
                listed += 1;
            }
        }
        skeleton::origins(&self.root, values, &Pointer::default(), &mut found);
        found
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

    fn told(&self, found: &PayloadDiagnostic, values: &[Option<Value<'_>>]) -> Option<Diagnostic> {
        let place = match skeleton::origin(&self.root, values, &found.pointer) {
            Some(at) => Place::Mapping(at, MappingMember::Target),
            None => Place::Mappings,
        };
        let known = findings::concerns_target(found.code)
            && self
                .diagnostics
                .iter()
                .any(|earlier| earlier.place == place && findings::concerns_target(earlier.code));
        (!known).then(|| found.diagnostic().within(place))
    }
}
