//! Text to tree. The types of pest stop here.

use super::scan;
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::json;
use crate::language::dialect::Dialect;
use crate::language::tree::{Argument, Binary, Call, Keyword, Node, NodeKind, Number, Operator};
use crate::limits::EXPRESSION_DEPTH;
use crate::span::Span;
use pest::Parser;
use pest::iterators::Pair;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/expression.pest"]
struct Grammar;

/// Why a text does not parse, before anybody looks for what was meant.
#[derive(Debug)]
pub(super) enum Refused {
    /// The grammar got as far as this byte.
    At(usize),
    /// A bare word that is no keyword stands here.
    Word(Span),
    /// It is too long or too deep, or a part of it spells nothing that there is.
    Because(Box<Diagnostic>),
}

impl From<Box<Diagnostic>> for Refused {
    fn from(reason: Box<Diagnostic>) -> Self {
        Refused::Because(reason)
    }
}

/// A tree, or why there is none.
type Parsed<T> = Result<T, Refused>;

/// Parses an expression. Names of functions are not looked up yet.
pub(super) fn parse(text: &str, dialect: Dialect) -> Parsed<Node> {
    scan::within_limits(text)?;
    let rule = match dialect {
        Dialect::Entra => Rule::expression,
        Dialect::Connect => Rule::connect_expression,
    };
    let mut pairs = Grammar::parse(rule, text).map_err(|error| match error.location {
        pest::error::InputLocation::Pos(at) => Refused::At(at),
        pest::error::InputLocation::Span((at, _)) => Refused::At(at),
    })?;
    let root = pairs.next().and_then(|pair| pair.into_inner().next());
    root.map_or(Err(Refused::At(0)), |root| node(root, 0))
}

/// Parses one argument of a call by itself. The text keeps the limits already.
pub(super) fn parse_part(text: &str, dialect: Dialect) -> Parsed<Node> {
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
        None => Err(Refused::At(end)),
    }
}

fn span(pair: &Pair<'_, Rule>) -> Span {
    Span::new(pair.as_span().start(), pair.as_span().end())
}

/// The tree of a pair that has `depth` nodes above it.
fn node(pair: Pair<'_, Rule>, depth: usize) -> Parsed<Node> {
    let span = span(&pair);
    let text = pair.as_str();
    let kind = match pair.as_rule() {
        Rule::test | Rule::condition | Rule::joined | Rule::chain | Rule::compared | Rule::computed => {
            return chain(pair, depth);
        }
        Rule::group => return inner(pair, depth).map(|node| Node { span, ..node }),
        Rule::call | Rule::connect_call => NodeKind::Call(call(pair, depth)?),
        Rule::attribute => {
            let name = text[1..text.len() - 1].trim();
            if name.is_empty() {
                let reason =
                    Diagnostic::new(Code::Syntax, "expected the name of an attribute between `[` and `]`")
                        .at(span)
                        .help("write the attribute's name, for example [mail]");
                return Err(Box::new(reason).into());
            }
            NodeKind::Attribute(name.to_owned())
        }
        Rule::string => NodeKind::Text(unescape(&text[1..text.len() - 1])),
        Rule::parameter => NodeKind::Parameter(text[1..text.len() - 1].to_owned()),
        Rule::variable => NodeKind::Variable(text[1..].to_owned()),
        Rule::hex => NodeKind::Number(hex(text, span)?),
        Rule::number => NodeKind::Number(number(text, span)?),
        Rule::word => NodeKind::Keyword(Keyword::from_name(text).ok_or(Refused::Word(span))?),
        _ => return inner(pair, depth),
    };
    Ok(Node { span, kind })
}

fn inner(pair: Pair<'_, Rule>, depth: usize) -> Parsed<Node> {
    let place = span(&pair);
    match pair.into_inner().next() {
        Some(pair) => node(pair, depth),
        None => Err(nothing(place)),
    }
}

/// Operands joined from left to right. In the Entra dialect the grammar allows one comparison.
///
/// Every operator puts what is left of it one level deeper, so a long row makes a deep tree without
/// a single bracket, and counts as nesting.
fn chain(pair: Pair<'_, Rule>, depth: usize) -> Parsed<Node> {
    let place = span(&pair);
    let operator_of = |pair: &Pair<'_, Rule>| {
        matches!(pair.as_rule(), Rule::comparison | Rule::concatenation | Rule::operator | Rule::logic)
            .then(|| Operator::from_name(pair.as_str()))
            .flatten()
    };
    let mut below = pair.clone().into_inner().filter(|pair| operator_of(pair).is_some()).count();
    let mut left: Option<Node> = None;
    let mut operator: Option<(Operator, Span)> = None;
    for pair in pair.into_inner() {
        let at = span(&pair);
        if let Some(sign) = operator_of(&pair) {
            if depth + below > EXPRESSION_DEPTH {
                return Err(scan::too_deep(at).into());
            }
            operator = Some((sign, at));
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
    left.ok_or_else(|| nothing(place))
}

fn nothing(place: Span) -> Refused {
    Box::new(Diagnostic::new(Code::Syntax, "expected an expression").at(place)).into()
}

fn call(pair: Pair<'_, Rule>, depth: usize) -> Parsed<Call> {
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
