//! Completion, signature help and hover, on texts with a cursor: `|`.

use attrflow::editor::{Completion, CompletionKind, Known, KnownAttribute, complete, hover, signature_help};
use attrflow::language::Dialect;
use attrflow::span::Span;

/// The text without its cursor, and where the cursor was.
fn cursor(text: &str) -> (String, usize) {
    let at = text.find('|').expect("a cursor");
    (text.replacen('|', "", 1), at)
}

fn completions(text: &str, known: &Known<'_>) -> Vec<Completion> {
    let (text, at) = cursor(text);
    complete(&text, at, known)
}

fn labels(text: &str, known: &Known<'_>) -> Vec<String> {
    completions(text, known).into_iter().map(|completion| completion.label).collect()
}

/// The text after the completion with this label, the cursor as `|`.
fn accepted(text: &str, label: &str) -> String {
    let known = Known { target: Some("userType"), ..Known::default() };
    let found = completions(text, &known).into_iter().find(|completion| completion.label == label);
    let found = found.unwrap_or_else(|| panic!("{label} is not offered in {text}"));
    let (mut text, _) = cursor(text);
    let mut insert = found.insert;
    insert.insert(found.cursor, '|');
    text.replace_range(found.span.start..found.span.end, &insert);
    text
}

/// Text with a cursor, and the labels that are offered first.
const FIRST: &[(&str, &[&str])] = &[
    ("ToL|", &["ToLower"]),
    ("tolo|", &["ToLower"]),
    ("|", &["[objectId]"]),
    ("Join(\" \", [giv|", &["[givenName]"]),
    ("Join(\" \", [giv|en], [surname])", &["[givenName]"]),
    ("ToLower(mai|)", &["[mail]", "[mailNickname]"]),
    ("ToLower([|", &["[objectId]", "[userPrincipalName]"]),
    ("DateAdd(|", &["\"yyyy\"", "\"m\"", "\"ww\"", "\"d\"", "\"h\"", "\"n\"", "\"s\""]),
    ("DateDiff(\"|\", Now(), CDate([a]))", &["\"yyyy\"", "\"m\""]),
    ("InStr([a], \"x\", 1, |", &["vbTextCompare", "vbBinaryCompare"]),
    ("ConvertFromBase64([a], |)", &["Unicode", "UTF8", "ASCII"]),
    ("ToLower([a], \"|\")", &["\"en-US\"", "\"tr-TR\""]),
    ("FormatDateTime([a], |", &["\"AllowWhiteSpaces\""]),
    ("Switch(SingleAppRoleAssignment([appRoleAssignments]), , \"|", &["\"Basic\"", "\"Licensed\""]),
    ("Switch(SingleAppRoleAssignment([appRoleAssignments]), , \"Basic\", \"x\", \"P|\"", &["\"Pro\""]),
    ("Switch([IsSoftDeleted], , |", &["\"True\"", "\"False\""]),
    ("IIF([accountEnabled] = |", &["\"True\"", "\"False\""]),
    ("IIF(SingleAppRoleAssignment([appRoleAssignments]) = \"L|", &["\"Licensed\""]),
    ("Switch([userType], , \"|", &["\"Member\"", "\"Guest\""]),
    ("IIF(Is|", &["IsNull", "IsNullOrEmpty", "IsPresent", "IsString"]),
    ("Ignore|", &["IgnoreFlowIfNullOrEmpty", "IgnoreAttributeFlow", "IgnoreObjectFlow"]),
    ("Split([a], |", &["\" \"", "\",\""]),
];

#[test]
fn what_fits_stands_first() {
    for (text, wanted) in FIRST {
        let found = labels(text, &Known::default());
        assert!(found.len() >= wanted.len() && found[..wanted.len()] == **wanted, "{text}: {found:?}");
    }
}

#[test]
fn nothing_is_offered_where_nothing_may_stand() {
    let texts = [
        "ToLower([mail])|",
        "[mail]|",
        "ToLower([mail] |",
        "\"a text|",
        "\"a\"|",
        "Append([a], \"su|",
        "12|",
        "ToLower([zzz|",
    ];
    for text in texts {
        assert_eq!(labels(text, &Known::default()), [""; 0], "{text}");
    }
}

#[test]
fn completions_replace_what_is_being_written() {
    let cases = [
        ("ToL|", "ToLower", "ToLower(|)"),
        ("Append(tol|, \"x\")", "ToLower", "Append(ToLower(|), \"x\")"),
        ("ToU|pper([mail])", "ToUpper", "ToUpper|([mail])"),
        ("No|", "Now", "Now()|"),
        ("ToLower([ma|", "[mail]", "ToLower([mail]|"),
        ("ToLower([ma|il])", "[mail]", "ToLower([mail]|)"),
        ("Join(\" \", [gi|, [surname])", "[givenName]", "Join(\" \", [givenName]|, [surname])"),
        ("ToLower(mai|)", "[mail]", "ToLower([mail]|)"),
        ("Switch([a], \"Ba|\", \"x\", \"y\")", "\"Basic\"", "Switch([a], \"Basic\"|, \"x\", \"y\")"),
        ("Switch([a], \"Ba|, \"x\", \"y\")", "\"Basic\"", "Switch([a], \"Basic\"|, \"x\", \"y\")"),
        ("IIF([a] = \"😀\", Lic|", "\"Licensed\"", "IIF([a] = \"😀\", \"Licensed\"|"),
    ];
    for (text, label, wanted) in cases {
        assert_eq!(accepted(text, label), wanted, "{text}");
    }
}

#[test]
fn the_target_says_which_values_flow() {
    let known = Known { target: Some("userType"), ..Known::default() };
    for text in
        ["\"|", "IIF([a] = \"b\", \"|", "Switch([a], \"|", "Switch([a], , \"k\", \"|", "Coalesce([a], \"|"]
    {
        assert_eq!(
            labels(text, &known),
            ["\"Basic\"", "\"Licensed\"", "\"On-Prem\"", "\"Collaboration\""],
            "{text}"
        );
    }
    for text in ["ToLower(\"|", "IIF(\"|", "Switch(\"|", "IIF([a] = \"|"] {
        assert_eq!(labels(text, &known), [""; 0], "{text}");
    }
    let active = Known { target: Some("active"), ..Known::default() };
    assert_eq!(labels("\"|", &active), ["\"True\"", "\"False\""]);
    let broken = Known { target: Some("emails[type eq"), ..Known::default() };
    assert_eq!(labels("\"|", &broken), [""; 0]);
}

#[test]
fn the_user_at_hand_is_known() {
    let attribute = |name: &str, value: Option<&str>| KnownAttribute {
        name: name.to_owned(),
        value: value.map(str::to_owned),
    };
    let attributes = [attribute("extension_abc_badge", Some("7")), attribute("department", Some("Sales"))];
    let known = Known { attributes: &attributes, ..Known::default() };
    let found = completions("[|", &known);
    assert_eq!((found[0].label.as_str(), found[0].detail.as_str()), ("[department]", "Sales"));
    assert_eq!(found[1].label, "[extension_abc_badge]");
    assert_eq!(found[1].kind, CompletionKind::Attribute);
    assert_eq!(labels("Switch([department], , \"|", &known), ["\"Sales\""]);
    let hover = hover("[department]", 3, &known).expect("hover");
    assert_eq!(hover.summary, "text. This user: Sales");
}

#[test]
fn each_dialect_has_its_functions() {
    let connect = Known { dialect: Dialect::Connect, ..Known::default() };
    assert!(labels("PadL|", &connect).contains(&"PadLeft".to_owned()));
    assert!(labels("PadL|", &Known::default()).is_empty());
}

#[test]
fn signatures_follow_the_cursor() {
    // Function, argument, parameter.
    let cases = [
        ("ToLower(|", Some(("ToLower", 0, Some("source")))),
        ("Join(\" \", [a], [b], |", Some(("Join", 3, Some("[source…]")))),
        ("Switch([a], , \"k\", |", Some(("Switch", 3, Some("[value…]")))),
        ("Switch([a], , \"k\", \"v\", |", Some(("Switch", 4, Some("[key…]")))),
        ("Append(ToLower([a|]), \"x\")", Some(("ToLower", 0, Some("source")))),
        ("Append(ToLower([a]), |\"x\")", Some(("Append", 1, Some("suffix")))),
        ("Replace([a], \"(,\", , , \"b|", Some(("Replace", 4, Some("[replacementValue]")))),
        ("Now(|", Some(("Now", 0, None))),
        ("Left([a], 1, |", Some(("Left", 2, None))),
        ("ToLower([a])|", None),
        ("Foo(|", None),
        ("|", None),
    ];
    for (text, wanted) in cases {
        let (plain, at) = cursor(text);
        let found = signature_help(&plain, at, Dialect::Entra);
        let found = found.as_ref().map(|help| {
            let parameter = help.active_parameter.and_then(|at| help.parameters.get(at));
            (
                help.function,
                help.active_argument,
                parameter.map(|parameter| parameter.span.of(&help.signature)),
            )
        });
        assert_eq!(found, wanted, "{text}");
    }
}

#[test]
fn words_are_explained() {
    // Title, and the beginning of the summary.
    let cases = [
        ("ToLo|wer([mail])", "ToLower", "Turns a text into lower case."),
        ("tolower|([mail])", "ToLower", "Turns"),
        ("ToLower([m|ail])", "[mail]", "text. Null for cloud users"),
        ("ToLower([MAIL|])", "[mail]", "text"),
        ("ToLower([otherMails|])", "[otherMails]", "text, several values"),
        ("ToLower([nope|])", "[nope]", "the directory's schema lists no attribute"),
        ("IIF([a] <|> \"b\", 1, 2)", "<>", "Not equal"),
        ("IIF([a] = |true, 1, 2)", "True", "True, as a Boolean."),
        ("BitAnd([a], &H|1F)", "&H1F", "31, written in hexadecimal"),
        ("DateAdd(\"|ww\", 1, Now())", "\"ww\"", "weeks"),
        ("FormatDateTime([a], , , \"yyyy-MM|-dd\")", "\"yyyy-MM-dd\"", "2026-01-31"),
        (
            "Replace([a], , \"(?<n>x)(|y)\", , \"\", , )",
            "\"(?<n>x)(y)\"",
            "a .NET regular expression with the groups n",
        ),
        ("Replace([a], , \"(|\", , \"\", , )", "\"(\"", "not a regular expression: "),
        ("Switch(SingleAppRoleAssignment([a]), , \"P|ro\", \"x\")", "\"Pro\"", "app role"),
    ];
    for (text, title, summary) in cases {
        let (plain, at) = cursor(text);
        let found = hover(&plain, at, &Known::default()).unwrap_or_else(|| panic!("nothing of {text}"));
        assert_eq!(found.title, title, "{text}");
        assert!(found.summary.starts_with(summary), "{text}: {}", found.summary);
        assert!(found.span.start <= at && at <= found.span.end);
    }
    for text in ["ToLower|", "Foo|([a])", "\"any| text\"", "12|", "|", "ToLower( |  )"] {
        let (plain, at) = cursor(text);
        assert_eq!(hover(&plain, at, &Known::default()), None, "{text}");
    }
}

#[test]
fn a_call_is_explained_as_it_stands() {
    let text = "ToLower(Item(Split([userPrincipalName], \"@\"), 1))";
    let known = Known::default();
    let words = |at| hover(text, at, &known).and_then(|hover| hover.words);
    assert_eq!(words(1).as_deref(), Some("userPrincipalName up to the first @, in lower case"));
    assert_eq!(words(9).as_deref(), Some("userPrincipalName up to the first @"));
    let unfinished = hover("ToLower([a]", 1, &known).expect("hover");
    assert_eq!((unfinished.words, unfinished.span), (None, Span::new(0, 7)));
    assert_eq!(unfinished.examples.len(), 1);
}

#[test]
fn any_place_of_any_text_is_fine() {
    let texts = [
        "IIF([a[x eq \"]\"].b] <> &HF, %D.F%, ‘x’ & $v) \"open",
        "Switch(😀, [é], \"ü\", , ((, ))), \"",
        "Join(\" \", [givenName], [surname]",
        "\\\"[[[",
    ];
    let known = Known { target: Some("userType"), ..Known::default() };
    for text in texts {
        for at in 0..=text.len() + 2 {
            for completion in complete(text, at, &known) {
                assert!(text.get(completion.span.start..completion.span.end).is_some(), "{text} at {at}");
                assert!(completion.insert.is_char_boundary(completion.cursor));
                let _ = completion.to_utf16(text);
            }
            signature_help(text, at, Dialect::Entra).map(|help| help.to_utf16(text));
            hover(text, at, &known).map(|hover| hover.to_utf16(text));
        }
    }
}
