//! What an expression computes with, and how one kind of value becomes another.
//!
//! The service is centred on text: constants and results are texts, Booleans are the texts `True`
//! and `False` (Graph, attributeMappingSource). Inside the engine values keep their kind until
//! something asks for another.

use crate::dotnet::datetime::DateTime;
use crate::json;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value as Json;
use std::borrow::Cow;
use uuid::Uuid;

/// A value. Texts borrow from the source user or the expression where they can.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value<'a> {
    /// The absence of a value.
    #[default]
    Null,
    /// A text.
    Text(Cow<'a, str>),
    /// A Boolean.
    Boolean(bool),
    /// A whole number of 64 bits.
    Integer(i64),
    /// A number with decimals.
    Decimal(f64),
    /// An instant, in UTC.
    DateTime(DateTime),
    /// Several values, in order.
    List(Vec<Value<'a>>),
    /// Bytes, such as the identifier of an object of Active Directory. Only Connect's language has them.
    Bytes(Vec<u8>),
    /// A complex value from the source user.
    Object(Box<serde_json::Map<String, Json>>),
}

/// Why a value cannot become another kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// A value of the right kind was needed, there is none.
    Null,
    /// Several values where one is needed; their number.
    List(usize),
    /// A complex value where a simple one is needed.
    Object,
    /// A text that does not spell the kind that is needed.
    Text(String),
}

impl std::fmt::Display for Mismatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Mismatch::Null => write!(f, "no value"),
            Mismatch::List(count) => write!(f, "a list of {count} values"),
            Mismatch::Object => write!(f, "an object"),
            Mismatch::Text(text) => write!(f, "`{}`", clip(text)),
        }
    }
}

/// A text short enough for a message.
pub(crate) fn clip(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(60) {
        None => Cow::Borrowed(text),
        Some((at, _)) => Cow::Owned(format!("{}…", &text[..at])),
    }
}

impl<'a> Value<'a> {
    /// A text that borrows.
    pub const fn text(text: &'a str) -> Self {
        Value::Text(Cow::Borrowed(text))
    }

    /// Whether there is no value.
    pub const fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// Whether there is no value, an empty text or an empty list; blanks count as a value.
    pub fn is_null_or_empty(&self) -> bool {
        match self {
            Value::Null => true,
            Value::Text(text) => text_of(text).is_empty(),
            Value::List(values) => values.is_empty(),
            _ => false,
        }
    }

    /// Whether it says true.
    pub(crate) fn is_true(&self) -> bool {
        match self {
            Value::Boolean(value) => *value,
            Value::Text(text) => text.trim().eq_ignore_ascii_case("true"),
            _ => false,
        }
    }

    /// Whether it says false; no value says nothing.
    pub(crate) fn is_false(&self) -> bool {
        match self {
            Value::Boolean(value) => !value,
            Value::Text(text) => text.trim().eq_ignore_ascii_case("false"),
            _ => false,
        }
    }

    /// What kind of value it is, for messages: "text", "list".
    pub const fn kind(&self) -> &'static str {
        match self {
            Value::Null => "no value",
            Value::Text(_) => "text",
            Value::Boolean(_) => "Boolean",
            Value::Integer(_) | Value::Decimal(_) => "number",
            Value::DateTime(_) => "date",
            Value::List(_) => "list",
            Value::Bytes(_) => "binary value",
            Value::Object(_) => "object",
        }
    }

    /// The text form: what Graph returns for the value. `None` for null; a list of one is its element.
    ///
    /// # Errors
    /// [`Mismatch::List`] for a list of several values or none.
    ///
    /// ```
    /// use attrflow::value::Value;
    /// assert_eq!(Value::Boolean(true).into_text().unwrap().unwrap(), "True");
    /// ```
    pub fn into_text(self) -> Result<Option<Cow<'a, str>>, Mismatch> {
        Ok(Some(match self {
            Value::Null => return Ok(None),
            Value::Text(text) => text,
            Value::Boolean(value) => Cow::Borrowed(boolean_text(value)),
            Value::Integer(value) => Cow::Owned(value.to_string()),
            Value::Decimal(value) => Cow::Owned(json::plain(value)),
            Value::DateTime(value) => Cow::Owned(value.to_string()),
            Value::Bytes(bytes) => Cow::Owned(base64_of(&bytes)),
            Value::Object(object) => Cow::Owned(json::text(&Json::Object(*object))),
            Value::List(mut values) => match (values.len(), values.pop()) {
                (1, Some(only)) => return only.into_text(),
                (count, _) => return Err(Mismatch::List(count)),
            },
        }))
    }

    /// As a whole number: text of an optional sign and digits, blanks around it ignored; Booleans are 1 and 0.
    ///
    /// # Errors
    /// [`Mismatch`] for null, other texts, dates, objects and longer lists.
    pub fn into_integer(self) -> Result<i64, Mismatch> {
        match self {
            Value::Integer(value) => Ok(value),
            Value::Boolean(value) => Ok(i64::from(value)),
            Value::Decimal(value) if value.fract() == 0.0 && value.abs() < 9e15 => Ok(value as i64),
            Value::Text(text) => integer(&text).ok_or_else(|| Mismatch::Text(text.into_owned())),
            Value::List(mut values) if values.len() == 1 => {
                values.pop().map_or(Err(Mismatch::Null), Value::into_integer)
            }
            Value::Decimal(value) => Err(Mismatch::Text(json::plain(value))),
            Value::DateTime(value) => Err(Mismatch::Text(value.to_string())),
            Value::Bytes(bytes) => Err(Mismatch::Text(base64_of(&bytes))),
            Value::Null => Err(Mismatch::Null),
            Value::List(values) => Err(Mismatch::List(values.len())),
            Value::Object(_) => Err(Mismatch::Object),
        }
    }

    /// As a Boolean: `true` and `false` in any case, numbers that are not 0; null and `""` are false.
    ///
    /// # Errors
    /// [`Mismatch`] for other texts, dates, objects and longer lists.
    pub fn into_boolean(self) -> Result<bool, Mismatch> {
        match self {
            Value::Boolean(value) => Ok(value),
            Value::Null => Ok(false),
            Value::Integer(value) => Ok(value != 0),
            Value::Decimal(value) => Ok(value != 0.0),
            Value::Text(text) if text.is_empty() => Ok(false),
            Value::Text(text) => match text.trim() {
                word if word.eq_ignore_ascii_case("true") => Ok(true),
                word if word.eq_ignore_ascii_case("false") => Ok(false),
                digits => match decimal(digits) {
                    Some(number) => Ok(number != 0.0),
                    None => Err(Mismatch::Text(text.into_owned())),
                },
            },
            Value::List(mut values) if values.len() == 1 => {
                values.pop().map_or(Ok(false), Value::into_boolean)
            }
            Value::DateTime(value) => Err(Mismatch::Text(value.to_string())),
            Value::Bytes(bytes) => Err(Mismatch::Text(base64_of(&bytes))),
            Value::List(values) => Err(Mismatch::List(values.len())),
            Value::Object(_) => Err(Mismatch::Object),
        }
    }

    /// As bytes, if it is a way to write them: a GUID (in the order of .NET), a security identifier
    /// (`S-1-…`), Base64, or a list of numbers up to 255. A longer list is taken value by value; what
    /// is none of these stays as it is.
    pub(crate) fn into_bytes(self) -> Value<'a> {
        match self {
            Value::Text(text) => match bytes_of(&text) {
                Some(bytes) => Value::Bytes(bytes),
                None => Value::Text(text),
            },
            Value::List(values) => {
                let byte = |value: &Value<'_>| match value {
                    Value::Integer(number) => u8::try_from(*number).ok(),
                    _ => None,
                };
                match values.iter().map(byte).collect::<Option<Vec<u8>>>() {
                    Some(bytes) if !bytes.is_empty() => Value::Bytes(bytes),
                    _ => Value::List(values.into_iter().map(Value::into_bytes).collect()),
                }
            }
            other => other,
        }
    }

    /// A copy that borrows nothing.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Value::Null => Value::Null,
            Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Value::Boolean(value) => Value::Boolean(value),
            Value::Integer(value) => Value::Integer(value),
            Value::Decimal(value) => Value::Decimal(value),
            Value::DateTime(value) => Value::DateTime(value),
            Value::List(values) => Value::List(values.into_iter().map(Value::into_owned).collect()),
            Value::Bytes(bytes) => Value::Bytes(bytes),
            Value::Object(object) => Value::Object(object),
        }
    }

    /// A copy that borrows from this value where it can.
    #[inline(always)]
    pub fn reborrow(&self) -> Value<'_> {
        match self {
            Value::Text(text) => Value::text(text_of(text)),
            other => other.reborrow_other(),
        }
    }

    #[inline(never)]
    fn reborrow_other(&self) -> Value<'_> {
        match self {
            Value::Text(text) => Value::Text(Cow::Borrowed(text)),
            Value::List(values) => Value::List(values.iter().map(Value::reborrow).collect()),
            Value::Null => Value::Null,
            Value::Boolean(value) => Value::Boolean(*value),
            Value::Integer(value) => Value::Integer(*value),
            Value::Decimal(value) => Value::Decimal(*value),
            Value::DateTime(value) => Value::DateTime(*value),
            Value::Bytes(bytes) => Value::Bytes(bytes.clone()),
            Value::Object(object) => Value::Object(object.clone()),
        }
    }

    /// A value of a source user.
    pub fn from_json(json: &'a Json) -> Value<'a> {
        match json {
            Json::Null => Value::Null,
            Json::Bool(value) => Value::Boolean(*value),
            Json::Number(number) => from_number(number),
            Json::String(text) => Value::Text(Cow::Borrowed(text)),
            Json::Array(values) => Value::List(values.iter().map(Value::from_json).collect()),
            Json::Object(object) => Value::Object(Box::new(object.clone())),
        }
    }

    /// The value as a result is shown in JSON: a date as its text form, bytes as Base64, whole numbers
    /// that a JavaScript number cannot hold as text.
    pub fn to_json(&self) -> Json {
        match self {
            Value::Null => Json::Null,
            Value::Text(text) => Json::String(text.to_string()),
            Value::Boolean(value) => Json::Bool(*value),
            Value::Integer(value) if value.unsigned_abs() < 1 << 53 => Json::from(*value),
            Value::Integer(value) => Json::String(value.to_string()),
            Value::Decimal(value) => Json::from(*value),
            Value::DateTime(value) => Json::String(value.to_string()),
            Value::List(values) => values.iter().map(Value::to_json).collect(),
            Value::Bytes(bytes) => Json::String(base64_of(bytes)),
            Value::Object(object) => Json::Object((**object).clone()),
        }
    }
}

/// The bytes that a text writes down.
fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    if let Ok(id) = Uuid::try_parse(text)
        && text.contains('-')
    {
        return Some(id.to_bytes_le().to_vec());
    }
    sid_bytes(text).or_else(|| STANDARD.decode(text).ok().filter(|bytes| !bytes.is_empty()))
}

/// The bytes of `S-revision-authority-subauthorities` (MS-DTYP 2.4.2).
fn sid_bytes(text: &str) -> Option<Vec<u8>> {
    let mut parts = text.strip_prefix("S-")?.split('-');
    let revision: u8 = parts.next()?.parse().ok()?;
    let authority: u64 = parts.next()?.parse().ok()?;
    let parts: Vec<u32> = parts.map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let mut bytes = vec![revision, u8::try_from(parts.len()).ok()?];
    bytes.extend(authority.to_be_bytes().get(2..)?);
    bytes.extend(parts.into_iter().flat_map(u32::to_le_bytes));
    Some(bytes)
}

/// Bytes as Base64, which is how JSON and LDIF write them.
pub(crate) fn base64_of(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The text, without the call that dereferencing is where code is made to be small.
#[inline(always)]
#[expect(clippy::ptr_arg, reason = "whose it is decides how it is read")]
pub(crate) fn text_of<'t>(text: &'t Cow<'_, str>) -> &'t str {
    match text {
        Cow::Borrowed(text) => text,
        Cow::Owned(text) => text,
    }
}

/// A JSON number: whole if it fits 64 bits, else decimal.
pub(crate) fn from_number(number: &serde_json::Number) -> Value<'static> {
    match (number.as_i64(), number.as_f64()) {
        (Some(whole), _) => Value::Integer(whole),
        (None, Some(decimal)) => Value::Decimal(decimal),
        (None, None) => Value::Null,
    }
}

/// `True` or `False`.
pub const fn boolean_text(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

/// The whole number a text spells: blanks around, an optional sign, digits.
pub(crate) fn integer(text: &str) -> Option<i64> {
    let text = text.trim();
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// The number a text spells: an optional sign, digits, optional decimals; no exponents, no `inf`.
pub(crate) fn decimal(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (all(whole) && all(decimals)).then(|| json::read_number(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_never_converts_by_itself() {
        assert_eq!(Value::text("000123").into_text().unwrap().unwrap(), "000123");
        assert_eq!(Value::text(" 12 ").into_integer(), Ok(12));
        assert_eq!(Value::text("1e3").into_integer(), Err(Mismatch::Text("1e3".into())));
        assert_eq!(Value::text("yes").into_boolean(), Err(Mismatch::Text("yes".into())));
        assert_eq!(Value::text("").into_boolean(), Ok(false));
        assert_eq!(Value::text(" ").into_boolean(), Err(Mismatch::Text(" ".into())));
    }

    #[test]
    fn large_integers_reach_javascript_as_text() {
        assert_eq!(Value::Integer(i64::MAX).to_json(), Json::from("9223372036854775807"));
        assert_eq!(Value::Integer(7).to_json(), Json::from(7));
        // The last one that no other integer is rounded to.
        assert_eq!(Value::Integer((1 << 53) - 1).to_json(), Json::from(9_007_199_254_740_991_i64));
        assert_eq!(Value::Integer(-1 << 53).to_json(), Json::from("-9007199254740992"));
    }

    #[test]
    fn only_lists_of_one_are_scalars() {
        assert_eq!(Value::List(vec![Value::text("a")]).into_text().unwrap().unwrap(), "a");
        assert_eq!(Value::List(vec![]).into_text(), Err(Mismatch::List(0)));
    }
}
