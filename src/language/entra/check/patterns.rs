//! Regular expressions that stand in the text, and the groups they are asked for.

use crate::diagnostic::{Code, nearest};
use crate::dotnet::regex::Regex;
use crate::language::check::{Checker, fix, soften};
use crate::language::entra::notation::quoted;
use crate::language::machine::pattern;
use crate::language::registry::{Function, Kind};
use crate::language::tree::{Argument, Node, NodeKind};
use crate::span::Span;

/// The constant text in a place.
fn constant(places: &[Argument], at: usize) -> Option<(&Node, &str)> {
    let node = places.get(at)?.node.as_ref()?;
    match &node.kind {
        NodeKind::Text(text) => Some((node, text)),
        _ => None,
    }
}

impl Checker<'_> {
    /// Builds the pattern of Replace as running it would.
    pub(super) fn patterns(&mut self, function: &Function, places: &[Argument], certain: bool) {
        if !function.parameters.iter().any(|parameter| parameter.kind == Kind::Pattern) {
            return;
        }
        let present = |at: usize| places.get(at).is_some_and(|place| place.node.is_some());
        let (template, other) = (present(1) && present(6), present(3) && present(5));
        let Some((node, text)) = constant(places, 2).filter(|_| !template) else { return };
        // With another attribute to take from, the pattern only counts if the source is empty.
        let certain = certain && !other;
        match pattern(text, node.span) {
            Err(found) => {
                let help = found.help.unwrap_or_default();
                let found = self.push(found.code, node.span, found.message, help);
                soften(found, certain);
            }
            Ok(regex) => match constant(places, 3) {
                Some((node, name)) => self.group(&regex, node.span, name, certain),
                None if !present(3) => self.substitutions(&regex, places),
                None => {}
            },
        }
    }

    fn group(&mut self, regex: &Regex, span: Span, name: &str, certain: bool) {
        if regex.group_number(name).is_some() {
            return;
        }
        let message = format!("the pattern has no group `{name}`");
        let found = self.push(Code::MissingGroup, span, message, have(regex));
        if let Some(found) = found {
            if let Some(near) = near(regex, name) {
                fix(Some(found), format!("Write {}", quoted(&near)), span, quoted(&near));
            }
            soften(self.diagnostics.last_mut(), certain);
        }
    }

    /// `${name}` in a replacement that no group answers to stays as it is.
    fn substitutions(&mut self, regex: &Regex, places: &[Argument]) {
        let Some((node, replacement)) = constant(places, 4) else { return };
        let mut rest = replacement;
        while let Some((_, after)) = rest.split_once("${") {
            let Some((name, further)) = after.split_once('}') else { return };
            rest = further;
            if regex.has_group(name) {
                continue;
            }
            let message =
                format!("the pattern has no group `{name}`, so `${{{name}}}` stays as it is written");
            let found = self.push(Code::MissingGroup, node.span, message, have(regex));
            if let Some(near) = near(regex, name) {
                let text = quoted(&replacement.replace(&format!("${{{name}}}"), &format!("${{{near}}}")));
                fix(found, format!("Write ${{{near}}}"), node.span, text);
            }
            // The value comes out all the same.
            soften(self.diagnostics.last_mut(), false);
            return;
        }
    }
}

fn have(regex: &Regex) -> String {
    let names: Vec<&str> = regex.group_names().map(|(name, _)| name).collect();
    match names.as_slice() {
        [] => "it has no named group; write one as (?<name>…)".to_owned(),
        names => format!("it has {}", names.join(", ")),
    }
}

/// The group that was probably meant.
fn near(regex: &Regex, name: &str) -> Option<String> {
    let names: Vec<&str> = regex.group_names().map(|(name, _)| name).collect();
    match names.as_slice() {
        [only] if regex.group_numbers().count() <= 2 => Some((*only).to_owned()),
        names => nearest(name, names.iter().copied()).map(str::to_owned),
    }
}
