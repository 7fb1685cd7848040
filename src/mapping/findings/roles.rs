//! Roles: what the service writes of them by itself.

use super::MappingChecker;
use crate::diagnostic::Code;
use crate::mapping::convert::ROLE_TYPE;
use crate::place::MappingMember;
use crate::span::Span;

impl MappingChecker<'_> {
    /// A role that is mapped to the type of an element: the service puts a word of its own there.
    pub(super) fn role_type(&mut self) {
        if !self.compiled.value_type.role_type {
            return;
        }
        let target = self.compiled.mapping.target.as_str();
        let message =
            format!("the service writes `{ROLE_TYPE}` into the type of a role, whatever the role is");
        let help = "map the role to `.value`; a mapping of the type is not needed".to_owned();
        let span = Span::new(0, target.len());
        let value = target.trim_end().to_ascii_lowercase().strip_suffix(".type").map(str::len);
        let found = self.push(Code::RoleType, MappingMember::Target, span, message, help);
        if let Some(stem) = value {
            let place = Span::new(stem, stem + ".type".len());
            found.fixes.push(crate::diagnostic::Fix {
                title: "Map the role to .value".to_owned(),
                edits: vec![crate::diagnostic::Edit { span: place, text: ".value".to_owned() }],
            });
        }
    }
}
