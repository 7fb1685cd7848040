//! One attribute mapping.

use super::reader::{Members, Reader};
use super::source::{Source, SourceKind};
use super::text_of_tree::is_template;
use crate::mapping::{Apply, FlowBehavior, FlowType, Mapping, MappingType};
use crate::scim::{Mode, parse_path};

/// One attribute mapping (Graph: attributeMapping).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
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
    pub(super) at: usize,
    /// Whether it is part of the profile: its source was read, and its target is a path.
    pub(super) mapped: bool,
}

impl AttributeMapping {
    pub(super) fn read(reader: &mut Reader, members: &Members, at: usize) -> Option<Self> {
        let target = reader.text(members, "targetAttributeName").unwrap_or_default();
        if target.trim().is_empty() {
            reader.odd(if members.is_empty() {
                "an empty attribute mapping"
            } else {
                "an attribute mapping without `targetAttributeName`"
            });
            return None;
        }
        let given = members.get("source").filter(|source| !source.is_null());
        let source = reader.at_member("source", |reader| {
            let source = reader.object(given?)?;
            Source::read(reader, source)
        });
        let broken = given.is_some() && source.is_none();
        let priority = reader.integer(members, "matchingPriority").unwrap_or_default();
        Some(Self {
            at,
            mapped: !broken && parse_path(target.trim(), Mode::Lenient).is_ok(),
            target_attribute_name: target,
            broken,
            source,
            // The portal stores the empty field of its form.
            default_value: reader.text(members, "defaultValue").filter(|text| !text.is_empty()),
            matching_priority: u32::try_from(priority).unwrap_or_else(|_| {
                reader.odd_member("matchingPriority", format!("the matching precedence is {priority}"));
                0
            }),
            flow_type: reader.choice(members, "flowType").unwrap_or_default(),
            flow_behavior: reader.choice(members, "flowBehavior").unwrap_or_default(),
            export_missing_references: reader.flag(members, "exportMissingReferences").unwrap_or_default(),
        })
    }

    /// The mapping in a profile; whether its target must have a value is known to the directories alone.
    pub(super) fn to_mapping(&self, required: bool) -> Mapping {
        let (kind, source, _) = self.source_in_profile();
        // The portal's form offers two of the five, and profiles say these in the form's words.
        let (apply, flow_type) = if self.flow_type == FlowType::ObjectAddOnly {
            (Apply::Create, FlowType::Always)
        } else {
            (Apply::Always, self.flow_type)
        };
        Mapping {
            kind,
            source,
            target: self.target_attribute_name.clone(),
            default: self.default_value.clone(),
            apply,
            flow_type,
            matching: Some(self.matching_priority).filter(|precedence| *precedence > 0),
            flow_behavior: self.flow_behavior,
            required,
            note: None,
        }
    }

    /// The type and the source in a profile, and the member of the document's source that has the very
    /// same text, if one has.
    pub(super) fn source_in_profile(&self) -> (MappingType, String, Option<&'static str>) {
        let Some(source) = &self.source else { return (MappingType::None, String::new(), None) };
        match source.kind {
            SourceKind::Attribute => (MappingType::Direct, source.name.clone(), Some("name")),
            SourceKind::Constant if !is_template(source) => {
                (MappingType::Constant, source.name.clone(), Some("name"))
            }
            // A constant that the service fills in can be written in an expression only.
            SourceKind::Constant | SourceKind::Function => {
                let text = source.to_text();
                let same = source.expression.as_deref() == Some(&text);
                (MappingType::Expression, text, same.then_some("expression"))
            }
        }
    }
}
