//! How Entra's languages are written.

use super::parse::parse;
use crate::language::dialect::Dialect;
use crate::language::print::Notation;
use crate::language::tree::{NodeKind, Number};

pub(super) static ENTRA: Notation = Notation {
    attribute: ["[", "]"],
    parameter: ["%", "%"],
    variable: "$",
    text: quoted,
    number,
    groups: false,
    keeps_pairs: true,
};

/// Connect has parentheses, and conditions where Entra has keys.
pub(super) static CONNECT: Notation = Notation { groups: true, keeps_pairs: false, ..ENTRA };

/// The number that a text spells; both languages write numbers alike.
fn number(text: &str) -> Option<Number> {
    match parse(text, Dialect::Entra).ok()?.kind {
        NodeKind::Number(number) => Some(number),
        _ => None,
    }
}

/// A text constant with its quotes. Backslashes are doubled, as in Microsoft's own pages; the
/// parser would keep most single ones too.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}
