//! Types through the tree: what each part gives, and whether the part around it can take that.

use super::constant::{is_constant, run};
use super::{Checker, fix, soften};
use crate::diagnostic::{Code, nearest};
use crate::dotnet::datetime::{DateTime, Interval};
use crate::language::ordinal::ordinal;
use crate::language::registry::{Function, Kind, Meaning, Offers, Parameter, Passes};
use crate::language::tree::{Argument, Call, Keyword, Node, NodeKind, Number, UnaryOperator};
use crate::span::Span;
use crate::value::{Value, clip, integer};

/// What is known of the values of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Unknown,
    Null,
    Text,
    Boolean,
    Integer,
    Date,
    List,
}

impl Shape {
    fn of_value(value: &Value<'_>) -> Self {
        match value {
            Value::Null => Shape::Null,
            Value::Text(_) => Shape::Text,
            Value::Boolean(_) => Shape::Boolean,
            Value::Integer(_) | Value::Decimal(_) => Shape::Integer,
            Value::DateTime(_) => Shape::Date,
            Value::List(_) => Shape::List,
            Value::Bytes(_) | Value::Object(_) => Shape::Unknown,
        }
    }

    const fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Text | Kind::Pattern => Shape::Text,
            Kind::Integer => Shape::Integer,
            Kind::Boolean => Shape::Boolean,
            Kind::Date => Shape::Date,
            Kind::List => Shape::List,
            Kind::Any | Kind::AttributeName => Shape::Unknown,
        }
    }

    /// The shape of one of two values.
    fn or(self, other: Shape) -> Shape {
        match (self, other) {
            (Shape::Null, other) => other,
            (own, Shape::Null) => own,
            (own, other) if own == other => own,
            _ => Shape::Unknown,
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Shape::Unknown => "a value",
            Shape::Null => "no value",
            Shape::Text => "a text",
            Shape::Boolean => "True or False",
            Shape::Integer => "a number",
            Shape::Date => "a date",
            Shape::List => "a list",
        }
    }
}

impl Checker<'_> {
    /// Checks a node and says what it gives. `certain` is whether every user gets here.
    pub(crate) fn flow(&mut self, node: &Node, certain: bool) -> Shape {
        match &node.kind {
            NodeKind::Text(_) => Shape::Text,
            NodeKind::Number(_) => Shape::Integer,
            NodeKind::Keyword(Keyword::True | Keyword::False) => Shape::Boolean,
            NodeKind::Keyword(Keyword::Null | Keyword::AuthoritativeNull) => Shape::Null,
            NodeKind::Keyword(_) | NodeKind::Parameter(_) | NodeKind::Variable(_) => Shape::Unknown,
            NodeKind::Attribute(name) => match self.attribute(name) {
                Some(known) if known.multi_valued => Shape::List,
                Some(known) if known.kind == Kind::Boolean => Shape::Boolean,
                _ => Shape::Unknown,
            },
            NodeKind::Binary(binary) if !binary.operator.is_comparison() => {
                let mut left = node;
                while let NodeKind::Binary(binary) = &left.kind {
                    let right = self.flow(&binary.right, certain);
                    self.list_operand(binary.right.span, right);
                    left = &binary.left;
                }
                let shape = self.flow(left, certain);
                self.list_operand(left.span, shape);
                Shape::Text
            }
            NodeKind::Binary(binary) => {
                if let Some(shape) = self.constant(node, certain) {
                    return shape;
                }
                let left = self.flow(&binary.left, certain);
                let right = self.flow(&binary.right, certain);
                self.comparison(node, binary, left, right, certain)
            }
            NodeKind::Call(call) => self.call_flow(node, call, certain),
            _ => self.structure_flow(node, certain),
        }
    }

    /// What no language of Microsoft's has: its parts are looked at where they are asked for.
    fn structure_flow(&mut self, node: &Node, certain: bool) -> Shape {
        match &node.kind {
            NodeKind::Conditional(choice) => {
                self.flow(&choice.condition, certain);
                self.flow(&choice.yes, false).or(self.flow(&choice.no, false))
            }
            NodeKind::Elvis(elvis) => self.flow(&elvis.value, certain).or(self.flow(&elvis.other, false)),
            NodeKind::Unary(unary) => {
                self.flow(&unary.operand, certain);
                match unary.operator {
                    UnaryOperator::Not => Shape::Boolean,
                    UnaryOperator::Minus => Shape::Integer,
                }
            }
            NodeKind::Template(parts) => {
                for part in parts {
                    self.flow(part, certain);
                }
                Shape::Text
            }
            NodeKind::List(nodes) => {
                for node in nodes {
                    self.flow(node, certain);
                }
                Shape::List
            }
            // A selection or projection looks at elements, of which nothing is known.
            NodeKind::Selection(selection) => {
                self.flow(&selection.list, certain);
                Shape::Unknown
            }
            NodeKind::Projection(projection) => {
                self.flow(&projection.list, certain);
                Shape::List
            }
            _ => {
                for child in node.children() {
                    self.flow(child, certain);
                }
                Shape::Unknown
            }
        }
    }

    /// Runs a node that is the same for every user; what fails now fails always.
    fn constant(&mut self, node: &Node, certain: bool) -> Option<Shape> {
        if !is_constant(node, self.registry) {
            return None;
        }
        match run(node, self.registry, self.checks.semantics) {
            Ok(value) => {
                if matches!(node.kind, NodeKind::Binary(_)) {
                    self.always(node.span, &value);
                }
                Some(Shape::of_value(&value))
            }
            Err(found) => {
                let found = *found;
                let help = found.help.unwrap_or_else(|| "this fails for every user".to_owned());
                let span = found.span.unwrap_or(node.span);
                let added = self.push(found.code, span, found.message, help);
                soften(added, certain);
                Some(Shape::Unknown)
            }
        }
    }

    fn call_flow(&mut self, node: &Node, call: &Call, certain: bool) -> Shape {
        let places = call.arguments.as_slice();
        let known = self.registry.find(&call.name).filter(|function| function.check_arity(call).is_ok());
        let Some(function) = known else {
            for node in places.iter().filter_map(|place| place.node.as_ref()) {
                self.flow(node, false);
            }
            return Shape::Unknown;
        };
        (self.checks.texts)(self, function, places);
        // Conditions and keys are looked at one by one.
        if !matches!(function.passes, Passes::Branches { .. } | Passes::Cases { .. })
            && let Some(shape) = self.constant(node, certain)
        {
            return shape;
        }
        let shapes: Vec<Shape> = places
            .iter()
            .enumerate()
            .map(|(at, place)| match &place.node {
                Some(node) => self.flow(node, certain && function.asks_always_for(at)),
                None => Shape::Null,
            })
            .collect();
        for ((at, place), shape) in places.iter().enumerate().zip(&shapes) {
            if let (Some(node), Some(parameter)) = (&place.node, function.parameter(at)) {
                let certain = certain && function.asks_always_for(at);
                self.parameter((function, at, parameter), node, *shape, certain, places);
            }
        }
        (self.checks.shapes)(self, function, places, &shapes, certain);
        let first = shapes.first().copied().unwrap_or(Shape::Null);
        match (function.passes, function.meaning) {
            (Passes::Branches { .. }, Some(Meaning::Conditional)) => self.condition(places),
            (Passes::Branches { .. }, _) => self.coalesce(places),
            (Passes::Cases { .. }, _) => self.switch(node, places, first),
            _ => {}
        }
        match function.passes {
            Passes::Through(at) => shapes.get(at).copied().unwrap_or(Shape::Null),
            passes @ (Passes::Branches { .. } | Passes::Cases { .. }) => {
                // A place that is left out gives no value, as if null stood there.
                let taken = shapes.iter().enumerate().filter(|(at, _)| passes.takes(*at));
                taken.fold(Shape::Null, |all, (_, one)| all.or(*one))
            }
            _ if function.maps == Some(0) && first == Shape::List => Shape::List,
            _ => Shape::of_kind(function.result),
        }
    }

    /// Whether an argument can become what its parameter takes.
    fn parameter(
        &mut self,
        (function, at, parameter): (&Function, usize, &Parameter),
        node: &Node,
        shape: Shape,
        certain: bool,
        places: &[Argument],
    ) {
        let text = match &node.kind {
            NodeKind::Text(text) => Some(text.as_str()),
            _ => None,
        };
        let takes = |what: &str| {
            let given = text.map_or(shape.name().to_owned(), |text| format!("`{}`", clip(text)));
            let place = ordinal(at);
            format!(
                "the {place} argument of {}, `{}`, takes {what}; this is {given}",
                function.name, parameter.name
            )
        };
        let one = !matches!(parameter.kind, Kind::Any | Kind::List) && function.maps != Some(at);
        if shape == Shape::List && one {
            // A list of one value is taken for its value, so only some users fail.
            let help = "pick one value with Item(values, 1) or join them with Join(\",\", values)";
            self.push(Code::ListArgument, node.span, takes("one value"), help);
            return;
        }
        match parameter.kind {
            Kind::Integer => {
                let start = parameter.from_one;
                if shape == Shape::Date || text.is_some_and(|text| integer(text).is_none()) {
                    let help = "write a number, such as 1 or \"1\"";
                    let found = self.push(Code::Type, node.span, takes("a whole number"), help);
                    soften(found, certain);
                } else if start && number(node).is_some_and(|number| number < 1) {
                    let message = format!("{} counts from 1", function.name);
                    let found = self.push(Code::Value, node.span, message, "the first is number 1");
                    let zero = number(node) == Some(0);
                    if zero && let Some(found) = found {
                        fix(Some(found), "Write 1".to_owned(), node.span, "1".to_owned());
                    }
                    soften(self.diagnostics.last_mut(), certain);
                }
            }
            // Its own input format says what a date looks like.
            Kind::Date if function.meaning == Some(Meaning::FormattedDate) && places.len() > 2 => {}
            Kind::Date => {
                let wrong = match text {
                    Some(text) => !DateTime::is_date(text),
                    None => matches!(shape, Shape::Boolean | Shape::Integer),
                };
                if wrong {
                    let help =
                        "dates look like 2020-03-16 or 2020-03-16T07:00:00Z; DateFromNum reads file times";
                    let found = self.push(Code::Value, node.span, takes("a date"), help);
                    soften(found, certain);
                }
            }
            Kind::Boolean => self.boolean(function, node, shape, text, certain),
            Kind::Text if parameter.offers == Offers::Intervals => self.interval(node, text, certain),
            _ => {}
        }
    }

    /// `Not` turns all but True into True; conditions fail for what is neither.
    fn boolean(&mut self, function: &Function, node: &Node, shape: Shape, text: Option<&str>, certain: bool) {
        let plain_text = match &node.kind {
            // Extensions often hold the texts True and False.
            NodeKind::Attribute(name) => {
                self.attribute(name).is_some_and(|known| !matches!(known.kind, Kind::Boolean | Kind::Any))
            }
            _ => false,
        };
        let is_word = |text: &str| ["true", "false"].iter().any(|word| word.eq_ignore_ascii_case(text));
        if function.meaning == Some(Meaning::Negation) {
            let other = matches!(shape, Shape::Integer | Shape::Date | Shape::Null);
            if other || plain_text || text.is_some_and(|text| !is_word(text)) {
                let what = if plain_text { "a text" } else { shape.name() };
                let message = format!("Not gives True for everything that is not True; this is {what}");
                self.push(
                    Code::NotBoolean,
                    node.span,
                    message,
                    "compare it first, as in IIF([a] = \"x\", \"False\", \"True\")",
                );
            }
        } else if shape == Shape::Date || text.is_some_and(|text| Value::text(text).into_boolean().is_err()) {
            let help = "compare it with something, as in [a] = \"x\"";
            let message = format!("a condition is True or False; this is {}", shape.name());
            let found = self.push(Code::Type, node.span, message, help);
            soften(found, certain);
        } else if plain_text {
            let help = "compare it with something, as in [a] = \"x\"";
            let message = "a condition is True or False; this attribute is a text";
            self.push(Code::NotBoolean, node.span, message, help);
        }
    }

    fn interval(&mut self, node: &Node, text: Option<&str>, certain: bool) {
        let Some(text) = text.filter(|text| text.parse::<Interval>().is_err()) else { return };
        let names = Interval::ALL.map(Interval::name);
        let listed =
            Interval::ALL.map(|interval| format!("{} ({})", interval.name(), interval.unit())).join(", ");
        let lower = text.trim().to_ascii_lowercase();
        let word = lower.trim_end_matches('s');
        let meant = Interval::ALL.iter().find(|interval| interval.unit() == word).map(|found| found.name());
        let meant = meant
            .or_else(|| names.into_iter().find(|name| *name == lower))
            .or_else(|| nearest(&lower, names).filter(|_| lower.len() > 2));
        let message = format!("`{}` is no interval", clip(text));
        let found =
            self.push(Code::UnknownInterval, node.span, message, format!("the intervals are {listed}"));
        if let Some(found) = found {
            if !certain {
                found.severity = crate::diagnostic::Severity::Warning;
            }
            if let Some(meant) = meant {
                fix(Some(found), format!("Write \"{meant}\""), node.span, format!("\"{meant}\""));
            }
        }
    }

    /// A list on one side of an operator.
    pub(crate) fn list_operand(&mut self, span: Span, shape: Shape) {
        if shape == Shape::List {
            self.push(
                Code::ListArgument,
                span,
                "an operator takes one value on each side; this is a list",
                "pick one value with Item(values, 1) or join them with Join(\",\", values)",
            );
        }
    }
}

/// A whole number that is written down.
fn number(node: &Node) -> Option<i64> {
    match &node.kind {
        NodeKind::Number(Number::Integer(number)) => Some(*number),
        NodeKind::Text(text) => integer(text),
        _ => None,
    }
}
