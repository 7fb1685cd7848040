//! What the target holds, found by the values that users are matched by.
//!
//! Resources stay where they are: of each there is the place of its text, and of each matching value a
//! hash of 64 bits. A million resources take 16 MB for the places and as much for every matching
//! mapping, however long the resources are.
//!
//! An index belongs to the resources, not to a plan: it knows values by the target attribute that they stand at, and
//! learns the values of another attribute when it is first asked for one. So it outlives the edits of a profile.

use super::directory::{Directory, MatchQuery};
use crate::diagnostic::{Code, Diagnostic};
use crate::dotnet::casing::folded;
use crate::input::{Holds, Item, Problem, UserReader};
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

/// An index over the resources of a target, for plans of that target.
pub struct Index<S> {
    store: S,
    /// Resources that stand nowhere in the store as they are read: of Zoom's own list, of a table.
    made: Vec<u8>,
    /// Where each resource is, and how long; the highest bit says that it is in `made`.
    places: Vec<(u64, u32)>,
    values: RefCell<Vec<Values>>,
    buffer: RefCell<Vec<u8>>,
}

/// The bit of a place in what was made.
const MADE: u64 = 1 << 63;

/// The values at one target attribute.
struct Values {
    /// The attribute, as a mapping writes it.
    target: String,
    /// Hashes of values, sorted, each with the resource.
    hashes: Vec<(u64, u32)>,
}

impl Values {
    fn of(plan: &Plan, mapping: usize) -> Self {
        Self { target: target(plan, mapping).to_owned(), hashes: Vec::new() }
    }

    fn add(&mut self, plan: &Plan, mapping: usize, resource: &Json, number: u32) {
        let held = plan.held(mapping, resource);
        self.hashes.extend(held.iter().map(|value| (hash_of(value, false), number)));
    }

    fn finish(&mut self) {
        self.hashes.sort_unstable();
        self.hashes.shrink_to_fit();
    }
}

/// The target attribute of a mapping.
fn target(plan: &Plan, mapping: usize) -> &str {
    plan.profile().mappings.get(mapping).map_or("", |mapping| mapping.target.trim())
}

impl<S: Store> Index<S> {
    /// Reads resources from `input`, whose text `store` keeps: a list of SCIM or several pages of one, an
    /// array, or an object a line. `tell` is given what is wrong with it. What the plan matches by is learned on the
    /// way, so that the resources of a large file are read only once.
    ///
    /// # Errors
    /// When the input cannot be read.
    pub fn read(plan: &Plan, input: impl Read, store: S, tell: impl FnMut(Problem)) -> io::Result<Index<S>> {
        let keys = plan.unique_mappings();
        let mut values: Vec<Values> = keys.iter().map(|mapping| Values::of(plan, *mapping)).collect();
        let index = Self::places(input, store, tell, &mut |text, number| {
            let Ok(resource) = json::parse(text) else { return };
            for (mapping, values) in keys.iter().zip(&mut values) {
                values.add(plan, *mapping, &resource, number);
            }
        })?;
        values.iter_mut().for_each(Values::finish);
        Ok(Self { values: RefCell::new(values), ..index })
    }

    /// The same before there is a plan: values are learned when they are first asked for.
    ///
    /// ```
    /// use attrflow::language::Environment;
    /// use attrflow::mapping::{Plan, Profile};
    /// use attrflow::provisioning::{Index, find_account};
    /// let resources = br#"[{"id": "7", "userName": "ada@contoso.example"}]"#;
    /// let index = Index::open(&resources[..], &resources[..], |_| {}).unwrap();
    /// let profile = Profile::read(
    ///     r#"[{"type": "direct", "source": "mail", "target": "userName", "match": 1}]"#);
    /// let plan = Plan::compile(profile).strict().unwrap();
    /// let user = r#"{"mail": "Ada@contoso.example"}"#;
    /// let account = find_account(&plan, user, &index, &Environment::default())?.unwrap();
    /// assert_eq!(account.id.as_deref(), Some("7"));
    /// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
    /// ```
    ///
    /// # Errors
    /// When the input cannot be read.
    pub fn open(input: impl Read, store: S, tell: impl FnMut(Problem)) -> io::Result<Index<S>> {
        Self::places(input, store, tell, &mut |_, _| {})
    }

    fn places(
        input: impl Read,
        store: S,
        mut tell: impl FnMut(Problem),
        seen: &mut dyn FnMut(&str, u32),
    ) -> io::Result<Index<S>> {
        let (mut places, mut made) = (Vec::new(), Vec::new());
        let mut reader = UserReader::new(input).accounts();
        while let Some(item) = reader.next_item()? {
            match item {
                Item::Problem(problem) => tell(problem),
                Item::User(resource) => {
                    let number = u32::try_from(places.len()).unwrap_or(u32::MAX);
                    let length = u32::try_from(resource.json.len()).unwrap_or(u32::MAX);
                    if resource.written {
                        places.push((MADE | made.len() as u64, length));
                        made.extend_from_slice(resource.json.as_bytes());
                    } else {
                        places.push((resource.offset, length));
                    }
                    seen(resource.json, number);
                }
            }
        }
        if let Some(kind) =
            reader.kind().filter(|kind| kind.holds == Holds::Accounts && !kind.advice.is_empty())
        {
            let message = format!("the target is read from {}", kind.title);
            let diagnostic = Diagnostic::new(Code::ReadWithCare, message).help(kind.advice);
            tell(Problem { line: 1, diagnostic });
        }
        places.shrink_to_fit();
        Ok(Index { store, made, places, values: RefCell::default(), buffer: RefCell::default() })
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
        match offset & MADE {
            0 => self.store.read(offset, length as usize, &mut buffer).ok()?,
            _ => self.made.read(offset & !MADE, length as usize, &mut buffer).ok()?,
        }
        json::parse(std::str::from_utf8(&buffer).ok()?).ok()
    }

    /// The resources with the hash of a query.
    fn candidates(&self, plan: &Plan, query: &MatchQuery) -> Vec<u32> {
        let target = target(plan, query.mapping);
        let is_own = |values: &Values| values.target.eq_ignore_ascii_case(target);
        if !self.values.borrow().iter().any(is_own) {
            let learned = self.learn(plan, query.mapping);
            self.values.borrow_mut().push(learned);
        }
        let values = self.values.borrow();
        let hashes = values.iter().find(|values| is_own(values)).map(|values| &*values.hashes);
        let hashes = hashes.unwrap_or_default();
        let wanted = hash_of(&query.value, false);
        let from = hashes.partition_point(|(hash, _)| *hash < wanted);
        let rest = hashes.get(from..).unwrap_or_default().iter();
        rest.take_while(|(hash, _)| *hash == wanted).map(|(_, number)| *number).collect()
    }

    /// Reads what all resources hold at a mapping's target.
    #[cold]
    fn learn(&self, plan: &Plan, mapping: usize) -> Values {
        let mut values = Values::of(plan, mapping);
        for number in 0..u32::try_from(self.places.len()).unwrap_or(u32::MAX) {
            if let Some(resource) = self.resource(number) {
                values.add(plan, mapping, &resource, number);
            }
        }
        values.finish();
        values
    }
}

impl<S: Store> Directory for Index<S> {
    fn at_most(&self, plan: &Plan, query: &MatchQuery) -> Option<usize> {
        Some(self.candidates(plan, query).len())
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

/// The hash of a value. Values that differ in letter case alone have one hash, unless `exact`.
pub(super) fn hash_of(value: &Json, exact: bool) -> u64 {
    let mut hasher = DefaultHasher::new();
    match value {
        Json::String(text) if exact => text.hash(&mut hasher),
        Json::String(text) => folded(text).hash(&mut hasher),
        other => folded(&json::text(other)).hash(&mut hasher),
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::Profile;

    #[test]
    fn resources_are_found_in_every_form_of_a_list() {
        let profile = Profile::read(
            r#"[{"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1}]"#,
        );
        let plan = Plan::compile(profile).strict().expect("a plan");
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
            // Zoom's own list, and the table of its web portal.
            (
                r#"{"total_records":1,"users":[{"id":"1","email":"ada@x.example","first_name":"Ada","type":2}]}"#,
                1,
            ),
            ("Email,User Status,PMI,Login Type\nada@x.example,Active,1,SSO\n", 1),
            ("userPrincipalName;id\nada@x.example;1\n", 1),
        ] {
            let mut told = Vec::new();
            let index = Index::read(&plan, text.as_bytes(), text.as_bytes(), |problem| told.push(problem));
            let index = index.expect("bytes");
            assert_eq!(told.len(), problems, "{text}: {told:?}");
            let found = index.find(&plan, &query);
            let ids: Vec<&str> = found.iter().filter_map(|found| found["id"].as_str()).collect();
            // A table of the portal has no identifiers.
            let wanted: &[&str] = if index.is_empty() || text.starts_with("Email") { &[] } else { &["1"] };
            assert_eq!(ids, wanted, "{text}");
            assert_eq!(found.len(), usize::from(!index.is_empty()), "{text}");
        }
        let twice = r#"[{"id":"1","userName":"ada@x.example"},{"id":"2","userName":"Ada@X.example"}]"#;
        let index = Index::read(&plan, twice.as_bytes(), twice.as_bytes(), |_| {}).expect("bytes");
        assert_eq!((index.len(), index.find(&plan, &query).len()), (2, 2));
        // The same where the plan comes later, and for a plan that looks elsewhere.
        let index = Index::open(twice.as_bytes(), twice.as_bytes(), |_| {}).expect("bytes");
        assert_eq!((index.len(), index.find(&plan, &query).len()), (2, 2));
        let profile = Profile::read(
            r#"[{"type": "direct", "source": "id", "target": "externalId", "match": 1},
                {"type": "direct", "source": "userPrincipalName", "target": "username", "match": 2}]"#,
        );
        let plan = Plan::compile(profile).strict().expect("a plan");
        assert!(index.find(&plan, &MatchQuery::new(&plan, 0, Json::from("1"))).is_empty());
        assert_eq!(index.find(&plan, &MatchQuery::new(&plan, 1, Json::from("ada@x.example"))).len(), 2);
    }
}
