//! What is known of an object besides its attributes, read from JSON: the past, the target, references.

use super::model::{Resolved, Situation, State};
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::place::{Place, PointerStep};
use serde_json::{Map, Value as Json};

/// The facts behind a [`Situation`], owned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The past of the object in the job.
    pub state: State,
    /// The resource that it was linked to, or that may be found by matching.
    pub existing: Option<Json>,
    /// What else the target holds.
    pub target_users: Vec<Json>,
    /// What the target calls the objects that this one refers to, by attribute.
    pub references: Vec<Reference>,
    /// Members that came to a group and left it.
    pub members: Option<(Vec<String>, Vec<String>)>,
}

/// An object that another refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// The attribute that refers to it.
    pub attribute: String,
    /// Whether the service provisions it.
    pub in_scope: Option<bool>,
    /// What the target calls it.
    pub target_id: Option<String>,
}

impl Facts {
    /// The names of the members that facts are read from.
    pub const MEMBERS: [&'static str; 5] = ["state", "existing", "target_users", "references", "changes"];

    /// Reads facts from the members of an object; members of other names are left to others.
    ///
    /// ```
    /// use attrflow::provisioning::Facts;
    /// let object = serde_json::json!({"state": {"assigned": false}, "existing": {"id": "7"}});
    /// let facts = Facts::read(object.as_object().unwrap())?;
    /// assert!(!facts.state.assigned);
    /// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
    /// ```
    ///
    /// # Errors
    /// [`Code::InvalidDocument`] for a member that is not what it should be, with a pointer to it.
    pub fn read(object: &Map<String, Json>) -> Outcome<Self> {
        let mut facts = Self { state: state(object)?, ..Self::default() };
        match object.get("existing") {
            None | Some(Json::Null) => {}
            Some(existing @ Json::Object(_)) => facts.existing = Some(existing.clone()),
            Some(_) => {
                return Err(wrong(Place::member("existing"), "a resource of the target, as an object"));
            }
        }
        match object.get("target_users") {
            None | Some(Json::Null) => {}
            Some(Json::Array(users)) if users.iter().all(Json::is_object) => {
                facts.target_users.clone_from(users);
            }
            Some(_) => {
                return Err(wrong(Place::member("target_users"), "an array of resources of the target"));
            }
        }
        if let Some(references) = members(object, "references")? {
            for (attribute, reference) in references {
                let place = || Place::member("references").child(attribute);
                let Json::Object(reference) = reference else {
                    return Err(wrong(place(), "an object with `in_scope` and `target_id`"));
                };
                let id = reference.get("target_id").filter(|id| !id.is_null());
                facts.references.push(Reference {
                    attribute: attribute.clone(),
                    in_scope: flag(reference, "in_scope", &place())?,
                    target_id: match id {
                        None => None,
                        Some(Json::String(id)) => Some(id.clone()),
                        Some(_) => return Err(wrong(place().child("target_id"), "a text")),
                    },
                });
            }
        }
        if let Some(changes) = members(object, "changes")? {
            let list = |name: &str| match changes.get(name) {
                None | Some(Json::Null) => Ok(Vec::new()),
                Some(Json::Array(ids)) if ids.iter().all(Json::is_string) => {
                    Ok(ids.iter().filter_map(Json::as_str).map(str::to_owned).collect())
                }
                Some(_) => Err(wrong(Place::member("changes").child(name), "an array of identifiers")),
            };
            facts.members = Some((list("members_added")?, list("members_removed")?));
        }
        Ok(facts)
    }

    /// What the target calls an object that an attribute refers to.
    pub fn resolve(&self, attribute: &str) -> Resolved {
        let known = |reference: &&Reference| reference.attribute.eq_ignore_ascii_case(attribute);
        match self.references.iter().find(known) {
            Some(Reference { in_scope: Some(false), .. }) => Resolved::OutOfScope,
            Some(Reference { target_id: Some(id), .. }) => Resolved::Id(id.clone()),
            _ => Resolved::Unknown,
        }
    }

    /// The situation of these facts; `resolve` is [`Facts::resolve`] as a function.
    pub fn situation<'s>(&'s self, resolve: &'s dyn Fn(&str, &str) -> Resolved) -> Situation<'s> {
        Situation {
            state: self.state,
            existing: self.existing.as_ref(),
            directory: &self.target_users,
            resolve,
            members: self.members.as_ref().map(|(added, removed)| (added.as_slice(), removed.as_slice())),
            ..Situation::default()
        }
    }
}

fn state(object: &Map<String, Json>) -> Outcome<State> {
    const NAMES: [&str; 5] =
        ["assigned", "softDeleted", "hardDeleted", "previouslyProvisioned", "ruleDeleted"];
    let usual = State::default();
    let Some(state) = members(object, "state")? else { return Ok(usual) };
    if let Some(other) = state.keys().find(|name| !NAMES.contains(&name.as_str())) {
        let found = Diagnostic::new(Code::InvalidDocument, format!("a state has no member `{other}`"));
        return Err(Box::new(
            found
                .within(Place::member("state").child(other))
                .help(format!("it may have {}", NAMES.join(", "))),
        ));
    }
    let read =
        |name, usual| Ok::<_, Box<Diagnostic>>(flag(state, name, &Place::member("state"))?.unwrap_or(usual));
    Ok(State {
        assigned: read("assigned", usual.assigned)?,
        soft_deleted: read("softDeleted", usual.soft_deleted)?,
        hard_deleted: read("hardDeleted", usual.hard_deleted)?,
        previously_provisioned: read("previouslyProvisioned", usual.previously_provisioned)?,
        rule_deleted: read("ruleDeleted", usual.rule_deleted)?,
    })
}

fn members<'o>(object: &'o Map<String, Json>, name: &str) -> Outcome<Option<&'o Map<String, Json>>> {
    match object.get(name) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::Object(members)) => Ok(Some(members)),
        Some(_) => Err(wrong(Place::member(name), "an object")),
    }
}

fn flag(object: &Map<String, Json>, name: &str, object_place: &Place) -> Outcome<Option<bool>> {
    match object.get(name) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::Bool(value)) => Ok(Some(*value)),
        Some(_) => Err(wrong(object_place.child(name), "true or false")),
    }
}

fn wrong(place: Place, expected: &str) -> Box<Diagnostic> {
    let name = match place.pointer().steps().last() {
        Some(PointerStep::Member(name)) => name.clone(),
        _ => String::new(),
    };
    let message = format!("expected `{name}` to be {expected}");
    Box::new(Diagnostic::new(Code::InvalidDocument, message).within(place))
}
