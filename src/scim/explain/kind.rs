//! What a text is meant to be.

use crate::diagnostic::Code;

/// What a text was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scim) enum TextKind {
    Path,
    Filter,
}

impl TextKind {
    pub(in crate::scim) fn code(self) -> Code {
        match self {
            TextKind::Path => Code::InvalidPath,
            TextKind::Filter => Code::InvalidFilter,
        }
    }
}
