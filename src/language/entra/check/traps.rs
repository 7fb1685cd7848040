//! Forms that Microsoft's pages warn against or disagree on, and what to write instead.

use crate::diagnostic::{Code, Edit, Fix};
use crate::language::check::{Checker, constant_text, fix};
use crate::language::dialect::Dialect;
use crate::language::entra::paste::entity_in;
use crate::language::registry::{Function, Kind, Meaning, Origin};
use crate::language::tree::{Argument, Binary, Call, Keyword, Node, NodeKind, Operator};
use crate::span::Span;

impl Checker<'_> {
    pub(super) fn traps(&mut self, node: &Node, call: &Call, function: &Function, outermost: bool) {
        if function.origin == Origin::Connect {
            return;
        }
        let entra = self.dialect == Dialect::Entra;
        let places = call.arguments.as_slice();
        let first = places.first().and_then(|argument| argument.node.as_ref());
        match function.name {
            "IIF" if entra => self.iif_null_test(node, call),
            "Switch" if entra => self.switch_null_test(node, call),
            "FormatDateTime" => self.older_format(call),
            "Replace" if entra => self.replace_forms(call),
            "SelectUniqueValue" if !outermost => {
                self.push(
                    Code::NestedSelectUnique,
                    call.name_span,
                    "SelectUniqueValue only works as the outermost function",
                    "move the functions around it into its arguments",
                );
            }
            "SelectUniqueValue" if self.context.app => {
                self.push(
                    Code::UniqueValueInApp,
                    call.name_span,
                    "SelectUniqueValue works for directories that Workday, SuccessFactors or the API fill",
                    "apps have no search for it; make the value unique from attributes that are unique already",
                );
            }
            "IgnoreFlowIfNullOrEmpty" if !outermost => {
                self.push(
                    Code::NestedIgnore,
                    call.name_span,
                    "from inside another function this leaves out the whole attribute",
                    "make IgnoreFlowIfNullOrEmpty the outermost function if that is meant",
                );
            }
            "PCase" if places.len() == 1 => {
                self.push(
                    Code::SourcesDisagree,
                    call.name_span,
                    "PCase without word separators: the reference lists the apostrophe among them, .NET does not",
                    "here an apostrophe ends no word (John's); name the separators to be sure: PCase(text, \" -'\")",
                );
            }
            "Split" => self.split_delimiter(places),
            "Join" if entra => self.separator(places),
            "Item" | "Count" | "RemoveDuplicates" => self.extension_list(first),
            _ => {}
        }
        self.escapes(call, function);
        if entra {
            self.entities(call, function);
        }
    }

    /// `[a] & " " & [b]`, as Join.
    pub(super) fn concatenation(&mut self, node: &Node, binary: &Binary) {
        if binary.operator != Operator::Concatenate || self.dialect != Dialect::Entra {
            return;
        }
        // A chain is one finding, at its last sign; the inner ones are its left side.
        let mut parts = Vec::new();
        chain(node, &mut parts);
        let inner = self.diagnostics.iter().any(|found| {
            found.code == Code::ConcatenationSign
                && found
                    .fixes
                    .iter()
                    .flat_map(|fix| &fix.edits)
                    .any(|edit| edit.span.start <= node.span.start && node.span.end <= edit.span.end)
        });
        if inner {
            return;
        }
        let joined =
            format!("Join(\"\", {})", parts.iter().map(|span| self.of(*span)).collect::<Vec<_>>().join(", "));
        let found = self.push(
            Code::ConcatenationSign,
            binary.operator_span,
            "`&` is printed for cloud sync only",
            "join texts with Join(\"\", first, second) or Append(first, second)",
        );
        fix(found, "Write Join(…)".to_owned(), node.span, joined);
    }

    fn iif_null_test(&mut self, node: &Node, call: &Call) {
        let [condition, yes, no] = call.arguments.as_slice() else { return };
        let Some((test, tested, holds_when_empty, sure)) =
            condition.node.as_ref().and_then(|node| self.null_test(node))
        else {
            return;
        };
        let (present, empty) = if holds_when_empty { (no, yes) } else { (yes, no) };
        let instead = switch_for(self.of(tested.span), self.value(present), self.value(empty));
        let sure = sure && self.is_single_attribute(tested);
        let found = self.push(
            Code::IifNullTest,
            test,
            "the reference lists null tests in IIF as unsupported",
            "write Switch([attribute], [attribute], \"\", value if there is none)",
        );
        if sure {
            fix(found, "Write Switch with the key \"\"".to_owned(), node.span, instead);
        }
    }

    fn switch_null_test(&mut self, node: &Node, call: &Call) {
        let [source, default, pairs @ ..] = call.arguments.as_slice() else { return };
        let Some(test) = source.node.as_ref() else { return };
        let NodeKind::Call(inner) = &test.kind else { return };
        let Some((_, tested, holds_when_empty, sure)) = self.null_test(test) else { return };
        if inner.arguments.len() != 1 {
            return;
        }
        // What comes out for True and for False, if the keys say so plainly.
        let mut results = [None, None];
        for pair in pairs.chunks(2) {
            let [key, value] = pair else { return };
            let at = match key.node.as_ref().and_then(constant_text) {
                Some("True") => 0,
                Some("False") => 1,
                _ => return self.switch_null_warning(test.span),
            };
            results[at].get_or_insert(value);
        }
        let [when_true, when_false] = results.map(|found| self.value(found.unwrap_or(default)));
        let (present, empty) =
            if holds_when_empty { (when_false, when_true) } else { (when_true, when_false) };
        let instead = switch_for(self.of(tested.span), present, empty);
        self.switch_null_warning(test.span);
        if sure && self.is_single_attribute(tested) {
            let found = self.diagnostics.last_mut();
            fix(found, "Take the attribute as source, \"\" as key".to_owned(), node.span, instead);
        }
    }

    fn switch_null_warning(&mut self, span: Span) {
        self.push(
            Code::SwitchNullTest,
            span,
            "the reference warns against null tests as the source of Switch",
            "take the attribute itself as source and \"\" as the key for no value",
        );
    }

    /// The text in a place; nothing if nothing stands there.
    fn value(&self, place: &Argument) -> String {
        place.node.as_ref().map_or_else(String::new, |node| self.of(node.span).to_owned())
    }

    fn older_format(&mut self, call: &Call) {
        let second = call.arguments.get(1);
        let (places, message) = match call.arguments.len() {
            2 if self.dialect == Dialect::Entra => {
                (2, "FormatDateTime with two arguments is the form of Entra Connect")
            }
            3 => (1, "FormatDateTime has four places today, this is its older form"),
            _ => return,
        };
        let found = self.push(
            Code::OlderForm,
            call.name_span,
            message,
            "leave the second place empty: FormatDateTime(source, , inputFormat, outputFormat)",
        );
        if let Some(second) = second {
            let at = Span::at(second.span.start);
            // Before a place that is empty the blank comes first.
            let places = if second.node.is_some() { ", " } else { " ," }.repeat(places);
            fix(found, "Write the form of today".to_owned(), at, places);
        }
    }

    fn replace_forms(&mut self, call: &Call) {
        let present = |at: usize| call.arguments.get(at).is_some_and(|place| place.node.is_some());
        if let [_, _, third] = call.arguments.as_slice()
            && (0..3).all(present)
        {
            let found = self.push(
                Code::OlderForm,
                call.name_span,
                "Replace with three arguments is the form of Entra Connect",
                "here the replacement is the fifth argument: Replace(source, old, , , new, , )",
            );
            let edit = |at: usize| Edit { span: Span::at(at), text: ", , ".to_owned() };
            if let Some(found) = found {
                let edits = vec![edit(third.span.start), edit(third.span.end)];
                found.fixes.push(Fix { title: "Move the replacement to the fifth place".to_owned(), edits });
            }
        }
        if present(2) && present(3) && present(5) && !(present(1) && present(6)) {
            self.push(
                Code::SourcesDisagree,
                call.name_span,
                "with another attribute to take from, the pages disagree on when Replace takes it",
                "as the Entra reference has it: when the source is empty; the cloud sync page says the opposite",
            );
        }
    }

    /// Entra's page says one character; and values lose the blanks around them.
    fn split_delimiter(&mut self, places: &[Argument]) {
        let Some(node) = places.get(1).and_then(|place| place.node.as_ref()) else { return };
        let NodeKind::Text(delimiter) = &node.kind else { return };
        if delimiter.chars().count() > 1 && !is_escape(delimiter) {
            self.push(
                Code::SourcesDisagree,
                node.span,
                "the reference describes a delimiter of one character, this one is longer",
                "here the whole text delimits; blanks around the values are dropped anyway",
            );
        }
    }

    /// `Join([givenName], " ", [surname])`: what stands first is the separator.
    fn separator(&mut self, places: &[Argument]) {
        let [first, others @ ..] = places else { return };
        let Some(node) = first.node.as_ref().filter(|node| matches!(node.kind, NodeKind::Attribute(_)))
        else {
            return;
        };
        let sign = |node: &Node| matches!(&node.kind, NodeKind::Text(text) if text.chars().count() <= 3);
        let meant = others.iter().filter_map(|place| place.node.as_ref()).any(sign);
        let message = "the first argument of Join is the separator, and this is an attribute";
        let found = self.push(
            Code::JoinSeparator,
            node.span,
            message,
            "write the separator first: Join(\" \", first, second)",
        );
        if meant {
            fix(found, "Join without a separator".to_owned(), Span::at(node.span.start), "\"\", ".to_owned());
        }
    }

    /// An extension that is used as a list: a multi-valued one does not arrive at all.
    fn extension_list(&mut self, first: Option<&Node>) {
        let Some(node) = first else { return };
        let NodeKind::Attribute(name) = &node.kind else { return };
        if self.context.listed && self.context.vocabulary.is_some_and(|known| known.is_own(name)) {
            self.push(
                Code::UnflowableAttribute,
                node.span,
                "a directory extension with several values cannot be used in mappings",
                "keep the values in one text, in an extension with a single value",
            );
        }
    }

    /// `"\n"` outside a pattern is a backslash and a letter.
    fn escapes(&mut self, call: &Call, function: &Function) {
        let pattern =
            call.arguments.get(2).is_some_and(|place| place.node.is_some()) && function.name == "Replace";
        if self.dialect != Dialect::Entra || pattern {
            return;
        }
        for node in call.arguments.iter().filter_map(|place| place.node.as_ref()) {
            if matches!(&node.kind, NodeKind::Text(text) if is_escape(text)) {
                self.push(
                    Code::LiteralEscape,
                    node.span,
                    "there are no escapes for line breaks and tabs: this is a backslash and a letter",
                    "put the character itself between the quotes",
                );
            }
        }
    }

    /// `"R&amp;D"`: the source of a page was copied. What Replace is asked to find may well be meant so.
    fn entities(&mut self, call: &Call, function: &Function) {
        let finds = function.parameters.iter().any(|parameter| parameter.kind == Kind::Pattern);
        for (at, place) in call.arguments.iter().enumerate() {
            let Some(node) = place.node.as_ref().filter(|_| !finds || at > 3) else { continue };
            if matches!(node.kind, NodeKind::Text(_))
                && let Some((span, sign)) = entity_in(self.of(node.span))
            {
                let span = span.shifted(node.span.start);
                let written = self.of(span);
                let message =
                    format!("`{written}` is HTML for `{sign}`; in a text it stays as it is written");
                let found = self.push(Code::LiteralEscape, span, message, "write the sign itself");
                let text = if sign == '"' { "\\\"".to_owned() } else { sign.to_string() };
                fix(found, format!("Write {sign}"), span, text);
            }
        }
    }
}

fn is_escape(text: &str) -> bool {
    matches!(text, "\\n" | "\\r" | "\\t" | "\\r\\n")
}

/// The operands of a chain of `&`, in order.
fn chain(node: &Node, parts: &mut Vec<Span>) {
    match &node.kind {
        NodeKind::Binary(binary) if binary.operator == Operator::Concatenate => {
            chain(&binary.left, parts);
            chain(&binary.right, parts);
        }
        _ => parts.push(node.span),
    }
}

fn switch_for(source: &str, present: String, empty: String) -> String {
    format!("Switch({source}, {present}, \"\", {empty})")
}

impl Checker<'_> {
    /// Only an attribute with one value can stand where its null test stood: Switch takes no lists.
    fn is_single_attribute(&self, node: &Node) -> bool {
        matches!(&node.kind, NodeKind::Attribute(name)
            if !self.likely_attribute(name).is_some_and(|attribute| attribute.multi_valued))
    }

    /// A test for no value: where it is, what it tests, whether it holds if there is none, and whether
    /// an empty text and null are the same to it.
    fn null_test<'n>(&self, node: &'n Node) -> Option<(Span, &'n Node, bool, bool)> {
        match &node.kind {
            NodeKind::Call(call) => {
                let (holds, sure) = match self.registry.find(&call.name)?.meaning? {
                    Meaning::Present => (false, true),
                    Meaning::Blank => (true, true),
                    Meaning::Absent => (true, false),
                    _ => return None,
                };
                let tested = call.arguments.first()?.node.as_ref()?;
                Some((node.span, tested, holds, sure))
            }
            NodeKind::Binary(binary) => {
                let holds = match binary.operator {
                    Operator::Equal => true,
                    Operator::NotEqual => false,
                    _ => return None,
                };
                let empty = |node: &Node| match &node.kind {
                    NodeKind::Text(text) => text.is_empty(),
                    NodeKind::Keyword(keyword) => *keyword == Keyword::Null,
                    _ => false,
                };
                let attribute = |node: &Node| matches!(node.kind, NodeKind::Attribute(_));
                let tested = match (&binary.left, &binary.right) {
                    (left, right) if attribute(left) && empty(right) => left,
                    (left, right) if empty(left) && attribute(right) => right,
                    _ => return None,
                };
                Some((node.span, tested, holds, true))
            }
            _ => None,
        }
    }

    /// The sign of DateDiff: a guide of Microsoft prints results the other way round.
    pub(super) fn difference_of_dates(&mut self, binary: &Binary) {
        let registry = self.registry;
        let is = |node: &Node, meaning| match &node.kind {
            NodeKind::Call(call) => registry.find(&call.name).is_some_and(|f| f.meaning == Some(meaning)),
            _ => false,
        };
        for side in [&binary.left, &binary.right] {
            if let NodeKind::Call(call) = &side.kind
                && is(side, Meaning::DateDifference)
                && call
                    .arguments
                    .get(1)
                    .and_then(|place| place.node.as_ref())
                    .is_some_and(|node| is(node, Meaning::Now))
            {
                self.push(
                    Code::SourcesDisagree,
                    call.name_span,
                    "the Workday guide prints the results of such a DateDiff the other way round",
                    "by the reference it is positive when the date in the third place lies in the future",
                );
            }
        }
    }
}
