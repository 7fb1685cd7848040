//! Names of attributes that are none: a call in brackets, signs that copying left, names of other systems.

use crate::diagnostic::{Code, Edit, Fix};
use crate::language::check::{Checker, fix};
use crate::language::dialect::Dialect;
use crate::language::entra::names_elsewhere::attribute_elsewhere;
use crate::language::entra::parse::parse;
use crate::language::entra::paste::pasted_attribute;
use crate::language::tree::NodeKind;
use crate::span::Span;

/// Looks at the name between brackets, at `span` with its brackets.
pub(super) fn attribute(checker: &mut Checker<'_>, name: &str, span: Span) -> bool {
    // The tenant may call an extension whatever it likes.
    if checker.context.attributes.iter().any(|known| known == name) {
        return false;
    }
    in_brackets(checker, name, span)
        || placeholder(checker, name, span)
        || damaged(checker, span)
        || foreign(checker, name, span)
}

/// `[IsPresent([country])]`, `["Sales"]`, `[[mail]]`
fn in_brackets(checker: &mut Checker<'_>, name: &str, span: Span) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    if name.chars().all(plain) {
        return false;
    }
    let whole = name.ends_with([')', '"', ']']);
    let what = match parse(name, checker.dialect).map(|tree| tree.kind) {
        Ok(NodeKind::Call(_)) => "a call",
        Ok(NodeKind::Text(_)) => "a text",
        Ok(NodeKind::Attribute(_)) => "another pair of them",
        // A call with a mistake of its own is a call all the same.
        _ if whole && is_call(checker, name) => "a call",
        _ => return false,
    };
    let message = format!("square brackets stand around the name of an attribute, not around {what}");
    let found = checker.push(Code::Syntax, span, message, "remove the brackets");
    if let Some(found) = found {
        let edit = |span: Span| Edit { span, text: String::new() };
        let edits =
            vec![edit(Span::new(span.start, span.start + 1)), edit(Span::new(span.end - 1, span.end))];
        found.fixes.push(Fix { title: "Remove the brackets".to_owned(), edits });
    }
    true
}

/// Whether a text begins with the name of a function and a parenthesis.
fn is_call(checker: &Checker<'_>, name: &str) -> bool {
    name.split_once('(').is_some_and(|(function, _)| checker.registry.find(function.trim()).is_some())
}

/// `[...]`, as guides leave out what everybody has to fill in.
fn placeholder(checker: &mut Checker<'_>, name: &str, span: Span) -> bool {
    let dots = !name.is_empty() && name.chars().all(|c| matches!(c, '.' | '…' | ' '));
    if dots {
        checker.push(
            Code::Syntax,
            span,
            "the dots stand for a name that a guide leaves out",
            "write the name of the attribute between the brackets",
        );
    }
    dots
}

/// `[extension\_a]`, `[given&nbsp;Name]`
fn damaged(checker: &mut Checker<'_>, span: Span) -> bool {
    let Some(pasted) = pasted_attribute(checker.of(span)) else { return false };
    // A backslash before the bracket is part of the name: of Markdown both brackets would have one.
    if checker.of(span).ends_with("\\]") {
        return false;
    }
    // There are no escapes in names; only what is a name without its signs was changed.
    let mended = parse(&pasted.mend.apply(checker.of(span)), checker.dialect);
    if !mended.is_ok_and(|tree| matches!(tree.kind, NodeKind::Attribute(_))) {
        return false;
    }
    let pasted = pasted.finding.shifted(span.start);
    let place = pasted.span.unwrap_or(span);
    if let Some(found) = checker.push(pasted.code, place, pasted.message, pasted.help.unwrap_or_default()) {
        found.fixes = pasted.fixes;
    }
    true
}

/// `[user.mail]`, as claims of SAML and profiles of Okta have it.
fn foreign(checker: &mut Checker<'_>, name: &str, span: Span) -> bool {
    if checker.dialect != Dialect::Entra {
        return false;
    }
    let Some(elsewhere) = attribute_elsewhere(name, checker.context.listed) else { return false };
    if checker.likely_attribute(name).is_some() {
        return false;
    }
    let place = Span::new(span.start + 1, span.end - 1);
    let message = format!("`{name}` is the name of {}", elsewhere.system);
    let help = format!("here the attribute is called {}", elsewhere.name);
    let found = checker.push(Code::UnknownAttribute, place, message, help);
    fix(found, format!("Write {}", elsewhere.name), place, elsewhere.name.to_owned());
    true
}
