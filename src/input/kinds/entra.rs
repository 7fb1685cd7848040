//! Titles of tables and names of members of the directories that Entra belongs to: its admin centre, Exchange,
//! Active Directory, and the modules of PowerShell for each.
//!
//! Sources: "Download users" of the Entra admin centre (`directorySynced`, `invitationState`, …) and the labels of its
//! bulk templates; Get-AzureADUser, Get-ADUser, Get-User and Get-Mailbox; LDAP's names as CSVDE writes them; lists of
//! staff as HR systems export them.

use crate::input::titles::{Cell, Meaning, Titles, named, plain};
use crate::systems::entra::{self, AttributeType};
use std::sync::OnceLock;

/// Titles that are neither the mapping editor's names nor Graph's.
const TITLES: &Titles = &[
    ("username", "userPrincipalName"),
    ("upn", "userPrincipalName"),
    ("signinname", "userPrincipalName"),
    ("email", "mail"),
    ("emailaddress", "mail"),
    ("primaryemail", "mail"),
    ("primaryemailaddress", "mail"),
    ("workemail", "mail"),
    ("businessemail", "mail"),
    ("windowsemailaddress", "mail"),
    ("primarysmtpaddress", "mail"),
    ("alias", "mailNickname"),
    ("firstname", "givenName"),
    ("lastname", "surname"),
    ("familyname", "surname"),
    ("sn", "surname"),
    ("name", "displayName"),
    ("fullname", "displayName"),
    ("cn", "displayName"),
    ("title", "jobTitle"),
    ("company", "companyName"),
    ("office", "physicalDeliveryOfficeName"),
    ("officenumber", "physicalDeliveryOfficeName"),
    ("officephone", "telephoneNumber"),
    ("businessphone", "telephoneNumber"),
    ("phonenumber", "telephoneNumber"),
    ("phone", "telephoneNumber"),
    ("workphone", "telephoneNumber"),
    ("mobilenumber", "mobile"),
    ("cellphone", "mobile"),
    ("fax", "facsimileTelephoneNumber"),
    ("address", "streetAddress"),
    ("street", "streetAddress"),
    ("l", "city"),
    ("st", "state"),
    ("c", "country"),
    ("stateorprovince", "state"),
    ("countryorregion", "country"),
    ("countryregion", "country"),
    ("countrycode", "country"),
    ("zip", "postalCode"),
    ("zipcode", "postalCode"),
    ("ziporpostalcode", "postalCode"),
    ("directorysynced", "dirSyncEnabled"),
    ("invitationstate", "externalUserState"),
    ("userstate", "externalUserState"),
    ("alternateemail", "otherMails"),
    ("alternateemailaddress", "otherMails"),
    ("alternateemailaddresses", "otherMails"),
    ("emailaddresses", "proxyAddresses"),
    ("whencreated", "createdDateTime"),
    ("created", "createdDateTime"),
    ("createddate", "createdDateTime"),
    ("creationdate", "createdDateTime"),
    ("samaccountname", "onPremisesSamAccountName"),
    ("distinguishedname", "onPremisesDistinguishedName"),
    ("dn", "onPremisesDistinguishedName"),
    ("sid", "onPremisesSecurityIdentifier"),
    ("objectsid", "onPremisesSecurityIdentifier"),
    ("immutableid", "onPremisesImmutableId"),
    ("externaldirectoryobjectid", "objectId"),
    ("employee", "employeeId"),
    ("employeenumber", "employeeId"),
    ("workerid", "employeeId"),
    ("personid", "employeeId"),
    ("hiredate", "employeeHireDate"),
    ("costcenter", "employeeOrgData.costCenter"),
    ("division", "employeeOrgData.division"),
    ("enabled", "accountEnabled"),
    ("isenabled", "accountEnabled"),
    ("isactive", "accountEnabled"),
    ("accountdisabled", "!accountEnabled"),
    ("isdisabled", "!accountEnabled"),
    ("disabled", "!accountEnabled"),
    ("isterminated", "!accountEnabled"),
    ("terminated", "!accountEnabled"),
    ("isblocked", "!accountEnabled"),
    ("blockcredential", "!accountEnabled"),
    ("blocksignin", "!accountEnabled"),
    ("credentialblocked", "!accountEnabled"),
    ("signinblocked", "!accountEnabled"),
    ("signinstatus", "?accountEnabled"),
    ("employmentstatus", "?accountEnabled"),
    ("employeestatus", "?accountEnabled"),
    ("workerstatus", "?accountEnabled"),
    ("accountstatus", "?accountEnabled"),
    ("useraccountcontrol", "&accountEnabled"),
    ("softdeletiontimestamp", "deletedDateTime"),
    ("deletiontimestamp", "deletedDateTime"),
];

/// Attributes of the directory that mappings do not read, but that say something about a user.
const BESIDES: &[(&str, &str, Cell)] = &[
    ("businessphones", "businessPhones", Cell::List),
    ("deleteddatetime", "deletedDateTime", Cell::Date),
    ("passwordprofile", "passwordProfile", Cell::Password),
];

/// What a title in plain form means for a user of Entra; `titles` go before everything that is said in English.
pub(in crate::input) fn meaning(title: &str, titles: &Titles) -> Option<Meaning> {
    if let Some((name, cell)) = named(titles, title) {
        return meant(name, cell);
    }
    let known = known().iter().find(|(known, _)| known == title).map(|(_, meaning)| *meaning);
    known.or_else(|| {
        let (name, cell) = named(TITLES, title)?;
        meant(name, cell)
    })
}

fn meant(name: &str, cell: Option<Cell>) -> Option<Meaning> {
    let name = plain(name);
    let meaning = known().iter().find(|(known, _)| *known == name)?.1;
    Some(Meaning { cell: cell.unwrap_or(meaning.cell), ..meaning })
}

/// The names of the mapping editor and of Graph, and Exchange's for the extension attributes.
fn known() -> &'static [(String, Meaning)] {
    static KNOWN: OnceLock<Vec<(String, Meaning)>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut known: Vec<(String, Meaning)> = BESIDES
            .iter()
            .map(|(title, name, cell)| ((*title).to_owned(), Meaning { name, cell: *cell }))
            .collect();
        let meaning = |attribute: &'static entra::Attribute| Meaning {
            name: &attribute.name,
            cell: match attribute.kind {
                _ if attribute.multi_valued => Cell::List,
                AttributeType::Boolean => Cell::Flag,
                AttributeType::DateTime => Cell::Date,
                _ => Cell::Text,
            },
        };
        for attribute in entra::attributes() {
            known.push((plain(&attribute.name), meaning(attribute)));
        }
        for attribute in entra::attributes() {
            // Graph's `a.b` and `a[0]` are no column titles.
            if let Some(graph) = attribute.path.as_deref().filter(|graph| !graph.contains(['.', '['])) {
                known.push((plain(graph), meaning(attribute)));
            }
            if let Some(number) = attribute.name.strip_prefix("extensionAttribute") {
                known.push((format!("customattribute{number}"), meaning(attribute)));
            }
        }
        known
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_title_names_an_attribute() {
        for (title, name) in TITLES {
            assert_eq!(plain(title), *title);
            let name = name.trim_start_matches(['!', '?', '&']);
            assert_eq!(meaning(title, &[]).map(|meaning| meaning.name), Some(name), "{title}");
        }
    }
}
