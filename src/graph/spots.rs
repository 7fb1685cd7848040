//! Where everything stands in the text of a document, for edits that leave the rest as it is.

use crate::json::{Scanner, Token};
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
        spot(&mut Scanner::document(text), 0)
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

fn spot(scanner: &mut Scanner<'_>, depth: usize) -> Option<Spot> {
    let start = scanner.start();
    let inside = match scanner.token().ok()? {
        Token::Object => {
            scanner.deeper(depth).ok()?;
            let mut members = Vec::new();
            while let Some((name, place)) = scanner.member_placed(members.is_empty()).ok()? {
                let value = spot(scanner, depth + 1)?;
                let span = place.to(value.span);
                members.push(Member { name: name.into_owned(), span, value });
            }
            Inside::Object(members)
        }
        Token::List => {
            scanner.deeper(depth).ok()?;
            let mut list = Vec::new();
            while scanner.element(list.is_empty()).ok()? {
                list.push(spot(scanner, depth + 1)?);
            }
            Inside::List(list)
        }
        _ => Inside::Scalar,
    };
    Some(Spot { span: Span::new(start, scanner.place()), inside })
}
