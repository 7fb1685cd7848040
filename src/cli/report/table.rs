//! One user a row, for spreadsheets.

use super::{Row, name_of, text};
use crate::cli::Result;
use crate::cli::output::Output;
use csv_core::{WriteResult, Writer};

const HEAD: [&str; 9] =
    ["line", "user", "action", "reason", "explanation", "method", "path", "body", "findings"];

pub(super) fn head(output: &mut Output) -> Result<()> {
    write(output, &HEAD.map(str::to_owned))
}

pub(super) fn user(output: &mut Output, row: &Row<'_>) -> Result<()> {
    let preview = row.preview;
    let request = preview.request.as_ref();
    let findings: Vec<String> =
        preview.diagnostics.iter().map(|found| text::sentence(found, preview)).collect();
    let body = request.filter(|request| !request.body.is_null()).map(|request| request.body.to_string());
    write(
        output,
        &[
            row.line.map(|line| line.to_string()).unwrap_or_default(),
            safe(row.user),
            preview.action.as_str().to_owned(),
            preview.reason.map(name_of).unwrap_or_default(),
            preview.explanation.clone(),
            request.map(|request| request.method.to_owned()).unwrap_or_default(),
            request.map(|request| request.path.clone()).unwrap_or_default(),
            body.unwrap_or_default(),
            safe(&findings.join("; ")),
        ],
    )
}

/// A cell that no spreadsheet takes for a formula (OWASP, CSV injection).
fn safe(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

fn write(output: &mut Output, cells: &[String]) -> Result<()> {
    let mut writer = Writer::new();
    let mut row = Vec::new();
    let mut piece = [0; 1024];
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            let (_, written) = writer.delimiter(&mut piece);
            row.extend_from_slice(piece.get(..written).unwrap_or_default());
        }
        let mut rest = cell.as_bytes();
        loop {
            let (result, read, written) = writer.field(rest, &mut piece);
            row.extend_from_slice(piece.get(..written).unwrap_or_default());
            rest = rest.get(read..).unwrap_or_default();
            if matches!(result, WriteResult::InputEmpty) {
                break;
            }
        }
    }
    let (_, written) = writer.terminator(&mut piece);
    row.extend_from_slice(piece.get(..written).unwrap_or_default());
    output.bytes(&row)
}
