//! What the checker says of Entra's languages alone.

mod attributes;
mod dates;
mod elsewhere;
mod foreign;
mod names;
mod patterns;
mod replace_places;
mod traps;

use super::notation::quoted;
use super::{functions, semantics};
use crate::language::check::{Checker, Checks, Shape};
use crate::language::dialect::Dialect;
use crate::language::registry::{Function, Meaning};
use crate::language::tree::{Argument, NodeKind};

pub(super) static ENTRA: Checks = Checks {
    dialect: Dialect::Entra,
    title: "Entra's expression language",
    registry: &functions::ENTRA,
    semantics: &semantics::SEMANTICS,
    quoted,
    types: true,
    has,
    call: |checker, node, call, function, outermost| checker.traps(node, call, function, outermost),
    operator: |checker, node, binary| checker.concatenation(node, binary),
    comparison: |checker, binary| checker.difference_of_dates(binary),
    argument: names::argument,
    arity: names::mend_arity,
    texts: |checker, function, places| checker.formats(function, places),
    shapes,
    elsewhere: elsewhere::function,
    attribute: attributes::attribute,
    related: Some((
        &functions::CONNECT,
        "it belongs to Entra Connect synchronization rules, which run on premises",
    )),
};

/// Connect's rules run on premises; only what is written is looked at, and no types.
pub(super) static CONNECT: Checks = Checks {
    dialect: Dialect::Connect,
    title: "the language of Entra Connect",
    registry: &functions::CONNECT,
    types: false,
    operator: |_, _, _| {},
    argument: names::no_argument,
    arity: |_, _, _| {},
    elsewhere: elsewhere::test_of_value,
    ..ENTRA
};

/// What the parsers of Entra and Connect make.
fn has(kind: &NodeKind) -> bool {
    matches!(
        kind,
        NodeKind::Attribute(_)
            | NodeKind::Text(_)
            | NodeKind::Number(_)
            | NodeKind::Keyword(_)
            | NodeKind::Parameter(_)
            | NodeKind::Variable(_)
            | NodeKind::Call(_)
            | NodeKind::Binary(_)
    )
}

fn shapes(
    checker: &mut Checker<'_>,
    function: &Function,
    places: &[Argument],
    shapes: &[Shape],
    certain: bool,
) {
    checker.patterns(function, places, certain);
    if function.meaning == Some(Meaning::FormattedDate) {
        checker.format_of_date(places, shapes.first().copied().unwrap_or(Shape::Null));
    }
}
