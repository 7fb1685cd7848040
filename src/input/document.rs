//! JSON documents that hold users: pages of Graph, arrays, objects one after another.

use super::detect::{Shape, page_or_end};
use super::scan::{Extent, PieceEnd, PieceScanner, extent};
use super::window::Window;
use super::{Item, Problem, User, check, find};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;
use std::io::{Read, Result};

/// Users from the documents of a window.
#[derive(Debug)]
pub(super) struct DocumentReader<R> {
    window: Window<R>,
    /// Length of what the last call showed.
    shown: usize,
    /// What is open around the next user, outermost first: at most an array of pages, a page, and
    /// the array of its users.
    levels: Vec<Level>,
    /// Users found so far, for messages.
    users: u64,
    /// The line of the last page if it says that there is another one.
    next_page: Option<u64>,
    /// How many resources there are in all, as a list of SCIM says it, with the line.
    total: Option<(u64, u64)>,
    ended: bool,
}

#[derive(Clone, Copy, Debug)]
enum Level {
    /// Inside an array; `pages` if its elements are pages, once the first one has been seen.
    Array { expect: Expect, pages: Option<bool> },
    /// Inside a page, past its users.
    Page,
}

/// What may come next in an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expect {
    /// Just after `[`: an element or `]`.
    First,
    /// After an element: `,` or `]`.
    Comma,
    /// After `,`: an element.
    Element,
}

/// What a step through the document came upon.
enum Step {
    /// A piece of syntax; look again.
    On,
    /// An element that ends before this position.
    Element(usize),
    Problem(Problem),
    End,
}

impl<R: Read> DocumentReader<R> {
    pub(super) fn new(window: Window<R>) -> Self {
        Self { window, shown: 0, levels: Vec::new(), users: 0, next_page: None, total: None, ended: false }
    }

    /// How much of the text lies behind.
    pub(super) fn offset(&self) -> usize {
        self.window.offset
    }

    /// The next user.
    pub(super) fn next(&mut self, thorough: bool, limit: usize) -> Result<Option<Item<'_>>> {
        self.window.consume(std::mem::take(&mut self.shown));
        let end = loop {
            match self.step(limit)? {
                Step::On => {}
                Step::Element(end) => break end,
                Step::Problem(problem) => return Ok(Some(Item::Problem(problem))),
                Step::End => return Ok(None),
            }
        };
        self.shown = end;
        let (line, offset) = (self.window.line, self.window.offset);
        let text = self.window.bytes().get(..end).unwrap_or_default();
        Ok(Some(match check::user(text, offset, line, thorough) {
            Ok(json) => {
                self.users += 1;
                Item::User(User { json, line, offset: offset as u64 })
            }
            Err(problem) => Item::Problem(*problem),
        }))
    }

    fn step(&mut self, limit: usize) -> Result<Step> {
        if self.ended {
            return Ok(Step::End);
        }
        let byte = self.window.skip_space()?;
        match (self.levels.last().copied(), byte) {
            (None, None) => Ok(self.finish()),
            (Some(_), None) => {
                let open = if matches!(self.levels.last(), Some(Level::Page)) { "}" } else { "]" };
                Ok(self.stop(0, format!("the input ends before the closing `{open}`")))
            }
            (None, Some(b'[')) => {
                self.window.consume(1);
                self.levels.push(Level::Array { expect: Expect::First, pages: None });
                Ok(Step::On)
            }
            (None, Some(b'{')) => match page_or_end(&mut self.window, 0)? {
                Shape::Page(users, depth) => Ok(self.page(users, depth)),
                _ => self.element(limit),
            },
            (None, Some(_)) => Ok(self.stop(0, "text after the end of the document".to_owned())),
            (Some(Level::Page), Some(byte)) => self.member(byte, limit),
            (Some(Level::Array { expect, pages }), Some(byte)) => self.array(expect, pages, byte, limit),
        }
    }

    /// One piece of an array: bracket, comma or element.
    fn array(&mut self, expect: Expect, pages: Option<bool>, byte: u8, limit: usize) -> Result<Step> {
        match (expect, byte) {
            (Expect::First | Expect::Comma, b']') => {
                self.window.consume(1);
                self.levels.pop();
                Ok(Step::On)
            }
            (Expect::Comma, b',') => {
                self.window.consume(1);
                self.expect(Expect::Element);
                Ok(Step::On)
            }
            (Expect::Comma, b'{') => {
                self.expect(Expect::Element);
                Ok(Step::Problem(self.problem(0, "a comma is missing before this user")))
            }
            (Expect::Comma, _) => Ok(self.stop(0, "expected `,` or `]`".to_owned())),
            (Expect::Element, b']') => {
                let problem = self.problem(0, "a comma after the last user");
                self.window.consume(1);
                self.levels.pop();
                Ok(Step::Problem(problem))
            }
            (_, b',') => {
                let problem = self.problem(0, "a comma without a user before it");
                self.window.consume(1);
                self.expect(Expect::Element);
                Ok(Step::Problem(problem))
            }
            (_, b'{') if self.levels.len() == 1 && pages != Some(false) => {
                // Answers collected in an array: `[{"value":[…]},{"value":[…]}]`.
                let shape = page_or_end(&mut self.window, 0)?;
                let pages = matches!(shape, Shape::Page(..));
                self.levels.pop();
                self.levels.push(Level::Array { expect: Expect::Comma, pages: Some(pages) });
                match shape {
                    Shape::Page(users, depth) => Ok(self.page(users, depth)),
                    _ => self.element(limit),
                }
            }
            _ => {
                self.expect(Expect::Comma);
                self.element(limit)
            }
        }
    }

    fn expect(&mut self, next: Expect) {
        if let Some(Level::Array { expect, .. }) = self.levels.last_mut() {
            *expect = next;
        }
    }

    /// Goes into a page whose users begin at `users`, inside `depth` objects.
    fn page(&mut self, users: usize, depth: usize) -> Step {
        let head = self.window.bytes().get(..users).unwrap_or_default();
        self.next_page = names_next_page(head).then_some(self.window.line);
        if let Some(total) = total_results(head) {
            self.total = Some((total, self.window.line));
        }
        self.window.consume(users);
        self.levels.extend(std::iter::repeat_n(Level::Page, depth));
        self.levels.push(Level::Array { expect: Expect::First, pages: Some(false) });
        Step::On
    }

    /// One piece of what follows the users of a page.
    fn member(&mut self, byte: u8, limit: usize) -> Result<Step> {
        let end = match byte {
            b'}' => {
                self.levels.pop();
                1
            }
            b',' => 1,
            b'"' => match self.key_and_value(limit)? {
                Some(end) => end,
                None => return Ok(self.stop(0, "the page is broken or cut after its users".to_owned())),
            },
            _ => return Ok(self.stop(0, "expected `}` or another member of the page".to_owned())),
        };
        let member = self.window.bytes().get(..end).unwrap_or_default();
        if names_next_page(member) {
            self.next_page = Some(self.window.line);
        }
        if let Some(total) = total_results(member) {
            self.total = Some((total, self.window.line));
        }
        self.window.consume(end);
        Ok(Step::On)
    }

    /// Where the member that begins here ends.
    fn key_and_value(&mut self, limit: usize) -> Result<Option<usize>> {
        let Extent::Ends { end, .. } = extent(&mut self.window, 0, limit)? else { return Ok(None) };
        let (colon, byte) = self.window.past_space(end)?;
        if byte != Some(b':') {
            return Ok(None);
        }
        let (value, _) = self.window.past_space(colon + 1)?;
        match extent(&mut self.window, value, limit)? {
            Extent::Ends { end, .. } if end > value => Ok(Some(end)),
            _ => Ok(None),
        }
    }

    /// The element that begins here.
    fn element(&mut self, limit: usize) -> Result<Step> {
        let (line, offset) = (self.window.line, self.window.offset);
        Ok(match extent(&mut self.window, 0, limit)? {
            Extent::Ends { end: 0, .. } => self.stop(0, "expected a user".to_owned()),
            Extent::Ends { end, .. } if end > limit => {
                self.window.consume(end);
                Step::Problem(check::too_long(offset, line, limit))
            }
            Extent::Ends { end, too_deep: true } => {
                self.window.consume(end);
                Step::Problem(check::nested(offset, line))
            }
            Extent::Ends { end, .. } => Step::Element(end),
            Extent::Mismatch(at) => {
                let bracket = if self.window.bytes().get(at) == Some(&b'}') { "}" } else { "]" };
                self.stop(at, format!("`{bracket}` closes a bracket of another kind"))
            }
            Extent::TooLong(scanner) => {
                self.skip(scanner)?;
                Step::Problem(check::too_long(offset, line, limit))
            }
            Extent::Cut => self.stop(0, "the input ends inside the user that begins here".to_owned()),
        })
    }

    /// Lets go of the rest of an element that is not kept.
    fn skip(&mut self, mut scanner: PieceScanner) -> Result<()> {
        loop {
            let all = self.window.bytes().len();
            self.window.consume(all);
            if !self.window.more()? {
                return Ok(());
            }
            if let PieceEnd::End(end) | PieceEnd::Mismatch(end) = scanner.feed(self.window.bytes()) {
                self.window.consume(end);
                return Ok(());
            }
        }
    }

    fn problem(&self, at: usize, what: &str) -> Problem {
        let line = self.window.line_at(at);
        let diagnostic = Diagnostic::new(Code::InvalidJson, format!("line {line}: {what}"));
        Problem { line, diagnostic: diagnostic.at(Span::at(self.window.offset + at)) }
    }

    /// A problem after which nothing more can be read.
    fn stop(&mut self, at: usize, what: String) -> Step {
        self.ended = true;
        if let Some(diagnostic) = self.window.broken.take() {
            return Step::Problem(Problem { line: self.window.line, diagnostic });
        }
        let mut problem = self.problem(at, &what);
        let read = match self.users {
            0 => "no user was read".to_owned(),
            1 => "1 user was read before it".to_owned(),
            users => format!("{users} users were read before it"),
        };
        problem.diagnostic = problem.diagnostic.help(read);
        Step::Problem(problem)
    }

    /// The end, after a word on pages that are missing.
    fn finish(&mut self) -> Step {
        self.ended = true;
        if let Some(diagnostic) = self.window.broken.take() {
            return Step::Problem(Problem { line: self.window.line, diagnostic });
        }
        if let Some((total, line)) = self.total.filter(|(total, _)| *total > self.users) {
            let message = format!("line {line}: the list has {total} resources, {} are here", self.users);
            let diagnostic = Diagnostic::new(Code::MorePages, message)
                .help("get the other pages too (startIndex), and append their answers to this file");
            return Step::Problem(Problem { line, diagnostic });
        }
        let Some(line) = self.next_page else { return Step::End };
        let message =
            format!("line {line}: the last page names another one (@odata.nextLink) that is missing");
        let diagnostic = Diagnostic::new(Code::MorePages, message)
            .help("get the address in @odata.nextLink too, and append its answer to this file");
        Step::Problem(Problem { line, diagnostic })
    }
}

/// How many resources there are in all: `"totalResults": 500`, among these members of a page.
fn total_results(members: &[u8]) -> Option<u64> {
    const NAME: &[u8] = b"\"totalResults\"";
    let after = members.get(find(members, NAME)? + NAME.len()..)?.trim_ascii_start();
    let number = after.strip_prefix(b":")?.trim_ascii_start();
    let digits = number.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(number.get(..digits)?).ok()?.parse().ok()
}

/// Whether members of a page name a further one: `"@odata.nextLink": "https://…"`.
fn names_next_page(members: &[u8]) -> bool {
    let name = b"odata.nextLink\"";
    let mut rest = members;
    while let Some(at) = find(rest, name) {
        rest = rest.get(at + name.len()..).unwrap_or_default();
        let value = rest.trim_ascii_start().strip_prefix(b":").unwrap_or_default();
        if value.trim_ascii_start().starts_with(b"\"") {
            return true;
        }
    }
    false
}
