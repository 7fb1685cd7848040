//! Mappings and filters of a profile, and how Graph stores them.

use super::mapping::AttributeMapping;
use super::object::{list, object, optional, text};
use super::scope::{Clause, FilterGroup, canonical};
use super::source::Source;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::json;
use crate::language::{Dialect, format_line, parse};
use crate::mapping::{FlowBehavior, FlowType};
use serde_json::Value as Json;

/// A mapping of a profile, as far as Graph can keep it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) kind: String,
    pub(super) source: String,
    pub(super) target: String,
    pub(super) default: Option<String>,
    pub(super) matching: u32,
    pub(super) flow_type: FlowType,
    pub(super) flow_behavior: FlowBehavior,
}

/// A text member; numbers and Booleans as their text.
fn member(json: &Json, name: &str) -> Option<String> {
    as_text(json.get(name)?)
}

fn as_text(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Bool(value) => Some(crate::value::boolean_text(*value).to_owned()),
        Json::Number(number) => Some(json::number_text(number)),
        _ => None,
    }
}

impl Row {
    /// The row of a mapping in a profile document that was read without errors.
    pub(super) fn of_profile(json: &Json) -> Self {
        let named = |name: &str| member(json, name).unwrap_or_default();
        let flow_type = FlowType::parse(&named("flowType")).unwrap_or_default();
        let always = named("flowBehavior").eq_ignore_ascii_case(FlowBehavior::NAMES[1]);
        let kind = named("type").to_ascii_lowercase();
        let mut source = named("source");
        if kind == "direct" {
            let name = source.trim();
            let inner = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
            source = inner.unwrap_or(name).trim().to_owned();
        }
        Self {
            source: if kind == "none" { String::new() } else { source },
            kind,
            target: named("target"),
            default: member(json, "default").filter(|text| !text.is_empty()),
            matching: named("match").parse().unwrap_or_default(),
            flow_type: match named("apply").as_str() {
                "create" => FlowType::ObjectAddOnly,
                _ => flow_type,
            },
            flow_behavior: if always { FlowBehavior::FlowAlways } else { FlowBehavior::FlowWhenChanged },
        }
    }

    /// The row of a mapping in the document.
    pub(super) fn of_document(mapping: &AttributeMapping) -> Self {
        Self::of_profile(&mapping.for_profile(false))
    }

    /// Whether both give the same value: an expression that is only laid out otherwise does.
    pub(super) fn same_source(&self, other: &Row) -> bool {
        let line =
            |text: &str| parse(text, Dialect::Entra).map(|tree| format_line(&tree, text, Dialect::Entra));
        self.kind == other.kind
            && (self.source == other.source
                || (self.kind == "expression"
                    && line(&self.source).is_ok_and(|text| line(&other.source).as_ref() == Ok(&text))))
    }

    /// The source as Graph stores it.
    pub(super) fn to_source(&self) -> Outcome<(Option<Source>, Vec<Diagnostic>)> {
        Ok(match self.kind.as_str() {
            "none" => (None, Vec::new()),
            "direct" => (Some(Source::attribute(&self.source)), Vec::new()),
            "constant" => (Some(Source::constant(&self.source)), Vec::new()),
            _ => {
                let (source, found) = Source::from_text(&self.source)?;
                (Some(source), found)
            }
        })
    }

    /// The whole mapping as Graph stores it, its source given.
    pub(super) fn to_json(&self, source: Option<&Source>) -> Json {
        object([
            ("defaultValue", optional(self.default.as_deref())),
            ("exportMissingReferences", false.into()),
            ("flowBehavior", text(behavior_name(self.flow_behavior))),
            ("flowType", text(type_name(self.flow_type))),
            ("matchingPriority", self.matching.into()),
            ("targetAttributeName", text(&self.target)),
            ("source", source.map(Source::to_json).unwrap_or_default()),
        ])
    }
}

impl FilterGroup {
    /// A filter of a profile.
    pub(super) fn of_profile(json: &Json) -> Self {
        let clauses = json.get("clauses").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
        Self { name: member(json, "name"), clauses: clauses.iter().map(Clause::of_profile).collect(), at: 0 }
    }

    /// Whether both say the same.
    pub(super) fn same(&self, other: &Self) -> bool {
        self.name == other.name
            && self.clauses.len() == other.clauses.len()
            && self.clauses.iter().zip(&other.clauses).all(|(one, other)| one.same(other))
    }

    /// The filter as Graph stores it.
    pub(super) fn to_json(&self) -> Json {
        object([
            ("name", optional(self.name.as_deref())),
            ("clauses", list(self.clauses.iter().map(Clause::to_json))),
        ])
    }
}

impl Clause {
    fn of_profile(json: &Json) -> Self {
        let name = member(json, "op").unwrap_or_default();
        let values = match json.get("value") {
            Some(Json::Array(values)) => values.iter().filter_map(as_text).collect(),
            _ => member(json, "value").into_iter().collect(),
        };
        Self {
            operator: canonical(&name).map_or(name, str::to_owned),
            attribute: member(json, "attr").unwrap_or_default(),
            values,
            at: 0,
        }
    }

    pub(super) fn same(&self, other: &Self) -> bool {
        self.operator == other.operator && self.attribute == other.attribute && self.values == other.values
    }

    /// The clause as Graph stores it.
    pub(super) fn to_json(&self) -> Json {
        let values = list(self.values.iter().map(|value| text(value)));
        let operand = if self.values.is_empty() { Json::Null } else { object([("values", values)]) };
        object([
            ("operatorName", text(&self.operator)),
            ("sourceOperandName", text(&self.attribute)),
            ("targetOperand", operand),
        ])
    }
}

/// The name of a flow type in documents.
pub(super) fn type_name(flow: FlowType) -> &'static str {
    FlowType::NAMES.get(flow as usize).copied().unwrap_or_default()
}

/// The name of a flow behaviour in documents.
pub(super) fn behavior_name(flow: FlowBehavior) -> &'static str {
    FlowBehavior::NAMES.get(flow as usize).copied().unwrap_or_default()
}
