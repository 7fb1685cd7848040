//! What the cases in `tests/cases/regex.json` do not show: places, limits, and that nothing panics.

use super::*;
use proptest::prelude::*;

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"))
}

fn find<'r, 't>(regex: &'r Regex, text: &'t str, start: usize) -> Option<Captures<'r, 't>> {
    regex.find_at(text, start, &mut Budget::default()).expect("few steps")
}

#[test]
fn groups_have_numbers_and_names() {
    let regex = regex(r"(?<a>.)(.)(?<b>.)(?<7>.)(.)(?<a>.)");
    assert_eq!(regex.group_numbers().collect::<Vec<_>>(), [0, 1, 2, 3, 4, 7]);
    assert_eq!(regex.group_names().collect::<Vec<_>>(), [("a", 3), ("b", 4)]);
    assert_eq!(regex.group_number("a"), Some(3));
    assert_eq!(regex.group_number("7"), Some(7));
    assert_eq!(regex.group_number("5"), None);
    assert_eq!(regex.group_number("c"), None);

    let found = find(&regex, "uvwxyz", 0).expect("a match");
    assert_eq!(found.span(), Span::new(0, 6));
    // The second group of this name matched last.
    assert_eq!(found.name("a"), Some(Span::new(5, 6)));
    assert_eq!(found.text(7), Some("x"));
    assert_eq!(found.get(6), None);
}

#[test]
fn an_empty_group_is_not_an_absent_one() {
    let found_in = |pattern, text| find(&regex(pattern), text, 0).map(|found| found.get(1));
    assert_eq!(found_in("(a*)b", "b"), Some(Some(Span::at(0))));
    assert_eq!(found_in("(a)*b", "b"), Some(None));
    assert_eq!(found_in("(a)b", "c"), None);
}

#[test]
fn a_search_starts_anywhere_and_looks_back() {
    let spans = |pattern: &str, start| find(&regex(pattern), "aéa", start).map(|found| found.span());
    assert_eq!(spans("a", 0), Some(Span::new(0, 1)));
    assert_eq!(spans("a", 1), Some(Span::new(3, 4)));
    assert_eq!(spans("(?<=é)a", 3), Some(Span::new(3, 4)));
    assert_eq!(spans("^a", 3), None);
    assert_eq!(spans(r"\Ga", 3), Some(Span::new(3, 4)));
    assert_eq!(spans(r"\Ga", 1), None);
    assert_eq!(spans("$", 4), Some(Span::at(4)));
    // Inside of é, and past the end.
    assert_eq!(spans("a", 2), None);
    assert_eq!(spans("a*", 5), None);
}

#[test]
fn refusals_name_their_place() {
    for (pattern, offset) in [
        ("ab)", 2),
        ("a(b", 1),
        ("ab**", 3),
        ("é{2,1}", 2),
        (r"ab\q", 2),
        ("x[b-a]", 4),
        ("x(?<a-b>c)", 1),
        (r"(a)\2", 3),
    ] {
        let error = Regex::new(pattern).expect_err(pattern);
        assert_eq!(error.offset, offset, "{pattern}: {error}");
    }
    insta::assert_snapshot!(
        Regex::new("(?(a)b|c|d)").expect_err("refused"),
        @"at position 1 of the pattern: more than two alternatives in (?(…)…|…)"
    );
}

#[test]
fn patterns_are_limited_in_length_and_depth() {
    let longest = "a".repeat(limits::PATTERN_CHARACTERS);
    assert!(Regex::new(&longest).is_ok());
    assert!(Regex::new(&(longest + "a")).is_err());

    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert!(find(&regex(&nested(limits::PATTERN_DEPTH)), "a", 0).is_some());
    assert!(Regex::new(&nested(limits::PATTERN_DEPTH + 1)).is_err());
    let classes = |depth: usize| format!("{}b{}", "[a-".repeat(depth), "]".repeat(depth));
    assert!(Regex::new(&classes(limits::PATTERN_DEPTH)).is_ok());
    assert!(Regex::new(&classes(limits::PATTERN_DEPTH + 1)).is_err());
}

#[test]
fn endless_searches_are_given_up() {
    let text = "a".repeat(64) + "!";
    for pattern in ["(a+)+$", "(a|a)*$", "(?:a*)*[bc]", "(a*?)*?[bc]", "(?:.*a){20}[bc]", r"(a?){40}a{40}\1$"]
    {
        let mut budget = Budget::default();
        assert_eq!(regex(pattern).is_match(&text, &mut budget), Err(StepLimit), "{pattern}");
    }
    // No loop without progress goes on for ever.
    assert!(find(&regex("(?:a*)*"), "b", 0).is_some());
    assert!(regex("(?:a?){2147483646}b").is_match("b", &mut Budget::default()).is_err());
}

#[test]
fn long_texts_cost_little() {
    let text = "x".repeat(limits::TEXT_BYTES) + "ab";
    for pattern in ["ab", "[ab]b", "(?i)AB", "a|é", r"^x*ab$", r"\A.*?b"] {
        let mut budget = Budget::default();
        assert_eq!(regex(pattern).is_match(&text, &mut budget), Ok(true), "{pattern}");
    }
}

/// A pattern of the provisioning guides, which would try every way from every place.
#[test]
fn texts_without_a_needed_piece_cost_little() {
    let text = "OU=Pupils,OU=South,".repeat(100);
    let regex = regex(r"(\W|\w)+=,(\W|\w)+");
    assert_eq!(regex.is_match(&text, &mut Budget::new(1000)), Ok(false));
    assert_eq!(regex.is_match(&(text + "OU=,DC=x"), &mut Budget::default()), Ok(true));
}

#[test]
fn many_ways_back_are_given_up() {
    let text = "ab".repeat(limits::TEXT_BYTES);
    let mut budget = Budget::new(u64::MAX);
    assert_eq!(regex("(?:a|b)*[cd]").is_match(&text, &mut budget), Err(StepLimit));
}

#[test]
fn one_budget_serves_several_searches() {
    let regex = regex("a");
    let mut budget = Budget::new(10);
    assert!(regex.find_iter("aaaa", &mut budget).all(|found| found.is_ok()));
    assert!(budget.left() < 10);
    let outcomes: Vec<bool> = regex.find_iter("aaaa", &mut budget).map(|found| found.is_ok()).collect();
    assert_eq!(outcomes.last(), Some(&false), "the rest does not suffice, and the search ends");
}

#[test]
fn results_are_limited_in_length() {
    let text = "a".repeat(2000);
    let regex = regex("a");
    let result =
        regex.replace_all(&text, &regex.template("$_").expect("a replacement"), &mut Budget::default());
    assert_eq!(result, Err(ReplaceError::TooLong));
    assert!(
        regex
            .replace_all("bbb", &regex.template("$_").expect("a replacement"), &mut Budget::default())
            .is_ok()
    );
    let result =
        regex.replace_all(&text, &regex.template("$&").expect("a replacement"), &mut Budget::new(100));
    assert_eq!(result, Err(ReplaceError::StepLimit));
}

#[test]
fn text_without_a_match_is_borrowed() {
    let regex = regex("x");
    let result =
        regex.replace_all("abc", &regex.template("").expect("a replacement"), &mut Budget::default());
    assert!(matches!(result, Ok(Cow::Borrowed("abc"))));
}

/// Parts of patterns, right and wrong.
fn any_pattern() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[ab]",
        2 => r"\[\^?[a-c](-[b-z])?(\\[wds])?\]",
        2 => r"[.^$|]|\\[bBAGZzwWdDsS1k<]|\\p\{L[ul]?\}",
        2 => r"[*+?]\??|\{[0-3](,[0-3]?)?\}\??",
        2 => r"\(|\)|\(\?[:>=!]|\(\?<[=!]|\(\?<n>|\(\?[imnsx]\)",
        1 => "\\PC",
    ];
    proptest::collection::vec(part, 0..14).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn nothing_panics(pattern in any_pattern(), text in "[abc é😀\n]{0,12}", template in "[$0-9{}n&+'`_a]{0,8}") {
        let Ok(regex) = Regex::new(&pattern) else { return Ok(()) };
        let mut budget = Budget::new(20_000);
        let mut end = 0;
        for found in regex.find_iter(&text, &mut budget) {
            let Ok(found) = found else { break };
            let span = found.span();
            // Two matches may share a character beyond U+FFFF, half of it each.
            let shared = span.start + '😀'.len_utf8() == end && text.contains('😀');
            prop_assert!((end <= span.start || shared) && span.end <= text.len());
            end = span.end;
            for number in regex.group_numbers() {
                // Every group lies in the text, on whole characters.
                prop_assert!(found.get(number).is_none_or(|group| text.get(group.start..group.end).is_some()));
            }
        }
        if let Ok(template) = regex.template(&template) {
            let _ = regex.replace_all(&text, &template, &mut Budget::new(20_000));
        }
    }

    #[test]
    fn any_text_is_a_pattern_or_is_refused(pattern in "\\PC{0,20}", text in "\\PC{0,10}") {
        if let Ok(regex) = Regex::new(&pattern) {
            let _ = regex.find_at(&text, 0, &mut Budget::new(20_000));
        }
    }

    #[test]
    fn escaped_texts_find_themselves(text in "[a-zA-Z0-9.*+?(){}|^$\\\\#\\[\\] é]{1,12}") {
        let escaped: String = text.chars().map(|c| {
            if c.is_alphanumeric() { c.to_string() } else { format!("\\{c}") }
        }).collect();
        let found = find(&regex(&escaped), &text, 0).map(|found| found.span());
        prop_assert_eq!(found, Some(Span::new(0, text.len())));
    }
}
