//! Functions that only Entra Connect synchronization rules have, or that mean something else there.
//!
//! People mix the two languages up, so the permissive dialect knows all names. What needs no
//! directory is evaluated; the rest parses and says that it is not.

use super::text::places;
use super::{Function, Kind, Meaning, Offers, Origin, Parameter, Passes, optional, repeating, required};
use crate::diagnostic::{Code, Diagnostic};
use crate::dotnet::casing::{self, Culture};
use crate::dotnet::text as units;
use crate::language::machine::{Arguments, Flow, Stop, text, unsupported};
use crate::language::trace::Note;
use crate::limits::LIST_VALUES;
use crate::value::Value;
use std::borrow::Cow;

const ONE: &[Parameter] = &[required("value", "value", Kind::Any)];
const TWO: &[Parameter] =
    &[required("value", "value", Kind::Any), required("argument", "argument", Kind::Any)];
const ANY: &[Parameter] = &[repeating("argument", "argument", Kind::Any)];
const PAD: &[Parameter] = &[
    required("string", "string", Kind::Text),
    required("length", "length", Kind::Integer),
    required("padCharacter", "padCharacter", Kind::Text),
];

/// A function of Connect with one text parameter.
const fn one(name: &'static str, result: Kind, summary: &'static str, run: super::Evaluate) -> Function {
    Function::new(name, ONE, result, summary, run).origin(Origin::Connect)
}

/// A function of Connect with two parameters.
const fn two(name: &'static str, result: Kind, summary: &'static str, run: super::Evaluate) -> Function {
    Function::new(name, TWO, result, summary, run).origin(Origin::Connect)
}

/// A function that parses but needs what only Connect has; its arguments are not checked closely.
const fn known(name: &'static str) -> Function {
    Function::new(
        name,
        ANY,
        Kind::Any,
        "Belongs to Entra Connect; attrflow parses it without evaluating it.",
        not_evaluated,
    )
    .origin(Origin::Connect)
}

/// Printed once in the cloud sync reference, too.
pub(super) const CONTAINS: Function = Function::new(
    "Contains",
    &[
        required("attribute", "attribute", Kind::List),
        required("search", "search", Kind::Text),
        optional("casetype", "casetype", Kind::Any),
    ],
    Kind::Integer,
    "Returns the index of the first value that holds the text, 0 if none does.",
    contains,
)
.words("the position of the value of {attribute} with {search}")
.origin(Origin::Connect);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "Switch",
        &[
            required("condition", "condition", Kind::Boolean),
            required("value", "value", Kind::Any),
            repeating("condition", "condition", Kind::Boolean),
            repeating("value", "value", Kind::Any),
        ],
        Kind::Any,
        "Returns the value behind the first condition that holds.",
        switch,
    )
    .origin(Origin::Connect)
    .passes(Passes::Cases { default: None, from: 0 })
    .arity(|present| match present.len() % 2 {
        0 => Ok(()),
        _ => Err("Switch of Entra Connect takes pairs of condition and value"),
    }),
    Function::new(
        "Join",
        &[required("attribute", "attribute", Kind::List), optional("delimiter", "delimiter", Kind::Text)],
        Kind::Text,
        "Joins several values with a delimiter.",
        join,
    )
    .words("{attribute}, joined[ with {delimiter'}]")
    .origin(Origin::Connect),
    Function::new(
        "Replace",
        &[
            required("string", "string", Kind::Text),
            required("OldValue", "oldValue", Kind::Text),
            required("NewValue", "newValue", Kind::Text),
        ],
        Kind::Text,
        "Replaces a text; \\n, \\r and \\t mean line feed, carriage return and tab.",
        replace,
    )
    .words("{string}, with {NewValue} for {OldValue}")
    .origin(Origin::Connect),
    Function::new(
        "Split",
        &[
            required("value", "value", Kind::Text),
            required("delimiter", "delimiter", Kind::Text).offers(Offers::Signs),
            optional("limit", "limit", Kind::Integer),
        ],
        Kind::List,
        "Splits a text into at most the given number of values; the last one holds the rest.",
        split,
    )
    .means(Meaning::Split)
    .origin(Origin::Connect),
    Function::new(
        "Mid",
        &[
            required("string", "string", Kind::Text),
            required("start", "start", Kind::Integer),
            required("NumChars", "numChars", Kind::Integer),
        ],
        Kind::Text,
        "Returns a part of a text; the text itself if it has no such part.",
        mid,
    )
    .origin(Origin::Connect),
    one(
        "PCase",
        Kind::Text,
        "Turns the first letter after each blank into upper case, others into lower.",
        |args| map(args, |text| casing::title_case_with(text, " ")),
    ),
    CONTAINS,
    Function::new("PadLeft", PAD, Kind::Text, "Fills a text up to a length from the left.", |args| {
        pad(args, true)
    })
    .words("{string}, filled up from the left to {length} characters")
    .origin(Origin::Connect),
    Function::new("PadRight", PAD, Kind::Text, "Fills a text up to a length from the right.", |args| {
        pad(args, false)
    })
    .words("{string}, filled up from the right to {length} characters")
    .origin(Origin::Connect),
    two("Right", Kind::Text, "Returns the given number of characters from the right.", right)
        .words("the last {argument} characters of {value}"),
    two("IsBitSet", Kind::Boolean, "Tests whether a bit is set.", is_bit_set)
        .words("{value} has bit {argument}|{value} lacks bit {argument}"),
    two("BitOr", Kind::Integer, "Returns the bits that are set in one of two numbers.", |args| {
        Ok(Value::Integer(args.integer(0)? | args.integer(1)?))
    })
    .words("the bits of {value} and {argument}"),
    two("ItemOrNull", Kind::Any, "Picks one of several values, null if there is none.", item_or_null)
        .words("value {argument} of {value}"),
    one("Len", Kind::Integer, "Counts the characters of a text.", len).words("the length of {value}"),
    one("LCase", Kind::Text, "Turns a text into lower case.", |args| {
        map(args, |text| casing::to_lower(text, Culture::Invariant).into_owned())
    })
    .words("{value}, in lower case"),
    one("UCase", Kind::Text, "Turns a text into upper case.", |args| {
        map(args, |text| casing::to_upper(text, Culture::Invariant).into_owned())
    })
    .words("{value}, in upper case"),
    one("LTrim", Kind::Text, "Removes white space at the start.", |args| {
        map(args, |text| text.trim_start().to_owned())
    })
    .words("{value}, trimmed at its start"),
    one("RTrim", Kind::Text, "Removes white space at the end.", |args| {
        map(args, |text| text.trim_end().to_owned())
    })
    .words("{value}, trimmed at its end"),
    one("CNum", Kind::Integer, "Reads a number from a text.", |args| args.integer(0).map(Value::Integer))
        .words("{value} as a number"),
    one("IsEmpty", Kind::Boolean, "Tests for an empty text.", |args| {
        Ok(Value::Boolean(args.value(0)?.is_null_or_empty()))
    })
    .words("{value} is empty|{value} is not empty"),
    one("IsDate", Kind::Boolean, "Tests whether CDate understands the text.", |args| {
        Ok(Value::Boolean(args.date(0).is_ok()))
    })
    .words("{value} is a date|{value} is no date"),
    one("IsNumeric", Kind::Boolean, "Tests whether the text is a number.", |args| {
        Ok(Value::Boolean(args.text(0)?.is_some_and(|text| crate::value::decimal(&text).is_some())))
    })
    .words("{value} is a number|{value} is no number"),
    one("IsGuid", Kind::Boolean, "Tests whether the text is an identifier.", |args| {
        Ok(Value::Boolean(args.text(0)?.is_some_and(|text| uuid::Uuid::try_parse(text.trim()).is_ok())))
    })
    .words("{value} is an identifier|{value} is no identifier"),
    known("CBin"),
    known("CertExtensionOids"),
    known("CertFormat"),
    known("CertFriendlyName"),
    known("CertHashString"),
    known("CertIssuer"),
    known("CertIssuerDN"),
    known("CertIssuerOid"),
    known("CertKeyAlgorithm"),
    known("CertKeyAlgorithmParams"),
    known("CertNameInfo"),
    known("CertNotAfter"),
    known("CertNotBefore"),
    known("CertPublicKeyOid"),
    known("CertPublicKeyParametersOid"),
    known("CertSerialNumber"),
    known("CertSignatureAlgorithmOid"),
    known("CertSubject"),
    known("CertSubjectNameDN"),
    known("CertSubjectNameOid"),
    known("CertThumbprint"),
    known("CertVersion"),
    known("ConvertFromUTF8Hex"),
    known("DNComponentRev"),
    known("EscapeDNComponent"),
    known("InStrRev"),
    known("RandomNum"),
    known("ReplaceChars"),
    known("Thumbprint"),
];

fn not_evaluated<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    Err(unsupported(args.invocation.function.name, args.span))
}

fn switch<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    for at in (0..args.count()).step_by(2) {
        if args.boolean(at)? {
            return args.take(at + 1, || Note::branch(true, true));
        }
    }
    Ok(Value::Null)
}

fn join<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let delimiter = args.text_or_empty(1)?;
    let values = Value::List(args.values(0)?);
    let mut joined = String::new();
    super::list::append(&mut joined, &delimiter, values, args.span)?;
    Ok(Value::Text(Cow::Owned(joined)))
}

fn replace<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let marked = |text: Cow<'_, str>| text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
    let old = marked(args.text_or_empty(1)?);
    let new = marked(args.text_or_empty(2)?);
    if old.is_empty() {
        return Err(args.impossible(1, "the text to replace must not be empty"));
    }
    map(args, |text| text.replace(&old, &new))
}

fn split<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let delimiter = args.text_or_empty(1)?;
    let limit = if args.is_present(2) { args.integer(2)? } else { i64::MAX };
    if limit < 1 {
        return Err(args.impossible(2, format!("the limit of Split is {limit}; it must be at least 1")));
    }
    let Some(text) = args.text(0)? else { return Ok(Value::Null) };
    if delimiter.is_empty() {
        return Ok(Value::List(vec![Value::Text(text)]));
    }
    let parts =
        text.splitn(places(limit), &*delimiter).map(|part| Value::Text(Cow::Owned(part.trim().to_owned())));
    let parts: Vec<_> = parts.take(LIST_VALUES + 1).collect();
    if parts.len() > LIST_VALUES {
        return Err(args.failure(format!("Split gives more than {LIST_VALUES} values")));
    }
    Ok(Value::List(parts))
}

fn mid<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let start = args.integer(1)?;
    let count = args.integer(2)?;
    map(args, |text| {
        if start < 1 || count < 0 || places(start) > units::len16(text) {
            text.to_owned()
        } else {
            units::mid(text, places(start), places(count)).to_owned()
        }
    })
}

fn contains<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let search = args.text_or_empty(1)?;
    let ignore_case = args.text(2)?.is_some_and(|option| option.eq_ignore_ascii_case("CaseInsensitive"));
    let span = args.span_of(0);
    for (at, value) in args.values(0)?.into_iter().enumerate() {
        if text(value, span)?.is_some_and(|value| units::find16(&value, &search, 1, ignore_case) > 0) {
            return Ok(Value::Integer(i64::try_from(at + 1).unwrap_or(i64::MAX)));
        }
    }
    Ok(Value::Integer(0))
}

fn pad<'a>(args: &mut Arguments<'a, '_, '_>, before: bool) -> Flow<Value<'a>> {
    let length = args.integer(1)?;
    let sign = args.text_or_empty(2)?.chars().next();
    let wanted = places(length.max(0));
    if wanted > crate::limits::TEXT_BYTES {
        return Err(Stop::Failure(Box::new(
            Diagnostic::new(Code::Value, format!("a length of {length} is too much")).at(args.span_of(1)),
        )));
    }
    map(args, |text| {
        let missing = wanted.saturating_sub(units::len16(text));
        let fill: String = sign.into_iter().cycle().take(if sign.is_some() { missing } else { 0 }).collect();
        if before { fill + text } else { text.to_owned() + &fill }
    })
}

fn right<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let count = args.integer(1)?;
    map(args, |text| {
        let length = units::len16(text);
        // A negative count asks for the whole text, as Left does.
        let count = usize::try_from(count).unwrap_or(length).min(length);
        units::mid(text, length - count + 1, count).to_owned()
    })
}

fn is_bit_set<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    // Documented: IsBitSet(&HF, 4) is True, so the second argument is a mask.
    Ok(Value::Boolean(args.integer(0)? & args.integer(1)? != 0))
}

fn item_or_null<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let index = args.integer(1)?;
    let at = index.checked_sub(1).and_then(|at| usize::try_from(at).ok());
    Ok(at.and_then(|at| args.values(0).ok()?.into_iter().nth(at)).unwrap_or_default())
}

fn len<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let text = args.text_or_empty(0)?;
    Ok(Value::Integer(i64::try_from(units::len16(&text)).unwrap_or(i64::MAX)))
}

fn map<'a>(args: &mut Arguments<'a, '_, '_>, change: impl Fn(&str) -> String) -> Flow<Value<'a>> {
    args.map_text(|_, text| Ok(Value::Text(Cow::Owned(change(&text)))))
}
