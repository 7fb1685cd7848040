//! The tree of a parsed path or filter.

use crate::named::named;
use crate::span::Span;
use serde_json::{Map, Value};

/// The names of one attribute: schema, name, sub-attribute, each spelled as in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributePath {
    /// The schema URN, without the colon that ends it.
    pub urn: Option<String>,
    /// The attribute's name; empty if a schema URN alone is addressed.
    pub name: String,
    /// The part of a complex attribute.
    pub sub: Option<String>,
    /// The place in the text.
    pub span: Span,
}

/// A path: which attribute, which elements of it, which part of those.
///
/// ```
/// use attrflow::scim::{Mode, parse_path};
/// let path = parse_path(r#"emails[ type EQ "work" ].value"#, Mode::Lenient).unwrap();
/// assert_eq!(path.name, "emails");
/// assert_eq!(path.sub.as_deref(), Some("value"));
/// assert_eq!(path.to_string(), r#"emails[type eq "work"].value"#);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// The schema URN, without the colon that ends it.
    pub urn: Option<String>,
    /// The attribute's name; empty if a schema URN alone is addressed.
    pub name: String,
    /// The condition in brackets.
    pub filter: Option<Filter>,
    /// The sub-attribute, after the name or after the bracket.
    pub sub: Option<String>,
    /// The place of URN and name in the text.
    pub head: Span,
    /// The place of the whole path in its text.
    pub span: Span,
}

impl Path {
    /// Whether the path is a schema URN without an attribute.
    ///
    /// ```
    /// use attrflow::scim::{Mode, parse_path};
    /// let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    /// assert!(parse_path(urn, Mode::Lenient).unwrap().is_schema());
    /// ```
    pub fn is_schema(&self) -> bool {
        self.name.is_empty()
    }

    /// The URN of the extension the path belongs to; none for attributes of the resource itself.
    /// A body that holds such an attribute lists the URN in `schemas` (RFC 7643 section 3).
    pub fn extension_urn(&self) -> Option<&str> {
        self.urn.as_deref().filter(|urn| !super::urn::is_core(urn))
    }
}

/// A condition on a resource or on one element of a multi-valued attribute.
///
/// `and` and `or` are flat lists and parentheses leave no trace, so the depth of a tree is bounded
/// by [`SCIM_DEPTH`](crate::limits::SCIM_DEPTH) however long the text is.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// `userName eq "bjensen"`, `title pr`
    Attribute {
        /// What is tested.
        attr: AttributePath,
        /// The test.
        test: Test,
    },
    /// `emails[type eq "work"]`, and in the lenient dialect `emails[type eq "work"].value eq "x"`
    Element {
        /// The multi-valued attribute.
        attr: AttributePath,
        /// What one element must satisfy.
        filter: Box<Filter>,
        /// What that element's sub-attribute must satisfy besides.
        then: Option<(String, Test)>,
    },
    /// `a pr and b pr`; two members at least, none of them an `And`.
    And(Vec<Filter>),
    /// `a pr or b pr`; two members at least, none of them an `Or`.
    Or(Vec<Filter>),
    /// `not (a pr)`
    Not(Box<Filter>),
}

/// What is asked of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// `pr`: it has a value.
    Present,
    /// `eq "work"`: a comparison with a JSON scalar.
    Compare {
        /// The operator.
        op: CompareOp,
        /// Text, number, Boolean or null.
        value: Value,
        /// The place of operator and value in the text.
        span: Span,
    },
}

named! {
    /// A comparison operator of RFC 7644 section 3.4.2.2.
    #[non_exhaustive]
    pub enum CompareOp {
        /// equal
        Eq = "eq",
        /// not equal
        Ne = "ne",
        /// contains
        Co = "co",
        /// starts with
        Sw = "sw",
        /// ends with
        Ew = "ew",
        /// greater than
        Gt = "gt",
        /// greater than or equal
        Ge = "ge",
        /// less than
        Lt = "lt",
        /// less than or equal
        Le = "le",
    }
}

impl CompareOp {
    /// Whether it orders values (`gt ge lt le`), which Booleans and binaries do not allow.
    pub fn is_ordering(self) -> bool {
        matches!(self, CompareOp::Gt | CompareOp::Ge | CompareOp::Lt | CompareOp::Le)
    }
}

fn attr(urn: Option<&str>, name: &str, sub: Option<&str>) -> Map<String, Value> {
    let mut tree = Map::new();
    if let Some(urn) = urn {
        tree.insert("urn".into(), urn.into());
    }
    if !name.is_empty() {
        tree.insert("name".into(), name.into());
    }
    if let Some(sub) = sub {
        tree.insert("sub".into(), sub.into());
    }
    tree
}

impl AttributePath {
    /// The tree as JSON: `{"urn", "name", "sub"}`, absent parts left out.
    pub fn ast(&self) -> Value {
        attr(self.urn.as_deref(), &self.name, self.sub.as_deref()).into()
    }
}

impl Path {
    /// The tree as JSON: `{"urn", "name", "sub", "filter"}`, absent parts left out, names as spelled.
    ///
    /// ```
    /// use attrflow::scim::{Mode, parse_path};
    /// let path = parse_path(r#"emails[type eq "work"]"#, Mode::Lenient).unwrap();
    /// assert_eq!(path.ast().to_string(),
    ///     r#"{"name":"emails","filter":{"cmp":"eq","attr":{"name":"type"},"value":"work"}}"#);
    /// ```
    pub fn ast(&self) -> Value {
        let mut tree = attr(self.urn.as_deref(), &self.name, None);
        if let Some(filter) = &self.filter {
            tree.insert("filter".into(), filter.ast());
        }
        if let Some(sub) = &self.sub {
            tree.insert("sub".into(), sub.as_str().into());
        }
        tree.into()
    }
}

impl Filter {
    /// The tree as JSON: `{"cmp", "attr", "value"}`, `{"and": […]}`, `{"or": […]}`, `{"not": …}`,
    /// `{"in": attr, "filter": …, "then": {"cmp", "sub", "value"}}`.
    pub fn ast(&self) -> Value {
        match self {
            Filter::Attribute { attr, test } => test.ast("attr", attr.ast()).into(),
            Filter::Element { attr, filter, then } => {
                let mut tree = Map::new();
                tree.insert("in".into(), attr.ast());
                tree.insert("filter".into(), filter.ast());
                if let Some((sub, test)) = then {
                    tree.insert("then".into(), test.ast("sub", sub.as_str().into()).into());
                }
                tree.into()
            }
            Filter::And(members) => only("and", members.iter().map(Filter::ast).collect()),
            Filter::Or(members) => only("or", members.iter().map(Filter::ast).collect()),
            Filter::Not(inner) => only("not", inner.ast()),
        }
    }
}

/// An object of one member.
fn only(name: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(name.to_owned(), value)]))
}

impl Test {
    fn ast(&self, key: &str, subject: Value) -> Map<String, Value> {
        let (name, value) = match self {
            Test::Present => ("pr", None),
            Test::Compare { op, value, .. } => (op.as_str(), Some(value)),
        };
        let mut tree = Map::new();
        tree.insert("cmp".into(), name.into());
        tree.insert(key.into(), subject);
        if let Some(value) = value {
            tree.insert("value".into(), value.clone());
        }
        tree
    }
}

impl Filter {
    /// Changes the names of all attributes the filter tests.
    pub(super) fn rename(&mut self, change: &dyn Fn(&mut AttributePath)) {
        match self {
            Filter::Attribute { attr, .. } | Filter::Element { attr, .. } => change(attr),
            Filter::And(members) | Filter::Or(members) => {
                members.iter_mut().for_each(|member| member.rename(change))
            }
            Filter::Not(inner) => inner.rename(change),
        }
    }
}
