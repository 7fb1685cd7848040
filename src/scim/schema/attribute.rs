//! One attribute of a schema, and the words of its characteristics (RFC 7643 sections 2.2, 2.3, 7).

use crate::named::named;
use serde_json::{Map, Value};

named! {
    /// What values an attribute holds.
    #[non_exhaustive]
    pub enum AttributeType, default String {
        /// Text.
        String = "string",
        /// `true` or `false`.
        Boolean = "boolean",
        /// A number.
        Decimal = "decimal",
        /// A number without a fraction.
        Integer = "integer",
        /// A time, `2008-01-23T04:56:22Z`.
        DateTime = "dateTime",
        /// Bytes in base64.
        Binary = "binary",
        /// An address.
        Reference = "reference",
        /// An object of sub-attributes.
        Complex = "complex",
    }
}

named! {
    /// Who may change an attribute.
    #[non_exhaustive]
    pub enum Mutability, default ReadWrite {
        /// The service alone.
        ReadOnly = "readOnly",
        /// The client too.
        ReadWrite = "readWrite",
        /// The client, once.
        Immutable = "immutable",
        /// The client, and nobody can read it back.
        WriteOnly = "writeOnly",
    }
}

named! {
    /// When a service answers with an attribute.
    #[non_exhaustive]
    pub enum Returned, default Default {
        /// In every answer.
        Always = "always",
        /// Never, such as a password.
        Never = "never",
        /// Unless the client asks for others only.
        Default = "default",
        /// When the client asks for it.
        Request = "request",
    }
}

named! {
    /// Among which values one must be unique.
    #[non_exhaustive]
    pub enum Uniqueness, default None {
        /// It need not be.
        None = "none",
        /// Within the service.
        Server = "server",
        /// Everywhere.
        Global = "global",
    }
}

/// An attribute or sub-attribute.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attribute {
    /// The name, spelled as the service spells it.
    pub name: String,
    /// What values it holds.
    pub kind: AttributeType,
    /// Whether it is a list.
    pub multi_valued: bool,
    /// One sentence for people.
    pub description: String,
    /// Whether a resource must have it.
    pub required: bool,
    /// Whether letter case counts. True for references and binaries whatever the document says
    /// (RFC 7643 sections 2.3.6, 2.3.7), and for `id`, `externalId` and `meta.version` (3.1).
    pub case_exact: bool,
    /// Who may change it.
    pub mutability: Mutability,
    /// When it is answered.
    pub returned: Returned,
    /// Among which values it is unique.
    pub uniqueness: Uniqueness,
    /// Suggested values; others are allowed.
    pub canonical_values: Vec<String>,
    /// What a reference points to.
    pub reference_types: Vec<String>,
    /// The parts of a complex attribute.
    pub sub_attributes: Vec<Attribute>,
    /// Members of the document beyond the RFC's, such as `x-zoom`.
    pub notes: Map<String, Value>,
}

impl Attribute {
    /// The sub-attribute of a name, in any letter case.
    pub fn sub(&self, name: &str) -> Option<&Attribute> {
        self.sub_attributes.iter().find(|sub| sub.name.eq_ignore_ascii_case(name))
    }
}

/// Sub-attributes that any multi-valued attribute may have (RFC 7643 section 2.4).
const DEFAULT_SUBS: [(&str, AttributeType); 5] = [
    ("value", AttributeType::String),
    ("display", AttributeType::String),
    ("type", AttributeType::String),
    ("primary", AttributeType::Boolean),
    ("$ref", AttributeType::Reference),
];

/// The default sub-attribute of a name, in any letter case, with its type.
pub(super) fn default_sub(name: &str) -> Option<(&'static str, AttributeType)> {
    DEFAULT_SUBS.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name))
}

/// The same as an attribute.
pub(in crate::scim) fn default_part(name: &str) -> Option<Attribute> {
    let (name, kind) = default_sub(name)?;
    Some(Attribute { name: name.to_owned(), kind, ..Attribute::default() })
}
