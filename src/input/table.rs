//! CSV: a header of attribute names, then one user a row.

use super::cells::{self, Written};
use super::columns::{self, Column, Vocabulary};
use super::directive::{self, Directive};
use super::elements::Elements;
use super::kinds::microsoft_365::Language;
use super::kinds::{self, FileKind, hr, powershell};
use super::recognize_table::{self, Before};
use super::rows::{RowStep, Rows};
use super::titles::plain;
use super::window::Window;
use super::{Item, Problem, User};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::span::Span;
use std::io::{Read, Result};

/// Users from the rows of a window.
#[derive(Debug)]
pub(super) struct Table<R> {
    rows: Rows<R>,
    columns: Vec<Column>,
    language: Option<&'static Language>,
    /// Whether this is a bulk template, which brings an example row.
    template: bool,
    /// Whether the next row is the first one under the header.
    first: bool,
    /// Whether rows are written anew: accounts, and users who may be deleted.
    rewrites: bool,
    /// Which attributes the row has a value for.
    written: Vec<bool>,
}

/// What the header shows.
type Opened<R> = std::result::Result<Table<R>, Problem>;

impl<R: Read> Table<R> {
    /// Reads the header.
    pub(super) fn open(mut window: Window<R>, elements: &mut Elements, limit: usize) -> Result<Opened<R>> {
        let mut before = Before::default();
        let mut delimiter = None;
        while let Some(first) = directive::take(&mut window)? {
            match first {
                Directive::Template => before.template = true,
                Directive::Delimiter(byte) => delimiter = Some(byte),
                Directive::Type(name) => before.kind = Some(name),
            }
        }
        let delimiter = match delimiter {
            Some(delimiter) => delimiter,
            None => directive::guess_delimiter(&mut window, limit)?,
        };
        let mut rows = Rows::new(window, delimiter);
        let line = rows.window.line;
        match rows.next(limit)? {
            RowStep::Cells => {}
            RowStep::Problem(problem) => return Ok(Err(problem)),
            RowStep::End => return Ok(Err(no_header(line, "there is no header"))),
        }
        let titles: Vec<String> = rows.cells().map(|title| title.trim().to_owned()).collect();
        let plain_titles: Vec<String> = titles.iter().map(|title| plain(columns::name_in(title))).collect();
        let (kind, language) = recognize_table::table(&plain_titles, &before, elements.wanted);
        elements.is_table(kind);
        let vocabulary = Vocabulary::of(kind, elements.wanted.system(), language);
        let columns = columns::columns(&titles, vocabulary);
        if let Some(problem) = elements.wanted.refuses(kind, "", line) {
            return Ok(Err(problem));
        }
        if let Some(problem) = judge(&columns, kind, line) {
            return Ok(Err(problem));
        }
        if recognize_table::is_nameless(kind, &plain_titles, language) {
            return Ok(Err(nameless(kind, line)));
        }
        for (at, column) in columns.iter().enumerate() {
            let Some(same) = column.same_as else { continue };
            let (before, name) = (same + 1, &column.name);
            let message = format!("line {line}: columns {before} and {} both hold {name}", at + 1);
            let mut diagnostic =
                Diagnostic::new(Code::InvalidCsv, message).help("the first of them that has a value counts");
            diagnostic.severity = Severity::Warning;
            elements.queue.push_back(Problem { line, diagnostic });
        }
        if [&kinds::HR, &kinds::ZOOM_TEMPLATE].contains(&kind) {
            let message = format!("line {line}: this looks like {}", kind.title);
            let diagnostic = Diagnostic::new(Code::ReadWithCare, message).help(kind.advice);
            elements.queue.push_back(Problem { line, diagnostic });
        }
        let deleted = columns.iter().any(|column| column.name == "deletedDateTime");
        let rewrites = kind.holds == kinds::Holds::Accounts || deleted;
        let written = vec![false; columns.len()];
        let template = before.template;
        Ok(Ok(Self { rows, columns, language, template, first: true, rewrites, written }))
    }

    /// How much of the text lies behind.
    pub(super) fn offset(&self) -> usize {
        self.rows.window.offset
    }

    /// What parts cells.
    pub(super) fn delimiter(&self) -> char {
        self.rows.delimiter.into()
    }

    /// What the columns hold.
    pub(super) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The language of the titles, if it is not English.
    pub(super) fn language(&self) -> Option<&'static str> {
        self.language.map(|language| language.name)
    }

    /// The next row that is not empty.
    pub(super) fn next<'a>(
        &'a mut self,
        elements: &'a mut Elements,
        limit: usize,
    ) -> Result<Option<Item<'a>>> {
        loop {
            match self.rows.next(limit)? {
                RowStep::Cells => {}
                RowStep::Problem(problem) => return Ok(Some(Item::Problem(problem))),
                RowStep::End => {
                    elements.finish(true);
                    return Ok(elements.queue.pop_front().map(Item::Problem));
                }
            }
            let line = self.rows.line;
            match self.write(elements) {
                Err(mut problem) => {
                    // The last row of a file that is cut inside a character is that cut.
                    if self.rows.window.bytes().is_empty()
                        && let Some(diagnostic) = self.rows.window.broken.take()
                    {
                        problem.diagnostic = diagnostic;
                    }
                    return Ok(Some(Item::Problem(*problem)));
                }
                Ok(true) => {
                    if self.rewrites {
                        elements.row(line);
                    }
                    // Cells are text and what is written of them is, so this holds.
                    let json = std::str::from_utf8(&elements.written).unwrap_or_default();
                    return Ok(Some(Item::User(User { json, line, offset: 0, written: true })));
                }
                Ok(false) => {}
            }
        }
    }

    /// Writes the row as JSON; `false` if it holds no user.
    fn write(&mut self, elements: &mut Elements) -> std::result::Result<bool, Box<Problem>> {
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
        if std::mem::take(&mut self.first) && self.is_second_header() {
            elements.tell("second header", line, || {
                Diagnostic::new(
                    Code::ReadWithCare,
                    format!("line {line}: this row is a second header, and no user"),
                )
                .help("the first row has the names of columns, this one their labels")
            });
            return Ok(false);
        }
        self.written.fill(false);
        elements.written.clear();
        elements.written.push(b'{');
        for (at, (cell, column)) in self.rows.cells().zip(&self.columns).enumerate() {
            let slot = column.same_as.unwrap_or(at);
            let Some(written) = self.written.get_mut(slot) else { continue };
            if cell.trim().is_empty() || *written {
                continue;
            }
            if column.name == powershell::RECIPIENT && powershell::is_no_person(cell) {
                elements.no_person(line);
            }
            let before = elements.written.len();
            if before > 1 {
                elements.written.push(b',');
            }
            elements.written.extend_from_slice(&column.label);
            match cells::write(&mut elements.written, column.cell, cell) {
                Written::Value => *written = true,
                Written::Unknown => return Err(Box::new(self.no_boolean(column, cell))),
                Written::Lost(what) => {
                    elements.written.truncate(before);
                    match what {
                        cells::Lost::Type => elements.lost(&column.title, line),
                        cells::Lost::Number => {
                            elements.tell(&format!("rounded {}", column.title), line, || {
                                rounded(column, cell, line)
                            })
                        }
                    }
                }
            }
            if column.is_name && cells::has_lost_letters(cell) {
                elements.tell("letters", line, || lost_letters(column, line));
            }
        }
        elements.written.push(b'}');
        Ok(true)
    }

    fn is_second_header(&self) -> bool {
        let titles: Vec<String> = self.columns.iter().map(|column| plain(&column.title)).collect();
        let row: Vec<String> = self.rows.cells().map(plain).collect();
        hr::is_second_header(&titles, &row)
    }

    /// The problem of a cell that is neither true nor false.
    fn no_boolean(&self, column: &Column, cell: &str) -> Problem {
        let line = self.rows.line;
        let (title, cell) = (crate::value::clip(&column.title), crate::value::clip(cell.trim()));
        let message =
            format!("line {line}: `{title}` is `{cell}`, which is no word for true or false that is known");
        let diagnostic = Diagnostic::new(Code::UnknownBoolean, message)
            .at(Span::at(self.rows.offset))
            .help("write true or false: the user is left out, since nobody is enabled by guessing");
        Problem { line, diagnostic }
    }
}

fn rounded(column: &Column, cell: &str, line: u64) -> Diagnostic {
    let (title, cell) = (crate::value::clip(&column.title), crate::value::clip(cell));
    Diagnostic::new(
        Code::ValueLost,
        format!("line {line}: `{title}` is `{cell}`: a spreadsheet has rounded the number"),
    )
    .help("import the column as text, and save again")
}

fn lost_letters(column: &Column, line: u64) -> Diagnostic {
    let title = crate::value::clip(&column.title);
    Diagnostic::new(Code::ValueLost, format!("line {line}: `{title}` has question marks in place of letters"))
        .help("Windows PowerShell writes ASCII unless told otherwise: Export-Csv -Encoding UTF8")
}

/// The problem of a table in which no column names its people.
fn nameless(kind: &FileKind, line: u64) -> Problem {
    let message = format!(
        "line {line}: no column names the user (userPrincipalName or mail): this looks like {}",
        kind.title
    );
    Problem { line, diagnostic: Diagnostic::new(Code::WrongFile, message).help(kind.advice) }
}

/// What keeps these columns from being a header of users.
fn judge(columns: &[Column], kind: &FileKind, line: u64) -> Option<Problem> {
    if let Some(value) = columns.iter().map(|column| &column.name).find(|name| name.contains('@')) {
        let value: String = value.chars().take(60).collect();
        let mut problem =
            no_header(line, &format!("the first row holds values such as `{value}`, not column names"));
        // `az ad user list -o tsv` writes no header, a list as its length, and None for nothing.
        if columns.iter().any(|column| column.name == "None") {
            problem.diagnostic =
                problem.diagnostic.help("Azure CLI writes tables without names: az ad user list -o json");
        }
        return Some(problem);
    }
    if !matches!(kind.holds, kinds::Holds::Users | kinds::Holds::Accounts) {
        return None;
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
