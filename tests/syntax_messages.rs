//! What people get to read for texts that are no expressions: sentence, place, correction.

use attrflow::language::{Dialect, parse};
use std::fmt::Write as _;

/// Mistakes seen in published mappings, guides and support threads.
const MISTAKES: [&str; 34] = [
    "",
    "   ",
    "Join(\" \", [givenName], [surname]",
    "Join(\" \", [givenName, [surname])",
    "Append([a], \".test\"))",
    "ToLower('abc')",
    "IIF([a]=“x”, “1”, “2”)",
    "IIF([a]==\"x\",\"1\",\"2\")",
    "IIF([a]!=\"x\",\"1\",\"2\")",
    "IIF([a]=\"x\" AND [b]=\"y\",\"1\",\"2\")",
    "IIF([a]=\"x\" && [b]=\"y\",\"1\",\"2\")",
    "IIF([a]=\"x\" or [b]=\"y\",\"1\",\"2\")",
    "IIF(!IsPresent([a]),\"1\",\"2\")",
    "[givenName] & \" \" & [surname]",
    "[givenName] + [surname]",
    "Split([a], \",\")[0]",
    "ToLower([mail]);",
    "Join(\" \"; [a]; [b])",
    "ToLower([mail]) ToUpper([mail])",
    "Join(\" \" [a])",
    "Lookup(employeeId, [b])",
    "userPrincipalName",
    "ToLower([])",
    "\"abc",
    "\"abc\\\"",
    "[mail",
    "mail]",
    "ToLower({mail})",
    "%Domain",
    "(\"a\")",
    "[a], [b]",
    "IIF([a]=\"x\"=\"y\",\"1\",\"2\")",
    "99999999999999999999",
    "ToLower($item)",
];

#[test]
fn mistakes_are_named_where_they_are() {
    let mut shown = String::new();
    for text in MISTAKES {
        let found = parse(text, Dialect::Entra).expect_err(text);
        let span = found.span.unwrap_or_default();
        let column = text[..span.start].chars().count();
        let width = span.of(text).chars().count().max(1);
        let _ = writeln!(shown, "{text}\n{}{} {}", " ".repeat(column), "^".repeat(width), found.message);
        if let Some(help) = &found.help {
            let _ = writeln!(shown, "help: {help}");
        }
        for fix in &found.fixes {
            let mut mended = text.to_owned();
            for edit in fix.edits.iter().rev() {
                mended.replace_range(edit.span.start..edit.span.end, &edit.text);
            }
            let _ = writeln!(shown, "fix: {}: {mended}", fix.title);
        }
        shown.push('\n');
    }
    insta::assert_snapshot!(shown);
}
