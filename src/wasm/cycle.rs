//! Many users against what the target holds.

use super::diagnostic::{Diagnostic, refused};
use super::options::Options;
use super::plan::Plan;
use super::target::{Target, told};
use super::values::{member, to_js};
use crate::diagnostic::{Members, Outcome};
use crate::dotnet::casing::{Culture, to_lower};
use crate::input::{Item, UserReader};
use crate::provisioning::{Cycle, CycleOptions, Directory, Report};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** How a cycle over many users is set up. */
export interface CycleSettings extends CycleOptions {
    /** What the target holds, or its bytes: answers of its `/Users`, an array or NDJSON of resources. */
    target?: Target | Uint8Array;
    /** Called with the bytes of users read so far; returning `false` ends the cycle early. */
    onProgress?: (done: number) => boolean | void;
    /** Called with each user's name, line and action. */
    onUser?: (user: { line: number; action: Action; reason?: Reason; json: string }) => void;
}
"#;

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
        let function =
            |name: &str| member(&settings, name).and_then(|value| value.dyn_into::<js_sys::Function>().ok());
        let (on_progress, on_user) = (function("onProgress"), function("onUser"));
        let target = Target::among(&settings)?;
        let given = Options::without(&settings, &["target"])?;
        let cycle_options = given.read(cycle_options)?;
        let environment = given.environment()?;
        let mut files = target.as_ref().map(|target| target.problems().to_vec()).unwrap_or_default();
        let directory: &dyn Directory = match &target {
            Some(target) => target.directory(),
            None => &(),
        };
        let mut cycle = Cycle::new(&self.plan, &environment, directory, cycle_options);
        if target.is_some() {
            // Reading from memory does not fail.
            let _ = cycle.link_all(users);
        }
        let (mut count, mut cancelled) = (0, false);
        let mut reader = UserReader::new(users).of(self.plan.source());
        while let Ok(Some(item)) = reader.next_item() {
            match item {
                Item::Problem(problem) => {
                    if problem.diagnostic.is_error() {
                        cycle.unreadable();
                    }
                    files.push(told(problem));
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
        files.extend(cycle.nobody_assigned().map(|found| Diagnostic::new(found, "")));
        let report = cycle.finish(target.as_ref().map(Target::count));
        to_js(&CycleReport { report, files, cancelled })
    }
}

fn cycle_options(members: &Members<'_>) -> Outcome<CycleOptions> {
    let usual = CycleOptions::default();
    let assigned = members.texts("assigned")?;
    Ok(CycleOptions {
        assigned: assigned
            .map(|ids| ids.iter().map(|id| to_lower(id, Culture::Invariant).into_owned()).collect()),
        first: members.flag("firstCycle")?.unwrap_or(usual.first),
        threshold: members.number("threshold")?.map_or(usual.threshold, |threshold| threshold as u64),
    })
}
