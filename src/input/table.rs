//! CSV: a header of attribute names, then one user a row.

use super::columns::{self, Cell, Column};
use super::rows::{RowStep, Rows};
use super::window::Window;
use super::{Item, Problem, User};
use crate::diagnostic::{Code, Diagnostic};
use crate::json;
use crate::span::Span;
use std::collections::VecDeque;
use std::io::{Read, Result};

/// Users from the rows of a window.
#[derive(Debug)]
pub(super) struct Table<R> {
    rows: Rows<R>,
    columns: Vec<Column>,
    /// Whether this is a bulk template, which brings an example row.
    template: bool,
    /// Problems to tell before the next row.
    queue: VecDeque<Problem>,
    /// Which attributes the row has a value for.
    written: Vec<bool>,
    json: Vec<u8>,
}

/// What the header shows.
type Opened<R> = std::result::Result<Table<R>, Problem>;

impl<R: Read> Table<R> {
    /// Reads the header.
    pub(super) fn open(mut window: Window<R>, limit: usize) -> Result<Opened<R>> {
        let mut template = false;
        let mut delimiter = None;
        while let Some(first) = directive(&mut window)? {
            match first {
                Directive::Template => template = true,
                Directive::Delimiter(byte) => delimiter = Some(byte),
            }
        }
        let delimiter = match delimiter {
            Some(delimiter) => delimiter,
            None => guess_delimiter(&mut window, limit)?,
        };
        let mut rows = Rows::new(window, delimiter);
        let line = rows.window.line;
        match rows.next(limit)? {
            RowStep::Cells => {}
            RowStep::Problem(problem) => return Ok(Err(problem)),
            RowStep::End => return Ok(Err(no_header(line, "there is no header"))),
        }
        let columns = columns::columns(rows.cells());
        if let Some(problem) = judge(&columns, line) {
            return Ok(Err(problem));
        }
        let queue = columns.iter().enumerate().filter_map(|(at, column)| {
            let (before, name) = (column.same_as? + 1, &column.name);
            let message = format!("line {line}: columns {before} and {} both hold {name}", at + 1);
            let mut diagnostic =
                Diagnostic::new(Code::InvalidCsv, message).help("the first of them that has a value counts");
            diagnostic.severity = crate::diagnostic::Severity::Warning;
            Some(Problem { line, diagnostic })
        });
        let written = vec![false; columns.len()];
        Ok(Ok(Self { queue: queue.collect(), rows, columns, template, written, json: Vec::new() }))
    }

    /// How much of the text lies behind.
    pub(super) fn offset(&self) -> usize {
        self.rows.window.offset
    }

    /// The next row that is not empty.
    pub(super) fn next(&mut self, limit: usize) -> Result<Option<Item<'_>>> {
        if let Some(problem) = self.queue.pop_front() {
            return Ok(Some(Item::Problem(problem)));
        }
        loop {
            match self.rows.next(limit)? {
                RowStep::Cells => {}
                RowStep::Problem(problem) => return Ok(Some(Item::Problem(problem))),
                RowStep::End => return Ok(None),
            }
            let line = self.rows.line;
            match self.write() {
                Err(problem) => return Ok(Some(Item::Problem(*problem))),
                Ok(true) => {
                    // Cells are text and serde_json writes text, so this holds.
                    let json = std::str::from_utf8(&self.json).unwrap_or_default();
                    return Ok(Some(Item::User(User { json, line, offset: 0 })));
                }
                Ok(false) => {}
            }
        }
    }

    /// Writes the row as JSON; `false` if it holds no user.
    fn write(&mut self) -> std::result::Result<bool, Box<Problem>> {
        let (count, line) = (self.rows.count(), self.rows.line);
        let row = || self.rows.cells();
        if row().all(|cell| cell.trim().is_empty())
            || self.template && row().next().is_some_and(|cell| cell.trim_start().starts_with("Example:"))
        {
            return Ok(false);
        }
        let columns = self.columns.len();
        let stray = row().enumerate().any(|(at, cell)| {
            !cell.trim().is_empty() && self.columns.get(at).is_none_or(|column| column.name.is_empty())
        });
        if stray || count < columns {
            let message = format!("line {line}: {count} cells under a header of {columns} columns");
            let diagnostic = Diagnostic::new(Code::InvalidCsv, message)
                .at(Span::at(self.rows.offset))
                .help("a cell that holds a delimiter or a line break must stand in quotation marks");
            return Err(Box::new(Problem { line, diagnostic }));
        }
        self.written.fill(false);
        self.json.clear();
        self.json.push(b'{');
        for (at, (cell, column)) in row().zip(&self.columns).enumerate() {
            let slot = column.same_as.unwrap_or(at);
            let Some(written) = self.written.get_mut(slot) else { continue };
            if cell.trim().is_empty() || *written {
                continue;
            }
            *written = true;
            if self.json.len() > 1 {
                self.json.push(b',');
            }
            self.json.extend_from_slice(&column.label);
            value(&mut self.json, column.cell, cell);
        }
        self.json.push(b'}');
        Ok(true)
    }
}

fn value(json: &mut Vec<u8>, kind: Cell, cell: &str) {
    let flag = match kind {
        Cell::Flag => columns::flag(cell),
        Cell::OppositeFlag => columns::flag(cell).map(|flag| !flag),
        _ => None,
    };
    match (kind, flag) {
        (_, Some(flag)) => json::append(&flag.into(), json),
        (Cell::List, _) => json::append(&columns::values(cell).into(), json),
        (Cell::Password, _) => {
            json.extend_from_slice(b"{\"password\":");
            json::string(cell, json);
            json.push(b'}');
        }
        _ => json::string(cell, json),
    }
}

/// What keeps these columns from being a header of users.
fn judge(columns: &[Column], line: u64) -> Option<Problem> {
    if let Some(value) = columns.iter().map(|column| &column.name).find(|name| name.contains('@')) {
        let value: String = value.chars().take(60).collect();
        return Some(no_header(
            line,
            &format!("the first row holds values such as `{value}`, not column names"),
        ));
    }
    if columns.iter().any(|column| column.known) {
        return None;
    }
    let names: Vec<String> = columns.iter().take(4).map(|c| c.name.chars().take(30).collect()).collect();
    if let [name] = names.as_slice() {
        let kind = if name.contains(char::is_control) { "binary data" } else { "plain text" };
        let message = format!("this looks like {kind}: `{}`", name.escape_debug());
        let diagnostic = Diagnostic::new(Code::UnknownFormat, message)
            .help("users are read from Graph JSON, a JSON array, NDJSON and CSV with a header");
        return Some(Problem { line, diagnostic });
    }
    Some(no_header(line, &format!("none of the columns is a known attribute: {}", names.join(", "))))
}

fn no_header(line: u64, what: &str) -> Problem {
    let diagnostic = Diagnostic::new(Code::InvalidCsv, format!("line {line}: {what}"))
        .help("the first row must name attributes, such as userPrincipalName,displayName,mail");
    Problem { line, diagnostic }
}

/// A line before the header that tells something about the file.
enum Directive {
    /// `version:v1.0`: the bulk templates of Entra.
    Template,
    /// `sep=;`: what Excel writes and understands.
    Delimiter(u8),
}

/// Takes a directive off the beginning, if there is one.
fn directive<R: Read>(window: &mut Window<R>) -> Result<Option<Directive>> {
    window.skip_line_ends()?;
    let mut end = 0;
    while !matches!(window.byte(end)?, None | Some(b'\n' | b'\r')) && end < 64 {
        end += 1;
    }
    let line = window.bytes().get(..end).unwrap_or_default();
    let start = line.get(..line.len().min(10)).unwrap_or_default().to_ascii_lowercase();
    let found = match (start.strip_prefix(b"sep="), line.get(4)) {
        _ if start.trim_ascii_start().starts_with(b"version:v") => Some(Directive::Template),
        (Some(_), Some(byte)) if line.len() == 5 => Some(Directive::Delimiter(*byte)),
        _ => None,
    };
    if found.is_some() {
        window.consume(end);
    }
    Ok(found)
}

/// The delimiter that occurs most often in the header, outside quotation marks.
fn guess_delimiter<R: Read>(window: &mut Window<R>, limit: usize) -> Result<u8> {
    let (mut commas, mut semicolons, mut tabs) = (0, 0, 0);
    let mut quoted = false;
    let mut at = 0;
    while let Some(byte) = window.byte(at)?.filter(|_| at < limit) {
        match byte {
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b',' => commas += 1,
            b';' => semicolons += 1,
            b'\t' => tabs += 1,
            b'\n' | b'\r' => break,
            _ => {}
        }
        at += 1;
    }
    Ok(match commas.max(semicolons).max(tabs) {
        most if most == commas => b',',
        most if most == semicolons => b';',
        _ => b'\t',
    })
}
