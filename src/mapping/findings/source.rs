//! What the source of a mapping names, in a system whose language is not evaluated here.

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::span::Span;
use crate::systems::Source;

/// What is to be said of the source of a direct mapping: more than a name, a name that no user has.
/// Spans are in the text. For Entra, whose attributes may stand in expressions, see
/// [`check_text`](crate::language::check_text).
///
/// ```
/// use attrflow::mapping::check_source;
/// use attrflow::systems::OKTA;
/// let found = check_source(&OKTA, "user.firstname");
/// assert_eq!(found[0].code.as_str(), "unknown-attribute");
/// assert_eq!(found[0].fixes[0].edits[0].text, "user.firstName");
/// ```
pub fn check_source(system: &'static Source, source: &str) -> Vec<Diagnostic> {
    let text = source.trim();
    let start = source.find(text).unwrap_or_default();
    let span = Span::new(start, start + text.len());
    if text.is_empty() {
        return Vec::new();
    }
    let Some(reference) = system.reference(source) else { return vec![foreign(system, span)] };
    let write = |diagnostic: Diagnostic, text: String| diagnostic.fix(format!("Write {text}"), span, text);
    let mut diagnostics = Vec::new();
    if let Some(doubt) = reference.doubt {
        let message = format!("`{text}` {}", doubt.message);
        let unknown = Diagnostic::new(Code::UnknownAttribute, message).at(span);
        diagnostics.push(write(unknown.help(format!("write {}", doubt.instead)), doubt.instead));
        return diagnostics;
    }
    let name = &*reference.name;
    if system.attribute(name).is_some() || system.is_own(name) {
        return diagnostics;
    }
    let message = format!("{} lists no attribute `{name}`", system.title);
    let unknown = Diagnostic::new(Code::UnknownAttribute, message).at(span);
    let names = system.attributes().iter().map(|attribute| attribute.name.as_str());
    diagnostics.push(match nearest(name, names) {
        Some(near) => {
            let near = system.written(near);
            write(unknown.help(format!("did you mean {near}?")), near)
        }
        None => unknown.help("its value is null unless it is an attribute of your own"),
    });
    diagnostics
}

/// What is said of a mapping in the language of a system, which is not read here.
pub(in crate::mapping) fn foreign_expression(system: &Source, source: &str) -> Diagnostic {
    let text = source.trim();
    let start = source.find(text).unwrap_or_default();
    let diagnostic = foreign(system, Span::new(start, start + text.len()));
    if system.reference(source).is_some() {
        diagnostic.help("this is the name of an attribute alone: make the mapping a direct one")
    } else {
        diagnostic
    }
}

fn foreign(system: &Source, span: Span) -> Diagnostic {
    let message = format!(
        "users of {} are mapped in {}, which is not evaluated here; expressions of Entra mean nothing to it",
        system.title, system.language_name
    );
    let help = "map an attribute as it is, or a constant, to preview the rest";
    Diagnostic::new(Code::ForeignDialect, message).at(span).help(help)
}
