//! Why a text is no path or filter.
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

/// What a text was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Path,
    Filter,
}

impl Kind {
    pub(super) fn code(self) -> Code {
        match self {
            Kind::Path => Code::InvalidPath,
            Kind::Filter => Code::InvalidFilter,
        }
    }
}

pub(super) fn explain(_text: &str, kind: Kind, at: usize) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(kind.code(), "unexpected text").at(Span::at(at)))
}
