//! Sets of characters: ranges, categories, negation, subtraction.
//!
//! As in .NET these are UTF-16 units: a character beyond U+FFFF is two surrogates of category `Cs`.

use super::units::{Unit, character, fold, units_of};
use crate::dotnet::casing::{Culture, upper};
use unicode_general_category::{GeneralCategory as Category, get_general_category};

/// A character class such as `[a-z\d-[aeiou]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Class {
    /// Which ASCII characters belong to it; holds from [`Class::seal`] on.
    ascii: u128,
    items: Vec<Item>,
    pub(super) negated: bool,
    ignore_case: bool,
    subtracted: Option<Box<Class>>,
}

/// A member of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// Units from the first to the second, both included.
    Range(Unit, Unit),
    /// Units outside of such a range.
    Outside(Unit, Unit),
    /// A set of general categories, or everything outside it.
    Categories { set: Categories, negated: bool },
    /// `\s` or `\S`
    Space { negated: bool },
}

/// A set of general categories, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Categories(u32);

impl Categories {
    const fn of(categories: &[Category]) -> Self {
        let mut set = 0;
        let mut index = 0;
        while index < categories.len() {
            set |= 1 << categories[index] as u32;
            index += 1;
        }
        Self(set)
    }

    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn contains(self, unit: Unit) -> bool {
        let category = character(unit).map_or(Category::Surrogate, get_general_category);
        self.0 & (1 << category as u32) != 0
    }

    /// `\d`
    pub(super) const DIGIT: Self = Self::of(&[Category::DecimalNumber]);
    /// `\w`
    pub(super) const WORD: Self = Self::LETTER.with(Self::of(&[
        Category::NonspacingMark,
        Category::DecimalNumber,
        Category::ConnectorPunctuation,
    ]));
    const CASED: Self =
        Self::of(&[Category::UppercaseLetter, Category::LowercaseLetter, Category::TitlecaseLetter]);
    const LETTER: Self = Self::CASED.with(Self::of(&[Category::ModifierLetter, Category::OtherLetter]));

    /// The categories `\p{name}` stands for, such as `L` or `Lu`.
    ///
    /// Where letter case is ignored, upper, lower and title case are the same, as in .NET.
    pub(super) fn named(name: &str, ignore_case: bool) -> Option<Self> {
        use Category as C;
        let set = match name {
            "Lu" | "Ll" | "Lt" if ignore_case => Self::CASED,
            "L" => Self::LETTER,
            "Lu" => Self::of(&[C::UppercaseLetter]),
            "Ll" => Self::of(&[C::LowercaseLetter]),
            "Lt" => Self::of(&[C::TitlecaseLetter]),
            "Lm" => Self::of(&[C::ModifierLetter]),
            "Lo" => Self::of(&[C::OtherLetter]),
            "M" => Self::of(&[C::NonspacingMark, C::SpacingMark, C::EnclosingMark]),
            "Mn" => Self::of(&[C::NonspacingMark]),
            "Mc" => Self::of(&[C::SpacingMark]),
            "Me" => Self::of(&[C::EnclosingMark]),
            "N" => Self::of(&[C::DecimalNumber, C::LetterNumber, C::OtherNumber]),
            "Nd" => Self::DIGIT,
            "Nl" => Self::of(&[C::LetterNumber]),
            "No" => Self::of(&[C::OtherNumber]),
            "P" => Self::of(&[
                C::ConnectorPunctuation,
                C::DashPunctuation,
                C::OpenPunctuation,
                C::ClosePunctuation,
                C::InitialPunctuation,
                C::FinalPunctuation,
                C::OtherPunctuation,
            ]),
            "Pc" => Self::of(&[C::ConnectorPunctuation]),
            "Pd" => Self::of(&[C::DashPunctuation]),
            "Ps" => Self::of(&[C::OpenPunctuation]),
            "Pe" => Self::of(&[C::ClosePunctuation]),
            "Pi" => Self::of(&[C::InitialPunctuation]),
            "Pf" => Self::of(&[C::FinalPunctuation]),
            "Po" => Self::of(&[C::OtherPunctuation]),
            "S" => Self::of(&[C::MathSymbol, C::CurrencySymbol, C::ModifierSymbol, C::OtherSymbol]),
            "Sm" => Self::of(&[C::MathSymbol]),
            "Sc" => Self::of(&[C::CurrencySymbol]),
            "Sk" => Self::of(&[C::ModifierSymbol]),
            "So" => Self::of(&[C::OtherSymbol]),
            "Z" => Self::of(&[C::SpaceSeparator, C::LineSeparator, C::ParagraphSeparator]),
            "Zs" => Self::of(&[C::SpaceSeparator]),
            "Zl" => Self::of(&[C::LineSeparator]),
            "Zp" => Self::of(&[C::ParagraphSeparator]),
            "C" => Self::of(&[C::Control, C::Format, C::Surrogate, C::PrivateUse, C::Unassigned]),
            "Cc" => Self::of(&[C::Control]),
            "Cf" => Self::of(&[C::Format]),
            "Cs" => Self::of(&[C::Surrogate]),
            "Co" => Self::of(&[C::PrivateUse]),
            "Cn" => Self::of(&[C::Unassigned]),
            _ => return None,
        };
        Some(set)
    }
}

impl Class {
    /// An empty class, to be filled and then sealed.
    pub(super) fn new(ignore_case: bool) -> Self {
        Self { ascii: 0, items: Vec::new(), negated: false, ignore_case, subtracted: None }
    }

    /// A class of one member.
    pub(super) fn of(item: Item, ignore_case: bool) -> Self {
        let mut class = Self::new(ignore_case);
        class.push(item);
        class.seal();
        class
    }

    pub(super) fn push(&mut self, item: Item) {
        self.items.push(item);
    }

    pub(super) fn subtract(&mut self, class: Class) {
        self.subtracted = Some(Box::new(class));
    }

    /// Works out the ASCII members; nothing may be changed afterwards.
    pub(super) fn seal(&mut self) {
        self.ascii = (0..128u8).filter(|&b| self.holds(Unit::from(b))).fold(0, |set, b| set | 1 << b);
    }

    /// The ASCII members, one bit each.
    pub(super) fn ascii(&self) -> u128 {
        self.ascii
    }

    pub(super) fn contains(&self, c: Unit) -> bool {
        if c < 128 { self.ascii >> u32::from(c) & 1 != 0 } else { self.holds(c) }
    }

    fn holds(&self, c: Unit) -> bool {
        let member = if self.ignore_case {
            let same = variants(c);
            self.items.iter().any(|item| item.holds(c) || same.iter().any(|&other| item.ranges_over(other)))
        } else {
            self.items.iter().any(|item| item.holds(c))
        };
        member != self.negated && !self.subtracted.as_ref().is_some_and(|class| class.holds(c))
    }
}

impl Item {
    fn holds(self, c: Unit) -> bool {
        match self {
            Self::Range(..) | Self::Outside(..) => self.ranges_over(c),
            Self::Categories { set, negated } => set.contains(c) != negated,
            Self::Space { negated } => character(c).is_some_and(char::is_whitespace) != negated,
        }
    }

    /// Whether the unit belongs to a range; categories are none, and letter case is nothing to them.
    fn ranges_over(self, c: Unit) -> bool {
        match self {
            Self::Range(first, last) => (first..=last).contains(&c),
            Self::Outside(first, last) => !(first..=last).contains(&c),
            _ => false,
        }
    }
}

/// Capital letters that share their lower-case form with another capital.
const SECOND_CAPITALS: [(char, char); 9] = [
    ('k', '\u{212A}'),
    ('å', '\u{212B}'),
    ('ω', '\u{2126}'),
    ('θ', 'ϴ'),
    ('ß', 'ẞ'),
    ('ǆ', 'ǅ'),
    ('ǉ', 'ǈ'),
    ('ǌ', 'ǋ'),
    ('ǳ', 'ǲ'),
];

/// The units that equal `unit` when letter case is ignored, some of them perhaps repeated.
pub(super) fn variants(unit: Unit) -> [Unit; 4] {
    let small = fold(unit);
    let Some(small_letter) = character(small) else { return [unit; 4] };
    let large = units_of(upper(small_letter, Culture::Invariant)).0;
    // µ, ſ and ı have a capital whose lower-case form is another letter.
    let large = if fold(large) == small { large } else { small };
    let second = SECOND_CAPITALS.iter().find(|(known, _)| *known == small_letter);
    [unit, small, large, second.map_or(unit, |&(_, capital)| units_of(capital).0)]
}

/// Whether the character counts for `\b`: those of `\w`, and the two joiners.
pub(super) fn is_boundary_word(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => true,
        _ if c.is_ascii() => false,
        '\u{200C}' | '\u{200D}' => true,
        _ => Categories::WORD.contains(units_of(c).0),
    }
}
