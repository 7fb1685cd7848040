//! Many users against what the target holds.

use super::diagnostic::{Diagnostic, refused};
use super::options::{EvaluateOptions, option, options, text};
use super::plan::Plan;
use super::to_js;
use crate::dotnet::casing::{Culture, to_lower};
use crate::input::{Item, Problem, UserReader};
use crate::provisioning::{Cycle, CycleOptions, DELETION_THRESHOLD, Directory, Index, Report};
use serde::Serialize;
use serde_json::Value as Json;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// How a cycle over many users is set up.
#[derive(Default, Tsify)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)] // Read by hand; declared for TypeScript.
pub struct CycleSettings {
    /// What the target holds, as UTF-8: answers of its `/Users`, an array or NDJSON of resources.
    #[tsify(optional, type = "Uint8Array")]
    target: Vec<u8>,
    /// Who is assigned, by identifier or user principal name; everybody if left out.
    #[tsify(optional)]
    assigned: Vec<String>,
    /// Whether no earlier cycle has linked anybody.
    #[tsify(optional)]
    first_cycle: bool,
    /// How many users may be disabled or deleted; 500 if left out.
    #[tsify(optional)]
    threshold: f64,
    /// Called with the bytes of users read so far; returning `false` ends the cycle early.
    #[tsify(optional, type = "(done: number) => boolean | void")]
    on_progress: Json,
    /// Called with each user's name, line and action.
    #[tsify(
        optional,
        type = "(user: { line: number; action: Action; reason?: Reason; json: string }) => void"
    )]
    on_user: Json,
}

/// What a cycle over many users comes to.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct CycleReport {
    /// The report.
    #[serde(flatten)]
    report: Report,
    /// What is wrong with the files themselves.
    files: Vec<Diagnostic>,
    /// Whether it was ended early.
    cancelled: bool,
}

/// One user, for those who listen.
#[derive(Serialize)]
struct Told<'a> {
    line: u64,
    action: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<crate::provisioning::Reason>,
    json: &'a str,
}

/// Users between two words on progress.
const STEP: u64 = 512;

#[wasm_bindgen]
impl Plan {
    /// What happens to all users of a file: Graph JSON, an array, NDJSON or CSV. Collisions, problems,
    /// how many lose their account, how long it takes, what no user exercises.
    #[wasm_bindgen(js_name = previewAll, unchecked_return_type = "CycleReport")]
    pub fn preview_all(
        &self,
        users: &[u8],
        #[wasm_bindgen(unchecked_optional_param_type = "EvaluateOptions & CycleSettings")] settings: JsValue,
    ) -> Result<JsValue, JsValue> {
        let member = |name: &str| js_sys::Reflect::get(&settings, &JsValue::from_str(name)).ok();
        let function = |name: &str| member(name).and_then(|value| value.dyn_into::<js_sys::Function>().ok());
        let (on_progress, on_user) = (function("onProgress"), function("onUser"));
        let target = member("target").and_then(|value| value.dyn_into::<js_sys::Uint8Array>().ok());
        let target = target.map(|bytes| bytes.to_vec());
        // The rest comes through text, which the bytes had better not.
        let plain = js_sys::Object::assign(&js_sys::Object::new(), &js_sys::Object::from(settings.clone()));
        let _ = js_sys::Reflect::delete_property(&plain, &JsValue::from_str("target"));
        let given = options(&plain)?;
        let texts = |value: &Json| value.as_array()?.iter().map(text).collect::<Option<Vec<_>>>();
        let assigned = option(&given, "assigned", "an array of texts", texts)?;
        let threshold = option(&given, "threshold", "a number", Json::as_f64)?;
        let cycle_options = CycleOptions {
            assigned: assigned
                .map(|ids| ids.iter().map(|id| to_lower(id, Culture::Invariant).into_owned()).collect()),
            first: option(&given, "firstCycle", "a Boolean", Json::as_bool)?.unwrap_or_default(),
            threshold: threshold.map_or(DELETION_THRESHOLD, |threshold| threshold as u64),
        };
        let environment = EvaluateOptions::read(&plain)?.environment()?;
        let mut files = Vec::new();
        let mut tell =
            |problem: Problem| files.push(Diagnostic::new(problem.diagnostic, "").on_line(problem.line));
        let index = target.as_deref().map(|bytes| Index::read(&self.plan, bytes, bytes, &mut tell));
        // Reading from memory does not fail.
        let index = index.and_then(Result::ok);
        let directory: &dyn Directory = match &index {
            Some(index) => index,
            None => &(),
        };
        let mut cycle = Cycle::new(&self.plan, &environment, directory, cycle_options);
        if index.is_some() && self.plan.has_references() {
            let mut reader = UserReader::new(users);
            while let Ok(Some(item)) = reader.next_item() {
                if let Item::User(user) = item {
                    // What is no user is told below.
                    let _ = cycle.link(user.json);
                }
            }
        }
        let (mut count, mut cancelled) = (0, false);
        let mut reader = UserReader::new(users);
        while let Ok(Some(item)) = reader.next_item() {
            match item {
                Item::Problem(problem) => {
                    if problem.diagnostic.is_error() {
                        cycle.unreadable();
                    }
                    tell(problem);
                }
                Item::User(user) => {
                    count += 1;
                    let preview = cycle
                        .user(user.json, user.line)
                        .map_err(|found| refused(vec![Diagnostic::new(*found, user.json)]))?;
                    if let Some(on_user) = &on_user {
                        let told = Told {
                            line: user.line,
                            action: preview.action.as_str(),
                            reason: preview.reason,
                            json: user.json,
                        };
                        on_user.call1(&JsValue::NULL, &to_js(&told)?)?;
                    }
                    if let Some(on_progress) = on_progress.as_ref().filter(|_| count % STEP == 0) {
                        let done = JsValue::from_f64(user.offset as f64);
                        if on_progress.call1(&JsValue::NULL, &done)? == JsValue::FALSE {
                            cancelled = true;
                            break;
                        }
                    }
                }
            }
        }
        let report = cycle.finish(index.as_ref().map(Index::len));
        to_js(&CycleReport { report, files, cancelled })
    }
}
