//! What the URN of a schema says by its form.

const CORE: &str = "urn:ietf:params:scim:schemas:core:";

/// Whether a URN is one of RFC 7643's core schemas, which address the resource itself.
pub(super) fn is_core(urn: &str) -> bool {
    urn.get(..CORE.len()).is_some_and(|start| start.eq_ignore_ascii_case(CORE))
}

/// Names of resource types that end schema URNs.
const RESOURCES: [&str; 3] = ["User", "Group", "ZoomUser"];

/// Whether `urn:name` is a schema's URN and not an attribute: a version, then a resource type, as
/// in `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User`.
pub(super) fn is_schema_urn(urn: &str, name: &str) -> bool {
    let version = urn.rsplit(':').next().unwrap_or("");
    version.contains('.')
        && version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && RESOURCES.iter().any(|known| known.eq_ignore_ascii_case(name))
}
