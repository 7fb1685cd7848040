//! Diagnostics for people: the text they are about, carets under the place, what to do.

use super::When;
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use attrflow::diagnostic::{Code, Diagnostic, Severity};
use attrflow::span::Span;
use std::io::{IsTerminal, Write};

/// How many findings of a kind are shown of one text.
const MOST: usize = 100;

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

    /// Writes many diagnostics about one text, but not more than people read: the first hundred errors
    /// and the first hundred others. `place` finds the place in the text of those that are shown.
    pub(super) fn show_all(
        &self,
        all: &[Diagnostic],
        place: impl Fn(&Diagnostic) -> Diagnostic,
        about: About<'_>,
    ) {
        let (mut errors, mut others) = (0, 0);
        for found in all {
            let count = if found.is_error() { &mut errors } else { &mut others };
            *count += 1;
            if *count <= MOST {
                self.show(&place(found), about);
            }
        }
        let rest = [(errors, "error"), (others, "other finding")];
        for (count, what) in rest.map(|(count, what)| (count.saturating_sub(MOST), what)) {
            if count > 0 {
                let path = about.path.map(|path| format!("{path}: ")).unwrap_or_default();
                let plural = if count == 1 { "" } else { "s" };
                self.write(&format!("{path}{count} more {what}{plural} not shown\n"));
            }
        }
    }

    /// Writes a problem of users that are read from a file.
    pub(super) fn input(&self, diagnostic: &Diagnostic, path: &str) {
        let mut diagnostic = diagnostic.clone();
        if let (Code::InvalidEncoding, Some(help)) = (diagnostic.code, &mut diagnostic.help) {
            help.push_str(
                ", or name its encoding, as in --encoding windows-1252 (or windows-1250, shift_jis, gbk)",
            );
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
        let lines = Lines::around([clipped(span, text)].into_iter(), text);
        let annotation = AnnotationKind::Primary.span(lines.within(clipped(span, text)));
        let mut snippet = Snippet::source(lines.text).line_start(about.first(&lines)).annotation(annotation);
        if let Some(path) = about.path {
            snippet = snippet.path(path);
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
        let lines = Lines::around(fix.edits.iter().map(|edit| edit.span), text);
        let patches = fix.edits.iter().map(|edit| Patch::new(lines.within(edit.span), edit.text.as_str()));
        let snippet = Snippet::source(lines.text).line_start(about.first(&lines)).patches(patches);
        groups.push(Level::HELP.secondary_title(fix.title.as_str()).element(snippet));
    }
    renderer(styled).render(&groups)
}

/// Findings that cover more lines than this are shown at their first line: a whole document is no place.
const LINES: usize = 8;

/// The span, or the part of it on its first line.
fn clipped(span: Span, text: &str) -> Span {
    let covered = text.get(within(span, text)).unwrap_or_default();
    match covered.lines().nth(LINES).and(covered.lines().next()) {
        Some(first) => Span::new(span.start, span.start + first.trim_end().len()),
        None => span,
    }
}

/// The lines of a text that are drawn. Drawing takes time for everything it is given, so a long
/// document with many findings is cut down for each of them.
struct Lines<'t> {
    text: &'t str,
    start: usize,
    /// How many lines stand before.
    before: usize,
}

impl<'t> Lines<'t> {
    /// The lines that hold all of `spans`.
    fn around(spans: impl Iterator<Item = Span>, text: &'t str) -> Self {
        let (mut first, mut last) = (text.len(), 0);
        for span in spans {
            let range = within(span, text);
            (first, last) = (first.min(range.start), last.max(range.end));
        }
        let (head, _) = text.split_at(first.min(last));
        let (_, tail) = text.split_at(last);
        let start = head.rfind('\n').map_or(0, |at| at + 1);
        let end = tail.find('\n').map_or(text.len(), |at| last + at);
        Self { text: text.get(start..end).unwrap_or_default(), start, before: head.matches('\n').count() }
    }

    /// A span of the whole text as a range of these lines.
    fn within(&self, span: Span) -> std::ops::Range<usize> {
        let from_here = |at: usize| at.saturating_sub(self.start);
        within(Span::new(from_here(span.start), from_here(span.end)), self.text)
    }
}

impl About<'_> {
    /// The number of the first of these lines.
    fn first(&self, lines: &Lines<'_>) -> usize {
        let own = self.line.and_then(|line| usize::try_from(line).ok()).unwrap_or(1);
        own + lines.before
    }
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
