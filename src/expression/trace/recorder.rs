//! Follows an evaluation and fills in the tree.

use super::value::bounded;
use super::{Note, NoteKind, Trace, TraceKind, TraceNode, TraceState};
use crate::expression::compile::{Code, Operation};
use crate::expression::evaluate::{Flow, Skip, Stop};
use crate::limits::TRACE_NOTES;
use crate::value::Value;
use serde_json::Value as Json;

/// The tree of a running evaluation.
#[derive(Debug)]
pub(in crate::expression) struct Recorder {
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

fn address(code: &Code) -> usize {
    std::ptr::from_ref(code).addr()
}

impl Recorder {
    /// A tree of nodes none of which has run; `text` is the expression.
    pub(in crate::expression) fn new(code: &Code, text: &str) -> Self {
        let mut recorder = Self { nodes: Vec::new(), running: Vec::new(), stopped: false };
        recorder.add(code, text, None, 0, 0, None);
        recorder
    }

    fn add(
        &mut self,
        code: &Code,
        text: &str,
        parent: Option<usize>,
        depth: usize,
        argument: usize,
        parameter: Option<&'static str>,
    ) {
        let written = || super::value::cut(code.span.of(text));
        let (kind, label) = match &code.operation {
            Operation::Attribute(_) => (TraceKind::Attribute, written()),
            Operation::Text(_) | Operation::Number(_) | Operation::Keyword(_) => {
                (TraceKind::Constant, written())
            }
            Operation::Parameter(_) | Operation::Variable(_) => (TraceKind::Parameter, written()),
            Operation::Call(invocation) => (TraceKind::Call, invocation.function.name.to_owned()),
            Operation::Binary(operands) => (TraceKind::Operator, operands.operator.as_str().to_owned()),
        };
        let this = self.nodes.len();
        let state = TraceState::NotEvaluated;
        let node = TraceNode {
            parent,
            depth,
            span: code.span,
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
        self.nodes.push(Entry { address: address(code), argument, node });
        match &code.operation {
            Operation::Call(invocation) => {
                for (at, place) in invocation.arguments.iter().enumerate() {
                    if let Some(code) = &place.code {
                        let parameter = invocation.function.parameter(at).map(|parameter| parameter.name);
                        self.add(code, text, Some(this), depth + 1, at, parameter);
                    }
                }
            }
            Operation::Binary(operands) => {
                self.add(&operands.left, text, Some(this), depth + 1, 0, None);
                self.add(&operands.right, text, Some(this), depth + 1, 1, None);
            }
            _ => {}
        }
    }

    /// A node begins to run.
    pub(in crate::expression) fn enter(&mut self, code: &Code) {
        let after = self.running.last().copied().unwrap_or(0);
        let wanted = address(code);
        let found = self.nodes.iter().skip(after).position(|entry| entry.address == wanted);
        self.running.push(found.map_or(after, |at| after + at));
        self.stopped = false;
    }

    /// The node that runs ends.
    pub(in crate::expression) fn leave(&mut self, result: &Flow<Value<'_>>) {
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

    /// Whether the node that runs takes further notes; `Trim` of a long list needs no thousand.
    fn place(&mut self, argument: Option<usize>) -> Option<&mut TraceNode> {
        let running = *self.running.last()?;
        let at = match argument {
            None => running,
            Some(argument) => self.child(running, argument)?,
        };
        self.nodes.get_mut(at).map(|entry| &mut entry.node).filter(|node| node.notes.len() < TRACE_NOTES)
    }

    fn child(&self, parent: usize, argument: usize) -> Option<usize> {
        let children = self.nodes.iter().enumerate().skip(parent + 1);
        let mut children = children.filter(|(_, entry)| entry.node.parent == Some(parent));
        children.find(|(_, entry)| entry.argument == argument).map(|(at, _)| at)
    }

    /// A reason for the node that runs, or for its argument in this place.
    pub(in crate::expression) fn note(&mut self, argument: Option<usize>, note: impl FnOnce() -> Note) {
        if let Some(node) = self.place(argument) {
            node.notes.push(note().0);
        }
    }

    /// The node that runs takes the value of this argument as its own.
    pub(in crate::expression) fn choose(&mut self, argument: usize) {
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
    pub(in crate::expression) fn finish(self) -> Trace {
        Trace { nodes: self.nodes.into_iter().map(|entry| entry.node).collect() }
    }
}
