//! Default values: the service sends them when a user is created, and in place of no value only.

use super::MappingChecker;
use crate::diagnostic::Code;
use crate::language::{NodeKind, quoted};
use crate::mapping::profile::{Apply, MappingType};
use crate::place::MappingMember;
use crate::span::Span;

/// A source up to this length, in bytes, is written out twice in a suggestion.
const LONGEST_SHOWN: usize = 60;

impl MappingChecker<'_> {
    /// When the default flows: on create, where nothing else does.
    pub(super) fn default(&mut self) {
        let mapping = &self.compiled.mapping;
        let Some(default) = mapping.default.as_deref().filter(|default| !default.is_empty()) else { return };
        let span = Span::new(0, default.len());
        let ignores = self.compiled.tree().is_some_and(|tree| match &tree.kind {
            NodeKind::Call(call) => self
                .compiled
                .function(call)
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
            let source = match self.compiled.reads.first() {
                Some(attribute) if mapping.kind == MappingType::Direct => format!("[{}]", attribute.name),
                _ => mapping.source.trim().to_owned(),
            };
            let help = if source.len() <= LONGEST_SHOWN {
                format!("for updates too, map Switch({source}, {source}, \"\", {})", quoted(default))
            } else {
                "for updates too, put the value into the expression, behind the key \"\" of a Switch"
                    .to_owned()
            };
            let message = "this default is sent when a user is created, and not on updates".to_owned();
            self.push(Code::DefaultOnCreate, MappingMember::Default, span, message, help);
        }
    }
}
