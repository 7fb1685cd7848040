//! Text to tree. The generated parser and its types stay in this file.

use super::explain::{self, TextKind};
use super::path::{AttributePath, CompareOp, Filter, Path, Test};
use super::urn::is_schema_urn;
use super::value::number;
use super::{Mode, scan, strict};
use crate::diagnostic::{Diagnostic, Outcome};
use crate::json;
use crate::span::Span;
use pest::Parser;
use pest::error::InputLocation;
use pest::iterators::{Pair, Pairs};
use serde_json::Value;
use std::iter::Peekable;

mod grammar {
    #![allow(missing_docs, unreachable_pub)]
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/scim.pest"]
    pub struct ScimParser;
}
use grammar::{Rule, ScimParser};

/// Parses an attribute path, as PATCH operations and attribute mappings name their targets.
///
/// ```
/// use attrflow::diagnostic::Code;
/// use attrflow::scim::{Mode, parse_path};
/// let path = parse_path("name.familyName", Mode::Strict).unwrap();
/// assert_eq!((path.name.as_str(), path.sub.as_deref()), ("name", Some("familyName")));
///
/// let error = parse_path("emails[type eq 'work'].value", Mode::Lenient).unwrap_err();
/// assert_eq!(error.code, Code::InvalidPath);
/// assert_eq!(error.fixes[0].edits[0].text, "\"work\"");
/// ```
///
/// # Errors
/// [`Code::InvalidPath`](crate::diagnostic::Code::InvalidPath) with the place, what was expected there and often a correction;
/// [`Code::TooLong`](crate::diagnostic::Code::TooLong) and [`Code::TooDeep`](crate::diagnostic::Code::TooDeep) beyond [`limits`](crate::limits).
pub fn parse_path(text: &str, mode: Mode) -> Outcome<Path> {
    let pairs = parse(Rule::path, TextKind::Path, text)?;
    let mut walker = TreeBuilder { text, kind: TextKind::Path, beyond: None };
    let path = walker.path(pairs)?;
    match mode {
        Mode::Lenient => Ok(path),
        Mode::Strict => strict::allow(text, TextKind::Path, walker.beyond).map(|()| path),
    }
}

/// Parses a filter, as list requests and value paths use them.
///
/// ```
/// use attrflow::scim::{Mode, parse_filter};
/// let filter = parse_filter(r#"title pr AND (userType eq "A")"#, Mode::Strict).unwrap();
/// assert_eq!(filter.to_string(), r#"title pr and userType eq "A""#);
/// ```
///
/// # Errors
/// [`Code::InvalidFilter`](crate::diagnostic::Code::InvalidFilter) with the place, what was expected there and often a correction;
/// [`Code::TooLong`](crate::diagnostic::Code::TooLong) and [`Code::TooDeep`](crate::diagnostic::Code::TooDeep) beyond [`limits`](crate::limits).
pub fn parse_filter(text: &str, mode: Mode) -> Outcome<Filter> {
    let pairs = parse(Rule::filter, TextKind::Filter, text)?;
    let mut walker = TreeBuilder { text, kind: TextKind::Filter, beyond: None };
    let filter = walker.filter(pairs)?;
    match mode {
        Mode::Lenient => Ok(filter),
        Mode::Strict => strict::allow(text, TextKind::Filter, walker.beyond).map(|()| filter),
    }
}

/// The tokens of the whole text, or why there are none.
fn parse(rule: Rule, kind: TextKind, text: &str) -> Outcome<Pairs<'_, Rule>> {
    scan::limits(text)?;
    let mut whole = ScimParser::parse(rule, text).map_err(|error| {
        let at = match error.location {
            InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
        };
        explain::explain(text, kind, at)
    })?;
    Ok(match whole.next() {
        Some(whole) => whole.into_inner(),
        None => whole,
    })
}

type Tokens<'t> = Peekable<Pairs<'t, Rule>>;

struct TreeBuilder<'t> {
    text: &'t str,
    kind: TextKind,
    /// The first thing the published grammar does not have and the blanks do not show.
    beyond: Option<(Span, &'static str)>,
}

impl TreeBuilder<'_> {
    fn error(&self, span: Span, message: impl Into<String>) -> Box<Diagnostic> {
        Box::new(Diagnostic::new(self.kind.code(), message).at(span))
    }

    fn note_beyond(&mut self, span: Span, what: &'static str) {
        self.beyond.get_or_insert((span, what));
    }

    fn path(&mut self, pairs: Pairs<'_, Rule>) -> Outcome<Path> {
        let mut tokens = pairs.peekable();
        let attr = self.attr(&mut tokens)?;
        let mut path = Path {
            urn: attr.urn,
            name: attr.name,
            filter: None,
            sub: attr.sub,
            head: attr.span,
            span: Span::new(0, self.text.len()),
        };
        if let Some(bracket) = tokens.next_if(is_bracket) {
            path.filter = Some(self.bracket(&path.name, path.head, bracket)?);
            path.sub = tokens.next_if(is_sub).map(|pair| self.name(&pair));
        }
        Ok(path)
    }

    /// The filter in the bracket after an attribute.
    fn bracket(&mut self, name: &str, head: Span, pair: Pair<'_, Rule>) -> Outcome<Filter> {
        if name.is_empty() {
            let error = Diagnostic::new(self.kind.code(), "a schema URN alone cannot be filtered").at(head);
            return Err(Box::new(error.help("name an attribute of the schema after another colon")));
        }
        self.filter(pair.into_inner())
    }

    /// URN, name and sub-attribute from the front of the tokens.
    fn attr(&mut self, tokens: &mut Tokens<'_>) -> Outcome<AttributePath> {
        let mut span: Option<Span> = None;
        let mut attr = AttributePath { urn: None, name: String::new(), sub: None, span: Span::default() };
        // one of each at most and in this order: in `emails[type eq "work"]` two names meet
        for rule in [Rule::URI, Rule::ATTRNAME, Rule::subAttr] {
            let Some(pair) = tokens.next_if(|pair| pair.as_rule() == rule) else { continue };
            match rule {
                Rule::URI => attr.urn = Some(pair.as_str().trim_end_matches(':').into()),
                Rule::ATTRNAME => attr.name = self.name(&pair),
                _ => attr.sub = Some(self.name(&pair)),
            }
            let here = place(&pair);
            span = Some(span.map_or(here, |span| span.to(here)));
        }
        attr.span = span.unwrap_or_default();
        if let Some(urn) = &attr.urn
            && is_schema_urn(urn, &attr.name)
        {
            if let Some(sub) = &attr.sub {
                let dot = Span::new(attr.span.end - sub.len() - 1, attr.span.end - sub.len());
                return Err(Box::new(
                    Diagnostic::new(
                        self.kind.code(),
                        "a colon, not a dot, stands between a schema URN and a name",
                    )
                    .at(dot)
                    .fix("Write a colon", dot, ":"),
                ));
            }
            self.note_beyond(attr.span, "a schema URN without an attribute");
            attr.urn = Some(format!("{urn}:{}", attr.name));
            attr.name.clear();
        }
        Ok(attr)
    }

    /// The text of a name, or of a sub-attribute without its dot.
    fn name(&mut self, pair: &Pair<'_, Rule>) -> String {
        if pair.as_str().contains('$') {
            self.note_beyond(place(pair), "a `$` in a name");
        }
        pair.as_str().trim_start_matches('.').into()
    }

    /// Terms and joints. `and` binds tighter than `or` (RFC 7644 section 3.4.2.2), so the run is cut
    /// at each `or` first.
    fn filter(&mut self, pairs: Pairs<'_, Rule>) -> Outcome<Filter> {
        let mut pairs = pairs.peekable();
        // the commonest filter by far is one term, which needs no lists
        let first = match pairs.next() {
            Some(pair) => self.term(pair)?,
            None => return Err(self.error(Span::at(self.text.len()), "expected a filter")),
        };
        if pairs.peek().is_none_or(|pair| pair.as_rule() == Rule::EOI) {
            return Ok(first);
        }
        let (mut any, mut all) = (Vec::new(), Vec::new());
        push_flat(&mut all, first, true);
        for pair in pairs {
            match pair.as_rule() {
                Rule::and | Rule::EOI => {}
                Rule::or => push_flat(&mut any, conjunction(&mut all), false),
                _ => {
                    let term = self.term(pair)?;
                    push_flat(&mut all, term, true);
                }
            }
        }
        if any.is_empty() {
            return Ok(conjunction(&mut all));
        }
        push_flat(&mut any, conjunction(&mut all), false);
        Ok(Filter::Or(any))
    }

    fn term(&mut self, pair: Pair<'_, Rule>) -> Outcome<Filter> {
        match pair.as_rule() {
            Rule::group | Rule::valGroup => return self.filter(pair.into_inner()),
            Rule::negation | Rule::valNegation => {
                return Ok(Filter::Not(Box::new(self.filter(pair.into_inner())?)));
            }
            _ => {}
        }
        let mut tokens = pair.into_inner().peekable();
        let attr = self.attr(&mut tokens)?;
        let Some(bracket) = tokens.next_if(is_bracket) else {
            let test = self.test(&mut tokens)?;
            return Ok(Filter::Attribute { attr, test });
        };
        let filter = Box::new(self.bracket(&attr.name, attr.span, bracket)?);
        let mut then = None;
        if let Some(sub) = tokens.next() {
            self.note_beyond(place(&sub), "a comparison after the bracket");
            then = Some((self.name(&sub), self.test(&mut tokens)?));
        }
        Ok(Filter::Element { attr, filter, then })
    }

    fn test(&mut self, tokens: &mut Tokens<'_>) -> Outcome<Test> {
        match (tokens.next(), tokens.next()) {
            (Some(op), Some(value)) => match CompareOp::from_name(op.as_str()) {
                Some(name) => {
                    let span = place(&op).to(place(&value));
                    Ok(Test::Compare { op: name, value: self.value(&value)?, span })
                }
                None => Err(self.error(place(&op), "expected an operator")),
            },
            _ => Ok(Test::Present),
        }
    }

    fn value(&mut self, pair: &Pair<'_, Rule>) -> Outcome<Value> {
        let text = pair.as_str();
        match pair.as_rule() {
            Rule::boolean | Rule::null => {
                if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
                    self.note_beyond(place(pair), "a literal in capital letters");
                }
                Ok(match pair.as_rule() {
                    Rule::null => Value::Null,
                    _ => Value::Bool(text.len() == 4),
                })
            }
            Rule::number => number(text)
                .map(Value::Number)
                .ok_or_else(|| self.error(place(pair), "this number is too large")),
            _ if text.bytes().all(|byte| byte >= b' ' && byte != b'\\') => {
                Ok(Value::from(text.get(1..text.len() - 1).unwrap_or("")))
            }
            _ => json::parse(text).map_err(|_| {
                let message = "a quoted text has no control characters and no halves of surrogate pairs";
                self.error(place(pair), message)
            }),
        }
    }
}

fn is_bracket(pair: &Pair<'_, Rule>) -> bool {
    pair.as_rule() == Rule::valuePath
}

fn is_sub(pair: &Pair<'_, Rule>) -> bool {
    pair.as_rule() == Rule::subAttr
}

fn place(pair: &Pair<'_, Rule>) -> Span {
    let span = pair.as_span();
    Span::new(span.start(), span.end())
}

/// Terms joined by `and` as one filter.
fn conjunction(members: &mut Vec<Filter>) -> Filter {
    if members.len() == 1 { members.swap_remove(0) } else { Filter::And(std::mem::take(members)) }
}

/// Adds a member to an `and` list (`all`) or an `or` list, dissolving a list of the same sort.
fn push_flat(list: &mut Vec<Filter>, member: Filter, all: bool) {
    match member {
        Filter::And(members) if all => list.extend(members),
        Filter::Or(members) if !all => list.extend(members),
        member => list.push(member),
    }
}
