//! One user for people.

use super::{Row, name_of};
use crate::cli::Result;
use crate::cli::output::Output;
use attrflow::diagnostic::Diagnostic;
use attrflow::provisioning::{Action, MappingResult, MappingStatus, Preview, Reason};

pub(super) fn user(output: &mut Output, row: &Row<'_>) -> Result<()> {
    let Row { user, line, sample, preview: result } = row;
    let place = line.map(|line| format!("  (line {line})")).unwrap_or_default();
    output.line(&format!("{user}{place}"))?;
    if let Some((title, note)) = sample {
        output.line(&format!("  {title}. {note}"))?;
    }
    match (&result.request, result.reason) {
        (Some(request), _) => {
            output.line(&format!("  {} {}", request.method, request.path))?;
            if !request.body.is_null() {
                body(output, &request.body)?;
            }
        }
        // Worth seeing, for it is sent as soon as the account is enabled.
        (None, Some(reason @ Reason::DisabledInSource)) => {
            output.line(&format!("  no request: {}; the body would be", name_of(reason)))?;
            body(output, &serde_json::from_str(&result.body_text).unwrap_or_default())?;
        }
        (None, Some(reason)) => {
            output.line(&format!("  no request: {} ({})", name_of(reason), result.explanation))?;
        }
        (None, None) => output.line("  no request")?,
    }
    if result.action != Action::Create {
        for changed in &result.modified_properties {
            let value = |value: &serde_json::Value| match value {
                serde_json::Value::Null => "no value".to_owned(),
                other => other.to_string(),
            };
            let (name, old) = (&changed.display_name, value(&changed.old_value));
            output.line(&format!("  changed   {name}  {old} → {}", value(&changed.new_value)))?;
        }
    }
    for request in &result.following {
        output.line(&format!("  then {} {}", request.method, request.path))?;
        body(output, &request.body)?;
    }
    let told = |mapping: &&MappingResult| match mapping.status {
        // The diagnostics below say more.
        MappingStatus::Error => !mapping.diagnostics.iter().any(Diagnostic::is_error),
        MappingStatus::Unchanged => false,
        _ => mapping.reason.is_some(),
    };
    let told: Vec<_> = result.mappings.iter().filter(told).collect();
    let width = told.iter().map(|mapping| mapping.target.chars().count()).max().unwrap_or_default();
    for mapping in told {
        let what = match mapping.status {
            MappingStatus::Error => "error",
            MappingStatus::Sent => "default",
            MappingStatus::Unchanged => "unchanged",
            _ => "left out",
        };
        let why = mapping.reason.as_deref().unwrap_or_default();
        output.line(&format!("  {what:8}  {:width$}  {why}", mapping.target))?;
    }
    for found in &result.diagnostics {
        output.line(&format!("  {}", sentence(found, result)))?;
    }
    output.line("")
}

fn body(output: &mut Output, body: &serde_json::Value) -> Result<()> {
    for line in serde_json::to_string_pretty(body).unwrap_or_default().lines() {
        output.line(&format!("  {line}"))?;
    }
    Ok(())
}

/// A finding in one line, with its mapping's target.
pub(super) fn sentence(found: &Diagnostic, result: &Preview) -> String {
    let mapping = found.place.mapping().and_then(|at| result.mappings.get(at));
    let target = mapping.map(|mapping| format!("{}: ", mapping.target)).unwrap_or_default();
    let help = found.help.as_deref().map(|help| format!(" ({help})")).unwrap_or_default();
    let severity = found.severity.as_str();
    format!("{severity}[{}]: {target}{}{help}", found.code, found.message)
}
