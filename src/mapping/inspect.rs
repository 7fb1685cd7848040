//! What can be said of a mapping without a user, beyond its expression: whether its target can take
//! what it gives, and how the service treats it (provisioning reference, sections 1 to 3).

use super::compiled::CompiledMapping;
use super::convert::convert;
use super::profile::{Apply, MappingType};
use super::source;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::language::{Dialect, Gives, Kind, Leaf, NodeKind, RoleForm, find_function, quoted, results};
use crate::place::{MappingMember, Place};
use crate::scim::{Attribute, AttributeType};
use crate::span::Span;
use crate::systems::{AttributeType as SourceType, Source};
use crate::value::{Value, clip};

/// Looks at one mapping that compiled; findings point into its members.
pub(super) fn inspect(
    system: &'static Source,
    compiled: &CompiledMapping,
    attribute: Option<&Attribute>,
) -> Vec<Diagnostic> {
    let listed = attribute.map_or(&[][..], |attribute| &attribute.canonical_values);
    let exact = attribute.is_some_and(|attribute| attribute.case_exact);
    let mut inspector = Inspector { system, compiled, listed, exact, found: Vec::new() };
    inspector.mapping();
    inspector.found
}

/// Looks at the mappings as a whole. Each of these is said once.
pub(super) fn inspect_profile(mappings: &[CompiledMapping]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let flows = |compiled: &&CompiledMapping| {
        matches!(compiled.mapping.kind, MappingType::Direct | MappingType::Expression)
    };
    let mut flowing = mappings.iter().filter(flows).peekable();
    if flowing.peek().is_none() {
        return found;
    }
    // Nothing is known of an expression that is being typed.
    let may_disable = |compiled: &CompiledMapping| {
        compiled.reads("IsSoftDeleted") || is_active_by_account(compiled) || is_unreadable(compiled)
    };
    if !mappings.iter().any(may_disable) {
        found.push(
            Diagnostic::new(Code::NoDisable, "no mapping reads IsSoftDeleted, so no user is ever disabled")
                .within(Place::Mappings)
                .help("map Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\") to active"),
        );
    }
    if flowing.any(|compiled| compiled.mapping.apply == Apply::Always) {
        found.push(
            Diagnostic::new(
                Code::NullNeverClears,
                "a value that is deleted in Entra stays in the target: no value is never sent",
            )
            .within(Place::Mappings)
            .help("where it matters, send a text instead, such as Switch([department], [department], \"\", \"none\")"),
        );
    }
    found
}

/// Whether `active` follows the account alone.
fn is_active_by_account(compiled: &CompiledMapping) -> bool {
    compiled.writes("active") && compiled.reads("accountEnabled") && !compiled.reads("IsSoftDeleted")
}

/// Whether what `active` follows cannot be told, because its expression cannot be read.
fn is_unreadable(compiled: &CompiledMapping) -> bool {
    compiled.mapping.kind == MappingType::Expression && compiled.tree().is_none() && compiled.writes("active")
}

struct Inspector<'m> {
    system: &'static Source,
    compiled: &'m CompiledMapping,
    /// The values that the target's schema lists, if any, and whether letter case counts.
    listed: &'m [String],
    exact: bool,
    found: Vec<Diagnostic>,
}

impl Inspector<'_> {
    fn push(
        &mut self,
        code: Code,
        member: MappingMember,
        span: Span,
        message: String,
        help: String,
    ) -> &mut Diagnostic {
        let found = Diagnostic::new(code, message).at(span).in_mapping(self.compiled.at, member).help(help);
        let last = self.found.len();
        self.found.insert(last, found);
        &mut self.found[last]
    }

    fn mapping(&mut self) {
        let mapping = &self.compiled.mapping;
        let whole = Span::new(0, mapping.source.len());
        match mapping.kind {
            MappingType::None => {}
            MappingType::Constant => self.text(MappingMember::Source, &mapping.source, whole, true),
            MappingType::Direct => {
                let name = source::name(self.system, &mapping.source);
                let shown = if mapping.source.contains(&*name) { &*name } else { mapping.source.trim() };
                let start = mapping.source.find(shown).unwrap_or_default();
                let span = Span::new(start, start + shown.len());
                self.leaf(&Leaf { span, only: true, gives: Gives::Attribute(&name) });
            }
            // The language of another system is told of already.
            MappingType::Expression if self.system.language.is_none() => {}
            MappingType::Expression => {
                if let Some(tree) = self.compiled.tree() {
                    results(tree).iter().for_each(|leaf| self.leaf(leaf));
                }
            }
        }
        if self.system.computed.is_some() {
            self.active(whole);
        }
        if self.system.mapping_members.contains(&"default") {
            self.default();
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
    fn text(&mut self, member: MappingMember, text: &str, span: Span, only: bool) {
        if let Err(wrong) = convert(Value::text(text), &self.compiled.value_type) {
            let help = wrong.help.unwrap_or_default();
            let found = self.push(Code::TargetType, member, span, wrong.message, help);
            if !only {
                found.severity = crate::diagnostic::Severity::Warning;
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
        let found = self.push(Code::CanonicalValue, member, span, message, help);
        if let Some(near) = near {
            let text = if literal { quoted(&near) } else { near.clone() };
            found.fixes.push(crate::diagnostic::Fix {
                title: format!("Write {near}"),
                edits: vec![crate::diagnostic::Edit { span, text }],
            });
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
                crate::diagnostic::Severity::Warning;
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
                crate::diagnostic::Severity::Warning;
        }
    }

    fn active(&mut self, whole: Span) {
        if !is_active_by_account(self.compiled) {
            return;
        }
        const INSTEAD: &str = "Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")";
        let plain = self.compiled.tree().is_some_and(|tree| matches!(tree.kind, NodeKind::Attribute(_)));
        let message = "a user who loses the assignment stays active: accountEnabled does not change then";
        let help = format!("IsSoftDeleted covers both; map {INSTEAD}");
        let found =
            self.push(Code::ActiveFromAccountEnabled, MappingMember::Source, whole, message.to_owned(), help);
        if plain {
            found.fixes.push(crate::diagnostic::Fix {
                title: "Follow IsSoftDeleted".to_owned(),
                edits: vec![crate::diagnostic::Edit { span: whole, text: INSTEAD.to_owned() }],
            });
        }
    }

    fn default(&mut self) {
        let mapping = &self.compiled.mapping;
        let Some(default) = mapping.default.as_deref().filter(|default| !default.is_empty()) else { return };
        let span = Span::new(0, default.len());
        let ignores = self.compiled.tree().is_some_and(|tree| match &tree.kind {
            NodeKind::Call(call) => find_function(&call.name, Dialect::Entra)
                .is_some_and(|function| function.name == "IgnoreFlowIfNullOrEmpty"),
            _ => false,
        });
        let constant = match self.compiled.tree() {
            Some(tree) => matches!(tree.kind, NodeKind::Text(_) | NodeKind::Number(_)),
            None => mapping.kind == MappingType::Constant && !mapping.source.is_empty(),
        };
        if ignores || constant {
            let message = "this default is never sent".to_owned();
            let help = if ignores {
                "IgnoreFlowIfNullOrEmpty leaves the attribute out before a default could fill in"
            } else {
                "a constant always has a value"
            };
            self.push(Code::UnusedDefault, MappingMember::Default, span, message, help.to_owned());
            return;
        }
        self.text(MappingMember::Default, default, span, false);
        if mapping.apply == Apply::Always && mapping.kind != MappingType::None {
            let source = mapping.source.trim();
            let source = if mapping.kind == MappingType::Direct {
                format!("[{}]", super::attribute_name(source))
            } else {
                source.to_owned()
            };
            let help = match source.len() {
                0..=60 => {
                    format!("for updates too, map Switch({source}, {source}, \"\", {})", quoted(default))
                }
                _ => "for updates too, put the value into the expression, behind the key \"\" of a Switch"
                    .to_owned(),
            };
            let message = "this default is sent when a user is created, and not on updates".to_owned();
            self.push(Code::DefaultOnCreate, MappingMember::Default, span, message, help);
        }
    }
}
