//! Expressions that stand somewhere as text. It is the door of this room: what comes in here was compiled by nobody
//! yet, be it the text beside a stored tree, which may be older than the tree, or the source of a profile's mapping.
//! What the service stored as a tree is not read from text at all.

use crate::diagnostic::Outcome;
use crate::language::{Dialect, Node, NodeKind, format_line, parse};

/// The tree of a text.
///
/// # Errors
/// As [`parse`].
pub(super) fn tree(text: &str) -> Outcome<Node> {
    parse(text, Dialect::Entra)
}

/// What a text that is a single leaf stands for.
pub(super) fn leaf(text: &str) -> Option<NodeKind> {
    tree(text).ok().map(|node| node.kind)
}

/// The text of a node on one line, as the service lays it out.
pub(super) fn line_of(node: &Node, text: &str) -> String {
    format_line(node, text, Dialect::Entra)
}

/// The text laid out on one line: texts that differ in their blanks alone give the same. `None` if it is no
/// expression.
pub(super) fn line(text: &str) -> Option<String> {
    Some(line_of(&tree(text).ok()?, text))
}
