//! Every kind of file.

use super::FileKind;
use super::Holds::{Accounts, Assigned, Groups, Nothing, Roles, Schema, Users};
use crate::systems::{ENTRA, OKTA, PINGONE};

const GRAPH_USERS: &str = "get the users: GET https://graph.microsoft.com/v1.0/users?$select=id,userPrincipalName,displayName,\
    givenName,surname,mail,accountEnabled,department,jobTitle, or Users, Download users in the Entra admin centre";
const OKTA_USERS: &str = "get the users: GET /api/v1/users of your Okta organisation";
const PINGONE_USERS: &str = "get the users: GET /v1/environments/{id}/users of PingOne";
const ZOOM_USERS: &str = "get the accounts: GET https://api.zoom.us/scim2/Users, or GET https://api.zoom.us/v2/users?page_size=300";
const SCHEMA: &str = "get the schema: GET /servicePrincipals/{id}/synchronization/jobs/{id}/schema, or Provisioning, Mappings, Show \
     advanced options, Review your schema here";

/// Declares the kinds.
macro_rules! kinds {
    ($($name:ident = $id:literal, $title:expr, $holds:ident, $system:expr, $advice:expr;)*) => {
        $(pub(in crate::input) static $name: FileKind =
            FileKind { id: $id, title: $title, holds: $holds, system: $system, advice: $advice };)*

        /// All kinds.
        #[cfg(test)]
        pub(in crate::input) const KINDS: &[&FileKind] = &[$(&$name,)*];
    };
}

kinds! {
    // Users of Entra
    TABLE = "table", "a table of users", Users, None, "";
    ENTRA_TABLE = "entra-download-users", "a download of users from the Entra admin centre", Users, Some(&ENTRA), "";
    ENTRA_CREATE = "entra-bulk-create", "Entra's template for creating users (bulk create)", Users, Some(&ENTRA), "";
    ENTRA_INVITE = "entra-bulk-invite", "Entra's template for inviting guests (bulk invite)", Nothing, Some(&ENTRA),
        "guests have a user principal name only after the invitation; download the users then: Users, Download users";
    ENTRA_DELETE = "entra-bulk-delete", "Entra's template for deleting users (bulk delete)", Assigned, Some(&ENTRA),
        "these users are to be deleted, and nothing but their names is here; give it as --assigned, or download the users: Users, \
         Download users";
    ENTRA_RESTORE = "entra-bulk-restore", "Entra's template for restoring users (bulk restore)", Assigned, Some(&ENTRA),
        "these users are deleted, and nothing but their identifiers is here; get them: GET \
         /directory/deletedItems/microsoft.graph.user";
    ENTRA_MEMBERS = "entra-group-members", "a download of the members of a group", Assigned, Some(&ENTRA),
        "it says who is a member, and nothing else of the users: give it as --assigned, and the users besides";
    ENTRA_MEMBER_IMPORT = "entra-group-import", "Entra's template for members of a group", Assigned, Some(&ENTRA),
        "it says who is a member, and nothing else of the users: give it as --assigned, and the users besides";
    ENTRA_GROUPS = "entra-download-groups", "a download of groups from the Entra admin centre", Groups, Some(&ENTRA), GRAPH_USERS;
    M365_USERS = "microsoft-365-users", "an export of users from the Microsoft 365 admin centre", Users, Some(&ENTRA), "";
    M365_TEMPLATE = "microsoft-365-template", "the Microsoft 365 admin centre's template for adding users", Users, Some(&ENTRA),
        "the template has no column that says whether users are enabled";
    GRAPH_USERS_KIND = "graph-users", "users of Microsoft Graph", Users, Some(&ENTRA), "";
    GRAPH_DELETED = "graph-deleted-users", "deleted users of Microsoft Graph", Users, Some(&ENTRA), "";
    GRAPH_POWERSHELL = "graph-powershell", "users of Microsoft Graph PowerShell", Users, Some(&ENTRA), "";
    ENTRA_POWERSHELL = "entra-powershell", "users of Entra PowerShell", Users, Some(&ENTRA), "";
    AZUREAD_POWERSHELL = "azuread-powershell", "users of AzureAD PowerShell", Users, Some(&ENTRA), "";
    AD_POWERSHELL = "ad-powershell", "users of Active Directory PowerShell", Users, Some(&ENTRA), "";
    AD_CSVDE = "ad-csvde", "users of Active Directory (CSVDE)", Users, Some(&ENTRA), "";
    EXCHANGE = "exchange-powershell", "users of Exchange PowerShell", Users, Some(&ENTRA), "";
    HR = "hr", "a list of staff", Users, Some(&ENTRA),
        "Entra makes users of its people first; what is previewed are the users of the directory";
    GRAPH_GROUPS = "graph-groups", "groups of Microsoft Graph", Groups, Some(&ENTRA), GRAPH_USERS;
    GRAPH_OTHER = "graph-objects", "objects of Microsoft Graph that are no users", Nothing, Some(&ENTRA), GRAPH_USERS;
    GRAPH_APP = "graph-service-principal", "an app of Microsoft Graph with its roles", Roles, Some(&ENTRA), GRAPH_USERS;
    GRAPH_ASSIGNMENTS = "graph-app-role-assignments", "a list of who is assigned to an app in Microsoft Graph", Roles, Some(&ENTRA),
        "give it as --assigned, and the users besides: GET /users";
    GRAPH_ERROR = "graph-error", "an error of Microsoft Graph", Nothing, Some(&ENTRA), GRAPH_USERS;
    INBOUND = "scim-bulk", "a SCIM bulk request for inbound provisioning, which an HR system sends to Entra", Nothing, None, GRAPH_USERS;
    AUDIT = "audit-log", "entries of a log", Nothing, None, GRAPH_USERS;
    // Okta and PingOne
    OKTA_USERS_KIND = "okta-users", "users of Okta", Users, Some(&OKTA), "";
    OKTA_APP_USERS = "okta-app-users", "users of an application in Okta", Users, Some(&OKTA), "";
    OKTA_TABLE = "okta-table", "a table of users of Okta", Users, Some(&OKTA), "";
    OKTA_ASSIGNMENTS = "okta-assignments", "a report of assignments of Okta", Assigned, Some(&OKTA),
        "it says who is assigned, and nothing else of the users: give it as --assigned, and the users besides";
    OKTA_GROUPS = "okta-groups", "groups of Okta", Groups, Some(&OKTA), OKTA_USERS;
    OKTA_ERROR = "okta-error", "an error of Okta", Nothing, Some(&OKTA), OKTA_USERS;
    PINGONE_USERS_KIND = "pingone-users", "users of PingOne", Users, Some(&PINGONE), "";
    PINGONE_TABLE = "pingone-table", "a table of users of PingOne", Users, Some(&PINGONE), "";
    PINGONE_ERROR = "pingone-error", "an error of PingOne", Nothing, Some(&PINGONE), PINGONE_USERS;
    // Accounts
    SCIM_USERS = "scim-users", "accounts in the form of SCIM", Accounts, None, "";
    SCIM_GROUPS = "scim-groups", "groups in the form of SCIM", Groups, None, "get the accounts: GET /Users";
    SCIM_ERROR = "scim-error", "a SCIM error", Nothing, None, "get the accounts: GET /Users";
    ZOOM_REST = "zoom-users", "accounts of Zoom (GET /v2/users)", Accounts, None,
        "Zoom's list has no licences and add-ons as SCIM names them; the call lists accounts of one status: ask for active, inactive and pending";
    ZOOM_EXPORT = "zoom-users-export", "an export of accounts from Zoom's web portal", Accounts, None,
        "the portal's table has no identifiers, and no licences and add-ons as SCIM names them";
    ZOOM_TEMPLATE = "zoom-import-template", "Zoom's import template", Accounts, None,
        "it says whom an admin wants to add, not what Zoom holds; get that: Users, Export in Zoom's web portal, or GET \
         https://api.zoom.us/scim2/Users";
    ZOOM_ERROR = "zoom-error", "an error of Zoom", Nothing, None, ZOOM_USERS;
    // Synchronization schemas
    SYNC_SCHEMA = "synchronization-schema", "a synchronization schema", Schema, Some(&ENTRA),
        "it holds mappings and no users: give it as --profile";
    SYNC_JOBS = "synchronization-jobs", "synchronization jobs without their schema", Nothing, Some(&ENTRA), SCHEMA;
    TERRAFORM = "terraform-state", "a state of Terraform", Nothing, None, SCHEMA;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_names_of_their_own_and_say_what_to_do() {
        for (at, kind) in KINDS.iter().enumerate() {
            assert!(KINDS[at + 1..].iter().all(|other| other.id != kind.id), "{}", kind.id);
            let useful = matches!(kind.holds, Users | Accounts);
            assert!(useful || !kind.advice.is_empty(), "{}", kind.id);
        }
    }
}
