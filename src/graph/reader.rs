//! Members of a JSON document, with what is odd about them.

use crate::diagnostic::document;
use crate::diagnostic::{Code, Diagnostic};
use crate::json;
use crate::limits::SCHEMA_FINDINGS;
use crate::named::Named;
use crate::place::{Place, Pointer};
use serde_json::{Map, Value as Json};

/// The members of an object.
pub(super) type Members = Map<String, Json>;

/// Reads members and keeps what was found. It knows the way to what it reads, so that those who use it need not.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) diagnostics: Vec<Diagnostic>,
    here: Pointer,
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
    /// A reader of what stands at a place of a text.
    pub(super) fn at(here: Pointer) -> Self {
        Self { diagnostics: Vec::new(), here }
    }

    /// Reads what a member holds.
    pub(super) fn at_member<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.here = std::mem::take(&mut self.here).member(name);
        let value = read(self);
        self.here = std::mem::take(&mut self.here).up();
        value
    }

    /// Reads an element of the list that stands here.
    pub(super) fn at_element<T>(&mut self, at: usize, read: impl FnOnce(&mut Self) -> T) -> T {
        self.here = std::mem::take(&mut self.here).element(at);
        let value = read(self);
        self.here = std::mem::take(&mut self.here).up();
        value
    }

    /// Reports what is not understood. The document keeps it whatever it is.
    #[inline(never)]
    pub(super) fn odd(&mut self, message: impl Into<String>) {
        self.report(Code::NotUnderstood, message.into());
    }

    /// The same of a member.
    #[inline(never)]
    pub(super) fn odd_member(&mut self, name: &str, message: impl Into<String>) {
        let message = message.into();
        self.at_member(name, |reader| reader.odd(message));
    }

    /// Keeps a finding about what stands here, as long as anybody would read it.
    #[inline(never)]
    pub(super) fn report(&mut self, code: Code, message: String) {
        if self.diagnostics.len() < SCHEMA_FINDINGS {
            let place = Place::Part(self.here.clone());
            self.diagnostics.push(Diagnostic::new(code, message).within(place));
        } else if self.diagnostics.len() == SCHEMA_FINDINGS {
            let message =
                format!("there is more that is not understood; {SCHEMA_FINDINGS} findings are told");
            self.diagnostics.push(Diagnostic::new(Code::NotUnderstood, message));
        }
    }

    fn expected(&mut self, name: &str, wanted: &str, actual: &Json) {
        self.odd_member(name, format!("expected `{name}` to be {wanted}, found {}", what(actual)));
    }

    /// What stands here, which must be an object.
    pub(super) fn object<'j>(&mut self, json: &'j Json) -> Option<&'j Members> {
        let object = json.as_object();
        if object.is_none() {
            self.odd(format!("expected an object, found {}", what(json)));
        }
        object
    }

    /// The elements of a list; none if it is missing or null.
    pub(super) fn list<'j>(&mut self, members: &'j Members, name: &str) -> &'j [Json] {
        match members.get(name) {
            None | Some(Json::Null) => &[],
            Some(Json::Array(list)) => list,
            Some(other) => {
                self.expected(name, "an array", other);
                &[]
            }
        }
    }

    /// What a list of objects holds; `read` is told the place of each in the list.
    pub(super) fn each<T>(
        &mut self,
        members: &Members,
        name: &str,
        read: fn(&mut Self, &Members, usize) -> Option<T>,
    ) -> Vec<T> {
        let list = self.list(members, name);
        let mut all = Vec::with_capacity(list.len());
        self.at_member(name, |reader| {
            for (at, json) in list.iter().enumerate() {
                all.extend(reader.at_element(at, |reader| {
                    let members = reader.object(json)?;
                    read(reader, members, at)
                }));
            }
        });
        all
    }

    /// A text; numbers and Booleans are taken as their text.
    pub(super) fn text(&mut self, members: &Members, name: &str) -> Option<String> {
        let json = members.get(name).filter(|json| !json.is_null())?;
        let text = document::as_text(json);
        if text.is_none() {
            self.expected(name, "a text", json);
        }
        text
    }

    /// The `name` that whatever stands here must have.
    pub(super) fn name(&mut self, members: &Members, what: &str) -> Option<String> {
        let name = self.text(members, "name");
        if name.is_none() {
            self.odd(format!("{what} without `name`"));
        }
        name
    }

    /// A Boolean, also as text.
    pub(super) fn flag(&mut self, members: &Members, name: &str) -> Option<bool> {
        let json = members.get(name).filter(|json| !json.is_null())?;
        let flag = document::as_flag(json);
        if flag.is_none() {
            self.expected(name, "true or false", json);
        }
        flag
    }

    /// A whole number, also as text.
    pub(super) fn integer(&mut self, members: &Members, name: &str) -> Option<i64> {
        let json = members.get(name).filter(|json| !json.is_null())?;
        let number = json.as_i64().or_else(|| json.as_str()?.trim().parse().ok());
        if number.is_none() {
            self.expected(name, "a whole number", json);
        }
        number
    }

    /// A member of an enumeration, by name in any letter case or by number: its place among the names.
    /// `None` if it is missing, or none of them.
    pub(super) fn choice<T: Named>(&mut self, members: &Members, name: &str) -> Option<T> {
        let at = self.place_among(members, name, T::MEMBER_NAMES)?;
        T::MEMBERS.get(at).copied()
    }

    fn place_among(&mut self, members: &Members, name: &str, names: &[&str]) -> Option<usize> {
        let json = members.get(name).filter(|json| !json.is_null())?;
        let at = match json {
            Json::String(text) => names.iter().position(|known| known.eq_ignore_ascii_case(text.trim())),
            number => number.as_u64().and_then(|at| usize::try_from(at).ok()).filter(|at| *at < names.len()),
        };
        if at.is_none() {
            let text = json.as_str().map_or_else(|| json::text(json), str::to_owned);
            let text = crate::value::clip(&text);
            self.odd_member(name, format!("`{name}` is `{text}`, none of {}", names.join(", ")));
        }
        at
    }
}
