//! Reading the members of an object that a caller gives: facts about a user, options, the lines of a batch.

use super::{Code, Diagnostic, Outcome};
use crate::place::Place;
use serde_json::{Map, Value as Json};

/// The members of an object, asked for one by one. What is absent or `null` is not given; of what is given as something
/// else than expected, a finding says what is expected and where.
///
/// Names are camelCase everywhere. Lines of a batch write them in snake_case, which is understood too.
///
/// ```
/// use attrflow::diagnostic::Members;
/// let object = serde_json::json!({"firstCycle": true, "target_id": "7", "seed": "x"});
/// let members = Members::new(object.as_object().unwrap());
/// assert_eq!(members.flag("firstCycle")?, Some(true));
/// assert_eq!(members.text("targetId")?, Some("7"));
/// assert_eq!(members.text("now")?, None);
/// assert_eq!(members.number("seed").unwrap_err().message, "expected `seed` to be a number");
/// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Members<'o> {
    object: &'o Map<String, Json>,
    place: Place,
}

impl<'o> Members<'o> {
    /// The members of a document's root.
    pub fn new(object: &'o Map<String, Json>) -> Self {
        Self { object, place: Place::document() }
    }

    /// The object itself.
    pub fn object(&self) -> &'o Map<String, Json> {
        self.object
    }

    /// What a member is given as.
    pub fn get(&self, name: &str) -> Option<&'o Json> {
        self.given(name).map(|(_, value)| value)
    }

    /// A member that `read` takes; `expected` says in a finding what it takes.
    ///
    /// # Errors
    /// [`Code::InvalidDocument`] if the member is given and not taken.
    pub fn read<T>(
        &self,
        name: &str,
        expected: &str,
        read: impl FnOnce(&'o Json) -> Option<T>,
    ) -> Outcome<Option<T>> {
        let Some((written, value)) = self.given(name) else { return Ok(None) };
        match read(value) {
            Some(value) => Ok(Some(value)),
            None => Err(wrong(self.place.child(written), written, expected)),
        }
    }

    /// A text.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn text(&self, name: &str) -> Outcome<Option<&'o str>> {
        self.read(name, "a text", Json::as_str)
    }

    /// A text of one's own.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn owned_text(&self, name: &str) -> Outcome<Option<String>> {
        Ok(self.text(name)?.map(str::to_owned))
    }

    /// A list of texts.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn texts(&self, name: &str) -> Outcome<Option<Vec<String>>> {
        let text = |value: &Json| value.as_str().map(str::to_owned);
        self.read(name, "an array of texts", |value| value.as_array()?.iter().map(text).collect())
    }

    /// True or false.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn flag(&self, name: &str) -> Outcome<Option<bool>> {
        self.read(name, "true or false", Json::as_bool)
    }

    /// A number.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn number(&self, name: &str) -> Outcome<Option<f64>> {
        self.read(name, "a number", Json::as_f64)
    }

    /// An object, with its members.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn members(&self, name: &str) -> Outcome<Option<Members<'o>>> {
        let object = self.read(name, "an object", Json::as_object)?;
        let written = self.given(name).map_or(name, |(written, _)| written);
        Ok(object.map(|object| Members { object, place: self.place.child(written) }))
    }

    /// All members, each of which is to be an object, by the names that the caller chose.
    pub fn each(&self) -> impl Iterator<Item = (&'o str, Outcome<Members<'o>>)> {
        self.object.iter().map(|(name, value)| {
            let place = self.place.child(name);
            let members = match value {
                Json::Object(object) => Ok(Members { object, place }),
                _ => Err(wrong(place, name, "an object")),
            };
            (name.as_str(), members)
        })
    }

    /// A finding about one member.
    pub fn wrong(&self, name: &str, message: impl Into<String>) -> Box<Diagnostic> {
        Box::new(Diagnostic::new(Code::InvalidDocument, message).within(self.place.child(name)))
    }

    /// A member that has a value, under the name that it is written by.
    fn given(&self, name: &str) -> Option<(&'o str, &'o Json)> {
        let written = |key: &&String| *key == name || is_in_snake_case(key, name);
        let key = self.object.keys().find(written)?;
        let value = self.object.get(key).filter(|value| !value.is_null())?;
        Some((key, value))
    }
}

#[inline(never)]
fn wrong(place: Place, name: &str, expected: &str) -> Box<Diagnostic> {
    let message = format!("expected `{name}` to be {expected}");
    Box::new(Diagnostic::new(Code::InvalidDocument, message).within(place))
}

/// Whether `key` is `name`, a name in camelCase, written in snake_case.
fn is_in_snake_case(key: &str, name: &str) -> bool {
    let mut key = key.bytes();
    let same = name.bytes().all(|byte| {
        if byte.is_ascii_uppercase() {
            key.next() == Some(b'_') && key.next() == Some(byte.to_ascii_lowercase())
        } else {
            key.next() == Some(byte)
        }
    });
    same && key.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_are_taken_in_both_spellings_and_no_other() {
        for (key, taken) in [
            ("targetUsers", true),
            ("target_users", true),
            ("target_user", false),
            ("target_userss", false),
            ("TargetUsers", false),
            ("targetusers", false),
        ] {
            let object = json!({ key: true });
            let found = Members::new(object.as_object().expect("an object")).flag("targetUsers");
            assert_eq!(found.expect("a flag").is_some(), taken, "{key}");
        }
    }

    #[test]
    fn findings_lead_to_the_member_as_it_is_written() {
        let object = json!({"changes": {"members_added": [1]}, "state": 7});
        let members = Members::new(object.as_object().expect("an object"));
        let changes = members.members("changes").expect("an object").expect("given");
        let found = changes.texts("membersAdded").expect_err("no texts");
        assert_eq!(found.place.to_string(), "/changes/members_added");
        assert_eq!(found.message, "expected `members_added` to be an array of texts");
        assert_eq!(members.members("state").expect_err("no object").place, Place::member("state"));
    }
}
