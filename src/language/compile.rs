//! Tree to code: attributes become slots, names become functions, constant patterns are built once.

use super::functions::{Function, Kind};
use super::syntax::{Binary, Call, Keyword, Node, NodeKind, Number, Operator};
use super::{Dialect, functions};
use crate::diagnostic::Diagnostic;
use crate::dotnet::regex::Regex;
use crate::span::Span;

/// The attributes an expression, or a whole profile, reads: each name once, its index is its slot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    names: Vec<String>,
}

impl Slots {
    /// The slot of `name`, made if there is none yet.
    pub fn bind(&mut self, name: &str) -> usize {
        self.find(name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        })
    }

    /// The slot of exactly this name.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }

    /// All names, in the order of their slots.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

/// A node ready to run.
#[derive(Clone, Debug)]
pub(super) struct Code {
    pub(super) span: Span,
    pub(super) operation: Operation,
}

#[derive(Clone, Debug)]
pub(super) enum Operation {
    Attribute(usize),
    Text(String),
    Number(Number),
    Keyword(Keyword),
    Parameter(String),
    Variable(String),
    Call(Box<Invocation>),
    Binary(Box<Operands>),
}

/// A call with its function found.
#[derive(Clone, Debug)]
pub(super) struct Invocation {
    pub(super) function: &'static Function,
    pub(super) arguments: Vec<Place>,
    /// A constant regular expression among the arguments, built once.
    pub(super) pattern: Option<Result<Regex, Box<Diagnostic>>>,
    /// The slot of an attribute whose name stands among the arguments as a constant.
    pub(super) named: Option<usize>,
}

/// One argument place.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) span: Span,
    pub(super) code: Option<Code>,
}

#[derive(Clone, Debug)]
pub(super) struct Operands {
    pub(super) operator: Operator,
    pub(super) left: Code,
    pub(super) right: Code,
}

/// Compiles a tree that the checker found free of errors. A call that it would have refused is
/// left out, so that the caller gets `None` instead of a panic.
pub(super) fn compile(node: &Node, dialect: Dialect, slots: &mut Slots) -> Option<Code> {
    let operation = match &node.kind {
        NodeKind::Attribute(name) => Operation::Attribute(slots.bind(name)),
        NodeKind::Text(text) => Operation::Text(text.clone()),
        NodeKind::Number(number) => Operation::Number(*number),
        NodeKind::Keyword(keyword) => Operation::Keyword(*keyword),
        NodeKind::Parameter(name) => Operation::Parameter(name.clone()),
        NodeKind::Variable(name) => Operation::Variable(name.clone()),
        NodeKind::Call(call) => Operation::Call(Box::new(invocation(call, dialect, slots)?)),
        NodeKind::Binary(binary) => Operation::Binary(Box::new(operands(binary, dialect, slots)?)),
    };
    Some(Code { span: node.span, operation })
}

fn operands(binary: &Binary, dialect: Dialect, slots: &mut Slots) -> Option<Operands> {
    Some(Operands {
        operator: binary.operator,
        left: compile(&binary.left, dialect, slots)?,
        right: compile(&binary.right, dialect, slots)?,
    })
}

fn invocation(call: &Call, dialect: Dialect, slots: &mut Slots) -> Option<Invocation> {
    let function =
        functions::find(&call.name, dialect).or_else(|| functions::cloud_sync_example(&call.name))?;
    let mut arguments = Vec::with_capacity(call.arguments.len());
    for argument in &call.arguments {
        let code = match &argument.node {
            Some(node) => Some(compile(node, dialect, slots)?),
            None => None,
        };
        arguments.push(Place { span: argument.span, code });
    }
    let constant = |kind: Kind| {
        let at = function.parameters.iter().position(|parameter| parameter.kind == kind)?;
        match &arguments.get(at)?.code {
            Some(Code { operation: Operation::Text(text), span }) => Some((text.as_str(), *span)),
            _ => None,
        }
    };
    let pattern = constant(Kind::Pattern).map(|(pattern, span)| functions::pattern(pattern, span));
    let named = constant(Kind::AttributeName).map(|(name, _)| slots.bind(name));
    Some(Invocation { function, arguments, pattern, named })
}
