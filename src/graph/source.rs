//! Where a mapping's value comes from: an attribute, a constant, or a tree of functions.

use super::object::{list, object, optional, text};
use super::reader::{Members, Reader};
use crate::named::named;
use serde::Serialize;
use serde_json::Value as Json;

named! {
    /// What a node of the tree is (Graph: attributeMappingSourceType).
    #[non_exhaustive]
    pub enum SourceKind: Serialize, default Attribute {
        /// An attribute of the source object.
        Attribute = "Attribute",
        /// A fixed text.
        Constant = "Constant",
        /// A function of other nodes.
        Function = "Function",
    }
}

/// A node of a stored expression (Graph: attributeMappingSource).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The text form of this node. Where a node has none, the text of those above has a hole.
    pub expression: Option<String>,
    /// The attribute without brackets, the constant without quotation marks, the function.
    pub name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: SourceKind,
    /// The arguments of a function. Those left out are left out here, too. `None` if the document
    /// has none at all, as hand-made ones do; then the text is all there is.
    pub parameters: Option<Vec<Parameter>>,
}

/// An argument and the key it is stored under.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// The key, such as `source` or `switchValue`.
    pub key: String,
    /// The argument.
    pub value: Source,
}

impl Source {
    /// Reads a node and those below it. `None` if nothing says what it is.
    pub(super) fn read(reader: &mut Reader, members: &Members) -> Option<Self> {
        let expression = reader.text(members, "expression");
        let name = reader.text(members, "name");
        let parameters = match members.get("parameters") {
            None | Some(Json::Null) => None,
            Some(_) => Some(reader.each(members, "parameters", Parameter::read)),
        };
        let nested = parameters.as_ref().is_some_and(|parameters| !parameters.is_empty());
        if name.is_none() && expression.is_none() && !nested {
            reader.odd("nothing says what this source is");
            return None;
        }
        // Without a type the text tells.
        let start = expression.as_deref().unwrap_or_default().trim_start();
        let usual = match start.as_bytes().first() {
            _ if nested => SourceKind::Function,
            Some(b'[') | None => SourceKind::Attribute,
            Some(b'"') => SourceKind::Constant,
            Some(_) => SourceKind::Function,
        };
        let kind = reader.choice(members, "type").unwrap_or(usual);
        let name = name.unwrap_or_else(|| match kind {
            SourceKind::Attribute => start.trim_matches(['[', ']', ' ']).to_owned(),
            SourceKind::Constant => start.trim_matches('"').to_owned(),
            SourceKind::Function => start.split('(').next().unwrap_or_default().trim().to_owned(),
        });
        Some(Self { expression, name, kind, parameters })
    }

    /// Collects the attributes that are read.
    pub(super) fn attributes<'s>(&'s self, names: &mut Vec<&'s str>) {
        if self.kind == SourceKind::Attribute {
            names.push(&self.name);
        }
        self.parameters.iter().flatten().for_each(|parameter| parameter.value.attributes(names));
    }

    /// The node as Graph stores it.
    pub(super) fn to_json(&self) -> Json {
        let parameters = self.parameters.iter().flatten();
        object([
            ("expression", optional(self.expression.as_deref())),
            ("name", text(&self.name)),
            ("type", text(self.kind.as_str())),
            (
                "parameters",
                list(parameters.map(|parameter| {
                    object([("key", text(&parameter.key)), ("value", parameter.value.to_json())])
                })),
            ),
        ])
    }
}

impl Parameter {
    fn read(reader: &mut Reader, members: &Members, _: usize) -> Option<Self> {
        let key = reader.text(members, "key").unwrap_or_default();
        reader.at_member("value", |reader| {
            let Some(value) = members.get("value") else {
                reader.odd("an argument without `value`");
                return None;
            };
            let value = reader.object(value)?;
            Some(Self { key, value: Source::read(reader, value)? })
        })
    }
}
