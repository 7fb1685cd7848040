//! What files admins bring, one family in each file: how titles and members are named there, and what is made of them.

pub(super) mod entra;
pub(super) mod graph;
pub(super) mod hr;
pub(super) mod microsoft_365;
pub(super) mod okta;
pub(super) mod pingone;
pub(super) mod powershell;
mod table;
pub(super) mod zoom;

pub(super) use table::*;

use crate::named::named;
use crate::systems::Source;
use serde::Serialize;

named! {
    /// What a file holds.
    #[non_exhaustive]
    pub enum Holds: Serialize + Tsify {
        /// Users of a source system.
        Users = "users",
        /// Accounts of a target.
        Accounts = "accounts",
        /// People and groups that are assigned to an app.
        Assigned = "assigned",
        /// Roles of an app, or who has which.
        Roles = "roles",
        /// Groups, without their members.
        Groups = "groups",
        /// A synchronization schema.
        Schema = "schema",
        /// Nothing that can be used here: an error, a template, something else.
        Nothing = "nothing",
    }
}

/// A kind of file that admins bring.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FileKind {
    /// A short name for programs: `entra-download-users`.
    pub id: &'static str,
    /// What it is, for people, as it stands after "this is".
    pub title: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// The system whose names it uses, if that is certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<&'static Source>,
    /// Where the file is got that is wanted in its place, or what to beware of; empty if there is nothing to say.
    pub advice: &'static str,
}
