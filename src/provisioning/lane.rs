//! The fast lane: users as lines of JSON in, create bodies as lines of JSON out.
//!
//! A user becomes text again without a tree in between: attributes are slots that borrow from the
//! input, the payload is a skeleton that values are written into. Memory depends on the longest
//! line, not on the number of users.

use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::json::Sheet;
use crate::language::Environment;
use crate::mapping::{LeftOut, Plan};
use crate::place::MappingMember;
use crate::source::Slots;
use crate::span::Span;
use crate::value::Value;

/// A problem of one line.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
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
    let mut lane = Lane {
        plan,
        environment,
        problems: Vec::new(),
        slots: Slots::default(),
        values: Vec::new(),
        sheet: Sheet::default(),
    };
    let mut rest = lines.strip_prefix(b"\xEF\xBB\xBF").filter(|_| first_line == 1).unwrap_or(lines);
    let mut line = first_line;
    while !rest.is_empty() {
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let (text, after) = rest.split_at(end);
        rest = after.get(1..).unwrap_or_default();
        if let Err(problem) = lane.one(text, line, out) {
            lane.problems.push(LineProblem { line, diagnostic: *problem });
        }
        line += 1;
    }
    lane.turn(out);
    lane.problems
}

/// So many bytes fill the sheet: few enough to stay in the processor's nearest memory.
const SHEET: usize = 1 << 13;

/// What one user leaves for the next: no allocation is made for each.
struct Lane<'p, 'a> {
    plan: &'p Plan,
    environment: &'p Environment,
    problems: Vec<LineProblem>,
    slots: Slots<'a>,
    /// Empty between users.
    values: Vec<Option<Value<'static>>>,
    /// The latest bodies.
    sheet: Sheet,
}

impl<'a> Lane<'_, 'a> {
    fn one(&mut self, text: &'a [u8], line: u64, out: &mut Vec<u8>) -> Outcome<()> {
        let text = std::str::from_utf8(text).map_err(|error| not_utf8(error.valid_up_to()))?;
        if text.trim_ascii().is_empty() {
            return Ok(());
        }
        self.plan.read_into(text, &mut self.slots)?;
        let mut values = reused(std::mem::take(&mut self.values));
        for mapping in self.plan.mappings() {
            if let Some(text) = mapping.plain_text(&self.slots.values) {
                values.push(Some(Value::text(text)));
                continue;
            }
            let computed = mapping.compute(&self.slots.values, self.environment);
            values.push(match computed.outcome {
                Ok(value) => Some(value),
                Err(LeftOut::Failed(found)) if found.is_error() => {
                    let diagnostic = found.in_mapping(mapping.at, MappingMember::Source);
                    self.problems.push(LineProblem { line, diagnostic });
                    None
                }
                _ => None,
            });
        }
        self.plan.write_to(&values, &mut self.sheet);
        self.sheet.byte(b'\n');
        self.values = reused(values);
        if self.sheet.len() > SHEET {
            self.turn(out);
        }
        Ok(())
    }

    /// Passes on what is on the sheet.
    fn turn(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.sheet.written());
        self.sheet.truncate(0);
    }
}

/// The memory of a list for values that borrow from elsewhere: collecting what comes from a list
/// of the same layout stays where it was.
fn reused<'b>(mut values: Vec<Option<Value<'_>>>) -> Vec<Option<Value<'b>>> {
    values.clear();
    values.into_iter().map(|_| None).collect()
}

#[cold]
#[inline(never)]
fn not_utf8(at: usize) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(Code::InvalidEncoding, "the line is not UTF-8")
            .at(Span::at(at))
            .help("save the file as UTF-8"),
    )
}
