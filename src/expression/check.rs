//! What can be said of an expression without a user: names, arity, and the traps of the service.

use super::functions::{self, Function};
use super::parse::Dialect;
use super::syntax::{Binary, Call, Keyword, Node, NodeKind, Operator};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::span::Span;

/// Checks a parsed expression: errors of kind unknown-function and arity, and warnings.
///
/// `text` is what the tree was parsed from. Errors come even from branches that no user takes.
///
/// ```
/// use attrflow::expression::{check, parse, Dialect};
/// let text = "Concat([a], [b])";
/// let tree = parse(text, Dialect::Entra)?;
/// assert_eq!(check(text, &tree, Dialect::Entra)[0].code.as_str(), "unknown-function");
/// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
/// ```
pub fn check(text: &str, tree: &Node, dialect: Dialect) -> Vec<Diagnostic> {
    let mut checker = Checker { text, dialect, found: Vec::new() };
    checker.node(tree, true);
    checker.found.sort_by_key(|found| (found.severity, found.span.map(|span| span.start)));
    checker.found
}

struct Checker<'t> {
    text: &'t str,
    dialect: Dialect,
    found: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn node(&mut self, node: &Node, outermost: bool) {
        match &node.kind {
            NodeKind::Call(call) => self.call(node, call, outermost),
            NodeKind::Binary(binary) => self.binary(binary),
            NodeKind::Keyword(keyword) => self.spelling(node.span, keyword.as_str()),
            _ => {}
        }
    }

    fn binary(&mut self, binary: &Binary) {
        if binary.operator == Operator::Concatenate && self.dialect == Dialect::Entra {
            self.found.push(
                Diagnostic::new(Code::ConcatenationSign, "`&` is printed for cloud sync only")
                    .at(binary.operator_span)
                    .help("join texts with Join(\"\", first, second) or Append(first, second)"),
            );
        }
        self.node(&binary.left, false);
        self.node(&binary.right, false);
    }

    /// Warns if a word is not written as documented.
    fn spelling(&mut self, span: Span, documented: &str) {
        if span.of(self.text) != documented {
            self.found.push(
                Diagnostic::new(
                    Code::LetterCase,
                    format!("`{}` is documented as `{documented}`", span.of(self.text)),
                )
                .at(span)
                .help("the reference calls names case-sensitive")
                .fix(format!("Write {documented}"), span, documented),
            );
        }
    }

    fn call(&mut self, node: &Node, call: &Call, outermost: bool) {
        match functions::find(&call.name, self.dialect) {
            None => self.unknown(call),
            Some(function) => {
                self.spelling(call.name_span, function.name);
                if let Err(found) = function.check_arity(call) {
                    self.found.push(*found);
                }
                self.traps(node, call, function, outermost);
            }
        }
        for (at, argument) in call.arguments.iter().enumerate() {
            match &argument.node {
                Some(Node { kind: NodeKind::Call(index), .. })
                    if at == 1 && self.dialect == Dialect::Entra && is_contains_in_item(call, index) =>
                {
                    self.contains(index);
                }
                Some(node) => self.node(node, false),
                None => {}
            }
        }
    }

    /// `Contains` where the cloud sync reference prints it, although it lists no such function.
    fn contains(&mut self, call: &Call) {
        self.found.push(
            Diagnostic::new(
                Code::CloudSyncExample,
                "`Contains` is printed for cloud sync only, in one example",
            )
            .at(call.name_span)
            .help("the function reference for applications does not list it"),
        );
        if let Some(function) = functions::cloud_sync_example(&call.name) {
            self.spelling(call.name_span, function.name);
            if let Err(found) = function.check_arity(call) {
                self.found.push(*found);
            }
        }
        for argument in call.arguments.iter().filter_map(|argument| argument.node.as_ref()) {
            self.node(argument, false);
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

    fn traps(&mut self, node: &Node, call: &Call, function: &Function, outermost: bool) {
        let first = call.arguments.first().and_then(|argument| argument.node.as_ref());
        match function.name {
            "IIF" if self.dialect == Dialect::Entra && first.is_some_and(is_null_test) => {
                let span = first.map_or(node.span, |first| first.span);
                self.found.push(
                    Diagnostic::new(
                        Code::IifNullTest,
                        "the reference lists null tests in IIF as unsupported",
                    )
                    .at(span)
                    .help("write Switch([attribute], [attribute], \"\", value if there is none)"),
                );
            }
            "Switch" if self.dialect == Dialect::Entra && first.is_some_and(is_presence_test) => {
                self.found.push(
                    Diagnostic::new(
                        Code::SwitchNullTest,
                        "the reference warns against null tests as the source of Switch",
                    )
                    .at(first.map_or(node.span, |first| first.span))
                    .help("take the attribute itself as source and \"\" as the key for no value"),
                );
            }
            "FormatDateTime" if call.arguments.len() == 3 => self.found.push(
                Diagnostic::new(
                    Code::OlderForm,
                    "FormatDateTime has four places today, this is its older form",
                )
                .at(call.name_span)
                .help("leave the second place empty: FormatDateTime(source, , inputFormat, outputFormat)"),
            ),
            "Replace"
                if self.dialect == Dialect::Entra
                    && call.arguments.len() == 3
                    && call.arguments.iter().all(|argument| argument.node.is_some()) =>
            {
                self.found.push(
                    Diagnostic::new(
                        Code::OlderForm,
                        "Replace with three arguments is the form of Entra Connect",
                    )
                    .at(call.name_span)
                    .help("here the replacement is the fifth argument: Replace(source, old, , , new, , )"),
                );
            }
            "SelectUniqueValue" if !outermost => self.found.push(
                Diagnostic::new(
                    Code::NestedSelectUnique,
                    "SelectUniqueValue only works as the outermost function",
                )
                .at(call.name_span)
                .help("move the functions around it into its arguments"),
            ),
            "IgnoreFlowIfNullOrEmpty" if !outermost => self.found.push(
                Diagnostic::new(
                    Code::NestedIgnore,
                    "from inside another function this leaves out the whole attribute",
                )
                .at(call.name_span)
                .help("make IgnoreFlowIfNullOrEmpty the outermost function if that is meant"),
            ),
            _ => {}
        }
    }
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

/// `Item([proxyAddresses], Contains([proxyAddresses], "SMTP:"))`, given the call and its second argument.
fn is_contains_in_item(call: &Call, index: &Call) -> bool {
    call.name.eq_ignore_ascii_case("Item") && functions::cloud_sync_example(&index.name).is_some()
}

/// `IsPresent([a])`, `IsNull([a])`, `IsNullOrEmpty([a])`.
fn is_presence_test(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Call(call)
        if ["IsPresent", "IsNull", "IsNullOrEmpty"].iter().any(|name| name.eq_ignore_ascii_case(&call.name)))
}

/// A presence test, or a comparison of an attribute with `""` or `NULL`.
fn is_null_test(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Binary(binary) => {
            let empty = |node: &Node| match &node.kind {
                NodeKind::Text(text) => text.is_empty(),
                NodeKind::Keyword(keyword) => *keyword == Keyword::Null,
                _ => false,
            };
            let attribute = |node: &Node| matches!(node.kind, NodeKind::Attribute(_));
            (attribute(&binary.left) && empty(&binary.right))
                || (empty(&binary.left) && attribute(&binary.right))
        }
        _ => is_presence_test(node),
    }
}
