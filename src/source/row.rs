//! From a user's text to one value a slot.

use super::slots::{AS_NAMED, AS_SYSTEM_NAMES_IT, Binding, Slots};
use crate::diagnostic::{Code, Diagnostic, Outcome, nearest};
use crate::json::{self, Fault, Scanner, plain_string};
use crate::scim::{self, Mode, Path, Schemas};
use crate::span::Span;
use crate::systems::{ENTRA, Source};
use crate::value::Value;
use serde_json::Value as Json;

/// Reads the values of given attributes from source users.
#[derive(Clone, Debug)]
pub struct Reader {
    names: Vec<String>,
    /// Where a member's value may go, by the length of the member's name: comparing a few names of
    /// one length is quicker than hashing every member of every user.
    by_length: Vec<Vec<Binding>>,
    /// Attributes that may be SCIM paths into the user, tried when no member has their name.
    paths: Vec<(usize, Path)>,
    system: &'static Source,
}

impl Reader {
    /// A reader of users of Entra for these attribute names; a name's place is its slot.
    pub fn new(names: &[String]) -> Self {
        Self::of(&ENTRA, names)
    }

    /// A reader of users of a system.
    ///
    /// ```
    /// use attrflow::source::Reader;
    /// use attrflow::systems::OKTA;
    /// let reader = Reader::of(&OKTA, &["firstName".into()]);
    /// let row = reader.read(r#"{"id": "00u1", "profile": {"firstName": "Ada"}}"#)?;
    /// assert_eq!(row[0].to_json(), "Ada");
    /// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
    /// ```
    pub fn of(system: &'static Source, names: &[String]) -> Self {
        let mut reader = Self { names: names.to_vec(), by_length: Vec::new(), paths: Vec::new(), system };
        for (slot, name) in names.iter().enumerate() {
            reader.bind(name, slot, None, AS_NAMED);
            if let Some(path) = system.path(name) {
                match path.split_once(['.', '[']) {
                    Some((member, below)) => {
                        let below = below.trim_end_matches(']').to_owned();
                        reader.bind(member, slot, Some(below), AS_SYSTEM_NAMES_IT);
                    }
                    // Most have the same name there.
                    None if *path == **name => {}
                    None => reader.bind(&path, slot, None, AS_SYSTEM_NAMES_IT),
                }
            }
            if system.scim_paths
                && name.contains(['.', ':', '['])
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
            let folds = !self.system.exact_names && rank == AS_NAMED;
            bindings.push(Binding { member: member.to_owned(), slot, below, rank, folds });
        }
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
        let mut slots = Slots::default();
        self.read_into(text, &mut slots)?;
        Ok(slots.values)
    }

    /// Reads a user into slots that may have served another user before.
    pub(crate) fn read_into<'a>(&self, text: &'a str, slots: &mut Slots<'a>) -> Outcome<()> {
        slots.clear(self.names.len());
        self.members(text, slots).map_err(|fault| invalid(&fault))?;
        // Paths need the whole user; few mappings have them, and most find a member of their name.
        if self.paths.iter().any(|(slot, _)| slots.values.get(*slot).is_some_and(Value::is_null)) {
            let user = json::parse(text).map_err(|fault| invalid(&fault))?;
            self.follow_paths(&user, &mut slots.values, |value| Value::from_json(value).into_owned());
        }
        Ok(())
    }

    #[inline(always)]
    fn of_length(&self, length: usize) -> &[Binding] {
        match self.by_length.get(length) {
            Some(bindings) => bindings,
            None => &[],
        }
    }

    fn members<'a>(&self, text: &'a str, slots: &mut Slots<'a>) -> Result<(), Fault> {
        let mut scanner = Scanner::new(text);
        scanner.enter()?;
        let (bytes, mut at, mut first) = (text.as_bytes(), scanner.place(), true);
        loop {
            // Most members are a plain name and a plain text; whatever else comes is the scanner's.
            let comma = !first && json::is(bytes, at, b',');
            let quick = match plain_string(bytes, at + usize::from(comma)) {
                Some((start, end)) if comma | first && json::is(bytes, end + 1, b':') => {
                    at = end + 2;
                    bytes.get(start..end)
                }
                _ => None,
            };
            let member;
            let name = match quick {
                Some(name) => name,
                None => {
                    scanner.go_to(at);
                    let Some(found) = scanner.member(first)? else { break };
                    member = found;
                    at = scanner.place();
                    member.as_bytes()
                }
            };
            first = false;
            let mut bindings = self.of_length(name.len());
            // The first slot that the member feeds; nearly always the only one.
            let found = loop {
                let Some((binding, others)) = bindings.split_first() else { break None };
                bindings = others;
                if let Some(rank) = binding.rank_for(name) {
                    break Some((binding, rank));
                }
            };
            let value = match (plain_string(bytes, at), found) {
                (Some((_, end)), None) => {
                    at = end + 1;
                    continue;
                }
                (Some((start, end)), _) => {
                    at = end + 1;
                    Value::text(text.get(start..end).unwrap_or_default())
                }
                (None, None) => {
                    scanner.go_to(at);
                    scanner.skip()?;
                    at = scanner.place();
                    continue;
                }
                (None, _) => {
                    scanner.go_to(at);
                    let value = Value::read(&mut scanner)?;
                    at = scanner.place();
                    value
                }
            };
            for other in bindings {
                if let Some(rank) = other.rank_for(name) {
                    slots.offer(other, rank, value.clone());
                }
            }
            if let Some((binding, rank)) = found {
                slots.offer(binding, rank, value);
            }
        }
        scanner.end()
    }

    /// Reads a user from a JSON value. What is not an object has no attributes.
    pub fn read_object<'a>(&self, user: &'a Json) -> Vec<Value<'a>> {
        let mut slots = Slots::default();
        slots.clear(self.names.len());
        for (member, json) in user.as_object().into_iter().flatten() {
            for binding in self.of_length(member.len()) {
                if let Some(rank) = binding.rank_for(member.as_bytes()) {
                    slots.offer(binding, rank, Value::from_json(json));
                }
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
            let listed = self.system.attribute(name).and_then(|listed| listed.path.as_deref());
            let alias = listed.filter(|alias| !alias.eq_ignore_ascii_case(name));
            if members.contains_key(name) || alias.is_some_and(member) {
                return None;
            }
            if let Some(other) = members.keys().find(|member| member.eq_ignore_ascii_case(name)) {
                let message = format!("the attribute is called `{other}`, not `{name}`");
                let help = "the service compares the names of extension attributes exactly";
                return Some(Diagnostic::new(Code::AttributeLetterCase, message).help(help));
            }
            let is_path = self.paths.iter().any(|(path, _)| *path == slot);
            (!is_path).then(|| unknown_attribute(self.system, name, members.keys().map(String::as_str)))?
        };
        self.names.iter().enumerate().filter_map(warning).collect()
    }
}

/// The warning for a name that the directory's schema does not have; `others` are names that may
/// have been meant besides the schema's.
fn unknown_attribute<'o>(
    system: &'static Source,
    name: &str,
    others: impl Iterator<Item = &'o str>,
) -> Option<Diagnostic> {
    if system.attribute(name).is_some() || system.is_own(name) {
        return None;
    }
    let found =
        Diagnostic::new(Code::UnknownAttribute, format!("the source system lists no attribute `{name}`"));
    let graph = system.attributes().iter().find(|attribute| attribute.path.as_deref() == Some(name));
    if let Some(attribute) = graph {
        let editor = &attribute.name;
        return Some(found.help(format!("this is Graph's name; the mapping editor calls it {editor}")));
    }
    let schema = system.attributes().iter().map(|attribute| attribute.name.as_str());
    Some(match nearest(name, others.chain(schema)) {
        Some(near) => found.help(format!("did you mean {near}?")),
        None => found.help("its value is null unless the tenant has added it to the source attributes"),
    })
}

/// The message for text that is not a JSON object.
#[cold]
#[inline(never)]
fn invalid(fault: &Fault) -> Box<Diagnostic> {
    let reason = fault.reason.as_str();
    Box::new(
        Diagnostic::new(Code::InvalidJson, format!("expected a user as a JSON object: {reason}"))
            .at(Span::at(fault.at)),
    )
}
