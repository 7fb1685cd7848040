//! Values of attributes: single and multi-valued, simple and complex.

use super::types::wanted;
use super::{BodyPath, Known, Validator};
use crate::diagnostic::Code;
use crate::scim::schema::{Attribute, AttributeType, Mutability, default_part};
use crate::scim::value::{is_empty, member};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

impl Validator<'_> {
    /// Checks the value of an attribute, or of a part of one.
    pub(super) fn attribute(&mut self, known: &Known<'_>, value: &Value, place: &BodyPath<'_>) {
        let attribute = known.attribute;
        if attribute.mutability == Mutability::ReadOnly {
            let message = format!("`{}` is read-only: the target sets it itself", place.path());
            return self.add(Code::ReadonlyIgnored, place, message, "leave it out; the target ignores it");
        }
        (self.rules.attribute)(self, known, place);
        match (attribute.multi_valued, value) {
            (_, Value::Null) => self.null(place),
            (true, Value::Array(list)) => self.list(known, list, place),
            (true, other) => self.mismatch(attribute, "an array", other, place),
            (false, other) => self.single(known, other, place),
        }
    }

    /// Notes a null.
    pub(super) fn null(&mut self, place: &BodyPath<'_>) {
        let message = format!("`{}` is null, which is the same as no value", place.path());
        self.add(Code::NullValue, place, message, "leave the member out");
    }

    /// Checks a value that is no list.
    pub(super) fn single(&mut self, known: &Known<'_>, value: &Value, place: &BodyPath<'_>) {
        let attribute = known.attribute;
        match value {
            Value::Object(members) if attribute.kind == AttributeType::Complex => {
                self.parts(known, members, place)
            }
            other if attribute.kind == AttributeType::Complex => {
                self.mismatch(attribute, wanted(attribute.kind), other, place)
            }
            other => drop(self.scalar(known, other, place)),
        }
    }

    /// Checks the parts of a complex value.
    fn parts(&mut self, known: &Known<'_>, members: &Map<String, Value>, place: &BodyPath<'_>) {
        let attribute = known.attribute;
        let mut seen = Vec::new();
        for (name, value) in members {
            let place = place.member(name);
            match attribute.sub(name) {
                Some(part) => {
                    self.once(&mut seen, part, &place);
                    self.attribute(
                        &Known { sub: Some(&part.name), attribute: part, ..*known },
                        value,
                        &place,
                    );
                }
                // Every multi-valued attribute may have these (RFC 7643 section 2.4).
                None => match default_part(name).filter(|_| attribute.multi_valued) {
                    Some(part) => {
                        let known = Known { sub: Some(&part.name), attribute: &part, ..*known };
                        self.attribute(&known, value, &place);
                    }
                    None => self.unknown_part(attribute, name, &place),
                },
            }
        }
    }

    fn unknown_part(&mut self, attribute: &Attribute, name: &str, place: &BodyPath<'_>) {
        if self.is_full() {
            return;
        }
        let parts = attribute.sub_attributes.iter().map(|part| part.name.as_str());
        let help = match crate::diagnostic::nearest(name, parts.clone()) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("it has {}", parts.collect::<Vec<_>>().join(", ")),
        };
        let message = format!("`{}` has no part `{}`", attribute.name, crate::value::clip(name));
        self.add(self.rules.unknown_part, place, message, &help);
    }

    /// Checks the elements of a multi-valued attribute.
    pub(super) fn list(&mut self, known: &Known<'_>, list: &[Value], place: &BodyPath<'_>) {
        let mut primary = false;
        let mut values = BTreeSet::new();
        for (index, value) in list.iter().enumerate() {
            let place = place.element(index);
            if value.is_null() {
                self.null(&place);
                continue;
            }
            self.element(known, value, &place);
            if is_primary(value) {
                if primary {
                    let message = format!("more than one element of `{}` is primary", known.name);
                    let place = place.member("primary");
                    self.add(Code::MultiplePrimary, &place, message, "make one of them primary at most");
                }
                primary = true;
            }
            if self.rules.suggestions
                && let Some(identity) = identity(value)
                && !values.insert(identity)
            {
                let message = format!("another element of `{}` has the same type and value", known.name);
                self.add(Code::DuplicateValue, &place, message, "remove one of them");
            }
        }
    }

    /// Checks one element.
    pub(super) fn element(&mut self, known: &Known<'_>, value: &Value, place: &BodyPath<'_>) {
        self.single(known, value, place);
        if let Value::Object(parts) = value
            && known.attribute.sub("value").is_some()
            && member(parts, "value").is_none_or(is_empty)
        {
            let message = format!("`{}` has no `value`", place.path());
            self.add(Code::ValueMissing, place, message, "give it a value, or leave the element out");
        }
    }
}

fn is_primary(element: &Value) -> bool {
    let primary = element.as_object().and_then(|parts| member(parts, "primary"));
    match primary {
        Some(Value::Bool(primary)) => *primary,
        Some(Value::String(text)) => text.eq_ignore_ascii_case("true"),
        _ => false,
    }
}

/// What makes an element the same as another: type and value.
fn identity(element: &Value) -> Option<String> {
    let Value::Object(parts) = element else { return Some(crate::json::text(element)) };
    let value = member(parts, "value")?.as_str()?;
    let kind = member(parts, "type").and_then(Value::as_str).unwrap_or_default();
    Some([&kind.to_ascii_lowercase(), "\n", value].concat())
}
