use crate::scim::{Mode, parse_filter, parse_path};

/// Message, marked part, and the text with the first correction applied.
fn explained(text: &str, filter: bool) -> (String, String, Option<String>) {
    let parse = |text: &str| {
        if filter {
            parse_filter(text, Mode::Lenient).map(drop)
        } else {
            parse_path(text, Mode::Lenient).map(drop)
        }
    };
    let result = parse(text);
    let error = result.expect_err(text);
    let fixed = error.fixes.first().map(|fix| {
        let edit = &fix.edits[0];
        let fixed = format!("{}{}{}", &text[..edit.span.start], edit.text, &text[edit.span.end..]);
        let parses = parse(&fixed);
        assert!(parses.is_ok(), "{text} corrected to {fixed}: {parses:?}");
        fixed
    });
    let span = error.span.expect("every parse error has a place");
    (error.message, span.of(text).to_owned(), fixed)
}

fn check(filter: bool, cases: &[(&str, &str, &str, Option<&str>)]) {
    for (text, message, marked, fixed) in cases {
        let expected = (message.to_string(), marked.to_string(), fixed.map(str::to_owned));
        assert_eq!(explained(text, filter), expected, "{text}");
    }
}

#[test]
fn paths() {
    #[rustfmt::skip]
    check(false, &[
        ("", "expected an attribute path", "", None),
        (".", "expected an attribute name", "", None),
        (".attr", "expected an attribute name", "", None),
        ("attr.", "expected a sub-attribute after the dot", "", None),
        ("attr[].subAttr", "expected a condition in the brackets", "[]", Some("attr.subAttr")),
        ("attr[", "expected a condition", "", None),
        ("urn:attr", "a URN needs a part between `urn:` and the name", "urn:attr", None),
        ("urn:extension:.", "expected an attribute name", "", None),
        ("urn:extension:.attr", "expected an attribute name", "", None),
        ("urn::attr", "a part of the URN is empty", "::", None),
        ("0bcd", "`0bcd` is no name: names start with a letter", "0bcd", None),
        ("-bcd", "`-bcd` is no name: names start with a letter", "-bcd", None),
        ("_bcd", "`_bcd` is no name: names start with a letter", "_bcd", None),
        ("$foo", "`$foo` is no name: only `$ref` starts with `$`", "$foo", None),
        ("abcd.0", "`0` is no name: names start with a letter", "0", None),
        ("abcd._", "`_` is no name: names start with a letter", "_", None),
        ("emails[type eq 'work'].value", "a text stands in double quotes, not single ones", "'work'", Some(r#"emails[type eq "work"].value"#)),
        ("Emails[type eq “work”].value", "typographic quotation marks are no quotes", "“work”", Some(r#"Emails[type eq "work"].value"#)),
        ("emails[type eq ‘work’]", "typographic quotation marks are no quotes", "‘work’", Some(r#"emails[type eq "work"]"#)),
        (r#"emails[type eq "work".value"#, "this bracket is not closed", "[", Some(r#"emails[type eq "work"].value"#)),
        (r#"emails[type eq "work""#, "this bracket is not closed", "[", Some(r#"emails[type eq "work"]"#)),
        (r#"emails[type eq "work.formatted"#, "this quote is not closed", r#"""#, Some(r#"emails[type eq "work"].formatted"#)),
        (r#"emails[type eq "work].value"#, "this quote is not closed", r#"""#, Some(r#"emails[type eq "work"].value"#)),
        ("emails[type eq work].value", "`work` is no value: a text stands in quotes", "work", Some(r#"emails[type eq "work"].value"#)),
        (r#"emails[type eq "work"] extra"#, "a path ends before a blank", " extra", None),
        (r#"emails[type eq "work"].value.domain"#, "a sub-attribute has no parts of its own: one dot at most", ".domain", None),
        (r#"members.display[value eq "u-2"]"#, "a sub-attribute cannot stand before a bracket", "[", None),
        (r#"emails[value[domain eq "x"]].type"#, "a bracket cannot stand inside a bracket", "[", None),
        (r#"emails[type="work"].value"#, "`=` is not SCIM: the word is `eq`", "=", Some(r#"emails[type eq "work"].value"#)),
        (r#"emails[type=="work"].value"#, "`==` is not SCIM: the word is `eq`", "==", Some(r#"emails[type eq "work"].value"#)),
        (r#"emails[type == "work"].value"#, "`==` is not SCIM: the word is `eq`", "==", Some(r#"emails[type eq "work"].value"#)),
        ("/name/givenName", "a JSON pointer is no SCIM path", "/name/givenName", Some("name.givenName")),
        ("/emails/0/value", "a JSON pointer is no SCIM path", "/emails/0/value", None),
        ("display Name", "a path ends before a blank", " Name", Some("displayName")),
        ("emails[].value", "expected a condition in the brackets", "[]", Some("emails.value")),
        ("emails[ ]", "expected a condition in the brackets", "[ ]", Some("emails")),
        ("emails[0].value", "elements have no numbers: a condition chooses them", "[0]", None),
        ("emails[0]", "elements have no numbers: a condition chooses them", "[0]", None),
        ("emails[0", "elements have no numbers: a condition chooses them", "[0", None),
        ("emails[0 ]", "elements have no numbers: a condition chooses them", "[0", None),
        (r#"emails[type eq "work"]..value"#, "one dot, not two, precedes a sub-attribute", "..", Some(r#"emails[type eq "work"].value"#)),
        (r#"emails[type eq "work"]value"#, "expected a dot between the bracket and the sub-attribute", "", Some(r#"emails[type eq "work"].value"#)),
        (r#"emails[type eq "work"].value eq "x""#, "this is a filter, not a path: a path has no comparison outside brackets", r#" eq "x""#, Some(r#"emails[type eq "work"].value"#)),
        (" userName", "a path has no blanks around it", " ", Some("userName")),
        ("userName ", "a path has no blanks around it", " ", Some("userName")),
        (r#"userName eq "x""#, "this is a filter, not a path: a path has no comparison outside brackets", r#" eq "x""#, Some("userName")),
        (r#"emails [type eq "work"].value"#, "a path ends before a blank", r#" [type eq "work"].value"#, Some(r#"emails[type eq "work"].value"#)),
        (r#"emails[type eq "work"][primary eq true]"#, "a path has one bracket at most", "[", None),
        ("emails]", "a path ends here", "]", None),
        (r#"emails[type eq "work"]]"#, "this bracket closes nothing", "]", None),
        ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:", "expected an attribute name after the colon", ":", Some("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")),
        ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department", "a colon, not a dot, stands between a schema URN and a name", ".", Some("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department")),
        (r#"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User[department eq "x"]"#, "a schema URN alone cannot be filtered", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", None),
        ("name/givenName", "`/` cannot stand in a name", "/", None),
        ("name:givenName", "`name:givenName` has a colon, but only a URN in front of a name ends with one", ":", None),
        ("émail", "`é` cannot stand in a name", "é", None),
        (r#"emails[type eq "work" && primary eq true].value"#, "`&&` is not SCIM: the word is `and`", "&&", Some(r#"emails[type eq "work" and primary eq true].value"#)),
        (r#"emails[not type eq "work"].value"#, "`not` needs parentheses", "not", Some(r#"emails[not (type eq "work")].value"#)),
        ("emails[type eq].value", "expected a blank and a value after `eq`", "", None),
        ("emails[type].value", "expected an operator after the attribute", "", None),
        (r#"emails[(type eq "work"].value"#, "this bracket closes nothing", "]", None),
        (r#"emails[type eq "work")].value"#, "this parenthesis closes nothing", ")", None),
        ("name..givenName", "expected a sub-attribute after the dot", "", None),
        (r#"emails.[type eq "work"]"#, "expected a sub-attribute after the dot", "", None),
        (r#"[type eq "work"]"#, "expected an attribute name", "[", None),
        (r#""userName""#, "expected an attribute name", r#""userName""#, Some("userName")),
        ("urn:x y:a", "a URN needs a part between `urn:` and the name", "urn:x", None),
        (r#"emails[type eq "work"]."#, "expected a sub-attribute after the dot", "", None),
        (r#"emails[type eq "work"].urn:x:value"#, "a sub-attribute has no URN", ".urn:x:value", None),
        ("emails[type eq \"\\ud800\"]", "a quoted text has no control characters and no halves of surrogate pairs", "\"\\ud800\"", None),
        ("a=b", "this is a filter, not a path: a path has no comparison outside brackets", "=b", Some("a")),
        (r#"emails(type eq "work")"#, "a condition stands in square brackets", "(", Some(r#"emails[type eq "work"]"#)),
    ]);
}

#[test]
fn filters() {
    #[rustfmt::skip]
    check(true, &[
        ("", "expected a filter", "", None),
        ("(", "expected a condition", "", None),
        ("()", "expected a condition in the parentheses", "()", None),
        ("foo", "expected an operator after the attribute", "", None),
        (r#"username pr "bjensen""#, "`pr` takes no value: it asks whether there is one", r#""bjensen""#, Some("username pr")),
        ("username pr bjensen", "`pr` takes no value: it asks whether there is one", "bjensen", Some("username pr")),
        (r#"meta.lastModified lte "2011-05-13T04:42:34Z""#, "`lte` is no operator", "lte", Some(r#"meta.lastModified le "2011-05-13T04:42:34Z""#)),
        (r#"title pr and userType eq "Employee" eq"#, "expected `and` or `or` between conditions", "eq", None),
        ("userName eq 'bjensen'", "a text stands in double quotes, not single ones", "'bjensen'", Some(r#"userName eq "bjensen""#)),
        ("userName eq \"\\a\"", "this is no escape of JSON", "\\a", None),
        ("userName eq bjensen", "`bjensen` is no value: a text stands in quotes", "bjensen", Some(r#"userName eq "bjensen""#)),
        (r#"userName bad "john""#, "`bad` is no operator", "bad", None),
        (r#"userName eq ("john")"#, "only text, numbers, `true`, `false` and `null` can be compared with", "(", None),
        (r#"userName eq "john")"#, "this parenthesis closes nothing", ")", None),
        (r#"userName eq "john" userName pr"#, "expected `and` or `or` between conditions", "userName", None),
        ("and or", "`or` is no operator", "or", None),
        ("not userName pr", "`not` needs parentheses", "not", Some("not (userName pr)")),
        (r#"not userName eq "x" and title pr"#, "`not` needs parentheses", "not", Some(r#"not (userName eq "x") and title pr"#)),
        ("userName[userName pr)", "this parenthesis closes nothing", ")", None),
        ("userName[userName[bar pr]]", "a bracket cannot stand inside a bracket", "[", None),
        (r#"userName eq {"a":1}"#, "only text, numbers, `true`, `false` and `null` can be compared with", "{", None),
        ("userName eq [1]", "only text, numbers, `true`, `false` and `null` can be compared with", "[", None),
        ("userName eq example@example.com", "`example@example.com` is no value: a text stands in quotes", "example@example.com", Some(r#"userName eq "example@example.com""#)),
        (r#"members[value eq "6784"] eq """#, "expected a sub-attribute between the bracket and the comparison", "", Some(r#"members[value eq "6784"].value eq """#)),
        (r#"members[value eq "6784"] pr"#, "expected a sub-attribute between the bracket and the comparison", "", Some(r#"members[value eq "6784"].value pr"#)),
        (r#"064869bf-be25-466f-803d-004a0540574b eq "bjensen""#, "`064869bf-be25-466f-803d-004a0540574b` is no name: names start with a letter", "064869bf-be25-466f-803d-004a0540574b", None),
        (r#"a["x"] eq 1"#, "expected an attribute name: a quoted text stands on the right of an operator", r#""x""#, None),
        (r#"userName = "x""#, "`=` is not SCIM: the word is `eq`", "=", Some(r#"userName eq "x""#)),
        (r#"userName == "x""#, "`==` is not SCIM: the word is `eq`", "==", Some(r#"userName eq "x""#)),
        (r#"userName="x""#, "`=` is not SCIM: the word is `eq`", "=", Some(r#"userName eq "x""#)),
        (r#"userName != "x""#, "`!=` is not SCIM: the word is `ne`", "!=", Some(r#"userName ne "x""#)),
        (r#"userName eq "a" & active eq true"#, "`&` is not SCIM: the word is `and`", "&", Some(r#"userName eq "a" and active eq true"#)),
        (r#"userName eq "a" && active eq true"#, "`&&` is not SCIM: the word is `and`", "&&", Some(r#"userName eq "a" and active eq true"#)),
        (r#"userName eq "a"||active eq true"#, "`||` is not SCIM: the word is `or`", "||", Some(r#"userName eq "a" or active eq true"#)),
        (r#"userName eq "a"or active eq true"#, "expected a blank before `or`", "", Some(r#"userName eq "a" or active eq true"#)),
        (r#"userName eq "a" or"#, "expected a condition after `or`", "", None),
        ("userName eq", "expected a blank and a value after `eq`", "", None),
        ("userName eq ", "expected a value after `eq`", "", None),
        (r#"userName eq"a""#, "expected a blank and a value after `eq`", "", Some(r#"userName eq "a""#)),
        (r#"userName "a""#, "expected an operator such as `eq`", r#""a""#, None),
        (r#"(userName eq "a""#, "this parenthesis is not closed", "(", Some(r#"(userName eq "a")"#)),
        (r#"((userName eq "a")"#, "this parenthesis is not closed", "(", Some(r#"((userName eq "a"))"#)),
        (r#"userName eq "a"#, "this quote is not closed", r#"""#, Some(r#"userName eq "a""#)),
        ("userName eq 123abc", "`123abc` is no value: a text stands in quotes", "123abc", Some(r#"userName eq "123abc""#)),
        ("userName eq 1e999", "this number is too large", "1e999", None),
        ("value eq 01", "`01` is no value: a text stands in quotes", "01", Some(r#"value eq "01""#)),
        (r#"userName contains "a""#, "`contains` is no operator", "contains", Some(r#"userName co "a""#)),
        (r#"userName Equals "a""#, "`Equals` is no operator", "Equals", Some(r#"userName eq "a""#)),
        ("userName eq “a”", "typographic quotation marks are no quotes", "“a”", Some(r#"userName eq "a""#)),
        (r#"userName eq "a" AN title pr"#, "expected `and` or `or` between conditions", "AN", Some(r#"userName eq "a" and title pr"#)),
        (r#"userName eq "a", title pr"#, "conditions are joined by `and` or `or`", ",", Some(r#"userName eq "a" and title pr"#)),
        ("(a pr)and (b pr)", "expected a blank before `and`", "", Some("(a pr) and (b pr)")),
        ("a pr and(b pr)", "expected a blank after `and`", "", Some("a pr and (b pr)")),
        ("a pr and", "expected a condition after `and`", "", None),
        ("not", "expected an operator after the attribute", "", None),
        ("not ()", "expected a condition in the parentheses", "()", None),
        ("a eq tru", "`tru` is no value: a text stands in quotes", "tru", Some(r#"a eq "tru""#)),
        (r#"a eq "x" and and b pr"#, "`b` is no operator", "b", None),
        (r#"(userName eq "a"#, "this quote is not closed", r#"""#, Some(r#"(userName eq "a")"#)),
        (r#"emails[type eq "work"#, "this quote is not closed", r#"""#, Some(r#"emails[type eq "work"]"#)),
        ("a pr, b pr", "conditions are joined by `and` or `or`", ",", Some("a pr and b pr")),
        ("a pr,b pr", "conditions are joined by `and` or `or`", ",", Some("a pr and b pr")),
        ("a eq flase", "`flase` is no value: a text stands in quotes", "flase", Some(r#"a eq "flase""#)),
    ]);
}
