//! What can be said of scoping filters without a user, clause by clause: attributes, operators and values that the
//! service does not take as they are meant.

use super::{scope_attribute, scope_nobody};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::mapping::profile::Profile;
use crate::mapping::scope::{Clause, CompiledClause, Scope, ScopeOperator};
use crate::place::{ScopeList, ScopePlace};
use crate::systems::{Attribute, AttributeType, Source};
use crate::value::clip;

/// What is to be said of a list of filters.
pub(in crate::mapping) fn scope_findings(
    profile: &Profile,
    list: ScopeList,
    scope: &Scope,
) -> Vec<Diagnostic> {
    let filters = match list {
        ScopeList::Scope => &profile.scope,
        ScopeList::InputScope => &profile.input_scope,
    };
    let mut checker = ClauseChecker { profile, system: profile.system(), diagnostics: Vec::new() };
    for filter in scope.filters() {
        let clauses = filters.get(filter.at).map_or(&[][..], |filter| &filter.clauses);
        for (at, (clause, compiled)) in clauses.iter().zip(&filter.clauses).enumerate() {
            let place = ScopePlace::list(list).filter(filter.at).clause(at);
            checker.clause(clause, compiled, &place);
        }
    }
    checker.diagnostics.extend(scope_nobody::contradictions(profile, list, scope));
    checker.diagnostics
}

/// One clause after the other.
struct ClauseChecker<'p> {
    profile: &'p Profile,
    system: &'static Source,
    diagnostics: Vec<Diagnostic>,
}

impl ClauseChecker<'_> {
    pub(super) fn tell(
        &mut self,
        code: Code,
        place: &ScopePlace,
        member: &str,
        message: String,
        help: String,
    ) {
        let found = Diagnostic::new(code, message).within(place.clone().member(member)).help(help);
        self.diagnostics.push(found);
    }

    fn clause(&mut self, clause: &Clause, compiled: &CompiledClause, place: &ScopePlace) {
        let Some(operator) = compiled.operator else {
            return self.operator(&clause.op, place);
        };
        let told = scope_attribute::attribute_finding(self.profile, clause.attr.trim(), &compiled.attribute);
        if let Some((code, message, help)) = told {
            self.tell(code, place, "attr", message, help);
            // Nothing is known of the values of an attribute that is not there.
            if code != Code::AttributeLetterCase {
                return;
            }
        }
        self.values(clause, operator, &compiled.attribute, place);
        if let Some(known) = self.system.attribute(&compiled.attribute) {
            self.types(clause, operator, known, place);
        }
    }

    /// An operator that filters do not have: another product's, or a misspelt one.
    fn operator(&mut self, written: &str, place: &ScopePlace) {
        let filters = &self.system.filters;
        let own = filters.operators.iter().map(|(name, _)| *name);
        let standard = ScopeOperator::ALL.iter().map(|(name, _)| *name);
        let names: Vec<&str> = if filters.operators.is_empty() { standard.collect() } else { own.collect() };
        let negates = |name: &str| name.to_ascii_lowercase().contains("not") || name.starts_with('!');
        let help = if let Some(instead) = filters.from_elsewhere(written) {
            instead.to_owned()
        } else if let Some(near) = nearest(written, names.iter().copied())
            // Nobody means the opposite of what is written.
            && negates(near) == negates(written.trim())
        {
            format!("did you mean {near}?")
        } else {
            format!("write one of: {}", names.join(", "))
        };
        self.tell(
            Code::ScopeOperator,
            place,
            "op",
            format!("there is no operator `{}`", clip(written)),
            help,
        );
    }

    /// A clause takes one value; what lists several is compared as one text.
    fn values(&mut self, clause: &Clause, operator: ScopeOperator, attribute: &str, place: &ScopePlace) {
        // Other systems have conditions of several values.
        if !self.system.filters.operators.is_empty() || operator.is_unary() {
            return;
        }
        use ScopeOperator::{EndsWith, Equals, Includes, NotEquals};
        let negation = operator == NotEquals;
        let help = if negation {
            "write a clause for each value, all of which have to hold, or NOT REGEX MATCH with `^(one|other)$`"
        } else {
            "write a filter for each value, one of which has to pass, or REGEX MATCH with `^(one|other)$`"
        };
        if clause.value.len() > 1 {
            let message = format!("the clause has {} values, the service takes one", clause.value.len());
            return self.tell(Code::ScopeSeveralValues, place, "value", message, help.to_owned());
        }
        let Some(value) = clause.value.first() else { return };
        if value.trim().is_empty() && matches!(operator, Equals | NotEquals) {
            let message =
                format!("{} with an empty value: no value is null, which equals nothing", clause.op);
            let help = if negation { "write IS NOT NULL" } else { "write IS NULL" };
            return self.tell(Code::ScopeOperand, place, "value", message, help.to_owned());
        }
        if matches!(operator, Equals | NotEquals | Includes | EndsWith) && lists_several(value, attribute) {
            let message = format!("`{}` is compared as one text, not value by value", clip(value));
            self.tell(Code::ScopeSeveralValues, place, "value", message, help.to_owned());
        }
    }

    /// An operator that the attribute's type cannot meet, or a value that the attribute never has.
    fn types(&mut self, clause: &Clause, operator: ScopeOperator, known: &Attribute, place: &ScopePlace) {
        use ScopeOperator::{Equals, IsFalse, IsNotNull, IsNull, IsTrue, NotEquals};
        let name = &known.name;
        let free = known.name.starts_with("extension") || self.system.computed.is_none();
        match (known.kind, operator) {
            (AttributeType::Boolean, IsTrue | IsFalse | IsNull | IsNotNull) => {}
            (AttributeType::Boolean, _) if self.system.computed.is_some() => {
                let message = format!("`{name}` is true or false, {} compares texts and numbers", clause.op);
                let help = "write IS TRUE or IS FALSE, which take no value".to_owned();
                self.tell(Code::ScopeOperand, place, "op", message, help);
            }
            (AttributeType::String, IsTrue | IsFalse) if !free => {
                let message = format!("`{name}` is a text, and never true or false");
                let help = "compare it by EQUALS, or ask for a value by IS NOT NULL".to_owned();
                self.tell(Code::ScopeOperand, place, "op", message, help);
            }
            (AttributeType::String, Equals | NotEquals) if !known.values.is_empty() => {
                let never = clause.value.iter().find(|value| !known.values.contains(value));
                if let Some(value) = never {
                    let message = format!("`{name}` is never `{}`", clip(value));
                    let help = format!("it is one of {}, letter case included", known.values.join(", "));
                    self.tell(Code::ScopeOperand, place, "value", message, help);
                }
            }
            _ => {}
        }
    }
}

/// Whether a text looks like a list. Names and addresses have commas of their own.
fn lists_several(value: &str, attribute: &str) -> bool {
    const WITH_COMMAS: [&str; 7] = [
        "displayName",
        "preferredName",
        "companyName",
        "jobTitle",
        "streetAddress",
        "physicalDeliveryOfficeName",
        "onPremisesDistinguishedName",
    ];
    let parts = |sign: char| {
        let mut parts = value.split(sign);
        value.contains(sign) && parts.all(|part| !part.trim().is_empty())
    };
    let lower = value.to_ascii_lowercase();
    let commas = !WITH_COMMAS.iter().any(|name| name.eq_ignore_ascii_case(attribute)) && !value.contains('=');
    parts(';') || parts('|') || (commas && parts(',')) || lower.contains(" or ")
}
