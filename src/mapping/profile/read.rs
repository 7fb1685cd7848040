//! Reading a profile from JSON, with located errors.

use super::{Apply, FlowBehavior, FlowType, Mapping, MappingType, ObjectType, Profile, Stated};
use crate::diagnostic::document;
use crate::diagnostic::{Checked, Code, Diagnostic, nearest};
use crate::json;
use crate::named::Named;
use crate::place::{MappingMember, Place, ScopeList};
use crate::systems::{Source, Target};
use serde_json::{Map, Value as Json};

/// Members a profile may have. `$schema` is for editors; a bare `mappings` is enough.
const PROFILE_MEMBERS: [&str; 13] = [
    "attrflow",
    "name",
    "description",
    "source",
    "target",
    "object",
    "mappings",
    "scope",
    "inputScope",
    "settings",
    "attributes",
    "$schema",
    "id",
];
/// Members a mapping may have.
const MAPPING_MEMBERS: [&str; 10] =
    ["type", "source", "target", "default", "apply", "match", "required", "flowType", "flowBehavior", "note"];
/// Members of a mapping that not all source systems have.
const OWN_MEMBERS: [&str; 3] = ["default", "flowType", "flowBehavior"];

impl Profile {
    /// Reads a profile, or an array of mappings, from JSON text. A mapping with errors keeps its place, so that
    /// places in the document and in the profile are the same. There is no profile if the text is not JSON or
    /// no list of mappings at all.
    ///
    /// Findings have a place in the document; [`document::resolve`] turns it into a place in the text.
    ///
    /// ```
    /// use attrflow::mapping::Profile;
    /// let read = Profile::read(r#"{"mappings": [{"type": "dierct", "source": "mail", "target": "userName"}]}"#);
    /// assert_eq!(read.diagnostics[0].place.to_string(), "/mappings/0/type");
    /// assert_eq!(read.value.unwrap().mappings.len(), 1);
    /// ```
    pub fn read(text: &str) -> Checked<Self> {
        let json = match document::parse(text, "a profile") {
            Ok(json) => json,
            Err(found) => return Checked::nothing(vec![*found]),
        };
        let mut reader = ProfileReader { found: Vec::new(), system: Default::default() };
        let value = reader.profile(&json);
        Checked { value, diagnostics: reader.found }
    }
}

fn without_source(at: usize) -> Diagnostic {
    Diagnostic::new(Code::InvalidDocument, "the mapping has no `source`")
        .in_mapping(at, MappingMember::Absent("source"))
        .help("give the name of a source attribute, or an expression")
}

fn without_target(at: usize) -> Diagnostic {
    Diagnostic::new(Code::InvalidDocument, "the mapping has no `target`")
        .in_mapping(at, MappingMember::Absent("target"))
        .help("give a SCIM path such as userName")
}

impl Profile {
    /// What it lacks that a profile must have. One that was read without errors lacks nothing; one that was put
    /// together otherwise may.
    pub fn missing(&self) -> Vec<Diagnostic> {
        let mut missing = Vec::new();
        for (at, mapping) in self.mappings.iter().enumerate() {
            if mapping.source.trim().is_empty()
                && matches!(mapping.kind, MappingType::Direct | MappingType::Expression)
            {
                missing.push(without_source(at));
            }
            if mapping.target.trim().is_empty() {
                missing.push(without_target(at));
            }
        }
        missing
    }
}

pub(super) struct ProfileReader {
    found: Vec<Diagnostic>,
    /// The source system, as soon as it is read.
    pub(super) system: &'static Source,
}

impl ProfileReader {
    pub(super) fn error(
        &mut self,
        place: impl Into<Place>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.found.push(Diagnostic::new(Code::InvalidDocument, message).within(place).help(help));
    }

    fn profile(&mut self, json: &Json) -> Option<Profile> {
        const SHAPE: &str = r#"a profile looks like {"mappings": [{"type": "direct", "source": "mail", "target": "userName", "match": 1}]}"#;
        let empty = Map::new();
        let (members, mappings) = match json {
            Json::Array(mappings) => (&empty, mappings),
            Json::Object(members) => match members.get("mappings") {
                Some(Json::Array(mappings)) => (members, mappings),
                Some(_) => {
                    self.error(Place::Mappings, "expected `mappings` to be an array", SHAPE);
                    return None;
                }
                None if members.contains_key("synchronizationRules") => {
                    self.error(
                        Place::document(),
                        "this is a synchronization schema of Microsoft Graph, not a profile",
                        "import it as what it is: attrflow schema import, or importSchema; it may hold several profiles",
                    );
                    return None;
                }
                None => {
                    self.error(
                        Place::document(),
                        "expected a profile, found an object without `mappings`",
                        SHAPE,
                    );
                    return None;
                }
            },
            _ => {
                self.error(Place::document(), "expected a profile", SHAPE);
                return None;
            }
        };
        self.unknown_members(&Place::document(), members, &PROFILE_MEMBERS);
        if let Some(version) = members.get("attrflow")
            && version.as_u64() != Some(1)
        {
            self.error(
                Place::member("attrflow"),
                format!("this is version {} of the document; version 1 is understood", json::text(version)),
                "write 1",
            );
        }
        let source = self.system(members, "source", Source::names());
        self.system = Source::from_name(&source).unwrap_or_default();
        let has = |name: &str| members.get(name).is_some_and(|value| !value.is_null());
        Some(Profile {
            attrflow: 1,
            name: self.text(members, &Place::document(), "name"),
            description: self.text(members, &Place::document(), "description"),
            source,
            target: self.system(members, "target", Target::names()),
            object: match self.one_of(members, &Place::document(), "object") {
                Some(ObjectType::Group) if !self.system.groups => {
                    let message = format!("groups of {} are not previewed", self.system.title);
                    self.error(Place::member("object"), message, "leave `object` out to preview users");
                    ObjectType::User
                }
                given => given.unwrap_or_default(),
            },
            mappings: mappings.iter().enumerate().map(|(at, mapping)| self.mapping(mapping, at)).collect(),
            scope: self.scope(members, ScopeList::Scope),
            input_scope: self.scope(members, ScopeList::InputScope),
            settings: self.settings(members),
            attributes: super::attributes::read(members),
            stated: Stated {
                object: has("object"),
                scope: has(ScopeList::Scope.name()),
                input_scope: has(ScopeList::InputScope.name()),
            },
        })
    }

    /// The name of a system; the first of those that are known if there is none.
    fn system(
        &mut self,
        members: &Map<String, Json>,
        name: &str,
        known: impl Iterator<Item = &'static str>,
    ) -> String {
        let known: Vec<&str> = known.collect();
        let Some(system) = self.text(members, &Place::document(), name) else {
            return known.first().copied().unwrap_or_default().to_owned();
        };
        if !known.contains(&system.as_str()) {
            self.error(
                Place::member(name),
                format!("the {name} system `{system}` is not known"),
                format!("write one of: {}", known.join(", ")),
            );
        }
        system
    }

    fn mapping(&mut self, json: &Json, at: usize) -> Mapping {
        let place = &Place::Mapping(at, MappingMember::Whole);
        let Json::Object(members) = json else {
            let help = r#"a mapping looks like {"type": "direct", "source": "mail", "target": "userName"}"#;
            self.error(place.clone(), "expected a mapping as an object", help);
            return Mapping::default();
        };
        self.unknown_members(place, members, &MAPPING_MEMBERS);
        let system = self.system;
        let knows = |name: &str| system.mapping_members.contains(&name);
        for name in OWN_MEMBERS.into_iter().filter(|name| !knows(name) && members.contains_key(*name)) {
            self.meaningless(place.child(name), name);
        }
        let kind = self.kind(members, at);
        let is_text = |name| !matches!(members.get(name), Some(Json::Array(_) | Json::Object(_)));
        let source = self.text(members, place, "source").unwrap_or_default();
        if is_text("source")
            && source.trim().is_empty()
            && matches!(kind, Some(MappingType::Direct | MappingType::Expression))
        {
            self.found.push(without_source(at));
        }
        let target = self.text(members, place, "target").unwrap_or_default();
        if is_text("target") && target.trim().is_empty() {
            self.found.push(without_target(at));
        }
        let apply = match self.text(members, place, "apply").as_deref() {
            None | Some("always") => Apply::Always,
            Some("create") => Apply::Create,
            Some(other) => {
                let message = format!("`apply` is `{other}`");
                self.error(place.child("apply"), message, "write always or create");
                Apply::Always
            }
        };
        let matching = match members.get("match") {
            None | Some(Json::Null) => None,
            Some(value) => {
                let precedence = value.as_u64().and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0);
                if precedence.is_none() {
                    self.error(
                        place.child("match"),
                        format!("the matching precedence is {}", json::text(value)),
                        "write 1, 2, 3, …",
                    );
                }
                precedence
            }
        };
        let flow_type: Option<FlowType> = self.one_of(members, place, "flowType");
        let flow_behavior: Option<FlowBehavior> = self.one_of(members, place, "flowBehavior");
        Mapping {
            kind: kind.unwrap_or_default(),
            source,
            target,
            default: if knows("default") { self.text(members, place, "default") } else { None },
            apply,
            matching,
            required: self.boolean(members, place, "required").unwrap_or_default(),
            flow_type: flow_type.filter(|_| knows("flowType")).unwrap_or_default(),
            flow_behavior: flow_behavior.filter(|_| knows("flowBehavior")).unwrap_or_default(),
            note: self.text(members, place, "note"),
        }
    }

    fn kind(&mut self, members: &Map<String, Json>, at: usize) -> Option<MappingType> {
        let Some(name) = members.get("type") else {
            let help = format!("add \"type\": one of {}", MappingType::NAMES.join(", "));
            self.error(Place::Mapping(at, MappingMember::Absent("type")), "the mapping has no `type`", help);
            return None;
        };
        let name = name.as_str().map_or_else(|| json::text(name), str::to_owned);
        let kind = MappingType::from_name(&name);
        if kind.is_none() {
            let mut found =
                Diagnostic::new(Code::UnknownMappingType, format!("there is no mapping type `{name}`"))
                    .in_mapping(at, MappingMember::Type);
            found = match nearest(&name, MappingType::NAMES) {
                Some(near) => found.help(format!("did you mean {near}?")),
                None => found.help(format!("write one of: {}", MappingType::NAMES.join(", "))),
            };
            self.found.push(found);
        }
        kind
    }

    /// A member that is one of the names of an enumeration, in any letter case.
    pub(super) fn one_of<T: Named>(
        &mut self,
        members: &Map<String, Json>,
        place: &Place,
        name: &str,
    ) -> Option<T> {
        let at = self.one_of_names(members, place, name, T::MEMBER_NAMES)?;
        T::MEMBERS.get(at).copied()
    }

    /// Where a member stands among the names that it may have, in any letter case.
    pub(super) fn one_of_names(
        &mut self,
        members: &Map<String, Json>,
        place: &Place,
        name: &str,
        known: &[&str],
    ) -> Option<usize> {
        let text = self.text(members, place, name)?;
        let at = known.iter().position(|known| known.eq_ignore_ascii_case(&text));
        if at.is_none() {
            let help = format!("write one of: {}", known.join(", "));
            self.error(place.child(name), format!("`{name}` is `{text}`"), help);
        }
        at
    }

    /// A member that is true or false; the service writes these as texts too.
    pub(super) fn boolean(&mut self, members: &Map<String, Json>, place: &Place, name: &str) -> Option<bool> {
        let json = members.get(name).filter(|json| !json.is_null())?;
        let flag = document::as_flag(json);
        if flag.is_none() {
            self.error(place.child(name), "expected true or false", "write true or false");
        }
        flag
    }

    /// A text member; numbers and Booleans are taken as their text, as people write defaults.
    pub(super) fn text(&mut self, members: &Map<String, Json>, place: &Place, name: &str) -> Option<String> {
        self.text_at(members.get(name)?, &place.child(name), name)
    }

    /// The same of a value that is called `name`.
    pub(super) fn text_at(&mut self, json: &Json, place: &Place, name: &str) -> Option<String> {
        if json.is_null() {
            return None;
        }
        let text = document::as_text(json);
        if text.is_none() {
            let what = if json.is_array() { "an array" } else { "an object" };
            let message = format!("expected `{name}` to be a text, found {what}");
            self.error(place.clone(), message, "write it in double quotes");
        }
        text
    }

    /// Warns of a member that means nothing for the source system.
    pub(super) fn meaningless(&mut self, place: impl Into<Place>, name: &str) {
        let message = format!("`{name}` has no meaning for {}", self.system.title);
        let found = Diagnostic::new(Code::UnknownMember, message).within(place);
        self.found.push(found.help("remove it"));
    }

    pub(super) fn unknown_members(&mut self, place: &Place, members: &Map<String, Json>, known: &[&str]) {
        for member in members.keys().filter(|member| !known.contains(&member.as_str())) {
            let mut found =
                Diagnostic::new(Code::UnknownMember, format!("the member `{member}` has no meaning here"))
                    .within(place.child(member));
            if let Some(near) = nearest(member, known.iter().copied()) {
                found = found.help(format!("did you mean {near}?"));
            }
            self.found.push(found);
        }
    }
}
