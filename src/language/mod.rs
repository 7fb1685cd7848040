//! The mapping languages: text → tree → findings → instructions → value.
//!
//! What all languages share lies here: the [tree](Node), the entry of a [`Function`], the checker,
//! the machine, the trace, the printer and the words. A language is a record, [`Language`]; what is
//! its own lies in a folder of its own. [`Dialect`] names them.
//!
//! [`parse`] makes a [`Node`] tree, [`check`] says what is wrong with it, [`Expression::compile`]
//! turns it into something that runs over any number of users. Nothing here knows a system: the
//! names of attributes come as a [`Vocabulary`], and users as values by slot.

mod check;
mod dialect;
pub(crate) mod entra;
mod environment;
mod expression;
#[expect(clippy::module_inception, reason = "a language is what the room is about")]
mod language;
mod languages;
mod machine;
mod options;
mod ordinal;
mod print;
mod registry;
mod results;
mod slots;
mod trace;
mod tree;
mod vocabulary;
mod words;

pub use check::Context;
pub use dialect::Dialect;
pub use entra::notation::quoted;
pub use entra::scan::{Token, TokenKind, tokens};
pub use environment::Environment;
pub use expression::Expression;
pub use language::Language;
pub use languages::{
    LANGUAGES, check, check_text, describe, find_function, format, format_line, functions, parse,
};
pub(crate) use languages::{results, sentence};
pub use machine::{Evaluation, Skip};
pub use options::EvaluateOptions;
pub use print::LINE;
pub(crate) use registry::Meaning;
pub use registry::{Example, Function, Kind, Offers, Origin, Parameter, Passes, RoleForm};
pub(crate) use results::{Gives, Leaf};
pub use slots::Slots;
pub(crate) use trace::bounded;
pub use trace::{NoteKind, Trace, TraceGroup, TraceKind, TraceMatch, TraceNode, TraceNote, TraceState};
pub use tree::{
    Argument, Binary, Call, Conditional, Elvis, Entry, Index, Keyword, Member, Method, Node, NodeKind,
    Number, Operator, Projection, Selection, Unary, UnaryOperator, Which,
};
pub use vocabulary::{Instead, KnownName, Vocabulary};

#[cfg(test)]
mod tests;
