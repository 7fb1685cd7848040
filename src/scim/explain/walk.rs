//! The walk over a refused text from its left.

use super::kind::TextKind;
use super::names;
use crate::diagnostic::{Diagnostic, nearest};
use crate::scim::path::CompareOp;
use crate::scim::scan::{Piece, ScimToken};
use crate::span::Span;

/// Stops at the first mistake. `Ok` means the walk found none, though the parser did.
pub(super) type Step<T = ()> = Result<T, Box<Diagnostic>>;

pub(super) struct Walk<'t> {
    pub(super) text: &'t str,
    kind: TextKind,
    pub(super) tokens: &'t [ScimToken],
    pub(super) next: usize,
}

/// What opened a nested part of a filter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opened {
    Paren(Span),
    Bracket(Span),
}

impl<'t> Walk<'t> {
    pub(super) fn new(text: &'t str, kind: TextKind, tokens: &'t [ScimToken]) -> Self {
        Self { text, kind, tokens, next: 0 }
    }

    pub(super) fn error(&self, message: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic::new(self.kind.code(), message).at(span)
    }

    pub(super) fn fail<T>(&self, message: impl Into<String>, span: Span) -> Step<T> {
        Err(Box::new(self.error(message, span)))
    }

    pub(super) fn peek(&self) -> Option<Piece> {
        self.tokens.get(self.next).map(|token| token.piece)
    }

    pub(super) fn span(&self) -> Span {
        self.tokens.get(self.next).map_or(Span::at(self.text.len()), |token| token.span)
    }

    pub(super) fn word(&self) -> &'t str {
        self.span().of(self.text)
    }

    /// Skips blanks; says whether there were any.
    pub(super) fn blanks(&mut self) -> bool {
        let found = self.peek() == Some(Piece::Blank);
        self.next += usize::from(found);
        found
    }

    /// Checks the attribute path at this place; says whether it has a sub-attribute.
    pub(super) fn attr(&mut self) -> Step<bool> {
        let (word, span) = (self.word(), self.span());
        let sub = names::check(word, span.start, &|message, span| self.error(message, span))?;
        self.next += 1;
        Ok(sub)
    }

    /// A filter from start to end.
    pub(super) fn filter(&mut self) -> Step {
        self.terms(None)?;
        match self.peek() {
            None => Ok(()),
            Some(Piece::Close) => self.fail("this parenthesis closes nothing", self.span()),
            Some(Piece::Right) => self.fail("this bracket closes nothing", self.span()),
            _ => self.unexpected("expected `and` or `or`"),
        }
    }

    /// `[…]` after an attribute; `sub` says whether that has a sub-attribute already.
    pub(super) fn bracket(&mut self, sub: bool, allowed: bool) -> Step {
        let open = self.span();
        let error = |message, help| Err(Box::new(self.error(message, open).help(help)));
        if sub {
            return error(
                "a sub-attribute cannot stand before a bracket",
                "it follows the bracket: `members[…].display`",
            );
        }
        if !allowed {
            return error(
                "a bracket cannot stand inside a bracket",
                "join conditions on one element by `and`",
            );
        }
        self.next += 1;
        self.blanks();
        match self.peek() {
            Some(Piece::Right) => {
                let span = Span::new(open.start, self.span().end);
                let error = self
                    .error("expected a condition in the brackets", span)
                    .help("for example `[type eq \"work\"]`");
                return Err(Box::new(error.fix("Remove the brackets", span, "")));
            }
            Some(Piece::Word) if self.word().bytes().all(|byte| byte.is_ascii_digit()) => {
                // With the bracket that closes, if one does.
                let closed = self.tokens.get(self.next + 1).filter(|next| next.piece == Piece::Right);
                let span = Span::new(open.start, closed.map_or(self.span().end, |close| close.span.end));
                let error = self.error("elements have no numbers: a condition chooses them", span);
                return Err(Box::new(error.help("for example `[type eq \"work\"]` or `[primary eq true]`")));
            }
            _ => {}
        }
        self.terms(Some(Opened::Bracket(open)))?;
        match self.peek() {
            Some(Piece::Right) => {
                self.next += 1;
                Ok(())
            }
            Some(Piece::Close) => self.fail("this parenthesis closes nothing", self.span()),
            Some(Piece::Word) if self.word().starts_with('.') => self.unclosed("bracket", open, "]"),
            None => self.unclosed("bracket", open, "]"),
            _ => self.unexpected("expected `]`, `and` or `or`"),
        }
    }

    fn unclosed(&self, what: &str, open: Span, close: &str) -> Step {
        let mut at = self.span().start;
        if self.next > 0 && self.tokens.get(self.next - 1).is_some_and(|token| token.piece == Piece::Blank) {
            at = self.tokens.get(self.next - 1).map_or(at, |token| token.span.start);
        }
        let error = self.error(format!("this {what} is not closed"), open);
        Err(Box::new(error.fix(format!("Insert `{close}`"), Span::at(at), close)))
    }

    /// Terms joined by `and` and `or`, up to what no longer fits.
    fn terms(&mut self, inside: Option<Opened>) -> Step {
        loop {
            self.blanks();
            self.term(inside)?;
            let blank = self.blanks();
            let (word, span) = (self.word(), self.span());
            match self.peek() {
                Some(Piece::Word) if is_joint(word) => {
                    if !blank {
                        let error =
                            self.error(format!("expected a blank before `{word}`"), Span::at(span.start));
                        return Err(Box::new(error.fix("Insert a blank", Span::at(span.start), " ")));
                    }
                    self.next += 1;
                    if !self.blanks() && self.peek().is_some() {
                        let at = Span::at(self.span().start);
                        let error = self.error(format!("expected a blank after `{word}`"), at);
                        return Err(Box::new(error.fix("Insert a blank", at, " ")));
                    }
                    if self.peek().is_none() {
                        return self.fail(format!("expected a condition after `{word}`"), self.span());
                    }
                }
                Some(Piece::Symbol) => return self.symbol("expected `and` or `or`"),
                Some(Piece::Word) if word == "," || word == ";" => {
                    let error = self.error("conditions are joined by `and` or `or`", span);
                    return Err(Box::new(error.fix("Write `and`", span, self.apart("and", span))));
                }
                Some(Piece::Word) if !word.starts_with('.') => {
                    let error = self.error("expected `and` or `or` between conditions", span);
                    return Err(Box::new(match nearest(word, ["and", "or"]) {
                        Some(meant) if word.len() < 6 => error.fix(format!("Write `{meant}`"), span, meant),
                        _ => error,
                    }));
                }
                Some(Piece::Text | Piece::Single | Piece::Open | Piece::Left) => {
                    return self.unexpected("expected `and` or `or`");
                }
                _ => return Ok(()),
            }
        }
    }

    /// One condition.
    fn term(&mut self, inside: Option<Opened>) -> Step {
        let (word, span) = (self.word(), self.span());
        match self.peek() {
            Some(Piece::Open) => return self.parens(inside),
            Some(Piece::Word) => {}
            Some(Piece::Text | Piece::Single) => {
                return self.fail(
                    "expected an attribute name: a quoted text stands on the right of an operator",
                    span,
                );
            }
            Some(Piece::Left) => return self.fail("expected an attribute name before the bracket", span),
            _ => return self.unexpected("expected a condition"),
        }
        if word.eq_ignore_ascii_case("not") {
            let after = match self.tokens.get(self.next + 1) {
                Some(token) if token.piece == Piece::Blank => self.next + 2,
                _ => self.next + 1,
            };
            let following = self.tokens.get(after);
            if following.is_some_and(|token| token.piece == Piece::Open) {
                self.next = after;
                return self.parens(inside);
            }
            let operator =
                |word: &str| CompareOp::from_name(word).is_some() || word.eq_ignore_ascii_case("pr");
            if let Some(token) =
                following.filter(|token| token.piece == Piece::Word && !operator(token.span.of(self.text)))
            {
                let end = self.term_end(after);
                let error = self.error("`not` needs parentheses", span);
                let body = Span::new(token.span.start, end).of(self.text);
                return Err(Box::new(error.fix(
                    "Insert parentheses",
                    Span::new(span.start, end),
                    format!("not ({body})"),
                )));
            }
        }
        let sub = self.attr()?;
        if self.peek() == Some(Piece::Left) {
            self.bracket(sub, !matches!(inside, Some(Opened::Bracket(_))))?;
            if self.peek() == Some(Piece::Word) && self.word().starts_with('.') {
                self.sub()?;
                return self.test(span);
            }
            let ahead = self.tokens.get(self.next + 1).map_or("", |token| token.span.of(self.text));
            if self.peek() == Some(Piece::Blank)
                && (CompareOp::from_name(ahead).is_some() || ahead.eq_ignore_ascii_case("pr"))
            {
                let error = self.error(
                    "expected a sub-attribute between the bracket and the comparison",
                    Span::at(self.span().start),
                );
                return Err(Box::new(error.fix("Compare the value", Span::at(self.span().start), ".value")));
            }
            return Ok(());
        }
        self.test(span)
    }

    /// The end of a simple condition: attribute, operator, value.
    fn term_end(&self, from: usize) -> usize {
        let mut pieces = self.tokens.iter().skip(from).filter(|token| token.piece != Piece::Blank);
        let attr = pieces.next().map_or(self.text.len(), |token| token.span.end);
        let Some(operator) = pieces.next() else { return attr };
        match CompareOp::from_name(operator.span.of(self.text)) {
            Some(_) => pieces.next().map_or(operator.span.end, |value| value.span.end),
            None => operator.span.end,
        }
    }

    fn parens(&mut self, inside: Option<Opened>) -> Step {
        let open = self.span();
        self.next += 1;
        self.blanks();
        if self.peek() == Some(Piece::Close) {
            return self
                .fail("expected a condition in the parentheses", Span::new(open.start, self.span().end));
        }
        let nested = match inside {
            Some(Opened::Bracket(bracket)) => Opened::Bracket(bracket),
            _ => Opened::Paren(open),
        };
        self.terms(Some(nested))?;
        match self.peek() {
            Some(Piece::Close) => {
                self.next += 1;
                Ok(())
            }
            Some(Piece::Right) => self.fail("this bracket closes nothing", self.span()),
            None => self.unclosed("parenthesis", open, ")"),
            _ => self.unexpected("expected `)`, `and` or `or`"),
        }
    }

    pub(super) fn unexpected<T>(&self, expected: &str) -> Step<T> {
        self.fail(expected, self.span())
    }
}

pub(super) fn is_joint(word: &str) -> bool {
    word.eq_ignore_ascii_case("and") || word.eq_ignore_ascii_case("or")
}
