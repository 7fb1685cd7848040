//! One expression for one user, from text to value.

use super::{Import, Reader};
use crate::diagnostic::{Checked, Diagnostic};
use crate::language::{Context, Dialect, Environment, Evaluation, Expression, Slots, Trace};
use crate::systems::{ENTRA, entra};

/// An expression and the source user that it is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    expression: &'a str,
    user: &'a serde_json::Value,
    dialect: Dialect,
    raw: bool,
}

impl<'a> Question<'a> {
    /// What an expression gives for a user, who is imported as in a preview.
    pub const fn new(expression: &'a str, user: &'a serde_json::Value, dialect: Dialect) -> Self {
        Self { expression, user, dialect, raw: false }
    }

    /// Takes attributes as they stand in the user if `raw` is set: what the service computes on import, such
    /// as `IsSoftDeleted` and the plain address of a guest, is not added then.
    pub const fn raw(mut self, raw: bool) -> Self {
        self.raw = raw;
        self
    }

    /// The value.
    ///
    /// # Errors
    /// As [`evaluate`].
    pub fn answer(&self, environment: &Environment) -> Result<Evaluation<'static>, Vec<Diagnostic>> {
        self.run(environment, None)
    }

    /// The same with a [`Trace`] of every step. The trace is empty if the expression itself has errors.
    pub fn answer_traced(
        &self,
        environment: &Environment,
    ) -> (Result<Evaluation<'static>, Vec<Diagnostic>>, Trace) {
        let mut trace = Trace::default();
        let result = self.run(environment, Some(&mut trace));
        (result, trace)
    }

    fn run(
        &self,
        environment: &Environment,
        trace: Option<&mut Trace>,
    ) -> Result<Evaluation<'static>, Vec<Diagnostic>> {
        let Self { expression, user, dialect, raw } = *self;
        let mut slots = Slots::default();
        let checked =
            Expression::compile_in(expression, dialect, &Context::of(&entra::VOCABULARY), &mut slots);
        let Checked { value: Some(compiled), diagnostics: mut known } = checked else {
            return Err(checked.diagnostics);
        };
        // Import may need attributes that the expression does not name, and of which nothing is to be said.
        let mut warnings = Reader::new(slots.names()).warnings(user);
        // Connect's rules read another directory, which nothing is added to.
        let import = (!raw && dialect == Dialect::Entra).then(|| Import::of(&ENTRA, &mut slots));
        let reader = Reader::new(slots.names());
        let mut row = reader.read_object(user);
        if let Some(import) = import {
            import.apply(&mut row);
        }
        let result = match &trace {
            None => compiled.run(&row, environment, 0),
            Some(_) => {
                let (result, steps) = compiled.run_traced(expression, &row, environment, 0);
                if let Some(trace) = trace {
                    *trace = steps;
                }
                result
            }
        };
        let mut evaluation = match result {
            Ok(evaluation) => evaluation,
            Err(failure) => {
                // The checker may have said the same of this place.
                known.retain(|known| known.span != failure.span || !known.is_error());
                return Err([vec![*failure], known].concat());
            }
        };
        let value = std::mem::take(&mut evaluation.value).into_owned();
        let reason = (value.is_null() || evaluation.skipped.is_some())
            .then(|| compiled.run_traced(expression, &row, environment, 0).1.reason_for_nothing())
            .flatten();
        // It did not fail, so nothing is sure to.
        warnings.extend(known.into_iter().map(Diagnostic::softened));
        warnings.append(&mut evaluation.warnings);
        let Evaluation { skipped, sensitive, .. } = evaluation;
        Ok(Evaluation { value, skipped, sensitive, reason, warnings })
    }
}

/// Evaluates one expression for one source user, given as JSON object.
///
/// The user goes through the same import as one of a preview: a guest flows under the plain address,
/// `originalUserPrincipalName` and `IsSoftDeleted` are computed. [`Question::raw`] leaves that out.
///
/// # Errors
/// Every error found: one of parsing, all of checking, or one of running.
///
/// ```
/// use attrflow::language::{Dialect, Environment};
/// use attrflow::source::evaluate;
/// let user = serde_json::json!({"givenName": "Ada", "surname": "Park", "accountEnabled": false});
/// let value = |text: &str| evaluate(text, &user, Dialect::Entra, &Environment::default()).unwrap().value.to_json();
/// assert_eq!(value("Join(\" \", [givenName], [surname])"), "Ada Park");
/// assert_eq!(value("Not([IsSoftDeleted])"), false);
/// ```
pub fn evaluate(
    expression: &str,
    source: &serde_json::Value,
    dialect: Dialect,
    environment: &Environment,
) -> Result<Evaluation<'static>, Vec<Diagnostic>> {
    Question::new(expression, source, dialect).answer(environment)
}

/// The same as [`evaluate`], with a [`Trace`] of every step. The trace is empty if the expression
/// itself has errors.
pub fn evaluate_traced(
    expression: &str,
    source: &serde_json::Value,
    dialect: Dialect,
    environment: &Environment,
) -> (Result<Evaluation<'static>, Vec<Diagnostic>>, Trace) {
    Question::new(expression, source, dialect).answer_traced(environment)
}
