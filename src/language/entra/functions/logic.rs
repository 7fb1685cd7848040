//! Conditions, choices and tests for values.

use super::{Function, Kind, Meaning, Offers, Origin, Passes, example, optional, repeating, required};
use crate::language::machine::{Arguments, Flow, Skip, Stop};
use crate::language::trace::Note;
use crate::value::{Value, text_of};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "IIF",
        &[
            required("condition", "one", Kind::Boolean),
            optional("valueIfTrue", "four", Kind::Any),
            optional("valueIfFalse", "five", Kind::Any),
        ],
        Kind::Any,
        "Returns one of two values, depending on a condition.",
        iif,
    )
    .means(Meaning::Conditional)
    .asks_always(&[0])
    .passes(Passes::Branches { from: 1 })
    .minimum(3)
    .examples(&[
        example(r#"IIF([country]="USA",[country],[department])"#, r#"{"country":"USA"}"#, r#""USA""#),
        example(r#"IIF([n] > 5, "big", "small")"#, r#"{"n":"10"}"#, r#""big""#),
    ]),
    Function::new(
        "Switch",
        &[
            required("source", "source", Kind::Text),
            optional("defaultValue", "defaultValue", Kind::Any),
            repeating("key", "switchValue", Kind::Text).offers(Offers::ValuesOfFirst),
            repeating("value", "switchValue", Kind::Any),
        ],
        Kind::Any,
        "Returns the value that stands behind the key equal to the source, or the default value.",
        switch,
    )
    .asks_always(&[0, 2])
    .maps(None)
    .passes(Passes::Cases { default: Some(1), from: 2 })
    .minimum(4)
    .arity(|present| match present.len() % 2 {
        0 => Ok(()),
        _ => {
            Err("Switch takes a source, a default and pairs of key and value: an even number of arguments; \
                  if no default is meant, leave its place empty: Switch(source, , key, value)")
        }
    })
    .examples(&[
        example(
            r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#,
            r#"{"IsSoftDeleted":false}"#,
            r#""True""#,
        ),
        example(
            r#"Switch([state], "Australia/Sydney", "QLD", "Australia/Brisbane")"#,
            r#"{"state":"QLD"}"#,
            r#""Australia/Brisbane""#,
        ),
    ]),
    Function::new(
        "Coalesce",
        &[required("source1", "source", Kind::Any), repeating("source", "source", Kind::Any)],
        Kind::Any,
        "Returns the first argument that is not null; an empty text is not null.",
        coalesce,
    )
    .asks_always(&[0])
    .passes(Passes::Branches { from: 0 })
    .examples(&[example(
        "Coalesce([mail], [userPrincipalName])",
        r#"{"userPrincipalName":"ada@contoso.example"}"#,
        r#""ada@contoso.example""#,
    )]),
    Function::new(
        "Not",
        &[required("source", "source", Kind::Boolean)],
        Kind::Boolean,
        "Turns True into False, and everything else into True.",
        not,
    )
    .means(Meaning::Negation)
    .examples(&[example("Not([IsSoftDeleted])", r#"{"IsSoftDeleted":"False"}"#, r#""True""#)]),
    Function::new(
        "CBool",
        &[required("Expression", "source", Kind::Boolean)],
        Kind::Boolean,
        "Returns True if the expression is not zero.",
        cbool,
    )
    .means(Meaning::Truth)
    .examples(&[example("CBool([a] = [b])", r#"{"a":"red","b":"red"}"#, r#""True""#)]),
    Function::new(
        "IsNull",
        &[required("Expression", "source", Kind::Any)],
        Kind::Boolean,
        "Returns True if there is no value; an empty text is a value.",
        is_null,
    )
    .means(Meaning::Absent)
    .words("{Expression} is null|{Expression} is not null")
    .examples(&[example("IsNull([displayName])", "{}", r#""True""#)]),
    Function::new(
        "IsNullOrEmpty",
        &[required("Expression", "source", Kind::Any)],
        Kind::Boolean,
        "Returns True if there is no value or an empty text.",
        is_null_or_empty,
    )
    .means(Meaning::Blank)
    .words("{Expression} is empty|{Expression} has a value")
    .examples(&[example("IsNullOrEmpty([displayName])", r#"{"displayName":""}"#, r#""True""#)]),
    Function::new(
        "IsPresent",
        &[required("Expression", "source", Kind::Any)],
        Kind::Boolean,
        "Returns True if there is a value that is not an empty text.",
        is_present,
    )
    .means(Meaning::Present)
    .words("{Expression} has a value|{Expression} is empty")
    .examples(&[example("IsPresent([displayName])", r#"{"displayName":"Ada"}"#, r#""True""#)]),
    Function::new(
        "IsString",
        &[required("Expression", "source", Kind::Any)],
        Kind::Boolean,
        "Returns True if the value is a text.",
        is_string,
    )
    .words("{Expression} is a text|{Expression} is no text")
    .examples(&[example("IsString([displayName])", r#"{"displayName":"Ada"}"#, r#""True""#)]),
    Function::new(
        "IsNothing",
        &[required("source", "source", Kind::Any)],
        Kind::Boolean,
        "Returns True if there is no value; the older name of IsNull.",
        is_null,
    )
    .words("{source} is null|{source} is not null")
    .origin(Origin::Graph)
    .examples(&[example("IsNothing([displayName])", "{}", r#""True""#)]),
    Function::new(
        "IgnoreFlowIfNullOrEmpty",
        &[required("expression", "source", Kind::Any)],
        Kind::Any,
        "Returns the value, or leaves the attribute out of the flow if it is null or empty.",
        ignore_flow,
    )
    .changing()
    .passes(Passes::Through(0))
    .words("{expression}, left out if empty")
    .examples(&[example(
        "IgnoreFlowIfNullOrEmpty([department])",
        r#"{"department":"Sales"}"#,
        r#""Sales""#,
    )]),
    Function::new(
        "Redact",
        &[required("source", "source", Kind::Any)],
        Kind::Any,
        "Returns the value and has it replaced by [Redact] in the provisioning logs.",
        redact,
    )
    .passes(Passes::Through(0))
    .words("{source}, hidden in the logs")
    .examples(&[example("Redact([mobile])", r#"{"mobile":"555"}"#, r#""555""#)]),
    Function::new(
        "BitAnd",
        &[required("value1", "left", Kind::Integer), required("value2", "right", Kind::Integer)],
        Kind::Integer,
        "Returns the bits that are set in both numbers.",
        bit_and,
    )
    .means(Meaning::CommonBits)
    .words("the bits that {value1} and {value2} share")
    .examples(&[example("BitAnd(&HF, &HF7)", "{}", r#""7""#)]),
    Function::new(
        "Error",
        &[required("ErrorMessage", "message", Kind::Text)],
        Kind::Any,
        "Fails with a message of one's own.",
        error,
    )
    .changing()
    .maps(None)
    .words("the error {ErrorMessage}")
    .origin(Origin::CloudSync)
    .examples(&[example(
        r#"IIF(IsPresent([a]), [a], Error("a is required"))"#,
        r#"{"a":"x"}"#,
        r#""x""#,
    )]),
];

fn iif<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let holds = args.boolean(0)?;
    let chosen = if holds { 1 } else { 2 };
    let present = args.is_present(chosen);
    args.take(chosen, || Note::branch(holds, present))
}

fn switch<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    // A null source is an empty text: the service's own advice for null tests is a "" key.
    let source = args.text(0)?;
    if source.is_none() {
        args.note_at(0, Note::null_as_empty);
    }
    let source = source.unwrap_or_default();
    let keys = args.count() / 2 - 1;
    let mut at = 2;
    while at < args.count() {
        let key = args.text_or_empty(at)?;
        args.note_at(at, || Note::key(&key, &source));
        if text_of(&key) == text_of(&source) {
            return args.take(at + 1, || Note::matched(&key, at / 2 - 1, keys));
        }
        at += 2;
    }
    let present = args.is_present(1);
    args.take(1, || Note::default(&source, keys, present))
}

fn coalesce<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    for at in 0..args.count() {
        let value = args.value(at)?;
        if !value.is_null() {
            args.chose(at, || Note::candidate(at));
            return Ok(value);
        }
        args.note_at(at, Note::passed_over);
    }
    args.note(Note::no_candidate);
    Ok(Value::Null)
}

fn not<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let mut value = args.value(0)?;
    if let Value::List(values) = &mut value
        && values.len() == 1
    {
        value = values.pop().unwrap_or_default();
    }
    Ok(Value::Boolean(!match value {
        Value::Boolean(value) => value,
        Value::Text(text) if text.eq_ignore_ascii_case("true") => true,
        Value::Text(text) if text.eq_ignore_ascii_case("false") => false,
        _ => {
            args.note(Note::not_boolean);
            false
        }
    }))
}

fn cbool<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    args.boolean(0).map(Value::Boolean)
}

fn is_null<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let value = args.value(0)?;
    if args.is_traced() && !value.is_null() && value.is_null_or_empty() {
        args.note(|| Note::empty_text(true));
    }
    Ok(Value::Boolean(value.is_null()))
}

fn is_null_or_empty<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    blank(args).map(Value::Boolean)
}

fn is_present<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    blank(args).map(|blank| Value::Boolean(!blank))
}

/// Whether the argument is null, an empty text or an empty list.
fn blank(args: &mut Arguments<'_, '_, '_>) -> Flow<bool> {
    let value = args.value(0)?;
    if args.is_traced() && !value.is_null() && value.is_null_or_empty() {
        args.note(|| Note::empty_text(false));
    }
    Ok(value.is_null_or_empty())
}

fn is_string<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    Ok(Value::Boolean(matches!(args.value(0)?, Value::Text(_))))
}

fn ignore_flow<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let value = args.value(0)?;
    if value.is_null_or_empty() { Err(Stop::Skip(Skip::Attribute)) } else { Ok(value) }
}

fn redact<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    args.machine.sensitive = true;
    args.value(0)
}

fn bit_and<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    Ok(Value::Integer(args.integer(0)? & args.integer(1)?))
}

fn error<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let message = args.text_or_empty(0)?;
    Err(args.failure(if message.is_empty() { "Error() was called" } else { &message }))
}
