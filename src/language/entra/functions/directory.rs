//! What only a directory knows: the tenant's domain, distinguished names, security identifiers.

use super::{Function, Kind, Origin, example, required};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::machine::{Arguments, Flow, Stop};
use crate::value::Value;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::borrow::Cow;
use std::fmt::Write as _;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "DefaultDomain",
        &[],
        Kind::Text,
        "Returns the default domain of the tenant.",
        default_domain,
    )
    .changing()
    .words("the tenant's default domain")
    .origin(Origin::Graph),
    Function::new(
        "CRef",
        &[required("value", "source", Kind::Text)],
        Kind::Text,
        "Turns a text into a reference.",
        cref,
    )
    .words("{value}")
    .origin(Origin::CloudSync)
    .examples(&[example(r#"CRef("cn=Joe,dc=contoso")"#, "{}", r#""cn=Joe,dc=contoso""#)]),
    Function::new(
        "DNComponent",
        &[required("dn", "source", Kind::Text), required("number", "index", Kind::Integer)],
        Kind::Text,
        "Returns one part of a distinguished name, counted from the left, without its type.",
        dn_component,
    )
    .words("part {number} of the distinguished name {dn}")
    .origin(Origin::CloudSync)
    .examples(&[example(
        "DNComponent(CRef([dn]), 1)",
        r#"{"dn":"cn=Joe,ou=Sales,dc=contoso,dc=com"}"#,
        r#""Joe""#,
    )]),
    Function::new(
        "StringFromSid",
        &[required("ObjectSID", "source", Kind::Text)],
        Kind::Text,
        "Writes a security identifier, given as Base64, in its text form.",
        string_from_sid,
    )
    .words("the security identifier {ObjectSID}")
    .origin(Origin::CloudSync)
    .examples(&[example(
        r#"StringFromSid("AQUAAAAAAAUVAAAAAQAAAAIAAAADAAAA6AMAAA==")"#,
        "{}",
        r#""S-1-5-21-1-2-3-1000""#,
    )]),
];

fn default_domain<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    match &args.machine.environment.default_domain {
        Some(domain) => Ok(Value::Text(Cow::Owned(domain.clone()))),
        None => Err(Stop::Failure(Box::new(
            Diagnostic::new(Code::Value, "the tenant's default domain is not known here")
                .at(args.span)
                .help("give the preview a default domain"),
        ))),
    }
}

fn cref<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    args.map_text(|_, text| Ok(Value::Text(text)))
}

fn dn_component<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let number = args.integer(1)?;
    let Some(at) = number.checked_sub(1).and_then(|n| usize::try_from(n).ok()) else {
        return Err(args.impossible(1, format!("parts are counted from 1, not from {number}")));
    };
    args.map_text(|args, text| {
        component(&text, at)
            .map(|part| Value::Text(Cow::Owned(part)))
            .ok_or_else(|| args.impossible(1, format!("the distinguished name has no part {number}")))
    })
}

/// The value of relative distinguished name `at`, its escapes resolved (RFC 4514).
pub(super) fn component(dn: &str, at: usize) -> Option<String> {
    let mut parts = vec![String::new()];
    let mut characters = dn.chars().peekable();
    while let Some(c) = characters.next() {
        let part = parts.last_mut()?;
        match c {
            ',' => {
                if parts.len() > at + 1 {
                    break;
                }
                parts.push(String::new());
            }
            '\\' => part.extend(characters.next()),
            other => part.push(other),
        }
    }
    let part = parts.get(at)?.trim();
    Some(part.split_once('=').map_or(part, |(_, value)| value.trim()).to_owned())
}

fn string_from_sid<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    args.map_text(|args, text| {
        let bytes = STANDARD.decode(text.trim()).ok();
        bytes
            .and_then(|bytes| sid(&bytes))
            .map(|sid| Value::Text(Cow::Owned(sid)))
            .ok_or_else(|| args.impossible(0, "expected a security identifier as Base64 of its bytes"))
    })
}

/// `S-revision-authority-subauthorities` (MS-DTYP 2.4.2).
fn sid(bytes: &[u8]) -> Option<String> {
    let (&[revision, count], rest) = bytes.split_first_chunk::<2>()?;
    let (authority, rest) = rest.split_first_chunk::<6>()?;
    if rest.len() != usize::from(count) * 4 {
        return None;
    }
    let authority = authority.iter().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
    let mut text = format!("S-{revision}-{authority}");
    for part in rest.chunks_exact(4) {
        let part: [u8; 4] = part.try_into().ok()?;
        write!(text, "-{}", u32::from_le_bytes(part)).ok()?;
    }
    Some(text)
}
