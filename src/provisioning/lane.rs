//! The fast lane: users as lines of JSON in, create bodies as lines of JSON out.
//!
//! A user becomes text again without a tree in between: attributes are slots that borrow from the
//! input, the payload is a skeleton that values are written into. Memory depends on the longest
//! line, not on the number of users.

use crate::diagnostic::{Code, Diagnostic};
use crate::expression::Environment;
use crate::mapping::{Computed, LeftOut, Plan};
use crate::span::Span;
use crate::value::Value;

/// A problem of one line.
#[derive(Clone, Debug, PartialEq)]
pub struct LineProblem {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong; spans are in the line, or in the mapping's source if there is a pointer.
    pub diagnostic: Diagnostic,
}

/// Writes the create body of every user in `lines`, each ended by a line feed, to `out`.
///
/// `first_line` is the number of the first line, for messages. A line that is no user gives a
/// problem and no body; a mapping that fails leaves its attribute out and gives a problem. Whether
/// the service would create the user at all is the preview's question, not this one's.
pub fn payloads(
    plan: &Plan,
    lines: &[u8],
    first_line: u64,
    environment: &Environment,
    out: &mut Vec<u8>,
) -> Vec<LineProblem> {
    let mut problems = Vec::new();
    let mut rest = lines.strip_prefix(b"\xEF\xBB\xBF").filter(|_| first_line == 1).unwrap_or(lines);
    let mut line = first_line;
    while !rest.is_empty() {
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let (text, after) = rest.split_at(end);
        rest = after.get(1..).unwrap_or_default();
        one(plan, text, line, environment, out, &mut problems);
        line += 1;
    }
    problems
}

fn one(
    plan: &Plan,
    text: &[u8],
    line: u64,
    environment: &Environment,
    out: &mut Vec<u8>,
    problems: &mut Vec<LineProblem>,
) {
    let text = match std::str::from_utf8(text) {
        Ok(text) if text.trim_ascii().is_empty() => return,
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to();
            let diagnostic = Diagnostic::new(Code::InvalidEncoding, "the line is not UTF-8")
                .at(Span::at(at))
                .help("save the file as UTF-8");
            problems.push(LineProblem { line, diagnostic });
            return;
        }
    };
    let row = match plan.read(text) {
        Ok(row) => row,
        Err(found) => {
            problems.push(LineProblem { line, diagnostic: *found });
            return;
        }
    };
    let mut values: Vec<Option<Value<'_>>> = Vec::with_capacity(plan.profile().mappings.len());
    for (at, computed) in plan.each(&row, environment).enumerate() {
        let Computed { outcome, .. } = computed;
        match outcome {
            Ok(value) => values.push(Some(value)),
            Err(why) => {
                if let LeftOut::Failed(found) = why
                    && found.is_error()
                {
                    let diagnostic = found.within(format!("/mappings/{at}/source"));
                    problems.push(LineProblem { line, diagnostic });
                }
                values.push(None);
            }
        }
    }
    plan.write(&values, out);
    out.push(b'\n');
}
