//! Two profiles over one user: what the second sends otherwise.

use super::model::Preview;
use serde::Serialize;
use serde_json::Value as Json;

/// A part of a request that is not the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Difference {
    /// What differs: `action`, or the path in the body, such as `emails[0].value`.
    pub path: String,
    /// With the first profile; null where there is nothing.
    #[cfg_attr(target_family = "wasm", tsify(type = "Json"))]
    pub old: Json,
    /// With the second.
    #[cfg_attr(target_family = "wasm", tsify(type = "Json"))]
    pub new: Json,
}

/// What differs between two previews of one object: the action, and every leaf of the request's body.
pub fn differences(old: &Preview, new: &Preview) -> Vec<Difference> {
    let mut found = Vec::new();
    if old.action != new.action || old.reason != new.reason {
        let name = |preview: &Preview| match preview.reason {
            Some(reason) => Json::from(format!("{} ({reason:?})", preview.action.as_str())),
            None => Json::from(preview.action.as_str()),
        };
        found.push(Difference { path: "action".to_owned(), old: name(old), new: name(new) });
    }
    let body =
        |preview: &Preview| preview.request.as_ref().map_or(Json::Null, |request| request.body.clone());
    compare("", &body(old), &body(new), &mut found);
    found
}

fn compare(path: &str, old: &Json, new: &Json, found: &mut Vec<Difference>) {
    match (old, new) {
        (Json::Object(a), Json::Object(b)) => {
            let names = a.keys().chain(b.keys().filter(|name| !a.contains_key(*name)));
            for name in names {
                let nothing = Json::Null;
                let below = match path {
                    "" => name.clone(),
                    path if path.starts_with("urn:") && !path.contains('.') && path.ends_with("User") => {
                        format!("{path}:{name}")
                    }
                    path => format!("{path}.{name}"),
                };
                compare(&below, a.get(name).unwrap_or(&nothing), b.get(name).unwrap_or(&nothing), found);
            }
        }
        (Json::Array(a), Json::Array(b)) if a.len() == b.len() => {
            for (at, (a, b)) in a.iter().zip(b).enumerate() {
                compare(&format!("{path}[{at}]"), a, b, found);
            }
        }
        (a, b) if a == b => {}
        // What is only on one side is told leaf by leaf.
        (Json::Null, Json::Object(_)) => compare(path, &Json::Object(serde_json::Map::new()), new, found),
        (Json::Object(_), Json::Null) => compare(path, old, &Json::Object(serde_json::Map::new()), found),
        (a, b) => found.push(Difference { path: path.to_owned(), old: a.clone(), new: b.clone() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn leaves_are_compared_one_by_one() {
        let mut found = Vec::new();
        let old = json!({"a": 1, "b": {"c": "x", "d": 1}, "e": [{"v": 1}], "g": null});
        let new = json!({"a": 1, "b": {"c": "y"}, "e": [{"v": 2}], "f": {"h": true}});
        compare("", &old, &new, &mut found);
        let paths: Vec<&str> = found.iter().map(|difference| difference.path.as_str()).collect();
        assert_eq!(paths, ["b.c", "b.d", "e[0].v", "f.h"]);
    }
}
