//! Date formats: letters that .NET reads otherwise than people expect.

use crate::diagnostic::Code;
use crate::dotnet::datetime::{DateFormat, DateTime, Styles};
use crate::language::check::{Checker, Shape, fix};
use crate::language::entra::notation::quoted;
use crate::language::registry::{Function, Meaning};
use crate::language::tree::{Argument, Node, NodeKind};

/// How dates read as text, with one-digit parts to catch formats that need two.
const TEXT_OF_A_DATE: &str = "1/2/2020 3:04:05 AM";

impl Checker<'_> {
    /// The formats of FormatDateTime, wherever they stand in its three forms.
    pub(super) fn formats(&mut self, function: &Function, places: &[Argument]) {
        if function.meaning != Some(Meaning::FormattedDate) {
            return;
        }
        let from = match places.len() {
            2 | 3 => 1,
            _ => 2,
        };
        for place in places.iter().skip(from) {
            if let Some(node) = &place.node
                && let NodeKind::Text(format) = &node.kind
            {
                self.format(node, format);
            }
        }
    }

    fn format(&mut self, node: &Node, format: &str) {
        if let Err(reason) = format.parse::<DateFormat>() {
            let message = format!("this is no date format: {reason}");
            self.push(Code::DateFormat, node.span, message, "write one such as yyyy-MM-dd");
            return;
        }
        let meant = mended(format);
        if meant != format {
            let text = quoted(&meant);
            let found = self.push(
                Code::DateFormat,
                node.span,
                "letter case matters: y and d are years and days, M is months, m is minutes, Y and D are no format letters",
                format!("write {text}"),
            );
            fix(found, format!("Write {text}"), node.span, text);
        }
    }

    /// A source that is a date already: the service may well read its text by the input format.
    pub(super) fn format_of_date(&mut self, places: &[Argument], source: Shape) {
        let input = match places.len() {
            3 => 1,
            4 => 2,
            _ => return,
        };
        let Some(node) = places.get(input).and_then(|place| place.node.as_ref()) else { return };
        let NodeKind::Text(text) = &node.kind else { return };
        let Ok(format) = text.parse::<DateFormat>() else { return };
        if source == Shape::Date
            && format.parse(TEXT_OF_A_DATE, Styles::default(), DateTime::default()).is_err()
        {
            self.push(
                Code::DateFormat,
                node.span,
                "the source is a date already, and its text does not fit this input format",
                format!(
                    "leave the input format out, or write M/d/yyyy h:mm:ss tt for texts like {TEXT_OF_A_DATE}"
                ),
            );
        }
    }
}

/// The format with years, months and days in the letters that .NET has for them. Quoted parts and
/// escaped letters stay.
fn mended(format: &str) -> String {
    // One letter is a standard format: D and Y are among them.
    if format.chars().count() < 2 {
        return format.to_owned();
    }
    let has = |letters: &[char]| format.contains(letters);
    // Minutes without an hour, beside a year or a day, are months.
    let months = has(&['m']) && !has(&['h', 'H', 'M']) && has(&['y', 'd', 'Y', 'D']);
    let mut quote: Option<char> = None;
    let mut escaped = false;
    let change = |c: char| {
        match (quote, c) {
            _ if escaped => escaped = false,
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\\') => escaped = true,
            (None, '\'' | '"') => quote = Some(c),
            (None, 'Y') => return 'y',
            (None, 'D') => return 'd',
            (None, 'm') if months => return 'M',
            _ => {}
        }
        c
    };
    format.chars().map(change).collect()
}
