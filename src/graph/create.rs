//! A document for a profile that came from nowhere.

use super::created_attributes::{source_attributes, target_attributes};
use super::directory::definition;
use super::export::{complete, source_of};
use super::layout::Layout;
use super::object::{list, object as members, text};
use super::rule::flow_types;
use super::stored::{comparable, comparable_filters, filter_json, mapping_json, scope_json};
use crate::diagnostic::{Diagnostic, Outcome};
use crate::mapping::{ListedAttribute, Mapping, ObjectType, Profile, ScopeFilter};
use crate::systems::{EntraSettings, SCIM, Target};
use serde_json::Value as Json;

/// The name of Entra's directory in documents, and its identifier, which is the same for every tenant.
const ENTRA: (&str, &str) = ("Azure Active Directory", "66e4a8cc-1b7b-435e-95f8-f06cea133828");
const ENTERPRISE_USER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
pub(super) const CORE_GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

/// A new synchronization schema for a profile: one rule with one object mapping, and directories that
/// list the attributes which the profile lists or uses.
///
/// The identifiers of a job's own rule are not known here: to change a job that exists, download its
/// document and [`export`](super::export) into it.
///
/// # Errors
/// When the profile lacks something or has an expression that cannot be read.
///
/// ```
/// use attrflow::mapping::Profile;
/// let profile = Profile::read(r#"{"mappings": [
///     {"type": "expression", "source": "Not([IsSoftDeleted])", "target": "active"}]}"#).strict().unwrap();
/// let (text, found) = attrflow::graph::create(&profile)?;
/// assert!(found.is_empty());
/// let (imported, _) = attrflow::graph::import_text(&text)?;
/// assert_eq!(imported.profile(0).unwrap().mappings, profile.mappings);
/// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
/// ```
pub fn create(profile: &Profile) -> Outcome<(String, Vec<Diagnostic>)> {
    complete(profile)?;
    let mut diagnostics = Vec::new();
    let mut stored = Vec::new();
    let mut expressions = Vec::new();
    let mappings: Vec<Mapping> = profile.mappings.iter().map(comparable).collect();
    for (at, mapping) in mappings.iter().enumerate() {
        let source = source_of(mapping, at)?;
        diagnostics.extend(source.diagnostics);
        stored.push(mapping_json(mapping, source.source.as_ref()));
        expressions.push(source.expression);
    }
    let target = Target::from_name(&profile.target).unwrap_or_default();
    let directory_name = directory_name(target);
    let groups = profile.object == ObjectType::Group;
    let (rule, object, target_object) = if groups {
        ("USERGROUP_OUTBOUND_USERGROUP", "Group", CORE_GROUP)
    } else {
        ("USER_OUTBOUND_USER", "User", ENTERPRISE_USER)
    };
    let filters = comparable_filters(&profile.scope);
    let input = comparable_filters(&profile.input_scope);
    let settings: EntraSettings = profile.settings.of();
    let name = profile.name.clone().unwrap_or_else(|| format!("Provision Microsoft Entra ID {object}s"));
    let read = source_attributes(&mappings, &expressions, filters.iter().chain(&input));
    let written = target_attributes(&mappings, target, groups);
    let json = |filters: &[ScopeFilter]| list(filters.iter().map(filter_json));
    let scope = if filters.is_empty() && input.is_empty() {
        Json::Null
    } else {
        scope_json(json(&filters), json(&input))
    };
    let mapping = members([
        ("attributeMappings", list(stored)),
        ("enabled", true.into()),
        ("flowTypes", text(&flow_types(settings.actions, ", "))),
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
        ("targetDirectoryName", text(directory_name)),
        ("metadata", list([])),
        ("objectMappings", list([mapping])),
    ]);
    let soft_delete = settings.target_supports_soft_delete;
    let lists = &profile.attributes;
    let sources = objects(object, definitions(lists.source.as_deref(), read), soft_delete);
    let targets = objects(target_object, definitions(lists.target.as_deref(), written), soft_delete);
    let directories = [
        members([
            ("id", text(ENTRA.1)),
            ("name", text(ENTRA.0)),
            ("readOnly", false.into()),
            ("objects", sources),
        ]),
        // Its identifier is the application's own: without one rather than with a wrong one.
        members([("name", text(directory_name)), ("readOnly", false.into()), ("objects", targets)]),
    ];
    let document = members([("synchronizationRules", list([rule])), ("directories", list(directories))]);
    Ok((Layout::usual().print(&document, "") + "\n", diagnostics))
}

/// What Entra calls the directory of an application for this target: the gallery's are called as the service is, and
/// this is the template for any SCIM service.
fn directory_name(target: &Target) -> &'static str {
    if target.id == SCIM.id { "customappsso" } else { target.title }
}

/// What a directory holds: one kind of object.
fn objects(name: &str, attributes: Json, soft_delete: bool) -> Json {
    let metadata =
        members([("key", text("IsSoftDeletionSupported")), ("value", text(&soft_delete.to_string()))]);
    list([members([("name", text(name)), ("attributes", attributes), ("metadata", list([metadata]))])])
}

/// What a profile lists, and of the others those that are not among them.
fn definitions(listed: Option<&[ListedAttribute]>, others: Vec<ListedAttribute>) -> Json {
    let mut all = listed.unwrap_or_default().to_vec();
    for other in others {
        if !all.iter().any(|known| known.name.eq_ignore_ascii_case(&other.name)) {
            all.push(other);
        }
    }
    all.iter().map(definition).collect()
}
