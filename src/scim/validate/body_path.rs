//! Places in a payload. They are links on the stack, and become text when something is found there.

use crate::place::Pointer;

/// One step into a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step<'p> {
    /// To a member.
    Name(&'p str),
    /// To an element, counted from 0.
    Element(usize),
}

/// A place in a document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BodyPath<'p> {
    up: Option<(&'p BodyPath<'p>, Step<'p>)>,
}

impl<'p> BodyPath<'p> {
    /// The document itself.
    pub(crate) const ROOT: BodyPath<'static> = BodyPath { up: None };

    /// The member of this name.
    pub(crate) fn member(&'p self, name: &'p str) -> BodyPath<'p> {
        BodyPath { up: Some((self, Step::Name(name))) }
    }

    /// The element of this number.
    pub(crate) fn element(&'p self, index: usize) -> BodyPath<'p> {
        BodyPath { up: Some((self, Step::Element(index))) }
    }

    /// `/emails/0/value`
    pub(crate) fn pointer(&self) -> Pointer {
        let Some((up, step)) = self.up else { return Pointer::default() };
        match step {
            Step::Element(index) => up.pointer().element(index),
            Step::Name(name) => up.pointer().member(name),
        }
    }

    /// `emails[0].value`; after an extension's URN a colon stands.
    pub(crate) fn path(&self) -> String {
        let Some((up, step)) = self.up else { return String::new() };
        let mut text = up.path();
        match step {
            Step::Element(index) => {
                text.push('[');
                text.push_str(&index.to_string());
                text.push(']');
            }
            Step::Name(name) => {
                if !text.is_empty() {
                    text.push(if up.is_urn() { ':' } else { '.' });
                }
                text.push_str(name);
            }
        }
        text
    }

    fn is_urn(&self) -> bool {
        matches!(self.up, Some((_, Step::Name(name))) if is_urn(name))
    }
}

/// Whether a member's name is a URN: an extension's object.
pub(super) fn is_urn(name: &str) -> bool {
    name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("urn:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms() {
        let urn = BodyPath::ROOT.member("urn:a:2.0:User");
        let (list, odd) = (urn.member("list"), BodyPath::ROOT.member("a/b~c"));
        let element = list.element(3);
        let value = element.member("value");
        assert_eq!(value.path(), "urn:a:2.0:User:list[3].value");
        assert_eq!(value.pointer().to_string(), "/urn:a:2.0:User/list/3/value");
        assert_eq!((odd.path(), odd.pointer().to_string()), ("a/b~c".into(), "/a~1b~0c".into()));
        assert_eq!((BodyPath::ROOT.path(), BodyPath::ROOT.pointer()), (String::new(), Pointer::default()));
    }
}
