//! An expression, compiled: what runs over any number of users, with the tree that it came from.

use super::check::Context;
use super::dialect::Dialect;
use super::environment::Environment;
use super::language::Language;
use super::machine::{self, Evaluation, Instruction, Machine, Recorder, finish};
use super::registry::{Function, RoleForm};
use super::slots::Slots;
use super::trace::Trace;
use super::tree::{Node, NodeKind};
use crate::diagnostic::{Checked, Diagnostic, Outcome};
use crate::value::Value;

/// An expression ready to run over the slots of a source user.
#[derive(Clone, Debug)]
pub struct Expression {
    tree: Node,
    language: &'static Language,
    instruction: Instruction,
}

impl Expression {
    /// Parses, checks and compiles. Attributes get their slots in `slots`, shared by a profile.
    ///
    /// There is an expression unless a finding blocks. A part that is sure to fail for every user, such as a
    /// date that is none, is an error that does not: the expression still runs.
    pub fn compile(text: &str, dialect: Dialect, slots: &mut Slots) -> Checked<Self> {
        Self::compile_in(text, dialect, &Context::default(), slots)
    }

    /// The same for an expression of which more is known.
    pub fn compile_in(text: &str, dialect: Dialect, context: &Context, slots: &mut Slots) -> Checked<Self> {
        let language = dialect.language();
        let tree = match language.parse(text) {
            Ok(tree) => tree,
            Err(first) => return Checked::nothing(language.recover(text, context, *first)),
        };
        let diagnostics = language.check(text, &tree, context);
        if diagnostics.iter().any(Diagnostic::is_blocking) {
            return Checked::nothing(diagnostics);
        }
        // The checker has seen every name, so there are always instructions.
        let instruction = machine::compile(&tree, language.registry, slots);
        let value = instruction.map(|instruction| Self { tree, language, instruction });
        Checked { value, diagnostics }
    }

    /// The tree that it was compiled from.
    pub const fn tree(&self) -> &Node {
        &self.tree
    }

    /// The tree alone.
    pub(crate) fn into_tree(self) -> Node {
        self.tree
    }

    /// The function whose call is the whole expression, if it is one.
    pub fn function(&self) -> Option<&'static Function> {
        match &self.tree.kind {
            NodeKind::Call(call) => self.language.function(&call.name),
            _ => None,
        }
    }

    /// The attributes that it reads, each once, in order of appearance.
    pub fn reads(&self) -> Vec<&str> {
        self.tree.attributes()
    }

    /// Set if the whole expression gives app roles, with what the service does with them.
    pub fn role(&self) -> Option<RoleForm> {
        self.function()?.role
    }

    /// Runs over one user's values, which stand in `row` by slot. `stream` keeps the random
    /// numbers of one mapping apart from another's.
    ///
    /// # Errors
    /// A type or value error with its place in the expression.
    pub fn run<'a>(
        &'a self,
        row: &'a [Value<'a>],
        environment: &Environment,
        stream: u64,
    ) -> Outcome<Evaluation<'a>> {
        machine::evaluate(&self.instruction, self.language.checks.semantics, row, environment, stream)
    }

    /// The same with every step written down; `text` is the text it was compiled from. The result
    /// is the same as that of [`Expression::run`].
    pub fn run_traced<'a>(
        &'a self,
        text: &str,
        row: &'a [Value<'a>],
        environment: &Environment,
        stream: u64,
    ) -> (Outcome<Evaluation<'a>>, Trace) {
        let mut machine = Machine::new(self.language.checks.semantics, environment, stream);
        machine.recorder = Some(Box::new(Recorder::new(&self.instruction, text)));
        let result = machine.run(&self.instruction, row);
        let trace = machine.recorder.take().map(|recorder| recorder.finish()).unwrap_or_default();
        (finish(machine, result), trace)
    }
}
