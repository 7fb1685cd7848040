//! Changes as PATCH requests, in Entra's two dialects (provisioning reference, sections 8.4 and 8.5).

use crate::mapping::{Change, ChangeOp, WireDialect};
use serde_json::{Map, Value as Json, json};

/// The URN of PATCH bodies.
const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// The body, and for each operation the changes it carries.
pub(super) fn patch(changes: &[Change], dialect: WireDialect) -> (Json, Vec<Vec<usize>>) {
    let (operations, origins) = match dialect {
        WireDialect::EntraLegacy => legacy(changes),
        WireDialect::EntraCompliant => compliant(changes),
    };
    (json!({"schemas": [PATCH_OP], "Operations": operations}), origins)
}

/// One operation for each change, always with a path; Booleans are texts.
fn legacy(changes: &[Change]) -> (Vec<Json>, Vec<Vec<usize>>) {
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
    (changes.iter().map(operation).collect(), changes.iter().map(|change| vec![change.mapping]).collect())
}

/// Plain attributes with one operation meet in an object without a path, under dotted keys; one alone
/// keeps its path. The rule is read off the documented samples.
fn compliant(changes: &[Change]) -> (Vec<Json>, Vec<Vec<usize>>) {
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
                let members = together.iter().map(|change| (change.path.clone(), change.new.clone()));
                operations.push(json!({"op": op, "value": Map::from_iter(members)}));
                origins.push(together.iter().map(|change| change.mapping).collect());
            }
            continue;
        }
        match (change.op, &change.new) {
            // Members leave by a filter each.
            (ChangeOp::Remove, Json::Array(members)) => {
                for id in members.iter().filter_map(|member| member.get("value")) {
                    operations.push(json!({"op": op, "path": format!("{}[value eq {id}]", change.path)}));
                    origins.push(vec![change.mapping]);
                }
            }
            (_, value) => {
                operations.push(json!({"op": op, "path": change.path, "value": value}));
                origins.push(vec![change.mapping]);
            }
        }
    }
    (operations, origins)
}
