//! Signs of other languages, and signs that mean nothing here.

use super::{Suspect, inside_call, syntax};
use crate::diagnostic::Diagnostic;
use crate::language::dialect::Dialect;
use crate::language::entra::parse::parse;
use crate::language::entra::scan::{Token, TokenKind};
use crate::language::tree::{NodeKind, Operator};
use crate::span::Span;

/// `Join(" "; [a]; [b])`, `[mail];`
pub(super) fn semicolon(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    if !suspect.is(TokenKind::Invalid, &[";"]) {
        return None;
    }
    let found = syntax("`;` has no meaning here", suspect.span)
        .help("arguments are separated by commas, and nothing ends an expression");
    Some(if suspect.next().is_some() {
        found.fix("Write ,", suspect.span, ",")
    } else {
        found.fix("Remove ;", suspect.span, "")
    })
}

/// `mail]`
pub(super) fn bracket_that_closes_nothing(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    suspect.is(TokenKind::Invalid, &["]"]).then(|| {
        syntax("this bracket closes nothing", suspect.span)
            .help("an attribute is written [name], with one bracket on each side")
    })
}

/// `{mail}`, `${mail}`
pub(super) fn braces(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    suspect.is(TokenKind::Invalid, &["{", "}"]).then(|| {
        syntax("braces have no meaning outside a text", suspect.span)
            .help("an attribute is written [name]; groups like ${name} belong inside a text")
    })
}

/// `IIF([a] == "x", …)`
pub(super) fn double_equal(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    suspect.is(TokenKind::Operator, &["=="]).then(|| {
        syntax("the comparison for equality is a single `=`", suspect.span).help("write one =").fix(
            "Write =",
            suspect.span,
            "=",
        )
    })
}

/// `IIF([a] != "x", …)`
pub(super) fn exclamation_equal(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    suspect.is(TokenKind::Operator, &["!="]).then(|| {
        syntax("the comparison for inequality is `<>`", suspect.span).help("write <>").fix(
            "Write <>",
            suspect.span,
            "<>",
        )
    })
}

/// `!IsPresent([a])`
pub(super) fn exclamation(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    suspect
        .is(TokenKind::Operator, &["!"])
        .then(|| syntax("`!` has no meaning here", suspect.span).help("write Not(…) around the condition"))
}

/// `BitAnd([a], &Hxyz)`
pub(super) fn hexadecimal_without_digits(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    let h = suspect.text.get(suspect.span.end..).is_some_and(|rest| rest.starts_with(['h', 'H']));
    (suspect.is(TokenKind::Operator, &["&"]) && h).then(|| {
        syntax("expected a hexadecimal number: `&H` and digits from 0 to F", suspect.span)
            .help("for example &H21C07000")
    })
}

/// `[givenName] & " " & [surname]`
pub(super) fn concatenation(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    let Suspect { text, tokens, at, .. } = *suspect;
    let is_it = suspect.is(TokenKind::Operator, &["&"]) && suspect.dialect == Dialect::Entra;
    if !is_it || inside_call(text, tokens, tokens.get(at)?) {
        return None;
    }
    let found =
        syntax("`&` belongs to Entra Connect synchronization rules, not to this language", suspect.span)
            .help("join texts with Join(\"\", first, second) or Append(first, second)");
    let first = tokens.iter().take(at).all(|token| token.span.of(text) != "&");
    Some(match first.then(|| joined(text, tokens)).flatten() {
        Some(fixed) => found.fix("Write Join(…)", Span::new(0, text.len()), fixed),
        None => found,
    })
}

/// The whole text as Join, if it is operands with `&` between them.
fn joined(text: &str, tokens: &[Token]) -> Option<String> {
    // A tree of many operands is deep; nobody joins that many by hand.
    if tokens.len() > 200 {
        return None;
    }
    let mut node = &parse(text, Dialect::Connect).ok()?;
    let mut parts = Vec::new();
    while let NodeKind::Binary(binary) = &node.kind {
        if binary.operator != Operator::Concatenate {
            return None;
        }
        parts.push(binary.right.span.of(text));
        node = &binary.left;
    }
    parts.push(node.span.of(text));
    parts.reverse();
    // An operand of Connect alone would be the next mistake.
    let sound = parts.iter().all(|part| parse(part, Dialect::Entra).is_ok());
    sound.then(|| format!("Join(\"\", {})", parts.join(", ")))
}

/// `[givenName] + " " + [surname]`
pub(super) fn arithmetic(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    let sign = suspect.word;
    (suspect.is(TokenKind::Operator, &["+", "-", "*"]) && suspect.dialect == Dialect::Entra).then(|| {
        syntax(format!("the language has no arithmetic, so `{sign}` has no meaning here"), suspect.span)
            .help("join texts with Join or Append; add to dates with DateAdd")
    })
}

/// `$item`
pub(super) fn variable(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    (suspect.kind == TokenKind::Variable && suspect.dialect == Dialect::Entra).then(|| {
        syntax("`$` names belong to Entra Connect synchronization rules", suspect.span)
            .help("write [name] for an attribute")
    })
}

/// `%Domain`
pub(super) fn percent(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    suspect.is(TokenKind::Invalid, &["%"]).then(|| {
        syntax("a parameter is written %Name%", suspect.span)
            .help("close it with a second % directly after the name")
    })
}
