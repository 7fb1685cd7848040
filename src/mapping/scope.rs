//! Scoping filters: who is provisioned, clause by clause (provisioning reference, section 5).

use crate::diagnostic::{Code, Diagnostic};
use crate::dotnet::regex::{Budget, Regex};
use crate::language::Slots;
use crate::place::{ScopeList, ScopePlace};
use crate::systems::Source;
use crate::value::{Value, clip, integer};
use serde::Serialize;

/// A filter: all of its clauses must hold. Of several filters one must.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct ScopeFilter {
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The clauses, joined by AND.
    pub clauses: Vec<Clause>,
}

/// One test of one source attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Clause {
    /// The source attribute.
    pub attr: String,
    /// The operator, as the document spells it.
    pub op: String,
    /// The operand. Documents have one; of several, one must fit.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "one_or_many")]
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string | string[]"))]
    pub value: Vec<String>,
}

fn one_or_many<S: serde::Serializer>(values: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    match values {
        [only] => serializer.serialize_str(only),
        many => serializer.collect_seq(many),
    }
}

/// An operator of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScopeOperator {
    /// Equal, letter case included.
    Equals,
    /// Not equal, letter case included.
    NotEquals,
    /// A Boolean that is true.
    IsTrue,
    /// A Boolean that is false.
    IsFalse,
    /// No value.
    IsNull,
    /// A value.
    IsNotNull,
    /// The pattern is found.
    RegexMatch,
    /// The pattern is not found.
    NotRegexMatch,
    /// A greater whole number.
    GreaterThan,
    /// A whole number at least as great.
    GreaterThanOrEquals,
    /// Contains a text.
    Includes,
    /// Ends with a text.
    EndsWith,
    /// Shares a bit.
    And,
    /// Shares no bit.
    NotAnd,
}

use ScopeOperator as Op;

impl ScopeOperator {
    /// All operators with their names in the portal and in documents.
    pub const ALL: [(&'static str, ScopeOperator); 14] = [
        ("EQUALS", Op::Equals),
        ("NOT EQUALS", Op::NotEquals),
        ("IS TRUE", Op::IsTrue),
        ("IS FALSE", Op::IsFalse),
        ("IS NULL", Op::IsNull),
        ("IS NOT NULL", Op::IsNotNull),
        ("REGEX MATCH", Op::RegexMatch),
        ("NOT REGEX MATCH", Op::NotRegexMatch),
        ("Greater_Than", Op::GreaterThan),
        ("Greater_Than_OR_EQUALS", Op::GreaterThanOrEquals),
        ("Includes", Op::Includes),
        ("ENDS_WITH", Op::EndsWith),
        ("&", Op::And),
        ("!&", Op::NotAnd),
    ];

    /// The operator of a name: letter case does not count, and `_` is a blank.
    ///
    /// ```
    /// use attrflow::mapping::ScopeOperator;
    /// assert_eq!(ScopeOperator::from_name("ends with"), Some(ScopeOperator::EndsWith));
    /// assert_eq!(ScopeOperator::from_name("LIKE"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        let plain = |name: &str| name.trim().replace('_', " ").to_ascii_lowercase();
        let wanted = plain(name);
        Self::ALL.iter().find(|(known, _)| plain(known) == wanted).map(|(_, operator)| *operator)
    }

    pub(super) const fn is_unary(self) -> bool {
        matches!(self, Op::IsTrue | Op::IsFalse | Op::IsNull | Op::IsNotNull)
    }
}

/// How one filter judged a user.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct FilterVerdict {
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub name: Option<String>,
    /// Whether all clauses hold.
    pub passes: bool,
    /// The clauses, in order.
    pub clauses: Vec<ClauseVerdict>,
}

/// How one clause judged a user.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct ClauseVerdict {
    /// The clause as the portal prints it: attribute, operator, value.
    pub clause: String,
    /// Whether it holds.
    pub passes: bool,
    /// The value of the attribute; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "Json"))]
    pub actual: Option<serde_json::Value>,
    /// What is doubtful about the verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub note: Option<String>,
}

/// Filters made ready to run.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    filters: Vec<CompiledFilter>,
    null_passes_negations: bool,
}

/// One filter that has clauses.
#[derive(Clone, Debug)]
pub(super) struct CompiledFilter {
    /// Which of the document's filters it is.
    pub(super) at: usize,
    name: Option<String>,
    pub(super) clauses: Vec<CompiledClause>,
}

/// One clause, ready to judge users.
#[derive(Clone, Debug)]
pub(super) struct CompiledClause {
    /// The clause as the portal prints it.
    pub(super) text: String,
    /// The attribute, by the name that the system has for it.
    pub(super) attribute: String,
    pub(super) slot: usize,
    /// Unknown operators hold for nobody.
    pub(super) operator: Option<Op>,
    pub(super) values: Vec<String>,
    patterns: Vec<Regex>,
    system: &'static Source,
}

impl Scope {
    /// Compiles filters; findings stand in `list`.
    pub(super) fn new(
        system: &'static Source,
        filters: &[ScopeFilter],
        null_passes_negations: bool,
        slots: &mut Slots,
        list: ScopeList,
        found: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut compiled = Vec::with_capacity(filters.len());
        for (at, filter) in filters.iter().enumerate() {
            let clauses = filter.clauses.iter().enumerate().map(|(clause_at, clause)| {
                let place = ScopePlace::list(list).filter(at).clause(clause_at);
                CompiledClause::new(system, clause, slots, &place, found)
            });
            let (name, clauses) = (filter.name.clone(), clauses.collect());
            compiled.push(CompiledFilter { at, name, clauses });
        }
        // An empty filter is none: documents hold them where nothing was chosen.
        compiled.retain(|filter| !filter.clauses.is_empty());
        Self { filters: compiled, null_passes_negations }
    }

    /// The filters that have clauses.
    pub(super) fn filters(&self) -> &[CompiledFilter] {
        &self.filters
    }

    /// Whether a clause holds for this value of its attribute.
    pub(super) fn holds(&self, clause: &CompiledClause, value: &Value<'_>) -> bool {
        clause.judge(value, self.null_passes_negations).0
    }

    /// How every filter and clause judges a user.
    pub(super) fn verdicts(&self, user: &[Value<'_>]) -> Vec<FilterVerdict> {
        let filters = self.filters.iter().map(|filter| {
            let clauses = filter.clauses.iter().map(|clause| {
                let value = user.get(clause.slot).unwrap_or(&Value::Null);
                let (passes, note) = clause.judge(value, self.null_passes_negations);
                let actual = user.get(clause.slot).filter(|value| !value.is_null_or_empty());
                ClauseVerdict {
                    clause: clause.text.clone(),
                    passes,
                    actual: actual.map(Value::to_json),
                    note: note.map(str::to_owned),
                }
            });
            let clauses: Vec<ClauseVerdict> = clauses.collect();
            let passes = clauses.iter().all(|clause| clause.passes);
            FilterVerdict { name: filter.name.clone(), passes, clauses }
        });
        filters.collect()
    }
}

/// The operator that a name means in the filters of a system.
fn operator(system: &Source, name: &str) -> Option<ScopeOperator> {
    let own = system.filters.operators;
    if own.is_empty() {
        return ScopeOperator::from_name(name);
    }
    let wanted = name.trim();
    let known = own.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
    known.and_then(|(_, standard)| ScopeOperator::from_name(standard))
}

/// A verdict, and what is doubtful about it.
type Judgement = (bool, Option<&'static str>);

impl CompiledClause {
    fn new(
        system: &'static Source,
        clause: &Clause,
        slots: &mut Slots,
        place: &ScopePlace,
        found: &mut Vec<Diagnostic>,
    ) -> Self {
        let operator = operator(system, &clause.op);
        // What filters call an attribute, its name, or how mappings write it.
        let label = clause.attr.trim();
        let reference = system.reference(label);
        let attribute = match (system.labelled(label), &reference) {
            (Some(labelled), _) => labelled.name.as_str(),
            (None, Some(reference)) => &reference.name,
            (None, None) => label,
        };
        let text = match clause.value.as_slice() {
            [] => format!("{} {}", clause.attr, clause.op),
            values => format!("{} {} {}", clause.attr, clause.op, values.join(" or ")),
        };
        let mut tell = |code, member: &str, message: String, help: String| {
            found.push(Diagnostic::new(code, message).within(place.clone().member(member)).help(help));
        };
        let attribute = attribute.to_owned();
        let slot = slots.bind(&attribute);
        let values = clause.value.clone();
        let mut compiled = Self { text, attribute, slot, operator, values, patterns: Vec::new(), system };
        // That there is no such operator is said with the other findings.
        let Some(op) = operator else { return compiled };
        if clause.value.is_empty() && !op.is_unary() {
            let help = "without one the clause holds for nobody".to_owned();
            tell(Code::ScopeOperand, "value", format!("{} needs a value", clause.op), help);
        }
        for value in &clause.value {
            match op {
                Op::RegexMatch | Op::NotRegexMatch => match Regex::new(value) {
                    Ok(pattern) => {
                        if !value.starts_with('^') && !value.ends_with('$') {
                            let help = "add ^ and $ to match the whole value".to_owned();
                            let message = "the pattern is found anywhere in the value".to_owned();
                            tell(Code::ScopePattern, "value", message, help);
                        }
                        compiled.patterns.push(pattern);
                    }
                    Err(error) => {
                        let help = "the clause holds for nobody".to_owned();
                        tell(Code::Pattern, "value", error.to_string(), help);
                    }
                },
                Op::GreaterThan | Op::GreaterThanOrEquals if integer(value.trim()).is_none() => {
                    let message = format!("{} compares whole numbers; this is `{}`", clause.op, clip(value));
                    tell(Code::ScopeOperand, "value", message, "the clause holds for nobody".to_owned());
                }
                _ => {}
            }
        }
        compiled
    }

    fn judge(&self, value: &Value<'_>, null_passes_negations: bool) -> Judgement {
        let Some(operator) = self.operator else { return (false, Some("the operator is not known")) };
        if value.is_null_or_empty() {
            return match operator {
                Op::IsNull => (true, None),
                Op::IsNotNull | Op::IsTrue | Op::IsFalse => (false, None),
                Op::NotEquals | Op::NotRegexMatch if null_passes_negations => {
                    (true, Some("the attribute has no value, which passes here"))
                }
                Op::NotEquals | Op::NotRegexMatch => {
                    (false, Some("the attribute has no value, and then no comparison holds"))
                }
                _ => (false, None),
            };
        }
        match value {
            Value::List(values) if self.system.filters.any_value => {
                // That a list contains a text means that one of its values is the text.
                let single = if operator == Op::Includes { Op::Equals } else { operator };
                (values.iter().any(|value| self.one(single, value).0), self.doubt(operator))
            }
            // Graph marks all operators as holding for all values.
            Value::List(values) => {
                let mut note = None;
                let all = values.iter().all(|value| {
                    let (passes, more) = self.one(operator, value);
                    note = note.or(more);
                    passes
                });
                (all, note.or(Some("the attribute has several values; all of them must pass")))
            }
            value => {
                let (passes, note) = self.one(operator, value);
                (passes, self.doubt(operator).or(note))
            }
        }
    }

    /// What there is to say of an operator that the system documents by halves.
    fn doubt(&self, operator: Op) -> Option<&'static str> {
        let (doubtful, note) = self.system.filters.doubtful?;
        (ScopeOperator::from_name(doubtful) == Some(operator)).then_some(note)
    }

    fn one(&self, operator: Op, value: &Value<'_>) -> Judgement {
        let text = value.reborrow().into_text().ok().flatten().unwrap_or_default();
        let any = |test: &dyn Fn(&str) -> bool| self.values.iter().any(|wanted| test(wanted));
        let same = |wanted: &str| match value {
            Value::Boolean(_) => text.eq_ignore_ascii_case(wanted.trim()),
            _ => text == wanted,
        };
        let is = |word: &str| text.trim().eq_ignore_ascii_case(word);
        let compared = |test: fn(i64, i64) -> bool| match integer(text.trim()) {
            None => (false, Some("the value is no whole number")),
            Some(own) => {
                (any(&|wanted| integer(wanted.trim()).is_some_and(|wanted| test(own, wanted))), None)
            }
        };
        match operator {
            Op::IsNull => (false, None),
            Op::IsNotNull => (true, None),
            Op::IsTrue => (is("true"), None),
            Op::IsFalse => (is("false"), None),
            Op::Equals => (any(&same), None),
            Op::NotEquals => (!self.values.is_empty() && !any(&same), None),
            Op::Includes => (any(&|wanted| text.contains(wanted)), None),
            Op::EndsWith => (any(&|wanted| text.ends_with(wanted)), None),
            Op::GreaterThan => compared(|own, wanted| own > wanted),
            Op::GreaterThanOrEquals => compared(|own, wanted| own >= wanted),
            Op::RegexMatch => self.pattern(&text, true),
            Op::NotRegexMatch => self.pattern(&text, false),
            Op::And | Op::NotAnd => self.bits(operator == Op::And, &text),
        }
    }

    fn pattern(&self, text: &str, wanted: bool) -> Judgement {
        if self.patterns.is_empty() {
            return (false, Some("the pattern cannot be used"));
        }
        let mut budget = Budget::default();
        let mut found = false;
        for pattern in &self.patterns {
            match pattern.is_match(text, &mut budget) {
                Ok(matches) => found |= matches,
                Err(_) => return (false, Some("the pattern takes too many steps on this value")),
            }
        }
        (found == wanted, None)
    }

    /// Whole numbers share a bit or not, as the cloud sync schema means it; else the value is looked
    /// for in the operand, as the portal's page describes it.
    fn bits(&self, shared: bool, text: &str) -> Judgement {
        let both = |wanted: &String| Some((integer(text.trim())?, integer(wanted.trim())?));
        let numbers: Option<Vec<_>> = self.values.iter().map(both).collect();
        match numbers {
            Some(numbers) if !numbers.is_empty() => {
                let any = numbers.iter().any(|(own, wanted)| own & wanted != 0);
                (any == shared, None)
            }
            _ if self.values.is_empty() => (false, None),
            _ => {
                let any = self.values.iter().any(|wanted| wanted.contains(text));
                (any == shared, Some("sources disagree on what this operator does to texts"))
            }
        }
    }
}

#[cfg(test)]
#[path = "scope_tests.rs"]
mod tests;
