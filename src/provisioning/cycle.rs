//! One cycle over many users: each is previewed, and what concerns several of them is gathered.

use super::coverage::Coverage;
use super::directory::{Directory, MatchQuery};
use super::incremental::incremental;
use super::index::hash_of;
use super::model::{Action, Preview, Resolved, Situation, State};
use super::preview::preview_in;
use super::report::{Collision, Named, Report};
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::dotnet::casing::{Culture, to_lower};
use crate::input::{Item, UserReader, label};
use crate::language::Environment;
use crate::mapping::Plan;
use crate::source::Reader;
use crate::systems::Source;
use crate::value::Value;
use serde_json::Value as Json;
use std::collections::{HashMap, HashSet};
use std::io::{self, Read};

/// What holds for all users of a cycle.
#[derive(Clone, Debug)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct CycleOptions {
    /// Who is assigned, by `id`, `objectId` or `userPrincipalName` (`username`, `login`) in lower case; everybody if not given.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string[]"))]
    pub assigned: Option<HashSet<String>>,
    /// Whether no earlier cycle linked anybody: users that leave are left alone then.
    #[cfg_attr(target_family = "wasm", serde(rename = "firstCycle"), tsify(optional))]
    pub first: bool,
    /// How many users may be disabled or deleted before the service holds the rest back; 500 if left out.
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub threshold: u64,
}

/// The service's own default of the accidental-deletion threshold (accidental-deletions).
pub const DELETION_THRESHOLD: u64 = 500;

impl Default for CycleOptions {
    fn default() -> Self {
        Self { assigned: None, first: false, threshold: DELETION_THRESHOLD }
    }
}

/// A cycle that users are given to one by one.
pub struct Cycle<'p> {
    plan: &'p Plan,
    environment: &'p Environment,
    directory: &'p dyn Directory,
    options: CycleOptions,
    past: Reader,
    /// What the target calls the objects of the directory, by a hash of their identifier.
    links: HashMap<u64, String>,
    /// The first user with a value that belongs to one: its number and its line.
    owners: HashMap<u64, (u64, u64)>,
    /// The first user that took a resource.
    claims: HashMap<u64, (u64, u64)>,
    coverage: Coverage,
    /// How many users were assigned so far.
    assigned: u64,
    report: Report,
}

/// What is read of a user besides the attributes of mappings.
const PAST: [&str; 5] = ["id", "objectId", "userPrincipalName", "deletedDateTime", "@removed"];

impl<'p> Cycle<'p> {
    /// A cycle against what the target holds; `()` if nothing is known of it.
    pub fn new(
        plan: &'p Plan,
        environment: &'p Environment,
        directory: &'p dyn Directory,
        options: CycleOptions,
    ) -> Self {
        Self {
            plan,
            environment,
            directory,
            report: Report::new(options.threshold),
            options,
            past: Reader::of(plan.source(), &past(plan.source())),
            links: HashMap::new(),
            owners: HashMap::new(),
            claims: HashMap::new(),
            coverage: Coverage::new(plan),
            assigned: 0,
        }
    }

    /// Notes what the target calls a user, so that others can refer to it. For profiles with
    /// [references](Plan::has_references) all users are given here first.
    ///
    /// # Errors
    /// If the text is not a JSON object.
    pub fn link(&mut self, user: &str) -> Outcome<()> {
        let row = self.plan.read(user)?;
        let values = self.plan.values(&row, self.environment);
        for at in self.plan.matching().iter().copied() {
            let Some(value) = values.get(at).and_then(|value| value.sent()) else { continue };
            let found = self.directory.find(self.plan, &MatchQuery::new(self.plan, at, value.to_json()));
            if let [only] = found.as_slice() {
                if let Some(id) = only.get("id").and_then(Json::as_str) {
                    for own in self.past.read(user)?.iter().take(2).filter_map(text) {
                        self.links.insert(hash(&own), id.to_owned());
                    }
                }
                break;
            }
        }
        Ok(())
    }

    /// Does so for all users of a file, if the profile has references: those who are referred to may stand after those
    /// who refer to them. What is wrong with the file is told when its users are given.
    ///
    /// # Errors
    /// When the input cannot be read.
    pub fn link_all(&mut self, users: impl Read) -> io::Result<()> {
        if !self.plan.has_references() {
            return Ok(());
        }
        let mut users = UserReader::new(users).of(self.plan.source());
        while let Some(item) = users.next_item()? {
            if let Item::User(user) = item {
                let _ = self.link(user.json);
            }
        }
        Ok(())
    }

    /// What happens to a user that begins on `line` of its file.
    ///
    /// # Errors
    /// If the text is not a JSON object.
    pub fn user(&mut self, user: &str, line: u64) -> Outcome<Preview> {
        self.change(None, user, line)
    }

    /// What happens to a user that was another one `before`, if that is given.
    ///
    /// # Errors
    /// If a text is not a JSON object.
    pub fn change(&mut self, before: Option<&str>, user: &str, line: u64) -> Outcome<Preview> {
        let past = self.past.read(user)?;
        let state = self.state(&past);
        self.assigned += u64::from(state.assigned);
        let links = &self.links;
        let resolve = |_: &str, id: &str| match links.get(&hash(id)) {
            Some(id) => Resolved::Id(id.clone()),
            None => Resolved::Unknown,
        };
        let situation = Situation {
            state,
            directory: self.directory,
            resolve: &resolve,
            wants_origins: false,
            ..Situation::default()
        };
        let preview = match before {
            None => preview_in(self.plan, user, &situation, self.environment)?,
            Some(before) => incremental(self.plan, before, user, &situation, self.environment)?,
        };
        let named = || Named { user: label(user).unwrap_or_else(|| format!("line {line}")), line };
        self.coverage.count(self.plan, user, &preview, self.environment);
        self.report.count(&preview, named);
        if !matches!(preview.action, Action::Skip | Action::Delete) {
            self.collide(&preview, &named);
        }
        Ok(preview)
    }

    /// The finding that none of the users so far is among those who are assigned, if it is known who is.
    pub fn nobody_assigned(&self) -> Option<Diagnostic> {
        let known = self.options.assigned.as_ref()?;
        (self.assigned == 0 && self.report.users > 0).then(|| {
            let message = format!(
                "none of the {} users is among the {} that are assigned: all count as not assigned",
                self.report.users,
                known.len()
            );
            Diagnostic::new(Code::ReadWithCare, message)
                .help("users are found by id, objectId or user principal name; a list of groups assigns nobody by itself")
        })
    }

    fn state(&self, past: &[Value<'_>]) -> State {
        let removed = past.get(4).filter(|value| !value.is_null());
        let reason = match removed {
            Some(Value::Object(object)) => object.get("reason").and_then(Json::as_str),
            _ => None,
        };
        let assigned = self.options.assigned.as_ref().is_none_or(|assigned| {
            past.iter()
                .take(3)
                .filter_map(text)
                .any(|id| assigned.contains(&*to_lower(&id, Culture::Invariant)))
        });
        State {
            assigned,
            soft_deleted: past.get(3).is_some_and(|value| !value.is_null_or_empty())
                || (removed.is_some() && reason != Some("deleted")),
            hard_deleted: reason == Some("deleted"),
            previously_provisioned: !self.options.first,
            rule_deleted: false,
        }
    }

    /// Looks for users that want what another one has.
    fn collide(&mut self, preview: &Preview, named: &dyn Fn() -> Named) {
        let own = (self.report.users, named().line);
        for (at, value) in &preview.unique {
            let first = *self.owners.entry(key(self.plan, *at, value)).or_insert(own);
            let target =
                || self.plan.profile().mappings.get(*at).map_or_else(String::new, |m| m.target.clone());
            if first != own {
                self.report.collide(Collision::new(target(), value.clone(), first.1, named(), None));
                continue;
            }
            // A value that an account of somebody else has in the target.
            if let Some(resource) = preview.account.as_ref().map(|account| &account.resource) {
                let query = MatchQuery::new(self.plan, *at, value.clone());
                // Most often the one account that has it is the user's own.
                let most = self.directory.at_most(self.plan, &query);
                if most == Some(0) || (most == Some(1) && query.fits(self.plan, resource)) {
                    continue;
                }
                let others = self.directory.find(self.plan, &query);
                let other = others.iter().find(|other| other.get("id") != resource.get("id"));
                if let Some(id) = other.and_then(|other| other.get("id")).and_then(Json::as_str) {
                    let id = Some(id.to_owned());
                    self.report.collide(Collision::new(target(), value.clone(), first.1, named(), id));
                }
            }
        }
        if let Some(id) = preview.account.as_ref().and_then(|account| account.resource.get("id")) {
            let id = id.as_str().unwrap_or_default();
            let first = *self.claims.entry(hash(id)).or_insert(own);
            if first != own {
                let collision =
                    Collision::new("id".to_owned(), Json::from(id), first.1, named(), Some(id.to_owned()));
                self.report.collide(collision);
            }
        }
    }

    /// Counts a part of the input that is no user.
    pub fn unreadable(&mut self) {
        self.report.unreadable += 1;
    }

    /// What was gathered. `held` is how many resources the target has, if that is known.
    pub fn finish(mut self, held: Option<usize>) -> Report {
        self.report.coverage = self.coverage.finish();
        self.report.finish(held.map(|held| held as u64), self.claims.len() as u64);
        self.report
    }
}

/// [`PAST`], with the name that users of the system go by.
fn past(system: &Source) -> [String; 5] {
    let mut names = PAST.map(str::to_owned);
    if let Some(name) = names.get_mut(2) {
        system.username.clone_into(name);
    }
    names
}

fn text(value: &Value<'_>) -> Option<String> {
    value.reborrow().into_text().ok().flatten().map(|text| text.into_owned()).filter(|text| !text.is_empty())
}

fn hash(text: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// The hash of a mapping's value: letter case counts only where the schema says so.
fn key(plan: &Plan, mapping: usize, value: &Json) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    (mapping, hash_of(value, plan.is_exact(mapping))).hash(&mut hasher);
    hasher.finish()
}
