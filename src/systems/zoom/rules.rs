//! Zoom's own rules for payloads.
//!
//! Zoom prints no validation rules; these are compiled from its reference, its forum and the guides of
//! identity providers. [`source`] says for each code where it comes from.

use super::formats::{Phone, digits, is_address, is_language_tag, phone, repaired};
use crate::diagnostic::{Code, Severity, nearest};
use crate::dotnet::casing;
use crate::scim::validate::{BodyPath, Known, Method, Rules, Validator, member, object};
use crate::systems::target::{certainty, note};
use crate::value::clip;
use serde_json::{Map, Value};

/// Zoom's extensions besides the enterprise user.
const ZOOM_USER: &str = "urn:ietf:params:scim:schemas:extension:zoom:1.0:User";
const LEGACY: &str = "urn:us:zoom:scim:schemas:extension:1.0:ZoomUser";

/// What Zoom asks for, and where it asks for less than the RFCs.
pub(super) static ZOOM: Rules = Rules {
    partial_put: true,
    missing: Code::UsernameMissing,
    unknown_part: Code::AttributeIgnored,
    unknown_in_extension: Code::ExtensionAttributeUnverified,
    suggestions: false,
    exact_operations: true,
    patch_only: Some("active"),
    severity: Code::severity,
    source,
    attribute,
    value,
    accepts: |attribute, value| value.is_object() && certainty(attribute) == "shape uncertain",
    whole,
};

/// What form a text must have.
#[derive(Clone, Copy)]
enum Form {
    UserName,
    Email,
    Phone,
    PhoneType,
    UserType,
    Locale,
    Digits,
    InternationalNumber,
}

/// Which attributes have a form: extension, name, part.
const FORMS: [(Option<&str>, &str, Option<&str>, Form); 9] = [
    (None, "userName", None, Form::UserName),
    (None, "emails", Some("value"), Form::Email),
    (None, "phoneNumbers", Some("value"), Form::Phone),
    (None, "phoneNumbers", Some("type"), Form::PhoneType),
    (None, "userType", None, Form::UserType),
    (None, "locale", None, Form::Locale),
    (Some(ZOOM_USER), "zoomPhoneExtNumber", None, Form::Digits),
    (Some(ZOOM_USER), "zoomPhoneCallingPlan", None, Form::Digits),
    (Some(ZOOM_USER), "zoomPhoneNumber", None, Form::InternationalNumber),
];

/// What `userType` may be, with what is to be said of it: the names of today, and those until October
/// 2020, each with its successor.
const USER_TYPES: [(&str, Option<&str>); 6] = [
    ("Basic", None),
    ("Licensed", None),
    ("On-Prem", None),
    ("Collaboration", None),
    ("Pro", Some("Licensed")),
    ("Corp", Some("On-Prem")),
];

const PHONE_TYPES: [&str; 4] = ["work", "office", "mobile", "home"];

/// Attributes that no page of Zoom's confirms.
fn attribute(validator: &mut Validator<'_>, known: &Known<'_>, place: &BodyPath<'_>) {
    if known.sub.is_some() {
        return;
    }
    match (known.urn, certainty(known.attribute)) {
        (None, "uncertain") => {
            let message = format!("`{}` is not in Zoom's documented user object", known.name);
            validator.add(Code::AttributeUnverified, place, message, "do not rely on it");
        }
        (Some(_), "unverified") => {
            let message = format!("no page of Zoom's confirms `{}`", known.name);
            validator.add(Code::ExtensionAttributeUnverified, place, message, "do not rely on it");
        }
        _ => {}
    }
}

/// Lengths and forms.
fn value(validator: &mut Validator<'_>, known: &Known<'_>, value: &Value, place: &BodyPath<'_>) {
    let Value::String(text) = value else { return };
    length(validator, known, text, place);
    let same = |(urn, name, sub, _): &&(Option<&str>, &str, Option<&str>, Form)| {
        *urn == known.urn && *name == known.name && *sub == known.sub
    };
    if let Some((.., form)) = FORMS.iter().find(same) {
        formed(validator, *form, text, place);
    }
}

fn length(validator: &mut Validator<'_>, known: &Known<'_>, text: &str, place: &BodyPath<'_>) {
    let Some(most) = note(known.attribute, "maxLength").and_then(Value::as_u64) else { return };
    let length = text.chars().count() as u64;
    if length > most {
        // Of the others only the limits of Zoom's REST interface are known.
        let severity = if known.name == "userName" { Severity::Error } else { Severity::Warning };
        let message = format!("`{}` has {length} characters; Zoom takes {most}", place.path());
        validator.add_as(severity, Code::ValueTooLong, place, message, "shorten it, for example with Left");
    }
}

fn formed(validator: &mut Validator<'_>, form: Form, text: &str, place: &BodyPath<'_>) {
    let (code, message, help): (Code, &str, String) = match form {
        // Missing, on a create; told there.
        Form::UserName if validator.method == Method::Post && text.trim().is_empty() => return,
        Form::UserName if !is_address(text) => (
            Code::UsernameNotEmail,
            "is no e-mail address, which Zoom signs users in with",
            "map an attribute that holds an address, such as userPrincipalName or mail".to_owned(),
        ),
        Form::Email if !text.is_empty() && !is_address(text) => {
            (Code::EmailNotEmail, "is no e-mail address", "write it like ada@contoso.example".to_owned())
        }
        Form::Phone => match (phone(text), repaired(text)) {
            (Phone::Other, None) if text.is_empty() => return,
            (Phone::Documented, _) => return,
            (Phone::Run, _) => (
                Code::PhoneNoSpace,
                "has no blank after the country code",
                "Zoom's examples have one: +1 5125550123".to_owned(),
            ),
            (Phone::Other, repaired) => (
                Code::PhoneFormat,
                "is not in the form of Zoom's examples",
                match repaired {
                    Some(number) => format!("write {number}"),
                    None => "write plus, country code, a blank, digits: +1 5125550123".to_owned(),
                },
            ),
        },
        Form::PhoneType if !PHONE_TYPES.iter().any(|known| known.eq_ignore_ascii_case(text)) => (
            Code::PhoneTypeUndocumented,
            "is no type of telephone number that Zoom documents",
            "use work, office, mobile or home".to_owned(),
        ),
        Form::UserType => match user_type(text) {
            Some(told) => told,
            None => return,
        },
        Form::Locale if !is_language_tag(text) => (
            Code::LocaleFormat,
            "is no language tag with hyphens",
            match text.replace('_', "-") {
                tag if tag != text && is_language_tag(&tag) => format!("write {tag}"),
                _ => "write it like en-US".to_owned(),
            },
        ),
        Form::Digits if !digits(text, 1, usize::MAX) => (
            Code::ZoomPhoneValue,
            "is not a number in digits",
            "an extension is digits, 0 for the next that is free; a calling plan is its number, such as 3000"
                .to_owned(),
        ),
        Form::InternationalNumber if phone(text) == Phone::Other => (
            Code::ZoomPhoneValue,
            "is no international number",
            "write it like +1 5125550123; it must be a number of the account that nobody has".to_owned(),
        ),
        _ => return,
    };
    let message = ["`", &clip(text), "` ", message].concat();
    validator.add(code, place, message, &help);
}

/// What is to be said of a user type.
fn user_type(text: &str) -> Option<(Code, &'static str, String)> {
    match USER_TYPES.iter().find(|(name, _)| *name == text) {
        Some((_, Some(successor))) => Some((
            Code::UsertypeLegacy,
            "is a name that Zoom replaced in October 2020",
            format!("write {successor}"),
        )),
        Some(("Collaboration", None)) => Some((
            Code::UsertypeCollaboration,
            "is documented, but Entra's connector has been seen to reject it",
            "try it with one user first".to_owned(),
        )),
        Some(_) => None,
        None => {
            let today =
                || USER_TYPES.iter().filter(|(_, successor)| successor.is_none()).map(|(name, _)| *name);
            let help = match nearest(text, today()) {
                Some(near) => format!("did you mean {near}?"),
                None => "write Basic, Licensed, On-Prem or Collaboration".to_owned(),
            };
            Some((Code::UsertypeUnknown, "is none of Zoom's user types", help))
        }
    }
}

/// What concerns several members of the body.
fn whole(validator: &mut Validator<'_>, body: &Map<String, Value>) {
    addresses(validator, body);
    let Some((urn, legacy)) = body.iter().find(|(name, _)| name.eq_ignore_ascii_case(LEGACY)) else { return };
    let place = BodyPath::ROOT.member(urn);
    let message = format!("`{urn}` is Zoom's older extension");
    let help = ["use ", ZOOM_USER, " where it has the attribute"].concat();
    validator.add(Code::LegacyExtension, &place, message, &help);
    if let Some(login) = legacy.as_object().and_then(|legacy| object(legacy, "loginType")) {
        let place = place.member("loginType");
        match (is_true(login, "sso"), is_true(login, "workEmail")) {
            (false, false) => validator.add(
                Code::LogintypeNone,
                &place,
                "neither `sso` nor `workEmail` is true".to_owned(),
                "make one of them true, usually `sso`",
            ),
            (false, true) => validator.add(
                Code::LogintypeWorkEmail,
                &place,
                "with `workEmail` alone Zoom has answered with success and the user could not be found after"
                    .to_owned(),
                "make `sso` true too",
            ),
            _ => {}
        }
    }
}

fn is_true(members: &Map<String, Value>, name: &str) -> bool {
    match member(members, name) {
        Some(Value::Bool(value)) => *value,
        Some(Value::String(text)) => text.eq_ignore_ascii_case("true"),
        _ => false,
    }
}

/// On create Zoom takes `userName` for both, on update the first e-mail.
fn addresses(validator: &mut Validator<'_>, body: &Map<String, Value>) {
    let name = member(body, "userName").and_then(Value::as_str).filter(|name| !name.trim().is_empty());
    let Some(name) = name else { return };
    let first = member(body, "emails").and_then(Value::as_array).and_then(|emails| emails.first());
    let email = first.and_then(Value::as_object).and_then(|email| member(email, "value"));
    let email = email.and_then(Value::as_str).filter(|email| !email.is_empty());
    let differs = email.is_none_or(|email| !casing::alike(email, name));
    match (validator.method, email) {
        (Method::Post, Some(email)) if differs => {
            let emails = BodyPath::ROOT.member("emails");
            let first = emails.element(0);
            let message = format!(
                "Zoom takes the address of a new user from `userName`: `{}`, not `{}`",
                clip(name),
                clip(email)
            );
            validator.add(
                Code::EmailIgnoredOnCreate,
                &first.member("value"),
                message,
                "feed `userName` and `emails` from one attribute, or the first update changes the address",
            );
        }
        (Method::Put, email) if differs => {
            let message = match email {
                Some(email) => {
                    format!("Zoom takes both from `emails` on update: they become `{}`", clip(email))
                }
                None => "Zoom ignores `userName` on update, and there is no e-mail address".to_owned(),
            };
            let place = BodyPath::ROOT.member("userName");
            validator.add(
                Code::UsernameIgnoredOnUpdate,
                &place,
                message,
                "send the new address in `emails`, and the same as `userName`",
            );
        }
        _ => {}
    }
}

/// Where each rule comes from.
fn source(code: Code) -> &'static str {
    match code {
        Code::EmailIgnoredOnCreate => "docs.pingidentity.com, Creating a Zoom connection",
        Code::UsernameIgnoredOnUpdate => {
            "docs.pingidentity.com, Creating a Zoom connection; devforum.zoom.us thread 6248"
        }
        Code::UsernameMissing | Code::UsernameNotEmail => "docs.pingidentity.com, Zoom connector attributes",
        Code::PhoneFormat | Code::PhoneNoSpace => {
            "docs.pingidentity.com, Creating a Zoom connection (examples)"
        }
        Code::PhoneTypeUndocumented => {
            "Zoom's public Postman collection; help.okta.com, Workflows Zoom connector"
        }
        Code::UsertypeUnknown | Code::UsertypeCollaboration => "devforum.zoom.us threads 138293 and 139015",
        Code::UsertypeLegacy => "learn.microsoft.com, Zoom provisioning tutorial, change log 10/20/2020",
        Code::LocaleFormat => "RFC 7643 section 4.1.1; Zoom's public Postman collection",
        Code::ValueTooLong => "developers.zoom.us, lengths of the REST user API",
        Code::ZoomPhoneValue => "support.zoom.com KB0070135",
        Code::LogintypeNone => "help.okta.com, Workflows Zoom connector",
        Code::LogintypeWorkEmail => "devforum.zoom.us thread 6248",
        Code::OperationsMissing => "devforum.zoom.us thread 100447; RFC 7644 section 3.5.2",
        Code::LegacyExtension => "devforum.zoom.us thread 111286",
        Code::BooleanAsString => "learn.microsoft.com, aadOptscim062020; RFC 7643 section 2.3.2",
        Code::MultiplePrimary | Code::ValueMissing => "RFC 7643 section 2.4",
        Code::NullValue => "RFC 7643 section 2.5",
        Code::NotObject => "RFC 7643 section 2",
        Code::TypeMismatch => "RFC 7643 section 2.3; developers.zoom.us, SCIM2 API reference",
        Code::PatchOpUnknown | Code::InvalidPath | Code::NoTarget => "RFC 7644 section 3.5.2",
        _ => "developers.zoom.us, SCIM2 API reference",
    }
}
