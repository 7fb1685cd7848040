//! `remove`.

use super::types::named_values;
use super::{Patcher, check_mutability, refuse};
use crate::diagnostic::{Code, Outcome};
use crate::scim::Mode;
use crate::scim::matches::element_fits;
use crate::scim::path::Path;
use crate::scim::schema::Attribute;
use crate::scim::value::{is_empty, key, member, part};
use crate::scim::write::in_list;
use serde_json::{Map, Value};

impl Patcher<'_> {
    /// Takes away what the path names; with a value, the listed elements alone (Entra's legacy form).
    pub(super) fn remove(
        &self,
        resource: &mut Map<String, Value>,
        path: &Path,
        value: Option<&Value>,
    ) -> Outcome<()> {
        let head = self.schemas.head(path);
        let leaf = path.sub.as_deref().and_then(|sub| head?.sub(sub));
        for attribute in [head, leaf].into_iter().flatten() {
            // read-only also where there is nothing: the request cannot be meant
            check_mutability(attribute, &Value::Null)?;
        }
        if let Some(filter) = &path.filter {
            filter.check_order(Some(head), self.schemas)?;
        }
        let extension = path.urn.as_deref().filter(|urn| !self.schemas.is_base_urn(urn));
        if path.is_schema() {
            let Some(urn) = extension else {
                return refuse(Code::NoTarget, "the resource itself is not removed by PATCH");
            };
            resource.retain(|key, _| !key.eq_ignore_ascii_case(urn));
            if let Some(listed) =
                key(resource, "schemas").map(str::to_owned).and_then(|key| resource.get_mut(&key))
            {
                in_list(listed, |list| {
                    list.retain(|known| known.as_str().is_none_or(|known| !known.eq_ignore_ascii_case(urn)))
                });
            }
            return Ok(());
        }
        let Some(urn) = extension else { return self.remove_from(resource, path, head, leaf, value) };
        let container = key(resource, urn).map(str::to_owned);
        match container.as_ref().and_then(|key| resource.get_mut(key)).and_then(Value::as_object_mut) {
            Some(object) => self.remove_from(object, path, head, leaf, value)?,
            None => return self.nothing(path),
        }
        // an extension without values is no value
        resource.retain(|key, value| Some(key) != container.as_ref() || !is_empty(value));
        Ok(())
    }

    /// Nothing fits: RFC 7644 table 9 calls a filter without a match `noTarget`; in the lenient mode
    /// what is gone is gone.
    fn nothing(&self, path: &Path) -> Outcome<()> {
        match (self.mode, &path.filter) {
            (Mode::Strict, Some(_)) => refuse(Code::NoTarget, format!("no element fits `{path}`")),
            _ => Ok(()),
        }
    }

    fn remove_from(
        &self,
        object: &mut Map<String, Value>,
        path: &Path,
        head: Option<&Attribute>,
        leaf: Option<&Attribute>,
        value: Option<&Value>,
    ) -> Outcome<()> {
        let Some(key) = key(object, &path.name).map(str::to_owned) else { return self.nothing(path) };
        let Some(slot) = object.get_mut(&key) else { return Ok(()) };
        let before = slot.clone();
        let listed = slot.is_array() || head.is_some_and(|head| head.multi_valued);
        match (&path.filter, &path.sub, value.filter(|value| !value.is_null())) {
            (None, None, None) => *slot = Value::Null,
            (_, _, Some(_)) if self.mode == Mode::Strict => {
                // ignoring it would remove more than was asked for
                return refuse(Code::TargetType, "`remove` has no value");
            }
            (None, None, Some(value)) if listed => {
                let gone = named_values(value);
                in_list(slot, |list| {
                    list.retain(|element| part(element, "value").is_none_or(|value| !gone.contains(&value)))
                });
            }
            (None, None, Some(_)) => *slot = Value::Null,
            (None, Some(sub), _) if listed => {
                in_list(slot, |list| list.iter_mut().try_for_each(|element| take_part(element, sub, leaf)))?;
            }
            (None, Some(sub), _) => take_part(slot, sub, leaf)?,
            (Some(filter), sub, _) => {
                let fits = |element: &Value| element_fits(element, filter, head, self.schemas);
                if !crate::scim::value::elements(Some(&*slot)).iter().any(fits) {
                    return self.nothing(path);
                }
                match sub {
                    None if !listed => *slot = Value::Null,
                    None => in_list(slot, |list| list.retain(|element| !fits(element))),
                    Some(sub) if listed => in_list(slot, |list| {
                        list.iter_mut()
                            .filter(|element| fits(element))
                            .try_for_each(|element| take_part(element, sub, leaf))
                    })?,
                    Some(sub) => take_part(slot, sub, leaf)?,
                }
            }
        }
        if let Value::Array(list) = slot {
            list.retain(|element| !is_empty(element));
        }
        self.check_change(head, &before, slot)?;
        // an empty list and an object without values are no value (RFC 7643 section 2.5)
        object.retain(|name, value| *name != key || !is_empty(value));
        Ok(())
    }
}

/// Takes a part away from an element or a complex attribute.
fn take_part(element: &mut Value, sub: &str, leaf: Option<&Attribute>) -> Outcome<()> {
    let Value::Object(object) = element else {
        if sub.eq_ignore_ascii_case("value") {
            *element = Value::Null;
        }
        return Ok(());
    };
    if let (Some(leaf), Some(current)) = (leaf, member(object, sub)) {
        check_mutability(leaf, current)?;
        if leaf.required && !is_empty(current) {
            return refuse(Code::Mutability, format!("`{}` is required and cannot be removed", leaf.name));
        }
    }
    object.retain(|key, _| !key.eq_ignore_ascii_case(sub));
    Ok(())
}
