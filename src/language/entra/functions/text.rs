//! Texts: cutting, casing, searching.

use super::{Function, Kind, Meaning, Offers, Origin, example, optional, required};
use crate::diagnostic::Code;
use crate::dotnet::{casing, diacritics, text as units};
use crate::language::machine::{Arguments, Flow};
use crate::language::trace::Note;
use crate::language::tree::Keyword;
use crate::value::Value;
use std::borrow::Cow;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "Append",
        &[required("source", "source", Kind::Text), required("suffix", "suffix", Kind::Text)],
        Kind::Text,
        "Adds a suffix to the end of a text.",
        append,
    )
    .words("{source}, followed by {suffix}")
    .examples(&[example(
        r#"Append([userPrincipalName], ".test")"#,
        r#"{"userPrincipalName":"John.Doe@contoso.com"}"#,
        r#""John.Doe@contoso.com.test""#,
    )]),
    Function::new(
        "Prepend",
        &[required("prefix", "prefix", Kind::Text), required("source", "source", Kind::Text)],
        Kind::Text,
        "Adds a prefix before a text.",
        prepend,
    )
    .maps(Some(1))
    .words("{prefix}, followed by {source}")
    .origin(Origin::Graph)
    .examples(&[example(r#"Prepend("c-", [alias])"#, r#"{"alias":"ada"}"#, r#""c-ada""#)]),
    Function::new(
        "Left",
        &[required("String", "source", Kind::Text), required("NumChars", "length", Kind::Integer)],
        Kind::Text,
        "Returns the given number of characters from the left; an empty text for null.",
        left,
    )
    .never_null()
    .words("the first {NumChars} characters of {String}")
    .examples(&[example("Left([displayName], 3)", r#"{"displayName":"John Doe"}"#, r#""Joh""#)]),
    Function::new(
        "Mid",
        &[
            required("source", "source", Kind::Text),
            required("start", "start", Kind::Integer).counted_from_one(),
            optional("length", "length", Kind::Integer),
        ],
        Kind::Text,
        "Returns a part of a text; the first character is number 1.",
        mid,
    )
    .words("the part of {source} from character {start} on[, {length} characters long]")
    .examples(&[example("Mid([displayName], 3, 5)", r#"{"displayName":"John Doe"}"#, r#""hn Do""#)]),
    Function::new(
        "ToLower",
        &[
            required("source", "source", Kind::Text),
            optional("culture", "culture", Kind::Text).offers(Offers::Cultures),
        ],
        Kind::Text,
        "Turns a text into lower case.",
        to_lower,
    )
    .settles("ToLower never gives", |text| casing::to_lower(text, casing::Culture::Invariant).into_owned())
    .words("{source}, in lower case[ by the rules of {culture}]")
    .examples(&[example(
        "ToLower([mail])",
        r#"{"mail":"Ada@Contoso.example"}"#,
        r#""ada@contoso.example""#,
    )]),
    Function::new(
        "ToUpper",
        &[
            required("source", "source", Kind::Text),
            optional("culture", "culture", Kind::Text).offers(Offers::Cultures),
        ],
        Kind::Text,
        "Turns a text into upper case.",
        to_upper,
    )
    .settles("ToUpper never gives", |text| casing::to_upper(text, casing::Culture::Invariant).into_owned())
    .words("{source}, in upper case[ by the rules of {culture}]")
    .examples(&[example("ToUpper([country])", r#"{"country":"us"}"#, r#""US""#)]),
    Function::new(
        "Trim",
        &[required("value", "source", Kind::Text)],
        Kind::Text,
        "Removes white space at both ends.",
        trim,
    )
    .settles("Trim leaves no blanks as in", |text| text.trim().to_owned())
    .words("{value}, trimmed")
    .origin(Origin::CloudSync)
    .examples(&[example(r#"Trim(" Test ")"#, "{}", r#""Test""#)]),
    Function::new(
        "StripSpaces",
        &[required("source", "source", Kind::Text)],
        Kind::Text,
        "Removes every blank.",
        strip_spaces,
    )
    .settles("StripSpaces leaves no blanks as in", |text| text.replace(' ', ""))
    .words("{source}, without spaces")
    .examples(&[example("StripSpaces([surname])", r#"{"surname":"de la Cruz"}"#, r#""delaCruz""#)]),
    Function::new(
        "PCase",
        &[required("source", "source", Kind::Text), optional("wordSeparators", "wordSeparators", Kind::Text)],
        Kind::Text,
        "Turns the first letter of each word into upper case and the others into lower case.",
        pcase,
    )
    .words("{source}, each word capitalised")
    .examples(&[
        example("PCase([name])", r#"{"name":"PABLO GONSALVES (SECOND)"}"#, r#""Pablo Gonsalves (Second)""#),
        example(r#"PCase([name], " '-")"#, r#"{"name":"PINTO-DE'SILVA"}"#, r#""Pinto-De'Silva""#),
    ]),
    Function::new(
        "NormalizeDiacritics",
        &[required("source", "source", Kind::Text)],
        Kind::Text,
        "Replaces letters with diacritical marks by plain ones, by Microsoft's table.",
        normalize_diacritics,
    )
    .words("{source}, without accents")
    .examples(&[example("NormalizeDiacritics([surname])", r#"{"surname":"Jäger"}"#, r#""Jager""#)]),
    Function::new(
        "Word",
        &[
            required("String", "source", Kind::Text),
            required("WordNumber", "wordNumber", Kind::Integer),
            required("Delimiters", "delimiters", Kind::Text).offers(Offers::Signs),
        ],
        Kind::Text,
        "Returns one word of a text; any character of the delimiters separates words.",
        word,
    )
    .never_null()
    .words("word {WordNumber} of {String}, split at {Delimiters'}")
    .examples(&[example(r#"Word([x], 3, " ")"#, r#"{"x":"The quick brown fox"}"#, r#""brown""#)]),
    Function::new(
        "InStr",
        &[
            required("value1", "value1", Kind::Text),
            required("value2", "value2", Kind::Text),
            optional("start", "start", Kind::Integer),
            optional("compareType", "compareType", Kind::Text)
                .offers(Offers::Keywords(&[Keyword::TextCompare, Keyword::BinaryCompare])),
        ],
        Kind::Integer,
        "Returns where the second text first occurs in the first, counted from 1; 0 if it does not.",
        in_str,
    )
    .means(Meaning::FirstPlace)
    .maps(None)
    .words("the position of {value2} in {value1}")
    .examples(&[
        example(r#"InStr([x], "quick")"#, r#"{"x":"The quick brown fox"}"#, r#""5""#),
        example(r#"InStr("repEated", "e", 3, vbBinaryCompare)"#, "{}", r#""7""#),
    ]),
    Function::new(
        "CStr",
        &[required("value", "source", Kind::Any)],
        Kind::Text,
        "Turns a number or a Boolean into a text.",
        cstr,
    )
    .maps(None)
    .words("{value}, as text")
    .examples(&[example("CStr(Count([a]))", r#"{"a":["x","y"]}"#, r#""2""#)]),
];

/// Two texts one after the other; nothing is copied if the second is empty.
fn joined<'a>(first: Cow<'a, str>, second: &str) -> Cow<'a, str> {
    if second.is_empty() { first } else { Cow::Owned(first.into_owned() + second) }
}

fn append<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let suffix = args.text_or_empty(1)?;
    args.map_text(|_, text| Ok(Value::Text(joined(text, &suffix))))
}

fn prepend<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let prefix = args.text_or_empty(0)?;
    let value = args.value(1)?;
    args.map_value(value, &mut |_, text| Ok(Value::Text(joined(prefix.clone(), &text))))
}

/// A part of `whole` that keeps borrowing if `whole` does.
fn part<'a>(whole: Cow<'a, str>, cut: impl FnOnce(&str) -> &str) -> Value<'a> {
    Value::Text(match whole {
        Cow::Borrowed(text) => Cow::Borrowed(cut(text)),
        Cow::Owned(text) => Cow::Owned(cut(&text).to_owned()),
    })
}

/// A count of characters that is known not to be negative.
pub(super) fn places(count: i64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn left<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let length = args.integer(1)?;
    let source = args.value(0)?;
    if source.is_null() {
        args.note(Note::null_as_empty);
        return Ok(Value::text(""));
    }
    args.map_value(source, &mut |_, text| {
        Ok(if length < 0 { Value::Text(text) } else { part(text, |text| units::left(text, places(length))) })
    })
}

fn mid<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let start = args.integer(1)?;
    if start < 1 {
        return Err(args.impossible(1, format!("Mid starts at character 1, not at {start}")));
    }
    let length = if args.is_present(2) { args.integer(2)? } else { i64::MAX };
    if length < 0 {
        return Err(args.impossible(2, format!("the length of Mid is {length}; it must not be negative")));
    }
    args.map_text(|_, text| Ok(part(text, |text| units::mid(text, places(start), places(length)))))
}

fn culture(args: &mut Arguments<'_, '_, '_>) -> Flow<casing::Culture> {
    let Some(name) = args.text(1)? else { return Ok(casing::Culture::default()) };
    let culture = casing::Culture::parse(&name).map_err(|reason| args.impossible(1, reason.to_string()))?;
    if !casing::Culture::is_known(&name) {
        let name = crate::value::clip(&name);
        let message =
            format!("`{name}` is the name of no known culture: .NET 8 takes it, .NET Framework refuses it");
        args.warn(Code::SourcesDisagree, 1, message, "write a name such as en-US, or leave the culture out");
    }
    Ok(culture)
}

fn to_lower<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let culture = culture(args)?;
    args.map_text(|_, text| Ok(Value::Text(changed(text, |text| casing::to_lower(text, culture)))))
}

fn to_upper<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let culture = culture(args)?;
    args.map_text(|_, text| Ok(Value::Text(changed(text, |text| casing::to_upper(text, culture)))))
}

/// Applies a change that may leave the text as it is, without copying in that case.
fn changed<'a>(text: Cow<'a, str>, change: impl FnOnce(&str) -> Cow<'_, str>) -> Cow<'a, str> {
    match text {
        Cow::Borrowed(text) => change(text),
        Cow::Owned(text) => match change(&text) {
            Cow::Borrowed(same) if same.len() == text.len() => Cow::Owned(text),
            new => Cow::Owned(new.into_owned()),
        },
    }
}

fn trim<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    args.map_text(|_, text| Ok(part(text, str::trim)))
}

fn strip_spaces<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    args.map_text(|_, text| {
        Ok(Value::Text(if text.contains(' ') { Cow::Owned(text.replace(' ', "")) } else { text }))
    })
}

fn pcase<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let separators = args.text(1)?;
    args.map_text(|_, text| {
        Ok(Value::Text(Cow::Owned(match &separators {
            Some(separators) => casing::title_case_with(&text, separators),
            None => casing::title_case(&text),
        })))
    })
}

fn normalize_diacritics<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    args.map_text(|_, text| Ok(Value::Text(changed(text, diacritics::normalize_diacritics))))
}

fn word<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let number = args.integer(1)?;
    let delimiters = args.text_or_empty(2)?;
    let source = args.value(0)?;
    let Some(skipped) = number.checked_sub(1).and_then(|n| usize::try_from(n).ok()) else {
        return Ok(Value::text(""));
    };
    if source.is_null() {
        args.note(Note::null_as_empty);
        return Ok(Value::text(""));
    }
    args.map_value(source, &mut |_, text| {
        Ok(part(text, |text| text.split(|c| delimiters.contains(c)).nth(skipped).unwrap_or("")))
    })
}

fn in_str<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let start = if args.is_present(2) { args.integer(2)? } else { 1 };
    if start < 1 {
        return Err(args.impossible(2, format!("InStr starts at character 1, not at {start}")));
    }
    let ignore_case = match args.text(3)?.as_deref() {
        None | Some("") => false,
        Some(word) if word.eq_ignore_ascii_case("vbTextCompare") || word == "1" => true,
        Some(word) if word.eq_ignore_ascii_case("vbBinaryCompare") || word == "0" => false,
        Some(other) => {
            let message = format!("`{other}` is no comparison; write vbTextCompare or vbBinaryCompare");
            return Err(args.impossible(3, message));
        }
    };
    let needle = args.text(1)?;
    let (Some(haystack), Some(needle)) = (args.text(0)?, needle) else { return Ok(Value::Integer(0)) };
    let found = units::find16(&haystack, &needle, places(start), ignore_case);
    Ok(Value::Integer(i64::try_from(found).unwrap_or(i64::MAX)))
}

fn cstr<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    Ok(args.text(0)?.map_or(Value::Null, Value::Text))
}
