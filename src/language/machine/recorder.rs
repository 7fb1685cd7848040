//! Follows an evaluation and fills in the tree.

use super::instruction::{Instruction, Operation};
use super::run::{Flow, Skip, Stop};
use crate::language::trace::{Note, NoteKind, Trace, TraceKind, TraceNode, TraceState, bounded, cut};
use crate::limits::TRACE_NOTES;
use crate::value::Value;
use serde_json::Value as Json;

/// The tree of a running evaluation.
#[derive(Debug)]
pub(crate) struct Recorder {
    nodes: Vec<Entry>,
    /// The nodes that run now, outermost first.
    running: Vec<usize>,
    /// Whether a node that just ended gave no value, so that those above do not claim its error.
    stopped: bool,
}

#[derive(Debug)]
struct Entry {
    /// Where the code lies in memory: what tells the node apart while it runs.
    address: usize,
    /// Which place of its parent it stands in.
    argument: usize,
    node: TraceNode,
}

fn address(instruction: &Instruction) -> usize {
    std::ptr::from_ref(instruction).addr()
}

impl Recorder {
    /// A tree of nodes none of which has run; `text` is the expression.
    pub(crate) fn new(instruction: &Instruction, text: &str) -> Self {
        let mut recorder = Self { nodes: Vec::new(), running: Vec::new(), stopped: false };
        recorder.add(instruction, text, None, 0, 0, None);
        recorder
    }

    fn add(
        &mut self,
        instruction: &Instruction,
        text: &str,
        parent: Option<usize>,
        depth: usize,
        argument: usize,
        parameter: Option<&'static str>,
    ) {
        let written = || cut(instruction.span.of(text));
        let (kind, label) = match &instruction.operation {
            Operation::Attribute(_) | Operation::Bytes(_) => (TraceKind::Attribute, written()),
            Operation::Text(_) | Operation::Number(_) | Operation::Keyword(_) => {
                (TraceKind::Constant, written())
            }
            Operation::Parameter(_) | Operation::Variable(_) => (TraceKind::Parameter, written()),
            Operation::Call(invocation) => (TraceKind::Call, invocation.function.name.to_owned()),
            Operation::Binary(operands) => (TraceKind::Operator, operands.operator.as_str().to_owned()),
            // A trace shows what other languages have by its text.
            _ => (TraceKind::Operator, written()),
        };
        let this = self.nodes.len();
        let state = TraceState::NotEvaluated;
        let node = TraceNode {
            parent,
            depth,
            span: instruction.span,
            kind,
            label,
            parameter,
            state,
            value: None,
            value_type: None,
            chosen: false,
            notes: Vec::new(),
            error: None,
        };
        self.nodes.push(Entry { address: address(instruction), argument, node });
        match &instruction.operation {
            Operation::Call(invocation) => {
                for (at, place) in invocation.arguments.iter().enumerate() {
                    if let Some(instruction) = &place.instruction {
                        let parameter = invocation.function.parameter(at).map(|parameter| parameter.name);
                        self.add(instruction, text, Some(this), depth + 1, at, parameter);
                    }
                }
            }
            Operation::Binary(operands) => {
                self.add(&operands.left, text, Some(this), depth + 1, 0, None);
                self.add(&operands.right, text, Some(this), depth + 1, 1, None);
            }
            Operation::Member(member) => self.add(&member.0, text, Some(this), depth + 1, 0, None),
            Operation::Unary(_, operand) => self.add(operand, text, Some(this), depth + 1, 0, None),
            Operation::Index(parts) | Operation::Elvis(parts) => self.parts(&**parts, text, this, depth),
            Operation::Conditional(parts) => self.parts(&**parts, text, this, depth),
            Operation::List(parts) | Operation::Template(parts) => self.parts(parts, text, this, depth),
            Operation::NotEvaluated(parts) => self.parts(&parts.1, text, this, depth),
            Operation::Map(entries) => self.parts(entries.as_flattened(), text, this, depth),
            Operation::Attribute(_)
            | Operation::Bytes(_)
            | Operation::Text(_)
            | Operation::Number(_)
            | Operation::Keyword(_)
            | Operation::Parameter(_)
            | Operation::Variable(_) => {}
        }
    }

    /// The parts of a node, in the order of the text.
    fn parts(&mut self, parts: &[Instruction], text: &str, parent: usize, depth: usize) {
        for (at, part) in parts.iter().enumerate() {
            self.add(part, text, Some(parent), depth + 1, at, None);
        }
    }

    /// A node begins to run.
    pub(crate) fn enter(&mut self, instruction: &Instruction) {
        let after = self.running.last().copied().unwrap_or(0);
        let wanted = address(instruction);
        let found =
            self.nodes.get(after..).unwrap_or_default().iter().position(|entry| entry.address == wanted);
        self.running.push(after + found.unwrap_or_default());
        self.stopped = false;
    }

    /// The node that runs ends.
    pub(crate) fn leave(&mut self, result: &Flow<Value<'_>>) {
        let Some(at) = self.running.pop() else { return };
        let from_below = std::mem::replace(&mut self.stopped, result.is_err());
        let Some(entry) = self.nodes.get_mut(at) else { return };
        let node = &mut entry.node;
        match result {
            Ok(value) => {
                node.state = TraceState::Value;
                node.value = Some(bounded(value));
                node.value_type = Some(value.kind());
            }
            Err(Stop::Skip(skip)) => {
                node.state = TraceState::Ignored;
                if !from_below {
                    node.notes.push(Note::flow(*skip == Skip::Object).0);
                }
            }
            Err(Stop::Failure(found)) => {
                node.state = TraceState::Error;
                if !from_below {
                    node.error = Some(found.message.clone());
                }
            }
        }
        if let TraceKind::Operator = node.kind {
            self.compared(at);
        }
    }

    fn child(&self, parent: usize, argument: usize) -> Option<usize> {
        let wanted = |entry: &Entry| entry.node.parent == Some(parent) && entry.argument == argument;
        self.nodes.iter().position(wanted)
    }

    /// A reason for the node that runs, or for its argument in this place. There is a limit, as
    /// `Trim` of a long list needs no thousand.
    #[inline(never)]
    pub(crate) fn note(&mut self, argument: Option<usize>, note: Note) {
        let running = self.running.last().copied();
        let at = running.and_then(|running| match argument {
            None => Some(running),
            Some(argument) => self.child(running, argument),
        });
        if let Some(entry) = at.and_then(|at| self.nodes.get_mut(at))
            && entry.node.notes.len() < TRACE_NOTES
        {
            entry.node.notes.push(note.0);
        }
    }

    /// The node that runs takes the value of this argument as its own.
    pub(crate) fn choose(&mut self, argument: usize) {
        let chosen = self.running.last().and_then(|running| self.child(*running, argument));
        if let Some(entry) = chosen.and_then(|at| self.nodes.get_mut(at)) {
            entry.node.chosen = true;
        }
    }

    /// Says of a comparison of texts that failed for letter case or blanks alone.
    fn compared(&mut self, at: usize) {
        let text = |argument| match self.nodes.get(self.child(at, argument)?)?.node.value.as_ref()? {
            Json::String(text) => Some(text.as_str()),
            _ => None,
        };
        let (Some(left), Some(right)) = (text(0), text(1)) else { return };
        let Some(note) = Note::nearly(left, right) else { return };
        if let Some(entry) = self.nodes.get_mut(at)
            && let Some(last) = entry.node.notes.last_mut()
            && last.kind == NoteKind::Comparison
        {
            last.text.push_str("; ");
            last.text.push_str(note);
        }
    }

    /// The tree.
    pub(crate) fn finish(self) -> Trace {
        Trace { nodes: self.nodes.into_iter().map(|entry| entry.node).collect() }
    }
}
