//! From a user's text to one value a slot.

use super::json::{Key, ValueSeed};
use crate::diagnostic::{Code, Diagnostic, Outcome, nearest};
use crate::scim::{self, Mode, Path, Schemas};
use crate::span::Span;
use crate::systems::entra;
use crate::value::Value;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value as Json;
use std::fmt;

/// Reads the values of given attributes from source users.
#[derive(Clone, Debug)]
pub struct Reader {
    names: Vec<String>,
    /// Where a member's value may go, by the length of the member's name: comparing a few names of
    /// one length is quicker than hashing every member of every user.
    by_length: Vec<Vec<Binding>>,
    /// Attributes that may be SCIM paths into the user, tried when no member has their name.
    paths: Vec<(usize, Path)>,
}

/// One way in which a member feeds a slot.
#[derive(Clone, Debug)]
struct Binding {
    member: String,
    slot: usize,
    /// The step below the member: `extensionAttribute1` of `onPremisesExtensionAttributes`, `0` of
    /// `businessPhones`.
    below: Option<String>,
    /// How good the match is if the name is spelled exactly so.
    rank: u8,
}

const AS_NAMED: u8 = 3;
const AS_GRAPH_NAMES_IT: u8 = 2;
const IN_OTHER_CASE: u8 = 1;

impl Reader {
    /// A reader for these attribute names; a name's place is its slot.
    pub fn new(names: &[String]) -> Self {
        let mut reader = Self { names: names.to_vec(), by_length: Vec::new(), paths: Vec::new() };
        for (slot, name) in names.iter().enumerate() {
            reader.bind(name, slot, None, AS_NAMED);
            if let Some(graph) = entra::graph_path(name) {
                match graph.split_once(['.', '[']) {
                    Some((member, below)) => {
                        let below = below.trim_end_matches(']').to_owned();
                        reader.bind(member, slot, Some(below), AS_GRAPH_NAMES_IT);
                    }
                    None => reader.bind(graph, slot, None, AS_GRAPH_NAMES_IT),
                }
            }
            if name.contains(['.', ':', '['])
                && let Ok(path) = scim::parse_path(name, Mode::Lenient)
            {
                reader.paths.push((slot, path));
            }
        }
        reader
    }

    /// The names, in the order of their slots.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    fn bind(&mut self, member: &str, slot: usize, below: Option<String>, rank: u8) {
        if self.by_length.len() <= member.len() {
            self.by_length.resize(member.len() + 1, Vec::new());
        }
        if let Some(bindings) = self.by_length.get_mut(member.len()) {
            bindings.push(Binding { member: member.to_owned(), slot, below, rank });
        }
    }

    /// The slots that a member feeds, each with the rank of the match.
    fn feeds<'r>(&'r self, member: &'r str) -> impl Iterator<Item = (&'r Binding, u8)> {
        self.by_length.get(member.len()).into_iter().flatten().filter_map(move |binding| {
            if binding.member == member {
                Some((binding, binding.rank))
            } else if binding.rank == AS_NAMED && binding.member.eq_ignore_ascii_case(member) {
                Some((binding, IN_OTHER_CASE))
            } else {
                None
            }
        })
    }

    /// Reads a user from the text of one JSON object.
    ///
    /// # Errors
    /// [`Code::InvalidJson`] at the place where the text stops being JSON, or is no object.
    ///
    /// ```
    /// use attrflow::source::Reader;
    /// let reader = Reader::new(&["mail".into(), "mobile".into()]);
    /// let row = reader.read(r#"{"id": 7, "mail": "a@x", "mobilePhone": "555"}"#)?;
    /// assert_eq!(row[0].to_json(), "a@x");
    /// assert_eq!(row[1].to_json(), "555");
    /// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
    /// ```
    pub fn read<'a>(&self, text: &'a str) -> Outcome<Vec<Value<'a>>> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let read = deserializer.deserialize_map(RowVisitor { reader: self });
        let mut row =
            read.and_then(|row| deserializer.end().map(|()| row)).map_err(|error| invalid(text, &error))?;
        // Paths need the whole user; few mappings have them, and most find a member of their name.
        if self.paths.iter().any(|(slot, _)| row.get(*slot).is_some_and(Value::is_null)) {
            let user: Json = serde_json::from_str(text).map_err(|error| invalid(text, &error))?;
            self.follow_paths(&user, &mut row, |value| Value::from_json(value).into_owned());
        }
        Ok(row)
    }

    /// Reads a user from a JSON value. What is not an object has no attributes.
    pub fn read_object<'a>(&self, user: &'a Json) -> Vec<Value<'a>> {
        let mut slots = Slots::new(self.names.len());
        for (member, json) in user.as_object().into_iter().flatten() {
            for (binding, rank) in self.feeds(member) {
                slots.offer(binding, rank, || Value::from_json(json));
            }
        }
        let mut row = slots.values;
        self.follow_paths(user, &mut row, Value::from_json);
        row
    }

    fn follow_paths<'j, 'a>(
        &self,
        user: &'j Json,
        row: &mut [Value<'a>],
        value: impl Fn(&'j Json) -> Value<'a>,
    ) {
        for (slot, path) in &self.paths {
            let Some(place) = row.get_mut(*slot).filter(|place| place.is_null()) else { continue };
            let mut found: Vec<Value<'a>> =
                scim::select(user, path, Schemas::core()).into_iter().map(&value).collect();
            *place = match found.len() {
                0 => Value::Null,
                1 => found.pop().unwrap_or_default(),
                _ => Value::List(found),
            };
        }
    }

    /// Warnings for attributes that the user has in another letter case only, and for those that
    /// neither the user nor the directory's schema has.
    pub fn warnings(&self, user: &Json) -> Vec<Diagnostic> {
        let Some(members) = user.as_object() else { return Vec::new() };
        let warning = |(slot, name): (usize, &String)| {
            let member =
                |alias: &str| members.contains_key(alias.split(['.', '[']).next().unwrap_or_default());
            if members.contains_key(name) || entra::graph_path(name).is_some_and(member) {
                return None;
            }
            if let Some(other) = members.keys().find(|member| member.eq_ignore_ascii_case(name)) {
                let message = format!("the attribute is called `{other}`, not `{name}`");
                let help = "the service compares the names of extension attributes exactly";
                return Some(Diagnostic::new(Code::LetterCase, message).help(help));
            }
            let is_path = self.paths.iter().any(|(path, _)| *path == slot);
            (!is_path).then(|| unknown_attribute(name, members.keys().map(String::as_str)))?
        };
        self.names.iter().enumerate().filter_map(warning).collect()
    }
}

/// The warning for a name that the directory's schema does not have; `others` are names that may
/// have been meant besides the schema's.
fn unknown_attribute<'o>(name: &str, others: impl Iterator<Item = &'o str>) -> Option<Diagnostic> {
    // Directory extensions and custom security attributes are the tenant's own.
    let known = entra::attribute(name).is_some() || name.to_ascii_lowercase().starts_with("extension_");
    if known {
        return None;
    }
    let found =
        Diagnostic::new(Code::UnknownAttribute, format!("the source system lists no attribute `{name}`"));
    let schema = entra::attributes().iter().map(|attribute| attribute.name.as_str());
    Some(match nearest(name, others.chain(schema)) {
        Some(near) => found.help(format!("did you mean {near}?")),
        None => found.help("its value is null unless the tenant has added it to the source attributes"),
    })
}

/// The message for text that is not a JSON object.
fn invalid(text: &str, error: &serde_json::Error) -> Box<Diagnostic> {
    let offset = crate::document::offset(text, error.line(), error.column());
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    Box::new(
        Diagnostic::new(Code::InvalidJson, format!("expected a user as a JSON object: {reason}"))
            .at(Span::at(offset)),
    )
}

/// Values so far, with the rank of what each came from.
struct Slots<'a> {
    values: Vec<Value<'a>>,
    ranks: Vec<u8>,
}

impl<'a> Slots<'a> {
    fn new(count: usize) -> Self {
        let mut values = Vec::new();
        values.resize_with(count, Value::default);
        Self { values, ranks: vec![0; count] }
    }

    fn offer(&mut self, binding: &Binding, rank: u8, value: impl FnOnce() -> Value<'a>) {
        let Some(best) = self.ranks.get_mut(binding.slot).filter(|best| **best <= rank) else { return };
        let Some(place) = self.values.get_mut(binding.slot) else { return };
        *best = rank;
        *place = match &binding.below {
            None => value(),
            Some(step) => below(value(), step),
        };
    }
}

/// One step down: a member of an object or an element of a list.
fn below<'a>(value: Value<'a>, step: &str) -> Value<'a> {
    match value {
        Value::Object(object) => {
            object.get(step).map_or(Value::Null, |json| Value::from_json(json).into_owned())
        }
        Value::List(values) => {
            step.parse().ok().and_then(|at: usize| values.into_iter().nth(at)).unwrap_or_default()
        }
        _ => Value::Null,
    }
}

struct RowVisitor<'r> {
    reader: &'r Reader,
}

impl<'de> Visitor<'de> for RowVisitor<'_> {
    type Value = Vec<Value<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the user's attributes")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut slots = Slots::new(self.reader.names.len());
        while let Some(Key(member)) = members.next_key()? {
            let mut feeds = self.reader.feeds(&member).peekable();
            if feeds.peek().is_none() {
                members.next_value::<IgnoredAny>()?;
                continue;
            }
            let mut value = Some(members.next_value_seed(ValueSeed)?);
            while let Some((binding, rank)) = feeds.next() {
                let last = feeds.peek().is_none();
                let one = if last { value.take() } else { value.clone() };
                slots.offer(binding, rank, || one.unwrap_or_default());
            }
        }
        Ok(slots.values)
    }
}
