//! What can be said of an expression without a user.
//!
//! [`names`] looks at every call by itself: does the function exist, are its arguments there.
//! [`traps`] are forms that Microsoft's pages warn against, with what to write instead. [`flow`]
//! follows types and constants through the tree; [`choice`] looks at conditions and keys.

mod choice;
mod constant;
mod dates;
mod flow;
mod names;
mod patterns;
mod traps;

use super::parse::{Dialect, parse};
use super::recover;
use super::syntax::{Call, Node};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::limits::{EXPRESSION_CHARACTERS, FINDINGS, LONG_EXPRESSION_CHARACTERS};
use crate::order::order;
use crate::span::Span;
use crate::systems::entra;
use std::borrow::Cow;

/// What is known of the place that an expression stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Whether the source is Entra's directory, so that its attributes and their types are known.
    pub entra: bool,
    /// Attributes that the tenant has besides, such as directory extensions.
    pub attributes: Vec<String>,
    /// Whether the expression is part of an app's mappings, and not of a directory's.
    pub app: bool,
}

impl Context {
    /// A mapping from Entra's directory to an app.
    pub fn app() -> Self {
        Self { entra: true, attributes: Vec::new(), app: true }
    }
}

/// Checks a parsed expression: errors of kind unknown-function and arity, and warnings.
///
/// `text` is what the tree was parsed from. Errors come even from branches that no user takes.
/// Findings of kind type and value are errors where the expression is sure to fail for every user
/// with values; it compiles all the same.
///
/// ```
/// use attrflow::language::{check, parse, Dialect};
/// let text = "Concat([a], [b])";
/// let tree = parse(text, Dialect::Entra)?;
/// assert_eq!(check(text, &tree, Dialect::Entra)[0].code.as_str(), "unknown-function");
/// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
/// ```
pub fn check(text: &str, tree: &Node, dialect: Dialect) -> Vec<Diagnostic> {
    check_tree(text, tree, dialect, &Context::default())
}

/// Everything that is wrong with a text: all syntax errors if it is no expression, with what can
/// be said of the parts that are; else what [`check`] finds.
///
/// ```
/// use attrflow::language::{check_text, Context, Dialect};
/// let found = check_text("Joinn(' ', [givenName], [surname] & 'x')", Dialect::Entra, &Context::default());
/// let codes: Vec<_> = found.iter().map(|found| found.code.as_str()).collect();
/// assert_eq!(codes, ["syntax", "syntax", "unknown-function"]);
/// ```
pub fn check_text(text: &str, dialect: Dialect, context: &Context) -> Vec<Diagnostic> {
    match parse(text, dialect) {
        Ok(tree) => check_tree(text, &tree, dialect, context),
        Err(first) => recover::recover(text, dialect, context, *first),
    }
}

/// Checks a whole expression that parsed.
pub(super) fn check_tree(text: &str, tree: &Node, dialect: Dialect, context: &Context) -> Vec<Diagnostic> {
    let mut checker = Checker::new(text, dialect, context);
    checker.length();
    checker.part(tree, true);
    checker.finish()
}

pub(super) struct Checker<'t> {
    text: &'t str,
    dialect: Dialect,
    context: &'t Context,
    pub(super) found: Vec<Diagnostic>,
}

impl<'t> Checker<'t> {
    pub(super) fn new(text: &'t str, dialect: Dialect, context: &'t Context) -> Self {
        Self { text, dialect, context, found: Vec::new() }
    }

    /// Checks a tree, or one argument of a text that does not parse as a whole.
    pub(super) fn part(&mut self, tree: &Node, outermost: bool) {
        self.names(tree, outermost);
        if self.dialect == Dialect::Entra {
            self.flow(tree, outermost);
        }
    }

    /// Checks the name and the number of arguments of a call.
    pub(super) fn call_by_itself(&mut self, call: &Call, counted: bool) {
        self.name_and_arity(call, counted);
    }

    fn length(&mut self) {
        if self.text.len() < LONG_EXPRESSION_CHARACTERS {
            return;
        }
        let characters = self.text.chars().count();
        if characters >= LONG_EXPRESSION_CHARACTERS {
            let message = format!("{characters} of at most {EXPRESSION_CHARACTERS} characters are used up");
            self.push(
                Code::LongExpression,
                Span::new(0, self.text.len()),
                message,
                "a few more values and the service refuses to save it; move long lists of keys elsewhere",
            );
        }
    }

    /// The findings, errors first, each group in the order of the text.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        sort(&mut self.found);
        self.found
    }

    #[inline(never)]
    fn push(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
    ) -> Option<&mut Diagnostic> {
        self.add(code, span, message.into(), help.into())
    }

    /// Adds a finding unless there is one of its code at this place, or there are too many.
    #[inline(never)]
    fn add(
        &mut self,
        code: Code,
        span: Span,
        message: Cow<'static, str>,
        help: Cow<'static, str>,
    ) -> Option<&mut Diagnostic> {
        let known = self.found.iter().any(|found| found.code == code && found.span == Some(span));
        if known || self.found.len() >= FINDINGS {
            return None;
        }
        self.found.push(Diagnostic::new(code, message).at(span).help(help));
        self.found.last_mut()
    }

    /// What the text says at a place.
    fn of(&self, span: Span) -> &'t str {
        span.of(self.text)
    }

    /// The schema's entry for an attribute, if the source is Entra's directory.
    fn attribute(&self, name: &str) -> Option<&'static entra::Attribute> {
        if self.context.entra { entra::attribute(name) } else { None }
    }
}

/// Adds a correction to a finding that was added.
#[inline(never)]
fn fix(found: Option<&mut Diagnostic>, title: String, span: Span, text: String) {
    if let Some(found) = found {
        let edits = vec![crate::diagnostic::Edit { span, text }];
        found.fixes.push(crate::diagnostic::Fix { title, edits });
    }
}

/// Softens an error to a warning in a place that not every user reaches.
#[inline(never)]
fn soften(found: Option<&mut Diagnostic>, certain: bool) {
    if let Some(found) = found.filter(|_| !certain) {
        found.severity = found.severity.max(Severity::Warning);
    }
}

/// Errors first, those that keep the text from being an expression before all others.
pub(super) fn sort(found: &mut Vec<Diagnostic>) {
    let key = |found: &Diagnostic| {
        let parse = found.code.kind() == Some(crate::diagnostic::ErrorKind::Parse);
        (found.severity, !parse, !found.is_blocking(), found.span.map(|span| span.start))
    };
    let key = |at: usize| found.get(at).map(key);
    let order = order(found.len(), &|a, b| key(a).cmp(&key(b)));
    let mut left: Vec<_> = std::mem::take(found).into_iter().map(Some).collect();
    found.extend(order.into_iter().filter_map(|at| left.get_mut(at)?.take()));
}
