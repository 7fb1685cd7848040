//! Changes as PATCH requests, in Entra's two dialects (provisioning reference, sections 8.4 and 8.5).

use super::difference::{Change, ChangeOp};
use super::model::Origin;
use crate::place::Pointer;
use crate::systems::WireDialect;
use serde_json::{Map, Value as Json, json};

/// The URN of PATCH bodies.
pub(super) const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// The body, and the mapping behind every operation, or behind every member of an operation that carries several.
pub(super) fn patch(changes: &[Change], dialect: WireDialect) -> (Json, Vec<Origin>) {
    let (operations, origins) = match dialect {
        WireDialect::EntraLegacy => legacy(changes),
        WireDialect::EntraCompliant => compliant(changes),
    };
    (json!({"schemas": [PATCH_OP], "Operations": operations}), origins)
}

/// One operation for each change, always with a path; Booleans are texts.
fn legacy(changes: &[Change]) -> (Vec<Json>, Vec<Origin>) {
    let operation = |change: &Change| {
        let op = match change.op {
            _ if change.legacy_path.is_some() => "Add",
            ChangeOp::Add => "Add",
            ChangeOp::Replace => "Replace",
            ChangeOp::Remove => "Remove",
            ChangeOp::Assert => "replace",
        };
        let path = change.legacy_path.as_ref().unwrap_or(&change.path);
        json!({"op": op, "path": path, "value": change.legacy})
    };
    let origins = changes.iter().enumerate().map(|(at, change)| origin(at, change));
    (changes.iter().map(operation).collect(), origins.collect())
}

/// Plain attributes with one operation meet in an object without a path, under dotted keys; one alone
/// keeps its path. The rule is read off the documented samples.
fn compliant(changes: &[Change]) -> (Vec<Json>, Vec<Origin>) {
    let mut operations = Vec::new();
    let mut origins = Vec::new();
    let mut done: Vec<&str> = Vec::new();
    for change in changes {
        let op = match change.op {
            ChangeOp::Add => "add",
            ChangeOp::Replace | ChangeOp::Assert => "replace",
            ChangeOp::Remove => "remove",
        };
        let together: Vec<&Change> =
            changes.iter().filter(|other| other.simple && change.simple && other.op == change.op).collect();
        if together.len() > 1 {
            if !done.contains(&op) {
                done.push(op);
                let whole = origin(operations.len(), change).pointer.member("value");
                origins.extend(together.iter().map(|change| Origin {
                    pointer: whole.clone().member(&change.path),
                    mapping: change.mapping,
                }));
                let members = together.iter().map(|change| (change.path.clone(), change.new.clone()));
                operations.push(json!({"op": op, "value": Map::from_iter(members)}));
            }
            continue;
        }
        match (change.op, &change.new) {
            // Members leave by a filter each.
            (ChangeOp::Remove, Json::Array(members)) => {
                for id in members.iter().filter_map(|member| member.get("value")) {
                    origins.push(origin(operations.len(), change));
                    operations.push(json!({"op": op, "path": format!("{}[value eq {id}]", change.path)}));
                }
            }
            (_, value) => {
                origins.push(origin(operations.len(), change));
                operations.push(json!({"op": op, "path": change.path, "value": value}));
            }
        }
    }
    (operations, origins)
}

/// The whole operation at a place of the list.
fn origin(at: usize, change: &Change) -> Origin {
    Origin { pointer: Pointer::default().member("Operations").element(at), mapping: change.mapping }
}
