//! A profile as a document: the members in their order, without those that say what is usual anyway.
//!
//! Written by hand where a member depends on another: a constant without text has a `source`, a mapping of type none
//! has not; a scope that is stated is written even if it is empty.

use super::{Apply, FlowBehavior, FlowType, Mapping, MappingType, ObjectType, Profile};
use crate::place::ScopeList;
use serde::ser::{Serialize, SerializeStruct, Serializer};

impl Serialize for Profile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_struct("Profile", 11)?;
        members.serialize_field("attrflow", &self.attrflow)?;
        if let Some(name) = &self.name {
            members.serialize_field("name", name)?;
        }
        if let Some(description) = &self.description {
            members.serialize_field("description", description)?;
        }
        members.serialize_field("source", &self.source)?;
        members.serialize_field("target", &self.target)?;
        if self.stated.object || self.object != ObjectType::User {
            members.serialize_field("object", &self.object)?;
        }
        if self.settings.says_anything() {
            members.serialize_field("settings", &self.settings)?;
        }
        for (list, filters) in [(ScopeList::Scope, &self.scope), (ScopeList::InputScope, &self.input_scope)] {
            if self.has_filters(list) {
                members.serialize_field(list.name(), filters)?;
            }
        }
        members.serialize_field("mappings", &self.mappings)?;
        if !self.attributes.is_empty() {
            members.serialize_field("attributes", &self.attributes)?;
        }
        members.end()
    }
}

impl Serialize for Mapping {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_struct("Mapping", 10)?;
        members.serialize_field("type", &self.kind)?;
        if self.kind != MappingType::None || !self.source.is_empty() {
            members.serialize_field("source", &self.source)?;
        }
        members.serialize_field("target", &self.target)?;
        if let Some(default) = &self.default {
            members.serialize_field("default", default)?;
        }
        if self.apply != Apply::Always {
            members.serialize_field("apply", &self.apply)?;
        }
        if self.flow_type != FlowType::Always {
            members.serialize_field("flowType", &self.flow_type)?;
        }
        if let Some(precedence) = &self.matching {
            members.serialize_field("match", precedence)?;
        }
        if self.flow_behavior != FlowBehavior::FlowWhenChanged {
            members.serialize_field("flowBehavior", &self.flow_behavior)?;
        }
        if self.required {
            members.serialize_field("required", &self.required)?;
        }
        if let Some(note) = &self.note {
            members.serialize_field("note", note)?;
        }
        members.end()
    }
}
