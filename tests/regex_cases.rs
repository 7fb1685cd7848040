//! Runs `cases/regex.json`: what .NET's own tests and documentation say of its regular expressions.
//!
//! A case has a `pattern` and, each optional: `error`, a part of the message that refuses it;
//! `input` with `first`, the groups of the first match by ascending number, or null if there is
//! none; `all`, the texts of all matches; or `template` and `result` of a replacement, which is `refused`
//! if .NET takes it for none. A group
//! that did not match is an empty text, as .NET's `Group.Value` is.

use attrflow::dotnet::regex::{Budget, Captures, Regex};
use serde::Deserialize;

#[derive(Deserialize)]
struct Section {
    source: String,
    about: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    pattern: String,
    error: Option<String>,
    input: Option<String>,
    #[serde(default, deserialize_with = "present")]
    first: Option<Option<Vec<String>>>,
    all: Option<Vec<String>>,
    template: Option<String>,
    result: Option<String>,
    #[serde(default)]
    refused: bool,
}

/// Tells a null from an absent field.
fn present<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Option<Vec<String>>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// The texts of all groups, by ascending number.
fn groups(regex: &Regex, found: &Captures<'_, '_>) -> Vec<String> {
    let text = |number| found.text(number).unwrap_or("").to_owned();
    regex.group_numbers().map(text).collect()
}

fn check(case: &Case) -> Result<(), String> {
    let regex = match (Regex::new(&case.pattern), &case.error) {
        (Ok(regex), None) => regex,
        (Ok(_), Some(_)) => return Err("is accepted".to_owned()),
        (Err(error), None) => return Err(format!("is refused: {error}")),
        (Err(error), Some(part)) if error.message.contains(part) => return Ok(()),
        (Err(error), Some(part)) => return Err(format!("is refused with {error:?} instead of {part:?}")),
    };
    let Some(input) = &case.input else { return Ok(()) };
    let mut budget = Budget::default();
    if let Some(expected) = &case.first {
        let found = regex.find_at(input, 0, &mut budget).map_err(|limit| limit.to_string())?;
        let found = found.map(|found| groups(&regex, &found));
        if found != *expected {
            return Err(format!("finds {found:?} instead of {expected:?}"));
        }
    }
    if let Some(expected) = &case.all {
        let found: Result<Vec<String>, _> = regex
            .find_iter(input, &mut budget)
            .map(|found| found.map(|found| found.span().of(input).to_owned()))
            .collect();
        if found.as_ref() != Ok(expected) {
            return Err(format!("finds {found:?} instead of {expected:?}"));
        }
    }
    if let (Some(template), true) = (&case.template, case.refused) {
        return regex.template(template).map_or(Ok(()), |_| Err(format!("takes {template:?}")));
    }
    if let (Some(template), Some(expected)) = (&case.template, &case.result) {
        let template = regex.template(template).map_err(|error| error.to_string())?;
        let result = regex.replace_all(input, &template, &mut budget);
        if result.as_deref() != Ok(expected) {
            return Err(format!("gives {result:?} instead of {expected:?}"));
        }
    }
    Ok(())
}

#[test]
fn cases() {
    let sections: Vec<Section> = serde_json::from_str(include_str!("cases/regex.json")).expect("cases");
    let mut wrong = Vec::new();
    let mut count = 0;
    for section in &sections {
        for case in &section.cases {
            count += 1;
            if let Err(problem) = check(case) {
                let Section { source, about, .. } = section;
                wrong.push(format!("{:?} on {:?} {problem} ({source}: {about})", case.pattern, case.input));
            }
        }
    }
    assert!(count >= 150, "only {count} cases");
    assert!(wrong.is_empty(), "{} of {count} cases fail:\n{}", wrong.len(), wrong.join("\n"));
}
