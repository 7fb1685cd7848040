//! A document for a profile that came from nowhere.

use super::directory::AttributeDefinition;
use super::export::{filters as filters_of, mappings_of, valid};
use super::layout::Layout;
use super::object::{list, object as members, optional, text};
use super::rows::Row;
use super::rule::FlowTypes;
use super::scope::FilterGroup;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::language::{Dialect, parse};
use crate::scim::Schemas;
use crate::scim::schema::Mutability;
use crate::scim::{AttributeType, Mode, parse_path};
use crate::systems::{SCIM, Target, ZOOM, entra};
use serde_json::Value as Json;

/// The name of Entra's directory in documents, and its identifier, which is the same for every tenant.
const ENTRA: (&str, &str) = ("Azure Active Directory", "66e4a8cc-1b7b-435e-95f8-f06cea133828");
const ENTERPRISE_USER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const CORE_GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

/// A new synchronization schema for a profile: one rule with one object mapping, and directories that
/// list the attributes which the profile lists or uses.
///
/// The identifiers of a job's own rule are not known here: to change a job that exists, download its
/// document and [`export`](super::export) into it.
///
/// # Errors
/// When the profile has errors.
///
/// ```
/// let profile = serde_json::json!({"mappings": [
///     {"type": "expression", "source": "Not([IsSoftDeleted])", "target": "active"}]});
/// let (text, found) = attrflow::graph::create(&profile)?;
/// assert!(found.is_empty());
/// let (imported, _) = attrflow::graph::import_text(&text)?;
/// assert_eq!(imported.profile(0)["mappings"], profile["mappings"]);
/// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
/// ```
pub fn create(profile: &Json) -> Outcome<(String, Vec<Diagnostic>)> {
    valid(profile)?;
    let mut found = Vec::new();
    let mut mappings = Vec::new();
    let rows: Vec<Row> = mappings_of(profile).iter().map(Row::of_profile).collect();
    for (at, row) in rows.iter().enumerate() {
        let pointer = format!("/mappings/{at}/source");
        let (source, told) = row.to_source().map_err(|found| Box::new(found.within(&pointer)))?;
        found.extend(told.into_iter().map(|found| found.within(&pointer)));
        mappings.push(row.to_json(source.as_ref()));
    }
    let member = |name: &str| profile.get(name).and_then(Json::as_str);
    let array =
        |name: &str| profile.get(name).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    let groups = member("object") == Some("group");
    let target = match member("target") {
        Some("scim") => ("customappsso", &SCIM),
        _ => ("Zoom", &ZOOM),
    };
    let (rule, object, target_object) = match groups {
        true => ("USERGROUP_OUTBOUND_USERGROUP", "Group", CORE_GROUP),
        false => ("USER_OUTBOUND_USER", "User", ENTERPRISE_USER),
    };
    let filters = |name: &str| array(name).iter().map(FilterGroup::of_profile).collect::<Vec<_>>();
    let (scope, input) = (filters("scope"), filters("inputScope"));
    let actions = profile.get("settings").and_then(|settings| settings.get("actions")?.as_array());
    let flow_types: Vec<&str> = FlowTypes::ALL
        .iter()
        .filter(|(.., word)| actions.is_none_or(|actions| actions.iter().any(|action| action == word)))
        .map(|(name, ..)| *name)
        .collect();
    let soft_delete = profile
        .get("settings")
        .and_then(|settings| settings.get("targetSupportsSoftDelete")?.as_bool())
        .unwrap_or(true);
    let name =
        member("name").map_or_else(|| format!("Provision Microsoft Entra ID {object}s"), str::to_owned);
    let sources = definitions(profile, "source", source_attributes(&rows, scope.iter().chain(&input)));
    let targets = definitions(profile, "target", target_attributes(&rows, &target.1, groups));
    let stored = |groups: &[FilterGroup]| list(groups.iter().map(FilterGroup::to_json));
    let scope = match scope.is_empty() && input.is_empty() {
        true => Json::Null,
        false => filters_of(stored(&scope), stored(&input)),
    };
    let flow_types = if flow_types.is_empty() { text("None") } else { text(&flow_types.join(", ")) };
    let mapping = members([
        ("attributeMappings", list(mappings)),
        ("enabled", true.into()),
        ("flowTypes", flow_types),
        ("metadata", list([])),
        ("name", text(&name)),
        ("scope", scope),
        ("sourceObjectName", text(object)),
        ("targetObjectName", text(target_object)),
    ]);
    let rule = members([
        ("editable", true.into()),
        ("name", text(rule)),
        ("priority", 1.into()),
        ("sourceDirectoryName", text(ENTRA.0)),
        ("targetDirectoryName", text(target.0)),
        ("metadata", list([])),
        ("objectMappings", list([mapping])),
    ]);
    let directory = |id: Option<&str>, name: &str, object: &str, attributes: Json| {
        let metadata =
            members([("key", text("IsSoftDeletionSupported")), ("value", text(&soft_delete.to_string()))]);
        let object =
            members([("name", text(object)), ("attributes", attributes), ("metadata", list([metadata]))]);
        let mut directory = members([
            ("id", optional(id)),
            ("name", text(name)),
            ("readOnly", false.into()),
            ("objects", list([object])),
        ]);
        // Without an identifier rather than with none.
        if let (None, Some(members)) = (id, directory.as_object_mut()) {
            members.shift_remove("id");
        }
        directory
    };
    let document = members([
        ("synchronizationRules", list([rule])),
        (
            "directories",
            list([
                directory(Some(ENTRA.1), ENTRA.0, object, sources),
                directory(None, target.0, target_object, targets),
            ]),
        ),
    ]);
    Ok((Layout::usual().print(&document, "") + "\n", found))
}

/// What a profile lists, and of the others those that are not among them.
fn definitions(profile: &Json, side: &str, others: Vec<AttributeDefinition>) -> Json {
    let listed = profile.get("attributes").and_then(|sides| sides.get(side)?.as_array());
    let mut all: Vec<AttributeDefinition> =
        listed.into_iter().flatten().filter_map(AttributeDefinition::of_profile).collect();
    for other in others {
        if !all.iter().any(|known| known.name.eq_ignore_ascii_case(&other.name)) {
            all.push(other);
        }
    }
    all.iter().map(AttributeDefinition::to_json).collect()
}

/// The attributes that rows and filters read.
fn source_attributes<'f>(
    rows: &[Row],
    filters: impl Iterator<Item = &'f FilterGroup>,
) -> Vec<AttributeDefinition> {
    let mut names = Vec::new();
    for row in rows {
        match row.kind.as_str() {
            "direct" => names.push(row.source.clone()),
            "expression" => {
                let tree = parse(&row.source, Dialect::Entra);
                names.extend(tree.iter().flat_map(|tree| tree.attributes()).map(str::to_owned));
            }
            _ => {}
        }
    }
    names.extend(filters.flat_map(|group| &group.clauses).map(|clause| clause.attribute.clone()));
    let anchor = AttributeDefinition { anchor: true, ..AttributeDefinition::named("objectId") };
    let named = names.iter().filter(|name| *name != "objectId").map(|name| {
        let known = entra::attribute(name);
        let mut definition = AttributeDefinition::named(name);
        if let Some(known) = known {
            definition.kind = format!("{:?}", known.kind);
            definition.multivalued = known.multi_valued;
        }
        // The service computes it, so no list of attributes has it.
        if name == "IsSoftDeleted" {
            definition.kind = "Boolean".to_owned();
        }
        definition
    });
    std::iter::once(anchor).chain(named).collect()
}

/// The attributes that rows write, as the target's schema describes them.
fn target_attributes(rows: &[Row], target: &Target, groups: bool) -> Vec<AttributeDefinition> {
    let anchor = AttributeDefinition { anchor: true, ..AttributeDefinition::named("id") };
    let written = rows.iter().map(|row| {
        let mut definition = AttributeDefinition::named(row.target.trim());
        let Ok(path) = parse_path(&definition.name, Mode::Lenient) else { return definition };
        let group = Schemas::core().schema(CORE_GROUP).filter(|_| groups);
        let head = group.and_then(|schema| schema.attribute(&path.name));
        let head = head.or_else(|| target.schemas().head(&path)).or_else(|| Schemas::core().head(&path));
        let Some(head) = head else { return definition };
        let attribute = path.sub.as_deref().and_then(|sub| head.sub(sub)).unwrap_or(head);
        definition.kind = match attribute.kind {
            AttributeType::Boolean => "Boolean",
            AttributeType::Integer => "Integer",
            AttributeType::DateTime => "DateTime",
            AttributeType::Binary => "Binary",
            // What a complex attribute such as `manager` or `members` takes is the other object.
            AttributeType::Complex
                if matches!(path.name.to_ascii_lowercase().as_str(), "manager" | "members") =>
            {
                "Reference"
            }
            _ => "String",
        }
        .to_owned();
        definition.case_exact = attribute.case_exact;
        definition.required = head.required && path.sub.is_none();
        definition.multivalued = head.multi_valued && path.filter.is_none() && path.sub.is_none();
        definition.mutability = match attribute.mutability {
            Mutability::ReadOnly => "ReadOnly",
            Mutability::ReadWrite => "ReadWrite",
            Mutability::Immutable => "Immutable",
            Mutability::WriteOnly => "WriteOnly",
        }
        .to_owned();
        definition
    });
    std::iter::once(anchor).chain(written).collect()
}
