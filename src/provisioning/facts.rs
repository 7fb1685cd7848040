//! What is known of an object besides its attributes, read from JSON: the past, the target, references.

use super::model::{Resolved, Situation, State};
use crate::diagnostic::{Diagnostic, Members, Outcome};
use serde_json::{Map, Value as Json};

/// The facts behind a [`Situation`], owned.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct Facts {
    /// The past of the object in the job.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "Partial<State>"))]
    pub state: State,
    /// The resource that it was linked to, or that may be found by matching.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "object"))]
    pub existing: Option<Json>,
    /// What else the target holds.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "object[]"))]
    pub target_users: Vec<Json>,
    /// What the target calls the objects that this one refers to, by attribute.
    #[cfg_attr(
        target_family = "wasm",
        tsify(optional, type = "Record<string, { inScope?: boolean; targetId?: string }>")
    )]
    pub references: Vec<Reference>,
    /// Members that came to a group and left it.
    #[cfg_attr(
        target_family = "wasm",
        serde(rename = "changes"),
        tsify(optional, type = "{ membersAdded?: string[]; membersRemoved?: string[] }")
    )]
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
    /// [`Code::InvalidDocument`](crate::diagnostic::Code::InvalidDocument) for a member that is not what it should
    /// be, with a pointer to it.
    pub fn read(object: &Map<String, Json>) -> Outcome<Self> {
        let members = &Members::new(object);
        let resource = |value: &Json| value.is_object().then(|| value.clone());
        let resources = |value: &Json| value.as_array()?.iter().map(resource).collect();
        let mut facts = Self {
            state: state(members)?,
            existing: members.read("existing", "a resource of the target, as an object", resource)?,
            target_users: members
                .read("targetUsers", "an array of resources of the target", resources)?
                .unwrap_or_default(),
            ..Self::default()
        };
        if let Some(references) = members.members("references")? {
            for (attribute, reference) in references.each() {
                let reference = reference?;
                facts.references.push(Reference {
                    attribute: attribute.to_owned(),
                    in_scope: reference.flag("inScope")?,
                    target_id: reference.owned_text("targetId")?,
                });
            }
        }
        if let Some(changes) = members.members("changes")? {
            let list = |name| Ok::<_, Box<Diagnostic>>(changes.texts(name)?.unwrap_or_default());
            facts.members = Some((list("membersAdded")?, list("membersRemoved")?));
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

fn state(members: &Members<'_>) -> Outcome<State> {
    const NAMES: [&str; 5] =
        ["assigned", "softDeleted", "hardDeleted", "previouslyProvisioned", "ruleDeleted"];
    let usual = State::default();
    let Some(state) = members.members("state")? else { return Ok(usual) };
    if let Some(other) = state.object().keys().find(|name| !NAMES.contains(&name.as_str())) {
        let found = state.wrong(other, format!("a state has no member `{other}`"));
        return Err(Box::new(found.help(format!("it may have {}", NAMES.join(", ")))));
    }
    let read = |name, usual| Ok::<_, Box<Diagnostic>>(state.flag(name)?.unwrap_or(usual));
    Ok(State {
        assigned: read("assigned", usual.assigned)?,
        soft_deleted: read("softDeleted", usual.soft_deleted)?,
        hard_deleted: read("hardDeleted", usual.hard_deleted)?,
        previously_provisioned: read("previouslyProvisioned", usual.previously_provisioned)?,
        rule_deleted: read("ruleDeleted", usual.rule_deleted)?,
    })
}
