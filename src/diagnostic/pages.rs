//! The page of each code: what it is, why it matters, an example, what to write instead.
//!
//! Pages are Markdown beside this file, one section for each code, so that they read well where
//! they lie. They are taken apart only when somebody asks for one.

use super::Code;
use crate::named::named;

/// The files, a family of codes in each.
const FILES: [&str; 8] = [
    include_str!("pages/expressions.md"),
    include_str!("pages/traps.md"),
    include_str!("pages/mappings.md"),
    include_str!("pages/scim.md"),
    include_str!("pages/requests.md"),
    include_str!("pages/users.md"),
    include_str!("pages/sources.md"),
    include_str!("pages/schemas.md"),
];

/// What people read about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// What it is, in one sentence.
    pub summary: &'static str,
    /// Why it matters in production.
    pub why: &'static str,
    /// An input that triggers the code, and no other.
    pub example: &'static str,
    /// What the example is.
    pub subject: Subject,
    /// What to write instead.
    pub instead: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
}

named! {
    /// What an example is, and so what reads it. Its name stands behind the fence of the example.
    #[non_exhaustive]
    pub enum Subject {
        /// An expression; `…` stands for as many characters or calls as it takes.
        Expression = "expression",
        /// An expression, and the user that it is evaluated for.
        Evaluation = "evaluation",
        /// A profile, or the array of its mappings.
        Profile = "profile",
        /// A profile, and the user that is previewed with it.
        Preview = "preview",
        /// A profile, a user that is previewed with it, and what is known besides, on a line each.
        Situation = "situation",
        /// A path of SCIM.
        Path = "path",
        /// A filter of SCIM.
        Filter = "filter",
        /// A PATCH request, and the resource that it changes.
        Patch = "patch",
        /// A request to Zoom: the method and the body.
        Request = "request",
        /// A request to any target of SCIM: the method and the body.
        ScimRequest = "scim-request",
        /// A file of users; `\xE9` stands for that byte.
        Users = "users",
        /// A file of users for a profile whose source is Entra; `\xE9` stands for that byte.
        EntraUsers = "entra-users",
        /// A synchronization schema.
        Schema = "schema",
        /// A profile that is exported as a synchronization schema.
        Exported = "exported",
    }
}

impl Code {
    /// The page of the code.
    ///
    /// ```
    /// use attrflow::diagnostic::Code;
    /// assert!(Code::IifNullTest.page().instead.contains("Switch("));
    /// ```
    pub fn page(self) -> Page {
        let name = match self {
            // An expression and a value can both be too long.
            Code::ValueTooLong => "too-long as a value",
            code => code.as_str(),
        };
        let section = FILES.iter().find_map(|file| section(file, name));
        section.map_or(Page::MISSING, Page::read)
    }
}

/// The text under the heading `## name`.
fn section(file: &'static str, name: &str) -> Option<&'static str> {
    let sections = file.split("\n## ").skip(1);
    sections.filter_map(|section| section.split_once('\n')).find(|(title, _)| *title == name).map(|(_, s)| s)
}

impl Page {
    const MISSING: Page =
        Page { summary: "", why: "", example: "", subject: Subject::Expression, instead: "", source: "" };

    /// Reads a section: a sentence, labelled paragraphs, and the example between fences.
    fn read(section: &'static str) -> Page {
        let mut page = Page::MISSING;
        let (before, rest) = section.split_once("\n```").unwrap_or((section, ""));
        let (fence, rest) = rest.split_once('\n').unwrap_or_default();
        let (example, after) = rest.split_once("\n```\n").unwrap_or_default();
        page.subject = Subject::from_name(fence).unwrap_or(Subject::Expression);
        page.example = example;
        for paragraph in before.split("\n\n").chain(after.split("\n\n")) {
            let paragraph = paragraph.trim();
            match paragraph.split_once(": ") {
                Some(("Why", text)) => page.why = text,
                Some(("Instead", text)) => page.instead = text,
                Some(("Source", text)) => page.source = text,
                _ if page.summary.is_empty() => page.summary = paragraph,
                _ => {}
            }
        }
        page
    }
}
