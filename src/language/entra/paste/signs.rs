//! Signs that programs put in the place of others, each with what it stands for.

/// HTML's names for signs that occur in expressions.
const ENTITIES: &[(&str, char)] = &[
    ("quot", '"'),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("apos", '\''),
    ("nbsp", '\u{A0}'),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("zwnj", '\u{200C}'),
    ("shy", '\u{AD}'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("lsqb", '['),
    ("lbrack", '['),
    ("rsqb", ']'),
    ("rbrack", ']'),
    ("lpar", '('),
    ("rpar", ')'),
    ("comma", ','),
    ("period", '.'),
    ("equals", '='),
    ("lowbar", '_'),
    ("num", '#'),
    ("percnt", '%'),
    ("commat", '@'),
    ("dollar", '$'),
    ("bsol", '\\'),
    ("sol", '/'),
    ("ast", '*'),
    ("plus", '+'),
    ("colon", ':'),
    ("semi", ';'),
    ("hyphen", '-'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("Tab", '\t'),
    ("NewLine", '\n'),
];

/// The entity at the beginning of a text: its length, and the sign that it stands for. What was written as an
/// entity twice, `&amp;gt;`, is taken for one.
pub(in super::super) fn entity(text: &str) -> Option<(usize, char)> {
    let inner = text.strip_prefix('&')?;
    let end = inner.bytes().take(10).position(|byte| byte == b';')?;
    let name = inner.get(..end)?;
    let sign = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|sign| !sign.is_control() || matches!(sign, '\t' | '\n' | '\r'))?
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign)?,
    };
    let length = end + 2;
    if sign == '&'
        && let Some(rest) = text.get(length..)
        && let Some((more, sign)) = entity_name(rest)
    {
        return Some((length + more, sign));
    }
    Some((length, sign))
}

/// The name of an entity that stands behind an ampersand which was written as an entity itself.
fn entity_name(rest: &str) -> Option<(usize, char)> {
    let end = rest.bytes().take(8).position(|byte| byte == b';')?;
    let name = rest.get(..end)?;
    ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, sign)| (end + 1, *sign))
}

/// Quotes of typography, single ones and marks of accents among them.
pub(super) fn is_typographic_quote(sign: char) -> bool {
    matches!(
        sign,
        '“' | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '″'
            | '〝'
            | '〞'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '‹'
            | '›'
            | '´'
            | '＂'
            | '＇'
    )
}

/// Whether a text that `open` begins may end with `sign`.
pub(super) fn closes(open: char, sign: char) -> bool {
    match open {
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '´' | '＇' => {
            matches!(sign, '‘' | '’' | '‛' | '‹' | '›' | '´' | '\'' | '＇' | '"')
        }
        _ => matches!(sign, '“' | '”' | '‟' | '«' | '»' | '″' | '〞' | '"' | '＂'),
    }
}

/// The blank that a sign stands for; nothing for signs that nobody sees.
pub(super) fn blank(sign: char) -> Option<&'static str> {
    match sign {
        '\u{A0}'
        | '\u{2000}'..='\u{200A}'
        | '\u{202F}'
        | '\u{205F}'
        | '\u{3000}'
        | '\u{1680}'
        | '\u{B}'
        | '\u{C}'
        | '\u{85}'
        | '\u{2028}'
        | '\u{2029}' => Some(" "),
        '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}' => Some(""),
        _ => None,
    }
}

/// The plain sign that one of another width or a program's nicer one stands for.
pub(super) fn plain(sign: char) -> Option<&'static str> {
    Some(match sign {
        '（' => "(",
        '）' => ")",
        '［' | '【' => "[",
        '］' | '】' => "]",
        '，' | '、' => ",",
        '＝' => "=",
        '＜' => "<",
        '＞' => ">",
        '＆' => "&",
        '≠' => "<>",
        '≤' | '⩽' => "<=",
        '≥' | '⩾' => ">=",
        '–' | '−' | '‐' | '‑' => "-",
        _ => return None,
    })
}

/// Elements of HTML that stand in the middle of code.
const TAGS: [&str; 14] =
    ["br", "p", "b", "i", "em", "strong", "code", "pre", "span", "div", "kbd", "tt", "samp", "wbr"];

/// The length of the tag at the beginning of a text, and what stands for it.
pub(super) fn tag(text: &str) -> Option<(usize, &'static str)> {
    let inner = text.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = inner.get(..length)?;
    let known = TAGS.iter().find(|known| known.eq_ignore_ascii_case(name))?;
    let rest = inner.get(length..)?;
    // A tag ends soon and holds no brackets of ours.
    let end = rest.bytes().take(200).position(|byte| matches!(byte, b'>' | b'[' | b'(' | b'<'))?;
    if rest.as_bytes().get(end) != Some(&b'>') || !(rest.starts_with(['>', ' ', '/'])) {
        return None;
    }
    let whole = text.len() - rest.len() + end + 1;
    Some((whole, if matches!(*known, "br" | "p" | "div") { " " } else { "" }))
}
