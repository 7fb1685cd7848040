//! Bytes in the rules of Entra Connect: identifiers of objects, and which attributes hold bytes.
//!
//! A made-up user is JSON, so bytes are written down there: as a GUID, a security identifier, Base64
//! or a list of numbers. Where an attribute is known to hold bytes, such a text is taken for them.

use super::{Function, Kind, Origin, example, required};
use crate::language::machine::{Arguments, Flow};
use crate::value::Value;
use std::borrow::Cow;
use uuid::Uuid;

/// Attributes of Active Directory and of Connect's metaverse whose syntax is octet string or security
/// identifier (Active Directory schema; Connect's connector schemas).
pub(super) const ATTRIBUTES: &[&str] = &[
    "objectGUID",
    "objectSid",
    "sIDHistory",
    "mS-DS-ConsistencyGuid",
    "ms-DS-ConsistencyGuid",
    "msExchMailboxGuid",
    "msExchArchiveGUID",
    "msExchMasterAccountSid",
    "msExchBlockedSendersHash",
    "msExchSafeRecipientsHash",
    "msExchSafeSendersHash",
    "cloudMSExchBlockedSendersHash",
    "cloudMSExchSafeRecipientsHash",
    "cloudMSExchSafeSendersHash",
    "userCertificate",
    "userSMIMECertificate",
    "thumbnailPhoto",
    "jpegPhoto",
    "searchableDeviceKey",
];

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "CGuid",
        &[required("value", "value", Kind::Text)],
        Kind::Any,
        "Turns the text of a GUID into its bytes.",
        guid,
    )
    .origin(Origin::Connect)
    .words("{value} as the bytes of an identifier")
    .examples(&[example(
        r#"ConvertToBase64(CGuid("c2df0a8b-6a7f-4f35-9c3f-7f0d4a1b2c3d"))"#,
        "{}",
        r#""iwrfwn9qNU+cP38NShssPQ==""#,
    )]),
    Function::new(
        "StringFromGuid",
        &[required("bin", "bin", Kind::Any)],
        Kind::Text,
        "Writes the bytes of a GUID as text.",
        string_from_guid,
    )
    .origin(Origin::Connect)
    .words("the identifier {bin}")
    .examples(&[example(
        "StringFromGuid([objectGUID])",
        r#"{"objectGUID":"iwrfwn9qNU+cP38NShssPQ=="}"#,
        r#""c2df0a8b-6a7f-4f35-9c3f-7f0d4a1b2c3d""#,
    )]),
];

fn guid<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    args.map_text(|args, text| match Uuid::try_parse(text.trim()) {
        Ok(id) => Ok(Value::Bytes(id.to_bytes_le().to_vec())),
        Err(_) => Err(args.impossible(0, format!("`{}` is no GUID", crate::value::clip(&text)))),
    })
}

fn string_from_guid<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let value = args.value(0)?.into_bytes();
    let bytes = match &value {
        Value::Null => return Ok(Value::Null),
        Value::Bytes(bytes) => <[u8; 16]>::try_from(bytes.as_slice()).ok(),
        _ => None,
    };
    match bytes {
        Some(bytes) => Ok(Value::Text(Cow::Owned(Uuid::from_bytes_le(bytes).to_string()))),
        None => Err(args.impossible(0, "expected the 16 bytes of a GUID")),
    }
}
