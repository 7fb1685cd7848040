//! One attribute mapping.

use super::read::Reader;
use super::source::Source;
use crate::mapping::{FlowBehavior, FlowType};
use crate::scim::{Mode, parse_path};
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// One attribute mapping (Graph: attributeMapping).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AttributeMapping {
    /// The attribute of the target, for SCIM targets a path.
    pub target_attribute_name: String,
    /// Where the value comes from; `None` for mappings of type none.
    pub source: Option<Source>,
    /// What fills in for no value; an empty text in the document is none.
    pub default_value: Option<String>,
    /// Matching precedence, 1 first; 0 for attributes that do not match.
    pub matching_priority: u32,
    /// When it applies.
    pub flow_type: FlowType,
    /// Whether an unchanged value is sent.
    pub flow_behavior: FlowBehavior,
    /// Internal to the service.
    pub export_missing_references: bool,
    /// Whether the document has a source that could not be read. It is no mapping of type none.
    pub broken: bool,
    /// Its place in the document's list.
    #[serde(skip)]
    pub(super) at: usize,
    /// Whether it is part of the profile: its source was read, and its target is a path.
    #[serde(skip)]
    pub(super) mapped: bool,
}

impl AttributeMapping {
    pub(super) fn read(
        reader: &mut Reader,
        members: &Map<String, Json>,
        pointer: &str,
        at: usize,
    ) -> Option<Self> {
        let target = reader.text(members, "targetAttributeName", pointer).unwrap_or_default();
        if target.trim().is_empty() {
            let message = match members.is_empty() {
                true => "an empty attribute mapping",
                false => "an attribute mapping without `targetAttributeName`",
            };
            reader.odd(pointer, message.to_owned());
            return None;
        }
        let inner = format!("{pointer}/source");
        let given = members.get("source").filter(|source| !source.is_null());
        let source = given
            .and_then(|source| reader.object(source, &inner))
            .and_then(|source| Source::read(reader, source, &inner));
        let broken = given.is_some() && source.is_none();
        let priority = reader.integer(members, "matchingPriority", pointer).unwrap_or_default();
        Some(Self {
            at,
            mapped: !broken && parse_path(target.trim(), Mode::Lenient).is_ok(),
            target_attribute_name: target,
            broken,
            source,
            default_value: reader.text(members, "defaultValue", pointer).filter(|text| !text.is_empty()),
            matching_priority: u32::try_from(priority).unwrap_or_else(|_| {
                let message = format!("the matching precedence is {priority}");
                reader.odd(&format!("{pointer}/matchingPriority"), message);
                0
            }),
            flow_type: reader
                .choice(members, "flowType", pointer, &FlowType::NAMES)
                .and_then(|at| FlowType::parse(FlowType::NAMES.get(at)?))
                .unwrap_or_default(),
            flow_behavior: match reader.choice(members, "flowBehavior", pointer, &FlowBehavior::NAMES) {
                Some(1) => FlowBehavior::FlowAlways,
                _ => FlowBehavior::FlowWhenChanged,
            },
            export_missing_references: reader
                .flag(members, "exportMissingReferences", pointer)
                .unwrap_or_default(),
        })
    }
}
