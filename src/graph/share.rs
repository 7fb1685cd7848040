//! A document without what names the tenant.

use super::document::parse;
use super::spots::Spot;
use super::text_editor::TextEditor;
use crate::diagnostic::Outcome;
use serde_json::Value as Json;

/// Members of the document itself that contain the tenant's, the job's or an activity's identifier.
const TENANT: [&str; 4] = ["id", "provisioningTaskIdentifier", "version", "secrets"];
/// Keys of a job's secrets; they are not part of a schema, but documents are put together by hand.
const SECRETS: [&str; 3] = ["SecretToken", "Password", "ClientSecret"];

/// The document without what names the tenant or opens a door: `id`, `provisioningTaskIdentifier`,
/// `version`, every `@odata.context`, and secrets. Nothing else is touched.
///
/// Constants, filters, defaults and the names of directory extensions (`extension_…`, which contain the
/// identifier of an application) may name people or places; they are what the document is for, so look
/// through them before you pass it on.
///
/// # Errors
/// When the text is no JSON.
///
/// ```
/// let text = r#"{"@odata.context": "x", "id": "scim.1", "synchronizationRules": [], "version": "2"}"#;
/// assert_eq!(attrflow::graph::share(text)?, r#"{"synchronizationRules": []}"#);
/// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
/// ```
pub fn share(text: &str) -> Outcome<String> {
    parse(text)?;
    let Some(root) = Spot::read(text) else { return Ok(text.to_owned()) };
    let mut editor = TextEditor::new(text);
    let is_context = |name: &str| name.ends_with("@odata.context");
    editor.remove(&root, |name| TENANT.contains(&name) || is_context(name));
    for member in root.members().iter().filter(|member| !TENANT.contains(&member.name.as_str())) {
        // The versions of directories have an activity's identifier in them.
        let directories = member.name == "directories";
        for element in member.value.elements() {
            editor.remove(element, |name| is_context(name) || (directories && name == "version"));
            element.members().iter().for_each(|member| below(&mut editor, &member.value));
        }
        if member.value.elements().is_empty() {
            below(&mut editor, &member.value);
        }
    }
    Ok(editor.finish())
}

/// Cleans what stands deeper.
fn below(editor: &mut TextEditor<'_>, spot: &Spot) {
    editor.remove(spot, |name| name.ends_with("@odata.context"));
    let key = spot.member("key").map(|key| key.span.of(editor.text).trim_matches('"'));
    if key.is_some_and(|key| SECRETS.iter().any(|secret| secret.eq_ignore_ascii_case(key))) {
        editor.set(spot, "value", &Json::Null);
    }
    spot.members().iter().for_each(|member| below(editor, &member.value));
    spot.elements().iter().for_each(|element| below(editor, element));
}
