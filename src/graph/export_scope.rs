//! The scoping filters of a profile, written into the document it came from.

use super::object::list;
use super::scope::{Scope, StoredFilter};
use super::spots::Spot;
use super::stored::{clause_json, clauses_json, comparable_filters, filter_json, scope_json};
use super::text_editor::{Element, TextEditor};
use crate::mapping::{Profile, ScopeFilter};
use crate::place::ScopeList;
use serde_json::Value as Json;

/// Writes what is different in the filters, of lists that the profile has.
pub(super) fn write(editor: &mut TextEditor<'_>, object: &Spot, scope: &Scope, profile: &Profile) {
    let lists = [
        (ScopeList::Scope, "groups", &profile.scope, &scope.groups),
        (ScopeList::InputScope, "inputFilterGroups", &profile.input_scope, &scope.input_filter_groups),
    ];
    let spot = object.member("scope").filter(|spot| !spot.members().is_empty());
    let mut fresh = scope_json(list([]), list([]));
    let mut changed = false;
    for (member, name, new, old) in lists {
        if !profile.has_filters(member) {
            continue;
        }
        let new = comparable_filters(new);
        if new.iter().eq(old.iter().map(|old| &old.filter)) {
            continue;
        }
        changed = true;
        let json: Json = new.iter().map(filter_json).collect();
        match spot {
            None => fresh[name] = json,
            Some(spot) => match spot.member(name).filter(|list| !list.elements().is_empty()) {
                None => editor.set(spot, name, &json),
                Some(list) => filters(editor, list, old, &new),
            },
        }
    }
    if changed && spot.is_none() {
        editor.set(object, "scope", &fresh);
    }
}

/// Writes a list of filters: those that are the same stay as they stand, of those with the same
/// title only the clauses are written.
fn filters(editor: &mut TextEditor<'_>, list: &Spot, old: &[StoredFilter], new: &[ScopeFilter]) {
    let spots = list.elements();
    let mut free: Vec<&StoredFilter> = old.iter().collect();
    let mut elements = Vec::new();
    for filter in new {
        let same = free.iter().position(|old| old.filter == *filter);
        let similar =
            || free.iter().position(|old| old.filter.name.is_some() && old.filter.name == filter.name);
        let taken = same.or_else(similar).map(|at| free.remove(at));
        match taken.and_then(|old| Some((old, spots.get(old.at)?))) {
            None => elements.push(Element::New(filter_json(filter))),
            Some((old, spot)) => {
                if same.is_none() {
                    clauses(editor, spot, old, filter);
                }
                elements.push(Element::Kept(spot));
            }
        }
    }
    // What could not be read stays, behind the others.
    let unread = spots.iter().enumerate().filter(|(at, _)| !old.iter().any(|old| old.at == *at));
    elements.extend(unread.map(|(_, spot)| Element::Kept(spot)));
    editor.list(list, elements);
}

fn clauses(editor: &mut TextEditor<'_>, filter: &Spot, old: &StoredFilter, new: &ScopeFilter) {
    let Some(list) = filter.member("clauses").filter(|list| !list.elements().is_empty()) else {
        return editor.set(filter, "clauses", &clauses_json(new));
    };
    let spots = list.elements();
    let mut free: Vec<_> = old.filter.clauses.iter().zip(&old.clauses).collect();
    let mut elements = Vec::new();
    for clause in &new.clauses {
        let same = free.iter().position(|(old, _)| *old == clause).map(|at| free.remove(at));
        elements.push(match same.and_then(|(_, place)| spots.get(*place)) {
            Some(spot) => Element::Kept(spot),
            None => Element::New(clause_json(clause)),
        });
    }
    let unread = spots.iter().enumerate().filter(|(place, _)| !old.clauses.contains(place));
    elements.extend(unread.map(|(_, spot)| Element::Kept(spot)));
    editor.list(list, elements);
}
