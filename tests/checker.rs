//! What the checker must find, and what it must not: whole texts, documented traps, corrections.

use attrflow::diagnostic::{Code, Diagnostic, Fix};
use attrflow::language::{Context, Dialect, check_text};
use attrflow::mapping::{Plan, Profile};
use attrflow::systems::entra;
use attrflow::systems::presets::presets;
use proptest::prelude::*;
use serde_json::Value as Json;

fn app(text: &str) -> Vec<Diagnostic> {
    check_text(text, Dialect::Entra, &Context::app(&entra::VOCABULARY))
}

/// Codes with what the text says at their places.
fn places(text: &str) -> Vec<(&'static str, &str)> {
    app(text).iter().map(|found| (found.code.as_str(), found.span.unwrap_or_default().of(text))).collect()
}

fn apply(text: &str, fix: &Fix) -> String {
    let mut text = text.to_owned();
    for edit in fix.edits.iter().rev() {
        text.replace_range(edit.span.start..edit.span.end, &edit.text);
    }
    text
}

fn cases(text: &str) -> Vec<Json> {
    serde_json::from_str(text).expect("the case file is JSON")
}

#[test]
fn expressions_in_use_have_no_errors() {
    let exported = cases(include_str!("cases/exported-expressions.json"));
    assert!(exported.len() > 60, "{} expressions", exported.len());
    let valid = cases(include_str!("cases/expressions.json"));
    let valid = valid.iter().filter(|case| case.get("error").is_none());
    let mut wrong = Vec::new();
    for case in valid.chain(&exported) {
        let text = case["expression"].as_str().expect("an expression");
        let connect = case["id"].as_str().is_some_and(|id| id.starts_with("connect-"));
        let dialect = if connect { Dialect::Connect } else { Dialect::Entra };
        for context in [Context::default(), Context::app(&entra::VOCABULARY)] {
            let found = check_text(text, dialect, &context).into_iter().filter(Diagnostic::is_error);
            wrong.extend(found.map(|found| format!("{text}\n    {found}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn presets_have_no_errors() {
    for preset in presets() {
        let plan = Plan::compile(Profile::read(&preset.profile.to_string())).strict().expect(&preset.id);
        let errors: Vec<_> = plan.diagnostics().iter().filter(|found| found.is_error()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", preset.id);
    }
}

#[test]
fn every_error_of_a_text_is_found_where_it_is() {
    for (text, expected) in [
        (
            "Joinn('é', [givenName], ToLowr(\"😀\") ‘x’)",
            &[
                ("syntax", "'é'"),
                ("syntax", "‘"),
                ("unknown-function", "Joinn"),
                ("unknown-function", "ToLowr"),
            ][..],
        ),
        (
            "Join(\"😀\", [mail == \"e\u{301}\", foo, ToLower())",
            &[("syntax", "["), ("syntax", "=="), ("syntax", "foo"), ("arity", "ToLower")],
        ),
        (
            "IIF([country] != \"x\" OR city = 'y', [mail];)",
            &[("syntax", "!="), ("syntax", "OR"), ("syntax", "city"), ("syntax", "'y'"), ("syntax", ";")],
        ),
        ("Left(Trimm([mail]), 3, 4", &[("syntax", ""), ("unknown-function", "Trimm")]),
        (
            "Join(\",\", [mail]) ) & [givenName] [surname]",
            &[("syntax", ")"), ("syntax", "&"), ("syntax", "[surname]")],
        ),
        ("Not(Count(Splitt([mail])), 1)", &[("unknown-function", "Splitt"), ("arity", "1")]),
    ] {
        assert_eq!(places(text), expected, "{text}");
    }
}

#[test]
fn places_count_as_javascript_does() {
    let text = "Join(\"😀e\u{301}\", 'a', foo)";
    let found = app(text);
    let units: Vec<u16> = text.encode_utf16().collect();
    let slices: Vec<String> = found
        .into_iter()
        .map(|found| found.to_utf16(text).span.unwrap_or_default())
        .map(|span| String::from_utf16_lossy(&units[span.start..span.end]))
        .collect();
    assert_eq!(slices, ["'a'", "foo"]);
}

#[test]
fn documented_traps_are_found() {
    for (text, code) in [
        ("IIF(IsNullOrEmpty([mail]), \"x\", [mail])", Code::IifNullTest),
        ("IIF([mail] <> \"\", [mail], \"x\")", Code::IifNullTest),
        ("Switch(IsNull([mail]), [mail], \"True\", \"x\")", Code::SwitchNullTest),
        ("Replace([mail], , \"(?<a>.)\", \"a\", , [city], )", Code::SourcesDisagree),
        ("FormatDateTime([employeeHireDate], \"yyyy\")", Code::OlderForm),
        ("Replace([mail], \"a\", \"b\")", Code::OlderForm),
        ("Instr([mail], \"@\")", Code::LetterCase),
        ("[DisplayName]", Code::AttributeLetterCase),
        ("[userType]", Code::UnflowableAttribute),
        ("Switch([usertype], , \"Guest\", \"x\", \"Member\", \"y\")", Code::UnflowableAttribute),
        ("IIF([IsSoftDeleted]=\"true\", \"a\", \"b\")", Code::BooleanLetterCase),
        ("IIF(\"FALSE\" <> [accountEnabled], \"a\", \"b\")", Code::BooleanLetterCase),
        ("IIF(Not([IsSoftDeleted]) = \"true\", \"a\", \"b\")", Code::BooleanLetterCase),
        ("IIF([externalUserState] = \"Pending\", \"a\", \"b\")", Code::ConstantCondition),
        ("Switch([ageGroup], , \"Child\", \"a\", \"Adult\", \"b\")", Code::UnreachableKey),
        ("Switch([creationType], , \"invitation\", \"a\")", Code::UnreachableKey),
        ("Join([givenName], \" \", [surname])", Code::JoinSeparator),
        ("Join([givenName], [mail], [surname])", Code::JoinSeparator),
        ("ToLower(Join([proxyAddresses], \",\"))", Code::JoinSeparator),
        ("Switch([city], , \"x\", SelectUniqueValue([mail], [mailNickname]))", Code::NestedSelectUnique),
        ("Coalesce(Left([mail], 3), [city])", Code::UnreachableArgument),
        ("Split([city], \", \")", Code::SourcesDisagree),
        ("Item(Split([mail], \"@\"), 0)", Code::Value),
        ("Join(\"\\t\", [mail], [city])", Code::LiteralEscape),
        ("IIF(DateDiff(\"d\", Now(), [employeeHireDate]) >= 0, \"a\", \"b\")", Code::SourcesDisagree),
        ("IIF(ToUpper([country]) = \"usa\", \"a\", \"b\")", Code::ConstantCondition),
        ("PCase([city])", Code::SourcesDisagree),
        ("Switch([city], \"a\", \"1\", \"b\", \"2\")", Code::Arity),
        ("Count([extension_0123456789abcdef0123456789abcdef_tags])", Code::UnflowableAttribute),
        ("IIF(ToLower([city])=\"x\", DateAdd(\"D\", 1, Now()), \"\")", Code::UnknownInterval),
        ("FormatDateTime(DateAdd(\"d\", 1, Now()), , \"yyyy-MM-dd\", \"yyyy\")", Code::DateFormat),
        ("FormatDateTime([employeeHireDate], , \"yyyy-MM-ddzzz\", \"'x\")", Code::DateFormat),
        ("Mid([mail], 0, 3)", Code::Value),
        ("CDate(Count([otherMails]))", Code::Value),
        ("IIF(Now(), \"a\", \"b\")", Code::Type),
        ("IIF([city], \"a\", \"b\")", Code::NotBoolean),
        ("IIF([otherMails] = \"a\", \"a\", \"b\")", Code::ListArgument),
        ("IIF(Count([otherMails]) = \"many\", \"a\", \"b\")", Code::ConstantCondition),
        ("Switch(\"a\", [mail], \"b\", \"c\")", Code::ConstantCondition),
        ("Left(\"abc\", Mid(\"x\", 5, 1))", Code::Type),
    ] {
        assert!(app(text).iter().any(|found| found.code == code), "{text}: {:?}", app(text));
    }
}

#[test]
fn good_expressions_are_left_alone() {
    for text in [
        "Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")",
        "Switch(ToLower([country]), [country], \"usa\", \"US\", \"\", \"none\")",
        "Coalesce([mail], [userPrincipalName], \"\")",
        "IIF([accountEnabled] = \"True\", \"a\", \"b\")",
        "IIF([extensionAttribute1] = \"true\", \"a\", \"b\")",
        "IIF([city] = \"true\", \"a\", \"b\")",
        "Switch([externalUserState], , \"Accepted\", \"a\", \"\", \"b\")",
        "Join(\"\", [givenName], [surname])",
        "Join(ToLower(\"X\"), [givenName], [surname])",
        "FormatDateTime([employeeHireDate], , \"yyyy-MM-ddTHH:mm:ssK\", \"dd MMM yyyy 'um' HH:mm\")",
        "FormatDateTime([employeeHireDate], , \"o\", \"D\")",
        "RemoveDuplicates(Trim([proxyAddresses]))",
        "Replace([mobile], , \"(?<a>\\\\d+)\", \"a\", \"\", , )",
        "Replace([mobile], , \"(\\\\d+)-(?<b>x)\", , \"$1${b}\", , )",
        "DateAdd(\"d\", \"-7\", CDate([employeeHireDate]))",
        "Not([IsSoftDeleted])",
        "Not([extensionAttribute1])",
        "[extension_0123456789abcdef0123456789abcdef_tag]",
        "IIF([a b] = [c], \"1\", \"2\")",
    ] {
        let found: Vec<_> =
            app(text).into_iter().filter(|found| found.code != Code::UnknownAttribute).collect();
        assert_eq!(found, [], "{text}");
    }
}

#[test]
fn what_only_some_users_reach_is_no_error() {
    let text = "IIF([city] = \"x\", Left([mail], \"abc\"), [mail])";
    assert_eq!(app(text)[0].code, Code::Type);
    assert!(!app(text)[0].is_error());
    assert!(app("Left([mail], \"abc\")")[0].is_error());
}

#[test]
fn extensions_of_the_tenant_are_known() {
    let name = "extension_0123456789abcdef0123456789abcdef_costCenter";
    let context = Context { attributes: vec![name.to_owned()], ..Context::app(&entra::VOCABULARY) };
    assert_eq!(check_text(&format!("[{name}]"), Dialect::Entra, &context), []);
    // Names of extensions are case-sensitive, and typed by hand.
    let typed = format!("[{}]", name.replace("costCenter", "costcentre"));
    let found = check_text(&typed, Dialect::Entra, &context);
    assert_eq!(found[0].code, Code::UnknownAttribute);
    assert_eq!(apply(&typed, &found[0].fixes[0]), format!("[{name}]"));
}

#[test]
fn corrections_say_what_was_meant() {
    for (text, mended) in [
        ("Split([mail], \"@\")[0]", "Item(Split([mail], \"@\"), 1)"),
        ("[givenName] & \" \" & [surname]", "Join(\"\", [givenName], \" \", [surname])"),
        (
            "IIF([city]=\"x\" AND [country]=\"y\", \"1\", \"2\")",
            "IIF([city]=\"x\", IIF([country]=\"y\", \"1\", \"2\"), \"2\")",
        ),
        (
            "IIF([city]=\"x\" or [country]=\"y\", \"1\", \"2\")",
            "IIF([city]=\"x\", \"1\", IIF([country]=\"y\", \"1\", \"2\"))",
        ),
        ("IIF([mail]=\"\", \"none\", [mail])", "Switch([mail], [mail], \"\", \"none\")"),
        ("IIF(IsPresent([mail]), [mail], )", "Switch([mail], [mail], \"\", )"),
        ("Switch(IsPresent([jobTitle]), \"x\", \"False\", \"y\")", "Switch([jobTitle], \"x\", \"\", \"y\")"),
        ("Switch([city], \"a\", \"1\", \"b\", \"2\")", "Switch([city], , \"a\", \"1\", \"b\", \"2\")"),
        ("Switch([city], , \"a\", \"1\", )", "Switch([city], , \"a\", \"1\")"),
        ("Replace([mail], \"a\", \"b\")", "Replace([mail], \"a\", , , \"b\", , )"),
        ("FormatDateTime([mail], , \"yyyy\")", "FormatDateTime([mail], , , \"yyyy\")"),
        ("FormatDateTime([mail], \"YYYY-MM-DD\")", "FormatDateTime([mail], , , \"YYYY-MM-DD\")"),
        ("Join(\" \", [givenName, [surname])", "Join(\" \", [givenName], [surname])"),
        ("IIF([IsSoftDeleted]=\"true\", \"a\", \"b\")", "IIF([IsSoftDeleted]=\"True\", \"a\", \"b\")"),
        ("Switch([ageGroup], , \"adult\", \"a\")", "Switch([ageGroup], , \"Adult\", \"a\")"),
    ] {
        let found = app(text);
        let first = found[0].fixes.first().unwrap_or_else(|| panic!("{text}: {found:?}"));
        assert_eq!(apply(text, first), mended, "{text}");
    }
    // A null test of a list stays: Switch takes no lists.
    assert!(app("IIF(IsPresent([otherMails]), \"x\", \"y\")")[0].fixes.is_empty());
}

/// Pieces with mistakes in them, put together to calls.
fn mistaken() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "[mail]",
        "[Mail]",
        "[maill]",
        "\"x\"",
        "'x'",
        "“é”",
        "[mail",
        "foo",
        "\"\\n\"",
        "1",
        "\"\"",
        "\"True\"",
        "",
        "[a]==\"x\"",
        "[a]!=\"😀\"",
        "[a]=\"x\" AND [b]=\"y\"",
        "[a]=\"x\" || [b]<>\"\"",
        "[a] & \"x\" & [b]",
        "Split([a],\",\")[0]",
        "[mail];",
        "[mail] [city]",
        "IsPresent([mail])",
        "\"YYYY-mm-DD\"",
        "\"day\"",
        "\"D\"",
        "[DisplayName]",
        "[samAccountName]",
        "\"(?<n>x)\"",
        "\"N\"",
        "\"${N}\"",
        "0",
        "Now()",
        "e\u{301}",
    ])
    .prop_map(str::to_owned);
    let names = prop::sample::select(vec![
        "Join",
        "join",
        "Joinn",
        "IIF",
        "Switch",
        "Replace",
        "FormatDateTime",
        "DateAdd",
        "Item",
        "ToLower",
        "Not",
        "Concat",
        "Coalesce",
        "Mid",
    ]);
    leaf.prop_recursive(3, 16, 5, move |inner| {
        (
            names.clone(),
            prop::collection::vec(inner, 0..7),
            prop::sample::select(vec![")", ")", ")", ")", ")", "", "))"]),
        )
            .prop_map(|(name, arguments, close)| format!("{name}({}{close}", arguments.join(", ")))
    })
}

/// What a text may be made of, in no order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Join", "Switch", "IIF", "(", ")", ",", ", ", "[", "]", "[mail]", "[😀é", "\"", "\"a\"", "'", "=",
        "==", " & ", " ", "\n", "\t", "1", "-2.5", "true", "AND", "%p%", "%", "$", "é", "😀", "{", "}", ";",
        "“", "\\", "//", "\0", "\u{a0}",
    ]);
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 200 } else { 2000 }))]

    #[test]
    fn corrections_come_to_an_end_and_take_their_finding_along(text in mistaken()) {
        let mut text = text;
        for _ in 0..200 {
            let found = app(&text);
            for found in &found {
                let span = found.span.unwrap_or_default();
                prop_assert!(text.get(span.start..span.end).is_some(), "{text:?}: {found:?}");
            }
            let Some((finding, fix)) = found.iter().find_map(|found| Some((found, found.fixes.first()?))) else {
                return Ok(());
            };
            let mended = apply(&text, fix);
            // Whatever it is about, what was wrong here is not said of the same text again.
            let count = |text: &str, found: &[Diagnostic]| {
                let own = finding.span.unwrap_or_default().of(text).to_owned();
                found.iter().filter(|other| {
                    other.code == finding.code && other.message == finding.message
                        && other.span.unwrap_or_default().of(text) == own
                }).count()
            };
            prop_assert!(
                count(&text, &found) > count(&mended, &app(&mended)) || fix.title == "Nest the conditions",
                "{text:?} → {mended:?}: {finding:?}"
            );
            prop_assert_ne!(&mended, &text);
            text = mended;
        }
        prop_assert!(false, "no end: {text:?}");
    }

    #[test]
    fn any_pieces_are_checked_and_mended_without_end(text in pieces()) {
        for found in app(&text) {
            let span = found.span.unwrap_or_default();
            prop_assert!(text.get(span.start..span.end).is_some(), "{text:?}: {found:?}");
            for fix in &found.fixes {
                app(&apply(&text, fix));
            }
        }
    }

    #[test]
    fn a_text_with_syntax_errors_says_so_first(text in mistaken()) {
        let found = app(&text);
        prop_assert_eq!(
            attrflow::language::parse(&text, Dialect::Entra).is_err(),
            found.first().is_some_and(|found| found.code == Code::Syntax)
        );
        for (at, one) in found.iter().enumerate() {
            let again = found[..at].iter().find(|other| other.code == one.code && other.span == one.span);
            prop_assert!(again.is_none(), "{text:?}: twice {one:?}");
        }
    }
}

#[test]
fn hostile_texts_take_no_time() {
    let texts = [
        "[a]&".repeat(2_400),
        format!("Join({})", "1&".repeat(4_900)),
        "x ".repeat(4_900),
        "'".repeat(9_900),
        "[x,".repeat(3_000),
        format!("{}[a]", "f(".repeat(98)),
        "IIF([a]=\"\" AND [b]=1,".repeat(90),
        "“”".repeat(1_500),
        "a=b=c ".repeat(1_600),
        format!("Join({})", "Replace([a], , \"(a+)+$\", , \"x\", , ), ".repeat(250)),
        format!("Join({})", "Left(\"abc\", 2), ".repeat(600)),
        format!("Switch([a], {})", "\"k\", \"v\", ".repeat(900)),
        "Coalesce(".repeat(98) + &"'".repeat(8_000),
    ];
    for text in texts {
        let start = std::time::Instant::now();
        let found = app(&text);
        assert!(found.len() <= attrflow::limits::FINDINGS, "{} findings", found.len());
        // Generous: an unoptimized build on a busy machine.
        assert!(start.elapsed().as_secs() < 5, "{:?} for {}…", start.elapsed(), &text[..20]);
    }
}
