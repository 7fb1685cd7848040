//! Which parameter of a function is which argument.
//!
//! Graph stores arguments under keys and leaves out those that are left out. Keys come from the
//! registry of functions; where Microsoft documents none, or the document has others, the order
//! counts, and the gaps that the text shows.

use super::source::{Parameter, Source, SourceKind};
use crate::language::{self, Dialect, Function, find_function};

/// What stands in one place of a call.
#[derive(Clone, Copy, Debug)]
pub(super) enum Argument<'s> {
    Absent,
    Value(&'s Source),
    /// The condition of `IIF`: `one`, `two` and `three` of the tree.
    Comparison(&'s Source, &'s str, Option<&'s Source>),
}

/// The function that a node calls, if it is known.
pub(super) fn function(source: &Source) -> Option<&'static Function> {
    find_function(&source.name, Dialect::Entra).filter(|_| source.kind == SourceKind::Function)
}

/// The parameter of place `at` of a call that has `count` places.
///
/// `FormatDateTime` has three published forms, told apart by their length: with date-time styles, as
/// the function reference has it; without, as Graph's function list and exports do; and with an output
/// format alone. Everywhere else places are places.
pub(super) fn parameter_at(
    function: &Function,
    at: usize,
    count: usize,
) -> Option<&'static language::Parameter> {
    let at = match (function.name, count, at) {
        ("FormatDateTime", 2, 1) => 3,
        ("FormatDateTime", 3, 1 | 2) => at + 1,
        _ => at,
    };
    function.parameter(at)
}

/// The arguments of a call, in order.
pub(super) fn arguments(source: &Source) -> Vec<Argument<'_>> {
    let given = source.parameters.as_deref().unwrap_or_default();
    let function = function(source);
    if function.is_some_and(|function| function.name == "IIF")
        && let Some(arguments) = condition(given)
    {
        return arguments;
    }
    let gaps = source.expression.as_deref().and_then(gaps);
    // The text shows where the gaps are, if it has as many arguments as the tree.
    if let Some(gaps) = &gaps
        && let Some(arguments) = shown(function, gaps, given)
    {
        return arguments;
    }
    let Some(function) = function else {
        return given.iter().map(|parameter| Argument::Value(&parameter.value)).collect();
    };
    by_key(function, given, gaps.map_or(0, |gaps| gaps.len()))
}

/// The arguments in the places where the text has some. A constant without text of its own leaves a gap
/// in the text above it and stands in the first one that its key allows. `None` if text and tree do not
/// fit together.
fn shown<'s>(
    function: Option<&Function>,
    gaps: &[bool],
    given: &'s [Parameter],
) -> Option<Vec<Argument<'s>>> {
    let present = gaps.iter().filter(|present| **present).count();
    let is_hole = |parameter: &Parameter| {
        present < given.len()
            && parameter.value.kind == SourceKind::Constant
            && parameter.value.expression.is_none()
    };
    let fits = |at: usize, key: &str| {
        function.is_none_or(|function| {
            !is_key(function, key)
                || parameter_at(function, at, gaps.len())
                    .is_some_and(|known| known.key.eq_ignore_ascii_case(key))
        })
    };
    let mut places = vec![Argument::Absent; gaps.len()];
    let mut next = 0;
    for parameter in given {
        let wanted = !is_hole(parameter);
        let mut rest = gaps.iter().enumerate().skip(next);
        // What is printed stands in the next place that has something; no such place is passed over.
        let at = if wanted {
            rest.find(|(_, present)| **present).map(|(at, _)| at)
        } else {
            rest.take_while(|(_, present)| !**present).map(|(at, _)| at).find(|at| fits(*at, &parameter.key))
        }?;
        if !fits(at, &parameter.key) {
            return None;
        }
        *places.get_mut(at)? = Argument::Value(&parameter.value);
        next = at + 1;
    }
    let rest = gaps.get(next..).unwrap_or_default();
    (!rest.contains(&true)).then_some(places)
}

/// `IIF` under its keys: the condition as `one`, or a comparison as `one`, `two` (the operator) and
/// `three`; then `four` if it holds and `five` if not. `None` if other keys are used.
fn condition(given: &[Parameter]) -> Option<Vec<Argument<'_>>> {
    const KEYS: [&str; 5] = ["one", "two", "three", "four", "five"];
    let known = |parameter: &Parameter| KEYS.iter().any(|key| key.eq_ignore_ascii_case(&parameter.key));
    if given.is_empty() || !given.iter().all(known) {
        return None;
    }
    let find = |key: &str| {
        given.iter().find(|parameter| parameter.key.eq_ignore_ascii_case(key)).map(|found| &found.value)
    };
    let value = |key: &str| find(key).map_or(Argument::Absent, Argument::Value);
    let test = match (find("one"), find("two")) {
        (Some(left), Some(operator)) => Argument::Comparison(left, operator.name.trim(), find("three")),
        _ => value("one"),
    };
    Some(vec![test, value("four"), value("five")])
}

fn is_key(function: &Function, key: &str) -> bool {
    function.parameters.iter().any(|known| known.key.eq_ignore_ascii_case(key))
}

/// Each argument under its key; those of unknown keys follow the one before.
fn by_key<'s>(function: &Function, given: &'s [Parameter], shown: usize) -> Vec<Argument<'s>> {
    let has = |key: &str| given.iter().any(|parameter| parameter.key.eq_ignore_ascii_case(key));
    let form = match function.name {
        "FormatDateTime" if has("dateTimeStyles") => 4,
        "FormatDateTime" if !(2..=4).contains(&shown) || (shown == 2 && has("inputFormat")) => 3,
        _ => shown,
    };
    let mut places: Vec<Argument<'s>> = Vec::new();
    let mut next = 0;
    // A place behind the last parameter of a function is one that repeats.
    let most = function.parameters.len() + 2 * given.len();
    for parameter in given {
        let free = |at: &usize| !matches!(places.get(*at), Some(Argument::Value(_)));
        let own = |at: &usize| {
            parameter_at(function, *at, form)
                .is_some_and(|known| known.key.eq_ignore_ascii_case(&parameter.key))
        };
        let at = (0..most).filter(free).find(own).unwrap_or(next);
        if places.len() <= at {
            places.resize(at + 1, Argument::Absent);
        }
        if let Some(place) = places.get_mut(at) {
            *place = Argument::Value(&parameter.value);
        }
        next = places.len().max(at + 1);
    }
    // Without a text nobody knows how many places were written.
    let wanted = match (function.name, shown) {
        ("FormatDateTime", _) => form,
        (_, 0) => function.minimum,
        _ if function.maximum().is_some_and(|most| shown > most) => function.minimum,
        _ => shown,
    };
    if places.len() < wanted {
        places.resize(wanted, Argument::Absent);
    }
    places
}

/// Which places of the outermost call of a text hold something; `None` if it is no call.
fn gaps(text: &str) -> Option<Vec<bool>> {
    let inner = text.trim().strip_suffix(')')?.split_once('(')?.1;
    let mut places = vec![false];
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for byte in inner.bytes() {
        if quoted {
            quoted = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        match byte {
            b',' if depth == 0 => {
                places.push(false);
                continue;
            }
            b'"' => quoted = true,
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.checked_sub(1)?,
            b' ' | b'\t' | b'\r' | b'\n' => continue,
            _ => {}
        }
        if let Some(last) = places.last_mut() {
            *last = true;
        }
    }
    // Nothing between the parentheses is no place at all.
    Some(if places == [false] { Vec::new() } else { places })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_between_the_commas_of_the_outermost_call() {
        for (text, expected) in [
            ("Now()", &[][..]),
            ("Trim([a])", &[true]),
            ("Join(\"@\", [a], )", &[true, true, false]),
            ("Replace(F([a], ), \",)\\\"\", , , \"_\", , )", &[true, true, false, false, true, false, false]),
        ] {
            assert_eq!(gaps(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["[a]", "\"a\"", "F([a])) ", ""] {
            assert_eq!(gaps(text), None, "{text}");
        }
    }
}
