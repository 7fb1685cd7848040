//! A text that is no expression: all that is wrong with it, and the checks of the parts that are.
//!
//! The parser stops at the first mistake. From there on the tokens tell where arguments begin and
//! end; each argument is parsed by itself, and one that does not parse is taken apart further.
//! Nothing is reported for a place that another finding explains.

use super::explain::{mended, parse_part};
use super::mend::{Mend, Mended};
use super::mistakes::mistake;
use super::repair::repair;
use super::scan::{Token, TokenKind, tokens};
use crate::diagnostic::{Code, Diagnostic, Edit};
use crate::language::check::{Checker, Context, sort};
use crate::language::language::Language;
use crate::language::tree::{Argument, Call, Keyword, Node, NodeKind};
use crate::limits::FINDINGS;
use crate::span::Span;
use crate::value::clip;

/// All findings of a text whose parsing gave `first`.
pub(super) fn recover(
    language: &Language,
    text: &str,
    context: &Context,
    first: Diagnostic,
) -> Vec<Diagnostic> {
    // Too long or too deep to look at closely; or nothing there.
    if first.code != Code::Syntax || text.trim().is_empty() {
        return vec![first];
    }
    if let Some(Mended { finding, mend }) = mended(text, language.dialect) {
        return beside(language, text, context, finding, &mend);
    }
    by_tokens(language, text, context, first)
}

/// The findings of a text token by token.
fn by_tokens(language: &Language, text: &str, context: &Context, first: Diagnostic) -> Vec<Diagnostic> {
    let tokens = closed(text);
    let mut recovery = Recovery {
        first: first.clone(),
        text,
        language,
        context,
        tokens: &tokens,
        mistakes: Vec::new(),
        close: Vec::new(),
        found: Vec::new(),
    };
    recovery.pair();
    recovery.mistakes();
    recovery.range(0, tokens.len());
    let mut found = recovery.found;
    if !found.iter().any(|found| found.code == Code::Syntax) {
        found.push(first);
    }
    found.dedup_by(|a, b| a.code == b.code && a.span == b.span);
    sort(&mut found);
    found.truncate(FINDINGS);
    found
}

/// A finding whose edits are known, with what is wrong besides: what is found in the mended text is no
/// consequence of it.
fn beside(
    language: &Language,
    text: &str,
    context: &Context,
    finding: Diagnostic,
    mend: &Mend,
) -> Vec<Diagnostic> {
    let mut found = vec![finding];
    let mended = mend.apply(text);
    // What still does not parse is not looked at for damage again: this must not go on for ever.
    let others = match language.parse(&mended) {
        Ok(tree) => language.check(&mended, &tree, context),
        Err(first) => match repair(&mended, language.dialect) {
            Some(repaired) => vec![repaired.finding],
            None => by_tokens(language, &mended, context, *first),
        },
    };
    // What stands in the same place is most likely a consequence.
    let apart = |other: &Diagnostic| {
        let meets = |edit: &Edit| {
            other.span.is_some_and(|span| span.start < edit.span.end && edit.span.start < span.end)
        };
        match other.code {
            Code::Syntax => !mend.edits.iter().any(meets),
            // Where no place of the parenthesis is right, nothing is known of the arguments.
            Code::Arity => !mend.edits.iter().any(|edit| edit.text == ")"),
            _ => true,
        }
    };
    let others = others.into_iter().map(|other| mend.finding_back(other));
    found.extend(others.filter(apart));
    sort(&mut found);
    found.truncate(FINDINGS);
    found
}

/// The tokens, an attribute without its bracket ending where its argument does.
fn closed(text: &str) -> Vec<Token> {
    let mut all: Vec<Token> = Vec::new();
    let mut from = 0;
    while let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
        let start = all.len();
        all.extend(tokens(rest).into_iter().map(|token| Token { span: token.span.shifted(from), ..token }));
        // Only blanks may be left, and what came before was dealt with.
        let Some(last) = all
            .get_mut(start..)
            .and_then(<[Token]>::last_mut)
            .filter(|last| last.kind == TokenKind::Invalid && last.span.of(text).starts_with('['))
        else {
            break;
        };
        let inside = last.span.of(text);
        let length = inside
            .get(1..)
            .and_then(|name| name.find([',', ')', '[', '"', ';', '=']))
            .map_or(inside.len(), |at| at + 1);
        let length = inside.get(..length).map_or(length, |part| part.trim_end().len());
        last.span.end = last.span.start + length.max(1);
        from = last.span.end;
    }
    all
}

/// A token that cannot stand where it stands.
struct Mistake {
    /// The text that its finding explains.
    covers: Span,
    /// Whether it stands between two operands, which can be looked at by themselves.
    between: bool,
    /// Whether commas around it say nothing about the number of arguments.
    uncounted: bool,
}

struct Recovery<'t> {
    /// Why the whole text does not parse.
    first: Diagnostic,
    text: &'t str,
    language: &'t Language,
    context: &'t Context,
    tokens: &'t [Token],
    mistakes: Vec<Mistake>,
    /// For each opening parenthesis where it closes, by the places of the tokens.
    close: Vec<Option<usize>>,
    found: Vec<Diagnostic>,
}

impl Recovery<'_> {
    fn token(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    fn is(&self, at: usize, sign: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Punctuation)
            && self.token(at) == sign
    }

    fn start(&self, at: usize) -> usize {
        self.tokens.get(at).map_or(self.text.len(), |token| token.span.start)
    }

    fn end(&self, at: usize) -> usize {
        self.tokens.get(at).map_or(self.text.len(), |token| token.span.end)
    }

    fn syntax(&mut self, message: String, span: Span, help: &'static str) -> Diagnostic {
        Diagnostic::new(Code::Syntax, message).at(span).help(help)
    }

    /// Finds the partner of every parenthesis, and those without one.
    fn pair(&mut self) {
        self.close = vec![None; self.tokens.len()];
        let mut open: Vec<usize> = Vec::new();
        // A text without its end swallows what follows, parentheses among it.
        let swallowed = self
            .tokens
            .last()
            .is_some_and(|last| last.kind == TokenKind::Invalid && last.span.of(self.text).starts_with('"'));
        for at in 0..self.tokens.len() {
            if self.is(at, "(") {
                open.push(at);
            } else if self.is(at, ")") {
                match open.pop() {
                    Some(partner) => {
                        if let Some(place) = self.close.get_mut(partner) {
                            *place = Some(at);
                        }
                    }
                    None => {
                        let span = Span::new(self.start(at), self.end(at));
                        self.mistakes.push(Mistake { covers: span, between: false, uncounted: true });
                        let help = "remove it, or open a call before it";
                        let found = self.syntax("this `)` closes nothing".to_owned(), span, help);
                        self.found.push(found.fix("Remove )", span, ""));
                    }
                }
            }
        }
        for at in &open {
            let covers = Span::new(self.start(*at), self.end(*at));
            self.mistakes.push(Mistake { covers, between: false, uncounted: true });
        }
        let Some(innermost) = open.last().copied().filter(|_| !swallowed) else { return };
        let end = Span::at(self.text.trim_end().len());
        let name = innermost.checked_sub(1).and_then(|at| self.tokens.get(at));
        let what = match name.filter(|name| name.kind == TokenKind::Function) {
            Some(name) => format!("{}(", name.span.of(self.text)),
            None => "the parenthesis".to_owned(),
        };
        let place = crate::span::position(self.text, self.start(innermost));
        let message = format!("expected `)` to close {what} of line {}, column {}", place.line, place.column);
        let missing = ")".repeat(open.len());
        let found = self.syntax(message, end, "add the closing parenthesis");
        self.found.push(found.fix(format!("Insert {missing}"), end, missing));
    }

    /// The mistakes that people are known to make, each token once.
    fn mistakes(&mut self) {
        let mut covered = 0;
        let (mut curly, mut joined) = (false, false);
        for at in 0..self.tokens.len() {
            let Some(token) = self.tokens.get(at).filter(|token| token.span.start >= covered) else {
                continue;
            };
            if self.found.len() >= FINDINGS {
                return;
            }
            let word = token.span.of(self.text);
            let known = mistake(self.text, self.tokens, at, self.language.dialect);
            let stray =
                token.kind == TokenKind::Invalid && !word.starts_with(|c: char| c.is_ascii_alphabetic());
            let Some(mut found) = known.or_else(|| stray.then(|| self.stray(at))) else { continue };
            let is_curly = word.starts_with(['“', '”', '„', '‘', '’', '«', '»']);
            let mut covers = found.span.unwrap_or(token.span).to(token.span);
            if is_curly {
                // Up to the next one: what stands between was meant as text.
                let rest = self.text.get(covers.end..).unwrap_or_default();
                let close = rest
                    .char_indices()
                    .find(|(_, c)| matches!(c, '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '"' | '\n'));
                covers.end = close.map_or(self.text.len(), |(at, c)| covers.end + at + c.len_utf8());
            } else if word == "{" {
                covers.end = self
                    .text
                    .get(covers.end..)
                    .and_then(|rest| rest.find('}'))
                    .map_or(covers.end, |at| covers.end + at + 1);
            } else if word == "%" || (word == "&" && found.help.as_deref() == Some("for example &H21C07000"))
            {
                covers.end = covers.end.max(self.end(at + 1).min(self.text.len()));
            }
            if word.starts_with('[') && token.kind == TokenKind::Invalid {
                found = found.fix("Insert ]", Span::at(token.span.end), "]");
            }
            covered = covers.end;
            let between = token.kind == TokenKind::Operator
                || matches!(word.to_ascii_lowercase().as_str(), "and" | "or");
            let gap = found.fixes.first().is_some_and(|fix| fix.title == "Insert a comma");
            self.mistakes.push(Mistake {
                covers,
                between,
                uncounted: gap || word == ";" || is_curly || word == "'",
            });
            // The correction of the first typographic quote straightens all of them, and that of
            // the first `&` joins all operands.
            let once = match word {
                "&" => &mut joined,
                _ => &mut curly,
            };
            let all = is_curly || word == "&";
            if !(all && *once) {
                self.found.push(found);
            }
            *once |= all;
        }
    }

    /// Signs that mean nothing anywhere, a run of them at once.
    fn stray(&self, at: usize) -> Diagnostic {
        let mut span = Span::new(self.start(at), self.end(at));
        for token in self.tokens.get(at + 1..).unwrap_or_default() {
            let more = token.kind == TokenKind::Invalid
                && token.span.start == span.end
                && !token.span.of(self.text).starts_with(|c: char| c.is_ascii() && c != '\'');
            if !more {
                break;
            }
            span.end = token.span.end;
        }
        Diagnostic::new(Code::Syntax, format!("`{}` has no meaning here", clip(span.of(self.text))))
            .at(span)
            .help(
                "expected an attribute such as [mail], a text in double quotes, a number or a function call",
            )
    }

    /// Whether a mistake lies in a span, of those that `which` picks.
    fn mistaken(&self, span: Span, which: impl Fn(&Mistake) -> bool) -> bool {
        self.mistakes.iter().any(|m| m.covers.start < span.end && m.covers.end > span.start && which(m))
    }

    /// Looks at the tokens from `from` up to `to`: an argument, or the whole text.
    fn range(&mut self, from: usize, to: usize) {
        if from >= to || self.found.len() >= FINDINGS {
            return;
        }
        let span = Span::new(self.start(from), self.end(to - 1));
        if !self.mistaken(span, |_| true) {
            let whole = from == 0 && to == self.tokens.len();
            let part = match whole {
                true => Err(Box::new(self.first.clone())),
                false => parse_part(span.of(self.text), self.language.dialect)
                    .map_err(|found| Box::new(found.shifted(span.start))),
            };
            match part {
                Ok(tree) => self.tree(&tree, span),
                Err(found) => {
                    let before = self.found.len();
                    self.calls(from, to);
                    let explained =
                        self.found.get(before..).unwrap_or_default().iter().any(|f| f.code == Code::Syntax);
                    if !explained {
                        self.found.push(*found);
                    }
                }
            }
        } else if self.mistaken(span, |mistake| mistake.between) {
            self.operands(from, to);
        } else {
            self.calls(from, to);
        }
    }

    fn tree(&mut self, tree: &Node, span: Span) {
        let mut checker = Checker::new(span.of(self.text), self.language.checks, self.context);
        checker.part(tree, false);
        // What makes no sense inside a call may be outermost once the text is mended.
        let found = checker.finish().into_iter().filter(|found| {
            let outer = matches!(found.code, Code::NestedIgnore | Code::NestedSelectUnique);
            !outer || span.start > 0 || found.span.is_some_and(|place| place.start > 0)
        });
        self.found.extend(found.map(|found| found.shifted(span.start)));
    }

    /// The operands between signs that do not belong there.
    fn operands(&mut self, from: usize, to: usize) {
        let mut start = from;
        let mut depth = 0usize;
        let mut split = false;
        for at in from..to {
            match self.token(at) {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                word => {
                    let operator = self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Operator)
                        || word.eq_ignore_ascii_case("and")
                        || word.eq_ignore_ascii_case("or");
                    if operator {
                        self.range(start, at);
                        start = at + 1;
                        split = true;
                    }
                }
            }
        }
        if split {
            self.range(start, to);
        } else {
            self.calls(from, to);
        }
    }

    /// The calls among the tokens: names, numbers of arguments, and each argument by itself.
    fn calls(&mut self, from: usize, to: usize) {
        let mut at = from;
        while at < to {
            let is_call = self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Function)
                && self.is(at + 1, "(");
            if !is_call {
                at += 1;
                continue;
            }
            let close = self.close.get(at + 1).copied().flatten();
            let end = close.unwrap_or(to).min(to);
            self.call(at, end, close.is_some());
            at = end + 1;
        }
    }

    fn call(&mut self, name: usize, end: usize, closed: bool) {
        let name_span = Span::new(self.start(name), self.end(name));
        let mut arguments = Vec::new();
        let mut start = name + 2;
        let mut depth = 0usize;
        for at in name + 2..=end {
            let last = at == end;
            if self.is(at, "(") && !last {
                depth += 1;
            } else if self.is(at, ")") && !last {
                depth = depth.saturating_sub(1);
            } else if last || (depth == 0 && matches!(self.token(at), "," | ";")) {
                let span = if start < at {
                    Span::new(self.start(start), self.end(at - 1))
                } else {
                    Span::at(self.end(start.saturating_sub(1)))
                };
                // Only whether something stands there counts.
                let node = (start < at).then_some(Node { span, kind: NodeKind::Keyword(Keyword::Null) });
                arguments.push(Argument { span, node });
                self.range(start, at);
                start = at + 1;
            }
        }
        if let [only] = arguments.as_slice()
            && only.node.is_none()
        {
            arguments.clear();
        }
        let whole = Span::new(name_span.start, self.end(end.min(self.tokens.len().saturating_sub(1))));
        let counted = closed && !self.mistaken(whole, |mistake| mistake.uncounted);
        let call = Call { name: name_span.of(self.text).to_owned(), name_span, arguments };
        let mut checker = Checker::new(self.text, self.language.checks, self.context);
        checker.call_by_itself(&call, counted);
        self.found.append(&mut checker.diagnostics);
    }
}
