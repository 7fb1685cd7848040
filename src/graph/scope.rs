//! Which objects are provisioned: filters of clauses.

use super::read::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::json;
use crate::mapping::ScopeOperator;
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// The scoping filters of an object mapping (Graph: filter). Clauses of a group must all hold, one
/// group of a list is enough, and an empty list lets everything pass.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Scope {
    /// Objects that stop passing are disabled or deleted.
    pub groups: Vec<FilterGroup>,
    /// Applied while reading; objects that stop passing stay as they are.
    pub input_filter_groups: Vec<FilterGroup>,
    /// Marked experimental by Microsoft, and not applied here.
    pub category_filter_groups: Vec<FilterGroup>,
}

/// Clauses that must all hold (Graph: filterGroup).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FilterGroup {
    /// The title.
    pub name: Option<String>,
    /// The clauses.
    pub clauses: Vec<Clause>,
    /// The group's place in its list.
    #[serde(skip)]
    pub(super) at: usize,
}

/// One test of one attribute (Graph: filterClause).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Clause {
    /// The operator in Microsoft's spelling, if it is known; else as it stands.
    pub operator: String,
    /// The source attribute.
    pub attribute: String,
    /// What it is compared with; empty for operators without operand. Published documents have one
    /// value at most.
    pub values: Vec<String>,
    /// The clause's place in its group.
    #[serde(skip)]
    pub(super) at: usize,
}

/// An operator as Microsoft spells it: letter case aside, and an underscore is as good as a blank.
pub(super) fn canonical(name: &str) -> Option<&'static str> {
    let operator = ScopeOperator::parse(name)?;
    ScopeOperator::ALL.iter().find(|(_, known)| *known == operator).map(|(name, _)| *name)
}

impl Scope {
    pub(super) fn read(reader: &mut Reader, members: &Map<String, Json>, pointer: &str) -> Self {
        let mut groups = |name| reader.each(members, name, pointer, FilterGroup::read);
        let scope = Self {
            groups: groups("groups"),
            input_filter_groups: groups("inputFilterGroups"),
            category_filter_groups: groups("categoryFilterGroups"),
        };
        if !scope.category_filter_groups.is_empty() {
            let message = "category filters are experimental and not applied here";
            let found = Diagnostic::new(Code::NotApplied, message);
            reader.report(found.within(format!("{pointer}/categoryFilterGroups")));
        }
        scope
    }
}

impl FilterGroup {
    fn read(reader: &mut Reader, members: &Map<String, Json>, pointer: &str, at: usize) -> Option<Self> {
        let clauses = reader.each(members, "clauses", pointer, Clause::read);
        Some(Self { name: reader.text(members, "name", pointer), clauses, at })
    }
}

impl Clause {
    fn read(reader: &mut Reader, members: &Map<String, Json>, pointer: &str, at: usize) -> Option<Self> {
        let name = reader.text(members, "operatorName", pointer).unwrap_or_default();
        let attribute = reader.text(members, "sourceOperandName", pointer).unwrap_or_default();
        if attribute.trim().is_empty() || name.trim().is_empty() {
            let message = "a clause needs `operatorName` and `sourceOperandName`";
            reader.odd(pointer, message.to_owned());
            return None;
        }
        let operand = format!("{pointer}/targetOperand");
        let given = members.get("targetOperand").filter(|operand| !operand.is_null());
        let given = given.and_then(|given| reader.object(given, &operand));
        let mut values = Vec::new();
        for (place, value) in
            given.map_or(&[][..], |given| reader.list(given, "values", &operand)).iter().enumerate()
        {
            match value {
                Json::String(text) => values.push(text.clone()),
                Json::Bool(value) => values.push(crate::value::boolean_text(*value).to_owned()),
                Json::Number(number) => values.push(json::number_text(number)),
                _ => reader
                    .odd(&format!("{operand}/values/{place}"), "expected a text to compare with".to_owned()),
            }
        }
        if values.len() > 1 {
            let message = "several values in one clause: it holds if any of them fits, as far as is known";
            let found = Diagnostic::new(Code::SeveralOperands, message);
            reader.report(found.within(format!("{operand}/values")));
        }
        // What is no operator is told with the profile.
        let operator = canonical(&name).map_or(name, str::to_owned);
        Some(Self { operator, attribute, values, at })
    }
}
