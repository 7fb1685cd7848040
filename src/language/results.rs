//! What an expression may give: every value that can come out at its top, as far as it is written.

use super::registry::{Function, Passes, Registry};
use super::tree::{Keyword, Node, NodeKind, Number};
use crate::span::Span;
use std::borrow::Cow;

/// One value that may come out.
#[derive(Clone, Debug)]
pub(crate) struct Leaf<'n> {
    /// Where it is written.
    pub(crate) span: Span,
    /// Whether every user gets this one.
    pub(crate) only: bool,
    /// What is known of it.
    pub(crate) gives: Gives<'n>,
}

/// What is known of a value.
#[derive(Clone, Debug)]
pub(crate) enum Gives<'n> {
    /// This text.
    Text(Cow<'n, str>),
    /// The value of this attribute.
    Attribute(&'n str),
    /// The result of a call of this function.
    Call(&'static Function),
}

/// The values that may come out of a tree, in the order of the text. Null is none of them.
///
/// Of a conditional both sides may come out, of a replacement for no value either; what else only
/// other languages have is computed, and nothing is known of it.
pub(crate) fn results<'n>(tree: &'n Node, registry: &Registry) -> Vec<Leaf<'n>> {
    let mut leaves = Vec::new();
    collect(tree, true, registry, &mut leaves);
    leaves
}

fn collect<'n>(node: &'n Node, only: bool, registry: &Registry, leaves: &mut Vec<Leaf<'n>>) {
    let gives = match &node.kind {
        NodeKind::Text(text) => Gives::Text(Cow::Borrowed(text)),
        NodeKind::Keyword(keyword @ (Keyword::True | Keyword::False)) => {
            Gives::Text(Cow::Borrowed(keyword.as_str()))
        }
        NodeKind::Number(Number::Integer(number)) => Gives::Text(Cow::Owned(number.to_string())),
        NodeKind::Attribute(name) => Gives::Attribute(name),
        NodeKind::Call(call) => {
            let Some(function) = registry.find(&call.name) else { return };
            if let Passes::Nothing | Passes::Candidates { .. } = function.passes {
                Gives::Call(function)
            } else {
                let only = only && matches!(function.passes, Passes::Through(_));
                for (at, place) in call.arguments.iter().enumerate() {
                    if let Some(node) = place.node.as_ref().filter(|_| function.passes.takes(at)) {
                        collect(node, only, registry, leaves);
                    }
                }
                return;
            }
        }
        NodeKind::Conditional(choice) => {
            collect(&choice.yes, false, registry, leaves);
            return collect(&choice.no, false, registry, leaves);
        }
        NodeKind::Elvis(elvis) => {
            collect(&elvis.value, false, registry, leaves);
            return collect(&elvis.other, false, registry, leaves);
        }
        _ => return,
    };
    leaves.push(Leaf { span: node.span, only, gives });
}
