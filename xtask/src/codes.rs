//! The pages of codes for the web: a script beside the engine, so that the engine need not hold them.

use attrflow::diagnostic::Code;
use serde_json::json;

/// The script's types: what `CodePage` was while the engine made it.
pub(crate) const TYPES: &str = r#"import type { Severity } from "./engine.js";

/** The page of a code: what it is, why it matters, what to write instead. */
export interface CodePage {
    code: string;
    severity: Severity;
    /** What it is, in one sentence. */
    title: string;
    /** Why it matters in production. */
    why: string;
    /** An input that triggers the code. */
    example: string;
    /** What the example is: expression, evaluation, profile, preview, situation, path, filter, patch, users. */
    subject: string;
    /** What to write instead. */
    instead: string;
    /** Where the rule comes from. */
    source: string;
}

/** The page of a code, as findings have one; undefined if there is no such code. */
export function explain(code: string): CodePage | undefined;

/** The pages of all codes. */
export function codes(): CodePage[];
"#;

/// The script. It needs neither the engine nor the network.
pub(crate) fn script() -> String {
    let page = |code: &Code| {
        let page = code.page();
        json!({
            "code": code.as_str(),
            "severity": code.severity(),
            "title": page.summary,
            "why": page.why,
            "example": page.example,
            "subject": page.subject.as_str(),
            "instead": page.instead,
            "source": page.source,
        })
        .to_string()
    };
    let pages: Vec<String> = Code::ALL.iter().map(page).collect();
    format!(
        "const pages = [\n{}\n];\n\n\
         export function explain(code) {{\n  \
           const page = pages.find((page) => page.code === code);\n  \
           return page && {{ ...page }};\n}}\n\n\
         export function codes() {{\n  return pages.map((page) => ({{ ...page }}));\n}}\n",
        pages.join(",\n"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_line() {
        let script = script();
        for code in Code::ALL {
            // A name may stand for two things.
            let named = Code::ALL.iter().filter(|other| other.as_str() == code.as_str()).count();
            assert_eq!(script.matches(&format!("\n{{\"code\":\"{code}\",")).count(), named, "{code}");
        }
    }
}
