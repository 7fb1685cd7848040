//! What kind of table it is, by the titles of its header.

use super::kinds::microsoft_365::{self, Language};
use super::kinds::{self, FileKind, Holds, entra, hr, okta, pingone, zoom};
use super::wanted::Wanted;

/// What the lines before the header said.
#[derive(Clone, Debug, Default)]
pub(super) struct Before {
    /// `version:v1.0`: a bulk template of Entra.
    pub(super) template: bool,
    /// `#TYPE Microsoft.Graph…`: what Windows PowerShell writes first.
    pub(super) kind: Option<String>,
}

/// The kind of the table with these titles, in plain form, and the language they are in if it is not English.
pub(super) fn table(
    titles: &[String],
    before: &Before,
    wanted: Wanted,
) -> (&'static FileKind, Option<&'static Language>) {
    let language = Language::of(titles);
    let is = |kind: Option<&'static FileKind>| kind.map(|kind| (kind, None));
    let titles = &Titles(titles);
    is(template(titles, before))
        .or_else(|| is(account(titles, wanted)))
        .or_else(|| is(of_another_system(titles, wanted)))
        .unwrap_or_else(|| (directory(titles, before, language), language))
}

struct Titles<'t>(&'t [String]);

impl Titles<'_> {
    fn has(&self, title: &str) -> bool {
        self.0.iter().any(|known| known == title)
    }

    fn any(&self, titles: &[&str]) -> bool {
        titles.iter().any(|title| self.has(title))
    }

    fn all(&self, titles: &[&str]) -> bool {
        titles.iter().all(|title| self.has(title))
    }

    fn count(&self, titles: &[&str]) -> usize {
        titles.iter().filter(|title| self.has(title)).count()
    }

    /// How many of the titles there are.
    fn filled(&self) -> usize {
        self.0.iter().filter(|title| !title.is_empty()).count()
    }
}

/// Templates and lists of Entra's admin centre that hold no users.
fn template(titles: &Titles<'_>, before: &Before) -> Option<&'static FileKind> {
    if titles.has("inviteeemail") {
        Some(&kinds::ENTRA_INVITE)
    } else if titles.has("memberobjectidorupn") {
        Some(&kinds::ENTRA_MEMBER_IMPORT)
    } else if before.template && titles.filled() == 1 && titles.has("userprincipalname") {
        Some(&kinds::ENTRA_DELETE)
    } else if before.template && titles.filled() == 1 && titles.any(&["objectid", "id"]) {
        Some(&kinds::ENTRA_RESTORE)
    } else if titles.all(&["isgroup", "isuser"]) || titles.all(&["objecttype", "isguest"]) {
        Some(&kinds::ENTRA_MEMBERS)
    } else if !titles.has("userprincipalname")
        && (titles.any(&["grouptype", "grouptypes", "membershiptype"])
            || titles.all(&["securityenabled", "mailenabled"]))
    {
        Some(&kinds::ENTRA_GROUPS)
    } else if titles.has("passwordprofile") {
        Some(&kinds::ENTRA_CREATE)
    } else {
        None
    }
}

/// Tables of Zoom's web portal.
fn account(titles: &Titles<'_>, wanted: Wanted) -> Option<&'static FileKind> {
    if !titles.any(&["email", "emailaddress"]) || titles.any(&["userprincipalname", "login"]) {
        None
    } else if titles.count(zoom::EXPORTED) >= 2 {
        Some(&kinds::ZOOM_EXPORT)
    } else if titles.any(zoom::TEMPLATE) {
        Some(&kinds::ZOOM_TEMPLATE)
    } else {
        matches!(wanted, Wanted::Accounts).then_some(&kinds::ZOOM_EXPORT)
    }
}

/// Tables of Okta and PingOne: they have names of their own, or are expected and have names that could be theirs.
fn of_another_system(titles: &Titles<'_>, wanted: Wanted) -> Option<&'static FileKind> {
    let expected = wanted.system().map(|system| system.id);
    if titles.count(okta::ASSIGNMENTS) >= 1 && titles.any(&["login", "applicationlogin", "appusername"]) {
        return Some(&kinds::OKTA_ASSIGNMENTS);
    }
    if titles.any(&["userprincipalname", "upn"]) {
        return None;
    }
    let of_pingone = titles.any(pingone::OWN) && titles.any(&["username", "email"])
        || titles.all(&["username", "givenname", "familyname"])
        || expected == Some("pingone") && titles.has("username");
    let of_okta = titles.any(okta::OWN) && !titles.any(&["mail", "objectid"])
        || expected == Some("okta") && titles.any(&["email", "primaryemail", "username"]);
    match (of_okta, of_pingone) {
        (true, true) if expected == Some("okta") => Some(&kinds::OKTA_TABLE),
        (true, true) if titles.has("login") => Some(&kinds::OKTA_TABLE),
        (_, true) => Some(&kinds::PINGONE_TABLE),
        (true, false) => Some(&kinds::OKTA_TABLE),
        (false, false) => None,
    }
}

/// Tables of the directories that Entra belongs to, of HR, and of anybody.
fn directory(titles: &Titles<'_>, before: &Before, language: Option<&Language>) -> &'static FileKind {
    let written = before.kind.as_deref().unwrap_or_default();
    if titles.all(&["dn", "objectclass"]) {
        &kinds::AD_CSVDE
    } else if written.contains("ActiveDirectory")
        || titles.any(&["samaccountname", "objectguid", "useraccountcontrol"])
    {
        &kinds::AD_POWERSHELL
    } else if written.contains("Exchange")
        || titles.any(&[
            "recipienttypedetails",
            "windowsemailaddress",
            "primarysmtpaddress",
            "externaldirectoryobjectid",
        ])
    {
        &kinds::EXCHANGE
    } else if written.contains("Open.AzureAD") || titles.any(&["extensionproperty"]) {
        &kinds::AZUREAD_POWERSHELL
    } else if written.contains("Graph") || titles.has("additionalproperties") {
        &kinds::GRAPH_POWERSHELL
    } else if hr::is_list(titles.0) {
        &kinds::HR
    } else if microsoft_365::is_export(titles.0) {
        &kinds::M365_USERS
    } else if microsoft_365::is_template(titles.0) && !titles.any(&["objectid", "id"]) {
        &kinds::M365_TEMPLATE
    } else if language.is_some() {
        &kinds::M365_USERS
    } else if titles.any(&[
        "identityissuer",
        "legalagegroupclassification",
        "directorysynced",
        "consentprovidedforminor",
    ]) {
        &kinds::ENTRA_TABLE
    } else {
        &kinds::TABLE
    }
}

/// Whether no title names a user: then nobody can be found again.
pub(super) fn is_nameless(kind: &FileKind, titles: &[String], language: Option<&'static Language>) -> bool {
    const NAMES: &[&str] =
        &["userPrincipalName", "mail", "objectId", "otherMails", "onPremisesSamAccountName"];
    let meaning = |title: &String| match language {
        Some(language) => language.meaning(title),
        None => entra::meaning(title, hr::TITLES),
    };
    kind.holds == Holds::Users
        && *kind == kinds::HR
        && !titles.iter().filter_map(meaning).any(|meaning| NAMES.contains(&meaning.name))
}
