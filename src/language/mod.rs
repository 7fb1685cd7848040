//! The expression language: text → tree → findings → code → value.
//!
//! [`parse`] makes a [`Node`] tree, [`check`] says what is wrong with it, [`Expression::compile`]
//! turns it into something that runs over any number of users, [`evaluate`] does all of it once.

mod arguments;
mod check;
mod compare;
mod compile;
mod environment;
mod evaluate;
mod format;
pub(crate) mod functions;
pub(crate) mod parse;
mod recover;
mod results;
pub(crate) mod scan;
pub(crate) mod syntax;
mod syntax_fixes;
mod syntax_help;
mod trace;
pub(crate) mod words;

pub use check::{Context, check, check_text};
pub use compile::Slots;
pub use environment::Environment;
pub use evaluate::Skip;
pub use format::{LINE, format, format_line, quoted};
pub use functions::{
    Example, Function, Kind, Origin, Parameter, Passes, RoleForm, find as find_function, functions,
};
pub use parse::{Dialect, parse};
pub(crate) use results::{Gives, Leaf, results};
pub use scan::{Token, TokenKind, tokens};
pub use syntax::{Argument, Binary, Call, Keyword, Node, NodeKind, Number, Operator};
pub(crate) use trace::bounded;
pub use trace::{NoteKind, Trace, TraceGroup, TraceKind, TraceMatch, TraceNode, TraceNote, TraceState};
pub use words::describe;

use crate::diagnostic::{Diagnostic, Outcome};
use crate::source::Reader;
use crate::value::Value;
use evaluate::{Machine, Stop};
use trace::Recorder;

/// An expression ready to run over the slots of a source user.
#[derive(Clone, Debug)]
pub struct Expression {
    tree: Node,
    dialect: Dialect,
    code: compile::Code,
    /// What the checker found; nothing that keeps the expression from running.
    pub warnings: Vec<Diagnostic>,
}

/// What running an expression gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluation<'a> {
    /// The value; null if the flow was skipped.
    pub value: Value<'a>,
    /// Set if the attribute, or the whole object, is left out of the flow.
    pub skipped: Option<Skip>,
    /// Whether `Redact` marked the value for the logs.
    pub sensitive: bool,
    /// Warnings that only show with a user at hand.
    pub warnings: Vec<Diagnostic>,
}

impl Expression {
    /// Parses, checks and compiles. Attributes get their slots in `slots`, shared by a profile.
    ///
    /// # Errors
    /// All errors of parsing and checking; warnings end up in [`Expression::warnings`].
    pub fn compile(text: &str, dialect: Dialect, slots: &mut Slots) -> Result<Self, Vec<Diagnostic>> {
        Self::compile_in(text, dialect, &Context::default(), slots)
    }

    /// The same for an expression of which more is known.
    ///
    /// # Errors
    /// As [`compile`](Expression::compile). A part that is sure to fail for every user, such as a
    /// date that is none, is an error among the warnings: the expression still compiles.
    pub fn compile_in(
        text: &str,
        dialect: Dialect,
        context: &Context,
        slots: &mut Slots,
    ) -> Result<Self, Vec<Diagnostic>> {
        let tree = match parse(text, dialect) {
            Ok(tree) => tree,
            Err(first) => return Err(recover::recover(text, dialect, context, *first)),
        };
        let found = check::check_tree(text, &tree, dialect, context);
        if found.iter().any(Diagnostic::is_blocking) {
            return Err(found);
        }
        // The checker has seen every name, so there is always code.
        let Some(code) = compile::compile(&tree, dialect, slots) else { return Err(Vec::new()) };
        Ok(Self { tree, dialect, code, warnings: found })
    }

    /// The tree that it was compiled from.
    pub const fn tree(&self) -> &Node {
        &self.tree
    }

    /// The function whose call is the whole expression, if it is one.
    pub fn function(&self) -> Option<&'static Function> {
        match &self.tree.kind {
            NodeKind::Call(call) => find_function(&call.name, self.dialect),
            _ => None,
        }
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
        run_code(&self.code, row, environment, stream)
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
        let mut machine = Machine::new(environment, stream);
        machine.recorder = Some(Box::new(Recorder::new(&self.code, text)));
        let result = machine.run(&self.code, row);
        let trace = machine.recorder.take().map(|recorder| recorder.finish()).unwrap_or_default();
        (finish(machine, result), trace)
    }
}

fn run_code<'a>(
    code: &'a compile::Code,
    row: &'a [Value<'a>],
    environment: &Environment,
    stream: u64,
) -> Outcome<Evaluation<'a>> {
    let mut machine = Machine::new(environment, stream);
    let result = machine.run(code, row);
    finish(machine, result)
}

fn finish<'a>(machine: Machine<'_>, result: evaluate::Flow<Value<'a>>) -> Outcome<Evaluation<'a>> {
    let (value, skipped) = match result {
        Ok(value) => (value, None),
        Err(Stop::Skip(skip)) => (Value::Null, Some(skip)),
        Err(Stop::Failure(found)) => return Err(found),
    };
    Ok(Evaluation { value, skipped, sensitive: machine.sensitive, warnings: machine.warnings })
}

/// Evaluates one expression for one source user, given as JSON object.
///
/// Attributes are taken as they stand in `source`; what the provisioning service computes on
/// import, such as `IsSoftDeleted`, is not added.
///
/// # Errors
/// Every error found: one of parsing, all of checking, or one of running.
///
/// ```
/// use attrflow::language::{evaluate, Dialect, Environment};
/// let user = serde_json::json!({"givenName": "Ada", "surname": "Park"});
/// let result = evaluate("Join(\" \", [givenName], [surname])", &user, Dialect::Entra, &Environment::default());
/// assert_eq!(result.unwrap().value.to_json(), "Ada Park");
/// ```
pub fn evaluate(
    expression: &str,
    source: &serde_json::Value,
    dialect: Dialect,
    environment: &Environment,
) -> Result<Evaluation<'static>, Vec<Diagnostic>> {
    evaluate_with(expression, source, dialect, environment, None)
}

/// The same as [`evaluate`], with a [`Trace`] of every step. The trace is empty if the expression
/// itself has errors.
pub fn evaluate_traced(
    expression: &str,
    source: &serde_json::Value,
    dialect: Dialect,
    environment: &Environment,
) -> (Result<Evaluation<'static>, Vec<Diagnostic>>, Trace) {
    let mut trace = Trace::default();
    let result = evaluate_with(expression, source, dialect, environment, Some(&mut trace));
    (result, trace)
}

fn evaluate_with(
    expression: &str,
    source: &serde_json::Value,
    dialect: Dialect,
    environment: &Environment,
    trace: Option<&mut Trace>,
) -> Result<Evaluation<'static>, Vec<Diagnostic>> {
    let mut slots = Slots::default();
    let mut compiled = Expression::compile(expression, dialect, &mut slots)?;
    let reader = Reader::new(slots.names());
    let row = reader.read_object(source);
    let mut warnings = reader.warnings(source);
    let result = match trace {
        None => compiled.run(&row, environment, 0),
        Some(trace) => {
            let (result, steps) = compiled.run_traced(expression, &row, environment, 0);
            *trace = steps;
            result
        }
    };
    let mut evaluation = match result {
        Ok(evaluation) => evaluation,
        Err(found) => {
            // The checker may have said the same of this place.
            compiled.warnings.retain(|known| known.span != found.span || !known.is_error());
            return Err([vec![*found], compiled.warnings].concat());
        }
    };
    let value = std::mem::take(&mut evaluation.value).into_owned();
    // It did not fail, so nothing is sure to.
    warnings.extend(compiled.warnings.iter().cloned().map(Diagnostic::softened));
    warnings.append(&mut evaluation.warnings);
    Ok(Evaluation { value, skipped: evaluation.skipped, sensitive: evaluation.sensitive, warnings })
}
