//! New parts of a document in the layout of the old ones.

use crate::json;
use serde_json::Value as Json;

/// How a document is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// One level of indentation; `None` if everything stands on one line.
    unit: Option<String>,
    newline: &'static str,
}

impl Layout {
    /// Two blanks a level.
    pub(super) fn usual() -> Self {
        Self { unit: Some("  ".to_owned()), newline: "\n" }
    }

    /// The layout of a text: that of its first member.
    pub(super) fn of(text: &str) -> Self {
        let inner = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
        let inner = inner.strip_prefix('{').unwrap_or_default();
        let blank = &inner[..inner.len() - inner.trim_start().len()];
        let newline = if blank.contains("\r\n") { "\r\n" } else { "\n" };
        Self { unit: blank.rsplit_once('\n').map(|(_, unit)| unit.to_owned()), newline }
    }

    /// The text of a value that stands `indent` deep.
    pub(super) fn print(&self, value: &Json, indent: &str) -> String {
        let mut out = String::new();
        self.value(value, indent, &mut out);
        out
    }

    fn value(&self, value: &Json, indent: &str, out: &mut String) {
        match (value, &self.unit) {
            (Json::Array(list), Some(_)) if !list.is_empty() => {
                let inner = self.deeper(indent);
                let parts: Vec<String> = list.iter().map(|value| self.print(value, &inner)).collect();
                out.push_str(&self.list(&parts, indent));
            }
            (Json::Object(members), Some(_)) if !members.is_empty() => {
                out.push('{');
                let inner = self.deeper(indent);
                for (at, (name, value)) in members.iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    out.extend([self.newline, &inner]);
                    out.push_str(&self.member(name, value, &inner));
                }
                out.extend([self.newline, indent, "}"]);
            }
            _ => out.push_str(&json::text(value)),
        }
    }

    /// A list of texts, the list itself standing `indent` deep.
    pub(super) fn list(&self, parts: &[String], indent: &str) -> String {
        match &self.unit {
            _ if parts.is_empty() => "[]".to_owned(),
            None => format!("[{}]", parts.join(",")),
            Some(_) => {
                let inner = self.deeper(indent);
                let between = format!(",{}{inner}", self.newline);
                format!("[{0}{inner}{1}{0}{indent}]", self.newline, parts.join(&between))
            }
        }
    }

    /// A member that stands `indent` deep.
    pub(super) fn member(&self, name: &str, value: &Json, indent: &str) -> String {
        let colon = if self.unit.is_some() { ": " } else { ":" };
        format!("{}{colon}{}", json::text(&Json::from(name)), self.print(value, indent))
    }

    /// What stands before a member or an element that stands `indent` deep.
    pub(super) fn before(&self, indent: &str) -> String {
        if self.unit.is_some() { format!("{}{indent}", self.newline) } else { String::new() }
    }

    /// One level deeper.
    pub(super) fn deeper(&self, indent: &str) -> String {
        format!("{indent}{}", self.unit.as_deref().unwrap_or_default())
    }

    /// The indentation of the line that a place is in.
    pub(super) fn indent(text: &str, at: usize) -> &str {
        let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |line| line + 1);
        let line = text.get(start..).unwrap_or_default();
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }
}
