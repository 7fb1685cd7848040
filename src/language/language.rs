//! A language as a record: what the stages that all languages share have to know of it.

use super::check::{self, Checks, Context};
use super::dialect::Dialect;
use super::print::{self, Notation};
use super::registry::{Function, Registry};
use super::tree::Node;
use super::words::{self, Idioms};
use crate::diagnostic::{Diagnostic, Outcome};

/// A mapping language. Each stage takes the part that it needs; no stage asks which language it is.
#[derive(Debug)]
#[non_exhaustive]
pub struct Language {
    /// Which dialect it is.
    pub dialect: Dialect,
    /// The name in documents and options.
    pub id: &'static str,
    /// The name for people.
    pub title: &'static str,
    pub(crate) registry: &'static Registry,
    /// Text to tree; the sentence of the first mistake if it is none.
    pub(crate) parse: fn(&str) -> Outcome<Node>,
    /// All that is wrong with a text that does not parse, given the first mistake.
    pub(crate) recover: fn(&Language, &str, &Context, Diagnostic) -> Vec<Diagnostic>,
    /// What the checker knows of the language, and how it runs.
    pub(crate) checks: &'static Checks,
    pub(crate) notation: &'static Notation,
    pub(crate) idioms: &'static Idioms,
}

impl Language {
    /// All functions, family by family.
    pub fn functions(&self) -> impl Iterator<Item = &'static Function> + use<> {
        self.registry.all()
    }

    /// The function called `name`; letter case as the language has it.
    pub fn function(&self, name: &str) -> Option<&'static Function> {
        self.registry.find(name)
    }

    /// Text to tree.
    ///
    /// # Errors
    /// As [`parse`](super::parse).
    pub fn parse(&self, text: &str) -> Outcome<Node> {
        (self.parse)(text)
    }

    /// What is wrong with a text that parsed.
    pub(crate) fn check(&self, text: &str, tree: &Node, context: &Context) -> Vec<Diagnostic> {
        check::check_tree(text, tree, self.checks, context)
    }

    /// What is wrong with a text.
    pub(crate) fn check_text(&self, text: &str, context: &Context) -> Vec<Diagnostic> {
        match self.parse(text) {
            Ok(tree) => self.check(text, &tree, context),
            Err(first) => self.recover(text, context, *first),
        }
    }

    /// What is wrong with a text that does not parse.
    pub(crate) fn recover(&self, text: &str, context: &Context, first: Diagnostic) -> Vec<Diagnostic> {
        (self.recover)(self, text, context, first)
    }

    /// The tree on one line; `text` is what it was parsed from.
    pub(crate) fn line(&self, tree: &Node, text: &str) -> String {
        print::line(tree, text, self.registry, self.notation)
    }

    /// The tree on one line, or indented if that is too long.
    pub(crate) fn lines(&self, tree: &Node, text: &str) -> String {
        print::lines(tree, text, self.registry, self.notation)
    }

    /// The tree in words.
    pub(crate) fn sentence(&self, tree: &Node) -> String {
        words::sentence(tree, self.registry, self.idioms)
    }
}
