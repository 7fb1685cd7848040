//! What would happen to one user.

use super::diagnostic::{Diagnostic, findings, refused, thrown};
use super::options::{Options, json_text};
use super::plan::Plan;
use super::target::Target;
use super::values::{member, to_js, without_large_numbers};
use crate::mapping;
use crate::provisioning::{
    self, Account, Action, Assumptions, Facts, MappingResult, MappingStatus, ModifiedProperty, Origin,
    Reason, Request, Step,
};
use serde::Serialize;
use serde_json::Value as Json;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// What one mapping gave for a user.
#[derive(Serialize, Tsify)]
pub struct MappingPreview {
    target: String,
    status: MappingStatus,
    /// The value that is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "Json")]
    value: Option<Json>,
    /// Why nothing is sent, or that the default is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    reason: Option<String>,
    sensitive: bool,
    diagnostics: Vec<Diagnostic>,
}

/// What would happen to a user.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    action: Action,
    /// Why nothing is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    reason: Option<Reason>,
    /// Why, in a sentence.
    explanation: String,
    /// The request that is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    request: Option<Request>,
    /// Requests that follow in a second pass: references and members.
    following: Vec<Request>,
    /// The body as the exact text on the wire; of a create also for users that are skipped.
    body_text: String,
    /// The filters that the target is asked with, in order.
    match_queries: Vec<String>,
    /// How the scoping filters judge.
    scope: Vec<mapping::FilterVerdict>,
    /// Import, scope, match, action.
    steps: Vec<Step>,
    /// What changes in the target.
    modified_properties: Vec<ModifiedProperty>,
    /// What each mapping gave, in the order of the mappings.
    mappings: Vec<MappingPreview>,
    /// The mapping behind every part of the body: of what stands there, with all below that has no origin of its own.
    origins: Vec<Origin>,
    /// The account that the request goes to, or would: linked, found by matching, or assumed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    account: Option<Account>,
    /// Everything found; pointers lead into the profile.
    diagnostics: Vec<Diagnostic>,
}

impl Preview {
    fn new(plan: &mapping::Plan, preview: provisioning::Preview) -> Self {
        let mapping = |mapping: MappingResult| MappingPreview {
            diagnostics: findings(plan, &mapping.diagnostics),
            target: mapping.target,
            status: mapping.status,
            value: mapping.value.map(without_large_numbers),
            reason: mapping.reason,
            sensitive: mapping.sensitive,
        };
        let property = |property: ModifiedProperty| ModifiedProperty {
            old_value: without_large_numbers(property.old_value),
            new_value: without_large_numbers(property.new_value),
            ..property
        };
        let account = preview.account.map(|mut account| {
            account.resource = without_large_numbers(account.resource);
            account
        });
        Self {
            action: preview.action,
            reason: preview.reason,
            explanation: preview.explanation,
            request: preview.request.map(request),
            following: preview.following.into_iter().map(request).collect(),
            body_text: preview.body_text,
            match_queries: preview.match_queries,
            scope: preview.scope,
            steps: preview.steps,
            modified_properties: preview.modified_properties.into_iter().map(property).collect(),
            mappings: preview.mappings.into_iter().map(mapping).collect(),
            origins: preview.origins,
            account,
            diagnostics: findings(plan, &preview.diagnostics),
        }
    }
}

fn request(request: Request) -> Request {
    Request { body: without_large_numbers(request.body), ..request }
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What else a preview may be given. */
export interface PreviewSettings {
    /** The user as it was: what its change sends, and what stays behind. */
    before?: object | string;
    /** What the target holds, in place of `targetUsers`. */
    target?: Target;
    /**
     * To be given, at least as `{}`, where the past of the user is not known: what an earlier cycle must have done is
     * worked out then. The account is found in `target` or `targetUsers`; where neither is given, it is assumed to be
     * what a create left there. `account` of the result says which account that is and how it is known. It takes the
     * place of `existing`, `before` and the state `previouslyProvisioned`, which say what the past was.
     */
    assume?: PastAssumptions;
}

/** What is known of a user's past, of which not everything is told. */
export interface PastAssumptions {
    /**
     * Whether an earlier cycle provisioned the user. Left open, one did if the user is on the way out, or is filtered
     * out although the target has an account of it.
     */
    provisioned?: boolean;
    /** The user as that cycle saw it; as it is now if left out. */
    earlier?: object | string;
}
"#;

/// What is known of a user's past.
struct Past {
    provisioned: Option<bool>,
    earlier: Option<String>,
}

impl Past {
    /// The member `assume` of options, if it is given.
    fn among(options: &JsValue) -> Result<Option<Self>, JsValue> {
        let Some(given) = member(options, "assume") else { return Ok(None) };
        let earlier = member(&given, "earlier").map(|earlier| json_text(&earlier)).transpose()?;
        let provisioned =
            Options::without(&given, &["earlier"])?.read(|members| members.flag("provisioned"))?;
        Ok(Some(Self { provisioned, earlier }))
    }
}

#[wasm_bindgen]
impl Plan {
    /// What would happen to one user, given as object or JSON text.
    #[wasm_bindgen(unchecked_return_type = "Preview")]
    pub fn preview(
        &self,
        #[wasm_bindgen(unchecked_param_type = "object | string")] source: JsValue,
        #[wasm_bindgen(
            unchecked_optional_param_type = "EvaluateOptions & Facts & PreviewSettings"
        )]
        options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let before = member(&options, "before").map(|before| json_text(&before)).transpose()?;
        let (target, past) = (Target::among(&options)?, Past::among(&options)?);
        let options = Options::without(&options, &["before", "target", "assume"])?;
        let environment = options.environment()?;
        let facts =
            Facts::read(options.object()).map_err(|found| refused(vec![Diagnostic::new(*found, "")]))?;
        let text = json_text(&source)?;
        let resolve = |attribute: &str, _: &str| facts.resolve(attribute);
        let mut situation = facts.situation(&resolve);
        if let Some(target) = &target {
            situation.directory = target.directory();
        }
        let preview = match (before, past) {
            (None, None) => provisioning::preview_in(&self.plan, &text, &situation, &environment),
            (Some(before), None) => {
                provisioning::incremental(&self.plan, &before, &text, &situation, &environment)
            }
            (before, Some(past)) => {
                let told = before.is_some() || facts.existing.is_some() || facts.state.previously_provisioned;
                if told {
                    let why = "`assume` is for a past that nobody knows; leave out `before`, `existing` and \
                               `previouslyProvisioned`, or `assume`";
                    return Err(thrown(why, &[]));
                }
                if let Some(earlier) = &past.earlier {
                    // A place in it is none in the user.
                    let unreadable = |found| refused(vec![Diagnostic::new(found, earlier)]);
                    self.plan.read(earlier).map_err(|found| unreadable(*found))?;
                }
                let assumptions = Assumptions {
                    situation,
                    provisioned: past.provisioned,
                    target_is_known: target.is_some() || options.object().contains_key("targetUsers"),
                    earlier: past.earlier.as_deref(),
                };
                provisioning::preview_assuming(&self.plan, &text, &assumptions, &environment)
            }
        };
        let preview = preview.map_err(|found| refused(vec![Diagnostic::new(*found, &text)]))?;
        to_js(&Preview::new(&self.plan, preview))
    }
}
