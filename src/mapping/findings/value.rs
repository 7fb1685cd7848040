//! What a mapping gives, against the type and the listed values of its target.

use super::MappingChecker;
use crate::diagnostic::{Code, Edit, Fix, Severity, nearest};
use crate::language::{Gives, Kind, Leaf, RoleForm, quoted, results};
use crate::mapping::compiled::SourceAttribute;
use crate::mapping::convert::convert;
use crate::mapping::profile::MappingType;
use crate::place::MappingMember;
use crate::scim::AttributeType;
use crate::span::Span;
use crate::systems::AttributeType as SourceType;
use crate::value::{Value, clip};

impl MappingChecker<'_> {
    /// The values that may come out, against what the target takes.
    pub(super) fn values(&mut self) {
        let mapping = &self.compiled.mapping;
        match mapping.kind {
            MappingType::None => {}
            MappingType::Constant => {
                let whole = Span::new(0, mapping.source.len());
                self.text(MappingMember::Source, &mapping.source, whole, true);
            }
            MappingType::Direct => {
                let Some(SourceAttribute { name, .. }) = self.compiled.reads.first() else { return };
                let shown = if mapping.source.contains(name.as_str()) { name } else { mapping.source.trim() };
                let start = mapping.source.find(shown).unwrap_or_default();
                let span = Span::new(start, start + shown.len());
                self.leaf(&Leaf { span, only: true, gives: Gives::Attribute(name) });
            }
            // An expression that is not read here has no tree, and that is told already.
            MappingType::Expression => {
                if let Some(tree) = self.compiled.tree() {
                    results(tree).iter().for_each(|leaf| self.leaf(leaf));
                }
            }
        }
    }

    /// One value that may come out.
    fn leaf(&mut self, leaf: &Leaf<'_>) {
        match &leaf.gives {
            Gives::Text(text) => self.text(MappingMember::Source, text, leaf.span, leaf.only),
            Gives::Attribute(name) => self.attribute(name, leaf.span),
            Gives::Call(function) => {
                if function.role == Some(RoleForm::Additive) {
                    let message =
                        "updates only ever add roles: one that is taken away in Entra stays".to_owned();
                    let help =
                        "AssertiveAppRoleAssignmentsComplex replaces the roles of the target".to_owned();
                    self.push(Code::AdditiveRoles, MappingMember::Source, leaf.span, message, help);
                }
                self.kind(function.result, &format!("{} gives", function.name), leaf.span);
            }
        }
    }

    /// A text that is written down, against the type and the values of the target.
    pub(super) fn text(&mut self, member: MappingMember, text: &str, span: Span, only: bool) {
        if let Err(wrong) = convert(Value::text(text), &self.compiled.value_type) {
            let help = wrong.help.unwrap_or_default();
            let diagnostic = self.push(Code::TargetType, member, span, wrong.message, help);
            if !only {
                diagnostic.severity = Severity::Warning;
            }
        } else if !text.is_empty() {
            self.canonical(member, text, span);
        }
    }

    fn canonical(&mut self, member: MappingMember, text: &str, span: Span) {
        let known = self.listed;
        let same = |known: &String| if self.exact { known == text } else { known.eq_ignore_ascii_case(text) };
        if known.is_empty() || known.iter().any(same) {
            return;
        }
        let near = nearest(text, known.iter().map(String::as_str)).map(str::to_owned);
        let help = format!("it lists {}", known.join(", "));
        let message = format!("`{}` is none of the values that the target lists", clip(text));
        let literal =
            member == MappingMember::Source && self.compiled.mapping.kind == MappingType::Expression;
        let diagnostic = self.push(Code::CanonicalValue, member, span, message, help);
        if let Some(near) = near {
            let text = if literal { quoted(&near) } else { near.clone() };
            diagnostic.fixes.push(Fix { title: format!("Write {near}"), edits: vec![Edit { span, text }] });
        }
    }

    /// The value of a source attribute as it is.
    fn attribute(&mut self, name: &str, span: Span) {
        let is_evaluated = self.system.language.is_some();
        if is_evaluated && name.eq_ignore_ascii_case("appRoleAssignments") {
            let message = "app roles do not flow as they are".to_owned();
            let help = "write SingleAppRoleAssignment([appRoleAssignments]), or \
                        AssertiveAppRoleAssignmentsComplex([appRoleAssignments]) for a list";
            self.push(Code::DirectRoles, MappingMember::Source, span, message, help.to_owned());
            return;
        }
        let Some(attribute) = self.system.attribute(name) else { return };
        let what = format!("{} is", attribute.name);
        if attribute.multi_valued {
            self.kind(Kind::List, &what, span);
        } else if attribute.kind == SourceType::Boolean {
            self.kind(Kind::Boolean, &what, span);
        } else if attribute.kind == SourceType::DateTime {
            self.kind(Kind::Date, &what, span);
        } else if is_evaluated && attribute.name == "userType" && !self.listed.is_empty() {
            let message = "userType is Member or Guest, which the target does not list".to_owned();
            let help = format!("it lists {}", self.listed.join(", "));
            self.push(Code::UnflowableAttribute, MappingMember::Source, span, message, help);
        } else if self.compiled.value_type.kind == AttributeType::Boolean
            && !attribute.name.starts_with("extension")
        {
            let message = format!("the target takes True or False, {what} a text");
            let help = self.advice("compare it, as in IIF([a] = \"x\", \"True\", \"False\")");
            self.push(Code::TargetType, MappingMember::Source, span, message, help).severity =
                Severity::Warning;
        }
    }

    /// What to do, as far as it can be done in Entra's language only.
    fn advice(&self, in_entra: &str) -> String {
        if self.system.language.is_some() {
            in_entra.to_owned()
        } else {
            format!("{} has to make one of it", self.system.language_name)
        }
    }

    /// A value of which the type is known, against the type of the target.
    fn kind(&mut self, kind: Kind, what: &str, span: Span) {
        let takes = match self.compiled.value_type.kind {
            AttributeType::Boolean => "True or False",
            AttributeType::Integer | AttributeType::Decimal => "a number",
            _ => "",
        };
        let wrong = match kind {
            Kind::List if !self.compiled.value_type.list && !self.compiled.value_type.roles => {
                let message = format!("the target holds one value, {what} a list");
                let help = self.advice("pick one with Item(values, 1) or join them with Join(\",\", values)");
                self.push(Code::ListToSingle, MappingMember::Source, span, message, help);
                return;
            }
            Kind::Boolean if takes.is_empty() && !self.listed.is_empty() => {
                return self.canonical(MappingMember::Source, "True", span);
            }
            Kind::Integer => self.compiled.value_type.kind == AttributeType::Boolean,
            Kind::Date => !takes.is_empty(),
            _ => false,
        };
        if wrong {
            let message = format!(
                "the target takes {takes}, {what} a {}",
                if kind == Kind::Date { "date" } else { "number" }
            );
            let help = self.advice("compare it, as in IIF([a] = \"x\", \"True\", \"False\")");
            self.push(Code::TargetType, MappingMember::Source, span, message, help).severity =
                Severity::Warning;
        }
    }
}
