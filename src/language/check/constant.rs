//! Parts that are the same for every user: they are simply run.

use crate::diagnostic::Outcome;
use crate::language::compile::{Slots, compile};
use crate::language::functions::{self, Origin};
use crate::language::parse::Dialect;
use crate::language::syntax::{Call, Keyword, Node, NodeKind};
use crate::language::{Environment, run_code};
use crate::value::Value;

/// Functions whose result is not the same each time, or not meant to be one.
const CHANGING: [&str; 7] =
    ["Now", "Guid", "RandomString", "DefaultDomain", "Error", "SelectUniqueValue", "IgnoreFlowIfNullOrEmpty"];

/// Whether a node reads nothing and always does the same.
pub(super) fn is_constant(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Text(_) | NodeKind::Number(_) => true,
        NodeKind::Keyword(keyword) => !matches!(
            keyword,
            Keyword::IgnoreAttributeFlow | Keyword::IgnoreObjectFlow | Keyword::IgnoreThisFlow
        ),
        NodeKind::Attribute(_) | NodeKind::Parameter(_) | NodeKind::Variable(_) => false,
        NodeKind::Binary(binary) => is_constant(&binary.left) && is_constant(&binary.right),
        NodeKind::Call(call) => is_constant_call(call),
    }
}

fn is_constant_call(call: &Call) -> bool {
    let Some(function) = functions::find(&call.name, Dialect::Entra) else { return false };
    // A pattern may take a million steps, and an expression may hold many.
    let pattern =
        function.name == "Replace" && call.arguments.get(2).is_some_and(|place| place.node.is_some());
    !CHANGING.contains(&function.name)
        && function.origin != Origin::Connect
        && !pattern
        && function.check_arity(call).is_ok()
        && call.arguments.iter().filter_map(|place| place.node.as_ref()).all(is_constant)
}

/// The value of a constant node, or how it fails.
pub(super) fn run(node: &Node) -> Outcome<Value<'static>> {
    let Some(code) = compile(node, Dialect::Entra, &mut Slots::default()) else { return Ok(Value::Null) };
    Ok(run_code(&code, &[], &Environment::default(), 0)?.value.into_owned())
}
