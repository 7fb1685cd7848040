//! Text into the type of its target attribute. Expressions yield text; RFC 7643 section 2.3 says
//! what JSON a Boolean, integer or decimal is.

use super::schema::{Attribute, AttributeType};
use super::value::number;
use crate::diagnostic::{Code, Diagnostic, Outcome};
use serde_json::{Number, Value};

/// A value in the type of the attribute it is written to: `"True"` becomes `true` for a Boolean, `"42"`
/// becomes `42` for an integer. What is of the right type already, text for text-like types, null,
/// and objects stay; lists are converted member by member. A number is written as in JSON: leading
/// zeros and a plus sign mark a code, not a number.
///
/// ```
/// use attrflow::scim::{Mode, Schemas, coerce, parse_path};
/// let active = Schemas::core().attribute(&parse_path("active", Mode::Lenient).unwrap()).unwrap();
/// assert_eq!(coerce("False".into(), active).unwrap(), false);
/// assert_eq!(coerce("no".into(), active).unwrap_err().message, "`active` is a boolean, and `no` is none");
/// ```
///
/// # Errors
/// [`Code::TargetType`] if the value cannot become the type.
pub fn coerce(value: Value, attribute: &Attribute) -> Outcome<Value> {
    match value {
        Value::Array(list) => list.into_iter().map(|value| coerce(value, attribute)).collect(),
        value => scalar(value, attribute.kind).map_err(|value| {
            let shown = value.as_str().map_or_else(|| crate::json::text(&value), str::to_owned);
            let message =
                format!("`{}` is {}, and `{shown}` is none", attribute.name, article(attribute.kind));
            let error = Diagnostic::new(Code::TargetType, message);
            Box::new(match attribute.kind {
                AttributeType::Boolean => error.help("`true` and `false` are Booleans, in any letter case"),
                AttributeType::Integer => error.help("an integer is digits, possibly after a minus sign"),
                _ => error.help("a decimal is written as in JSON, such as `-5.25`"),
            })
        }),
    }
}

fn article(kind: AttributeType) -> String {
    let article = if kind == AttributeType::Integer { "an" } else { "a" };
    format!("{article} {}", kind.as_str())
}

/// The converted scalar, or the value again if it cannot be converted.
fn scalar(value: Value, kind: AttributeType) -> Result<Value, Value> {
    let converted = match (kind, &value) {
        (_, Value::Null | Value::Object(_) | Value::Array(_)) => return Ok(value),
        (AttributeType::Boolean, Value::Bool(_)) | (AttributeType::Decimal, Value::Number(_)) => {
            return Ok(value);
        }
        (AttributeType::Boolean, Value::String(text)) => boolean(text).map(Value::Bool),
        (AttributeType::Integer, Value::Number(number)) => integral(number).map(Value::Number),
        (AttributeType::Integer, Value::String(text)) => {
            number(text.trim()).as_ref().and_then(integral).map(Value::Number)
        }
        (AttributeType::Decimal, Value::String(text)) => number(text.trim()).map(Value::Number),
        (AttributeType::Boolean | AttributeType::Integer | AttributeType::Decimal, _) => None,
        _ => return Ok(value),
    };
    converted.ok_or(value)
}

fn boolean(text: &str) -> Option<bool> {
    match text.trim() {
        text if text.eq_ignore_ascii_case("true") => Some(true),
        text if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// The number if it has no fraction: `4` and `4.0`, not `4.5`.
fn integral(number: &Number) -> Option<Number> {
    if number.is_i64() || number.is_u64() {
        return Some(number.clone());
    }
    let value = number.as_f64()?;
    // beyond 2^53 neighbouring integers share one floating-point number: the text said more
    (value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0).then(|| Number::from(value as i64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn to(kind: AttributeType, value: Value) -> Option<Value> {
        let attribute = Attribute { name: "a".into(), kind, ..Attribute::default() };
        coerce(value, &attribute).inspect_err(|error| assert_eq!(error.code, Code::TargetType)).ok()
    }

    #[test]
    fn texts_become_their_type() {
        use AttributeType::*;
        assert_eq!(to(Boolean, json!(" TRUE ")), Some(json!(true)));
        assert_eq!(to(Integer, json!("-42")), Some(json!(-42)));
        assert_eq!(to(Integer, json!("18446744073709551615")), Some(json!(u64::MAX)));
        assert_eq!(to(Integer, json!("4.0")), Some(json!(4)));
        assert_eq!(to(Decimal, json!("2e2")), Some(json!(200.0)));
        assert_eq!(to(Boolean, json!(["true", "False"])), Some(json!([true, false])));
        assert_eq!(to(String, json!(7)), Some(json!(7)));
        assert_eq!(to(DateTime, json!("2024")), Some(json!("2024")));
        assert_eq!(to(Integer, json!(null)), Some(json!(null)));
    }

    #[test]
    fn what_cannot_is_refused() {
        use AttributeType::*;
        for (kind, value) in [
            (Boolean, json!("1")),
            (Boolean, json!("")),
            (Boolean, json!(1)),
            (Integer, json!("4.5")),
            (Integer, json!("1e300")),
            (Integer, json!("007")),
            (Integer, json!(true)),
            (Decimal, json!("NaN")),
            (Decimal, json!("1e999")),
            (Decimal, json!(["1", "x"])),
        ] {
            assert_eq!(to(kind, value.clone()), None, "{value}");
        }
    }
}
