//! Tree to instructions: attributes become slots, names become functions, constant patterns are
//! built once.

use super::pattern::pattern;
use crate::diagnostic::Diagnostic;
use crate::dotnet::regex::Regex;
use crate::language::registry::{Function, Kind, Registry};
use crate::language::slots::Slots;
use crate::language::tree::{Call, Keyword, Node, NodeKind, Number, Operator, UnaryOperator};
use crate::span::Span;

/// A node ready to run.
#[derive(Clone, Debug)]
pub(crate) struct Instruction {
    pub(crate) span: Span,
    pub(crate) operation: Operation,
}

#[derive(Clone, Debug)]
pub(crate) enum Operation {
    Attribute(usize),
    /// An attribute that holds bytes.
    Bytes(usize),
    Text(String),
    Number(Number),
    Keyword(Keyword),
    Parameter(String),
    Variable(String),
    Call(Box<Invocation>),
    Binary(Box<Operands>),
    Member(Box<(Instruction, String)>),
    Index(Box<[Instruction; 2]>),
    Unary(UnaryOperator, Box<Instruction>),
    /// The condition, the value if it holds, the value if not.
    Conditional(Box<[Instruction; 3]>),
    Elvis(Box<[Instruction; 2]>),
    List(Vec<Instruction>),
    Map(Vec<[Instruction; 2]>),
    Template(Vec<Instruction>),
    /// What the machine has no way to run yet, with the parts that a trace shows.
    NotEvaluated(Box<(&'static str, Vec<Instruction>)>),
}

/// A call with its function found.
#[derive(Clone, Debug)]
pub(crate) struct Invocation {
    pub(crate) function: &'static Function,
    pub(crate) arguments: Vec<Place>,
    /// A constant regular expression among the arguments, built once.
    pub(crate) pattern: Option<Result<Regex, Box<Diagnostic>>>,
    /// The slot of an attribute whose name stands among the arguments as a constant.
    pub(crate) named: Option<usize>,
}

/// One argument place.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) span: Span,
    pub(crate) instruction: Option<Instruction>,
}

#[derive(Clone, Debug)]
pub(crate) struct Operands {
    pub(crate) operator: Operator,
    pub(crate) left: Instruction,
    pub(crate) right: Instruction,
}

/// Compiles a tree that the checker found free of errors. A call that it would have refused is
/// left out, so that the caller gets `None` instead of a panic.
pub(crate) fn compile(node: &Node, registry: &Registry, slots: &mut Slots) -> Option<Instruction> {
    let mut below = |node: &Node| compile(node, registry, slots);
    let operation = match &node.kind {
        NodeKind::Attribute(name) if registry.is_binary(name) => Operation::Bytes(slots.bind(name)),
        NodeKind::Attribute(name) => Operation::Attribute(slots.bind(name)),
        NodeKind::Text(text) => Operation::Text(text.clone()),
        NodeKind::Number(number) => Operation::Number(*number),
        NodeKind::Keyword(keyword) => Operation::Keyword(*keyword),
        NodeKind::Parameter(name) => Operation::Parameter(name.clone()),
        NodeKind::Variable(name) => Operation::Variable(name.clone()),
        NodeKind::Call(call) => Operation::Call(Box::new(invocation(None, call, registry, slots)?)),
        // A method is a function whose first argument is the value that it belongs to.
        NodeKind::Method(method) => {
            let invocation = invocation(Some(&method.receiver), &method.call, registry, slots)?;
            Operation::Call(Box::new(invocation))
        }
        NodeKind::Binary(binary) => Operation::Binary(Box::new(Operands {
            operator: binary.operator,
            left: below(&binary.left)?,
            right: below(&binary.right)?,
        })),
        NodeKind::Member(member) => {
            Operation::Member(Box::new((below(&member.object)?, member.name.clone())))
        }
        NodeKind::Index(index) => Operation::Index(Box::new([below(&index.object)?, below(&index.index)?])),
        NodeKind::Unary(unary) => Operation::Unary(unary.operator, Box::new(below(&unary.operand)?)),
        NodeKind::Conditional(choice) => Operation::Conditional(Box::new([
            below(&choice.condition)?,
            below(&choice.yes)?,
            below(&choice.no)?,
        ])),
        NodeKind::Elvis(elvis) => Operation::Elvis(Box::new([below(&elvis.value)?, below(&elvis.other)?])),
        NodeKind::List(nodes) => Operation::List(nodes.iter().map(below).collect::<Option<_>>()?),
        NodeKind::Template(nodes) => Operation::Template(nodes.iter().map(below).collect::<Option<_>>()?),
        NodeKind::Map(entries) => {
            let mut pairs = Vec::with_capacity(entries.len());
            for entry in entries {
                pairs.push([below(&entry.key)?, below(&entry.value)?]);
            }
            Operation::Map(pairs)
        }
        // The machine binds no variables yet, and both are about one.
        NodeKind::Selection(_) | NodeKind::Projection(_) => {
            let parts = node.children().into_iter().map(below).collect::<Option<_>>()?;
            Operation::NotEvaluated(Box::new((node.description(), parts)))
        }
    };
    Some(Instruction { span: node.span, operation })
}

fn invocation(
    receiver: Option<&Node>,
    call: &Call,
    registry: &Registry,
    slots: &mut Slots,
) -> Option<Invocation> {
    let function = registry.find(&call.name).or_else(|| registry.find_printed(&call.name))?;
    let mut places = Vec::with_capacity(call.arguments.len() + 1);
    places.extend(receiver.map(|node| (node.span, Some(node))));
    places.extend(call.arguments.iter().map(|argument| (argument.span, argument.node.as_ref())));
    // Functions rely on the places that their entries require.
    let present: Vec<bool> = places.iter().map(|(_, node)| node.is_some()).collect();
    if !function.takes(&present) {
        return None;
    }
    let mut arguments = Vec::with_capacity(places.len());
    for (span, node) in places {
        let instruction = match node {
            Some(node) => Some(compile(node, registry, slots)?),
            None => None,
        };
        arguments.push(Place { span, instruction });
    }
    let constant = |kind: Kind| {
        let at = function.parameters.iter().position(|parameter| parameter.kind == kind)?;
        match &arguments.get(at)?.instruction {
            Some(Instruction { operation: Operation::Text(text), span }) => Some((text.as_str(), *span)),
            _ => None,
        }
    };
    let built = constant(Kind::Pattern).map(|(text, span)| pattern(text, span));
    let named = constant(Kind::AttributeName).map(|(name, _)| slots.bind(name));
    Some(Invocation { function, arguments, pattern: built, named })
}
