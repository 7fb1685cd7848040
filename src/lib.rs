//! attrflow evaluates identity provisioning attribute mappings: Entra expressions and SCIM paths,
//! from a directory user to the exact request that Zoom receives.
//!
//! ```
//! use attrflow::{Environment, Plan, Profile, preview};
//!
//! let profile = Profile::read(r#"{"mappings": [
//!     {"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1},
//!     {"type": "expression", "source": "Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")", "target": "active"},
//!     {"type": "expression", "source": "Coalesce([mail], [userPrincipalName])", "target": "emails[type eq \"work\"].value"}
//! ]}"#);
//! let plan = Plan::compile(profile).strict().unwrap();
//! let user = r#"{"userPrincipalName": "ada@contoso.example", "mail": null, "accountEnabled": true}"#;
//! let preview = preview(&plan, user, &Environment::default()).unwrap();
//! assert_eq!(preview.request.unwrap().body, serde_json::json!({
//!     "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
//!     "userName": "ada@contoso.example",
//!     "active": true,
//!     "emails": [{"type": "work", "value": "ada@contoso.example"}],
//! }));
//! ```
//!
//! # One way through the house
//!
//! ```text
//! text ─parse─▶ tree with spans ─check─▶ tree + diagnostics ─compile─▶ plan ─run(user)─▶ payload
//! ```
//!
//! - [`language`] is the languages of mappings: [`parse`](language::parse), [`check`](language::check),
//!   and the registry of their [functions](language::functions). [`evaluate`] does all at once.
//! - [`scim`] is the other language: paths, filters, schemas, reading and writing resources, PATCH.
//! - [`mapping`] holds the profile document and the [`Plan`] it compiles to.
//! - [`graph`] reads and writes the same as Microsoft Graph's synchronization schema.
//! - [`provisioning`] does with a user what the service does.
//! - [`dotnet`] is how .NET reads dates, changes letter case and matches patterns.
//! - [`systems`] are facts: attributes, schemas, presets, each with its source.
//! - [`input`] reads users from Graph JSON, NDJSON and CSV; [`source`] their values.
//! - [`diagnostic`] and [`span`] say what is wrong and where; [`limits`] are the named limits.
//!
//! Everything is pure: the clock, chance and what exists in the target come in through
//! [`Environment`].
#![forbid(unsafe_code)]
#![cfg_attr(target_family = "wasm", deny(clippy::disallowed_methods))]

pub mod diagnostic;
pub mod dotnet;
pub mod editor;
pub mod graph;
pub mod input;
mod json;
pub mod language;
pub mod limits;
pub mod mapping;
mod named;
mod order;
pub mod place;
pub mod provisioning;
pub mod scim;
pub mod scim_lines;
pub mod source;
pub mod span;
pub mod systems;
pub mod value;

pub use diagnostic::{Checked, Code, Diagnostic, Outcome, Severity};
pub use language::{Dialect, Environment, Evaluation, Expression};
pub use mapping::{Mapping, Plan, Profile};
pub use provisioning::{Preview, Situation, preview, preview_in};
pub use source::{evaluate, evaluate_traced};
pub use systems::{Source, Target};

#[cfg(target_family = "wasm")]
pub mod wasm;
