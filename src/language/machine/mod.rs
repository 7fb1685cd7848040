//! The machine: what runs an expression of any language over one user's values.
//!
//! [`instruction`] turns a tree into instructions, [`run`] follows them and asks functions for
//! their values, which ask for their [`arguments`]. What differs between languages when it runs
//! stands in one record of [`semantics`]. A [`Recorder`] watches if somebody wants a trace; without
//! one it costs a comparison for each node.

mod arguments;
mod evaluation;
mod instruction;
mod pattern;
mod recorder;
mod run;
mod semantics;

pub(crate) use arguments::{Arguments, date};
pub use evaluation::Evaluation;
pub(crate) use evaluation::{evaluate, finish};
pub(crate) use instruction::{Instruction, compile};
pub(crate) use pattern::pattern;
pub(crate) use recorder::Recorder;
pub use run::Skip;
pub(crate) use run::{Flow, Machine, Stop, integer, text, unsupported, whole};
pub(crate) use semantics::{Operand, Semantics};
