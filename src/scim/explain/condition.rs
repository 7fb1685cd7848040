//! The walk over what follows an attribute: operator and value.

use super::walk::{Step, Walk, is_joint};
use crate::diagnostic::{Diagnostic, nearest};
use crate::json;
use crate::scim::path::CompareOp;
use crate::scim::scan::Piece;
use crate::span::Span;

/// Symbols of other languages for what SCIM has words for.
const SYMBOLS: [(&str, &str); 16] = [
    ("=", "eq"),
    ("==", "eq"),
    ("===", "eq"),
    ("!=", "ne"),
    ("!==", "ne"),
    ("<>", "ne"),
    (">", "gt"),
    (">=", "ge"),
    ("=>", "ge"),
    ("<", "lt"),
    ("<=", "le"),
    ("=<", "le"),
    ("&", "and"),
    ("&&", "and"),
    ("|", "or"),
    ("||", "or"),
];

/// Words of other languages for the operators.
const WORDS: [(&str, &str); 14] = [
    ("equals", "eq"),
    ("equal", "eq"),
    ("is", "eq"),
    ("neq", "ne"),
    ("contains", "co"),
    ("startswith", "sw"),
    ("endswith", "ew"),
    ("gte", "ge"),
    ("lte", "le"),
    ("like", "co"),
    ("present", "pr"),
    ("exists", "pr"),
    ("greater", "gt"),
    ("less", "lt"),
];

impl Walk<'_> {
    /// Operator and value after the attribute at `attr`.
    pub(super) fn test(&mut self, attr: Span) -> Step {
        let blank = self.blanks();
        let (word, span) = (self.word(), self.span());
        match self.peek() {
            Some(Piece::Word) if blank => {}
            Some(Piece::Symbol) => return self.symbol("expected an operator such as `eq`"),
            Some(Piece::Left) => {
                let gap = Span::new(attr.end, span.start);
                return Err(Box::new(self.error("no blank stands before a bracket", gap).fix(
                    "Remove the blank",
                    gap,
                    "",
                )));
            }
            Some(Piece::Text) if !blank => {
                return self
                    .fail("expected an operator such as `eq`, with blanks around it", Span::at(span.start));
            }
            None | Some(Piece::Right | Piece::Close) => {
                let error = self.error("expected an operator after the attribute", Span::at(attr.end));
                return Err(Box::new(error.help("for example `eq \"work\"`, or `pr` for \"has a value\"")));
            }
            _ => return self.unexpected("expected an operator such as `eq`"),
        }
        if word.eq_ignore_ascii_case("pr") {
            self.next += 1;
            return self.after_pr();
        }
        if CompareOp::from_name(word).is_none() {
            return Err(Box::new(self.unknown_operator(word, span)));
        }
        self.next += 1;
        if !self.blanks() {
            let at = self.span().start;
            let error = self.error(format!("expected a blank and a value after `{word}`"), Span::at(at));
            let value = matches!(self.peek(), Some(Piece::Word | Piece::Text | Piece::Single));
            return Err(Box::new(if value { error.fix("Insert a blank", Span::at(at), " ") } else { error }));
        }
        self.value(word)
    }

    fn after_pr(&self) -> Step {
        let value = match self.tokens.get(self.next + 1) {
            Some(token) if self.peek() == Some(Piece::Blank) => token,
            _ => return Ok(()),
        };
        let word = value.span.of(self.text);
        match value.piece {
            Piece::Text | Piece::Single | Piece::Word if !is_joint(word) => {
                let error = self.error("`pr` takes no value: it asks whether there is one", value.span);
                Err(Box::new(error.fix("Remove the value", Span::new(self.span().start, value.span.end), "")))
            }
            _ => Ok(()),
        }
    }

    fn unknown_operator(&self, word: &str, span: Span) -> Diagnostic {
        if let Some(comma) = word.find([',', ';']) {
            let comma = Span::new(span.start + comma, span.start + comma + 1);
            let error = self.error("conditions are joined by `and` or `or`", comma);
            return error.fix("Write `and`", comma, self.apart("and", comma));
        }
        let known = CompareOp::NAMES.into_iter().chain(["pr"]);
        let listed = known.clone().collect::<Vec<_>>().join(", ");
        let error = self.error(format!("`{word}` is no operator"), span).help(format!("operators: {listed}"));
        let foreign =
            WORDS.iter().find(|(foreign, _)| foreign.eq_ignore_ascii_case(word)).map(|(_, meant)| *meant);
        match foreign.or_else(|| nearest(word, known).filter(|_| word.len() <= 3 && !is_joint(word))) {
            Some(meant) => error.fix(format!("Write `{meant}`"), span, meant),
            None => error,
        }
    }

    /// The value after an operator.
    fn value(&mut self, operator: &str) -> Step {
        let (word, span) = (self.word(), self.span());
        let quoted = |error: Diagnostic, inner: &str| {
            Box::new(error.fix("Write double quotes", span, json::text(&inner.into())))
        };
        match self.peek() {
            Some(Piece::Text) => {
                if let Some(bad) = bad_escape(word) {
                    let at = span.start + bad;
                    let error =
                        self.error("this is no escape of JSON", Span::new(at, (at + 2).min(span.end)));
                    return Err(Box::new(error.help("a backslash is written `\\\\`, a quote `\\\"`")));
                }
            }
            Some(Piece::Single) => {
                let inner = word.trim_matches('\'');
                return Err(quoted(
                    self.error("a text stands in double quotes, not single ones", span),
                    inner,
                ));
            }
            Some(Piece::Word) if is_literal(word) => {}
            Some(Piece::Word) if word.starts_with(['{', '}']) => {
                return self
                    .fail("only text, numbers, `true`, `false` and `null` can be compared with", span);
            }
            Some(Piece::Word) => {
                let end = word
                    .find(".value")
                    .filter(|_| self.tokens.get(self.next + 1).is_none())
                    .unwrap_or(word.len());
                let inner = word.get(..end).unwrap_or(word);
                let error = self.error(format!("`{inner}` is no value: a text stands in quotes"), span);
                let error = quoted(error, inner);
                return Err(match nearest(inner, ["true", "false", "null"]) {
                    Some(literal) => Box::new(error.fix(format!("Write `{literal}`"), span, literal)),
                    None => error,
                });
            }
            Some(Piece::Open | Piece::Left) => {
                return self
                    .fail("only text, numbers, `true`, `false` and `null` can be compared with", span);
            }
            Some(Piece::Symbol) => return self.symbol("expected a value"),
            _ => return self.fail(format!("expected a value after `{operator}`"), Span::at(span.start)),
        }
        self.next += 1;
        Ok(())
    }

    /// A symbol of another language at this place.
    pub(super) fn symbol(&self, otherwise: &str) -> Step {
        let (word, span) = (self.word(), self.span());
        let Some((_, meant)) = SYMBOLS.iter().find(|(symbol, _)| *symbol == word) else {
            return self.unexpected(otherwise);
        };
        let error = self.error(format!("`{word}` is not SCIM: the word is `{meant}`"), span);
        Err(Box::new(error.fix(format!("Write `{meant}`"), span, self.apart(meant, span))))
    }

    /// A word for the place of `span`, with blanks where its neighbours have none.
    pub(super) fn apart(&self, word: &str, span: Span) -> String {
        let gap =
            |neighbour: Option<char>| if neighbour.is_some_and(|c| c != ' ' && c != '\t') { " " } else { "" };
        let before = gap(self.text.get(..span.start).and_then(|text| text.chars().next_back()));
        let after = gap(self.text.get(span.end..).and_then(|text| text.chars().next()));
        format!("{before}{word}{after}")
    }
}

/// Whether a word is a JSON literal, in any letter case, or a number.
fn is_literal(word: &str) -> bool {
    ["true", "false", "null"].iter().any(|literal| literal.eq_ignore_ascii_case(word))
        || json::parse(word).is_ok_and(|value| value.is_number())
}

/// The offset of the first escape in a quoted text that JSON does not have.
fn bad_escape(text: &str) -> Option<usize> {
    let mut rest = text.char_indices();
    while let Some((at, c)) = rest.next() {
        if c != '\\' {
            continue;
        }
        match rest.next() {
            Some((_, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't')) => {}
            Some((_, 'u'))
                if text.get(at + 2..at + 6).is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit())) => {
            }
            _ => return Some(at),
        }
    }
    None
}
