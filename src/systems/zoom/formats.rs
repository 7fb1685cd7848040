//! The forms of texts that Zoom takes.

/// Whether a text is an address: `local@domain.tld` without white space.
pub(super) fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let Some((name, top)) = domain.rsplit_once('.') else { return false };
    !local.is_empty()
        && !name.is_empty()
        && !top.is_empty()
        && !domain.contains('@')
        && !domain.contains("..")
        && !domain.starts_with('.')
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// How a telephone number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phone {
    /// `+1 5125550123`, as in Zoom's examples.
    Documented,
    /// `+15125550123`
    Run,
    /// Otherwise.
    Other,
}

/// How a telephone number is written: plus, one to three digits, a blank, 4 to 14 digits; or plus and
/// 7 to 15 digits (ITU-T E.164 has 15 at most).
pub(super) fn phone(text: &str) -> Phone {
    let Some(number) = text.strip_prefix('+') else { return Phone::Other };
    match number.split_once(' ') {
        Some((country, rest)) if digits(country, 1, 3) && digits(rest, 4, 14) => Phone::Documented,
        None if digits(number, 7, 15) => Phone::Run,
        _ => Phone::Other,
    }
}

/// A number in the documented form, if it can be read as an international one whose country code is set
/// off: `+1 (512) 555-0123`, `+49.30.1234567`.
pub(super) fn repaired(text: &str) -> Option<String> {
    let number = text.trim();
    let number = number.strip_prefix('+').or_else(|| number.strip_prefix("00"))?;
    let end = number.find(|c: char| !c.is_ascii_digit())?;
    let (country, rest) = number.split_at(end);
    if rest.contains(|c: char| !c.is_ascii_digit() && !" ()-./\u{a0}".contains(c)) {
        return None;
    }
    let rest = rest.replace(|c: char| !c.is_ascii_digit(), "");
    let number = ["+", country, " ", &rest].concat();
    (phone(&number) == Phone::Documented).then_some(number)
}

/// Whether a text is that many ASCII digits.
pub(super) fn digits(text: &str, from: usize, to: usize) -> bool {
    (from..=to).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text has the shape of a language tag: `en`, `en-US`, `zh-Hant-TW` (RFC 5646; language codes
/// of two and three letters are the only ones registered).
pub(super) fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for text in ["a@x.example", "o'neil+tag@mail.x.co.uk", "ü@bücher.example", "a.b_c-d@x-y.z1"] {
            assert!(is_address(text), "{text}");
        }
        for text in [
            "",
            "a",
            "a@",
            "@x.example",
            "a@x",
            "a@x.",
            "a@.x",
            "a b@x.example",
            "a@x.example ",
            "a@@x.example",
            "a@x@y.example",
            "a@x..example",
            "EXAMPLE\\a",
            "a\t@x.example",
        ] {
            assert!(!is_address(text), "{text}");
        }
    }

    #[test]
    fn numbers() {
        use Phone::*;
        for (text, form) in [
            ("+1 5125550123", Documented),
            ("+358 401234", Documented),
            ("+1 512", Other),
            ("+15125550123", Run),
            ("+123456", Other),
            ("+1234567890123456", Other),
            ("+1234 567890", Other),
            ("+1  5125550123", Other),
            ("+1 512 5550123", Other),
            ("+1 (512) 555-0123", Other),
            ("0015125550123", Other),
            ("5125550123", Other),
            ("", Other),
            ("+", Other),
            ("+1 512555012x", Other),
        ] {
            assert_eq!(phone(text), form, "{text}");
        }
    }

    #[test]
    fn numbers_are_repaired_where_nothing_is_guessed() {
        assert_eq!(repaired("+1 (512) 555-0123").as_deref(), Some("+1 5125550123"));
        assert_eq!(repaired("0049 30/1234567").as_deref(), Some("+49 301234567"));
        for text in ["0015125550123", "(512) 555-0123", "+1 512 555 ext. 12", "+", "", "+1 2"] {
            assert_eq!(repaired(text), None, "{text}");
        }
    }

    #[test]
    fn language_tags() {
        for text in ["en", "en-US", "zh-Hant-TW", "de-1996", "EN-us", "sl-IT-nedis", "en-x-a"] {
            assert!(is_language_tag(text), "{text}");
        }
        for text in ["", "en_US", "English", "en-", "-US", "e", "Europe/Paris", "en US", "é-US"] {
            assert!(!is_language_tag(text), "{text}");
        }
    }
}
