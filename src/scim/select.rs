//! Reading resources through paths.

use super::matches::element_fits;
use super::path::Path;
use super::schema::Schemas;
use super::value::{container, elements, is_empty, member, part};
use serde_json::Value;

/// What a path finds in a resource: one entry for a single value, every fitting element or
/// sub-value for a multi-valued attribute, nothing where there is no value.
///
/// ```
/// use attrflow::scim::{Mode, Schemas, parse_path, select};
/// let user = serde_json::json!({"emails": [{"type": "work", "value": "a"}, {"type": "home", "value": "b"}]});
/// let find = |text| select(&user, &parse_path(text, Mode::Lenient).unwrap(), Schemas::core());
/// assert_eq!(find("emails.value"), ["a", "b"]);
/// assert_eq!(find(r#"Emails[type eq "HOME"].value"#), ["b"]);
/// assert!(find("title").is_empty());
/// ```
pub fn select<'r>(resource: &'r Value, path: &Path, schemas: &Schemas) -> Vec<&'r Value> {
    let mut found = Vec::new();
    let Some(object) = resource.as_object() else { return found };
    if path.is_schema() {
        let value = match path.urn.as_deref() {
            Some(urn) if !schemas.is_base_urn(urn) => member(object, urn),
            _ => Some(resource),
        };
        found.extend(value.filter(|value| !is_empty(value)));
        return found;
    }
    let head = schemas.head(path);
    let value = container(object, path.urn.as_deref(), schemas).and_then(|object| member(object, &path.name));
    for element in elements(value) {
        if path.filter.as_ref().is_some_and(|filter| !element_fits(element, filter, head, schemas)) {
            continue;
        }
        let value = match &path.sub {
            Some(sub) => part(element, sub),
            None => Some(element),
        };
        found.extend(elements(value).iter().filter(|value| !is_empty(value)));
    }
    found
}
