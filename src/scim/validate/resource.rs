//! A resource as the body of a create or replacement: `schemas`, attributes, extensions.

use super::body_path::is_urn;
use super::types::shown;
use super::{BodyPath, Known, Validator};
use crate::diagnostic::{Code, nearest};
use crate::scim::patch::PATCH_URN;
use crate::scim::schema::{Attribute, Schema};
use crate::scim::value::member;
use crate::scim::{Mode, parse_path};
use serde_json::{Map, Value};

impl<'v> Validator<'v> {
    /// Checks `schemas`, and gives the URNs in it.
    pub(super) fn listed<'b>(&mut self, body: &'b Map<String, Value>, root: &BodyPath<'_>) -> Vec<&'b str> {
        let place = root.member("schemas");
        let needed = self.needed();
        let example = ["write \"schemas\": [\"", &needed, "\"]"].concat();
        let list = match member(body, "schemas") {
            None => {
                self.add(Code::SchemasMissing, &place, "`schemas` is missing".to_owned(), &example);
                return Vec::new();
            }
            Some(Value::Null) => {
                self.null(&place);
                self.add(Code::SchemasMissing, &place, "`schemas` is null".to_owned(), &example);
                return Vec::new();
            }
            Some(Value::Array(list)) => list,
            Some(other) => {
                let message = format!("`schemas` is an array of URNs, not {}", shown(other));
                self.add(Code::SchemasType, &place, message, &example);
                return other.as_str().into_iter().collect();
            }
        };
        let mut urns: Vec<&str> = Vec::new();
        for (index, value) in list.iter().enumerate() {
            let place = place.element(index);
            let Some(urn) = value.as_str() else {
                let message = format!("`{}` is a URN as text, not {}", place.path(), shown(value));
                self.add(Code::TypeMismatch, &place, message, "");
                continue;
            };
            if self.rules.suggestions {
                self.listed_well(&urns, urn, &place);
            }
            urns.push(urn);
        }
        if !urns.iter().any(|urn| self.is_needed(urn)) {
            let message = format!("`schemas` does not list `{needed}`");
            let help = match urns.iter().find(|urn| urn.starts_with("urn:scim:schemas:core:1.")) {
                Some(_) => ["that is a URN of SCIM 1.1; ", &example].concat(),
                None => example,
            };
            self.add(Code::SchemasWrongUrn, &place, message, &help);
        }
        urns
    }

    /// What is to be said of one more URN.
    fn listed_well(&mut self, earlier: &[&str], urn: &str, place: &BodyPath<'_>) {
        if self.is_full() {
            return;
        }
        if earlier.len() < 100 && earlier.iter().any(|known| known.eq_ignore_ascii_case(urn)) {
            let message = format!("`schemas` lists `{urn}` twice");
            self.add(Code::DuplicateValue, place, message, "remove one of them");
        } else if !self.is_needed(urn) && self.schemas.schema(urn).is_none() {
            let near = nearest(urn, self.schemas.iter().map(|schema| schema.id.as_str()));
            let help = near.map(|near| format!("did you mean {near}?")).unwrap_or_default();
            self.add(Code::SchemaUnknown, place, format!("the target has no schema `{urn}`"), &help);
        }
    }

    /// The URN that the body must list.
    fn needed(&self) -> String {
        if self.method == super::Method::Patch {
            return PATCH_URN.to_owned();
        }
        self.base(&[]).map(|schema| schema.id.clone()).unwrap_or_default()
    }

    fn is_needed(&self, urn: &str) -> bool {
        match self.method {
            super::Method::Patch => urn.eq_ignore_ascii_case(PATCH_URN),
            _ => self.schemas.schema(urn).is_some_and(|schema| self.schemas.is_base_urn(&schema.id)),
        }
    }

    /// The schema of the resource itself: the one that `schemas` names, else that of users, else the first.
    pub(super) fn base(&self, listed: &[&str]) -> Option<&'v Schema> {
        let schemas = self.schemas;
        let all = || schemas.iter().filter(|schema| schemas.is_base_urn(&schema.id));
        let named = all().find(|schema| listed.iter().any(|urn| urn.eq_ignore_ascii_case(&schema.id)));
        let user = |schema: &&Schema| schema.id.rsplit(':').next() == Some("User");
        named.or_else(|| all().find(user)).or_else(|| all().next())
    }

    /// Checks the members of a resource. `listed` is what its `schemas` lists, if it has to.
    pub(super) fn members(
        &mut self,
        members: &Map<String, Value>,
        base: Option<&'v Schema>,
        root: &BodyPath<'_>,
        listed: Option<&[&str]>,
    ) {
        let mut seen: Vec<*const Attribute> = Vec::new();
        for (name, value) in members {
            let place = root.member(name);
            if name.eq_ignore_ascii_case("schemas") {
                continue;
            }
            if is_urn(name) {
                self.extension(name, value, &place, listed);
                continue;
            }
            let Some(attribute) = base.and_then(|base| self.schemas.find(Some(&base.id), name, None)) else {
                self.unknown(name, &place);
                continue;
            };
            self.once(&mut seen, attribute, &place);
            let known = Known { urn: None, name: &attribute.name, sub: None, attribute };
            self.attribute(&known, value, &place);
        }
    }

    /// Notes a name that was there already in another letter case.
    pub(super) fn once(
        &mut self,
        seen: &mut Vec<*const Attribute>,
        attribute: &Attribute,
        place: &BodyPath<'_>,
    ) {
        if seen.contains(&std::ptr::from_ref(attribute)) {
            let message = format!("`{}` is there twice, in different letter case", attribute.name);
            self.add(Code::DuplicateMember, place, message, "remove one of them; names have no letter case");
        } else {
            seen.push(attribute);
        }
    }

    fn unknown(&mut self, name: &str, place: &BodyPath<'_>) {
        if self.is_full() {
            return;
        }
        // `name.givenName` as a member: a path where a name belongs.
        let path = parse_path(name, Mode::Lenient).ok();
        let nested =
            path.as_ref().filter(|path| path.sub.is_some() && self.schemas.attribute(path).is_some());
        let help = match (nested, path.as_ref().and_then(|path| self.schemas.nearest(path))) {
            (Some(_), _) => "write the parts as objects in one another; a dot is for paths only".to_owned(),
            (None, Some(near)) => format!("did you mean {near}?"),
            (None, None) => "remove it; the target may refuse it or drop it without a word".to_owned(),
        };
        let message = format!("the target has no attribute `{}`", crate::value::clip(name));
        self.add(Code::AttributeUnknown, place, message, &help);
    }

    /// Checks an extension's object.
    fn extension(&mut self, urn: &str, value: &Value, place: &BodyPath<'_>, listed: Option<&[&str]>) {
        let schema = self.schemas.schema(urn).filter(|schema| !self.schemas.is_base_urn(&schema.id));
        let Some(schema) = schema else {
            if self.is_full() {
                return;
            }
            let help = if self.schemas.is_base_urn(urn) {
                "write its attributes into the resource itself".to_owned()
            } else if let Some((_, name)) = self.inside(urn) {
                format!("write `{name}` as a member of the extension's object")
            } else {
                nearest(urn, self.schemas.iter().map(|schema| schema.id.as_str()))
                    .map(|near| format!("did you mean {near}?"))
                    .unwrap_or_default()
            };
            let message = format!("the target has no extension `{}`", crate::value::clip(urn));
            return self.add(Code::ExtensionUnknown, place, message, &help);
        };
        if listed.is_some_and(|listed| !listed.iter().any(|known| known.eq_ignore_ascii_case(urn))) {
            let message = format!("`schemas` does not list the extension `{urn}`");
            self.add(Code::ExtensionUndeclared, place, message, "add its URN to `schemas`");
        }
        let members = match value {
            Value::Object(members) => members,
            Value::Null => return self.null(place),
            other => {
                let message = format!("the extension `{urn}` is an object, not {}", shown(other));
                return self.add(Code::TypeMismatch, place, message, "write its attributes in { … }");
            }
        };
        self.extension_members(schema, members, place);
    }

    /// Checks the attributes of an extension.
    pub(super) fn extension_members(
        &mut self,
        schema: &Schema,
        members: &Map<String, Value>,
        place: &BodyPath<'_>,
    ) {
        let mut seen = Vec::new();
        for (name, value) in members {
            let place = place.member(name);
            let Some(attribute) = schema.attribute(name) else {
                let code = self.rules.unknown_in_extension;
                let near = if self.is_full() {
                    None
                } else {
                    nearest(name, schema.attributes.iter().map(|known| known.name.as_str()))
                };
                let help = near.map(|near| format!("did you mean {near}?")).unwrap_or_default();
                let message = format!("the extension has no attribute `{}`", crate::value::clip(name));
                self.add(code, &place, message, &help);
                continue;
            };
            self.once(&mut seen, attribute, &place);
            let known = Known { urn: Some(&schema.id), name: &attribute.name, sub: None, attribute };
            self.attribute(&known, value, &place);
        }
    }

    /// The extension and attribute of a member such as `urn:…:enterprise:2.0:User:department`.
    fn inside<'n>(&self, urn: &'n str) -> Option<(&'v Schema, &'n str)> {
        let (urn, name) = urn.rsplit_once(':')?;
        Some((self.schemas.schema(urn)?, name))
    }

    /// Notes required attributes that have no value.
    pub(super) fn required(&mut self, members: &Map<String, Value>, base: Option<&Schema>) {
        let required = base.into_iter().flat_map(|base| &base.attributes);
        for attribute in required.filter(|attribute| attribute.required && attribute.name != "schemas") {
            let value = member(members, &attribute.name);
            let empty = match value {
                None | Some(Value::Null) => true,
                Some(Value::String(text)) => text.trim().is_empty(),
                Some(_) => false,
            };
            if empty {
                let what = if value.is_none() { "missing" } else { "empty" };
                let message = format!("the required attribute `{}` is {what}", attribute.name);
                let place = BodyPath::ROOT.member(&attribute.name);
                self.add(self.rules.missing, &place, message, "give it a value");
            }
        }
    }
}
