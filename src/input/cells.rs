//! What a cell of a table says, written as JSON.

use super::columns;
use super::kinds::powershell;
use super::titles::Cell;
use super::{dates, words};
use crate::json;

/// What became of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// Its value was written.
    Value,
    /// It should say yes or no, and says neither.
    Unknown,
    /// What stands there is no value.
    Lost(Lost),
}

/// What stands in place of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// The name of a .NET type.
    Type,
    /// A number that a spreadsheet has rounded: `4,68555E+11`.
    Number,
}

/// Writes the value of a cell that is not empty.
pub(super) fn write(json: &mut Vec<u8>, kind: Cell, cell: &str) -> Written {
    if powershell::is_type_name(cell) {
        return Written::Lost(Lost::Type);
    }
    let flag = match kind {
        Cell::Flag => words::flag(cell),
        Cell::OppositeFlag => words::flag(cell).map(|flag| !flag),
        Cell::Standing => words::standing(cell),
        Cell::Bits => powershell::bits(&cell.into()),
        _ => {
            if is_rounded(cell) {
                return Written::Lost(Lost::Number);
            }
            value(json, kind, unguarded(cell));
            return Written::Value;
        }
    };
    let Some(flag) = flag else { return Written::Unknown };
    json::append(&flag.into(), json);
    Written::Value
}

fn value(json: &mut Vec<u8>, kind: Cell, cell: &str) {
    match kind {
        Cell::List => json::append(&columns::values(cell).into(), json),
        Cell::Password => {
            json.extend_from_slice(b"{\"password\":");
            json::string(cell, json);
            json.push(b'}');
        }
        Cell::Date => match dates::of_cell(cell).or_else(|| powershell::date(cell)) {
            Some(date) => json::string(&date, json),
            None => json::string(cell, json),
        },
        _ => json::string(cell, json),
    }
}

/// A cell without the apostrophe that keeps a spreadsheet from computing it: `'+46 85550101`.
fn unguarded(cell: &str) -> &str {
    let inner = cell.strip_prefix('\'').unwrap_or(cell);
    if inner.starts_with(['+', '-', '=', '@']) { inner } else { cell }
}

/// Whether a number has been rounded: `4,68555E+11`.
fn is_rounded(cell: &str) -> bool {
    if !cell.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    let Some((digits, power)) = cell.trim().split_once("E+") else { return false };
    let all = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, rest) = digits.split_once([',', '.']).unwrap_or((digits, "0"));
    all(power) && all(whole) && all(rest) && whole.len() == 1
}

/// Whether letters were lost on the way: `J?rgen`.
pub(super) fn has_lost_letters(cell: &str) -> bool {
    let inside = |at: usize| {
        let letter = |at: Option<usize>| {
            at.and_then(|at| cell.as_bytes().get(at)).is_some_and(u8::is_ascii_alphabetic)
        };
        letter(at.checked_sub(1)) || letter(Some(at + 1))
    };
    memchr::memchr_iter(b'?', cell.as_bytes()).any(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(kind: Cell, cell: &str) -> Result<String, Written> {
        let mut json = Vec::new();
        match write(&mut json, kind, cell) {
            Written::Value => Ok(String::from_utf8(json).expect("text")),
            other => Err(other),
        }
    }

    #[test]
    fn cells_say_what_they_mean() {
        for (kind, cell, expected) in [
            (Cell::Text, "'+46 85550101", "\"+46 85550101\""),
            (Cell::Text, "'tis", "\"'tis\""),
            (Cell::OppositeFlag, "Wahr", "false"),
            (Cell::Standing, "Terminated", "false"),
            (Cell::Bits, "514", "false"),
            (Cell::Date, "8/19/2021 1:25:31 PM", "\"2021-08-19T13:25:31Z\""),
            (Cell::Date, "8/9/2021 13:25", "\"8/9/2021 13:25\""),
        ] {
            assert_eq!(written(kind, cell).as_deref(), Ok(expected), "{cell}");
        }
        assert_eq!(written(Cell::Flag, "Vielleicht"), Err(Written::Unknown));
        assert_eq!(written(Cell::Flag, "System.Boolean[]"), Err(Written::Lost(Lost::Type)));
        assert_eq!(written(Cell::Text, "4,68555E+11"), Err(Written::Lost(Lost::Number)));
        assert!(written(Cell::Text, "12E+1").is_ok());
    }

    #[test]
    fn question_marks_among_letters_are_letters_that_were_lost() {
        assert!(has_lost_letters("J?rgen"));
        assert!(!has_lost_letters("? 7"));
    }
}
