//! What stands around an expression where it was copied from: fences, marks of quotation and lists, the sign of a
//! formula.

use crate::span::Span;

/// The spans before and behind the expression that do not belong to it, and whether they are marks of code.
pub(super) fn edges(text: &str) -> Vec<(Span, bool)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut end = text.len();
    loop {
        let inner = text.get(start..end).unwrap_or_default();
        let blank = inner.len() - inner.trim_start().len();
        let from = start + blank;
        let inner = inner.trim();
        let to = from + inner.len();
        if let Some(fence) = ["```", "~~~"].into_iter().find(|fence| inner.starts_with(fence)) {
            // The rest of the line names a language, unless the expression stands there.
            let line = inner.find('\n').unwrap_or(inner.len());
            let named = inner.get(fence.len()..line).unwrap_or_default().trim();
            let is_name = line < inner.len() && named.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            let length =
                if is_name { line } else { inner.bytes().take_while(|b| *b == b'`' || *b == b'~').count() };
            found.push((Span::new(from, from + length), true));
            start = from + length;
            let rest = text.get(start..end).unwrap_or_default().trim_end();
            if rest.ends_with(fence) {
                let close = rest.len() - rest.trim_end_matches(['`', '~']).len();
                let at = start + rest.len();
                found.push((Span::new(at - close, at), true));
                end = at - close;
            }
            continue;
        }
        if inner.ends_with("```") {
            let at = to - 3;
            found.push((Span::new(at, to), true));
            end = at;
            continue;
        }
        // A formula of a spreadsheet, a quotation, an item of a list.
        let mark = ["= ", "=", "> ", "- ", "* ", "• "].into_iter().find(|mark| inner.starts_with(mark));
        if let Some(mark) = mark.filter(|mark| {
            let rest = inner.get(mark.len()..).unwrap_or_default();
            rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '[' | '"' | '`' | '“' | '='))
        }) {
            found.push((Span::new(from, from + mark.len()), false));
            start = from + mark.len();
            continue;
        }
        return found;
    }
}
