//! What the target holds, found by the values that users are matched by.
//!
//! Resources stay where they are: of each there is the place of its text, and of each matching value a
//! hash of 64 bits. A million resources take 16 MB for the places and as much for every matching
//! mapping, however long the resources are.

use super::directory::{Directory, MatchQuery};
use crate::dotnet::casing::folded;
use crate::input::{Format, Item, Problem, UserReader};
use crate::json;
use crate::mapping::Plan;
use serde_json::Value as Json;
use std::cell::RefCell;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read};

/// Where the texts of resources are kept: a file, or bytes.
pub trait Store {
    /// Reads the `length` bytes at `offset`.
    ///
    /// # Errors
    /// When they cannot be read, or are not there.
    fn read(&self, offset: u64, length: usize, to: &mut Vec<u8>) -> io::Result<()>;
}

impl<B: AsRef<[u8]>> Store for B {
    fn read(&self, offset: u64, length: usize, to: &mut Vec<u8>) -> io::Result<()> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let found = start.checked_add(length).and_then(|end| self.as_ref().get(start..end));
        to.extend_from_slice(found.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

/// An index over the resources of a target.
pub struct Index<S> {
    store: S,
    places: Vec<(u64, u32)>,
    /// Hashes of mapping and value, sorted, each with the resource.
    values: Vec<(u64, u32)>,
    buffer: RefCell<Vec<u8>>,
}

impl<S: Store> Index<S> {
    /// Reads resources from `input`, whose text `store` keeps: a list of SCIM or several pages of one, an
    /// array, or an object a line. `tell` is given what is wrong with it.
    ///
    /// # Errors
    /// When the input cannot be read.
    pub fn read(
        plan: &Plan,
        input: impl Read,
        store: S,
        mut tell: impl FnMut(Problem),
    ) -> io::Result<Index<S>> {
        let mut index = Index { store, places: Vec::new(), values: Vec::new(), buffer: RefCell::default() };
        let keys = plan.unique_mappings().to_vec();
        let mut reader = UserReader::new(input);
        if reader.format()? == Some(Format::Csv) {
            let message = "the target's resources are a table; give the answers of its /Users as JSON";
            let code = crate::diagnostic::Code::UnknownFormat;
            tell(Problem { line: 1, diagnostic: crate::diagnostic::Diagnostic::new(code, message) });
            return Ok(index);
        }
        while let Some(item) = reader.next_item()? {
            match item {
                Item::Problem(problem) => tell(problem),
                Item::User(resource) => {
                    let number = u32::try_from(index.places.len()).unwrap_or(u32::MAX);
                    let length = u32::try_from(resource.json.len()).unwrap_or(u32::MAX);
                    index.places.push((resource.offset, length));
                    let Ok(json) = json::parse(resource.json) else { continue };
                    for mapping in &keys {
                        for value in plan.held(*mapping, &json) {
                            index.values.push((key(plan, *mapping, &value), number));
                        }
                    }
                }
            }
        }
        index.values.sort_unstable();
        index.values.shrink_to_fit();
        index.places.shrink_to_fit();
        Ok(index)
    }

    /// How many resources there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The resource at a place; `None` if it cannot be read any more.
    fn resource(&self, number: u32) -> Option<Json> {
        let (offset, length) = *self.places.get(number as usize)?;
        let mut buffer = self.buffer.borrow_mut();
        buffer.clear();
        self.store.read(offset, length as usize, &mut buffer).ok()?;
        json::parse(std::str::from_utf8(&buffer).ok()?).ok()
    }
}

impl<S> Index<S> {
    /// The resources with the hash of a query.
    fn candidates(&self, plan: &Plan, query: &MatchQuery) -> impl Iterator<Item = u32> {
        let wanted = key(plan, query.mapping, &query.value);
        let from = self.values.partition_point(|(key, _)| *key < wanted);
        let rest = self.values.get(from..).unwrap_or_default().iter();
        rest.take_while(move |(key, _)| *key == wanted).map(|(_, number)| *number)
    }
}

impl<S: Store> Directory for Index<S> {
    fn at_most(&self, plan: &Plan, query: &MatchQuery) -> Option<usize> {
        Some(self.candidates(plan, query).count())
    }

    fn find(&self, plan: &Plan, query: &MatchQuery) -> Vec<Json> {
        let mut found: Vec<Json> = Vec::new();
        for number in self.candidates(plan, query) {
            let resource = self.resource(number).filter(|resource| query.fits(plan, resource));
            found.extend(resource.filter(|resource| !found.contains(resource)));
            if found.len() > 1 {
                break;
            }
        }
        found
    }
}

/// The hash of a mapping's value: letter case counts only where the schema says so.
pub(super) fn key(plan: &Plan, mapping: usize, value: &Json) -> u64 {
    let mut hasher = DefaultHasher::new();
    mapping.hash(&mut hasher);
    match value {
        Json::String(text) if plan.is_exact(mapping) => text.hash(&mut hasher),
        Json::String(text) => folded(text).hash(&mut hasher),
        other => folded(&json::text(other)).hash(&mut hasher),
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::read_profile;

    #[test]
    fn resources_are_found_in_every_form_of_a_list() {
        let (profile, _) = read_profile(
            r#"[{"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1}]"#,
        )
        .expect("a profile");
        let plan = Plan::new(profile).expect("a plan");
        let query = MatchQuery::new(&plan, 0, Json::from("ADA@x.example"));
        for (text, problems) in [
            (r#"{"totalResults":2,"Resources":[{"id":"1","userName":"ada@x.example"},{"id":"2"}]}"#, 0),
            (r#"{"totalResults":9,"Resources":[{"id":"1","userName":"ada@x.example"}]}"#, 1),
            (
                r#"{"Resources":[{"id":"2"}],"totalResults":2} {"Resources":[{"id":"1","userName":"Ada@x.example"}]}"#,
                0,
            ),
            (r#"[{"id":"1","userName":"ada@x.example"}]"#, 0),
            ("{\"id\":\"1\",\"userName\":\"ada@x.example\"}\n{\"id\":\"2\"}\n", 0),
            ("{\"id\":\"1\",\"userName\":\"ada@x.example\"}\n{\"id\":\n", 1),
            ("userName;id\nada@x.example;1\n", 1),
        ] {
            let mut told = Vec::new();
            let index = Index::read(&plan, text.as_bytes(), text.as_bytes(), |problem| told.push(problem));
            let index = index.expect("bytes");
            assert_eq!(told.len(), problems, "{text}: {told:?}");
            let found = index.find(&plan, &query);
            let ids: Vec<&str> = found.iter().filter_map(|found| found["id"].as_str()).collect();
            let wanted: &[&str] = if index.is_empty() { &[] } else { &["1"] };
            assert_eq!(ids, wanted, "{text}");
        }
        let twice = r#"[{"id":"1","userName":"ada@x.example"},{"id":"2","userName":"Ada@X.example"}]"#;
        let index = Index::read(&plan, twice.as_bytes(), twice.as_bytes(), |_| {}).expect("bytes");
        assert_eq!((index.len(), index.find(&plan, &query).len()), (2, 2));
    }
}
