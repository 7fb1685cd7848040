//! Text to tree. The types of pest stop here.

use super::scan;
use super::syntax::{Argument, Binary, Call, Keyword, Node, NodeKind, Number, Operator};
use super::syntax_help;
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::json;
use crate::limits::EXPRESSION_DEPTH;
use crate::span::Span;
use pest::Parser;
use pest::iterators::Pair;

/// Which language the text is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// Entra application provisioning and cloud sync.
    #[default]
    Entra,
    /// Entra Connect synchronization rules: infix operators, parentheses, variables.
    Connect,
}

impl Dialect {
    /// `entra` or `connect`.
    pub fn parse(name: &str) -> Option<Dialect> {
        match name {
            "entra" => Some(Dialect::Entra),
            "connect" => Some(Dialect::Connect),
            _ => None,
        }
    }
}

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/expression.pest"]
struct Grammar;

/// Parses an expression. Names of functions are not looked up yet.
///
/// # Errors
/// [`Code::TooLong`], [`Code::TooDeep`] or [`Code::Syntax`], with the place and what was expected.
///
/// ```
/// use attrflow::language::{parse, Dialect};
/// let tree = parse("Join(\" \", [givenName], [surname])", Dialect::Entra)?;
/// assert_eq!(tree.attributes(), ["givenName", "surname"]);
/// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
/// ```
pub fn parse(text: &str, dialect: Dialect) -> Outcome<Node> {
    scan::within_limits(text)?;
    let rule = match dialect {
        Dialect::Entra => Rule::expression,
        Dialect::Connect => Rule::connect_expression,
    };
    let mut pairs = Grammar::parse(rule, text).map_err(|error| {
        let at = match error.location {
            pest::error::InputLocation::Pos(at) => at,
            pest::error::InputLocation::Span((at, _)) => at,
        };
        syntax_help::explain(text, at, dialect)
    })?;
    let root = pairs.next().and_then(|pair| pair.into_inner().next());
    root.map_or_else(|| Err(syntax_help::explain(text, 0, dialect)), |root| node(root, 0))
}

/// Parses one argument of a call by itself. The text keeps the limits already.
///
/// # Errors
/// As [`parse`], in words for an argument.
pub(super) fn parse_part(text: &str, dialect: Dialect) -> Outcome<Node> {
    let rule = match dialect {
        Dialect::Entra => Rule::argument,
        Dialect::Connect => Rule::connect_argument,
    };
    let (pair, end) = match Grammar::parse(rule, text) {
        Ok(mut pairs) => match pairs.next() {
            Some(pair) => (Some(pair.clone()), pair.as_span().end()),
            None => (None, 0),
        },
        Err(_) => (None, 0),
    };
    match pair.and_then(|pair| pair.into_inner().next()).filter(|_| end == text.len()) {
        Some(pair) => node(pair, 0),
        None => Err(syntax_help::explain_part(text, end, dialect)),
    }
}

fn span(pair: &Pair<'_, Rule>) -> Span {
    Span::new(pair.as_span().start(), pair.as_span().end())
}

/// The tree of a pair that has `depth` nodes above it.
fn node(pair: Pair<'_, Rule>, depth: usize) -> Outcome<Node> {
    let span = span(&pair);
    let text = pair.as_str();
    let kind = match pair.as_rule() {
        Rule::test | Rule::condition | Rule::joined | Rule::chain => return chain(pair, depth),
        Rule::group => return inner(pair, depth).map(|node| Node { span, ..node }),
        Rule::call | Rule::connect_call => NodeKind::Call(call(pair, depth)?),
        Rule::attribute => {
            let name = text[1..text.len() - 1].trim();
            if name.is_empty() {
                return Err(Box::new(
                    Diagnostic::new(Code::Syntax, "expected the name of an attribute between `[` and `]`")
                        .at(span)
                        .help("write the attribute's name, for example [mail]"),
                ));
            }
            NodeKind::Attribute(name.to_owned())
        }
        Rule::string => NodeKind::Text(unescape(&text[1..text.len() - 1])),
        Rule::parameter => NodeKind::Parameter(text[1..text.len() - 1].to_owned()),
        Rule::variable => NodeKind::Variable(text[1..].to_owned()),
        Rule::hex => NodeKind::Number(hex(text, span)?),
        Rule::number => NodeKind::Number(number(text, span)?),
        Rule::word => {
            NodeKind::Keyword(Keyword::find(text).ok_or_else(|| syntax_help::bare_word(text, span))?)
        }
        _ => return inner(pair, depth),
    };
    Ok(Node { span, kind })
}

fn inner(pair: Pair<'_, Rule>, depth: usize) -> Outcome<Node> {
    let place = span(&pair);
    match pair.into_inner().next() {
        Some(pair) => node(pair, depth),
        None => Err(Box::new(Diagnostic::new(Code::Syntax, "expected an expression").at(place))),
    }
}

/// Operands joined from left to right. In the Entra dialect the grammar allows one comparison.
///
/// Every operator puts what is left of it one level deeper, so a long row makes a deep tree without
/// a single bracket, and counts as nesting.
fn chain(pair: Pair<'_, Rule>, depth: usize) -> Outcome<Node> {
    let place = span(&pair);
    let operator_of = |pair: &Pair<'_, Rule>| {
        matches!(pair.as_rule(), Rule::comparison | Rule::concatenation | Rule::operator)
            .then(|| Operator::find(pair.as_str()))
            .flatten()
    };
    let mut below = pair.clone().into_inner().filter(|pair| operator_of(pair).is_some()).count();
    let mut left: Option<Node> = None;
    let mut operator: Option<(Operator, Span)> = None;
    for pair in pair.into_inner() {
        let at = span(&pair);
        if let Some(found) = operator_of(&pair) {
            if depth + below > EXPRESSION_DEPTH {
                return Err(scan::too_deep(at));
            }
            operator = Some((found, at));
            continue;
        }
        let right = node(pair, depth + below)?;
        left = Some(match (left, operator.take()) {
            (Some(left), Some((operator, operator_span))) => {
                below = below.saturating_sub(1);
                Node {
                    span: left.span.to(right.span),
                    kind: NodeKind::Binary(Box::new(Binary { operator, operator_span, left, right })),
                }
            }
            _ => right,
        });
    }
    left.ok_or_else(|| Box::new(Diagnostic::new(Code::Syntax, "expected an expression").at(place)))
}

fn call(pair: Pair<'_, Rule>, depth: usize) -> Outcome<Call> {
    let mut pairs = pair.into_inner();
    let (name, name_span) =
        pairs.next().map_or_else(Default::default, |name| (name.as_str().to_owned(), span(&name)));
    let mut arguments = Vec::new();
    for argument in pairs {
        let place = span(&argument);
        let node = argument.into_inner().next().map(|pair| node(pair, depth + 1)).transpose()?;
        let span = node.as_ref().map_or(place, |node| node.span);
        arguments.push(Argument { span, node });
    }
    // Nothing between the parentheses is no argument at all, not one absent argument.
    if let [only] = arguments.as_slice()
        && only.node.is_none()
    {
        arguments.clear();
    }
    Ok(Call { name, name_span, arguments })
}

/// `\"` and `\\` lose their backslash; every other pair keeps both characters, so that `"\d"`
/// and `"\\d"` are one pattern (the Workday writeback tutorial relies on it).
pub(crate) fn unescape(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        if c != '\\' {
            value.push(c);
            continue;
        }
        match characters.next() {
            Some(next @ ('"' | '\\')) => value.push(next),
            Some(next) => value.extend(['\\', next]),
            None => value.push('\\'),
        }
    }
    value
}

fn hex(text: &str, span: Span) -> Outcome<Number> {
    // Sixteen digits may set the sign bit, as a 64-bit constant does in Visual Basic.
    u64::from_str_radix(&text[2..], 16).map(|bits| Number::Integer(bits.cast_signed())).map_err(|_| {
        Box::new(
            Diagnostic::new(Code::Syntax, "the hexadecimal number does not fit 64 bits")
                .at(span)
                .help("use at most 16 hexadecimal digits after &H"),
        )
    })
}

fn number(text: &str, span: Span) -> Outcome<Number> {
    let parsed = if text.contains('.') {
        Some(json::read_number(text)).filter(|value| value.is_finite()).map(Number::Decimal)
    } else {
        text.parse().ok().map(Number::Integer)
    };
    parsed.ok_or_else(|| {
        Box::new(
            Diagnostic::new(Code::Syntax, "the number does not fit 64 bits")
                .at(span)
                .help("write it as text in double quotes if it is not meant for arithmetic"),
        )
    })
}
