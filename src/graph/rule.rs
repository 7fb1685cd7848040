//! Rules and the object mappings in them.

use super::mapping::AttributeMapping;
use super::read::Reader;
use super::scope::Scope;
use crate::diagnostic::{Code, Diagnostic};
use crate::json;
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// From which directory to which (Graph: synchronizationRule).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// What `provisionOnDemand` calls `ruleId`; the same for every tenant.
    #[serde(skip_serializing_if = "Option::is_none")]
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
    #[serde(skip)]
    pub(super) at: usize,
}

/// Which actions an object mapping allows (Graph: objectFlowTypes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FlowTypes {
    /// New objects.
    pub add: bool,
    /// Changes, disabling included.
    pub update: bool,
    /// Deletions.
    pub delete: bool,
}

/// From which kind of object to which (Graph: objectMapping).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ObjectMapping {
    /// The name people see.
    pub name: Option<String>,
    /// Whether it is switched on.
    pub enabled: bool,
    /// The target object actions.
    pub flow_types: FlowTypes,
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
    #[serde(skip)]
    pub(super) at: usize,
}

/// A further property of a part of the document. The value is often JSON in a text, sometimes not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Property {
    /// The name.
    pub key: String,
    /// The value as it stands.
    pub value: String,
}

impl Rule {
    pub(super) fn read(
        reader: &mut Reader,
        members: &Map<String, Json>,
        pointer: &str,
        at: usize,
    ) -> Option<Self> {
        if members.is_empty() {
            reader.odd(pointer, "an empty rule".to_owned());
            return None;
        }
        for (filter, list) in [("containerFilter", "includedContainers"), ("groupFilter", "includedGroups")] {
            let included = members.get(filter).and_then(|filter| filter.get(list)).and_then(Json::as_array);
            if included.is_some_and(|included| !included.is_empty()) {
                let message =
                    format!("`{filter}` narrows down whom cloud sync reads; it is not applied here");
                let found = Diagnostic::new(Code::NotApplied, message);
                reader.report(found.within(format!("{pointer}/{filter}")));
            }
        }
        let mappings = reader.each(members, "objectMappings", pointer, ObjectMapping::read);
        let mut text = |name| reader.text(members, name, pointer);
        Some(Self {
            id: text("id"),
            name: text("name"),
            source_directory_name: text("sourceDirectoryName").unwrap_or_default(),
            target_directory_name: text("targetDirectoryName").unwrap_or_default(),
            priority: reader.integer(members, "priority", pointer),
            editable: reader.flag(members, "editable", pointer).unwrap_or(true),
            object_mappings: mappings,
            metadata: Property::all(reader, members, pointer),
            at,
        })
    }
}

impl ObjectMapping {
    fn read(reader: &mut Reader, members: &Map<String, Json>, pointer: &str, at: usize) -> Option<Self> {
        if members.is_empty() {
            reader.odd(pointer, "an empty object mapping".to_owned());
            return None;
        }
        let attribute_mappings = reader.each(members, "attributeMappings", pointer, AttributeMapping::read);
        let inner = format!("{pointer}/scope");
        let scope = members.get("scope").filter(|scope| !scope.is_null());
        let scope = scope.and_then(|scope| reader.object(scope, &inner));
        Some(Self {
            name: reader.text(members, "name", pointer).filter(|name| !name.is_empty()),
            enabled: reader.flag(members, "enabled", pointer).unwrap_or(true),
            flow_types: FlowTypes::read(reader, members, pointer),
            source_object_name: reader.text(members, "sourceObjectName", pointer).unwrap_or_default(),
            target_object_name: reader.text(members, "targetObjectName", pointer).unwrap_or_default(),
            attribute_mappings,
            scope: scope.map(|scope| Scope::read(reader, scope, &inner)).unwrap_or_default(),
            metadata: Property::all(reader, members, pointer),
            at,
        })
    }

    /// Whether it is internal to the service, and nothing an admin sees.
    pub fn is_internal(&self) -> bool {
        let off =
            property(&self.metadata, "Unsynchronized").is_some_and(|text| text.eq_ignore_ascii_case("true"));
        off || self.source_object_name.is_empty()
    }

    /// Whether it maps groups.
    pub fn is_of_groups(&self) -> bool {
        let group =
            |name: &str| name.rsplit(':').next().is_some_and(|name| name.eq_ignore_ascii_case("group"));
        group(&self.source_object_name) || group(&self.target_object_name)
    }
}

impl Default for FlowTypes {
    /// All of them.
    fn default() -> Self {
        Self { add: true, update: true, delete: true }
    }
}

impl FlowTypes {
    /// Each with its name in documents, its bit, and our word.
    pub(super) const ALL: [(&'static str, u64, &'static str); 3] =
        [("Add", 1, "create"), ("Update", 2, "update"), ("Delete", 4, "delete")];

    fn read(reader: &mut Reader, members: &Map<String, Json>, pointer: &str) -> Self {
        let mut bits = 0;
        match members.get("flowTypes") {
            None | Some(Json::Null) => return Self::default(),
            Some(Json::Number(number)) if number.as_u64().is_some_and(|bits| bits < 8) => {
                bits = number.as_u64().unwrap_or_default();
            }
            Some(Json::String(text)) => {
                for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
                    match Self::ALL.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name)) {
                        Some((_, bit, _)) => bits |= bit,
                        None if name.eq_ignore_ascii_case("none") => {}
                        None => {
                            let name = crate::value::clip(name);
                            let message = format!("`{name}` is none of the actions Add, Update, Delete");
                            reader.odd(&format!("{pointer}/flowTypes"), message);
                        }
                    }
                }
            }
            Some(other) => {
                let message = format!("the actions are {}", crate::value::clip(&json::text(other)));
                reader.odd(&format!("{pointer}/flowTypes"), message);
                return Self::default();
            }
        }
        Self { add: bits & 1 != 0, update: bits & 2 != 0, delete: bits & 4 != 0 }
    }

    /// Our words for them.
    pub(super) fn actions(self) -> Vec<&'static str> {
        let flags = [self.add, self.update, self.delete];
        Self::ALL.iter().zip(flags).filter(|(_, on)| *on).map(|((.., word), _)| *word).collect()
    }
}

impl Property {
    pub(super) fn all(reader: &mut Reader, members: &Map<String, Json>, pointer: &str) -> Vec<Self> {
        reader.each(members, "metadata", pointer, |reader, members, pointer, _| {
            let key = reader.text(members, "key", pointer)?;
            let value = reader.text(members, "value", pointer).unwrap_or_default();
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
