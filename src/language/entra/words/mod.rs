//! What people write in Entra's languages again and again has words of its own: `Switch` that turns
//! True into False, `Replace` of one group, `IIF` that fills in for nothing.

mod choices;
mod parts;

use crate::language::registry::Function;
use crate::language::tree::Call;
use crate::language::words::{Idioms, Phrase, Words};

pub(super) static ENTRA: Idioms = Idioms { call: entra, attribute: said, conditions: CONDITIONS };

pub(super) static CONNECT: Idioms = Idioms { call: connect, attribute: said, conditions: CONDITIONS };

/// What the service computes `IsSoftDeleted` from (known issues of application provisioning).
const CONDITIONS: &[(&str, &str)] =
    &[("IsSoftDeleted", "the user is soft-deleted, disabled, unassigned or out of scope")];

fn entra(words: Words, function: &Function, call: &Call, depth: usize) -> Option<Phrase> {
    match function.name {
        "Switch" => words.switch(call, depth),
        "Join" => words.join(call, depth),
        "Split" => words.split(call, depth),
        "Replace" => words.replace(call, depth),
        _ => both(words, function, call, depth),
    }
}

/// Connect has other meanings of some names.
fn connect(words: Words, function: &Function, call: &Call, depth: usize) -> Option<Phrase> {
    match function.name {
        "Switch" => words.conditions(call, depth),
        _ => both(words, function, call, depth),
    }
}

fn both(words: Words, function: &Function, call: &Call, depth: usize) -> Option<Phrase> {
    match function.name {
        "IIF" => words.iif(call, depth),
        "Coalesce" => words.coalesce(call, depth),
        "Item" => words.item(call, depth),
        "Left" => words.left(call, depth),
        "Mid" => words.mid(call, depth),
        "DateAdd" => words.date_add(call, depth),
        "DateDiff" => words.date_diff(call, depth),
        "FormatDateTime" => words.format_date_time(call, depth),
        _ => None,
    }
}

/// The name of an attribute as people say it: a directory extension without its application.
fn said(name: &str) -> &str {
    let id = name.strip_prefix("extension_").and_then(|rest| rest.split_once('_'));
    match id {
        Some((id, short)) if id.len() == 32 && !short.is_empty() => short,
        _ => name,
    }
}
