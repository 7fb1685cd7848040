//! Clauses of one filter that exclude each other: nobody passes, and everybody who was in scope is disabled.

use crate::diagnostic::{Code, Diagnostic};
use crate::mapping::profile::Profile;
use crate::mapping::scope::{CompiledClause, CompiledFilter, Scope, ScopeOperator};
use crate::place::{ScopeList, ScopePlace};
use crate::systems::AttributeType;
use crate::value::Value;

/// What is to be said of filters that nobody passes, at the clause that excludes an earlier one.
pub(super) fn contradictions(profile: &Profile, list: ScopeList, scope: &Scope) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let filters = scope.filters();
    for filter in filters {
        let Some((earlier, at)) = contradiction(profile, scope, filter) else { continue };
        let (Some(one), Some(other)) = (filter.clauses.get(earlier), filter.clauses.get(at)) else {
            continue;
        };
        let message = if filters.len() == 1 {
            format!("nobody is in scope: `{}` and `{}` exclude each other", one.text, other.text)
        } else {
            format!("nobody passes this filter: `{}` and `{}` exclude each other", one.text, other.text)
        };
        found.push(
            Diagnostic::new(Code::ScopeNobody, message)
                .within(ScopePlace::list(list).filter(filter.at).clause(at))
                .help("all clauses of a filter have to hold; what may hold instead goes into a filter of its own"),
        );
    }
    found
}

/// The first two clauses that no value passes together.
fn contradiction(profile: &Profile, scope: &Scope, filter: &CompiledFilter) -> Option<(usize, usize)> {
    for (at, other) in filter.clauses.iter().enumerate() {
        for (earlier, one) in filter.clauses.iter().enumerate().take(at) {
            let same = one.slot == other.slot || one.attribute.eq_ignore_ascii_case(&other.attribute);
            if same && has_one_value(profile, one) && exclude(profile, scope, one, other) {
                return Some((earlier, at));
            }
        }
    }
    None
}

/// Of a list that any value is enough of, different values may pass different clauses.
fn has_one_value(profile: &Profile, clause: &CompiledClause) -> bool {
    let system = profile.system();
    !system.filters.any_value
        || system.attribute(&clause.attribute).is_some_and(|attribute| !attribute.multi_valued)
}

/// Whether two clauses about one attribute exclude each other, as far as it can be told: where one of them leaves
/// only a few values, these are tried with the other.
fn exclude(profile: &Profile, scope: &Scope, one: &CompiledClause, other: &CompiledClause) -> bool {
    for (few, against) in [(one, other), (other, one)] {
        let Some(candidates) = candidates(profile, few) else { continue };
        // A clause that holds for nobody by itself is another finding.
        let mut own = candidates.iter().filter(|value| scope.holds(few, value)).peekable();
        return own.peek().is_some()
            && alone(profile, scope, against)
            && !own.any(|value| scope.holds(against, value));
    }
    let ends = |clause: &CompiledClause| {
        (clause.operator == Some(ScopeOperator::EndsWith)).then(|| clause.values.clone())
    };
    match (ends(one), ends(other)) {
        (Some(ones), Some(others)) => {
            let meet = |one: &String| others.iter().any(|other| one.ends_with(other) || other.ends_with(one));
            !ones.is_empty() && !others.is_empty() && !ones.iter().any(meet)
        }
        _ => exclude_each_other(one, other),
    }
}

/// Whether a clause can hold for somebody.
fn alone(profile: &Profile, scope: &Scope, clause: &CompiledClause) -> bool {
    match candidates(profile, clause) {
        Some(candidates) => candidates.iter().any(|value| scope.holds(clause, value)),
        None => clause.operator.is_some_and(|operator| operator.is_unary() || !clause.values.is_empty()),
    }
}

/// All values that may pass a clause, if these are only a few.
fn candidates<'c>(profile: &Profile, clause: &'c CompiledClause) -> Option<Vec<Value<'c>>> {
    let known = profile.system().attribute(&clause.attribute);
    let boolean = known.is_some_and(|known| known.kind == AttributeType::Boolean);
    Some(match clause.operator? {
        ScopeOperator::IsNull => vec![Value::Null],
        ScopeOperator::IsTrue => vec![Value::Boolean(true), Value::text("True")],
        ScopeOperator::IsFalse => vec![Value::Boolean(false), Value::text("False")],
        ScopeOperator::Equals if boolean => vec![Value::Boolean(true), Value::Boolean(false)],
        ScopeOperator::Equals => clause.values.iter().map(|value| Value::text(value)).collect(),
        _ if boolean => vec![Value::Boolean(true), Value::Boolean(false), Value::Null],
        _ => return None,
    })
}

/// Whether two clauses are each other's opposite: a pattern that is to be found and not to be found, bits that are
/// to be shared and not to be shared.
fn exclude_each_other(one: &CompiledClause, other: &CompiledClause) -> bool {
    use ScopeOperator::{And, NotAnd, NotRegexMatch, RegexMatch};
    let opposite = matches!(
        (one.operator, other.operator),
        (Some(RegexMatch), Some(NotRegexMatch))
            | (Some(NotRegexMatch), Some(RegexMatch))
            | (Some(And), Some(NotAnd))
            | (Some(NotAnd), Some(And))
    );
    opposite && !one.values.is_empty() && one.values == other.values
}
