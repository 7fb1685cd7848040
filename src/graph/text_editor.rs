//! Edits of a document's text.

use super::layout::Layout;
use super::spots::{Inside, Spot};
use crate::span::Span;
use serde_json::Value as Json;

/// A text and what is to be put into it.
pub(super) struct TextEditor<'t> {
    pub(super) text: &'t str,
    pub(super) layout: Layout,
    edits: Vec<(Span, String)>,
}

/// One element of a list that is written anew.
pub(super) enum Element<'s> {
    /// As it stands, with the edits inside it.
    Kept(&'s Spot),
    New(Json),
}

impl<'t> TextEditor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, layout: Layout::of(text), edits: Vec::new() }
    }

    /// Puts a text in place of what stands at a span.
    pub(super) fn replace(&mut self, span: Span, text: String) {
        // Kept in order; what is put in one place keeps the order in which it came.
        let at = self.edits.partition_point(|(edit, _)| (edit.start, edit.end) <= (span.start, span.end));
        self.edits.insert(at, (span, text));
    }

    /// Gives a member a value; adds it at the end if there is none of this name.
    pub(super) fn set(&mut self, object: &Spot, name: &str, value: &Json) {
        let inline = self.is_inline(object);
        let print = |indent: &str| {
            if inline { crate::json::text(value) } else { self.layout.print(value, indent) }
        };
        if let Some(old) = object.member(name) {
            let text = print(Layout::indent(self.text, old.span.start));
            return self.replace(old.span, text);
        }
        let name = crate::json::text(&Json::from(name));
        let colon = if inline { ":" } else { ": " };
        match object.members().last() {
            Some(last) => {
                let indent = Layout::indent(self.text, last.span.start);
                let before = if inline { String::new() } else { self.layout.before(indent) };
                let text = format!(",{before}{name}{colon}{}", print(indent));
                self.replace(Span::at(last.span.end), text);
            }
            None => {
                let text = format!("{{{name}:{}}}", crate::json::text(value));
                self.replace(object.span, text);
            }
        }
    }

    /// Takes members away, with the commas that part them from the others.
    pub(super) fn remove(&mut self, object: &Spot, fits: impl Fn(&str) -> bool) {
        let members = object.members();
        let mut at = 0;
        while at < members.len() {
            let rest = members.get(at..).unwrap_or_default();
            let run = rest.iter().take_while(|member| fits(&member.name)).count();
            if let (Some(first), Some(last)) =
                (rest.first(), run.checked_sub(1).and_then(|last| rest.get(last)))
            {
                let before = at.checked_sub(1).and_then(|before| members.get(before));
                let span = match (before, rest.get(run)) {
                    (Some(before), _) => Span::new(before.span.end, last.span.end),
                    (None, Some(after)) => Span::new(first.span.start, after.span.start),
                    (None, None) => first.span.to(last.span),
                };
                self.replace(span, String::new());
            }
            at += run.max(1);
        }
    }

    /// Writes a list anew.
    pub(super) fn list(&mut self, list: &Spot, elements: Vec<Element<'_>>) {
        let indent = Layout::indent(self.text, list.span.start);
        let inline = self.is_inline(list);
        let inner = self.layout.deeper(indent);
        let parts: Vec<String> = elements
            .into_iter()
            .map(|element| match element {
                Element::Kept(spot) => self.rendered(spot.span),
                Element::New(value) if inline => crate::json::text(&value),
                Element::New(value) => self.layout.print(&value, &inner),
            })
            .collect();
        let text = if inline { format!("[{}]", parts.join(",")) } else { self.layout.list(&parts, indent) };
        self.replace(list.span, text);
    }

    /// Adds elements at the end of a list.
    pub(super) fn append(&mut self, list: &Spot, values: Vec<Json>) {
        let Some(last) = list.elements().last() else {
            return self.list(list, values.into_iter().map(Element::New).collect());
        };
        let inline = self.is_inline(list);
        let indent = Layout::indent(self.text, last.span.start);
        for value in values {
            let text = if inline {
                format!(",{}", crate::json::text(&value))
            } else {
                format!(",{}{}", self.layout.before(indent), self.layout.print(&value, indent))
            };
            self.replace(Span::at(last.span.end), text);
        }
    }

    /// Whether what is in it begins on the line of its bracket.
    fn is_inline(&self, spot: &Spot) -> bool {
        let first = match &spot.inside {
            Inside::Object(members) => members.first().map(|member| member.span),
            Inside::List(list) => list.first().map(|element| element.span),
            Inside::Scalar => None,
        };
        first.is_some_and(|first| !Span::new(spot.span.start, first.start).of(self.text).contains('\n'))
    }

    /// A part of the text with the edits inside it, which are then done.
    fn rendered(&mut self, span: Span) -> String {
        let within = |edit: &Span| span.start <= edit.start && edit.end <= span.end;
        let (inside, outside): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.edits).into_iter().partition(|(edit, _)| within(edit));
        self.edits = outside;
        spliced(self.text, span, &inside)
    }

    /// The whole text with all edits.
    pub(super) fn finish(self) -> String {
        spliced(self.text, Span::new(0, self.text.len()), &self.edits)
    }
}

fn spliced(text: &str, span: Span, edits: &[(Span, String)]) -> String {
    let mut out = String::with_capacity(span.end.saturating_sub(span.start));
    let mut at = span.start;
    for (edit, new) in edits.iter().filter(|(edit, _)| edit.start >= span.start) {
        // Of two edits that overlap the first counts.
        if edit.start < at {
            continue;
        }
        out.push_str(Span::new(at, edit.start).of(text));
        out.push_str(new);
        at = edit.end;
    }
    out.push_str(Span::new(at, span.end).of(text));
    out
}
