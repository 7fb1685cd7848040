//! The pass over a text: what was put in the place of the expression's own signs, and where.

use super::edges::edges;
use super::signs::{blank, closes, entity, is_typographic_quote, plain, tag};
use crate::diagnostic::Edit;
use crate::language::entra::mend::Mend;
use crate::span::Span;

/// A way in which a text is changed on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Damage {
    /// `&gt;`
    Entity,
    /// `<br>`
    Tag,
    /// `\[mail\]`
    Markdown,
    /// `Join(\" \", [a])`
    Json,
    /// `` `[mail]` ``
    Code,
    /// `“x”`
    Quote,
    /// A no-break space, or a mark of no width.
    Blank,
    /// `（`
    LookAlike,
    /// `=ToLower([mail])`
    Edge,
}

/// What was done to the insides of texts, as the outside shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Habits {
    /// Entities stand for signs.
    pub(super) entities: bool,
    /// Every sign of punctuation got its backslash, and every backslash.
    pub(super) all_escaped: bool,
    /// Underscores, brackets and the like got their backslash, one bit for each sign of ASCII.
    pub(super) escaped: u128,
    /// A text may end with a quote of another kind.
    pub(super) mixed: bool,
}

/// What a pass found.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    found: Vec<(Damage, Edit)>,
    /// Signs outside of texts that have a backslash, and that have none.
    escaped: u128,
    bare: u128,
}

/// How a text began, and so how it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Straight,
    Entity,
    Escaped,
    Typographic(char),
}

fn bit(sign: char) -> u128 {
    if sign.is_ascii() { 1 << (sign as u32) } else { 0 }
}

impl Scanned {
    /// The edits that undo everything.
    pub(super) fn mend(&self) -> Mend {
        Mend { edits: self.found.iter().map(|(_, edit)| edit.clone()).collect() }
    }

    /// The first damage and its place.
    pub(super) fn first(&self) -> Option<(Damage, Span)> {
        // A backslash is shown with the sign behind it.
        self.found.first().map(|(damage, edit)| {
            let escape = matches!(damage, Damage::Markdown | Damage::Json) && edit.text.is_empty();
            (*damage, Span::new(edit.span.start, edit.span.end + usize::from(escape)))
        })
    }

    /// What the first damage stands for; of an escape, the sign behind the backslash.
    pub(super) fn first_text<'t>(&'t self, text: &'t str) -> &'t str {
        match self.found.first() {
            None => "",
            Some((Damage::Markdown | Damage::Json, edit)) if edit.text.is_empty() => {
                text.get(edit.span.end..edit.span.end + 1).unwrap_or_default()
            }
            Some((_, edit)) => &edit.text,
        }
    }

    /// The kinds of damage, each once.
    pub(super) fn kinds(&self) -> Vec<Damage> {
        let mut kinds = Vec::new();
        for (damage, _) in &self.found {
            if !kinds.contains(damage) {
                kinds.push(*damage);
            }
        }
        kinds
    }

    /// What the outside of texts tells of their insides.
    pub(super) fn habits(&self, text: &str) -> Habits {
        let has = |damage| self.found.iter().any(|(found, _)| *found == damage);
        let markdown = has(Damage::Markdown);
        let parentheses = bit('(') | bit(')') | bit(',');
        Habits {
            entities: has(Damage::Entity),
            all_escaped: markdown && (self.escaped & parentheses != 0 || is_escaped_twice(text)),
            escaped: if markdown { self.escaped & !self.bare } else { 0 },
            mixed: false,
        }
    }

    fn push(&mut self, damage: Damage, start: usize, end: usize, text: impl Into<String>) {
        self.found.push((damage, Edit { span: Span::new(start, end), text: text.into() }));
    }
}

/// Whether a backslash got one itself before a sign that got one: `\\\.`
fn is_escaped_twice(text: &str) -> bool {
    text.match_indices("\\\\\\").any(|(at, found)| {
        text.get(at + found.len()..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_punctuation()))
    })
}

pub(super) fn scan(text: &str, habits: Habits) -> Scanned {
    let scanned = Scanned::default();
    let mut pass = Pass { text, habits, at: 0, brackets: 0, open: None, last_end: [None; 2], scanned };
    let edges = edges(text);
    while pass.at < text.len() {
        if pass.open.is_none()
            && let Some((span, code)) = edges.iter().find(|(span, _)| span.start == pass.at)
        {
            let damage = if *code { Damage::Code } else { Damage::Edge };
            pass.scanned.push(damage, span.start, span.end, "");
            pass.at = span.end;
            continue;
        }
        match pass.open {
            None => pass.outside(),
            Some(open) => pass.inside(open),
        }
    }
    pass.scanned
}

struct Pass<'t> {
    text: &'t str,
    habits: Habits,
    at: usize,
    /// How many square brackets are open.
    brackets: usize,
    open: Option<Open>,
    /// Where the last quote stands behind which an argument ends, of double and of single quotes.
    last_end: [Option<usize>; 2],
    scanned: Scanned,
}

impl Pass<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn replace(&mut self, damage: Damage, length: usize, text: impl Into<String>) {
        self.scanned.push(damage, self.at, self.at + length, text);
        self.at += length;
    }

    /// A sign that stands outside of texts, escaped or not.
    fn sign(&mut self, sign: char) {
        match sign {
            '[' => self.brackets += 1,
            ']' => self.brackets = self.brackets.saturating_sub(1),
            _ => {}
        }
    }

    fn outside(&mut self) {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return };
        let length = first.len_utf8();
        let second = rest.get(length..).and_then(|rest| rest.chars().next());
        // The name of an attribute may hold quotes of a filter.
        let in_name = self.brackets > 0;
        match first {
            '"' if !in_name => {
                self.open = Some(Open::Straight);
                self.at += length;
            }
            '\\' if second == Some('"') => {
                self.replace(Damage::Json, 1, "");
                // The quote itself stays.
                self.at += 1;
                if !in_name {
                    self.open = Some(Open::Escaped);
                }
            }
            '\\' if matches!(second, Some('n' | 'r' | 't')) && !in_name => self.replace(Damage::Json, 2, " "),
            '\\' if second == Some('u') && unicode(rest).is_some() => {
                let sign = unicode(rest).unwrap_or_default();
                self.replace(Damage::Json, 6, sign);
            }
            '\\' if second.is_some_and(|sign| sign.is_ascii_punctuation()) => {
                let sign = second.unwrap_or_default();
                self.scanned.escaped |= bit(sign);
                self.replace(Damage::Markdown, 1, "");
                self.sign(sign);
                self.at += 1;
            }
            '&' if entity(rest).is_some() => {
                let (length, sign) = entity(rest).unwrap_or((1, '&'));
                if (sign == '"' || is_typographic_quote(sign)) && !in_name {
                    self.open = Some(if sign == '"' { Open::Entity } else { Open::Typographic(sign) });
                    self.replace(Damage::Entity, length, "\"");
                } else {
                    self.sign(sign);
                    let meant = blank(sign).or(plain(sign)).map_or_else(|| sign.to_string(), str::to_owned);
                    self.replace(Damage::Entity, length, meant);
                }
            }
            '<' if !in_name && tag(rest).is_some() => {
                let (length, text) = tag(rest).unwrap_or((1, ""));
                self.replace(Damage::Tag, length, text);
            }
            '`' => {
                let length = rest.bytes().take_while(|byte| *byte == b'`').count();
                self.replace(Damage::Code, length, "");
            }
            '*' if second == Some('*') && !in_name => self.replace(Damage::Code, 2, ""),
            sign if is_typographic_quote(sign) && !in_name => {
                self.open = Some(Open::Typographic(sign));
                self.replace(Damage::Quote, length, "\"");
            }
            sign if is_typographic_quote(sign) && in_name && !matches!(sign, '‘' | '’' | '´') => {
                self.replace(Damage::Quote, length, "\"");
            }
            sign => {
                if let Some(meant) = blank(sign) {
                    self.replace(Damage::Blank, length, meant);
                } else if let Some(meant) = plain(sign).filter(|_| !in_name || matches!(sign, '］' | '】'))
                {
                    self.sign(meant.chars().next().unwrap_or_default());
                    self.replace(Damage::LookAlike, length, meant);
                } else {
                    self.scanned.bare |= bit(sign);
                    self.sign(sign);
                    self.at += length;
                }
            }
        }
    }

    /// Whether an argument ends behind a quote.
    fn ends(&self, behind: usize) -> bool {
        let rest = self.text.get(behind..).unwrap_or_default();
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || blank(c).is_some());
        let rest = rest.strip_prefix("&nbsp;").unwrap_or(rest).trim_start();
        rest.is_empty()
            || rest.starts_with([',', ')', '=', '<', '>', '&', ';', '`', '，', '）', '＝', '；'])
            || ["\\)", "\\,", "\\<", "\\>", "\\="].iter().any(|sign| rest.starts_with(sign))
    }

    fn close(&mut self, damage: Option<Damage>, length: usize) {
        self.open = None;
        match damage {
            Some(damage) => self.replace(damage, length, "\""),
            None => self.at += length,
        }
    }

    fn inside(&mut self, open: Open) {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return };
        let length = first.len_utf8();
        let second = rest.get(length..).and_then(|rest| rest.chars().next());
        match first {
            '"' if open == Open::Straight => self.close(None, 1),
            '\\' if open == Open::Escaped => self.json_escape(second),
            '\\' => self.backslash(second),
            '&' if entity(rest).is_some() && (self.habits.entities || open == Open::Entity) => {
                let (length, sign) = entity(rest).unwrap_or((1, '&'));
                let quote = sign == '"' || is_typographic_quote(sign);
                let closing = match open {
                    Open::Typographic(open) => closes(open, sign) && self.ends(self.at + length),
                    Open::Entity => sign == '"',
                    _ => false,
                };
                if closing {
                    self.close(Some(Damage::Entity), length);
                } else if quote && sign == '"' {
                    self.replace(Damage::Entity, length, "\\\"");
                } else {
                    let meant = if sign == '\u{A0}' { " ".to_owned() } else { sign.to_string() };
                    self.replace(Damage::Entity, length, meant);
                }
            }
            sign => match open {
                Open::Typographic(open) if closes(open, sign) && self.closes_here(open, length) => {
                    let damage = (sign != '"').then_some(Damage::Quote);
                    self.close(damage, length);
                }
                Open::Typographic(_) if sign == '"' => self.replace(Damage::Quote, 1, "\\\""),
                Open::Entity if sign == '"' => self.replace(Damage::Entity, 1, "\\\""),
                Open::Straight
                    if self.habits.mixed && is_typographic_quote(sign) && self.ends(self.at + length) =>
                {
                    self.close(Some(Damage::Quote), length);
                }
                _ => self.at += length,
            },
        }
    }

    /// Whether a quote ends the text here: an argument ends behind it, or no later quote is such an end.
    fn closes_here(&mut self, open: char, length: usize) -> bool {
        if self.ends(self.at + length) {
            return true;
        }
        let single = closes(open, '\'');
        let known = self.last_end[usize::from(single)];
        let last = known.unwrap_or_else(|| {
            let mut quotes = self.text.char_indices().rev().filter(|(_, sign)| closes(open, *sign));
            quotes.find(|(at, sign)| self.ends(at + sign.len_utf8())).map_or(0, |(at, _)| at)
        });
        self.last_end[usize::from(single)] = Some(last);
        self.at > last
    }

    /// A backslash in a text that JSON escaped: one level of escapes is taken off.
    fn json_escape(&mut self, second: Option<char>) {
        match second {
            Some('"') => {
                self.replace(Damage::Json, 1, "");
                self.open = None;
                self.at += 1;
            }
            Some('\\') => {
                self.replace(Damage::Json, 1, "");
                self.at += 1;
                // `\\\"` is a quote inside of the text.
                if self.rest().starts_with("\\\"") {
                    self.replace(Damage::Json, 1, "");
                    self.at += 1;
                }
            }
            Some('/') => self.replace(Damage::Json, 1, ""),
            Some('u') if unicode(self.rest()).is_some() => {
                let sign = unicode(self.rest()).unwrap_or_default();
                self.replace(Damage::Json, 6, sign);
            }
            _ => self.at += 1,
        }
    }

    /// A backslash in any other text.
    fn backslash(&mut self, second: Option<char>) {
        let Some(sign) = second else {
            self.at += 1;
            return;
        };
        let markdown = sign.is_ascii_punctuation()
            && (self.habits.all_escaped || self.habits.escaped & bit(sign) != 0)
            && !matches!(sign, '"');
        if markdown {
            self.replace(Damage::Markdown, 1, "");
        } else {
            self.at += 1;
        }
        self.at += sign.len_utf8();
    }
}

/// The sign behind `\u003c` at the beginning of a text.
fn unicode(text: &str) -> Option<String> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let sign = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    Some(sign.to_string())
}
