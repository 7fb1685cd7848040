//! The body of a PATCH (RFC 7644 section 3.5.2), its operations one by one.

use super::types::shown;
use super::{BodyPath, Known, Validator};
use crate::diagnostic::{Code, nearest};
use crate::scim::path::Path;
use crate::scim::schema::{AttributeType, Mutability, default_part};
use crate::scim::value::member;
use crate::scim::{Mode, parse_path};
use serde_json::{Map, Value};

const OPERATIONS: [&str; 3] = ["add", "remove", "replace"];

impl Validator<'_> {
    /// Checks a PATCH.
    pub(super) fn patch(&mut self, body: &Map<String, Value>) {
        self.listed(body, &BodyPath::ROOT);
        let place = BodyPath::ROOT.member("Operations");
        let list =
            if self.rules.exact_operations { body.get("Operations") } else { member(body, "Operations") };
        let Some(Value::Array(list)) =
            list.filter(|list| list.as_array().is_none_or(|list| !list.is_empty()))
        else {
            let other = body.keys().find(|key| key.eq_ignore_ascii_case("operations"));
            let message = match (list, other) {
                (None, Some(other)) => format!("`{other}` must be spelled `Operations`"),
                (None, None) => "`Operations` is missing".to_owned(),
                (Some(Value::Array(_)), _) => "`Operations` is empty".to_owned(),
                (Some(other), _) => format!("`Operations` must be an array, not {}", shown(other)),
            };
            let help =
                "write \"Operations\": [{\"op\": \"replace\", \"path\": \"active\", \"value\": false}]";
            return self.add(Code::OperationsMissing, &place, message, help);
        };
        let mut touched = false;
        for (index, operation) in list.iter().enumerate() {
            touched |= self.operation(operation, &place.element(index));
        }
        if let Some(only) = self.rules.patch_only.filter(|_| !touched) {
            let message = format!("no operation changes `{only}`, the one thing a PATCH can change here");
            let help = "write {\"op\": \"replace\", \"value\": {\"active\": false}}, or use PUT";
            self.add(Code::PatchNoActive, &place, message, help);
        }
    }

    /// Checks one operation; says whether it touches what a PATCH may change.
    fn operation(&mut self, operation: &Value, place: &BodyPath<'_>) -> bool {
        let Some(members) = operation.as_object() else {
            let message = format!("`{}` must be an object, not {}", place.path(), shown(operation));
            self.add(Code::TypeMismatch, place, message, "");
            return false;
        };
        let op = member(members, "op").and_then(Value::as_str).unwrap_or_default();
        if !OPERATIONS.iter().any(|known| known.eq_ignore_ascii_case(op)) {
            let message = match op {
                "" => "the operation has no `op`".to_owned(),
                op => format!("there is no operation `{}`", crate::value::clip(op)),
            };
            let help = match nearest(op, OPERATIONS) {
                Some(near) => format!("did you mean {near}?"),
                None => "write add, remove or replace".to_owned(),
            };
            self.add(Code::PatchOpUnknown, &place.member("op"), message, &help);
            return false;
        }
        let removes = op.eq_ignore_ascii_case("remove");
        let value = member(members, "value");
        if value.is_none() && !removes {
            let message = format!("`{}` has no `value`", place.path());
            self.add(Code::ValueMissing, place, message, "say what is to be written");
        }
        let value_place = place.member("value");
        let path_place = place.member("path");
        match member(members, "path") {
            None | Some(Value::Null) if removes => {
                let message = "`remove` needs a path".to_owned();
                self.add(Code::NoTarget, place, message, "say what is to be removed");
                false
            }
            None | Some(Value::Null) => match value {
                Some(Value::Object(members)) => self.assigned(members, &value_place),
                Some(other) => {
                    let message = format!("without a path `value` must be an object, not {}", shown(other));
                    self.add(Code::TypeMismatch, &value_place, message, "write {\"attribute\": …}");
                    false
                }
                None => false,
            },
            Some(Value::String(text)) => match parse_path(text, Mode::Lenient) {
                Ok(path) => {
                    self.targeted(&path, value.filter(|_| !removes), removes, &path_place, &value_place)
                }
                Err(found) => {
                    let help = found.help.as_deref().unwrap_or_default();
                    self.add(found.code, &path_place, found.message.clone(), help);
                    false
                }
            },
            Some(other) => {
                let message = format!("`path` must be a text, not {}", shown(other));
                self.add(Code::TypeMismatch, &path_place, message, "");
                false
            }
        }
    }

    /// The attributes of an operation without a path.
    fn assigned(&mut self, members: &Map<String, Value>, place: &BodyPath<'_>) -> bool {
        if self.rules.patch_only.is_none() {
            let base = self.base(&[]);
            self.members(members, base, place, None);
            return false;
        }
        let mut touched = false;
        for (name, value) in members {
            let place = place.member(name);
            touched |= match parse_path(name, Mode::Lenient) {
                Ok(path) => self.targeted(&path, Some(value), false, &place, &place),
                Err(_) => self.undocumented(name, &place),
            };
        }
        touched
    }

    /// Checks what an operation with a path writes; says whether it touches what a PATCH may change.
    fn targeted(
        &mut self,
        path: &Path,
        value: Option<&Value>,
        removes: bool,
        path_place: &BodyPath<'_>,
        value_place: &BodyPath<'_>,
    ) -> bool {
        let head = self.schemas.head(path);
        if let Some(only) = self.rules.patch_only {
            let whole = path.sub.is_none() && path.filter.is_none() && path.extension_urn().is_none();
            if !(whole && path.name.eq_ignore_ascii_case(only)) {
                return self.undocumented(&path.to_string(), path_place);
            }
        }
        if path.is_schema() {
            self.object_of(path, value, path_place, value_place);
            return false;
        }
        let default = path.sub.as_deref().filter(|_| head.is_some_and(|head| head.multi_valued));
        let default = default.and_then(default_part);
        let (Some(head), Some(leaf)) = (head, self.schemas.attribute(path).or(default.as_ref())) else {
            let near = self.schemas.nearest(path);
            let help = near.map(|near| format!("did you mean {near}?")).unwrap_or_default();
            self.add(
                Code::AttributeUnknown,
                path_place,
                format!("the target has no attribute `{path}`"),
                &help,
            );
            return true;
        };
        if leaf.mutability == Mutability::ReadOnly || head.mutability == Mutability::ReadOnly {
            let message = format!("`{path}` is read-only: the target sets it itself");
            self.add(Code::Mutability, path_place, message, "leave the operation out");
            return true;
        }
        if removes && path.filter.is_none() && path.sub.is_none() && leaf.required {
            let message = format!("`{path}` is required and cannot be removed");
            self.add(Code::Mutability, path_place, message, "replace its value instead");
        }
        if let Some(filter) = &path.filter
            && let Err(found) = filter.check_order(Some(Some(head)), self.schemas)
        {
            self.add(found.code, path_place, found.message.clone(), "");
        }
        let Some(value) = value else { return true };
        let urn = path.extension_urn();
        let known =
            Known { urn, name: &head.name, sub: path.sub.as_deref().map(|_| &*leaf.name), attribute: leaf };
        (self.rules.attribute)(self, &known, path_place);
        match value {
            Value::Null => self.null(value_place),
            Value::Array(list) if leaf.multi_valued => self.list(&known, list, value_place),
            // One element may stand for a list of one; a scalar for the value of the element.
            value if leaf.multi_valued => match (leaf.sub("value"), value) {
                (Some(part), scalar) if path.filter.is_some() && !scalar.is_object() => {
                    let known = Known { sub: Some(&part.name), attribute: part, ..known };
                    self.single(&known, scalar, value_place)
                }
                _ => self.single(&known, value, value_place),
            },
            value if leaf.kind == AttributeType::Complex && head.multi_valued => {
                self.element(&known, value, value_place)
            }
            value => self.single(&known, value, value_place),
        }
        true
    }

    /// A path that is a schema's URN: the whole extension.
    fn object_of(
        &mut self,
        path: &Path,
        value: Option<&Value>,
        path_place: &BodyPath<'_>,
        value_place: &BodyPath<'_>,
    ) {
        let Some(schema) = path.urn.as_deref().and_then(|urn| self.schemas.schema(urn)) else {
            let message = format!("the target has no schema `{path}`");
            return self.add(Code::ExtensionUnknown, path_place, message, "");
        };
        match value {
            Some(Value::Object(members)) if self.schemas.is_base_urn(&schema.id) => {
                self.members(members, Some(schema), value_place, None)
            }
            Some(Value::Object(members)) => self.extension_members(schema, members, value_place),
            Some(Value::Null) => self.null(value_place),
            Some(other) => {
                let message = format!("`{path}` is an object, not {}", shown(other));
                self.add(Code::TypeMismatch, value_place, message, "");
            }
            None => {}
        }
    }

    fn undocumented(&mut self, what: &str, place: &BodyPath<'_>) -> bool {
        let only = self.rules.patch_only.unwrap_or_default();
        let message =
            format!("a PATCH of `{}` is not documented, only of `{only}`", crate::value::clip(what));
        self.add(Code::PatchPathUndocumented, place, message, "send it with PUT");
        false
    }
}
