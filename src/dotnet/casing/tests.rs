use super::*;

#[test]
fn one_character_becomes_one() {
    for (from, to) in [("ß", "ß"), ("ŉ", "ŉ"), ("ﬁ", "ﬁ"), ("ᾳ", "ᾼ"), ("ᾀ", "ᾈ"), ("ÿ", "Ÿ"), ("µ", "Μ")]
    {
        assert_eq!(to_upper(from, Culture::Invariant), to);
    }
    for c in (0..=0x10FFFF).filter_map(char::from_u32) {
        for culture in [Culture::Invariant, Culture::Common, Culture::Turkic] {
            // Simple mappings never leave a character both unequal and without a way back.
            let up = upper(c, culture);
            assert_eq!(upper(up, culture), up, "{c:?}");
        }
    }
}

#[test]
fn dotted_and_dotless_i() {
    let cases = [
        (Culture::Invariant, "Iiİı", "IIİı", "iiİı"),
        (Culture::Common, "Iiİı", "IIİI", "iiiı"),
        (Culture::Turkic, "Iiİı", "IİİI", "ıiiı"),
    ];
    for (culture, text, up, low) in cases {
        assert_eq!(to_upper(text, culture), up, "{culture:?}");
        assert_eq!(to_lower(text, culture), low, "{culture:?}");
    }
}

#[test]
fn unchanged_text_is_borrowed() {
    assert!(matches!(to_lower("ada@contoso.com", Culture::Invariant), Cow::Borrowed(_)));
    assert!(matches!(to_upper("日本 ÄÖ", Culture::Invariant), Cow::Borrowed(_)));
    assert!(matches!(to_upper("a", Culture::Invariant), Cow::Owned(_)));
}

#[test]
fn culture_names() {
    for name in ["en-US", "de", "EN-us", "zh-Hans-CN", "sr-Latn-RS", "es-ES_tradnl", "sv", "haw-US"] {
        assert_eq!(Culture::parse(name), Ok(Culture::Common), "{name}");
    }
    for name in ["tr", "tr-TR", "AZ-Latn-AZ", "az"] {
        assert_eq!(Culture::parse(name), Ok(Culture::Turkic), "{name}");
    }
    // .NET 8 takes what is well-formed.
    for name in ["english", "xx", "zz-ZZ", "1033", "languages-US", "i-default"] {
        assert_eq!(Culture::parse(name), Ok(Culture::Common), "{name}");
        assert!(!Culture::is_known(name), "{name}");
    }
    for name in [" en-US", "en-US ", "english language", "e", "en--US", "en-", "-", "a_b_c", "en-ümlaut"] {
        assert_eq!(Culture::parse(name), Err(UnknownCulture(name.to_owned())), "{name}");
    }
}

#[test]
fn title_case_words() {
    let cases = [
        ("ada-marie o'neil", "Ada-Marie O'neil"),
        ("ST JOHN'S HOSPITAL", "St John's Hospital"),
        ("a_b.c/d&e", "A_B.C/D&E"),
        // A digit neither starts nor ends a word.
        ("3rd floor, room b12c", "3Rd Floor, Room B12c"),
        ("'quoted'", "'Quoted'"),
        ("éric älva", "Éric Älva"),
        ("ǆur", "ǅur"),
        ("e\u{301}a b", "E\u{301}a B"),
        ("", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(title_case(text), expected);
    }
}

#[test]
fn title_case_with_separators() {
    let cases = [
        ("JEAN-LUC d'arc", "-", "Jean-Luc d'arc"),
        ("a b", "", "A b"),
        ("(second) x", " ", "(second) X"),
        ("", " ", ""),
    ];
    for (text, separators, expected) in cases {
        assert_eq!(title_case_with(text, separators), expected);
    }
}

/// Every character against the library's full mappings, which agree where they give one character.
#[test]
fn the_table_is_that_of_unicode_15() {
    let one = |mut mapped: Box<dyn Iterator<Item = char>>| {
        let first = mapped.next()?;
        mapped.next().is_none().then_some(first)
    };
    // The other case of these came with Unicode 16 or 17, which .NET 8 does not know.
    let newer = |c: char| {
        let code = u32::from(c);
        matches!(code, 0x19B | 0x264 | 0x1C89 | 0x1C8A | 0xA7CB..=0xA7CF | 0xA7D2..=0xA7D5 | 0xA7DA..=0xA7DC)
            || matches!(code, 0x10D50..=0x10D85 | 0x16EA0..=0x16ED3)
    };
    for c in '\u{80}'..'\u{20000}' {
        if newer(c) {
            assert_eq!((simple::lower(c), simple::upper(c)), (None, None), "{c:?}");
            continue;
        }
        let (lower, upper) = (simple::lower(c), simple::upper(c));
        // Greek vowels with an iota below have simple upper-case forms where the full ones are longer.
        let titled = matches!(u32::from(c), 0x1F80..=0x1FAF | 0x1FB3 | 0x1FC3 | 0x1FF3);
        if char::UNICODE_VERSION == (17, 0, 0) {
            let full = one(Box::new(c.to_lowercase())).filter(|lower| *lower != c);
            assert_eq!(lower, full, "lower case of {c:?}");
            let full = one(Box::new(c.to_uppercase())).filter(|upper| *upper != c);
            assert!(upper == full || full.is_none() && titled, "upper case of {c:?}: {upper:?}");
        }
        if titled && let Some(upper) = upper {
            assert_eq!(simple::lower(upper), Some(c));
        }
    }
    assert_eq!(simple::upper('\u{1F80}'), Some('\u{1F88}'));
    assert_eq!(simple::upper('\u{1FB3}'), Some('\u{1FBC}'));
}
