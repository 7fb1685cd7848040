//! The form of an entry in a language's registry of functions.
//!
//! A [`Function`] is one Rust function plus one entry. From the entry come arity checks, help in
//! the editor, the reference, the keys under which Graph stores arguments, and tests: every
//! example runs. What a function means to others stands there too, so that nobody else has to know
//! it by its name.

use super::machine::{Arguments, Flow};
use super::ordinal::ordinal;
use super::tree::{Call, Keyword};
use crate::diagnostic::{Code, Diagnostic, Outcome};
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
    /// Values that are known for it.
    pub offers: Offers,
    /// Whether it is a place that is counted from 1.
    pub from_one: bool,
}

/// The values that are known for a parameter, for an editor to offer and a check to know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Offers {
    /// None.
    #[default]
    Nothing,
    /// Names of intervals of time.
    Intervals,
    /// Cultures that decide on letter case.
    Cultures,
    /// Formats of dates.
    DateFormats,
    /// Styles of reading dates.
    DateStyles,
    /// Signs between texts.
    Signs,
    /// Keywords, without quotes.
    Keywords(&'static [Keyword]),
    /// The values that the first argument may have.
    ValuesOfFirst,
}

impl Parameter {
    /// The same with values that are known for it.
    pub(crate) const fn offers(mut self, offers: Offers) -> Self {
        self.offers = offers;
        self
    }

    /// The same as a place that is counted from 1.
    pub(crate) const fn counted_from_one(mut self) -> Self {
        self.from_one = true;
        self
    }

    /// How it stands in a signature: `source`, `[culture]`, `[source…]`.
    pub fn label(&self) -> String {
        let name = if self.repeats { format!("{}…", self.name) } else { self.name.to_owned() };
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

/// What stages beside the evaluation may take a call of a function for, whatever its name is in a
/// language. The arguments that matter stand in the order that is named here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum Meaning {
    /// One of two values, by a condition: condition, value if it holds, value if not.
    Conditional,
    /// The opposite of a condition.
    Negation,
    /// A value as True or False.
    Truth,
    /// Whether there is a value that is no empty text.
    Present,
    /// Whether there is no value or an empty text.
    Blank,
    /// Whether there is no value; an empty text is one.
    Absent,
    /// The present moment.
    Now,
    /// A text read as a date.
    AsDate,
    /// A date made of something else.
    Date,
    /// A separator, and the texts that it joins.
    Join,
    /// A text, and what it is split at.
    Split,
    /// A text, and the text whose first place in it is counted from 1; 0 if it is not there.
    FirstPlace,
    /// Two numbers, of which the bits are taken that are set in both.
    CommonBits,
    /// A value of a list: the list, its number.
    Item,
    /// A date, and the formats that it is read and written by.
    FormattedDate,
    /// An interval of time, and the two dates that it is counted between.
    DateDifference,
}

/// What every text that a function gives looks like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settles {
    /// Half a sentence that goes before a text that never comes out.
    pub(crate) why: &'static str,
    /// What becomes of a text, and what never changes again.
    pub(crate) settled: fn(&str) -> String,
}

/// The Rust function behind a name.
pub(crate) type Evaluate = for<'a, 'm, 'e> fn(&mut Arguments<'a, 'm, 'e>) -> Flow<Value<'a>>;

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
    /// have words. For the form of such phrases see `language/words/template.rs`.
    pub words: &'static str,
    /// Documented examples.
    pub examples: &'static [Example],
    /// Where it is documented.
    pub origin: Origin,
    /// Which of its arguments become its value.
    pub passes: Passes,
    /// Set if it gives the app roles of a user, with what the service does with them.
    pub role: Option<RoleForm>,
    /// What other stages may take a call of it for.
    pub(crate) meaning: Option<Meaning>,
    /// The arguments that it asks for whatever the others are; all of them if absent.
    pub(crate) asks_always: Option<&'static [usize]>,
    /// The argument whose values it goes through one by one if that is a list.
    pub(crate) maps: Option<usize>,
    /// Set if its result is not the same each time, or not meant to be one.
    pub(crate) changing: bool,
    /// Set if it gives an empty text where others give null.
    pub(crate) never_null: bool,
    /// What every text that it gives looks like.
    pub(crate) settles: Option<Settles>,
    arity: Option<Arity>,
    pub(crate) evaluate: Evaluate,
}

impl Function {
    pub(crate) const fn new(
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
        // Nearly all functions go through the values of a list in their first place.
        let maps = match parameters {
            [first, ..] if matches!(first.kind, Kind::Text) => Some(0),
            _ => None,
        };
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
            meaning: None,
            asks_always: None,
            maps,
            changing: false,
            never_null: false,
            settles: None,
            arity: None,
            evaluate,
        }
    }

    pub(crate) const fn words(mut self, words: &'static str) -> Self {
        self.words = words;
        self
    }

    pub(crate) const fn examples(mut self, examples: &'static [Example]) -> Self {
        self.examples = examples;
        self
    }

    pub(crate) const fn origin(mut self, origin: Origin) -> Self {
        self.origin = origin;
        self
    }

    pub(crate) const fn passes(mut self, passes: Passes) -> Self {
        self.passes = passes;
        self
    }

    pub(crate) const fn role(mut self, form: RoleForm) -> Self {
        self.role = Some(form);
        self
    }

    pub(crate) const fn means(mut self, meaning: Meaning) -> Self {
        self.meaning = Some(meaning);
        self
    }

    pub(crate) const fn asks_always(mut self, places: &'static [usize]) -> Self {
        self.asks_always = Some(places);
        self
    }

    pub(crate) const fn maps(mut self, place: Option<usize>) -> Self {
        self.maps = place;
        self
    }

    pub(crate) const fn changing(mut self) -> Self {
        self.changing = true;
        self
    }

    pub(crate) const fn never_null(mut self) -> Self {
        self.never_null = true;
        self
    }

    pub(crate) const fn settles(mut self, why: &'static str, settled: fn(&str) -> String) -> Self {
        self.settles = Some(Settles { why, settled });
        self
    }

    /// Whether it asks for argument `at` whatever the others are.
    pub(crate) fn asks_always_for(&self, at: usize) -> bool {
        self.asks_always.is_none_or(|places| places.contains(&at))
    }

    pub(crate) const fn minimum(mut self, minimum: usize) -> Self {
        self.minimum = minimum;
        self
    }

    pub(crate) const fn arity(mut self, arity: Arity) -> Self {
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

    /// Whether it takes arguments of which these are present.
    pub(crate) fn takes(&self, present: &[bool]) -> bool {
        let required = |(at, parameter): (usize, &Parameter)| {
            !parameter.required || present.get(at).is_some_and(|present| *present)
        };
        present.len() >= self.minimum
            && self.maximum().is_none_or(|most| present.len() <= most)
            && self.parameters.iter().enumerate().all(required)
            && self.arity.is_none_or(|arity| arity(present).is_ok())
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

pub(crate) const fn required(name: &'static str, key: &'static str, kind: Kind) -> Parameter {
    Parameter { name, key, kind, required: true, repeats: false, offers: Offers::Nothing, from_one: false }
}

pub(crate) const fn optional(name: &'static str, key: &'static str, kind: Kind) -> Parameter {
    Parameter { name, key, kind, required: false, repeats: false, offers: Offers::Nothing, from_one: false }
}

pub(crate) const fn repeating(name: &'static str, key: &'static str, kind: Kind) -> Parameter {
    Parameter { name, key, kind, required: false, repeats: true, offers: Offers::Nothing, from_one: false }
}

pub(crate) const fn example(expression: &'static str, source: &'static str, result: &'static str) -> Example {
    Example { expression, source, result }
}

/// The functions of one language.
#[derive(Debug)]
pub(crate) struct Registry {
    /// The tables of all families, in the order in which they are shown.
    pub(crate) families: &'static [&'static [Function]],
    /// A family whose meaning of a name goes before that of the others.
    pub(crate) first: &'static [Function],
    /// Functions that are known in single places only, where a published example prints them.
    pub(crate) printed: &'static [&'static Function],
    /// Attributes that hold bytes in the systems whose language this is.
    pub(crate) binary: &'static [&'static str],
}

impl Registry {
    /// All functions, family by family.
    pub(crate) fn all(&self) -> impl Iterator<Item = &'static Function> + use<> {
        self.families.iter().flat_map(|family| family.iter())
    }

    /// The function called `name`, in any letter case.
    pub(crate) fn find(&self, name: &str) -> Option<&'static Function> {
        let called = |function: &&Function| function.name.eq_ignore_ascii_case(name);
        self.first.iter().find(called).or_else(|| self.all().find(called))
    }

    /// Whether the attribute holds bytes.
    pub(crate) fn is_binary(&self, attribute: &str) -> bool {
        self.binary.iter().any(|known| known.eq_ignore_ascii_case(attribute))
    }

    /// The function of this name that is known in single places only.
    pub(crate) fn find_printed(&self, name: &str) -> Option<&'static Function> {
        self.printed.iter().copied().find(|function| function.name.eq_ignore_ascii_case(name))
    }
}
