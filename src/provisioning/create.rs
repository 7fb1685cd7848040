//! The preview of one user: the create request, and what every mapping did for it.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::expression::{Environment, Skip};
use crate::json;
use crate::mapping::{Computed, LeftOut, MappingType, Plan};
use crate::scim::Method;
use crate::value::Value;
use serde::Serialize;
use serde_json::Value as Json;

/// What would happen to a user.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Preview {
    /// What the service does.
    pub action: Action,
    /// Why, if it does nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// The request that is sent, for a create.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<Request>,
    /// The body of a create as the exact text on the wire, also for users that are skipped.
    #[serde(rename = "bodyText")]
    pub body_text: String,
    /// What each mapping gave, in the order of the mappings.
    pub mappings: Vec<MappingResult>,
    /// Everything found for this user; pointers lead into the profile.
    pub diagnostics: Vec<Diagnostic>,
}

/// What the service does with a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// Creates it in the target.
    Create,
    /// Leaves it alone.
    Skip,
}

/// Why a user is left alone, in the service's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub enum Reason {
    /// No matching attribute has a value.
    ImportSkipped,
    /// The account is disabled; the service does not create a user only to disable it.
    DisabledInSource,
    /// A required target attribute has neither value nor default.
    MandatoryFieldsMissing,
    /// An expression asked to leave the object out.
    IgnoreObjectFlow,
}

/// A request to the target.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Request {
    /// The method.
    pub method: &'static str,
    /// The path below the tenant address.
    pub path: &'static str,
    /// The body.
    pub body: Json,
}

/// What one mapping gave.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MappingResult {
    /// The target, as written in the profile.
    pub target: String,
    /// What became of it.
    pub status: MappingStatus,
    /// The value that is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Json>,
    /// Why nothing is sent, or that the default is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Whether the logs show `[Redact]` instead of the value.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
    /// Findings about this mapping for this user; spans are in its source text.
    pub diagnostics: Vec<Diagnostic>,
}

/// What became of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum MappingStatus {
    /// The value is in the payload.
    Sent,
    /// There is no value.
    LeftOut,
    /// The expression left it out of the flow.
    Ignored,
    /// It cannot be made.
    Error,
}

/// Previews the creation of one user, given as the text of a JSON object.
///
/// # Errors
/// [`Code::InvalidJson`] if the text is not a JSON object.
pub fn preview(plan: &Plan, user: &str, environment: &Environment) -> crate::diagnostic::Outcome<Preview> {
    let row = plan.read(user)?;
    let computed = plan.values(&row, environment);
    let values: Vec<Option<Value<'_>>> = computed.iter().map(Computed::sent).collect();
    let mut body = Vec::new();
    plan.write(&values, &mut body);
    let body_text = String::from_utf8_lossy(&body).into_owned();
    let mappings: Vec<MappingResult> =
        computed.iter().enumerate().map(|(at, computed)| mapping_result(plan, at, computed)).collect();
    let mut diagnostics: Vec<Diagnostic> =
        mappings.iter().flat_map(|m| m.diagnostics.iter().cloned()).collect();
    let skipped = skipped(plan, user, &computed);
    if let Some((_, found)) = &skipped {
        diagnostics.insert(0, found.clone());
    }
    let request = match skipped {
        None => Some(Request {
            method: "POST",
            path: "/Users",
            body: json::parse(&body_text).unwrap_or_default(),
        }),
        Some(_) => None,
    };
    if let Some(request) = &request {
        let found = plan.validate(&request.body, Method::Post, &values).into_iter();
        diagnostics.extend(found.filter(|found| !follows(found, &mappings)));
    }
    Ok(Preview {
        action: if skipped.is_none() { Action::Create } else { Action::Skip },
        reason: skipped.map(|(reason, _)| reason),
        request,
        body_text,
        mappings,
        diagnostics,
    })
}

/// Whether a value is missing because its mapping failed, which is told already.
fn follows(found: &Diagnostic, mappings: &[MappingResult]) -> bool {
    let mapping = found.pointer.as_deref().and_then(|pointer| {
        let at = pointer.strip_prefix("/mappings/")?.split('/').next()?;
        mappings.get(at.parse::<usize>().ok()?)
    });
    matches!(found.code, Code::UsernameMissing | Code::MissingRequired | Code::ValueMissing)
        && mapping.is_some_and(|mapping| mapping.status == MappingStatus::Error)
}

/// Why the service would leave the user alone, if it would.
fn skipped(plan: &Plan, user: &str, computed: &[Computed<'_>]) -> Option<(Reason, Diagnostic)> {
    let mappings = &plan.profile().mappings;
    let has_value = |at: usize| computed.get(at).is_some_and(|computed| computed.outcome.is_ok());
    let object = computed.iter().position(|c| c.outcome == Err(LeftOut::Skipped(Skip::Object)));
    if let Some(at) = object {
        let found = Diagnostic::new(Code::ObjectIgnored, "an expression leaves this user out of the flow");
        return Some((Reason::IgnoreObjectFlow, found.within(format!("/mappings/{at}/source"))));
    }
    let mut matching =
        mappings.iter().enumerate().filter(|(_, mapping)| mapping.matching.is_some()).peekable();
    if matching.peek().is_some() && !matching.any(|(at, _)| has_value(at)) {
        let found = Diagnostic::new(Code::NoMatchingValue, "no matching attribute has a value for this user")
            .help("the service skips such users; give the source attribute a value or match by another one");
        return Some((Reason::ImportSkipped, found));
    }
    let required = mappings.iter().enumerate().find(|(at, mapping)| mapping.required && !has_value(*at));
    if let Some((at, mapping)) = required {
        let message = format!("the required attribute `{}` has no value and no default", mapping.target);
        let found = Diagnostic::new(Code::MissingRequired, message).within(format!("/mappings/{at}"));
        return Some((Reason::MandatoryFieldsMissing, found));
    }
    if is_disabled(user) {
        let found = Diagnostic::new(
            Code::DisabledUser,
            "the account is disabled, so the user is not created",
        )
        .help(
            "the service creates users only while accountEnabled is true; the body shows what would be sent",
        );
        return Some((Reason::DisabledInSource, found));
    }
    None
}

/// Whether the directory says that the account is disabled.
fn is_disabled(user: &str) -> bool {
    let reader = crate::source::Reader::new(&["accountEnabled".to_owned()]);
    let row = reader.read(user).unwrap_or_default();
    match row.first() {
        Some(Value::Boolean(enabled)) => !enabled,
        Some(Value::Text(text)) => text.trim().eq_ignore_ascii_case("false"),
        _ => false,
    }
}

fn mapping_result(plan: &Plan, at: usize, computed: &Computed<'_>) -> MappingResult {
    let mapping = plan.profile().mappings.get(at);
    let target = mapping.map_or_else(String::new, |mapping| mapping.target.clone());
    let is_expression = mapping.is_some_and(|mapping| mapping.kind == MappingType::Expression);
    let pointer = format!("/mappings/{at}/source");
    let mut diagnostics = computed.warnings.clone();
    let (status, value, reason) = match &computed.outcome {
        Ok(value) => {
            diagnostics.extend(value_warnings(value, is_expression));
            let reason =
                computed.defaulted.then(|| "the source has no value, the default is sent".to_owned());
            (MappingStatus::Sent, Some(value.to_json()), reason)
        }
        Err(LeftOut::NoValue) => (MappingStatus::LeftOut, None, Some("the source has no value".to_owned())),
        Err(LeftOut::Nothing) => {
            (MappingStatus::LeftOut, None, Some("the mapping has no source and no default".to_owned()))
        }
        Err(LeftOut::Skipped(_)) => {
            (MappingStatus::Ignored, None, Some("the expression leaves it out of the flow".to_owned()))
        }
        Err(LeftOut::Failed(found)) => {
            diagnostics.insert(0, (**found).clone());
            let status =
                if found.severity == Severity::Error { MappingStatus::Error } else { MappingStatus::LeftOut };
            (status, None, Some(found.message.clone()))
        }
        Err(LeftOut::Broken) => {
            let own = plan.diagnostics().iter().find(|found| {
                found.is_error()
                    && found.pointer.as_deref().is_some_and(|p| {
                        p.strip_prefix("/mappings/")
                            .is_some_and(|rest| rest.split('/').next() == Some(at.to_string().as_str()))
                    })
            });
            let why = own.map_or("the mapping has errors", |found| found.message.as_str());
            (MappingStatus::Error, None, Some(why.to_owned()))
        }
    };
    for found in &mut diagnostics {
        found.pointer.get_or_insert_with(|| pointer.clone());
    }
    MappingResult { target, status, value, reason, sensitive: computed.sensitive, diagnostics }
}

fn value_warnings(value: &Value<'_>, is_expression: bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if is_expression && matches!(value, Value::Text(text) if text.is_empty()) {
        found.push(
            Diagnostic::new(Code::EmptyText, "the expression gives an empty text, which is sent")
                .help("targets often refuse it; IgnoreFlowIfNullOrEmpty(…) leaves the attribute out instead"),
        );
    }
    found
}
