//! The registry: one table of all functions, a family of them in each file beside this one.
//!
//! A [`Function`] is one Rust function plus one entry. From the entry come arity checks, help in
//! the editor, the reference, the keys under which Graph stores arguments, and tests: every
//! example runs.

mod connect;
mod date;
mod directory;
mod encoding;
mod list;
mod logic;
mod replace;
mod role;
mod text;
mod unique;

use super::arguments::Arguments;
use super::evaluate::Flow;
use super::parse::Dialect;
use super::syntax::Call;
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::dotnet::regex::Regex;
use crate::limits::PATTERN_CHARACTERS;
use crate::span::Span;
use crate::value::Value;

/// What a parameter takes or a function returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any value.
    Any,
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// `True` or `False`, or a comparison.
    Boolean,
    /// A date, or a text that free parsing understands.
    Date,
    /// Several values.
    List,
    /// A .NET regular expression.
    Pattern,
    /// The name of an attribute, as text, or the attribute itself.
    AttributeName,
}

impl Kind {
    /// The name in signatures.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Any => "any",
            Kind::Text => "text",
            Kind::Integer => "integer",
            Kind::Boolean => "Boolean",
            Kind::Date => "date",
            Kind::List => "list",
            Kind::Pattern => "pattern",
            Kind::AttributeName => "attribute",
        }
    }
}

/// One parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name in Microsoft's function reference.
    pub name: &'static str,
    /// The key under which Graph stores the argument.
    pub key: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Whether something must stand there.
    pub required: bool,
    /// Whether it, and all repeating ones after it, may come again.
    pub repeats: bool,
}

impl Parameter {
    /// How it stands in a signature: `source`, `[culture]`, `[source…]`.
    pub fn label(&self) -> String {
        let name = match self.repeats {
            true => format!("{}…", self.name),
            false => self.name.to_owned(),
        };
        if self.required { name } else { format!("[{name}]") }
    }
}

/// A documented example; a test runs every one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// The expression.
    pub expression: &'static str,
    /// The source user, as JSON.
    pub source: &'static str,
    /// The text form of the result, as JSON.
    pub result: &'static str,
}

/// Where a function is documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Microsoft Entra function reference for application provisioning.
    Entra,
    /// Cloud sync function reference; accepted in Entra's dialect.
    CloudSync,
    /// Only the function list of Microsoft Graph; accepted in Entra's dialect.
    Graph,
    /// Entra Connect synchronization rules; known in that dialect alone.
    Connect,
}

impl Origin {
    /// The name for people.
    pub const fn as_str(self) -> &'static str {
        match self {
            Origin::Entra => "Entra application provisioning",
            Origin::CloudSync => "Entra cloud sync",
            Origin::Graph => "Microsoft Graph function list",
            Origin::Connect => "Entra Connect",
        }
    }
}

/// Which of its arguments a function hands on as its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Passes {
    /// None: it makes a value of its own.
    Nothing,
    /// Always the argument in this place, as it is.
    Through(usize),
    /// One of the arguments from this place on, as it is.
    Branches {
        /// The first of them.
        from: usize,
    },
    /// One of the arguments from this place on, as text.
    Candidates {
        /// The first of them.
        from: usize,
    },
    /// The value behind one of the keys, or the default.
    Cases {
        /// Where the default stands, if it has a place of its own.
        default: Option<usize>,
        /// Where the first key stands; its value is behind it, and so on in pairs.
        from: usize,
    },
}

impl Passes {
    /// Whether the argument in place `at` may become the value of the call.
    pub const fn takes(self, at: usize) -> bool {
        match self {
            Passes::Nothing => false,
            Passes::Through(only) => at == only,
            Passes::Branches { from } | Passes::Candidates { from } => at >= from,
            Passes::Cases { default, from } => {
                let is_default = if let Some(place) = default { at == place } else { false };
                is_default || (at > from && (at - from) % 2 == 1)
            }
        }
    }

    /// Whether the argument in place `at` is a key that a value stands behind.
    pub const fn is_key(self, at: usize) -> bool {
        match self {
            Passes::Cases { from, .. } => at >= from && (at - from).is_multiple_of(2),
            _ => false,
        }
    }
}

/// What a list of app roles does to the roles that the target holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RoleForm {
    /// The user has one role; which one is not told if several are assigned.
    Single,
    /// Updates only ever add roles.
    Additive,
    /// Updates replace the roles in the target.
    Assertive,
}

/// The Rust function behind a name.
type Evaluate = for<'a, 'm, 'e> fn(&mut Arguments<'a, 'm, 'e>) -> Flow<Value<'a>>;

/// A check of which places hold something, beyond what the parameters say: the sentence to show.
type Arity = fn(&[bool]) -> Result<(), &'static str>;

/// One function of the language.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    /// The documented spelling.
    pub name: &'static str,
    /// The parameters, in order.
    pub parameters: &'static [Parameter],
    /// Fewest places between commas, absent ones included.
    pub minimum: usize,
    /// What it returns.
    pub result: Kind,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// Its value in words, arguments filled in: `{source}, in lower case`. Empty if only its idioms
    /// have words. For the form of such phrases see `expression/words/template.rs`.
    pub words: &'static str,
    /// Documented examples.
    pub examples: &'static [Example],
    /// Where it is documented.
    pub origin: Origin,
    /// Which of its arguments become its value.
    pub passes: Passes,
    /// Set if it gives the app roles of a user, with what the service does with them.
    pub role: Option<RoleForm>,
    arity: Option<Arity>,
    pub(super) evaluate: Evaluate,
}

impl Function {
    const fn new(
        name: &'static str,
        parameters: &'static [Parameter],
        result: Kind,
        summary: &'static str,
        evaluate: Evaluate,
    ) -> Self {
        let mut minimum = 0;
        let mut at = 0;
        while at < parameters.len() {
            if parameters[at].required {
                minimum = at + 1;
            }
            at += 1;
        }
        Self {
            name,
            parameters,
            minimum,
            result,
            summary,
            words: "",
            examples: &[],
            origin: Origin::Entra,
            passes: Passes::Nothing,
            role: None,
            arity: None,
            evaluate,
        }
    }

    const fn words(mut self, words: &'static str) -> Self {
        self.words = words;
        self
    }

    const fn examples(mut self, examples: &'static [Example]) -> Self {
        self.examples = examples;
        self
    }

    const fn origin(mut self, origin: Origin) -> Self {
        self.origin = origin;
        self
    }

    const fn passes(mut self, passes: Passes) -> Self {
        self.passes = passes;
        self
    }

    const fn role(mut self, form: RoleForm) -> Self {
        self.role = Some(form);
        self
    }

    const fn minimum(mut self, minimum: usize) -> Self {
        self.minimum = minimum;
        self
    }

    const fn arity(mut self, arity: Arity) -> Self {
        self.arity = Some(arity);
        self
    }

    /// Most places between commas; `None` if a parameter repeats.
    pub fn maximum(&self) -> Option<usize> {
        let repeats = self.parameters.iter().any(|parameter| parameter.repeats);
        (!repeats).then_some(self.parameters.len())
    }

    /// The parameter that argument `at` belongs to, repetition counted in.
    pub fn parameter(&self, at: usize) -> Option<&'static Parameter> {
        self.parameters.get(self.parameter_index(at)?)
    }

    /// Its place among the parameters.
    pub fn parameter_index(&self, at: usize) -> Option<usize> {
        if at < self.parameters.len() {
            return Some(at);
        }
        let first = self.parameters.iter().position(|parameter| parameter.repeats)?;
        Some(first + (at - first) % (self.parameters.len() - first))
    }

    /// How to call it: `Join(separator, source1, [source…])`.
    pub fn signature(&self) -> String {
        let parameters: Vec<String> = self.parameters.iter().map(Parameter::label).collect();
        format!("{}({})", self.name, parameters.join(", "))
    }

    /// Checks the number of arguments and that no required one is absent.
    ///
    /// # Errors
    /// [`Code::Arity`] at the first place that is wrong.
    pub fn check_arity(&self, call: &Call) -> Outcome<()> {
        let given = call.arguments.len();
        let wrong = |message: String, span: Span| {
            Err(Box::new(
                Diagnostic::new(Code::Arity, message).at(span).help(format!("write {}", self.signature())),
            ))
        };
        if let Some(most) = self.maximum()
            && given > most
        {
            let span = call.arguments.get(most).map_or(call.name_span, |argument| argument.span);
            return wrong(format!("{} takes {}, found {given}", self.name, count(self.minimum, most)), span);
        }
        for (at, parameter) in self.parameters.iter().enumerate().filter(|(_, p)| p.required) {
            match call.arguments.get(at) {
                None => {
                    return wrong(
                        format!("{} lacks its {} argument, `{}`", self.name, ordinal(at), parameter.name),
                        call.name_span,
                    );
                }
                Some(argument) if argument.node.is_none() => {
                    return wrong(
                        format!(
                            "the {} argument of {}, `{}`, must not be left empty",
                            ordinal(at),
                            self.name,
                            parameter.name
                        ),
                        argument.span,
                    );
                }
                Some(_) => {}
            }
        }
        if given < self.minimum {
            let most = self.maximum().unwrap_or(usize::MAX);
            return wrong(
                format!("{} takes {}, found {given}", self.name, count(self.minimum, most)),
                call.name_span,
            );
        }
        if let Some(check) = self.arity {
            let present: Vec<bool> = call.arguments.iter().map(|argument| argument.node.is_some()).collect();
            if let Err(message) = check(&present) {
                return wrong(message.to_owned(), call.name_span);
            }
        }
        Ok(())
    }
}

fn count(least: usize, most: usize) -> String {
    match (least, most) {
        (0, 0) => "no arguments".to_owned(),
        (1, 1) => "one argument".to_owned(),
        (least, usize::MAX) => format!("at least {least} arguments"),
        (least, most) if least == most => format!("{least} arguments"),
        (least, most) => format!("{least} to {most} arguments"),
    }
}

/// `first`, `second`, …
pub(super) fn ordinal(at: usize) -> String {
    const WORDS: [&str; 8] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];
    WORDS.get(at).map_or_else(|| format!("{}th", at + 1), |word| (*word).to_owned())
}

const fn required(name: &'static str, key: &'static str, kind: Kind) -> Parameter {
    Parameter { name, key, kind, required: true, repeats: false }
}

const fn optional(name: &'static str, key: &'static str, kind: Kind) -> Parameter {
    Parameter { name, key, kind, required: false, repeats: false }
}

const fn repeating(name: &'static str, key: &'static str, kind: Kind) -> Parameter {
    Parameter { name, key, kind, required: false, repeats: true }
}

const fn example(expression: &'static str, source: &'static str, result: &'static str) -> Example {
    Example { expression, source, result }
}

/// The tables of all families.
const TABLES: [&[Function]; 10] = [
    logic::FUNCTIONS,
    text::FUNCTIONS,
    replace::FUNCTIONS,
    list::FUNCTIONS,
    date::FUNCTIONS,
    encoding::FUNCTIONS,
    role::FUNCTIONS,
    unique::FUNCTIONS,
    directory::FUNCTIONS,
    connect::FUNCTIONS,
];

/// All functions of a dialect, family by family.
pub fn functions(dialect: Dialect) -> impl Iterator<Item = &'static Function> {
    TABLES
        .iter()
        .flat_map(|table| table.iter())
        .filter(move |function| dialect == Dialect::Connect || function.origin != Origin::Connect)
}

/// The function called `name` in any letter case.
///
/// Microsoft calls names case-sensitive, yet its own texts write `Instr` and `Cstr`; so any case
/// is accepted and the checker warns. In Connect's dialect its own meaning of a name goes first.
pub fn find(name: &str, dialect: Dialect) -> Option<&'static Function> {
    let named = |function: &&Function| function.name.eq_ignore_ascii_case(name);
    match dialect {
        Dialect::Connect => connect::FUNCTIONS.iter().find(named).or_else(|| functions(dialect).find(named)),
        Dialect::Entra => functions(dialect).find(named),
    }
}

/// `Contains`, which Entra's dialect knows in one place only: the cloud sync reference prints
/// `Item([proxyAddress], Contains([proxyAddress], "SMTP:"))` without listing the function.
pub(super) fn cloud_sync_example(name: &str) -> Option<&'static Function> {
    let is_meant = |function: &&Function| function.name == "Contains";
    connect::FUNCTIONS.iter().find(is_meant).filter(|function| function.name.eq_ignore_ascii_case(name))
}

/// Builds a regular expression that stands at `span`.
pub(super) fn pattern(pattern: &str, span: Span) -> Outcome<Regex> {
    if pattern.len() > PATTERN_CHARACTERS && pattern.chars().count() > PATTERN_CHARACTERS {
        return Err(Box::new(
            Diagnostic::new(
                Code::Pattern,
                format!("the regular expression is longer than {PATTERN_CHARACTERS} characters"),
            )
            .at(span),
        ));
    }
    Regex::new(pattern).map_err(|error| {
        Box::new(
            Diagnostic::new(Code::Pattern, format!("not a regular expression: {error}")).at(span).help(
                "the service uses .NET regular expressions; a literal sign is written with a backslash",
            ),
        )
    })
}

#[cfg(test)]
mod tests;
