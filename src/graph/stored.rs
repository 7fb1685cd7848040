//! Mappings and filters of a profile as Graph stores them.

use super::expression_text::{line, tree};
use super::object::{list, object, optional, text};
use super::scope::canonical;
use super::source::Source;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::language::Node;
use crate::mapping::{Apply, Clause, FlowType, Mapping, MappingType, ScopeFilter};
use crate::systems::entra::plain_name;
use serde_json::Value as Json;

/// A mapping as far as Graph can keep it: what says the same is said alike, so that two can be compared.
pub(super) fn comparable(mapping: &Mapping) -> Mapping {
    Mapping {
        kind: mapping.kind,
        source: match mapping.kind {
            MappingType::None => String::new(),
            // Graph keeps the name without the brackets in which people write it.
            MappingType::Direct => plain_name(&mapping.source).to_owned(),
            MappingType::Constant | MappingType::Expression => mapping.source.clone(),
        },
        target: mapping.target.clone(),
        // An empty text is what the portal stores for no default value.
        default: mapping.default.clone().filter(|text| !text.is_empty()),
        apply: Apply::Always,
        flow_type: if mapping.apply == Apply::Create { FlowType::ObjectAddOnly } else { mapping.flow_type },
        matching: mapping.matching,
        flow_behavior: mapping.flow_behavior,
        // Follows from the target's attributes, and remarks have no place.
        required: false,
        note: None,
    }
}

/// Whether two comparable mappings give the same value: an expression that is only laid out otherwise does.
pub(super) fn same_source(one: &Mapping, other: &Mapping) -> bool {
    one.kind == other.kind
        && (one.source == other.source
            || (one.kind == MappingType::Expression
                && line(&one.source).is_some_and(|text| line(&other.source).as_ref() == Some(&text))))
}

/// The source of a comparable mapping as Graph stores it, with what has no known form, and the expression it was
/// made from.
///
/// # Errors
/// When the expression cannot be read.
pub(super) fn source(mapping: &Mapping) -> Outcome<StoredSource> {
    Ok(match mapping.kind {
        MappingType::None => StoredSource::default(),
        MappingType::Direct => StoredSource::plain(Source::attribute(&mapping.source)),
        MappingType::Constant => StoredSource::plain(Source::constant(&mapping.source)),
        MappingType::Expression => {
            let expression = tree(&mapping.source)?;
            let (source, diagnostics) = Source::from_tree(&mapping.source, &expression);
            StoredSource { source: Some(source), diagnostics, expression: Some(expression) }
        }
    })
}

/// See [`source`].
#[derive(Default)]
pub(super) struct StoredSource {
    pub(super) source: Option<Source>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) expression: Option<Node>,
}

impl StoredSource {
    fn plain(source: Source) -> Self {
        Self { source: Some(source), ..Self::default() }
    }
}

/// A whole comparable mapping as Graph stores it, its source given.
pub(super) fn mapping_json(mapping: &Mapping, source: Option<&Source>) -> Json {
    object([
        ("defaultValue", optional(mapping.default.as_deref())),
        ("exportMissingReferences", false.into()),
        ("flowBehavior", text(mapping.flow_behavior.as_str())),
        ("flowType", text(mapping.flow_type.as_str())),
        ("matchingPriority", priority(mapping)),
        ("targetAttributeName", text(&mapping.target)),
        ("source", source.map(Source::to_json).unwrap_or_default()),
    ])
}

/// The matching precedence as Graph stores it: 0 is an attribute that does not match.
pub(super) fn priority(mapping: &Mapping) -> Json {
    mapping.matching.unwrap_or_default().into()
}

/// Filters of a profile with their operators as Microsoft spells them.
pub(super) fn comparable_filters(filters: &[ScopeFilter]) -> Vec<ScopeFilter> {
    let mut filters = filters.to_vec();
    for clause in filters.iter_mut().flat_map(|filter| &mut filter.clauses) {
        if let Some(operator) = canonical(&clause.op) {
            clause.op = operator.to_owned();
        }
    }
    filters
}

/// A filter as Graph stores it.
pub(super) fn filter_json(filter: &ScopeFilter) -> Json {
    object([("name", optional(filter.name.as_deref())), ("clauses", clauses_json(filter))])
}

/// The clauses of a filter as Graph stores them.
pub(super) fn clauses_json(filter: &ScopeFilter) -> Json {
    list(filter.clauses.iter().map(clause_json))
}

/// A clause as Graph stores it. Operators without operand have `null` there.
pub(super) fn clause_json(clause: &Clause) -> Json {
    let values = list(clause.value.iter().map(|value| text(value)));
    let operand = if clause.value.is_empty() { Json::Null } else { object([("values", values)]) };
    object([
        ("operatorName", text(&clause.op)),
        ("sourceOperandName", text(&clause.attr)),
        ("targetOperand", operand),
    ])
}

/// The scope of an object mapping as Graph stores it.
pub(super) fn scope_json(groups: Json, input: Json) -> Json {
    object([("categoryFilterGroups", list([])), ("groups", groups), ("inputFilterGroups", input)])
}
