//! `Replace`, whose present arguments select one of five modes.

use super::{Function, Kind, example, optional, required};
use crate::diagnostic::{Code, Diagnostic};
use crate::dotnet::regex::{Budget, Regex, ReplaceError, StepLimit};
use crate::language::machine::{Arguments, Flow, Stop, text};
use crate::language::trace::Note;
use crate::limits::TEXT_BYTES;
use crate::value::Value;
use std::borrow::Cow;

/// Where each argument stands.
const OLD: usize = 1;
const PATTERN: usize = 2;
const GROUP: usize = 3;
const REPLACEMENT: usize = 4;
const ATTRIBUTE: usize = 5;
const TEMPLATE: usize = 6;

pub(super) const FUNCTIONS: &[Function] = &[Function::new(
    "Replace",
    &[
        required("source", "source", Kind::Text),
        optional("oldValue", "Find", Kind::Text),
        optional("regexPattern", "RegularExpression", Kind::Pattern),
        optional("regexGroupName", "RegularExpressionGroupName", Kind::Text),
        optional("replacementValue", "Replacement", Kind::Text),
        optional("replacementAttributeName", "ReplacementPropertyName", Kind::AttributeName),
        optional("template", "Template", Kind::Text),
    ],
    Kind::Text,
    "Replaces a text or what a regular expression matches; which arguments are given decides how.",
    replace,
)
.asks_always(&[0])
.minimum(3)
.arity(|present| match Mode::of(|at| present.get(at).copied().unwrap_or(false)) {
    Some(_) => Ok(()),
    // Connect's form and that of an early revision: parsed, warned of, and refused when it runs.
    None if present == [true, true, true] => Ok(()),
    None => Err("Replace needs oldValue and replacementValue, oldValue and template, regexPattern and \
                 replacementValue, or regexPattern, regexGroupName and replacementValue or \
                 replacementAttributeName"),
})
.examples(&[
    example(
        r#"Replace([mail], "@contoso.com", , , "@contoso.example", , )"#,
        r#"{"mail":"ada@contoso.com"}"#,
        r#""ada@contoso.example""#,
    ),
    example(
        r#"Replace([mobile], , "[()\\s-]+", , "", , )"#,
        r#"{"mobile":"+1 (999) 888-7777"}"#,
        r#""+19998887777""#,
    ),
    example(
        r#"Replace([address], , "(?<streetNumber>^\\d*)", "streetNumber", "888", , )"#,
        r#"{"address":"545 Tremont Street"}"#,
        r#""888 Tremont Street""#,
    ),
    example(
        r#"Replace([alias], "<username>", , , , , "<username>@contoso.example")"#,
        r#"{"alias":"jsmith"}"#,
        r#""jsmith@contoso.example""#,
    ),
])];

/// What the present arguments ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// Fill a template with the source.
    Template,
    /// The source, or a group matched in another attribute.
    OtherAttribute,
    /// Replace the span of one group.
    Group,
    /// Replace whole matches.
    Matches,
    /// Replace a text.
    Text,
}

impl Mode {
    /// The first mode whose arguments are all present.
    fn of(present: impl Fn(usize) -> bool) -> Option<Mode> {
        let has = |places: &[usize]| places.iter().all(|at| present(*at));
        if has(&[OLD, TEMPLATE]) {
            Some(Mode::Template)
        } else if has(&[PATTERN, GROUP, ATTRIBUTE]) {
            Some(Mode::OtherAttribute)
        } else if has(&[PATTERN, GROUP, REPLACEMENT]) {
            Some(Mode::Group)
        } else if has(&[PATTERN, REPLACEMENT]) {
            Some(Mode::Matches)
        } else if has(&[OLD, REPLACEMENT]) {
            Some(Mode::Text)
        } else {
            None
        }
    }
}

fn replace<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    match Mode::of(|at| args.is_present(at)) {
        Some(Mode::Template) => {
            let old = old_value(args)?;
            let template = args.text_or_empty(TEMPLATE)?;
            args.note(|| Note::mode("fills the template with the source"));
            args.note_at(TEMPLATE, || Note::occurrences(&template, &old));
            args.map_text(|args, text| replaced(args, &template, &old, &text))
        }
        Some(Mode::Text) => {
            let old = old_value(args)?;
            let new = args.text_or_empty(REPLACEMENT)?;
            args.note(|| Note::mode("replaces a text"));
            args.map_text(|args, text| {
                args.note(|| Note::occurrences(&text, &old));
                match text.contains(&*old) {
                    true => replaced(args, &text, &old, &new),
                    false => Ok(Value::Text(text)),
                }
            })
        }
        Some(Mode::Matches) => {
            let regex = args.pattern(PATTERN)?;
            let template = regex
                .template(&args.text_or_empty(REPLACEMENT)?)
                .map_err(|reason| args.impossible(REPLACEMENT, reason.to_string()))?;
            args.note(|| Note::mode("replaces what the pattern matches"));
            args.map_text(|args, text| {
                args.note(|| Note::pattern(&regex, &text, false));
                let replaced = spend(args, |budget| {
                    // Nothing found is no copy.
                    regex.replace_all(&text, &template, budget).map(|new| match new {
                        Cow::Borrowed(_) => None,
                        Cow::Owned(new) => Some(new),
                    })
                })?;
                Ok(Value::Text(replaced.map_or(text, Cow::Owned)))
            })
        }
        Some(Mode::Group) => {
            let regex = args.pattern(PATTERN)?;
            let group = group(args, &regex)?;
            let new = args.text_or_empty(REPLACEMENT)?;
            args.note(|| Note::mode("replaces what one group of the pattern matches"));
            args.map_text(|args, text| {
                args.note(|| Note::pattern(&regex, &text, false));
                replace_group(args, &regex, group, text, &new)
            })
        }
        Some(Mode::OtherAttribute) => other_attribute(args),
        None => Err(args.failure(
            "Replace with three arguments is the form of Entra Connect; here the third is a pattern and the \
             replacement is the fifth: Replace(source, old, , , new, , )",
        )),
    }
}

fn old_value<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Cow<'a, str>> {
    let old = args.text_or_empty(OLD)?;
    if old.is_empty() {
        return Err(args.impossible(OLD, "oldValue of Replace must not be empty"));
    }
    Ok(old)
}

fn replaced<'a>(args: &Arguments<'a, '_, '_>, text: &str, old: &str, new: &str) -> Flow<Value<'a>> {
    let count = text.matches(old).count();
    // Refused before it is built: a short template can ask for gigabytes.
    if count.saturating_mul(new.len()) > TEXT_BYTES {
        return Err(args.failure(format!("Replace gives a text longer than {} KiB", TEXT_BYTES / 1024)));
    }
    Ok(Value::Text(Cow::Owned(text.replace(old, new))))
}

fn group(args: &mut Arguments<'_, '_, '_>, regex: &Regex) -> Flow<u32> {
    let name = args.text_or_empty(GROUP)?;
    regex.group_number(&name).ok_or_else(|| {
        let known: Vec<&str> = regex.group_names().map(|(name, _)| name).collect();
        let have = if known.is_empty() {
            "it has no named group; write one as (?<name>…)".to_owned()
        } else {
            format!("it has {}", known.join(", "))
        };
        args.impossible(GROUP, format!("the pattern has no group `{name}`: {have}"))
    })
}

/// Replaces what the group matched in every match; a group that matched nothing is left alone.
fn replace_group<'a>(
    args: &mut Arguments<'a, '_, '_>,
    regex: &Regex,
    group: u32,
    text: Cow<'a, str>,
    new: &str,
) -> Flow<Value<'a>> {
    let spans = spend(args, |budget| {
        let mut spans = Vec::new();
        for found in regex.find_iter(&text, budget) {
            if let Some(span) = found?.get(group)
                && span.start < span.end
            {
                spans.push(span);
            }
        }
        Ok::<_, StepLimit>(spans)
    })?;
    if spans.is_empty() {
        return Ok(Value::Text(text));
    }
    let mut result = String::with_capacity(text.len());
    let mut copied = 0;
    for span in spans {
        result.push_str(text.get(copied..span.start).unwrap_or_default());
        result.push_str(new);
        copied = span.end;
        if result.len() > TEXT_BYTES {
            return Err(args.failure(format!("Replace gives a text longer than {} KiB", TEXT_BYTES / 1024)));
        }
    }
    result.push_str(text.get(copied..).unwrap_or_default());
    Ok(Value::Text(Cow::Owned(result)))
}

/// The source if it has a value, else the group's text from the first match in the other attribute.
fn other_attribute<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let source = args.value(0)?;
    if !source.is_null_or_empty() {
        args.chose(0, || Note::mode("the source has a value: the other attribute is not looked at"));
        return Ok(source);
    }
    args.note(|| Note::mode("the source has no value: takes what the group matches in the other attribute"));
    let regex = args.pattern(PATTERN)?;
    let group = group(args, &regex)?;
    let other = args.named_attribute(ATTRIBUTE)?;
    let Some(other) = text(other, args.span_of(ATTRIBUTE))? else { return Ok(Value::Null) };
    args.note(|| Note::pattern(&regex, &other, true));
    let span = spend(args, |budget| regex.find_at(&other, 0, budget).map(|found| found?.get(group)))?;
    Ok(span.map_or(Value::Null, |span| Value::Text(Cow::Owned(span.of(&other).to_owned()))))
}

/// Runs a search on the steps that this evaluation has left.
fn spend<T, E: Into<ReplaceError>>(
    args: &mut Arguments<'_, '_, '_>,
    search: impl FnOnce(&mut Budget) -> Result<T, E>,
) -> Flow<T> {
    let mut budget = Budget::new(args.machine.steps);
    let found = search(&mut budget);
    args.machine.steps = budget.left();
    found.map_err(|limit| {
        Stop::Failure(Box::new(
            Diagnostic::new(Code::StepLimit, limit.into().to_string())
                .at(args.span_of(PATTERN))
                .help("avoid repetitions inside repetitions, such as (a+)+"),
        ))
    })
}
