//! Reading a profile from JSON, with located errors.

use super::{Apply, FlowBehavior, FlowType, Mapping, MappingType, ObjectType, Profile};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::document;
use crate::json;
use crate::systems::SourceSystem;
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
/// Members of a mapping that Entra alone has.
const ENTRA_MEMBERS: [&str; 3] = ["default", "flowType", "flowBehavior"];
/// Target systems there is a schema of.
const TARGETS: [&str; 2] = ["zoom", "scim"];

/// Reads a profile, or an array of mappings, from JSON text.
///
/// Warnings come along with the profile; with an error there is none. Findings have a pointer into
/// the document; [`document::resolve`] turns it into a place in the text.
///
/// # Errors
/// All errors found, not just the first.
///
/// ```
/// use attrflow::mapping::read_profile;
/// let found = read_profile(r#"{"mappings": [{"type": "dierct", "source": "mail", "target": "userName"}]}"#);
/// assert_eq!(found.unwrap_err()[0].pointer.as_deref(), Some("/mappings/0/type"));
/// ```
pub fn read_profile(text: &str) -> Result<(Profile, Vec<Diagnostic>), Vec<Diagnostic>> {
    let json = document::parse(text, "a profile").map_err(|found| vec![*found])?;
    let (profile, found) = from_json(&json);
    match profile {
        Some(profile) if !found.iter().any(Diagnostic::is_error) => Ok((profile, found)),
        _ => Err(found),
    }
}

/// Reads a profile for an editor, where one row is broken most of the time: a mapping with errors
/// keeps its place, and the findings say what is wrong with it.
///
/// # Errors
/// The findings, if the text is not JSON or no list of mappings at all.
pub fn read_draft(text: &str) -> Result<(Profile, Vec<Diagnostic>), Vec<Diagnostic>> {
    let json = document::parse(text, "a profile").map_err(|found| vec![*found])?;
    match from_json(&json) {
        (Some(profile), found) => Ok((profile, found)),
        (None, found) => Err(found),
    }
}

/// Reads a profile from a JSON value; findings have pointers only. Every element of `mappings`
/// gives a mapping, so that places in the document and in the profile are the same.
fn from_json(json: &Json) -> (Option<Profile>, Vec<Diagnostic>) {
    let mut reader = ProfileReader { found: Vec::new(), system: SourceSystem::default() };
    let profile = reader.profile(json);
    (profile, reader.found)
}

pub(super) struct ProfileReader {
    found: Vec<Diagnostic>,
    /// The source system, as soon as it is read.
    pub(super) system: SourceSystem,
}

impl ProfileReader {
    pub(super) fn error(&mut self, pointer: &str, message: impl Into<String>, help: impl Into<String>) {
        self.found.push(Diagnostic::new(Code::InvalidDocument, message).within(pointer).help(help));
    }

    fn profile(&mut self, json: &Json) -> Option<Profile> {
        const SHAPE: &str = r#"a profile looks like {"mappings": [{"type": "direct", "source": "mail", "target": "userName", "match": 1}]}"#;
        let empty = Map::new();
        let (members, mappings, pointer) = match json {
            Json::Array(mappings) => (&empty, mappings, ""),
            Json::Object(members) => match members.get("mappings") {
                Some(Json::Array(mappings)) => (members, mappings, "/mappings"),
                Some(_) => {
                    self.error("/mappings", "expected `mappings` to be an array", SHAPE);
                    return None;
                }
                None if members.contains_key("synchronizationRules") => {
                    self.error(
                        "",
                        "this is a synchronization schema of Microsoft Graph, not a profile",
                        "import it as what it is: attrflow schema import, or importSchema; it may hold several profiles",
                    );
                    return None;
                }
                None => {
                    self.error("", "expected a profile, found an object without `mappings`", SHAPE);
                    return None;
                }
            },
            _ => {
                self.error("", "expected a profile", SHAPE);
                return None;
            }
        };
        self.unknown_members("", members, &PROFILE_MEMBERS);
        if let Some(version) = members.get("attrflow")
            && version.as_u64() != Some(1)
        {
            self.error(
                "/attrflow",
                format!("this is version {} of the document; version 1 is understood", json::text(version)),
                "write 1",
            );
        }
        let source = self.system(members, "source", &SourceSystem::NAMES, "entra");
        self.system = SourceSystem::named(&source).unwrap_or_default();
        Some(Profile {
            attrflow: 1,
            name: self.text(members, "", "name"),
            description: self.text(members, "", "description"),
            source,
            target: self.system(members, "target", &TARGETS, "zoom"),
            object: match self.one_of(members, "", "object", &["user", "group"]) {
                Some(1) if self.system != SourceSystem::Entra => {
                    let message = format!("groups of {} are not previewed", self.system.title());
                    self.error("/object", message, "leave `object` out to preview users");
                    ObjectType::User
                }
                Some(1) => ObjectType::Group,
                _ => ObjectType::User,
            },
            mappings: mappings
                .iter()
                .enumerate()
                .map(|(at, mapping)| self.mapping(mapping, &format!("{pointer}/{at}")))
                .collect(),
            scope: self.scope(members, "scope"),
            input_scope: self.scope(members, "inputScope"),
            settings: self.settings(members),
        })
    }

    fn system(&mut self, members: &Map<String, Json>, name: &str, known: &[&str], usual: &str) -> String {
        let Some(system) = self.text(members, "", name) else { return usual.to_owned() };
        if !known.contains(&system.as_str()) {
            self.error(
                &format!("/{name}"),
                format!("the {name} system `{system}` is not known"),
                format!("write one of: {}", known.join(", ")),
            );
        }
        system
    }

    fn mapping(&mut self, json: &Json, pointer: &str) -> Mapping {
        let Json::Object(members) = json else {
            let help = r#"a mapping looks like {"type": "direct", "source": "mail", "target": "userName"}"#;
            self.error(pointer, "expected a mapping as an object", help);
            return Mapping::default();
        };
        self.unknown_members(pointer, members, &MAPPING_MEMBERS);
        let entra = self.system == SourceSystem::Entra;
        for name in ENTRA_MEMBERS.iter().filter(|name| !entra && members.contains_key(**name)) {
            self.meaningless(pointer, name);
        }
        let kind = self.kind(members, pointer);
        let is_text = |name| !matches!(members.get(name), Some(Json::Array(_) | Json::Object(_)));
        let source = self.text(members, pointer, "source").unwrap_or_default();
        if is_text("source")
            && source.trim().is_empty()
            && matches!(kind, Some(MappingType::Direct | MappingType::Expression))
        {
            self.error(
                pointer,
                "the mapping has no `source`",
                "give the name of a source attribute, or an expression",
            );
        }
        let target = self.text(members, pointer, "target").unwrap_or_default();
        if is_text("target") && target.trim().is_empty() {
            self.error(pointer, "the mapping has no `target`", "give a SCIM path such as userName");
        }
        let apply = match self.text(members, pointer, "apply").as_deref() {
            None | Some("always") => Apply::Always,
            Some("create") => Apply::Create,
            Some(other) => {
                let message = format!("`apply` is `{other}`");
                self.error(&format!("{pointer}/apply"), message, "write always or create");
                Apply::Always
            }
        };
        let matching = match members.get("match") {
            None | Some(Json::Null) => None,
            Some(value) => {
                let precedence = value.as_u64().and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0);
                if precedence.is_none() {
                    let pointer = format!("{pointer}/match");
                    self.error(
                        &pointer,
                        format!("the matching precedence is {}", json::text(value)),
                        "write 1, 2, 3, …",
                    );
                }
                precedence
            }
        };
        let flow_type = match self.one_of(members, pointer, "flowType", &FlowType::NAMES) {
            Some(at) => FlowType::parse(FlowType::NAMES.get(at).copied().unwrap_or_default()),
            None => None,
        };
        let flow_behavior = match self.one_of(members, pointer, "flowBehavior", &FlowBehavior::NAMES) {
            Some(1) => FlowBehavior::FlowAlways,
            _ => FlowBehavior::FlowWhenChanged,
        };
        Mapping {
            kind: kind.unwrap_or_default(),
            source,
            target,
            default: if entra { self.text(members, pointer, "default") } else { None },
            apply,
            matching,
            required: self.boolean(members, pointer, "required").unwrap_or_default(),
            flow_type: flow_type.filter(|_| entra).unwrap_or_default(),
            flow_behavior: if entra { flow_behavior } else { FlowBehavior::default() },
            note: self.text(members, pointer, "note"),
        }
    }

    fn kind(&mut self, members: &Map<String, Json>, pointer: &str) -> Option<MappingType> {
        let Some(name) = members.get("type") else {
            let help = format!("add \"type\": one of {}", MappingType::NAMES.join(", "));
            self.error(pointer, "the mapping has no `type`", help);
            return None;
        };
        let name = name.as_str().map_or_else(|| json::text(name), str::to_owned);
        let kind = MappingType::parse(&name);
        if kind.is_none() {
            let mut found =
                Diagnostic::new(Code::UnknownMappingType, format!("there is no mapping type `{name}`"))
                    .within(format!("{pointer}/type"));
            found = match nearest(&name, MappingType::NAMES) {
                Some(near) => found.help(format!("did you mean {near}?")),
                None => found.help(format!("write one of: {}", MappingType::NAMES.join(", "))),
            };
            self.found.push(found);
        }
        kind
    }

    /// Which of the known words a member is, in any letter case.
    pub(super) fn one_of(
        &mut self,
        members: &Map<String, Json>,
        pointer: &str,
        name: &str,
        known: &[&str],
    ) -> Option<usize> {
        let text = self.text(members, pointer, name)?;
        let at = known.iter().position(|known| known.eq_ignore_ascii_case(&text));
        if at.is_none() {
            let help = format!("write one of: {}", known.join(", "));
            self.error(&format!("{pointer}/{name}"), format!("`{name}` is `{text}`"), help);
        }
        at
    }

    /// A member that is true or false; the service writes these as texts too.
    pub(super) fn boolean(&mut self, members: &Map<String, Json>, pointer: &str, name: &str) -> Option<bool> {
        let json = members.get(name).filter(|json| !json.is_null())?;
        let flag = document::as_flag(json);
        if flag.is_none() {
            self.error(&format!("{pointer}/{name}"), "expected true or false", "write true or false");
        }
        flag
    }

    /// A text member; numbers and Booleans are taken as their text, as people write defaults.
    pub(super) fn text(&mut self, members: &Map<String, Json>, pointer: &str, name: &str) -> Option<String> {
        let json = members.get(name).filter(|json| !json.is_null())?;
        let text = document::as_text(json);
        if text.is_none() {
            let what = if json.is_array() { "an array" } else { "an object" };
            let message = format!("expected `{name}` to be a text, found {what}");
            self.error(&format!("{pointer}/{name}"), message, "write it in double quotes");
        }
        text
    }

    /// Warns of a member that means nothing for the source system.
    pub(super) fn meaningless(&mut self, pointer: &str, name: &str) {
        let message = format!("`{name}` has no meaning for {}", self.system.title());
        let found = Diagnostic::new(Code::UnknownMember, message).within(format!("{pointer}/{name}"));
        self.found.push(found.help("remove it"));
    }

    pub(super) fn unknown_members(&mut self, pointer: &str, members: &Map<String, Json>, known: &[&str]) {
        for member in members.keys().filter(|member| !known.contains(&member.as_str())) {
            let escaped = member.replace('~', "~0").replace('/', "~1");
            let mut found =
                Diagnostic::new(Code::UnknownMember, format!("the member `{member}` has no meaning here"))
                    .within(format!("{pointer}/{escaped}"));
            if let Some(near) = nearest(member, known.iter().copied()) {
                found = found.help(format!("did you mean {near}?"));
            }
            self.found.push(found);
        }
    }
}
