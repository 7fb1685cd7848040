//! Evaluating filters.

use super::compare::{Typing, passes};
use super::path::{AttributePath, CompareOp, Filter, Test};
use super::schema::{Attribute, Schemas, sub_type};
use super::value::{container, elements, is_empty, member, part};
use crate::diagnostic::{Code, Diagnostic, Outcome};
use serde_json::Value;

/// Whether a resource satisfies a filter.
///
/// RFC 7644 section 3.4.2.2 leaves some questions open; this is how they are answered: a
/// multi-valued attribute passes if any element does; a complex one is compared by its `value`;
/// `ne` is the opposite of `eq` and true without a value; `eq null` asks for no value; attributes
/// the schemas do not know are compared as what they hold.
///
/// ```
/// use attrflow::scim::{Mode, Schemas, matches, parse_filter};
/// let user = serde_json::json!({"userName": "bjensen", "emails": [{"value": "b@x.example", "type": "work"}]});
/// let ask = |text| matches(&user, &parse_filter(text, Mode::Lenient).unwrap(), Schemas::core());
/// assert!(ask(r#"USERNAME eq "BJensen" and emails[type eq "work" and value co "@x."]"#).unwrap());
/// assert!(ask(r#"active gt true"#).is_err());
/// ```
///
/// # Errors
/// [`Code::InvalidFilter`] where Booleans or binaries are to be ordered, also if the resource has none.
pub fn matches(resource: &Value, filter: &Filter, schemas: &Schemas) -> Outcome<bool> {
    filter.check_order(None, schemas)?;
    Ok(Matcher { schemas, head: None, inside: false }.fits(resource, filter))
}

impl Filter {
    /// Refuses `gt ge lt le` on Booleans and binaries. Inside brackets, `inside` is the attribute
    /// before them, as far as it is known.
    pub(crate) fn check_order(&self, inside: Option<Option<&Attribute>>, schemas: &Schemas) -> Outcome<()> {
        let check = |name: &dyn std::fmt::Display, test: &Test, typing: Typing| match test {
            Test::Compare { op, value, span }
                if op.is_ordering() && (typing.is_unordered() || value.is_boolean()) =>
            {
                let message = format!("`{name}` has no order: `{}` cannot compare it", op.as_str());
                Err(Box::new(Diagnostic::new(Code::InvalidFilter, message).at(*span)))
            }
            _ => Ok(()),
        };
        match self {
            Filter::Attribute { attr, test } => {
                let typing = match inside {
                    Some(head) => typing_inside(head, attr),
                    None => Typing::of(schemas.find(attr.urn.as_deref(), &attr.name, attr.sub.as_deref())),
                };
                check(attr, test, typing)
            }
            Filter::Element { attr, filter, then } => {
                let head = schemas.find(attr.urn.as_deref(), &attr.name, None);
                filter.check_order(Some(head), schemas)?;
                then.as_ref().map_or(Ok(()), |(sub, test)| check(sub, test, typing_sub(head, sub)))
            }
            Filter::And(members) | Filter::Or(members) => {
                members.iter().try_for_each(|member| member.check_order(inside, schemas))
            }
            Filter::Not(inner) => inner.check_order(inside, schemas),
        }
    }
}

fn typing_sub(head: Option<&Attribute>, sub: &str) -> Typing {
    match head.and_then(|head| head.sub(sub)) {
        Some(attribute) => Typing::of(Some(attribute)),
        // the `value` of a simple attribute is the attribute itself
        None if sub.eq_ignore_ascii_case("value")
            && head.is_some_and(|head| head.sub_attributes.is_empty()) =>
        {
            Typing::of(head)
        }
        None => sub_type(head, sub).map_or_else(Typing::default, Typing::kind),
    }
}

fn typing_inside(head: Option<&Attribute>, attr: &AttributePath) -> Typing {
    match attr.sub {
        Some(_) => Typing::default(),
        None => typing_sub(head, &attr.name),
    }
}

/// Whether one element satisfies the filter in brackets after the attribute `head`.
pub(super) fn element_fits(
    element: &Value,
    filter: &Filter,
    head: Option<&Attribute>,
    schemas: &Schemas,
) -> bool {
    !is_empty(element) && Matcher { schemas, head, inside: true }.fits(element, filter)
}

/// Evaluates below one subject: a resource, or (`inside`) an element of the attribute `head`.
#[derive(Clone, Copy)]
struct Matcher<'s> {
    schemas: &'s Schemas,
    head: Option<&'s Attribute>,
    inside: bool,
}

impl Matcher<'_> {
    fn fits(&self, subject: &Value, filter: &Filter) -> bool {
        match filter {
            Filter::And(members) => members.iter().all(|member| self.fits(subject, member)),
            Filter::Or(members) => members.iter().any(|member| self.fits(subject, member)),
            Filter::Not(inner) => !self.fits(subject, inner),
            Filter::Attribute { attr, test } => {
                let value = self.value(subject, attr);
                let typing = if self.inside {
                    typing_inside(self.head, attr)
                } else {
                    Typing::of(self.schemas.find(attr.urn.as_deref(), &attr.name, attr.sub.as_deref()))
                };
                any(value, attr.sub.as_deref(), test, typing)
            }
            Filter::Element { attr, filter, then } => {
                let head = self.schemas.find(attr.urn.as_deref(), &attr.name, None);
                elements(self.value(subject, attr)).iter().any(|element| {
                    element_fits(element, filter, head, self.schemas)
                        && then.as_ref().is_none_or(|(sub, test)| {
                            any(Some(element), Some(sub), test, typing_sub(head, sub))
                        })
                })
            }
        }
    }

    /// What the subject holds under the attribute's name.
    fn value<'v>(&self, subject: &'v Value, attr: &AttributePath) -> Option<&'v Value> {
        if self.inside {
            return part(subject, &attr.name);
        }
        let resource = subject.as_object()?;
        if attr.name.is_empty() {
            return match attr.urn.as_deref() {
                Some(urn) if !self.schemas.is_base_urn(urn) => member(resource, urn),
                _ => Some(subject),
            };
        }
        member(container(resource, attr.urn.as_deref(), self.schemas)?, &attr.name)
    }
}

/// Whether any element of a value passes the test; without elements, whether nothing passes it.
fn any(value: Option<&Value>, sub: Option<&str>, test: &Test, typing: Typing) -> bool {
    let leaf = |element| match sub {
        Some(sub) => part(element, sub),
        None => Some(element),
    };
    let list = elements(value);
    let present = || list.iter().filter_map(leaf).any(|value| !is_empty(value));
    match test {
        Test::Present => present(),
        Test::Compare { op: CompareOp::Eq, value: Value::Null, .. } => !present(),
        Test::Compare { op: CompareOp::Ne, value: Value::Null, .. } => present(),
        Test::Compare { op, value: wanted, .. } if list.is_empty() => passes(*op, None, wanted, typing),
        Test::Compare { op, value: wanted, .. } => list.iter().any(|element| match leaf(element) {
            Some(Value::Array(several)) if !several.is_empty() => {
                several.iter().any(|value| passes(*op, comparable(value), wanted, typing))
            }
            Some(value) => passes(*op, comparable(value), wanted, typing),
            None => passes(*op, None, wanted, typing),
        }),
    }
}

/// The scalar a value is compared by: a complex one's `value`; none if there is no value.
fn comparable(value: &Value) -> Option<&Value> {
    let scalar = match value {
        Value::Object(object) => member(object, "value")?,
        scalar => scalar,
    };
    (!is_empty(scalar)).then_some(scalar)
}

#[cfg(test)]
mod tests;
