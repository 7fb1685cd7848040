//! The shape of a payload, built once from the targets of all mappings.
//!
//! Two mappings with one filter meet in one element; an extension's attributes meet in its object.
//! The order of members is the order of the mappings that first need them.

use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::json;
use crate::place::{Pointer, PointerStep};
use crate::scim::{Path, Schemas};
use crate::value::Value;
use serde_json::Value as Json;

/// A part of the payload.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// The value of the last of these mappings that has one.
    Leaf(Vec<usize>),
    /// An object, left out if nothing in it has a value.
    Object(Vec<Member>),
    /// A list of elements, each left out if no mapping in it has a value.
    List(Vec<Element>),
}

/// A member of an object.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) name: String,
    /// `,"name":` as it goes into the text; the first member of an object goes without the comma.
    pub(super) label: Vec<u8>,
    pub(super) node: Node,
    /// What stands there while no mapping gives a value: what the element's filter asks for.
    /// It does not make the element appear by itself.
    pub(super) seed: Option<Vec<u8>>,
}

/// One element of a multi-valued attribute.
#[derive(Clone, Debug)]
pub(super) struct Element {
    /// The seeds that the filter asks for, which tell elements apart.
    identity: Vec<(String, Json)>,
    pub(super) members: Vec<Member>,
}

/// What a mapping's target asks of the payload besides its own value.
pub(super) struct PayloadPlace<'p> {
    /// The path, spelled as the schema spells it.
    pub(super) path: &'p Path,
    /// Which mapping.
    pub(super) mapping: usize,
    /// The sub-attribute that holds the value of an element when the path names none.
    pub(super) value_member: Option<&'static str>,
    /// Whether elements of the attribute are a list.
    pub(super) multi_valued: bool,
    /// A member that the service adds to the element: the type of a role.
    pub(super) added: Option<(&'static str, Json)>,
}

fn member(name: &str, node: Node) -> Member {
    let mut label = vec![b','];
    json::string(name, &mut label);
    label.push(b':');
    Member { name: name.to_owned(), label, node, seed: None }
}

/// The member of this name in any letter case, made if there is none.
fn enter<'m>(members: &'m mut Vec<Member>, name: &str, node: impl FnOnce() -> Node) -> &'m mut Member {
    let at = match members.iter().position(|member| member.name.eq_ignore_ascii_case(name)) {
        Some(at) => at,
        None => {
            members.push(member(name, node()));
            members.len() - 1
        }
    };
    &mut members[at]
}

/// Puts a mapping's place into the payload.
///
/// # Errors
/// [`Code::NoTarget`] if the filter cannot make an element; [`Code::DuplicateTarget`] if another
/// mapping already fills a larger or smaller part of the same attribute.
pub(super) fn add(root: &mut Vec<Member>, place: &PayloadPlace<'_>, schemas: &Schemas) -> Outcome<()> {
    let path = place.path;
    let members = match path.extension_urn() {
        None => root,
        Some(urn) => object(enter(root, urn, || Node::Object(Vec::new())), path)?,
    };
    if path.is_schema() {
        return Err(clash(path, "the whole extension cannot be filled from one value"));
    }
    let seeds = path.seeds(schemas)?;
    let needs_element =
        place.multi_valued && (path.filter.is_some() || path.sub.is_some() || place.value_member.is_some());
    if !needs_element {
        let target = match &path.sub {
            None => enter(members, &path.name, || Node::Leaf(Vec::new())),
            Some(sub) => {
                let inner = object(enter(members, &path.name, || Node::Object(Vec::new())), path)?;
                enter(inner, sub, || Node::Leaf(Vec::new()))
            }
        };
        return leaf(target, place);
    }
    let list = enter(members, &path.name, || Node::List(Vec::new()));
    let Node::List(elements) = &mut list.node else {
        return Err(clash(path, "another mapping fills the whole attribute"));
    };
    let at = match elements.iter().position(|element| element.identity == seeds) {
        Some(at) => at,
        None => {
            let mut members = Vec::new();
            for (name, value) in &seeds {
                enter(&mut members, name, || Node::Leaf(Vec::new())).seed =
                    Some(json::text(value).into_bytes());
            }
            elements.push(Element { identity: seeds, members });
            elements.len() - 1
        }
    };
    let members = &mut elements[at].members;
    if let Some((name, value)) = &place.added {
        let added = enter(members, name, || Node::Leaf(Vec::new()));
        added.seed.get_or_insert_with(|| json::text(value).into_bytes());
    }
    let sub = path.sub.as_deref().or(place.value_member).unwrap_or("value");
    leaf(enter(members, sub, || Node::Leaf(Vec::new())), place)
}

fn object<'m>(member: &'m mut Member, path: &Path) -> Outcome<&'m mut Vec<Member>> {
    match &mut member.node {
        Node::Object(members) => Ok(members),
        _ => Err(clash(path, "another mapping fills the whole attribute")),
    }
}

fn leaf(member: &mut Member, place: &PayloadPlace<'_>) -> Outcome<()> {
    match &mut member.node {
        Node::Leaf(mappings) => {
            mappings.push(place.mapping);
            Ok(())
        }
        _ => Err(clash(place.path, "other mappings fill parts of this attribute")),
    }
}

fn clash(path: &Path, why: &str) -> Box<Diagnostic> {
    let mut found = Diagnostic::new(Code::DuplicateTarget, format!("`{path}` cannot be written: {why}"))
        .at(path.span)
        .help("remove one of the mappings");
    found.severity = crate::diagnostic::Severity::Error;
    Box::new(found)
}

/// The mapping behind a place in the body that these values make: the one whose value stands there, or else
/// the first that has a part in it or could have.
pub(super) fn origin(root: &[Member], values: &[Option<Value<'_>>], pointer: &Pointer) -> Option<usize> {
    let sent = |at: &usize| values.get(*at).is_some_and(Option::is_some);
    let mut members = root;
    let mut best = None;
    let mut steps = pointer.steps().iter();
    while let Some(PointerStep::Member(step)) = steps.next() {
        let Some(member) = members.iter().find(|member| member.name.eq_ignore_ascii_case(step)) else {
            break;
        };
        let mut mappings = Vec::new();
        gather(std::slice::from_ref(member), &mut mappings);
        // Seeds have no mapping of their own.
        best = mappings
            .iter()
            .rev()
            .find(|at| sent(at) && matches!(member.node, Node::Leaf(_)))
            .copied()
            .or_else(|| mappings.iter().find(|at| sent(at)).copied())
            .or(mappings.first().copied())
            .or(best);
        members = match &member.node {
            Node::Leaf(_) => break,
            Node::Object(members) => members,
            Node::List(elements) => {
                let mut present = elements.iter().filter(|element| {
                    mappings.clear();
                    gather(&element.members, &mut mappings);
                    mappings.iter().any(sent)
                });
                let Some(PointerStep::Element(index)) = steps.next() else { break };
                let Some(element) = present.nth(*index) else { break };
                mappings.clear();
                gather(&element.members, &mut mappings);
                best = mappings.iter().find(|at| sent(at)).copied().or(best);
                &element.members
            }
        };
    }
    best
}

/// The mapping behind every value in the body that these values make, a member that a filter asks for being that of
/// the first mapping in its element. It follows the writer: what that leaves out has no origin.
pub(super) fn origins(
    members: &[Member],
    values: &[Option<Value<'_>>],
    at: &Pointer,
    found: &mut Vec<(Pointer, usize)>,
) {
    let sent = |at: &&usize| values.get(**at).is_some_and(Option::is_some);
    let first_sent = |members: &[Member]| {
        let mut mappings = Vec::new();
        gather(members, &mut mappings);
        mappings.iter().find(sent).copied()
    };
    let owner = first_sent(members);
    for member in members {
        let below = || at.clone().member(&*member.name);
        match &member.node {
            Node::Leaf(mappings) => {
                let last = mappings.iter().rev().find(sent).copied();
                let origin = last.or(owner.filter(|_| member.seed.is_some()));
                found.extend(origin.map(|mapping| (below(), mapping)));
            }
            Node::Object(members) if first_sent(members).is_some() => {
                origins(members, values, &below(), found);
            }
            Node::Object(_) => {}
            Node::List(elements) => {
                let present = elements.iter().filter(|element| first_sent(&element.members).is_some());
                for (index, element) in present.enumerate() {
                    origins(&element.members, values, &below().element(index), found);
                }
            }
        }
    }
}

/// All mappings that write into these members.
fn gather(members: &[Member], found: &mut Vec<usize>) {
    for member in members {
        match &member.node {
            Node::Leaf(mappings) => found.extend(mappings),
            Node::Object(members) => gather(members, found),
            Node::List(elements) => elements.iter().for_each(|element| gather(&element.members, found)),
        }
    }
}
