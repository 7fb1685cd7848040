//! Why a text is no expression: the sentence, the place and, where certain, the correction.
//!
//! The grammar only says how far it got. What people write instead of the right thing is known
//! from published mappings and support threads; each mistake has its own sentence here.

use super::parse::Dialect;
use super::scan::{Token, TokenKind, tokens};
use super::syntax::Operator;
use super::syntax_fixes::{item_fix, joined, nested_conditions, operand_before};
use crate::diagnostic::{Code, Diagnostic, Edit};
use crate::span::Span;

/// Explains why the parser stopped at byte `stopped` of `text`.
pub(super) fn explain(text: &str, stopped: usize, dialect: Dialect) -> Box<Diagnostic> {
    let tokens = tokens(text);
    let found = if tokens.is_empty() {
        syntax("expected an expression, found nothing", Span::new(0, text.len()))
            .help("start with an attribute such as [mail], a text in double quotes, or a function call")
    } else {
        known_mistake(text, &tokens, dialect)
            .or_else(|| unbalanced(text, &tokens))
            .unwrap_or_else(|| unexpected(text, &tokens, stopped, false))
    };
    Box::new(found)
}

/// The same for one argument of a call.
pub(super) fn explain_part(text: &str, stopped: usize, dialect: Dialect) -> Box<Diagnostic> {
    let tokens = tokens(text);
    let found = known_mistake(text, &tokens, dialect);
    Box::new(found.unwrap_or_else(|| unexpected(text, &tokens, stopped, true)))
}

/// A bare word that is no keyword.
pub(super) fn bare_word(word: &str, span: Span) -> Box<Diagnostic> {
    let found = match word.to_ascii_lowercase().as_str() {
        "and" | "or" | "not" => logical(word, span),
        _ => syntax(format!("`{word}` stands here without brackets, quotes or parentheses"), span)
            .help(format!(
                "write [{word}] for the attribute, \"{word}\" for the text, or {word}(…) for a call"
            ))
            .fix(format!("Write [{word}]"), span, format!("[{word}]"))
            .fix(format!("Write \"{word}\""), span, format!("\"{word}\"")),
    };
    Box::new(found)
}

fn syntax(message: impl Into<String>, span: Span) -> Diagnostic {
    Diagnostic::new(Code::Syntax, message).at(span)
}

pub(super) fn logical(word: &str, span: Span) -> Diagnostic {
    syntax(format!("the language has no `{word}`"), span)
        .help("a condition holds one comparison; nest one IIF in another to combine conditions")
}

/// The first mistake of a kind that people are known to make.
fn known_mistake(text: &str, tokens: &[Token], dialect: Dialect) -> Option<Diagnostic> {
    (0..tokens.len()).find_map(|at| mistake(text, tokens, at, dialect))
}

/// What people are known to mean by the token at `at`, if it is a mistake where it stands.
pub(super) fn mistake(text: &str, tokens: &[Token], at: usize, dialect: Dialect) -> Option<Diagnostic> {
    let token = tokens.get(at)?;
    {
        let span = token.span;
        let next = tokens.get(at + 1);
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let found = match (token.kind, span.of(text)) {
            (TokenKind::Invalid, word) if word.starts_with('"') => syntax(
                "the text that starts here has no closing quote",
                Span::new(span.start, span.start + 1),
            )
            .help("end it with a straight double quote; inside a text write a quote as \\\""),
            (TokenKind::Invalid, word) if word.starts_with('[') => syntax(
                "the attribute that starts here has no closing bracket",
                Span::new(span.start, span.start + 1),
            )
            .help("end the attribute's name with ]"),
            (TokenKind::Invalid, "'") => single_quotes(text, span),
            (TokenKind::Invalid, quote @ ("“" | "”" | "„" | "‘" | "’" | "«" | "»")) => {
                let found = syntax(format!("`{quote}` is a typographic quote"), span).help(
                    "texts stand in straight double quotes; word processors and chat programs change them",
                );
                let mut found = found.fix("Write straight quotes", span, "\"");
                if let Some(fix) = found.fixes.first_mut() {
                    fix.edits = straight_quotes(text, span.start);
                }
                found
            }
            (TokenKind::Invalid, ";") => syntax("`;` has no meaning here", span)
                .help("arguments are separated by commas, and nothing ends an expression")
                .fix(
                    if next.is_some() { "Write ," } else { "Remove ;" },
                    span,
                    if next.is_some() { "," } else { "" },
                ),
            (TokenKind::Invalid, "]") => syntax("this bracket closes nothing", span)
                .help("an attribute is written [name], with one bracket on each side"),
            (TokenKind::Invalid, "{" | "}") => syntax("braces have no meaning outside a text", span)
                .help("an attribute is written [name]; groups like ${name} belong inside a text"),
            (TokenKind::Operator, "==") => syntax("the comparison for equality is a single `=`", span)
                .help("write one =")
                .fix("Write =", span, "="),
            (TokenKind::Operator, "!=") => syntax("the comparison for inequality is `<>`", span)
                .help("write <>")
                .fix("Write <>", span, "<>"),
            (TokenKind::Operator, "!") => {
                syntax("`!` has no meaning here", span).help("write Not(…) around the condition")
            }
            (TokenKind::Operator, "&&" | "||") if dialect == Dialect::Entra => {
                nested_conditions(text, tokens, at)
            }
            (TokenKind::Operator, "&") if text[span.end..].starts_with(['h', 'H']) => {
                syntax("expected a hexadecimal number: `&H` and digits from 0 to F", span)
                    .help("for example &H21C07000")
            }
            (TokenKind::Operator, "&") if dialect == Dialect::Entra && !inside_call(text, tokens, token) => {
                let found =
                    syntax("`&` belongs to Entra Connect synchronization rules, not to this language", span)
                        .help("join texts with Join(\"\", first, second) or Append(first, second)");
                let first = tokens.iter().take(at).all(|token| token.span.of(text) != "&");
                match first.then(|| joined(text, tokens)).flatten() {
                    Some(fixed) => found.fix("Write Join(…)", Span::new(0, text.len()), fixed),
                    None => found,
                }
            }
            (TokenKind::Operator, sign @ ("+" | "-" | "*")) if dialect == Dialect::Entra => {
                syntax(format!("the language has no arithmetic, so `{sign}` has no meaning here"), span)
                    .help("join texts with Join or Append; add to dates with DateAdd")
            }
            (TokenKind::Variable, _) if dialect == Dialect::Entra => {
                syntax("`$` names belong to Entra Connect synchronization rules", span)
                    .help("write [name] for an attribute")
            }
            (TokenKind::Invalid, "%") => syntax("a parameter is written %Name%", span)
                .help("close it with a second % directly after the name"),
            (TokenKind::Invalid, word) if matches!(word.to_ascii_lowercase().as_str(), "and" | "or") => {
                nested_conditions(text, tokens, at)
            }
            (TokenKind::Function, "AND" | "OR" | "And" | "Or" | "and" | "or")
                if before.is_some_and(|b| ends_operand(text, b)) =>
            {
                nested_conditions(text, tokens, at)
            }
            (TokenKind::Attribute, name) if before.is_some_and(|b| ends_operand(text, b)) => {
                let index = name[1..name.len() - 1].trim();
                if !index.is_empty() && index.bytes().all(|b| b.is_ascii_digit()) {
                    let item = index.parse::<u64>().map_or(1, |n| n.saturating_add(1));
                    let found = syntax(format!("values are not indexed with `{name}`"), span)
                        .help(format!("write Item(values, {item}); Item counts from 1"));
                    match operand_before(text, tokens, at) {
                        Some(start) => item_fix(found, start, span, item),
                        None => found,
                    }
                } else {
                    missing_comma(text, before, span)
                }
            }
            (TokenKind::String, _)
                if before.is_some_and(|b| b.kind == TokenKind::String && b.span.end == span.start) =>
            {
                syntax("two texts stand side by side", span)
                    .help("a quote inside a text is written \\\"; separate arguments with a comma")
            }
            (TokenKind::Operator, sign) if second_comparison(text, tokens, at) => {
                syntax(format!("a condition holds one comparison; `{sign}` is a second one"), span)
                    .help("nest one IIF in another to combine conditions")
            }
            _ => return None,
        };
        Some(found)
    }
}

fn single_quotes(text: &str, span: Span) -> Diagnostic {
    let found = syntax("texts stand in double quotes, not in single ones", span);
    match text[span.end..].find('\'') {
        Some(length) => {
            let whole = Span::new(span.start, span.end + length + 1);
            let inside = &text[span.end..span.end + length];
            let fixed = format!("\"{}\"", inside.replace('"', "\\\""));
            found.at(whole).help(format!("write {fixed}")).fix("Write double quotes", whole, fixed)
        }
        None => found.help("write \" on both sides"),
    }
}

/// Edits that straighten every typographic quote outside straight-quoted text.
fn straight_quotes(text: &str, from: usize) -> Vec<Edit> {
    text[from..]
        .char_indices()
        .filter(|(_, c)| matches!(c, '“' | '”' | '„' | '‘' | '’' | '«' | '»'))
        .map(|(at, c)| Edit { span: Span::new(from + at, from + at + c.len_utf8()), text: "\"".to_owned() })
        .collect()
}

fn ends_operand(text: &str, token: &Token) -> bool {
    match token.kind {
        TokenKind::Punctuation => token.span.of(text) == ")",
        TokenKind::Operator | TokenKind::Function => false,
        TokenKind::Invalid => {
            token.span.of(text).starts_with(|c: char| c.is_ascii_alphabetic()) && !joins(text, token)
        }
        _ => true,
    }
}

/// Whether a token is what other languages join conditions with.
pub(super) fn joins(text: &str, token: &Token) -> bool {
    let word = token.span.of(text);
    matches!(word, "&&" | "||") || word.eq_ignore_ascii_case("and") || word.eq_ignore_ascii_case("or")
}

fn starts_operand(text: &str, token: &Token) -> bool {
    match token.kind {
        TokenKind::Punctuation => token.span.of(text) == "(",
        TokenKind::Operator => false,
        TokenKind::Invalid => token.span.of(text).starts_with(|c: char| c.is_ascii_alphabetic()),
        _ => true,
    }
}

fn missing_comma(_text: &str, before: Option<&Token>, span: Span) -> Diagnostic {
    let gap = before.map_or(Span::at(span.start), |before| Span::at(before.span.end));
    syntax("expected `,` or `)` before this", span).help("separate arguments with commas").fix(
        "Insert a comma",
        gap,
        ",",
    )
}

/// Whether another comparison precedes the one at `at` within the same argument.
fn second_comparison(text: &str, tokens: &[Token], at: usize) -> bool {
    let comparison = |token: &Token| {
        token.kind == TokenKind::Operator
            && Operator::find(token.span.of(text)).is_some_and(Operator::is_comparison)
    };
    if !comparison(&tokens[at]) {
        return false;
    }
    let mut depth = 0;
    for token in tokens[..at].iter().rev() {
        match token.span.of(text) {
            ")" if token.kind == TokenKind::Punctuation => depth += 1,
            "(" if token.kind == TokenKind::Punctuation && depth == 0 => return false,
            "(" if token.kind == TokenKind::Punctuation => depth -= 1,
            "," if token.kind == TokenKind::Punctuation && depth == 0 => return false,
            // What joins two conditions is a mistake of its own.
            _ if depth == 0 && joins(text, token) => return false,
            _ if depth == 0 && comparison(token) => return true,
            _ => {}
        }
    }
    false
}

/// Parentheses that do not pair up.
fn unbalanced(text: &str, tokens: &[Token]) -> Option<Diagnostic> {
    let mut open: Vec<(Option<&Token>, &Token)> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match (token.kind, token.span.of(text)) {
            (TokenKind::Punctuation, "(") => {
                let name = at.checked_sub(1).and_then(|i| tokens.get(i));
                open.push((name.filter(|name| name.kind == TokenKind::Function), token));
            }
            (TokenKind::Punctuation, ")") if open.pop().is_none() => {
                return Some(
                    syntax("this `)` closes nothing", token.span)
                        .help("remove it, or open a call before it")
                        .fix("Remove )", token.span, ""),
                );
            }
            _ => {}
        }
    }
    let (name, parenthesis) = open.pop()?;
    let end = Span::at(text.trim_end().len());
    let what = name.map_or("the parenthesis".to_owned(), |name| format!("{}(", name.span.of(text)));
    let place = crate::span::position(text, parenthesis.span.start);
    Some(
        syntax(format!("expected `)` to close {what} of line {}, column {}", place.line, place.column), end)
            .help("add the closing parenthesis")
            .fix("Insert )", end, ")"),
    )
}

/// The token at which the parser stopped, or the end.
fn unexpected(text: &str, tokens: &[Token], stopped: usize, part: bool) -> Diagnostic {
    let index = tokens.iter().position(|token| token.span.end > stopped);
    let Some(token) = index.and_then(|index| tokens.get(index)) else {
        let end = Span::at(text.trim_end().len());
        return syntax(
            "the expression ends too early: expected an attribute, a text, a number or a call",
            end,
        );
    };
    let before = index.and_then(|index| index.checked_sub(1)).and_then(|index| tokens.get(index));
    let found = token.span.of(text);
    match (token.kind, found) {
        (TokenKind::Punctuation, "(") => syntax("expected the name of a function before `(`", token.span)
            .help("parentheses only follow a function's name"),
        (TokenKind::Punctuation, ",") if !part && !inside_call(text, tokens, token) => syntax(
            "a comma separates the arguments of a function; there is no function around this one",
            token.span,
        )
        .help("join values with Join(\" \", first, second)"),
        _ if before.is_some_and(|b| ends_operand(text, b)) && starts_operand(text, token) => {
            if part || inside_call(text, tokens, token) {
                missing_comma(text, before, token.span)
            } else {
                syntax(format!("expected the end of the expression, found `{}`", shorten(found)), token.span)
                    .help("an expression is one attribute, one text or one call; combine several with Join or Append")
            }
        }
        (TokenKind::Invalid, word) if word.starts_with(|c: char| c.is_ascii_alphabetic()) => {
            *bare_word(word, token.span)
        }
        (TokenKind::Invalid, sign) => syntax(format!("`{sign}` has no meaning here"), token.span).help(
            "expected an attribute such as [mail], a text in double quotes, a number or a function call",
        ),
        _ => syntax(
            format!("expected an attribute, a text, a number or a call, found `{}`", shorten(found)),
            token.span,
        ),
    }
}

fn inside_call(text: &str, tokens: &[Token], token: &Token) -> bool {
    let mut depth = 0i64;
    for before in tokens.iter().take_while(|t| t.span.start < token.span.start) {
        match (before.kind, before.span.of(text)) {
            (TokenKind::Punctuation, "(") => depth += 1,
            (TokenKind::Punctuation, ")") => depth -= 1,
            _ => {}
        }
    }
    depth > 0
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= 24 { text.to_owned() } else { text.chars().take(23).chain(['…']).collect() }
}
