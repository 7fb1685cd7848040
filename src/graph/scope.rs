//! Which objects are provisioned: filters of clauses.

use super::reader::{Members, Reader};
use crate::diagnostic::Code;
use crate::diagnostic::document::as_text;
use crate::mapping::{Clause, ScopeFilter, ScopeOperator};

/// The scoping filters of an object mapping (Graph: filter). Clauses of a group must all hold, one
/// group of a list is enough, and an empty list lets everything pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Scope {
    /// Objects that stop passing are disabled or deleted.
    pub groups: Vec<StoredFilter>,
    /// Applied while reading; objects that stop passing stay as they are.
    pub input_filter_groups: Vec<StoredFilter>,
    /// Marked experimental by Microsoft, and not applied here.
    pub category_filter_groups: Vec<StoredFilter>,
}

/// A filter (Graph: filterGroup), and where its parts stand in the document: what could not be read has a place there
/// and none in the filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredFilter {
    /// What it says. Operators are in Microsoft's spelling if they are known, else as they stand.
    pub filter: ScopeFilter,
    /// Its place in the document's list.
    pub(super) at: usize,
    /// The place of each of its clauses.
    pub(super) clauses: Vec<usize>,
}

/// An operator as Microsoft spells it: letter case aside, and an underscore is as good as a blank.
pub(super) fn canonical(name: &str) -> Option<&'static str> {
    let operator = ScopeOperator::from_name(name)?;
    ScopeOperator::ALL.iter().find(|(_, known)| *known == operator).map(|(name, _)| *name)
}

impl Scope {
    pub(super) fn read(reader: &mut Reader, members: &Members) -> Self {
        let mut groups = |name| reader.each(members, name, StoredFilter::read);
        let scope = Self {
            groups: groups("groups"),
            input_filter_groups: groups("inputFilterGroups"),
            category_filter_groups: groups("categoryFilterGroups"),
        };
        if !scope.category_filter_groups.is_empty() {
            reader.at_member("categoryFilterGroups", |reader| {
                let message = "category filters are experimental and not applied here";
                reader.report(Code::NotApplied, message.to_owned());
            });
        }
        scope
    }
}

impl StoredFilter {
    fn read(reader: &mut Reader, members: &Members, at: usize) -> Option<Self> {
        let (clauses, values) = reader.each(members, "clauses", clause).into_iter().unzip();
        let filter = ScopeFilter { name: reader.text(members, "name"), clauses: values };
        Some(Self { filter, at, clauses })
    }
}

/// One test of one attribute (Graph: filterClause), with its place in the group.
fn clause(reader: &mut Reader, members: &Members, at: usize) -> Option<(usize, Clause)> {
    let name = reader.text(members, "operatorName").unwrap_or_default();
    let attr = reader.text(members, "sourceOperandName").unwrap_or_default();
    if attr.trim().is_empty() || name.trim().is_empty() {
        reader.odd("a clause needs `operatorName` and `sourceOperandName`");
        return None;
    }
    // Operators without operand have `null` there.
    let operand = members.get("targetOperand").filter(|operand| !operand.is_null());
    let value = reader.at_member("targetOperand", |reader| {
        operand.and_then(|operand| reader.object(operand)).map(|operand| operands(reader, operand))
    });
    // What is no operator is told with the profile.
    let op = canonical(&name).map_or(name, str::to_owned);
    Some((at, Clause { attr, op, value: value.unwrap_or_default() }))
}

/// What a clause compares with. Published documents have one value at most.
fn operands(reader: &mut Reader, members: &Members) -> Vec<String> {
    let given = reader.list(members, "values");
    let mut values = Vec::with_capacity(given.len());
    reader.at_member("values", |reader| {
        for (at, value) in given.iter().enumerate() {
            match as_text(value) {
                Some(text) => values.push(text),
                None => reader.at_element(at, |reader| reader.odd("expected a text to compare with")),
            }
        }
        if values.len() > 1 {
            let message = "several values in one clause: it holds if any of them fits, as far as is known";
            reader.report(Code::SeveralOperands, message.to_owned());
        }
    });
    values
}
