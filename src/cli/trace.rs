//! A trace as an indented tree: what, its value, why.

use attrflow::language::{Trace, TraceKind, TraceNode, TraceState};
use serde_json::Value as Json;

/// Widest column of labels and of values; longer ones push their line to the right.
const WIDEST: usize = 44;

/// The tree as lines, values and reasons in columns of their own.
pub(super) fn tree(trace: &Trace) -> String {
    let rows: Vec<[String; 3]> = trace
        .nodes
        .iter()
        .enumerate()
        .map(|(at, node)| [label(trace, at), value(node), reasons(node)])
        .collect();
    let width = |column: usize| {
        let widths = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        widths.filter(|width| *width <= WIDEST).max().unwrap_or_default()
    };
    let (labels, values) = (width(0), width(1));
    let lines = rows.iter().map(|[label, value, reasons]| {
        let line = format!("{label:labels$}  {value:values$}  {reasons}");
        line.trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The branches that lead to a node, and what it is.
fn label(trace: &Trace, at: usize) -> String {
    let mut text = String::new();
    let mut here = Some(at);
    let mut innermost = true;
    while let Some(node) = here.and_then(|at| trace.nodes.get(at)) {
        let Some(parent) = node.parent else { break };
        let more =
            trace.nodes.iter().skip(here.unwrap_or_default() + 1).any(|other| other.parent == Some(parent));
        text.insert_str(
            0,
            match (innermost, more) {
                (true, true) => "├─ ",
                (true, false) => "└─ ",
                (false, true) => "│  ",
                (false, false) => "   ",
            },
        );
        innermost = false;
        here = node.parent;
    }
    let Some(node) = trace.nodes.get(at) else { return text };
    let label = shortened(&node.label.split_whitespace().collect::<Vec<_>>().join(" "));
    match node.parameter {
        Some(parameter) => format!("{text}{parameter}: {label}"),
        None => text + &label,
    }
}

fn value(node: &TraceNode) -> String {
    match (node.state, &node.value) {
        (TraceState::NotEvaluated, _) => "not evaluated".to_owned(),
        (TraceState::Ignored, _) => "left out".to_owned(),
        (TraceState::Error, _) => "error".to_owned(),
        // What is written needs no repeating.
        (TraceState::Value, _) if node.kind == TraceKind::Constant => String::new(),
        (TraceState::Value, None | Some(Json::Null)) => "no value".to_owned(),
        (TraceState::Value, Some(Json::Bool(value))) => attrflow::value::boolean_text(*value).to_owned(),
        (TraceState::Value, Some(Json::String(date))) if node.value_type == Some("date") => date.clone(),
        (TraceState::Value, Some(value)) => shortened(&value.to_string()),
    }
}

fn reasons(node: &TraceNode) -> String {
    let notes = node.notes.iter().map(|note| note.text.as_str());
    notes.chain(node.error.as_deref()).collect::<Vec<_>>().join("; ")
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(WIDEST) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
    }
}
