//! One expression for one user, from text to value.

use super::Reader;
use crate::diagnostic::{Checked, Diagnostic};
use crate::language::{Context, Dialect, Environment, Evaluation, Expression, Slots, Trace};
use crate::systems::entra;

/// Evaluates one expression for one source user, given as JSON object.
///
/// Attributes are taken as they stand in `source`; what the provisioning service computes on
/// import, such as `IsSoftDeleted`, is not added.
///
/// # Errors
/// Every error found: one of parsing, all of checking, or one of running.
///
/// ```
/// use attrflow::language::{Dialect, Environment};
/// use attrflow::source::evaluate;
/// let user = serde_json::json!({"givenName": "Ada", "surname": "Park"});
/// let result = evaluate("Join(\" \", [givenName], [surname])", &user, Dialect::Entra, &Environment::default());
/// assert_eq!(result.unwrap().value.to_json(), "Ada Park");
/// ```
pub fn evaluate(
    expression: &str,
    source: &serde_json::Value,
    dialect: Dialect,
    environment: &Environment,
) -> Result<Evaluation<'static>, Vec<Diagnostic>> {
    evaluate_with(expression, source, dialect, environment, None)
}

/// The same as [`evaluate`], with a [`Trace`] of every step. The trace is empty if the expression
/// itself has errors.
pub fn evaluate_traced(
    expression: &str,
    source: &serde_json::Value,
    dialect: Dialect,
    environment: &Environment,
) -> (Result<Evaluation<'static>, Vec<Diagnostic>>, Trace) {
    let mut trace = Trace::default();
    let result = evaluate_with(expression, source, dialect, environment, Some(&mut trace));
    (result, trace)
}

fn evaluate_with(
    expression: &str,
    source: &serde_json::Value,
    dialect: Dialect,
    environment: &Environment,
    trace: Option<&mut Trace>,
) -> Result<Evaluation<'static>, Vec<Diagnostic>> {
    let mut slots = Slots::default();
    let checked = Expression::compile_in(expression, dialect, &Context::of(&entra::VOCABULARY), &mut slots);
    let Checked { value: Some(compiled), diagnostics: mut known } = checked else {
        return Err(checked.diagnostics);
    };
    let reader = Reader::new(slots.names());
    let row = reader.read_object(source);
    let mut warnings = reader.warnings(source);
    let result = match trace {
        None => compiled.run(&row, environment, 0),
        Some(trace) => {
            let (result, steps) = compiled.run_traced(expression, &row, environment, 0);
            *trace = steps;
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
    // It did not fail, so nothing is sure to.
    warnings.extend(known.into_iter().map(Diagnostic::softened));
    warnings.append(&mut evaluation.warnings);
    Ok(Evaluation { value, skipped: evaluation.skipped, sensitive: evaluation.sensitive, warnings })
}
