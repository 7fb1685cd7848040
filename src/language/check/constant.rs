//! Parts that are the same for every user: they are simply run.

use crate::diagnostic::Outcome;
use crate::language::environment::Environment;
use crate::language::machine::{Semantics, compile, evaluate};
use crate::language::registry::{Kind, Registry};
use crate::language::slots::Slots;
use crate::language::tree::{Call, Keyword, Node, NodeKind};
use crate::value::Value;

/// Whether a node reads nothing and always does the same.
pub(super) fn is_constant(node: &Node, registry: &Registry) -> bool {
    match &node.kind {
        NodeKind::Text(_) | NodeKind::Number(_) => true,
        NodeKind::Keyword(keyword) => !matches!(
            keyword,
            Keyword::IgnoreAttributeFlow | Keyword::IgnoreObjectFlow | Keyword::IgnoreThisFlow
        ),
        NodeKind::Attribute(_) | NodeKind::Parameter(_) | NodeKind::Variable(_) => false,
        NodeKind::Binary(binary) => {
            is_constant(&binary.left, registry) && is_constant(&binary.right, registry)
        }
        NodeKind::Call(call) => is_constant_call(call, registry),
        // What only other languages have is left to run.
        _ => false,
    }
}

fn is_constant_call(call: &Call, registry: &Registry) -> bool {
    let Some(function) = registry.find(&call.name) else { return false };
    let is_pattern =
        |at: usize| function.parameter(at).is_some_and(|parameter| parameter.kind == Kind::Pattern);
    // A pattern may take a million steps, and an expression may hold many.
    let pattern = call.arguments.iter().enumerate().any(|(at, place)| place.node.is_some() && is_pattern(at));
    !function.changing
        && !pattern
        && function.check_arity(call).is_ok()
        && call.nodes().all(|node| is_constant(node, registry))
}

/// The value of a constant node, or how it fails.
pub(super) fn run(
    node: &Node,
    registry: &Registry,
    semantics: &'static Semantics,
) -> Outcome<Value<'static>> {
    let Some(instruction) = compile(node, registry, &mut Slots::default()) else { return Ok(Value::Null) };
    Ok(evaluate(&instruction, semantics, &[], &Environment::default(), 0)?.value.into_owned())
}
