//! Values that no other object has: candidates, identifiers, random texts.

use super::{Function, Kind, Passes, example, optional, repeating, required};
use crate::dotnet::casing;
use crate::language::machine::{Arguments, Flow};
use crate::language::trace::Note;
use crate::value::Value;
use std::borrow::Cow;

/// Longest result of `RandomString`, by the function reference.
const RANDOM_CHARACTERS: i64 = 256;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "SelectUniqueValue",
        &[
            required("uniqueValueRule1", "uniqueValueRule", Kind::Text),
            required("uniqueValueRule2", "uniqueValueRule", Kind::Text),
            repeating("uniqueValueRule", "uniqueValueRule", Kind::Text),
        ],
        Kind::Text,
        "Returns the first candidate that no object in the target has yet.",
        select_unique_value,
    )
    .changing()
    .maps(None)
    .passes(Passes::Candidates { from: 0 })
    .words("the first of {uniqueValueRule1…} that the target does not have yet")
    .examples(&[example(
        r#"SelectUniqueValue([alias], Append([alias], "1"))"#,
        r#"{"alias":"ada"}"#,
        r#""ada""#,
    )]),
    Function::new("Guid", &[], Kind::Text, "Returns a random identifier in lower case with hyphens.", guid)
        .changing()
        .never_null()
        .words("a random identifier"),
    Function::new(
        "RandomString",
        &[
            required("Length", "length", Kind::Integer),
            required("MinimumNumbers", "minimumNumbers", Kind::Integer),
            required("MinimumSpecialCharacters", "minimumSpecialCharacters", Kind::Integer),
            required("MinimumCapital", "minimumCapital", Kind::Integer),
            required("MinimumLowerCase", "minimumLowerCase", Kind::Integer),
            optional("CharactersToAvoid", "charactersToAvoid", Kind::Text),
        ],
        Kind::Text,
        "Returns a random text with at least the given numbers of digits, signs, capitals and small letters.",
        random_string,
    )
    .changing()
    .never_null()
    .words("a random text of {Length} characters"),
];

fn select_unique_value<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let mut tried = 0;
    for at in 0..args.count() {
        let Some(candidate) = args.text(at)?.filter(|candidate| !candidate.is_empty()) else {
            args.note_at(at, Note::passed_over);
            continue;
        };
        tried += 1;
        // Directories compare names without letter case.
        let taken = &args.machine.environment.taken;
        let taken = taken.iter().any(|value| casing::alike(value, &candidate));
        args.note_at(at, || Note::unique(taken));
        if !taken {
            args.chose(at, || Note::free(at));
            return Ok(Value::Text(candidate));
        }
    }
    Err(args.failure(match tried {
        0 => "SelectUniqueValue has no candidate: all of them are empty".to_owned(),
        tried => {
            format!("all {tried} candidates of SelectUniqueValue exist in the target; the object is escrowed")
        }
    }))
}

fn guid<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let mut bytes = [0; 16];
    args.random().fill(&mut bytes);
    let id = uuid::Builder::from_random_bytes(bytes).into_uuid();
    Ok(Value::Text(Cow::Owned(id.hyphenated().to_string())))
}

/// Digits, special characters of Windows' password rules, capitals, small letters.
const CLASSES: [&str; 4] = [
    "0123456789",
    "~!@#$%^&*_-+=`|\\(){}[]:;\"'<>,.?/",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "abcdefghijklmnopqrstuvwxyz",
];

fn random_string<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let length = args.integer(0)?;
    if !(0..=RANDOM_CHARACTERS).contains(&length) {
        let message = format!("the length of RandomString is {length}; it must be 0 to {RANDOM_CHARACTERS}");
        return Err(args.impossible(0, message));
    }
    let mut minima = [0; CLASSES.len()];
    for (at, minimum) in minima.iter_mut().enumerate() {
        *minimum = args.integer(at + 1)?;
        if *minimum < 0 {
            return Err(args.impossible(at + 1, "a minimum of RandomString must not be negative"));
        }
    }
    let sum = minima.iter().fold(0i64, |sum, minimum| sum.saturating_add(*minimum));
    if sum > length {
        let message = format!("RandomString cannot put {sum} required characters into a length of {length}");
        return Err(args.impossible(0, message));
    }
    let avoid = args.text_or_empty(5)?;
    let classes = CLASSES.map(|class| class.chars().filter(|c| !avoid.contains(*c)).collect::<Vec<_>>());
    let mut characters = Vec::new();
    for (at, (class, minimum)) in classes.iter().zip(minima).enumerate() {
        for _ in 0..minimum {
            match args.random().choice(class) {
                Some(c) => characters.push(*c),
                None => return Err(args.impossible(at + 1, "all characters of this class are to be avoided")),
            }
        }
    }
    // The rest comes from letters and digits; special characters only as many as asked for.
    let rest: Vec<char> = [0, 2, 3].iter().filter_map(|at| classes.get(*at)).flatten().copied().collect();
    for _ in sum..length {
        match args.random().choice(&rest) {
            Some(c) => characters.push(*c),
            None => return Err(args.impossible(5, "all letters and digits are to be avoided")),
        }
    }
    args.random().shuffle(&mut characters);
    Ok(Value::Text(Cow::Owned(characters.into_iter().collect())))
}
