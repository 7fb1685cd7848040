//! Corrections of mistakes that take more than one token to mend.

use super::parse::{Dialect, parse};
use super::scan::{Token, TokenKind};
use super::syntax::{NodeKind, Operator};
use super::syntax_help::{joins, logical};
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::span::Span;

/// The whole text as Join, if it is operands with `&` between them.
pub(super) fn joined(text: &str, tokens: &[Token]) -> Option<String> {
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

/// AND and OR between two conditions, as one IIF in another where that can be read off.
pub(super) fn nested_conditions(text: &str, tokens: &[Token], at: usize) -> Diagnostic {
    let span = tokens.get(at).map_or(Span::default(), |token| token.span);
    let word = span.of(text);
    let found = logical(word, span);
    let Some((call, [condition, yes, no])) = conditional_around(text, tokens, at) else { return found };
    let (first, second) = (
        Span::new(condition.start, span.start).of(text).trim(),
        Span::new(span.end, condition.end).of(text).trim(),
    );
    let (yes, no) = (yes.of(text).trim(), no.of(text).trim());
    let fixed = if word.starts_with(['a', 'A', '&']) {
        format!("IIF({first}, IIF({second}, {yes}, {no}), {no})")
    } else {
        format!("IIF({first}, {yes}, IIF({second}, {yes}, {no}))")
    };
    found.fix("Nest the conditions", call, fixed)
}

/// The IIF whose condition holds the token at `at`, if nothing else in it joins conditions: the
/// whole call and its three places.
fn conditional_around(text: &str, tokens: &[Token], at: usize) -> Option<(Span, [Span; 3])> {
    let mut depth = 0;
    let mut open = None;
    for (before, token) in tokens.iter().enumerate().take(at).rev() {
        match token.span.of(text) {
            ")" => depth += 1,
            "(" if depth > 0 => depth -= 1,
            "(" => {
                open = Some(before);
                break;
            }
            "," if depth == 0 => return None,
            _ if depth == 0 && joins(text, token) => return None,
            _ => {}
        }
    }
    let open = open?;
    let name = tokens.get(open.checked_sub(1)?)?.span;
    if !name.of(text).eq_ignore_ascii_case("iif") {
        return None;
    }
    let mut bounds = vec![tokens.get(open)?.span.end];
    for token in tokens.get(at + 1..)? {
        match token.span.of(text) {
            "(" => depth += 1,
            ")" if depth > 0 => depth -= 1,
            ")" => {
                bounds.push(token.span.start);
                break;
            }
            "," if depth == 0 => bounds.push(token.span.start),
            _ if depth == 0 && bounds.len() == 1 && joins(text, token) => return None,
            _ => {}
        }
    }
    let [start, first, second, end] = bounds.as_slice() else { return None };
    let whole = Span::new(name.start, end + 1);
    Some((whole, [Span::new(*start, *first), Span::new(first + 1, *second), Span::new(second + 1, *end)]))
}

/// Where the operand before the token at `at` begins: an attribute, or a call with its name.
pub(super) fn operand_before(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    let last = tokens.get(at.checked_sub(1)?)?;
    if last.span.of(text) != ")" {
        return (last.kind == TokenKind::Attribute).then_some(last.span.start);
    }
    let mut depth = 0;
    for before in (0..at).rev() {
        match tokens.get(before)?.span.of(text) {
            ")" => depth += 1,
            "(" if depth > 1 => depth -= 1,
            "(" => {
                let name = tokens.get(before.checked_sub(1)?)?;
                return (name.kind == TokenKind::Function).then_some(name.span.start);
            }
            _ => {}
        }
    }
    None
}

pub(super) fn item_fix(mut found: Diagnostic, start: usize, index: Span, item: u64) -> Diagnostic {
    let edits = vec![
        Edit { span: Span::at(start), text: "Item(".to_owned() },
        Edit { span: index, text: format!(", {item})") },
    ];
    found.fixes.push(Fix { title: "Write Item(…)".to_owned(), edits });
    found
}
