//! Names and numbers of arguments: each call by itself.

use super::{Checker, fix};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::language::functions::{self, Function};
use crate::language::parse::Dialect;
use crate::language::syntax::{Call, Node, NodeKind};
use crate::span::Span;
use crate::systems::entra;

impl Checker<'_> {
    pub(super) fn names(&mut self, mut node: &Node, outermost: bool) {
        // A chain of `&` leans to the left and may be thousands deep.
        while let NodeKind::Binary(binary) = &node.kind {
            self.concatenation(node, binary);
            self.names(&binary.right, false);
            node = &binary.left;
        }
        match &node.kind {
            NodeKind::Call(call) => {
                if let Some(function) = self.name_and_arity(call, true) {
                    self.traps(node, call, function, outermost);
                }
                for (at, argument) in call.arguments.iter().enumerate() {
                    let Some(argument) = &argument.node else { continue };
                    match &argument.kind {
                        NodeKind::Call(index)
                            if at == 1
                                && self.dialect == Dialect::Entra
                                && is_contains_in_item(call, index) =>
                        {
                            self.contains(index);
                        }
                        _ => self.names(argument, false),
                    }
                }
            }
            NodeKind::Keyword(keyword) => {
                self.spelling(node.span, keyword.as_str(), "the reference calls names case-sensitive");
            }
            NodeKind::Attribute(name) => self.attribute_name(name, node.span),
            _ => {}
        }
    }

    /// `Contains` where the cloud sync reference prints it, although it lists no such function.
    fn contains(&mut self, call: &Call) {
        self.push(
            Code::CloudSyncExample,
            call.name_span,
            "`Contains` is printed for cloud sync only, in one example",
            "the function reference for applications does not list it",
        );
        if let Some(function) = functions::cloud_sync_example(&call.name) {
            self.spelling(call.name_span, function.name, "the reference calls names case-sensitive");
            if let Err(found) = function.check_arity(call) {
                self.found.push(*found);
            }
        }
        for argument in call.arguments.iter().filter_map(|argument| argument.node.as_ref()) {
            self.names(argument, false);
        }
    }

    /// Looks the function up; `counted` says whether the arguments are all there to be counted.
    pub(super) fn name_and_arity(&mut self, call: &Call, counted: bool) -> Option<&'static Function> {
        let Some(function) = functions::find(&call.name, self.dialect) else {
            self.unknown(call);
            return None;
        };
        self.spelling(call.name_span, function.name, "the reference calls names case-sensitive");
        if counted && let Err(found) = function.check_arity(call) {
            self.found.push(*found);
            if self.dialect == Dialect::Entra {
                self.mend_arity(call, function);
            }
        }
        Some(function)
    }

    /// Offers the one place that is missing or too much, where that is sure.
    fn mend_arity(&mut self, call: &Call, function: &Function) {
        let places = &call.arguments;
        let found = self.found.last_mut();
        // A place that must not be empty is another mistake.
        if places.first().is_none_or(|first| first.node.is_none()) {
            return;
        }
        match (function.name, places.as_slice()) {
            // A trailing comma adds a place that nobody meant.
            ("Switch", [.., before, last]) if places.len() % 2 == 1 && last.node.is_none() => {
                let comma = Span::new(before.span.end, last.span.end);
                fix(found, "Remove the last comma".to_owned(), comma, String::new());
            }
            ("Switch", [_, second, ..]) if places.len() % 2 == 1 && second.node.is_some() => {
                let title = "Leave the place of the default empty".to_owned();
                fix(found, title, Span::at(second.span.start), ", ".to_owned());
            }
            ("IIF", [_, second]) => {
                let title = "Leave the value if false empty".to_owned();
                fix(found, title, Span::at(second.span.end), ", ".to_owned());
            }
            _ => {}
        }
    }

    /// Warns if a word is not written as documented.
    fn spelling(&mut self, span: Span, documented: &'static str, help: &'static str) {
        let written = self.of(span);
        if written != documented {
            let message = format!("`{written}` is documented as `{documented}`");
            let found = self.push(Code::LetterCase, span, message, help);
            fix(found, format!("Write {documented}"), span, documented.to_owned());
        }
    }

    /// Warns of an attribute that the directory does not list, or lists in other letters.
    fn attribute_name(&mut self, name: &str, span: Span) {
        if !self.context.entra {
            return;
        }
        // Only the name is wrong, not the brackets and blanks around it.
        let start = span.start + self.of(span).find(name).unwrap_or_default();
        let place = Span::new(start, start + name.len());
        let lower = name.to_ascii_lowercase();
        if lower == "samaccountname" {
            let found = self.push(
                Code::UnflowableAttribute,
                place,
                "samAccountName is no attribute that mappings from Entra can read",
                "the directory keeps the on-premises name in onPremisesSamAccountName",
            );
            let name = "onPremisesSamAccountName";
            return fix(found, format!("Write {name}"), place, name.to_owned());
        }
        if let Some(known) = entra::attribute(name) {
            return self.spelling(place, &known.name, "attribute names are matched in any letter case here");
        }
        if self.context.attributes.iter().any(|known| known == name) {
            return;
        }
        let schema = entra::attributes().iter().map(|attribute| attribute.name.as_str());
        let own = self.context.attributes.iter().map(String::as_str);
        // Names of extensions hold an identifier of 32 digits: only the tenant's own can be meant.
        let near = match lower.starts_with("extension_") {
            true if self.context.attributes.is_empty() => return,
            true => nearest(name, own),
            false => nearest(name, own.chain(schema)),
        };
        let message = format!("the source system lists no attribute `{name}`");
        let help = "its value is null unless the tenant has added it to the source attributes".to_owned();
        let help = near.map_or(help, |near| format!("did you mean {near}?"));
        let near = near.map(str::to_owned);
        let found = self.push(Code::UnknownAttribute, place, message, help);
        if let Some(near) = near {
            fix(found, format!("Write {near}"), place, near);
        }
    }

    fn unknown(&mut self, call: &Call) {
        let mut found =
            Diagnostic::new(Code::UnknownFunction, format!("there is no function `{}`", call.name))
                .at(call.name_span);
        let instead = INSTEAD.iter().find(|(name, _)| name.eq_ignore_ascii_case(&call.name));
        if let Some((_, help)) = instead {
            found = found.help(*help);
        } else if let Some(name) =
            nearest(&call.name, functions::functions(self.dialect).map(|function| function.name))
        {
            found = found.help(format!("did you mean {name}?")).fix(
                format!("Write {name}"),
                call.name_span,
                name,
            );
        } else if functions::find(&call.name, Dialect::Connect).is_some() {
            found = found.help("it belongs to Entra Connect synchronization rules, which run on premises");
        } else {
            found = found.help("see the function reference for what there is");
        }
        self.found.push(found);
    }
}

/// `Item([proxyAddresses], Contains([proxyAddresses], "SMTP:"))`, given the call and its second argument.
fn is_contains_in_item(call: &Call, index: &Call) -> bool {
    call.name.eq_ignore_ascii_case("Item") && functions::cloud_sync_example(&index.name).is_some()
}

/// Names that people bring from elsewhere, and what to write.
const INSTEAD: [(&str, &str); 14] = [
    ("And", "nest one IIF in another; a condition holds one comparison"),
    ("Or", "nest one IIF in another; a condition holds one comparison"),
    ("Concat", "join values with Join(\"\", first, second)"),
    ("Concatenate", "join values with Join(\"\", first, second)"),
    ("If", "write IIF(condition, value if true, value if false)"),
    ("IfThenElse", "write IIF(condition, value if true, value if false)"),
    ("Lower", "write ToLower(text)"),
    ("Upper", "write ToUpper(text)"),
    ("LCase", "write ToLower(text)"),
    ("UCase", "write ToUpper(text)"),
    ("Substring", "write Mid(text, start, length); the first character is number 1"),
    ("Right", "it belongs to Entra Connect; cut from the left with Mid or match with Replace"),
    ("Len", "it belongs to Entra Connect; the language here cannot count characters"),
    ("KeepAlphaNumeric", "write Replace(text, , \"[^a-zA-Z0-9]\", , \"\", , )"),
];
