//! Texts, attributes and what is put around them.

use super::{Suspect, missing_comma, syntax};
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::language::entra::scan::{Token, TokenKind};
use crate::span::Span;

/// `"Sales`
pub(super) fn without_closing_quote(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    let start = suspect.span.start;
    (suspect.kind == TokenKind::Invalid && suspect.word.starts_with('"')).then(|| {
        syntax("the text that starts here has no closing quote", Span::new(start, start + 1))
            .help("end it with a straight double quote; inside a text write a quote as \\\"")
    })
}

/// `ToLower([mail)`
pub(super) fn attribute_without_closing_bracket(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    let start = suspect.span.start;
    (suspect.kind == TokenKind::Invalid && suspect.word.starts_with('[')).then(|| {
        syntax("the attribute that starts here has no closing bracket", Span::new(start, start + 1))
            .help("end the attribute's name with ]")
    })
}

/// `'Sales'`
pub(super) fn in_single_quotes(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    if !suspect.is(TokenKind::Invalid, &["'"]) {
        return None;
    }
    let span = suspect.span;
    let found = syntax("texts stand in double quotes, not in single ones", span);
    let rest = suspect.text.get(span.end..).unwrap_or_default();
    Some(match rest.split_once('\'') {
        Some((inside, _)) => {
            let whole = Span::new(span.start, span.end + inside.len() + 1);
            let fixed = format!("\"{}\"", inside.replace('"', "\\\""));
            found.at(whole).help(format!("write {fixed}")).fix("Write double quotes", whole, fixed)
        }
        None => found.help("write \" on both sides"),
    })
}

/// `“Sales”`
pub(super) fn in_typographic_quotes(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    if !suspect.is(TokenKind::Invalid, &["“", "”", "„", "‘", "’", "«", "»"]) {
        return None;
    }
    let mut found = syntax(format!("`{}` is a typographic quote", suspect.word), suspect.span)
        .help("texts stand in straight double quotes; word processors and chat programs change them")
        .fix("Write straight quotes", suspect.span, "\"");
    if let Some(fix) = found.fixes.first_mut() {
        fix.edits = straight_quotes(suspect.text, suspect.span.start);
    }
    Some(found)
}

/// Edits that straighten every typographic quote from a place on.
fn straight_quotes(text: &str, from: usize) -> Vec<Edit> {
    let rest = text.get(from..).unwrap_or_default();
    rest.char_indices()
        .filter(|(_, c)| matches!(c, '“' | '”' | '„' | '‘' | '’' | '«' | '»'))
        .map(|(at, c)| Edit { span: Span::new(from + at, from + at + c.len_utf8()), text: "\"".to_owned() })
        .collect()
}

/// `[proxyAddresses][0]`; with a name in the brackets a comma is missing.
pub(super) fn indexed_value(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    if suspect.kind != TokenKind::Attribute || !suspect.follows_operand() {
        return None;
    }
    let name = suspect.word;
    let index = name.get(1..name.len() - 1).unwrap_or_default().trim();
    if index.is_empty() || !index.bytes().all(|b| b.is_ascii_digit()) {
        return Some(missing_comma(suspect.before(), suspect.span));
    }
    let item = index.parse::<u64>().map_or(1, |n| n.saturating_add(1));
    let mut found = syntax(format!("values are not indexed with `{name}`"), suspect.span)
        .help(format!("write Item(values, {item}); Item counts from 1"));
    if let Some(start) = operand_before(suspect.text, suspect.tokens, suspect.at) {
        let edits = vec![
            Edit { span: Span::at(start), text: "Item(".to_owned() },
            Edit { span: suspect.span, text: format!(", {item})") },
        ];
        found.fixes.push(Fix { title: "Write Item(…)".to_owned(), edits });
    }
    Some(found)
}

/// Where the operand before the token at `at` begins: an attribute, or a call with its name.
fn operand_before(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
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

/// `"say ""hello"" twice"`
pub(super) fn side_by_side(suspect: &Suspect<'_>) -> Option<Diagnostic> {
    let start = suspect.span.start;
    let touches = |before: &Token| before.kind == TokenKind::String && before.span.end == start;
    (suspect.kind == TokenKind::String && suspect.before().is_some_and(touches)).then(|| {
        syntax("two texts stand side by side", suspect.span)
            .help("a quote inside a text is written \\\"; separate arguments with a comma")
    })
}
