//! Lists of staff: what HR systems export. Their people become users of the directory first.
//!
//! Sources: Microsoft's CSV2SCIM sample (seen); SuccessFactors and BambooHR (inferred).

use crate::input::titles::Titles;

/// What titles mean in a list of staff, before what they mean for a user of the directory.
pub(in crate::input) const TITLES: &Titles = &[
    ("status", "?accountEnabled"),
    ("active", "accountEnabled"),
    ("empstatus", "?accountEnabled"),
    ("employmentstatus", "?accountEnabled"),
    ("id", "employeeId"),
    ("userid", "employeeId"),
    ("employeeid", "employeeId"),
    ("location", "physicalDeliveryOfficeName"),
    ("hiredate", "employeeHireDate"),
    ("startdate", "employeeHireDate"),
    ("preferredfirstname", "givenName"),
    ("legalfirstname", "givenName"),
    ("legallastname", "surname"),
    ("preferredname", "displayName"),
    ("employeename", "displayName"),
    ("jobtitle", "jobTitle"),
    ("businesstitle", "jobTitle"),
];

/// Titles that lists of staff have and exports of directories do not.
const OWN: &[&str] = &[
    "workerid",
    "workerstatus",
    "workertype",
    "employmentstatus",
    "employeestatus",
    "personid",
    "jobcode",
    "hr",
    "isterminated",
    "terminationdate",
    "hiredate",
    "costcentercode",
    "onleave",
    "supervisor",
];

/// Whether these are the titles of a list of staff.
pub(in crate::input) fn is_list(titles: &[String]) -> bool {
    titles.iter().any(|title| OWN.contains(&&**title))
        && !titles.iter().any(|title| title == "userprincipalname")
}

/// Whether a row repeats the header in other words, as SuccessFactors writes technical names and labels.
pub(in crate::input) fn is_second_header(titles: &[String], row: &[String]) -> bool {
    let filled = row.iter().filter(|cell| !cell.is_empty()).count();
    let alike = titles.iter().zip(row).filter(|(title, cell)| title == cell && !cell.is_empty()).count();
    filled > 2 && alike * 2 >= filled
}
