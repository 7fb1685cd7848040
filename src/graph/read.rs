//! Members of a JSON document, with what is odd about them.

use crate::diagnostic::{Code, Diagnostic};
use crate::document;
use crate::json;
use crate::limits::SCHEMA_FINDINGS;
use serde_json::{Map, Value as Json};

/// Reads members and keeps what was found.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) found: Vec<Diagnostic>,
}

/// What a value is, in words.
fn what(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "a Boolean",
        Json::Number(_) => "a number",
        Json::String(_) => "a text",
        Json::Array(_) => "an array",
        Json::Object(_) => "an object",
    }
}

impl Reader {
    /// Reports what is not understood. The document keeps it whatever it is.
    #[inline(never)]
    pub(super) fn odd(&mut self, pointer: &str, message: String) {
        self.report(Diagnostic::new(Code::NotUnderstood, message).within(pointer));
    }

    /// Keeps a finding, as long as anybody would read it.
    #[inline(never)]
    pub(super) fn report(&mut self, found: Diagnostic) {
        if self.found.len() < SCHEMA_FINDINGS {
            self.found.push(found);
        } else if self.found.len() == SCHEMA_FINDINGS {
            let message =
                format!("there is more that is not understood; {SCHEMA_FINDINGS} findings are told");
            self.found.push(Diagnostic::new(Code::NotUnderstood, message));
        }
    }

    fn expected(&mut self, pointer: &str, name: &str, wanted: &str, found: &Json) {
        let message = format!("expected `{name}` to be {wanted}, found {}", what(found));
        self.odd(&format!("{pointer}/{name}"), message);
    }

    /// An element that must be an object.
    pub(super) fn object<'j>(&mut self, json: &'j Json, pointer: &str) -> Option<&'j Map<String, Json>> {
        let object = json.as_object();
        if object.is_none() {
            self.odd(pointer, format!("expected an object, found {}", what(json)));
        }
        object
    }

    /// The elements of a list; none if it is missing or null.
    pub(super) fn list<'j>(
        &mut self,
        members: &'j Map<String, Json>,
        name: &str,
        pointer: &str,
    ) -> &'j [Json] {
        match members.get(name) {
            None | Some(Json::Null) => &[],
            Some(Json::Array(list)) => list,
            Some(other) => {
                self.expected(pointer, name, "an array", other);
                &[]
            }
        }
    }

    /// What a list of objects holds; `read` is told the place of each in the list.
    pub(super) fn each<T>(
        &mut self,
        members: &Map<String, Json>,
        name: &str,
        pointer: &str,
        read: fn(&mut Self, &Map<String, Json>, &str, usize) -> Option<T>,
    ) -> Vec<T> {
        let list = self.list(members, name, pointer);
        let mut all = Vec::with_capacity(list.len());
        for (at, json) in list.iter().enumerate() {
            let pointer = format!("{pointer}/{name}/{at}");
            if let Some(members) = self.object(json, &pointer)
                && let Some(read) = read(self, members, &pointer, at)
            {
                all.push(read);
            }
        }
        all
    }

    /// A text; numbers and Booleans are taken as their text.
    pub(super) fn text(&mut self, members: &Map<String, Json>, name: &str, pointer: &str) -> Option<String> {
        let json = members.get(name).filter(|json| !json.is_null())?;
        let text = document::as_text(json);
        if text.is_none() {
            self.expected(pointer, name, "a text", json);
        }
        text
    }

    /// A Boolean, also as text.
    pub(super) fn flag(&mut self, members: &Map<String, Json>, name: &str, pointer: &str) -> Option<bool> {
        let json = members.get(name).filter(|json| !json.is_null())?;
        let flag = document::as_flag(json);
        if flag.is_none() {
            self.expected(pointer, name, "true or false", json);
        }
        flag
    }

    /// A whole number, also as text.
    pub(super) fn integer(&mut self, members: &Map<String, Json>, name: &str, pointer: &str) -> Option<i64> {
        let json = members.get(name).filter(|json| !json.is_null())?;
        let number = json.as_i64().or_else(|| json.as_str()?.trim().parse().ok());
        if number.is_none() {
            self.expected(pointer, name, "a whole number", json);
        }
        number
    }

    /// A member of an enumeration, by name in any letter case or by number: its place among the names.
    /// `None` if it is missing, or none of them.
    pub(super) fn choice(
        &mut self,
        members: &Map<String, Json>,
        name: &str,
        pointer: &str,
        names: &[&str],
    ) -> Option<usize> {
        let json = members.get(name).filter(|json| !json.is_null())?;
        let at = match json {
            Json::String(text) => names.iter().position(|known| known.eq_ignore_ascii_case(text.trim())),
            number => number.as_u64().and_then(|at| usize::try_from(at).ok()).filter(|at| *at < names.len()),
        };
        if at.is_none() {
            let text = json.as_str().map_or_else(|| json::text(json), str::to_owned);
            let text = crate::value::clip(&text);
            let message = format!("`{name}` is `{text}`, none of {}", names.join(", "));
            self.odd(&format!("{pointer}/{name}"), message);
        }
        at
    }
}
