//! The table of codes: name, severity, class, and an input that triggers each.

use super::{ErrorKind, Severity};
use serde::Serialize;
use std::fmt;

/// Declares [`Code`]: name, text form, severity, class, and an input that triggers it.
macro_rules! codes {
    ($($(#[doc = $doc:literal])* $variant:ident = $text:literal, $severity:ident $(, $kind:ident)?;)*) => {
        /// What is wrong. Each variant's documentation begins with an input that triggers it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])* $variant,)*
        }

        impl Code {
            /// Every code, in the order of declaration.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The stable name, for example `unknown-function`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $text,)* }
            }

            /// The severity a diagnostic of this code starts with.
            pub const fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }


            /// The class of expression error, for the codes that are one.
            pub const fn kind(self) -> Option<ErrorKind> {
                match self { $(Code::$variant => codes!(@kind $($kind)?),)* }
            }
        }
    };
    (@kind) => { None };
    (@kind $kind:ident) => { Some(ErrorKind::$kind) };
}

codes! {
    // Expression text
    /// `Join(" ", [givenName]`: the text does not follow the grammar.
    Syntax = "syntax", Error, Parse;
    /// An expression or path longer than [`limits`](crate::limits) allows.
    TooLong = "too-long", Error, Parse;
    /// Brackets nested deeper than [`limits`](crate::limits) allow.
    TooDeep = "too-deep", Error, Parse;
    /// `Concat([a], [b])`
    UnknownFunction = "unknown-function", Error, UnknownFunction;
    /// `ToLower()`
    Arity = "arity", Error, Arity;
    /// `DateAdd("d", "seven", Now())`
    Type = "type", Error, Type;
    /// `Item(Split([a], ","), 9)` where there are two items.
    Value = "value", Error, Value;
    /// An evaluation that takes more steps than [`limits`](crate::limits) allow.
    StepLimit = "step-limit", Error, Value;
    /// `Replace([a], , "(", , "", , )`: the pattern is not a regular expression.
    Pattern = "invalid-pattern", Error, Value;

    // Expression warnings
    /// `tolower([mail])`: accepted, but the documented spelling differs.
    LetterCase = "letter-case", Warning;
    /// `[DisplayName]`: an attribute in letters that the service does not save.
    AttributeLetterCase = "attribute-letter-case", Warning;
    /// `IIF([country] = "", "x", "y")`: the service may not evaluate a null test in `IIF`.
    IifNullTest = "iif-null-test", Warning;
    /// `Switch(IsPresent([a]), ...)`: null tests as the source of `Switch` are cautioned against.
    SwitchNullTest = "switch-null-test", Warning;
    /// `[maill]`: no such attribute in the source.
    UnknownAttribute = "unknown-attribute", Warning;
    /// Two roles given to `SingleAppRoleAssignment`.
    SeveralRoles = "several-roles", Warning;
    /// `Append(SelectUniqueValue([a], [b]), "x")`: only meaningful outermost.
    NestedSelectUnique = "nested-select-unique", Warning;
    /// `FormatDateTime([d], "yyyyMMdd", "yyyy")`: three arguments, the older form.
    OlderForm = "older-form", Warning;
    /// `Append(IgnoreFlowIfNullOrEmpty([a]), "x")`: skips the whole mapping from inside.
    NestedIgnore = "nested-ignore", Warning;

    /// `IIF([a] = "x", "t-" & [b], [b])`: a sign that only the cloud sync reference prints.
    ConcatenationSign = "concatenation-sign", Warning;
    /// `Item([a], Contains([a], "SMTP:"))`: a function that only an example for cloud sync prints.
    CloudSyncExample = "cloud-sync-example", Warning;
    /// An expression of 9,000 characters: the service takes 10,000.
    LongExpression = "long-expression", Warning;
    /// `Replace([a], , "(?<id>x)", "ID", "", , )`: the pattern has no group of this name.
    MissingGroup = "missing-group", Error, Value;
    /// `DateAdd("day", 1, Now())`
    UnknownInterval = "unknown-interval", Error, Value;
    /// `FormatDateTime([d], , "YYYY-MM-DD", "yyyy")`: letters that .NET reads otherwise.
    DateFormat = "date-format", Warning;
    /// `InStr(Split([a], ","), "x")`: a list where one value is needed.
    ListArgument = "list-argument", Warning;
    /// `Not(Count([a]))`: neither True nor False.
    NotBoolean = "not-boolean", Warning;
    /// `IIF("a" = "b", [a], [b])`: the same for every user.
    ConstantCondition = "constant-condition", Warning;
    /// `IIF([IsSoftDeleted] = "true", "x", "y")`: the service writes True.
    BooleanLetterCase = "boolean-letter-case", Warning;
    /// `Switch([a], , "x", "1", "x", "2")`
    DuplicateKey = "duplicate-key", Warning;
    /// `Switch(ToLower([a]), , "USA", "1")`: a key that the source never equals.
    UnreachableKey = "unreachable-key", Warning;
    /// `Coalesce(Join(" ", [a], [b]), [c])`: an argument that nobody asks for.
    UnreachableArgument = "unreachable-argument", Warning;
    /// `Split([a], "\n")`: there is no such escape, the text is two characters.
    LiteralEscape = "literal-escape", Warning;
    /// `Join([a], " ", [b])`: the separator is forgotten, and an attribute stands in its place.
    JoinSeparator = "join-separator", Warning;
    /// `Replace([a], , "p", "g", , [b], )`: Microsoft's pages disagree on it.
    SourcesDisagree = "sources-disagree", Note;

    // Mappings
    /// `SelectUniqueValue([a], [b])` in the mappings of an app: made for directories alone.
    UniqueValueInApp = "unique-value-in-app", Warning;
    /// `[samAccountName]`: the service does not read it from Entra.
    UnflowableAttribute = "unflowable-attribute", Warning;
    /// `active` from `[accountEnabled]`: an unassigned user stays active.
    ActiveFromAccountEnabled = "active-from-account-enabled", Warning;
    /// `active` is not mapped, or without `IsSoftDeleted`: nobody is ever disabled.
    NoDisable = "no-disable", Note;
    /// A direct mapping of `appRoleAssignments`.
    DirectRoles = "direct-roles", Warning;
    /// `AppRoleAssignmentsComplex([appRoleAssignments])`: updates never remove a role.
    AdditiveRoles = "additive-roles", Note;
    /// `SingleAppRoleAssignment(…)` for `roles[primary eq "True"].type`: the service writes the type itself.
    RoleType = "role-type", Warning;
    /// `"default": "x"`: sent when a user is created, and not on updates.
    DefaultOnCreate = "default-on-create", Note;
    /// `"default": "x"` on a constant, or on `IgnoreFlowIfNullOrEmpty(…)`.
    UnusedDefault = "unused-default", Warning;
    /// A value that is deleted in Entra stays in the target.
    NullNeverClears = "null-never-clears", Note;

    // SCIM
    /// `emails[type eq "work"`: the path does not follow the grammar.
    InvalidPath = "invalid-path", Error;
    /// `userName == "x"`: the filter does not follow the grammar.
    InvalidFilter = "invalid-filter", Error;
    /// `emails[type ne "work"].value` written where no element fits.
    NoTarget = "no-target", Error;
    /// A value that cannot become the type of its target attribute.
    TargetType = "target-type", Error;
    /// A PATCH that changes `id`, or removes `userName`.
    Mutability = "mutability", Error;
    /// A target that the schema does not list.
    UnknownTarget = "unknown-target", Warning;
    /// A mapping to `id`, which the target sets itself.
    ReadOnlyTarget = "read-only-target", Warning;
    /// `name[type eq "work"].givenName`: a condition where there is one value.
    FilteredSingle = "filtered-single", Warning;
    /// `emails.value`: every element of a list, or a new one without a type.
    EveryElement = "every-element", Warning;

    // Documents
    /// `{"a": `: not JSON.
    InvalidJson = "invalid-json", Error;
    /// `{"mapings": []}`: JSON, but not the document that was expected.
    InvalidDocument = "invalid-document", Error;
    /// `"type": "directt"` in a mapping.
    UnknownMappingType = "unknown-mapping-type", Error;
    /// Two mappings write one target.
    DuplicateTarget = "duplicate-target", Warning;
    /// A matching value with a quotation mark in it.
    MatchingCharacters = "matching-characters", Warning;
    /// `{"attr": "department", "op": "LIKE", "value": "Sales"}`: no such operator.
    ScopeOperator = "scope-operator", Error;
    /// `{"attr": "employeeId", "op": "Greater_Than", "value": "E15"}`: the operator cannot use the value.
    ScopeOperand = "scope-operand", Warning;
    /// `{"attr": "employeeId", "op": "REGEX MATCH", "value": "1[0-9]"}`: found anywhere in the value.
    ScopePattern = "scope-pattern", Warning;
    /// `{"attr": "userType", "op": "EQUALS", "value": "Member"}`: no filter can use the attribute.
    ScopeAttribute = "scope-attribute", Warning;
    /// `{"attr": "department", "op": "EQUALS", "value": "Sales;Support"}`: a clause has one value.
    ScopeSeveralValues = "scope-several-values", Warning;
    /// `department` EQUALS `Sales` and EQUALS `Support` in one filter: nobody passes both.
    ScopeNobody = "scope-nobody", Warning;
    /// No mapping carries `match`.
    NoMatching = "no-matching", Warning;
    /// A member of the document that has no meaning here.
    UnknownMember = "unknown-member", Warning;
    /// A CSV file whose first row is no header, or a row that does not fit its header.
    InvalidCsv = "invalid-csv", Error;
    /// A picture, an archive: no format that users come in.
    UnknownFormat = "unknown-format", Error;
    /// A file that is neither UTF-8 nor UTF-16.
    InvalidEncoding = "invalid-encoding", Error;
    /// `{"value": [], "@odata.nextLink": "https://…"}`: the last page given is not the last there is.
    MorePages = "more-pages", Warning;
    /// A file of groups, an error of Graph, a template for deleting: nothing that users can be read from.
    WrongFile = "wrong-file", Error;
    /// Users of Okta for a profile whose source is Entra.
    OtherSystem = "other-system", Error;
    /// `Vielleicht` in a column of Booleans.
    UnknownBoolean = "unknown-boolean", Error;
    /// `System.String[]` in place of a telephone number.
    ValueLost = "value-lost", Warning;
    /// A group among the members of a group: no user, and left out.
    LeftOut = "left-out", Warning;
    /// A file that says less than it seems to: roles without names, an import template, a list of staff.
    ReadWithCare = "read-with-care", Warning;

    // Synchronization schemas
    /// `"flowTypes": "Add, Remove"`: a part of a synchronization schema that is not understood. It is
    /// kept as it is.
    NotUnderstood = "not-understood", Warning;
    /// `"expression": "Trim([a])"` above a tree that says `Trim([b])`.
    TreeDiffers = "tree-differs", Warning;
    /// `"targetOperand": {"values": ["a", "b"]}`: no public document has more than one.
    SeveralOperands = "several-operands", Warning;
    /// `"categoryFilterGroups": [{…}]`: part of the service's decision, but not of ours.
    NotApplied = "not-applied", Warning;
    /// A mapping to `title` in a document whose target has no such attribute.
    UnlistedAttribute = "unlisted-attribute", Warning;
    /// `Not([a] = "b")`: a change that has no known form in a synchronization schema.
    NotExported = "not-exported", Warning;

    // Payloads
    /// A user without a value for the matching attribute.
    NoMatchingValue = "no-matching-value", Error;
    /// An expression that yields `IgnoreObjectFlow`.
    ObjectIgnored = "object-ignored", Note;
    /// A required target attribute without value and default.
    MissingRequired = "missing-required", Error;
    /// A user whose `accountEnabled` is false.
    DisabledUser = "disabled-user", Note;
    /// A list mapped to a target that holds one value.
    ListToSingle = "list-to-single", Warning;
    /// An expression that yields `""`, which targets often refuse.
    EmptyText = "empty-text", Warning;
    /// A value that is none of the target's canonical values.
    CanonicalValue = "canonical-value", Warning;

    // Payloads: what is wrong with a body
    /// `[]` as the body of a request.
    NotObject = "not-object", Error;
    /// `{"userName": "ada@x.example"}`: no `schemas`.
    SchemasMissing = "schemas-missing", Error;
    /// `"schemas": "urn:…:User"`: not an array.
    SchemasType = "schemas-type", Error;
    /// `"schemas": ["urn:scim:schemas:core:1.0"]`: the URN that the request needs is not among them.
    SchemasWrongUrn = "schemas-wrong-urn", Error;
    /// `"schemas"` with a URN that the target has no schema of.
    SchemaUnknown = "schema-unknown", Error;
    /// A create for Zoom without `userName`, or with an empty one.
    UsernameMissing = "username-missing", Error;
    /// `"userName": "EXAMPLE\\ada"`: Zoom takes an e-mail address only.
    UsernameNotEmail = "username-not-email", Error;
    /// `"emails": [{"value": "ada"}]`: no address.
    EmailNotEmail = "email-not-email", Error;
    /// `"emails": [{"type": "work"}]`: an element without `value`.
    ValueMissing = "value-missing", Error;
    /// Two elements of a list with `"primary": true`.
    MultiplePrimary = "multiple-primary", Error;
    /// `"value": "+1 (512) 555-0123"`: Zoom takes `+1 5125550123`.
    PhoneFormat = "phone-format", Error;
    /// `"userType": "Student"`: none of Zoom's types.
    UsertypeUnknown = "usertype-unknown", Error;
    /// `"active": 1`: another JSON type than the schema asks for.
    TypeMismatch = "type-mismatch", Error;
    /// A first name of 65 characters in a payload: longer than the target stores.
    ValueTooLong = "too-long", Warning;
    /// `"timezone": "Europe/Paris"`: no attribute of the target.
    AttributeUnknown = "attribute-unknown", Error;
    /// `"urn:ietf:params:scim:schemas:extension:zoom:2.0:User": {}`: no extension of the target.
    ExtensionUnknown = "extension-unknown", Error;
    /// `"zoomPhoneCallingPlan": "Zoom Phone Pro"`: the plan's number is asked for.
    ZoomPhoneValue = "zoom-phone-value", Error;
    /// `"loginType": {"sso": false, "workEmail": false}`: one of them must be true.
    LogintypeNone = "logintype-none", Error;
    /// `{"operations": []}`: a PATCH without a list called `Operations`.
    OperationsMissing = "operations-missing", Error;
    /// `"op": "update"` in a PATCH.
    PatchOpUnknown = "patch-op-unknown", Error;
    /// A PATCH for Zoom that does not touch `active`.
    PatchNoActive = "patch-no-active", Error;
    /// `{"userName": "a", "username": "b"}`: names that differ in letter case only are one name.
    DuplicateMember = "duplicate-member", Error;
    /// Two elements of a list with the same type and value, or a URN listed twice.
    DuplicateValue = "duplicate-value", Warning;
    /// A create for Zoom whose first e-mail address is not the `userName`.
    EmailIgnoredOnCreate = "email-ignored-on-create", Warning;
    /// An update for Zoom with a `userName` and another e-mail address, or none.
    UsernameIgnoredOnUpdate = "username-ignored-on-update", Warning;
    /// `"userType": "Corp"`: a name of Zoom's types until 2020.
    UsertypeLegacy = "usertype-legacy", Warning;
    /// `"userType": "Collaboration"`: known to fail with Entra's connector.
    UsertypeCollaboration = "usertype-collaboration", Warning;
    /// `"value": "+15125550123"`: Zoom's examples have a blank after the country code.
    PhoneNoSpace = "phone-no-space", Warning;
    /// `"phoneNumbers": [{"type": "pager", …}]`: a type that no Zoom page shows.
    PhoneTypeUndocumented = "phone-type-undocumented", Warning;
    /// `"active": "False"`: a text where a Boolean belongs.
    BooleanAsString = "boolean-as-string", Warning;
    /// `"locale": "en_US"`: no language tag with hyphens.
    LocaleFormat = "locale-format", Warning;
    /// `"externalId": "7"` for Zoom, whose documentation does not have it.
    AttributeUnverified = "attribute-unverified", Warning;
    /// `"favouriteColour": "teal"` in an extension: an account's own attribute, or misspelled.
    ExtensionAttributeUnverified = "extension-attribute-unverified", Warning;
    /// An extension's object whose URN is not in `schemas`.
    ExtensionUndeclared = "extension-undeclared", Warning;
    /// `urn:us:zoom:scim:schemas:extension:1.0:ZoomUser`: Zoom's older extension.
    LegacyExtension = "legacy-extension", Warning;
    /// `"loginType": {"workEmail": true, "sso": false}`
    LogintypeWorkEmail = "logintype-work-email", Warning;
    /// `"name": {"formatted": "Ada Park"}` for Zoom, which does not read it.
    AttributeIgnored = "attribute-ignored", Warning;
    /// `"id": "7"` in a create: the target sets it itself.
    ReadonlyIgnored = "readonly-ignored", Warning;
    /// `"title": null`
    NullValue = "null-value", Warning;
    /// `"path": "title"` in a PATCH for Zoom, which documents `active` alone.
    PatchPathUndocumented = "patch-path-undocumented", Warning;

    // Other source systems
    /// A mapping of type `expression` in a profile whose `source` is `okta` or `pingone`.
    ForeignDialect = "foreign-dialect", Error;
    /// PingOne deprovisions users while disabling is off, so that no Remove Action can be chosen.
    RemoveActionUndetermined = "remove-action-undetermined", Warning;
    /// PingOne's Remove Action is to delete.
    RemovalDeletes = "removal-deletes", Warning;
    /// PingOne disables nobody, and a mapping of `enabled` to `active` does.
    ActiveOverlapsDisable = "active-overlaps-disable", Warning;
    /// An Okta user whose e-mail address is not the one in Zoom.
    AddressNotSent = "address-not-sent", Warning;
    /// A user to be disabled who is an administrator in Zoom.
    AdminStaysActive = "admin-stays-active", Warning;

    // Whole profiles
    /// `userPrincipalName` mapped to `userName` and `mail` to `emails`: Zoom's create reads one, its
    /// update the other.
    AddressSourcesDiffer = "address-sources-differ", Warning;
    /// A matching attribute such as `displayName`, by which the target does not filter.
    UnfilterableMatch = "unfilterable-match", Warning;
    /// A matching attribute that many users share, such as a role or a department.
    MatchNotUnique = "match-not-unique", Warning;
    /// A matching attribute made of several source attributes, which the service refuses to save.
    MatchSeveralSources = "match-several-sources", Warning;
    /// A matching attribute whose value is another one each time: `SelectUniqueValue(…)`, `RandomString(…)`.
    MatchChanges = "match-changes", Warning;
}

impl Code {
    /// The code of this name.
    pub fn find(name: &str) -> Option<Code> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
