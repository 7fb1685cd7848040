//! One sign that is missing or too much: where it has to stand for the text to be an expression that runs.
//!
//! Where a bracket or a quote is missing the parser notices it far behind. So every place where it may have
//! stood is tried, and the one that leaves the fewest mistakes wins; at places that are alike, the first.

use super::check;
use super::mend::{Mend, Mended};
use super::mistakes::syntax;
use super::parse::parse;
use super::scan::{Token, TokenKind, tokens};
use crate::diagnostic::Diagnostic;
use crate::language::check::{Context, check_tree};
use crate::language::dialect::Dialect;
use crate::language::registry::{Offers, Registry};
use crate::language::tree::{Node, NodeKind};
use crate::limits::{REPAIR_CHARACTERS, REPAIRS};
use crate::span::Span;
use crate::value::clip;

/// A mend to try, and what is to be said if it is the right one.
struct Candidate {
    mend: Mend,
    tell: fn(&str, &Mend) -> Diagnostic,
    title: &'static str,
}

/// The mend of one missing or superfluous sign, if one makes the text an expression.
pub(super) fn repair(text: &str, dialect: Dialect) -> Option<Mended> {
    if text.len() > REPAIR_CHARACTERS {
        return None;
    }
    let tokens = tokens(text);
    let candidates = candidates(text, &tokens);
    let mut best: Option<(u32, Candidate)> = None;
    for candidate in candidates.into_iter().take(REPAIRS) {
        let mended = candidate.mend.apply(text);
        let Ok(tree) = parse(&mended, dialect) else { continue };
        let cost = cost(&mended, &tree, dialect);
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, candidate));
        }
    }
    let (_, Candidate { mend, tell, title }) = best?;
    Some(Mended::new(tell(text, &mend), title, mend))
}

/// How much is wrong with a mended text: its errors first, then what nobody writes.
fn cost(text: &str, tree: &Node, dialect: Dialect) -> u32 {
    let checks = match dialect {
        Dialect::Connect => &check::CONNECT,
        Dialect::Entra => &check::ENTRA,
    };
    let found = check_tree(text, tree, checks, &Context::default());
    let errors = found.iter().filter(|found| found.is_blocking()).count();
    let softer = found.len() - errors;
    let mut odd = 0;
    tree.walk(&mut |node| odd += oddity(node, checks.registry));
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).min(1_000);
    count(errors) * 1_000_000 + odd.min(1_000) * 1_000 + count(softer)
}

/// Signs of code inside of a text, and attributes where only constants make sense.
fn oddity(node: &Node, registry: &Registry) -> u32 {
    match &node.kind {
        NodeKind::Text(text) => {
            let sign = |c: char| matches!(c, '"' | '[' | ']' | '(' | ')' | ',');
            u32::try_from(text.chars().filter(|c| sign(*c)).count()).unwrap_or(1_000)
        }
        NodeKind::Attribute(name) => {
            u32::try_from(name.chars().filter(|c| matches!(c, ',' | '(' | ')' | '"')).count())
                .unwrap_or(1_000)
        }
        NodeKind::Call(call) => {
            let Some(function) = registry.find(&call.name) else { return 0 };
            let odd = |(at, node): (usize, &Node)| {
                let offers = function.parameter(at).map_or(Offers::Nothing, |parameter| parameter.offers);
                let closed = matches!(offers, Offers::Cultures | Offers::DateStyles | Offers::Keywords(_));
                closed && matches!(node.kind, NodeKind::Attribute(_) | NodeKind::Call(_))
            };
            let places = call.arguments.iter().enumerate();
            let odd = places.filter_map(|(at, place)| Some((at, place.node.as_ref()?))).filter(|it| odd(*it));
            u32::try_from(odd.count()).unwrap_or(1_000)
        }
        _ => 0,
    }
}

/// Everything that is worth a try.
fn candidates(text: &str, tokens: &[Token]) -> Vec<Candidate> {
    let unclosed = |sign: char| {
        tokens
            .last()
            .is_some_and(|last| last.kind == TokenKind::Invalid && last.span.of(text).starts_with(sign))
    };
    let mut found = Vec::new();
    if unclosed('"') {
        escaped_quotes(text, &mut found);
        opening_quotes(text, tokens, &mut found);
        closing_quotes(text, tokens, &mut found);
    } else if unclosed('[') {
        closing_brackets(text, tokens, &mut found);
    } else {
        opening_brackets(text, tokens, &mut found);
        parentheses(text, tokens, &mut found);
    }
    found
}

fn insert(at: usize, text: &str) -> Mend {
    Mend::one(Span::at(at), text)
}

/// `Replace([a], "\", , , "/", , )`: the backslash takes the quote along.
fn escaped_quotes(text: &str, found: &mut Vec<Candidate>) {
    let mut all = Vec::new();
    for (at, _) in text.match_indices("\\\"") {
        let before = text.get(..at).unwrap_or_default();
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        if backslashes.is_multiple_of(2) {
            all.push(at);
        }
    }
    let mut add = |places: &[usize]| {
        let edits = places.iter().flat_map(|at| insert(*at, "\\").edits).collect();
        let mend = Mend { edits };
        found.push(Candidate { mend, tell: escaped_quote, title: "Write \\\\" });
    };
    for at in &all {
        add(&[*at]);
    }
    if all.len() > 1 {
        add(&all);
    }
}

fn escaped_quote(_: &str, mend: &Mend) -> Diagnostic {
    let at = mend.edits.first().map_or(0, |edit| edit.span.start);
    let message = "the backslash escapes the quote behind it, so the text does not end here";
    syntax(message, Span::new(at, at + 2)).help("a text of one backslash is written \"\\\\\"")
}

/// `Join("@", [givenName], contoso.com")`
fn opening_quotes(text: &str, tokens: &[Token], found: &mut Vec<Candidate>) {
    for (at, token) in tokens.iter().enumerate() {
        let begins = match at.checked_sub(1).and_then(|before| tokens.get(before)) {
            None => true,
            Some(before) => {
                matches!(before.kind, TokenKind::Operator) || matches!(before.span.of(text), "(" | ",")
            }
        };
        let plain = !matches!(token.kind, TokenKind::String | TokenKind::Function | TokenKind::Attribute)
            && !token.span.of(text).starts_with(['"', ',', ')']);
        if begins && plain {
            found.push(Candidate {
                mend: insert(token.span.start, "\""),
                tell: |text, mend| {
                    let at = mend.edits.first().map_or(0, |edit| edit.span.start);
                    let end =
                        text.get(at..).and_then(|rest| rest.find('"')).map_or(text.len(), |end| at + end + 1);
                    let word = Span::new(at, end);
                    syntax(format!("the text `{}` lacks its opening quote", clip(word.of(text))), word)
                        .help("a text stands between two straight double quotes")
                },
                title: "Insert the opening quote",
            });
        }
    }
}

/// `Append([a], ".test)`
fn closing_quotes(text: &str, tokens: &[Token], found: &mut Vec<Candidate>) {
    let texts = tokens.iter().filter(|token| token.span.of(text).starts_with('"'));
    for token in texts {
        let inside = token.span.of(text);
        let ends = inside.char_indices().skip(1).filter(|(_, c)| matches!(c, ',' | ')' | '=' | '<' | '>'));
        for end in ends.map(|(at, _)| at).chain([inside.len()]) {
            let part = inside.get(..end).unwrap_or_default();
            let end = token.span.start + part.trim_end().len();
            found.push(Candidate {
                mend: insert(end, "\""),
                tell: |text, mend| {
                    let end = mend.edits.first().map_or(0, |edit| edit.span.start);
                    let start = text.get(..end).and_then(|before| before.rfind('"')).unwrap_or(end);
                    syntax("the text that starts here has no closing quote", Span::new(start, start + 1))
                        .help("end it with a straight double quote; inside a text write a quote as \\\"")
                },
                title: "Insert the closing quote",
            });
        }
    }
}

/// `Join(" ", [givenName, [surname])`
fn closing_brackets(text: &str, tokens: &[Token], found: &mut Vec<Candidate>) {
    let Some(open) = tokens.last() else { return };
    let inside = open.span.of(text);
    let brackets = inside.char_indices().filter(|(_, c)| *c == '[').map(|(at, _)| at);
    for bracket in brackets {
        let behind = inside.get(bracket + 1..).unwrap_or_default();
        let end = behind.find([',', ')', '[', ']', '"', ';', '=', '<', '>', '&']).unwrap_or(behind.len());
        let name = behind.get(..end).unwrap_or_default().trim_end();
        found.push(Candidate {
            mend: insert(open.span.start + bracket + 1 + name.len(), "]"),
            tell: |text, mend| {
                let end = mend.edits.first().map_or(0, |edit| edit.span.start);
                let start = text.get(..end).and_then(|before| before.rfind('[')).unwrap_or(end);
                syntax("the attribute that starts here has no closing bracket", Span::new(start, start + 1))
                    .help("end the attribute's name with ]")
            },
            title: "Insert ]",
        });
    }
}

/// `Join(" ", givenName], [surname])`, `[mail]]`
fn opening_brackets(text: &str, tokens: &[Token], found: &mut Vec<Candidate>) {
    let Some(at) = tokens.iter().position(|token| token.span.of(text) == "]") else { return };
    let (Some(bracket), before) = (tokens.get(at), tokens.get(..at).unwrap_or_default()) else { return };
    let word = before.iter().rev().take_while(|token| {
        token.kind == TokenKind::Invalid && !token.span.of(text).starts_with(['[', '"', ']'])
    });
    if let Some(first) = word.last() {
        found.push(Candidate {
            mend: insert(first.span.start, "["),
            tell: |text, mend| {
                let start = mend.edits.first().map_or(0, |edit| edit.span.start);
                let end = text.get(start..).and_then(|rest| rest.find(']')).map_or(start, |end| start + end);
                syntax("the attribute that ends here has no opening bracket", Span::new(end, end + 1))
                    .help("an attribute is written [name], with one bracket on each side")
            },
            title: "Insert [",
        });
    }
    found.push(Candidate {
        mend: Mend::one(bracket.span, ""),
        tell: |_, mend| {
            let span = mend.edits.first().map_or(Span::at(0), |edit| edit.span);
            syntax("this bracket closes nothing", span)
                .help("an attribute is written [name], with one bracket on each side")
        },
        title: "Remove ]",
    });
}

/// Parentheses that are missing or too many.
fn parentheses(text: &str, tokens: &[Token], found: &mut Vec<Candidate>) {
    let is = |token: &Token, sign| token.kind == TokenKind::Punctuation && token.span.of(text) == sign;
    let mut open: Vec<usize> = Vec::new();
    let mut surplus = false;
    for (at, token) in tokens.iter().enumerate() {
        if is(token, "(") {
            open.push(at);
        } else if is(token, ")") && open.pop().is_none() {
            surplus = true;
        }
    }
    if surplus && open.is_empty() {
        // The last one goes first: where all are alike, it is the one that closes nothing.
        for token in tokens.iter().rev().filter(|token| is(token, ")")) {
            found.push(Candidate {
                mend: Mend::one(token.span, ""),
                tell: |_, mend| {
                    let span = mend.edits.first().map_or(Span::at(0), |edit| edit.span);
                    syntax("this `)` closes nothing", span).help("remove it, or open a call before it")
                },
                title: "Remove )",
            });
        }
        return;
    }
    // Where nothing speaks for another place, all stand at the end.
    let end = text.trim_end().len();
    let missing = open.len();
    let mut add = |mut places: Vec<usize>| {
        places.sort_unstable();
        let edits = places.iter().map(|at| insert(*at, ")")).flat_map(|mend| mend.edits).collect();
        found.push(Candidate { mend: Mend { edits }, tell: unclosed_call, title: closing(missing) });
    };
    if missing == 0 || missing > 3 {
        return;
    }
    add(vec![end; missing]);
    let first = open.first().copied().unwrap_or_default();
    let inner: Vec<usize> = tokens
        .iter()
        .skip(first + 1)
        .filter(|token| !is(token, "(") && token.kind != TokenKind::Function && !is(token, ","))
        .map(|token| token.span.end)
        .filter(|at| *at < end)
        .collect();
    for at in &inner {
        add([vec![*at], vec![end; missing - 1]].concat());
    }
    if missing > 1 {
        for (nth, at) in inner.iter().enumerate() {
            for other in inner.iter().skip(nth) {
                add([vec![*at, *other], vec![end; missing - 2]].concat());
            }
        }
    }
}

const fn closing(missing: usize) -> &'static str {
    match missing {
        0 | 1 => "Insert )",
        2 => "Insert ))",
        _ => "Insert )))",
    }
}

/// Says which call is not closed: the one that the first of the missing parentheses closes.
fn unclosed_call(text: &str, mend: &Mend) -> Diagnostic {
    let at = mend.edits.first().map_or(0, |edit| edit.span.start);
    let mut open: Vec<Span> = Vec::new();
    let mut name = None;
    let all = tokens(text);
    for token in all.iter().take_while(|token| token.span.end <= at) {
        match token.span.of(text) {
            "(" if token.kind == TokenKind::Punctuation => {
                open.push(name.unwrap_or(token.span).to(token.span))
            }
            ")" if token.kind == TokenKind::Punctuation => {
                open.pop();
            }
            _ => {}
        }
        name = (token.kind == TokenKind::Function).then_some(token.span);
    }
    let call = open.last().copied().unwrap_or(Span::at(at));
    let what = match call.of(text) {
        "(" => "the parenthesis".to_owned(),
        name => clip(name).into_owned(),
    };
    let parenthesis = crate::span::position(text, call.end.saturating_sub(1));
    let message =
        format!("expected `)` to close {what} of line {}, column {}", parenthesis.line, parenthesis.column);
    let found = syntax(message, Span::at(at));
    let closed = format!("{})", text.get(call.start..at).unwrap_or_default());
    if at < text.trim_end().len() {
        return found.help(format!("write {}", clip(&closed)));
    }
    found.help("add the closing parenthesis")
}
