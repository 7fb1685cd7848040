//! What keeps a user active who is to be disabled.

use super::MappingChecker;
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::language::NodeKind;
use crate::mapping::compiled::CompiledMapping;
use crate::mapping::profile::MappingType;
use crate::place::{MappingMember, Place};
use crate::span::Span;

/// What `active` is to follow: the service makes `IsSoftDeleted` true of all who are disabled, deleted or no
/// longer assigned.
const INSTEAD: &str = "Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")";

/// Says that no mapping disables anybody.
pub(super) fn no_disable(mappings: &[CompiledMapping]) -> Option<Diagnostic> {
    // Nothing is known of an expression that is being typed.
    let may_disable = |compiled: &CompiledMapping| {
        compiled.reads("IsSoftDeleted") || is_active_by_account(compiled) || is_unreadable(compiled)
    };
    if mappings.iter().any(may_disable) {
        return None;
    }
    let message = "no mapping reads IsSoftDeleted, so no user is ever disabled";
    let note = Diagnostic::new(Code::NoDisable, message).within(Place::Mappings);
    Some(note.help(format!("map {INSTEAD} to active")))
}

/// Whether `active` follows the account alone.
fn is_active_by_account(compiled: &CompiledMapping) -> bool {
    compiled.writes("active") && compiled.reads("accountEnabled") && !compiled.reads("IsSoftDeleted")
}

/// Whether what `active` follows cannot be told, because its expression cannot be read.
fn is_unreadable(compiled: &CompiledMapping) -> bool {
    compiled.mapping.kind == MappingType::Expression && compiled.tree().is_none() && compiled.writes("active")
}

impl MappingChecker<'_> {
    /// Warns of `active` that follows `accountEnabled`, which says nothing of assignments.
    pub(super) fn active(&mut self) {
        if !is_active_by_account(self.compiled) {
            return;
        }
        let whole = Span::new(0, self.compiled.mapping.source.len());
        let plain = self.compiled.tree().is_some_and(|tree| matches!(tree.kind, NodeKind::Attribute(_)));
        let message = "a user who loses the assignment stays active: accountEnabled does not change then";
        let help = format!("IsSoftDeleted covers both; map {INSTEAD}");
        let diagnostic =
            self.push(Code::ActiveFromAccountEnabled, MappingMember::Source, whole, message.to_owned(), help);
        if plain {
            diagnostic.fixes.push(Fix {
                title: "Follow IsSoftDeleted".to_owned(),
                edits: vec![Edit { span: whole, text: INSTEAD.to_owned() }],
            });
        }
    }
}
