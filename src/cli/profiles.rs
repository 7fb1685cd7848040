//! Profiles named on the command line, and where their problems are.

use super::render::{About, Terminal};
use super::{Result, files};
use attrflow::diagnostic::Diagnostic;
use attrflow::document::locate;
use attrflow::mapping::{Plan, read_profile};
use attrflow::span::Span;
use attrflow::systems::presets;

/// The preset that is taken when no profile is named.
pub(super) const DEFAULT: &str = "zoom-gallery";

/// A profile ready to run, with its text for messages.
pub(super) struct Loaded {
    pub(super) plan: Plan,
    /// What it is called in messages: a file or a preset.
    pub(super) name: String,
    text: String,
}

/// Loads a preset or a file and shows what is wrong with it; `None` if it cannot be used.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn load(name: &str, terminal: &Terminal) -> Result<Option<Loaded>> {
    let (name, text) = match presets::find(name) {
        Some(preset) => (format!("<preset {}>", preset.id), format!("{:#}", preset.profile)),
        None => (files::name(name).to_owned(), files::text(name)?),
    };
    Ok(compile(name, text, terminal))
}

/// Reads and compiles the text of a profile and shows what is wrong with it.
pub(super) fn compile(name: String, text: String, terminal: &Terminal) -> Option<Loaded> {
    let show = |found: &[Diagnostic]| {
        for found in found {
            terminal.show(found, About { path: Some(&name), text: Some(&text) });
        }
    };
    let profile = match read_profile(&text) {
        Ok((profile, found)) => {
            show(&found);
            profile
        }
        Err(found) => {
            show(&found);
            return None;
        }
    };
    let located = |found: &[Diagnostic]| found.iter().map(|found| place(found, &text)).collect::<Vec<_>>();
    match Plan::new(profile) {
        Ok(plan) => {
            show(&located(plan.diagnostics()));
            Some(Loaded { plan, name, text })
        }
        Err(found) => {
            show(&located(&found));
            None
        }
    }
}

impl Loaded {
    /// Shows a problem of a mapping in the text of the profile.
    pub(super) fn show(&self, found: &Diagnostic, terminal: &Terminal) {
        let about = About { path: Some(&self.name), text: Some(&self.text) };
        terminal.show(&place(found, &self.text), about);
    }
}

/// The diagnostic with spans in UTF-16, counted in the mapping's member.
pub(super) fn utf16(plan: &Plan, found: &Diagnostic) -> Diagnostic {
    found.clone().to_utf16(member(plan, found.pointer.as_deref()).unwrap_or_default())
}

/// The text that a pointer such as `/mappings/2/source` leads to.
fn member<'p>(plan: &'p Plan, pointer: Option<&str>) -> Option<&'p str> {
    let mut steps = pointer?.strip_prefix("/mappings/")?.split('/');
    let mapping = plan.profile().mappings.get(steps.next()?.parse::<usize>().ok()?)?;
    match steps.next()? {
        "source" => Some(&mapping.source),
        "target" => Some(&mapping.target),
        "default" => mapping.default.as_deref(),
        _ => None,
    }
}

/// A diagnostic of a mapping with its spans in the document that holds the mapping.
fn place(found: &Diagnostic, document: &str) -> Diagnostic {
    let mut found = found.clone();
    let Some(pointer) = found.pointer.as_deref() else { return found };
    // A profile may be the bare array of its mappings.
    let bare = || locate(document, pointer.strip_prefix("/mappings")?);
    let Some(member) = locate(document, pointer).or_else(bare) else {
        found.span = None;
        found.fixes.clear();
        return found;
    };
    let literal = member.of(document);
    if !literal.starts_with('"') {
        found.span = Some(member);
        return found;
    }
    let inside = |span: Span| {
        Span::new(raw_offset(literal, span.start), raw_offset(literal, span.end)).shifted(member.start)
    };
    found.span = Some(found.span.map_or(member, inside));
    for edit in found.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
        edit.span = inside(edit.span);
        let escaped = serde_json::Value::from(edit.text.as_str()).to_string();
        edit.text = escaped.trim_start_matches('"').strip_suffix('"').unwrap_or(&escaped).to_owned();
    }
    found
}

/// The offset in a JSON string literal, quotation marks included, of an offset in the text that
/// it stands for.
fn raw_offset(literal: &str, offset: usize) -> usize {
    let mut rest = literal.char_indices().skip(1).peekable();
    let mut decoded = 0;
    while let Some((at, character)) = rest.next() {
        if decoded >= offset || character == '"' {
            return at;
        }
        if character != '\\' {
            decoded += character.len_utf8();
            continue;
        }
        match rest.next() {
            Some((at, 'u')) => {
                let digits = literal.get(at + 1..at + 5).unwrap_or_default();
                let unit = u32::from_str_radix(digits, 16).unwrap_or_default();
                // Half of a pair is half of four bytes.
                decoded += char::from_u32(unit).map_or(2, char::len_utf8);
                rest.nth(3);
            }
            _ => decoded += 1,
        }
    }
    literal.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_the_preset_to_start_with() {
        assert_eq!(presets::presets()[0].id, DEFAULT);
    }

    #[test]
    fn offsets_see_through_escapes() {
        let literal = r#""a\"\u00e9\ud83d\ude00é\\z""#;
        let text: String = serde_json::from_str(literal).unwrap();
        let places: Vec<&str> =
            text.char_indices().map(|(at, _)| &literal[raw_offset(literal, at)..]).collect();
        let expected = [
            r#"a\"\u00e9\ud83d\ude00é\\z""#,
            r#"\"\u00e9\ud83d\ude00é\\z""#,
            r#"\u00e9\ud83d\ude00é\\z""#,
            r#"\ud83d\ude00é\\z""#,
            r#"é\\z""#,
            r#"\\z""#,
            r#"z""#,
        ];
        assert_eq!(places, expected);
        assert_eq!(raw_offset(literal, text.len()), literal.len() - 1);
    }
}
