//! Letter case as .NET changes it: one character becomes exactly one character.
//!
//! Rust's `str::to_uppercase` applies the full mappings of Unicode (ß → SS, final sigma); .NET
//! applies the simple ones, so ß, ŉ and ligatures stay, and Σ always becomes σ.

mod simple;
mod table;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;
use unicode_general_category::{GeneralCategory as Category, get_general_category};

/// The rules of letter case of a culture. Only three differ from one another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Culture {
    /// No culture: İ and ı have no counterpart (`CultureInfo.InvariantCulture`).
    #[default]
    Invariant,
    /// Any culture not named elsewhere here: ı → I and İ → i.
    Common,
    /// Turkish and Azerbaijani: i ↔ İ, ı ↔ I.
    Turkic,
}

/// The languages that have cultures: all of ISO 639-1, and those that .NET and CLDR know by three letters.
const LANGUAGES: &str = "\
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz \
    ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik \
    io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml \
    mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd \
    se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve \
    vi vo wa wo xh yi yo za zh zu \
    agq arn asa ast bas bem bez bin brx byn ceb cgg chr ckb dav dje doi dsb dua dyo ebu ewo fil fur gsw guz \
    haw hsb ibb jgo jmc kab kam kde kea kgp khq kln kok ksb ksf ksh lag lkt lrc luo luy mai mas mer mfe mgh \
    mgo mni moh mua mus mzn naq nds nmg nnh nqo nso nus nyn pap pcm prs qps quc quz rof rwk sah saq sat sbp \
    seh ses shi sma smj smn sms ssy syr teo tig twq tzm vai vun wae wal xog yav yrl yue zgh";

/// A text that is not the name of a culture. Inputs that trigger it: `not a culture`, `en--US`, `-`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCulture(pub String);

impl fmt::Display for UnknownCulture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is not the name of a culture, such as en-US", self.0)
    }
}

impl std::error::Error for UnknownCulture {}

impl Culture {
    /// Reads a culture name such as `en-US`, in any letter case; the empty name is the invariant
    /// culture.
    ///
    /// As .NET 8, which takes every name that is well-formed: letters and digits in parts, joined by
    /// hyphens or one underscore, with nothing around them. .NET Framework refuses what is no
    /// [known](Culture::is_known) language.
    ///
    /// # Errors
    /// [`UnknownCulture`] if the text is no such name.
    ///
    /// ```
    /// use attrflow::dotnet::casing::Culture;
    /// assert_eq!(Culture::parse("tr-TR"), Ok(Culture::Turkic));
    /// assert_eq!(Culture::parse(""), Ok(Culture::Invariant));
    /// assert!(Culture::parse("not a culture").is_err());
    /// ```
    pub fn parse(name: &str) -> Result<Self, UnknownCulture> {
        if name.is_empty() {
            return Ok(Self::Invariant);
        }
        let part_fits =
            |part: &str| (1..=11).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        let underscores = name.bytes().filter(|&b| b == b'_').count();
        // Windows writes some names with an underscore, as in `es-ES_tradnl`.
        if name.len() < 2 || underscores > 1 || !name.split(['-', '_']).all(part_fits) {
            return Err(UnknownCulture(name.to_owned()));
        }
        let language = language(name);
        let turkic = ["tr", "az", "tur", "aze"].iter().any(|code| language.eq_ignore_ascii_case(code));
        Ok(if turkic { Self::Turkic } else { Self::Common })
    }

    /// Whether the name, which [`Culture::parse`] takes, begins with a language that has cultures.
    pub fn is_known(name: &str) -> bool {
        name.is_empty() || LANGUAGES.split(' ').any(|known| known.eq_ignore_ascii_case(language(name)))
    }
}

/// The part of a culture's name that says the language.
fn language(name: &str) -> &str {
    name.split(['-', '_']).next().unwrap_or_default()
}

/// The upper-case form of one character, as `TextInfo.ToUpper(char)` gives it.
pub fn upper(c: char, culture: Culture) -> char {
    match (c, culture) {
        ('i', Culture::Turkic) => 'İ',
        ('ı', Culture::Invariant) => 'ı',
        _ if c.is_ascii() => c.to_ascii_uppercase(),
        _ => simple::upper(c).unwrap_or(c),
    }
}

/// The lower-case form of one character, as `TextInfo.ToLower(char)` gives it.
pub fn lower(c: char, culture: Culture) -> char {
    match (c, culture) {
        ('I', Culture::Turkic) => 'ı',
        ('İ', Culture::Invariant) => 'İ',
        // The full mapping is i with a dot above; the simple one is the letter alone.
        ('İ', _) => 'i',
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        _ => simple::lower(c).unwrap_or(c),
    }
}

/// The form in which two characters are compared when letter case is ignored.
pub(crate) fn fold(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { lower(c, Culture::Invariant) }
}

/// Characters without letter case: simple lower case, and one form of the Greek sigma.
pub(crate) fn caseless(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|c| if c == 'ς' { 'σ' } else { fold(c) })
}

/// The form in which two texts are compared when letter case is ignored.
pub(crate) fn folded(text: &str) -> String {
    caseless(text).collect()
}

/// Whether two texts differ in letter case alone, if at all.
pub(crate) fn alike(left: &str, right: &str) -> bool {
    caseless(left).eq(caseless(right))
}

/// `ToUpper`: every character in upper case. Borrowed if nothing changes.
///
/// ```
/// use attrflow::dotnet::casing::{Culture, to_upper};
/// assert_eq!(to_upper("Straße", Culture::Invariant), "STRAßE");
/// assert_eq!(to_upper("diyarbakır", Culture::parse("tr-TR")?), "DİYARBAKIR");
/// # Ok::<(), attrflow::dotnet::casing::UnknownCulture>(())
/// ```
pub fn to_upper(text: &str, culture: Culture) -> Cow<'_, str> {
    map(text, |c| upper(c, culture))
}

/// `ToLower`: every character in lower case. Borrowed if nothing changes.
///
/// ```
/// use attrflow::dotnet::casing::{Culture, to_lower};
/// assert_eq!(to_lower("ΟΔΟΣ", Culture::Invariant), "οδοσ");
/// ```
pub fn to_lower(text: &str, culture: Culture) -> Cow<'_, str> {
    map(text, |c| lower(c, culture))
}

fn map(text: &str, change: impl Fn(char) -> char) -> Cow<'_, str> {
    let Some((at, _)) = text.char_indices().find(|&(_, c)| change(c) != c) else {
        return Cow::Borrowed(text);
    };
    let (kept, rest) = text.split_at(at);
    let mut changed = String::with_capacity(text.len());
    changed.push_str(kept);
    changed.extend(rest.chars().map(change));
    Cow::Owned(changed)
}

/// Every character in lower case, then the first letter of each word in title case: `PCase`
/// without separators.
///
/// Words are those of .NET's `TextInfo.ToTitleCase`: a letter starts a word, and white space,
/// punctuation, symbols and control characters end it. Digits, marks and the apostrophe do not.
///
/// ```
/// use attrflow::dotnet::casing::title_case;
/// assert_eq!(title_case("PABLO GONSALVES (SECOND)"), "Pablo Gonsalves (Second)");
/// assert_eq!(title_case("mary-ann o'neil"), "Mary-Ann O'neil");
/// ```
pub fn title_case(text: &str) -> String {
    let mut inside = false;
    let mut titled = String::with_capacity(text.len());
    for c in text.chars() {
        let category = category(c);
        if inside {
            inside = c == '\'' || !ends_word(category);
            titled.push(lower(c, Culture::Invariant));
        } else if is_letter(category) {
            inside = true;
            titled.push(title(lower(c, Culture::Invariant)));
        } else {
            titled.push(lower(c, Culture::Invariant));
        }
    }
    titled
}

/// Every character in lower case, then the first character of each word in upper case, where
/// only the characters of `separators` separate words: `PCase` with separators.
///
/// ```
/// use attrflow::dotnet::casing::title_case_with;
/// assert_eq!(title_case_with("PINTO-DE'SILVA", " '-"), "Pinto-De'Silva");
/// assert_eq!(title_case_with("mary-ann lee", " "), "Mary-ann Lee");
/// ```
pub fn title_case_with(text: &str, separators: &str) -> String {
    let mut first = true;
    let mut titled = String::with_capacity(text.len());
    for c in text.chars() {
        let small = lower(c, Culture::Invariant);
        titled.push(if first { upper(small, Culture::Invariant) } else { small });
        first = separators.contains(c);
    }
    titled
}

/// The title-case form: the upper-case one, but for the digraphs that have their own.
fn title(c: char) -> char {
    match c {
        'ǅ' | 'ǆ' => 'ǅ',
        'ǈ' | 'ǉ' => 'ǈ',
        'ǋ' | 'ǌ' => 'ǋ',
        'ǲ' | 'ǳ' => 'ǲ',
        _ => upper(c, Culture::Invariant),
    }
}

fn category(c: char) -> Category {
    // The common case needs no table.
    match c {
        'a'..='z' => Category::LowercaseLetter,
        'A'..='Z' => Category::UppercaseLetter,
        ' ' => Category::SpaceSeparator,
        _ => get_general_category(c),
    }
}

fn is_letter(category: Category) -> bool {
    matches!(
        category,
        Category::UppercaseLetter
            | Category::LowercaseLetter
            | Category::TitlecaseLetter
            | Category::ModifierLetter
            | Category::OtherLetter
    )
}

/// The categories at which `ToTitleCase` ends a word (`TextInfo.IsWordSeparator` of .NET).
fn ends_word(category: Category) -> bool {
    use Category as C;
    matches!(
        category,
        C::SpaceSeparator
            | C::LineSeparator
            | C::ParagraphSeparator
            | C::Control
            | C::Format
            | C::ConnectorPunctuation
            | C::DashPunctuation
            | C::OpenPunctuation
            | C::ClosePunctuation
            | C::InitialPunctuation
            | C::FinalPunctuation
            | C::OtherPunctuation
            | C::MathSymbol
            | C::CurrencySymbol
            | C::ModifierSymbol
            | C::OtherSymbol
    )
}
