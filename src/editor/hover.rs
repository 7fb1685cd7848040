//! What a word of an expression means.

use super::completion::type_of;
use super::note::Hover;
use super::place::{Place, boundary, keyword, token_at};
use super::values::values;
use super::{Known, reference};
use crate::dotnet::regex::Regex;
use crate::language::entra::parse::unescape;
use crate::language::{Kind, Node, NodeKind, Operator, TokenKind, find_function, parse, sentence};
use crate::span::Span;

/// What the word at `offset` means, if anything is known of it.
///
/// ```
/// use attrflow::editor::{Known, hover};
/// let hover = hover("Left([displayName], 3)", 2, &Known::default()).unwrap();
/// assert_eq!(hover.title, "Left");
/// assert_eq!(hover.words.unwrap(), "the first 3 characters of displayName");
/// ```
pub fn hover(text: &str, offset: usize, known: &Known<'_>) -> Option<Hover> {
    if known.system.language.is_none() {
        return reference::hover(text, known);
    }
    let token = token_at(text, boundary(text, offset))?;
    let word = token.span.of(text);
    let mut hover = Hover { span: token.span, title: word.to_owned(), ..Hover::default() };
    match token.kind {
        TokenKind::Function => {
            let function = find_function(word, known.dialect)?;
            hover.title = function.name.to_owned();
            hover.signature = Some(format!("{} → {}", function.signature(), function.result.as_str()));
            hover.summary = function.summary.to_owned();
            hover.words = here(text, token.span, known);
            for example in function.examples {
                hover.examples.push(format!("{} → {}", example.expression, example.result));
            }
        }
        TokenKind::Attribute => attribute(word, known, &mut hover),
        TokenKind::Keyword => {
            let keyword = keyword(word)?;
            hover.title = keyword.as_str().to_owned();
            hover.summary = keyword.about().to_owned();
        }
        TokenKind::Operator => hover.summary = Operator::from_name(word)?.about().to_owned(),
        TokenKind::Number => {
            let digits = word.strip_prefix("&H").or(word.strip_prefix("&h"))?;
            let number = u64::from_str_radix(digits, 16).ok()?;
            hover.summary = format!("{number}, written in hexadecimal");
        }
        TokenKind::Parameter => {
            hover.summary =
                "A parameter: the service takes its value from the tenant or connector.".to_owned();
        }
        TokenKind::String => hover.summary = string(text, word, token.span, known)?,
        TokenKind::Punctuation | TokenKind::Variable | TokenKind::Invalid => return None,
    }
    Some(hover)
}

/// The call whose name stands at `span`, in words.
fn here(text: &str, span: Span, known: &Known<'_>) -> Option<String> {
    let tree = parse(text, known.dialect).ok()?;
    let mut found: Option<&Node> = None;
    tree.walk(&mut |node| {
        if let NodeKind::Call(call) = &node.kind
            && call.name_span == span
        {
            found = Some(node);
        }
    });
    found.map(|node| sentence(node, known.dialect))
}

fn attribute(word: &str, known: &Known<'_>, hover: &mut Hover) {
    let name = word.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(word).trim();
    let listed = known.system.attribute(name);
    let known = known.attribute(name);
    match listed {
        Some(attribute) => {
            hover.title = format!("[{}]", attribute.name);
            hover.summary = type_of(attribute);
            if let Some(note) = &attribute.note {
                hover.summary += ". ";
                hover.summary += note;
            }
        }
        None if known.is_some() => hover.summary.push_str("an attribute of this user or tenant"),
        None => hover.summary.push_str("the directory's schema lists no attribute of this name"),
    }
    if let Some(value) = known.and_then(|known| known.value.as_ref()) {
        let stop = if hover.summary.ends_with('.') { "" } else { "." };
        hover.summary += &format!("{stop} This user: {value}");
    }
}

/// A text that means something where it stands: an interval, a format, a role, a pattern.
fn string(text: &str, word: &str, span: Span, known: &Known<'_>) -> Option<String> {
    let value = unescape(word.strip_prefix('"')?.strip_suffix('"')?);
    let place = Place::new(text, span.start + 1);
    let call = place.calls.last();
    let parameter = call.and_then(|call| find_function(call.name, known.dialect)?.parameter(call.argument));
    if !parameter.is_some_and(|parameter| parameter.kind == Kind::Pattern) {
        return values(text, &place, known)
            .into_iter()
            .find(|known| known.text == value)
            .map(|known| known.about);
    }
    Some(match Regex::new(&value) {
        Err(error) => format!("not a regular expression: {error}"),
        Ok(regex) => {
            let mut summary = "a .NET regular expression".to_owned();
            for (at, (name, _)) in regex.group_names().enumerate() {
                summary += if at == 0 { " with the groups " } else { ", " };
                summary += name;
            }
            summary
        }
    })
}
