//! What other systems call the attributes of a user: claims of SAML, Microsoft Graph, profiles of Okta and PingOne,
//! LDAP, the cmdlets of PowerShell.

/// The name of an attribute elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Whose name it is, as the end of a sentence.
    pub(super) system: &'static str,
    /// The name that mappings have.
    pub(super) name: &'static str,
}

/// Names in small letters, and the attribute that has the same value.
const NAMES: &[(&str, &str)] = &[
    ("userprincipalname", "userPrincipalName"),
    ("upn", "userPrincipalName"),
    ("login", "userPrincipalName"),
    ("username", "userPrincipalName"),
    ("localuserprincipalname", "originalUserPrincipalName"),
    ("mail", "mail"),
    ("email", "mail"),
    ("emailaddress", "mail"),
    ("primaryauthoritativeemail", "mail"),
    ("othermail", "otherMails"),
    ("givenname", "givenName"),
    ("firstname", "givenName"),
    ("name.given", "givenName"),
    ("surname", "surname"),
    ("lastname", "surname"),
    ("familyname", "surname"),
    ("name.family", "surname"),
    ("sn", "surname"),
    ("displayname", "displayName"),
    ("name.formatted", "displayName"),
    ("jobtitle", "jobTitle"),
    ("title", "jobTitle"),
    ("department", "department"),
    ("companyname", "companyName"),
    ("company", "companyName"),
    ("organization", "companyName"),
    ("employeeid", "employeeId"),
    ("employeenumber", "employeeId"),
    ("telephonenumber", "telephoneNumber"),
    ("businessphones", "telephoneNumber"),
    ("primaryphone", "telephoneNumber"),
    ("mobilephone", "mobile"),
    ("mobile", "mobile"),
    ("facsimiletelephonenumber", "facsimileTelephoneNumber"),
    ("faxnumber", "facsimileTelephoneNumber"),
    ("streetaddress", "streetAddress"),
    ("city", "city"),
    ("l", "city"),
    ("locality", "city"),
    ("state", "state"),
    ("st", "state"),
    ("region", "state"),
    ("stateorprovince", "state"),
    ("postalcode", "postalCode"),
    ("zipcode", "postalCode"),
    ("country", "country"),
    ("countrycode", "country"),
    ("co", "country"),
    ("preferredlanguage", "preferredLanguage"),
    ("preferredlanguange", "preferredLanguage"),
    ("locale", "preferredLanguage"),
    ("objectid", "objectId"),
    ("id", "objectId"),
    ("officelocation", "physicalDeliveryOfficeName"),
    ("physicaldeliveryofficename", "physicalDeliveryOfficeName"),
    ("onpremisessamaccountname", "onPremisesSamAccountName"),
    ("onpremisesimmutableid", "onPremisesImmutableId"),
    ("onpremisessecurityidentifier", "onPremisesSecurityIdentifier"),
    ("onpremisesdistinguishedname", "onPremisesDistinguishedName"),
    ("onpremisesuserprincipalname", "onPremisesUserPrincipalName"),
    ("usertype", "userType"),
    ("mailnickname", "mailNickname"),
    ("assignedroles", "appRoleAssignments"),
    ("approleassignments", "appRoleAssignments"),
    ("accountenabled", "accountEnabled"),
    ("enabled", "accountEnabled"),
    ("onpremisessyncenabled", "dirSyncEnabled"),
    ("manager", "manager"),
    ("proxyaddresses", "proxyAddresses"),
    ("usagelocation", "usageLocation"),
    ("employeehiredate", "employeeHireDate"),
    ("employeetype", "employeeType"),
    ("employeeorgdata.division", "employeeOrgData.division"),
    ("employeeorgdata.costcenter", "employeeOrgData.costCenter"),
    ("division", "employeeOrgData.division"),
    ("costcenter", "employeeOrgData.costCenter"),
];

/// What stands before a name elsewhere, and whose habit that is.
const BEFORE: &[(&str, &str)] = &[
    ("user.", "a claim or of a profile elsewhere"),
    ("source.", "another system"),
    ("appuser.", "a profile in Okta"),
    ("idpuser.", "a profile in Okta"),
    ("person.", "another system"),
    ("employee.", "another system"),
    ("_.", "a script"),
];

/// The attribute that a name of another system stands for. Names without a system before them are taken only if
/// `bare` is set: other sources may well have attributes of such names.
pub(super) fn attribute_elsewhere(name: &str, bare: bool) -> Option<Named> {
    let lower = name.trim_start_matches('$').to_ascii_lowercase();
    for (before, system) in BEFORE {
        if let Some(rest) = lower.strip_prefix(before) {
            let rest = rest.strip_prefix("onpremisesextensionattributes.").unwrap_or(rest);
            let rest = rest.strip_prefix("profile.").unwrap_or(rest);
            return named(rest).map(|name| Named { system, name });
        }
    }
    if let Some(rest) = lower.strip_prefix("onpremisesextensionattributes.") {
        return extension(rest).map(|name| Named { system: "Microsoft Graph", name });
    }
    let known =
        NAMES.iter().find(|(known, name)| bare && *known == lower && !name.eq_ignore_ascii_case(&lower))?;
    Some(Named { system: "Microsoft Graph or of another system", name: known.1 })
}

fn named(name: &str) -> Option<&'static str> {
    let known = NAMES.iter().find(|(known, _)| *known == name).map(|(_, name)| *name);
    known.or_else(|| extension(name))
}

/// The fifteen extension attributes.
fn extension(name: &str) -> Option<&'static str> {
    const NAMES: [&str; 15] = [
        "extensionAttribute1",
        "extensionAttribute2",
        "extensionAttribute3",
        "extensionAttribute4",
        "extensionAttribute5",
        "extensionAttribute6",
        "extensionAttribute7",
        "extensionAttribute8",
        "extensionAttribute9",
        "extensionAttribute10",
        "extensionAttribute11",
        "extensionAttribute12",
        "extensionAttribute13",
        "extensionAttribute14",
        "extensionAttribute15",
    ];
    NAMES.into_iter().find(|known| known.eq_ignore_ascii_case(name))
}
