//! What a value path says about an element that does not exist yet.

use super::path::{CompareOp, Filter, Path, Test};
use super::schema::{Attribute, AttributeType, Schemas, sub_name, sub_type};
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::span::Span;
use serde_json::Value;

impl Path {
    /// The sub-attributes that a new element gets from the filter, spelled and typed by the schema;
    /// empty if the path has no filter. Only `eq` joined by `and` says what an element is
    /// (consistent with RFC 7644 erratum 8097 and with what Entra's samples show).
    ///
    /// ```
    /// use attrflow::scim::{Mode, Schemas, parse_path};
    /// let path = parse_path(r#"roles[Primary eq "True"].value"#, Mode::Lenient).unwrap();
    /// let seeds = path.seeds(Schemas::core()).unwrap();
    /// assert_eq!(seeds, [("primary".to_string(), true.into())]);
    /// ```
    ///
    /// # Errors
    /// [`Code::NoTarget`] at the part of the filter that does not say what an element is, such as
    /// `type ne "work"`, or that contradicts another part.
    pub fn seeds(&self, schemas: &Schemas) -> Outcome<Vec<(String, Value)>> {
        let mut seeds = Vec::new();
        if let Some(filter) = &self.filter {
            collect(filter, schemas.head(self), self.span, &mut seeds)?;
        }
        Ok(seeds)
    }
}

fn collect(
    filter: &Filter,
    head: Option<&Attribute>,
    whole: Span,
    seeds: &mut Vec<(String, Value)>,
) -> Outcome<()> {
    let refuse = |span: Span, message: String| {
        let help = "only `eq` comparisons joined by `and` can make the element";
        Err(Box::new(Diagnostic::new(Code::NoTarget, message).at(span).help(help)))
    };
    match filter {
        Filter::And(members) => members.iter().try_for_each(|member| collect(member, head, whole, seeds)),
        Filter::Attribute { attr, test: Test::Compare { op: CompareOp::Eq, value, span } }
            if attr.urn.is_none() && attr.sub.is_none() =>
        {
            let (name, value) = (sub_name(head, &attr.name), typed(value, sub_type(head, &attr.name)));
            // `eq null` asks for no value, which a new element satisfies
            if value.is_null() {
                return Ok(());
            }
            match seeds.iter().find(|(known, _)| known == name) {
                None => seeds.push((name.to_owned(), value)),
                Some((_, known)) if *known == value => {}
                Some(_) => {
                    return refuse(attr.span.to(*span), format!("`{name}` cannot have two values at once"));
                }
            }
            Ok(())
        }
        Filter::Attribute { attr, test } => {
            let span = match test {
                Test::Present => attr.span,
                Test::Compare { span, .. } => attr.span.to(*span),
            };
            refuse(span, format!("no element fits, and `{filter}` does not say what a new one would be"))
        }
        _ => refuse(whole, format!("no element fits, and `{filter}` does not say what a new one would be")),
    }
}

/// A value in its attribute's type, as far as the text says it: `"True"` for a Boolean is `true`.
/// Entra quotes Booleans in filters.
fn typed(value: &Value, kind: Option<AttributeType>) -> Value {
    match (kind, value.as_str()) {
        (Some(AttributeType::Boolean), Some(text)) if text.eq_ignore_ascii_case("true") => true.into(),
        (Some(AttributeType::Boolean), Some(text)) if text.eq_ignore_ascii_case("false") => false.into(),
        _ => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scim::{Mode, parse_path};
    use serde_json::json;

    fn seeds(text: &str) -> Outcome<Value> {
        let path = parse_path(text, Mode::Lenient).unwrap();
        path.seeds(Schemas::core()).map(|seeds| seeds.into_iter().collect::<serde_json::Map<_, _>>().into())
    }

    #[test]
    fn equalities_seed() {
        assert_eq!(seeds("emails.value").unwrap(), json!({}));
        assert_eq!(
            seeds(r#"emails[TYPE eq "work" and primary eq "TRUE"]"#).unwrap(),
            json!({"type": "work", "primary": true})
        );
        assert_eq!(
            seeds(r#"emails[type eq "a" and (primary eq false and display eq null)]"#).unwrap(),
            json!({"type": "a", "primary": false})
        );
        assert_eq!(
            seeds(r#"things[Kind eq 7 and primary eq "true"]"#).unwrap(),
            json!({"Kind": 7, "primary": true})
        );
        assert_eq!(seeds(r#"emails[type eq "a" and type eq "a"]"#).unwrap(), json!({"type": "a"}));
    }

    #[test]
    fn others_do_not() {
        for (text, part) in [
            (r#"emails[type ne "work"]"#, r#"type ne "work""#),
            (r#"emails[type eq "a" and value pr]"#, "value"),
            (r#"emails[type eq "a" and type eq "b"]"#, r#"type eq "b""#),
            (r#"emails[type eq "a" or type eq "b"]"#, r#"emails[type eq "a" or type eq "b"]"#),
            (r#"emails[not (type eq "a")]"#, r#"emails[not (type eq "a")]"#),
            (r#"emails[value.x eq "a"]"#, r#"value.x eq "a""#),
        ] {
            let error = seeds(text).unwrap_err();
            assert_eq!((error.code, error.span.unwrap().of(text)), (Code::NoTarget, part));
        }
    }
}
