//! JSON types of values (RFC 7643 section 2.3).

use super::{BodyPath, Known, Validator};
use crate::diagnostic::Code;
use crate::scim::schema::{Attribute, AttributeType};
use crate::scim::time::instant;
use crate::value::clip;
use serde_json::Value;

impl Validator<'_> {
    /// Checks one value, no list, of an attribute that is not complex; says whether it is of the type.
    pub(super) fn scalar(&mut self, known: &Known<'_>, value: &Value, place: &BodyPath<'_>) -> bool {
        let attribute = known.attribute;
        if fits(attribute.kind, value) {
            self.suggested(attribute, value, place);
            (self.rules.value)(self, known, value, place);
            return true;
        }
        if attribute.kind == AttributeType::Boolean
            && let Some(text) = value.as_str()
            && (text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false"))
        {
            let message = format!("`{}` is the text \"{text}\", not a Boolean", place.path());
            let help = if text.eq_ignore_ascii_case("true") {
                "write true, without quotation marks"
            } else {
                "write false, without quotation marks"
            };
            self.add(Code::BooleanAsString, place, message, help);
            return true;
        }
        self.mismatch(attribute, wanted(attribute.kind), value, place);
        false
    }

    /// Notes a value of another type than the schema's.
    pub(super) fn mismatch(
        &mut self,
        attribute: &Attribute,
        wanted: &str,
        value: &Value,
        place: &BodyPath<'_>,
    ) {
        if (self.rules.accepts)(attribute, value) {
            let message =
                format!("`{}` is {}; whether the target takes that is not known", place.path(), shown(value));
            let help = format!("what is known to work is {wanted}");
            return self.add(self.rules.unknown_in_extension, place, message, &help);
        }
        let message = format!("`{}` must be {wanted}, not {}", place.path(), shown(value));
        self.add(Code::TypeMismatch, place, message, remedy(attribute, value));
    }

    fn suggested(&mut self, attribute: &Attribute, value: &Value, place: &BodyPath<'_>) {
        let (known, Some(text)) = (&attribute.canonical_values, value.as_str()) else { return };
        let same = |known: &String| {
            if attribute.case_exact { known == text } else { known.eq_ignore_ascii_case(text) }
        };
        if self.rules.suggestions && !known.is_empty() && !known.iter().any(same) {
            let message = format!("`{}` is none of the values suggested for `{}`", clip(text), place.path());
            self.add(Code::CanonicalValue, place, message, &format!("suggested: {}", known.join(", ")));
        }
    }
}

fn fits(kind: AttributeType, value: &Value) -> bool {
    match (kind, value) {
        (AttributeType::Boolean, value) => value.is_boolean(),
        (AttributeType::Decimal, value) => value.is_number(),
        (AttributeType::Integer, Value::Number(number)) => {
            number.is_i64() || number.is_u64() || number.as_f64().is_some_and(|n| n.fract() == 0.0)
        }
        (AttributeType::DateTime, Value::String(text)) => instant(text).is_some(),
        (AttributeType::Binary, Value::String(text)) => is_base64(text),
        (AttributeType::String | AttributeType::Reference, value) => value.is_string(),
        (AttributeType::Complex, value) => value.is_object(),
        _ => false,
    }
}

/// Whether a text is base64 of either alphabet, padded or not (RFC 7643 section 2.3.6 with RFC 4648).
fn is_base64(text: &str) -> bool {
    let bare = text.trim_end_matches('=');
    text.len() - bare.len() <= 2
        && bare.len() % 4 != 1
        && bare.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte))
}

/// What a type's values are, in words.
pub(super) fn wanted(kind: AttributeType) -> &'static str {
    match kind {
        AttributeType::String => "a text",
        AttributeType::Boolean => "true or false",
        AttributeType::Decimal => "a number",
        AttributeType::Integer => "a whole number",
        AttributeType::DateTime => "a time such as \"2026-01-31T08:00:00Z\"",
        AttributeType::Binary => "a text in base64",
        AttributeType::Reference => "an address as text",
        AttributeType::Complex => "an object",
    }
}

/// What a value is, in words.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(true) => "true".to_owned(),
        Value::Bool(false) => "false".to_owned(),
        Value::Number(number) => ["the number ", &crate::json::number_text(number)].concat(),
        Value::String(text) => ["the text \"", &clip(text), "\""].concat(),
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

fn remedy(attribute: &Attribute, value: &Value) -> &'static str {
    match (attribute.multi_valued, value) {
        (true, Value::Object(_)) => "put it into an array: [{ … }]",
        (true, _) if attribute.kind == AttributeType::Complex => "write an array: [{\"value\": …}]",
        (false, Value::Array(list)) if list.len() == 1 => "write the value without the array around it",
        (_, Value::String(_)) if attribute.kind == AttributeType::Complex => "write {\"value\": …}",
        (_, Value::Number(_) | Value::Bool(_)) if attribute.kind == AttributeType::String => {
            "write it in quotation marks"
        }
        _ => "",
    }
}
