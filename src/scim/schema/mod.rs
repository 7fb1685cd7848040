//! Schemas as data: which attributes there are, of which type, and how their names are spelled.
//!
//! Loaded from what a service answers at `/Schemas` (RFC 7643 section 7), looked up by path without
//! regard to letter case.

mod attribute;
mod core;
mod read;
mod suggest;

pub use attribute::{Attribute, AttributeType, Mutability, Returned, Uniqueness};

pub(super) use attribute::default_part;

use super::path::{AttributePath, Path};
use crate::scim::urn::is_core;
use std::sync::OnceLock;

/// One schema: a resource type's own attributes, or an extension.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// The URN, spelled as the service spells it.
    pub id: String,
    /// The name, such as `EnterpriseUser`.
    pub name: String,
    /// One sentence for people.
    pub description: String,
    /// The attributes, in the schema's order.
    pub attributes: Vec<Attribute>,
    /// Positions in `attributes`, sorted by name without letter case.
    order: Vec<usize>,
}

impl Schema {
    /// The attribute of a name, in any letter case.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        let at = self
            .order
            .binary_search_by(|at| {
                self.attributes
                    .get(*at)
                    .map_or("", |a| &a.name)
                    .bytes()
                    .map(lower)
                    .cmp(name.bytes().map(lower))
            })
            .ok()?;
        self.attributes.get(*self.order.get(at)?)
    }
}

fn lower(byte: u8) -> u8 {
    byte.to_ascii_lowercase()
}

/// The schemas of one service.
///
/// ```
/// use attrflow::scim::{Mode, Schemas, parse_path};
/// let path = parse_path("EMAILS.Value", Mode::Lenient).unwrap();
/// assert_eq!(Schemas::core().attribute(&path).unwrap().name, "value");
/// assert_eq!(Schemas::core().canonical(&path).to_string(), "emails.value");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schemas {
    list: Vec<Schema>,
    /// Attributes of every resource, which `/Schemas` answers leave out.
    common: Schema,
}

impl Schemas {
    /// The schemas that come with the program, from their JSON texts. A test reads each, so nothing is lost
    /// silently.
    pub(crate) fn embedded(texts: &[&str]) -> Schemas {
        read::embedded(texts)
    }

    /// User, enterprise user and group of RFC 7643, in this order.
    pub fn core() -> &'static Schemas {
        static CORE: OnceLock<Schemas> = OnceLock::new();
        CORE.get_or_init(|| {
            let texts = [core::USER, core::ENTERPRISE, core::GROUP];
            read::embedded(&texts)
        })
    }

    /// All schemas, in the order of the document.
    pub fn iter(&self) -> impl Iterator<Item = &Schema> {
        self.list.iter()
    }

    /// The schema of a URN, in any letter case.
    pub fn schema(&self, urn: &str) -> Option<&Schema> {
        self.list.iter().find(|schema| schema.id.eq_ignore_ascii_case(urn))
    }

    /// The attribute a path names: its sub-attribute if it has one, else the attribute itself.
    /// None for a schema URN alone.
    pub fn attribute(&self, path: &Path) -> Option<&Attribute> {
        self.find(path.urn.as_deref(), &path.name, path.sub.as_deref())
    }

    /// The attribute a path starts with, whatever sub-attribute follows.
    pub fn head(&self, path: &Path) -> Option<&Attribute> {
        self.find(path.urn.as_deref(), &path.name, None)
    }

    /// The attribute of a URN, a name and a sub-attribute. Without a URN, or with a core URN that is
    /// not loaded, it is looked for in the resource's own schemas and among the common attributes.
    pub fn find(&self, urn: Option<&str>, name: &str, sub: Option<&str>) -> Option<&Attribute> {
        let attribute = match urn.map(|urn| (urn, self.schema(urn))) {
            Some((_, Some(schema))) => schema.attribute(name).or_else(|| self.common(schema, name)),
            Some((urn, None)) if !is_core(urn) => None,
            _ => self
                .list
                .iter()
                .filter(|schema| self.is_base(schema))
                .find_map(|schema| schema.attribute(name))
                .or_else(|| self.common.attribute(name)),
        }?;
        match sub {
            Some(sub) => attribute.sub(sub),
            None => Some(attribute),
        }
    }

    fn common(&self, schema: &Schema, name: &str) -> Option<&Attribute> {
        if self.is_base(schema) { self.common.attribute(name) } else { None }
    }

    /// Whether a schema describes resources themselves: those under the RFC's core URN, or the first
    /// if none is.
    fn is_base(&self, schema: &Schema) -> bool {
        is_core(&schema.id)
            || (self.list.first().is_some_and(|first| std::ptr::eq(first, schema))
                && !self.list.iter().any(|schema| is_core(&schema.id)))
    }

    /// Whether a URN names the resource itself and not an extension object in it.
    pub fn is_base_urn(&self, urn: &str) -> bool {
        is_core(urn) || self.schema(urn).is_some_and(|schema| self.is_base(schema))
    }

    /// The path with every name and URN as the schema spells it; unknown names stay as they are.
    pub fn canonical(&self, path: &Path) -> Path {
        let mut path = path.clone();
        let head = self.head(&path);
        if let Some(sub) = &mut path.sub {
            *sub = sub_name(head, sub).to_owned();
        }
        if let Some(filter) = &mut path.filter {
            filter.rename(&|attr: &mut AttributePath| attr.name = sub_name(head, &attr.name).to_owned());
        }
        if let Some(head) = head {
            path.name.clone_from(&head.name);
        }
        if let Some(urn) = &mut path.urn
            && let Some(schema) = self.schema(urn)
        {
            urn.clone_from(&schema.id);
        }
        path
    }
}

/// How a sub-attribute is spelled: by its schema, else as one of the sub-attributes every
/// multi-valued attribute may have, else as given.
pub(super) fn sub_name<'a>(head: Option<&'a Attribute>, name: &'a str) -> &'a str {
    match head.and_then(|head| head.sub(name)) {
        Some(sub) => &sub.name,
        None => attribute::default_sub(name).map_or(name, |(known, _)| known),
    }
}

/// The type of a sub-attribute, if known; `primary` and its siblings have one in any multi-valued
/// attribute (RFC 7643 section 2.4).
pub(super) fn sub_type(head: Option<&Attribute>, name: &str) -> Option<AttributeType> {
    match head.and_then(|head| head.sub(name)) {
        Some(sub) => Some(sub.kind),
        None => attribute::default_sub(name).map(|(_, kind)| kind),
    }
}

#[cfg(test)]
mod tests;
