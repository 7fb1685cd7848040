//! The functions of Entra Connect that bind a variable, and those that name an attribute.
//!
//! Source: Microsoft Entra Connect Sync, functions reference.

use super::{Function, Kind, Origin, Passes, example, required};
use crate::language::machine::{Arguments, Flow};
use crate::limits::LIST_VALUES;
use crate::value::Value;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "With",
        &[
            required("variable", "variable", Kind::Any),
            required("subExpression", "subExpression", Kind::Any),
            required("complexExpression", "complexExpression", Kind::Any),
        ],
        Kind::Any,
        "Gives the value of an expression in which a variable stands for another expression.",
        with,
    )
    .passes(Passes::Through(2))
    .origin(Origin::Connect)
    .examples(&[example(
        r#"With($work, Where($item, [proxyAddresses], InStr($item, "smtp:") = 1), IIF(Count($work) > 0, $work, NULL))"#,
        r#"{"proxyAddresses":["SMTP:ada@contoso.com","smtp:a.park@contoso.com"]}"#,
        r#"["smtp:a.park@contoso.com"]"#,
    )]),
    Function::new(
        "Where",
        &[
            required("item", "item", Kind::Any),
            required("attribute", "attribute", Kind::List),
            required("condition", "condition", Kind::Boolean),
        ],
        Kind::List,
        "Returns the values for which a condition about the variable holds.",
        filter,
    )
    .origin(Origin::Connect)
    .examples(&[example(
        r#"Where($item, [otherPhone], InStr($item, "+44") = 1)"#,
        r#"{"otherPhone":["+44 20 7946 0000","+1 212 555 0100"]}"#,
        r#"["+44 20 7946 0000"]"#,
    )]),
    Function::new(
        "Select",
        &[
            required("item", "item", Kind::Any),
            required("attribute", "attribute", Kind::List),
            required("func", "func", Kind::Any),
        ],
        Kind::List,
        "Returns what an expression about the variable gives for each value.",
        each,
    )
    .origin(Origin::Connect)
    .examples(&[example(
        r#"Select($item, [otherPhone], Replace($item, "-", ""))"#,
        r#"{"otherPhone":["555-0100","555-0199"]}"#,
        r#"["5550100","5550199"]"#,
    )]),
    Function::new(
        "ImportedValue",
        &[required("attributeName", "attributeName", Kind::AttributeName)],
        Kind::Any,
        "Returns the value that was last imported for an attribute; attrflow takes the user's own.",
        imported,
    )
    .origin(Origin::Connect)
    .words("the imported value of {attributeName}")
    .examples(&[example(
        r#"ImportedValue("proxyAddresses")"#,
        r#"{"proxyAddresses":["SMTP:ada@contoso.com"]}"#,
        r#"["SMTP:ada@contoso.com"]"#,
    )]),
    Function::new(
        "ValueCount",
        &[required("attributeName", "attributeName", Kind::AttributeName)],
        Kind::Integer,
        "Counts the values of the attribute of this name.",
        count,
    )
    .origin(Origin::Connect)
    .words("the number of values of {attributeName}")
    .examples(&[example(
        r#"ValueCount("member")"#,
        r#"{"member":["cn=a","cn=b"]}"#,
        r#""2""#,
    )]),
];

fn with<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let variable = args.variable(0)?;
    let value = args.value(1)?;
    args.value_with(2, variable, value)
}

fn filter<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let variable = args.variable(0)?;
    let mut kept = Vec::new();
    for value in args.values(1)? {
        let holds = args.value_with(2, variable, value.clone())?;
        if args.machine.truth(holds, args.span_of(2))? {
            kept.push(value);
        }
    }
    Ok(Value::List(kept))
}

fn each<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let variable = args.variable(0)?;
    let mut made = Vec::new();
    for value in args.values(1)? {
        match args.value_with(2, variable, value)? {
            Value::Null => {}
            Value::List(values) => made.extend(values),
            value => made.push(value),
        }
        if made.len() > LIST_VALUES {
            return Err(args.failure(format!("Select gives more than {LIST_VALUES} values")));
        }
    }
    Ok(Value::List(made))
}

/// The user's value of an attribute whose name, or which itself, stands in the first place.
fn by_name<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    match args.attribute_by_name(0) {
        Some(value) => Ok(value),
        None => Err(args.impossible(0, "expected the name of an attribute in quotes, such as \"member\"")),
    }
}

fn imported<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    by_name(args)
}

fn count<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    Ok(Value::Integer(match by_name(args)? {
        Value::Null => 0,
        Value::List(values) => i64::try_from(values.len()).unwrap_or(i64::MAX),
        _ => 1,
    }))
}
