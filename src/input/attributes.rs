//! A user under the names that mappings read.

use crate::json;
use crate::language::Slots;

use crate::source::{Import, Reader};
use crate::systems::{AttributeType, Source};
use serde_json::{Map, Value as Json};

/// Reads all attributes of users of a system, with what its service computes.
pub(super) struct Attributes {
    reader: Reader,
    import: Import,
    system: &'static Source,
}

impl Attributes {
    pub(super) fn of(system: &'static Source) -> Self {
        let mut slots = Slots::default();
        for attribute in system.attributes() {
            slots.bind(&attribute.name);
        }
        let import = Import::of(system, &mut slots);
        Self { reader: Reader::of(system, slots.names()), import, system }
    }

    /// The attributes that the user has.
    pub(super) fn values(&self, user: &str) -> Map<String, Json> {
        let mut values = Map::new();
        let Ok(mut row) = self.reader.read(user) else { return values };
        self.import.apply(&mut row);
        for (name, value) in self.reader.names().iter().zip(&row) {
            if value.is_null() {
                continue;
            }
            let value = value.to_json();
            let reference =
                self.system.attribute(name).is_some_and(|known| known.kind == AttributeType::Reference);
            // Of another object mappings see the identifier.
            let value = match value.get("id").filter(|_| reference) {
                Some(id) => id.clone(),
                None => value,
            };
            values.insert(name.clone(), value);
        }
        if let Ok(Json::Object(user)) = json::parse(user) {
            self.own(&user, &mut values);
        }
        values
    }

    /// Adds what the tenant has besides: attributes that no list has.
    fn own(&self, user: &Map<String, Json>, values: &mut Map<String, Json>) {
        // A table has no holders.
        if !self.system.holders.iter().any(|(holder, _)| user.contains_key(*holder)) {
            for (name, value) in
                user.iter().filter(|(name, _)| self.attribute(name).is_none() && !name.contains('@'))
            {
                if !matches!(value, Json::Null | Json::Object(_)) {
                    values.entry(name.as_str()).or_insert_with(|| value.clone());
                }
            }
        }
        for (holder, prefix) in self.system.holders {
            let held = user.get(*holder).and_then(Json::as_object).into_iter().flatten();
            for (name, value) in held.filter(|(_, value)| !value.is_null()) {
                values.entry(format!("{prefix}{name}")).or_insert_with(|| value.clone());
            }
        }
    }

    /// The attribute that a member of a user's JSON holds, or is the way to.
    pub(super) fn attribute(&self, member: &str) -> Option<&'static str> {
        let held = self
            .system
            .holders
            .iter()
            .find_map(|(holder, _)| member.strip_prefix(holder).and_then(|rest| rest.strip_prefix('.')));
        if let Some(attribute) = self.system.attribute(held.unwrap_or(member)) {
            return Some(&attribute.name);
        }
        let mut ways = self.system.attributes().iter().filter_map(|attribute| {
            let path = self.system.path(&attribute.name)?;
            let head = path.split(['.', '[']).next().unwrap_or_default();
            (head == member).then_some(&*attribute.name)
        });
        ways.next()
    }
}
