//! Names and numbers of arguments: what Entra's languages say of them besides.

use super::replace_places;
use crate::diagnostic::Code;
use crate::language::check::{Checker, fix};
use crate::language::registry::{Function, Meaning};
use crate::language::tree::Call;
use crate::span::Span;

/// Looks at `Contains` in `Item([proxyAddresses], Contains([proxyAddresses], "SMTP:"))`.
pub(super) fn argument(checker: &mut Checker<'_>, call: &Call, at: usize, inner: &Call) -> bool {
    let is_item = checker.registry.find(&call.name).is_some_and(|f| f.meaning == Some(Meaning::Item));
    let printed = at == 1 && is_item && checker.registry.find_printed(&inner.name).is_some();
    if printed {
        checker.contains(inner);
    }
    printed
}

/// Connect lists what cloud sync only prints.
pub(super) fn no_argument(_: &mut Checker<'_>, _: &Call, _: usize, _: &Call) -> bool {
    false
}

/// Offers the one place that is missing or too much, where that is sure.
pub(super) fn mend_arity(checker: &mut Checker<'_>, call: &Call, function: &Function) {
    let places = &call.arguments;
    let found = checker.diagnostics.last_mut();
    // A place that must not be empty is another mistake.
    if places.first().is_none_or(|first| first.node.is_none()) {
        return;
    }
    match (function.name, places.as_slice()) {
        // A trailing comma adds a place that nobody meant.
        ("Switch", [.., before, last]) if places.len() % 2 == 1 && last.node.is_none() => {
            let comma = Span::new(before.span.end, last.span.end);
            fix(found, "Remove the last comma".to_owned(), comma, String::new());
        }
        ("Switch", [_, second, ..]) if places.len() % 2 == 1 && second.node.is_some() => {
            let title = "Leave the place of the default empty".to_owned();
            fix(found, title, Span::at(second.span.start), ", ".to_owned());
        }
        ("IIF", [_, second]) => {
            let title = "Leave the value if false empty".to_owned();
            fix(found, title, Span::at(second.span.end), ", ".to_owned());
        }
        ("IsNull", [_, second]) if second.node.is_some() => {
            // SQL's has the value to take instead.
            fix(found, "Write Coalesce".to_owned(), call.name_span, "Coalesce".to_owned());
        }
        ("Replace", _) => {
            if let Some(found) = found {
                replace_places::mend(call, found);
            }
        }
        _ => {}
    }
}

impl Checker<'_> {
    /// `Contains` where the cloud sync reference prints it, although it lists no such function.
    fn contains(&mut self, call: &Call) {
        self.push(
            Code::CloudSyncExample,
            call.name_span,
            "`Contains` is printed for cloud sync only, in one example",
            "the function reference for applications does not list it",
        );
        if let Some(function) = self.registry.find_printed(&call.name) {
            self.spelling(call.name_span, function.name, "the reference calls names case-sensitive");
            if let Err(found) = function.check_arity(call) {
                self.diagnostics.push(*found);
            }
        }
        for argument in call.arguments.iter().filter_map(|argument| argument.node.as_ref()) {
            self.names(argument, false);
        }
    }
}
