//! What can be said of an expression without a user.
//!
//! [`names`] looks at every call by itself: does the function exist, are its arguments there.
//! [`flow`] follows types and constants through the tree; [`choice`] looks at conditions and keys.
//! What a language warns of besides, its traps, stands with the language: see [`Checks`].

mod choice;
mod constant;
mod flow;
mod meaning;
mod names;

use super::dialect::Dialect;
use super::machine::Semantics;
use super::registry::{Function, Registry};
use super::tree::{Argument, Binary, Call, Node, NodeKind};
use super::vocabulary::{KnownName, Vocabulary};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::limits::{EXPRESSION_CHARACTERS, FINDINGS, LONG_EXPRESSION_CHARACTERS};
use crate::order;
use crate::span::Span;
pub(crate) use choice::constant_text;
pub(crate) use flow::Shape;
use std::borrow::Cow;

/// What is known of the place that an expression stands in.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The attributes of the source system, if it is known.
    pub vocabulary: Option<&'static dyn Vocabulary>,
    /// Whether the source is that system for sure, so that a name it does not list is worth a word.
    pub listed: bool,
    /// Attributes that the tenant has besides, such as directory extensions.
    pub attributes: Vec<String>,
    /// Whether the expression is part of an app's mappings, and not of a directory's.
    pub app: bool,
}

impl Context {
    /// An expression that may read from this system, or from another.
    pub fn of(vocabulary: &'static dyn Vocabulary) -> Self {
        Self { vocabulary: Some(vocabulary), ..Self::default() }
    }

    /// A mapping from this system to an app.
    pub fn app(vocabulary: &'static dyn Vocabulary) -> Self {
        Self { listed: true, app: true, ..Self::of(vocabulary) }
    }
}

/// What to write for a name that is brought from elsewhere.
#[derive(Debug)]
pub(crate) struct Elsewhere {
    /// In words.
    pub(crate) help: &'static str,
    /// What is replaced by what, if that is sure to do the same.
    pub(crate) instead: Option<(Span, String)>,
}

/// What the checker knows of a language.
#[derive(Debug)]
pub(crate) struct Checks {
    pub(crate) dialect: Dialect,
    pub(crate) title: &'static str,
    pub(crate) registry: &'static Registry,
    /// How parts that are the same for every user are run.
    pub(crate) semantics: &'static Semantics,
    /// A text constant with its quotes.
    pub(crate) quoted: fn(&str) -> String,
    /// Whether types are followed through the tree.
    pub(crate) types: bool,
    /// Whether the language has nodes of this kind at all.
    pub(crate) has: fn(&NodeKind) -> bool,
    /// Traps of a call by itself; the last argument says whether it is the outermost.
    pub(crate) call: fn(&mut Checker<'_>, &Node, &Call, &Function, bool),
    /// Traps of an operator.
    pub(crate) operator: fn(&mut Checker<'_>, &Node, &Binary),
    /// Traps of a comparison, once types are followed.
    pub(crate) comparison: fn(&mut Checker<'_>, &Binary),
    /// Looks at a call in an argument in a way of its own; false if the argument is as any other.
    pub(crate) argument: fn(&mut Checker<'_>, &Call, usize, &Call) -> bool,
    /// Mends the finding that a number of arguments is wrong, where that is sure.
    pub(crate) arity: fn(&mut Checker<'_>, &Call, &Function),
    /// Texts among the arguments that are written in a language of their own, such as formats.
    pub(crate) texts: fn(&mut Checker<'_>, &Function, &[Argument]),
    /// The same where it counts what the arguments give, and whether every user gets there.
    pub(crate) shapes: fn(&mut Checker<'_>, &Function, &[Argument], &[Shape], bool),
    /// What to write for a name of a function that people bring from elsewhere. The last argument is where the
    /// call stands.
    pub(crate) elsewhere: fn(&Checker<'_>, &Call, Option<Span>) -> Option<Elsewhere>,
    /// Looks at an attribute's name in a way of its own; false if nothing is to be said but what is said of any.
    pub(crate) attribute: fn(&mut Checker<'_>, &str, Span) -> bool,
    /// Functions of a related language, and what to say of them.
    pub(crate) related: Option<(&'static Registry, &'static str)>,
}

/// Checks a whole expression that parsed.
pub(crate) fn check_tree(
    text: &str,
    tree: &Node,
    checks: &'static Checks,
    context: &Context,
) -> Vec<Diagnostic> {
    let mut checker = Checker::new(text, checks, context);
    checker.length();
    checker.part(tree, true);
    checker.finish()
}

pub(crate) struct Checker<'t> {
    text: &'t str,
    checks: &'static Checks,
    pub(crate) dialect: Dialect,
    pub(crate) registry: &'static Registry,
    pub(crate) context: &'t Context,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl<'t> Checker<'t> {
    pub(crate) fn new(text: &'t str, checks: &'static Checks, context: &'t Context) -> Self {
        let Checks { dialect, registry, .. } = *checks;
        Self { text, checks, dialect, registry, context, diagnostics: Vec::new() }
    }

    /// Checks a tree, or one argument of a text that does not parse as a whole.
    pub(crate) fn part(&mut self, tree: &Node, outermost: bool) {
        self.names(tree, outermost);
        if self.checks.types {
            self.flow(tree, outermost);
        }
    }

    /// Checks the name and the number of arguments of a call.
    pub(crate) fn call_by_itself(&mut self, call: &Call, counted: bool) {
        self.name_and_arity(call, counted, None);
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
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        sort(&mut self.diagnostics);
        self.diagnostics
    }

    #[inline(never)]
    pub(crate) fn push(
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
        let known = self.diagnostics.iter().any(|found| found.code == code && found.span == Some(span));
        if known || self.diagnostics.len() >= FINDINGS {
            return None;
        }
        self.diagnostics.push(Diagnostic::new(code, message).at(span).help(help));
        self.diagnostics.last_mut()
    }

    /// The text that is checked.
    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// What the text says at a place.
    pub(crate) fn of(&self, span: Span) -> &'t str {
        span.of(self.text)
    }

    /// What is known of an attribute, if the source is that system for sure.
    fn attribute(&self, name: &str) -> Option<KnownName<'static>> {
        self.context.vocabulary.filter(|_| self.context.listed)?.attribute(name)
    }

    /// What is known of an attribute if the source is the system that the language belongs to.
    pub(crate) fn likely_attribute(&self, name: &str) -> Option<KnownName<'static>> {
        self.context.vocabulary?.attribute(name)
    }
}

/// Adds a correction to a finding that was added.
#[inline(never)]
pub(crate) fn fix(found: Option<&mut Diagnostic>, title: String, span: Span, text: String) {
    if let Some(found) = found {
        let edits = vec![crate::diagnostic::Edit { span, text }];
        found.fixes.push(crate::diagnostic::Fix { title, edits });
    }
}

/// Softens an error to a warning in a place that not every user reaches.
#[inline(never)]
pub(crate) fn soften(found: Option<&mut Diagnostic>, certain: bool) {
    if let Some(found) = found.filter(|_| !certain) {
        found.severity = found.severity.max(Severity::Warning);
    }
}

/// Errors first, those that keep the text from being an expression before all others.
pub(crate) fn sort(found: &mut [Diagnostic]) {
    order::sort_by_key(found, |found| {
        let parse = found.code.kind() == Some(crate::diagnostic::ErrorKind::Parse);
        (found.severity, !parse, !found.is_blocking(), found.span.map(|span| span.start))
    });
}
