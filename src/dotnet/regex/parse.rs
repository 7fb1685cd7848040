//! From a pattern to its syntax tree.
//!
//! A pattern is read twice, since `\10` is a back-reference or an octal escape depending on how
//! many groups there are: first for the groups, then for the tree. Where the two differ from one
//! another, `self.groups` says which reading this is.
//!
//! Grammar and errors follow .NET's `RegexParser` with `RegexOptions.None`.

use super::PatternError;
use super::ast::{Assertion, Node, Set, Test, UNBOUNDED};
use super::class::{self, Categories, Class, Item};
use super::groups::Groups;
use super::units::{Unit, fold, units_of};
use crate::limits;

/// Reads a pattern.
pub(super) fn parse(pattern: &str) -> Result<(Node, Groups), PatternError> {
    if pattern.chars().count() > limits::PATTERN_CHARACTERS {
        let message = format!("the pattern is longer than {} characters", limits::PATTERN_CHARACTERS);
        return Err(PatternError { offset: 0, message });
    }
    let mut first = Parser::new(pattern, None);
    first.pattern()?;
    let mut groups = first.found;
    groups.number_names(first.next_number);
    let mut second = Parser::new(pattern, Some(&groups));
    let node = second.pattern()?;
    Ok((node, groups))
}

/// The inline options in force.
#[derive(Clone, Copy, Default)]
pub(super) struct Options {
    pub(super) ignore_case: bool,
    multiline: bool,
    explicit_capture: bool,
    singleline: bool,
    extended: bool,
}

pub(super) struct Parser<'a> {
    pattern: &'a str,
    /// Byte offset of what comes next.
    pub(super) offset: usize,
    /// The second half of a character beyond U+FFFF, the first half of which has been read.
    pub(super) low: Option<Unit>,
    /// Whether this is directly inside of `(?(test)…)` with a pattern for its test.
    in_test: bool,
    /// Whether the next unnamed group is none.
    ignore_next_group: bool,
    pub(super) options: Options,
    /// The groups, in the second reading.
    pub(super) groups: Option<&'a Groups>,
    /// The groups found, in the first reading.
    found: Groups,
    /// The number of the next unnamed group.
    next_number: u32,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn new(pattern: &'a str, groups: Option<&'a Groups>) -> Self {
        let (options, found) = (Options::default(), Groups::new());
        Self {
            pattern,
            offset: 0,
            low: None,
            in_test: false,
            ignore_next_group: false,
            options,
            groups,
            found,
            next_number: 1,
            depth: 0,
        }
    }

    pub(super) fn fail<T>(&self, offset: usize, message: impl Into<String>) -> Result<T, PatternError> {
        Err(PatternError { offset, message: message.into() })
    }

    pub(super) fn rest(&self) -> &'a str {
        self.pattern.get(self.offset..).unwrap_or("")
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.offset += c.len_utf8();
        Some(c)
    }

    pub(super) fn next_unit(&mut self) -> Option<Unit> {
        if let Some(low) = self.low.take() {
            return Some(low);
        }
        let (unit, low) = units_of(self.next()?);
        self.low = low;
        Some(unit)
    }

    pub(super) fn eat(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.offset += text.len();
        }
        found
    }

    /// Enters a group or a class; nesting costs stack, so it is limited.
    pub(super) fn enter(&mut self, offset: usize) -> Result<(), PatternError> {
        self.depth += 1;
        if self.depth > limits::PATTERN_DEPTH {
            return self
                .fail(offset, format!("more than {} groups inside one another", limits::PATTERN_DEPTH));
        }
        Ok(())
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    fn pattern(&mut self) -> Result<Node, PatternError> {
        let node = self.alternation()?;
        match self.peek() {
            Some(_) => self.fail(self.offset, "too many )"),
            None => Ok(node),
        }
    }

    /// Everything up to the end of the group or of the pattern.
    fn alternation(&mut self) -> Result<Node, PatternError> {
        let mut branches = self.branches()?;
        Ok(match branches.len() {
            1 => branches.pop().unwrap_or(Node::Empty),
            _ => Node::Alternate(branches),
        })
    }

    fn branches(&mut self) -> Result<Vec<Node>, PatternError> {
        let mut branches = vec![self.concatenation()?];
        while self.eat("|") {
            branches.push(self.concatenation()?);
        }
        Ok(branches)
    }

    fn concatenation(&mut self) -> Result<Node, PatternError> {
        let mut nodes = Vec::new();
        let mut after_quantifier = false;
        loop {
            self.skip_blanks()?;
            let start = self.offset;
            let Some(c) = self.peek() else { break };
            if matches!(c, '|' | ')') {
                break;
            }
            if self.at_quantifier() {
                let message =
                    if after_quantifier { "nested quantifier" } else { "nothing before the quantifier" };
                return self.fail(start, format!("{message} {}", self.quantifier_text()));
            }
            after_quantifier = false;
            let Some(mut node) = self.atom()? else { continue };
            if let Some(low) = self.low.take() {
                // A quantifier belongs to the second half alone.
                nodes.push(node);
                node = literal(low, self.options.ignore_case);
            }
            self.skip_blanks()?;
            after_quantifier = self.at_quantifier();
            nodes.push(if after_quantifier { self.quantified(node)? } else { node });
        }
        Ok(match nodes.len() {
            0 => Node::Empty,
            1 => nodes.pop().unwrap_or(Node::Empty),
            _ => Node::Concat(nodes),
        })
    }

    /// One part of a pattern without its quantifier; nothing for a group of options.
    fn atom(&mut self) -> Result<Option<Node>, PatternError> {
        let start = self.offset;
        let Some(c) = self.next() else { return Ok(None) };
        let Options { multiline, singleline, ignore_case, .. } = self.options;
        Ok(Some(match c {
            '(' => return self.group(start),
            '[' => Node::One(Set::Class(Box::new(self.class(start)?))),
            '\\' => self.escape(start)?,
            '.' => Node::One(if singleline { Set::Any } else { Set::NotNewline }),
            '^' => Node::Assert(if multiline { Assertion::LineStart } else { Assertion::TextStart }),
            '$' => Node::Assert(if multiline { Assertion::LineEnd } else { Assertion::LastLineEnd }),
            _ => {
                let (unit, low) = units_of(c);
                self.low = low;
                literal(unit, ignore_case)
            }
        }))
    }

    /// In extended patterns, white space and `#` comments; in all, `(?#…)` comments.
    fn skip_blanks(&mut self) -> Result<(), PatternError> {
        loop {
            if self.options.extended {
                let rest = self.rest();
                self.offset +=
                    rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']).len();
                if self.eat("#") {
                    self.offset += self.rest().find('\n').unwrap_or(self.rest().len());
                    continue;
                }
            }
            let start = self.offset;
            if !self.eat("(?#") {
                return Ok(());
            }
            match self.rest().find(')') {
                Some(end) => self.offset += end + 1,
                None => return self.fail(start, "the comment (?#… has no closing )"),
            }
        }
    }

    /// Whether a quantifier comes next. A brace that does not hold numbers is a plain character.
    fn at_quantifier(&self) -> bool {
        !self.quantifier_text().is_empty()
    }

    /// The quantifier that comes next, without the `?` that makes it lazy.
    fn quantifier_text(&self) -> &'a str {
        let rest = self.rest();
        let length = match rest.as_bytes().first() {
            Some(b'*' | b'+' | b'?') => 1,
            Some(b'{') => braces(rest).unwrap_or(0),
            _ => 0,
        };
        rest.get(..length).unwrap_or("")
    }

    fn quantified(&mut self, node: Node) -> Result<Node, PatternError> {
        let start = self.offset;
        let text = self.quantifier_text();
        self.offset += text.len();
        let (least, most) = match text {
            "*" => (0, UNBOUNDED),
            "+" => (1, UNBOUNDED),
            "?" => (0, 1),
            _ => {
                let numbers = text.trim_matches(['{', '}']);
                let (least, most) = numbers.split_once(',').unwrap_or((numbers, numbers));
                let least = self.number(least, start)?;
                (least, if most.is_empty() { UNBOUNDED } else { self.number(most, start)? })
            }
        };
        if least > most {
            return self.fail(start, format!("{text}: the first number is larger than the second"));
        }
        self.skip_blanks()?;
        let lazy = self.eat("?");
        // More rounds than .NET counts to: nothing matches.
        if i32::try_from(least) == Ok(i32::MAX) {
            return Ok(class_of(Item::Range(1, 0), false));
        }
        // A place between characters is tested once, however often it is asked for.
        let most = if matches!(node, Node::Assert(_) | Node::Look { .. }) { most.min(1) } else { most };
        let least = least.min(most);
        Ok(match (node, least, most) {
            (Node::Empty, ..) | (_, _, 0) => Node::Empty,
            (node, 1, 1) => node,
            (node, ..) => Node::Repeat { node: Box::new(node), least, most, lazy },
        })
    }

    /// A number as large as .NET takes.
    fn number(&self, digits: &str, offset: usize) -> Result<u32, PatternError> {
        match digits.parse::<i32>().map(u32::try_from) {
            Ok(Ok(number)) => Ok(number),
            _ => self.fail(offset, "the number is larger than 2147483647"),
        }
    }

    /// A group; `start` is the offset of its parenthesis, which has been read.
    fn group(&mut self, start: usize) -> Result<Option<Node>, PatternError> {
        let options = self.options;
        let opening = self.opening(start)?;
        if matches!(opening, Opening::OptionsOnly) {
            return Ok(None);
        }
        self.enter(start)?;
        let in_test = std::mem::take(&mut self.in_test);
        let (opening, node) = match opening {
            Opening::Conditional => {
                let test = self.test(start)?;
                self.in_test = self.groups.is_some() && matches!(test, Test::Pattern(_));
                (opening, self.alternatives(test, start)?)
            }
            other => (other, self.alternation()?),
        };
        self.in_test = in_test;
        self.leave();
        if !self.eat(")") {
            return self.fail(start, "the group has no closing )");
        }
        self.options = options;
        Ok(Some(match opening {
            Opening::OptionsOnly | Opening::Plain | Opening::Conditional => node,
            Opening::Atomic => Node::Atomic(Box::new(node)),
            Opening::Look { behind, negative } => Node::Look { behind, negative, node: Box::new(node) },
            Opening::Capture { slot, from } => Node::Capture { slot, from, node: Box::new(node) },
        }))
    }

    /// What follows the parenthesis up to where the group's own pattern begins.
    fn opening(&mut self, start: usize) -> Result<Opening, PatternError> {
        // "(?)" is a group that holds a stray quantifier.
        if self.rest().starts_with("?)") || !self.eat("?") {
            let ignored = std::mem::take(&mut self.ignore_next_group);
            if self.options.explicit_capture || ignored {
                return Ok(Opening::Plain);
            }
            let number = self.next_number;
            self.next_number += 1;
            self.found.add_number(number);
            return Ok(self.capture(number));
        }
        for (text, behind, negative) in
            [("=", false, false), ("!", false, true), ("<=", true, false), ("<!", true, true)]
        {
            if self.eat(text) {
                return Ok(Opening::Look { behind, negative });
            }
        }
        if self.eat(":") {
            return Ok(Opening::Plain);
        }
        if self.eat(">") {
            return Ok(Opening::Atomic);
        }
        if self.eat("<") {
            return self.named(start, '>');
        }
        if self.eat("'") {
            return self.named(start, '\'');
        }
        if self.rest().starts_with('(') {
            return Ok(Opening::Conditional);
        }
        if self.eat("P<") {
            return self.fail(start, "a named group is written (?<name>…), without P");
        }
        if self.in_test {
            return self.fail(start, "no options directly inside (?(…)…)");
        }
        let options = self.inline_options();
        if self.eat(")") {
            self.options = options;
            return Ok(Opening::OptionsOnly);
        }
        if self.eat(":") {
            self.options = options;
            return Ok(Opening::Plain);
        }
        self.fail(start, "unknown kind of group (?…")
    }

    /// What stands after the test of `(?(test)yes|no)`.
    fn alternatives(&mut self, test: Test, start: usize) -> Result<Node, PatternError> {
        let mut branches = self.branches()?.into_iter();
        let (yes, no) = (branches.next().unwrap_or(Node::Empty), branches.next().unwrap_or(Node::Empty));
        if branches.next().is_some() {
            return self.fail(start, "more than two alternatives in (?(…)…|…)");
        }
        Ok(Node::Condition { test, yes: Box::new(yes), no: Box::new(no) })
    }

    /// The test of `(?(test)yes|no)`, its parentheses included.
    fn test(&mut self, start: usize) -> Result<Test, PatternError> {
        let before = self.offset;
        self.eat("(");
        let at = self.offset;
        let name = self.name();
        if name.starts_with(|c: char| c.is_ascii_digit()) {
            let number = name.bytes().all(|b| b.is_ascii_digit()) && self.eat(")");
            if !number {
                return self.fail(at, "the test of (?(…)…) begins with a digit and is no number of a group");
            }
            self.number(name, at)?;
            return match self.groups.map(|groups| groups.number(name).and_then(|number| groups.slot(number)))
            {
                None => Ok(Test::Group(0)),
                Some(Some(slot)) => Ok(Test::Group(slot)),
                Some(None) => self.fail(at, format!("there is no group {name} to ask for")),
            };
        }
        let slot = self.groups.and_then(|groups| groups.slot(groups.number(name)?));
        if let Some(slot) = slot.filter(|_| !name.is_empty() && self.peek() == Some(')')) {
            self.next();
            return Ok(Test::Group(slot));
        }
        // No name of a group, so it is a pattern, whose parentheses are no group by themselves.
        self.offset = before;
        let rest = self.rest();
        let look_behind = ["(?<=", "(?<!"].iter().any(|look| rest.starts_with(look));
        if rest.starts_with("(?#") {
            return self.fail(start, "the test of (?(…)…) cannot be a comment");
        }
        if rest.starts_with("(?'") || rest.starts_with("(?<") && !look_behind {
            return self.fail(start, "the test of (?(…)…) cannot be a named group");
        }
        self.eat("(");
        let options = self.options;
        let plain = rest.starts_with("(?)") || !rest.starts_with("(?");
        // .NET means to keep the test's own parentheses from being a group. Where they are a special
        // one anyway, the next ordinary group is none.
        self.ignore_next_group = !plain && self.groups.is_some();
        let opening = if plain { Opening::Plain } else { self.opening(before)? };
        let node = match opening {
            // Options alone hold for the rest, and the test is empty.
            Opening::OptionsOnly => return Ok(Test::Pattern(Box::new(Node::Empty))),
            opening => {
                self.enter(before)?;
                let node = self.alternation()?;
                self.leave();
                if !self.eat(")") {
                    return self.fail(before, "the group has no closing )");
                }
                match opening {
                    Opening::Atomic => Node::Atomic(Box::new(node)),
                    Opening::Look { behind, negative } => {
                        Node::Look { behind, negative, node: Box::new(node) }
                    }
                    _ => node,
                }
            }
        };
        self.options = options;
        Ok(Test::Pattern(Box::new(node)))
    }

    /// The rest of `(?<name>` or `(?<name-other>`, where `close` ends the name.
    fn named(&mut self, start: usize, close: char) -> Result<Opening, PatternError> {
        let at = self.offset;
        let name = self.name();
        let bad = "the group's name is not made of letters, digits and _";
        if name.is_empty() && self.peek() != Some('-')
            || !matches!(self.peek(), Some(c) if c == close || c == '-')
        {
            return self.fail(at, bad);
        }
        let slot = if name.is_empty() { None } else { Some(self.named_slot(name, at)?) };
        let mut from = None;
        if self.eat("-") {
            let at = self.offset;
            let other = self.name();
            let number = other.bytes().all(|b| b.is_ascii_digit());
            if other.is_empty()
                || self.peek() != Some(close)
                || other.starts_with(|c: char| c.is_ascii_digit()) && !number
            {
                return self.fail(at, bad);
            }
            from = match self.groups {
                None => Some(0),
                Some(groups) => match groups.number(other).and_then(|number| groups.slot(number)) {
                    Some(slot) => Some(slot),
                    None => return self.fail(start, format!("there is no group {other} to take from")),
                },
            };
        }
        self.next();
        Ok(Opening::Capture { slot, from })
    }

    /// The slot of a group that is given this name or number.
    fn named_slot(&mut self, name: &str, at: usize) -> Result<usize, PatternError> {
        let slot = |number: u32| self.groups.map(|groups| groups.slot(number));
        if !name.starts_with(|c: char| c.is_ascii_digit()) {
            self.found.add_name(name);
            let number = self.groups.and_then(|groups| groups.number(name)).unwrap_or(0);
            return Ok(slot(number).flatten().unwrap_or(0));
        }
        if !name.bytes().all(|b| b.is_ascii_digit()) {
            return self.fail(at, "a group's name that begins with a digit must be a number");
        }
        let number = self.number(name, at)?;
        if number == 0 {
            return self.fail(at, "group 0 is the whole match and cannot be defined");
        }
        // With a zero before it, a number can name a group but not make one.
        if !name.starts_with('0') {
            self.found.add_number(number);
        } else if slot(number) == Some(None) {
            return self.fail(at, "a group's number does not begin with 0");
        }
        Ok(slot(number).flatten().unwrap_or(0))
    }

    fn capture(&self, number: u32) -> Opening {
        let slot = self.groups.and_then(|groups| groups.slot(number)).unwrap_or(0);
        Opening::Capture { slot: Some(slot), from: None }
    }

    /// As many word characters as follow.
    pub(super) fn name(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !class::is_boundary_word(c)).unwrap_or(rest.len());
        self.offset += end;
        rest.get(..end).unwrap_or("")
    }

    /// The letters of `(?imnsx-imnsx`, as far as they are letters of options.
    fn inline_options(&mut self) -> Options {
        let mut options = self.options;
        let mut on = true;
        while let Some(c) = self.peek() {
            match c {
                '-' => on = false,
                '+' => on = true,
                'i' | 'I' => options.ignore_case = on,
                'm' | 'M' => options.multiline = on,
                'n' | 'N' => options.explicit_capture = on,
                's' | 'S' => options.singleline = on,
                'x' | 'X' => options.extended = on,
                _ => break,
            }
            self.next();
        }
        options
    }
}

/// How a group begins.
enum Opening {
    OptionsOnly,
    Plain,
    Atomic,
    Look {
        behind: bool,
        negative: bool,
    },
    Capture {
        slot: Option<usize>,
        from: Option<usize>,
    },
    /// `(?(…)…)`, whose test comes next.
    Conditional,
}

/// A character that stands for itself.
pub(super) fn literal(unit: Unit, ignore_case: bool) -> Node {
    let has_case = || class::variants(unit).iter().any(|&other| other != unit);
    Node::One(if ignore_case && has_case() { Set::Folded(fold(unit)) } else { Set::Char(unit) })
}

/// A class of one category or of white space.
pub(super) fn shorthand(letter: char) -> Option<Item> {
    let negated = letter.is_ascii_uppercase();
    Some(match letter.to_ascii_lowercase() {
        'd' => Item::Categories { set: Categories::DIGIT, negated },
        'w' => Item::Categories { set: Categories::WORD, negated },
        's' => Item::Space { negated },
        _ => return None,
    })
}

/// The class of one member.
pub(super) fn class_of(item: Item, ignore_case: bool) -> Node {
    Node::One(Set::Class(Box::new(Class::of(item, ignore_case))))
}

/// The length of `{n}`, `{n,}` or `{n,m}` at the start of the text.
fn braces(text: &str) -> Option<usize> {
    let inside = text.get(1..text.find('}')?)?;
    let (least, most) = inside.split_once(',').unwrap_or((inside, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    (!least.is_empty() && digits(least) && digits(most)).then_some(inside.len() + 2)
}
