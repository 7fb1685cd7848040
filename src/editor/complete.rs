//! What may stand in a place.

use super::completion::{Completion, CompletionKind, shortened, type_of};
use super::place::{Partial, Place};
use super::values::{Suggestion, values};
use super::{Known, fits, reference};
use crate::dotnet::casing;
use crate::language::{Function, Keyword, Kind, find_function, functions};
use crate::span::Span;

/// Keywords that may stand where a value may.
const KEYWORDS: [Keyword; 5] =
    [Keyword::True, Keyword::False, Keyword::Null, Keyword::IgnoreAttributeFlow, Keyword::IgnoreObjectFlow];

/// Everything that may be written at `offset` and matches what stands before it: known values,
/// attributes, functions, keywords. What begins like the word being written stands first.
///
/// ```
/// use attrflow::editor::{Known, complete};
/// let found = complete("ToLower([ma", 11, &Known::default());
/// assert_eq!((found[0].label.as_str(), found[0].insert.as_str()), ("[mail]", "[mail]"));
/// ```
pub fn complete(text: &str, offset: usize, known: &Known<'_>) -> Vec<Completion> {
    if known.system.language.is_none() {
        return reference::complete(text, offset, known);
    }
    let place = Place::new(text, offset);
    let word = match place.partial {
        Partial::Nothing => return Vec::new(),
        Partial::Word(word) | Partial::Attribute(word) | Partial::Text(word) => {
            casing::folded(word.trim_start())
        }
    };
    let quoted = matches!(place.partial, Partial::Text(_));
    let empty = word.is_empty();
    let mut matches = Matches { word, span: place.span, first: Vec::new(), others: Vec::new() };
    if !matches!(place.partial, Partial::Attribute(_)) {
        for value in values(text, &place, known) {
            if value.quoted || !quoted {
                matches.value(value);
            }
        }
    }
    // Attributes come first where nothing is written yet; without a bracket a word is a function's.
    if matches!(place.partial, Partial::Attribute(_)) || (empty && !quoted) {
        matches.attributes(known);
    }
    if let Partial::Word(_) = place.partial {
        let called = text.get(place.span.end..).is_some_and(|after| after.trim_start().starts_with('('));
        let kind = parameter_kind(&place, known);
        // What gives what the parameter takes comes first; the order of the registry otherwise.
        for fitting in [true, false] {
            for function in functions(known.dialect) {
                if fits(function.result, kind) == fitting {
                    matches.function(function, called);
                }
            }
        }
        for keyword in KEYWORDS {
            let about = keyword.about().to_owned();
            matches.add(CompletionKind::Keyword, keyword.as_str().to_owned(), String::new(), about);
        }
        if !empty {
            matches.attributes(known);
        }
    }
    matches.first.append(&mut matches.others);
    matches.first
}

/// What the parameter of the place takes.
fn parameter_kind(place: &Place<'_>, known: &Known<'_>) -> Kind {
    let call = place.calls.last();
    call.and_then(|call| find_function(call.name, known.dialect)?.parameter(call.argument))
        .map_or(Kind::Any, |parameter| parameter.kind)
}

/// Completions as they are found.
struct Matches {
    /// What is being written, in lower case.
    word: String,
    span: Span,
    /// Those that begin with the word.
    first: Vec<Completion>,
    /// Those that have it inside.
    others: Vec<Completion>,
}

impl Matches {
    /// Adds what is shown as it is written, if the word is in it.
    fn add(&mut self, kind: CompletionKind, label: String, detail: String, documentation: String) {
        let cursor = label.len();
        self.push(Completion {
            insert: label.clone(),
            label,
            kind,
            cursor,
            detail,
            documentation,
            span: self.span,
        });
    }

    fn push(&mut self, completion: Completion) {
        let label = casing::folded(completion.label.trim_start_matches(['[', '"']));
        match label.find(&self.word) {
            Some(0) => self.first.push(completion),
            Some(_) => self.others.push(completion),
            None => {}
        }
    }

    fn value(&mut self, value: Suggestion) {
        let written = if value.quoted {
            format!("\"{}\"", value.text.replace('\\', "\\\\").replace('"', "\\\""))
        } else {
            value.text
        };
        self.add(CompletionKind::Value, written, value.about, String::new());
    }

    fn attribute(&mut self, name: &str, detail: String, documentation: &str) {
        self.add(CompletionKind::Attribute, format!("[{name}]"), detail, documentation.to_owned());
    }

    /// What the user at hand has a value for, then the tenant's own attributes, then the rest.
    fn attributes(&mut self, known: &Known<'_>) {
        for listed in known.system.attributes() {
            if let Some(value) = known.attribute(&listed.name).and_then(|known| known.value.as_deref()) {
                self.attribute(&listed.name, shortened(value), listed.note.as_deref().unwrap_or_default());
            }
        }
        for other in known.attributes {
            if known.system.attribute(&other.name).is_none() {
                let value = shortened(other.value.as_deref().unwrap_or_default());
                self.attribute(&other.name, value, "An attribute of this user or tenant.");
            }
        }
        for listed in known.system.attributes() {
            if known.attribute(&listed.name).is_none_or(|known| known.value.is_none()) {
                self.attribute(&listed.name, type_of(listed), listed.note.as_deref().unwrap_or_default());
            }
        }
    }

    fn function(&mut self, function: &Function, called: bool) {
        let name = function.name;
        let insert = if called { name.to_owned() } else { format!("{name}()") };
        let inside = usize::from(!function.parameters.is_empty() && !called);
        let mut documentation = function.summary.to_owned();
        if let Some(example) = function.examples.first() {
            documentation += &format!(" {} → {}", example.expression, example.result);
        }
        self.push(Completion {
            label: name.to_owned(),
            kind: CompletionKind::Function,
            cursor: insert.len() - inside,
            insert,
            detail: function.signature().split_off(name.len()),
            documentation,
            span: self.span,
        });
    }
}
