//! App role assignments of a user.

use super::{Function, Kind, Origin, RoleForm, example, required};
use crate::diagnostic::Code;
use crate::json;
use crate::language::machine::{Arguments, Flow, text};
use crate::language::trace::Note;
use crate::value::Value;
use std::borrow::Cow;

const ROLES: &str =
    r#"{"appRoleAssignments":["{\"id\":\"1\",\"value\":\"Admin\",\"displayName\":\"Admin\"}"]}"#;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "SingleAppRoleAssignment",
        &[required("appRoleAssignments", "source", Kind::List)],
        Kind::Text,
        "Returns the one app role that is assigned to the user.",
        single,
    )
    .role(RoleForm::Single)
    .words("the user's app role")
    .examples(&[example("SingleAppRoleAssignment([appRoleAssignments])", ROLES, r#""Admin""#)]),
    Function::new(
        "AppRoleAssignmentsComplex",
        &[required("appRoleAssignments", "source", Kind::List)],
        Kind::List,
        "Returns all app roles of the user; updates only ever add roles.",
        all,
    )
    .role(RoleForm::Additive)
    .words("the list of the user's app roles")
    .examples(&[example(
        "AppRoleAssignmentsComplex([appRoleAssignments])",
        ROLES,
        r#"["{\"id\":\"1\",\"value\":\"Admin\",\"displayName\":\"Admin\"}"]"#,
    )]),
    Function::new(
        "AssertiveAppRoleAssignmentsComplex",
        &[required("appRoleAssignments", "source", Kind::List)],
        Kind::List,
        "Returns all app roles of the user; updates replace the roles in the target.",
        all,
    )
    .role(RoleForm::Assertive)
    .words("the list of the user's app roles, which replaces that in the target"),
    Function::new(
        "AppRoleAssignments",
        &[required("source", "source", Kind::List)],
        Kind::List,
        "Returns all app roles of the user; the older name of AppRoleAssignmentsComplex.",
        all,
    )
    .role(RoleForm::Additive)
    .words("the list of the user's app roles")
    .origin(Origin::Graph),
];

fn all<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let value = args.value(0)?;
    if value.is_null() {
        return Ok(Value::Null);
    }
    let values = match value {
        Value::List(values) => values,
        single => vec![single],
    };
    let span = args.span_of(0);
    let texts = values.into_iter().map(|role| Ok(text(role, span)?.map_or(Value::Null, Value::Text)));
    texts.collect::<Flow<Vec<_>>>().map(Value::List)
}

fn single<'a>(args: &mut Arguments<'a, '_, '_>) -> Flow<Value<'a>> {
    let roles = args.values(0)?;
    if roles.len() > 1 {
        args.warn(
            Code::SeveralRoles,
            0,
            format!("the user has {} app roles; which one the service takes is not predictable", roles.len()),
            "assign one role a user, or map all of them with AppRoleAssignmentsComplex",
        );
    }
    let count = roles.len();
    let Some(role) = roles.into_iter().next() else {
        args.note(|| Note::role(0, None));
        return Ok(Value::Null);
    };
    let object = match role {
        Value::Object(object) => *object,
        other => {
            let Some(text) = text(other, args.span_of(0))? else { return Ok(Value::Null) };
            match json::parse(&text) {
                Ok(serde_json::Value::Object(object)) => object,
                // A plain name, as Graph's parseExpression sample feeds in.
                _ => {
                    args.note(|| Note::role(count, None));
                    return Ok(Value::Text(text));
                }
            }
        }
    };
    let name = ["value", "displayName"]
        .iter()
        .filter_map(|key| Some((*key, object.get(*key).and_then(serde_json::Value::as_str)?)))
        .find(|(_, name)| !name.is_empty());
    args.note(|| Note::role(count, name.map(|(key, _)| key)));
    Ok(name.map_or(Value::Null, |(_, name)| Value::Text(Cow::Owned(name.to_owned()))))
}
