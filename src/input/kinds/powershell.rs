//! What PowerShell makes of objects: capital letters, names of .NET types in place of values, dates of its own.
//!
//! Sources: Get-MgUser's properties (tests of entra-powershell); ConvertTo-Json of Windows PowerShell 5.1 (`\/Date(…)\/`,
//! seen); Get-AzureADUser's ExtensionProperty, Get-ADUser's SID; what lies deeper than -Depth becomes a type's name.

use super::entra;
use crate::dotnet::datetime::DateTime;
use crate::input::titles::{Cell, plain};
use crate::input::words;
use serde_json::{Map, Value as Json};

/// The kinds of files that PowerShell writes, by their short names.
pub(in crate::input) const KINDS: &[&str] =
    &["graph-powershell", "azuread-powershell", "ad-powershell", "exchange-powershell", "entra-powershell"];

/// How the names of .NET types begin that stand where a value was.
const NAMESPACES: &[&str] = &[
    "System.",
    "Microsoft.Graph.",
    "Microsoft.ActiveDirectory.",
    "Microsoft.Exchange.",
    "Microsoft.Open.",
    "Microsoft.Azure.",
    "Microsoft.DirectoryServices.",
    "Microsoft.Management.",
    "Deserialized.",
    "Selected.",
];

/// Whether a text is the name of a .NET type: what an export wrote in place of a list or an object.
pub(in crate::input) fn is_type_name(text: &str) -> bool {
    let text = text.trim_ascii();
    // Most texts begin otherwise, which is quicker to see than that they are none of these.
    if !matches!(text.as_bytes(), [b'S' | b'M' | b'D', b'y' | b'i' | b'e', ..]) {
        return false;
    }
    NAMESPACES.iter().any(|namespace| text.starts_with(namespace))
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".`[]+_, =-".contains(&byte))
        && text.contains('.')
        && !text.contains(". ")
}

/// The point in time that `/Date(1745531629000)/` or `/Date(1745531629000+0200)/` says.
pub(in crate::input) fn date(text: &str) -> Option<String> {
    let inner = text.strip_prefix("/Date(")?.strip_suffix(")/")?;
    let digits = inner.strip_prefix('-').unwrap_or(inner);
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let number: i64 = digits.get(..end)?.parse().ok()?;
    let milliseconds = if inner.starts_with('-') { -number } else { number };
    DateTime::from_unix_milliseconds(milliseconds).map(DateTime::to_rfc3339)
}

/// Whether a type of recipient is no person: `SharedMailbox`, `RoomMailbox`.
pub(in crate::input) fn is_no_person(recipient: &str) -> bool {
    let kinds = ["Shared", "Room", "Equipment", "Scheduling", "Team", "Group", "Discovery", "Linked"];
    recipient.ends_with("Mailbox") && kinds.iter().any(|kind| recipient.starts_with(kind))
}

/// The member that says what kind of recipient of Exchange somebody is.
pub(in crate::input) const RECIPIENT: &str = "RecipientTypeDetails";

/// Members of a user that hold further attributes beside its own.
const BESIDES: &[&str] = &["AdditionalProperties", "ExtensionProperty"];

/// A user of PowerShell under Graph's names. `lost` is told the members whose values are gone.
pub(in crate::input) fn user(from: Map<String, Json>, lost: &mut dyn FnMut(&str)) -> Map<String, Json> {
    let mut user = Map::new();
    let mut unnamed = None;
    let mut besides = Vec::new();
    for (name, value) in from {
        if BESIDES.contains(&&*name) {
            if let Json::Object(own) = value {
                besides.push(own);
            } else if value.as_str().is_some_and(is_type_name) {
                lost(&name);
            }
            continue;
        }
        let title = plain(&name);
        if matches!(&*title, "name" | "cn") {
            unnamed = Some(value);
            continue;
        }
        let Some(value) = value_of(&name, value, lost) else { continue };
        put(&mut user, &name, &title, value);
    }
    for (name, value) in besides.into_iter().flatten() {
        if name.contains("odata.type") {
            continue;
        }
        // What the module does not know has Graph's own names.
        let Some(value) = value_of(&name, value, lost) else { continue };
        let title = plain(&name);
        if !user.contains_key(&*name) {
            put(&mut user, &name, &title, value);
        }
    }
    if let Some(name) = unnamed.filter(|name| name.is_string()) {
        user.entry("displayName").or_insert(name);
    }
    user
}

/// Puts a value where its attribute belongs; the first that comes stays.
fn put(user: &mut Map<String, Json>, name: &str, title: &str, value: Json) {
    let Some(meaning) = entra::meaning(title, &[]) else {
        user.entry(lowered(name)).or_insert(value);
        return;
    };
    // The manager of Active Directory is a name in its tree, and no user's identifier.
    if meaning.name == "manager" && value.is_string() {
        return;
    }
    let value = match (meaning.cell, &value) {
        (Cell::Bits, _) => match bits(&value) {
            Some(enabled) => Json::Bool(enabled),
            None => return,
        },
        (Cell::OppositeFlag, Json::Bool(flag)) => Json::Bool(!flag),
        (Cell::OppositeFlag, Json::String(text)) => words::flag(text).map_or(value, |flag| Json::Bool(!flag)),
        (Cell::Flag, Json::String(text)) => words::flag(text).map_or(value, Json::Bool),
        (Cell::Standing, Json::String(text)) => words::standing(text).map_or(value, Json::Bool),
        // An identifier that is an object: `"SID": {"Value": "S-1-5-…"}`.
        (Cell::Text, Json::Object(object)) => match object.get("value").or_else(|| object.get("Value")) {
            Some(inner) if inner.is_string() => inner.clone(),
            _ => value,
        },
        _ => value,
    };
    user.entry(meaning.name).or_insert(value);
}

/// Whether an account of Active Directory is enabled: the second bit says that it is not.
pub(in crate::input) fn bits(value: &Json) -> Option<bool> {
    let bits = value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())?;
    Some(bits & 2 == 0)
}

/// A value without what PowerShell put into it; `None` if nothing is left.
fn value_of(name: &str, value: Json, lost: &mut dyn FnMut(&str)) -> Option<Json> {
    match value {
        Json::Null => None,
        Json::String(text) if is_type_name(&text) => {
            lost(name);
            None
        }
        Json::String(text) => Some(date(&text).map_or(Json::String(text), Json::String)),
        Json::Array(values) => {
            let values: Vec<Json> =
                values.into_iter().filter_map(|value| value_of(name, value, lost)).collect();
            Some(Json::Array(values))
        }
        Json::Object(object) => {
            let members: Map<String, Json> = object
                .into_iter()
                .filter(|(member, _)| !BESIDES.contains(&&**member))
                .filter_map(|(member, value)| Some((lowered(&member), value_of(name, value, lost)?)))
                .collect();
            // A property that was not asked for is an object of nulls, and no manager.
            (!members.is_empty()).then_some(Json::Object(members))
        }
        other => Some(other),
    }
}

/// A name with its first letter small: `BusinessPhones` is Graph's `businessPhones`.
pub(in crate::input) fn lowered(name: &str) -> String {
    let mut name = name.to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn type_names_are_no_values() {
        for name in [
            "System.String[]",
            "System.Collections.Generic.List`1[System.String]",
            "System.Collections.Generic.Dictionary`2[System.String,System.Object]",
            "Microsoft.Graph.PowerShell.Models.MicrosoftGraphOnPremisesExtensionAttributes",
            "Microsoft.ActiveDirectory.Management.ADPropertyValueCollection",
            "System.Collections.ArrayList",
            "System.Object[]",
        ] {
            assert!(is_type_name(name), "{name}");
        }
        for value in [
            "",
            "System",
            "Systems Engineer",
            "System. Administrator (2)",
            "system.admin@contoso.example",
            "a.b",
        ] {
            assert!(!is_type_name(value), "{value}");
        }
    }

    #[test]
    fn dates_of_its_own() {
        assert_eq!(date("/Date(1745531629000)/").as_deref(), Some("2025-04-24T21:53:49Z"));
        assert_eq!(date("/Date(-1000)/").as_deref(), Some("1969-12-31T23:59:59Z"));
        assert_eq!(date("/Date(x)/"), None);
    }

    #[test]
    fn members_come_under_the_names_of_the_directory() {
        let from = json!({
            "UserPrincipalName": "ada@contoso.example", "BusinessPhones": ["+1 5125550100"], "Enabled": false,
            "OnPremisesExtensionAttributes": {"ExtensionAttribute1": "CC-7", "ExtensionAttribute2": null},
            "Manager": {"Id": null}, "ProxyAddresses": "System.String[]", "SID": {"Value": "S-1-5-7"},
            "AdditionalProperties": {"extension_00_badge": "7"}, "Name": "Ada",
        });
        let Json::Object(from) = from else { panic!("an object") };
        let mut lost = Vec::new();
        let user = user(from, &mut |name| lost.push(name.to_owned()));
        assert_eq!(lost, ["ProxyAddresses"]);
        assert_eq!(
            Json::Object(user),
            json!({
                "userPrincipalName": "ada@contoso.example", "businessPhones": ["+1 5125550100"],
                "accountEnabled": false, "onPremisesExtensionAttributes": {"extensionAttribute1": "CC-7"},
                "onPremisesSecurityIdentifier": "S-1-5-7", "extension_00_badge": "7", "displayName": "Ada",
            })
        );
    }

    #[test]
    fn a_disabled_account_has_a_bit_for_it() {
        assert_eq!(
            (bits(&json!(512)), bits(&json!("514")), bits(&json!("x"))),
            (Some(true), Some(false), None)
        );
    }
}
