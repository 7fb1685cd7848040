//! What is asked about an object, and the answer: names follow the service's own on-demand result
//! (Graph, synchronizationJob: provisionOnDemand).

use super::directory::Directory;
use super::results::MappingResult;
use crate::diagnostic::Diagnostic;
use crate::mapping::FilterVerdict;
use crate::named::named;
use crate::place::Pointer;
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// What is known of an object besides its attributes.
#[derive(Clone, Copy)]
pub struct Situation<'s> {
    /// Its past in the job.
    pub state: State,
    /// The resource that it was linked to, or that may be found by matching.
    pub existing: Option<&'s Json>,
    /// What the target holds.
    pub directory: &'s dyn Directory,
    /// What the target calls an object that this one refers to: attribute and identifier in, the
    /// target's identifier out.
    pub resolve: &'s dyn Fn(&str, &str) -> Resolved,
    /// Members that came to a group and left it since the last cycle, by the target's identifiers.
    pub members: Option<(&'s [String], &'s [String])>,
    /// Whether the origin of every part of the body is wanted. It takes time, and of many objects nobody looks.
    pub wants_origins: bool,
}

impl Default for Situation<'_> {
    /// An assigned object, a target that holds nothing.
    fn default() -> Self {
        Self {
            state: State::default(),
            existing: None,
            directory: &(),
            resolve: &|_, _| Resolved::Unknown,
            members: None,
            wants_origins: true,
        }
    }
}

/// The past of an object in the job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct State {
    /// Whether it is assigned to the application; for PingOne, whether the rule takes it.
    pub assigned: bool,
    /// Whether it is in the directory's recycle bin.
    pub soft_deleted: bool,
    /// Whether it is gone from the directory.
    pub hard_deleted: bool,
    /// Whether an earlier cycle linked it to a resource.
    pub previously_provisioned: bool,
    /// Whether the rule that provisioned it is deleted, which only PingOne has.
    pub rule_deleted: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            assigned: true,
            soft_deleted: false,
            hard_deleted: false,
            previously_provisioned: false,
            rule_deleted: false,
        }
    }
}

/// What the engine knows of an object that another refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Resolved {
    /// Its identifier in the target.
    Id(String),
    /// It is not provisioned.
    OutOfScope,
    /// Nothing is known of it.
    Unknown,
}

/// What would happen to an object.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Preview {
    /// What the service does.
    pub action: Action,
    /// Why, if it does nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Why, in a sentence.
    pub explanation: String,
    /// The request that is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<Request>,
    /// Requests that follow in a second pass: references and members.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub following: Vec<Request>,
    /// The body as the exact text on the wire; of a create also where the object is skipped.
    pub body_text: String,
    /// The filters that the target is asked with, in order.
    pub match_queries: Vec<String>,
    /// How the scoping filters judge.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scope: Vec<FilterVerdict>,
    /// Import, scope, match, action.
    pub steps: Vec<Step>,
    /// What changes in the target.
    pub modified_properties: Vec<ModifiedProperty>,
    /// What each mapping gave, in the order of the mappings.
    pub mappings: Vec<MappingResult>,
    /// Everything found; pointers lead into the profile.
    pub diagnostics: Vec<Diagnostic>,
    /// The values that belong to one object of the target, by mapping.
    #[serde(skip)]
    pub unique: Vec<(usize, Json)>,
    /// The account that was found in the target, or is assumed there.
    #[serde(skip)]
    pub account: Option<Account>,
    /// The mapping behind every part of the body, if [wanted](Situation::wants_origins).
    #[serde(skip)]
    pub origins: Vec<Origin>,
}

/// The mapping behind a part of a body: what stands at the pointer, with all below that has no origin of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Origin {
    /// The part, in the body of the request; in that of a create for an object that is left alone.
    #[serde(serialize_with = "as_text")]
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub pointer: Pointer,
    /// The mapping, from 0.
    pub mapping: usize,
}

fn as_text<S: serde::Serializer>(pointer: &Pointer, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(pointer)
}

/// The account of an object in the target.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Account {
    /// Its identifier, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(optional))]
    pub id: Option<String>,
    /// How it is known.
    pub how: AccountOrigin,
    /// Whether an earlier cycle is taken to have linked it, so that it is read by its identifier.
    pub linked: bool,
    /// The resource, as it is in the target.
    #[cfg_attr(target_family = "wasm", tsify(type = "Record<string, Json>"))]
    pub resource: Json,
}

impl Account {
    /// The account that a resource is.
    pub fn new(resource: Json, how: AccountOrigin) -> Self {
        let id = resource.get("id").and_then(Json::as_str).map(str::to_owned);
        Self { id, how, linked: how != AccountOrigin::Matched, resource }
    }
}

/// How an account is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum AccountOrigin {
    /// An earlier cycle linked it: it is given with the situation.
    Linked,
    /// A matching attribute found it.
    Matched,
    /// Nothing is known of the target; it is what a create would have left there.
    Assumed,
}

named! {
    /// What the service does with an object.
    #[derive(PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum Action: Serialize + Tsify {
        /// Creates it in the target.
        Create = "create",
        /// Changes it in the target.
        Update = "update",
        /// Changes it so that it can no longer be used.
        Disable = "disable",
        /// Deletes it in the target.
        Delete = "delete",
        /// Leaves it alone.
        Skip = "skip",
        /// Has nothing to change.
        None = "none",
    }
}

/// Why an object is left alone, in the service's own words where it has some.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub enum Reason {
    /// No matching attribute has a value.
    ImportSkipped,
    /// Several resources of the target match.
    DuplicateTargetEntries,
    /// It is not assigned, filtered out or deleted, and the target never had it.
    NotInScope,
    /// It left the scope, and the job leaves such objects as they are.
    SkipOutOfScopeDeletions,
    /// It left the scope, and no mapping depends on `IsSoftDeleted`.
    NoDisableMapping,
    /// The account is disabled, or `IsSoftDeleted` is given as true; the service does not create a user
    /// only to disable it.
    DisabledInSource,
    /// Creating is switched off.
    CreateDisabled,
    /// Updating, and so disabling, is switched off.
    UpdateDisabled,
    /// Deleting is switched off.
    DeleteDisabled,
    /// The target has all values already.
    RedundantExport,
    /// A required target attribute has neither value nor default.
    MandatoryFieldsMissing,
    /// An expression asked to leave the object out.
    IgnoreObjectFlow,
    /// Deprovisioning (PingOne) or deactivating (Okta) is switched off.
    DeprovisionDisabled,
    /// The rule that the user belonged to is deleted, and its users are left as they are (PingOne).
    RuleDeleted,
    /// The user is to be removed, and no page says how (PingOne).
    RemoveActionUndetermined,
    /// Only the address differs, which is never sent (Okta to Zoom).
    AddressNotSent,
}

/// A request to the target.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Request {
    /// The method.
    pub method: &'static str,
    /// The path below the tenant address.
    pub path: String,
    /// The body; none for a delete.
    #[serde(skip_serializing_if = "Json::is_null")]
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "Record<string, Json>"))]
    pub body: Json,
}

/// A step of the pipeline.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Step {
    /// The name in the service's logs.
    pub name: &'static str,
    /// Which step it is.
    #[serde(rename = "type")]
    pub kind: StepType,
    /// How it went.
    pub status: StepStatus,
    /// What happened, in a sentence.
    pub description: String,
    /// What it rests on.
    #[cfg_attr(not(target_family = "wasm"), serde(skip_serializing_if = "Map::is_empty"))]
    #[cfg_attr(target_family = "wasm", tsify(type = "Record<string, Json>"))]
    pub details: Map<String, Json>,
}

/// The steps of the pipeline (Graph, provisioningStepType).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum StepType {
    /// The object is read.
    Import,
    /// Filters and assignment decide whether it is provisioned.
    Scoping,
    /// It is looked for in the target.
    Matching,
    /// Values are made and compared.
    Processing,
    /// Objects it refers to are looked for.
    ReferenceResolution,
    /// The request is sent.
    Export,
}

/// How a step went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum StepStatus {
    /// As it should.
    Success,
    /// It ends here with an error.
    Failure,
    /// It ends here without one.
    Skipped,
    /// It goes on, with doubts.
    Warning,
}

/// A property of the target that changes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ModifiedProperty {
    /// The target attribute.
    pub display_name: String,
    /// The value that the target holds.
    #[cfg_attr(target_family = "wasm", tsify(type = "Json"))]
    pub old_value: Json,
    /// The value that is sent.
    #[cfg_attr(target_family = "wasm", tsify(type = "Json"))]
    pub new_value: Json,
}

impl ModifiedProperty {
    /// The change, unless there was nothing and is nothing.
    pub(super) fn new(target: &str, old: Option<Json>, new_value: Json) -> Option<Self> {
        let old_value = old.unwrap_or_default();
        let changes = !old_value.is_null() || !new_value.is_null();
        changes.then(|| Self { display_name: target.to_owned(), old_value, new_value })
    }
}
