//! Why an evaluation gave no value, read off its trace: the choices on the way, and where it ended.

use super::{Note, NoteKind, Trace, TraceKind, TraceNode, TraceState};
use crate::value::clip;

/// Choices that are told: deeper ones are seen in the trace itself.
const CHOICES: usize = 3;

impl Trace {
    /// Why there is no value, in half a sentence. `None` if nothing was evaluated.
    pub(crate) fn reason_for_nothing(&self) -> Option<String> {
        let mut told: Vec<String> = Vec::new();
        let mut at = 0;
        loop {
            let node = self.nodes.get(at)?;
            if node.kind != TraceKind::Call || told.len() >= CHOICES {
                told.extend(self.at_its_end(node));
                break;
            }
            for note in &node.notes {
                if note.kind == NoteKind::Choice {
                    told.push(note.text.clone());
                }
            }
            told.extend(self.nearly(at));
            let mut empty = self.children(at).filter(|(_, child)| is_nothing(child));
            let chosen = self.children(at).find(|(_, child)| child.chosen && is_nothing(child));
            let Some((below, _)) = chosen.or_else(|| empty.next()) else {
                if told.is_empty() {
                    told.push(format!("{} gives none here", node.label));
                }
                break;
            };
            // Where several have none, none of them alone is the reason.
            if chosen.is_none() && empty.next().is_some() {
                told.extend(self.all_of(at));
                break;
            }
            // A choice that was made for good ends where nothing was left to choose.
            if chosen.is_none() && node.notes.iter().any(|note| note.kind == NoteKind::Choice) {
                told.extend(self.all_of(at));
                break;
            }
            at = below;
        }
        (!told.is_empty()).then(|| told.join("; "))
    }

    fn children(&self, parent: usize) -> impl Iterator<Item = (usize, &TraceNode)> {
        self.nodes.iter().enumerate().filter(move |(_, node)| node.parent == Some(parent))
    }

    /// What is to be said of a node without a value that is no call.
    fn at_its_end(&self, node: &TraceNode) -> Option<String> {
        match node.kind {
            TraceKind::Attribute => Some(format!("the user has no value for {}", node.label)),
            TraceKind::Constant => Some(format!("{} stands there", node.label)),
            _ => None,
        }
    }

    /// The attributes without a value among the arguments of a call.
    fn all_of(&self, parent: usize) -> Option<String> {
        let mut names: Vec<&str> = Vec::new();
        for (_, child) in self.children(parent) {
            if child.kind == TraceKind::Attribute
                && is_nothing(child)
                && !names.contains(&child.label.as_str())
            {
                names.push(&child.label);
            }
        }
        (!names.is_empty()).then(|| format!("the user has no value for {}", names.join(", ")))
    }

    /// Keys that were tried and nearly equal what they were compared with.
    fn nearly(&self, parent: usize) -> Vec<String> {
        let text = |node: &TraceNode| node.value.as_ref().and_then(|value| value.as_str().map(str::to_owned));
        let mut told = Vec::new();
        let Some(source) = self.children(parent).next().and_then(|(_, source)| text(source)) else {
            return told;
        };
        for (_, child) in self.children(parent) {
            let tried = child.notes.iter().any(|note| note.kind == NoteKind::Tried);
            if let Some(key) = text(child).filter(|_| tried)
                && let Some(how) = Note::nearly(&key, &source)
            {
                told.push(format!("with the key \"{}\" {how}", clip(&key)));
            }
        }
        told
    }
}

fn is_nothing(node: &TraceNode) -> bool {
    match node.state {
        TraceState::Value => node.value.as_ref().is_none_or(serde_json::Value::is_null),
        TraceState::Ignored => true,
        TraceState::NotEvaluated | TraceState::Error => false,
    }
}
