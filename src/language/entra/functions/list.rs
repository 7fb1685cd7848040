//! Several values: joining, splitting, picking, counting.

use super::{Function, Kind, Meaning, Offers, example, optional, repeating, required};
use crate::language::machine::{Arguments, Flow, text};
use crate::language::trace::Note;
use crate::limits::LIST_VALUES;
use crate::span::Span;
use crate::value::Value;
use std::borrow::Cow;
use std::collections::BTreeSet;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "Join",
        &[
            required("separator", "separator", Kind::Text).offers(Offers::Signs),
            required("source1", "source", Kind::Any),
            repeating("source", "source", Kind::Any),
        ],
        Kind::Text,
        "Joins values with a separator; null and empty values vanish together with their separator.",
        join,
    )
    .means(Meaning::Join)
    .never_null()
    .words("{source1…}, joined with {separator'}")
    .examples(&[example(
        r#"Join(" ", [givenName], [surname])"#,
        r#"{"givenName":"Ada","surname":"Park"}"#,
        r#""Ada Park""#,
    )]),
    Function::new(
        "Split",
        &[
            required("source", "source", Kind::Text),
            optional("delimiter", "delimiter", Kind::Text).offers(Offers::Signs),
        ],
        Kind::List,
        "Splits a text at a delimiter into several values, each without blanks around it.",
        split,
    )
    .means(Meaning::Split)
    .words("{source}, split[ at {delimiter'}]")
    .examples(&[example(
        r#"Split([extensionAttribute5], ",")"#,
        r#"{"extensionAttribute5":"PermissionSetOne, PermissionSetTwo"}"#,
        r#"["PermissionSetOne","PermissionSetTwo"]"#,
    )]),
    Function::new(
        "Item",
        &[
            required("attribute", "source", Kind::List),
            required("index", "index", Kind::Integer).counted_from_one(),
        ],
        Kind::Any,
        "Picks one of several values; the first has the index 1.",
        item,
    )
    .means(Meaning::Item)
    .words("value {index} of {attribute}")
    .examples(&[example(
        r#"Item(Split([userPrincipalName], "@"), 1)"#,
        r#"{"userPrincipalName":"ada@contoso.example"}"#,
        r#""ada""#,
    )]),
    Function::new(
        "Count",
        &[required("attribute", "source", Kind::List)],
        Kind::Integer,
        "Counts the values of a multi-valued attribute.",
        count,
    )
    .words("the number of values of {attribute}")
    .examples(&[example("Count([otherMails])", r#"{"otherMails":["a@x","b@x"]}"#, r#""2""#)]),
    Function::new(
        "RemoveDuplicates",
        &[required("attribute", "source", Kind::List)],
        Kind::List,
        "Leaves out values that came before; the order stays.",
        remove_duplicates,
    )
    .words("{attribute}, without duplicates")
    .examples(&[example(
        "RemoveDuplicates([otherMails])",
        r#"{"otherMails":["a","b","a"]}"#,
        r#"["a","b"]"#,
    )]),
];

fn join<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let separator = args.text_or_empty(0)?;
    let mut joined = String::new();
    for at in 1..args.count() {
        let value = args.value(at)?;
        if args.is_traced() {
            tell_blanks(args, at, &value);
        }
        append(&mut joined, &separator, value, args.span_of(at))?;
    }
    Ok(Value::Text(Cow::Owned(joined)))
}

/// Tells a trace which values leave no text behind.
#[cold]
fn tell_blanks(args: &mut Arguments<'_, '_, '_>, at: usize, value: &Value<'_>) {
    let (blank, count) = match value {
        Value::List(values) => (values.iter().filter(|value| value.is_null_or_empty()).count(), values.len()),
        single => (usize::from(single.is_null_or_empty()), 1),
    };
    if blank > 0 || count == 0 {
        args.note_at(at, || Note::left_out(blank, count));
    }
}

/// Appends the text of a value, or of each value of a list in its place.
pub(super) fn append(joined: &mut String, separator: &str, value: Value<'_>, span: Span) -> Flow<()> {
    if let Value::List(values) = value {
        return values.into_iter().try_for_each(|value| append(joined, separator, value, span));
    }
    if let Some(text) = text(value, span)?
        && !text.is_empty()
    {
        if !joined.is_empty() {
            joined.push_str(separator);
        }
        joined.push_str(&text);
    }
    Ok(())
}

fn split<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let delimiter = if args.is_present(1) { args.text_or_empty(1)? } else { Cow::Borrowed(",") };
    let source = args.value(0)?;
    if source.is_null() {
        return Ok(Value::Null);
    }
    let sources = match source {
        Value::List(values) => values,
        single => vec![single],
    };
    let mut parts = Vec::new();
    for source in sources {
        match text(source, args.span_of(0))? {
            None => {}
            Some(whole) if delimiter.is_empty() => parts.push(Value::Text(whole)),
            Some(Cow::Borrowed(text)) => {
                parts.extend(text.split(&*delimiter).map(|part| Value::text(part.trim())));
            }
            Some(Cow::Owned(text)) => {
                parts.extend(
                    text.split(&*delimiter).map(|part| Value::Text(Cow::Owned(part.trim().to_owned()))),
                );
            }
        }
        if parts.len() > LIST_VALUES {
            return Err(args.failure(format!("Split gives more than {LIST_VALUES} values")));
        }
    }
    Ok(Value::List(parts))
}

fn item<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let mut values = args.values(0)?;
    let index = args.integer(1)?;
    let count = values.len();
    match usize::try_from(index) {
        Ok(at) if (1..=count).contains(&at) => {
            args.note(|| Note::item(index, count));
            Ok(values.swap_remove(at - 1))
        }
        _ => {
            let have = match count {
                0 => "there are no values".to_owned(),
                1 => "there is one value".to_owned(),
                count => format!("there are {count} values"),
            };
            Err(args.impossible(1, format!("Item has no value {index}: {have}, counted from 1")))
        }
    }
}

fn count<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let count = args.values(0)?.len();
    Ok(Value::Integer(i64::try_from(count).unwrap_or(i64::MAX)))
}

fn remove_duplicates<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let value = args.value(0)?;
    if value.is_null() {
        return Ok(Value::Null);
    }
    let values = match value {
        Value::List(values) => values,
        single => vec![single],
    };
    let span = args.span_of(0);
    let keys = values.iter().map(|value| text(value.clone(), span)).collect::<Flow<Vec<_>>>()?;
    let mut seen = BTreeSet::new();
    let first = values.into_iter().zip(keys).filter_map(|(value, key)| seen.insert(key).then_some(value));
    Ok(Value::List(first.collect()))
}
