//! Diagnostics for people: the text they are about, carets under the place, what to do.

use super::When;
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use attrflow::diagnostic::{Code, Diagnostic, Severity};
use attrflow::span::Span;
use std::io::{IsTerminal, Write};

/// Standard error.
pub(super) struct Terminal {
    styled: bool,
}

/// What a diagnostic is about.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct About<'a> {
    /// The file, if there is one.
    pub(super) path: Option<&'a str>,
    /// The text that spans count in, if it is at hand.
    pub(super) text: Option<&'a str>,
    /// The line of the file that the text begins on, if not the first.
    pub(super) line: Option<u64>,
    /// Where the rule that is broken is written.
    pub(super) rule: Option<&'a str>,
}

impl Terminal {
    pub(super) fn new(color: When) -> Self {
        let variable = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let styled = match color {
            When::Always => true,
            When::Never => false,
            When::Auto => {
                let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
                std::io::stderr().is_terminal() && !variable("NO_COLOR") && !dumb
            }
        };
        Self { styled }
    }

    /// Writes a diagnostic to standard error, and a blank line after it.
    pub(super) fn show(&self, diagnostic: &Diagnostic, about: About<'_>) {
        self.write(&render(diagnostic, about, self.styled));
        self.write("");
    }

    /// Writes a problem of users that are read from a file.
    pub(super) fn input(&self, diagnostic: &Diagnostic, path: &str) {
        let mut diagnostic = diagnostic.clone();
        if let (Code::InvalidEncoding, Some(help)) = (diagnostic.code, &mut diagnostic.help) {
            help.push_str(", or name its encoding, as in --encoding windows-1252");
        }
        self.show(&diagnostic, About { path: Some(path), ..About::default() });
    }

    /// Writes an error that has no code: wrong usage, files that cannot be read.
    pub(super) fn error(&self, message: &str) {
        let group = Group::with_title(Level::ERROR.primary_title(message));
        self.write(&renderer(self.styled).render(&[group]));
    }

    /// Writes a line of its own; standard error that is closed is no reason to stop.
    pub(super) fn write(&self, text: &str) {
        let _ = writeln!(std::io::stderr(), "{text}");
    }
}

fn renderer(styled: bool) -> Renderer {
    if styled { Renderer::styled() } else { Renderer::plain() }
}

/// The diagnostic as lines of text.
pub(super) fn render(diagnostic: &Diagnostic, about: About<'_>, styled: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let place = match (about.path, about.text.and(diagnostic.span)) {
        // No text to show, so the file goes into the message.
        (Some(path), None) => format!("{path}: "),
        _ => String::new(),
    };
    let message = format!("{place}{}", diagnostic.message);
    let mut group = Group::with_title(level.primary_title(message).id(diagnostic.code.as_str()));
    if let (Some(text), Some(span)) = (about.text, diagnostic.span) {
        let annotation = AnnotationKind::Primary.span(within(span, text));
        let mut snippet = Snippet::source(text).annotation(annotation);
        if let Some(path) = about.path {
            snippet = snippet.path(path);
        }
        if let Some(line) = about.line.and_then(|line| usize::try_from(line).ok()) {
            snippet = snippet.line_start(line);
        }
        group = group.element(snippet);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    if let Some(rule) = about.rule {
        group = group.element(Level::NOTE.message(format!("rule: {rule}")));
    }
    let mut groups = vec![group];
    for fix in &diagnostic.fixes {
        let Some(text) = about.text else { continue };
        let patches = fix.edits.iter().map(|edit| Patch::new(within(edit.span, text), edit.text.as_str()));
        groups.push(
            Level::HELP.secondary_title(fix.title.as_str()).element(Snippet::source(text).patches(patches)),
        );
    }
    renderer(styled).render(&groups)
}

/// A span as a range that lies inside the text, on character boundaries.
fn within(span: Span, text: &str) -> std::ops::Range<usize> {
    let boundary = |at: usize| {
        let mut at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = boundary(span.start);
    start..boundary(span.end).max(start)
}
