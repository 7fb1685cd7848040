//! The scoping filters of Entra (learn.microsoft.com, define conditional rules for provisioning user accounts; Graph,
//! filterOperators; known issues of application provisioning).

use crate::systems::attribute::AttributeType;
use crate::systems::source::Filters;

/// What filters there are, and what they cannot do.
pub(super) const FILTERS: Filters = Filters {
    lists: &["scope", "inputScope"],
    unusable: &UNUSABLE,
    unusable_types: &[
        (
            AttributeType::DateTime,
            "filters compare no dates; keep a word for the state in an extension attribute",
        ),
        (AttributeType::Reference, "assign users or groups to the application instead"),
    ],
    elsewhere: &ELSEWHERE,
    ..Filters::NONE
};

const BY_ASSIGNMENT: &str = "filters know no memberships; assign the group to the application instead";

const UNUSABLE: [(&str, &str); 8] = [
    (
        "userType",
        "to leave guests out, write `originalUserPrincipalName` NOT REGEX MATCH `#EXT#`, or assign a group of members",
    ),
    ("samAccountName", "the directory keeps the on-premises name in onPremisesSamAccountName"),
    ("IsMemberOf", BY_ASSIGNMENT),
    ("memberOf", BY_ASSIGNMENT),
    ("members", BY_ASSIGNMENT),
    ("groups", BY_ASSIGNMENT),
    (
        "appRoleAssignments",
        "assign the role to those who are to be in scope, and provision assigned users only",
    ),
    ("manager", "filter by an attribute of the user, such as department or companyName"),
];

/// Operators of SCIM, of PowerShell and OData, of rules of dynamic groups, of Okta, PingOne and HR systems.
const ELSEWHERE: [(&[&str], &str); 22] = [
    (&["eq", "ceq", "ieq", "=", "==", "===", "is", "equal", "equal to", "is equal to"], "write EQUALS"),
    (
        &[
            "ne",
            "cne",
            "ine",
            "!=",
            "<>",
            "!==",
            "not equal",
            "not equal to",
            "is not equal to",
            "is not",
            "not eq",
        ],
        "write NOT EQUALS",
    ),
    (&["co", "contains", "contain", "contains text", "include", "has text"], "write Includes"),
    (
        &["like", "matches wildcard"],
        "write Includes for a part of the value, or REGEX MATCH with `^` where it begins and `.*` for `*`",
    ),
    (
        &[
            "not contains",
            "notcontains",
            "does not contain",
            "not co",
            "not include",
            "not includes",
            "excludes",
        ],
        "write NOT REGEX MATCH with the text as the pattern",
    ),
    (&["not like", "notlike"], "write NOT REGEX MATCH with `.*` for `*`"),
    (
        &["sw", "starts with", "startswith", "begins with", "beginswith", "start with"],
        "write REGEX MATCH with `^` before the text",
    ),
    (
        &["not sw", "not starts with", "notstartswith", "does not start with", "not begins with"],
        "write NOT REGEX MATCH with `^` before the text",
    ),
    (&["ew", "endswith", "end with"], "write ENDS_WITH"),
    (
        &["not ew", "not ends with", "notendswith", "does not end with"],
        "write NOT REGEX MATCH with `$` behind the text",
    ),
    (&["gt", ">", "more than", "is greater than"], "write Greater_Than, which takes whole numbers"),
    (
        &["ge", ">=", "at least", "is greater than or equal to"],
        "write Greater_Than_OR_EQUALS, which takes whole numbers",
    ),
    (
        &[
            "lt",
            "<",
            "less than",
            "is less than",
            "le",
            "<=",
            "less than or equals",
            "less than or equal to",
            "at most",
        ],
        "filters know no less than: write REGEX MATCH with a pattern of the numbers that are meant",
    ),
    (
        &["between", "not between"],
        "write Greater_Than_OR_EQUALS for the lower end, and REGEX MATCH with a pattern for the upper one",
    ),
    (
        &["in", "is in", "one of", "is one of", "any of", "is any of", "contains any", "any"],
        "write a filter for each value, one of which has to pass, or REGEX MATCH with `^(one|other)$`",
    ),
    (
        &["not in", "notin", "is not in", "none of", "not one of", "is none of"],
        "write NOT EQUALS in a clause for each value, or NOT REGEX MATCH with `^(one|other)$`",
    ),
    (
        &[
            "pr",
            "exists",
            "present",
            "is present",
            "not null",
            "is not empty",
            "not empty",
            "has value",
            "is set",
            "ne null",
        ],
        "write IS NOT NULL, which takes no value",
    ),
    (
        &[
            "not pr",
            "not present",
            "not exists",
            "is not present",
            "does not exist",
            "null",
            "empty",
            "is empty",
            "is blank",
        ],
        "write IS NULL, which takes no value",
    ),
    (
        &["matches", "match", "regex", "matches regex", "regexp", "cmatch", "imatch", "=~", "~"],
        "write REGEX MATCH",
    ),
    (&["not matches", "not match", "notmatch", "not regex", "does not match", "!~"], "write NOT REGEX MATCH"),
    (&["true", "is enabled", "enabled"], "write IS TRUE, which takes no value"),
    (
        &["false", "is not true", "not true", "is disabled", "disabled"],
        "write IS FALSE, which takes no value",
    ),
];
