//! JSON objects in few instructions: the documents have many, and `json!` spells each one out.

use serde_json::{Map, Value as Json};

/// An object of these members.
pub(super) fn object<const N: usize>(mut members: [(&str, Json); N]) -> Json {
    collected(&mut members)
}

#[inline(never)]
fn collected(members: &mut [(&str, Json)]) -> Json {
    let mut object = Map::with_capacity(members.len());
    for (name, value) in members {
        object.insert((*name).to_owned(), value.take());
    }
    Json::Object(object)
}

/// A text.
#[inline(never)]
pub(super) fn text(text: &str) -> Json {
    Json::String(text.to_owned())
}

/// A text, or null.
#[inline(never)]
pub(super) fn optional(text: Option<&str>) -> Json {
    text.map_or(Json::Null, self::text)
}

/// A list.
pub(super) fn list(values: impl IntoIterator<Item = Json>) -> Json {
    Json::Array(values.into_iter().collect())
}
