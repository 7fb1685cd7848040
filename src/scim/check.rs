//! What can be known about a path from the schemas alone.

use super::path::{CompareOp, Filter, Path, Test};
use super::schema::{Mutability, Schemas};
use crate::diagnostic::{Code, Diagnostic};

/// Problems of a path as a target of writing, in the order of the text: attributes the schemas do not
/// know, read-only ones, conditions on single values, types outside the suggested ones, lists
/// addressed as a whole.
///
/// ```
/// use attrflow::diagnostic::Code;
/// use attrflow::scim::{Mode, Schemas, check, parse_path};
/// let path = parse_path(r#"Emails[type eq "wrok"].value"#, Mode::Lenient).unwrap();
/// let found = check(&path, Schemas::core());
/// assert_eq!(found[0].code, Code::CanonicalValue);
/// assert_eq!(found[0].fixes[0].title, "Write `\"work\"`");
/// ```
pub fn check(path: &Path, schemas: &Schemas) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if path.is_schema() {
        return found;
    }
    let Some(head) = schemas.head(path).filter(|_| schemas.attribute(path).is_some()) else {
        let unknown =
            Diagnostic::new(Code::UnknownTarget, format!("the target has no attribute `{}`", plain(path)))
                .at(path.head);
        found.push(match schemas.nearest(path).map(|path| path.to_string()) {
            Some(meant) => unknown.help(format!("did you mean `{meant}`?")).fix(
                format!("Write `{meant}`"),
                path.span,
                meant,
            ),
            None => unknown,
        });
        return found;
    };
    if schemas.attribute(path).is_some_and(|leaf| leaf.mutability == Mutability::ReadOnly) {
        let message = format!("`{}` is read-only: the target sets it itself", plain(path));
        found.push(Diagnostic::new(Code::ReadOnlyTarget, message).at(path.head));
    }
    match (&path.filter, head.multi_valued) {
        (Some(_), false) => {
            let message = format!("`{}` holds one value: there is nothing to choose from", head.name);
            let mut simple = path.clone();
            simple.filter = None;
            found.push(Diagnostic::new(Code::FilteredSingle, message).at(path.span).fix(
                "Remove the condition",
                path.span,
                simple.to_string(),
            ));
        }
        (Some(filter), true) => types(filter, head, &mut found),
        (None, true) if path.sub.is_some() => {
            let message =
                format!("`{}` is a list: every element is written, or a new one without a type", head.name);
            found.push(
                Diagnostic::new(Code::EveryElement, message)
                    .at(path.span)
                    .help("choose an element, for example by `[type eq \"work\"]`"),
            );
        }
        _ => {}
    }
    found
}

/// Warns of `type eq "x"` where the schema suggests other values. Others are allowed.
fn types(filter: &Filter, head: &super::Attribute, found: &mut Vec<Diagnostic>) {
    match filter {
        Filter::And(members) | Filter::Or(members) => {
            members.iter().for_each(|member| types(member, head, found))
        }
        Filter::Not(inner) => types(inner, head, found),
        Filter::Attribute { attr, test: Test::Compare { op: CompareOp::Eq, value, span } } => {
            let (Some(sub), Some(text)) = (head.sub(&attr.name), value.as_str()) else { return };
            let known = &sub.canonical_values;
            if known.is_empty() || known.iter().any(|known| known.eq_ignore_ascii_case(text)) {
                return;
            }
            let message =
                format!("`{text}` is none of the values suggested for `{}.{}`", head.name, sub.name);
            let warning = Diagnostic::new(Code::CanonicalValue, message)
                .at(*span)
                .help(format!("suggested: {}", known.join(", ")));
            found.push(match crate::diagnostic::nearest(text, known.iter().map(String::as_str)) {
                Some(meant) => warning.fix(format!("Write `\"{meant}\"`"), *span, format!("eq \"{meant}\"")),
                None => warning,
            });
        }
        _ => {}
    }
}

/// The path without its filter.
fn plain(path: &Path) -> String {
    let mut plain = path.clone();
    plain.filter = None;
    plain.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scim::{Mode, parse_path};

    fn codes(text: &str) -> Vec<Code> {
        let path = parse_path(text, Mode::Lenient).unwrap();
        check(&path, Schemas::core()).into_iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn targets() {
        assert_eq!(codes(r#"emails[type eq "WORK" and primary eq true].value"#), []);
        assert_eq!(codes("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"), []);
        assert_eq!(codes("shoeSize"), [Code::UnknownTarget]);
        assert_eq!(codes(r#"phoneNumbers[type eq "desk"].value"#), [Code::CanonicalValue]);
        assert_eq!(codes("emails.value"), [Code::EveryElement]);
        assert_eq!(codes("emails"), []);
        assert_eq!(codes("id"), [Code::ReadOnlyTarget]);
        assert_eq!(codes("meta.created"), [Code::ReadOnlyTarget]);
        assert_eq!(codes(r#"name[givenName pr].familyName"#), [Code::FilteredSingle]);
    }

    #[test]
    fn corrections_keep_the_rest() {
        let text = r#"email[type eq "work"].value"#;
        let found = check(&parse_path(text, Mode::Lenient).unwrap(), Schemas::core());
        assert_eq!(found[0].fixes[0].edits[0].text, r#"emails[type eq "work"].value"#);
    }
}
