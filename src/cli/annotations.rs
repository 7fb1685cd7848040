//! Findings for programs: a JSON object a line, and annotations of GitHub Actions.

use attrflow::diagnostic::document::pointer_in;
use attrflow::diagnostic::{Diagnostic, Severity};
use attrflow::span::{Position, position};
use serde_json::{Value as Json, json};

/// Where a finding starts and ends, lines and columns from 1. The end is past the last character.
fn places(found: &Diagnostic, text: &str) -> Option<(Position, Position)> {
    found.span.map(|span| (position(text, span.start), position(text, span.end)))
}

/// The finding as one line of JSON: `span` and `fixes` count UTF-16 code units of the file, `column`
/// counts characters.
pub(super) fn json(found: &Diagnostic, file: &str, text: &str) -> String {
    let mut object = serde_json::Map::new();
    object.insert("file".to_owned(), Json::from(file));
    if let Some((start, end)) = places(found, text) {
        let members = [
            ("line", start.line),
            ("column", start.column),
            ("endLine", end.line),
            ("endColumn", end.column),
        ];
        object.extend(members.map(|(name, number)| (name.to_owned(), Json::from(number))));
    }
    // A diagnostic serializes without fail; were it otherwise, the place alone would be printed.
    if let Json::Object(members) = json!(found.clone().to_utf16(text)) {
        object.extend(members);
    }
    // A profile may be the bare array of its mappings, whose pointers lack the first step.
    if let (Some(pointer), Some(member)) = (pointer_in(text, &found.place), object.get_mut("pointer")) {
        *member = pointer.to_string().into();
    }
    Json::Object(object).to_string()
}

/// The finding as a workflow command (GitHub documentation, Workflow commands for GitHub Actions,
/// "Setting an error message").
pub(super) fn github(found: &Diagnostic, file: &str, text: &str) -> String {
    let command = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = vec![("file", file.to_owned())];
    if let Some((start, end)) = places(found, text) {
        properties.push(("line", start.line.to_string()));
        // Columns only make sense to GitHub within one line.
        if start.line == end.line {
            properties.push(("col", start.column.to_string()));
            // Its last column is part of the place; ours is past it.
            properties.push(("endColumn", end.column.saturating_sub(1).max(start.column).to_string()));
        } else {
            properties.push(("endLine", end.line.to_string()));
        }
    }
    properties.push(("title", found.code.to_string()));
    let properties: Vec<String> =
        properties.into_iter().map(|(name, value)| format!("{name}={}", property(&value))).collect();
    let help = found.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    format!("::{command} {}::{}", properties.join(","), data(&format!("{}{help}", found.message)))
}

/// Escapes a message: `%` first, then what would end the command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property, where colons and commas have a meaning besides.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use attrflow::diagnostic::Code;
    use attrflow::span::Span;

    fn found(span: Span) -> Diagnostic {
        Diagnostic::new(Code::Syntax, "100% wrong: a,\r\nb").at(span).help("do: this")
    }

    #[test]
    fn annotations_escape_what_would_end_them() {
        assert_eq!(
            github(&found(Span::new(5, 9)), "a,b:c%.txt", "one\n😀x"),
            "::error file=a%2Cb%3Ac%25.txt,line=2,col=1,endColumn=2,title=syntax::\
             100%25 wrong: a,%0D%0Ab%0Ado: this"
        );
        assert_eq!(
            github(&found(Span::new(0, 9)), "f", "one\n😀x").split("::").nth(1),
            Some("error file=f,line=1,endLine=2,title=syntax")
        );
    }

    #[test]
    fn objects_count_as_javascript_and_as_people_do() {
        let json: Json = serde_json::from_str(&json(&found(Span::new(8, 9)), "f", "one\n😀x")).expect("JSON");
        assert_eq!((&json["line"], &json["column"], &json["endColumn"]), (&json!(2), &json!(2), &json!(3)));
        assert_eq!(json["span"], json!({"start": 6, "end": 7}));
        assert_eq!(
            (&json["file"], &json["code"], &json["severity"]),
            (&json!("f"), &json!("syntax"), &json!("error"))
        );
    }
}
