//! The attribute of a clause: one that the directory does not list, writes in other letters, or keeps from filters.

use crate::diagnostic::{Code, nearest};
use crate::mapping::profile::{ObjectType, Profile};
use crate::value::clip;

/// What is to be said of an attribute that stands in the document as `label`: code, message, help.
pub(super) fn attribute_finding(
    profile: &Profile,
    label: &str,
    attribute: &str,
) -> Option<(Code, String, String)> {
    let system = profile.system();
    let filters = &system.filters;
    let listed = profile.attributes.source.as_deref().unwrap_or_default();
    let is_listed = listed.iter().any(|listed| listed.name == attribute);
    let own_word = filters.unusable.iter().find(|(name, _)| name.eq_ignore_ascii_case(attribute));
    // A schema that lists the attribute is of another directory, where it may be of use.
    if let Some((name, help)) = own_word.filter(|_| !is_listed || system.attribute(attribute).is_some()) {
        let message = format!("filters cannot use `{name}`: the clause holds for nobody");
        return Some((Code::ScopeAttribute, message, (*help).to_owned()));
    }
    if let Some(known) = system.attribute(attribute).filter(|known| !is_listed || known.name == attribute) {
        let of_type = filters.unusable_types.iter().find(|(kind, _)| *kind == known.kind);
        let name = &known.name;
        if known.multi_valued && !filters.any_value {
            let message = format!("`{name}` has several values; filters take attributes of one");
            return Some((Code::ScopeAttribute, message, "choose another attribute".to_owned()));
        } else if let Some((_, help)) = of_type {
            let message = format!("filters cannot use `{name}`");
            return Some((Code::ScopeAttribute, message, (*help).to_owned()));
        } else if !system.exact_names && name != attribute && filters.operators.is_empty() {
            let message =
                format!("`{attribute}` is documented as `{name}`; the service refuses to save other letters");
            return Some((Code::AttributeLetterCase, message, format!("write {name}")));
        }
        return None;
    }
    let known = is_listed
        || system.is_own(attribute)
        || (profile.object == ObjectType::Group && GROUP_ATTRIBUTES.contains(&attribute));
    if known {
        return None;
    }
    // What Graph calls otherwise is looked for by that name first.
    let by_path = system.attributes().iter().find(|known| known.path.as_deref() == Some(attribute));
    let labels = system.attributes().iter().filter_map(|known| known.label.as_deref());
    let names = system.attributes().iter().map(|known| known.name.as_str()).chain(labels);
    let names = names.chain(listed.iter().map(|listed| listed.name.as_str()));
    let help = if let Some(known) = by_path {
        format!("that is Graph's name; write {}", known.name)
    } else if let Some(near) = nearest(attribute, names) {
        format!("did you mean {near}?")
    } else {
        "its value is null unless it is an attribute of your own".to_owned()
    };
    let message = format!("{} lists no attribute `{}`", system.title, clip(label));
    Some((Code::UnknownAttribute, message, help))
}

/// What a group of the directory has (learn.microsoft.com, Graph: group resource type; synchronization schema
/// sample).
const GROUP_ATTRIBUTES: [&str; 16] = [
    "objectId",
    "displayName",
    "description",
    "mail",
    "mailNickname",
    "mailEnabled",
    "securityEnabled",
    "groupType",
    "groupTypes",
    "visibility",
    "classification",
    "dirSyncEnabled",
    "onPremisesSamAccountName",
    "onPremisesSecurityIdentifier",
    "onPremisesDomainName",
    "securityIdentifier",
];
