//! Texts as bytes: Base64 and hexadecimal.

use super::{Function, Kind, Offers, Origin, example, optional, required};
use crate::language::machine::{Arguments, Flow};
use crate::language::tree::Keyword;
use crate::value::Value;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::borrow::Cow;
use std::fmt::Write as _;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "ConvertToBase64",
        &[required("source", "source", Kind::Text)],
        Kind::Text,
        "Writes a text as Base64 of its UTF-16 bytes, a binary value of Entra Connect as Base64 of its own.",
        to_base64,
    )
    .words("{source}, in Base64")
    .examples(&[example(
        r#"ConvertToBase64("Hello world!")"#,
        "{}",
        r#""SABlAGwAbABvACAAdwBvAHIAbABkACEA""#,
    )]),
    Function::new(
        "ConvertFromBase64",
        &[
            required("source", "source", Kind::Text),
            optional("encoding", "encoding", Kind::Text).offers(Offers::Keywords(&[
                Keyword::Unicode,
                Keyword::Utf8,
                Keyword::Ascii,
            ])),
        ],
        Kind::Text,
        "Reads a text from Base64; the encoding is Unicode, UTF8 or ASCII.",
        from_base64,
    )
    .asks_always(&[0])
    .words("{source}, decoded from Base64")
    .origin(Origin::CloudSync)
    .examples(&[example(r#"ConvertFromBase64("SGVsbG8gd29ybGQh", UTF8)"#, "{}", r#""Hello world!""#)]),
    Function::new(
        "ConvertToUTF8Hex",
        &[required("source", "source", Kind::Text)],
        Kind::Text,
        "Writes a text as hexadecimal digits of its UTF-8 bytes.",
        to_utf8_hex,
    )
    .words("{source}, in hexadecimal")
    .examples(&[example(r#"ConvertToUTF8Hex("Hello world!")"#, "{}", r#""48656C6C6F20776F726C6421""#)]),
];

fn to_base64<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    encode(args, &|bytes| STANDARD.encode(bytes), &|text| {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        STANDARD.encode(bytes)
    })
}

/// Writes bytes in one way and texts in another, of a list each value.
fn encode<'a>(
    args: &mut Arguments<'a, '_, '_>,
    bytes: &dyn Fn(&[u8]) -> String,
    text: &dyn Fn(&str) -> String,
) -> Flow<Value<'a>> {
    let value = args.value(0)?;
    let is_bytes = |value: &Value<'_>| matches!(value, Value::Bytes(_));
    let encoded = |value: &Value<'_>| match value {
        Value::Bytes(found) => Value::Text(Cow::Owned(bytes(found))),
        _ => Value::Null,
    };
    match &value {
        Value::Bytes(_) => Ok(encoded(&value)),
        Value::List(values) if values.iter().all(is_bytes) => {
            Ok(Value::List(values.iter().map(encoded).collect()))
        }
        _ => args.map_value(value, &mut |_, found| Ok(Value::Text(Cow::Owned(text(&found))))),
    }
}

fn from_base64<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let encoding = args.text(1)?;
    args.map_text(|args, text| {
        // .NET ignores white space between the digits.
        let digits: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        let bytes = STANDARD
            .decode(&digits)
            .map_err(|reason| args.impossible(0, format!("the text is not Base64: {reason}")))?;
        let text = match encoding.as_deref() {
            None | Some("") => utf16(&bytes),
            Some(name) if name.eq_ignore_ascii_case("Unicode") => utf16(&bytes),
            Some(name) if name.eq_ignore_ascii_case("UTF8") || name.eq_ignore_ascii_case("UTF-8") => {
                String::from_utf8_lossy(&bytes).into_owned()
            }
            Some(name) if name.eq_ignore_ascii_case("ASCII") => {
                bytes.iter().map(|b| if b.is_ascii() { char::from(*b) } else { '?' }).collect()
            }
            Some(other) => {
                let message = format!("`{other}` is no encoding; write Unicode, UTF8 or ASCII");
                return Err(args.impossible(1, message));
            }
        };
        Ok(Value::Text(Cow::Owned(text)))
    })
}

/// UTF-16 with the little end first; an odd byte at the end becomes the replacement character.
fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks(2).map(|pair| match pair {
        [low, high] => u16::from_le_bytes([*low, *high]),
        _ => 0xFFFD,
    });
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn to_utf8_hex<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let digits = |bytes: &[u8]| {
        let mut digits = String::with_capacity(bytes.len() * 2);
        for byte in bytes {
            // Writing to a String cannot fail.
            let _ = write!(digits, "{byte:02X}");
        }
        digits
    };
    encode(args, &digits, &|text| digits(text.as_bytes()))
}
