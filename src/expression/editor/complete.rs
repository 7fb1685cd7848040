//! What may stand in a place.

use super::context::{Context, Partial, boundary};
use super::values::{Suggestion, values};
use super::{Known, fits};
use crate::expression::functions::{self, Function, Kind};
use crate::expression::syntax::Keyword;
use crate::span::{Span, utf16_offset};
use crate::systems::entra;
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
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

/// Keywords that may stand where a value may.
const KEYWORDS: [Keyword; 5] =
    [Keyword::True, Keyword::False, Keyword::Null, Keyword::IgnoreAttributeFlow, Keyword::IgnoreObjectFlow];

/// Everything that may be written at `offset` and matches what stands before it: known values,
/// attributes, functions, keywords. What begins like the word being written stands first.
///
/// ```
/// use attrflow::expression::{Known, complete};
/// let found = complete("ToLower([ma", 11, &Known::default());
/// assert_eq!((found[0].label.as_str(), found[0].insert.as_str()), ("[mail]", "[mail]"));
/// ```
pub fn complete(text: &str, offset: usize, known: &Known<'_>) -> Vec<Completion> {
    let context = Context::new(text, offset);
    let wanted = match context.partial {
        Partial::Nothing => return Vec::new(),
        Partial::Word(word) | Partial::Attribute(word) | Partial::Text(word) => {
            word.trim_start().to_lowercase()
        }
    };
    let mut found = Vec::new();
    if !matches!(context.partial, Partial::Attribute(_)) {
        let quoted = matches!(context.partial, Partial::Text(_));
        let suggestions = values(text, &context, known).into_iter();
        found.extend(
            suggestions.filter(|value| value.quoted || !quoted).map(|value| of_value(value, context.span)),
        );
    }
    // Attributes come first where nothing is written yet; without a bracket a word is a function's.
    if matches!(context.partial, Partial::Attribute(_) | Partial::Word("")) {
        attributes(known, context.span, &mut found);
    }
    if let Partial::Word(_) = context.partial {
        let called = text.get(context.span.end..).is_some_and(|after| after.trim_start().starts_with('('));
        let kind = parameter_kind(&context, known);
        let mut known_functions: Vec<&Function> = functions::functions(known.dialect).collect();
        // What gives what the parameter takes first; the order of the registry otherwise.
        known_functions.sort_by_key(|function| !fits(function.result, kind));
        found.extend(known_functions.into_iter().map(|function| of_function(function, called, context.span)));
        found.extend(KEYWORDS.iter().map(|keyword| of_keyword(*keyword, context.span)));
        if !wanted.is_empty() {
            attributes(known, context.span, &mut found);
        }
    }
    let rank = |completion: &Completion| {
        let label = completion.label.trim_start_matches(['[', '"']).to_lowercase();
        label.find(&wanted).map(|at| at > 0)
    };
    found.retain(|completion| rank(completion).is_some());
    found.sort_by_key(rank);
    found
}

/// What the parameter of the place takes.
fn parameter_kind(context: &Context<'_>, known: &Known<'_>) -> Kind {
    let call = context.calls.last();
    call.and_then(|call| functions::find(call.name, known.dialect)?.parameter(call.argument))
        .map_or(Kind::Any, |parameter| parameter.kind)
}

fn of_value(value: Suggestion, span: Span) -> Completion {
    let written = match value.quoted {
        true => format!("\"{}\"", value.text.replace('\\', "\\\\").replace('"', "\\\"")),
        false => value.text,
    };
    Completion {
        cursor: written.len(),
        insert: written.clone(),
        label: written,
        kind: CompletionKind::Value,
        detail: value.about,
        documentation: String::new(),
        span,
    }
}

fn attributes(known: &Known<'_>, span: Span, found: &mut Vec<Completion>) {
    let mut add = |name: &str, detail: String, documentation: &str| {
        let written = format!("[{name}]");
        found.push(Completion {
            cursor: written.len(),
            insert: written.clone(),
            label: written,
            kind: CompletionKind::Attribute,
            detail,
            documentation: documentation.to_owned(),
            span,
        });
    };
    let listed = entra::attributes().iter();
    let others = known.attributes.iter().filter(|known| entra::attribute(&known.name).is_none());
    // What the user at hand has a value for comes first.
    let (valued, rest): (Vec<_>, Vec<_>) =
        listed.partition(|listed| known.attribute(&listed.name).is_some_and(|known| known.value.is_some()));
    for attribute in valued.iter() {
        let value = known.attribute(&attribute.name).and_then(|known| known.value.as_deref());
        add(
            &attribute.name,
            shortened(value.unwrap_or_default()),
            attribute.note.as_deref().unwrap_or_default(),
        );
    }
    for other in others {
        add(
            &other.name,
            shortened(other.value.as_deref().unwrap_or_default()),
            "An attribute of this user or tenant.",
        );
    }
    for attribute in rest {
        add(&attribute.name, type_of(attribute), attribute.note.as_deref().unwrap_or_default());
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

fn shortened(value: &str) -> String {
    match value.len() {
        0..=40 => value.to_owned(),
        _ => format!("{}…", value.get(..boundary(value, 40)).unwrap_or_default()),
    }
}

fn of_function(function: &Function, called: bool, span: Span) -> Completion {
    let signature = function.signature();
    let insert = if called { function.name.to_owned() } else { format!("{}()", function.name) };
    let inside = usize::from(!function.parameters.is_empty() && !called);
    let example =
        function.examples.first().map(|example| format!(" {} → {}", example.expression, example.result));
    Completion {
        label: function.name.to_owned(),
        kind: CompletionKind::Function,
        cursor: insert.len() - inside,
        insert,
        detail: signature.get(function.name.len()..).unwrap_or_default().to_owned(),
        documentation: function.summary.to_owned() + &example.unwrap_or_default(),
        span,
    }
}

fn of_keyword(keyword: Keyword, span: Span) -> Completion {
    let word = keyword.as_str();
    Completion {
        label: word.to_owned(),
        kind: CompletionKind::Keyword,
        insert: word.to_owned(),
        cursor: word.len(),
        detail: String::new(),
        documentation: keyword.about().to_owned(),
        span,
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
