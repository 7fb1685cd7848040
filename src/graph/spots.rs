//! Where everything stands in the text of a document, for edits that leave the rest as it is.

use crate::place::{Pointer, PointerStep};
use crate::span::Span;

/// A value and its place.
#[derive(Debug)]
pub(super) struct Spot {
    pub(super) span: Span,
    pub(super) inside: Inside,
}

/// What is in a value.
#[derive(Debug)]
pub(super) enum Inside {
    Scalar,
    List(Vec<Spot>),
    Object(Vec<Member>),
}

/// A member of an object.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: String,
    /// From the name to the end of the value.
    pub(super) span: Span,
    pub(super) value: Spot,
}

impl Spot {
    /// Takes a text apart that was read as JSON already.
    pub(super) fn read(text: &str) -> Option<Self> {
        Walker { text, bytes: text.as_bytes(), at: 0 }.value()
    }

    /// The value of a member; of several of one name the last, as readers take it.
    pub(super) fn member(&self, name: &str) -> Option<&Spot> {
        self.members().iter().rev().find(|member| member.name == name).map(|member| &member.value)
    }

    pub(super) fn members(&self) -> &[Member] {
        match &self.inside {
            Inside::Object(members) => members,
            _ => &[],
        }
    }

    pub(super) fn elements(&self) -> &[Spot] {
        match &self.inside {
            Inside::List(list) => list,
            _ => &[],
        }
    }

    /// What a pointer leads to.
    pub(super) fn find(&self, pointer: &Pointer) -> Option<&Spot> {
        pointer.steps().iter().try_fold(self, |spot, step| match (&spot.inside, step) {
            (Inside::Object(_), PointerStep::Member(name)) => spot.member(name),
            (Inside::List(list), PointerStep::Element(at)) => list.get(*at),
            _ => None,
        })
    }
}

struct Walker<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
}

impl Walker<'_> {
    /// The next byte that is no white space and no byte order mark.
    fn solid(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\r' | b'\n' | 0xEF | 0xBB | 0xBF) = self.bytes.get(self.at) {
            self.at += 1;
        }
        self.bytes.get(self.at).copied()
    }

    fn value(&mut self) -> Option<Spot> {
        let first = self.solid()?;
        let start = self.at;
        let inside = match first {
            b'{' => {
                self.at += 1;
                let mut members = Vec::new();
                while self.solid()? != b'}' {
                    members.push(self.member()?);
                    self.comma();
                }
                self.at += 1;
                Inside::Object(members)
            }
            b'[' => {
                self.at += 1;
                let mut list = Vec::new();
                while self.solid()? != b']' {
                    list.push(self.value()?);
                    self.comma();
                }
                self.at += 1;
                Inside::List(list)
            }
            b'"' => {
                self.string()?;
                Inside::Scalar
            }
            _ => {
                while self.bytes.get(self.at).is_some_and(|byte| !b",]} \t\r\n".contains(byte)) {
                    self.at += 1;
                }
                // Whatever stands here, the walk goes on.
                (self.at > start).then_some(Inside::Scalar)?
            }
        };
        Some(Spot { span: Span::new(start, self.at), inside })
    }

    fn member(&mut self) -> Option<Member> {
        let start = self.at;
        self.string()?;
        let name = self.text.get(start..self.at)?;
        let name = crate::json::parse(name).ok()?.as_str()?.to_owned();
        self.solid()?;
        self.at += 1;
        let value = self.value()?;
        Some(Member { name, span: Span::new(start, value.span.end), value })
    }

    fn comma(&mut self) {
        if self.solid() == Some(b',') {
            self.at += 1;
        }
    }

    fn string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            match self.bytes.get(self.at)? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(())
    }
}
