//! What may stand in a place.

use super::context::{Context, Partial, boundary};
use super::values::{Suggestion, values};
use super::{Known, elsewhere, fits};
use crate::dotnet::casing;
use crate::language::functions::{self, Function, Kind};
use crate::language::syntax::Keyword;
use crate::span::{Span, utf16_offset};
use crate::systems::{SourceSystem, entra};
use serde::Serialize;

/// Something that may be written in a place.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct Completion {
    /// What to show: `ToLower`, `[mail]`, `"Licensed"`.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What to write in place of the span.
    pub insert: String,
    /// Where the cursor goes, counted in the inserted text.
    pub cursor: usize,
    /// A few words to show beside the label: parameters, a type, a value.
    pub detail: String,
    /// What it means, in a sentence or two; may be empty.
    pub documentation: String,
    /// What is replaced.
    pub span: Span,
}

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify), serde(rename_all = "lowercase"))]
pub enum CompletionKind {
    /// A function, with its brackets.
    Function,
    /// An attribute, in brackets.
    Attribute,
    /// A word with a meaning of its own.
    Keyword,
    /// A value that is known for the place.
    Value,
}

impl CompletionKind {
    /// The name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            CompletionKind::Function => "function",
            CompletionKind::Attribute => "attribute",
            CompletionKind::Keyword => "keyword",
            CompletionKind::Value => "value",
        }
    }
}

impl Serialize for CompletionKind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

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
    if known.system != SourceSystem::Entra {
        return elsewhere::complete(text, offset, known);
    }
    let context = Context::new(text, offset);
    let word = match context.partial {
        Partial::Nothing => return Vec::new(),
        Partial::Word(word) | Partial::Attribute(word) | Partial::Text(word) => {
            casing::folded(word.trim_start())
        }
    };
    let quoted = matches!(context.partial, Partial::Text(_));
    let empty = word.is_empty();
    let mut found = Found { word, span: context.span, first: Vec::new(), others: Vec::new() };
    if !matches!(context.partial, Partial::Attribute(_)) {
        for value in values(text, &context, known) {
            if value.quoted || !quoted {
                found.value(value);
            }
        }
    }
    // Attributes come first where nothing is written yet; without a bracket a word is a function's.
    if matches!(context.partial, Partial::Attribute(_)) || (empty && !quoted) {
        found.attributes(known);
    }
    if let Partial::Word(_) = context.partial {
        let called = text.get(context.span.end..).is_some_and(|after| after.trim_start().starts_with('('));
        let kind = parameter_kind(&context, known);
        // What gives what the parameter takes comes first; the order of the registry otherwise.
        for fitting in [true, false] {
            for function in functions::functions(known.dialect) {
                if fits(function.result, kind) == fitting {
                    found.function(function, called);
                }
            }
        }
        for keyword in KEYWORDS {
            let about = keyword.about().to_owned();
            found.add(CompletionKind::Keyword, keyword.as_str().to_owned(), String::new(), about);
        }
        if !empty {
            found.attributes(known);
        }
    }
    found.first.append(&mut found.others);
    found.first
}

/// What the parameter of the place takes.
fn parameter_kind(context: &Context<'_>, known: &Known<'_>) -> Kind {
    let call = context.calls.last();
    call.and_then(|call| functions::find(call.name, known.dialect)?.parameter(call.argument))
        .map_or(Kind::Any, |parameter| parameter.kind)
}

/// Completions as they are found.
struct Found {
    /// What is being written, in lower case.
    word: String,
    span: Span,
    /// Those that begin with the word.
    first: Vec<Completion>,
    /// Those that have it inside.
    others: Vec<Completion>,
}

impl Found {
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
        let written = match value.quoted {
            true => format!("\"{}\"", value.text.replace('\\', "\\\\").replace('"', "\\\"")),
            false => value.text,
        };
        self.add(CompletionKind::Value, written, value.about, String::new());
    }

    fn attribute(&mut self, name: &str, detail: String, documentation: &str) {
        self.add(CompletionKind::Attribute, format!("[{name}]"), detail, documentation.to_owned());
    }

    /// What the user at hand has a value for, then the tenant's own attributes, then the rest.
    fn attributes(&mut self, known: &Known<'_>) {
        for listed in entra::attributes() {
            if let Some(value) = known.attribute(&listed.name).and_then(|known| known.value.as_deref()) {
                self.attribute(&listed.name, shortened(value), listed.note.as_deref().unwrap_or_default());
            }
        }
        for other in known.attributes {
            if entra::attribute(&other.name).is_none() {
                let value = shortened(other.value.as_deref().unwrap_or_default());
                self.attribute(&other.name, value, "An attribute of this user or tenant.");
            }
        }
        for listed in entra::attributes() {
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

/// The type of an attribute in words.
pub(super) fn type_of(attribute: &entra::Attribute) -> String {
    let kind = match attribute.kind {
        entra::AttributeType::String => "text",
        entra::AttributeType::Boolean => "Boolean",
        entra::AttributeType::DateTime => "date",
        entra::AttributeType::Reference => "reference",
    };
    if attribute.multi_valued { format!("{kind}, several values") } else { kind.to_owned() }
}

pub(super) fn shortened(value: &str) -> String {
    match value.len() {
        0..=40 => value.to_owned(),
        _ => format!("{}…", value.get(..boundary(value, 40)).unwrap_or_default()),
    }
}

impl Completion {
    /// The same with offsets in UTF-16 code units; `text` is the expression.
    pub fn to_utf16(mut self, text: &str) -> Self {
        self.span = self.span.to_utf16(text);
        self.cursor = utf16_offset(&self.insert, self.cursor);
        self
    }
}
