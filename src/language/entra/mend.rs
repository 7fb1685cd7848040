//! Changes that mend a text, and where what is found in the mended text stands in the text as it was.

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::span::Span;

/// What is wrong with a text, and the edits that mend it, which its first correction holds.
pub(super) struct Mended {
    pub(super) finding: Diagnostic,
    pub(super) mend: Mend,
}

impl Mended {
    pub(super) fn new(mut finding: Diagnostic, title: &str, mend: Mend) -> Self {
        finding.fixes.insert(0, Fix { title: title.to_owned(), edits: mend.edits.clone() });
        Self { finding, mend }
    }
}

/// Edits in the order of the text, none overlapping.
#[derive(Clone, Debug, Default)]
pub(super) struct Mend {
    pub(super) edits: Vec<Edit>,
}

impl Mend {
    /// The one edit that replaces a span.
    pub(super) fn one(span: Span, text: impl Into<String>) -> Self {
        Self { edits: vec![Edit { span, text: text.into() }] }
    }

    /// The mended text.
    pub(super) fn apply(&self, text: &str) -> String {
        let mut mended = String::with_capacity(text.len());
        let mut at = 0;
        for edit in &self.edits {
            mended.push_str(text.get(at..edit.span.start).unwrap_or_default());
            mended.push_str(&edit.text);
            at = edit.span.end;
        }
        mended.push_str(text.get(at..).unwrap_or_default());
        mended
    }

    /// Where a place of the mended text was before; inside of what an edit wrote, where the edit stands. The end
    /// of a span stays before what follows it.
    fn back(&self, at: usize, is_end: bool) -> usize {
        // How far the mended text is written, and the text as it was is read.
        let (mut written, mut read) = (0, 0);
        for edit in &self.edits {
            let kept = written + edit.span.start.saturating_sub(read);
            if at < kept || (is_end && at == kept) {
                break;
            }
            if at < kept + edit.text.len() {
                return if is_end { edit.span.end } else { edit.span.start };
            }
            written = kept + edit.text.len();
            read = edit.span.end;
        }
        read + at.saturating_sub(written)
    }

    fn span_back(&self, span: Span) -> Span {
        let start = self.back(span.start, false);
        Span::new(start, self.back(span.end, true).max(start))
    }

    /// A finding of the mended text, at its place in the text as it was. Corrections that would meet these edits
    /// are left out.
    pub(super) fn finding_back(&self, mut found: Diagnostic) -> Diagnostic {
        found.span = found.span.map(|span| self.span_back(span));
        for edit in found.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.span = self.span_back(edit.span);
        }
        let apart = |span: Span| {
            self.edits.iter().all(|edit| edit.span.end <= span.start || span.end <= edit.span.start)
        };
        found.fixes.retain(|fix| fix.edits.iter().all(|edit| apart(edit.span)));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_again() {
        // a&gt;b\_c → a>b_c
        let text = r"a&gt;b\_c";
        let edit = |start, end, text: &str| Edit { span: Span::new(start, end), text: text.to_owned() };
        let mend = Mend { edits: vec![edit(1, 5, ">"), edit(6, 7, "")] };
        let mended = mend.apply(text);
        assert_eq!(mended, "a>b_c");
        for (inside, before) in
            [("a", "a"), (">", "&gt;"), ("b", "b"), ("_c", "_c"), ("c", "c"), ("a>b", "a&gt;b")]
        {
            let at = mended.find(inside).expect(inside);
            assert_eq!(mend.span_back(Span::new(at, at + inside.len())).of(text), before, "{inside}");
        }
    }
}
