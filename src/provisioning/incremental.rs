//! An incremental cycle: a user before and after a change, what is sent, and what only shows there.

use super::directory::Directory;
use super::matching;
use super::model::{Action, Preview, Situation, State};
use super::preview::{preview, preview_in};
use crate::diagnostic::{Code, Diagnostic, Outcome, Severity};
use crate::json;
use crate::language::{Environment, NodeKind, Passes};
use crate::mapping::{LeftOut, MappingType, Plan};
use crate::place::{MappingMember, Place};
use serde_json::Value as Json;

/// What a change of a user sends. The target holds what `situation` says; without that, what the user
/// `before` the change made there.
///
/// Notes say what stays behind: values that are gone from the directory and remain in the target, and
/// Switch where none of its attributes changed.
///
/// ```
/// use attrflow::language::Environment;
/// use attrflow::mapping::{Plan, Profile};
/// use attrflow::provisioning::{Action, Situation, incremental};
/// let profile = Profile::read(r#"{"target": "scim", "mappings": [
///     {"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1},
///     {"type": "direct", "source": "jobTitle", "target": "title"}]}"#);
/// let plan = Plan::compile(profile).strict().unwrap();
/// let before = r#"{"userPrincipalName": "ada@contoso.example", "jobTitle": "Lead"}"#;
/// let after = r#"{"userPrincipalName": "ada@contoso.example", "jobTitle": null}"#;
/// let preview = incremental(&plan, before, after, &Situation::default(), &Environment::default())?;
/// assert_eq!(preview.action, Action::None);
/// assert!(preview.diagnostics.iter().any(|found| found.message.contains("keeps")));
/// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
/// ```
///
/// # Errors
/// [`Code::InvalidJson`] if a text is not a JSON object.
pub fn incremental(
    plan: &Plan,
    before: &str,
    after: &str,
    situation: &Situation<'_>,
    environment: &Environment,
) -> Outcome<Preview> {
    let linked = match situation.existing {
        Some(existing) => Some(existing.clone()),
        None => linked(plan, before, situation.directory, environment)?,
    };
    let previously_provisioned = linked.is_some();
    let state = State { previously_provisioned, ..situation.state };
    let situation = Situation { state, existing: linked.as_ref(), ..*situation };
    let mut preview = preview_in(plan, after, &situation, environment)?;
    if let Some(held) = &linked {
        preview.diagnostics.extend(stays(plan, after, held, environment)?);
        preview.diagnostics.extend(unchanged_switches(plan, before, after)?);
    }
    Ok(preview)
}

/// The resource that the user had before: in the target, or as a create would have made it.
fn linked(
    plan: &Plan,
    before: &str,
    directory: &dyn Directory,
    environment: &Environment,
) -> Outcome<Option<Json>> {
    let row = plan.read(before)?;
    let values = plan.values(&row, environment);
    let queries = matching::queries(plan, &values);
    if let Some(found) = matching::only(plan, directory, &queries) {
        return Ok(Some(found));
    }
    let created = preview(plan, before, environment)?;
    Ok(match (created.action, json::parse(&created.body_text)) {
        (Action::Create, Ok(Json::Object(mut body))) => {
            body.insert("id".to_owned(), Json::from("{id}"));
            Some(Json::Object(body))
        }
        _ => None,
    })
}

/// Values that the target keeps although the directory has none any more.
fn stays(plan: &Plan, after: &str, held: &Json, environment: &Environment) -> Outcome<Vec<Diagnostic>> {
    let row = plan.read(after)?;
    let values = plan.values(&row, environment);
    let mappings = plan.profile().mappings.iter().zip(&values).enumerate();
    let mut found = Vec::new();
    for (at, (mapping, value)) in mappings {
        let gone = value.defaulted || matches!(value.outcome, Err(LeftOut::NoValue | LeftOut::Skipped(_)));
        let flows = !mapping.is_create_only() && mapping.kind != MappingType::None;
        let Some(kept) = plan.held(at, held).into_iter().next().filter(|_| gone && flows) else { continue };
        let message =
            format!("there is no value any more for `{}`; the target keeps {kept}", mapping.target.trim());
        let help = "no value is never sent; let the expression give a text where it matters";
        let place = Place::Mapping(at, MappingMember::Source);
        found.push(Diagnostic::new(Code::NullNeverClears, message).within(place).help(help));
    }
    Ok(found)
}

/// Expressions with Switch that read nothing of what changed.
fn unchanged_switches(plan: &Plan, before: &str, after: &str) -> Outcome<Vec<Diagnostic>> {
    let (old, new) = (plan.read(before)?, plan.read(after)?);
    if old == new {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for compiled in plan.mappings() {
        let Some(tree) = compiled.tree() else { continue };
        let mut switches = false;
        tree.walk(&mut |node| {
            let NodeKind::Call(call) = &node.kind else { return };
            let function = compiled.function(call);
            switches |= function.is_some_and(|function| matches!(function.passes, Passes::Cases { .. }));
        });
        let mut slots = compiled.reads.iter().filter_map(|attribute| attribute.slot).peekable();
        if switches && slots.peek().is_some() && slots.all(|slot| old.get(slot) == new.get(slot)) {
            let message = "nothing that this Switch reads has changed";
            let mut note = Diagnostic::new(Code::SourcesDisagree, message)
                .in_mapping(compiled.at, MappingMember::Source)
                .help("in incremental cycles the service is reported to give no value then, and so to send none");
            note.severity = Severity::Note;
            found.push(note);
        }
    }
    Ok(found)
}
