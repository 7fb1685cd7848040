//! Rules and the object mappings in them.

use super::attribute_mapping::AttributeMapping;
use super::reader::{Members, Reader};
use super::scope::Scope;
use crate::diagnostic::Code;
use crate::json;
use crate::systems::Actions;
use serde_json::Value as Json;

/// From which directory to which (Graph: synchronizationRule).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// What `provisionOnDemand` calls `ruleId`; the same for every tenant.
    pub id: Option<String>,
    /// The name, such as `USER_OUTBOUND_USER`.
    pub name: Option<String>,
    /// Which rule goes first.
    pub priority: Option<i64>,
    /// Whether it may be edited.
    pub editable: bool,
    /// The name of a directory.
    pub source_directory_name: String,
    /// The name of a directory.
    pub target_directory_name: String,
    /// The mappings of users, of groups, and of what is internal to the service.
    pub object_mappings: Vec<ObjectMapping>,
    /// Further properties.
    pub metadata: Vec<Property>,
    pub(super) at: usize,
}

/// From which kind of object to which (Graph: objectMapping).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ObjectMapping {
    /// The name people see.
    pub name: Option<String>,
    /// Whether it is switched on.
    pub enabled: bool,
    /// The target object actions.
    pub actions: Actions,
    /// The kind of object it reads; empty in mappings that are internal to the service.
    pub source_object_name: String,
    /// The kind of object it writes.
    pub target_object_name: String,
    /// The attribute mappings that could be read.
    pub attribute_mappings: Vec<AttributeMapping>,
    /// Which objects it is for.
    pub scope: Scope,
    /// Further properties.
    pub metadata: Vec<Property>,
    pub(super) at: usize,
}

/// A further property of a part of the document. The value is often JSON in a text, sometimes not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Property {
    /// The name.
    pub key: String,
    /// The value as it stands.
    pub value: String,
}

impl Rule {
    pub(super) fn read(reader: &mut Reader, members: &Members, at: usize) -> Option<Self> {
        if members.is_empty() {
            reader.odd("an empty rule");
            return None;
        }
        for (filter, list) in [("containerFilter", "includedContainers"), ("groupFilter", "includedGroups")] {
            let included = members.get(filter).and_then(|filter| filter.get(list)).and_then(Json::as_array);
            if included.is_some_and(|included| !included.is_empty()) {
                let message =
                    format!("`{filter}` narrows down whom cloud sync reads; it is not applied here");
                reader.at_member(filter, |reader| reader.report(Code::NotApplied, message));
            }
        }
        let mappings = reader.each(members, "objectMappings", ObjectMapping::read);
        let mut text = |name| reader.text(members, name);
        Some(Self {
            id: text("id"),
            name: text("name"),
            source_directory_name: text("sourceDirectoryName").unwrap_or_default(),
            target_directory_name: text("targetDirectoryName").unwrap_or_default(),
            priority: reader.integer(members, "priority"),
            editable: reader.flag(members, "editable").unwrap_or(true),
            object_mappings: mappings,
            metadata: Property::all(reader, members),
            at,
        })
    }
}

impl ObjectMapping {
    fn read(reader: &mut Reader, members: &Members, at: usize) -> Option<Self> {
        if members.is_empty() {
            reader.odd("an empty object mapping");
            return None;
        }
        let attribute_mappings = reader.each(members, "attributeMappings", AttributeMapping::read);
        let scope = members.get("scope").filter(|scope| !scope.is_null());
        // What is no object is told before what the mapping says of itself, and what stands in it after that.
        let scope = scope.and_then(|scope| reader.at_member("scope", |reader| reader.object(scope)));
        Some(Self {
            name: reader.text(members, "name").filter(|name| !name.is_empty()),
            // Hand-made documents leave it out, and mean a mapping that runs.
            enabled: reader.flag(members, "enabled").unwrap_or(true),
            actions: actions(reader, members),
            source_object_name: reader.text(members, "sourceObjectName").unwrap_or_default(),
            target_object_name: reader.text(members, "targetObjectName").unwrap_or_default(),
            attribute_mappings,
            scope: scope
                .map(|scope| reader.at_member("scope", |reader| Scope::read(reader, scope)))
                .unwrap_or_default(),
            metadata: Property::all(reader, members),
            at,
        })
    }

    /// Whether it is internal to the service, and nothing an admin sees.
    pub fn is_internal(&self) -> bool {
        let off =
            property(&self.metadata, "Unsynchronized").is_some_and(|text| text.eq_ignore_ascii_case("true"));
        off || self.source_object_name.is_empty()
    }

    /// Whether it maps groups. Targets name their kinds of object by URN: `urn:…:core:2.0:Group`.
    pub fn is_of_groups(&self) -> bool {
        let group =
            |name: &str| name.rsplit(':').next().is_some_and(|name| name.eq_ignore_ascii_case("group"));
        group(&self.source_object_name) || group(&self.target_object_name)
    }
}

const ALL_ACTIONS: Actions = Actions { create: true, update: true, delete: true };
const NO_ACTION: Actions = Actions { create: false, update: false, delete: false };

/// The actions by their names in documents (Graph: objectFlowTypes, a set of flags). Disabling is an update.
pub(super) const FLOW_TYPES: [(&str, Actions); 3] = [
    ("Add", Actions { create: true, ..NO_ACTION }),
    ("Update", Actions { update: true, ..NO_ACTION }),
    ("Delete", Actions { delete: true, ..NO_ACTION }),
];

fn both(one: Actions, other: Actions) -> Actions {
    Actions {
        create: one.create || other.create,
        update: one.update || other.update,
        delete: one.delete || other.delete,
    }
}

/// The names of actions in documents, put together with `comma`.
pub(super) fn flow_types(actions: Actions, comma: &str) -> String {
    let names: Vec<&str> = FLOW_TYPES
        .into_iter()
        .filter(|(_, action)| both(actions, *action) == actions)
        .map(|(name, _)| name)
        .collect();
    if names.is_empty() { "None".to_owned() } else { names.join(comma) }
}

/// Reads `flowTypes`: names in any letter case and with any blanks, or the number of the flags.
fn actions(reader: &mut Reader, members: &Members) -> Actions {
    let name = "flowTypes";
    match members.get(name) {
        None | Some(Json::Null) => ALL_ACTIONS,
        Some(Json::Number(number)) if number.as_u64().is_some_and(|flags| flags < 8) => {
            let flags = number.as_u64().unwrap_or_default();
            Actions { create: flags & 1 != 0, update: flags & 2 != 0, delete: flags & 4 != 0 }
        }
        Some(Json::String(text)) => {
            let mut actions = NO_ACTION;
            for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
                let known = FLOW_TYPES.iter().find(|(known, _)| known.eq_ignore_ascii_case(word));
                if let Some((_, action)) = known {
                    actions = both(actions, *action);
                } else if !word.eq_ignore_ascii_case("none") {
                    let word = crate::value::clip(word);
                    reader.odd_member(name, format!("`{word}` is none of the actions Add, Update, Delete"));
                }
            }
            actions
        }
        Some(other) => {
            let message = format!("the actions are {}", crate::value::clip(&json::text(other)));
            reader.odd_member(name, message);
            ALL_ACTIONS
        }
    }
}

impl Property {
    pub(super) fn all(reader: &mut Reader, members: &Members) -> Vec<Self> {
        reader.each(members, "metadata", |reader, members, _| {
            let key = reader.text(members, "key")?;
            let value = reader.text(members, "value").unwrap_or_default();
            Some(Self { key, value })
        })
    }
}

/// A further property, without the quotation marks of those that are JSON in a text.
pub(super) fn property<'p>(all: &'p [Property], key: &str) -> Option<&'p str> {
    let found = all.iter().find(|property| property.key.eq_ignore_ascii_case(key))?;
    let text = found.value.trim();
    Some(text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text))
}
