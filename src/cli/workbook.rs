//! Workbooks of spreadsheets, as the table that their first sheet with content is.

use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

/// What archives begin with, workbooks among them.
pub(super) const ARCHIVE: &[u8] = b"PK\x03\x04";

/// The first sheet that holds something, as CSV; `None` for an archive that is no workbook.
pub(super) fn table(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).ok()?;
    let names = book.sheet_names();
    let mut sheets = names.iter().filter_map(|name| book.worksheet_range(name).ok());
    let sheet = sheets.find(|sheet| !sheet.is_empty())?;
    let mut csv = Vec::new();
    for row in sheet.rows() {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                csv.push(b',');
            }
            // Every cell in quotation marks, so that nothing in it divides it.
            csv.push(b'"');
            csv.extend_from_slice(text(cell).replace('"', "\"\"").as_bytes());
            csv.push(b'"');
        }
        csv.extend_from_slice(b"\r\n");
    }
    Some(csv)
}

/// What a cell says.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::Bool(value) => value.to_string(),
        // A number is an identifier or a telephone number here: it has no decimals that it does not need.
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::DateTime(date) if !date.is_duration() => {
            let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}Z")
        }
        other => other.to_string(),
    }
}
