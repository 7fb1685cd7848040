//! Help for a mapping that is the name of an attribute, in the form that the source system has for it.

use super::Known;
use super::completion::{Completion, CompletionKind, shortened, type_of};
use super::note::Hover;
use super::place::boundary;
use crate::dotnet::casing::folded;
use crate::span::Span;

/// The attributes whose name has what stands before the place, those that begin with it first; they
/// replace the whole text.
pub(super) fn complete(text: &str, offset: usize, known: &Known<'_>) -> Vec<Completion> {
    let system = known.system;
    let typed = text.get(..boundary(text, offset)).unwrap_or_default().trim();
    let plain = ["${user.", "${", "user.profile.", "user.", "source."]
        .into_iter()
        .find_map(|before| typed.strip_prefix(before))
        .unwrap_or(typed);
    // A root that is being typed is all names' beginning.
    let word = if "user".starts_with(plain) && system.attribute(plain).is_none() { "" } else { plain };
    let word = folded(word);
    let span = Span::new(0, text.len());
    let (mut first, mut others) = (Vec::new(), Vec::new());
    let mut add = |name: &str, detail: String, documentation: &str| {
        let insert = system.written(name);
        let completion = Completion {
            label: insert.clone(),
            kind: CompletionKind::Attribute,
            cursor: insert.len(),
            insert,
            detail,
            documentation: documentation.to_owned(),
            span,
        };
        match folded(name).find(&word) {
            Some(0) => first.push(completion),
            Some(_) => others.push(completion),
            None => {}
        }
    };
    for listed in system.attributes() {
        let value = known.attribute(&listed.name).and_then(|known| known.value.as_deref());
        let detail = value.map_or_else(|| type_of(listed), shortened);
        add(&listed.name, detail, listed.note.as_deref().unwrap_or_default());
    }
    for other in known.attributes.iter().filter(|other| system.attribute(&other.name).is_none()) {
        let value = shortened(other.value.as_deref().unwrap_or_default());
        add(&other.name, value, "An attribute of this user or tenant.");
    }
    first.append(&mut others);
    first
}

/// What the attribute is that the text names.
pub(super) fn hover(text: &str, known: &Known<'_>) -> Option<Hover> {
    let system = known.system;
    let name = system.reference(text)?.name;
    let own = known.attributes.iter().find(|own| own.name == name);
    let mut summary = match system.attribute(&name) {
        Some(listed) => {
            let note = listed.note.as_deref().map(|note| format!(". {note}")).unwrap_or_default();
            type_of(listed) + &note
        }
        None if own.is_some() => "an attribute of this user or tenant".to_owned(),
        None => format!("{} lists no attribute of this name", system.title),
    };
    if let Some(value) = own.and_then(|own| own.value.as_deref()) {
        let stop = if summary.ends_with('.') { "" } else { "." };
        summary += &format!("{stop} This user: {value}");
    }
    Some(Hover { span: Span::new(0, text.len()), title: system.written(&name), summary, ..Hover::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::systems::{OKTA, PINGONE};

    #[test]
    fn names_are_completed_in_the_systems_own_form() {
        let labels = |system, text: &str| {
            let known = Known { system, ..Known::default() };
            complete(text, text.len(), &known).into_iter().map(|found| found.insert).collect::<Vec<_>>()
        };
        assert_eq!(labels(&OKTA, "user.first"), ["user.firstName"]);
        assert_eq!(labels(&OKTA, "status"), ["user.getInternalProperty(\"status\")"]);
        assert_eq!(labels(&PINGONE, "giv"), ["name.given"]);
        assert_eq!(labels(&PINGONE, "${user.email")[0], "email");
        assert_eq!(labels(&OKTA, "us").len(), OKTA.attributes().len());
        assert_eq!(labels(&PINGONE, "xyz"), [""; 0]);
    }

    #[test]
    fn names_are_explained() {
        let known = Known { system: &OKTA, ..Known::default() };
        let found = hover("firstName", &known).expect("a name");
        assert_eq!((&*found.title, &*found.summary), ("user.firstName", "text"));
        assert_eq!(hover("user.a + user.b", &known), None);
    }
}
