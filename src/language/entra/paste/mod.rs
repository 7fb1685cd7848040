//! Texts that were changed on their way here: copied out of a page, a document, a chat or a guide.
//!
//! One pass over the text finds what programs put in the place of an expression's own signs, by where it
//! stands: outside of texts, in names of attributes, inside of texts. All of it is one finding with one
//! correction, which gives back the expression as it was.

mod edges;
mod scan;
mod signs;

use super::mend::Mended;
use super::parse::parse;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::dialect::Dialect;
use crate::span::Span;
use crate::value::clip;
use scan::{Damage, Habits, Scanned};
pub(super) use signs::entity;

/// What happened to a text that is no expression, if it was changed on its way here.
pub(super) fn pasted(text: &str, dialect: Dialect) -> Option<Mended> {
    let plain = scan::scan(text, Habits::default());
    // What the first look finds outside of texts tells what was done to those inside.
    let habits = plain.habits(text);
    let mut scanned = if habits == Habits::default() { plain } else { scan::scan(text, habits) };
    // A text may also end with another quote than it began with; only then is the rest an expression.
    if parse(&scanned.mend().apply(text), dialect).is_err() {
        let mixed = scan::scan(text, Habits { mixed: true, ..habits });
        if parse(&mixed.mend().apply(text), dialect).is_ok() {
            scanned = mixed;
        }
    }
    told(text, scanned)
}

/// The same for the name of an attribute, with its brackets.
pub(super) fn pasted_attribute(text: &str) -> Option<Mended> {
    told(text, scan::scan(text, Habits::default()))
}

fn told(text: &str, scanned: Scanned) -> Option<Mended> {
    let (first, span) = scanned.first()?;
    let kinds = scanned.kinds();
    let mut help = String::new();
    for kind in &kinds {
        if !help.is_empty() {
            help += "; ";
        }
        help += advice(*kind);
    }
    let title = match kinds.as_slice() {
        [only] => title(*only),
        _ => "Undo what copying changed",
    };
    let message = message(first, span.of(text), scanned.first_text(text));
    let mend = scanned.mend();
    let finding = Diagnostic::new(Code::Syntax, message).at(span).help(help);
    Some(Mended::new(finding, title, mend))
}

fn message(damage: Damage, written: &str, meant: &str) -> String {
    let written = clip(written);
    match damage {
        Damage::Entity if meant.trim().is_empty() => format!("`{written}` is HTML for a blank"),
        Damage::Entity => format!("`{written}` is HTML for `{meant}`"),
        Damage::Tag => format!("`{written}` is a tag of HTML"),
        Damage::Markdown => format!("`{written}` is how Markdown writes `{meant}`"),
        Damage::Json => format!("`{written}` is how JSON writes `{meant}`"),
        Damage::Code => "Markdown's marks around code do not belong to the expression".to_owned(),
        Damage::Quote => format!("`{written}` is a typographic quote"),
        Damage::Blank => {
            "a blank of another kind stands here, which looks like a space or like nothing".to_owned()
        }
        Damage::LookAlike => format!("`{written}` only looks like `{meant}`"),
        Damage::Edge => format!("`{written}` does not belong to the expression"),
    }
}

const fn advice(damage: Damage) -> &'static str {
    match damage {
        Damage::Entity | Damage::Tag => {
            "the text was copied from the source of a page; write the signs themselves"
        }
        Damage::Markdown => "the text was copied from Markdown; remove the backslashes",
        Damage::Json => "the text was copied from a JSON document; remove its escapes",
        Damage::Code => "remove the backquotes around the expression",
        Damage::Quote => {
            "texts stand in straight double quotes; word processors and chat programs change them"
        }
        Damage::Blank => "word processors and pages put such blanks; write a plain space",
        Damage::LookAlike => "write the plain sign",
        Damage::Edge => "remove it",
    }
}

const fn title(damage: Damage) -> &'static str {
    match damage {
        Damage::Entity => "Write the signs of the entities",
        Damage::Tag => "Remove the tags",
        Damage::Markdown => "Remove the backslashes",
        Damage::Json => "Remove the escapes of JSON",
        Damage::Code => "Remove the marks of code",
        Damage::Quote => "Write straight quotes",
        Damage::Blank => "Write plain spaces",
        Damage::LookAlike => "Write plain signs",
        Damage::Edge => "Remove it",
    }
}

/// The first entity in a text constant, with its place behind the opening quote.
pub(super) fn entity_in(text: &str) -> Option<(Span, char)> {
    text.match_indices('&').find_map(|(at, _)| {
        let (length, sign) = entity(text.get(at..)?)?;
        Some((Span::new(at, at + length), sign))
    })
}
