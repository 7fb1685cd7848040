//! Regular expressions that stand in an expression, within their limits.

use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::dotnet::regex::Regex;
use crate::limits::PATTERN_CHARACTERS;
use crate::span::Span;

/// Builds a regular expression that stands at `span`.
pub(crate) fn pattern(pattern: &str, span: Span) -> Outcome<Regex> {
    if pattern.len() > PATTERN_CHARACTERS && pattern.chars().count() > PATTERN_CHARACTERS {
        return Err(Box::new(
            Diagnostic::new(
                Code::Pattern,
                format!("the regular expression is longer than {PATTERN_CHARACTERS} characters"),
            )
            .at(span),
        ));
    }
    Regex::new(pattern).map_err(|error| {
        Box::new(
            Diagnostic::new(Code::Pattern, format!("not a regular expression: {error}")).at(span).help(
                "the service uses .NET regular expressions; a literal sign is written with a backslash",
            ),
        )
    })
}
