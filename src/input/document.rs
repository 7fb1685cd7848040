//! JSON documents that hold users: pages of Graph, arrays, objects one after another.

use super::detect::{Shape, page_or_end};
use super::elements::{Elements, Taken};
use super::scan::{Extent, PieceEnd, PieceScanner, extent};
use super::window::Window;
use super::{Item, Problem, User, check, find, recognize};
use crate::diagnostic::{Code, Diagnostic};
use crate::json;
use crate::span::Span;
use serde_json::Value as Json;
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
    /// The line of the last page if it says that there is another one, and how it says so.
    next_page: Option<(u64, &'static NextPage)>,
    /// The one user that an answer of a batch holds.
    body: Option<String>,
    /// How many resources there are in all, as a list of SCIM says it, with the line.
    total: Option<(u64, u64)>,
    ended: bool,
    /// Whether the end came too early.
    cut: bool,
}

#[derive(Clone, Copy, Debug)]
enum Level {
    /// Inside an array.
    Array { expect: Expect, of: Of },
    /// Inside a page, past its users.
    Page,
}

/// What the elements of an array are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    /// Users or pages: the first one shows.
    Unknown,
    Pages,
    Users,
    /// Answers of a batch.
    Answers,
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
        Self {
            window,
            shown: 0,
            levels: Vec::new(),
            users: 0,
            next_page: None,
            body: None,
            total: None,
            ended: false,
            cut: false,
        }
    }

    /// How much of the text lies behind.
    pub(super) fn offset(&self) -> usize {
        self.window.offset
    }

    /// The next user.
    pub(super) fn next<'a>(
        &'a mut self,
        elements: &'a mut Elements,
        thorough: bool,
        limit: usize,
    ) -> Result<Option<Item<'a>>> {
        loop {
            self.window.consume(std::mem::take(&mut self.shown));
            self.body = None;
            let end = match self.step(limit)? {
                Step::On => continue,
                Step::Element(end) => end,
                Step::Problem(problem) => return Ok(Some(Item::Problem(problem))),
                Step::End => {
                    elements.finish(!self.cut);
                    return Ok(elements.queue.pop_front().map(Item::Problem));
                }
            };
            self.shown = end;
            let (line, offset) = (self.window.line, self.window.offset);
            let text = self.window.bytes().get(..end).unwrap_or_default();
            let text = self.body.as_deref().map_or(text, str::as_bytes);
            let taken = match check::user(text, offset, line, thorough) {
                Ok(json) => {
                    self.users += 1;
                    elements.take(json, line)
                }
                Err(problem) => return Ok(Some(Item::Problem(*problem))),
            };
            match taken {
                Taken::AsIs => {
                    let text = self.window.bytes().get(..end).unwrap_or_default();
                    let text = self.body.as_deref().map_or(text, str::as_bytes);
                    let json = std::str::from_utf8(text).unwrap_or_default();
                    return Ok(Some(Item::User(User { json, line, offset: offset as u64, written: false })));
                }
                Taken::Written => {
                    let json = std::str::from_utf8(&elements.written).unwrap_or_default();
                    return Ok(Some(Item::User(User { json, line, offset: offset as u64, written: true })));
                }
                Taken::Refused => {
                    self.ended = true;
                    self.total = None;
                    self.next_page = None;
                }
                Taken::LeftOut => {}
            }
            if let Some(problem) = elements.queue.pop_front() {
                return Ok(Some(Item::Problem(problem)));
            }
        }
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
                self.levels.push(Level::Array { expect: Expect::First, of: Of::Unknown });
                Ok(Step::On)
            }
            (None, Some(b'{')) => match page_or_end(&mut self.window, 0, false)? {
                Shape::Page(users, depth) => Ok(self.page(users, depth, Of::Users)),
                Shape::Batch(answers) => Ok(self.page(answers, 1, Of::Answers)),
                _ => self.element(limit),
            },
            (None, Some(_)) => Ok(self.stop(0, "text after the end of the document".to_owned())),
            (Some(Level::Page), Some(byte)) => self.member(byte, limit),
            (Some(Level::Array { expect, of }), Some(byte)) => self.array(expect, of, byte, limit),
        }
    }

    /// One piece of an array: bracket, comma or element.
    fn array(&mut self, expect: Expect, of: Of, byte: u8, limit: usize) -> Result<Step> {
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
            (_, b'{') if matches!(of, Of::Unknown | Of::Pages) => {
                // Answers collected in an array: `[{"value":[…]},{"value":[…]}]`.
                let shape = page_or_end(&mut self.window, 0, false)?;
                let page = matches!(shape, Shape::Page(..));
                self.levels.pop();
                let of = if page { Of::Pages } else { Of::Users };
                self.levels.push(Level::Array { expect: Expect::Comma, of });
                match shape {
                    Shape::Page(users, depth) => Ok(self.page(users, depth, Of::Users)),
                    _ => self.element(limit),
                }
            }
            (_, b'{') if of == Of::Answers => {
                self.expect(Expect::Comma);
                match page_or_end(&mut self.window, 0, true)? {
                    Shape::Page(users, depth) => Ok(self.page(users, depth, Of::Users)),
                    _ => self.answer(limit),
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
    fn page(&mut self, users: usize, depth: usize, of: Of) -> Step {
        let head = self.window.bytes().get(..users).unwrap_or_default();
        self.next_page = names_next_page(head).map(|next| (self.window.line, next));
        if let Some(total) = total_results(head) {
            self.total = Some((total, self.window.line));
        }
        self.window.consume(users);
        self.levels.extend(std::iter::repeat_n(Level::Page, depth));
        self.levels.push(Level::Array { expect: Expect::First, of });
        Step::On
    }

    /// An answer of a batch that is no page: one user, or an error.
    fn answer(&mut self, limit: usize) -> Result<Step> {
        let (line, offset) = (self.window.line, self.window.offset);
        let step = self.element(limit)?;
        let Step::Element(end) = step else { return Ok(step) };
        let text =
            std::str::from_utf8(self.window.bytes().get(..end).unwrap_or_default()).unwrap_or_default();
        // What is no JSON is told as any other object is.
        let Ok(answer) = json::parse(text) else { return Ok(Step::Element(end)) };
        let status = answer.get("status").and_then(Json::as_u64).unwrap_or(200);
        let body = answer.get("body").and_then(Json::as_object);
        let failed = status >= 400 || body.is_some_and(|body| recognize::error(body).is_some());
        let Some(body) = body.filter(|_| !failed) else {
            self.window.consume(end);
            if !failed {
                return Ok(Step::On);
            }
            let id = match answer.get("id") {
                Some(Json::String(id)) => crate::value::clip(id).into_owned(),
                _ => "of a request".to_owned(),
            };
            let why = body.map(recognize::error_text).filter(|text| !text.is_empty());
            let why = why.map(|why| format!(": {why}")).unwrap_or_default();
            let message = format!("line {line}: response {id} of the batch is an error ({status}){why}");
            let diagnostic = Diagnostic::new(Code::WrongFile, message)
                .at(Span::at(offset))
                .help("its users are missing; the other responses are read");
            return Ok(Step::Problem(Problem { line, diagnostic }));
        };
        let mut text = Vec::new();
        json::object(body, &mut text);
        self.body = String::from_utf8(text).ok();
        Ok(Step::Element(end))
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
        if let Some(next) = names_next_page(member) {
            self.next_page = Some((self.window.line, next));
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
        (self.ended, self.cut) = (true, true);
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
            let way = self.next_page.map_or(&START_INDEX, |(_, next)| next);
            let diagnostic = Diagnostic::new(Code::MorePages, message).help(format!(
                "get the other pages too ({}), and append their answers to this file",
                way.name
            ));
            return Step::Problem(Problem { line, diagnostic });
        }
        let Some((line, next)) = self.next_page else { return Step::End };
        let name = next.name;
        let message = format!("line {line}: the last page names another one ({name}) that is missing");
        let diagnostic = Diagnostic::new(Code::MorePages, message)
            .help(format!("get the address in {name} too, and append its answer to this file"));
        Step::Problem(Problem { line, diagnostic })
    }
}

/// How a page says that there is another one.
#[derive(Debug)]
struct NextPage {
    /// For people.
    name: &'static str,
    member: &'static [u8],
    /// What its value begins with.
    value: &'static [u8],
}

/// The ways of Graph, PingOne and Zoom.
const NEXT_PAGES: [NextPage; 3] = [
    NextPage { name: "@odata.nextLink", member: b"odata.nextLink\"", value: b"\"" },
    NextPage { name: "_links.next", member: b"\"next\"", value: b"{" },
    NextPage { name: "next_page_token", member: b"\"next_page_token\"", value: b"\"" },
];

/// The way of SCIM, which names no next page.
const START_INDEX: NextPage = NextPage { name: "startIndex", member: b"", value: b"" };

/// What the members of a page are called that say how many there are in all: those of SCIM, Zoom, Graph and PingOne.
const TOTALS: [&[u8]; 4] = [b"\"totalResults\"", b"\"total_records\"", b"\"@odata.count\"", b"\"count\""];

/// How many resources there are in all: `"totalResults": 500`, among these members of a page.
fn total_results(members: &[u8]) -> Option<u64> {
    TOTALS.iter().find_map(|name| {
        let after = members.get(find(members, name)? + name.len()..)?.trim_ascii_start();
        let number = after.strip_prefix(b":")?.trim_ascii_start();
        let digits = number.iter().take_while(|byte| byte.is_ascii_digit()).count();
        std::str::from_utf8(number.get(..digits)?).ok()?.parse().ok()
    })
}

/// Whether members of a page name a further one: `"@odata.nextLink": "https://…"`.
fn names_next_page(members: &[u8]) -> Option<&'static NextPage> {
    NEXT_PAGES.iter().find(|next| {
        let mut rest = members;
        while let Some(at) = find(rest, next.member) {
            rest = rest.get(at + next.member.len()..).unwrap_or_default();
            let value = rest.trim_ascii_start().strip_prefix(b":").unwrap_or_default().trim_ascii_start();
            let inner = value.strip_prefix(next.value).unwrap_or_default().trim_ascii_start();
            // An empty token is the end.
            if !inner.is_empty() && !inner.starts_with(b"\"") || inner.starts_with(b"\"href\"") {
                return true;
            }
        }
        false
    })
}
