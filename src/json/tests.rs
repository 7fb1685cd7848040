use super::*;
use proptest::prelude::*;
use serde::de::IgnoredAny;

/// The verdict and the tree of `serde_json`, decimals read by the standard library.
fn theirs(text: &str) -> Result<Json, (String, usize)> {
    serde_json::from_str(text).map_err(|error| {
        let before: usize = text.split_inclusive('\n').take(error.line() - 1).map(str::len).sum();
        let said = error.to_string();
        (said.split(" at line ").next().unwrap().to_owned(), before + error.column().saturating_sub(1))
    })
}

/// Equal but for decimals, where `serde_json` may miss the nearest number by some places.
fn alike(ours: &Json, theirs: &Json) -> bool {
    match (ours, theirs) {
        (Json::Number(a), Json::Number(b)) => {
            a == b
                || a.is_f64() && b.is_f64() && {
                    let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
                    a.to_bits().abs_diff(b.to_bits()) <= 9
                }
        }
        (Json::Array(a), Json::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b)),
        (Json::Object(a), Json::Object(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|((k, a), (l, b))| k == l && alike(a, b))
        }
        (a, b) => a == b,
    }
}

/// Compares all ways of reading a text.
fn compare(text: &str) {
    let (ours, theirs) = (parse(text), theirs(text));
    match (&ours, &theirs) {
        (Ok(a), Ok(b)) => assert!(alike(a, b), "{text}: {a} is not {b}"),
        (Err(fault), Err((said, at))) => {
            // It takes the four bytes after `\\u` at once.
            let escape = fault.reason == Reason::Escape;
            assert!(fault.reason.as_str() == said || escape && said.starts_with("EOF"), "{text}: {said}");
            // `serde_json` names the byte that is wrong or the one before it, and of large numbers some byte.
            let exempt = escape || fault.reason == Reason::TooLarge;
            assert!(exempt || fault.at.abs_diff(*at) <= 1, "{text}: at {}, not {at}", fault.at);
            assert!(text.is_char_boundary(fault.at), "{text}: {}", fault.at);
        }
        _ => panic!("{text}: {ours:?} is not {theirs:?}"),
    }
    // Passing over is as strict, but for numbers that no word holds, and depth.
    let checked = check(text);
    match &ours {
        Err(Fault { reason: Reason::TooLarge | Reason::Depth, .. }) => {}
        other => assert_eq!(checked, other.as_ref().map(drop).map_err(|fault| *fault), "{text}"),
    }
    // Without regard to halves of surrogate pairs, passing over agrees with `serde_json`'s own.
    let mut scanner = Scanner::new(text);
    let passed = scanner.skip().and_then(|()| scanner.end());
    let ignored = serde_json::from_str::<IgnoredAny>(text);
    if !matches!(passed, Err(Fault { reason: Reason::Depth, .. })) {
        assert_eq!(passed.is_ok(), ignored.is_ok(), "{text}: {passed:?}, {ignored:?}");
    }
    // What was read is written as `serde_json` writes it, and reads as the same again.
    if let Ok(tree) = &ours {
        assert_eq!(super::text(tree), tree.to_string(), "{text}");
        assert_eq!(parse(&super::text(tree)).as_ref(), Ok(tree), "{text}");
    }
}

fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        "[ -~éß漢😀\"\\\\\u{0}-\u{1f}\u{2028}]{0,24}".prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            prop::collection::vec(("[a-zé\"\\\\]{0,12}", inner), 0..6)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn sound_texts_read_as_they_do_elsewhere(tree in json(), pretty: bool) {
        compare(&if pretty { serde_json::to_string_pretty(&tree).unwrap() } else { tree.to_string() });
    }

    #[test]
    fn broken_texts_break_where_they_do_elsewhere(
        tree in json(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..3, "[\\[\\]{}\",:\\\\u0-9a-f.eE+\\-tnl \n\u{1}é]{1,3}"), 1..4),
    ) {
        let mut text: Vec<char> = tree.to_string().chars().collect();
        for (at, removed, added) in edits {
            let at = at.index(text.len() + 1);
            let end = (at + removed).min(text.len());
            text.splice(at..end, added.chars());
        }
        compare(&text.into_iter().collect::<String>());
    }

    #[test]
    fn any_text_gets_the_same_verdict(text in "[\\[\\]{}\",:\\\\u0-9a-fD.eE+\\-truefalsn \t\n\u{1}é]{0,16}") {
        compare(&text);
        compare(&format!("\"{text}\""));
        compare(&format!("{{\"a\":{text}}}"));
    }

    #[test]
    fn numbers_read_as_the_nearest(bits: u64, digits in "-?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?") {
        let value = f64::from_bits(bits);
        if value.is_finite() {
            prop_assert_eq!(number::json(value), serde_json::to_string(&value).unwrap());
            // Of two equally near texts the standard library takes the larger, JavaScript the even one.
            let (ours, theirs) = (plain(value), value.to_string());
            prop_assert!(ours == theirs || ours.len() == theirs.len() && ours.parse() == Ok(value), "{ours}");
            prop_assert_eq!(read_number(&format!("{value:e}")).to_bits(), bits);
        }
        prop_assert_eq!(read_number(&digits).to_bits(), digits.parse::<f64>().unwrap().to_bits(), "{}", digits);
    }

    #[test]
    fn numbers_between_two_neighbours_round_to_even(bits in 0_u64..0x7FEF_FFFF_FFFF_FFFF, more in "0{0,40}1?") {
        // The text of the exact middle has up to 767 digits; a digit more, however late, decides.
        let (low, high) = (f64::from_bits(bits), f64::from_bits(bits + 1));
        let exact = |value: f64| format!("{value:.1100}");
        let (a, b) = (exact(low), exact(high));
        let middle = halved(&add(&a, &b));
        for text in [middle.clone(), format!("{middle}{more}")] {
            prop_assert_eq!(read_number(&text).to_bits(), text.parse::<f64>().unwrap().to_bits());
        }
    }
}

/// The sum of two decimals with equally many places.
fn add(a: &str, b: &str) -> String {
    let length = a.len().max(b.len());
    let (a, b) = (format!("{a:0>length$}"), format!("{b:0>length$}"));
    let mut carry = 0;
    let mut sum: Vec<u8> = Vec::new();
    for (a, b) in a.bytes().zip(b.bytes()).rev() {
        if a == b'.' {
            sum.push(b'.');
            continue;
        }
        carry += (a - b'0') + (b - b'0');
        sum.push(b'0' + carry % 10);
        carry /= 10;
    }
    sum.push(b'0' + carry);
    sum.reverse();
    String::from_utf8(sum).unwrap()
}

fn halved(decimal: &str) -> String {
    let mut rest = 0;
    let mut half = String::new();
    for byte in decimal.bytes() {
        if byte == b'.' {
            half.push('.');
            continue;
        }
        rest = rest * 10 + (byte - b'0');
        half.push(char::from(b'0' + rest / 2));
        rest %= 2;
    }
    if rest == 1 {
        half.push('5');
    }
    half
}

#[test]
fn corners_get_the_same_verdict() {
    for text in [
        "",
        " ",
        "{",
        "[",
        "\"",
        "-",
        "01",
        "-01",
        "1.",
        ".5",
        "1e",
        "1e+",
        "-0",
        "0",
        "-0.0",
        "0e9",
        "1E400",
        "-1e999",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775808",
        "-9223372036854775809",
        "9007199254740993",
        "[1,]",
        "{\"a\":1,}",
        "[,]",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "[1 2]",
        "{\"a\":1 \"b\":2}",
        "nul",
        "nulll",
        "truf",
        "\"\\u12\"",
        "\"\\ud800\"",
        "\"\\ud800\\n\"",
        "\"\\ud800\\u0041\"",
        "\"\\udc00\"",
        "\"\\ud83d\\ude00\"",
        "\"\\x\"",
        "\"\u{1}\"",
        "\"\u{0}\"",
        "\"a\nb\"",
        "\"\\",
        "\"\\u",
        "\"\\u00e9 \\/ \\b\\f\\n\\r\\t\"",
        "\u{FEFF}{}",
        "{} {}",
        "\u{0}",
        "{\"a\":1,\"b\":2,\"a\":3}",
        "5e-324",
        "2e-324",
        "3e-324",
        "1.7976931348623157e308",
        "1.7976931348623159e308",
        "2.2250738585072011e-308",
        "1e21",
        "1e16",
        "123456789012345680",
        "0.00001",
        "0.000001",
        "100000.5",
        "1e15",
    ] {
        compare(text);
    }
    for depth in [126, 127, 128, 129, 130] {
        compare(&("[".repeat(depth) + &"]".repeat(depth)));
        compare(&("{\"a\":".repeat(depth) + "1" + &"}".repeat(depth)));
    }
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert_eq!(check(&deep(crate::limits::JSON_DEPTH)), Ok(()));
    assert!(check(&deep(crate::limits::JSON_DEPTH + 1)).is_err_and(|fault| fault.reason == Reason::Depth));
}

#[test]
fn endless_numbers_are_read_in_time() {
    let long = format!("0.{}", "123456789".repeat(100_000));
    assert_eq!(read_number(&long), 0.123_456_789_123_456_79);
    assert_eq!(read_number("1e99999999999999999999"), f64::INFINITY);
    assert_eq!(read_number("-1e-99999999999999999999").to_bits(), (-0.0_f64).to_bits());
    assert_eq!(plain(f64::NEG_INFINITY), "-inf");
}
