//! The walk over a path.

use super::names;
use super::walk::{Step, Walk};
use crate::scim::path::CompareOp;
use crate::scim::scan::{Piece, ScimToken};
use crate::span::Span;

impl Walk<'_> {
    /// A path from start to end.
    pub(super) fn path(&mut self) -> Step {
        let head = self.span();
        if self.peek() != Some(Piece::Word) {
            let error = self.error("expected an attribute name", head);
            let inner = self.word().trim_matches(['"', '\'']);
            return Err(Box::new(if self.tokens.len() == 1 && names::is_name(inner) {
                error.help("a path has no quotes around it").fix("Remove the quotes", head, inner)
            } else {
                error
            }));
        }
        let sub = self.attr()?;
        match self.peek() {
            Some(Piece::Left) => self.bracket(sub, true)?,
            Some(Piece::Blank | Piece::Symbol) => return self.after_path(head),
            Some(Piece::Open) => return self.round(),
            None => return Ok(()),
            _ => return self.unexpected("a path ends here"),
        }
        match self.peek() {
            Some(Piece::Word) if self.word().starts_with('.') => self.sub()?,
            Some(Piece::Word) => {
                let span = self.span();
                let error = self
                    .error("expected a dot between the bracket and the sub-attribute", Span::at(span.start));
                return Err(Box::new(error.fix("Insert a dot", Span::at(span.start), ".")));
            }
            _ => {}
        }
        match self.peek() {
            None => Ok(()),
            Some(Piece::Blank) => self.after_path(head),
            Some(Piece::Left) => self.fail("a path has one bracket at most", self.span()),
            Some(Piece::Right) => self.fail("this bracket closes nothing", self.span()),
            _ => self.unexpected("a path ends here"),
        }
    }

    /// Text after a complete path: a comparison, or a name with a blank in it.
    fn after_path(&mut self, head: Span) -> Step {
        let before = self.span();
        self.blanks();
        let (word, span) = (self.word(), self.span());
        if CompareOp::from_name(word).is_some()
            || word.eq_ignore_ascii_case("pr")
            || self.peek() == Some(Piece::Symbol)
        {
            let rest = Span::new(before.start, self.text.len());
            let error =
                self.error("this is a filter, not a path: a path has no comparison outside brackets", rest);
            return Err(Box::new(error.fix("Remove the comparison", rest, "")));
        }
        let name = head.end == before.start && names::is_name(word) && self.next + 1 == self.tokens.len();
        let error = self.error("a path ends before a blank", Span::new(before.start, self.text.len()));
        Err(Box::new(if name {
            error.help("names have no blanks").fix("Remove the blank", before, "")
        } else if self.peek() == Some(Piece::Left) {
            error.fix("Remove the blank", Span::new(before.start, span.start), "")
        } else {
            error
        }))
    }

    /// A condition in round brackets.
    fn round(&self) -> Step {
        let open = self.span();
        let error = self.error("a condition stands in square brackets", open);
        let closes = |token: &&ScimToken| token.piece == Piece::Close;
        Err(Box::new(match self.tokens.iter().skip(self.next).rfind(closes) {
            Some(close) => {
                let inner = Span::new(open.end, close.span.start).of(self.text);
                error.fix("Write square brackets", open.to(close.span), format!("[{inner}]"))
            }
            None => error,
        }))
    }

    /// `.value` after a bracket.
    pub(super) fn sub(&mut self) -> Step {
        let (word, span) = (self.word(), self.span());
        let name = word.strip_prefix('.').unwrap_or(word);
        if name.is_empty() {
            return self.fail("expected a sub-attribute after the dot", Span::at(span.end));
        }
        if name.contains(':') {
            return self.fail("a sub-attribute has no URN", span);
        }
        if let Some(rest) = name.strip_prefix('.') {
            let dots = Span::new(span.start, span.end - rest.len());
            return Err(Box::new(self.error("one dot, not two, precedes a sub-attribute", dots).fix(
                "Write one dot",
                dots,
                ".",
            )));
        }
        if let Some(dot) = name.find('.') {
            let from = span.start + 1 + dot;
            return self
                .fail("a sub-attribute has no parts of its own: one dot at most", Span::new(from, span.end));
        }
        names::check(name, span.start + 1, &|message, span| self.error(message, span))?;
        self.next += 1;
        Ok(())
    }
}
