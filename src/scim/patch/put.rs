//! `add` and `replace`.

use super::types::{is_part_of, one_primary, without_nulls};
use super::{Op, Patcher, check_mutability, list_schema, refuse};
use crate::diagnostic::{Code, Outcome};
use crate::scim::Mode;
use crate::scim::matches::element_fits;
use crate::scim::path::Path;
use crate::scim::schema::{Attribute, AttributeType, Mutability, sub_name};
use crate::scim::value::{elements, is_empty, member};
use crate::scim::write::{entry, in_list, in_object, in_slot};
use serde_json::{Map, Value};

impl Patcher<'_> {
    /// Adds to or replaces what the path names.
    pub(super) fn put(
        &self,
        resource: &mut Map<String, Value>,
        op: Op,
        path: &Path,
        value: Value,
    ) -> Outcome<()> {
        if path.is_schema() {
            return self.members(resource, op, path.urn.as_deref(), Some(&value));
        }
        if value.is_null() || value.is_array() && is_empty(&value) {
            // null and the empty list are no value (RFC 7643 section 2.5)
            return if op == Op::Add { Ok(()) } else { self.remove(resource, path, None) };
        }
        let head = self.schemas.head(path);
        let value = match (&path.sub, head) {
            (Some(sub), Some(head)) => match head.sub(sub) {
                Some(sub) => self.typed(value, Some(sub))?,
                None => self.typed_sub(value, head, sub)?,
            },
            _ => self.typed(self.unpacked(value, head), head)?,
        };
        in_slot(resource, path, self.schemas, |slot| {
            // only what may not change is looked at again
            let guarded = head.filter(|head| head.required || head.mutability != Mutability::ReadWrite);
            let before = guarded.map(|_| slot.clone()).unwrap_or_default();
            let listed = head.map_or(slot.is_array() || value.is_array(), |head| head.multi_valued);
            match (&path.filter, &path.sub) {
                (Some(_), _) => self.put_fitting(slot, op, path, value, head)?,
                (None, Some(sub)) if listed => in_list(slot, |list| {
                    if list.is_empty() {
                        list.push(Value::Object(Map::new()));
                    }
                    list.iter_mut().try_for_each(|element| set_part(element, sub, value.clone(), head))
                })?,
                (None, Some(sub)) => set_part(slot, sub, value, head)?,
                (None, None) if listed => self.put_list(slot, op, value, head),
                (None, None) => self.put_single(slot, value, head)?,
            }
            self.check_change(guarded, &before, slot)
        })?;
        if let Some(urn) = path.urn.as_deref().filter(|urn| !self.schemas.is_base_urn(urn)) {
            list_schema(resource, self.schemas.schema(urn).map_or(urn, |schema| &schema.id));
        }
        Ok(())
    }

    /// A whole multi-valued attribute.
    fn put_list(&self, slot: &mut Value, op: Op, value: Value, head: Option<&Attribute>) {
        let fresh = self.elements(value, head);
        in_list(slot, |list| {
            if op == Op::Replace {
                list.clear();
            }
            let mut touched = Vec::new();
            for element in fresh {
                if !list.iter().any(|known| is_part_of(&element, known)) {
                    touched.push(list.len());
                    list.push(element);
                }
            }
            one_primary(list, &touched);
        });
    }

    /// A whole single-valued attribute; of a complex one the given parts (RFC 7644 sections 3.5.2.1
    /// and 3.5.2.3).
    fn put_single(&self, slot: &mut Value, value: Value, head: Option<&Attribute>) -> Outcome<()> {
        let complex = head.map_or(value.is_object(), |head| head.kind == AttributeType::Complex);
        // Entra's documentation prints the manager as a list of one
        let value = match value {
            Value::Array(mut list) if complex && list.len() == 1 && self.mode == Mode::Lenient => {
                list.swap_remove(0)
            }
            value => value,
        };
        match value {
            Value::Object(parts) if complex => {
                parts.into_iter().try_for_each(|(name, part)| set_part(slot, &name, part, head))
            }
            Value::Array(_) if head.is_some() => {
                refuse(Code::TargetType, "a list for an attribute that holds one value")
            }
            // another manager: what is known of the former one does not hold for the new one
            scalar if complex && head.is_some_and(|head| head.sub("value").is_some()) => {
                *slot = Value::Null;
                set_part(slot, "value", scalar, head)
            }
            _ if complex && head.is_some() => refuse(Code::TargetType, "a complex attribute takes an object"),
            value => {
                *slot = value;
                Ok(())
            }
        }
    }

    /// The elements that fit a filter.
    fn put_fitting(
        &self,
        slot: &mut Value,
        op: Op,
        path: &Path,
        value: Value,
        head: Option<&Attribute>,
    ) -> Outcome<()> {
        let Some(filter) = &path.filter else { return Ok(()) };
        filter.check_order(Some(head), self.schemas)?;
        if path.sub.is_none() && value.is_array() {
            return refuse(Code::TargetType, "an element cannot become a list");
        }
        let fits = |element: &Value| element_fits(element, filter, head, self.schemas);
        let none = !elements(Some(&*slot)).iter().any(fits);
        if none && (op == Op::Replace || self.mode == Mode::Strict) {
            return refuse(Code::NoTarget, format!("no element fits `{path}`"));
        }
        if none && let Some(head) = head.filter(|head| !head.multi_valued) {
            return refuse(
                Code::NoTarget,
                format!("`{}` holds one value, and it does not fit the filter", head.name),
            );
        }
        let put = |element: &mut Value, value: Value| match (&path.sub, value) {
            (Some(sub), value) => set_part(element, sub, value, head),
            (None, Value::Object(parts)) if op == Op::Add => {
                parts.into_iter().try_for_each(|(name, part)| set_part(element, &name, part, head))
            }
            // "all matching record values SHALL be replaced", RFC 7644 section 3.5.2.3
            (None, Value::Object(parts)) => {
                *element = without_nulls(
                    parts.into_iter().map(|(name, part)| (sub_name(head, &name).to_owned(), part)).collect(),
                );
                Ok(())
            }
            (None, scalar) => set_part(element, "value", scalar, head),
        };
        if slot.is_object() && head.is_some_and(|head| !head.multi_valued) {
            return put(slot, value);
        }
        in_list(slot, |list| {
            if none {
                let mut element = Value::Object(path.seeds(self.schemas)?.into_iter().collect());
                put(&mut element, value)?;
                let at = list.len();
                list.push(element);
                one_primary(list, &[at]);
                return Ok(());
            }
            let touched: Vec<usize> =
                list.iter().enumerate().filter(|(_, element)| fits(element)).map(|(at, _)| at).collect();
            for at in &touched {
                if let Some(element) = list.get_mut(*at) {
                    put(element, value.clone())?;
                }
            }
            one_primary(list, &touched);
            Ok(())
        })
    }
}

/// Sets a part of an element or of a complex attribute; null takes it away.
fn set_part(element: &mut Value, sub: &str, value: Value, head: Option<&Attribute>) -> Outcome<()> {
    let simple = !element.is_object() && head.is_some_and(|head| head.kind != AttributeType::Complex);
    if simple && sub.eq_ignore_ascii_case("value") {
        *element = value;
        return Ok(());
    }
    in_object(element, |object| {
        let current = member(object, sub).unwrap_or(&Value::Null);
        if *current == value {
            return Ok(());
        }
        if let Some(attribute) = head.and_then(|head| head.sub(sub)) {
            check_mutability(attribute, current)?;
        }
        let slot = entry(object, sub, sub_name(head, sub));
        *slot = value;
        if slot.is_null() {
            object.retain(|key, _| !key.eq_ignore_ascii_case(sub));
        }
        Ok(())
    })
}
